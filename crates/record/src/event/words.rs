//! The words of an act's quote as far as they tell what event it reports: cut to their beginnings, words of one meaning made one, and each
//! with a weight. Knows English; a word that it does not know weighs in full.
use crate::name::folded;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
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
// Compared many times for each time that they are made, so they lie in a row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Words {
    // Invariant: by the hash, each once.
    all: Box<[Word]>,
    /// Whole numbers below 1,000: days, people, shares; years are dates and not here.
    // Invariant: ascending, each once.
    numbers: Box<[u16]>,
    /// Tells of a call, and of no meeting or talks.
    call: bool,
    /// Tells of a meeting, and of no call.
    meeting: bool,
}

/// A quote's words as far as can be told at a glance: enough to say how much two could have in common at most, in a row of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Outline {
    /// A bit for each hash: two quotes with no bit in common have no word in common.
    bits: [u64; 4],
    /// The weight of all words, in hundredths.
    total: u16,
    numbers: bool,
    call: bool,
    meeting: bool,
}

/// One of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Word {
    hash: u32,
    weight: u8,
    /// Written as a name.
    name: bool,
}

/// The words of a quote by their bits: what they weigh, and what they weigh at most in another quote, in hundredths.
pub(super) struct Looked {
    by_bit: [(u32, u32); 256],
    /// How many words.
    n: usize,
}

impl Looked {
    /// The most that [`Words::common`] could find in a quote of that other outline; `outline` is that of these words.
    #[inline]
    pub(super) fn at_most(&self, outline: &Outline, other: &Outline) -> Common {
        // A word that is a name to one of the two weighs less than here, for both: then the shares are less, too.
        let (mut weight, mut theirs) = (0, 0);
        for (row, (mine, its)) in self.by_bit.chunks_exact(64).zip(outline.bits.iter().zip(&other.bits)) {
            let mut both = mine & its;
            while both != 0 {
                let (in_mine, in_theirs) = row.get(both.trailing_zeros() as usize).copied().unwrap_or_default();
                weight += in_mine;
                theirs += in_theirs;
                both &= both - 1;
            }
        }
        let of = |hundredths: u32| f64::from(hundredths) / 100.0;
        let (weight, total, others) = (of(weight), of(outline.total.into()), of(u32::from(other.total) + weight) - of(theirs));
        let any = weight > 0.0;
        let numbers = outline.numbers && other.numbers;
        Common {
            weight,
            of_shorter: (weight / f64::min(total, others).max(2.0)).min(1.0),
            of_both: if any { (2.0 * weight / (total + others).max(1e-9)).min(1.0) } else { 0.0 },
            names: if any { self.n } else { 0 },
            parallel: any,
            number: numbers,
            numbers_apart: numbers,
            call_and_meeting: (outline.call && other.meeting) || (outline.meeting && other.call),
        }
    }
}

impl Word {
    /// In hundredths of a telling word.
    const fn weight(self) -> u8 {
        if self.name { NAME } else { self.weight }
    }

