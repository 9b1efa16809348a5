//! `armistice serve` against whoever would misuse it: each refusal on each kind of route, too much, too slow, too many.
use crate::served::{Served, answer};
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// One of each kind: pages, data, parts of pages, files of ours, downloads, writes, and what there is not.
const ROUTES: [&str; 22] = [
    "/",
    "/documents",
    "/documents.json",
    "/documents.csv",
    "/documents?q=a&part=list",
    "/d1",
    "/d1.json",
    "/d1/text",
    "/d1/original",
    "/a1",
    "/a1/change",
    "/a1.docx",
    "/p1.xlsx",
    "/index.md",
    "/sources",
    "/sources.csv",
    "/outlook?file=model",
    "/changes.json?since=0",
    "/assets/style.css",
    "/assets/app.js",
    "/log",
    "/no-such-page",
];

const WRITES: [&str; 9] =
    ["/confirm", "/reject", "/change", "/merge", "/undo", "/mark", "/documents?name=a.txt", "/start", "/no-such-thing"];

#[test]
fn every_refusal_holds_on_every_route() {
    let server = Served::example();
    let (port, cookie) = (server.port, server.cookie());
    let ask = |method: &str, path: &str, headers: &str| {
        server.raw(format!("{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\nContent-Length: 0\r\n\r\n").as_bytes())
    };
    let own = format!("Host: 127.0.0.1:{port}\r\n");
    let allowed = format!("{own}Cookie: {cookie}\r\n");
    for path in ROUTES {
        for host in [
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "evil.localhost",
            "localhost.",
            "127.0.0.1, evil.example",
            "evil.example",
            "LOCALHOST",
            "0.0.0.0",
            "[::ffff:127.0.0.1]",
        ] {
            let refused = ask("GET", path, &format!("Host: {host}:{port}\r\nCookie: {cookie}\r\n"));
            assert_eq!(refused.status, 421, "{path} {host}");
            assert!(!refused.text().contains("Sennet"), "{path} {host}");
        }
        for (headers, status) in [
            (format!("Cookie: {cookie}\r\n"), 421),
            (format!("Host: 127.0.0.1\r\nCookie: {cookie}\r\n"), 421),
            (format!("Host: 127.0.0.1:1\r\nCookie: {cookie}\r\n"), 421),
            (format!("{own}Host: evil.example\r\nCookie: {cookie}\r\n"), 421),
            (own.clone(), 403),
            (format!("{own}Cookie: armistice-{port}=0\r\n"), 403),
            (format!("{allowed}Sec-Fetch-Site: cross-site\r\n"), 403),
            (format!("{allowed}Sec-Fetch-Site: same-site\r\n"), 403),
            (format!("{allowed}Origin: http://evil.example\r\n"), 403),
            (format!("{allowed}Origin: null\r\n"), 403),
        ] {
            let refused = ask("GET", path, &headers);
            // hyper itself answers 400 to a request without any Host.
            assert!(
                refused.status == status || (refused.status == 400 && !headers.contains("Host")),
                "{path} {headers}: {}",
                refused.status
            );
        }
        for method in ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
            assert_eq!(ask(method, path, &allowed).status, 405, "{method} {path}");
        }
        let whole = ask("GET", path, &allowed);
        assert!(matches!(whole.status, 200 | 404), "{path}: {}", whole.status);
        let policy = whole.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(whole.header("x-content-type-options").as_deref(), Some("nosniff"), "{path}");
        assert_eq!(whole.header("access-control-allow-origin"), None, "{path}");
        assert_eq!(whole.header("cross-origin-resource-policy").as_deref(), Some("same-origin"), "{path}");
    }
    let head = server.get("/log.json").json()[0]["entry"].clone();
    for path in WRITES {
        for headers in [
            allowed.clone(),
            format!("{allowed}Origin: null\r\n"),
            format!("{allowed}Origin: http://evil.example\r\n"),
            format!("{allowed}Origin: http://127.0.0.1:1\r\n"),
            format!("{allowed}Origin: http://localhost:{port}\r\n"),
            format!("{own}Origin: http://127.0.0.1:{port}\r\n"),
            format!("{allowed}Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: cross-site\r\n"),
        ] {
            assert_eq!(ask("POST", path, &headers).status, 403, "{path} {headers}");
        }
    }
    assert_eq!(server.get("/log.json").json()[0]["entry"], head, "nothing was done");
}

