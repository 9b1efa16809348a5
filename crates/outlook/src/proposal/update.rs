//! What a later report changes in the proposal, and what each change does to a model that a person has edited since.
use super::file::{note, status_quo};
use super::{Cited, Proposal};
use gmcr::model::{BinaryOption, DecisionMaker, Direction, Form, Model};
use gmcr::preference::{Expression, Preferences, Statement};

/// A change of the proposal.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// A move has become an option.
    NewOption {
        /// Whose.
        owner: String,
        /// Its name.
        option: String,
        /// Whether it cannot be undone.
        irreversible: bool,
        /// The words behind it.
        words: Vec<Cited>,
    },
    /// A move is no option any more.
    OptionGone {
        /// Whose.
        owner: String,
        /// Its name.
        option: String,
        /// The words that were behind it.
        words: Vec<Cited>,
    },
    /// What is the case today has changed.
    Today {
        /// Whose option.
        owner: String,
        /// Its name.
        option: String,
        /// Whether it is taken now.
        taken: bool,
        /// The words behind the option.
        words: Vec<Cited>,
    },
    /// A preference that was not there before.
    NewStatement {
        /// Whose.
        owner: String,
        /// The preference, options as `decision maker: option`.
        statement: String,
        /// Its place in the later proposal: of the decision maker and within its list.
        at: (usize, usize),
        /// That before which it stands; `None` at the end.
        before: Option<String>,
        /// The words behind it.
        words: Vec<Cited>,
    },
    /// A preference that is there no more.
    StatementGone {
        /// Whose.
        owner: String,
        /// The preference.
        statement: String,
        /// Its place in the earlier proposal.
        at: (usize, usize),
        /// The words that were behind it.
        words: Vec<Cited>,
    },
    /// A preference that counts for more or less than before.
    StatementMoved {
        /// Whose.
        owner: String,
        /// The preference.
        statement: String,
        /// Its place in the later proposal.
        at: (usize, usize),
        /// Whether it counts for more now.
        up: bool,
        /// The words behind it.
        words: Vec<Cited>,
    },
}

impl Change {
    /// The words behind the change; at least one, unless a person wanted the option.
    pub fn words(&self) -> &[Cited] {
        match self {
            Self::NewOption { words, .. }
            | Self::OptionGone { words, .. }
            | Self::Today { words, .. }
            | Self::NewStatement { words, .. }
            | Self::StatementGone { words, .. }
            | Self::StatementMoved { words, .. } => words,
        }
    }
}

/// What a change does to an edited model.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It can be made as it is.
    Fits,
    /// The person has made it already.
    There,
    /// The person's own edit stands in its way: this is not in the edited model.
    Missing(String),
    /// An option that is one no more, or what is so today where the note of the edited model does not say that.
    Note,
}

/// A change with what it does.
#[derive(Clone, PartialEq, Debug)]
pub struct Merge {
    /// The change.
    pub change: Change,
    /// What it does.
    pub outcome: Outcome,
}

/// A statement with each option named by its owner, so that two models can be compared.
pub(super) fn qualified(it: &Expression, names: &[String], within: u8) -> String {
    let joined = |parts: &[Expression], word: &str, own: u8| {
        let text: Vec<String> = parts.iter().map(|it| qualified(it, names, own + 1)).collect();
        let text = text.join(word);
        if own < within && parts.len() > 1 { format!("({text})") } else { text }
    };
    let pair = |a: &Expression, b: &Expression, word: &str| {
        let text = format!("{}{word}{}", qualified(a, names, 1), qualified(b, names, 1));
        if within > 0 { format!("({text})") } else { text }
    };
    match it {
        Expression::Taken(i) => names.get(*i).cloned().unwrap_or_default(),
        Expression::Not(inner) => format!("NOT {}", qualified(inner, names, 3)),
        Expression::And(parts) => joined(parts, " AND ", 2),
        Expression::Or(parts) => joined(parts, " OR ", 1),
        Expression::If(a, b) => pair(a, b, " IF "),
        Expression::Iff(a, b) => pair(a, b, " IFF "),
    }
}

