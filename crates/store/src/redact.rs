//! Names and documents taken out of a copy that is to be given away. Each name gives way to a mark of the same length, the same wherever
//! the name stood, so that places still hold.
mod name;

use crate::error::Error;
use crate::pack;
use crate::write::Writing;
use evidence::{ActorId, Measures};
use name::{Name, Places, mask, masked as with_masks, replaced};
use record::copy::Runs;
use record::view::DocumentKey;
use std::collections::BTreeMap;

/// A name and what stands in its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Masked {
    /// The name.
    pub name: String,
    /// As many bytes of marks.
    pub mask: String,
    /// How often it stood in texts.
    pub count: usize,
}

impl Writing<'_> {
    /// Takes names out of everything, and documents with all that came from them. The longest names first, so that a full name goes as one.
    /// Of `outlets`, it is also no longer said which documents were found there too, nor is what these had from there.
    pub fn redact(&mut self, names: &[String], outlets: &[String], documents: &[DocumentKey]) -> Result<Vec<Masked>, Error> {
        self.rewritten = true;
        let known = self.names_known()?;
        for document in documents {
            let id = document.0;
            self.remove(*document, true)?;
            // Whoever gets the copy is told by `undo` why an earlier removal cannot be taken back.
            self.connection.execute("UPDATE removal SET erased = 1 WHERE document = ?1", [id])?;
            // Not even its name, address and place in the log may say what it was, nor why its sources are handled as they are.
            let sources = "SELECT outlet FROM source WHERE document = ?1 AND outlet IS NOT NULL";
            let only = format!("SELECT outlet FROM ({sources}) EXCEPT SELECT outlet FROM source WHERE document <> ?1");
            let marks =
                |of: &str| format!("SELECT since FROM mark WHERE outlet IN ({of}) UNION SELECT until FROM mark WHERE outlet IN ({of})");
            for sql in [
                format!("UPDATE log SET why = NULL WHERE id IN ({})", marks(sources)),
                format!("UPDATE log SET says = 'left out' WHERE id IN ({})", marks(&only)),
                format!("DELETE FROM mark WHERE document = ?1 OR outlet IN ({only})"),
                "UPDATE log SET says = 'left out', why = NULL WHERE item = 'd' || ?1".to_owned(),
                "UPDATE document SET name = 'left out ' || id, sha256 = '', author = NULL, length = 0 WHERE id = ?1".to_owned(),
                "UPDATE source SET origin = 'left out', outlet = NULL, original = NULL, line = NULL WHERE document = ?1".to_owned(),
            ] {
                self.connection.execute(&sql, [id])?;
            }
        }
        for outlet in outlets {
            if let Some(id) = self.outlet_named(outlet)? {
                self.drop_outlet(id)?;
            }
        }
        self.connection.execute("DELETE FROM original WHERE id NOT IN (SELECT original FROM source WHERE original IS NOT NULL)", [])?;
        // A file that was found twice has the path of the first.
        let found = "SELECT origin FROM source WHERE original = original.id";
        self.connection
            .execute(&format!("UPDATE original SET path = ({found} ORDER BY source.id LIMIT 1) WHERE path NOT IN ({found})"), [])?;
        self.connection.execute("DELETE FROM outlet WHERE id NOT IN (SELECT outlet FROM source WHERE outlet IS NOT NULL) AND id NOT IN (SELECT outlet FROM mark WHERE outlet IS NOT NULL)", [])?;
        self.wipe_names(&known)?;
        let mut masked: Vec<(Name, Masked)> = Vec::new();
        for (number, name) in (1..).zip(names) {
            masked.push((Name::of(number, name), Masked { name: name.clone(), mask: mask(number, name.len()), count: 0 }));
        }
        masked.sort_by(|(_, a), (_, b)| b.name.len().cmp(&a.name.len()).then(a.name.cmp(&b.name)));
        if masked.is_empty() {
            return Ok(Vec::new());
        }
        let (names, mut masked): (Vec<Name>, Vec<Masked>) = masked.into_iter().unzip();
        // Kept files hold the names in a form that cannot be masked; the process file is the user's own.
        // Whoever has all words but the name could try names until the hash is right.
        self.connection.execute("UPDATE original SET deflated = NULL, sha256 = 'left out ' || id", [])?;
        self.connection.execute("DELETE FROM process", [])?;
        let mut places: BTreeMap<i64, Places> = BTreeMap::new();
        let texts: Vec<(i64, Vec<u8>)> = self.rows("SELECT document, deflated FROM text")?;
        for (id, deflated) in texts {
            if deflated.is_empty() {
                continue;
            }
            let (text, found) = with_masks(&pack::inflated_text(&deflated)?, &names);
            if found.iter().all(Vec::is_empty) {
                continue;
            }
            for (it, found) in masked.iter_mut().zip(&found) {
                it.count += found.len();
            }
            places.insert(id, found);
            let document = evidence::Document::new(evidence::About::named("redacted"), text);
            self.connection
                .execute("UPDATE text SET deflated = ?2 WHERE document = ?1", (id, pack::deflated(document.text().as_bytes())?))?;
            self.connection.execute("UPDATE document SET sha256 = ?2 WHERE id = ?1", (id, document.sha256()))?;
            let bands: Vec<u8> = Runs::of(document.text()).bands().iter().flat_map(|band| band.to_be_bytes()).collect();
            self.connection.execute("UPDATE copy_bands SET bands = ?2 WHERE document = ?1", (id, bands))?;
            // The words of an act may begin or end within a name: they are what now stands at their place.
            let acts: Vec<(i64, String)> = self.rows(&format!("SELECT id, place FROM act WHERE document = {id}"))?;
            for (act, place) in acts {
                let words = pack::place_of(&place)?.words(document.text());
                self.connection.execute("UPDATE act SET words = ?2 WHERE id = ?1 AND words <> ''", (act, words))?;
            }
        }
        // The way back names the files that a container held.
        let ways: Vec<(i64, Vec<u8>)> = self.rows("SELECT document, way_back FROM text WHERE way_back IS NOT NULL")?;
        for (id, packed) in ways {
            let mut way = pack::unpacked_original(&pack::inflated_text(&packed)?)?;
            for name in &mut way.within {
                *name = replaced(name, &names);
            }
            let packed = pack::deflated(pack::original(&way)?.as_bytes())?;
            self.connection.execute("UPDATE text SET way_back = ?2 WHERE document = ?1", (id, packed))?;
        }
        let mut ids = BTreeMap::new();
        let readings: Vec<(i64, Vec<u8>)> = self.rows("SELECT id, deflated FROM reading")?;
        for (id, deflated) in readings {
            if deflated.is_empty() {
                continue;
            }
            let mut reading = pack::unpacked_reading(&deflated)?;
            let document: i64 = self.connection.query_row("SELECT document FROM reading WHERE id = ?1", [id], |row| row.get(0))?;
            if let Some(places) = places.get(&document) {
                self.mask_parts(id, &mut reading, places, &names)?;
            }
            for (before, now) in masked_reading(&mut reading, &names, &mut ids) {
                let sql = "UPDATE appearance SET local = ?3 WHERE reading = ?1 AND local = ?2";
                self.connection.execute(sql, (id, before.0, now.0))?;
            }
            self.connection.execute("UPDATE reading SET deflated = ?2 WHERE id = ?1", (id, pack::reading(&reading)?))?;
        }
        const COLUMNS: &[(&str, &str)] = &[
            ("log", "by"),
            ("log", "says"),
            ("log", "why"),
            ("outlet", "name"),
            ("document", "name"),
            ("document", "title"),
            ("document", "author"),
            ("source", "url"),
            ("source", "title"),
            ("source", "origin"),
            ("actor_label", "name"),
            ("appearance", "name"),
            ("appearance", "title"),
            ("appearance", "reason"),
            ("original", "path"),
        ];
        for (table, column) in COLUMNS {
            let cells: Vec<(i64, String)> = self.rows(&format!("SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL"))?;
            for (id, cell) in cells {
                let mut now = replaced(&cell, &names);
                if now != cell {
                    if matches!(*table, "document" | "outlet") && *column == "name" {
                        now = self.free_name(table, &now)?;
                    }
                    self.connection.execute(&format!("UPDATE {table} SET {column} = ?2 WHERE id = ?1"), (id, now))?;
                }
            }
        }
        let doubts: Vec<(i64, String)> = self.rows("SELECT id, doubts FROM document WHERE doubts <> '[]'")?;
        for (id, cell) in doubts {
            let mut list = pack::unpacked_doubts(&cell)?;
            for doubt in &mut list {
                doubt.says = replaced(&doubt.says, &names);
            }
            self.connection.execute("UPDATE document SET doubts = ?2 WHERE id = ?1", (id, pack::doubts(&list)?))?;
        }
        // Names spelled otherwise, parts of names and ids are of an actor that is masked: none of them stays.
        let is_masked = "SELECT actor FROM actor_label WHERE name LIKE '%[%' OR name LIKE '%*%'";
        self.connection.execute(&format!("DELETE FROM actor_form WHERE actor IN ({is_masked})"), [])?;
        self.connection.execute(&format!("UPDATE actor_label SET wikidata = NULL, iso = NULL WHERE actor IN ({is_masked})"), [])?;
        self.connection.execute(
            &format!(
                "UPDATE log SET says = 'left out', why = NULL WHERE command = 'change' AND item IN (SELECT 'p' || actor FROM ({is_masked}))"
            ),
            [],
        )?;
        let forms: Vec<(i64, String)> = self.rows("SELECT actor, form FROM actor_form")?;
        for (actor, form) in forms {
            if names.iter().any(|it| it.is_in(&form)) {
                self.connection.execute("DELETE FROM actor_form WHERE actor = ?1 AND form = ?2", (actor, form))?;
            }
        }
        let params: Vec<(i64, String)> = self.rows("SELECT act, params FROM act_measure WHERE params <> '{}'")?;
        for (act, cell) in params {
            // Its keys are the program's own words.
            let values: BTreeMap<String, String> =
                serde_json::from_str(&cell).map_err(|e| Error::Damaged { says: format!("what an act is about: {e}") })?;
            let values: BTreeMap<String, String> = values.into_iter().map(|(key, value)| (key, replaced(&value, &names))).collect();
            let now = serde_json::to_string(&values).map_err(|e| Error::Io { says: e.to_string() })?;
            if now != cell {
                self.connection.execute("UPDATE act_measure SET params = ?3 WHERE act = ?1 AND params = ?2", (act, cell, now))?;
            }
        }
        let measures: Vec<(String, i64)> = self.rows("SELECT DISTINCT measure, 0 FROM act_measure")?;
        for (id, _) in measures {
            let now = masked_measure(&id, &names);
            if now != id {
                self.connection.execute("UPDATE OR REPLACE act_measure SET measure = ?2 WHERE measure = ?1", (id, now))?;
            }
        }
        let documents: Vec<(i64, i64)> = self.rows("SELECT id, 0 FROM document")?;
        for (id, _) in documents {
            if !self.removed(DocumentKey(id), None)? {
                self.search_again(DocumentKey(id))?;
            }
        }
        Ok(masked)
    }

    /// Masks whoever is named by a part of a name that is masked, as in a reading that took half of it for the whole.
    fn mask_parts(&self, id: i64, reading: &mut evidence::Reading, places: &Places, names: &[Name]) -> Result<(), Error> {
        for actor in &mut reading.actors {
            // A person may have been called by a title elsewhere; of others a name may have the whole name in it, as a bank has its country's.
            let is_person = actor.kind == evidence::ActorKind::Person;
            let within = |found: &[(usize, usize)]| {
                let meets = |it: &evidence::Place| found.iter().any(|(start, end)| *start < it.hull().end() && it.start() < *end);
                let has_all = |it: &evidence::Place| found.iter().any(|(start, end)| it.start() <= *start && *end <= it.hull().end());
                let mut mentions = actor.mentions.iter();
                if is_person { mentions.any(|it| meets(it) && !has_all(it)) } else { mentions.len() > 0 && mentions.all(meets) }
            };
            let Some((name, _)) = names.iter().zip(places).find(|(_, found)| within(found)) else { continue };
            if replaced(&actor.name, names) != actor.name {
                continue;
            }
            let mark = name.mark(&actor.name);
            let who = "(SELECT actor FROM appearance WHERE reading = ?1 AND local = ?2)";
            let elsewhere = "EXISTS (SELECT 1 FROM appearance p WHERE p.name = ?3 AND p.actor";
            for sql in [
                "UPDATE appearance SET name = ?4, reason = replace(reason, ?3, ?4) WHERE reading = ?1 AND local = ?2 AND name = ?3"
                    .to_owned(),
                format!("UPDATE actor_label SET name = ?4 WHERE actor IN {who} AND name = ?3 AND NOT {elsewhere} = actor_label.actor)"),
                format!(
                    "DELETE FROM actor_form WHERE actor IN {who} AND instr(form, ?3) > 0 AND ?4 <> '' AND NOT {elsewhere} = actor_form.actor)"
                ),
            ] {
                self.connection.execute(&sql, (id, &actor.id.0, &actor.name, &mark))?;
            }
            actor.name = mark;
        }
        Ok(())
    }

    /// The name, with a number where another row has it: two names may become one where they are masked.
    fn free_name(&self, table: &str, name: &str) -> Result<String, Error> {
        let mut taken = self.connection.prepare(&format!("SELECT 1 FROM {table} WHERE name = ?1"))?;
        let mut free = name.to_owned();
        for number in 2.. {
            if !taken.exists([&free])? {
                break;
            }
            free = format!("{name}-{number}");
        }
        Ok(free)
    }

    /// Takes out where documents were found, as far as it was with this outlet, and what they are called by it.
    fn drop_outlet(&mut self, outlet: i64) -> Result<(), Error> {
        let first = "SELECT document FROM source s WHERE outlet = ?1 AND id = (SELECT min(id) FROM source f WHERE f.document = s.document)";
        let other = |column: &str| {
            format!("(SELECT {column} FROM source s WHERE s.document = document.id AND s.outlet IS NOT ?1 ORDER BY s.id LIMIT 1)")
        };
        let called: Vec<i64> = {
            let mut list = self.connection.prepare(first)?;
            list.query_map([outlet], |row| row.get(0))?.collect::<Result<_, _>>()?
        };
        for document in called {
            let name = self.free_name("document", &format!("document-{document}"))?;
            self.connection.execute("UPDATE document SET name = ?2 WHERE id = ?1", (document, name))?;
        }
        for sql in [
            "UPDATE log SET says = 'left out', why = NULL WHERE id IN (SELECT since FROM source WHERE outlet = ?1)
               OR id IN (SELECT since FROM mark WHERE outlet = ?1 UNION SELECT until FROM mark WHERE outlet = ?1)"
                .to_owned(),
            format!("UPDATE log SET says = 'left out' WHERE item IN (SELECT 'd' || document FROM ({first}))"),
            format!("UPDATE text SET way_back = NULL WHERE document IN ({first})"),
            // A day that stands in the text itself is not the outlet's.
            format!(
                "UPDATE document SET published = NULL, published_basis = NULL, day = NULL
                 WHERE id IN ({first}) AND published_basis IS NOT 'dateline' AND published IS NOT {}",
                other("s.published")
            ),
            format!("UPDATE document SET title = {} WHERE id IN ({first})", other("s.title")),
            "DELETE FROM source WHERE outlet = ?1".to_owned(),
            "DELETE FROM mark WHERE outlet = ?1".to_owned(),
        ] {
            self.connection.execute(&sql, [outlet])?;
        }
        Ok(())
    }

    pub(crate) fn rows<A: rusqlite::types::FromSql, B: rusqlite::types::FromSql>(&self, sql: &str) -> Result<Vec<(A, B)>, Error> {
        let mut list = self.connection.prepare(sql)?;
        let rows = list.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The id of a measure of the user's own, where it has a word of a name.
fn masked_measure(id: &str, names: &[Name]) -> String {
    if Measures::embedded().get(&evidence::MeasureId(id.to_owned())).is_some() {
        return id.to_owned();
    }
    // A name in full goes as one, then each word of one.
    let words = |word: &str| match word.strip_suffix('-') {
        Some(bare) if names.iter().any(|it| it.shares_word(bare)) => format!("{}-", "*".repeat(bare.len())),
        None if names.iter().any(|it| it.shares_word(word)) => "*".repeat(word.len()),
        _ => word.to_owned(),
    };
    replaced(id, names).split_inclusive('-').map(words).collect()
}

/// What a reading says in words of the document: names, ids that are made of them, values, reasons. In `now` are the ids that are others from
/// here on, the same in all readings: those of whoever is named so, and those that have a word of a name, though it be a part of it. Gives
/// those of this reading.
fn masked_reading(reading: &mut evidence::Reading, names: &[Name], now: &mut BTreeMap<ActorId, ActorId>) -> Vec<(ActorId, ActorId)> {
    for actor in &mut reading.actors {
        let name = replaced(&actor.name, names);
        if name != actor.name || names.iter().any(|it| it.shares_word(&actor.id.0)) {
            let number = now.len() + 1;
            now.entry(actor.id.clone()).or_insert_with(|| ActorId(format!("left-out-{number}")));
        }
        actor.name = name;
    }
    let changed = reading.actors.iter().filter_map(|it| Some((it.id.clone(), now.get(&it.id)?.clone()))).collect();
    let id = |id: &mut ActorId| {
        if let Some(other) = now.get(id) {
            id.clone_from(other);
        }
    };
    for actor in &mut reading.actors {
        id(&mut actor.id);
        actor.part_of.iter_mut().for_each(id);
    }
    reading.attributions.iter_mut().filter_map(|it| it.speaker.as_mut()).for_each(id);
    for act in &mut reading.acts {
        let taking = act.actor.iter_mut().chain(&mut act.speaker).chain(&mut act.told_by).chain(&mut act.addressee).chain(&mut act.target);
        taking.for_each(id);
        act.condition.iter_mut().filter_map(|it| it.actor.as_mut()).for_each(id);
        let conditions = act.condition.iter_mut().filter_map(|it| it.measure.as_mut());
        for measure in act.measures.iter_mut().map(|it| &mut it.measure).chain(conditions) {
            measure.0 = masked_measure(&measure.0, names);
        }
        for param in act.measures.iter_mut().flat_map(|it| &mut it.params) {
            param.value = replaced(&param.value, names);
        }
        for reason in &mut act.reasons {
            // A rule may name an id.
            let words = reason.rule.split_inclusive(|c: char| !c.is_alphanumeric() && c != '-').map(|word| {
                let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '-');
                let now = now.get(&ActorId(bare.to_owned())).map_or_else(|| masked_measure(bare, names), |it| it.0.clone());
                format!("{now}{}", &word[bare.len()..])
            });
            reason.rule = replaced(&words.collect::<String>(), names);
        }
    }
    changed
}
