//! The language of preference statements: `Accept`, `NOT 3`, `(1 AND -2) IF Insist`. One statement; their order is the DM's.
use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::{BinaryOption, Model, Problem, nearest};

/// A statement over options that a state makes true or false (Fang, Hipel, Kilgour and Peng 2003).
///
/// Grammar, keywords in any case: `statement := condition | condition IF condition | condition IFF condition`,
/// `condition := condition OR condition | condition AND condition | NOT condition | (condition) | option`, AND before OR.
/// An option is its number from 1, its name, `DM: name` where several share the name, or either in quotation marks.
/// `-` before an option or bracket is NOT; `&` and `|` are AND and OR.
///
/// ```
/// use gmcr::{explicit::GraphModel, file::{self, Format}};
/// let toml = r#"
/// [[decision_makers]]
/// name = "Norland"
/// options = ["Withdraw", "Keep the bridge"]
/// statements = ["Withdraw IF NOT Keep the bridge"]
/// "#;
/// let model = file::read(toml, Format::Toml).unwrap().model;
/// let statement = &model.decision_makers[0].preferences.statements[0];
/// assert!(statement.holds(0b01) && !statement.holds(0b00)); // bit 0: Withdraw
/// assert_eq!(statement.text(&model), "Withdraw IF NOT Keep the bridge");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Statement {
    /// What must hold.
    pub expression: Expression,
}

/// The parts of a statement. Options are indices from 0.
///
/// ```
/// use gmcr::preference::{Expression, Statement};
/// let not_both = Statement { expression: Expression::Not(Box::new(Expression::And(vec![Expression::Taken(0), Expression::Taken(1)]))) };
/// assert!(!not_both.holds(0b11));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expression {
    /// The option is taken.
    Taken(usize),
    /// It does not hold.
    Not(Box<Expression>),
    /// All hold; true if there is none.
    And(Vec<Expression>),
    /// One holds; false if there is none.
    Or(Vec<Expression>),
    /// The first holds if the second does.
    If(Box<Expression>, Box<Expression>),
    /// Both hold or neither.
    Iff(Box<Expression>, Box<Expression>),
}

/// Conjunctions of literals (option, taken), one of which holds.
pub(crate) type Disjunction = Vec<Vec<(usize, bool)>>;

/// More conjunctions than a statement of gmcr-py is written with.
const MOST_CONJUNCTIONS: usize = 4096;
/// Deeper brackets than these are refused, so that a hostile file cannot exhaust the stack.
const DEEPEST: usize = 128;

impl Statement {
    /// Whether the state with these taken options (bit 0: the first option) makes the statement true.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// assert!(model.decision_makers[0].preferences.statements[0].holds(0b1));
    /// ```
    pub fn holds(&self, bits: u64) -> bool {
        self.expression.holds(bits)
    }

    /// The statement negated; of a negation, what it negates.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// let statement = &model.decision_makers[0].preferences.statements[0];
    /// assert_eq!(statement.negated().text(&model), "NOT Withdraw");
    /// ```
    pub fn negated(&self) -> Self {
        let expression = match &self.expression {
            Expression::Not(inner) => (**inner).clone(),
            other => Expression::Not(Box::new(other.clone())),
        };
        Self { expression }
    }

    /// The statement in the grammar, options by name, or by number where a name could be read otherwise.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// assert_eq!(model.decision_makers[0].preferences.statements[0].text(&model), "Withdraw");
    /// ```
    pub fn text(&self, model: &Model) -> String {
        let names = Names::new(model.options(), &owners(model));
        let mut text = String::new();
        self.expression.write(&mut text, &names, 0);
        text
    }

    /// The options named, as bits.
    ///
    /// ```
    /// # use gmcr::{explicit::GraphModel, file::{self, Format}};
    /// # let text = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
    /// # let model = file::read(text, Format::Toml).unwrap().model;
    /// # let graph = GraphModel::new(&model).unwrap();
    /// assert_eq!(model.decision_makers[0].preferences.statements[0].options(), 0b1);
    /// ```
    pub fn options(&self) -> u64 {
        self.expression.options()
    }

