//! Archives taken apart in memory: ZIP, tar and gzip. Nothing is written anywhere; a name that leads out of the archive is refused all
//! the same, for whoever unpacks it by hand. Files in it are read as those of a folder are: in order of name, with their metadata
//! beside them, without hidden ones; of two with the same name both are. An archive in an archive is not opened.

mod twins;

use super::budget::{Budget, Failed};
use super::kind::Kind;
use super::unreadable::{Unreadable, Why};
use super::{Source, Take};
use flate2::bufread::MultiGzDecoder;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most that metadata beside a text may have, in bytes.
const MOST_METADATA: usize = 1 << 20;

/// A file in an archive.
struct Entry {
    /// Its name with its folders, as it stands there.
    name: String,
    content: Result<Vec<u8>, Why>,
}

/// The documents of all files in an archive.
pub(super) fn each(kind: Kind, source: &Source<'_>, budget: &mut Budget, take: Take<'_>) {
    if source.in_archive {
        if is_word(source.name) && ZipArchive::new(Cursor::new(source.bytes)).is_err() {
            return take(Err(source.unreadable(damaged("Word document", CUT.to_owned()))));
        }
        let hint = "unpack the outer archive, and read the files in it";
        return take(Err(source.unreadable(Why::NotTaken { what: "it is an archive in an archive, which is not opened", hint })));
    }
    let (mut entries, broken) = match kind {
        Kind::Zip => zipped(if is_word(source.name) { "Word document" } else { "ZIP archive" }, source.bytes, budget),
        Kind::Tar => tarred(source.bytes, budget),
        _ => return gzipped(source, budget, take),
    };
    files(source, &mut entries, budget, take);
    match broken {
        Some(why) => take(Err(source.unreadable(why))),
        None if entries.is_empty() => take(Err(source.unreadable(Why::Empty))),
        None => {}
    }
}

const CUT: &str = "it is damaged or cut short";

fn is_word(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    [".docx", ".docm"].iter().any(|ending| lower.ends_with(ending))
}

/// What gzip packed: a tar archive, else one file.
fn gzipped(source: &Source<'_>, budget: &mut Budget, take: Take<'_>) {
    let (bytes, broken) = match budget.unpack(source.bytes.len(), &mut MultiGzDecoder::new(source.bytes)) {
        Ok(bytes) => (bytes, None),
        Err(Failed::Limit(why)) => return take(Err(source.unreadable(why))),
        Err(Failed::Broken(says, bytes)) => (bytes, Some(damaged("gzip archive", says))),
    };
    if bytes.get(257..).is_some_and(|bytes| bytes.starts_with(b"ustar")) {
        let (mut entries, inner) = tarred(&bytes, budget);
        files(source, &mut entries, budget, take);
        match broken.or(inner) {
            Some(why) => take(Err(source.unreadable(why))),
            None if entries.is_empty() => take(Err(source.unreadable(Why::Empty))),
            None => {}
        }
    } else if bytes.is_empty() {
        take(Err(source.unreadable(broken.unwrap_or(Why::Empty))));
    } else {
        let lower = source.name.to_ascii_lowercase();
        let name = if lower.ends_with(".gz") { &source.name[..source.name.len() - 3] } else { source.name };
        super::each(&Source { name, bytes: &bytes, in_archive: true, ..*source }, budget, take);
        if let Some(why) = broken {
            take(Err(source.unreadable(why)));
        }
    }
}

fn damaged(format: &'static str, says: String) -> Why {
    Why::Damaged { format, says }
}

/// The files of a ZIP archive; what is wrong with the archive as a whole.
fn zipped(format: &'static str, bytes: &[u8], budget: &mut Budget) -> (Vec<Entry>, Option<Why>) {
    let archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(_) => return (Vec::new(), Some(damaged(format, CUT.to_owned()))),
    };
    if !archive.has_duplicate_names() {
        return entries_of(archive, &HashMap::new(), bytes.len(), budget);
    }
    let told_apart = twins::told_apart(bytes, archive.central_directory_start());
    let opened = told_apart.as_ref().and_then(|it| Some((ZipArchive::new(Cursor::new(it.bytes.as_slice())).ok()?, &it.names)));
    if let Some((again, names)) = opened.filter(|(again, _)| !again.has_duplicate_names()) {
        return entries_of(again, names, bytes.len(), budget);
    }
    let (entries, why) = entries_of(archive, &HashMap::new(), bytes.len(), budget);
    let lost = || damaged("ZIP archive", "some of its files have the name of another and cannot be told apart".to_owned());
    (entries, why.or_else(|| Some(lost())))
}

