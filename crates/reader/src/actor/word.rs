//! Word lists that tell titles, bodies and groups from other words. General English; nothing of any one conflict.

/// Words that say what office or part a person has; a name after one is a person's.
#[rustfmt::skip]
pub(super) const OFFICES: &[&str] = &[
    "president", "vice-president", "president-elect", "premier", "chancellor", "minister", "secretary", "ambassador", "envoy", "emissary",
    "representative", "negotiator", "mediator", "spokesman", "spokeswoman", "spokesperson", "aide", "adviser", "advisor", "official", "leader", "chief",
    "head", "director", "commissioner", "general", "gen", "lt", "maj", "brig", "colonel", "col", "major", "captain", "capt", "admiral",
    "adm", "commander", "cmdr", "marshal", "king", "queen", "prince", "princess", "crown", "emir", "sultan", "sheikh", "sheik",
    "ayatollah", "imam", "mullah", "pope", "cardinal", "archbishop", "bishop", "patriarch", "reverend", "senator", "sen", "rep",
    "congressman", "congresswoman", "governor", "gov", "mayor", "speaker", "chairman", "chairwoman", "chair", "lawmaker", "deputy", "mp",
    "mr", "mrs", "ms", "dr", "sir", "lord", "lady", "prof", "professor", "judge", "justice", "coordinator", "rapporteur", "diplomat",
    "analyst", "delegate", "dictator", "ruler", "strongman", "rebel", "warlord", "activist", "lawyer", "economist", "counterpart",
    "chargé", "attaché", "presidents", "ministers", "premiers", "advisors", "advisers", "secretaries", "senators", "ambassadors", "chancellors", "czar", "ceo", "secretary-general", "undersecretary", "officer", "chairperson",
    "founder", "co-founder", "councilor", "councillor", "director-general", "commander-in-chief", "co-chair", "co-chairman", "counsel", "superintendent",
];

/// What somebody is who holds no office: "Orr, a historian", "farmer Anna Berg".
#[rustfmt::skip]
pub(super) const PROFESSIONS: &[&str] = &[
    "legislator", "campaigner", "journalist", "researcher", "expert", "scholar", "fellow", "blogger", "historian", "executive", "organizer",
    "organiser", "strategist", "columnist", "scientist", "candidate", "cleric", "dissident", "trader", "manager", "editor", "author", "writer",
    "teacher", "farmer", "engineer", "doctor", "student", "resident", "owner", "veteran", "critic", "attorney", "physician", "specialist",
    "correspondent", "reporter", "anchor", "host", "consultant", "investor", "driver", "soldier", "priest", "rabbi", "pastor", "lobbyist",
    "businessman", "businesswoman", "billionaire", "academic", "shopkeeper", "republican", "democrat", "politician", "nurse", "witness",
];

/// Last words of names of places and buildings, which may be called after somebody.
#[rustfmt::skip]
pub(super) const PLACES: &[&str] = &[
    "airport", "hospital", "mosque", "masjid", "church", "cathedral", "river", "lake", "street", "road", "avenue", "square", "stadium",
    "university", "college", "school", "camp", "bridge", "island", "islands", "province", "district", "valley", "gate", "heights", "crossing",
    "base", "palace", "house", "hotel", "hall", "park", "port", "harbor", "harbour", "county", "city", "town", "dam", "prison", "memorial",
    "museum", "library", "building", "tower", "tunnel", "canal", "bay", "beach", "hill", "hills", "mountains", "desert", "measures", "panel",
];

/// Words that may stand between an office and what it belongs to.
#[rustfmt::skip]
pub(super) const OFFICE_PARTS: &[&str] = &[
    "foreign", "policy", "prime", "vice", "deputy", "senior", "top", "chief", "special", "former", "acting", "interim", "then",
    "national", "security", "defense", "defence", "state", "affairs", "finance", "trade", "interior", "justice", "supreme",
    "secretary-general", "secretary", "general", "high", "permanent", "political", "military", "peace", "nuclear", "press", "government",
    "opposition", "treasury", "commerce", "army", "navy", "air", "force", "lead", "new", "outgoing", "veteran", "presidential",
    "parliamentary", "majority", "minority", "house", "senate", "under", "undersecretary", "assistant", "economic", "humanitarian",
    "middle", "east", "agriculture", "energy", "transport", "labor", "labour", "communications", "intelligence", "personal", "union",
    "homeland", "information", "culture", "health", "oil", "police", "rebel", "party", "lieutenant", "brigadier", "field",
    "external", "industry", "environment", "education", "immigration", "employment", "development", "cooperation", "fisheries",
    "corporate", "counter-terrorism", "regional", "human", "rights", "co", "ex-president", "ex-minister", "minister", "financial",
    "executive", "operating", "staff", "rear",
];

