//! The date that a text or its file's name gives for itself. Only whole dates in the places where reports put them; a date
//! that the report is about is not its own.
use evidence::Date;

/// How many lines with words, and how many bytes, the head of a report has at most.
const HEAD_LINES: usize = 12;
const HEAD_BYTES: usize = 2_000;

/// What may stand beside the date on a line that says nothing else.
const BESIDE: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "published",
    "updated",
    "posted",
    "issued",
    "released",
    "modified",
    "revised",
    "dated",
    "date",
    "last",
    "first",
    "on",
    "at",
    "of",
    "as",
    "for",
    "immediate",
    "release",
    "press",
    "statement",
    "a",
    "p",
    "m",
    "am",
    "pm",
    "gmt",
    "utc",
    "est",
    "edt",
    "cet",
    "cest",
    "et",
    "z",
    "local",
    "time",
    "the",
    "this",
    "day",
];

const MONTHS: &[&str] =
    &["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// The date in the head of a text: a dateline (`PORT ALBA, 12 March 2024 —`) or a line that is nothing but a date.
pub(super) fn of_text(text: &str) -> Option<Date> {
    let mut end = text.len().min(HEAD_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let lines = text[..end].lines().map(str::trim).filter(|line| !line.is_empty());
    lines.take(HEAD_LINES).find_map(|line| {
        let found = day_in(line)?;
        (stands_alone(line, &found) || is_dateline(line, &found)).then_some(found.date)
    })
}

/// The date in a file's name (`talks-2024-07-04.txt`, `20240704_talks.html`, `2024-07.md`).
pub(super) fn of_name(name: &str) -> Option<Date> {
    let bytes = name.as_bytes();
    let digits = |at: usize, count: usize| {
        let run = bytes.get(at..at + count)?;
        run.iter().all(u8::is_ascii_digit).then(|| name.get(at..at + count))?
    };
    let ends = |at: usize| !bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut month_only = None;
    for at in 0..bytes.len() {
        if at > 0 && bytes[at - 1].is_ascii_digit() {
            continue;
        }
        let Some(year) = digits(at, 4).filter(|year| matches!(&year[..2], "19" | "20")) else { continue };
        if let Some(run) = digits(at, 8).filter(|_| ends(at + 8))
            && let Ok(date) = format!("{year}-{}-{}", &run[4..6], &run[6..]).parse()
        {
            return Some(date);
        }
        let separator = bytes.get(at + 4).filter(|byte| matches!(byte, b'-' | b'_' | b'.'));
        let Some((separator, month)) = separator.zip(digits(at + 5, 2)) else { continue };
        if bytes.get(at + 7) == Some(separator)
            && ends(at + 10)
            && let Some(Ok(date)) = digits(at + 8, 2).map(|day| format!("{year}-{month}-{day}").parse())
        {
            return Some(date);
        }
        if ends(at + 7) && month_only.is_none() {
            month_only = format!("{year}-{month}").parse().ok();
        }
    }
    month_only
}

/// A date in words anywhere in `given`: a day, else a month.
pub(super) fn written_out(given: &str) -> Option<Date> {
    if let Some(found) = day_in(given) {
        return Some(found.date);
    }
    let words = words(given);
    words.windows(2).find_map(|pair| format!("{}-{:02}", year(pair[1].1)?, month(pair[0].1)?).parse().ok())
}

/// A date in a line.
struct Found {
    start: usize,
    end: usize,
    date: Date,
}

/// The first whole day that a line names.
fn day_in(line: &str) -> Option<Found> {
    let words = words(line);
    words.windows(3).find_map(|w| {
        let day = |word: &str| {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let suffix = &word[digits.len()..];
            let number: u8 = digits.parse().ok()?;
            (matches!(suffix, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2).then_some(number)
        };
        let (y, m, d) = if let (Some(d), Some(m), Some(y)) = (day(w[0].1), month(w[1].1), year(w[2].1)) {
            (y, m, d)
        } else if let (Some(m), Some(d), Some(y)) = (month(w[0].1), day(w[1].1), year(w[2].1)) {
            (y, m, d)
        } else {
            // 2024-03-12, or with a time of day behind a `T`.
            let joined = line.get(w[0].0..w[2].0)?.len() == 8 && line.as_bytes().get(w[0].0 + 4) == Some(&b'-');
            let last = w[2].1.get(..2).filter(|_| w[2].1.len() == 2 || w[2].1.as_bytes().get(2) == Some(&b'T'))?;
            (year(w[0].1).filter(|_| joined)?, w[1].1.parse().ok()?, last.parse().ok()?)
        };
        let date = format!("{y}-{m:02}-{d:02}").parse().ok()?;
        Some(Found { start: w[0].0, end: w[2].0 + w[2].1.len(), date })
    })
}

/// Whether a line is nothing but its date, with "Published", a weekday or a time of day.
fn stands_alone(line: &str, found: &Found) -> bool {
    let fits = |part: &str| {
        words(part).iter().all(|(_, word)| {
            let digits = word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() <= 4;
            digits || BESIDE.contains(&word.to_ascii_lowercase().as_str())
        })
    };
    line.len() <= 100 && fits(&line[..found.start]) && fits(&line[found.end..])
}

/// Whether the line opens with a place and this date, and a dash or the line's end sets them off from what follows.
fn is_dateline(line: &str, found: &Found) -> bool {
    let before = &line[..found.start];
    let dashes = ['—', '–', '-', '―'];
    let place = before.len() <= 60
        && words(before)
            .iter()
            .all(|(_, word)| word.starts_with(char::is_uppercase) || matches!(*word, "of" | "the" | "and" | "al" | "de"))
        && before.trim_end().ends_with([',', '—', '–', '-', '―', ')', ':', '(']);
    let after = line[found.end..].trim_start_matches([',', ' ', ')', ']', '.']);
    // An agency may stand between: `PORT ALBA, 12 March 2024 (Lake Press) — `.
    let after = match after.strip_prefix('(').and_then(|agency| agency.split_once(')')) {
        Some((agency, rest)) if agency.len() <= 40 => rest.trim_start(),
        _ => after,
    };
    let set_off = after.is_empty() || after.starts_with(dashes) || after.starts_with([':', '|', '/']);
    set_off && (place || (before.trim().is_empty() && !after.is_empty()))
}

/// The words and numbers of a line with their places.
fn words(line: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.push((from, &line[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    out
}

fn year(word: &str) -> Option<u16> {
    let value: u16 = word.parse().ok()?;
    (word.len() == 4 && (1900..2100).contains(&value)).then_some(value)
}

/// 1 to 12, from a month's name or its first three letters.
fn month(word: &str) -> Option<usize> {
    let lower = word.to_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| *month == lower || *month.get(..3).unwrap_or(month) == lower || (lower == "sept" && *month == "september"))?;
    Some(at + 1)
}
