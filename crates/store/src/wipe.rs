//! What a document said and what was said of it, taken out for good: of a document that is erased, or stays behind in an export. What no
//! document that stays, no process file and no person's naming shows is known no more.
use crate::error::Error;
use crate::pack;
use crate::without::{Gone, LEFT_OUT, form_stands, label_stands};
use crate::write::Writing;
use record::view::DocumentKey;
use rusqlite::OptionalExtension as _;
use std::collections::BTreeSet;

/// Why somebody is who they are, where the reason was in words of a document that is gone.
const BY_NAME: &str = "by the name";

/// The documents that were erased.
const ERASED: &str = "SELECT document FROM removal WHERE erased = 1";

impl Writing<'_> {
    /// Takes out what a document said and what was said of it: acts, readings, who appears in it, the entries of the log about these, and
    /// names that nothing else has. Its own name, hash and entries stay, without their reasons.
    pub(crate) fn wipe(&mut self, document: DocumentKey) -> Result<(), Error> {
        let (id, now) = (document.0, self.now());
        let items = "SELECT item FROM act WHERE document = ?1";
        let ends =
            |table: &str, which: &str| format!("SELECT since FROM {table} WHERE {which} UNION SELECT until FROM {table} WHERE {which}");
        let entries = [
            ends("act", "document = ?1"),
            ends("link", &format!("act IN ({items}) OR first IN ({items})")),
            ends("apart", &format!("one IN ({items}) OR other IN ({items})")),
        ]
        .join(" UNION ");
        // What another document brought is told in its own entries.
        self.connection.execute(
            &format!(
                "UPDATE log SET says = 'left out', why = NULL WHERE id <> ?2 AND item NOT GLOB 'd*'
                 AND (id IN ({entries}) OR item IN (SELECT 'a' || item FROM act WHERE document = ?1))"
            ),
            (id, now),
        )?;
        self.connection.execute("UPDATE log SET why = NULL WHERE id <> ?2 AND item = 'd' || ?1", (id, now))?;
        let readings = "SELECT id FROM reading WHERE document = ?1";
        let acts = "SELECT id FROM act WHERE document = ?1";
        let actors: Vec<i64> = {
            let mut list = self.connection.prepare(&format!(
                "SELECT actor FROM appearance WHERE reading IN ({readings}) UNION SELECT actor FROM act_actor WHERE act IN ({acts})"
            ))?;
            list.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?
        };
        self.lead_others(document)?;
        for sql in [
            format!("DELETE FROM link WHERE act IN ({items}) OR first IN ({items})"),
            format!("DELETE FROM apart WHERE one IN ({items}) OR other IN ({items})"),
            format!("DELETE FROM event_day WHERE act IN ({items})"),
            format!("DELETE FROM act_actor WHERE act IN ({acts})"),
            format!("DELETE FROM act_measure WHERE act IN ({acts})"),
            "DELETE FROM act WHERE document = ?1".to_owned(),
            format!("DELETE FROM appearance WHERE reading IN ({readings})"),
            "DELETE FROM reading WHERE document = ?1".to_owned(),
            "UPDATE document SET title = NULL, doubts = '[]', published = NULL, published_basis = NULL, day = NULL WHERE id = ?1"
                .to_owned(),
            "UPDATE source SET title = NULL, url = NULL, published = NULL WHERE document = ?1".to_owned(),
        ] {
            self.connection.execute(&sql, [id])?;
        }
        for actor in actors {
            self.wipe_actor(actor)?;
        }
        self.part_copies(id)?;
        Ok(())
    }

    /// Copies of a document that is wiped are copies of the first of them: that they have its text is told no more, nor of which it was one.
    fn part_copies(&mut self, document: i64) -> Result<(), Error> {
        let first: Option<i64> =
            self.connection.query_row("SELECT min(id) FROM document WHERE copy_of = ?1", [document], |row| row.get(0))?;
        self.connection.execute("UPDATE document SET copy_of = ?2 WHERE copy_of = ?1", (document, first))?;
        for id in first.iter().chain([&document]) {
            self.connection.execute("UPDATE document SET copy_of = NULL, likeness = NULL WHERE id = ?1", [id])?;
        }
        let named = "SELECT d.name FROM document d WHERE 'd' || d.id = log.item";
        self.connection.execute(
            &format!(
                "UPDATE log SET says = ({named}) WHERE item GLOB 'd*' AND EXISTS ({named}) AND item <> 'd' || ?1
                 AND (says || ',' LIKE '%, a copy of d' || ?1 || ',%' OR says || ',' LIKE '%, removed before as d' || ?1 || ',%')"
            ),
            [document],
        )?;
        Ok(())
    }

    /// Names the events of which this document has the first account for the lowest account elsewhere: those stay of one event.
    fn lead_others(&mut self, document: DocumentKey) -> Result<(), Error> {
        let firsts: Vec<(i64, i64)> = {
            let mut list = self.connection.prepare(
                "SELECT l.first, min(l.act) FROM link l WHERE l.until IS NULL AND l.first IN (SELECT item FROM act WHERE document = ?1)
                 AND l.act NOT IN (SELECT item FROM act WHERE document = ?1) GROUP BY l.first",
            )?;
            list.query_map([document.0], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?
        };
        for (first, next) in firsts {
            for sql in [
                "DELETE FROM link WHERE first = ?1 AND act = ?2",
                "UPDATE link SET first = ?2 WHERE first = ?1 AND until IS NULL",
                // Later accounts are compared with the first alone.
                "INSERT OR IGNORE INTO event_day (actor, day, act) SELECT e.actor, unixepoch(a.first_day) / 86400, a.item
                 FROM event_day e JOIN act a ON a.item = ?2 AND a.until IS NULL AND a.first_day IS NOT NULL
                 WHERE e.act = ?1 AND e.actor IN (SELECT actor FROM act_actor WHERE act = a.id)",
            ] {
                self.connection.execute(sql, (first, next))?;
            }
        }
        Ok(())
    }

    /// Takes out what an actor is called by documents that are wiped: all of it where nothing else names it.
    fn wipe_actor(&mut self, actor: i64) -> Result<(), Error> {
        // Whom the process file names is known from there.
        let named: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM appearance WHERE actor = ?1)
               OR EXISTS (SELECT 1 FROM actor_label l JOIN log g ON g.id = l.since WHERE l.actor = ?1 AND g.command = 'init')",
            [actor],
            |row| row.get(0),
        )?;
        if named {
            // With the name goes the id that says whose it is.
            let unsure: Vec<i64> = {
                let mut list = self.connection.prepare(&format!(
                    "SELECT id FROM actor_label WHERE actor = ?1 AND NOT {} AND EXISTS (SELECT 1 FROM appearance p WHERE p.actor = ?1)
                       AND NOT EXISTS (SELECT 1 FROM appearance p WHERE p.actor = ?1 AND p.name = actor_label.name)",
                    label_stands(ERASED)
                ))?;
                list.query_map([actor], |row| row.get(0))?.collect::<Result<_, _>>()?
            };
            for label in unsure {
                self.connection.execute(
                    "UPDATE actor_label SET wikidata = NULL, iso = NULL,
                       name = (SELECT p.name FROM appearance p WHERE p.actor = ?1 ORDER BY length(p.name) DESC, p.id LIMIT 1) WHERE id = ?2",
                    (actor, label),
                )?;
            }
            return self.wipe_forms(actor);
        }
        let merges = "actor = ?1 OR into_actor = ?1";
        self.connection.execute(
            &format!(
                "UPDATE log SET says = 'left out', why = NULL WHERE id <> ?2 AND item NOT GLOB 'd*' AND command <> 'init' AND (item = 'p' || ?1
                 OR id IN (SELECT since FROM actor_merge WHERE {merges} UNION SELECT until FROM actor_merge WHERE {merges}
                   UNION SELECT since FROM actor_label WHERE actor = ?1 UNION SELECT until FROM actor_label WHERE actor = ?1))"
            ),
            (actor, self.now()),
        )?;
        for sql in [
            format!("DELETE FROM actor_merge WHERE {merges}"),
            "DELETE FROM actor_form WHERE actor = ?1".to_owned(),
            "UPDATE actor_form SET part_of = -part_of WHERE part_of = ?1".to_owned(),
            "INSERT OR IGNORE INTO actor_form (actor, form, part_of, since) SELECT actor, form, 0, since FROM actor_form WHERE part_of = -?1"
                .to_owned(),
            "DELETE FROM actor_form WHERE part_of = -?1".to_owned(),
            // Its number stays, so that no other gets it.
            format!("UPDATE actor_label SET name = '{LEFT_OUT}', kind = 'unnamed', wikidata = NULL, iso = NULL WHERE actor = ?1"),
        ] {
            self.connection.execute(&sql, [actor])?;
        }
        Ok(())
    }

    /// Takes out the names of an actor that nothing shows any more, and whom it speaks for by a name where no other document says so.
    fn wipe_forms(&mut self, actor: i64) -> Result<(), Error> {
        let unsure: Vec<(String, i64)> = {
            let sql = format!("SELECT form, part_of FROM actor_form WHERE actor = ?1 AND NOT {}", form_stands(ERASED));
            let mut list = self.connection.prepare(&sql)?;
            list.query_map([actor], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?
        };
        for (form, part_of) in unsure {
            let named: Vec<(i64, String)> = {
                let mut list = self.connection.prepare_cached(
                    "SELECT DISTINCT reading, local FROM appearance WHERE actor = ?1 AND ?2 IN (name, title || ' ' || name)",
                )?;
                list.query_map((actor, &form), |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?
            };
            let mut sided = part_of == 0;
            for (reading, local) in &named {
                sided = sided || self.whole_in(*reading, local)? == Some(part_of);
            }
            if !named.is_empty() && sided {
                continue;
            }
            if !named.is_empty() {
                self.connection.execute(
                    "INSERT OR IGNORE INTO actor_form (actor, form, part_of, since)
                     SELECT actor, form, 0, since FROM actor_form WHERE actor = ?1 AND form = ?2 AND part_of = ?3",
                    (actor, &form, part_of),
                )?;
            }
            self.connection.execute("DELETE FROM actor_form WHERE actor = ?1 AND form = ?2 AND part_of = ?3", (actor, &form, part_of))?;
        }
        Ok(())
    }

    /// Whom an actor of a reading speaks for there.
    fn whole_in(&self, reading: i64, local: &str) -> Result<Option<i64>, Error> {
        let deflated: Vec<u8> = self.connection.query_row("SELECT deflated FROM reading WHERE id = ?1", [reading], |row| row.get(0))?;
        let unpacked = pack::unpacked_reading(&deflated)?;
        let Some(whole) = unpacked.actors.iter().find(|it| it.id.0 == local).and_then(|it| it.part_of.as_ref()) else { return Ok(None) };
        let mut get = self.connection.prepare_cached("SELECT actor FROM appearance WHERE reading = ?1 AND local = ?2 ORDER BY id DESC")?;
        Ok(get.query_row((reading, &whole.0), |row| row.get(0)).optional()?)
    }

    /// Takes out what other documents' actors were recognised by, and what the log says of anything, where that names somebody by a name that
    /// was known before and is not now.
    pub fn wipe_names(&mut self, before: &BTreeSet<String>) -> Result<(), Error> {
        let known = self.names_known()?;
        let gone = Gone::of(before, &known);
        let reasons: Vec<(String, i64)> = self.rows("SELECT DISTINCT reason, 0 FROM appearance")?;
        // An erasure by an older program left reasons by names that are known no more.
        let told = |reason: &str| gone.is_in(reason) || other_in(reason).is_some_and(|it| !known.contains(it));
        for (reason, _) in reasons.iter().filter(|(reason, _)| told(reason)) {
            self.connection.execute("UPDATE appearance SET reason = ?2 WHERE reason = ?1", (reason, BY_NAME))?;
        }
        // How documents came in is said by their own names; what the entry at hand says is said now.
        let kept = "command IN ('new', 'init', 'add', 'note', 'reread', 'export')";
        let said: Vec<(i64, String)> = self.rows(&format!("SELECT id, says FROM log WHERE item NOT GLOB 'd*' AND NOT {kept}"))?;
        let why: Vec<(i64, String)> = self.rows(&format!("SELECT id, why FROM log WHERE why IS NOT NULL AND NOT {kept}"))?;
        for (sql, entries) in
            [("UPDATE log SET says = 'left out', why = NULL WHERE id = ?1", said), ("UPDATE log SET why = NULL WHERE id = ?1", why)]
        {
            for (id, _) in entries.iter().filter(|(id, says)| *id != self.now() && gone.is_in(says)) {
                self.connection.execute(sql, [id])?;
            }
        }
        Ok(())
    }
}

/// The name of another in a reason why somebody is who they are: "the same last name and side (Erik Lind)", "not Erik Lind: another given name".
fn other_in(reason: &str) -> Option<&str> {
    let one = reason.strip_prefix("the same ").and_then(|it| it.strip_suffix(')')).and_then(|it| it.split_once(" (")).map(|it| it.1);
    one.or_else(|| reason.strip_prefix("not ")?.rsplit_once(": ").map(|it| it.0))
}
