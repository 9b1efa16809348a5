//! Chromium, driven over a pipe by its own protocol: one browser, one page.
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const PROGRAMS: [&str; 4] = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome-stable", "/usr/bin/google-chrome"];

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) struct Browser {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    number: u64,
    session: String,
    /// What the pages complained of.
    pub(crate) errors: Vec<String>,
    /// Addresses outside of the server that a page asked for.
    pub(crate) elsewhere: Vec<String>,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts one; `None`, and said, where there is none on this machine.
    pub(crate) fn start() -> Option<Self> {
        let Some(program) = PROGRAMS.iter().find(|it| Path::new(it).exists()) else {
            eprintln!("skipped: there is no Chromium on this machine");
            return None;
        };
        let profile = tempfile::tempdir().expect("a folder");
        let flags = format!(
            "--headless=new --remote-debugging-pipe --no-sandbox --disable-gpu --no-first-run --disable-extensions --disable-sync \
             --disable-background-networking --disable-component-update --disable-dev-shm-usage --force-color-profile=srgb \
             --hide-scrollbars --lang=en-GB --user-data-dir={}",
            profile.path().display()
        );
        // The protocol is spoken on the descriptors 3 and 4.
        let mut child = Command::new("sh")
            .args(["-c", &format!("exec {program} {flags} 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Chromium");
        let (to, out) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
        let (send, from) = channel();
        std::thread::spawn(move || {
            let mut reader = BufReader::new(out);
            let mut message = Vec::new();
            while reader.read_until(0, &mut message).is_ok_and(|length| length > 0) {
                message.pop();
                if let Ok(value) = serde_json::from_slice::<Value>(&message)
                    && send.send(value).is_err()
                {
                    break;
                }
                message.clear();
            }
        });
        let mut browser =
            Self { child, to, from, number: 0, session: String::new(), errors: Vec::new(), elsewhere: Vec::new(), _profile: profile };
        browser.new_page();
        Some(browser)
    }

    /// Another tab of the same browser, with its cookies; it is the current one from now on.
    pub(crate) fn new_page(&mut self) -> String {
        let before = std::mem::take(&mut self.session);
        let target = self.call("Target.createTarget", json!({ "url": "about:blank" }))["targetId"].clone();
        let session = self.call("Target.attachToTarget", json!({ "targetId": target, "flatten": true }));
        self.session = session["sessionId"].as_str().expect("a session").to_owned();
        for domain in ["Page", "Runtime", "Log", "Network"] {
            self.call(&format!("{domain}.enable"), json!({}));
        }
        before
    }

    /// Goes to another tab; gives the one before.
    pub(crate) fn turn_to(&mut self, session: String) -> String {
        std::mem::replace(&mut self.session, session)
    }

    pub(crate) fn call(&mut self, method: &str, params: Value) -> Value {
        self.asked(method, params).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// What Chromium answers, or why it cannot.
    fn asked(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        self.number += 1;
        let mut message = json!({ "id": self.number, "method": method, "params": params });
        if !self.session.is_empty() {
            message["sessionId"] = self.session.clone().into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.to.write_all(&bytes).and_then(|()| self.to.flush()).expect("Chromium listens");
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let value = self.from.recv_timeout(left).unwrap_or_else(|_| panic!("Chromium did not answer {method}"));
            if value["id"] == self.number {
                return match value.get("error") {
                    Some(error) => Err(error.clone()),
                    None => Ok(value["result"].clone()),
                };
            }
            self.heard(&value);
        }
    }

    fn heard(&mut self, event: &Value) {
        let params = &event["params"];
        match event["method"].as_str() {
            Some("Runtime.exceptionThrown") => self.errors.push(params["exceptionDetails"].to_string()),
            Some("Log.entryAdded") if params["entry"]["level"] == "error" => self.errors.push(params["entry"].to_string()),
            Some("Runtime.consoleAPICalled") if params["type"] == "error" => self.errors.push(params["args"].to_string()),
            Some("Network.requestWillBeSent") => {
                let url = params["request"]["url"].as_str().unwrap_or_default();
                // The browser draws its own date fields with pictures that it has in itself.
                if !["http://127.0.0.1:", "about:", "data:"].iter().any(|it| url.starts_with(it)) {
                    self.elsewhere.push(url.to_owned());
                }
            }
            _ => {}
        }
    }

    /// The value of an expression in the page; a promise is waited for.
    pub(crate) fn eval(&mut self, expression: &str) -> Value {
        let answer = self.call("Runtime.evaluate", json!({ "expression": expression, "returnByValue": true, "awaitPromise": true }));
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// Waits until an expression is true.
    pub(crate) fn wait(&mut self, expression: &str) {
        let end = Instant::now() + PATIENCE;
        // Between two pages there is none of what is asked for.
        let tried = format!("(() => {{ try {{ return Boolean({expression}) }} catch {{ return false }} }})()");
        let params = json!({ "expression": tried, "returnByValue": true });
        while !self.asked("Runtime.evaluate", params.clone()).is_ok_and(|it| it["result"]["value"] == true) {
            assert!(Instant::now() < end, "never: {expression}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Opens an address, and waits until its script has run.
    pub(crate) fn goto(&mut self, url: &str) {
        let before = self.eval("performance.timeOrigin").to_string();
        self.call("Page.navigate", json!({ "url": url }));
        let ready = "document.readyState === 'complete' && document.documentElement.dataset.ready === 'yes'";
        self.wait(&format!("(performance.timeOrigin !== {before} || location.hash) && {ready}"));
    }

    /// Is let in by a cookie that was had already, since a link works once.
    pub(crate) fn take_cookie(&mut self, port: u16, cookie: &str) {
        let (name, value) = cookie.split_once('=').expect("a cookie");
        let set = self.call(
            "Network.setCookie",
            json!({ "name": name, "value": value, "url": format!("http://127.0.0.1:{port}/"), "httpOnly": true, "sameSite": "Strict" }),
        );
        assert_eq!(set["success"], true);
    }

    /// Presses a key, as fingers do.
    pub(crate) fn key(&mut self, key: &str) {
        let code = match key {
            "Enter" => 13,
            "Escape" => 27,
            "Tab" => 9,
            "ArrowDown" => 40,
            "ArrowUp" => 38,
            "ArrowRight" => 39,
            "ArrowLeft" => 37,
            "Home" => 36,
            " " => 32,
            _ => key.to_uppercase().bytes().next().map_or(0, i64::from),
        };
        let text = match key {
            "Enter" => "\r",
            one if one.chars().count() == 1 => one,
            _ => "",
        };
        let shift = if key == "?" { 8 } else { 0 };
        let mut down = json!({ "type": "keyDown", "key": key, "windowsVirtualKeyCode": code, "modifiers": shift });
        if !text.is_empty() {
            down["text"] = text.into();
        }
        self.call("Input.dispatchKeyEvent", down);
        self.call("Input.dispatchKeyEvent", json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code, "modifiers": shift }));
    }

    /// Does these things with the mouse in the middle of what a selector finds.
    pub(crate) fn point_at(&mut self, selector: &str, kinds: &[&str]) {
        let place = self.eval(&format!(
            "(() => {{ const it = document.querySelector(\"{selector}\"); it.scrollIntoView({{ block: 'center', behavior: 'instant' }}); \
             const at = it.getClientRects()[0]; return [at.left + at.width / 2, at.top + at.height / 2] }})()"
        ));
        for kind in kinds {
            let button = if *kind == "mouseMoved" { "none" } else { "left" };
            self.call(
                "Input.dispatchMouseEvent",
                json!({ "type": kind, "x": place[0], "y": place[1], "button": button, "clickCount": u8::from(button == "left") }),
            );
        }
    }

    /// Clicks, as a hand does.
    pub(crate) fn click(&mut self, selector: &str) {
        self.point_at(selector, &["mouseMoved", "mousePressed", "mouseReleased"]);
    }

    /// Types words into what has the focus.
    pub(crate) fn type_words(&mut self, words: &str) {
        self.call("Input.insertText", json!({ "text": words }));
    }

    /// The size of the window, and whether the system is dark.
    pub(crate) fn size(&mut self, width: u32, height: u32, dark: bool) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 }),
        );
        let scheme = if dark { "dark" } else { "light" };
        self.call("Emulation.setEmulatedMedia", json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }));
    }

    /// Keeps the whole page as a picture, however long it is, to a height.
    pub(crate) fn shot_all(&mut self, path: &Path, most: u32) {
        let height = self.eval("document.documentElement.scrollHeight").as_u64().unwrap_or(0).min(u64::from(most));
        let width = self.eval("innerWidth");
        self.keep(path, json!({ "format": "png", "captureBeyondViewport": true, "clip": { "x": 0, "y": 0, "width": width, "height": height, "scale": 1 } }));
    }

    /// Keeps what is seen as a picture, in the format of its ending.
    pub(crate) fn shot(&mut self, path: &Path) {
        let format = if path.extension().is_some_and(|it| it == "webp") {
            json!({ "format": "webp", "quality": 70 })
        } else {
            json!({ "format": "png" })
        };
        self.keep(path, format);
    }

    fn keep(&mut self, path: &Path, how: Value) {
        use base64::Engine as _;
        let shot = self.call("Page.captureScreenshot", how);
        let bytes = base64::engine::general_purpose::STANDARD.decode(shot["data"].as_str().expect("a picture")).expect("base64");
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
