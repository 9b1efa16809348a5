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
            // Not even its name, address and place in the log may say what it was.
            self.connection.execute(
                "UPDATE document SET name = 'left out ' || id, sha256 = '', author = NULL, published = NULL, day = NULL WHERE id = ?1",
                [id],
            )?;
            self.connection.execute(
                "UPDATE source SET url = NULL, origin = 'left out', published = NULL, outlet = NULL, original = NULL WHERE document = ?1",
                [id],
            )?;
            self.connection.execute(
                "UPDATE appearance SET name = '', title = NULL, reason = '' WHERE reading IN (SELECT id FROM reading WHERE document = ?1)",
                [id],
            )?;
            self.connection.execute("UPDATE log SET says = 'left out', why = NULL WHERE item = 'd' || ?1", [id])?;
            self.connection.execute(
                "UPDATE log SET says = 'left out', why = NULL WHERE item IN (SELECT 'a' || item FROM act WHERE document = ?1)",
                [id],
            )?;
            self.connection.execute("DELETE FROM link WHERE act IN (SELECT item FROM act WHERE document = ?1) OR first IN (SELECT item FROM act WHERE document = ?1)", [id])?;
            self.connection.execute("DELETE FROM event_day WHERE act IN (SELECT item FROM act WHERE document = ?1)", [id])?;
        }
        self.connection.execute("DELETE FROM original WHERE id NOT IN (SELECT original FROM source WHERE original IS NOT NULL)", [])?;
        self.connection.execute("DELETE FROM outlet WHERE id NOT IN (SELECT outlet FROM source WHERE outlet IS NOT NULL) AND id NOT IN (SELECT outlet FROM mark WHERE outlet IS NOT NULL)", [])?;
        // A name that only what was left out had would still say who was in it.
        self.connection.execute(
            "DELETE FROM actor_form WHERE actor NOT IN (SELECT actor FROM appearance WHERE name <> '') AND actor NOT IN (SELECT actor FROM act_actor x JOIN act a ON a.id = x.act WHERE a.words <> '')
             AND ?1 > 0 AND since NOT IN (SELECT id FROM log WHERE command IN ('init', 'change'))",
            [documents.len() as i64],
        )?;
        self.connection.execute(
            "UPDATE actor_label SET name = 'left out', wikidata = NULL, iso = NULL WHERE ?1 > 0 AND since NOT IN (SELECT id FROM log WHERE command IN ('init', 'change')) AND actor NOT IN (SELECT actor FROM appearance WHERE name <> '')
             AND actor NOT IN (SELECT actor FROM act_actor x JOIN act a ON a.id = x.act WHERE a.words <> '')",
            [documents.len() as i64],
        )?;
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
