//! The forms of English verbs, regular and irregular.

/// Irregular verbs that news of negotiations uses: base, past, participle, and others as they are.
const IRREGULAR: &[&[&str]] = &[
    &["be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "'m"],
    &["have", "has", "had", "having", "'ve"],
    &["do", "does", "did", "done", "doing"],
    &["say", "says", "said", "saying"],
    &["tell", "tells", "told", "telling"],
    &["meet", "meets", "met", "meeting"],
    &["speak", "speaks", "spoke", "spoken", "speaking"],
    &["hold", "holds", "held", "holding"],
    &["give", "gives", "gave", "given", "giving"],
    &["take", "takes", "took", "taken", "taking"],
    &["go", "goes", "went", "gone", "going"],
    &["come", "comes", "came", "coming"],
    &["get", "gets", "got", "gotten", "getting"],
    &["put", "puts", "putting"],
    &["set", "sets", "setting"],
    &["cut", "cuts", "cutting"],
    &["hit", "hits", "hitting"],
    &["quit", "quits", "quitting"],
    &["shut", "shuts", "shutting"],
    &["begin", "begins", "began", "begun", "beginning"],
    &["break", "breaks", "broke", "broken", "breaking"],
    &["strike", "strikes", "struck", "stricken", "striking"],
    &["shoot", "shoots", "shot", "shooting"],
    &["fight", "fights", "fought", "fighting"],
    &["fly", "flies", "flew", "flown", "flying"],
    &["send", "sends", "sent", "sending"],
    &["seek", "seeks", "sought", "seeking"],
    &["see", "sees", "saw", "seen", "seeing"],
    &["lay", "lays", "laid", "laying"],
    &["leave", "leaves", "left", "leaving"],
    &["lose", "loses", "lost", "losing"],
    &["make", "makes", "made", "making"],
    &["stand", "stands", "stood", "standing"],
    &["steal", "steals", "stole", "stolen", "stealing"],
    &["swear", "swears", "swore", "sworn", "swearing"],
    &["undertake", "undertakes", "undertook", "undertaken", "undertaking"],
    &["throw", "throws", "threw", "thrown", "throwing"],
    &["withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"],
    &["overrun", "overruns", "overran", "overrunning"],
    &["write", "writes", "wrote", "written", "writing"],
    &["sit", "sits", "sat", "sitting"],
    &["sink", "sinks", "sank", "sunk", "sinking"],
    &["shoot", "shoots", "shot", "shooting"],
    &["fall", "falls", "fell", "fallen", "falling"],
    &["bring", "brings", "brought", "bringing"],
    &["rebut", "rebuts", "rebutted", "rebutting"],
    &["forbid", "forbids", "forbade", "forbidden", "forbidding"],
    &["spurn", "spurns", "spurned", "spurning"],
    &["lie", "lies", "lied", "lying"],
    &["keep", "keeps", "kept", "keeping"],
    &["free", "frees", "freed", "freeing"],
    &["agree", "agrees", "agreed", "agreeing"],
    &["guarantee", "guarantees", "guaranteed", "guaranteeing"],
    &["plead", "pleads", "pleaded", "pled", "pleading"],
    &["row", "rows", "rowed", "rowing"],
    &["behead", "beheads", "beheaded", "beheading"],
    &["bow", "bows", "bowed", "bowing"],
    &["veto", "vetoes", "vetoed", "vetoing"],
];

/// Two-syllable verbs stressed on the first: their last consonant is not doubled.
const SINGLE: &[&str] = &[
    "target", "offer", "order", "alter", "enter", "open", "listen", "visit", "limit", "exit", "cover", "suffer", "consider", "deliver",
    "answer", "threaten", "soften", "weaken", "broker", "gather", "table", "moot", "develop", "escalate", "pardon", "abandon", "ransom",
    "mediat", "foster", "favor", "honor", "labor", "harbor", "monitor", "sponsor", "pilot", "profit", "benefit", "pivot", "edit",
];

/// Two-syllable verbs whose last consonant British writers double and American ones do not.
const EITHER: &[&str] = &["cancel", "signal", "travel", "label", "model", "counsel", "total", "level", "marshal", "fuel"];

/// Verbs in "-er" that are stressed on it.
const STRESSED: &[&str] = &["transfer", "confer", "refer", "defer", "infer", "prefer", "deter"];

/// All forms of the verb `base`, lower case, itself first.
pub(super) fn forms(base: &str) -> Vec<String> {
    if let Some(forms) = IRREGULAR.iter().find(|forms| forms[0] == base) {
        return forms.iter().map(|&form| form.to_owned()).collect();
    }
    let last = base.chars().last().unwrap_or(' ');
    let before = base.chars().rev().nth(1).unwrap_or(' ');
    let before_that = base.chars().rev().nth(2).unwrap_or(' ');
    let vowel = |c: char| "aeiou".contains(c);
    let (third, stem_ed, stem_ing) = if last == 'y' && !vowel(before) {
        let cut = &base[..base.len() - 1];
        (format!("{cut}ies"), format!("{cut}ied"), format!("{base}ing"))
    } else if last == 'e' {
        (format!("{base}s"), format!("{base}d"), format!("{}ing", &base[..base.len() - 1]))
    } else if base.ends_with("ch") || base.ends_with("sh") || base.ends_with('s') || base.ends_with('x') || base.ends_with('z') {
        (format!("{base}es"), format!("{base}ed"), format!("{base}ing"))
    } else if !vowel(last)
        && !"wxy".contains(last)
        && vowel(before)
        && !vowel(before_that)
        && !SINGLE.contains(&base)
        && (!base.ends_with("er") || STRESSED.contains(&base))
        && !base.ends_with("en")
    {
        (format!("{base}s"), format!("{base}{last}ed"), format!("{base}{last}ing"))
    } else {
        (format!("{base}s"), format!("{base}ed"), format!("{base}ing"))
    };
    let mut forms = vec![base.to_owned(), third, stem_ed, stem_ing];
    if EITHER.contains(&base) {
        forms.extend([format!("{base}ed"), format!("{base}ing")]);
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn verbs_inflect() {
        for (base, expected) in [
            ("deny", "denied"),
            ("propose", "proposed"),
            ("ban", "banned"),
            ("offer", "offered"),
            ("cancel", "canceled"),
            ("cancel", "cancelled"),
            ("favor", "favored"),
            ("transfer", "transferred"),
            ("undertake", "undertook"),
            ("threaten", "threatened"),
            ("veto", "vetoed"),
            ("attack", "attacked"),
            ("press", "pressed"),
            ("withdraw", "withdrew"),
            ("swap", "swapped"),
            ("reject", "rejected"),
            ("welcome", "welcoming"),
        ] {
            assert!(forms(base).iter().any(|f| f == expected), "{base}: {:?}", forms(base));
        }
    }
}
