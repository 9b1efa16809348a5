//! The words of an act's quote as far as they tell what event it reports: cut to their beginnings, words of one meaning made one, and each
//! with a weight. Knows English; a word that it does not know weighs in full.
use crate::name::folded;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

/// How much a word that two quotes have in common speaks for one event, in hundredths. Set by hand on the half of the labelled pairs that
/// is for tuning; halving or doubling any one of them moves F1 there by a hundredth or two.
const NAME: u8 = 12;
/// As [`NAME`].
const TRADE: u8 = 35;
/// As [`NAME`].
const COMMON: u8 = 50;
/// As [`NAME`].
const TELLING: u8 = 100;

/// States and their people. Names weigh little: who acts is compared as actors, and the same few stand in all reports of a process.
const STATES: &[&str] = &[
    "iran iranian iranians tehran",
    "russia kremlin moscow russian russians",
    "israel israeli israelis",
    "palestine palestinian palestinians",
    "ukraine kiev kyiv ukrainian ukrainians",
    "china beijing chinese",
    "america american americans washington",
    "lebanon beirut lebanese",
    "syria damascus syrian syrians",
    "sudan khartoum sudanese",
    "egypt cairo egyptian egyptians",
    "ethiopia ethiopian",
    "france french paris",
    "congo congolese drc",
    "rwanda rwandan",
];

/// What negotiations always are about, which kinds of act and measures say better: these words weigh little.
const OF_TALKS: &[&str] = &[
    "truce armistice ceasefire ceasefires cessation hostilities lull truces",
    "deal accord accords agree agreed agreement agreements agrees arrangement deals pact treaty understanding",
    "talks consultation consultations conversation conversations dialogue discuss discussed discussion discussions negotiate negotiated negotiating negotiation negotiations talk",
    "meeting engagement engagements meet meetings met summit travel trip trips visit visited",
    "call called calls phone speak spoke telephone telephoned",
    "extend continuation extended extending extension prolong renew renewal renewed",
    "begin began begun commence commencement effect launch launched launching start started starting",
    "ready commit commitment committed determined pledge pledged prepared promise promised vow vowed willing",
    "demand demanded demanding demands insist insisted insistence insisting insists require want wanted wants",
    "support back backed backing backs endorse endorsed supported supporting supports",
    "welcome applaud appreciate commend commends grateful gratitude hail hailed praise praised thank thanked welcomed welcomes",
    "aid assist assistance assisting help",
    "reject oppose opposed opposes refusal refuse refused refuses rejected rejection rejects",
    "accept acceptance accepted accepts approval approve approved",
    "peace peaceful",
    "people citizens civilian civilians inhabitants population populations residents",
    "war combat conflict conflicts fighting violence wars",
    "stop cease end ended ending ends halt halted halts stopped stops",
    "threat threaten threatened threatens threats warn warned warning warns",
    "blame accuse accused accuses blamed condemn condemned condemns denounce denounced",
    "propose offer offered offers plan plans proposal proposals proposed proposes",
    "resume relaunch relaunched restart restarted resumed resumes resuming revive revived",
    "delegation delegations diplomat diplomats envoy envoys negotiator negotiators",
    "vote pass passed ratification ratified ratify voted votes",
    "permit allow allowed allows permitted",
    "broker brokered mediate mediated mediation mediator mediators",
    "important critical crucial essential vital",
];

