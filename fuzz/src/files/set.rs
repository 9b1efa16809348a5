//! A set of files of every format: good, empty, cut short, under a wrong name, encrypted, without text, and made to do harm; each with
//! what has to become of it.
use super::pdf::File;
use super::{Attachment, atom, docx, docx_of, gzip, html, mail, mailbox, packed, pdf, pdf_of_pictures, rss, tar, tar_gz, zip, zip_stored};

/// A file of the set.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// What becomes of it: `read`, `in-part`, `pictures-only`, `not-read`, `duplicate`.
    pub state: &'static str,
    /// How many documents come out of it.
    pub documents: usize,
    /// Words of what is said about it; empty where nothing has to be.
    pub says: &'static str,
}

/// The paragraphs of a report; `number` makes each report another one.
fn report(number: usize) -> [String; 3] {
    [
        format!(
            "PORT ALBA, 12 March 2031 — Norland and Sudria are still at odds over the harbour, officials of both said on day {number} of the talks."
        ),
        "“We will not hand over the harbour, today or ever,” President Halvorsen of Norland said. Sudria wants its pilots back first."
            .to_owned(),
        "Envoy Lind of Estmark urged both to sign the ten-day truce, and said that she would come again whenever they liked.".to_owned(),
    ]
}

/// The formats of the set by their endings.
const FORMATS: [&str; 10] = ["txt", "html", "pdf", "docx", "eml", "mbox", "rss", "atom", "zip", "tar.gz"];

/// A good file of a format.
fn good(format: &str, number: usize) -> Vec<u8> {
    let words = report(number);
    let paragraphs: Vec<&str> = words.iter().map(String::as_str).collect();
    let text = words.join("\n\n");
    match format {
        "html" => html("Talks", &paragraphs),
        "pdf" => pdf(&paragraphs),
        "docx" => docx(&paragraphs),
        "eml" => mail("Talks", &text, &[]),
        "mbox" => mailbox(&[mail("Talks", &text, &[])]),
        "rss" => rss(&[("Talks go on", &text)]),
        "atom" => atom(&[("Talks go on", &text)]),
        "zip" => zip(&[("talks.txt", text.as_bytes())]),
        "tar.gz" => tar_gz(&[("talks.txt", text.as_bytes())]),
        _ => text.into_bytes(),
    }
}

/// The set, in the order of its names. No two have the same text.
pub fn set() -> Vec<Made> {
    let mut list = Set::default();
    for format in FORMATS {
        list.add("good", format, good(format, list.files.len()), "read", 1, "");
    }
    for format in FORMATS {
        list.add("empty", format, Vec::new(), "not-read", 0, "it is empty");
    }
    cut_short(&mut list);
    wrong_name(&mut list);
    encrypted(&mut list);
    without_text(&mut list);
    bombs(&mut list);
    entities(&mut list);
    deep(&mut list);
    names(&mut list);
    list.files.sort_by(|a, b| a.name.cmp(&b.name));
    list.files
}

#[derive(Default)]
struct Set {
    files: Vec<Made>,
}

impl Set {
    fn add(&mut self, what: &str, ending: &str, bytes: Vec<u8>, state: &'static str, documents: usize, says: &'static str) {
        self.files.push(Made { name: format!("{what}.{ending}"), bytes, state, documents, says });
    }

    /// Another text for each file.
    fn text(&self) -> String {
        report(self.files.len()).join("\n\n")
    }
}

fn cut_short(list: &mut Set) {
    let cut = |mut bytes: Vec<u8>, share: usize| {
        bytes.truncate(bytes.len() * share / 100);
        bytes
    };
    // Of a text nobody can tell that it goes on.
    list.add("cut", "txt", cut(good("txt", 350), 60), "read", 1, "");
    list.add("cut", "html", cut(good("html", 351), 80), "read", 1, "");
    list.add("cut", "pdf", cut(good("pdf", 352), 97), "read", 1, "");
    list.add("cut-early", "pdf", good("pdf", 353)[..40].to_vec(), "not-read", 0, "it is no PDF that can be read");
    list.add("cut", "docx", cut(good("docx", 354), 60), "not-read", 0, "no Word document that can be read");
    list.add("cut", "eml", cut(good("eml", 355), 70), "read", 1, "");
    list.add("cut", "mbox", cut(mailbox(&[good("eml", 356), good("eml", 357)]), 80), "read", 2, "");
    list.add(
        "cut",
        "rss",
        cut(rss(&[("One", &report(358).join(" ")), ("Two", &report(359).join(" "))]), 80),
        "in-part",
        1,
        "it breaks off",
    );
    list.add(
        "cut",
        "atom",
        cut(atom(&[("One", &report(360).join(" ")), ("Two", &report(361).join(" "))]), 80),
        "in-part",
        1,
        "it breaks off",
    );
    let cut_within = cut(good("docx", 365), 60);
    list.add("cut-within", "zip", zip(&[("a.docx", &cut_within)]), "not-read", 0, "no Word document that can be read");
    list.add("cut", "zip", cut(good("zip", 362), 60), "not-read", 0, "ZIP archive");
    let long = "A line that says nothing. ".repeat(400);
    let (first, second) = (report(363).join("\n\n"), format!("{}\n{long}", report(364).join("\n\n")));
    let whole = tar(&[("a.txt", first.as_bytes()), ("b.txt", second.as_bytes())]);
    list.add("cut", "tar", cut(whole, 60), "in-part", 2, "it breaks off");
}