/// "Sudria: troop-withdrawal" for each option.
pub(super) fn names(model: &Model) -> Vec<String> {
    let owner = |i: usize| model.owner(i).map_or("", |dm| model.decision_makers[dm].name.as_str());
    model.options().iter().enumerate().map(|(i, it)| format!("{}: {}", owner(i), it.name)).collect()
}

/// For each decision maker its name and statements.
fn lists(model: &Model) -> Vec<(String, Vec<String>)> {
    let names = names(model);
    let of = |it: &DecisionMaker| it.preferences.statements.iter().map(|it| qualified(&it.expression, &names, 0)).collect();
    model.decision_makers.iter().map(|it| (it.name.clone(), of(it))).collect()
}

/// What moved from one proposal to a later one.
pub fn changes(before: &Proposal, now: &Proposal) -> Vec<Change> {
    let (old, new) = (before.model(), now.model());
    let (old_names, new_names) = (names(&old), names(&new));
    let mut out = Vec::new();
    for (i, name) in old_names.iter().enumerate().filter(|(_, it)| !new_names.contains(it)) {
        let it = &before.options[i];
        // The newest word of its measure says why, where there is one.
        let left = now.left_out.iter().find(|left| left.measure == it.measure && left.actor.as_ref() == Some(&it.owner));
        let words = left.map_or(it.words(), |it| it.words()).to_vec();
        out.push(Change::OptionGone { owner: owner(name), option: it.name.clone(), words });
    }
    for (i, name) in new_names.iter().enumerate() {
        let it = &now.options[i];
        let words = it.words().to_vec();
        match old_names.iter().position(|old| old == name) {
            None => out.push(Change::NewOption { owner: owner(name), option: it.name.clone(), irreversible: it.irreversible, words }),
            Some(at) if before.options[at].today != it.today => {
                let words = it.done.iter().cloned().chain(words).take(1).collect();
                out.push(Change::Today { owner: owner(name), option: it.name.clone(), taken: it.today, words });
            }
            Some(_) => {}
        }
    }
    let (old_lists, new_lists) = (lists(&old), lists(&new));
    for (dm, (name, statements)) in old_lists.iter().enumerate() {
        let kept = new_lists.iter().find(|(it, _)| it == name).map_or(&[][..], |(_, it)| it);
        for (i, statement) in statements.iter().enumerate().filter(|(_, it)| !kept.contains(it)) {
            let words = before.decision_makers[dm].statements[i].words().to_vec();
            out.push(Change::StatementGone { owner: name.clone(), statement: statement.clone(), at: (dm, i), words });
        }
    }
    for (dm, (name, statements)) in new_lists.iter().enumerate() {
        let old = old_lists.iter().find(|(it, _)| it == name).map_or(&[][..], |(_, it)| it);
        let common: Vec<&String> = statements.iter().filter(|it| old.contains(it)).collect();
        let was: Vec<&String> = old.iter().filter(|it| statements.contains(it)).collect();
        for (i, statement) in statements.iter().enumerate() {
            let words = now.decision_makers[dm].statements[i].words().to_vec();
            let (owner, statement) = (name.clone(), statement.clone());
            if !old.contains(&statement) {
                out.push(Change::NewStatement { owner, statement, at: (dm, i), before: statements.get(i + 1).cloned(), words });
                continue;
            }
            let place = |all: &[&String]| all.iter().position(|it| **it == statement);
            if let (Some(now), Some(then)) = (place(&common), place(&was))
                && now != then
            {
                out.push(Change::StatementMoved { owner, statement, at: (dm, i), up: now < then, words });
            }
        }
    }
    out
}

fn owner(name: &str) -> String {
    name.split_once(": ").map_or(name, |(owner, _)| owner).to_owned()
}

/// What each change does to an edited model, and the model with those that fit.
pub fn merge(edited: &Model, now: &Proposal, changes: &[Change]) -> (Vec<Merge>, Model) {
    let mut model = edited.clone();
    let merges = changes.iter().map(|change| Merge { change: change.clone(), outcome: apply(&mut model, now, change) }).collect();
    (merges, model)
}

