//! Why an act was read as it was: each of its fields with the rules or features that made it.
use super::Style;
use super::page::{Page, tail};
use crate::Item;
use crate::brief::{ActAt, View};
use crate::shown::line as shown;
use evidence::{Act, Place, Reason};

/// For one act, which rule or feature made each field, with the words; `None` where the reading has no act of that name.
/// Ends with a line end.
pub fn explain(item: &Item<'_>, act: &str, style: &Style) -> Option<String> {
    let items = [*item];
    let view = &View::of(&items);
    let at = ActAt { item: 0, act: item.reading.acts.iter().position(|it| it.id.0 == act)? };
    let found = &item.reading.acts[at.act];
    let mut page = Page::new(style);
    page.strong(&format!("{} of {}", shown(&found.id.0), shown(&item.document.about.id.0)));
    page.claim("  ", &format!("“{}”", shown(&view.words(0, &found.quote))), &tail(view, Some(at), Some(&view.at(0, &found.quote))));
    if let Some(original) = view.original(&view.at(0, &found.quote)) {
        page.plain("  in the file ", "              ", &shown(&original));
    }
    let known = fields(view, found);
    for (name, value) in &known {
        let reasons = found.reasons.iter().filter(|reason| reason.field == name);
        field(&mut page, view, name, value, &found.quote, reasons);
    }
    // Why a field is empty is worth knowing too.
    for reason in found.reasons.iter().filter(|reason| !known.iter().any(|(name, _)| name == reason.field)) {
        field(&mut page, view, reason.field, "none", &found.quote, std::iter::once(reason));
    }
    Some(page.out)
}

/// A field of an act: its value, then each rule that made it.
fn field<'r>(page: &mut Page, view: &View<'_>, field: &str, value: &str, quote: &Place, reasons: impl Iterator<Item = &'r Reason>) {
    page.plain(&format!("  {field:<10}"), "            ", &shown(value));
    let mut any = false;
    for reason in reasons {
        any = true;
        // The act's own words stand above.
        let words = reason.at.as_ref().filter(|place| *place != quote).map(|place| quoted(view, place)).unwrap_or_default();
        page.plain("            because ", "              ", &format!("{}{words}", shown(&reason.rule)));
    }
    if !any {
        page.plain("            ", "            ", "(no rule is noted)");
    }
}

fn quoted(view: &View<'_>, place: &Place) -> String {
    let at = view.at(0, place);
    format!(": “{}” {}", shown(&view.words(0, place)), view.written(&at))
}

/// The fields of an act that have a value, in the order of the JSON contract.
fn fields(view: &View<'_>, act: &Act) -> Vec<(String, String)> {
    let names = |ids: &[evidence::ActorId]| -> Option<String> {
        let names: Vec<&str> = ids.iter().map(|id| view.name(0, id)).collect();
        if names.is_empty() { None } else { Some(names.join(", ")) }
    };
    let words = |place: &Option<Place>| place.as_ref().map(|place| view.words(0, place));
    let matters: Vec<String> = act
        .measures
        .iter()
        .map(|it| {
            let params: Vec<String> = it.params.iter().map(|param| format!("{} = {}", param.name, param.value)).collect();
            if params.is_empty() { it.measure.to_string() } else { format!("{} ({})", it.measure, params.join(", ")) }
        })
        .collect();
    let condition = act.condition.as_ref().map(|it| {
        let measure = it.measure.as_ref().map_or_else(|| "no measure".to_owned(), ToString::to_string);
        let actor = it.actor.as_ref().map(|id| format!(", {}", view.name(0, id))).unwrap_or_default();
        format!("{} {measure}{actor}: “{}”", it.relation, view.words(0, &it.words))
    });
    let when = act.when.as_ref().map(|it| {
        let value = it.date().map_or_else(|| "cannot be placed".to_owned(), ToString::to_string);
        format!("{value}: “{}”", view.words(0, it.words()))
    });
    let all = [
        ("act", Some(act.kind.to_string())),
        ("actor", names(&act.actor)),
        ("speaker", act.speaker.as_ref().map(|id| view.name(0, id).to_owned())),
        ("told_by", names(&act.told_by)),
        ("addressee", names(&act.addressee)),
        ("target", names(&act.target)),
        ("measures", if matters.is_empty() { None } else { Some(matters.join(", ")) }),
        ("if", condition),
        ("strength", act.strength.map(|it| it.to_string())),
        ("status", act.status.map(|it| it.to_string())),
        ("negated", act.negated.then(|| "yes".to_owned())),
        ("when", when),
        ("where", words(&act.place)),
        ("channel", words(&act.channel)),
        ("confidence", act.confidence.map(|it| format!("{it:.2}"))),
    ];
    all.into_iter().filter_map(|(field, value)| Some((field.to_owned(), value?))).collect()
}