    /// A conjunction of literals, as gmcr-py writes them; one literal stands by itself.
    pub(crate) fn conjunction(literals: &[(usize, bool)]) -> Self {
        let mut parts: Vec<Expression> = literals.iter().map(|&literal| Expression::literal(literal)).collect();
        let expression = match parts.len() {
            1 => parts.remove(0),
            _ => Expression::And(parts),
        };
        Self { expression }
    }

    /// A union of conjunctions, as gmcr-py's compound statements are.
    pub(crate) fn union(conjunctions: &[Vec<(usize, bool)>]) -> Self {
        Self { expression: Expression::Or(conjunctions.iter().map(|literals| Self::conjunction(literals).expression).collect()) }
    }

    /// The same truth as a union of conjunctions without contradictory ones; `None` if it takes too many.
    pub(crate) fn disjunction(&self) -> Option<Disjunction> {
        let sets = self.expression.normal(true)?;
        Some(sets.into_iter().map(|set| set.into_iter().collect()).collect())
    }
}

impl Expression {
    fn literal((option, taken): (usize, bool)) -> Self {
        if taken { Self::Taken(option) } else { Self::Not(Box::new(Self::Taken(option))) }
    }

    fn holds(&self, bits: u64) -> bool {
        match self {
            Self::Taken(option) => bits >> option & 1 == 1,
            Self::Not(inner) => !inner.holds(bits),
            Self::And(parts) => parts.iter().all(|part| part.holds(bits)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(bits)),
            Self::If(then, condition) => then.holds(bits) || !condition.holds(bits),
            Self::Iff(a, b) => a.holds(bits) == b.holds(bits),
        }
    }

    fn options(&self) -> u64 {
        match self {
            Self::Taken(option) => crate::model::bit(*option),
            Self::Not(inner) => inner.options(),
            Self::And(parts) | Self::Or(parts) => parts.iter().fold(0, |mask, part| mask | part.options()),
            Self::If(a, b) | Self::Iff(a, b) => a.options() | b.options(),
        }
    }

    /// The highest option index named, to check it against the model.
    pub(crate) fn highest_option(&self) -> Option<usize> {
        match self {
            Self::Taken(option) => Some(*option),
            Self::Not(inner) => inner.highest_option(),
            Self::And(parts) | Self::Or(parts) => parts.iter().filter_map(Self::highest_option).max(),
            Self::If(a, b) | Self::Iff(a, b) => a.highest_option().max(b.highest_option()),
        }
    }

    /// Precedence: 0 IF and IFF, 1 OR, 2 AND, 3 NOT and options.
    fn write(&self, text: &mut String, names: &Names, within: u8) {
        let own = match self {
            Self::If(..) | Self::Iff(..) => 0,
            Self::Or(parts) if parts.len() > 1 => 1,
            Self::And(parts) if parts.len() > 1 => 2,
            // What they are written as below.
            Self::And(parts) if parts.is_empty() => 1,
            Self::Or(parts) if parts.is_empty() => 2,
            _ => 3,
        };
        let bracket = own < within;
        if bracket {
            text.push('(');
        }
        match self {
            Self::Taken(option) => text.push_str(&names.written(*option)),
            Self::Not(inner) => {
                text.push_str("NOT ");
                inner.write(text, names, 3);
            }
            Self::And(parts) | Self::Or(parts) if parts.len() == 1 => parts[0].write(text, names, within),
            // Neither has a word of its own in the grammar: "all of nothing" is true, "one of nothing" is false.
            Self::And(parts) if parts.is_empty() => text.push_str("1 OR NOT 1"),
            Self::Or(parts) if parts.is_empty() => text.push_str("1 AND NOT 1"),
            Self::And(parts) | Self::Or(parts) => {
                let joint = if matches!(self, Self::And(_)) { " AND " } else { " OR " };
                for (idx, part) in parts.iter().enumerate() {
                    if idx > 0 {
                        text.push_str(joint);
                    }
                    part.write(text, names, own + 1);
                }
            }
            Self::If(a, b) | Self::Iff(a, b) => {
                a.write(text, names, 1);
                text.push_str(if matches!(self, Self::If(..)) { " IF " } else { " IFF " });
                b.write(text, names, 1);
            }
        }
        if bracket {
            text.push(')');
        }
    }

