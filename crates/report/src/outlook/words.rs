//! Options, states, statements and concepts in words.
use super::Shown;
use super::noun::Noun;
use gmcr::preference::Expression;
use gmcr::stability::Concept;
use outlook::answers::Outcome;
use outlook::proposal::{Choice, Kind, Proposal};

impl Shown<'_> {
    /// An option for people: "General ceasefire", "Fishing licences (seventy)".
    pub fn label(&self, it: &Choice) -> String {
        let label = self.measures.get(&it.measure).map_or_else(|| it.measure.0.replace('-', " "), |it| it.label.clone());
        let value = it.name.strip_prefix(&it.measure.0).map(str::trim).filter(|it| !it.is_empty());
        match value {
            Some(value) => format!("{label} ({value})"),
            None => label,
        }
    }

    /// An option within a sentence, with its article: "a general ceasefire", "fishing licences (seventy)".
    pub(crate) fn noun(&self, it: &Choice) -> Noun {
        let noun = Noun::of(&it.measure, self.measures);
        let value = it.name.strip_prefix(&it.measure.0).map(str::trim).filter(|it| !it.is_empty());
        Noun { words: value.map_or_else(|| noun.words.clone(), |value| format!("{} ({value})", noun.words)), ..noun }
    }

    pub(crate) fn owner<'b>(&self, proposal: &'b Proposal, option: usize) -> &'b str {
        proposal.decision_makers.get(proposal.owner(option)).map_or("", |it| it.name.as_str())
    }

    /// "a general ceasefire by Arvenia", "no general ceasefire by the Ridge Guard".
    pub(crate) fn option(&self, proposal: &Proposal, option: usize, taken: bool) -> String {
        let (owner, noun) = (within(self.owner(proposal, option)), self.noun(&proposal.options[option]));
        if taken { format!("{} by {owner}", noun.words) } else { format!("{} by {owner}", noun.denied()) }
    }

    /// "there is a general ceasefire by Arvenia", "there are limits on armed forces by Sudria".
    pub(crate) fn there(&self, proposal: &Proposal, it: &Expression) -> String {
        // The verb goes by what stands next to it.
        let first = options(it).next();
        let many = first.is_some_and(|i| self.noun(&proposal.options[i]).many);
        format!("there {} {}", if many { "are" } else { "is" }, self.expression(proposal, it))
    }

    /// "Corvane: observers; Ilvane: no longer arms and training": what is otherwise than today.
    pub(crate) fn difference(&self, proposal: &Proposal, from: u64, to: u64, free: u64) -> String {
        let mut parts: Vec<String> = Vec::new();
        for (dm, it) in proposal.decision_makers.iter().enumerate() {
            let changed: Vec<String> = it
                .options
                .iter()
                .filter(|i| (from ^ to) >> **i & 1 == 1 && free >> **i & 1 == 0)
                .map(|&i| {
                    let noun = self.noun(&proposal.options[i]);
                    match to >> i & 1 == 1 {
                        true if half_done(proposal, i, to) => format!("{} (on its side alone)", noun.words),
                        true => noun.words,
                        false => noun.ended(),
                    }
                })
                .collect();
            if !changed.is_empty() {
                parts.push(format!("{}: {}", proposal.decision_makers[dm].name, changed.join(", ")));
            }
        }
        if parts.is_empty() { "as today".to_owned() } else { parts.join("; ") }
    }

    /// An outcome by what is otherwise than today.
    pub(crate) fn outcome(&self, proposal: &Proposal, today: u64, it: &Outcome) -> String {
        // What differs in nothing but what may be either way is told by that.
        let free = if (today ^ it.bits) & !it.free == 0 { 0 } else { it.free };
        if it.is_today { "Things stay as they are today".to_owned() } else { self.difference(proposal, today, it.bits, free) }
    }

    /// The options that may be either way.
    pub(crate) fn free(&self, proposal: &Proposal, free: u64) -> Vec<String> {
        (0..proposal.options.len()).filter(|i| free >> i & 1 == 1).map(|i| self.option(proposal, i, true)).collect()
    }

    /// A preference in words, as its owner would put it.
    pub(crate) fn expression(&self, proposal: &Proposal, it: &Expression) -> String {
        match it {
            Expression::Taken(i) => self.option(proposal, *i, true),
            Expression::Not(inner) => match &**inner {
                Expression::Taken(i) => self.option(proposal, *i, false),
                Expression::And(parts) => format!("not all of: {}", self.joined(proposal, parts, ", ")),
                other => format!("not: {}", self.expression(proposal, other)),
            },
            Expression::And(parts) => self.joined(proposal, parts, " and "),
            Expression::Or(parts) => self.joined(proposal, parts, " or "),
            Expression::If(then, condition) => match &**condition {
                // "No truce, unless observers" is plainer than "no truce, if no observers".
                Expression::Not(inner) => format!("{}, unless {}", self.expression(proposal, then), self.there(proposal, inner)),
                other => format!("{}, if {}", self.expression(proposal, then), self.there(proposal, other)),
            },
            Expression::Iff(a, b) => match &**b {
                Expression::Not(inner) => format!("{}, unless {}", self.expression(proposal, a), self.there(proposal, inner)),
                other => format!("{} if, and only if, {}", self.expression(proposal, a), self.there(proposal, other)),
            },
        }
    }

    fn joined(&self, proposal: &Proposal, parts: &[Expression], with: &str) -> String {
        parts.iter().map(|it| self.expression(proposal, it)).collect::<Vec<_>>().join(with)
    }

    /// A statement of a decision maker in words, by their places in the proposal.
    pub fn statement(&self, proposal: &Proposal, dm: usize, at: usize) -> String {
        proposal
            .decision_makers
            .get(dm)
            .and_then(|it| it.statements.get(at))
            .map(|it| self.expression(proposal, &it.statement.expression))
            .unwrap_or_default()
    }
}