/// Words that reports choose between for one thing; the first of each row stands for it.
const ALIKE: &[&str] = &[
    "withdraw pull pullback pulled pulling pullout withdrawal withdrawing withdrawn withdrew",
    "troops army force forces military soldier soldiers troop",
    "attack airstrike airstrikes attacked attacks bombed bombing raid raids rocket rockets shell shelling strike strikes struck",
    "release freed freeing handover released releasing",
    "capture abducted captured capturing kidnapped seize seized",
    "lift ease eased easing lifted lifting relief relieve removal remove removed removing suspend suspended suspending",
    "destroy demolish demolished destroyed destroying",
    "prisoner captive captives detainee detainees prisoners",
    "sanctions embargo sanction",
    "impose imposed imposes imposing imposition",
    "implement abide adhere compliance comply enforce enforced enforcement ensure ensured fulfil fulfill honor honour implementation implemented implementing respect uphold",
    "weapon armament armaments arms arsenal weaponry weapons",
    "deploy deployed deploying deployment station stationed",
    "lasting durable enduring longterm permanent permanently sustainable",
    "security safe safely safety secure",
    "violate breach breached breaches violated violation violations",
    "inspect inspection inspections inspectors monitor monitoring monitors observe observers verifiable verifiably verification verify",
    "limit cap caps curb curbs cut cuts limited limits reduce reduced reducing reduction restrict restriction restrictions",
    "progress advance advanced advances headway",
    "tariff duties duty levies levy tariffs",
    "wage pay salaries salary wages",
    "return returned returning returns",
    "rebuild rebuilding rebuilt reconstruct reconstruction",
    "block blockade blocked siege",
    "build building buildup built",
    "kill casualties dead deaths died killed killing",
    "free freedom",
    "final complete completed conclude concluded finalise finalize finished",
    "meddle interfere interference",
    "border borders frontier",
    "money finance financial fund funding funds",
    "nuclear atomic",
    "enrich centrifuges enriched enrichment",
    "hostage abductees hostages",
    "plant facilities facility installation site sites",
    "increase higher increased raise raised raises",
    "mutual both",
    "possible possibility",
    "difficult hard tough",
    "joint together",
    "leader leaders",
    "goal aim objective",
];

/// Beginnings of words that three of ten reports have (of the documents for tuning and of PolNeAR), names and the trade’s words apart.
const COMMON_WORDS: &str = "access achiev additi addres all among becaus believ betwee change clear come concer condit contin countr curren day days deep \
    depart direct down during effort even first follow former full future genera get give given going good govern group histor \
    hope includ intern issue just keep know last level like live long look made major make many measur minist month much nation \
    need new offici one only other part partne party person point policy politi presid press preven proces provid public put \
    questi reache real recent remain report repres respon right secret see seek serve show side since sought state step still \
    take term thing think though throug time today toward two united use very way week well where work workin world year";

/// Beginnings of further names of states, and of what officials are called.
const OTHER_NAMES: &str = "afghan angola armeni austra azerba bank belgiu brazil britai britis burma canada colomb countr cuba cuban eritre europe gaza \
    german govern greece india indian iraq iraqi ireland italy japan japane jordan kenya korea kuwait libya mali mexico minist \
    morocc myanma nation nepal nether nigeri norway pakist people philip poland presid prime qatar qatari saudi secret serbia \
    somali spain state sweden switze taiwan thai thaila turkey turkis uganda united venezu vietna west yemen yemeni";

/// Words that are left out.
const SAY_NOTHING: &str = "about after again against also and any are been before being both but can could did does for friday from had has have her him \
    his how into its may might monday more most must not now off our out over said saturday say says she should some such sunday \
    than that the their them then there these they this those thursday told tuesday under until was wednesday were what when \
    which while who will with would you your";

/// Words that are no names for all that they begin a sentence, those of [`SAY_NOTHING`] apart.
const FIRST: &str = "a all an as at having he if in it last let next on one since today two we";

/// Words that are no names for all that they are written large.
const TITLES: &str = "a april august chief december envoy february foreign friday general i january july june king march may minister monday mr mrs \
    ms november october president prime rep saturday secretary sen senator september special sunday the thursday tuesday vice \
    wednesday";

/// The words of a quote that say something.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Words {
    /// Each with what it weighs.
    all: BTreeMap<u32, u8>,
    /// Those that are written as names.
    names: BTreeSet<u32>,
    /// Whole numbers below 1,000: days, people, shares; years are dates and not here.
    numbers: BTreeSet<u16>,
}

/// What two quotes have in common.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Common {
    /// Of the shorter one's words, 0 to 1.
    pub of_shorter: f64,
    /// Of both, 0 to 1 (Dice).
    pub of_both: f64,
    /// How much in all, in telling words.
    pub weight: f64,
    /// Names that both have, those of states and of offices apart.
    pub names: usize,
    /// The same but for the names: each has a name that the other has not, and most else is word for word the same.
    pub parallel: bool,
    /// A number in common.
    pub number: bool,
    /// Both have numbers, and none in common.
    pub numbers_apart: bool,
    /// One tells of a call, the other of a meeting.
    pub call_and_meeting: bool,
}

