//! A stripped release binary, for people who have no Rust.

/// Builds it and prints where it lies and how large it is.
pub fn dist() -> Result<(), String> {
    crate::run(&mut crate::cargo(&["build", "--profile", "dist", "--package", "cli", "--locked"]))?;
    let path = crate::target().join("dist").join(crate::program());
    let size = std::fs::metadata(&path).map_err(|e| format!("{}: {e}", path.display()))?.len();
    println!("{}: {size} bytes ({:.1} MB)", path.display(), size as f64 / 1e6);
    Ok(())
}
