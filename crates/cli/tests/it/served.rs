//! A running `armistice serve`, and requests put to it byte by byte, as no browser would.
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

/// A server of a dossier in a folder of its own.
pub(crate) struct Served {
    child: Child,
    pub(crate) link: String,
    pub(crate) port: u16,
    pub(crate) dossier: PathBuf,
    _folder: Option<tempfile::TempDir>,
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.into_iter().find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
    }
}

impl Served {
    /// With the example dossier, which is read once and copied for each test.
    pub(crate) fn example() -> Self {
        static MADE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
        let (_, made) = MADE.get_or_init(|| {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("sennet.dossier");
            let server = Self::start(path.clone(), None, 0);
            let made = server.post("/start", "what=example");
            assert_eq!(made.status, 303, "{}", made.text());
            drop(server);
            (folder, path)
        });
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sennet.dossier");
        for ending in ["", "-wal", "-shm"] {
            let name = |it: &Path| PathBuf::from(format!("{}{ending}", it.display()));
            if name(made).exists() {
                std::fs::copy(name(made), name(&path)).expect("a copy");
            }
        }
        Self::start(path, Some(folder), 0)
    }

    /// Of a dossier of its own with these reports.
    pub(crate) fn made(reports: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("talks.dossier");
        let server = Self::start(path, Some(folder), 0);
        assert_eq!(server.post("/start", "what=empty").status, 303);
        for (n, report) in reports.iter().enumerate() {
            assert_eq!(server.drop_in(&format!("{n}.txt"), report.as_bytes()).json()[0]["became"], "new");
        }
        server
    }

    /// Of a dossier that may not be there yet; on any port, with 0.
    pub(crate) fn start(dossier: PathBuf, folder: Option<tempfile::TempDir>, port: u16) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .arg("serve")
            .arg(&dossier)
            .args(["--port", &port.to_string(), "--by", "Anneke Lind"])
            .env("SOURCE_DATE_EPOCH", "1931245200")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("armistice");
        let mut link = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut link).expect("a link");
        let link = link.trim().to_owned();
        let port = link.split(':').nth(2).and_then(|it| it.split('/').next()).and_then(|it| it.parse().ok()).expect("a port");
        Self { child, link, port, dossier, _folder: folder }
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// The same dossier served anew, on the same port.
    pub(crate) fn again(&mut self) {
        let new = Self::start(self.dossier.clone(), self._folder.take(), self.port);
        *self = new;
    }

    pub(crate) fn open(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a socket");
        stream
    }

    /// Sends these bytes, and reads the answer to its end.
    pub(crate) fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = self.open();
        // What is refused before its end is not waited for.
        let _ = stream.write_all(request);
        answer(&mut stream)
    }

    /// The cookie, had by the link as a browser has it. The link works once, so it is kept.
    pub(crate) fn cookie(&self) -> String {
        static COOKIES: OnceLock<std::sync::Mutex<std::collections::HashMap<String, String>>> = OnceLock::new();
        let mut known = COOKIES.get_or_init(Default::default).lock().expect("cookies");
        if let Some(cookie) = known.get(&self.link) {
            return cookie.clone();
        }
        let query = self.link.split_once("/?").expect("a token").1;
        let let_in = self.raw(format!("GET /?{query} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port).as_bytes());
        assert_eq!(let_in.status, 303, "{}", let_in.text());
        let cookie = let_in.header("set-cookie").expect("a cookie").split(';').next().expect("its value").to_owned();
        known.insert(self.link.clone(), cookie.clone());
        cookie
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        let (port, cookie) = (self.port, self.cookie());
        self.raw(format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n").as_bytes())
    }

    /// By what its dossier is known; nothing while there is none.
    pub(crate) fn id(&self) -> String {
        self.get("/changes.json").json()["dossier"].as_str().unwrap_or_default().to_owned()
    }

    /// As a form of a page does.
    pub(crate) fn post(&self, path: &str, body: &str) -> Answer {
        self.post_bytes(path, format!("{body}&dossier={}", self.id()).as_bytes(), "")
    }

    /// As the script of a page asks.
    pub(crate) fn tell(&self, path: &str, body: &str) -> Answer {
        self.post_bytes(path, format!("{body}&dossier={}", self.id()).as_bytes(), "Accept: application/json\r\n")
    }

    /// Drops a file of that name, encoded as an address has it.
    pub(crate) fn drop_in(&self, name: &str, bytes: &[u8]) -> Answer {
        self.post_bytes(&format!("/documents?name={name}&dossier={}", self.id()), bytes, "Accept: application/json\r\n")
    }

    pub(crate) fn post_bytes(&self, path: &str, body: &[u8], more: &str) -> Answer {
        let (port, cookie, length) = (self.port, self.cookie(), body.len());
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\n{more}Content-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        self.raw(&[head.as_bytes(), body].concat())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads one answer of a connection that then ends.
pub(crate) fn answer(stream: &mut TcpStream) -> Answer {
    let mut all = Vec::new();
    // A connection that is reset has said what it had to say.
    let _ = stream.read_to_end(&mut all);
    let end = all.windows(4).position(|it| it == b"\r\n\r\n").unwrap_or(all.len());
    let head = String::from_utf8_lossy(&all[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).unwrap_or(0);
    let mut body = all.get(end + 4..).unwrap_or_default().to_vec();
    if head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
        body = unchunked(&body);
    }
    Answer { status, head, body }
}

fn unchunked(body: &[u8]) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::new(), body);
    while let Some(end) = rest.windows(2).position(|it| it == b"\r\n") {
        let length = usize::from_str_radix(&String::from_utf8_lossy(&rest[..end]), 16).unwrap_or(0);
        if length == 0 {
            break;
        }
        out.extend_from_slice(&rest[end + 2..end + 2 + length]);
        rest = &rest[end + 4 + length..];
    }
    out
}
