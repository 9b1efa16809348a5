//! Makes the trained weights part of the crate where they are: `weights/attribution.bin`.
#![expect(clippy::disallowed_methods, reason = "a build script writes what it makes")]

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=weights");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("weights/attribution.bin");
    let body = if file.exists() { format!("Some(include_bytes!({file:?}))") } else { "None".to_owned() };
    let out = std::env::var_os("OUT_DIR").map(|dir| Path::new(&dir).join("embedded.rs"));
    let code = format!("/// The weights file, where there was one at build time.\nconst EMBEDDED: Option<&[u8]> = {body};\n");
    if let Some(Err(error)) = out.map(|path| std::fs::write(path, code)) {
        println!("cargo::error=cannot write embedded.rs: {error}");
    }
}