/// Last words of names of bodies.
#[rustfmt::skip]
pub(super) const BODY_HEADS: &[&str] = &[
    "ministry", "council", "commission", "committee", "agency", "organization", "organisation", "court", "tribunal", "parliament",
    "cabinet", "department", "office", "union", "league", "assembly", "congress", "senate", "secretariat", "mission", "fund", "bank",
    "authority", "administration", "bureau", "board", "programme", "program", "alliance", "community", "summit", "conference", "quartet",
    "troika", "directorate", "delegation", "government", "command", "centre", "center", "institute", "foundation", "crescent", "cross",
    "chamber", "mechanism", "observatory", "treasury", "duma", "bundestag", "presidency", "embassy", "consulate", "police",
    "panel", "diocese", "archdiocese", "team", "service",
];

/// Last words of names of groups.
#[rustfmt::skip]
pub(super) const GROUP_HEADS: &[&str] = &[
    "front", "movement", "party", "army", "forces", "brigade", "brigades", "militia", "militias", "guard", "guards", "rebels",
    "resistance", "coalition", "liberation", "association", "brotherhood", "fighters", "tribe", "faction", "factions", "opposition",
    "jihad", "vanguard", "battalion", "corps", "group", "federation", "confederation", "bloc", "teamsters", "workers", "guild", "local",
    "employees", "machinists", "steelworkers", "nurses", "technicians", "legion", "force", "platform", "pact", "compact", "mothers", "families",
    "volunteers", "self-defence", "self-defense",
];

/// Last words of names of companies, newspapers among them.
#[rustfmt::skip]
pub(super) const COMPANY_HEADS: &[&str] = &[
    "inc", "corp", "ltd", "co", "plc", "llc", "company", "corporation", "holdings", "airlines", "news", "times", "post", "journal", "herald",
    "tribune", "gazette", "press", "daily", "television", "tv", "radio", "magazine", "telegraph", "broadcasting", "telegram", "network",
    "networks", "ports", "airways", "shipping", "logistics", "foods", "motors", "railroad", "railway", "railways", "industries", "lines",
    "mining", "steel", "electric", "pharmaceuticals", "processors", "brothers", "studios", "entertainment", "shipyard", "shipyards", "mills",
    "oil", "energy", "petroleum", "copper", "semiconductor", "semiconductors", "telecom", "technologies", "chemicals", "offshore", "contracting",
    "aerospace", "textiles", "stores", "supermarkets", "tobacco", "breweries", "trucking", "insurance", "cement", "packers",
];

/// Words of the names of unions.
pub(super) const UNION_WORDS: &[&str] = &[
    "union",
    "unions",
    "workers",
    "teamsters",
    "guild",
    "employees",
    "machinists",
    "steelworkers",
    "teachers",
    "nurses",
    "pilots",
    "trainmen",
    "longshoremen",
    "mineworkers",
    "seamen",
    "technicians",
];

/// Those who work for somebody, where their union speaks for them.
#[rustfmt::skip]
pub(super) const TRADES: &[&str] = &[
    "workers", "strikers", "employees", "teachers", "nurses", "pilots", "drivers", "miners", "seamen", "sailors", "dockers", "dockworkers",
    "longshoremen", "machinists", "writers", "actors", "technicians", "attendants", "mineworkers", "steelworkers", "autoworkers",
    "engineers", "conductors", "railwaymen", "members", "farmers", "truckers", "doctors", "staff",
];

