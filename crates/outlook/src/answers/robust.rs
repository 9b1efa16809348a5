//! How much an outcome hangs on what is uncertain: the order of statements of one kind, and the views of which nothing is known. Counts
//! variants of the model; says nothing of chances.
use super::outcomes::between;
use super::{Case, Config, Outcome};
use crate::proposal::Assumption;
use gmcr::explicit::State;
use gmcr::preference::{Expression, Statement};
use gmcr::robustness::{Random, holds_with};
use gmcr::stability::Concept;
use rayon::prelude::*;

/// In how many of so many variants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Count {
    /// In so many it holds.
    pub held: u32,
    /// Of so many.
    pub of: u32,
    /// Whether these are all that there are.
    pub all: bool,
}

impl Count {
    /// Where the variants were drawn: the share in thousandths between which it lies, 19 times of 20 (Wilson 1927).
    pub fn interval(self) -> Option<(u32, u32)> {
        if self.all || self.of == 0 {
            return None;
        }
        let (k, n) = (f64::from(self.held), f64::from(self.of));
        let (p, z) = (k / n, 1.96_f64);
        let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
        let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / (1.0 + z * z / n);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 0 to 1000 thousandths")]
        let thousandths = |share: f64| (share * 1000.0).round().clamp(0.0, 1000.0) as u32;
        Some((thousandths(middle - half), thousandths(middle + half)))
    }
}

/// One thing on which an outcome hangs by itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Hinge {
    /// Without this statement, or if its owner wanted the opposite, it would not hold.
    Statement {
        /// Whose.
        decision_maker: usize,
        /// Which.
        statement: usize,
        /// Whether it is enough that the statement falls away.
        by_absence: bool,
    },
    /// If this decision maker minded this option, it would not hold.
    View {
        /// The place in the list of assumptions.
        assumption: usize,
        /// Whether it would have to be for it.
        wanted: bool,
    },
}

/// How much an outcome hangs on what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Robust {
    /// Under which concept it was judged.
    pub concept: Concept,
    /// With statements of one kind in another order.
    pub order: Count,
    /// With that, and with the views of which nothing is known either way.
    pub views: Count,
    /// What it hangs on by itself.
    pub hinges: Vec<Hinge>,
}

pub(super) fn robust(case: &Case<'_>, outcomes: &mut [Outcome], config: &Config) {
    let makers: Vec<Vec<(usize, &Statement)>> =
        case.proposal.decision_makers.iter().map(|it| it.statements.iter().map(|it| (it.kind.rank(), &it.statement)).collect()).collect();
    let literals: Vec<[Statement; 2]> = (0..case.proposal.options.len())
        .map(|option| {
            let taken = Statement { expression: Expression::Taken(option) };
            [taken.clone(), taken.negated()]
        })
        .collect();
    let silent: Vec<(usize, usize, usize)> = case
        .proposal
        .assumptions
        .iter()
        .enumerate()
        .filter_map(|(at, it)| match it {
            Assumption::NoView { decision_maker, option } => Some((at, *decision_maker, *option)),
            _ => None,
        })
        .collect();
    let space = Space { makers: &makers, silent: &silent, literals: &literals };
    let (orders, all_orders) = space.variants(config, false);
    let (views, all_views) = space.variants(config, true);
    for outcome in outcomes.iter_mut().filter(|it| it.is_firm()) {
        let concept = if outcome.holds.contains(&Concept::Nash) { Concept::Nash } else { Concept::Seq };
        let ruled = case.proposal.infeasible.iter().flat_map(|it| &it.options).fold(0u64, |bits, i| bits | 1 << i);
        let holds =
            |lists: &Lists<'_>| members(case, outcome, ruled, lists, concept).any(|it| holds_with(&case.graph, lists.clone(), it, concept));
        let count = |variants: &[Lists<'_>], all: bool| {
            let held = variants.par_iter().filter(|it| holds(it)).count();
            Count { held: u32::try_from(held).unwrap_or(u32::MAX), of: u32::try_from(variants.len()).unwrap_or(u32::MAX), all }
        };
        outcome.robust =
            Some(Robust { concept, order: count(&orders, all_orders), views: count(&views, all_views), hinges: hinges(&space, &holds) });
    }
}