#[test]
fn the_link_works_once_and_the_cookie_is_closed_to_scripts() {
    let server = Served::example();
    let query = server.link.split_once("/?").expect("a token").1.to_owned();
    let ask = |query: &str| {
        server.raw(format!("GET /?{query} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", server.port).as_bytes())
    };
    assert_eq!(ask("token=0").status, 403);
    let first = ask(&query);
    assert_eq!((first.status, first.header("location").as_deref()), (303, Some("/")));
    let cookie = first.header("set-cookie").expect("a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert_eq!(ask(&query).status, 403, "a second time");
}

#[test]
fn no_path_leads_out() {
    let server = Served::example();
    for path in [
        "/assets/../Cargo.toml",
        "/assets/..%2f..%2fetc/passwd",
        "/assets/%2e%2e/style.css",
        "/../../../etc/passwd",
        "/d1/original?n=../../etc/passwd",
        "/d1/../../etc/passwd",
        "/assets//etc/passwd",
        "/d1/original/../../x",
        "/%00",
        "/d99999999999999999999",
        "/a-1",
        "/d1'--",
    ] {
        let answer = server.get(path);
        assert!(
            matches!(answer.status, 404 | 400) || (path.contains("original") && !answer.text().contains("root:")),
            "{path}: {}",
            answer.status
        );
    }
    // A file is named in messages and nowhere else.
    let taken = server.drop_in("..%2F..%2Fetc%2Fpasswd.txt", b"Norland will sign, President Halvorsen said on Monday.");
    assert_eq!(taken.json()[0]["became"], "new", "{}", taken.text());
    assert_eq!(taken.json()[0]["file"], "passwd.txt");
}

#[test]
fn too_much_is_refused_at_once() {
    let server = Served::example();
    let (port, cookie) = (server.port, server.cookie());
    let head = |path: &str, length: usize| {
        format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        )
    };
    assert_eq!(server.raw(head("/documents?name=a.txt", 200 << 20).as_bytes()).status, 413);
    assert_eq!(server.raw(head("/confirm", 1 << 20).as_bytes()).status, 413);
    // Chunked, so that no length is promised.
    let mut stream = server.open();
    let chunked = head("/confirm", 0).replace("Content-Length: 0", "Transfer-Encoding: chunked");
    stream.write_all(chunked.as_bytes()).expect("a head");
    let chunk = [b"10000\r\n".as_slice(), &[b'a'; 0x10000], b"\r\n"].concat();
    for _ in 0..8 {
        if stream.write_all(&chunk).is_err() {
            break;
        }
    }
    assert_eq!(answer(&mut stream).status, 413);
    let long = format!("GET /{} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n", "a".repeat(100_000));
    assert!(matches!(server.raw(long.as_bytes()).status, 400 | 414 | 431));
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_thousand_connections_and_slow_ones_keep_nobody_out() {
    let server = Served::example();
    server.cookie();
    let mut idle = Vec::new();
    for n in 0..1000 {
        let Ok(mut stream) = std::net::TcpStream::connect(("127.0.0.1", server.port)) else { continue };
        // Some say nothing, some begin and stop, some promise what never comes.
        let _ = match n % 3 {
            0 => Ok(()),
            1 => stream.write_all(b"GET / HTTP/1.1\r\nHost: 127"),
            _ => stream
                .write_all(format!("POST /confirm HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Length: 100\r\n\r\na", server.port).as_bytes()),
        };
        idle.push(stream);
    }
    let start = Instant::now();
    assert_eq!(server.get("/documents").status, 200);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    // Whoever says nothing is shut out after a while.
    let mut silent = server.open();
    silent.write_all(b"GET / HTTP/1.1\r\n").expect("it listens");
    silent.set_read_timeout(Some(Duration::from_secs(40))).expect("a socket");
    let start = Instant::now();
    let _ = silent.read_to_end(&mut Vec::new());
    assert!(start.elapsed() < Duration::from_secs(35), "{:?}", start.elapsed());
}

#[test]
fn no_other_address_than_loopback_is_served() {
    for address in ["0.0.0.0", "::", "192.0.2.1", "127.0.0.2"] {
        let run = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(["serve", "talks.dossier", "--address", address])
            .stdin(Stdio::null())
            .output()
            .expect("armistice");
        let says = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2), "{address}: {says}");
        assert!(says.contains("ssh -L"), "{address}: {says}");
    }
}

