//! PDF, Word, mail, feeds, archives: what becomes text, and that each word leads back to where it stood.
use evidence::{Document, DoubtKind, Format, Original, Spot};
use fuzz::files::{self, Attachment, Drawn};
use reader::document::{Given, documents};
use std::fmt::Write as _;

/// The documents of a file, all of which must be readable.
fn all(name: &str, bytes: &[u8]) -> Vec<Given> {
    documents(name, bytes, None).into_iter().map(|one| one.unwrap_or_else(|why| panic!("{name}: {why}"))).collect()
}

fn one(name: &str, bytes: &[u8]) -> Given {
    let mut all = all(name, bytes);
    assert_eq!(all.len(), 1, "{name}");
    all.remove(0)
}

fn line(x: f32, y: f32, words: &str) -> Drawn {
    Drawn { x, y, size: 10.0, words: words.to_owned() }
}

fn spot_of(document: &Document, words: &str) -> Option<Spot> {
    let at = document.text().find(words).unwrap_or_else(|| panic!("{words:?} is not in {:?}", document.text()));
    document.original().and_then(|original| original.at(at))
}

#[test]
fn lines_of_a_pdf_become_paragraphs_and_cut_words_are_whole() {
    let page = vec![
        Drawn { x: 60.0, y: 780.0, size: 18.0, words: "Truce on the Tessel".to_owned() },
        line(60.0, 740.0, "Norland and Sudria will keep the cease-fire, and their nego-"),
        line(60.0, 726.0, "tiators meet in Port Alba next week for further talks on a"),
        line(60.0, 712.0, "longer truce, which Halvorsen calls self-"),
        line(60.0, 698.0, "evident. The cease-fire holds so far."),
        line(60.0, 670.0, "Sudria wants its pilots back first of all, as Dessa said on"),
        line(60.0, 656.0, "Monday in the harbour of Port Alba."),
    ];
    let given = one("truce.pdf", &files::pdf_of(&[page]));
    let expected = "Truce on the Tessel\n\nNorland and Sudria will keep the cease-fire, and their negotiators meet in Port Alba next week for \
        further talks on a longer truce, which Halvorsen calls self-evident. The cease-fire holds so far.\n\nSudria wants its pilots back \
        first of all, as Dessa said on Monday in the harbour of Port Alba.";
    assert_eq!(given.document.text(), expected);
    assert_eq!(given.document.about.title.as_deref(), Some("Truce on the Tessel"));
    assert_eq!(spot_of(&given.document, "tiators"), Some(Spot::Page { page: 1, line: 3 }));
    assert_eq!(given.doubts, []);
}

#[test]
fn two_columns_are_read_one_after_the_other_below_their_headline() {
    let words = |side: &str, row: usize| format!("{side} {row} of the talks in Port Alba");
    let mut page = vec![Drawn { x: 60.0, y: 780.0, size: 16.0, words: "A headline that spans the two columns of this page".to_owned() }];
    for row in 0..12 {
        let y = 740.0 - 13.0 * row as f32;
        // The lines of the right column stand a little lower.
        page.push(line(60.0, y, &words("left", row)));
        page.push(line(320.0, y - 4.0, &words("right", row)));
    }
    let given = one("columns.pdf", &files::pdf_of(&[page]));
    let text = given.document.text();
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
    assert!(place("headline") < place("left 0") && place("left 11") < place("right 0") && place("right 0") < place("right 11"), "{text}");
    assert!(text.contains("left 3 of the talks in Port Alba left 4 of"), "{text}");
}

#[test]
fn a_table_is_no_set_of_columns() {
    let mut page = vec![line(60.0, 760.0, "What each side asked for, by day of the talks, as the envoy counted it:")];
    for row in 0..8 {
        let y = 740.0 - 13.0 * row as f32;
        page.push(line(60.0, y, &format!("Day {row}")));
        page.push(line(300.0, y, &format!("{} points", row * 3)));
    }
    let given = one("table.pdf", &files::pdf_of(&[page]));
    assert!(given.document.text().contains("Day 3\t9 points"), "{}", given.document.text());
}

