//! Files of foreign formats (PDF, Word, mail, feeds, pages, archives) parsed apart from the program: the program starts itself anew,
//! and that child gets bytes through a pipe and gives documents back. It has no files, no sockets, 512 MB and, for each file, ten
//! seconds of the processor; a parser that panics, runs wild, loops or is taken over costs the file that it was given. One child serves many files.
//!
//! This works in a program that calls [`serve_if_asked`] first thing; in another, such files are parsed in the program itself.

mod fence;
mod serve;
mod wire;

pub use serve::serve_if_asked;

use crate::outcome::{LeftOut, Outcome};
use reader::document::Given;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

/// How long one file may take, in time of the processor.
const LONGEST: Duration = Duration::from_secs(10);
/// How long it may take by the clock: longer, so that what is read does not hang on what else the machine does.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// The memory that a child may have, in bytes of address space.
const MOST_MEMORY: u64 = 512 << 20;
/// The word that makes the program such a child.
const WORD: &str = "parse-apart";
/// How much of what a dying child says is looked at.
const LAST_WORDS: u64 = 4_096;

/// The program to start, and its children that wait for a file.
struct Apart {
    program: PathBuf,
    idle: Mutex<Vec<Worker>>,
}

static APART: OnceLock<Apart> = OnceLock::new();

/// The documents of a file, parsed in a child; `None` where the program cannot start itself anew.
pub(crate) fn documents(path: &Path, name: &str, bytes: &[u8], metadata: Option<&[u8]>) -> Option<Vec<Outcome<Given>>> {
    let apart = APART.get()?;
    let idle = apart.idle.lock().ok().and_then(|mut idle| idle.pop());
    let mut worker = match idle.map_or_else(|| Worker::start(&apart.program), Ok) {
        Ok(worker) => worker,
        Err(error) => {
            let what = format!("the child process that parses such files could not be started: {error}");
            return Some(vec![Outcome::left_out(
                path,
                LeftOut::new(what, "close other programs, or read fewer files at once with --jobs 1"),
            )]);
        }
    };
    let mut outcomes = Vec::new();
    let request = wire::Request { name, bytes, metadata };
    match worker.ask(path, &request, LONGEST_WAIT, &mut outcomes) {
        Ok(true) => {
            if let Ok(mut idle) = apart.idle.lock() {
                idle.push(worker);
            }
        }
        // It met a fault of its own and said so; the next file gets a new one.
        Ok(false) => worker.end(),
        Err(fault) => {
            let (fault, words) = worker.end_with_words(fault);
            let why = fault.left_out(&words, !outcomes.is_empty());
            outcomes.push(Outcome::left_out(path, why));
        }
    }
    Some(outcomes)
}

/// What went wrong with a child.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Fault {
    /// It took longer than it may.
    Slow,
    /// It ended before its answer did.
    Ended,
    /// Its answer is none that it should give.
    Nonsense,
}

impl Fault {
    fn left_out(self, words: &str, in_part: bool) -> LeftOut {
        let what = match self {
            Self::Slow => format!("parsing it took longer than {} seconds and was stopped", LONGEST.as_secs()),
            Self::Ended if words.contains("memory allocation") => {
                format!("parsing it took more than {} MB of memory and was stopped", MOST_MEMORY >> 20)
            }
            Self::Ended if words.contains("overflowed its stack") => "it is nested too deep to be parsed".to_owned(),
            Self::Ended => "its parser broke down".to_owned(),
            Self::Nonsense => "its parser gave an answer that makes no sense; the file may be made to do harm".to_owned(),
        };
        let what = if in_part { format!("{what}; what was found before is kept") } else { what };
        LeftOut::new(what, "open it in its own program, save it anew or as plain text, and read that")
    }
}

/// A child that parses.
struct Worker {
    child: Child,
    to: BufWriter<ChildStdin>,
    from: BufReader<ChildStdout>,
    says: ChildStderr,
}

impl Worker {
    fn start(program: &Path) -> std::io::Result<Self> {
        let pipe = || Stdio::piped();
        let mut child = Command::new(program).arg(WORD).env_clear().stdin(pipe()).stdout(pipe()).stderr(pipe()).spawn()?;
        let (to, from, says) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        match (to, from, says) {
            (Some(to), Some(from), Some(says)) => {
                Ok(Self { child, to: BufWriter::with_capacity(1 << 16, to), from: BufReader::with_capacity(1 << 16, from), says })
            }
            _ => Err(std::io::Error::other("it has no pipes")),
        }
    }

