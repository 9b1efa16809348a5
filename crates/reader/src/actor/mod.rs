//! Who is named in a document: states, bodies, groups, companies, persons, and sources without a name, each with its mentions.
//! Goes by tables of names known beforehand, by whom the user knows, and by the signs that the words give (titles, possessives, heads of names);
//! a capitalised word without any such sign is nobody.

mod gazetteer;
mod known;
mod word;
mod name;
mod head;
mod unknown;
mod cast;
mod pronoun;
mod role;
mod speaker;
mod talks;
mod voice;

pub use cast::slug;
pub(crate) use cast::{Cast, Form, Mention};
pub(crate) use cast::{drop_bystanders, share_voice};
pub(crate) use gazetteer::Gazetteer;
pub(crate) use name::{closes_name, opens_as_given};
pub(crate) use role::{can_have_role, pair_at_the_table, pair_of_parties, roles};
pub(crate) use speaker::name_speakers;
pub(crate) use talks::roles_at_talks;
pub(crate) use word::{FIRMS, NO_NAMES, among};

use crate::text::Text;
use evidence::About;

/// Finds the actors of a text and where they are mentioned.
pub(crate) fn find(text: &Text<'_>, about: &About, gazetteer: &Gazetteer) -> Cast {
    let mut cast = cast::cast(text, about, gazetteer);
    pronoun::resolve(text, &mut cast);
    cast
}
