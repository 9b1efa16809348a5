//! Search: words and filters together, by one full-text index that has the filters as words of a second column.
use crate::act::{NewAct, RowOfAct};
use crate::error::Error;
use crate::log::stood;
use crate::open::Store;
use crate::terms::Terms;
use evidence::{ActKind, MeasureId};
use jiff::civil;
use record::correction::State;
use record::history::EntryKey;
use record::identity::ActorKey;
use record::view::{DocumentKey, Part};
use std::fmt::Write as _;

/// What to look for. What is empty or `None` filters nothing.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Words that the act's quote has: all of them; `"two words"` in this order, `cease*` for what begins so, `-word` for none of it.
    pub words: String,
    /// Who does or says it: any of these.
    pub actors: Vec<ActorKey>,
    /// Which act: any of these.
    pub kinds: Vec<ActKind>,
    /// About what: any of these.
    pub measures: Vec<MeasureId>,
    /// Not before this day.
    pub from: Option<civil::Date>,
    /// Not after this day.
    pub to: Option<civil::Date>,
    /// The source, by its number.
    pub outlet: Option<i64>,
    /// The document.
    pub document: Option<DocumentKey>,
    /// Whether a person has confirmed, changed or added it.
    pub confirmed: Option<bool>,
    /// As known at this entry of the log.
    pub at: Option<EntryKey>,
}

/// How much of the result to give.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shown {
    /// Leave out so many.
    pub skip: usize,
    /// Give so many at most.
    pub most: usize,
}

/// A facet is a word of letters and digits, so that the tokenizer leaves it whole.
fn facet(kind: char, id: &str) -> String {
    std::iter::once(kind).chain(id.chars().filter(char::is_ascii_alphanumeric)).collect()
}

/// The facets of an act, parted by spaces.
pub(crate) fn facets(new: &NewAct<'_>, days: Option<(civil::Date, civil::Date)>, outlets: &[i64]) -> String {
    let mut out = facet('k', new.kind.as_str());
    for (part, actor) in new.who {
        if matches!(part, Part::Actor | Part::Speaker) {
            let _ = write!(out, " p{}", actor.0);
        }
    }
    for matter in new.measures {
        let _ = write!(out, " {}", facet('m', &matter.measure.0));
    }
    for outlet in outlets {
        let _ = write!(out, " o{outlet}");
    }
    if let Some((first, last)) = days {
        for month in months(first, last) {
            let _ = write!(out, " {month}");
        }
    }
    if new.state.by_person() {
        out.push_str(" sperson");
    }
    out
}

/// The months of a stretch of days: `t203103`; of one longer than two years its years alone: `y2031`.
fn months(first: civil::Date, last: civil::Date) -> Vec<String> {
    let (start, end) = (month(first), month(last));
    if end - start > 24 { years(first, last).take(200).collect() } else { (start..=end).map(month_facet).collect() }
}

