//! A PDF's text layer made text: glyphs with their places (`glyphs`), lines of them in the order in which columns are read (`lines`),
//! paragraphs without page headers, footers and hyphens at line ends (`paragraphs`). Pages that are pictures are said, not guessed;
//! nothing is recognised in a picture. The parser may fault on hostile files; who calls it keeps it apart.

mod glyphs;
mod lines;
mod paragraphs;

use super::Extract;
use super::metadata::{Metadata, said};
use super::unreadable::Why;
use evidence::{Doubt, DoubtKind, Format, Original};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use paragraphs::Page;

/// The most pages that are read.
const MOST_PAGES: usize = 5_000;
/// How many pages a doubt lists.
const LISTED: usize = 20;

/// The text of a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Extract, Why> {
    let damaged = |says: &str| Why::Damaged { format: "PDF", says: says.to_owned() };
    let pdf = match Pdf::new(bytes.to_vec()) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm)) => {
            return Err(Why::Encrypted { format: "PDF" });
        }
        Err(LoadPdfError::Decryption(_)) => return Err(damaged("its encryption is broken")),
        Err(LoadPdfError::Invalid) => return Err(damaged("it is damaged or cut short")),
    };
    let found = glyphs::of(&pdf, MOST_PAGES);
    if found.is_empty() {
        return Err(damaged("there is no page in it"));
    }
    let pictures: Vec<usize> =
        (1..).zip(&found).filter(|(_, page)| page.glyphs.is_empty() && page.pictures > 0).map(|(number, _)| number).collect();
    let (mut unknown, mut aslant, mut known) = (0_usize, 0_usize, 0_usize);
    let mut pages = Vec::with_capacity(found.len());
    for page in found {
        unknown += page.unknown;
        aslant += page.aslant;
        known += page.glyphs.len();
        pages.push(Page { height: page.height, lines: lines::of(page.glyphs) });
    }
    let n_pages = pages.len();
    let body = paragraphs::of(pages);
    if body.text.trim().is_empty() {
        return Err(match (pictures.is_empty(), unknown > 0) {
            (false, _) => Why::PicturesOnly { what: "a PDF without a text layer" },
            (true, true) => damaged("its fonts do not say which letters they show"),
            (true, false) => Why::Empty,
        });
    }
    let mut doubts = Vec::new();
    let mut doubt = |kind, says| doubts.push(Doubt { at: None, kind, says });
    if !pictures.is_empty() {
        let says = format!("{} of {n_pages} pages are pictures only and are not read: {}", pictures.len(), listed(&pictures));
        doubt(DoubtKind::PartNotRead, says);
    }
    if pdf.pages().len() > MOST_PAGES {
        doubt(DoubtKind::PartNotRead, format!("it has {} pages; the first {MOST_PAGES} are read", pdf.pages().len()));
    }
    if unknown * 50 > known {
        doubt(DoubtKind::GarbledText, format!("of {unknown} characters its fonts do not say which letters they show; they are left out"));
    }
    if aslant > 0 {
        doubt(
            DoubtKind::PartNotRead,
            format!("{aslant} characters that stand aslant or upright in a margin, as watermarks do, are left out"),
        );
    }
    let title = pdf.metadata().title.as_deref().map(words).and_then(|title| said(&title)).filter(|title| !is_made(title));
    let about = Metadata { title: title.or(body.headline), ..Metadata::default() };
    Ok(Extract { text: body.text, about, doubts, original: Some(Original::new(Format::Pdf, body.stretches)) })
}

/// A string of a PDF: UTF-16 or UTF-8 with a mark, else nearly Latin-1.
fn words(bytes: &[u8]) -> String {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned();
    }
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
}

/// Whether a title was made by a program, not by a person.
fn is_made(title: &str) -> bool {
    let lower = title.to_ascii_lowercase();
    lower.starts_with("microsoft word")
        || lower.starts_with("untitled")
        || [".doc", ".docx", ".indd", ".qxd", ".pdf", ".tex", ".dvi"].iter().any(|ending| lower.ends_with(ending))
}

fn listed(pages: &[usize]) -> String {
    let mut out: Vec<String> = pages.iter().take(LISTED).map(|page| format!("p. {page}")).collect();
    if pages.len() > LISTED {
        out.push("...".to_owned());
    }
    out.join(", ")
}
