//! A Word document made text: paragraphs, table rows on a line with tabs between the cells, footnotes and endnotes at the end. Of
//! tracked changes, what was put in is text; what was deleted is not, and a doubt says which words. Headers, footers, comments and
//! drawings are left out.
use super::budget::{Budget, Failed};
use super::metadata::{Metadata, said};
use super::unreadable::Why;
use super::xml::{self, Node};
use super::{Extract, Kind, encoding};
use evidence::{Doubt, DoubtKind, Format, Original, Place, Span, Spot, Stretch};
use std::io::Cursor;
use zip::ZipArchive;

/// What a ZIP archive is.
pub(super) enum Family {
    /// A Word document.
    Word,
    /// A document that is not read.
    Other(&'static str),
    /// An archive of files.
    Archive,
}

/// How much of deleted words a doubt repeats, in characters.
const REPEATED: usize = 400;

/// Tells what a ZIP archive is by the files in it.
pub(super) fn family(bytes: &[u8]) -> Family {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return Family::Archive };
    let has = |name: &str| archive.index_for_name(name).is_some();
    // Some programs call the text `document2.xml`; what it is called stands in another part.
    let has_text = || archive.file_names().flatten().any(|name| name.starts_with("word/document") && name.ends_with(".xml"));
    if has("word/document.xml") || (has("[Content_Types].xml") && has_text()) {
        Family::Word
    } else if has("xl/workbook.xml") {
        Family::Other("a spreadsheet (Excel)")
    } else if has("ppt/presentation.xml") {
        Family::Other("a presentation (PowerPoint)")
    } else if has("META-INF/container.xml") && has("mimetype") {
        Family::Other("an e-book (EPUB)")
    } else if has("content.xml") && has("mimetype") {
        Family::Other("an OpenDocument file")
    } else {
        Family::Archive
    }
}

/// The text of a Word document.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Extract, Why> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
    let has_twins = archive.has_duplicate_names();
    let mut part = |name: &str| -> Result<Option<String>, Why> {
        let Some(index) = archive.index_for_name(name) else { return Ok(None) };
        let mut file = archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(says) if says.to_ascii_lowercase().contains("password") => {
                Why::Encrypted { format: "Word document" }
            }
            error => damaged(format!("{name}: {error}")),
        })?;
        let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX).min(bytes.len());
        let xml = match budget.unpack(packed, &mut file) {
            Ok(xml) => xml,
            Err(Failed::Limit(why)) => return Err(why),
            // What came out before the damage is read.
            Err(Failed::Broken(_, xml)) => xml,
        };
        encoding::decode(&xml, Kind::Feed).map(Some)
    };
    let (main, notes) = names(&mut part);
    let Some(document) = part(&main)? else { return Err(damaged("it has no text part".to_owned())) };
    let mut writer = Writer::default();
    let broken = xml::each(&document, &mut |node| writer.node(&node)).err();
    writer.end_paragraph();
    if has_twins {
        writer.missing.push("parts of it have the same name, of which one is read; it may be made to do harm".to_owned());
    }
    for notes in notes {
        // Without its notes the document is still worth reading; that they are missing is said below.
        match part(&notes) {
            Ok(Some(xml)) => {
                writer.in_notes = true;
                if let Err(says) = xml::each(&xml, &mut |node| writer.node(&node)) {
                    writer.missing.push(format!("its notes are damaged: {says}"));
                }
                writer.end_paragraph();
            }
            Ok(None) => {}
            Err(why) => writer.missing.push(format!("its notes could not be read: {why}")),
        }
    }
    let mut about = Metadata::default();
    if let Ok(Some(core)) = part("docProps/core.xml") {
        properties(&core, &mut about);
    }
    writer.into_extract(about, broken)
}

/// What the parts with the text and with the notes are called.
fn names(part: &mut dyn FnMut(&str) -> Result<Option<String>, Why>) -> (String, Vec<String>) {
    let mut main = "word/document.xml".to_owned();
    if let Ok(Some(relations)) = part("_rels/.rels") {
        related(&relations, "/officeDocument", &mut |target| main = target.trim_start_matches('/').to_owned());
    }
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let mut notes = ["footnotes", "endnotes"].map(|kind| format!("{folder}/{kind}.xml"));
    if let Ok(Some(relations)) = part(&format!("{folder}/_rels/{file}.rels")) {
        for (name, kind) in notes.iter_mut().zip(["/footnotes", "/endnotes"]) {
            related(&relations, kind, &mut |target| {
                *name = target.strip_prefix('/').map_or_else(|| format!("{folder}/{target}"), str::to_owned);
            });
        }
    }
    (main, notes.into())
}

