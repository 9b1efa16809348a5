//! Documents with their texts, sources, copies, marks, readings and removals.
use crate::error::Error;
use crate::log::stood;
use crate::open::Store;
use crate::pack::{self, Packed};
use crate::search::Query;
use crate::terms::Terms;
use crate::write::Writing;
use evidence::{Date, Doubt, Reading};
use jiff::civil;
use record::history::EntryKey;
use record::mark::Mark;
use record::view::{Document, DocumentKey, DocumentKind, Source, numbered};
use rusqlite::{OptionalExtension as _, Row};
use sha2::{Digest, Sha256};

/// A document to be kept.
#[derive(Clone, Debug)]
pub struct NewDocument<'a> {
    /// The document as it was decoded.
    pub document: &'a evidence::Document,
    /// Report or note.
    pub kind: DocumentKind,
    /// Who wrote it, for a note.
    pub author: Option<&'a str>,
    /// What its bytes and words leave open.
    pub doubts: &'a [Doubt],
    /// The document that it is a copy of.
    pub copy_of: Option<(DocumentKey, f64)>,
}

/// Where a document was found.
#[derive(Clone, Debug)]
pub struct NewSource<'a> {
    /// Who published it.
    pub outlet: Option<&'a str>,
    /// Address.
    pub url: Option<&'a str>,
    /// Headline there.
    pub title: Option<&'a str>,
    /// When.
    pub published: Option<String>,
    /// The file.
    pub origin: &'a str,
    /// The line in it.
    pub line: Option<usize>,
    /// The file itself; see [`Writing::original`].
    pub original: Option<i64>,
}

/// A document that has the same text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SameText {
    /// The document.
    pub key: DocumentKey,
    /// Whether it has been removed since.
    pub removed: bool,
}

const COLUMNS: &str = "d.id, d.name, d.kind, d.title, d.published, d.author, d.sha256, d.copy_of, d.likeness, d.since,
    (SELECT r.since FROM removal r WHERE r.document = d.id AND r.until IS NULL)";

fn document_of(row: &Row<'_>) -> rusqlite::Result<Document> {
    let copy_of = row.get::<_, Option<i64>>(7)?.map(DocumentKey).zip(row.get::<_, Option<f64>>(8)?);
    Ok(Document {
        key: DocumentKey(row.get(0)?),
        name: row.get(1)?,
        kind: if row.get::<_, String>(2)? == "note" { DocumentKind::Note } else { DocumentKind::Report },
        title: row.get(3)?,
        published: row.get::<_, Option<String>>(4)?.and_then(|date| date.parse().ok()),
        author: row.get(5)?,
        sha256: row.get(6)?,
        copy_of,
        sources: Vec::new(),
        mark: Mark::default(),
        n_acts: 0,
        since: EntryKey(row.get(9)?),
        until: row.get::<_, Option<i64>>(10)?.map(EntryKey),
    })
}