fn wrong_name(list: &mut Set) {
    for (is, ending) in [
        ("pdf", "txt"),
        ("docx", "pdf"),
        ("zip", "docx"),
        ("html", "pdf"),
        ("rss", "html"),
        ("txt", "docx"),
        ("txt", "pdf"),
        ("tar.gz", "zip"),
        ("eml", "mbox"),
        ("mbox", "eml"),
    ] {
        let what = format!("wrong-{}", is.replace('.', "-"));
        list.add(&what, ending, good(is, 400 + list.files.len()), "read", 1, "");
    }
}

fn encrypted(list: &mut Set) {
    let mut file = File::default();
    file.object("<< /Type /Catalog /Pages 2 0 R >>");
    file.object("<< /Type /Pages /Count 0 /Kids [] >>");
    let key = "41".repeat(32);
    file.object(&format!("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{key}> /U <{key}> >>"));
    list.add("encrypted", "pdf", file.finished("/Encrypt 3 0 R /ID [<00> <00>]"), "not-read", 0, "encrypted");
    let mut sealed = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    sealed.resize(1_024, 0);
    sealed.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
    sealed.resize(4_096, 0);
    list.add("encrypted", "docx", sealed, "not-read", 0, "encrypted");
    let mut locked = zip_stored(&[("talks.txt", b"no key, no words")]);
    // The bit that says so, in the file's own head and in the list at the end.
    for at in 0..locked.len() - 8 {
        match &locked[at..at + 4] {
            b"PK\x03\x04" => locked[at + 6] |= 1,
            b"PK\x01\x02" => locked[at + 8] |= 1,
            _ => {}
        }
    }
    list.add("encrypted", "zip", locked, "not-read", 0, "encrypted");
    let sealed = "From: lind@estmark.example\r\nSubject: Talks\r\nMIME-Version: 1.0\r\nContent-Type: multipart/encrypted; \
        protocol=\"application/pgp-encrypted\"; boundary=\"made\"\r\n\r\n--made\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\
        --made\r\nContent-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQIMA\r\n-----END PGP MESSAGE-----\r\n--made--\r\n";
    list.add("encrypted", "eml", sealed.as_bytes().to_vec(), "not-read", 0, "encrypted");
    let text = list.text();
    list.add("encrypted", "mbox", mailbox(&[sealed.as_bytes().to_vec(), mail("Talks", &text, &[])]), "in-part", 1, "encrypted");
}

fn without_text(list: &mut Set) {
    list.add("pictures", "pdf", pdf_of_pictures(3), "pictures-only", 0, "no text found (pictures only)");
    list.add("pictures", "docx", docx_of("<w:p><w:r><w:drawing/></w:r></w:p>", None), "pictures-only", 0, "no text found (pictures only)");
    let page: Vec<u8> = html("", &[]).iter().copied().chain(*b"<img src=map.png>").collect();
    list.add("pictures", "html", page, "pictures-only", 0, "no text found (pictures only)");
    let picture = Attachment { name: "map.png", kind: "image/png", bytes: b"\x89PNG\r\n\x1a\n0000" };
    list.add("pictures", "eml", mail("Map", "", &[picture]), "pictures-only", 0, "a picture (PNG)");
    list.add("pictures", "mbox", mailbox(&[mail("Map", "", &[picture])]), "pictures-only", 0, "a picture (PNG)");
    list.add("pictures", "tar.gz", tar_gz(&[("map.png", picture.bytes)]), "pictures-only", 0, "a picture (PNG)");
    list.add("pictures", "tif", b"II*\x00pages of a fax".to_vec(), "pictures-only", 0, "a picture (TIFF)");
    let shown = "From: lind@estmark.example\r\nContent-Type: text/html\r\n\r\n<html><body><img src=\"cid:1\"></body></html>\r\n";
    list.add("pictures-shown", "eml", shown.as_bytes().to_vec(), "pictures-only", 0, "a mail with nothing but pictures");
    list.add(
        "pictures",
        "zip",
        zip(&[("a.pdf", &pdf_of_pictures(1)), ("b.pdf", &pdf_of_pictures(2))]),
        "pictures-only",
        0,
        "pictures only",
    );
    let text = list.text();
    list.add("titles", "rss", rss(&[("Norland and Sudria sign a truce", ""), ("Talks go on", &text)]), "in-part", 2, "a title and a link");
}

