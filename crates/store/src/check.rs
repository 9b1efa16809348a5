//! Whether a dossier is whole: the file, its references, and what armistice promises of it.
use crate::error::Error;
use crate::open::Store;
use crate::pack;
use record::view::DocumentKey;
use std::fmt;

/// Something in a dossier that is not as it must be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// What is wrong, where.
    pub says: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.says)
    }
}

/// The most faults that are named.
const MOST: usize = 100;

impl Store {
    /// Looks at all of it. Empty: whole. `step` is told of each document as it is looked at.
    pub fn check(&self, mut step: impl FnMut()) -> Result<Vec<Fault>, Error> {
        let mut faults = Vec::new();
        let mut list = self.connection.prepare("PRAGMA integrity_check(20)")?;
        for row in list.query_map([], |row| row.get::<_, String>(0))? {
            let says = row?;
            if says != "ok" {
                faults.push(Fault { says: format!("the file: {says}") });
            }
        }
        let mut list = self.connection.prepare("PRAGMA foreign_key_check")?;
        for row in list.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, String>(2)?)))? {
            let (table, id, parent) = row?;
            faults.push(Fault { says: format!("row {} of {table} refers to a row of {parent} that is not there", id.unwrap_or(0)) });
        }
        let rules: &[(&str, &str)] = &[
            ("entries of the log are missing", "SELECT count(*) FROM (SELECT 1 WHERE (SELECT count(*) FROM log) <> (SELECT coalesce(max(id), 0) FROM log))"),
            ("entries of the log are not in the order of their times", "SELECT count(*) FROM log a JOIN log b ON b.id = a.id + 1 WHERE b.at < a.at"),
            ("acts have two versions at once", "SELECT count(*) FROM (SELECT item FROM act WHERE until IS NULL GROUP BY item HAVING count(*) > 1)"),
            ("versions end before they begin", "SELECT count(*) FROM act WHERE until <= since"),
            ("acts have no first version", "SELECT count(*) FROM act a WHERE NOT EXISTS (SELECT 1 FROM act f WHERE f.id = a.item AND f.item = f.id)"),
            ("documents have no text", "SELECT count(*) FROM document d WHERE NOT EXISTS (SELECT 1 FROM text t WHERE t.document = d.id)"),
            ("documents have no source", "SELECT count(*) FROM document d WHERE NOT EXISTS (SELECT 1 FROM source s WHERE s.document = d.id)"),
            ("documents have two readings at once", "SELECT count(*) FROM (SELECT document FROM reading WHERE until IS NULL GROUP BY document HAVING count(*) > 1)"),
            ("acts have two events at once", "SELECT count(*) FROM (SELECT act FROM link WHERE until IS NULL GROUP BY act HAVING count(*) > 1)"),
            ("actors are merged into two at once", "SELECT count(*) FROM (SELECT actor FROM actor_merge WHERE until IS NULL GROUP BY actor HAVING count(*) > 1)"),
            (
                "acts that stand cannot be searched",
                "SELECT count(*) FROM act a WHERE until IS NULL AND state <> 'rejected'
                 AND NOT EXISTS (SELECT 1 FROM removal r WHERE r.document = a.document AND r.until IS NULL)
                 AND NOT EXISTS (SELECT 1 FROM act_search_docsize s WHERE s.id = a.item)",
            ),
            (
                "acts are found that do not stand",
                "SELECT count(*) FROM act_search_docsize s WHERE NOT EXISTS
                 (SELECT 1 FROM act a WHERE (a.id = s.id OR (a.item = s.id AND a.item <> a.id)) AND a.until IS NULL AND a.state <> 'rejected')",
            ),
        ];
        for (what, sql) in rules {
            let count: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
            if count > 0 {
                faults.push(Fault { says: format!("{count} times: {what}") });
            }
        }
        faults.extend(self.broken_seals(20)?.into_iter().map(|says| Fault { says }));
        let mut documents = self
            .connection
            .prepare("SELECT d.id, d.name, d.sha256, t.deflated FROM document d JOIN text t ON t.document = d.id ORDER BY d.id")?;
        let mut acts = self.connection.prepare("SELECT item, place, words FROM act WHERE document = ?1")?;
        let mut rows = documents.query([])?;
        while let Some(row) = rows.next()? {
            step();
            if faults.len() >= MOST {
                break;
            }
            let (id, name, sha256, deflated): (i64, String, String, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            if deflated.is_empty() {
                if !self.removed(DocumentKey(id), None)? {
                    faults.push(Fault { says: format!("{name}: its text is gone, and nobody erased it") });
                }
                continue;
            }
            let text = match pack::inflated_text(&deflated) {
                Ok(text) => text,
                Err(error) => {
                    faults.push(Fault { says: format!("{name}: {error}") });
                    continue;
                }
            };
            let document = evidence::Document::new(evidence::About::named(name.clone()), text);
            if document.sha256() != sha256 {
                faults.push(Fault { says: format!("{name}: its text is not the one that was added") });
            }
            for act in acts.query_map([id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)))? {
                let (item, place, words) = act?;
                if pack::place_of(&place).is_ok_and(|place| place.words(document.text()) == words) {
                    continue;
                }
                faults.push(Fault { says: format!("a{item}: its words are not at their place in {name}") });
            }
        }
        let mut readings =
            self.connection.prepare("SELECT r.id, d.name, r.deflated FROM reading r JOIN document d ON d.id = r.document")?;
        let mut rows = readings.query([])?;
        while let Some(row) = rows.next()? {
            let (id, name, deflated): (i64, String, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if deflated.is_empty() || faults.len() >= MOST {
                continue;
            }
            match pack::unpacked_reading(&deflated) {
                Err(error) => faults.push(Fault { says: format!("reading {id}, of {name}: {error}") }),
                Ok(reading) => self.compare(id, &name, &reading, &mut faults)?,
            }
        }
        let mut ways = self
            .connection
            .prepare("SELECT t.document, d.name FROM text t JOIN document d ON d.id = t.document WHERE way_back IS NOT NULL")?;
        let mut rows = ways.query([])?;
        while let Some(row) = rows.next()? {
            if let Err(error) = self.way_back(DocumentKey(row.get(0)?)) {
                faults.push(Fault { says: format!("{}: {error}", row.get::<_, String>(1)?) });
            }
        }
        let mut originals = self.connection.prepare("SELECT path, sha256, deflated FROM original WHERE deflated IS NOT NULL")?;
        let mut rows = originals.query([])?;
        while let Some(row) = rows.next()? {
            let (path, sha256, deflated): (String, String, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let same = pack::inflated(&deflated).is_ok_and(|bytes| crate::document::sha256(&bytes) == sha256);
            if !same {
                faults.push(Fault { says: format!("{path}: the file that was kept is not the one that was added") });
            }
        }
        faults.truncate(MOST);
        Ok(faults)
    }

    /// An act that no person has touched is as its reading has it.
    fn compare(&self, id: i64, name: &str, reading: &evidence::Reading, faults: &mut Vec<Fault>) -> Result<(), Error> {
        type Row = (i64, String, String, Option<String>, Option<String>, bool, Option<String>, String, Option<f64>);
        let mut acts = self.connection.prepare_cached(
            "SELECT item, name, kind, strength, status, negated, happened, place, p FROM act WHERE reading = ?1 AND document = (SELECT document FROM reading WHERE id = ?1)
             AND state = 'unconfirmed'",
        )?;
        let rows = acts.query_map([id], |row| {
            Ok::<Row, _>((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
                row.get(6)?,
                row.get(7)?,
                row.get(8)?,
            ))
        })?;
        for row in rows {
            let (item, id, kind, strength, status, negated, happened, place, p) = row?;
            let same = reading.acts.iter().find(|act| act.id.0 == id).is_some_and(|act| {
                kind == act.kind.as_str()
                    && strength.as_deref() == act.strength.map(|it| it.as_str())
                    && status.as_deref() == act.status.map(|it| it.as_str())
                    && negated == act.negated
                    && happened == act.when.as_ref().and_then(evidence::When::date).map(ToString::to_string)
                    && place == pack::written(&act.quote)
                    && p == act.confidence.map(f64::from)
            });
            if !same {
                faults.push(Fault { says: format!("a{item}, of {name}: it is not as it was read, and nobody changed it") });
            }
        }
        Ok(())
    }
}
