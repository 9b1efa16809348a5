//! The Graph Model for Conflict Resolution (GMCR; Kilgour, Hipel and Fang 1987; Fang, Hipel and Kilgour 1993): who can move where in a
//! conflict, which outcomes would hold and why, what leads there, what would have to change. A library by itself; it judges a model as
//! it is given and knows nothing of where the model comes from.
//!
//! ```
//! use gmcr::{explicit::GraphModel, file::{self, Format}, stability::{self, Concept}};
//!
//! let toml = r#"
//! title = "The bridge at Hal"
//!
//! [[decision_makers]]
//! name = "Norland"
//! options = ["Withdraw"]
//! statements = ["Lift the blockade", "NOT Withdraw"]
//!
//! [[decision_makers]]
//! name = "Sudria"
//! options = ["Lift the blockade"]
//! statements = ["Withdraw", "NOT Lift the blockade"]
//! "#;
//! let model = file::read(toml, Format::Toml)?.model;
//! let graph = GraphModel::new(&model)?;
//! let solution = stability::solve(&graph);
//! let held: Vec<String> = solution.equilibria(Concept::Seq).map(|state| graph.label(state)).collect();
//! assert_eq!(held, ["NN", "YY"]);
//! # Ok::<(), gmcr::model::Error>(())
//! ```
//!
//! The modules in the order in which a conflict passes through them:
//! [`model`] and [`preference`] hold what an analyst writes down, [`file`](mod@file) reads and writes it, [`explicit`] works out states, moves and
//! payoffs, [`stability`] judges them, [`why`] proves each verdict, [`evolution`] follows the moves from a state, [`inverse`] says what
//! would have to change, [`robustness`] how much a result hangs on single statements, [`draw`] draws.
#![warn(clippy::disallowed_methods)]

pub mod model;
pub mod preference;
pub mod file;
pub mod explicit;
pub mod stability;
pub mod why;
pub mod evolution;
pub mod inverse;
pub mod robustness;
pub mod draw;
