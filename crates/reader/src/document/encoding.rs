//! Bytes to text, once: a BOM decides, then valid UTF-8, then UTF-16 by where its zeros stand, then what a page declares, then the
//! browsers' own guess. Bytes that fit nowhere become U+FFFD; `damage` then says where.
use super::kind::Kind;
use super::unreadable::Why;
use super::way_back::WayBack;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// How many bytes from the first one that is not ASCII on are looked at to guess an encoding.
const SAMPLE: usize = 1 << 18;

/// The text of a file. An error where it is no text.
pub(super) fn decode(bytes: &[u8], kind: Kind) -> Result<String, Why> {
    let (encoding, bytes) = choose(bytes, kind);
    decoded(bytes, encoding)
}

/// As [`decode`], with the way back.
pub(super) fn decode_with_way_back(bytes: &[u8], kind: Kind) -> Result<(String, WayBack), Why> {
    let (encoding, rest) = choose(bytes, kind);
    let text = decoded(rest, encoding)?;
    let way_back = WayBack::of(rest, bytes.len() - rest.len(), encoding, &text);
    Ok((text, way_back))
}

fn decoded(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Why> {
    let text = if encoding == UTF_8 {
        String::from_utf8_lossy(bytes).into_owned()
    } else {
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    };
    // A text may have a stray control character; what has one in fifty is something else.
    let (mut controls, mut looked_at) = (0_usize, 0_usize);
    for c in text.chars().take(1 << 16) {
        looked_at += 1;
        controls += usize::from(c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0b' | '\x0c' | '\u{85}' | '\x1b'));
    }
    if controls * 50 > looked_at {
        return Err(Why::Binary {
            seems: "a file of another kind (it is full of control characters)",
            hint: "leave it out; only text is read",
        });
    }
    Ok(text)
}

/// The bytes of a JSON Lines file as UTF-8, a BOM dropped; lines that are no UTF-8 are left for each to decode.
pub(super) fn utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    match choose(bytes, Kind::JsonLines) {
        (encoding, rest) if encoding == UTF_16LE || encoding == UTF_16BE => {
            encoding.decode_without_bom_handling(rest).0.into_owned().into_bytes().into()
        }
        (_, rest) => rest.into(),
    }
}

/// The encoding, and the bytes without BOM.
fn choose(bytes: &[u8], kind: Kind) -> (&'static Encoding, &[u8]) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding, &bytes[length..]);
    }
    if bytes.is_ascii() && !bytes.contains(&0) {
        return (UTF_8, bytes);
    }
    if let Some(encoding) = utf16(bytes) {
        return (encoding, bytes);
    }
    if is_mostly_utf8(bytes) {
        return (UTF_8, bytes);
    }
    if let Some(encoding) = declared(bytes).filter(|_| matches!(kind, Kind::Html | Kind::Feed)) {
        return (encoding, bytes);
    }
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0).saturating_sub(64);
    let sample = &bytes[first..bytes.len().min(first + SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, first + sample.len() == bytes.len());
    (detector.guess(None, Utf8Detection::Deny), bytes)
}

/// UTF-16 without BOM: text of any script has spaces or full stops, whose other byte is zero, and always on the same side.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(1 << 14) & !1];
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    let encoding = match (even, odd) {
        (0, odd) if odd * 50 > pairs => UTF_16LE,
        (even, 0) if even * 50 > pairs => UTF_16BE,
        _ => return None,
    };
    let (text, broken) = encoding.decode_without_bom_handling(sample);
    // Programs have zeros on one side too, but their other bytes make characters that nobody writes side by side.
    let odd_ones = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    (!broken && odd_ones * 100 <= pairs).then_some(encoding)
}

/// Whether most of what is not ASCII is well-formed UTF-8: then the rest is damage, not another encoding.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut well_formed, mut broken, mut places, mut cut_short) = (0_usize, 0_usize, 0_usize, false);
    for chunk in bytes.utf8_chunks() {
        well_formed += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        if !chunk.invalid().is_empty() {
            broken += chunk.invalid().len();
            places += 1;
            // A text that ends in the middle of a character was cut, and is no other encoding.
            cut_short = chunk.invalid().len() > 1 && chunk.invalid().as_ptr_range().end == bytes.as_ptr_range().end;
        }
    }
    well_formed >= broken || (places == 1 && cut_short)
}

/// The encoding that a page names in its first 1,024 bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1_024)]).to_ascii_lowercase();
    let xml = head.starts_with("<?xml").then(|| head.split_once("encoding=")).flatten();
    let (_, after) = xml.or_else(|| head.split_once("charset="))?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))).unwrap_or(label.len());
    // A page that declares UTF-8 was just found not to be, and one in UTF-16 could not be read this far.
    Encoding::for_label(&label.as_bytes()[..end]).filter(|encoding| *encoding != UTF_8 && encoding.is_ascii_compatible())
}