fn apply(model: &mut Model, now: &Proposal, change: &Change) -> Outcome {
    let source = now.model();
    let dm = |model: &Model, name: &str| model.decision_makers.iter().position(|it| it.name == name);
    let option = |model: &Model, owner: &str, name: &str| names(model).iter().position(|it| *it == format!("{owner}: {name}"));
    match change {
        Change::NewOption { owner, option: name, irreversible, .. } => {
            if option(model, owner, name).is_some() {
                return Outcome::There;
            }
            let (old, quo) = (names(model), status_quo(model));
            let Form::Options(form) = &mut model.form else { return Outcome::Missing("options".to_owned()) };
            let direction = if *irreversible { Direction::OnlyUp } else { Direction::Both };
            form.options.push(BinaryOption { direction, ..BinaryOption::new(name) });
            let at = form.options.len() - 1;
            match dm(model, owner) {
                Some(dm) => model.decision_makers[dm].options.push(at),
                None => model.decision_makers.push(DecisionMaker { name: owner.clone(), options: vec![at], ..DecisionMaker::default() }),
            }
            regroup(model);
            if let Some(Ok(today)) = quo {
                let new = format!("{owner}: {name}");
                let new_today = names(&source).iter().position(|it| *it == new).is_some_and(|at| now.options[at].today);
                let taken: Vec<&String> = old.iter().zip(today).filter(|(_, taken)| *taken).map(|(it, _)| it).collect();
                model.note = note(names(model).iter().map(|it| taken.contains(&it) || (*it == new && new_today)));
            }
            Outcome::Fits
        }
        Change::OptionGone { owner, option: name, .. } => match option(model, owner, name) {
            None => Outcome::There,
            // What the person may have built on it is the person's to take out.
            Some(_) => Outcome::Note,
        },
        Change::Today { owner, option: name, taken, .. } => match (option(model, owner, name), status_quo(model)) {
            (None, _) => Outcome::Missing(format!("{owner}: {name}")),
            (Some(at), Some(Ok(today))) if today[at] == *taken => Outcome::There,
            (Some(at), Some(Ok(mut today))) => {
                today[at] = *taken;
                model.note = note(today.into_iter());
                Outcome::Fits
            }
            (Some(_), _) => Outcome::Note,
        },
        Change::StatementGone { owner, statement, .. } => {
            let Some(dm) = dm(model, owner) else { return Outcome::There };
            match lists(model)[dm].1.iter().position(|it| it == statement) {
                None => Outcome::There,
                Some(at) => {
                    model.decision_makers[dm].preferences.statements.remove(at);
                    Outcome::Fits
                }
            }
        }
        Change::NewStatement { owner, statement, before, .. } => {
            let Some(dm) = dm(model, owner) else { return Outcome::Missing(owner.clone()) };
            if lists(model)[dm].1.contains(statement) {
                return Outcome::There;
            }
            let translated = match translate(model, &source, owner, statement) {
                Ok(it) => it,
                Err(missing) => return Outcome::Missing(missing),
            };
            let list = &lists(model)[dm].1;
            let at = before.as_ref().and_then(|it| list.iter().position(|other| other == it)).unwrap_or(list.len());
            model.decision_makers[dm].preferences.statements.insert(at, translated);
            Outcome::Fits
        }
        Change::StatementMoved { owner, statement, .. } => {
            let Some(dm) = dm(model, owner) else { return Outcome::Missing(owner.clone()) };
            let list = lists(model)[dm].1.clone();
            let Some(from) = list.iter().position(|it| it == statement) else { return Outcome::Missing(statement.clone()) };
            // After the last of those that stand before it in the proposal.
            let order = lists(&source).into_iter().find(|(it, _)| it == owner).map(|(_, it)| it).unwrap_or_default();
            let place = order.iter().position(|it| it == statement).unwrap_or(order.len());
            let mut rest = list.clone();
            rest.remove(from);
            let to = order[..place].iter().filter_map(|it| rest.iter().position(|other| other == it)).max().map_or(0, |it| it + 1);
            if to == from {
                return Outcome::There;
            }
            let it = model.decision_makers[dm].preferences.statements.remove(from);
            model.decision_makers[dm].preferences.statements.insert(to, it);
            Outcome::Fits
        }
    }
}

