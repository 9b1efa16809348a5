//! The states sorted for one DM: by the others' options (its blocks), within a block by what it has changed for good (groups),
//! within a group by payoff. All passes over a DM's moves are passes over this order.
use std::ops::Range;

use rayon::prelude::*;

use crate::explicit::{GraphModel, Own};

pub(crate) struct Order {
    /// The states.
    pub(crate) states: Vec<u32>,
    /// Where each group begins; the end of the last one at the end.
    groups: Vec<u32>,
    /// Of these, which begin a block: indices into `groups`; the end of the last one at the end. Empty if every group is a block.
    blocks: Vec<u32>,
    /// The irreversible options changed for good in each group, compressed; empty if there are none.
    spent: Vec<u64>,
    /// How many irreversible options the DM has.
    n_irreversible: u32,
}

impl Order {
    pub(crate) fn new(graph: &GraphModel, own: Own, payoffs: &[u32]) -> Self {
        let states = graph.state_table();
        let n = states.len();
        let irreversible = own.irreversible();
        let movable = own.movable();
        // The options that distinguish blocks: those of others, and the DM's own that cannot move.
        let (mut any, mut all) = (0, u64::MAX);
        for state in 0..n {
            any |= states.bits(state);
            all &= states.bits(state);
        }
        let varying = any & !all;
        let block = Compress::new(varying & !movable);
        let group = Compress::new(varying & irreversible);
        let spent = |bits: u64| group.of(own.spent(bits));
        let widths = [32 - payoffs.iter().copied().max().unwrap_or(0).leading_zeros(), usize::BITS - n.leading_zeros()];
        let sorted: Vec<u32> = if block.width + group.width + widths[0] + widths[1] <= 64 {
            let mut keys: Vec<u64> = (0..n)
                .into_par_iter()
                .map(|state| {
                    let bits = states.bits(state);
                    let key = shift(block.of(bits), group.width) | spent(bits);
                    shift(shift(key, widths[0]) | u64::from(payoffs[state]), widths[1]) | state as u64
                })
                .collect();
            keys.par_sort_unstable();
            let mask = (1u64 << widths[1]) - 1;
            keys.into_iter().map(|key| (key & mask) as u32).collect()
        } else {
            let mut sorted: Vec<u32> = (0..n as u32).collect();
            sorted.par_sort_unstable_by_key(|&state| {
                let bits = states.bits(state as usize);
                (block.of(bits), spent(bits), payoffs[state as usize], state)
            });
            sorted
        };
        let mut order = Self { states: sorted, groups: Vec::new(), blocks: Vec::new(), spent: Vec::new(), n_irreversible: group.width };
        let mut before = None;
        for (at, &state) in order.states.iter().enumerate() {
            let bits = states.bits(state as usize);
            let here = (block.of(bits), spent(bits));
            if before != Some(here) {
                if group.width > 0 {
                    if before.is_none_or(|(block, _)| block != here.0) {
                        order.blocks.push(order.groups.len() as u32);
                    }
                    order.spent.push(here.1);
                }
                order.groups.push(at as u32);
                before = Some(here);
            }
        }
        if group.width > 0 {
            order.blocks.push(order.groups.len() as u32);
        }
        order.groups.push(n as u32);
        order
    }

    pub(crate) fn n_blocks(&self) -> usize {
        if self.blocks.is_empty() { self.groups.len() - 1 } else { self.blocks.len() - 1 }
    }

    /// The groups of a block, as indices.
    pub(crate) fn groups_of(&self, block: usize) -> Range<usize> {
        match self.blocks[..] {
            [] => block..block + 1,
            ref blocks => blocks[block] as usize..blocks[block + 1] as usize,
        }
    }

    /// The places in `states` of a group.
    pub(crate) fn group(&self, group: usize) -> Range<usize> {
        self.groups[group] as usize..self.groups[group + 1] as usize
    }

    /// Whether a DM in the first group of a block can move to the second: nothing changed for good is undone.
    pub(crate) fn leads(&self, from: usize, to: usize) -> bool {
        self.spent.is_empty() || self.spent[from] & !self.spent[to] == 0
    }

    /// For each state the highest value among itself and the DM's moves from it.
    pub(crate) fn highest(&self, value: impl Fn(usize) -> u32) -> Vec<u32> {
        let mut highest = vec![0; self.states.len()];
        let mut of_group = Vec::new();
        for block in 0..self.n_blocks() {
            let groups = self.groups_of(block);
            of_group.clear();
            of_group.extend(
                groups.clone().map(|group| self.states[self.group(group)].iter().map(|&state| value(state as usize)).max().unwrap_or(0)),
            );
            self.spread_up(&groups, &mut of_group);
            for (group, &best) in groups.zip(&of_group) {
                self.states[self.group(group)].iter().for_each(|&state| highest[state as usize] = best);
            }
        }
        highest
    }

    /// Of each group the highest value of those it leads to: superset maxima.
    fn spread_up(&self, groups: &Range<usize>, values: &mut [u32]) {
        if values.len() < 2 {
            return;
        }
        let width = self.n_irreversible;
        // The table over all supersets only where most of them are there.
        if width < 24 && (u64::from(width) << width) < (values.len() * values.len()) as u64 {
            let mut table = vec![0u32; 1 << width];
            for (group, &value) in groups.clone().zip(values.iter()) {
                table[self.spent[group] as usize] = value;
            }
            for bit in 0..width {
                for set in 0..table.len() {
                    if set >> bit & 1 == 0 {
                        table[set] = table[set].max(table[set | 1 << bit]);
                    }
                }
            }
            for (group, value) in groups.clone().zip(values.iter_mut()) {
                *value = table[self.spent[group] as usize];
            }
            return;
        }
        // Supersets come later in the order, so one pass from the front reads values not yet raised.
        for from in 0..values.len() {
            for to in from + 1..values.len() {
                if self.leads(groups.start + from, groups.start + to) {
                    values[from] = values[from].max(values[to]);
                }
            }
        }
    }
}

fn shift(value: u64, width: u32) -> u64 {
    if width >= 64 { 0 } else { value << width }
}

/// Gathers the bits of a mask side by side.
pub(crate) struct Compress {
    /// Runs of adjacent bits: (mask, how far down).
    runs: Vec<(u64, u32)>,
    pub(crate) width: u32,
}

impl Compress {
    pub(crate) fn new(mask: u64) -> Self {
        let (mut runs, mut width, mut rest) = (Vec::new(), 0, mask);
        while rest != 0 {
            let low = rest.trailing_zeros();
            let length = (rest >> low).trailing_ones();
            let run = if length == 64 { u64::MAX } else { ((1 << length) - 1) << low };
            runs.push((run, low - width));
            width += length;
            rest &= !run;
        }
        Self { runs, width }
    }

    pub(crate) fn of(&self, bits: u64) -> u64 {
        self.runs.iter().fold(0, |packed, &(mask, down)| packed | (bits & mask) >> down)
    }
}
