//! Names of options in the model: the measure's id, and the figure where the record knows it on several.
use super::terms::Figure;
use evidence::{MeasureId, Param};

/// Words that mean something in a preference statement.
const KEYWORDS: [&str; 5] = ["and", "or", "not", "if", "iff"];

/// The name of an option.
pub(super) fn option(measure: &MeasureId, figure: Option<&Figure>, params: &[Param]) -> String {
    let value = figure.and_then(|figure| params.iter().find(|it| it.name == figure.name)).map_or("", |it| it.value.as_str());
    let plain: Vec<String> = value
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .map(|it| it.trim_matches('-').to_owned())
        .filter(|it| !it.is_empty() && !KEYWORDS.contains(&it.to_lowercase().as_str()))
        .take(5)
        .collect();
    if plain.is_empty() { measure.0.clone() } else { format!("{measure} {}", plain.join(" ")) }
}