fn bombs(list: &mut Set) {
    let zeros = vec![b' '; 16 << 20];
    list.add("bomb", "zip", zip(&[("a.txt", &zeros)]), "not-read", 0, "it unpacks to more than 200 times its size");
    let text = list.text();
    list.add("bomb-beside-text", "zip", zip(&[("a.txt", text.as_bytes()), ("b.txt", &zeros)]), "in-part", 1, "more than 200 times");
    let text = list.text();
    list.add("bomb-before-text", "zip", zip(&[("a.txt", &zeros), ("b.txt", text.as_bytes())]), "not-read", 0, "1 file that follows it");
    list.add("bomb", "tar.gz", tar_gz(&[("a.txt", &zeros)]), "not-read", 0, "more than 200 times");
    list.add("bomb", "txt.gz", gzip(&zeros), "not-read", 0, "more than 200 times");
    let body = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "Truce. ".repeat(3_000_000));
    list.add("bomb", "docx", docx_of(&body, None), "not-read", 0, "more than 200 times");
    let inner = zip(&[("a.txt", &zeros)]);
    let nested = (0..5).fold(inner.clone(), |inner, _| zip_stored(&[("inner.zip", &inner), ("again.zip", &inner)]));
    list.add("nested-bomb", "tar.gz", tar_gz(&[("inner.zip", &nested)]), "not-read", 0, "an archive in an archive");
    list.add("nested-bomb", "zip", nested, "not-read", 0, "an archive in an archive");
    let text = list.text();
    let attached = Attachment { name: "bomb.zip", kind: "application/zip", bytes: &inner };
    list.add("bomb", "eml", mail("Bomb", &text, &[attached]), "in-part", 1, "more than 200 times");
    let many: Vec<String> = (0..10_050).map(|number| format!("{number}.txt")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    list.add("many", "zip", zip_stored(&many), "not-read", 0, "more than 10000 files");
}

fn entities(list: &mut Set) {
    let mut declared = String::from("<!DOCTYPE bomb [<!ENTITY e0 \"truce\">");
    for level in 1..20 {
        declared.push_str(&format!("<!ENTITY e{level} \"{}\">", format!("&e{};", level - 1).repeat(10)));
    }
    declared.push_str("]>");
    let xml = |rest: &str| format!("<?xml version=\"1.0\"?>{declared}{rest}").into_bytes();
    list.add(
        "entities",
        "rss",
        xml("<rss version=\"2.0\"><channel><item><title>&e19;</title></item></channel></rss>"),
        "not-read",
        0,
        "entities of its own",
    );
    list.add("entities", "atom", xml("<feed><entry><title>&e19;</title></entry></feed>"), "not-read", 0, "entities of its own");
    let body = xml("<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>&e19;</w:t></w:r></w:p></w:body></w:document>");
    list.add("entities", "docx", zip(&[("word/document.xml", &body)]), "not-read", 0, "entities of its own");
    let page = format!("{declared}<html><body><p>&e19; {}</p></body></html>", report(200).join("</p><p>"));
    list.add("entities", "html", page.into_bytes(), "read", 1, "");
}