/// Whether what takes both sides is taken up by one alone: others have such an option, and none of them takes it.
pub(super) fn half_done(proposal: &Proposal, option: usize, state: u64) -> bool {
    let others = proposal.other_halves(option);
    !others.is_empty() && others.iter().all(|it| state >> it & 1 == 0)
}

/// What stands at the end of names that take an article within a sentence.
const HEADS: [&str; 34] = [
    "States",
    "Nations",
    "Kingdom",
    "Emirates",
    "Union",
    "League",
    "Federation",
    "Republic",
    "Republics",
    "Front",
    "Army",
    "Guard",
    "Forces",
    "Movement",
    "Authority",
    "Council",
    "Community",
    "Agency",
    "Commission",
    "Committee",
    "Bank",
    "Court",
    "Assembly",
    "Government",
    "Ministry",
    "Parliament",
    "Senate",
    "Alliance",
    "Organisation",
    "Organization",
    "Islands",
    "House",
    "Party",
    "Brotherhood",
];

/// Names that take an article though no word of them says so.
const ALONE: [&str; 20] = [
    "EU",
    "UN",
    "UK",
    "US",
    "U.S.",
    "U.N.",
    "E.U.",
    "U.K.",
    "AU",
    "IAEA",
    "OSCE",
    "P5+1",
    "E3",
    "Kremlin",
    "Vatican",
    "Pentagon",
    "Taliban",
    "Houthis",
    "Netherlands",
    "Philippines",
];

/// A name within a sentence: "the United States", "the Ridge Guard", "Norland", "Israel’s justice ministry".
pub(crate) fn within(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("The ") {
        return format!("the {rest}");
    }
    let mut words = name.split(' ').take_while(|it| !matches!(*it, "of" | "for" | "in" | "on" | "at"));
    let first = words.next().unwrap_or_default();
    let last = words.last();
    // "Norland's Senate", but "the Skippers' League".
    let owned = first.ends_with("'s") || first.ends_with("’s");
    let takes = ALONE.contains(&name) || (!owned && last.is_some_and(|it| HEADS.contains(&it)));
    if takes { format!("the {name}") } else { name.to_owned() }
}

/// "Norland", "Norland and the Ridge Guard", "Norland, Sudria and the Ridge Guard".
pub(crate) fn listed(names: &[String]) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// So many names stand in one sentence at most: nobody reads more.
const NAMES: usize = 15;