    /// Conjunctions (as sorted maps) equivalent to the expression, or to its negation.
    fn normal(&self, positive: bool) -> Option<Vec<BTreeMap<usize, bool>>> {
        match (self, positive) {
            (Self::Taken(option), _) => Some(vec![BTreeMap::from([(*option, positive)])]),
            (Self::Not(inner), _) => inner.normal(!positive),
            (Self::And(parts), true) | (Self::Or(parts), false) => {
                let mut product = vec![BTreeMap::new()];
                for part in parts {
                    product = and(&product, &part.normal(positive)?)?;
                }
                Some(product)
            }
            (Self::Or(parts), true) | (Self::And(parts), false) => {
                let mut sum = Vec::new();
                for part in parts {
                    sum.extend(part.normal(positive)?);
                    if sum.len() > MOST_CONJUNCTIONS {
                        return None;
                    }
                }
                Some(distinct(sum))
            }
            (Self::If(then, condition), true) => {
                let mut sum = then.normal(true)?;
                sum.extend(condition.normal(false)?);
                Some(distinct(sum))
            }
            (Self::If(then, condition), false) => and(&then.normal(false)?, &condition.normal(true)?),
            (Self::Iff(a, b), _) => {
                let mut sum = and(&a.normal(true)?, &b.normal(positive)?)?;
                sum.extend(and(&a.normal(false)?, &b.normal(!positive)?)?);
                Some(distinct(sum))
            }
        }
    }
}

fn and(left: &[BTreeMap<usize, bool>], right: &[BTreeMap<usize, bool>]) -> Option<Vec<BTreeMap<usize, bool>>> {
    let mut product = Vec::new();
    for a in left {
        for b in right {
            let mut both = a.clone();
            if b.iter().all(|(&option, &taken)| *both.entry(option).or_insert(taken) == taken) {
                product.push(both);
            }
        }
        if product.len() > MOST_CONJUNCTIONS {
            return None;
        }
    }
    Some(distinct(product))
}

fn distinct(mut sets: Vec<BTreeMap<usize, bool>>) -> Vec<BTreeMap<usize, bool>> {
    let mut seen = std::collections::BTreeSet::new();
    sets.retain(|set| seen.insert(set.clone()));
    sets
}

/// For each option its owner's name.
pub(crate) fn owners(model: &Model) -> Vec<String> {
    (0..model.options().len()).map(|idx| model.owner(idx).map_or_else(String::new, |dm| model.decision_makers[dm].name.clone())).collect()
}

/// How options are named in statements and lists, and found by name.
pub(crate) struct Names {
    names: Vec<String>,
    owners: Vec<String>,
}

impl Names {
    pub(crate) fn new(options: &[BinaryOption], owners: &[String]) -> Self {
        Self { names: options.iter().map(|option| option.name.clone()).collect(), owners: owners.to_vec() }
    }

    /// The option of a name or number. `by` says what names it.
    pub(crate) fn find(&self, owner: Option<&str>, name: &str, by: &str, number_allowed: bool) -> Result<usize, Problem> {
        if number_allowed && owner.is_none() && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()) {
            return match name.parse::<usize>() {
                Ok(number) if (1..=self.names.len()).contains(&number) => Ok(number - 1),
                _ => Err(Problem::UnknownOption { by: by.to_string(), name: name.to_string(), nearest: None }),
            };
        }
        let of_owner = |idx: &usize| owner.is_none_or(|owner| alike(&self.owners[*idx], owner));
        let exact: Vec<usize> = (0..self.names.len()).filter(of_owner).filter(|&idx| self.names[idx] == name).collect();
        let found = if exact.is_empty() {
            (0..self.names.len()).filter(of_owner).filter(|&idx| alike(&self.names[idx], name)).collect()
        } else {
            exact
        };
        match found[..] {
            [only] => Ok(only),
            [] => Err(Problem::UnknownOption {
                by: by.to_string(),
                name: owner.map_or_else(|| name.to_string(), |owner| format!("{owner}: {name}")),
                nearest: nearest(name, self.names.iter().map(String::as_str)),
            }),
            _ => Err(Problem::AmbiguousOption {
                by: by.to_string(),
                name: name.to_string(),
                choices: found.iter().map(|&idx| format!("{} or {}", self.qualified(idx), idx + 1)).collect(),
            }),
        }
    }

    /// `Name`, `DM: Name` or the number, whichever reads back as this option.
    pub(crate) fn written(&self, option: usize) -> String {
        let Some(name) = self.names.get(option) else { return (option + 1).to_string() };
        if self.find(None, name, "", false) == Ok(option) {
            return quoted(name);
        }
        if self.find(Some(&self.owners[option]), name, "", false) == Ok(option) {
            return self.qualified(option);
        }
        (option + 1).to_string()
    }

    fn qualified(&self, option: usize) -> String {
        format!("{}: {}", quoted(&self.owners[option]), quoted(&self.names[option]))
    }
}