#[test]
fn headers_footers_and_page_numbers_go_and_paragraphs_run_on() {
    let page = |number: usize, first: &str, last: &str| {
        vec![
            line(60.0, 810.0, &format!("Lake Press · Report of 12 March 2031 · {number}")),
            line(60.0, 740.0, first),
            line(60.0, 726.0, "and this line stands in the middle of the page to fill it up"),
            line(60.0, 712.0, last),
            line(290.0, 30.0, &format!("Page {number} of 2")),
        ]
    };
    let pages = [
        page(1, "Norland will sign the truce, says Halvorsen,", "while Sudria, whose pilots are still held in the north,"),
        page(2, "wants them back before it signs anything at all", "as Dessa made plain."),
    ];
    let given = one("report.pdf", &files::pdf_of(&pages));
    let text = given.document.text();
    assert!(!text.contains("Lake Press") && !text.contains("Page 1") && !text.contains("of 2"), "{text}");
    assert!(text.contains("held in the north, wants them back"), "{text}");
    assert_eq!(spot_of(&given.document, "wants them"), Some(Spot::Page { page: 2, line: 2 }));
}

#[test]
fn pages_of_pictures_are_told() {
    let why = documents("scan.pdf", &files::pdf_of_pictures(2), None).remove(0).unwrap_err();
    assert!(why.to_string().starts_with("no text found (pictures only)"), "{why}");
}

#[test]
fn a_word_document_keeps_notes_tables_and_what_was_put_in_and_says_what_was_deleted() {
    let run = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let cell = |words: &str| format!("<w:tc><w:p>{}</w:p></w:tc>", run(words));
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr>{}</w:p>\
         <w:p>{}<w:del w:id=\"1\" w:author=\"Lind\"><w:r><w:delText>withdraw all troops</w:delText></w:r></w:del>\
         <w:ins w:id=\"2\">{}</w:ins>{}<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>\
         <w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl><w:p>{}</w:p>",
        run("Draft of 12 March"),
        run("Norland shall "),
        run("keep the truce"),
        run(" for ten days."),
        cell("Norland"),
        cell("pilots"),
        cell("Sudria"),
        cell("the harbour"),
        run("Nothing else is agreed."),
    );
    let notes = format!(
        "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p>{}</w:p></w:footnote><w:footnote w:id=\"2\"><w:p>{}</w:p></w:footnote>",
        run("----"),
        run("From the day of signature.")
    );
    let given = one("draft.docx", &files::docx_of(&body, Some(&notes)));
    let expected = "Draft of 12 March\n\nNorland shall keep the truce for ten days.\n\nNorland\tpilots\nSudria\tthe harbour\n\n\
        Nothing else is agreed.\n\nFrom the day of signature.";
    assert_eq!(given.document.text(), expected);
    assert_eq!(given.document.about.title.as_deref(), Some("Draft of 12 March"));
    let [deleted] = given.doubts.as_slice() else { panic!("{:?}", given.doubts) };
    assert_eq!(deleted.kind, DoubtKind::DeletedWords);
    assert!(deleted.says.contains("“withdraw all troops”"), "{}", deleted.says);
    assert_eq!(deleted.at.as_ref().unwrap().words(expected), "Norland shall keep the truce for ten days.");
    assert_eq!(spot_of(&given.document, "Sudria"), Some(Spot::Paragraph(5)));
    assert_eq!(spot_of(&given.document, "Nothing"), Some(Spot::Paragraph(7)));
    assert_eq!(spot_of(&given.document, "From the day"), Some(Spot::Note(1)));
}

#[test]
fn a_mail_gives_its_words_its_head_and_its_attachments() {
    let attachments = [
        Attachment { name: "paper.docx", kind: "application/octet-stream", bytes: &files::docx(&["Sudria will free the pilots."]) },
        Attachment { name: "notes/../list.txt", kind: "text/plain", bytes: b"Norland signs on Friday." },
        Attachment { name: "inner.eml", kind: "message/rfc822", bytes: &files::mail("Inner", "Estmark will host the talks.", &[]) },
    ];
    let mail = files::mail("Talks – day two", "The truce holds.\n\n— Lind", &attachments);
    let given = all("day-two.eml", &mail);
    let about = &given[0].document.about;
    assert_eq!(
        (about.id.0.as_str(), about.title.as_deref(), about.source.as_deref()),
        ("day-two", Some("Talks – day two"), Some("Mira Lind"))
    );
    assert_eq!(about.published.as_ref().unwrap().date.to_string(), "2031-03-12");
    let seen: Vec<(Vec<String>, &str, &str)> = given
        .iter()
        .map(|it| (it.document.original().unwrap().within.clone(), it.document.about.id.0.as_str(), it.document.text()))
        .collect();
    let within = |name: &str| vec![name.to_owned()];
    assert_eq!(
        seen[1..],
        [
            (within("paper.docx"), "paper", "Sudria will free the pilots."),
            (within("list.txt"), "list", "Norland signs on Friday."),
            (within("inner.eml"), "inner", "Estmark will host the talks."),
        ]
    );
    let many = all("week.mbox", &files::mailbox(&[mail.clone(), files::mail("Three", "Day three.", &[])]));
    let ids: Vec<&str> = many.iter().map(|it| it.document.about.id.0.as_str()).collect();
    assert_eq!(ids, ["week-1", "paper", "list", "inner", "week-2"]);
    assert_eq!(many[1].document.original().unwrap().within, ["message 1", "paper.docx"]);
}

