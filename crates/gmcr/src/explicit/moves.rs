//! One-step unilateral moves: by a DM's options where nothing is edited, arc by arc otherwise. Sequences are others' business.
use super::{State, States};
use crate::model::{Direction, Error, Form, Model, OptionForm, Place, Problem, bit};

/// More arcs than these are refused.
const MOST_ARCS: u64 = 1 << 28;

/// The moves of all DMs.
#[derive(Clone, Debug)]
pub(crate) enum Moves {
    /// A DM changes any of its own options at once, as far as their directions allow. One-step moves are transitive.
    Options(Vec<Own>),
    /// For each DM its arcs, which need not be transitive.
    Arcs(Vec<Arcs>),
}

/// What one DM controls, as bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Own {
    /// Its options.
    pub(crate) options: u64,
    /// Of these, those not dropped once taken.
    pub(crate) only_up: u64,
    /// Of these, those not taken up once dropped. An option in both cannot be changed.
    pub(crate) only_down: u64,
}

impl Own {
    /// The irreversible options that have been changed for good, as bits: moves only add to them.
    pub(crate) fn spent(self, bits: u64) -> u64 {
        (bits & self.only_up & !self.only_down) | (!bits & self.only_down & !self.only_up)
    }

    /// The irreversible options.
    pub(crate) fn irreversible(self) -> u64 {
        (self.only_up | self.only_down) & !self.fixed()
    }

    fn fixed(self) -> u64 {
        self.only_up & self.only_down
    }

    /// The options that moves change.
    pub(crate) fn movable(self) -> u64 {
        self.options & !self.fixed()
    }

    /// Whether the DM can move from one combination to the other.
    fn allows(self, from: u64, to: u64) -> bool {
        from != to && (from ^ to) & !self.movable() == 0 && self.spent(from) & !self.spent(to) == 0
    }
}

/// Arcs by state, ascending.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arcs {
    first: Vec<u32>,
    to: Vec<u32>,
}

impl Arcs {
    fn new(n_states: usize, mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut first = vec![0; n_states + 1];
        for &(from, _) in &pairs {
            first[from as usize + 1] += 1;
        }
        for state in 0..n_states {
            first[state + 1] += first[state];
        }
        Self { first, to: pairs.into_iter().map(|(_, to)| to).collect() }
    }

    pub(crate) fn of(&self, state: usize) -> &[u32] {
        &self.to[self.first[state] as usize..self.first[state + 1] as usize]
    }
}

impl Moves {
    pub(crate) fn new(model: &Model, states: &States) -> Result<Self, Error> {
        match &model.form {
            Form::Graph(_) => {
                let arcs = model
                    .decision_makers
                    .iter()
                    .map(|dm| Arcs::new(states.len(), dm.arcs.iter().map(|&[from, to]| (from as u32, to as u32)).collect()));
                Ok(Self::Arcs(arcs.collect()))
            }
            Form::Options(form) => {
                let own: Vec<Own> = model.decision_makers.iter().map(|dm| own(form, &dm.options)).collect();
                if form.move_edits.is_empty() { Ok(Self::Options(own)) } else { edited(model, form, states, &own) }
            }
        }
    }

    pub(crate) fn of(&self, states: &States, decision_maker: usize, state: State, into: &mut Vec<State>) {
        into.clear();
        match self {
            Self::Arcs(arcs) => into.extend(arcs[decision_maker].of(state.index()).iter().map(|&to| State(to))),
            Self::Options(own) => {
                let own = own[decision_maker];
                let from = states.bits(state.index());
                neighbours(states, from, own.movable(), |target, to| {
                    if own.allows(from, to) {
                        into.push(State::new(target));
                    }
                });
            }
        }
    }
}

fn own(form: &OptionForm, options: &[usize]) -> Own {
    let mut own = Own { options: 0, only_up: 0, only_down: 0 };
    for &option in options {
        own.options |= bit(option);
        match form.options[option].direction {
            Direction::Both => {}
            Direction::OnlyUp => own.only_up |= bit(option),
            Direction::OnlyDown => own.only_down |= bit(option),
            Direction::Fixed => {
                own.only_up |= bit(option);
                own.only_down |= bit(option);
            }
        }
    }
    own
}

/// The other feasible states that agree with `bits` outside `mask`, ascending: index and options taken.
fn neighbours(states: &States, bits: u64, mask: u64, mut visit: impl FnMut(usize, u64)) {
    // Whichever is less to look at: the combinations of the options, or the states.
    if mask.count_ones() < 60 && 1u64 << mask.count_ones() <= states.len() as u64 {
        for other in combinations(bits, mask).filter(|&other| other != bits) {
            if let Some(state) = states.find(other) {
                visit(state, other);
            }
        }
    } else {
        for state in 0..states.len() {
            let other = states.bits(state);
            if other != bits && (other ^ bits) & !mask == 0 {
                visit(state, other);
            }
        }
    }
}

/// All combinations that agree with `bits` outside `mask`, ascending.
fn combinations(bits: u64, mask: u64) -> impl Iterator<Item = u64> {
    let mut next = Some(0u64);
    std::iter::from_fn(move || {
        let part = next?;
        // The next subset of the mask in ascending order.
        next = Some((part.wrapping_sub(mask)) & mask).filter(|&part| part != 0);
        Some(bits & !mask | part)
    })
}

fn edited(model: &Model, form: &OptionForm, states: &States, own: &[Own]) -> Result<Moves, Error> {
    let mut arcs = Vec::new();
    let mut total = 0u64;
    let mut touched = vec![false; form.move_edits.len()];
    for (decision_maker, own) in own.iter().enumerate() {
        let edits: Vec<usize> = (0..form.move_edits.len()).filter(|&idx| form.move_edits[idx].decision_maker == decision_maker).collect();
        let mut pairs = Vec::new();
        for state in 0..states.len() {
            let from = states.bits(state);
            neighbours(states, from, own.options, |target, to| {
                let mut allowed = own.allows(from, to);
                for &idx in &edits {
                    let edit = &form.move_edits[idx];
                    if edit.from.matches(from) && edit.to.matches(to) {
                        touched[idx] = true;
                        allowed = edit.allowed;
                    }
                }
                if allowed {
                    pairs.push((state as u32, target as u32));
                }
            });
            if total + pairs.len() as u64 > MOST_ARCS {
                return Err(Error { problem: Problem::TooManyMoves { limit: MOST_ARCS }, place: Place::MoveEdit(0) });
            }
        }
        total += pairs.len() as u64;
        arcs.push(Arcs::new(states.len(), pairs));
    }
    if let Some(idx) = touched.iter().position(|&touched| !touched) {
        let edit = &form.move_edits[idx];
        let problem = Problem::EditWithoutMove {
            decision_maker: model.decision_makers[edit.decision_maker].name.clone(),
            from: edit.from.text(form.options.len()),
            to: edit.to.text(form.options.len()),
        };
        return Err(Error { problem, place: Place::MoveEdit(idx) });
    }
    Ok(Moves::Arcs(arcs))
}
