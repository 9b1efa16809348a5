//! Style, script and sign, inside the program. Their links change with their content, so that a browser may keep them.

use crate::ask::Reply;
use base64::Engine as _;
use sha2::{Digest as _, Sha256};
use std::sync::OnceLock;

const FILES: [(&str, &str, &str); 3] = [
    ("style.css", "text/css; charset=utf-8", include_str!("../assets/style.css")),
    ("app.js", "text/javascript; charset=utf-8", include_str!("../assets/app.js")),
    ("icon.svg", "image/svg+xml", include_str!("../assets/icon.svg")),
];

fn hashes() -> &'static [String; 3] {
    static HASHES: OnceLock<[String; 3]> = OnceLock::new();
    let hash = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&Sha256::digest(text.as_bytes())[..9]);
    HASHES.get_or_init(|| FILES.map(|(_, _, text)| hash(text)))
}

/// The link of a file.
pub(crate) fn link(name: &str) -> String {
    let hash = FILES.iter().position(|(it, _, _)| *it == name).map_or("", |at| hashes()[at].as_str());
    format!("/assets/{name}?{hash}")
}

/// A file by its name.
pub(crate) fn file(name: &str) -> Option<Reply> {
    let (_, kind, text) = FILES.iter().find(|(it, _, _)| *it == name)?;
    Some(Reply::new(kind, *text).with("cache-control", "private, max-age=31536000, immutable"))
}

#[cfg(test)]
mod tests {
    /// The figure of the issue: 50 kB of script at most.
    #[test]
    fn the_script_is_small() {
        let script = super::FILES[1].2;
        assert!(script.len() <= 50_000, "{} bytes", script.len());
        // What a style sheet or script of ours could load from elsewhere.
        for (name, _, text) in super::FILES {
            assert!(!text.contains("https://") && !text.contains("@import") && !text.contains("eval("), "{name}");
        }
    }
}
