//! How much is taken out of one file: what is packed small may be large, and what nests may nest without end.
use super::unreadable::Why;
use std::io::Read;

/// The most files, mails and entries in one file.
const MOST_ENTRIES: usize = 10_000;
/// The most that all of them may have together, in bytes.
const MOST_UNPACKED: usize = 100 << 20;
/// How many times its packed size a file may have ...
const MOST_RATIO: usize = 200;
/// ... once it is larger than this.
const RATIO_FROM: usize = 1 << 20;
/// The deepest that mails may be attached to mails.
const DEEPEST_MAIL: usize = 8;

/// What is left of the limits of one file.
pub(super) struct Budget {
    entries: usize,
    bytes: usize,
}

impl Budget {
    pub(super) const fn new() -> Self {
        Self { entries: MOST_ENTRIES, bytes: MOST_UNPACKED }
    }

    /// Takes one more entry out.
    pub(super) fn entry(&mut self) -> Result<(), Why> {
        self.entries = self
            .entries
            .checked_sub(1)
            .ok_or_else(|| Why::OverLimit { what: format!("there are more than {MOST_ENTRIES} files or entries in it") })?;
        Ok(())
    }

    /// Unpacks what has this packed size, as far as the limits go.
    pub(super) fn unpack(&mut self, packed: usize, stream: &mut dyn Read) -> Result<Vec<u8>, Failed> {
        let by_ratio = packed.saturating_mul(MOST_RATIO).max(RATIO_FROM);
        let most = by_ratio.min(self.bytes);
        let mut out = Vec::new();
        let read = stream.take(most as u64 + 1).read_to_end(&mut out);
        if out.len() > most {
            let what = if by_ratio < self.bytes {
                format!("it unpacks to more than {MOST_RATIO} times its size")
            } else {
                format!("it unpacks to more than {} MB", MOST_UNPACKED >> 20)
            };
            self.bytes = 0;
            return Err(Failed::Limit(Why::OverLimit { what }));
        }
        self.bytes -= out.len();
        match read {
            Ok(_) => Ok(out),
            Err(error) => Err(Failed::Broken(error.to_string(), out)),
        }
    }

    /// Whether a mail so deep in others is read.
    pub(super) fn mail_at(depth: usize) -> Result<(), Why> {
        if depth <= DEEPEST_MAIL {
            Ok(())
        } else {
            Err(Why::OverLimit { what: format!("mails are attached to mails more than {DEEPEST_MAIL} deep") })
        }
    }
}

/// Why something did not unpack.
pub(super) enum Failed {
    /// It is more than is taken.
    Limit(Why),
    /// It breaks off or is damaged: what is wrong, and what came out before.
    Broken(String, Vec<u8>),
}
