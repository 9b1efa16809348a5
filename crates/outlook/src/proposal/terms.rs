//! How much of a thing is meant: figures as "at least so much", so that seventy boats are more than forty.
use evidence::Param;
use table::dossier::number;

/// The parameters that say how much; all others say what it is about.
const FIGURES: [&str; 4] = ["count", "amount", "duration", "distance"];

/// Whether terms name a bound from above: "no more than ten years".
pub(super) fn is_limit(terms: &[Param]) -> bool {
    const BOUNDS: [&str; 6] = ["no more than ", "not more than ", "at most ", "no longer than ", "up to ", "a maximum of "];
    let of = |it: &Param| FIGURES.contains(&it.name.as_str()) && BOUNDS.iter().any(|bound| it.value.to_lowercase().starts_with(bound));
    terms.iter().any(of)
}

/// "At least so much" of one parameter.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Figure {
    /// The parameter.
    pub(super) name: String,
    /// At least so much.
    pub(super) least: u64,
    /// Whether the words name a bound ("more than forty") and no figure.
    pub(super) is_bound: bool,
}

/// The figure that terms name, where they name one.
pub(super) fn figure(terms: &[Param]) -> Option<Figure> {
    FIGURES.iter().find_map(|name| {
        let param = terms.iter().find(|it| it.name == *name)?;
        let value = param.value.to_lowercase();
        let is_bound = ["above ", "over ", "more than ", "beyond "].iter().any(|it| value.starts_with(it));
        let least = number(&value)?.saturating_add(u64::from(is_bound));
        Some(Figure { name: (*name).to_owned(), least, is_bound })
    })
}
