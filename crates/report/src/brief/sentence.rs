//! An act as a sentence: `rejects (never) withdrawal of troops [area: the delta], to Sudria, 2024-07-01`.
use super::view::{View, measure};
use super::{ActAt, Line, Piece, happened};
use evidence::{Act, ActKind, ActorId, Condition, Matter, Relation, Strength, When};

/// What a line on an act leaves out, since it stands beside or above it.
#[derive(Clone, Copy, Default)]
pub(super) struct Beside {
    /// The actor is the heading.
    pub(super) actor: bool,
    /// The words stand further up under the act's name, with who says it and when: this line is for looking up.
    pub(super) words: bool,
    /// The line begins with the date.
    pub(super) date_first: bool,
}

/// The act as a line of its own: what is done, then the words.
pub(super) fn line(view: &View<'_>, at: ActAt, beside: Beside) -> Line {
    line_on(view, at, beside, |_| true)
}

/// The same, naming only those of its measures that the section is about.
pub(super) fn line_on(view: &View<'_>, at: ActAt, beside: Beside, is_named: impl Fn(&Matter) -> bool) -> Line {
    let act = &view.items[at.item].reading.acts[at.act];
    let mut pieces = Vec::new();
    if let Some(date) = act.when.as_ref().and_then(When::date).filter(|_| beside.date_first) {
        pieces.push(Piece::Text(format!("{date} ")));
    }
    if !beside.actor {
        let names = if act.actor.is_empty() { "nobody named".to_owned() } else { view.names(at.item, &act.actor) };
        let stop = if happened::is_event(act) { ":" } else { "" };
        pieces.push(Piece::Text(format!("{names}{stop} ")));
    }
    pieces.push(Piece::Strong(done(view, at.item, act)));
    pieces.push(Piece::Text(rest(view, at.item, act, beside, is_named)));
    if !beside.words {
        pieces.push(Piece::Text(": ".to_owned()));
        pieces.push(Piece::Words(view.words(at.item, &act.quote)));
    }
    Line { act: Some(at), pieces, at: Some(view.at(at.item, &act.quote)) }
}

/// The act in a few words, for a margin: who does what on what.
pub(crate) fn in_short(view: &View<'_>, at: ActAt) -> Vec<Piece> {
    let act = &view.items[at.item].reading.acts[at.act];
    let names = if act.actor.is_empty() { "nobody named".to_owned() } else { view.names(at.item, &act.actor) };
    let stop = if happened::is_event(act) { ":" } else { "" };
    let object =
        if takes_object(act.kind) && !act.target.is_empty() { format!(" {}", view.names(at.item, &act.target)) } else { String::new() };
    let measures: Vec<String> = act.measures.iter().map(|it| measure(&it.measure)).collect();
    let on = match measures.as_slice() {
        [] => String::new(),
        all if object.is_empty() && act.kind == ActKind::Accuse => format!(", over {}", all.join(" + ")),
        all if act.kind == ActKind::Deny => format!(", on {}", all.join(" + ")),
        all if object.is_empty() => format!(" {}", all.join(" + ")),
        all => format!(" over {}", all.join(" + ")),
    };
    vec![Piece::Text(format!("{names}{stop} ")), Piece::Strong(done(view, at.item, act)), Piece::Text(format!("{object}{on}"))]
}

/// Whom it blames or backs is the verb's object; at anybody else an act is only aimed.
const fn takes_object(kind: ActKind) -> bool {
    matches!(kind, ActKind::Accuse | ActKind::Endorse)
}

/// "European leaders", "mediators": one actor whose name is a plural. (Hamas and the Netherlands are not: they have a capital.)
fn is_plural(view: &View<'_>, item: usize, id: &ActorId) -> bool {
    view.items[item].reading.actor(id).is_some_and(|actor| {
        let last = actor.name.rsplit(' ').next().unwrap_or("");
        last.ends_with('s') && last.starts_with(char::is_lowercase)
    })
}