    /// Has a file parsed in at most so long a time; whether the child can be asked again.
    fn ask(
        &mut self,
        path: &Path,
        request: &wire::Request<'_>,
        longest: Duration,
        outcomes: &mut Vec<Outcome<Given>>,
    ) -> Result<bool, Fault> {
        let slow = AtomicBool::new(false);
        let Self { child, to, from, .. } = self;
        let answer = std::thread::scope(|scope| {
            let (done, waiting) = channel::<()>();
            scope.spawn(|| {
                let waiting = waiting;
                // The end of the channel is the end of the talk.
                if waiting.recv_timeout(longest) == Err(RecvTimeoutError::Timeout) {
                    slow.store(true, Ordering::SeqCst);
                    // It is gone already otherwise.
                    let _ = child.kill();
                }
            });
            let answer = talk(to, from, path, request, outcomes);
            drop(done);
            answer
        });
        if slow.load(Ordering::SeqCst) { Err(Fault::Slow) } else { answer }
    }

    fn end(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Ends it; what was wrong with it, now that its end is known, and what it said last.
    fn end_with_words(mut self, fault: Fault) -> (Fault, String) {
        let _ = self.child.kill();
        let end = self.child.wait();
        let mut words = Vec::new();
        let _ = self.says.take(LAST_WORDS).read_to_end(&mut words);
        let out_of_time = fault == Fault::Ended && end.is_ok_and(out_of_time);
        (if out_of_time { Fault::Slow } else { fault }, String::from_utf8_lossy(&words).into_owned())
    }
}

/// Whether the system ended it because its time of the processor was over.
#[cfg(unix)]
fn out_of_time(end: std::process::ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    end.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(unix))]
fn out_of_time(_end: std::process::ExitStatus) -> bool {
    false
}

fn talk(
    to: &mut impl Write,
    from: &mut impl Read,
    path: &Path,
    request: &wire::Request<'_>,
    outcomes: &mut Vec<Outcome<Given>>,
) -> Result<bool, Fault> {
    request.write(to).map_err(|_| Fault::Ended)?;
    let mut left = wire::MOST_ANSWER;
    loop {
        match wire::Answer::read(from, &mut left) {
            Ok(wire::Answer::Document(outcome)) => outcomes.push(outcome.into_outcome(path)),
            Ok(wire::Answer::End { in_order }) => return if outcomes.is_empty() { Err(Fault::Nonsense) } else { Ok(in_order) },
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => return Err(Fault::Nonsense),
            Err(_) => return Err(Fault::Ended),
        }
    }
}

#[cfg(all(test, unix))]
#[expect(clippy::disallowed_methods, reason = "tests write the programs that they start")]
mod tests {
    use super::{Fault, Worker, wire};
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;
    use std::time::{Duration, Instant};

    /// What comes of a child that does this instead of parsing, as it is told.
    fn ask(script: &str, file: &[u8]) -> Result<bool, Fault> {
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("child");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("a script");
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("a program");
        let mut worker = Worker::start(&program).expect("it starts");
        let mut outcomes = Vec::new();
        let request = wire::Request { name: "a.pdf", bytes: file, metadata: None };
        let answer = worker.ask(Path::new("a.pdf"), &request, Duration::from_secs(2), &mut outcomes);
        assert!(outcomes.is_empty());
        answer.map_err(|fault| worker.end_with_words(fault).0)
    }

    /// A child that dies, hangs, or was taken over and says what it likes: the program goes on, and knows which it was.
    #[test]
    fn whatever_a_child_does_costs_its_file_alone() {
        let large = vec![b'x'; 8 << 20];
        for file in [&b"%PDF-1.7"[..], &large] {
            assert_eq!(ask("exit 3", file), Err(Fault::Ended));
            assert_eq!(ask("kill -9 $$", file), Err(Fault::Ended));
            // Its time of the processor is over: sent by the system, and had by looping until then.
            assert_eq!(ask("kill -XCPU $$", file), Err(Fault::Slow));
            assert_eq!(ask("ulimit -S -t 1; while :; do :; done", file), Err(Fault::Slow));
            let start = Instant::now();
            // Whether it takes the file or not.
            assert_eq!(ask("exec sleep 60", file), Err(Fault::Slow));
            assert_eq!(ask("exec tail -c 1", file), Err(Fault::Slow));
            assert!(start.elapsed() < Duration::from_secs(30));
            // A length beyond any; a frame without meaning; JSON of another shape; an end without an answer.
            assert_eq!(ask("printf '\\377\\377\\377\\377'; exec cat > /dev/null", file), Err(Fault::Nonsense));
            assert_eq!(ask("printf '\\001\\000\\000\\000Z'; exec cat > /dev/null", file), Err(Fault::Nonsense));
            assert_eq!(ask("printf '\\003\\000\\000\\000D{}'; exec cat > /dev/null", file), Err(Fault::Nonsense));
            assert_eq!(ask("printf '\\001\\000\\000\\000E'; exec cat > /dev/null", file), Err(Fault::Nonsense));
        }
    }
}
