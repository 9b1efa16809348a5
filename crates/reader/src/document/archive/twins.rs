//! Files of one name in a ZIP archive. An index by name keeps the last of them, and another program may show the first: who makes such
//! an archive can have each see something else. So each is given a name of its own, in a copy, and all are read.
use std::collections::{HashMap, HashSet};

/// What each record of the directory begins with.
const RECORD: &[u8] = b"PK\x01\x02";
/// How long a record is without its name.
const HEAD: usize = 46;

/// An archive in which no two files have the same name.
pub(super) struct ToldApart {
    /// The archive, changed in its directory alone.
    pub(super) bytes: Vec<u8>,
    /// The name that a file really has, by the place of its record.
    pub(super) names: HashMap<u64, Vec<u8>>,
}

/// Gives each file whose name came before a name of its own; `None` where that cannot be done. `directory` is where the archive's list
/// of files begins.
pub(super) fn told_apart(bytes: &[u8], directory: u64) -> Option<ToldApart> {
    let mut out = ToldApart { bytes: bytes.to_vec(), names: HashMap::new() };
    let mut records: Vec<(usize, &[u8])> = Vec::new();
    let mut at = usize::try_from(directory).ok()?;
    while bytes.get(at..).is_some_and(|rest| rest.starts_with(RECORD)) {
        let length = |place: usize| Some(usize::from(u16::from_le_bytes([*bytes.get(at + place)?, *bytes.get(at + place + 1)?])));
        let name = bytes.get(at + HEAD..at + HEAD + length(28)?)?;
        records.push((at, name));
        at += HEAD + name.len() + length(30)? + length(32)?;
    }
    let mut taken: HashSet<Vec<u8>> = records.iter().map(|(_, name)| name.to_vec()).collect();
    let mut seen: HashSet<&[u8]> = HashSet::new();
    let mut number = 0_u64;
    for (at, name) in records {
        if seen.insert(name) {
            continue;
        }
        let new = loop {
            let new = numbered(number, name)?;
            number += 1;
            if taken.insert(new.clone()) {
                break new;
            }
        };
        out.bytes[at + HEAD..at + HEAD + name.len()].copy_from_slice(&new);
        out.names.insert(at as u64, name.to_vec());
    }
    Some(out)
}

/// The name of that number, as long as the old one and a folder's where that is; `None` where it is too short for it.
fn numbered(mut number: u64, old: &[u8]) -> Option<Vec<u8>> {
    let mut new = old.to_vec();
    let end = new.len() - usize::from(old.ends_with(b"/"));
    for byte in &mut new[..end] {
        // Digits are fine in any encoding of names.
        *byte = b'0' + u8::try_from(number % 10).ok()?;
        number /= 10;
    }
    (number == 0).then_some(new)
}
