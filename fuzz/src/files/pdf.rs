//! PDFs of words at given places, in a font that says which letter each shape is and nothing else.
use std::collections::BTreeMap;
use std::fmt::Write;

/// Words on a page: from the left, from below, in points.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// From the left edge.
    pub x: f32,
    /// From the lower edge.
    pub y: f32,
    /// Height of the font.
    pub size: f32,
    /// The words, in the order in which they are read.
    pub words: String,
}

/// How wide each character is, in heights of the font.
const WIDTH: f32 = 0.5;

/// A PDF with a page for each list of words.
pub fn pdf_of(pages: &[Vec<Drawn>]) -> Vec<u8> {
    let mut codes: BTreeMap<char, u16> = BTreeMap::new();
    let mut contents = Vec::new();
    for page in pages {
        let mut content = String::new();
        for drawn in page {
            let mut hex = String::new();
            for c in seen(&drawn.words) {
                let next = u16::try_from(codes.len() + 1).unwrap_or(u16::MAX);
                let _ = write!(hex, "{:04X}", codes.entry(c).or_insert(next));
            }
            let _ = writeln!(content, "BT /F1 {} Tf {} {} Td <{hex}> Tj ET", drawn.size, drawn.x, drawn.y);
        }
        contents.push(content);
    }
    let mut letters = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    for (c, code) in &codes {
        let mut units = [0; 2];
        let hex: String = c.encode_utf16(&mut units).iter().map(|unit| format!("{unit:04X}")).collect();
        let _ = writeln!(letters, "1 beginbfchar\n<{code:04X}> <{hex}>\nendbfchar");
    }
    letters.push_str("endcmap\nend\nend\n");
    let mut file = File::default();
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 6 + 2 * page)).collect();
    file.object("<< /Type /Catalog /Pages 2 0 R >>");
    file.object(&format!("<< /Type /Pages /Count {} /Kids [{}] /MediaBox [0 0 595 842] >>", pages.len(), kids.join(" ")));
    file.object("<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>");
    file.object(&format!(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW {} >>",
        (WIDTH * 1_000.0).round()
    ));
    file.stream("", letters.as_bytes());
    for (number, content) in contents.iter().enumerate() {
        file.object(&format!("<< /Type /Page /Parent 2 0 R /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>", 7 + 2 * number));
        file.stream("", content.as_bytes());
    }
    file.finished("")
}

/// A PDF of these paragraphs, set in lines of up to 80 characters, 50 lines a page, with a page number below.
pub fn pdf(paragraphs: &[&str]) -> Vec<u8> {
    let mut lines: Vec<Option<String>> = Vec::new();
    for words in paragraphs {
        let mut line = String::new();
        for word in words.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > 80 {
                lines.push(Some(std::mem::take(&mut line)));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(Some(line));
        lines.push(None);
    }
    let mut pages = Vec::new();
    for (number, chunk) in lines.chunks(50).enumerate() {
        let mut page = Vec::new();
        for (row, line) in chunk.iter().enumerate() {
            if let Some(words) = line {
                page.push(Drawn { x: 60.0, y: 760.0 - 14.0 * row as f32, size: 11.0, words: words.clone() });
            }
        }
        page.push(Drawn { x: 290.0, y: 30.0, size: 9.0, words: format!("{}", number + 1) });
        pages.push(page);
    }
    pdf_of(&pages)
}

/// A PDF of so many pages, a grey picture on each.
pub fn pdf_of_pictures(pages: usize) -> Vec<u8> {
    let mut file = File::default();
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    file.object("<< /Type /Catalog /Pages 2 0 R >>");
    file.object(&format!("<< /Type /Pages /Count {pages} /Kids [{}] /MediaBox [0 0 595 842] >>", kids.join(" ")));
    file.stream("/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray", &[0x20, 0x80, 0x80, 0xe0]);
    for page in 0..pages {
        file.object(&format!("<< /Type /Page /Parent 2 0 R /Contents {} 0 R /Resources << /XObject << /I 3 0 R >> >> >>", 5 + 2 * page));
        file.stream("", b"q 500 0 0 700 50 70 cm /I Do Q");
    }
    file.finished("")
}

/// The characters of a line from left to right: words of Hebrew and Arabic run the other way.
fn seen(words: &str) -> Vec<char> {
    let back = |c: &char| {
        matches!(*c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') && !matches!(*c, '\u{660}'..='\u{669}')
    };
    let on = |c: &char| c.is_alphanumeric() && !back(c);
    let mut out: Vec<char> = words.chars().collect();
    if !out.iter().any(back) {
        return out;
    }
    let mainly_back = out.iter().filter(|c| back(c)).count() >= out.iter().filter(|c| on(c)).count();
    let runs = |out: &mut Vec<char>, of: &dyn Fn(&char) -> bool, against: &dyn Fn(&char) -> bool| {
        let mut start = 0;
        while let Some(first) = out[start..].iter().position(of).map(|at| start + at) {
            let end = out[first..].iter().position(against).map_or(out.len(), |at| first + at);
            let last = out[first..end].iter().rposition(of).map_or(first, |at| first + at);
            out[first..=last].reverse();
            start = end;
        }
    };
    if mainly_back {
        out.reverse();
        runs(&mut out, &on, &back);
    } else {
        runs(&mut out, &back, &on);
    }
    out
}

/// A PDF file being written.
pub(super) struct File {
    bytes: Vec<u8>,
    places: Vec<usize>,
}

impl Default for File {
    fn default() -> Self {
        Self { bytes: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), places: Vec::new() }
    }
}

impl File {
    pub(super) fn object(&mut self, body: &str) {
        self.places.push(self.bytes.len());
        let number = self.places.len();
        self.bytes.extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes());
    }

    pub(super) fn stream(&mut self, keys: &str, content: &[u8]) {
        self.places.push(self.bytes.len());
        let number = self.places.len();
        self.bytes.extend_from_slice(format!("{number} 0 obj\n<< {keys} /Length {} >>\nstream\n", content.len()).as_bytes());
        self.bytes.extend_from_slice(content);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    pub(super) fn finished(mut self, trailer: &str) -> Vec<u8> {
        let start = self.bytes.len();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.places.len() + 1);
        for place in &self.places {
            let _ = writeln!(table, "{place:010} 00000 n ");
        }
        let _ = write!(table, "trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n", self.places.len() + 1);
        self.bytes.extend_from_slice(table.as_bytes());
        self.bytes
    }
}