#[test]
fn what_somebody_else_said_in_between_is_not_overwritten() {
    let server = Served::example();
    let seen = server.get("/log.json").json()[0]["entry"].as_i64().expect("a number");
    let first = server.tell("/confirm", &format!("item=a1&seen={seen}"));
    assert_eq!(first.status, 200, "{}", first.text());
    // The other tab still shows what was there before.
    let second = server.tell("/reject", &format!("item=a1&seen={seen}"));
    assert_eq!(second.status, 409, "{}", second.text());
    assert_eq!(second.json()["conflict"], "a1");
    assert!(second.json()["entries"][0].as_str().is_some_and(|it| it.contains("Anneke Lind") && it.contains("confirm")));
    assert_eq!(server.get("/a1.json").json()["state"], "confirmed");
    // Having seen it, it is its turn.
    let entry = second.json()["entry"].as_i64().expect("a number");
    assert_eq!(server.tell("/reject", &format!("item=a1&seen={entry}")).status, 200);
    assert_eq!(server.get("/a1.json").json()["state"], "rejected");
    // Of another act nothing was said.
    assert_eq!(server.tell("/confirm", &format!("item=a2&seen={seen}")).status, 200);
}

/// On the same port another dossier may be served tomorrow, to a page that is still open: what was said of the one is not written into the other.
#[test]
fn what_was_said_of_another_dossier_is_not_written_into_this_one() {
    let (one, other) = (Served::example(), Served::made(&["NORDHAVEN, 12 March 2031 - Sudria turned down talks on a truce on Tuesday."]));
    let id = one.id();
    assert_ne!(id, other.id());
    let head = other.get("/log.json").json()[0]["entry"].clone();
    let json = "Accept: application/json\r\n";
    for (path, body) in [
        ("/confirm", "item=a1"),
        ("/reject", "item=a1"),
        ("/change", "item=a1&when=2034-02-02"),
        ("/merge", "item=p1&item=p2"),
        ("/split", "item=a1"),
        ("/add", "document=d1&act=reject&words=Sudria+turned+down+talks"),
        ("/undo", "entry=2"),
        ("/mark", "item=d1&handling=restricted"),
        ("/note", "words=They+said+so"),
        ("/remove", "item=d1"),
    ] {
        for form in ["", json] {
            let refused = other.post_bytes(path, format!("{body}&dossier={id}").as_bytes(), form);
            assert_eq!(refused.status, 409, "{path}: {}", refused.text());
            let says = "is served here now, and this was said of another dossier";
            assert!(refused.text().contains(says), "{path}: {}", refused.text());
            assert_eq!(other.post_bytes(path, body.as_bytes(), form).status, 400, "{path}: no dossier is named");
        }
    }
    let text = b"Norland will sign, President Halvorsen said on Monday.";
    assert_eq!(other.post_bytes(&format!("/documents?name=a.txt&dossier={id}"), text, json).status, 409);
    assert_eq!(other.post_bytes("/documents?name=a.txt", text, json).status, 400);
    assert_eq!(other.get("/log.json").json()[0]["entry"], head, "nothing was done");
    // Nor is anything of this one shown on a page of that one.
    assert_eq!(other.get(&format!("/changes.json?since=0&dossier={id}")).status, 409);
    assert_eq!(other.get(&format!("/a1/change?dossier={id}")).status, 409);
    assert_eq!(one.get(&format!("/a1/change?dossier={id}")).status, 200);
    // Each form of each page says of which it is.
    assert_eq!(one.tell("/confirm", "item=a1").status, 200);
    for path in ["/documents", "/d1", "/a1", "/a1/change", "/p1", "/actors", "/log", "/sources?name=The+Ondal+Ledger"] {
        let page = one.get(path).text();
        let forms = page.matches("method=\"post\"").count();
        assert!(forms > 0, "{path}");
        assert_eq!(page.matches(&format!("<input type=\"hidden\" name=\"dossier\" value=\"{id}\">")).count(), forms, "{path}");
    }
}

