//! Makes the trained weights part of the crate where they are: `weights/attribution.bin`, `weights/attribution-fast.bin` and
//! `weights/acts.bin`.
#![expect(clippy::disallowed_methods, reason = "a build script writes what it makes")]

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=weights");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("weights");
    let constant = |name: &str, file: &str, says: &str| {
        let file = folder.join(file);
        let body = if file.exists() { format!("Some(include_bytes!({file:?}))") } else { "None".to_owned() };
        format!("/// {says}, where there was one at build time.\nconst {name}: Option<&[u8]> = {body};\n")
    };
    let code = constant("WHOLE", "attribution.bin", "The weights file")
        + &constant("FAST", "attribution-fast.bin", "That of the smaller tagger")
        + &constant("ACTS", "acts.bin", "That of the encoder of acts");
    let out = std::env::var_os("OUT_DIR").map(|dir| Path::new(&dir).join("embedded.rs"));
    if let Some(Err(error)) = out.map(|path| std::fs::write(path, code)) {
        println!("cargo::error=cannot write embedded.rs: {error}");
    }
}