#[test]
fn entries_of_feeds_are_documents_with_their_own_date_and_address() {
    for (name, feed) in [
        ("wire.rss", files::rss(&[("Talks", "Norland & Sudria will sign."), ("Harbour", "Dessa said <no>.")])),
        ("wire.atom", files::atom(&[("Talks", "Norland & Sudria will sign."), ("Harbour", "Dessa said <no>.")])),
    ] {
        let entries = all(name, &feed);
        let seen: Vec<_> =
            entries.iter().map(|it| (it.document.about.id.0.as_str(), it.document.about.title.as_deref(), it.document.text())).collect();
        assert_eq!(
            seen,
            [("wire-1", Some("Talks"), "Norland & Sudria will sign."), ("wire-2", Some("Harbour"), "Dessa said <no>.")],
            "{name}"
        );
        let about = &entries[1].document.about;
        assert_eq!((about.url.as_deref(), about.source.as_deref()), (Some("https://lakes.example/1"), Some("Lakes Wire")));
        assert_eq!(about.published.as_ref().unwrap().date.to_string(), "2031-03-12");
    }
}

#[test]
fn an_archive_is_read_as_a_folder_is() {
    let page = files::html("Page", &["Estmark will host the talks in Port Alba, envoy Lind said on Monday."]);
    let list: [(&str, &[u8]); 7] = [
        ("b/2.txt", b"Sudria will sign."),
        ("b/1.md", b"# Day one\n\nNorland will sign."),
        ("b/1.md.json", b"{\"date\": \"2031-03-12\"}"),
        ("a.html", &page),
        (".hidden.txt", b"not shown"),
        ("__MACOSX/a.html", b"not shown"),
        ("map.dat", b"?"),
    ];
    for (name, bytes) in [("all.zip", files::zip(&list)), ("all.tar", files::tar(&list)), ("all.tar.gz", files::tar_gz(&list))] {
        let mut out = String::new();
        for one in documents(name, &bytes, None) {
            match one {
                Ok(given) => {
                    let published = given.document.about.published.as_ref().map(|it| it.date.to_string());
                    let _ =
                        writeln!(out, "{} {} {published:?}", given.document.original().unwrap().within.join(": "), given.document.about.id);
                }
                Err(why) => {
                    let _ = writeln!(out, "{} {}", why.within.join(": "), why.to_string().split('(').next().unwrap());
                }
            }
        }
        let expected = "a.html a None\nb/1.md 1 Some(\"2031-03-12\")\nb/2.txt 2 None\nmap.dat its name does not end as those of the formats that are read\n";
        assert_eq!(out, expected, "{name}");
    }
}

#[test]
fn a_text_in_an_archive_leads_back_to_its_bytes() {
    for text in ["Norland will sign.", "\u{feff}Norland will sign."] {
        let given = one("all.zip", &files::zip(&[("a.txt", text.as_bytes())]));
        let original = given.document.original().unwrap();
        assert_eq!((original.format, original.within.as_slice()), (Format::Text, ["a.txt".to_owned()].as_slice()));
        assert_eq!(spot_of(&given.document, "will"), Some(Spot::Byte(text.find("will").unwrap())));
    }
}