    /// Which of the 256 bits is its.
    const fn bit(self) -> (usize, u64) {
        ((self.hash >> 6 & 3) as usize, 1 << (self.hash & 63))
    }
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
        let quote = [("U.S.", "America"), ("U.N.", "Nations"), ("cease-fire", "ceasefire")].into_iter().fold(
            Cow::Borrowed(quote),
            |quote, (from, to)| {
                // Hardly any has one.
                if quote.contains(from) { Cow::Owned(quote.replace(from, to)) } else { quote }
            },
        );
        let mut all: Vec<Word> = Vec::with_capacity(quote.len() / 6);
        let mut numbers: Vec<u16> = Vec::new();
        let mut low = String::new();
        let tokens = quote.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
        for (n, token) in tokens.map(|it| it.trim_matches(['\'', '’'])).filter(|it| !it.is_empty()).enumerate() {
            let token = token.strip_suffix("'s").or_else(|| token.strip_suffix("’s")).unwrap_or(token);
            low.clear();
            if token.bytes().all(|b| b.is_ascii_alphanumeric()) {
                low.push_str(token);
                low.make_ascii_lowercase();
            } else {
                low.push_str(&folded(token));
            }
            let number = low.bytes().all(|b| b.is_ascii_digit());
            if let (true, 1..=3, Ok(value)) = (number, low.len(), low.parse()) {
                numbers.push(value);
            }
            let whole = known.whole.get(low.as_str()).copied().unwrap_or_default();
            if whole.nothing || (low.len() < 3 && !number) {
                continue;
            }
            let (hash, weight) = whole.class.unwrap_or_else(|| known.beginning(&low, number));
            // A sentence begins with a capital, name or not.
            let alike = whole.class.is_some_and(|(_, weight)| weight != NAME);
            let begins = n == 0 && (weight == TRADE || weight == COMMON || alike || whole.first);
            let name = token.starts_with(char::is_uppercase) && !begins && !whole.title;
            all.push(Word { hash, weight, name });
        }
        // Of words that are one the first says what it weighs.
        all.sort_by_key(|it| it.hash);
        all.dedup_by(|next, word| {
            let same = next.hash == word.hash;
            word.name |= same && next.name;
            same
        });
        numbers.sort_unstable();
        numbers.dedup();
        let has = |it: &str| all.binary_search_by_key(&class(it), |word| word.hash).is_ok();
        let call = has("call") && !has("meeting") && !has("talks");
        let meeting = has("meeting") && !has("call");
        Self { call, meeting, all: all.into_boxed_slice(), numbers: numbers.into_boxed_slice() }
    }

    pub(super) fn outline(&self) -> Outline {
        let mut bits = [0; 4];
        for (at, bit) in self.all.iter().map(|it| it.bit()) {
            bits[at] |= bit;
        }
        let total: u32 = self.all.iter().map(|it| u32::from(it.weight())).sum();
        let total = u16::try_from(total).unwrap_or(u16::MAX);
        Outline { bits, total, numbers: !self.numbers.is_empty(), call: self.call, meeting: self.meeting }
    }

    /// These words, to be held against many outlines.
    pub(super) fn looked(&self) -> Looked {
        let mut looked = Looked { by_bit: [(0, 0); 256], n: self.all.len() };
        for word in &self.all {
            let (at, bit) = word.bit();
            if let Some((mine, theirs)) = looked.by_bit.get_mut(at * 64 + bit.trailing_zeros() as usize) {
                *mine += u32::from(word.weight());
                *theirs += u32::from(word.weight.max(NAME));
            }
        }
        looked
    }

    /// Compares two quotes.
    pub fn common(&self, other: &Self) -> Common {
        let mut common = Common::default();
        // Of all words, and of those that are no names.
        let (mut mine, mut theirs, mut plain, mut plain_both) = (0.0, 0.0, 0.0, 0.0);
        let (mut n_mine, mut n_theirs) = (0, 0);
        // Whether one has a name that the other has not.
        let (mut own_name, mut other_name) = (false, false);
        in_order(
            &self.all,
            &other.all,
            |it| it.hash,
            |one, other| {
                let name = one.or(other).is_some_and(|it| it.name) || other.is_some_and(|it| it.name);
                let of = |word: Option<&Word>| word.map_or(0.0, |it| f64::from(if name { NAME } else { it.weight }) / 100.0);
                let (w_mine, w_theirs) = (of(one), of(other));
                mine += w_mine;
                theirs += w_theirs;
                if !name {
                    n_mine += usize::from(one.is_some());
                    n_theirs += usize::from(other.is_some());
                    plain += w_mine + w_theirs;
                }
                match (one, other) {
                    (Some(one), Some(other)) => {
                        common.weight += w_mine;
                        plain_both += if name { 0.0 } else { w_mine };
                        common.names += usize::from(one.name && other.name && one.weight != NAME);
                    }
                    (one, other) => {
                        own_name |= one.is_some_and(|it| it.name);
                        other_name |= other.is_some_and(|it| it.name);
                    }
                }
            },
        );
        // Of two words in common not much can be made.
        common.of_shorter = common.weight / f64::min(mine, theirs).max(2.0);
        common.of_both = 2.0 * common.weight / (mine + theirs).max(1e-9);
        common.parallel = n_mine.min(n_theirs) >= 4 && 2.0 * plain_both > 0.7 * plain && own_name && other_name;
        in_order(&self.numbers, &other.numbers, |it| *it, |one, other| common.number |= one.is_some() && other.is_some());
        common.numbers_apart = !common.number && !self.numbers.is_empty() && !other.numbers.is_empty();
        common.call_and_meeting = (self.call && other.meeting) || (self.meeting && other.call);
        common
    }
}