/// The files of an opened ZIP archive; `names` are those that it does not itself give, by the place of their record,
/// and `most` is the size of the archive.
fn entries_of(
    mut archive: ZipArchive<Cursor<&[u8]>>,
    names: &HashMap<u64, Vec<u8>>,
    most: usize,
    budget: &mut Budget,
) -> (Vec<Entry>, Option<Why>) {
    let mut entries = Vec::new();
    // How a name that comes again was decoded at first.
    let mut decoded: HashMap<Vec<u8>, String> = HashMap::new();
    for index in 0..archive.len() {
        if let Err(why) = budget.entry() {
            return (entries, Some(why));
        }
        let given = archive.name_for_index(index).and_then(Result::ok).map(Cow::into_owned);
        let name = match archive.by_index_raw(index) {
            Ok(file) if file.is_dir() => continue,
            Ok(file) => match names.get(&file.central_header_start()) {
                Some(twin) => decoded.get(twin).cloned().unwrap_or_default(),
                None => {
                    let name = given.unwrap_or_else(|| String::from_utf8_lossy(file.name_raw()).into_owned());
                    if !names.is_empty() {
                        decoded.insert(file.name_raw().to_vec(), name.clone());
                    }
                    name
                }
            },
            Err(_) => given.unwrap_or_default(),
        };
        let content = match archive.by_index(index) {
            Ok(file) if file.is_symlink() => Err(link()),
            Ok(mut file) => {
                // What it says of itself; more than there is it cannot be.
                let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
                unpacked("file in a ZIP archive", packed.min(most), &mut file, budget)
            }
            Err(ZipError::UnsupportedArchive(says)) if says.to_ascii_lowercase().contains("password") => {
                Err(Why::Encrypted { format: "file in a ZIP archive" })
            }
            Err(error) => Err(damaged("file in a ZIP archive", error.to_string())),
        };
        let full = matches!(content, Err(Why::OverLimit { .. }));
        entries.push(Entry { name, content });
        // What fills the limit once is made to; nothing more of it is unpacked.
        if full {
            let left = (index + 1..archive.len()).filter(|index| !is_folder(&archive, *index)).count();
            return (entries, (left > 0).then(|| not_unpacked(left)));
        }
    }
    (entries, None)
}

fn is_folder(archive: &ZipArchive<Cursor<&[u8]>>, index: usize) -> bool {
    archive.name_for_index(index).is_some_and(|name| name.is_ok_and(|name| name.ends_with('/')))
}

fn not_unpacked(left: usize) -> Why {
    let what = if left == 1 {
        "1 file that follows it in the archive is".to_owned()
    } else {
        format!("{left} files that follow it in the archive are")
    };
    Why::OverLimit { what: format!("{what} not unpacked") }
}

/// The files of a tar archive; what is wrong with the archive as a whole.
fn tarred(bytes: &[u8], budget: &mut Budget) -> (Vec<Entry>, Option<Why>) {
    let mut out = Vec::new();
    let mut archive = tar::Archive::new(bytes);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return (out, Some(damaged("tar archive", error.to_string()))),
    };
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => return (out, Some(damaged("tar archive", error.to_string()))),
        };
        if let Err(why) = budget.entry() {
            return (out, Some(why));
        }
        let kind = entry.header().entry_type();
        if kind.is_dir() || kind.is_pax_global_extensions() {
            continue;
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let packed = usize::try_from(entry.size()).unwrap_or(usize::MAX);
        let content = if kind.is_symlink() || kind.is_hard_link() || !(kind.is_file() || kind.is_contiguous()) {
            Err(link())
        } else {
            // It lies there as it is: its size is bounded by the archive's.
            unpacked("file in a tar archive", packed.min(bytes.len()), &mut entry, budget)
        };
        let cut = matches!(&content, Ok(content) if content.len() < packed);
        out.push(Entry { name, content });
        if cut {
            return (out, Some(damaged("tar archive", "it breaks off".to_owned())));
        }
    }
    (out, None)
}

fn link() -> Why {
    Why::NotTaken { what: "it is a link or a device, not a file", hint: "put the file itself into the archive" }
}