/// The states that an outcome stands for, but for those of which it is plain in this variant that they hold no sooner than one that is
/// among them: so each option that may be either way is varied, however many there are. An option that no rule is about (`ruled` has the
/// others) need not be varied where nobody minds it; and where its owner's first word on it is on nothing else, no state is at rest (Nash)
/// in which that word is broken, for its owner could mend it at no cost.
fn members(case: &Case<'_>, outcome: &Outcome, ruled: u64, lists: &Lists<'_>, concept: Concept) -> impl Iterator<Item = State> {
    let minded = lists.iter().flatten().flatten().fold(0u64, |bits, it| bits | it.options());
    let (mut bits, mut varied) = (outcome.bits, outcome.free);
    for option in (0..case.proposal.options.len()).filter(|i| (outcome.free & !ruled) >> i & 1 == 1) {
        let bit = 1u64 << option;
        let own = lists.get(case.proposal.owner(option)).and_then(Option::as_ref);
        let first = own.and_then(|list| list.iter().find(|it| it.options() & bit != 0)).filter(|it| it.options() == bit);
        match first {
            _ if minded & bit == 0 => varied &= !bit,
            Some(word) if concept == Concept::Nash && !case.proposal.options[option].irreversible => {
                varied &= !bit;
                bits = if word.holds(bit) { bits | bit } else { bits & !bit };
            }
            _ => {}
        }
    }
    between(bits, varied).filter_map(|it| case.state(it))
}

type Lists<'a> = Vec<Option<Vec<&'a Statement>>>;

/// What can vary.
struct Space<'a> {
    makers: &'a [Vec<(usize, &'a Statement)>],
    silent: &'a [(usize, usize, usize)],
    literals: &'a [[Statement; 2]],
}

impl<'a> Space<'a> {
    fn plain(&self) -> Vec<Vec<&'a Statement>> {
        self.makers.iter().map(|it| it.iter().map(|(_, it)| *it).collect()).collect()
    }

    /// The statements of one kind, as ranges of each list.
    fn classes(&self) -> Vec<Vec<std::ops::Range<usize>>> {
        let of = |list: &Vec<(usize, &Statement)>| {
            let mut out: Vec<std::ops::Range<usize>> = Vec::new();
            for (i, (rank, _)) in list.iter().enumerate() {
                match out.last_mut() {
                    Some(last) if list[last.start].0 == *rank => last.end = i + 1,
                    _ => out.push(i..i + 1),
                }
            }
            out
        };
        self.makers.iter().map(of).collect()
    }

    /// All variants, if they are few enough, else as many drawn ones.
    fn variants(&self, config: &Config, with_views: bool) -> (Vec<Lists<'a>>, bool) {
        let classes = self.classes();
        let mut total: u64 = 1;
        for range in classes.iter().flatten() {
            for k in 2..=range.len() as u64 {
                total = total.saturating_mul(k);
            }
        }
        if with_views {
            self.silent.iter().for_each(|_| total = total.saturating_mul(3));
        }
        let all = total <= u64::from(config.variants);
        let n = if all { total } else { u64::from(config.variants) };
        let one = |i: u64| {
            let mut random = Random::new(config.seed, i);
            // The number of a variant is read digit by digit, or each digit is drawn.
            let mut rest = i;
            let mut digit = |base: u64| {
                if all {
                    let it = rest % base;
                    rest /= base;
                    it
                } else {
                    random.below(usize::try_from(base).unwrap_or(usize::MAX)) as u64
                }
            };
            let mut lists = self.plain();
            for (list, ranges) in lists.iter_mut().zip(&classes) {
                for range in ranges {
                    for at in (range.start + 1..range.end).rev() {
                        let with = range.start + usize::try_from(digit((at - range.start + 1) as u64)).unwrap_or_default();
                        list.swap(at, with);
                    }
                }
            }
            if with_views {
                for (_, dm, option) in self.silent {
                    match digit(3) {
                        1 => lists[*dm].push(&self.literals[*option][0]),
                        2 => lists[*dm].push(&self.literals[*option][1]),
                        _ => {}
                    }
                }
            }
            lists.into_iter().map(Some).collect()
        };
        ((0..n).map(one).collect(), all)
    }
}