impl Words {
    /// Of a quote.
    pub fn of(quote: &str) -> Self {
        let known = known();
        let quote = quote.replace("U.S.", "America").replace("U.N.", "Nations").replace("cease-fire", "ceasefire");
        let mut words = Self::default();
        let tokens = quote.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
        for (n, token) in tokens.map(|it| it.trim_matches(['\'', '’'])).filter(|it| !it.is_empty()).enumerate() {
            let token = token.strip_suffix("'s").or_else(|| token.strip_suffix("’s")).unwrap_or(token);
            let low = if token.bytes().all(|b| b.is_ascii_alphanumeric()) { token.to_ascii_lowercase() } else { folded(token) };
            let number = low.bytes().all(|b| b.is_ascii_digit());
            if let (true, 1..=3, Ok(value)) = (number, low.len(), low.parse()) {
                words.numbers.insert(value);
            }
            if known.nothing.contains(low.as_str()) || (low.len() < 3 && !number) {
                continue;
            }
            let (hash, weight) = known.of(&low, number);
            // A sentence begins with a capital, name or not.
            let begins = n == 0 && (weight == TRADE || weight == COMMON || known.alike(&low) || known.first.contains(low.as_str()));
            if token.starts_with(char::is_uppercase) && !begins && !known.titles.contains(low.as_str()) {
                words.names.insert(hash);
            }
            words.all.insert(hash, weight);
        }
        words
    }

    /// Compares two quotes.
    pub fn common(&self, other: &Self) -> Common {
        let is_name = |it: &u32| self.names.contains(it) || other.names.contains(it);
        let weight = |it: &u32, weight: u8| f64::from(if is_name(it) { NAME } else { weight }) / 100.0;
        let mut common = Common::default();
        // Of all words and of those that are no names.
        let (mut mine, mut theirs, mut plain, mut plain_both) = (0.0, 0.0, 0.0, 0.0);
        let (mut n_mine, mut n_theirs) = (0_usize, 0_usize);
        for (it, &w) in &self.all {
            let w = weight(it, w);
            mine += w;
            let shared = other.all.contains_key(it);
            common.weight += if shared { w } else { 0.0 };
            if !is_name(it) {
                n_mine += 1;
                plain += w;
                plain_both += if shared { w } else { 0.0 };
            }
        }
        for (it, &w) in &other.all {
            let w = weight(it, w);
            theirs += w;
            if !is_name(it) {
                n_theirs += 1;
                plain += w;
            }
        }
        // Of two words in common not much can be made.
        common.of_shorter = common.weight / f64::min(mine, theirs).max(2.0);
        common.of_both = 2.0 * common.weight / (mine + theirs).max(1e-9);
        common.names = self.names.intersection(&other.names).filter(|it| self.all.get(it).is_some_and(|weight| *weight != NAME)).count();
        let own_name = |one: &Self, other: &Self| one.names.iter().any(|it| !other.all.contains_key(it));
        common.parallel = n_mine.min(n_theirs) >= 4 && 2.0 * plain_both > 0.7 * plain && own_name(self, other) && own_name(other, self);
        common.number = self.numbers.intersection(&other.numbers).next().is_some();
        common.numbers_apart = !common.number && !self.numbers.is_empty() && !other.numbers.is_empty();
        let has = |words: &Self, it: &str| words.all.contains_key(&class(it));
        let call = |words: &Self| has(words, "call") && !has(words, "meeting") && !has(words, "talks");
        let meeting = |words: &Self| has(words, "meeting") && !has(words, "call");
        common.call_and_meeting = (call(self) && meeting(other)) || (meeting(self) && call(other));
        common
    }
}

/// The lists above, to look words up in.
struct Known {
    /// A word to what stands for it and its weight.
    classes: HashMap<&'static str, (u32, u8)>,
    common: BTreeSet<&'static str>,
    names: BTreeSet<&'static str>,
    nothing: BTreeSet<&'static str>,
    first: BTreeSet<&'static str>,
    titles: BTreeSet<&'static str>,
}

impl Known {
    /// What stands for a word, and its weight.
    fn of(&self, word: &str, number: bool) -> (u32, u8) {
        if let Some(found) = self.classes.get(word) {
            return *found;
        }
        let start = if number { word } else { beginning(word) };
        let singular_y = word.strip_suffix("ies").filter(|it| it.len() > 2 && it.len() < 6).map(|it| format!("{it}y"));
        let start = singular_y.as_deref().unwrap_or(start);
        let weight = if self.names.contains(start) {
            NAME
        } else if self.common.contains(start) {
            COMMON
        } else {
            TELLING
        };
        (hash(start), weight)
    }