/// Hands on what a part is related to in this way.
fn related(relations: &str, kind: &str, take: &mut dyn FnMut(&str)) {
    // Where it is broken, the usual names are tried.
    let _ = xml::each(relations, &mut |node| {
        if let Node::Open("Relationship", attributes) = node
            && attributes.get("Type").is_some_and(|found| found.ends_with(kind))
            && let Some(target) = attributes.get("Target")
        {
            take(&target);
        }
    });
}

fn damaged(says: String) -> Why {
    Why::Damaged { format: "Word document", says }
}

/// What the file says of itself.
fn properties(core: &str, about: &mut Metadata) {
    // The day on which the file was made is often that of its template, and no date of the report.
    let mut open = String::new();
    let _ = xml::each(core, &mut |node| match node {
        Node::Open(name, _) => open = name.to_owned(),
        Node::Close(_) => open.clear(),
        Node::Words(words) if open == "dc:title" => about.title = said(&words),
        Node::Words(_) => {}
    });
}

#[derive(Default)]
struct Writer {
    out: String,
    stretches: Vec<Stretch>,
    /// The paragraphs that are open: one, and those of text boxes within it.
    open: Vec<Paragraph>,
    /// How many paragraphs and notes there were.
    paragraphs: u32,
    notes: u32,
    in_notes: bool,
    /// In a note that says something (not the line that sets notes off).
    note: Option<u32>,
    /// The rows of tables that are open, each with its cells.
    rows: Vec<Row>,
    deleting: usize,
    /// In words that were moved away: they stand elsewhere too.
    moving: usize,
    /// In what is only there for older programs.
    fallback: usize,
    in_words: bool,
    /// Words deleted since the last paragraph's end.
    deleted: String,
    deletions: Vec<(usize, String)>,
    pictures: usize,
    missing: Vec<String>,
    /// Whether what was written last was a row.
    after_row: bool,
    headline: Option<String>,
}

#[derive(Default)]
struct Paragraph {
    words: String,
    number: u32,
    is_title: bool,
}

#[derive(Default)]
struct Row {
    cells: Vec<String>,
    number: u32,
}

