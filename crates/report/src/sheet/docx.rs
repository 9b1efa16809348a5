//! The sections as a Word document: headings, statements, and the words that show them. Only text; nothing that runs or is fetched.
use super::graph::xml;
use super::section::{Entry, Section, Words};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="21"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="269" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:keepNext/><w:spacing w:before="320"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:pPr><w:keepNext/><w:spacing w:before="200"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="23"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:pPr><w:ind w:left="454"/></w:pPr><w:rPr><w:i/><w:color w:val="444444"/></w:rPr></w:style></w:styles>"#;

/// The sections as the bytes of a `.docx` file.
pub fn docx(title: &str, sections: &[Section]) -> Vec<u8> {
    let mut body = paragraph("Title", title);
    for section in sections.iter().filter(|it| !it.entries.is_empty() || !it.empty.is_empty()) {
        body += &paragraph("Heading1", section.title);
        if section.entries.is_empty() {
            body += &paragraph("Normal", section.empty);
        }
        let mut heading: Option<&str> = None;
        for entry in &section.entries {
            if entry.heading.as_deref() != heading {
                heading = entry.heading.as_deref();
                body += &paragraph("Heading2", heading.unwrap_or_default());
            }
            body += &self::entry(entry);
        }
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    );
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // The same day in every file, so that the same sections are the same bytes.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/document.xml", &document),
    ] {
        let written = archive.start_file(name, options).and_then(|()| Ok(archive.write_all(text.as_bytes())?));
        written.unwrap_or_else(|error| unreachable!("memory can always be written to: {error}"));
    }
    archive.finish().unwrap_or_else(|error| unreachable!("memory can always be written to: {error}")).into_inner()
}

fn entry(entry: &Entry) -> String {
    let mark = match entry.confirmed {
        Some(true) => " (confirmed)",
        Some(false) => " (unconfirmed)",
        None => "",
    };
    let mut out = if entry.says.is_empty() { String::new() } else { paragraph("Normal", &format!("{}{mark}", entry.says)) };
    for Words { label, words, from } in &entry.words {
        let label = if label.is_empty() { String::new() } else { format!("{label}: ") };
        out += &paragraph("Quote", &format!("{label}“{words}” [{from}]"));
    }
    if !entry.further.is_empty() {
        out += &paragraph("Quote", &entry.further.join(", "));
    }
    out
}

fn paragraph(style: &str, words: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", xml(words))
}
