//! How well the reader reads, scored against hand-made answers. Development only.