fn deep(list: &mut Set) {
    const DEEP: usize = 10_000;
    let (open, close) = ("<div>".repeat(DEEP), "</div>".repeat(DEEP));
    list.add("deep", "html", format!("<html><body>{open}<p>{}</p>{close}", report(201).join("</p><p>")).into_bytes(), "read", 1, "");
    let feed = format!("<rss><channel><item><title>Talks</title></item><item>{}", "<a>".repeat(DEEP));
    list.add("deep", "rss", feed.into_bytes(), "in-part", 1, "nested more than 256 deep");
    let feed = format!("<feed><entry><title>Talks</title></entry><entry><content>{}", "<a>".repeat(DEEP));
    list.add("deep", "atom", feed.into_bytes(), "in-part", 1, "nested more than 256 deep");
    let body = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>{}", report(202).join(" "), "<w:tbl><w:tr><w:tc>".repeat(DEEP));
    list.add("deep", "docx", docx_of(&body, None), "in-part", 1, "nested more than 256 deep");
    let mut file = File::default();
    file.object("<< /Type /Catalog /Pages 2 0 R >>");
    file.object(&format!("<< /Type /Pages /Count 1 /Kids [3 0 R] /Deep {}{} >>", "[".repeat(DEEP), "]".repeat(DEEP)));
    file.object(&format!(
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 595 842] /Deep {}{} >>",
        "<< /A ".repeat(DEEP),
        " >>".repeat(DEEP)
    ));
    file.stream("", format!("{}{}", "[".repeat(DEEP), "q ".repeat(DEEP)).as_bytes());
    list.add("deep", "pdf", file.finished(""), "not-read", 0, "");
    let text = list.text();
    let nested = (0..30).fold(mail("Innermost", &text, &[]), |inner, _| {
        mail("Outer", "", &[Attachment { name: "inner.eml", kind: "message/rfc822", bytes: &inner }])
    });
    list.add("deep", "eml", nested, "not-read", 0, "");
    let parts: String =
        (0..DEEP).map(|level| format!("Content-Type: multipart/mixed; boundary=\"b{level}\"\r\n\r\n--b{level}\r\n")).collect();
    list.add("deep-parts", "eml", format!("From: lind@estmark.example\r\nMIME-Version: 1.0\r\n{parts}").into_bytes(), "not-read", 0, "");
    list.add("deep", "jsonl", format!("{{\"text\": {}", "[".repeat(DEEP)).into_bytes(), "not-read", 0, "it is not JSON");
    let (text, folders) = (list.text(), format!("{}talks.txt", "a/".repeat(DEEP)));
    list.add("deep", "zip", zip(&[(&folders, text.as_bytes())]), "read", 1, "");
}

fn names(list: &mut Set) {
    for (what, bad) in [("absolute", "/etc/talks.txt"), ("dots", "../../talks.txt")] {
        list.add(what, "tar.gz", tar_gz(&[(bad, b"out of here")]), "not-read", 0, "leads out of it");
        let text = list.text();
        list.add(what, "tar", tar(&[(bad, b"out of here"), ("good.txt", text.as_bytes())]), "in-part", 1, "leads out of it");
        let text = list.text();
        // The writer makes such names harmless: they are put in afterwards.
        let harmless = format!("x{}", &bad[1..]).replace("..", "xx");
        let mut bytes = zip_stored(&[(&harmless, b"out of here"), ("good.txt", text.as_bytes())]);
        packed::replace(&mut bytes, harmless.as_bytes(), bad.as_bytes());
        list.add(what, "zip", bytes, "in-part", 1, "leads out of it");
    }
    let (text, other) = (list.text(), report(210).join("\n\n"));
    // Only its last part is a name.
    let attached = Attachment { name: "../../etc/talks.txt", kind: "text/plain", bytes: other.as_bytes() };
    list.add("dots", "eml", mail("Talks", &text, &[attached]), "read", 2, "");
    let odd = "a\u{1b}[2J\u{202e}b.txt";
    let text = list.text();
    list.add("control", "zip", zip(&[(odd, text.as_bytes())]), "read", 1, "");
    let text = list.text();
    list.add("control", "tar.gz", tar_gz(&[(odd, text.as_bytes())]), "read", 1, "");
    let (text, other) = (list.text(), report(203).join("\n\n"));
    let attached = Attachment { name: odd, kind: "text/plain", bytes: other.as_bytes() };
    list.add("control", "eml", mail("a\u{1b}[2Jb", &text, &[attached]), "read", 2, "");
    let (one, other) = (report(204).join("\n\n"), report(205).join("\n\n"));
    let twice: [(&str, &[u8]); 2] = [("talks.txt", one.as_bytes()), ("talks.txt", other.as_bytes())];
    list.add("same-name", "zip", zip_stored(&twice), "read", 2, "");
    let (one, other) = (report(206).join("\n\n"), report(207).join("\n\n"));
    list.add("same-name", "tar.gz", tar_gz(&[("talks.txt", one.as_bytes()), ("talks.txt", other.as_bytes())]), "read", 2, "");
    let (text, one, other) = (list.text(), report(208).join("\n\n"), report(209).join("\n\n"));
    let attached = [&one, &other].map(|words| Attachment { name: "talks.txt", kind: "text/plain", bytes: words.as_bytes() });
    list.add("same-name", "eml", mail("Talks", &text, &attached), "read", 3, "");
    let text = list.text();
    let address = format!("From: \"<<broken@@, ;:>\r\nTo: ,,,<>\r\nDate: the day before\r\nSubject: Talks\r\nMessage-ID: <\r\n\r\n{text}");
    list.add("bad-address", "eml", address.into_bytes(), "read", 1, "");
}