/// A statement of the proposal in the options of another model; an error names the option that this one has not got.
fn translate(model: &Model, source: &Model, owner: &str, statement: &str) -> Result<Statement, String> {
    let dm = source.decision_makers.iter().position(|it| it.name == owner).ok_or_else(|| owner.to_owned())?;
    let at = lists(source)[dm].1.iter().position(|it| it == statement).ok_or_else(|| statement.to_owned())?;
    let (from, to) = (names(source), names(model));
    let map: Vec<Option<usize>> = from.iter().map(|it| to.iter().position(|other| other == it)).collect();
    let expression = &source.decision_makers[dm].preferences.statements[at].expression;
    mapped(expression, &|i| map.get(i).copied().flatten().ok_or_else(|| from.get(i).cloned().unwrap_or_default()))
        .map(|expression| Statement { expression })
}

/// The expression with each option in another place.
pub(crate) fn mapped<E>(it: &Expression, place: &dyn Fn(usize) -> Result<usize, E>) -> Result<Expression, E> {
    let boxed = |it: &Expression| mapped(it, place).map(Box::new);
    let all = |parts: &[Expression]| parts.iter().map(|it| mapped(it, place)).collect::<Result<Vec<_>, E>>();
    Ok(match it {
        Expression::Taken(i) => Expression::Taken(place(*i)?),
        Expression::Not(inner) => Expression::Not(boxed(inner)?),
        Expression::And(parts) => Expression::And(all(parts)?),
        Expression::Or(parts) => Expression::Or(all(parts)?),
        Expression::If(a, b) => Expression::If(boxed(a)?, boxed(b)?),
        Expression::Iff(a, b) => Expression::Iff(boxed(a)?, boxed(b)?),
    })
}

/// Puts the options in the order of their owners, as a file has them.
fn regroup(model: &mut Model) {
    let order: Vec<usize> = model.decision_makers.iter().flat_map(|it| it.options.iter().copied()).collect();
    let place: Vec<usize> = (0..order.len()).map(|i| order.iter().position(|it| *it == i).unwrap_or(i)).collect();
    let put = |i: usize| -> Result<usize, ()> { Ok(place.get(i).copied().unwrap_or(i)) };
    let keep = |it: &Preferences| Preferences {
        statements: it
            .statements
            .iter()
            .map(|it| Statement { expression: mapped(&it.expression, &put).unwrap_or_else(|()| it.expression.clone()) })
            .collect(),
        ..it.clone()
    };
    for it in &mut model.decision_makers {
        it.preferences = keep(&it.preferences);
        it.options = it.options.iter().map(|&i| place.get(i).copied().unwrap_or(i)).collect();
    }
    if let Form::Options(form) = &mut model.form {
        form.options = order.iter().filter_map(|&i| form.options.get(i).cloned()).collect();
        for rule in &mut form.rules {
            use gmcr::model::{Pattern, Rule};
            let at = |i: &usize| place.get(*i).copied().unwrap_or(*i);
            let bits = |mask: u64| (0..order.len()).filter(|i| mask >> i & 1 == 1).fold(0u64, |all, i| all | 1 << at(&i));
            *rule = match &*rule {
                Rule::Infeasible(pattern) => Rule::Infeasible(Pattern::new(bits(pattern.mask()), bits(pattern.taken()))),
                Rule::MutuallyExclusive(all) => Rule::MutuallyExclusive(all.iter().map(at).collect()),
                Rule::AtLeastOne(all) => Rule::AtLeastOne(all.iter().map(at).collect()),
                Rule::OnlyIf { option, needs } => Rule::OnlyIf { option: at(option), needs: at(needs) },
            };
        }
    }
}