/// Both are read: an index by name would keep the one that another program may not show.
#[test]
fn of_two_files_of_one_name_in_an_archive_both_are_read() {
    let list: [(&str, &[u8]); 4] = [
        ("talks.txt", b"Norland will sign."),
        ("talks.txt", b"Sudria will sign."),
        ("a.txt", b"Estmark hosts."),
        ("talks.txt", b"Nobody will sign."),
    ];
    for (name, bytes) in [("all.zip", files::zip(&list)), ("stored.zip", files::zip_stored(&list)), ("all.tar.gz", files::tar_gz(&list))] {
        let seen: Vec<(String, String)> =
            all(name, &bytes).iter().map(|it| (it.document.original().unwrap().within.join(": "), it.document.text().to_owned())).collect();
        let expected = [
            ("a.txt", "Estmark hosts."),
            ("talks.txt", "Norland will sign."),
            ("talks.txt (2)", "Sudria will sign."),
            ("talks.txt (3)", "Nobody will sign."),
        ];
        assert_eq!(seen, expected.map(|(name, text)| (name.to_owned(), text.to_owned())), "{name}");
    }
    let attached = [b"Sudria will sign.", b"Norland did sign."].map(|bytes| Attachment { name: "a.txt", kind: "text/plain", bytes });
    let mail = all("a.eml", &files::mail("Two", "Both are here.", &attached));
    assert_eq!(mail[2].document.original().unwrap().within, ["a.txt (2)"]);
}

/// A mail is no page with menus: its words are read however few they are.
#[test]
fn the_words_of_a_short_mail_in_html_are_read() {
    let mail = "From: lind@estmark.example\r\nSubject: Re: Truce\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=iso-8859-1\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>We accept.</p><p>M=FCller</p></body></html>\r\n";
    assert_eq!(one("a.eml", mail.as_bytes()).document.text(), "We accept.\n\nMüller");
}

/// Umlauts as a German program writes them, in a mail that does not say so or says otherwise.
#[test]
fn a_mail_that_does_not_say_how_it_is_coded_is_decoded_as_a_file_is() {
    let words = "Minister Müller of Köln said: “Größe ist nötig für den Frieden”, and Norland will sign.";
    let (german, _, _) = encoding_rs::WINDOWS_1252.encode(words);
    let mail = |head: &str, body: &[u8]| {
        [b"From: lind@estmark.example\r\nSubject: Talks\r\nMIME-Version: 1.0\r\n", head.as_bytes(), b"\r\n", body].concat()
    };
    let quoted: String =
        german.iter().map(|byte| if byte.is_ascii() { char::from(*byte).to_string() } else { format!("={byte:02X}") }).collect();
    for (head, body) in [
        ("", &*german),
        ("Content-Type: text/plain; charset=us-ascii\r\n", &*german),
        ("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n", &*german),
        ("Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n", quoted.as_bytes()),
        ("Content-Type: text/html\r\n", &[b"<p>", &*german, b"</p>"].concat()),
    ] {
        assert_eq!(one("a.eml", &mail(head, body)).document.text(), words, "{head}");
    }
    let attached = [
        Attachment { name: "a.txt", kind: "text/plain", bytes: &german },
        Attachment { name: "b.txt", kind: "text/plain; charset=utf-8", bytes: &german },
    ];
    for given in &all("a.eml", &files::mail("Talks", "See the notes.", &attached))[1..] {
        assert_eq!(given.document.text(), words);
    }
}

#[test]
fn what_a_word_document_calls_its_parts_is_looked_up() {
    let body = |words: &str| format!("<w:document><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>");
    let relation = |kind: &str, target: &str| {
        format!("<Relationships><Relationship Id=\"r1\" Type=\"http://example.org/{kind}\" Target=\"{target}\"/></Relationships>")
    };
    let notes = "<w:footnotes><w:footnote w:id=\"2\"><w:p><w:r><w:t>From then.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", relation("officeDocument", "/word/document2.xml")),
        ("word/document2.xml", body("Norland will sign.")),
        ("word/_rels/document2.xml.rels", relation("footnotes", "footnotes7.xml")),
        ("word/footnotes7.xml", notes.to_owned()),
    ];
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, words)| (*name, words.as_bytes())).collect();
    assert_eq!(one("a.docx", &files::zip(&parts)).document.text(), "Norland will sign.\n\nFrom then.");
    let words = [body("Norland will sign."), body("Norland will not sign.")];
    let twice = words.each_ref().map(|words| ("word/document.xml", words.as_bytes()));
    let given = one("a.docx", &files::zip(&twice));
    assert!(given.doubts.iter().any(|doubt| doubt.kind == DoubtKind::PartNotRead && doubt.says.contains("the same name")), "{given:?}");
}