    /// Whether the word is one of a row, names of states apart.
    fn alike(&self, word: &str) -> bool {
        self.classes.get(word).is_some_and(|(_, weight)| *weight != NAME)
    }
}

fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let rows = [(STATES, NAME), (OF_TALKS, TRADE), (ALIKE, TELLING)];
        let classes = rows.iter().flat_map(|(rows, weight)| rows.iter().map(move |row| (*row, *weight))).flat_map(|(row, weight)| {
            let stands_for = row.split(' ').next().unwrap_or_default();
            row.split(' ').map(move |word| (word, (class(stands_for), weight)))
        });
        let list = |words: &'static str| words.split_whitespace().collect::<BTreeSet<_>>();
        Known {
            classes: classes.collect(),
            common: list(COMMON_WORDS),
            names: list(OTHER_NAMES),
            nothing: list(SAY_NOTHING),
            first: list(FIRST),
            titles: list(TITLES),
        }
    })
}

/// The first six letters of a word without the plural's s: withdrawal, withdrawing. Coarser than a stemmer, which keeps "negotiation" and
/// "negotiator" apart.
fn beginning(word: &str) -> &str {
    let word = if word.len() > 4 && !word.ends_with("ss") { word.strip_suffix('s').unwrap_or(word) } else { word };
    word.char_indices().nth(6).map_or(word, |(at, _)| &word[..at])
}

fn class(stands_for: &str) -> u32 {
    hash(stands_for) ^ 0x5bd1_e995
}

fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::{Words, known};

    fn common(one: &str, other: &str) -> super::Common {
        Words::of(one).common(&Words::of(other))
    }

    #[test]
    fn words_of_one_meaning_are_one() {
        assert_eq!(Words::of("negotiations"), Words::of("talks"));
        assert_eq!(Words::of("a cease-fire"), Words::of("truce"));
        assert!(common("the pullout of the last battalions", "the last battalions withdrew").of_both > 0.9);
        assert_eq!(common("the ferry", "the bridge").weight, 0.0);
    }

    #[test]
    fn a_name_weighs_less_than_what_is_done_there() {
        let place = common("a clinic was opened in Dessa", "a mill burned in Dessa");
        let deed = common("a clinic was opened in Dessa", "a clinic was opened in Lind");
        assert!(place.weight < deed.weight, "{place:?} {deed:?}");
        assert_eq!((place.names, deed.names), (1, 0));
        // The first word of a sentence has its capital anyway.
        assert_eq!(common("Talks went on", "Talks broke off").names, 0);
    }

    #[test]
    fn numbers_are_compared_and_years_are_not_numbers() {
        let found = common("32 tunnels", "all 32 of the tunnels");
        assert!(found.number && !found.numbers_apart);
        assert!(common("60 days", "90 days").numbers_apart);
        let years = common("since 2019", "since 2021");
        assert!(!years.number && !years.numbers_apart);
    }

    #[test]
    fn the_same_but_for_the_names() {
        let words = |who: &str| format!("envoys crossed the frozen river to hand the letter to {who}");
        assert!(common(&words("Halvorsen"), &words("Lind")).parallel);
        assert!(!common(&words("Halvorsen"), &words("Halvorsen")).parallel);
        assert!(!common("Halvorsen slept", "Lind slept").parallel, "too short to tell");
    }

    #[test]
    fn a_call_is_no_meeting() {
        assert!(common("they spoke by telephone", "they met").call_and_meeting);
        assert!(!common("they spoke by telephone", "a call").call_and_meeting);
    }

    #[test]
    fn text_of_any_script_and_none() {
        assert_eq!(Words::of(""), Words::default());
        assert_eq!(common("", "").of_both, 0.0);
        let _ = common("’’ '' “Éire” переговоры 会谈 42", "'s ’s");
    }

    #[test]
    fn no_word_stands_in_two_rows() {
        let rows = super::STATES.iter().chain(super::OF_TALKS).chain(super::ALIKE);
        let n: usize = rows.map(|row| row.split(' ').count()).sum();
        assert_eq!(known().classes.len(), n);
    }
}