/// What the outcome hangs on by itself.
fn hinges(space: &Space<'_>, holds: &dyn Fn(&Lists<'_>) -> bool) -> Vec<Hinge> {
    let plain = space.plain();
    let lists = |plain: &[Vec<&Statement>]| -> bool { holds(&plain.iter().map(|it| Some(it.clone())).collect()) };
    let mut out = Vec::new();
    for (decision_maker, list) in plain.iter().enumerate() {
        for statement in 0..list.len() {
            let mut other = plain.clone();
            let turned = other[decision_maker].remove(statement).negated();
            let by_absence = !lists(&other);
            other[decision_maker].insert(statement, &turned);
            if by_absence || !lists(&other) {
                out.push(Hinge::Statement { decision_maker, statement, by_absence });
            }
        }
    }
    for (assumption, dm, option) in space.silent {
        for (at, wanted) in [(0, true), (1, false)] {
            let mut other = plain.clone();
            other[*dm].push(&space.literals[*option][at]);
            if !lists(&other) {
                out.push(Hinge::View { assumption: *assumption, wanted });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::outcomes::{between, outcomes};
    use super::super::{Case, Config};
    use super::{Space, members};
    use crate::proposal::{self, Proposal};
    use evidence::Measures;
    use gmcr::file::{Format, read};
    use gmcr::preference::{Expression, Statement};
    use gmcr::robustness::holds_with;
    use gmcr::stability::{Concept, solve};
    use proptest::prelude::*;
    use table::dossier::{Record, View};

    /// A has three moves and wants nothing that is known; B and C want something of them.
    fn model() -> impl Strategy<Value = String> {
        let of = |own: &'static str| {
            let line =
                prop::sample::select(vec!["o1", "NOT o2", "o1 AND o2", "NOT (o1 AND o3)", "o2 OR x", "x IF o3", "NOT x IF NOT o1", "y"]);
            prop::collection::vec(line, 0..3).prop_map(move |all| {
                let lines: Vec<String> = all.iter().map(|it| format!("\"{it}\"")).chain([format!("\"{own}\"")]).collect();
                format!("[[decision_makers]]\nname = \"{own}-er\"\noptions = [\"{own}\"]\nstatements = [{}]\n", lines.join(", "))
            })
        };
        let rule = prop::sample::select(vec!["", "[feasibility]\nmutually_exclusive = [[\"o1\", \"o3\"]]\n"]);
        let third = prop::sample::select(vec!["\"o3\"", "{ name = \"o3\", direction = \"up\" }"]);
        (of("x"), of("y"), rule, third).prop_map(|(b, c, rule, third)| {
            format!("{rule}[[decision_makers]]\nname = \"A\"\noptions = [\"o1\", \"o2\", {third}]\nstatements = []\n{b}{c}")
        })
    }

    fn proposal(toml: &str) -> Proposal {
        let empty = proposal::propose(&Record::new([]), View::default(), Measures::embedded(), &proposal::Config::default());
        empty.edited(&read(toml, Format::Toml).expect("a model").model).expect("an option form")
    }

    proptest! {
        #[test]
        fn what_is_left_out_would_not_change_whether_one_of_them_holds(toml in model(), seed in 0_u64..1000) {
            let proposal = proposal(&toml);
            let case = Case::new(&proposal).expect("a model with today in it");
            let solution = solve(&case.graph);
            let makers: Vec<Vec<(usize, &Statement)>> =
                proposal.decision_makers.iter().map(|it| it.statements.iter().map(|it| (it.kind.rank(), &it.statement)).collect()).collect();
            let literals: Vec<[Statement; 2]> = (0..proposal.options.len())
                .map(|option| Statement { expression: Expression::Taken(option) })
                .map(|taken| [taken.clone(), taken.negated()])
                .collect();
            let silent: Vec<(usize, usize, usize)> = (0..3).map(|option| (option, 0, option)).chain([(3, 1, 2), (4, 2, 1)]).collect();
            let space = Space { makers: &makers, silent: &silent, literals: &literals };
            let (variants, _) = space.variants(&Config { variants: 30, seed, ..Config::default() }, true);
            let ruled = proposal.infeasible.iter().flat_map(|it| &it.options).fold(0u64, |bits, i| bits | 1 << i);
            for outcome in outcomes(&case, &solution).0 {
                for state in between(outcome.bits, outcome.free).filter_map(|it| case.state(it)) {
                    prop_assert!(outcome.holds.iter().all(|it| solution.is_equilibrium(*it, state)));
                }
                // Only what may be either way since nobody is known to mind has its states looked for so.
                for concept in [Concept::Nash, Concept::Seq].into_iter().filter(|_| outcome.is_firm()) {
                    for lists in &variants {
                        let holds = |it| holds_with(&case.graph, lists.clone(), it, concept);
                        let all = between(outcome.bits, outcome.free).filter_map(|it| case.state(it)).any(holds);
                        prop_assert_eq!(members(&case, &outcome, ruled, lists, concept).any(holds), all);
                    }
                }
            }
        }
    }
}
