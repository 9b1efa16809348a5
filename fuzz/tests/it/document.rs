//! Any bytes under any name of file become documents or a message, without a panic; what comes through is then read.
use reader::Config;
use reader::document::documents;

const NAMES: &[&str] = &[
    "talks.txt",
    "2024-07-04-talks.md",
    "talks.html",
    "talks.htm",
    "talks.jsonl",
    "talks.ndjson",
    "talks.json",
    "talks.wiki",
    "talks",
    "",
    ".txt",
    "talks.pdf",
    "té\u{301}lks.txt",
    "a/../b.html",
    "talks.txt.gz",
];

/// Pieces of files: what encodings, markup, front matter and JSON Lines are told by, and what breaks them.
const PIECES: &[&[u8]] = &[
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\0",
    b"\xc3",
    b"\xe2\x80",
    b"\x93\x94",
    b"\xa0",
    b"\xf0\x9f\x87",
    b"\r\n",
    b"\n",
    b"\n\n",
    b" ",
    b" ",
    b"---\n",
    b"date: 2024-07-04\n",
    b"title: \"Talks\"\n",
    b"date: [x]\n",
    b"+++\n",
    b"# ",
    b"> ",
    b"- ",
    b"```\n",
    b"[a](b)",
    b"![x](javascript:alert(1))",
    b"<html>",
    b"<head><title>Talks</title></head>",
    b"<meta name=date content=2024-07-04>",
    b"<body>",
    b"<article>",
    b"</article>",
    b"<p>",
    b"</p>",
    b"<div>",
    b"<div class=menu>",
    b"</div>",
    b"<script>",
    b"</script>",
    b"<style>",
    b"<!--",
    b"-->",
    b"<table><tr><td>",
    b"&#x1F600;",
    b"&amp",
    b"&#xFFFFFF;",
    b"<![CDATA[",
    b"<br>",
    b"<a href='x",
    b"{\"id\": \"a\", \"text\": \"",
    b"\"}",
    b"\\u12",
    b"\\ud83d",
    b"{",
    b"}",
    b"\"date\": \"2024-07\"",
    b"null",
    b"b'",
    b"\\xe2\\x80\\x99",
    b"'",
    b"{{",
    b"}}",
    b"[[",
    b"]]",
    b"==",
    b"PORT ALBA, July 4 (Lake News) - ",
    b"President Halvorsen of Norland said on Monday that Sudria would free the pilots. ",
    b"\x93We will not hand over the harbour,\x94 he said. ",
    b"MODERATOR: ",
    b"Q  ",
    b"\x0c",
    b"-\n",
    b"\x1b]0;x\x07",
];

#[test]
fn document() {
    let config = Config::default();
    bolero::check!().with_max_len(200).for_each(|bytes| {
        let (name, rest) = bytes.split_first().map_or((0, bytes), |(first, rest)| (usize::from(*first), rest));
        let mut file = Vec::new();
        for byte in rest {
            match PIECES.get(usize::from(*byte)) {
                Some(piece) => file.extend_from_slice(piece),
                None => file.push(*byte),
            }
        }
        let name = NAMES[name % NAMES.len()];
        let beside = (rest.len() % 3 == 0).then_some(rest);
        let given = documents(name, &file, beside);
        assert!(!given.is_empty(), "a file is something, or a message says why not");
        for one in given {
            let given = match one {
                Ok(given) => given,
                Err(unreadable) => {
                    assert!(!unreadable.to_string().is_empty());
                    continue;
                }
            };
            assert!(!given.document.about.id.0.contains('\n'));
            let (reading, doubts) = reader::read(&given.document, &config);
            fuzz::sound(&given.document, &reading, &doubts);
            fuzz::sound(&given.document, &evidence::Reading::default(), &given.doubts);
        }
    });
}