/// Goes through two ascending rows at once; what has the same key comes together.
fn in_order<T, K: Ord>(one: &[T], other: &[T], key: impl Fn(&T) -> K, mut each: impl FnMut(Option<&T>, Option<&T>)) {
    let (mut i, mut j) = (0, 0);
    loop {
        let (a, b) = (one.get(i), other.get(j));
        let order = match (a, b) {
            (Some(a), Some(b)) => key(a).cmp(&key(b)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return,
        };
        each(a.filter(|_| order.is_le()), b.filter(|_| order.is_ge()));
        i += usize::from(order.is_le());
        j += usize::from(order.is_ge());
    }
}

/// The lists above, to look words up in.
struct Known {
    /// Whole words.
    whole: Table<Whole>,
    /// The weights of beginnings of words.
    beginnings: Table<u8>,
}

/// Looked up for each word of each quote: the hash that the words are kept by is quicker than one that no stranger can foresee, and the
/// lists are ours.
type Table<T> = HashMap<&'static str, T, BuildHasherDefault<Fnv>>;

/// What the lists say of a word.
#[derive(Clone, Copy, Default)]
struct Whole {
    /// What stands for it, and its weight.
    class: Option<(u32, u8)>,
    nothing: bool,
    first: bool,
    title: bool,
}

impl Known {
    /// What stands for a word that is in no row, and its weight.
    fn beginning(&self, word: &str, number: bool) -> (u32, u8) {
        let start = if number { word } else { beginning(word) };
        let singular_y = word.strip_suffix("ies").filter(|it| it.len() > 2 && it.len() < 6).map(|it| format!("{it}y"));
        let start = singular_y.as_deref().unwrap_or(start);
        (hash(start), self.beginnings.get(start).copied().unwrap_or(TELLING))
    }
}

fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut whole: Table<Whole> = HashMap::default();
        for (rows, weight) in [(STATES, NAME), (OF_TALKS, TRADE), (ALIKE, TELLING)] {
            for row in rows {
                let stands_for = row.split(' ').next().unwrap_or_default();
                for word in row.split(' ') {
                    whole.entry(word).or_default().class = Some((class(stands_for), weight));
                }
            }
        }
        SAY_NOTHING.split_whitespace().for_each(|word| whole.entry(word).or_default().nothing = true);
        FIRST.split_whitespace().for_each(|word| whole.entry(word).or_default().first = true);
        TITLES.split_whitespace().for_each(|word| whole.entry(word).or_default().title = true);
        // Names after the common words: what is in both lists is a name.
        let lists = [(COMMON_WORDS, COMMON), (OTHER_NAMES, NAME)];
        let beginnings = lists.into_iter().flat_map(|(list, weight)| list.split_whitespace().map(move |it| (it, weight)));
        Known { whole, beginnings: beginnings.collect() }
    })
}

/// As [`hash`].
struct Fnv(u32);

impl Default for Fnv {
    fn default() -> Self {
        Self(0x811c_9dc5)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    }

    fn finish(&self) -> u64 {
        // The table takes its place from the lowest bits and a mark from the highest.
        u64::from(self.0).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
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
        assert_eq!(known().whole.values().filter(|it| it.class.is_some()).count(), n);
    }
}