#[test]
fn words_moved_within_a_word_document_are_not_called_deleted() {
    let body = "<w:p><w:moveFrom><w:r><w:t>Norland will sign.</w:t></w:r></w:moveFrom><w:r><w:t>First.</w:t></w:r></w:p>\
        <w:p><w:moveTo><w:r><w:t>Norland will sign.</w:t></w:r></w:moveTo></w:p>";
    let given = one("a.docx", &files::docx_of(body, None));
    assert_eq!((given.document.text(), given.doubts.len()), ("First.\n\nNorland will sign.", 0));
    let gone = "<w:p><w:del><w:r><w:delText>Norland will sign.</w:delText></w:r></w:del></w:p>";
    let why = documents("a.docx", &files::docx_of(gone, None), None).remove(0).unwrap_err();
    assert_eq!(why.to_string(), "all its words are deleted, as tracked changes say");
}

#[test]
fn an_entry_taken_from_another_feed_keeps_its_own_title() {
    let feed = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>Talks go on</title><author><name>Mira Lind</name>\
        <email>lind@estmark.example</email></author><source><title>Another feed</title><updated>1999-01-01</updated></source>\
        <published>2031-03-12T09:30:00Z</published><summary>Norland and Sudria went on talking.</summary></entry></feed>";
    let about = one("a.atom", feed.as_bytes()).document.about;
    assert_eq!((about.title.as_deref(), about.source.as_deref()), (Some("Talks go on"), Some("Mira Lind")));
    assert_eq!(about.published.unwrap().date.to_string(), "2031-03-12");
}

/// Found by the fuzz target: the bytes of a character that a reference stands for were places each.
#[test]
fn a_reference_is_one_place() {
    let page = "<p>The talks in Port Alba went on &mdash; Lind&eacute; said &mdash; until the end of the day.</p>";
    let given = one("a.html", page.as_bytes());
    let original = given.document.original().unwrap();
    assert!(original.stretches().iter().all(|stretch| given.document.text().is_char_boundary(stretch.start)));
    assert_eq!(spot_of(&given.document, "— Lind"), Some(Spot::Byte(page.find("&mdash; Lind").unwrap())));
    assert_eq!(spot_of(&given.document, "said"), Some(Spot::Byte(page.find("said").unwrap())));
}

/// Words that tools lose their places over.
const TORTURE: &[&str] = &[
    "😀",
    "🇳🇴",
    "👩\u{200d}🚀",
    "👍🏽",
    "e\u{301}te\u{301}",
    "Å\u{327}",
    "ﷺ",
    "שלום",
    "مرحبا",
    "العربية",
    "a\u{200b}b",
    "ﬁn",
    "ß",
    "İstanbul",
    "ǆ",
    "𝔘𝔫𝔦",
    "𐍈𐍉",
    "𠜎𠜱",
    "北京",
    "日本語",
    "한국어",
    "мир",
    "ἀγορά",
    "٣٤",
    "naïve",
    "Straße",
    "“quoted”",
    "«dit»",
    "„so“",
    "l’été",
    "…",
    "—",
    "½",
    "№7",
    "a&b",
    "x<y",
    "&amp;",
    "100%",
    "\u{feff}mark",
    "tab\tbed",
    "U.S.",
    "co-op",
    "O'Neil",
    "#7",
    "(5)",
    "[6]",
];

/// A fixed sequence: the same texts in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

fn torture(dice: &mut Dice) -> Vec<String> {
    let plain = ["Norland", "said", "that", "Sudria", "would", "sign", "the", "truce", "on", "Monday", "harbour", "pilots"];
    let paragraph = |dice: &mut Dice| {
        let mut words: Vec<&str> = Vec::new();
        for _ in 0..8 + dice.roll(10) {
            words.push(if dice.roll(3) == 0 { TORTURE[dice.roll(TORTURE.len())] } else { plain[dice.roll(plain.len())] });
        }
        // So that the paragraph is running text in every format, and is not taken for a heading or a list.
        format!("Halvorsen {} end.", words.join(" "))
    };
    (0..1 + dice.roll(3)).map(|_| paragraph(dice)).collect()
}

/// The words as every format may give them: PDF has no tabs and no marks without width.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || c == '\u{feff}').filter(|word| !word.is_empty()).map(|word| word.replace("ﬁ", "fi")).collect()
}

