//! The sheets that mediators fill in by hand (island of agreement, iceberg, red lines), filled as far as the record's words go. What nobody
//! said stays empty.

mod island;
mod iceberg;
mod lines;

pub use iceberg::{Iceberg, iceberg};
pub use island::{Fact, Island, Norm, island};
pub use lines::{Line, red_lines};

use super::{Record, Said, Sheet};
use evidence::{ActorId, Role};
use std::collections::BTreeSet;

/// The parties of the process; where no reading names two, everybody with a position of its own.
fn parties<'a>(record: &'a Record, sheet: &'a Sheet) -> BTreeSet<&'a ActorId> {
    let named: BTreeSet<&ActorId> = record.parties().iter().filter(|(_, it)| it.roles.contains(&Role::Party)).map(|(id, _)| id).collect();
    let with_a_position: BTreeSet<&ActorId> = sheet.cells.iter().filter(|it| it.said == Said::Own).map(|it| &it.actor).collect();
    let among: BTreeSet<&ActorId> = named.intersection(&with_a_position).copied().collect();
    if among.len() >= 2 { among } else { with_a_position }
}