impl Writing<'_> {
    /// Keeps a document with its text, ready to be searched and to be found as a copy. Its name gets a number where it is taken, or where
    /// it would be taken for the number of an item (`d1`).
    /// `bands` are those of its [`Runs`](record::copy::Runs).
    pub fn new_document(&mut self, new: &NewDocument<'_>, packed: &Packed, bands: &[u64]) -> Result<(DocumentKey, String), Error> {
        let about = &new.document.about;
        let base = if about.id.0.trim().is_empty() { "document" } else { about.id.0.trim() };
        let mut name = base.to_owned();
        let mut taken = self.connection.prepare_cached("SELECT 1 FROM document WHERE name = ?1")?;
        let mut number = 1;
        while numbered(&name).is_some() || taken.exists([&name])? {
            number += 1;
            name = format!("{base}-{number}");
        }
        drop(taken);
        let published = about.published.as_ref();
        self.connection
            .prepare_cached(
                "INSERT INTO document (name, kind, title, published, published_basis, day, language, author, sha256, length, doubts, copy_of, likeness, since)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute(rusqlite::params![
                name,
                new.kind.as_str(),
                about.title,
                published.map(|it| it.date.to_string()),
                published.map(|it| it.basis.as_str()),
                published.and_then(|it| it.date.day()).map(|day| day.to_string()),
                about.language.code,
                new.author,
                new.document.sha256(),
                new.document.text().len() as i64,
                pack::doubts(new.doubts)?,
                new.copy_of.map(|it| it.0.0),
                new.copy_of.map(|it| it.1),
                self.now(),
            ])?;
        let key = DocumentKey(self.connection.last_insert_rowid());
        self.connection.prepare_cached("INSERT INTO text (document, deflated, way_back) VALUES (?1, ?2, ?3)")?.execute((
            key.0,
            &packed.text,
            &packed.way_back,
        ))?;
        self.index_document(key, about.title.clone().unwrap_or_default(), new.document.text().to_owned())?;
        if !bands.is_empty() {
            let bands: Vec<u8> = bands.iter().flat_map(|band| band.to_be_bytes()).collect();
            self.connection.prepare_cached("INSERT INTO copy_bands (document, bands) VALUES (?1, ?2)")?.execute((key.0, bands))?;
        }
        Ok((key, name))
    }

    /// Keeps where a document was found.
    pub fn new_source(&mut self, document: DocumentKey, new: &NewSource<'_>) -> Result<(), Error> {
        let outlet = new.outlet.map(|name| self.outlet(name)).transpose()?;
        self.connection
            .prepare_cached(
                "INSERT INTO source (document, outlet, url, title, published, origin, line, original, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(rusqlite::params![
                document.0,
                outlet,
                new.url,
                new.title,
                new.published,
                new.origin,
                new.line.map(|it| it as i64),
                new.original,
                self.now()
            ])?;
        self.outlets = None;
        Ok(())
    }

    fn outlet(&self, name: &str) -> Result<i64, Error> {
        if let Some(id) = self.outlet_named(name)? {
            return Ok(id);
        }
        self.connection.prepare_cached("INSERT INTO outlet (name) VALUES (?1)")?.execute([name])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Keeps the bytes of a file, deflated, or where not `keep` only its path and hash. Many documents may come out of one file: it is kept
    /// once.
    pub fn original(&mut self, path: &str, bytes: &[u8], keep: bool) -> Result<i64, Error> {
        let sha256 = sha256(bytes);
        let known: Option<i64> = self
            .connection
            .prepare_cached("SELECT id FROM original WHERE sha256 = ?1")?
            .query_row([&sha256], |row| row.get(0))
            .optional()?;
        if let Some(id) = known {
            return Ok(id);
        }
        let deflated = keep.then(|| pack::deflated(bytes)).transpose()?;
        self.connection.prepare_cached("INSERT INTO original (sha256, path, length, deflated) VALUES (?1, ?2, ?3, ?4)")?.execute((
            sha256,
            path,
            bytes.len() as i64,
            deflated,
        ))?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Removes a document: its name, hash and history stay. With `erase` its words go for good, in every version.
    pub fn remove(&mut self, document: DocumentKey, erase: bool) -> Result<(), Error> {
        let now = self.now();
        self.connection.execute("INSERT INTO removal (document, erased, since) VALUES (?1, ?2, ?3)", (document.0, erase, now))?;
        self.unsearch(document)?;
        if erase {
            self.rewritten = true;
            self.connection.pragma_update(None, "secure_delete", true)?;
            let id = document.0;
            self.connection.execute("UPDATE text SET deflated = x'', way_back = NULL WHERE document = ?1", [id])?;
            self.wipe(document)?;
            // Its words are in there, whatever else came out of it.
            self.connection
                .execute("UPDATE original SET deflated = NULL WHERE id IN (SELECT original FROM source WHERE document = ?1)", [id])?;
            self.connection.execute("DELETE FROM copy_bands WHERE document = ?1", [id])?;
        }
        Ok(())
    }

    /// Writes the search indexes anew, so that no word of what was taken out is left in them. Takes as long as they are large.
    pub fn forget(&mut self) -> Result<(), Error> {
        self.index()?;
        self.connection.execute_batch(
            "INSERT INTO act_search (act_search) VALUES ('optimize'); INSERT INTO document_search (document_search) VALUES ('optimize');",
        )?;
        Ok(())
    }

    /// Marks a document.
    pub fn mark_document(&mut self, document: DocumentKey, mark: &Mark) -> Result<(), Error> {
        self.mark("document", document.0, mark)
    }

    /// Marks a source: all that it published, now and later.
    pub fn mark_outlet(&mut self, name: &str, mark: &Mark) -> Result<(), Error> {
        let id = self.outlet(name)?;
        self.mark("outlet", id, mark)
    }

    fn mark(&mut self, column: &str, id: i64, mark: &Mark) -> Result<(), Error> {
        let now = self.now();
        self.connection.execute(&format!("UPDATE mark SET until = ?2 WHERE {column} = ?1 AND until IS NULL"), (id, now))?;
        self.connection.execute(
            &format!("INSERT INTO mark ({column}, handling, reliability, credibility, since) VALUES (?1, ?2, ?3, ?4, ?5)"),
            (id, mark.handling.as_ref().map(ToString::to_string), mark.reliability.map(|it| it.to_string()), mark.credibility, now),
        )?;
        Ok(())
    }

    /// Keeps a reading of a document; the one before it is kept too and ends here.
    pub fn new_reading(&mut self, document: DocumentKey, reader: &str, packed: &Packed) -> Result<i64, Error> {
        let now = self.now();
        // Asked first: an UPDATE has the search index written out, whether or not there is anything to update.
        if self.connection.prepare_cached("SELECT 1 FROM reading WHERE document = ?1 AND until IS NULL")?.exists([document.0])? {
            self.connection
                .prepare_cached("UPDATE reading SET until = ?2 WHERE document = ?1 AND until IS NULL")?
                .execute((document.0, now))?;
        }
        self.connection.prepare_cached("INSERT INTO reading (document, reader, deflated, since) VALUES (?1, ?2, ?3, ?4)")?.execute((
            document.0,
            reader,
            &packed.reading,
            now,
        ))?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Keeps a process file; the newest counts.
    pub fn new_process_file(&mut self, toml: &str) -> Result<(), Error> {
        self.connection.execute("INSERT INTO process (toml, since) VALUES (?1, ?2)", (toml, self.now()))?;
        Ok(())
    }
}

impl Store {
    /// The newest process file.
    pub fn process_file(&self) -> Result<Option<String>, Error> {
        self.process_file_at(None)
    }

    /// The newest process file that was known at an entry.
    pub fn process_file_at(&self, at: Option<EntryKey>) -> Result<Option<String>, Error> {
        let at = at.map_or(i64::MAX, |at| at.0);
        let mut get = self.connection.prepare_cached("SELECT toml FROM process WHERE since <= ?1 ORDER BY id DESC LIMIT 1")?;
        Ok(get.query_row([at], |row| row.get(0)).optional()?)
    }

    /// The number of a source by its name.
    pub fn outlet_named(&self, name: &str) -> Result<Option<i64>, Error> {
        Ok(self.connection.prepare_cached("SELECT id FROM outlet WHERE name = ?1")?.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Whether it is known already that a document was found there.
    pub fn has_source(&self, document: DocumentKey, new: &NewSource<'_>) -> Result<bool, Error> {
        let mut find = self.connection.prepare_cached(
            "SELECT 1 FROM source s LEFT JOIN outlet o ON o.id = s.outlet
             WHERE s.document = ?1 AND o.name IS ?2 AND s.url IS ?3 AND s.origin = ?4 AND s.line IS ?5",
        )?;
        Ok(find.exists(rusqlite::params![document.0, new.outlet, new.url, new.origin, new.line.map(|it| it as i64)])?)
    }

    /// The report with exactly this text, if there is one.
    pub fn with_text(&self, sha256: &str) -> Result<Option<SameText>, Error> {
        let mut find = self.connection.prepare_cached(
            "SELECT d.id, EXISTS (SELECT 1 FROM removal r WHERE r.document = d.id AND r.until IS NULL)
             FROM document d WHERE d.sha256 = ?1 AND d.kind = 'report' ORDER BY 2, 1 LIMIT 1",
        )?;
        Ok(find.query_row([sha256], |row| Ok(SameText { key: DocumentKey(row.get(0)?), removed: row.get(1)? })).optional()?)
    }

    /// The note with exactly this text, of this author and date, if there is one that was not removed.
    pub fn same_note(&self, note: &evidence::Document, author: Option<&str>) -> Result<Option<DocumentKey>, Error> {
        let mut find = self.connection.prepare_cached(
            "SELECT d.id FROM document d WHERE d.sha256 = ?1 AND d.kind = 'note' AND d.author IS ?2 AND d.published IS ?3
             AND NOT EXISTS (SELECT 1 FROM removal r WHERE r.document = d.id AND r.until IS NULL) ORDER BY 1 LIMIT 1",
        )?;
        let published = note.about.published.as_ref().map(|it| it.date.to_string());
        Ok(find.query_row((note.sha256(), author, published), |row| row.get(0).map(DocumentKey)).optional()?)
    }

    /// The bands of all documents that came after one, in the order in which they came; of none that is too short or erased.
    pub fn bands_after(&self, document: DocumentKey) -> Result<Vec<(DocumentKey, Vec<u64>)>, Error> {
        let mut list = self.connection.prepare_cached("SELECT document, bands FROM copy_bands WHERE document > ?1 ORDER BY document")?;
        let mut rows = list.query([document.0])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let bands = row.get_ref(1)?.as_blob().map_err(|e| Error::Damaged { says: format!("the bands of a document: {e}") })?;
            let bands = bands.chunks_exact(8).filter_map(|it| it.try_into().ok()).map(u64::from_be_bytes).collect();
            found.push((DocumentKey(row.get(0)?), bands));
        }
        Ok(found)
    }

    /// The text of a document; an error where it was erased.
    pub fn text(&self, document: DocumentKey) -> Result<String, Error> {
        let mut get = self.connection.prepare_cached("SELECT deflated FROM text WHERE document = ?1")?;
        let deflated: Option<Vec<u8>> = get.query_row([document.0], |row| row.get(0)).optional()?;
        match deflated {
            Some(deflated) if !deflated.is_empty() => pack::inflated_text(&deflated),
            Some(_) => Err(Error::asked(format!("the words of {document} were erased"), "`armistice log` says when, by whom and why")),
            None => Err(Error::asked(format!("there is no document {document}"), "`armistice list` shows which there are")),
        }
    }

    /// The document as it was read, for what shows it.
    pub fn evidence(&self, document: DocumentKey) -> Result<(evidence::Document, Vec<Doubt>), Error> {
        let text = self.text(document)?;
        let (about, doubts) = self.about(document)?;
        let again = evidence::Document::new(about, text);
        let again = match self.way_back(document)? {
            Some(original) => again.with_original(original),
            None => again,
        };
        Ok((again, pack::unpacked_doubts(&doubts)?))
    }

    /// What is known about a document besides its words, and its doubts as they are kept.
    pub(crate) fn about(&self, document: DocumentKey) -> Result<(evidence::About, String), Error> {
        let mut get = self.connection.prepare_cached(
            "SELECT name, title, published, published_basis, language, doubts,
               (SELECT o.name FROM source s JOIN outlet o ON o.id = s.outlet WHERE s.document = d.id ORDER BY s.id LIMIT 1),
               (SELECT s.url FROM source s WHERE s.document = d.id ORDER BY s.outlet IS NULL, s.outlet IS NULL AND s.url IS NULL, s.id LIMIT 1)
             FROM document d WHERE id = ?1",
        )?;
        Ok(get.query_row([document.0], |row| {
            let mut about = evidence::About::named(row.get::<_, String>(0)?);
            about.title = row.get(1)?;
            let date = row.get::<_, Option<String>>(2)?.and_then(|date| date.parse::<Date>().ok());
            let basis = row.get::<_, Option<String>>(3)?;
            about.published = date.zip(basis.and_then(|it| basis_of(&it))).map(|(date, basis)| evidence::Published { date, basis });
            about.language = evidence::Language { code: row.get(4)? };
            about.source = row.get(6)?;
            about.url = row.get(7)?;
            Ok((about, row.get::<_, String>(5)?))
        })?)
    }

    /// Where the words of a document stood in the file as it was given; `None` where its text is the file, or where that is not known.
    pub fn way_back(&self, document: DocumentKey) -> Result<Option<evidence::Original>, Error> {
        let mut get = self.connection.prepare_cached("SELECT way_back FROM text WHERE document = ?1")?;
        let packed: Option<Vec<u8>> = get.query_row([document.0], |row| row.get(0)).optional()?.flatten();
        packed.map(|it| pack::unpacked_original(&pack::inflated_text(&it)?)).transpose()
    }

    /// The newest reading of a document, as a machine made it, with the reader that did.
    pub fn newest_reading(&self, document: DocumentKey) -> Result<Option<(i64, String, Reading)>, Error> {
        let mut get = self.connection.prepare_cached("SELECT id, reader, deflated FROM reading WHERE document = ?1 AND until IS NULL")?;
        let found: Option<(i64, String, Vec<u8>)> =
            get.query_row([document.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
        match found {
            Some((id, reader, deflated)) if !deflated.is_empty() => Ok(Some((id, reader, pack::unpacked_reading(&deflated)?))),
            _ => Ok(None),
        }
    }

    /// Documents by number, from the first after `after` on, at most so many; as known at an entry, removed ones left out.
    pub fn documents(&self, at: Option<EntryKey>, after: DocumentKey, most: usize) -> Result<Vec<Document>, Error> {
        let known = at.map_or_else(String::new, |at| format!("AND d.since <= {}", at.0));
        let mut list = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM document d WHERE d.id > ?1 {known}
               AND NOT EXISTS (SELECT 1 FROM removal r WHERE r.document = d.id AND {}) ORDER BY d.id LIMIT ?2",
            stood("r", at)
        ))?;
        let documents = list.query_map((after.0, most as i64), document_of)?.collect::<Result<Vec<_>, _>>()?;
        documents.into_iter().map(|document| self.filled(document, at)).collect()
    }

    /// The kept files that these documents came out of and others too, by their paths.
    pub fn shared_originals(&self, documents: &[DocumentKey]) -> Result<Vec<String>, Error> {
        let list = documents.iter().map(|it| it.0.to_string()).collect::<Vec<_>>().join(", ");
        let mut list = self.connection.prepare(&format!(
            "SELECT o.path FROM original o WHERE o.deflated IS NOT NULL AND o.id IN (SELECT original FROM source WHERE document IN ({list}))
             AND o.id IN (SELECT s.original FROM source s WHERE s.document NOT IN ({list})) ORDER BY o.id"
        ))?;
        Ok(list.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// The documents that are removed now, erased ones with the others.
    pub fn removed_documents(&self) -> Result<Vec<DocumentKey>, Error> {
        let mut list = self.connection.prepare_cached("SELECT DISTINCT document FROM removal WHERE until IS NULL ORDER BY document")?;
        Ok(list.query_map([], |row| row.get(0).map(DocumentKey))?.collect::<Result<_, _>>()?)
    }

    /// One document, removed or not, by number or name; `None` where there is none. What is written as a number of an item is never a name.
    pub fn document(&self, name: &str, at: Option<EntryKey>) -> Result<Option<Document>, Error> {
        let found = match numbered(name) {
            Some(('d', number)) => {
                let mut get = self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM document d WHERE d.id = ?1"))?;
                get.query_row([number], document_of).optional()?
            }
            Some(_) => None,
            None => {
                let mut get = self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM document d WHERE d.name = ?1"))?;
                get.query_row([name], document_of).optional()?
            }
        };
        found.filter(|it| at.is_none_or(|at| it.since <= at)).map(|document| self.filled(document, at)).transpose()
    }

    /// The number of the document of exactly this name, whatever the name looks like.
    pub fn document_called(&self, name: &str) -> Result<Option<DocumentKey>, Error> {
        let mut get = self.connection.prepare_cached("SELECT id FROM document WHERE name = ?1")?;
        Ok(get.query_row([name], |row| row.get(0).map(DocumentKey)).optional()?)
    }

    /// The document that a document is a copy of; as it was known at an entry.
    pub fn copy_of(&self, document: DocumentKey, at: Option<EntryKey>) -> Result<Option<DocumentKey>, Error> {
        let known = at.map_or_else(String::new, |at| format!("AND since <= {}", at.0));
        let mut get =
            self.connection.prepare_cached(&format!("SELECT copy_of FROM document WHERE id = ?1 AND copy_of IS NOT NULL {known}"))?;
        Ok(get.query_row([document.0], |row| row.get(0).map(DocumentKey)).optional()?)
    }

    fn filled(&self, mut document: Document, at: Option<EntryKey>) -> Result<Document, Error> {
        let known = at.map_or_else(String::new, |at| format!("AND s.since <= {}", at.0));
        let mut list = self.connection.prepare_cached(&format!(
            "SELECT o.name, s.url, s.title, s.published, s.origin, s.since, s.outlet FROM source s LEFT JOIN outlet o ON o.id = s.outlet
             WHERE s.document = ?1 {known} ORDER BY s.id"
        ))?;
        let mut rows = list.query([document.key.0])?;
        let mut mark = self.mark_of("document", document.key.0, at)?;
        while let Some(row) = rows.next()? {
            document.sources.push(Source {
                outlet: row.get(0)?,
                url: row.get(1)?,
                title: row.get(2)?,
                published: row.get(3)?,
                origin: row.get(4)?,
                since: EntryKey(row.get(5)?),
            });
            if let Some(outlet) = row.get::<_, Option<i64>>(6)? {
                mark = mark.with(self.mark_of("outlet", outlet, at)?);
            }
        }
        document.mark = mark;
        let mut count = self.connection.prepare_cached(&format!(
            "SELECT count(*) FROM act a WHERE a.document = ?1 AND a.state <> 'rejected' AND {}",
            stood("a", at)
        ))?;
        document.n_acts = count.query_row([document.key.0], |row| row.get::<_, i64>(0))?.try_into().unwrap_or(0);
        Ok(document)
    }

    fn mark_of(&self, column: &str, id: i64, at: Option<EntryKey>) -> Result<Mark, Error> {
        let mut get = self.connection.prepare_cached(&format!(
            "SELECT m.handling, m.reliability, m.credibility FROM mark m WHERE m.{column} = ?1 AND {}",
            stood("m", at)
        ))?;
        let mark = get
            .query_row([id], |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, Option<u8>>(2)?)))
            .optional()?;
        let Some((handling, reliability, credibility)) = mark else { return Ok(Mark::default()) };
        let handling = handling.map(|it| it.parse()).transpose().map_err(|says| Error::Damaged { says })?;
        Ok(Mark { handling, reliability: reliability.and_then(|it| it.chars().next()), credibility })
    }

    /// The mark of a document with those of its sources, as they stand now.
    pub(crate) fn whole_mark(&self, document: DocumentKey) -> Result<Mark, Error> {
        let mut mark = self.own_mark(document)?;
        let mut outlets =
            self.connection.prepare_cached("SELECT outlet FROM source WHERE document = ?1 AND outlet IS NOT NULL ORDER BY id")?;
        let mut rows = outlets.query([document.0])?;
        while let Some(row) = rows.next()? {
            mark = mark.with(self.mark_of("outlet", row.get(0)?, None)?);
        }
        Ok(mark)
    }

    /// Whether a file that a document came out of is kept.
    pub fn keeps_original(&self, document: DocumentKey) -> Result<bool, Error> {
        let mut kept = self.connection.prepare_cached(
            "SELECT 1 FROM source s JOIN original o ON o.id = s.original WHERE s.document = ?1 AND o.deflated IS NOT NULL",
        )?;
        Ok(kept.exists([document.0])?)
    }

    /// The mark of a document itself, without those of its sources.
    pub fn own_mark(&self, document: DocumentKey) -> Result<Mark, Error> {
        self.mark_of("document", document.0, None)
    }

    /// The mark of a source; nothing where there is no such source.
    pub fn outlet_mark(&self, name: &str) -> Result<Mark, Error> {
        self.outlet_named(name)?.map_or_else(|| Ok(Mark::default()), |id| self.mark_of("outlet", id, None))
    }

    /// The sources by name, with their marks and how many documents each has, removed ones left out: those that have one or a mark, as known
    /// at an entry.
    pub fn outlets(&self, at: Option<EntryKey>) -> Result<Vec<(String, Mark, usize)>, Error> {
        let known = at.map_or_else(String::new, |at| format!("AND s.since <= {}", at.0));
        let removed = format!("EXISTS (SELECT 1 FROM removal r WHERE r.document = s.document AND {})", stood("r", at));
        let mut list = self.connection.prepare_cached(&format!(
            "SELECT o.name, o.id, (SELECT count(DISTINCT s.document) FROM source s WHERE s.outlet = o.id {known} AND NOT {removed}) AS n
             FROM outlet o WHERE n > 0 OR EXISTS (SELECT 1 FROM mark m WHERE m.outlet = o.id AND {}) ORDER BY o.name",
            stood("m", at)
        ))?;
        let rows = list.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)))?;
        rows.map(|row| {
            let (name, id, count) = row?;
            Ok((name, self.mark_of("outlet", id, at)?, count.try_into().unwrap_or(0)))
        })
        .collect()
    }

    /// Originals of a document: path, SHA-256, and the bytes where they are kept.
    #[expect(clippy::type_complexity, reason = "three columns of a row")]
    pub fn originals(&self, document: DocumentKey) -> Result<Vec<(String, String, Option<Vec<u8>>)>, Error> {
        let mut list = self.connection.prepare_cached(
            "SELECT DISTINCT o.path, o.sha256, o.deflated FROM source s JOIN original o ON o.id = s.original WHERE s.document = ?1",
        )?;
        let rows = list.query_map([document.0], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<Vec<u8>>>(2)?)))?;
        rows.map(|row| {
            let (path, sha256, deflated) = row?;
            Ok((path, sha256, deflated.map(|it| pack::inflated(&it)).transpose()?))
        })
        .collect()
    }

    /// Documents whose title or text has these words (the query of a user), the newest first: of those that a source published, in a
    /// stretch of days, as known at an entry. Nothing else of the query is asked.
    pub fn search_documents(&self, query: &Query, most: usize) -> Result<Vec<Document>, Error> {
        let Some(asked) = Terms::asked(&query.words)? else { return Ok(Vec::new()) };
        let Some(words) = asked.full_text() else { return Ok(Vec::new()) };
        let at = query.at;
        let mut conditions = vec![format!("NOT EXISTS (SELECT 1 FROM removal r WHERE r.document = d.id AND {})", stood("r", at))];
        let known = |alias: &str| at.map_or_else(|| "1".to_owned(), |at| format!("{alias}.since <= {}", at.0));
        conditions.push(known("d"));
        if let Some(outlet) = query.outlet {
            conditions.push(format!("EXISTS (SELECT 1 FROM source s WHERE s.document = d.id AND s.outlet = {outlet} AND {})", known("s")));
        }
        conditions.extend(query.document.map(|document| format!("d.id = {}", document.0)));
        conditions.extend(query.from.map(|from| format!("d.day >= '{from}'")));
        conditions.extend(query.to.map(|to| format!("d.day <= '{to}'")));
        let conditions = conditions.join(" AND ");
        let mut list = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM document_search s JOIN document d ON d.id = s.rowid WHERE document_search MATCH ?1 AND {conditions}
             ORDER BY s.rowid DESC LIMIT ?2"
        ))?;
        let mut documents = list.query_map((words, most as i64), document_of)?.collect::<Result<Vec<_>, _>>()?;
        if at.is_some() {
            // The index is of now: what was removed since is gone through.
            let mut list = self.connection.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM document d WHERE EXISTS (SELECT 1 FROM removal r WHERE r.document = d.id AND r.until IS NULL)
                 AND NOT EXISTS (SELECT 1 FROM removal e WHERE e.document = d.id AND e.until IS NULL AND e.erased = 1) AND {conditions} ORDER BY d.id DESC"
            ))?;
            let removed = list.query_map([], document_of)?.collect::<Result<Vec<_>, _>>()?;
            for document in removed {
                let text = format!("{} {}", document.title.as_deref().unwrap_or_default(), self.text(document.key)?);
                if asked.are_in(&text) {
                    documents.push(document);
                }
            }
            documents.sort_by_key(|it| std::cmp::Reverse(it.key));
            documents.truncate(most);
        }
        documents.into_iter().map(|document| self.filled(document, at)).collect()
    }

    /// The numbers of the documents that [`Self::search_documents`] gives for words alone: a hundredth of the time, for whoever has the
    /// documents.
    pub fn search_document_keys(&self, words: &str, most: usize) -> Result<Vec<DocumentKey>, Error> {
        let Some(query) = Terms::of(words).full_text() else { return Ok(Vec::new()) };
        let mut list = self
            .connection
            .prepare_cached("SELECT s.rowid FROM document_search s WHERE document_search MATCH ?1 ORDER BY s.rowid DESC LIMIT ?2")?;
        Ok(list.query_map((query, most as i64), |row| row.get(0).map(DocumentKey))?.collect::<Result<_, _>>()?)
    }

    /// How many reports, notes, acts, actors there are, now or as known at an entry.
    pub fn counts(&self, at: Option<EntryKey>) -> Result<[usize; 4], Error> {
        let count = |sql: &str| -> Result<usize, Error> {
            Ok(self.connection.query_row(sql, [], |row| row.get::<_, i64>(0))?.try_into().unwrap_or(0))
        };
        let known = |alias: &str| at.map_or_else(|| "1".to_owned(), |at| format!("{alias}.since <= {}", at.0));
        let standing = format!("{} AND NOT EXISTS (SELECT 1 FROM removal r WHERE r.document = d.id AND {})", known("d"), stood("r", at));
        let mut gone = 0;
        for actor in self.only_in_removed(at)? {
            gone += usize::from(self.actor_name_at(actor, at)?.is_some());
        }
        Ok([
            count(&format!("SELECT count(*) FROM document d WHERE kind = 'report' AND {standing}"))?,
            count(&format!("SELECT count(*) FROM document d WHERE kind = 'note' AND {standing}"))?,
            match at {
                // By indexes: the acts themselves with their words are most of the file.
                None => count(
                    "SELECT (SELECT count(*) FROM act) - (SELECT count(*) FROM act INDEXED BY act_until WHERE until IS NOT NULL)
                       - (SELECT count(*) FROM act INDEXED BY act_person WHERE state = 'rejected' AND state <> 'unconfirmed' AND until IS NULL)
                       - (SELECT count(*) FROM act a WHERE until IS NULL AND state <> 'rejected'
                          AND document IN (SELECT document FROM removal WHERE until IS NULL))",
                )?,
                Some(_) => count(&format!(
                    "SELECT count(*) FROM act a WHERE a.state <> 'rejected' AND {}
                       AND NOT EXISTS (SELECT 1 FROM removal r WHERE r.document = a.document AND {})",
                    stood("a", at),
                    stood("r", at)
                ))?,
            },
            // Whom a split made is nobody where it was taken back.
            count(&format!(
                "SELECT count(*) - {gone} FROM actor a WHERE {} AND EXISTS (SELECT 1 FROM actor_label l WHERE l.actor = a.id AND {})
                   AND NOT EXISTS (SELECT 1 FROM actor_merge m WHERE m.actor = a.id AND {})",
                known("a"),
                stood("l", at),
                stood("m", at)
            ))?,
        ])
    }

    /// The days of the documents, first and last.
    pub fn days(&self) -> Result<Option<(civil::Date, civil::Date)>, Error> {
        let days: (Option<String>, Option<String>) =
            self.connection.query_row("SELECT min(day), max(day) FROM document", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let parsed = |it: Option<String>| it.and_then(|it| it.parse().ok());
        Ok(parsed(days.0).zip(parsed(days.1)))
    }
}

fn basis_of(word: &str) -> Option<evidence::DateBasis> {
    use evidence::DateBasis::{Dateline, FileName, FrontMatter, Metadata};
    [Metadata, FrontMatter, Dateline, FileName].into_iter().find(|basis| basis.as_str() == word)
}

/// In lower-case hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