/// Those who are many and act as one without a name.
#[rustfmt::skip]
pub(super) const CROWDS: &[&str] = &[
    "shipowners", "creditors", "bankers", "protesters", "protestors", "demonstrators", "students", "manufacturers", "producers",
    "exporters", "importers", "growers", "automakers", "carmakers", "studios", "airlines", "railroads", "settlers", "villagers",
    "refugees", "migrants", "asylum-seekers", "activists", "campaigners", "politicians", "residents", "voters", "shareholders", "investors",
    "suppliers", "retailers", "clubs", "players", "footballers", "kidnappers", "captors", "bondholders", "lenders", "insurers", "hauliers",
    "planters", "millers", "fishermen", "mayors", "governors", "bishops", "publishers", "broadcasters", "homebuilders",
    "hijackers", "pirates", "traffickers", "smugglers", "mercenaries", "paramilitaries", "peacekeepers", "clerics", "monks", "elders",
    "tribesmen", "herders", "loyalists", "unionists", "nationalists", "jihadists", "islamists", "dissidents",
    "parents", "pensioners", "tenants", "landowners", "contractors", "passengers", "advocates",
];

/// Who may be of a state and speaks for nobody in it: "Sudrian activists".
#[rustfmt::skip]
pub(super) const PRIVATE: &[&str] = &[
    "activists", "campaigners", "refugees", "migrants", "asylum-seekers", "students", "researchers", "scientists", "residents", "voters",
    "investors", "players", "footballers", "clubs", "monks", "clerics", "herders", "tribesmen", "elders", "smugglers", "traffickers",
    "pirates", "mercenaries", "conservatives", "nationalists", "loyalists", "unionists", "parents",
];

/// Those who work and trade in a state, who speak for nobody in it either; but what is done to them is done to the state: "sanctions on Sudrian banks".
#[rustfmt::skip]
pub(super) const IN_TRADE: &[&str] = &[
    "banks", "bankers", "lenders", "traders", "brewers", "oligarchs", "exporters", "importers", "companies", "firms", "businesses",
    "businessmen", "manufacturers", "makers", "automakers", "carmakers", "chipmakers", "steelmakers", "producers", "growers", "retailers",
    "suppliers", "shipowners", "airlines", "carriers", "doctors", "nurses", "teachers", "miners", "drivers", "pilots", "farmers",
    "truckers", "fishermen", "dockers", "consumers", "workers", "employees", "lawyers", "economists", "analysts", "journalists",
    "newspapers", "bishops", "shareholders", "hospitals",
];

/// What a company is called by after "the".
#[rustfmt::skip]
pub(crate) const FIRMS: &[&str] = &[
    "company", "airline", "carrier", "automaker", "carmaker", "firm", "manufacturer", "employer", "railroad", "railway", "network", "retailer",
    "corporation", "supplier", "shipper", "bank", "management", "planemaker", "steelmaker", "chipmaker",
];

/// Those of them that end a name.
pub(super) const COMPANY_FORMS: &[&str] = &["inc", "corp", "ltd", "co", "plc", "llc"];

/// Those of them that are of newspapers, agencies and stations.
#[rustfmt::skip]
pub(super) const MEDIA_HEADS: &[&str] = &[
    "news", "times", "post", "journal", "herald", "tribune", "gazette", "press", "daily", "television", "tv", "radio", "magazine",
    "telegraph", "broadcasting", "telegram", "network", "networks",
];

/// Further words of newspapers' names, which in a text are as often plain words.
#[rustfmt::skip]
const NEWSPAPERS: &[&str] = &[
    "today", "star", "standard", "monitor", "examiner", "chronicle", "mirror", "mail", "inquirer", "courier", "bulletin", "weekly", "newspaper",
    "globe", "sun", "blog",
];

/// Whether a word in lower case makes the source of a document a newspaper or a station; a "press office" is none.
pub(super) fn is_of_newspaper(word: &str) -> bool {
    NEWSPAPERS.contains(&word) || word != "press" && MEDIA_HEADS.contains(&word)
}

/// Nouns for people or bodies that act for a state or group whose name stands before or after them and have no standing of their own.
#[rustfmt::skip]
pub(super) const STANDS_FOR: &[&str] = &[
    "government", "governments", "administration", "side", "delegation", "delegations", "delegates", "team", "teams", "negotiators",
    "military", "army", "forces", "troops", "soldiers", "authorities", "leadership", "leaders", "leader", "regime", "parliament",
    "ministry", "navy", "police", "representatives", "envoys", "state", "people", "warplanes", "jets", "airstrikes", "officials",
    "diplomats", "capital", "republic", "nation", "counterparts", "rebels", "militants", "fighters", "gunmen", "commanders",
    "leaderships", "embassy", "mission", "president", "cabinet", "foreign", "defense", "defence", "spokesman", "spokeswoman",
    "spokesperson", "official", "diplomat", "counterpart", "negotiator", "minister", "premier", "presidency", "lawmakers", "politicians",
    "ministers", "media", "spokespeople", "aides", "generals", "nationals", "fishermen", "workers", "citizens", "civilians", "businesses",
    "companies", "separatists", "insurgents", "prosecutors", "planes", "tanks", "drones", "helicopters", "ships", "gunboats", "artillery",
    "missiles", "rockets", "strikes", "guards", "bombers", "snipers",
];