/// Each word of a document, and the bytes of the file from where it stood.
fn leads_back(name: &str, document: &Document, file: &[u8], says: impl Fn(&[u8], &str) -> bool) {
    let original: Option<&Original> = document.original();
    for word in document.text().split_whitespace() {
        let at = word.as_ptr() as usize - document.text().as_ptr() as usize;
        let byte = match original {
            // The text is the file.
            None => at,
            Some(original) => match original.at(at) {
                Some(Spot::Byte(byte)) => byte,
                other => panic!("{name}: {word:?} at {at} stood at {other:?}"),
            },
        };
        assert!(
            says(&file[byte..], word),
            "{name}: {word:?} at {at} did not stand at byte {byte}: {:?}",
            String::from_utf8_lossy(&file[byte..file.len().min(byte + 20)])
        );
    }
}

/// A thousand texts that are hard on places, through each format: the words are the words, and each leads back to where it stood.
#[test]
fn words_keep_their_places_through_each_format() {
    let mut dice = Dice(7);
    for round in 0..1_000 {
        let paragraphs = torture(&mut dice);
        let given: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
        let ends = ["\n\n", "\r\n\r\n", "\r\r"][round % 3];
        let text = paragraphs.join(ends);
        let expected = words(&text);
        let check = |name: &str, document: &Document| assert_eq!(words(document.text()), expected, "{name}, round {round}");

        let as_it_is = one("a.txt", text.as_bytes());
        assert_eq!(as_it_is.document.text(), text);
        leads_back("txt", &as_it_is.document, text.as_bytes(), |at, word| at.starts_with(word.as_bytes()));
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        let with_mark = one("a.txt", &marked);
        assert_eq!(with_mark.document.text(), text);
        leads_back("BOM", &with_mark.document, &marked, |at, word| at.starts_with(word.as_bytes()));
        let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let wide = one("a.txt", &utf16);
        assert_eq!(wide.document.text(), text);
        leads_back("UTF-16", &wide.document, &utf16, |at, word| {
            at.starts_with(&word.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>())
        });
        let (german, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
        let narrow = one("a.txt", &german);
        if german.iter().any(|byte| !byte.is_ascii()) && narrow.document.original().is_some_and(|it| it.format == Format::Text) {
            leads_back("windows-1252", &narrow.document, &german, |at, word| {
                // Whatever encoding it was taken for, one character is one byte where it is one of letters.
                at.first().is_some_and(|byte| !byte.is_ascii() || word.as_bytes()[0] == *byte)
            });
        }

        let page = files::html("Talks", &given);
        let html = one("a.html", &page);
        check("html", &html.document);
        leads_back("html", &html.document, &page, |at, word| {
            at.starts_with(files::escaped(word).as_bytes()) || at.starts_with(word.as_bytes())
        });

        let docx = one("a.docx", &files::docx(&given));
        check("docx", &docx.document);
        let mut rest = 0;
        for (paragraph, number) in given.iter().zip(1..) {
            let at = docx.document.text()[rest..].find(&paragraph.trim_matches('\u{feff}')[..9]).unwrap() + rest;
            assert_eq!(docx.document.original().unwrap().at(at), Some(Spot::Paragraph(number)), "round {round}");
            rest = at + 9;
        }

        let lines: Vec<Drawn> = given.iter().enumerate().map(|(row, words)| line(40.0, 760.0 - 40.0 * row as f32, words)).collect();
        let pdf = one("a.pdf", &files::pdf_of(&[lines]));
        check("pdf", &pdf.document);
        for (number, start) in (1..).zip(std::iter::once(0).chain(pdf.document.text().match_indices("\n\n").map(|(at, _)| at + 2))) {
            assert_eq!(pdf.document.original().unwrap().at(start), Some(Spot::Page { page: 1, line: number }), "round {round}");
        }

        check("eml", &one("a.eml", &files::mail("Talks", &text, &[])).document);
        check("mbox", &one("a.mbox", &files::mailbox(&[files::mail("Talks", &text, &[])])).document);
        check("rss", &one("a.rss", &files::rss(&[("Talks", &text)])).document);
        check("atom", &one("a.atom", &files::atom(&[("Talks", &text)])).document);
        // A place in an archive is one in the file that was taken out.
        let zip = one("a.zip", &files::zip(&[("a.txt", text.as_bytes())]));
        let tar = one("a.tar.gz", &files::tar_gz(&[("a.txt", text.as_bytes())]));
        for (name, given) in [("zip", zip), ("tar.gz", tar)] {
            check(name, &given.document);
            leads_back(name, &given.document, text.as_bytes(), |at, word| at.starts_with(word.as_bytes()));
        }
    }
}
