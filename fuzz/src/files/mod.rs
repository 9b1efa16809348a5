//! Files of each format, made from given words: good ones, and ones that are spoilt in every way that a test asks for.

mod pdf;
mod packed;
mod mail;
mod feed;
mod set;

pub use feed::{atom, rss};
pub use mail::{Attachment, mail, mailbox};
pub use packed::{docx, docx_of, gzip, tar, tar_gz, zip, zip_stored};
pub use pdf::{Drawn, pdf, pdf_of, pdf_of_pictures};
pub use set::{Made, set};

/// A page with these paragraphs as its article.
pub fn html(title: &str, paragraphs: &[&str]) -> Vec<u8> {
    let words: String = paragraphs.iter().map(|words| format!("<p>{}</p>\n", escaped(words))).collect();
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{}</title></head><body><article>\n{words}</article></body></html>\n",
        escaped(title)
    )
    .into_bytes()
}

/// Words as XML and HTML write them.
pub fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
