//! Names and documents taken out of a copy that is to be given away. Each name gives way to a mark of the same length, the same wherever
//! the name stood, so that places still hold.
use crate::error::Error;
use crate::pack;
use crate::write::Writing;
use record::view::DocumentKey;

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

/// `[2......]`: as long as the name, with the number of the name where there is room.
fn mask(number: usize, length: usize) -> String {
    let inner = length.saturating_sub(2);
    let digits = number.to_string();
    if digits.len() <= inner { format!("[{digits:.<inner$}]") } else { "*".repeat(length) }
}

/// The places of a name in a text: whole words, whatever their case.
fn places(text: &str, name: &str) -> Vec<usize> {
    let low = |c: u8| c.to_ascii_lowercase();
    let (text_bytes, name_bytes) = (text.as_bytes(), name.as_bytes());
    let mut found = Vec::new();
    if name_bytes.is_empty() || name_bytes.len() > text_bytes.len() {
        return found;
    }
    let mut at = 0;
    while at + name_bytes.len() <= text_bytes.len() {
        let end = at + name_bytes.len();
        let same = text_bytes[at..end].iter().zip(name_bytes).all(|(a, b)| low(*a) == low(*b));
        let whole = |before: Option<char>| before.is_none_or(|c| !c.is_alphanumeric());
        if same
            && text.is_char_boundary(at)
            && text.is_char_boundary(end)
            && whole(text[..at].chars().next_back())
            && whole(text[end..].chars().next())
        {
            found.push(at);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

impl Writing<'_> {
    /// Takes names out of everything, and documents with all that came from them. The longest names first, so that a full name goes as one.
    pub fn redact(&mut self, names: &[String], documents: &[DocumentKey]) -> Result<Vec<Masked>, Error> {
        self.rewritten = true;
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
        self.connection.execute("DELETE FROM original WHERE id NOT IN (SELECT original FROM source WHERE original IS NOT NULL)", [])?;
        self.connection.execute("DELETE FROM outlet WHERE id NOT IN (SELECT outlet FROM source WHERE outlet IS NOT NULL) AND id NOT IN (SELECT outlet FROM mark WHERE outlet IS NOT NULL)", [])?;
        let mut masked: Vec<Masked> = Vec::new();
        for (number, name) in (1..).zip(names) {
            masked.push(Masked { name: name.clone(), mask: mask(number, name.len()), count: 0 });
        }
        masked.sort_by(|a, b| b.name.len().cmp(&a.name.len()).then(a.name.cmp(&b.name)));
        if masked.is_empty() {
            return Ok(masked);
        }
        // Kept files hold the names in a form that cannot be masked; the process file is the user's own.
        self.connection.execute("UPDATE original SET deflated = NULL", [])?;
        self.connection.execute("DELETE FROM process", [])?;
        let texts: Vec<(i64, Vec<u8>)> = self.rows("SELECT document, deflated FROM text")?;
        for (id, deflated) in texts {
            if deflated.is_empty() {
                continue;
            }
            let mut text = pack::inflated_text(&deflated)?;
            for it in &mut masked {
                it.count += places(&text, &it.name).len();
                text = replaced(&text, it);
            }
            let document = evidence::Document::new(evidence::About::named("redacted"), text);
            self.connection
                .execute("UPDATE text SET deflated = ?2 WHERE document = ?1", (id, pack::deflated(document.text().as_bytes())?))?;
            self.connection.execute("UPDATE document SET sha256 = ?2 WHERE id = ?1", (id, document.sha256()))?;
        }
        // The way back names the files that a container held.
        let ways: Vec<(i64, Vec<u8>)> = self.rows("SELECT document, way_back FROM text WHERE way_back IS NOT NULL")?;
        for (id, packed) in ways {
            let mut way = pack::unpacked_original(&pack::inflated_text(&packed)?)?;
            for name in &mut way.within {
                *name = masked.iter().fold(name.clone(), |name, it| replaced(&name, it));
            }
            let packed = pack::deflated(pack::original(&way)?.as_bytes())?;
            self.connection.execute("UPDATE text SET way_back = ?2 WHERE document = ?1", (id, packed))?;
        }
        let readings: Vec<(i64, Vec<u8>)> = self.rows("SELECT id, deflated FROM reading")?;
        for (id, deflated) in readings {
            if deflated.is_empty() {
                continue;
            }
            let mut json = pack::inflated_text(&deflated)?;
            for it in &masked {
                json = replaced(&json, it);
                // Ids are made of names: `erik-halvorsen`.
                let id = Masked { name: it.name.replace(' ', "-"), mask: it.mask.clone(), count: 0 };
                json = replaced(&json, &id);
            }
            self.connection.execute("UPDATE reading SET deflated = ?2 WHERE id = ?1", (id, pack::deflated(json.as_bytes())?))?;
        }
        const COLUMNS: &[(&str, &str)] = &[
            ("log", "by"),
            ("log", "says"),
            ("log", "why"),
            ("outlet", "name"),
            ("document", "name"),
            ("document", "title"),
            ("document", "author"),
            ("document", "doubts"),
            ("source", "url"),
            ("source", "title"),
            ("source", "origin"),
            ("actor_label", "name"),
            ("appearance", "name"),
            ("appearance", "local"),
            ("appearance", "title"),
            ("appearance", "reason"),
            ("act", "words"),
            ("original", "path"),
        ];
        for (table, column) in COLUMNS {
            let cells: Vec<(i64, String)> = self.rows(&format!("SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL"))?;
            for (id, cell) in cells {
                let mut now = cell.clone();
                for it in &masked {
                    now = replaced(&now, it);
                    now = replaced(&now, &Masked { name: it.name.replace(' ', "-"), mask: it.mask.clone(), count: 0 });
                }
                if now != cell {
                    self.connection.execute(&format!("UPDATE {table} SET {column} = ?2 WHERE id = ?1"), (id, now))?;
                }
            }
        }
        // Names spelled otherwise and parts of names are forms of an actor that is masked: none of them stays.
        self.connection
            .execute("DELETE FROM actor_form WHERE actor IN (SELECT actor FROM actor_label WHERE name LIKE '[%' OR name LIKE '%*%')", [])?;
        let forms: Vec<(i64, String)> = self.rows("SELECT actor, form FROM actor_form")?;
        for (actor, form) in forms {
            if masked.iter().any(|it| !places(&form, &it.name).is_empty()) {
                self.connection.execute("DELETE FROM actor_form WHERE actor = ?1 AND form = ?2", (actor, form))?;
            }
        }
        let params: Vec<(i64, String)> = self.rows("SELECT act, params FROM act_measure WHERE params <> '{}'")?;
        for (act, cell) in params {
            let now = masked.iter().fold(cell.clone(), |cell, it| replaced(&cell, it));
            if now != cell {
                self.connection.execute("UPDATE act_measure SET params = ?3 WHERE act = ?1 AND params = ?2", (act, cell, now))?;
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
            self.wipe_actor(actor, document)?;
        }
        Ok(())
    }

    /// Takes out what an actor is called by a document that is wiped: all of it where nothing else names it.
    fn wipe_actor(&mut self, actor: i64, document: DocumentKey) -> Result<(), Error> {
        // Whom the process file names is known from there.
        let named: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM appearance WHERE actor = ?1) OR EXISTS (SELECT 1 FROM act_actor WHERE actor = ?1)
               OR EXISTS (SELECT 1 FROM actor_label l JOIN log g ON g.id = l.since WHERE l.actor = ?1 AND g.command = 'init')",
            [actor],
            |row| row.get(0),
        )?;
        if named {
            let brought = "since IN (SELECT id FROM log WHERE item = 'd' || ?2)";
            let elsewhere = "SELECT 1 FROM appearance p WHERE p.actor = ?1";
            for sql in [
                format!(
                    "UPDATE actor_label SET name = (SELECT p.name FROM appearance p WHERE p.actor = ?1 ORDER BY length(p.name) DESC, p.id LIMIT 1)
                     WHERE actor = ?1 AND {brought} AND EXISTS ({elsewhere}) AND NOT EXISTS ({elsewhere} AND p.name = actor_label.name)"
                ),
                format!(
                    "DELETE FROM actor_form WHERE actor = ?1 AND {brought}
                     AND NOT EXISTS ({elsewhere} AND form IN (p.name, p.title || ' ' || p.name))"
                ),
            ] {
                self.connection.execute(&sql, (actor, document.0))?;
            }
            return Ok(());
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
            "UPDATE actor_label SET name = 'left out', kind = 'unnamed', wikidata = NULL, iso = NULL WHERE actor = ?1".to_owned(),
        ] {
            self.connection.execute(&sql, [actor])?;
        }
        Ok(())
    }

    fn rows<A: rusqlite::types::FromSql, B: rusqlite::types::FromSql>(&self, sql: &str) -> Result<Vec<(A, B)>, Error> {
        let mut list = self.connection.prepare(sql)?;
        let rows = list.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn replaced(text: &str, masked: &Masked) -> String {
    let mut out = text.to_owned();
    for at in places(text, &masked.name).into_iter().rev() {
        out.replace_range(at..at + masked.name.len(), &masked.mask);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Masked, mask, places, replaced};

    #[test]
    fn a_mask_is_as_long_as_the_name_and_stands_for_whole_words_alone() {
        assert_eq!(mask(2, 9), "[2......]");
        assert_eq!(mask(12, 3), "***");
        assert_eq!(places("Lind, linden, Lind’s LIND", "Lind"), [0, 14, 23]);
        let masked = Masked { name: "Lind".to_owned(), mask: mask(1, 4), count: 0 };
        assert_eq!(replaced("Ms. Lind said", &masked), "Ms. [1.] said");
    }
}
