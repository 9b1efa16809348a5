//! Random small conflicts: 2 to 4 DMs, infeasible states, irreversible options, single-move edits, ties; explicit graphs too.
use gmcr::model::{BinaryOption, DecisionMaker, Direction, Form, GraphForm, Model, MoveEdit, OptionForm, Pattern, Rule};
use gmcr::preference::{Basis, Expression, Preferences, Ranking, Statement, Weight};

pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % n as u64) as usize
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

pub fn expression(random: &mut Random, n_options: usize, depth: usize) -> Expression {
    let kind = if depth == 0 { 0 } else { random.below(8) };
    let mut part = || {
        Box::new(expression(
            &mut Random(random.0.wrapping_mul(31).wrapping_add(random.below(1 << 20) as u64)),
            n_options,
            depth.saturating_sub(1),
        ))
    };
    match kind {
        3 => Expression::Not(part()),
        4 => Expression::And(vec![*part(), *part()]),
        5 => Expression::Or(vec![*part(), *part(), *part()]),
        6 => Expression::If(part(), part()),
        7 => Expression::Iff(part(), part()),
        _ => Expression::Taken(random.below(n_options)),
    }
}

fn pattern(random: &mut Random, n_options: usize, fixed_percent: usize) -> Pattern {
    let (mut mask, mut taken) = (0, 0);
    for option in 0..n_options {
        if random.chance(fixed_percent) {
            mask |= 1 << option;
            taken |= (random.below(2) as u64) << option;
        }
    }
    Pattern::new(mask, taken)
}

/// A random order of so many states with ties.
pub fn ranking(random: &mut Random, n_states: usize) -> Ranking {
    let mut states: Vec<u32> = (0..n_states as u32).collect();
    for at in (1..n_states).rev() {
        states.swap(at, random.below(at + 1));
    }
    let ties = [0, 0, 30, 60][random.below(4)];
    let tied = (0..n_states).map(|place| place > 0 && random.chance(ties)).collect();
    Ranking::Listed { states, tied }
}

fn n_feasible(form: &OptionForm) -> usize {
    let patterns: Vec<Pattern> = form.rules.iter().flat_map(Rule::patterns).collect();
    (0..1u64 << form.options.len()).filter(|&bits| !patterns.iter().any(|pattern| pattern.matches(bits))).count()
}

/// The conflict of this seed. Some of them are wrong (a move edit without a move); the engine says so.
pub fn conflict(seed: u64) -> Model {
    let mut random = Random(seed.wrapping_mul(0xD134_2543_DE82_EF95) ^ 0x5EED);
    let random = &mut random;
    if random.chance(20) {
        return graph(random);
    }
    let n_dms = 2 + random.below(3);
    let n_options = (n_dms + random.below(3)).min(5);
    let mut form = OptionForm::default();
    let irreversible = random.chance(50);
    for option in 0..n_options {
        let mut named = BinaryOption::new(&format!("o{}", option + 1));
        if irreversible && random.chance(50) {
            named.direction =
                [Direction::OnlyUp, Direction::OnlyUp, Direction::OnlyDown, Direction::OnlyDown, Direction::Fixed][random.below(5)];
        }
        form.options.push(named);
    }
    for _ in 0..[0, 0, 1, 2, 3][random.below(5)] {
        let rule = match random.below(5) {
            0 => Rule::MutuallyExclusive(vec![random.below(n_options), random.below(n_options), random.below(n_options)]),
            1 => Rule::AtLeastOne(vec![random.below(n_options), random.below(n_options)]),
            2 => Rule::OnlyIf { option: random.below(n_options), needs: random.below(n_options) },
            _ => Rule::Infeasible(pattern(random, n_options, 60)),
        };
        form.rules.push(rule);
        if n_feasible(&form) < 2 {
            form.rules.pop();
        }
    }
    let n_states = n_feasible(&form);
    // Each DM has at least one option; the rest are dealt at random, so that owners alternate.
    let mut owners: Vec<usize> = (0..n_dms).collect();
    owners.extend((n_dms..n_options).map(|_| random.below(n_dms)));
    for at in (1..n_options).rev() {
        owners.swap(at, random.below(at + 1));
    }
    let mut decision_makers = Vec::new();
    for dm in 0..n_dms {
        let mut preferences = Preferences::default();
        match random.below(6) {
            0 | 1 => {
                let count = 1 + random.below(4);
                preferences.statements = (0..count).map(|_| Statement { expression: expression(random, n_options, 2) }).collect();
                preferences.used = Some(Basis::Statements);
            }
            2 => {
                preferences.weights = (0..n_options)
                    .map(|option| Weight { option, taken: random.below(7) as i64 - 3, not_taken: random.below(3) as i64 })
                    .collect();
            }
            _ => preferences.ranking = Some(ranking(random, n_states)),
        }
        decision_makers.push(DecisionMaker {
            name: format!("D{}", dm + 1),
            options: (0..n_options).filter(|&option| owners[option] == dm).collect(),
            preferences,
            ..DecisionMaker::default()
        });
    }
    if random.chance(30) {
        for _ in 0..1 + random.below(4) {
            let (from, to) = (pattern(random, n_options, 50), pattern(random, n_options, 50));
            form.move_edits.push(MoveEdit { decision_maker: random.below(n_dms), from, to, allowed: random.chance(30) });
        }
    }
    Model { form: Form::Options(form), decision_makers, ..Model::default() }
}

fn graph(random: &mut Random) -> Model {
    let n_states = 2 + random.below(7);
    let density = [15, 30, 50][random.below(3)];
    let decision_makers = (0..2 + random.below(3))
        .map(|dm| {
            let pairs = (0..n_states).flat_map(|a| (0..n_states).map(move |b| [a, b]));
            DecisionMaker {
                name: format!("D{}", dm + 1),
                arcs: pairs.filter(|[a, b]| a != b && random.chance(density)).collect(),
                preferences: Preferences { ranking: Some(ranking(random, n_states)), ..Preferences::default() },
                ..DecisionMaker::default()
            }
        })
        .collect();
    let form = Form::Graph(GraphForm { states: (0..n_states).map(|state| format!("s{state}")).collect() });
    Model { form, decision_makers, ..Model::default() }
}