fn unpacked(format: &'static str, packed: usize, stream: &mut dyn Read, budget: &mut Budget) -> Result<Vec<u8>, Why> {
    match budget.unpack(packed, stream) {
        Ok(bytes) => Ok(bytes),
        Err(Failed::Limit(why)) => Err(why),
        Err(Failed::Broken(says, _)) => Err(damaged(format, says)),
    }
}

/// The documents of the files of an archive.
fn files(source: &Source<'_>, entries: &mut [Entry], budget: &mut Budget, take: Take<'_>) {
    // As a walk through the unpacked folder would come by them; of one name, the first in the archive first.
    entries.sort_by(|a, b| a.name.split('/').cmp(b.name.split('/')));
    let by_name: BTreeMap<&str, &[u8]> =
        entries.iter().filter_map(|entry| Some((entry.name.as_str(), entry.content.as_deref().ok()?))).collect();
    let mut last: (&str, usize) = ("", 0);
    for entry in &*entries {
        if is_passed_over(&entry.name) || is_metadata(&entry.name, &by_name) {
            continue;
        }
        last = (&entry.name, if entry.name == last.0 { last.1 + 1 } else { 1 });
        let shown = clean(&entry.name);
        let within: Vec<String> = source.within.iter().cloned().chain([numbered(&shown, last.1)]).collect();
        let file_name = shown.rsplit(['/', '\\']).next().unwrap_or(&shown);
        let refuse = |why| Err(Unreadable { within: within.clone(), line: None, why });
        if leads_out(&entry.name) {
            let hint = "the archive may be made to do harm; if you trust it, unpack it yourself, and read the file";
            take(refuse(Why::NotTaken { what: "its name in the archive leads out of it", hint }));
            continue;
        }
        let bytes = match &entry.content {
            Ok(bytes) => bytes,
            Err(why) => {
                take(refuse(why.clone()));
                continue;
            }
        };
        let Some(kind) = Kind::of_name(file_name) else {
            let why = super::unread(bytes).unwrap_or(Why::UnknownEnding);
            take(Err(Unreadable { within, line: None, why }));
            continue;
        };
        let metadata = if kind == Kind::Json { None } else { metadata(&entry.name, &by_name) };
        let inner = Source { name: file_name, bytes, metadata, within: &within, in_archive: true, mail_depth: source.mail_depth };
        super::each(&inner, budget, take);
    }
}

/// A name where it comes for the `time`th time: `talks.txt`, then `talks.txt (2)`.
pub(super) fn numbered(name: &str, time: usize) -> String {
    if time > 1 { format!("{name} ({time})") } else { name.to_owned() }
}

/// Hidden files and what systems and browsers put beside others.
fn is_passed_over(name: &str) -> bool {
    name.split(['/', '\\']).any(|part| part == "__MACOSX" || (part.starts_with('.') && part != "." && part != ".."))
}

fn leads_out(name: &str) -> bool {
    name.starts_with(['/', '\\']) || name.as_bytes().get(1) == Some(&b':') || name.split(['/', '\\']).any(|part| part == "..")
}

/// A name without characters that a terminal obeys or that turn the reading around.
pub(super) fn clean(name: &str) -> String {
    let harmful = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    name.chars().map(|c| if harmful(c) { '\u{fffd}' } else { c }).collect()
}

/// Whether a `NAME.json` is what is known about a file beside it.
fn is_metadata(name: &str, by_name: &BTreeMap<&str, &[u8]>) -> bool {
    let Some(bare) = name.strip_suffix(".json") else { return false };
    // The files that begin so are next to each other in the map.
    by_name.range(bare..).take_while(|(other, _)| other.starts_with(bare)).any(|(other, _)| {
        let rest = &other[bare.len()..];
        *other != name && (rest.is_empty() || (rest.starts_with('.') && !rest[1..].contains(['.', '/']) && Kind::of_name(other).is_some()))
    })
}

/// What `NAME.EXT.json`, else `NAME.json`, beside a file holds.
fn metadata<'e>(name: &str, by_name: &BTreeMap<&str, &'e [u8]>) -> Option<&'e [u8]> {
    let whole = format!("{name}.json");
    let bare = name.rsplit_once('.').map(|(bare, _)| format!("{bare}.json"));
    let found = by_name.get(whole.as_str()).or_else(|| by_name.get(bare?.as_str()))?;
    (found.len() <= MOST_METADATA).then_some(*found)
}
