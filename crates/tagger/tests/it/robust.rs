//! Texts that nobody meant to write: none makes the tagger panic, and what it says keeps its promises.

use std::ops::Range;

use tagger::{Attribution, Config};

use crate::random_weights::taggers;

/// What holds for every text and any weights.
pub(crate) fn check(text: &str, found: &[Attribution]) {
    for (place, a) in found.iter().enumerate() {
        assert!(!a.content.is_empty() && !a.cue.is_empty(), "a content and a cue: {a:?}");
        assert!((0.0..=1.0).contains(&a.score), "a score from 0 to 1: {a:?}");
        let mut all: Vec<&Range<usize>> = Vec::new();
        for role in [&a.source, &a.cue, &a.content] {
            assert!(role.windows(2).all(|w| w[0].end <= w[1].start), "ascending: {a:?}");
            all.extend(role);
        }
        for r in &all {
            assert!(r.start < r.end && text.get((*r).clone()).is_some(), "inside, on characters: {r:?}");
        }
        all.sort_by_key(|r| r.start);
        assert!(all.windows(2).all(|w| w[0].end <= w[1].start), "roles apart: {a:?}");
        if let Some(outer) = a.within {
            assert!(outer < place, "after what it lies in");
            for r in all {
                assert!(found[outer].content.iter().any(|c| c.start <= r.start && r.end <= c.end), "within the content");
            }
        }
    }
}

fn read(text: &str) {
    for tagger in taggers() {
        check(text, &tagger.attributions(text, &Config::default()));
    }
}

const REPORT: &str = "Talks on the delta\n\nEnvoy Lind said Sudria would insist that its troops leave first. \
    “Norland will sign nothing,” President Halvorsen told reporters, “before the bridge is open.”\n\
    According to President Dessa, both sides were close.";

#[test]
fn capitals_only() {
    read(&REPORT.to_uppercase());
}

#[test]
fn syllables_of_hangul() {
    let all: String = ('가'..='힣').step_by(7).flat_map(|syllable| [syllable, ' ']).collect();
    read(&all);
    read(&all.replace(' ', ""));
}

#[test]
fn no_quotation_marks() {
    read(&REPORT.replace(['“', '”'], ""));
}

#[test]
fn letters_misread_by_a_scanner() {
    read(&REPORT.replace("rn", "m").replace('l', "1").replace(" t", " -\nt"));
}

#[test]
fn a_transcript() {
    read("MODERATOR: We begin.\nQ Will you sign?\nENVOY LIND: I told you no.\nSENIOR OFFICIAL: (inaudible) -- we, uh, said so.");
}

#[test]
fn a_sentence_of_five_thousand_words() {
    read(&"Lind said that Sudria would insist that the troops of the delta and ".repeat(385));
}

#[test]
fn only_punctuation() {
    read(&"“!?”--,;:.()".repeat(3000));
    read("\n\n\n");
    read("");
    read("\u{0}\u{FFFD}\u{200B}");
}

#[test]
fn right_to_left() {
    read("قال الرئيس دِسّا إن نورلاند ستوقّع.\nנשיא סודריה אמר: \"לא\".\u{202E}dias dniL\u{202C}");
}

#[test]
fn accents_chinese_and_emoji() {
    read("E\u{301}lodie de\u{301}clara que « Norland signera ». 诺兰德总统说：“不”。 👩‍👩‍👧 said 🕊️ İstanbul ﬁne ẞ");
}

#[test]
fn one_word_of_a_megabyte() {
    read(&"a".repeat(1_000_000));
    read(&"e\u{301}".repeat(300_000));
}

#[test]
fn a_megabyte_without_a_word() {
    read(&"\u{2014} ".repeat(250_000));
}
