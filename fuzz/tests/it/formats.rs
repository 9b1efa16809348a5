//! Files of foreign formats, spoilt at random: whatever they hold they become documents or a message, without a panic and without a
//! place outside the text. On a stack as large as that of the process in which they are parsed.
use fuzz::files::{self, Attachment};
use reader::document::{Given, documents};

/// As in the process that parses.
const STACK: usize = 64 << 20;

/// Parses a file on a large stack, and looks at what comes out.
fn holds(name: &str, file: &[u8]) {
    let parse = || {
        let outcomes = documents(name, file, None);
        assert!(!outcomes.is_empty(), "a file is something, or a message says why not");
        for outcome in outcomes {
            match outcome {
                Ok(Given { document, doubts }) => {
                    fuzz::sound(&document, &evidence::Reading::default(), &doubts);
                    assert!(!document.about.id.0.contains('\n'));
                    let starts = document.original().into_iter().flat_map(|original| original.stretches()).map(|stretch| stretch.start);
                    for start in starts {
                        assert!(document.text().is_char_boundary(start), "a stretch begins within a character");
                    }
                }
                Err(why) => assert!(!why.to_string().is_empty() && !why.why.hint().is_empty()),
            }
        }
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, parse).expect("a thread");
        if let Err(panic) = thread.join() {
            std::panic::resume_unwind(panic);
        }
    });
}

const PARAGRAPHS: [&str; 3] = [
    "PORT ALBA, 12 March 2031 — Norland and Sudria are still at odds over the harbour, officials of both said.",
    "“We will not hand over the harbour, today or ever,” President Halvorsen of Norland said. Sudria wants its pi-",
    "lots back first. Envoy Lind of Estmark urged both to sign the 10-day truce.",
];

const PDF: &[&[u8]] = &[
    b"obj",
    b"endobj",
    b"stream\n",
    b"endstream",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"(",
    b")",
    b"<",
    b"/Kids [2 0 R]",
    b"/Parent 3 0 R",
    b"/Filter /FlateDecode",
    b"/Filter [/ASCIIHexDecode /LZWDecode /RunLengthDecode]",
    b"/Type /ObjStm /N 9 /First 3",
    b"/Prev 0",
    b"/Length 9 0 R",
    b"/Encoding /WinAnsiEncoding",
    b"/FontFile2 5 0 R",
    b"/FontFile3 5 0 R",
    b"/Widths [1 2 3]",
    b"/DW 0",
    b"/MediaBox [0 0 0 0]",
    b"/Rotate 90",
    b"/Subtype /Form /Matrix [1 0 0 1 0 0]",
    b" 0 R",
    b"q ",
    b"Q ",
    b"BT ",
    b"ET ",
    b"Tf ",
    b"0 0 Td ",
    b"1 0 0 1 0 0 cm ",
    b"[(a) -200 (b)] TJ ",
    b"/I Do ",
    b"BI /W 1 /H 1 ID x EI ",
    b"beginbfrange <00> <ff> <00>",
    b"begincodespacerange <00> <ff>",
    b"usecmap",
    b"xref",
    b"trailer",
    b"startxref",
    b"%%EOF",
    b"/Encrypt 3 0 R",
    b"/Pages 2 0 R",
    b"/Contents [7 0 R 7 0 R]",
];

#[test]
fn pdf() {
    let page = |n: usize| {
        let words = |x: f32| {
            PARAGRAPHS.iter().enumerate().map(move |(row, words)| files::Drawn {
                x,
                y: 700.0 - 14.0 * row as f32,
                size: 9.0 + n as f32,
                words: (*words).to_owned(),
            })
        };
        words(40.0).chain(words(300.0)).collect::<Vec<_>>()
    };
    let good = [files::pdf(&PARAGRAPHS), files::pdf_of(&[page(1), page(2)]), files::pdf_of_pictures(1)];
    let check = |bytes: &[u8]| {
        let good = &good[usize::from(bytes.first().copied().unwrap_or(0)) % good.len()];
        holds("talks.pdf", &fuzz::spoilt(good, bytes.get(1..).unwrap_or_default(), PDF));
    };
    bolero::check!().with_max_len(100).for_each(check);
}