/// What is done, with how strongly and how far: `rejects (never)`, `contact (planned)`, `no agreement`.
pub(super) fn done(view: &View<'_>, item: usize, act: &Act) -> String {
    let several = act.actor.len() > 1 || act.actor.iter().any(|id| is_plural(view, item, id));
    // What is denied is denied as English does: "does not accept".
    let verb = |one: &str, many: &str| match (act.negated, several) {
        (true, true) => format!("do not {many}"),
        (true, false) => format!("does not {many}"),
        (false, true) => many.to_owned(),
        (false, false) => one.to_owned(),
    };
    let event = |noun: &str| if act.negated { format!("no {noun}") } else { noun.to_owned() };
    let does = match act.kind {
        ActKind::Propose => verb("proposes", "propose"),
        ActKind::Demand => verb("demands", "demand"),
        ActKind::Accept => verb("accepts", "accept"),
        ActKind::Reject => verb("rejects", "reject"),
        ActKind::Condition => verb("holds back", "hold back"),
        ActKind::Commit => verb("commits to", "commit to"),
        ActKind::Retract => verb("takes back", "take back"),
        ActKind::Threaten => verb("threatens", "threaten"),
        ActKind::Accuse => verb("accuses", "accuse"),
        ActKind::Deny => verb("denies", "deny"),
        ActKind::Endorse => verb("backs", "back"),
        ActKind::OfferRole => verb("offers", "offer"),
        ActKind::Contact => event("contact"),
        ActKind::Conclude => event("agreement"),
        ActKind::Deed => event("deed"),
        ActKind::Assess => verb("judges", "judge"),
    };
    // A plain demand or offer says its strength by its verb.
    let strength = act.strength.filter(|it| !matches!(it, Strength::Demand | Strength::Offer)).map(Strength::as_str);
    // Of what did not come about nothing is told of how far it came.
    let status = act.status.filter(|_| !act.negated).map(|it| it.as_str());
    let degree: Vec<&str> = strength.into_iter().chain(status).collect();
    let degree = if degree.is_empty() { String::new() } else { format!(" ({})", degree.join(", ")) };
    format!("{does}{degree}")
}

/// On what, from whom, if what, when, told by whom.
fn rest(view: &View<'_>, item: usize, act: &Act, beside: Beside, is_named: impl Fn(&Matter) -> bool) -> String {
    let mut out = String::new();
    let aims = takes_object(act.kind);
    if aims && !act.target.is_empty() {
        out.push_str(&format!(" {}", view.names(item, &act.target)));
    }
    if !act.measures.is_empty() {
        let on = match act.kind {
            ActKind::Contact | ActKind::Assess => " on",
            ActKind::Accuse | ActKind::Endorse if !act.target.is_empty() => " over",
            // "Accuses, over the truce": what it is about is neither accused nor denied.
            ActKind::Accuse => ", over",
            ActKind::Deny => ", on",
            ActKind::Conclude | ActKind::Deed => ",",
            _ => "",
        };
        let matters: Vec<String> = act.measures.iter().filter(|it| is_named(it)).map(|it| matter(it, beside)).collect();
        out.push_str(&format!("{on} {}", matters.join(" + ")));
    }
    if act.measures.is_empty() && act.kind == ActKind::Condition {
        out.push_str(" its move");
    }
    if let Some(condition) = &act.condition {
        let what = waits_for(view, item, condition);
        // What is held back is held back until something, what is wanted comes not until then.
        let what = if act.kind == ActKind::Condition { what.strip_prefix("not ").unwrap_or(&what) } else { &what };
        out.push_str(&format!(", {what}"));
    }
    if !act.addressee.is_empty() {
        let to = if act.kind == ActKind::Demand { "from" } else { "to" };
        out.push_str(&format!(", {to} {}", view.names(item, &act.addressee)));
    }
    if !aims && !act.target.is_empty() && act.target != act.addressee {
        out.push_str(&format!(", against {}", view.names(item, &act.target)));
    }
    match &act.when {
        _ if beside.words => {}
        Some(When::Resolved { date, .. }) if !beside.date_first => out.push_str(&format!(", {date}")),
        Some(When::Unresolved { words }) => out.push_str(&format!(", “{}”", view.words(item, words))),
        Some(When::Resolved { .. }) | None => {}
    }
    if let Some(speaker) = act.speaker.as_ref().filter(|_| !beside.words) {
        out.push_str(&format!(", says {}", view.name(item, speaker)));
    }
    if !act.told_by.is_empty() {
        out.push_str(&format!(", as told by {}", view.names(item, &act.told_by)));
    }
    out
}

/// `withdrawal of troops [area: the delta]`; beside the words, which hold the params, `withdrawal of troops`.
fn matter(matter: &Matter, beside: Beside) -> String {
    let params: Vec<String> = matter.params.iter().map(|it| format!("{}: {}", it.name, it.value)).collect();
    let label = measure(&matter.measure);
    if params.is_empty() || !beside.words { label } else { format!("{label} [{}]", params.join("; ")) }
}

/// `only if security guarantees (Estmark)`; the words themselves, which say how too, where they name no measure or that it is not done.
pub(super) fn waits_for(view: &View<'_>, item: usize, condition: &Condition) -> String {
    let whose = condition.actor.as_ref().map(|id| format!(" ({})", view.name(item, id))).unwrap_or_default();
    match &condition.measure {
        Some(id) if !Condition::is_denied(&view.words(item, &condition.words)) => {
            format!("{} {}{whose}", relation(condition.relation), measure(id))
        }
        _ => format!("“{}”{whose}", view.words(item, &condition.words)),
    }
}

/// How a move waits, in words.
pub(super) const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::OnlyIf => "only if",
        Relation::If => "if",
        Relation::Unless => "unless",
        Relation::Until => "not until",
        Relation::After => "only after",
        Relation::Alongside => "together with",
    }
}
