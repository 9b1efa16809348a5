//! The least of what can be reached from each node: components, then a minimum over what they lead to.
use super::steps::Steps;

/// A summary of a set of states: of two sets together.
pub(crate) trait Least: Copy {
    fn join(&mut self, other: &Self);
}

/// For each of the first `n_wanted` nodes the summary of all nodes that it reaches, itself among them (Tarjan 1972, without recursion).
pub(crate) fn least<T: Least>(steps: &Steps, n_wanted: usize, value: impl Fn(usize) -> T) -> Vec<T> {
    const NEW: u32 = u32::MAX;
    let n = steps.n_nodes();
    // While a node is open: the lowest entry time it is known to reach. Once closed: the number of its component, top bit set.
    const CLOSED: u32 = 1 << 31;
    let mut low = vec![NEW; n];
    let mut components: Vec<T> = Vec::new();
    let mut open: Vec<u32> = Vec::new();
    // (node, its entry time, next step to look at)
    let mut path: Vec<(u32, u32, u32)> = Vec::new();
    let mut time = 0;
    for root in 0..n_wanted {
        if low[root] != NEW {
            continue;
        }
        path.push((root as u32, time, steps.first[root]));
        low[root] = time;
        open.push(root as u32);
        time += 1;
        while let Some(&mut (node, entered, ref mut next)) = path.last_mut() {
            if *next < steps.first[node as usize + 1] {
                let target = steps.to[*next as usize] as usize;
                *next += 1;
                if low[target] == NEW {
                    low[target] = time;
                    open.push(target as u32);
                    path.push((target as u32, time, steps.first[target]));
                    time += 1;
                } else if low[target] & CLOSED == 0 && low[target] < low[node as usize] {
                    low[node as usize] = low[target];
                }
                continue;
            }
            path.pop();
            let reached = low[node as usize];
            if reached < entered {
                // The parent reaches what the child reaches.
                if let Some(&(parent, ..)) = path.last() {
                    low[parent as usize] = low[parent as usize].min(reached);
                }
                continue;
            }
            // A component is complete: its nodes, and the components that they lead to, which are all complete.
            let component = components.len() as u32 | CLOSED;
            let start = open.iter().rposition(|&other| other == node).unwrap_or(0);
            let mut total = value(node as usize);
            for &member in &open[start..] {
                total.join(&value(member as usize));
                for &target in steps.of(member as usize) {
                    let target = low[target as usize];
                    if target & CLOSED != 0 {
                        total.join(&components[(target & !CLOSED) as usize]);
                    }
                }
            }
            for &member in &open[start..] {
                low[member as usize] = component;
            }
            open.truncate(start);
            components.push(total);
        }
    }
    (0..n_wanted).map(|node| components[(low[node] & !CLOSED) as usize]).collect()
}

/// Sets that are joined two by two (union-find).
pub(crate) struct Components {
    parent: Vec<u32>,
}

impl Components {
    pub(crate) fn new(n: usize) -> Self {
        Self { parent: (0..n as u32).collect() }
    }

    pub(crate) fn find(&mut self, node: u32) -> u32 {
        let mut at = node;
        while self.parent[at as usize] != at {
            // Path halving.
            let up = self.parent[self.parent[at as usize] as usize];
            self.parent[at as usize] = up;
            at = up;
        }
        at
    }

    pub(crate) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        // The lower number leads, so that the result does not depend on the order of joining.
        if a != b {
            self.parent[a.max(b) as usize] = a.min(b);
        }
    }
}
