//! Archives, and Word documents, which are archives.
use super::escaped;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A ZIP archive of these files. Of a name that comes twice, each is written under it.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip_with(files, CompressionMethod::Deflated)
}

/// As [`zip()`], the files as they are.
pub fn zip_stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip_with(files, CompressionMethod::Stored)
}

fn zip_with(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    let mut twice: Vec<(String, &str)> = Vec::new();
    for (number, (name, bytes)) in files.iter().enumerate() {
        // The writer refuses a name that comes again: it is put in afterwards.
        let again = files[..number].iter().any(|(other, _)| other == name);
        let written = if again { format!("{}{number}", &"\u{1}".repeat(name.len() - 1)) } else { (*name).to_owned() };
        if again {
            twice.push((written.clone(), name));
        }
        writer.start_file(written.as_str(), options).unwrap_or_else(|e| panic!("{name:?}: {e}"));
        writer.write_all(bytes).unwrap_or_else(|e| panic!("{name:?}: {e}"));
    }
    let mut bytes = writer.finish().unwrap_or_else(|e| panic!("{e}")).into_inner();
    for (written, name) in twice {
        replace(&mut bytes, written.as_bytes(), name.as_bytes());
    }
    bytes
}

/// Puts bytes of the same length in the place of others, wherever they stand.
pub(super) fn replace(bytes: &mut [u8], old: &[u8], new: &[u8]) {
    assert_eq!(old.len(), new.len(), "the places of all else must stay");
    let mut at = 0;
    while at + old.len() <= bytes.len() {
        if bytes[at..].starts_with(old) {
            bytes[at..at + new.len()].copy_from_slice(new);
        }
        at += 1;
    }
}

/// A tar archive of these files, whatever their names.
pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes) in files {
        let mut header = [0_u8; 512];
        let length = name.len().min(100);
        header[..length].copy_from_slice(&name.as_bytes()[..length]);
        header[100..108].copy_from_slice(b"0000644\0");
        header[108..116].copy_from_slice(b"0000000\0");
        header[116..124].copy_from_slice(b"0000000\0");
        header[124..136].copy_from_slice(format!("{:011o}\0", bytes.len()).as_bytes());
        header[136..148].copy_from_slice(b"00000000000\0");
        header[148..156].copy_from_slice(b"        ");
        header[156] = b'0';
        header[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        out.extend_from_slice(&header);
        out.extend_from_slice(bytes);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out.extend_from_slice(&[0; 1_024]);
    out
}

/// Packed with gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap_or_else(|e| panic!("{e}"));
    encoder.finish().unwrap_or_else(|e| panic!("{e}"))
}

/// A tar archive of these files, packed.
pub fn tar_gz(files: &[(&str, &[u8])]) -> Vec<u8> {
    gzip(&tar(files))
}

const WORD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

/// A Word document of these paragraphs.
pub fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let run = |words: &str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(words));
    docx_of(&paragraphs.iter().map(|words| run(words)).collect::<String>(), None)
}

/// A Word document of this body and these notes, in its own XML.
pub fn docx_of(body: &str, notes: Option<&str>) -> Vec<u8> {
    let head = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
    let document = format!("{head}<w:document {WORD}><w:body>{body}</w:body></w:document>");
    let notes = notes.map(|notes| format!("{head}<w:footnotes {WORD}>{notes}</w:footnotes>"));
    let types = format!(r#"{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>"#);
    let mut files: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", types.as_bytes()), ("word/document.xml", document.as_bytes())];
    if let Some(notes) = &notes {
        files.push(("word/footnotes.xml", notes.as_bytes()));
    }
    zip(&files)
}