impl Writer {
    fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Open("mc:Fallback", _) => self.fallback += 1,
            Node::Close("mc:Fallback") => self.fallback = self.fallback.saturating_sub(1),
            _ if self.fallback > 0 => {}
            Node::Open(name, attributes) => match *name {
                "w:p" => {
                    self.paragraphs += u32::from(!self.in_notes);
                    self.open.push(Paragraph { number: self.paragraphs, ..Paragraph::default() });
                }
                "w:pStyle" => {
                    let style = attributes.get("w:val").unwrap_or_default();
                    if let Some(paragraph) = self.open.last_mut() {
                        paragraph.is_title = matches!(style.as_str(), "Title" | "Heading1" | "Titel" | "berschrift1");
                    }
                }
                "w:t" | "m:t" | "w:delText" => self.in_words = true,
                "w:tab" | "w:ptab" => self.say("\t"),
                "w:br" | "w:cr" => self.say("\n"),
                "w:noBreakHyphen" => self.say("-"),
                // Also the mark that a row or a paragraph's end was deleted; that has no words in it.
                "w:del" => self.deleting += 1,
                "w:moveFrom" => self.moving += 1,
                "w:tr" => self.rows.push(Row { number: self.paragraphs + 1, ..Row::default() }),
                "w:tc" => {
                    if let Some(row) = self.rows.last_mut() {
                        row.cells.push(String::new());
                    }
                }
                "w:drawing" | "w:pict" | "w:object" => self.pictures += 1,
                "w:footnote" | "w:endnote" => {
                    let is_line = attributes.get("w:type").is_some_and(|kind| kind != "normal");
                    self.note = (!is_line).then(|| {
                        self.notes += 1;
                        self.notes
                    });
                }
                _ => {}
            },
            Node::Close(name) => match *name {
                "w:p" => self.end_paragraph(),
                "w:t" | "m:t" | "w:delText" => self.in_words = false,
                "w:del" => self.deleting = self.deleting.saturating_sub(1),
                "w:moveFrom" => self.moving = self.moving.saturating_sub(1),
                "w:tr" => self.end_row(),
                "w:footnote" | "w:endnote" => self.note = None,
                _ => {}
            },
            Node::Words(words) if self.in_words => self.say(words),
            Node::Words(_) => {}
        }
    }

    fn say(&mut self, words: &str) {
        if self.moving > 0 {
            return;
        }
        if self.deleting > 0 {
            self.deleted.push_str(words);
        } else if let Some(paragraph) = self.open.last_mut() {
            paragraph.words.push_str(words);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        let words = paragraph.words.trim_matches([' ', '\n', '\t']);
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.cells.last_mut()) {
            // Within a row all is on one line.
            if !words.is_empty() {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.extend(words.chars().map(|c| if c == '\n' { ' ' } else { c }));
            }
            return;
        }
        if paragraph.is_title && self.headline.is_none() {
            self.headline = said(words);
        }
        if self.in_notes && self.note.is_none() {
            return;
        }
        let spot = self.note.map_or(Spot::Paragraph(paragraph.number), Spot::Note);
        let start = self.write(words, spot, false);
        self.end_deletion(start);
    }

    fn end_row(&mut self) {
        let Some(row) = self.rows.pop() else { return };
        let line = row.cells.join("\t");
        // A table within a cell is a part of that cell.
        if let Some(outer) = self.rows.last_mut() {
            if let Some(cell) = outer.cells.last_mut() {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&line);
            }
            return;
        }
        let spot = self.note.map_or(Spot::Paragraph(row.number), Spot::Note);
        let start = self.write(line.trim_matches([' ', '\t']), spot, true);
        self.end_deletion(start);
    }

    /// Writes a paragraph or a row; its place in the text.
    fn write(&mut self, words: &str, spot: Spot, is_row: bool) -> usize {
        if words.is_empty() {
            return self.out.len();
        }
        if !self.out.is_empty() {
            let after_row = is_row && self.after_row;
            self.out.push_str(if after_row { "\n" } else { "\n\n" });
        }
        self.after_row = is_row;
        let start = self.out.len();
        self.stretches.push(Stretch { start, spot: Some(spot) });
        self.out.push_str(words);
        start
    }

    fn end_deletion(&mut self, start: usize) {
        if !self.deleted.trim().is_empty() {
            let words = std::mem::take(&mut self.deleted);
            self.deletions.push((start, words));
        }
        self.deleted.clear();
    }

    fn into_extract(self, mut about: Metadata, broken: Option<String>) -> Result<Extract, Why> {
        if self.out.trim().is_empty() {
            return Err(match broken {
                Some(says) => damaged(says),
                None if !self.deletions.is_empty() => {
                    let hint = "open it in its own program, accept or reject the changes, and read what comes of it";
                    Why::NotTaken { what: "all its words are deleted, as tracked changes say", hint }
                }
                None if self.pictures > 0 => Why::PicturesOnly { what: "a Word document with nothing but pictures" },
                None => Why::Empty,
            });
        }
        let mut doubts = Vec::new();
        for says in
            broken.map(|says| format!("the file is damaged, what follows the damage is missing: {says}")).into_iter().chain(self.missing)
        {
            doubts.push(Doubt { at: None, kind: DoubtKind::PartNotRead, says });
        }
        for (start, words) in self.deletions {
            let mut repeated: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(REPEATED).collect();
            if words.chars().count() > REPEATED {
                repeated.push('…');
            }
            let end = self.out[start.min(self.out.len())..].find('\n').map_or(self.out.len(), |end| start + end);
            let at = Span::new(start, end).map(Place::from);
            let says = format!("deleted here, as tracked changes say, and not in the text: “{repeated}”");
            doubts.push(Doubt { at, kind: DoubtKind::DeletedWords, says });
        }
        about.title = about.title.or(self.headline);
        let original = Some(Original::new(Format::Word, self.stretches));
        Ok(Extract { text: self.out, about, doubts, original })
    }
}
