//! Sections and rows as files of an office: Word (.docx) and Excel (.xlsx). The same input gives the same bytes: neither holds the time at
//! which it was made.
use super::section::{Entry, Section};
use crate::shown::line as shown;
use docx_rs::{AlignmentType, Docx, LineSpacing, PageMargin, Paragraph, Run, RunFonts, Style, StyleType};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};
use std::io::Cursor;

/// A sheet of a workbook: its name, its header, its rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rows {
    /// Its name, 31 characters at most.
    pub name: &'static str,
    /// The names of its columns.
    pub header: Vec<&'static str>,
    /// Its rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
}

/// The day that every file says it was made on; ZIP knows none before 1980.
const DAY: (u16, u8, u8) = (1980, 1, 1);

/// No cell of Excel holds more characters.
const MOST: usize = 32_000;

/// Rows as a workbook. A cell is text, whatever it begins with: nothing in it is a formula or a link.
pub fn xlsx(sheets: &[Rows]) -> Vec<u8> {
    made(sheets).unwrap_or_else(|e| unreachable!("names are short, cells are cut to their size, memory takes all: {e}"))
}

fn made(sheets: &[Rows]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let day = ExcelDateTime::from_ymd(DAY.0, DAY.1, DAY.2)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day).set_author("").set_company(""));
    let (head, cell) = (Format::new().set_bold(), Format::new().set_text_wrap().set_align(FormatAlign::Top));
    for rows in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(rows.name)?;
        for (column, name) in (0_u16..).zip(&rows.header) {
            sheet.write_string_with_format(0, column, *name, &head)?;
            let widest = rows.rows.iter().filter_map(|it| it.get(usize::from(column))).map(|it| it.chars().count()).max().unwrap_or(0);
            sheet.set_column_width(column, f64::from(u16::try_from(widest.clamp(8, 60)).unwrap_or(60)))?;
        }
        for (line, row) in (1_u32..).zip(&rows.rows) {
            for (column, it) in (0_u16..).zip(row) {
                let words: String = shown(it).chars().take(MOST).collect();
                sheet.write_string_with_format(line, column, words, &cell)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        if let (Ok(last), Ok(right)) = (u32::try_from(rows.rows.len()), u16::try_from(rows.header.len()))
            && right > 0
        {
            sheet.autofilter(0, 0, last, right - 1)?;
        }
    }
    book.save_to_buffer()
}

/// Sections as rows: one for each words that show an entry, one for an entry without any.
pub fn as_rows(name: &'static str, sections: &[Section]) -> Rows {
    let header = vec!["section", "about", "says", "codes", "confirmed", "label", "words", "from", "further"];
    let mut rows = Vec::new();
    for section in sections {
        for entry in &section.entries {
            let confirmed = entry.confirmed.map_or("", |it| if it { "yes" } else { "no" });
            let head = [section.title, entry.heading.as_deref().unwrap_or_default(), &entry.says, &entry.codes, confirmed];
            let further = entry.further.join(" ");
            let mut row = |words: [&str; 3]| {
                rows.push(head.iter().copied().chain(words).chain([further.as_str()]).map(ToOwned::to_owned).collect::<Vec<String>>());
            };
            if entry.words.is_empty() {
                row(["", "", ""]);
            }
            for it in &entry.words {
                row([it.label, &it.words, &it.from]);
            }
        }
    }
    Rows { name, header, rows }
}

/// Sections as a Word document: headings that its outline shows, quotes indented.
pub fn docx(title: &str, sections: &[Section]) -> Vec<u8> {
    let heading = |id: &str, name: &str, size| Style::new(id, StyleType::Paragraph).name(name).size(size).bold().based_on("Normal");
    let mut document = Docx::new()
        .created_at("1980-01-01T00:00:00Z")
        .updated_at("1980-01-01T00:00:00Z")
        .default_fonts(RunFonts::new().ascii("Calibri").hi_ansi("Calibri"))
        .default_size(21)
        .page_margin(PageMargin::new().top(1000).bottom(1000).left(1100).right(1100))
        .add_style(heading("Heading1", "heading 1", 30))
        .add_style(heading("Heading2", "heading 2", 25))
        .add_style(heading("Heading3", "heading 3", 22))
        .add_paragraph(Paragraph::new().style("Heading1").outline_lvl(0).add_run(Run::new().add_text(shown(title))));
    for section in sections.iter().filter(|it| !it.entries.is_empty() || !it.empty.is_empty()) {
        document = document
            .add_paragraph(Paragraph::new().style("Heading2").outline_lvl(1).keep_next(true).add_run(Run::new().add_text(section.title)));
        if section.entries.is_empty() {
            document = document.add_paragraph(Paragraph::new().add_run(Run::new().add_text(section.empty)));
        }
        let mut about = None;
        for entry in &section.entries {
            if entry.heading != about {
                about.clone_from(&entry.heading);
                let words = shown(about.as_deref().unwrap_or_default());
                document = document
                    .add_paragraph(Paragraph::new().style("Heading3").outline_lvl(2).keep_next(true).add_run(Run::new().add_text(words)));
            }
            for paragraph in paragraphs(entry) {
                document = document.add_paragraph(paragraph);
            }
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    document.build().pack(&mut bytes).unwrap_or_else(|e| unreachable!("memory takes all: {e}"));
    bytes.into_inner()
}

fn paragraphs(entry: &Entry) -> Vec<Paragraph> {
    let tight = || Paragraph::new().align(AlignmentType::Left).line_spacing(LineSpacing::new().after(40));
    let quiet = |words: String| Run::new().add_text(words).color("666666").size(18);
    let mut out = Vec::new();
    if !entry.says.is_empty() {
        let mut says = tight().keep_next(!entry.words.is_empty()).add_run(Run::new().add_text(shown(&entry.says)));
        if !entry.codes.is_empty() {
            says = says.add_run(quiet(format!(" [{}]", shown(&entry.codes))));
        }
        if !super::lay::tail(entry).is_empty() {
            says = says.add_run(quiet(format!("  {}", super::lay::tail(entry))));
        }
        out.push(says);
    }
    for it in &entry.words {
        let label = if it.label.is_empty() { String::new() } else { format!("{}: ", it.label) };
        let quote = tight().indent(Some(400), None, None, None);
        let words = Run::new().add_text(format!("{label}“{}” ", shown(&it.words))).italic();
        out.push(quote.add_run(words).add_run(quiet(format!("[{}]", shown(&it.from)))));
    }
    if let Some(further) = super::lay::further(entry) {
        out.push(tight().indent(Some(400), None, None, None).add_run(quiet(shown(&further))));
    }
    out
}
