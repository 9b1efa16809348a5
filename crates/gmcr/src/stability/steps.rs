//! The fewest steps that reach what a DM's moves, or its improvements, reach: chains instead of all pairs of a block.
use super::order::Order;

/// Steps from node to node. Nodes below the number of states are states; the others join the states of one class,
/// so that many equally good states need not be joined to many.
pub(crate) struct Steps {
    pub(crate) first: Vec<u32>,
    pub(crate) to: Vec<u32>,
}

impl Steps {
    pub(crate) fn n_nodes(&self) -> usize {
        self.first.len() - 1
    }

    pub(crate) fn of(&self, node: usize) -> &[u32] {
        &self.to[self.first[node] as usize..self.first[node + 1] as usize]
    }

    /// From pairs that a function emits twice in the same order.
    fn from_pairs(n_nodes: usize, emit: impl Fn(&mut dyn FnMut(u32, u32))) -> Self {
        let mut first = vec![0u32; n_nodes + 1];
        emit(&mut |from, _| first[from as usize + 1] += 1);
        for node in 0..n_nodes {
            first[node + 1] += first[node];
        }
        let mut to = vec![0; first[n_nodes] as usize];
        // Filled from the end of each row, so that the row's start is right again afterwards.
        let mut end: Vec<u32> = first[1..].to_vec();
        emit(&mut |from, target| {
            end[from as usize] -= 1;
            to[end[from as usize] as usize] = target;
        });
        Self { first, to }
    }

    /// The moves: each group a ring, with a step to every group it leads to.
    pub(crate) fn moves(order: &Order) -> Self {
        Self::from_pairs(order.states.len(), |emit| {
            for block in 0..order.n_blocks() {
                let groups = order.groups_of(block);
                for group in groups.clone() {
                    let states = &order.states[order.group(group)];
                    if states.len() > 1 {
                        states.windows(2).for_each(|pair| emit(pair[0], pair[1]));
                        emit(states[states.len() - 1], states[0]);
                    }
                    for other in group + 1..groups.end {
                        if order.leads(group, other) {
                            emit(states[0], order.states[order.group(other).start]);
                        }
                    }
                }
            }
        })
    }

    /// The improvements: each state with a step to the next better class of its group and of every group it leads to.
    pub(crate) fn improvements(order: &Order, payoffs: &[u32]) -> Self {
        let n = order.states.len();
        let payoff = |at: usize| payoffs[order.states[at] as usize];
        // A node for each class of more than one state, and where the class begins and ends.
        let mut hubs: Vec<(u32, u32)> = Vec::new();
        // 0 where no such class begins; no node of a class has the number 0.
        let mut hub_at: Vec<u32> = Vec::new();
        for block in 0..order.n_blocks() {
            for group in order.groups_of(block) {
                let range = order.group(group);
                let mut at = range.start;
                while at < range.end {
                    let mut end = at + 1;
                    while end < range.end && payoff(end) == payoff(at) {
                        end += 1;
                    }
                    if end - at > 1 {
                        if hub_at.is_empty() {
                            hub_at.resize(n, 0);
                        }
                        hub_at[at] = (n + hubs.len()) as u32;
                        hubs.push((at as u32, end as u32));
                    }
                    at = end;
                }
            }
        }
        Self::from_pairs(n + hubs.len(), |emit| {
            for block in 0..order.n_blocks() {
                let groups = order.groups_of(block);
                for group in groups.clone() {
                    for other in group..groups.end {
                        if !order.leads(group, other) {
                            continue;
                        }
                        let (from, into) = (order.group(group), order.group(other));
                        let mut next = into.start;
                        for at in from {
                            while next < into.end && payoff(next) <= payoff(at) {
                                next += 1;
                            }
                            if next == into.end {
                                break;
                            }
                            let hub = hub_at.get(next).copied().unwrap_or(0);
                            emit(order.states[at], if hub == 0 { order.states[next] } else { hub });
                        }
                    }
                }
            }
            for (hub, &(start, end)) in hubs.iter().enumerate() {
                order.states[start as usize..end as usize].iter().for_each(|&state| emit((n + hub) as u32, state));
            }
        })
    }

    /// The steps of several DMs as one graph.
    pub(crate) fn joined(n_states: usize, parts: &[&Self]) -> Self {
        let extra: usize = parts.iter().map(|part| part.n_nodes() - n_states).sum();
        let total: usize = parts.iter().map(|part| part.to.len()).sum();
        let mut first = Vec::with_capacity(n_states + extra + 1);
        let mut to = Vec::with_capacity(total);
        let offsets: Vec<u32> = parts
            .iter()
            .scan(0, |offset, part| {
                let here = *offset;
                *offset += (part.n_nodes() - n_states) as u32;
                Some(here)
            })
            .collect();
        let place = |node: u32, offset: u32| if (node as usize) < n_states { node } else { node + offset };
        for state in 0..n_states {
            first.push(to.len() as u32);
            for (part, &offset) in parts.iter().zip(&offsets) {
                to.extend(part.of(state).iter().map(|&node| place(node, offset)));
            }
        }
        for part in parts {
            for hub in n_states..part.n_nodes() {
                first.push(to.len() as u32);
                // What joins a class leads to states only.
                to.extend_from_slice(part.of(hub));
            }
        }
        first.push(to.len() as u32);
        Self { first, to }
    }
}