fn alike(a: &str, b: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(a) == words(b)
}

/// In quotation marks unless the grammar reads it as one name without them.
fn quoted(name: &str) -> String {
    let plain = name.split(' ').all(|word| {
        !word.is_empty()
            && word.chars().all(|letter| is_name_letter(letter) || letter == '\'')
            && !word.starts_with(['-', '\'', '\u{2212}', '¬'])
            && !["not", "and", "or", "if", "iff"].contains(&word.to_lowercase().as_str())
    });
    if plain && !name.bytes().all(|byte| byte.is_ascii_digit()) {
        name.to_string()
    } else if name.contains('"') {
        format!("'{name}'")
    } else {
        format!("\"{name}\"")
    }
}

fn is_name_letter(letter: char) -> bool {
    !letter.is_whitespace() && !"()&|!:\"'".contains(letter) && !letter.is_control()
}

/// Reads a statement.
///
/// # Errors
/// The problem and how many characters of the text stand before it.
pub(crate) fn parse(text: &str, names: &Names, by: &str) -> Result<Statement, (Problem, usize)> {
    let tokens = tokens(text, by)?;
    let mut parser = Parser { tokens: &tokens, next: 0, end: text.chars().count(), names, by, depth: 0 };
    let expression = parser.statement()?;
    if let Some(token) = tokens.get(parser.next) {
        return Err(parser.error(token.offset, &token.shown(), "AND, OR, IF, IFF or the end"));
    }
    Ok(Statement { expression })
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Name { text: String, quoted: bool },
    Not,
    And,
    Or,
    If,
    Iff,
    Open,
    Close,
    Colon,
}

struct Token {
    kind: Kind,
    offset: usize,
}

impl Token {
    fn shown(&self) -> String {
        match &self.kind {
            Kind::Name { text, .. } => format!("\"{text}\""),
            Kind::Not => "NOT".to_string(),
            Kind::And => "AND".to_string(),
            Kind::Or => "OR".to_string(),
            Kind::If => "IF".to_string(),
            Kind::Iff => "IFF".to_string(),
            Kind::Open => "(".to_string(),
            Kind::Close => ")".to_string(),
            Kind::Colon => ":".to_string(),
        }
    }
}

fn tokens(text: &str, by: &str) -> Result<Vec<Token>, (Problem, usize)> {
    let letters: Vec<char> = text.chars().collect();
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let offset = at;
        let single = match letters[at] {
            letter if letter.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' => Some(Kind::Open),
            ')' => Some(Kind::Close),
            '&' => Some(Kind::And),
            '|' => Some(Kind::Or),
            '!' | '-' | '\u{2212}' | '¬' => Some(Kind::Not),
            ':' => Some(Kind::Colon),
            _ => None,
        };
        if let Some(kind) = single {
            at += 1;
            tokens.push(Token { kind, offset });
            continue;
        }
        if letters[at] == '"' || letters[at] == '\'' {
            let mark = letters[at];
            let Some(length) = letters[at + 1..].iter().position(|&letter| letter == mark) else {
                let mut found = String::new();
                let _ = write!(found, "{mark} without its pair");
                let problem = Problem::StatementSyntax { by: by.to_string(), found, expected: "a closing quotation mark", offset };
                return Err((problem, offset));
            };
            let text = letters[at + 1..at + 1 + length].iter().collect();
            tokens.push(Token { kind: Kind::Name { text, quoted: true }, offset });
            at += length + 2;
            continue;
        }
        // An apostrophe within a word is a letter of it.
        let length = letters[at..].iter().take_while(|&&letter| is_name_letter(letter) || letter == '\'').count().max(1);
        let word: String = letters[at..at + length].iter().collect();
        at += length;
        let kind = match word.to_lowercase().as_str() {
            "not" => Kind::Not,
            "and" => Kind::And,
            "or" => Kind::Or,
            "if" => Kind::If,
            "iff" => Kind::Iff,
            _ => {
                // Words side by side are one name.
                if let Some(Token { kind: Kind::Name { text, quoted: false }, .. }) = tokens.last_mut() {
                    text.push(' ');
                    text.push_str(&word);
                    continue;
                }
                Kind::Name { text: word, quoted: false }
            }
        };
        tokens.push(Token { kind, offset });
    }
    Ok(tokens)
}