#[test]
fn pages_say_as_json_what_the_command_line_says() {
    let server = Served::example();
    let run = |arguments: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_armistice")).args(arguments).output().expect("armistice");
        let lines = String::from_utf8(run.stdout).expect("UTF-8");
        lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")).collect::<Vec<_>>()
    };
    let dossier = server.dossier.to_str().expect("a name");
    assert_eq!(server.get("/d1.json").json()["acts"], serde_json::Value::Array(run(&["show", dossier, "d1", "--json"])));
    assert_eq!(vec![server.get("/a1.json").json()], run(&["show", dossier, "a1", "--json"]));
    let mut documents = server.get("/documents.json").json().as_array().expect("a list").clone();
    documents.sort_by_key(|it| it["number"].as_str().map(str::to_owned));
    assert_eq!(documents, run(&["list", dossier, "--json"]));
    assert_eq!(server.get("/search.json?q=plateau").json(), serde_json::Value::Array(run(&["search", dossier, "plateau", "--json"])));
}

/// A date in an address is read as the command line reads it, and one that is none is said, never passed over.
#[test]
fn a_date_is_read_as_the_command_line_reads_it() {
    let server = Served::example();
    for path in ["/table", "/table.json", "/table.csv", "/waits", "/network", "/outlook", "/search", "/a1"] {
        for none in ["foo", "2034-02-30", "2034-13", "20340230"] {
            let refused = server.get(&format!("{path}?as-of={none}"));
            assert_eq!(refused.status, 400, "{path} {none}");
            let says = refused.text().replace("\\\"", "\"").replace("&quot;", "\"");
            assert!(says.contains(&format!("\"{none}\" is none")), "{path}: {says}");
        }
    }
    for query in ["/table?since=foo", "/table?on=foo", "/search?from=2034-02-30", "/search?to=x", "/timeline?from=x", "/timeline?to=x"] {
        assert_eq!(server.get(query).status, 400, "{query}");
    }
    // A month is its last day, in what is shown and in what is said of it.
    let (month, day) = (server.get("/table?as-of=2034-02").text(), server.get("/table?as-of=2034-02-28").text());
    assert!(month.contains("Positions as of 2034-02-28") && month.contains("<output>2034-02-28</output>"));
    assert_eq!(month.replace("as-of=2034-02&", "as-of=2034-02-28&").replace("as-of=2034-02\"", "as-of=2034-02-28\""), day);
    assert_eq!(server.get("/table.json?as-of=2034-02").json(), server.get("/table.json?as-of=2034-02-28").json());
    assert_ne!(server.get("/table.json?as-of=2034-02").json(), server.get("/table.json").json());
    assert!(server.get("/table?since=2034-02").text().contains("What moved since 2034-02-28"));
}

/// The outlook of the page is that of the command, to the last figure: in how many variants of the model something holds, too.
#[test]
fn the_outlook_has_the_figures_of_the_command_line() {
    let server = Served::example();
    let run = Command::new(env!("CARGO_BIN_EXE_armistice")).arg("outlook").arg(&server.dossier).arg("--json").output().expect("armistice");
    let told: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let shown = server.get("/outlook.json").json();
    assert_eq!(shown, told);
    assert!(shown.to_string().contains("\"of\":1000"), "{shown}");
}

/// Each view of the pages by its path without an ending, its query, and words that every form of it has.
const VIEWS: [(&str, &str, &str); 22] = [
    ("/index", "", "agreed"),
    ("/documents", "", "05-wire"),
    ("/documents", "?q=plateau", "05-wire"),
    ("/sources", "", "Lakes"),
    ("/sources", "?name=NAME", "NAME"),
    ("/d1", "", "a1"),
    ("/a1", "", "a1"),
    ("/events", "", "e"),
    ("/e1", "", "a1"),
    ("/p1", "", "p1"),
    ("/actors", "", "p1"),
    ("/search", "?q=plateau", "plateau"),
    ("/log", "", "add"),
    ("/help", "", "ceasefire"),
    ("/table", "", "for"),
    ("/table", "?since=2034-02-15", ""),
    ("/timeline", "", "contact"),
    ("/waits", "", ""),
    ("/network", "", ""),
    ("/outlook", "", ""),
    ("/outlook", "?s0=Y&o0=1.0", ""),
    ("/compare", "?d=d5&d=d6", ""),
];

