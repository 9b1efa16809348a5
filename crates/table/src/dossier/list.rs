//! Lists that grow and are kept as they were: what is old is shared, so that the state of a chain at many days costs little.
use std::sync::Arc;

/// An act in the place that a chain gave it, with the act that outdated or took it in.
pub(super) type Item = (u32, u32);

/// Items of a chain in no particular order.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    old: Option<Arc<Chunk>>,
    new: Vec<Item>,
    len: usize,
    /// One more than the newest of the chain that is in it; 0 where it is empty.
    newest: u32,
}

#[derive(Debug)]
struct Chunk {
    items: Vec<Item>,
    // Invariant: at least twice as long, so that few are gone through.
    older: Option<Arc<Self>>,
}

impl List {
    pub(super) const fn new() -> Self {
        Self { old: None, new: Vec::new(), len: 0, newest: 0 }
    }

    pub(super) fn push(&mut self, item: Item) {
        self.new.push(item);
        self.len += 1;
        self.newest = self.newest.max(item.0 + 1);
    }

    pub(super) const fn len(&self) -> usize {
        self.len
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(super) const fn is_kept(&self) -> bool {
        self.new.is_empty()
    }

    /// The newest of the chain that is in it.
    pub(super) const fn newest(&self) -> Option<u32> {
        self.newest.checked_sub(1)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Item> + '_ {
        let chunks = std::iter::successors(self.old.as_deref(), |it| it.older.as_deref());
        chunks.flat_map(|it| it.items.iter().copied()).chain(self.new.iter().copied())
    }

    /// Takes all of another in; the shorter one moves.
    pub(super) fn append(&mut self, mut other: Self) {
        if other.len > self.len {
            std::mem::swap(self, &mut other);
        }
        other.iter().for_each(|it| self.push(it));
    }

    /// From now on what is in it is shared by its copies.
    pub(super) fn keep(&mut self) {
        if self.new.is_empty() {
            return;
        }
        let mut items = std::mem::take(&mut self.new);
        let mut older = self.old.take();
        while let Some(chunk) = older.take_if(|it| it.items.len() < 2 * items.len()) {
            items.extend_from_slice(&chunk.items);
            older.clone_from(&chunk.older);
        }
        items.shrink_to_fit();
        self.old = Some(Arc::new(Chunk { items, older }));
    }
}
