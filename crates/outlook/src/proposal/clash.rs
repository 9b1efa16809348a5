//! What cannot be at once among moves that a person names, so that nothing is said to follow from it.
use super::Proposal;
use gmcr::model::Pattern;

impl Proposal {
    /// Of options that are each to be taken or not, the fewest that cannot be so at once: one that is to be both, or some that the rules of
    /// the model keep apart. Empty where all can be.
    pub fn clash(&self, wanted: &[(usize, bool)]) -> Vec<(usize, bool)> {
        let mut out: Vec<(usize, bool)> = wanted.to_vec();
        out.sort_unstable();
        out.dedup();
        if self.can_be_at_once(&out) {
            return Vec::new();
        }
        for it in out.clone() {
            let others: Vec<(usize, bool)> = out.iter().filter(|other| **other != it).copied().collect();
            if !self.can_be_at_once(&others) {
                out = others;
            }
        }
        out
    }

    /// Which of these moves cannot be at once, as a sentence for a person; `None` where all can.
    pub fn cannot_be(&self, wanted: &[(usize, bool)]) -> Option<String> {
        let named = |(option, taken): &(usize, bool)| format!("“{} = {}”", self.called(*option), if *taken { 'Y' } else { 'N' });
        match self.clash(wanted).as_slice() {
            [] => None,
            [one] => Some(format!("{} cannot be", named(one))),
            several => Some(format!("{} cannot be at once", several.iter().map(named).collect::<Vec<_>>().join(" and "))),
        }
    }

    fn can_be_at_once(&self, wanted: &[(usize, bool)]) -> bool {
        self.states().any(|bits| keeps(bits, wanted))
    }

    /// The state that can be, keeps to these changes and is otherwise the nearest to one that may not be.
    pub(crate) fn nearest_to(&self, bits: u64, changes: &[(usize, bool)]) -> Option<u64> {
        self.states().filter(|it| keeps(*it, changes)).min_by_key(|it| ((it ^ bits).count_ones(), *it))
    }

    /// The states that the rules leave.
    fn states(&self) -> impl Iterator<Item = u64> {
        let rules: Vec<Pattern> = self.infeasible.iter().flat_map(|it| it.rule.patterns()).collect();
        (0..1_u64 << self.options.len()).filter(move |bits| !rules.iter().any(|it| it.matches(*bits)))
    }

    /// An option as a person names it: "general-ceasefire by Arvenia".
    pub fn called(&self, option: usize) -> String {
        let owner = self.decision_makers.get(self.owner(option)).map_or("", |it| it.name.as_str());
        format!("{} by {owner}", self.options[option].name)
    }
}

fn keeps(bits: u64, changes: &[(usize, bool)]) -> bool {
    changes.iter().all(|(i, taken)| (bits >> i & 1 == 1) == *taken)
}