/// The words of a Word or Excel file: all its parts, without their marks.
fn office_words(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a file of an office");
    let mut all = String::new();
    for n in 0..archive.len() {
        let mut part = archive.by_index(n).expect("a part");
        let mut text = String::new();
        if part.read_to_string(&mut text).is_ok() {
            let mut within = false;
            all.extend(text.chars().filter(|c| {
                within = *c == '<' || within && *c != '>';
                !within && *c != '>'
            }));
        }
    }
    all
}

#[test]
fn moves_that_cannot_be_at_once_are_not_supposed() {
    let server = Served::example();
    let page = server.get("/outlook").text();
    assert!(page.contains("○ unconfirmed"), "each sentence says whether its acts are confirmed: {page}");
    let options = page.matches("Suppose: ").count();
    let pairs = (0..options).flat_map(|a| (0..a).map(move |b| (a, b)));
    let refused: Vec<_> = pairs.map(|(a, b)| server.get(&format!("/outlook?s{a}=Y&s{b}=Y"))).filter(|it| it.status == 400).collect();
    assert!(!refused.is_empty(), "the example has moves that exclude each other");
    assert!(refused.iter().all(|it| it.text().contains("cannot be at once")), "and the page says so");
}

#[test]
fn every_view_goes_out_in_every_form() {
    let server = Served::example();
    let source = server.get("/sources.json").json()[0]["name"].as_str().expect("a source").to_owned();
    let mut wrong = Vec::new();
    for (path, query, word) in VIEWS {
        let (query, word) = (query.replace("NAME", &source.replace(' ', "+")), word.replace("NAME", &source).replace("Lakes", &source));
        let page = server.get(&format!("{}{query}", if path == "/index" { "/" } else { path })).text();
        for (ending, kind) in [
            ("json", "application/json"),
            ("csv", "text/csv; charset=utf-8"),
            ("md", "text/markdown; charset=utf-8"),
            ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ] {
            let address = format!("{path}.{ending}{query}");
            let answer = server.get(&address);
            let mut no = |what: &str| wrong.push(format!("{address}: {what}"));
            if answer.status != 200 || answer.header("content-type").as_deref() != Some(kind) {
                no(&format!("{} {:?}", answer.status, answer.header("content-type")));
                continue;
            }
            // A file is kept and never shown; JSON is for programs.
            if ending != "json" && !answer.header("content-disposition").is_some_and(|it| it.starts_with("attachment")) {
                no("no attachment");
            }
            let words = match ending {
                "docx" | "xlsx" => office_words(&answer.body),
                _ => answer.text(),
            };
            match ending {
                "json" => drop(answer.json()),
                "csv" => {
                    let n_columns = |line: &str| line.split(',').count();
                    if words.lines().count() < 2 && !word.is_empty() || words.lines().next().is_none_or(|it| n_columns(it) < 3) {
                        no(&format!("has no rows: {words}"));
                    }
                }
                "md" if !words.starts_with("# ") => no("no title"),
                _ => {}
            }
            if matches!(ending, "md" | "docx") && !words.contains(&word) {
                no(&format!("has no \"{word}\": {}", words.chars().take(300).collect::<String>()));
            }
            // The page leads to each of its forms.
            if !page.contains(&format!("{path}.{ending}")) {
                no("the page has no link to it");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is marked stays behind, in every form of every view that would have it.
#[test]
fn a_name_that_only_a_restricted_document_has_leaves_in_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.dossier");
    let server = Served::start(path, Some(folder), 0);
    assert_eq!(server.post("/start", "what=empty").status, 303);
    let texts = [
        "NORDHAVEN, 8 March 2031 - Norland’s foreign minister Zarkan Quillfeather said that Norland would sign the truce. “We will,” Quillfeather said.",
        "NORDHAVEN, 9 March 2031 - Norland’s Foreign Minister Quillfeather rejected the truce offer of Sudria. “We will not sign it,” Quillfeather said.",
    ];
    for (name, text) in ["secret.txt", "public.txt"].into_iter().zip(texts) {
        assert_eq!(server.drop_in(name, text.as_bytes()).status, 200);
    }
    let who = server.get("/actors.json").json();
    let who = who.as_array().unwrap().iter().find(|it| it["name"] == "Zarkan Quillfeather").expect("he is named").clone();
    assert_eq!(who["documents"], 2, "else the case shows nothing");
    let act = server.get("/d2.json").json()["acts"][0]["number"].as_str().unwrap().to_owned();
    assert_eq!(server.tell("/change", &format!("item={act}&target=Zarkan+Quillfeather")).status, 200);
    assert_eq!(server.tell("/mark", "item=d1&handling=restricted").status, 200);
    let of_him = who["number"].as_str().unwrap();
    for path in ["actors", "search", "timeline", "events", "log", "d2", "index", "sources", "documents", of_him, act.as_str()] {
        for ending in ["csv", "md"] {
            let answer = server.get(&format!("/{path}.{ending}"));
            assert!(answer.status == 200, "{path}.{ending}: {}", answer.text());
            assert!(!answer.text().contains("Zarkan"), "{path}.{ending}: {}", answer.text());
        }
    }
    let rows = server.get("/actors.csv").text();
    let row = rows.lines().find(|it| it.contains("Quillfeather")).expect("he is called so in what may leave");
    assert!(row.contains(",1,"), "one document names him: {row}");
    assert!(server.get("/actors.csv?with-restricted=yes").text().contains("Zarkan"));
}

#[test]
fn what_is_restricted_leaves_in_no_form() {
    let server = Served::example();
    let act = server.get("/d3.json").json()["acts"][0].clone();
    let words: String = act["words"].as_str().expect("words").chars().take(24).collect();
    let (act, name) = (act["number"].as_str().expect("a number").to_owned(), act["document"]["name"].as_str().expect("a name").to_owned());
    // Its own words are in no other document, or the test would show nothing.
    assert_eq!(server.tell("/mark", "item=d3&handling=restricted").status, 200);
    let views =
        VIEWS.iter().filter(|(path, query, _)| !path.starts_with("/d1") && !query.contains("NAME")).map(|it| (it.0.to_owned(), it.1));
    let of_it = [(format!("/{act}"), ""), ("/d3".to_owned(), "")];
    for (path, query) in views.chain(of_it) {
        for ending in ["csv", "md", "docx", "xlsx"] {
            let answer = server.get(&format!("{path}.{ending}{query}"));
            let shown = if ending.ends_with('x') && answer.status == 200 { office_words(&answer.body) } else { answer.text() };
            assert!(!shown.contains(&words), "{path}.{ending}{query} has the words of what is restricted");
            assert!(answer.status == 403 || !shown.contains(&name), "{path}.{ending}{query} names what is restricted");
        }
    }
    assert_eq!(server.get("/d3.docx").status, 403);
    assert_eq!(server.get("/d3.docx?with-restricted=yes").status, 200);
    // An embargo that is over holds nothing back, one that is not does.
    for (until, status) in [("2020-01-01", 200), ("2999-01-01", 403)] {
        assert_eq!(server.tell("/mark", &format!("item=d1&handling=embargoed&until={until}")).status, 200);
        assert_eq!(server.get("/d1.md").status, status, "{until}");
    }
}

/// The overview says what came in and what people said since the last visit, and is data as a whole.
#[test]
fn the_overview_says_what_is_new() {
    let server = Served::example();
    let glance = server.get("/index.json").json();
    for key in ["parties", "contacts", "planned", "last_words", "agreed", "refused", "blocks"] {
        assert!(glance[key].as_array().is_some_and(|it| !it.is_empty()), "{key}: {glance}");
    }
    assert_eq!(glance["planned"][0]["status"], "planned");
    let day = |it: &serde_json::Value| it["when"].as_str().or(it["reported"].as_str()).map(str::to_owned);
    assert!(day(&glance["planned"][0]) >= day(&glance["contacts"][0]), "the next one is not before the last one");
    // No phase, no score.
    assert!(glance.get("phase").is_none() && glance.get("score").is_none());
    let first = server.get("/");
    assert!(first.text().contains("8 documents"), "{}", first.text());
    let head = server.get("/log.json").json()[0]["entry"].as_i64().expect("a number");
    assert!(first.head.contains(&format!("armistice-last={head}")), "{}", first.head);
    assert_eq!(server.tell("/confirm", "item=a1").status, 200);
    let (port, cookie) = (server.port, server.cookie());
    let later = server.raw(
        format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}; armistice-last={head}\r\nConnection: close\r\n\r\n")
            .as_bytes(),
    );
    assert!(later.text().contains("1 word") && !later.text().contains("8 documents"), "{}", later.text());
}

/// Without words the acts themselves are gone through: the newest first, each once, as it stands now.
#[test]
fn acts_are_listed_in_their_order_however_often_they_were_changed() {
    let server = Served::example();
    let numbers = |query: &str| -> Vec<u32> {
        let all = server.get(&format!("/search.json{query}")).json();
        all.as_array().expect("acts").iter().filter_map(|it| it["number"].as_str()?.strip_prefix('a')?.parse().ok()).collect()
    };
    let before = numbers("");
    assert_eq!(before.len(), 50);
    let middle = before[20];
    for day in ["2034-01-01", "2034-01-02"] {
        assert_eq!(server.tell("/change", &format!("item=a{middle}&when={day}")).status, 200);
    }
    assert_eq!(server.tell("/confirm", &format!("item=a{}", before[3])).status, 200);
    assert_eq!(server.tell("/reject", &format!("item=a{}", before[5])).status, 200);
    let after = numbers("");
    let expected: Vec<u32> = before.iter().copied().filter(|it| *it != before[5]).collect();
    assert_eq!(after[..49], expected, "{after:?}");
    // Page after page they are the same.
    assert_eq!(numbers("?skip=19")[..2], expected[19..21]);
    assert_eq!(numbers("?checked=yes"), if before[3] > middle { vec![before[3], middle] } else { vec![middle, before[3]] });
}

/// Two actors become one and are parted again, each word with its history.
#[test]
fn actors_are_merged_and_split() {
    let server = Served::example();
    let all = server.get("/actors.json").json();
    let number = |at: usize| all[at]["number"].as_str().expect("a number").to_owned();
    let (one, other) = (number(0), number(1));
    let acts = |key: &str| server.get(&format!("/{key}.json")).json()["acts"].as_u64().unwrap_or(0);
    let before = (acts(&one), acts(&other));
    assert_eq!(server.post("/merge", &format!("item={one}&item={other}&why=the+same")).status, 303);
    assert!(acts(&one) > before.0, "{} {before:?}", acts(&one));
    assert_eq!(server.get(&format!("/{one}.json")).json()["merged"][0], other.as_str());
    assert!(server.get(&format!("/{one}")).text().contains("the same"), "its history says why");
    assert_eq!(server.post("/split", &format!("item={other}")).status, 303);
    assert_eq!((acts(&one), acts(&other)), before);
    // In some documents it is another: those acts go with it.
    let document =
        server.get(&format!("/search.json?actor={one}")).json()[0]["document"]["number"].as_str().expect("a document").to_owned();
    let split = server.tell("/split", &format!("item={one}&documents={document}&name=Somebody+Else"));
    assert_eq!(split.status, 200, "{}", split.text());
    assert!(acts(&one) < before.0);
    let entry = split.json()["entry"].as_i64().expect("a number");
    assert_eq!(server.tell("/undo", &format!("entry={entry}")).status, 200);
    assert_eq!(acts(&one), before.0);
}

/// A source is marked on its page as `armistice marks` does it, for all its documents, and the mark can be taken back.
#[test]
fn a_source_is_marked_on_its_page() {
    let server = Served::example();
    let all = server.get("/sources.json").json();
    let source = all[0]["name"].as_str().expect("a source").to_owned();
    let encoded = source.replace(' ', "+");
    let seen = server.get("/log.json").json()[0]["entry"].as_i64().expect("a number");
    let fields =
        format!("source={encoded}&seen={seen}&handling=embargoed&until=2999-12-31&reliability=B&credibility=2&why=agreed+with+them");
    let marked = server.tell("/mark", &fields);
    assert_eq!(marked.status, 200, "{}", marked.text());
    let now = server.get(&format!("/sources.json?name={encoded}")).json();
    assert_eq!(
        (&now["handling"], &now["reliability"], &now["credibility"]),
        (&"embargoed until 2999-12-31".into(), &"B".into(), &2.into())
    );
    let page = server.get(&format!("/sources?name={encoded}")).text();
    assert!(page.contains("usually reliable") && page.contains("agreed with them") && page.contains("Undo"), "{page}");
    // The command line says the same of it.
    let run = Command::new(env!("CARGO_BIN_EXE_armistice")).arg("list").arg(&server.dossier).arg("--sources").output().expect("armistice");
    let says = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(says.contains(&source) && says.contains("embargoed until 2999-12-31, B2"), "{says}");
    // Its documents are held back with it, and its own page as a file.
    assert_eq!(server.get(&format!("/sources.csv?name={encoded}")).status, 403);
    assert!(!server.get("/documents.csv").text().contains(&source));
    // Somebody who had not seen that is told.
    let late = server.tell("/mark", &format!("source={encoded}&seen={seen}&handling=public"));
    assert_eq!(late.status, 409, "{}", late.text());
    // A mark that says nothing, or no day, is no mark.
    assert_eq!(server.tell("/mark", &format!("source={encoded}")).status, 400);
    assert_eq!(server.tell("/mark", &format!("source={encoded}&handling=embargoed")).status, 400);
    assert_eq!(server.tell("/mark", "source=Nobody&handling=public").status, 404);
    let entry = marked.json()["entry"].as_i64().expect("a number");
    assert_eq!(server.tell("/undo", &format!("entry={entry}")).status, 200);
    assert_eq!(server.get(&format!("/sources.json?name={encoded}")).json(), all[0]);
}

#[test]
fn nothing_but_the_listening_socket_is_open() {
    let server = Served::example();
    server.get("/");
    let id = server.process();
    let Ok(files) = std::fs::read_dir(format!("/proc/{id}/fd")) else { return };
    let inodes: Vec<String> = files
        .filter_map(|it| std::fs::read_link(it.ok()?.path()).ok())
        .filter_map(|it| it.to_str()?.strip_prefix("socket:[")?.strip_suffix(']').map(str::to_owned))
        .collect();
    let mut listening = 0;
    for table in ["tcp", "tcp6", "udp", "udp6", "raw"] {
        let text = std::fs::read_to_string(format!("/proc/{id}/net/{table}")).unwrap_or_default();
        for row in text
            .lines()
            .skip(1)
            .map(|line| line.split_whitespace().collect::<Vec<_>>())
            .filter(|row| inodes.iter().any(|it| row.get(9) == Some(&it.as_str())))
        {
            assert_eq!(table, "tcp", "{row:?}");
            // 127.0.0.1 as the kernel writes it; the remote end too, where there is one.
            assert!(row[1].starts_with("0100007F:"), "{row:?}");
            listening += usize::from(row[3] == "0A");
        }
    }
    assert_eq!(listening, 1);
}

/// What is worked out of all of a large dossier is begun with the server; a page that waits for it says so and comes by itself, a file waits,
/// and all other pages are there meanwhile.
#[test]
fn a_large_dossier_is_there_before_its_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, reports) = (folder.path().join("many.dossier"), folder.path().join("many.jsonl"));
    let line = |n: usize| {
        let who = ["Norland", "Sudria", "Estmark"][n % 3];
        serde_json::json!({ "id": format!("r-{n}"), "date": "2031-03-14", "text": format!("“We will not accept a ceasefire at pier {n},” President Halvorsen of {who} said.") })
    };
    let lines: Vec<String> = (0..420).map(|n| line(n).to_string()).collect();
    std::fs::write(&reports, lines.join("\n")).expect("a file");
    let run = |arguments: &[&std::ffi::OsStr]| {
        let run = Command::new(env!("CARGO_BIN_EXE_armistice")).args(arguments).output().expect("armistice");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    run(&["new".as_ref(), path.as_ref()]);
    run(&["add".as_ref(), path.as_ref(), reports.as_ref(), "--no-model".as_ref()]);
    let server = Served::start(path, Some(folder), 0);
    assert!(server.get("/documents").text().contains("420 documents"));
    assert!(server.get("/table.json").text().contains("Norland"));
    let start = Instant::now();
    for page in ["/", "/table", "/waits", "/network", "/actors"] {
        loop {
            let answer = server.get(page);
            assert_eq!(answer.status, 200, "{page}");
            if !answer.text().contains("aria-busy") {
                break;
            }
            if page != "/" {
                assert_eq!(answer.header("refresh").as_deref(), Some("2"), "{page}");
            }
            assert!(start.elapsed() < Duration::from_secs(120), "{page}: {}", answer.text());
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    assert!(server.get("/table").text().contains("Norland"));
    // What was there a moment ago, which says so.
    assert_eq!(server.tell("/reject", "item=a1").status, 200);
    assert!(server.get("/table").text().contains("is being made anew"));
    assert!(server.get("/table.json").text().contains("Sudria"));
}