/// The same of very many: the first of them, and how many more there are.
pub(crate) fn listed_first(names: &[String]) -> String {
    // "And one other" says less than its name.
    if names.len() <= NAMES + 1 {
        return listed(names);
    }
    format!("{} and {} others", names[..NAMES].join(", "), names.len() - NAMES)
}

/// The options that an expression names, from left to right.
fn options(it: &Expression) -> Box<dyn Iterator<Item = usize> + '_> {
    match it {
        Expression::Taken(i) => Box::new(std::iter::once(*i)),
        Expression::Not(inner) => options(inner),
        Expression::And(parts) | Expression::Or(parts) => Box::new(parts.iter().flat_map(options)),
        Expression::If(a, b) | Expression::Iff(a, b) => Box::new(options(a).chain(options(b))),
    }
}

/// Why a statement stands where it stands.
pub(crate) const fn reason(kind: Kind) -> &'static str {
    match kind {
        Kind::RedLine => "a red line: its own words rule out the other way",
        Kind::Refusal => "its refusal",
        Kind::Condition => "a condition of its own",
        Kind::Price => "its price",
        Kind::Given => "what it offers in return",
        Kind::Agreed => "agreed together",
        Kind::Accepted => "it has accepted that",
        Kind::Promise => "it has said that it will",
        Kind::Proposal => "its own proposal",
        Kind::Threat => "its threat",
        Kind::Readiness => "it is ready for that",
        Kind::Demand => "it demands that",
        Kind::Urged => "it urges that",
        Kind::Asked => "it asks for that",
        Kind::Backed => "it backs that",
        Kind::Edited => "a line of your own",
    }
}

/// How cautious or far-sighted the parties have to be for an outcome to hold.
pub(crate) fn caution(holds: &[Concept]) -> &'static str {
    match () {
        () if holds.contains(&Concept::Nash) => "It would hold: nobody does better by a move of its own.",
        () if holds.contains(&Concept::Sseq) => {
            "It would hold if each reckons with the answers that the others would really give: whoever moved would be no better off after them, \
             even with a move back."
        }
        () if holds.contains(&Concept::Seq) => {
            "It would hold if each reckons with the answers that the others would really give: whoever moved would be no better off after them."
        }
        () if holds.contains(&Concept::Smr) => {
            "It would hold only among very cautious parties: each fears answers that would hurt it and that it could not mend, though those who \
             give them might do so at their own cost."
        }
        () => {
            "It would hold only among the most cautious of parties: each fears any answer that could hurt it, though those who give it might do \
             so at their own cost, and though it might be mended."
        }
    }
}

/// "in all", "in most", "in few".
pub(crate) fn share(held: u32, of: u32) -> &'static str {
    let (held, of) = (u64::from(held), u64::from(of));
    match () {
        () if of == 0 => "in none",
        () if held == of => "in all",
        () if held * 10 >= of * 9 => "in nearly all",
        () if held * 3 >= of * 2 => "in most",
        () if held * 3 >= of => "in about half",
        () if held > 0 => "in few",
        () => "in none",
    }
}

#[cfg(test)]
mod tests {
    use super::{listed, within};

    #[test]
    fn names_have_an_article_within_a_sentence_where_english_gives_them_one() {
        for (name, expected) in [
            ("United States", "the United States"),
            ("Ridge Guard", "the Ridge Guard"),
            ("Skippers' League", "the Skippers' League"),
            ("League of Lakes", "League of Lakes"),
            ("Free Republic of Dessa", "the Free Republic of Dessa"),
            ("The Hesk Front", "the Hesk Front"),
            ("the Lorrins", "the Lorrins"),
            ("Norland", "Norland"),
            ("Norland's Senate", "Norland's Senate"),
            ("EU", "the EU"),
            ("senior officials", "senior officials"),
        ] {
            assert_eq!(within(name), expected);
        }
        let names = ["Norland", "Sudria", "Estmark"].map(str::to_owned);
        assert_eq!(listed(&names[..1]), "Norland");
        assert_eq!(listed(&names[..2]), "Norland and Sudria");
        assert_eq!(listed(&names), "Norland, Sudria and Estmark");
    }
}