struct Parser<'a> {
    tokens: &'a [Token],
    next: usize,
    end: usize,
    names: &'a Names,
    by: &'a str,
    depth: usize,
}

impl Parser<'_> {
    fn error(&self, offset: usize, found: &str, expected: &'static str) -> (Problem, usize) {
        (Problem::StatementSyntax { by: self.by.to_string(), found: found.to_string(), expected, offset }, offset)
    }

    fn eat(&mut self, kind: &Kind) -> bool {
        let there = self.tokens.get(self.next).is_some_and(|token| token.kind == *kind);
        self.next += usize::from(there);
        there
    }

    fn statement(&mut self) -> Result<Expression, (Problem, usize)> {
        let first = self.either()?;
        if self.eat(&Kind::If) {
            return Ok(Expression::If(Box::new(first), Box::new(self.either()?)));
        }
        if self.eat(&Kind::Iff) {
            return Ok(Expression::Iff(Box::new(first), Box::new(self.either()?)));
        }
        Ok(first)
    }

    fn either(&mut self) -> Result<Expression, (Problem, usize)> {
        let mut parts = vec![self.all()?];
        while self.eat(&Kind::Or) {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expression::Or(parts) })
    }

    fn all(&mut self) -> Result<Expression, (Problem, usize)> {
        let mut parts = vec![self.unary()?];
        while self.eat(&Kind::And) {
            parts.push(self.unary()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expression::And(parts) })
    }

    fn unary(&mut self) -> Result<Expression, (Problem, usize)> {
        const EXPECTED: &str = "an option, NOT or \"(\"";
        let Some(token) = self.tokens.get(self.next) else {
            return Err(self.error(self.end, "the end", EXPECTED));
        };
        if self.depth >= DEEPEST {
            return Err(self.error(token.offset, "brackets in brackets more than 128 deep", "a simpler statement"));
        }
        self.next += 1;
        self.depth += 1;
        let expression = match &token.kind {
            Kind::Not => Expression::Not(Box::new(self.unary()?)),
            Kind::Open => {
                let inner = self.statement()?;
                if !self.eat(&Kind::Close) {
                    let (offset, found) =
                        self.tokens.get(self.next).map_or((self.end, "the end".to_string()), |token| (token.offset, token.shown()));
                    return Err(self.error(offset, &found, "\")\""));
                }
                inner
            }
            Kind::Name { text, quoted } => {
                let mut owner = None;
                let mut name = (text, *quoted);
                if self.eat(&Kind::Colon) {
                    owner = Some(text.as_str());
                    match self.tokens.get(self.next) {
                        Some(Token { kind: Kind::Name { text, quoted }, .. }) => name = (text, *quoted),
                        other => {
                            let (offset, found) = other.map_or((self.end, "the end".to_string()), |token| (token.offset, token.shown()));
                            return Err(self.error(offset, &found, "the name of an option"));
                        }
                    }
                    self.next += 1;
                }
                let option = self.names.find(owner, name.0, self.by, !name.1).map_err(|problem| (problem, token.offset))?;
                Expression::Taken(option)
            }
            _ => return Err(self.error(token.offset, &token.shown(), EXPECTED)),
        };
        self.depth -= 1;
        Ok(expression)
    }
}