const XML: &[&[u8]] = &[
    b"<w:p>",
    b"</w:p>",
    b"<w:r>",
    b"</w:r>",
    b"<w:t>",
    b"</w:t>",
    b"<w:del>",
    b"</w:del>",
    b"<w:ins>",
    b"<w:tbl>",
    b"</w:tbl>",
    b"<w:tr>",
    b"</w:tr>",
    b"<w:tc>",
    b"</w:tc>",
    b"<w:footnoteReference w:id=\"1\"/>",
    b"<w:delText>",
    b"<mc:Fallback>",
    b"</mc:Fallback>",
    b"<w:br/>",
    b"<w:tab/>",
    b"<w:drawing/>",
    b"<w:pStyle w:val=\"Title\"/>",
    b"<item>",
    b"</item>",
    b"<entry>",
    b"</entry>",
    b"<title>",
    b"</title>",
    b"<link href=\"x\" rel='self'/>",
    b"<description>",
    b"</description>",
    b"<content type=\"xhtml\">",
    b"</content>",
    b"<pubDate>",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<!DOCTYPE x [",
    b"]>",
    b"<?x ",
    b"?>",
    b"&amp;",
    b"&#x110000;",
    b"&nosuch;",
    b"&",
    b"<",
    b">",
    b"\"",
    b"\xe2\x80",
    b"\xff",
    b"\0",
];

#[test]
fn docx() {
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Draft</w:t></w:r></w:p><w:p><w:r><w:t>Norland shall </w:t></w:r><w:del><w:r><w:delText>go</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>stay.</w:t></w:r></w:ins></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    let notes = "<w:footnote w:type=\"separator\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:t>From then.</w:t></w:r></w:p></w:footnote>";
    let whole = files::docx_of(body, Some(notes));
    let check = |bytes: &[u8]| {
        let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
        let file = if first % 4 == 0 {
            fuzz::spoilt(&whole, rest, &[b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"word/document.xml"])
        } else {
            let (body, notes) = (
                fuzz::spoilt(body.as_bytes(), rest, XML),
                if first % 4 == 1 { fuzz::spoilt(notes.as_bytes(), rest, XML) } else { notes.into() },
            );
            files::docx_of(&String::from_utf8_lossy(&body), Some(&String::from_utf8_lossy(&notes)))
        };
        holds("draft.docx", &file);
    };
    bolero::check!().with_max_len(100).for_each(check);
}

#[test]
fn feed() {
    let entries = [("Talks", "Norland & Sudria will sign."), ("Harbour", "Dessa said no.")];
    let good = [files::rss(&entries), files::atom(&entries)];
    let check = |bytes: &[u8]| {
        let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
        holds("wire.xml", &fuzz::spoilt(&good[usize::from(first % 2)], rest, XML));
    };
    bolero::check!().with_max_len(100).for_each(check);
}

const MAIL: &[&[u8]] = &[
    b"\r\n",
    b"\n",
    b"\r\n\r\n",
    b"--made\r\n",
    b"--made--",
    b"From: ",
    b"From lind Wed Mar 12 09:30:00 2031\n",
    b"Content-Type: multipart/alternative; boundary=made\r\n",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Type: text/html; charset=utf-7\r\n\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"Content-Disposition: attachment; filename*=utf-8''%e2%28%a1\r\n",
    b"=?utf-8?B?",
    b"=?",
    b"?=",
    b"=E2=80",
    b"Subject: ",
    b"Date: Mon, 99 Foo 0000 99:99:99 +9999\r\n",
    b"<",
    b">",
    b"@",
    b",",
    b";",
    b":",
    b"\"",
    b"(",
    b")",
    b"\\",
    b"begin 644 a\n",
    b"\0",
    b"\xff",
];

#[test]
fn mail() {
    let attachments = [
        Attachment { name: "a.txt", kind: "text/plain", bytes: b"Norland signs on Friday." },
        Attachment { name: "b.html", kind: "text/html", bytes: b"<p>Sudria signs on Friday, Dessa said.</p>" },
        Attachment { name: "c.eml", kind: "message/rfc822", bytes: &files::mail("Inner", "Estmark hosts.", &[]) },
    ];
    let mail = files::mail("Talks", "The truce holds.", &attachments);
    let good = [("talks.mbox", files::mailbox(&[mail.clone(), mail.clone()])), ("talks.eml", mail)];
    let check = |bytes: &[u8]| {
        let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
        let (name, good) = &good[usize::from(first % 2)];
        holds(name, &fuzz::spoilt(good, rest, MAIL));
    };
    bolero::check!().with_max_len(100).for_each(check);
}

#[test]
fn archive() {
    let page = files::html("Page", &PARAGRAPHS);
    let list: [(&str, &[u8]); 4] = [
        ("b/1.md", b"# One\n\nNorland will sign."),
        ("b/1.md.json", b"{\"date\": \"2031-03-12\"}"),
        ("a.html", &page),
        ("c.eml", b"From: a@b\r\n\r\nYes."),
    ];
    let tar = files::tar(&list);
    let twins: [(&str, &[u8]); 4] = [list[0], ("talks.txt", b"Norland will sign."), ("talks.txt", b"Sudria will sign."), list[0]];
    let good = [
        ("a.zip", files::zip(&list)),
        ("a.tar", tar.clone()),
        ("a.tar.gz", files::gzip(&tar)),
        ("a.zip", files::zip_stored(&list)),
        ("a.zip", files::zip(&twins)),
    ];
    let pieces: &[&[u8]] = &[
        b"PK\x01\x02",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"PK\x06\x06",
        b"../",
        b"/",
        b"\0\0\0\0",
        b"\xff\xff\xff\xff",
        b"ustar",
        b"00000000000",
        b"77777777777",
        b"x",
        b"L",
        b"g",
        b"S",
        b"\x80\0\0\0",
    ];
    let check = |bytes: &[u8]| {
        let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
        let (name, whole) = &good[usize::from(first % 5)];
        // A spoilt tar archive that is packed well gets further than packed bytes that are spoilt.
        let file = if first % 10 == 2 { files::gzip(&fuzz::spoilt(&tar, rest, pieces)) } else { fuzz::spoilt(whole, rest, pieces) };
        holds(name, &file);
    };
    bolero::check!().with_max_len(100).for_each(check);
}

const HTML: &[&[u8]] = &[
    b"<p>",
    b"</p>",
    b"<div>",
    b"</div>",
    b"<script>",
    b"</script>",
    b"<style>",
    b"<title>",
    b"<svg>",
    b"<table><tr><td>",
    b"<a href='x'>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"&amp;",
    b"&#0;",
    b"&notit;",
    b"&",
    b"<",
    b">",
    b"'",
    b"\"",
    b"<template>",
    b"<math><mi>",
    b"<select>",
    b"<nav>",
    b"<meta charset=utf-16>",
    b"<br>",
    b"\xe2\x80",
    b"\xf0\x9f\x98\x80",
    b"\0",
    b"b'",
    b"\\xe2",
];

#[test]
fn html() {
    let good = files::html("Talks", &PARAGRAPHS);
    let check = |bytes: &[u8]| holds("talks.html", &fuzz::spoilt(&good, bytes, HTML));
    bolero::check!().with_max_len(100).for_each(check);
}
