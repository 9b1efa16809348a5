//! Pages saved by Python scripts as `b'...\xe2\x80\x99...'`: the bytes that such a literal stands for.

/// The file with each bytes literal that fills a line replaced by its bytes; `None` where there is none, which is nearly always.
pub(super) fn undone(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out: Option<Vec<u8>> = None;
    let mut start = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let end = start + line.len();
        if let Some(inner) = literal(line, end == bytes.len()) {
            unescape(inner, out.get_or_insert_with(|| bytes[..start].to_vec()));
            if line.ends_with(b"\n") {
                out.get_or_insert_default().push(b'\n');
            }
        } else if let Some(out) = &mut out {
            out.extend_from_slice(line);
        }
        start = end;
    }
    out
}

/// What stands between the quotes of a line that is one bytes literal and uses an escape. The last line may lack its closing
/// quote: it was cut.
fn literal(line: &[u8], last: bool) -> Option<&[u8]> {
    let line = line.trim_ascii();
    let rest = line.strip_prefix(b"b")?;
    let quote = *rest.first().filter(|quote| matches!(quote, b'\'' | b'"'))?;
    let rest = &rest[1..];
    let inner = match rest.strip_suffix(&[quote]) {
        Some(inner) => inner,
        None if last => rest,
        None => return None,
    };
    let escaped = inner.windows(2).any(|pair| pair[0] == b'\\' && matches!(pair[1], b'x' | b'n' | b't' | b'r' | b'\\' | b'\'' | b'"'));
    escaped.then_some(inner)
}

/// Python's escapes in a bytes literal; one that Python does not know stays as it is.
fn unescape(inner: &[u8], out: &mut Vec<u8>) {
    let mut rest = inner;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let octal = rest.iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
        let (byte, length) = match rest.first() {
            Some(b'n') => (b'\n', 1),
            Some(b't') => (b'\t', 1),
            Some(b'r') => (b'\r', 1),
            Some(b'f') => (b'\x0c', 1),
            Some(quoted @ (b'\\' | b'\'' | b'"')) => (*quoted, 1),
            Some(b'x') => match (digit(rest.get(1)), digit(rest.get(2))) {
                (Some(high), Some(low)) => (high << 4 | low, 3),
                _ => (b'\\', 0),
            },
            Some(b'0'..=b'7') => (rest[..octal].iter().fold(0_u8, |value, digit| value.wrapping_mul(8).wrapping_add(digit - b'0')), octal),
            _ => (b'\\', 0),
        };
        out.push(byte);
        rest = &rest[length..];
    }
    out.extend_from_slice(rest);
}

fn digit(byte: Option<&u8>) -> Option<u8> {
    u8::try_from(char::from(*byte?).to_digit(16)?).ok()
}
