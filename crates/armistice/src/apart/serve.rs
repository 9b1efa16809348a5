//! The child's side: fences itself in, then takes files from standard input and gives documents to standard output until that closes.
use super::{APART, Apart, WORD, fence, wire};
use reader::document::each_document;
use std::io::{self, BufReader, BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process;
use std::sync::Mutex;

/// Parsers of foreign bytes may nest.
const STACK: usize = 64 << 20;
/// The word that makes a child say how it is fenced in.
const CHECK: &str = "--check";

/// Lets the program be its own child: called first thing in `main`, it does not return where the program was started as one; else
/// foreign files are parsed in such children from now on.
///
/// ```
/// armistice::apart::serve_if_asked();
/// // Now the program's own work.
/// ```
pub fn serve_if_asked() {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|word| word == WORD) {
        let check = arguments.next().is_some_and(|word| word == CHECK);
        process::exit(child(check));
    }
    // On Linux the name of the file may lead elsewhere by now, this one does not.
    let itself = PathBuf::from("/proc/self/exe");
    if let Ok(program) = if cfg!(target_os = "linux") && itself.exists() { Ok(itself) } else { std::env::current_exe() } {
        // Asked twice, it stays as it is.
        let _ = APART.set(Apart { program, idle: Mutex::new(Vec::new()) });
    }
}

/// The life of a child; its exit code.
fn child(check: bool) -> i32 {
    // A fault is told by its frame; the usual report would quote the file.
    std::panic::set_hook(Box::new(|_| {}));
    // Before the thread starts, so that it holds for both.
    let before = [fence::limits(), fence::files()];
    let life = move || {
        // One that cannot be put up is no reason to leave out the next.
        let fences = [before.as_slice(), &[fence::calls()]].concat();
        if check { fence::say(&fences) } else { serve() }
    };
    match std::thread::Builder::new().stack_size(STACK).spawn(life).map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => 0,
        _ => 1,
    }
}

fn serve() -> io::Result<()> {
    let mut from = BufReader::with_capacity(1 << 16, io::stdin());
    let mut to = BufWriter::with_capacity(1 << 16, io::stdout());
    // The program that started it closes the pipe when it needs it no longer.
    while let Ok(request) = wire::Received::read(&mut from) {
        fence::time()?;
        let wire::Received { name, bytes, metadata } = request;
        let mut written = Ok(());
        let parsed = catch_unwind(AssertUnwindSafe(|| {
            each_document(&name, &bytes, metadata.as_deref(), &mut |one| {
                if written.is_ok() {
                    // At once: what was found before a fault is kept.
                    written = wire::write_document(&mut to, one).and_then(|()| to.flush());
                }
            });
        }));
        written?;
        if parsed.is_err() {
            wire::Parsed::write_fault(&mut to)?;
        }
        wire::write_end(&mut to, parsed.is_ok())?;
        to.flush()?;
        if parsed.is_err() {
            break;
        }
    }
    Ok(())
}