/// Who stands against the state that they are called after: "Norland rebels" are not Norland.
#[rustfmt::skip]
pub(super) const AGAINST: &[&str] = &[
    "rebels", "insurgents", "separatists", "militants", "guerrillas", "gunmen", "opposition", "dissidents", "jihadists", "extremists",
    "protesters", "protestors", "demonstrators",
];

/// What groups without a name are called by, right before "groups".
#[rustfmt::skip]
pub(super) const GROUPS_OF: &[&str] = &[
    "armed", "rebel", "opposition", "terrorist", "militant", "business", "rights", "lobby", "industry", "trade", "labor", "labour", "jihadist",
    "insurgent", "extremist", "islamist", "activist", "advocacy", "environmental", "union", "farm", "consumer", "separatist", "guerrilla",
    "political", "ethnic", "humanitarian", "aid", "relief", "refugee", "human-rights", "civic", "student", "women's", "church", "community",
];

/// Whose holder is of a body or group, which may be one that only this office shows to be any: "the head of Tessel Relief".
#[rustfmt::skip]
pub(super) const OF_BODIES: &[&str] = &[
    "head", "director", "president", "chairman", "chairwoman", "chairperson", "chair", "chief", "coordinator", "spokesman", "spokeswoman",
    "spokesperson", "founder", "co-founder", "lawyer", "official", "representative", "leader", "secretary-general", "director-general", "ceo",
    "officer", "adviser", "advisor", "activist",
];

/// Who speaks on somebody's behalf: "a spokesman for Orr".
#[rustfmt::skip]
pub(super) const SPEAKS_ON_BEHALF: &[&str] = &[
    "spokesman", "spokeswoman", "spokesperson", "spokesmen", "spokespeople", "official", "officials", "representative", "representatives",
    "lawyer", "lawyers", "attorney", "attorneys",
];

/// Plural nouns for people without a name who take part or are asked.
#[rustfmt::skip]
pub(super) const UNNAMED_HEADS: &[&str] = &[
    "officials", "diplomats", "mediators", "negotiators", "sources", "leaders", "allies", "rebels", "militants", "delegates", "parties",
    "sides", "powers", "ministers", "observers", "monitors", "critics", "envoys", "lawmakers", "hard-liners", "hardliners", "partners",
    "separatists", "insurgents", "guerrillas", "gunmen", "fighters", "belligerents", "factions", "extremists", "terrorists", "countries",
    "nations", "states", "governments", "authorities", "delegations", "representatives", "spokesmen", "aides", "advisers", "commanders",
    "generals", "forces", "troops", "soldiers", "families", "unions", "carriers", "workers", "employers", "companies", "donors",
    "neighbours", "neighbors", "opponents", "stakeholders", "delegation", "community", "inspectors", "presidents", "premiers", "mps",
    "senators", "legislators", "coalition",
];

/// Singular nouns for a source without a name.
#[rustfmt::skip]
pub(super) const UNNAMED_SINGULAR: &[&str] = &[
    "source", "official", "diplomat", "negotiator", "spokesman", "spokeswoman", "spokesperson", "aide", "adviser", "advisor", "envoy",
    "mediator", "lawmaker", "commander", "representative", "minister", "delegate", "statement", "communique", "communiqué",
];

/// Words that can stand within a name in lower case.
pub(super) const PARTICLES: &[&str] =
    &["von", "van", "der", "den", "de", "da", "dos", "del", "di", "bin", "ibn", "al", "el", "abu", "la", "le", "ben", "ter", "zu"];