/// Months since the year 0.
fn month(day: civil::Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

fn month_facet(month: i32) -> String {
    format!("t{:04}{:02}", month / 12, month % 12 + 1)
}

fn years(first: civil::Date, last: civil::Date) -> impl Iterator<Item = String> {
    (first.year()..=last.year()).map(|year| format!("y{year}"))
}

impl Query {
    /// As a query of FTS5; `None` where nothing is asked that the index knows.
    fn full_text(&self, words: Option<&Terms>) -> Option<String> {
        let mut parts = Vec::new();
        if let Some(words) = words.and_then(Terms::full_text) {
            parts.push(format!("words : ({words})"));
        }
        let mut any = |facets: Vec<String>| {
            if !facets.is_empty() {
                parts.push(format!("facets : ({})", facets.join(" OR ")));
            }
        };
        any(self.actors.iter().map(|actor| format!("p{}", actor.0)).collect());
        any(self.kinds.iter().map(|kind| facet('k', kind.as_str())).collect());
        any(self.measures.iter().map(|id| facet('m', &id.0)).collect());
        any(self.outlet.iter().map(|outlet| format!("o{outlet}")).collect());
        if self.confirmed == Some(true) {
            any(vec!["sperson".to_owned()]);
        }
        if let (Some(from), Some(to)) = (self.from, self.to) {
            // A stretch longer than two years is known by its years alone, and may hold the month that is asked for. Of many months most
            // acts are of one: then it is quicker to look at each act.
            if (0..MOST_MONTHS).contains(&(month(to) - month(from))) {
                any((month(from)..=month(to)).map(month_facet).chain(years(from, to)).collect());
            }
        }
        (!parts.is_empty()).then(|| parts.join(" AND "))
    }
}

/// Whether a word is asked for by its first letter or two alone.
fn has_short_prefix(words: &str) -> bool {
    words.split_whitespace().any(|it| it.strip_suffix('*').is_some_and(|it| it.chars().count() <= SHORT))
}

/// So many letters are few.
const SHORT: usize = 2;
/// So many of the newest acts are looked through one by one.
const NEAR: i64 = 4_000;
/// Days are sought by their months if there are no more of these.
const MOST_MONTHS: i32 = 60;

impl Store {
    /// The acts that are looked for, those that came in last first. As known at an entry, all acts are gone through, since the index is
    /// of now.
    pub fn search(&self, query: &Query, shown: Shown) -> Result<Vec<RowOfAct>, Error> {
        let words = Terms::asked(&query.words)?;
        let mut conditions = vec![format!("a.state <> '{}'", State::Rejected.as_str())];
        if let Some(from) = query.from {
            conditions.push(format!("a.last_day >= '{from}'"));
        }
        if let Some(to) = query.to {
            conditions.push(format!("a.first_day <= '{to}'"));
        }
        if let Some(document) = query.document {
            conditions.push(format!("a.document = {}", document.0));
        }
        match query.confirmed {
            Some(true) => conditions.push("a.state <> 'unconfirmed'".to_owned()),
            Some(false) => conditions.push("a.state = 'unconfirmed'".to_owned()),
            None => {}
        }
        conditions.push(stood("a", query.at));
        conditions.push(format!("NOT EXISTS (SELECT 1 FROM removal r WHERE r.document = a.document AND {})", stood("r", query.at)));
        let mut rows = match query.full_text(words.as_ref()).filter(|_| query.at.is_none()) {
            Some(full_text) => {
                // What begins with one or two letters is in most acts, and the index would gather them all first.
                let near = if has_short_prefix(&query.words) { self.among_newest(query, &conditions, shown)? } else { None };
                near.map_or_else(|| self.by_index(query, &full_text, &conditions, shown), Ok)?
            }
            None => self.by_scan(query, conditions, shown)?,
        };
        self.linked(&mut rows, query.at)?;
        Ok(rows)
    }

    /// The acts that are looked for, where as many as are wanted are among the newest ones.
    fn among_newest(&self, query: &Query, conditions: &[String], shown: Shown) -> Result<Option<Vec<RowOfAct>>, Error> {
        let newest: i64 = self.connection.prepare_cached("SELECT coalesce(max(id), 0) FROM act")?.query_row([], |row| row.get(0))?;
        let mut conditions = conditions.to_vec();
        // A version is never numbered before its act, so that both go by the numbers.
        conditions.push(format!("a.item > {0} AND a.id > {0}", newest - NEAR));
        let found = self.by_scan(query, conditions, shown)?;
        Ok((found.len() >= shown.most).then_some(found))
    }

    /// The index names acts; each is looked at in the version that stands.
    fn by_index(&self, query: &Query, full_text: &str, conditions: &[String], shown: Shown) -> Result<Vec<RowOfAct>, Error> {
        let mut list = self.connection.prepare_cached("SELECT rowid FROM act_search WHERE act_search MATCH ?1 ORDER BY rowid DESC")?;
        let condition = conditions.join(" AND ");
        let mut first = self.connection.prepare_cached(&format!("SELECT a.id FROM act a WHERE a.id = ?1 AND {condition}"))?;
        let mut later =
            self.connection.prepare_cached(&format!("SELECT a.id FROM act a WHERE a.item = ?1 AND a.item <> a.id AND {condition}"))?;
        let mut items = list.query([full_text])?;
        let mut versions: Vec<i64> = Vec::new();
        let mut skipped = 0;
        while versions.len() < shown.most
            && let Some(item) = items.next()?
        {
            let item: i64 = item.get(0)?;
            let version = match first.query([item])?.next()? {
                Some(row) => Some(row.get::<_, i64>(0)?),
                None => later.query([item])?.next()?.map(|row| row.get(0)).transpose()?,
            };
            let Some(version) = version else { continue };
            if skipped < shown.skip {
                skipped += 1;
                continue;
            }
            versions.push(version);
        }
        if versions.is_empty() {
            return Ok(Vec::new());
        }
        let list = versions.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        self.acts_where(&format!("a.id IN ({list})"), [], usize::MAX, "a.item DESC", query.at)
    }

    /// Goes through the acts themselves.
    fn by_scan(&self, query: &Query, mut conditions: Vec<String>, shown: Shown) -> Result<Vec<RowOfAct>, Error> {
        let list = |all: Vec<String>| all.join(", ");
        if !query.actors.is_empty() {
            let actors = list(query.actors.iter().map(|it| it.0.to_string()).collect());
            conditions.push(format!(
                "EXISTS (SELECT 1 FROM act_actor x WHERE x.act = a.id AND x.part IN ('actor', 'speaker') AND x.actor IN ({actors}))"
            ));
        }
        if !query.kinds.is_empty() {
            conditions.push(format!("a.kind IN ({})", list(query.kinds.iter().map(|it| format!("'{it}'")).collect())));
        }
        if !query.measures.is_empty() {
            let measures = list(query.measures.iter().map(|it| format!("'{}'", it.0.replace('\'', "''"))).collect());
            conditions.push(format!("EXISTS (SELECT 1 FROM act_measure m WHERE m.act = a.id AND m.measure IN ({measures}))"));
        }
        if let Some(outlet) = query.outlet {
            conditions.push(format!("EXISTS (SELECT 1 FROM source s WHERE s.document = a.document AND s.outlet = {outlet})"));
        }
        let wanted = Terms::of(&query.words);
        let condition = conditions.join(" AND ");
        // First versions lie in the order that is asked for, and the few later ones have an index: so nothing is sorted, and whoever wants
        // the newest ones waits for no more than these.
        let list = |which: &str| format!("SELECT a.item, a.id, a.words FROM act a WHERE {which} AND {condition}");
        let mut first = self.connection.prepare(&format!("{} ORDER BY a.id DESC", list("a.item = a.id")))?;
        let mut later = self.connection.prepare(&format!("{} ORDER BY a.item DESC", list("a.item <> a.id")))?;
        let (mut first, mut later) = (first.query([])?, later.query([])?);
        let next = |rows: &mut rusqlite::Rows<'_>| -> Result<Option<(i64, i64)>, Error> {
            while let Some(row) = rows.next()? {
                if wanted.are_in(&row.get::<_, String>(2)?) {
                    return Ok(Some((row.get(0)?, row.get(1)?)));
                }
            }
            Ok(None)
        };
        let (mut one, mut other) = (next(&mut first)?, next(&mut later)?);
        let mut versions: Vec<i64> = Vec::new();
        let mut skipped = 0;
        while versions.len() < shown.most {
            let is_first = match (&one, &other) {
                (None, None) => break,
                (Some((item, _)), Some((changed, _))) => item > changed,
                (one, _) => one.is_some(),
            };
            let (taken, rows) = if is_first { (&mut one, &mut first) } else { (&mut other, &mut later) };
            let version = taken.map(|it| it.1);
            *taken = next(rows)?;
            if skipped < shown.skip {
                skipped += 1;
                continue;
            }
            versions.extend(version);
        }
        if versions.is_empty() {
            return Ok(Vec::new());
        }
        let list = versions.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        self.acts_where(&format!("a.id IN ({list})"), [], usize::MAX, "a.item DESC", query.at)
    }
}
