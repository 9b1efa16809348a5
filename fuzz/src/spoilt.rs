//! Good files spoilt: bytes set, taken out, put in, doubled and moved, as random bytes say.

/// The file that comes of `good` when each five bytes of `by` do something to it. `pieces` are what its format is told by.
pub fn spoilt(good: &[u8], by: &[u8], pieces: &[&[u8]]) -> Vec<u8> {
    let mut out = good.to_vec();
    for doing in by.chunks_exact(5) {
        if out.is_empty() {
            break;
        }
        let at = (usize::from(u16::from_be_bytes([doing[1], doing[2]])) * out.len()) >> 16;
        let length = usize::from(doing[3]).min(out.len() - at);
        match doing[0] % 8 {
            0 => out[at] = doing[4],
            1 => out[at] ^= 1 << (doing[4] % 8),
            2 => drop(out.drain(at..at + length)),
            3 => {
                let piece = out[at..at + length].to_vec();
                let times = usize::from(doing[4] % 16) + 1;
                out.splice(at..at, piece.repeat(times));
            }
            4 | 5 if !pieces.is_empty() => {
                let piece = pieces[usize::from(doing[4]) % pieces.len()];
                let end = if doing[0] % 8 == 4 { at } else { (at + piece.len()).min(out.len()) };
                out.splice(at..end, piece.iter().copied());
            }
            6 if doing[4] < 64 => out.truncate(at),
            _ => {
                let number = [&b"0"[..], b"-1", b"65535", b"2147483648", b"99999999999999999999", b"1e99"][usize::from(doing[4]) % 6];
                out.splice(at..at, number.iter().copied());
            }
        }
    }
    out
}