/// Capitalised words that begin no name: what opens sentences, days, months, and the like.
#[rustfmt::skip]
pub(crate) const NO_NAMES: &[&str] = &[
    "the", "a", "an", "in", "on", "at", "he", "she", "it", "they", "we", "i", "you", "but", "and", "or", "this", "that", "these", "those",
    "there", "here", "if", "when", "while", "after", "before", "as", "his", "her", "their", "its", "our", "my", "your", "both", "however",
    "meanwhile", "so", "for", "from", "to", "of", "by", "with", "without", "under", "over", "since", "until", "unless", "despite",
    "although", "though", "because", "following", "according", "earlier", "later", "now", "then", "today", "yesterday", "tomorrow", "no",
    "not", "yes", "nor", "neither", "all", "any", "some", "many", "most", "more", "several", "each", "every", "one", "two", "three", "four",
    "five", "six", "seven", "eight", "nine", "ten", "first", "second", "third", "last", "next", "what", "who", "how", "why", "where", "which",
    "whether", "asked", "speaking", "talks", "officials", "let", "let's", "please", "also", "still", "even", "only", "just", "once",
    "again", "never", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "mon", "tue", "tues", "wed", "thu", "thurs",
    "fri", "sat", "sun", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "western", "eastern",
    "northern", "southern", "european", "african", "asian", "arab", "islamic", "muslim", "christian", "jewish", "kurdish", "pro", "anti",
    "north", "south", "east", "west", "god", "internet", "photo", "file", "reference", "references", "related", "advertisement",
    "updated", "read", "image", "caption", "source", "breaking", "watch", "video", "story", "peace", "war", "ceasefire", "is", "are",
    "was", "were", "will", "would", "can", "could", "should", "must", "might", "do", "does", "did", "has", "have", "had", "be", "us",
    "me", "him", "them", "than", "too", "during", "among", "between", "against", "about", "through", "within", "into", "upon", "out",
    "up", "down", "off", "other", "another", "such", "same", "new", "old", "good", "great", "instead", "perhaps", "maybe", "moreover",
    "furthermore", "nevertheless", "otherwise", "therefore", "thus", "recently", "currently", "finally", "asking", "saying", "adding",
    "article", "ms", "mr", "mrs", "dr", "thousands", "hundreds", "millions", "dozens", "half", "part", "much", "little", "few", "nothing",
    "everything", "everyone", "nobody", "someone", "something", "yet", "like", "unlike", "regarding", "besides", "given",
];

/// Words of a page around its report that stand in capitals beside names, and words that open sentences and may be names elsewhere.
pub(super) const PAGE_WORDS: &[&str] = &["images", "photos", "watched", "getty", "videos", "replay", "close"];

/// Verbs of saying that show the name beside them to be somebody's.
#[rustfmt::skip]
pub(super) const SPEAKS: &[&str] = &[
    "said", "says", "told", "added", "announced", "stated", "declared", "insisted", "warned", "urged", "accused", "denied", "wrote",
    "tweeted", "argued", "explained", "confirmed", "rejected", "called", "asked", "demanded", "pledged", "vowed", "welcomed", "met",
    "noted", "acknowledged", "expressed", "described", "reiterated", "stressed", "emphasized", "emphasised", "suggested",
];

/// Ends of words that say on whose side somebody is: "Norland-led".
const SIDES: &[&str] = &["-led", "-backed", "-allied", "-aligned", "-controlled", "-supported", "-sponsored", "-dominated"];

/// Ends of words that say where somebody is from or who made something: "Geneva-based", "Norland-brokered".
const ORIGINS: &[&str] = &["-based", "-brokered", "-run", "-owned", "-held", "-occupied", "-mediated", "-funded", "-armed", "-trained"];

/// Whether a word in lower case says on whose side somebody is: "pro-Norland", "Norland-led".
pub(super) fn takes_side(word: &str) -> bool {
    word.starts_with("pro-") || word.starts_with("anti-") || SIDES.iter().any(|ending| word.ends_with(ending))
}

/// Whether a word in lower case tells of what follows it, though it begins with a name: "Norland-led", "Geneva-based".
pub(super) fn is_made_of_name(word: &str) -> bool {
    SIDES.iter().chain(ORIGINS).any(|ending| word.ends_with(ending))
}

/// Whether a word in lower case can open the description of somebody without a name: either.
pub(super) fn is_compound(word: &str) -> bool {
    takes_side(word) || is_made_of_name(word)
}

/// Whether a list holds the word (given in lower case, a final full stop aside).
pub(crate) fn among(list: &[&str], word: &str) -> bool {
    list.contains(&word.trim_end_matches('.'))
}
