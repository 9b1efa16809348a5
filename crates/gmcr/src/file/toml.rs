//! The TOML format: written by hand, comments kept on rewriting. docs/formats/conflict-toml.md describes it for its users.
use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use toml_edit::{Array, Document, DocumentMut, Item, Table, TableLike, Value};

use super::{Offsets, ReadError};
use crate::explicit::GraphModel;
use crate::model::{
    BinaryOption, DecisionMaker, Direction, Error, Form, GraphForm, Model, MoveEdit, OptionForm, Pattern, Place, Problem, Rule, StateRef,
    all_options, nearest,
};
use crate::preference::{Basis, Names, Preferences, Ranking, Weight, parse, state_pattern};

const TOP: &[&str] = &["title", "note", "states", "feasibility", "move_edits", "coalitions", "decision_makers"];
const FEASIBILITY: &[&str] = &["infeasible", "mutually_exclusive", "at_least_one", "only_if"];
const MOVE_EDIT: &[&str] = &["by", "from", "to", "allowed"];
const DM: &[&str] = &["name", "options", "arcs", "use", "statements", "weights", "ranking", "unknown", "strong", "misperceptions"];
const OPTION: &[&str] = &["name", "direction", "number"];
/// Beyond so many states a ranking is written by number.
const MOST_WRITTEN_STATES: usize = 4096;
/// Weights are kept in units of 10⁻⁹.
const WEIGHT_UNIT: i64 = 1_000_000_000;

type Read<T> = Result<T, ReadError>;

/// A value with its place in the text.
#[derive(Clone, Copy)]
struct Node<'a> {
    value: &'a Value,
    at: usize,
}

fn start(span: Option<Range<usize>>) -> usize {
    span.map_or(0, |span| span.start)
}

fn fail<T>(problem: Problem, offset: usize) -> Read<T> {
    Err(ReadError { problem, offset: Some(offset) })
}

fn wrong<T>(expected: &str, found: &str, offset: usize) -> Read<T> {
    fail(Problem::WrongType { expected: expected.to_string(), found: found.to_string() }, offset)
}

impl<'a> Node<'a> {
    fn new(value: &'a Value) -> Self {
        Self { value, at: start(value.span()) }
    }

    fn text(self, expected: &str) -> Read<&'a str> {
        self.value.as_str().map_or_else(|| wrong(expected, self.value.type_name(), self.at), Ok)
    }

    fn list(self, expected: &str) -> Read<Vec<Node<'a>>> {
        match self.value.as_array() {
            Some(array) => Ok(array.iter().map(Node::new).collect()),
            None => wrong(expected, self.value.type_name(), self.at),
        }
    }

    fn pair(self, expected: &str) -> Read<[Node<'a>; 2]> {
        match self.list(expected)?[..] {
            [a, b] => Ok([a, b]),
            ref others => wrong(expected, &format!("a list of {}", others.len()), self.at),
        }
    }

    /// Where the n-th character within a string value stands; the value's own place if its escapes make counting unsafe.
    fn within(self, source: &str, characters: usize) -> usize {
        let Some(span) = self.value.span() else { return self.at };
        let raw = &source[span.clone()];
        if raw.contains('\\') || raw.starts_with("\"\"\"") || raw.starts_with("'''") {
            return span.start;
        }
        let inner = raw.char_indices().nth(characters + 1).map_or(raw.len().saturating_sub(1), |(at, _)| at);
        span.start + inner
    }
}

/// The value of a key, if it is there; tables and arrays of tables are not values.
fn value<'a>(table: &'a dyn TableLike, key: &str, expected: &str) -> Read<Option<Node<'a>>> {
    match table.get(key) {
        None => Ok(None),
        Some(Item::Value(value)) => Ok(Some(Node::new(value))),
        Some(item) => wrong(expected, item.type_name(), start(item.span())),
    }
}

fn known_keys(source: &str, table: &dyn TableLike, keys: &[&str]) -> Read<()> {
    for (key, item) in table.iter() {
        if !keys.contains(&key) {
            let offset = table.key(key).and_then(toml_edit::Key::span).or_else(|| item.span()).map_or(0, |span| span.start);
            let problem = Problem::UnknownKey { key: key.to_string(), nearest: nearest(key, keys.iter().copied()) };
            return fail(problem, offset.min(source.len()));
        }
    }
    Ok(())
}

/// The tables of an array of tables or of a list of inline tables, each with its place.
fn tables<'a>(table: &'a dyn TableLike, key: &str) -> Read<Vec<(&'a dyn TableLike, usize)>> {
    match table.get(key) {
        None => Ok(Vec::new()),
        Some(Item::ArrayOfTables(array)) => Ok(array.iter().map(|table| (table as &dyn TableLike, start(table.span()))).collect()),
        Some(Item::Value(Value::Array(array))) => array
            .iter()
            .map(|value| match value {
                Value::InlineTable(table) => Ok((table as &dyn TableLike, start(value.span()))),
                other => wrong("a table", other.type_name(), start(other.span())),
            })
            .collect(),
        Some(other) => wrong(&format!("[[{key}]] tables"), other.type_name(), start(other.span())),
    }
}

pub(super) fn read(source: &str) -> Read<(Model, Offsets)> {
    let document = Document::parse(source).map_err(|error| ReadError {
        problem: Problem::Syntax { message: error.message().trim().replace('\n', ", ") },
        offset: Some(start(error.span())),
    })?;
    let top = document.as_table();
    known_keys(source, top, TOP)?;
    let mut reader = Reader { source, offsets: Offsets::default(), labels: HashMap::new(), n_options: 0, names: Names::new(&[], &[]) };
    reader.model(top)
}

struct Reader<'a> {
    source: &'a str,
    offsets: Offsets,
    labels: HashMap<String, usize>,
    n_options: usize,
    names: Names,
}

impl Reader<'_> {
    fn model(&mut self, top: &Table) -> Read<(Model, Offsets)> {
        let text = |key| Ok(value(top, key, "text")?.map(|node| node.text("text").map(str::to_string)).transpose()?.unwrap_or_default());
        let (title, note) = (text("title")?, text("note")?);
        let dm_tables = tables(top, "decision_makers")?;
        let mut decision_makers = Vec::new();
        for (idx, &(table, at)) in dm_tables.iter().enumerate() {
            known_keys(self.source, table, DM)?;
            self.offsets.places.insert(Place::DecisionMaker(idx), at);
            let Some(name) = value(table, "name", "text")? else {
                return fail(Problem::MissingKey { key: "name".to_string(), of: format!("decision maker {}", idx + 1) }, at);
            };
            self.offsets.places.insert(Place::DecisionMaker(idx), name.at);
            decision_makers.push(DecisionMaker { name: name.text("text")?.to_string(), ..DecisionMaker::default() });
        }
        let form = match value(top, "states", "a list of labels")? {
            Some(states) => {
                let mut form = GraphForm::default();
                for node in states.list("a list of labels")? {
                    let label = node.text("a label")?.to_string();
                    self.offsets.places.insert(Place::State(form.states.len()), node.at);
                    self.labels.entry(label.clone()).or_insert(form.states.len());
                    form.states.push(label);
                }
                for key in ["feasibility", "move_edits"] {
                    if let Some(item) = top.get(key) {
                        let problem = Problem::NotExpressible { what: format!("\"{key}\""), format: "an explicit graph with states" };
                        return fail(problem, start(item.span()));
                    }
                }
                Form::Graph(form)
            }
            None => {
                let options = self.options(&dm_tables, &mut decision_makers)?;
                Form::Options(OptionForm { options, rules: self.rules(top)?, move_edits: self.move_edits(top, &decision_makers)? })
            }
        };
        for (idx, &(table, _)) in dm_tables.iter().enumerate() {
            self.decision_maker(table, idx, &mut decision_makers[idx], &form)?;
        }
        let mut model = Model { title, note, form, decision_makers, coalitions: Vec::new() };
        if let Some(groups) = value(top, "coalitions", "lists of names of decision makers")? {
            for group in groups.list("lists of names of decision makers")? {
                let mut members = Vec::new();
                for node in group.list("a list of names of decision makers")? {
                    let name = node.text("the name of a decision maker")?;
                    members.push(model.decision_maker(name).or_else(|problem| fail(problem, node.at))?);
                }
                model.coalitions.push(members);
            }
        }
        Ok((model, std::mem::take(&mut self.offsets)))
    }

    fn options(&mut self, dm_tables: &[(&dyn TableLike, usize)], decision_makers: &mut [DecisionMaker]) -> Read<Vec<BinaryOption>> {
        const EXPECTED: &str = "a list of option names or { name, direction, number } tables";
        // In the order of the file, or of the numbers where they are given.
        let mut found: Vec<(Option<i64>, usize, BinaryOption, usize)> = Vec::new();
        for (dm, &(table, _)) in dm_tables.iter().enumerate() {
            if let Some(item) = table.get("arcs") {
                let problem = Problem::NotExpressible { what: "\"arcs\"".to_string(), format: "option form; list \"states\" for a graph" };
                return fail(problem, start(item.span()));
            }
            let Some(options) = value(table, "options", EXPECTED)? else { continue };
            for node in options.list(EXPECTED)? {
                let (mut option, mut number) = (BinaryOption::new(""), None);
                match node.value {
                    Value::String(name) => option.name.clone_from(name.value()),
                    Value::InlineTable(table) => {
                        known_keys(self.source, table, OPTION)?;
                        let Some(name) = value(table, "name", "text")? else {
                            return fail(Problem::MissingKey { key: "name".to_string(), of: "an option".to_string() }, node.at);
                        };
                        option.name = name.text("text")?.to_string();
                        if let Some(node) = value(table, "direction", "text")? {
                            option.direction = match node.text("text")? {
                                "both" => Direction::Both,
                                "up" => Direction::OnlyUp,
                                "down" => Direction::OnlyDown,
                                "fixed" => Direction::Fixed,
                                other => return wrong("\"both\", \"up\", \"down\" or \"fixed\"", &format!("\"{other}\""), node.at),
                            };
                        }
                        if let Some(node) = value(table, "number", "a number from 1")? {
                            match node.value.as_integer() {
                                Some(given) if given >= 1 => number = Some(given),
                                _ => return wrong("a number from 1", &node.value.to_string(), node.at),
                            }
                        }
                    }
                    other => return wrong(EXPECTED, other.type_name(), node.at),
                }
                found.push((number, dm, option, node.at));
            }
        }
        if found.iter().any(|(number, ..)| number.is_some()) {
            for (idx, (number, _, option, at)) in found.iter().enumerate() {
                let Some(number) = *number else {
                    return fail(Problem::MissingKey { key: "number".to_string(), of: format!("option \"{}\"", option.name) }, *at);
                };
                if number as usize > found.len() || found[..idx].iter().any(|(other, ..)| *other == Some(number)) {
                    return wrong(&format!("each number from 1 to {} once", found.len()), &number.to_string(), *at);
                }
            }
            found.sort_by_key(|(number, ..)| *number);
        }
        if found.len() > 64 {
            return fail(Problem::TooManyOptions { found: found.len() }, found[64].3);
        }
        let mut owners = Vec::new();
        let mut options = Vec::new();
        for (idx, (_, dm, option, at)) in found.into_iter().enumerate() {
            self.offsets.places.insert(Place::Option(idx), at);
            decision_makers[dm].options.push(idx);
            owners.push(decision_makers[dm].name.clone());
            options.push(option);
        }
        self.n_options = options.len();
        self.names = Names::new(&options, &owners);
        Ok(options)
    }

    /// An option by name, `DM: name` or number.
    fn option(&self, node: Node<'_>, by: &str) -> Read<usize> {
        if let Some(number) = node.value.as_integer() {
            return self.names.find(None, &number.to_string(), by, true).or_else(|problem| fail(problem, node.at));
        }
        self.option_named(node.text("the name or number of an option")?, by).or_else(|problem| fail(problem, node.at))
    }

    fn option_named(&self, name: &str, by: &str) -> Result<usize, Problem> {
        self.names.find(None, name, by, false).or_else(|problem| {
            let qualified = name.split_once(':').map(|(owner, name)| (owner.trim(), name.trim()));
            let found = match qualified {
                Some((owner, name)) => self.names.find(Some(owner), name, by, false).ok(),
                None => self.names.find(None, name, by, true).ok(),
            };
            found.ok_or(problem)
        })
    }

    fn option_list(&self, node: Node<'_>, by: &str) -> Read<Vec<usize>> {
        node.list("a list of options")?.into_iter().map(|node| self.option(node, by)).collect()
    }

    fn pattern(&self, node: Node<'_>) -> Read<Pattern> {
        let text = node.text("a pattern of Y, N and -")?;
        Pattern::parse(text, self.n_options).or_else(|problem| fail(problem, node.at))
    }

    fn rules(&mut self, top: &Table) -> Read<Vec<Rule>> {
        let mut rules: Vec<Rule> = Vec::new();
        let Some(item) = top.get("feasibility") else { return Ok(rules) };
        let Some(table) = item.as_table_like() else { return wrong("a [feasibility] table", item.type_name(), start(item.span())) };
        known_keys(self.source, table, FEASIBILITY)?;
        let mut add = |offsets: &mut Offsets, rule, at| {
            offsets.places.insert(Place::Rule(rules.len()), at);
            rules.push(rule);
        };
        if let Some(node) = value(table, "infeasible", "a list of patterns")? {
            for node in node.list("a list of patterns")? {
                let rule = Rule::Infeasible(self.pattern(node)?);
                add(&mut self.offsets, rule, node.at);
            }
        }
        if let Some(node) = value(table, "mutually_exclusive", "lists of options")? {
            for node in node.list("lists of options")? {
                let rule = Rule::MutuallyExclusive(self.option_list(node, "\"mutually_exclusive\"")?);
                add(&mut self.offsets, rule, node.at);
            }
        }
        if let Some(node) = value(table, "at_least_one", "lists of options")? {
            for node in node.list("lists of options")? {
                let rule = Rule::AtLeastOne(self.option_list(node, "\"at_least_one\"")?);
                add(&mut self.offsets, rule, node.at);
            }
        }
        for (table, at) in tables(table, "only_if")? {
            known_keys(self.source, table, &["option", "needs"])?;
            let find = |key: &str| match value(table, key, "an option")? {
                Some(node) => self.option(node, "\"only_if\""),
                None => fail(Problem::MissingKey { key: key.to_string(), of: "\"only_if\"".to_string() }, at),
            };
            let rule = Rule::OnlyIf { option: find("option")?, needs: find("needs")? };
            add(&mut self.offsets, rule, at);
        }
        Ok(rules)
    }

    fn move_edits(&mut self, top: &Table, decision_makers: &[DecisionMaker]) -> Read<Vec<MoveEdit>> {
        let mut edits = Vec::new();
        for (table, at) in tables(top, "move_edits")? {
            known_keys(self.source, table, MOVE_EDIT)?;
            self.offsets.places.insert(Place::MoveEdit(edits.len()), at);
            let find = |key: &str| match value(table, key, "text")? {
                Some(node) => Ok(node),
                None => fail(Problem::MissingKey { key: key.to_string(), of: "a move edit".to_string() }, at),
            };
            let by = find("by")?;
            let finder = Model { decision_makers: decision_makers.to_vec(), ..Model::default() };
            let decision_maker = finder.decision_maker(by.text("the name of a decision maker")?).or_else(|problem| fail(problem, by.at))?;
            let allowed = match value(table, "allowed", "true or false")? {
                None => false,
                Some(node) => node.value.as_bool().map_or_else(|| wrong("true or false", node.value.type_name(), node.at), Ok)?,
            };
            edits.push(MoveEdit { decision_maker, from: self.pattern(find("from")?)?, to: self.pattern(find("to")?)?, allowed });
        }
        Ok(edits)
    }

    fn label(&self, node: Node<'_>) -> Read<usize> {
        let text = node.text("the label of a state")?;
        self.labels.get(text).copied().map_or_else(
            || {
                let nearest = nearest(text, self.labels.keys().map(String::as_str));
                fail(Problem::UnknownState { text: text.to_string(), why: "is no label of the graph".to_string(), nearest }, node.at)
            },
            Ok,
        )
    }

    fn decision_maker(&mut self, table: &dyn TableLike, idx: usize, dm: &mut DecisionMaker, form: &Form) -> Read<()> {
        let graph = matches!(form, Form::Graph(_));
        if graph && let Some(item) = table.get("options") {
            let problem = Problem::NotExpressible { what: "\"options\"".to_string(), format: "an explicit graph with states" };
            return fail(problem, start(item.span()));
        }
        let mut preferences = Preferences::default();
        if let Some(node) = value(table, "statements", "a list of statements")? {
            for (statement, node) in node.list("a list of statements")?.into_iter().enumerate() {
                self.offsets.places.insert(Place::Statement { decision_maker: idx, statement }, node.at);
                let by = format!("statement {} of {}", statement + 1, dm.name);
                let read = parse(node.text("a statement")?, &self.names, &by)
                    .or_else(|(problem, characters)| fail(problem, node.within(self.source, characters)))?;
                preferences.statements.push(read);
            }
        }
        if let Some(item) = table.get("weights") {
            let at = start(item.span());
            self.offsets.places.insert(Place::Weights(idx), at);
            let Some(weights) = item.as_table_like() else { return wrong("a table of weights by option", item.type_name(), at) };
            for (name, item) in weights.iter() {
                let node = item.as_value().map_or_else(|| wrong("a number", item.type_name(), start(item.span())), |v| Ok(Node::new(v)))?;
                let at = weights.key(name).and_then(toml_edit::Key::span).map_or(node.at, |span| span.start);
                let option = self.option_named(name, &format!("a weight of {}", dm.name)).or_else(|problem| fail(problem, at))?;
                let (taken, not_taken) = match node.value {
                    Value::Array(_) => {
                        let [taken, not_taken] = node.pair("[weight if taken, weight if not]")?;
                        (weight(taken)?, weight(not_taken)?)
                    }
                    _ => (weight(node)?, 0),
                };
                preferences.weights.push(Weight { option, taken, not_taken });
            }
            preferences.weights.sort_by_key(|weight| weight.option);
        }
        if let Some(node) = value(table, "ranking", "a list of states, best first")? {
            preferences.ranking = Some(self.ranking(node, idx, graph)?);
        }
        if let Some(node) = value(table, "use", "text")? {
            preferences.used = Some(match node.text("text")? {
                "statements" => Basis::Statements,
                "weights" => Basis::Weights,
                "ranking" => Basis::Ranking,
                other => return wrong("\"statements\", \"weights\" or \"ranking\"", &format!("\"{other}\""), node.at),
            });
        }
        dm.preferences = preferences;
        for (key, strong) in [("unknown", false), ("strong", true)] {
            let mut pairs = Vec::new();
            if let Some(node) = value(table, key, "a list of pairs of states")? {
                for (pair, node) in node.list("a list of pairs of states")?.into_iter().enumerate() {
                    let place =
                        if strong { Place::Strong { decision_maker: idx, pair } } else { Place::Unknown { decision_maker: idx, pair } };
                    self.offsets.places.insert(place, node.at);
                    let [a, b] = node.pair("a pair of states")?;
                    pairs.push([self.state_ref(a, graph)?, self.state_ref(b, graph)?]);
                }
            }
            if strong { dm.strong = pairs } else { dm.unknown = pairs }
        }
        if let Some(node) = value(table, "misperceptions", "a list of patterns")? {
            for node in node.list("a list of patterns")? {
                dm.misperceptions.push(self.pattern(node)?);
            }
        }
        if let Some(node) = value(table, "arcs", "a list of pairs of states")? {
            for (arc, node) in node.list("a list of pairs of states")?.into_iter().enumerate() {
                self.offsets.places.insert(Place::Arc { decision_maker: idx, arc }, node.at);
                let [from, to] = node.pair("a pair of states")?;
                dm.arcs.push([self.label(from)?, self.label(to)?]);
            }
        }
        Ok(())
    }

    fn state_ref(&self, node: Node<'_>, graph: bool) -> Read<StateRef> {
        if graph {
            return Ok(StateRef::Label(self.label(node)?));
        }
        let pattern = self.pattern(node)?;
        if pattern.mask() != all_options(self.n_options) {
            return wrong("a state without dashes", &node.value.to_string(), node.at);
        }
        Ok(StateRef::Options(pattern.taken()))
    }

    fn ranking(&mut self, node: Node<'_>, decision_maker: usize, graph: bool) -> Read<Ranking> {
        let classes: Vec<Vec<Node<'_>>> = node
            .list("a list of states, best first")?
            .into_iter()
            .map(|node| if node.value.is_array() { node.list("") } else { Ok(vec![node]) })
            .collect::<Read<_>>()?;
        for (entry, node) in classes.iter().flatten().enumerate() {
            self.offsets.places.insert(Place::Ranking { decision_maker, entry }, node.at);
        }
        let numbers = classes.iter().flatten().next().is_some_and(|node| node.value.is_integer());
        if !graph && !numbers {
            let patterns = classes.iter().map(|class| class.iter().map(|&node| self.pattern(node)).collect()).collect::<Read<_>>()?;
            return Ok(Ranking::Patterns(patterns));
        }
        let (mut states, mut tied) = (Vec::new(), Vec::new());
        for class in &classes {
            for (place, &node) in class.iter().enumerate() {
                let state = match node.value.as_integer() {
                    Some(number) if !graph => u32::try_from(number - 1).unwrap_or(u32::MAX),
                    _ if graph => self.label(node)? as u32,
                    _ => return wrong("a state number", node.value.type_name(), node.at),
                };
                states.push(state);
                tied.push(place > 0);
            }
        }
        Ok(Ranking::Listed { states, tied })
    }
}

/// A weight in units of 10⁻⁹, from its decimal digits, so that nothing is rounded.
fn weight(node: Node<'_>) -> Read<i64> {
    let written = match node.value {
        Value::Integer(number) => number.value().to_string(),
        Value::Float(number) if number.value().is_finite() => number.value().to_string(),
        Value::Float(number) => return fail(Problem::WeightOutOfRange { weight: number.value().to_string() }, node.at),
        other => return wrong("a number", other.type_name(), node.at),
    };
    let out_of_range = || fail(Problem::WeightOutOfRange { weight: written.clone() }, node.at);
    let (negative, digits) = written.strip_prefix('-').map_or((false, written.as_str()), |digits| (true, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.len() > 9 || whole.len() > 9 {
        return out_of_range();
    }
    let (Ok(whole), Ok(fraction)) = (whole.parse::<i64>(), format!("{fraction:0<9}").parse::<i64>()) else { return out_of_range() };
    let value = whole * WEIGHT_UNIT + fraction;
    Ok(if negative { -value } else { value })
}

fn weight_text(weight: i64) -> String {
    let (whole, fraction) = (weight.unsigned_abs() / WEIGHT_UNIT as u64, weight.unsigned_abs() % WEIGHT_UNIT as u64);
    let sign = if weight < 0 { "-" } else { "" };
    if fraction == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{}", format!("{fraction:09}").trim_end_matches('0')) }
}

/// A string as TOML writes it.
fn quoted(text: &str) -> String {
    Value::from(text).to_string().trim().to_string()
}

/// A list, one item a line if it is long.
fn list(items: &[String]) -> String {
    let short = items.iter().map(|item| item.chars().count() + 2).sum::<usize>() <= 88;
    if short { format!("[{}]", items.join(", ")) } else { format!("[\n    {},\n]", items.join(",\n    ")) }
}

pub(super) fn write(model: &Model) -> Result<String, Error> {
    let graph = GraphModel::new(model)?;
    let n_options = model.options().len();
    let names = Names::new(model.options(), &crate::preference::owners(model));
    let option = |&idx: &usize| {
        let written = names.written(idx);
        // A number stays one; the quotation marks of the statement grammar are not needed in a TOML string.
        if written.bytes().all(|byte| byte.is_ascii_digit()) { written } else { quoted(&written.replace('"', "")) }
    };
    let state = |reference: StateRef| match reference {
        StateRef::Options(bits) => quoted(&state_pattern(bits, n_options).text(n_options)),
        StateRef::Label(idx) => quoted(&graph.label(crate::explicit::State::new(idx))),
    };
    let pairs = |pairs: &[[StateRef; 2]]| list(&pairs.iter().map(|[a, b]| format!("[{}, {}]", state(*a), state(*b))).collect::<Vec<_>>());
    let mut text = String::new();
    let mut line = |words: std::fmt::Arguments<'_>| {
        // Writing to a String cannot fail.
        let _ = text.write_fmt(words);
        text.push('\n');
    };
    if !model.title.is_empty() {
        line(format_args!("title = {}", quoted(&model.title)));
    }
    if !model.note.is_empty() {
        line(format_args!("note = {}", quoted(&model.note)));
    }
    if let Form::Graph(form) = &model.form {
        line(format_args!("states = {}", list(&form.states.iter().map(|label| quoted(label)).collect::<Vec<_>>())));
    }
    if !model.coalitions.is_empty() {
        let groups = model
            .coalitions
            .iter()
            .map(|group| list(&group.iter().filter_map(|&dm| Some(quoted(&model.decision_makers.get(dm)?.name))).collect::<Vec<_>>()));
        line(format_args!("coalitions = {}", list(&groups.collect::<Vec<_>>())));
    }
    if let Form::Options(form) = &model.form {
        write_rules(form, &option, &mut line);
        for edit in &form.move_edits {
            line(format_args!("\n[[move_edits]]"));
            line(format_args!("by = {}", quoted(&model.decision_makers[edit.decision_maker].name)));
            line(format_args!("from = {}", quoted(&edit.from.text(n_options))));
            line(format_args!("to = {}", quoted(&edit.to.text(n_options))));
            if edit.allowed {
                line(format_args!("allowed = true"));
            }
        }
    }
    // Options are numbered in the order of the file unless decision makers own them in turns.
    let in_order = model.decision_makers.iter().flat_map(|dm| &dm.options).enumerate().all(|(place, &option)| place == option);
    for (idx, dm) in model.decision_makers.iter().enumerate() {
        line(format_args!("\n[[decision_makers]]"));
        line(format_args!("name = {}", quoted(&dm.name)));
        if let Form::Options(form) = &model.form {
            let options = dm.options.iter().map(|&idx| {
                let BinaryOption { name, direction } = &form.options[idx];
                let direction = match direction {
                    Direction::Both => None,
                    Direction::OnlyUp => Some("up"),
                    Direction::OnlyDown => Some("down"),
                    Direction::Fixed => Some("fixed"),
                };
                if direction.is_none() && in_order {
                    return quoted(name);
                }
                let direction = direction.map_or(String::new(), |direction| format!(", direction = \"{direction}\""));
                let number = if in_order { String::new() } else { format!(", number = {}", idx + 1) };
                format!("{{ name = {}{direction}{number} }}", quoted(name))
            });
            line(format_args!("options = {}", list(&options.collect::<Vec<_>>())));
        } else {
            let arcs = dm.arcs.iter().map(|[a, b]| format!("[{}, {}]", state(StateRef::Label(*a)), state(StateRef::Label(*b))));
            line(format_args!("arcs = {}", list(&arcs.collect::<Vec<_>>())));
        }
        let preferences = &dm.preferences;
        let given = preferences.given();
        if let Some(used) = preferences.used.filter(|used| given.len() > 1 || (given.len() == 1 && given[0] != *used)) {
            line(format_args!("use = \"{}\"", used.name()));
        }
        if !preferences.statements.is_empty() {
            let statements: Vec<String> = preferences.statements.iter().map(|statement| quoted(&statement.text(model))).collect();
            line(format_args!("statements = [\n    {},\n]", statements.join(",\n    ")));
        }
        if let Some(ranking) = &preferences.ranking {
            let classes: Vec<String> = ranking_classes(ranking, &graph, n_options);
            line(format_args!("ranking = {}", list(&classes)));
        }
        for (key, of) in [("unknown", &dm.unknown), ("strong", &dm.strong)] {
            if !of.is_empty() {
                line(format_args!("{key} = {}", pairs(of)));
            }
        }
        if !dm.misperceptions.is_empty() {
            let patterns: Vec<String> = dm.misperceptions.iter().map(|pattern| quoted(&pattern.text(n_options))).collect();
            line(format_args!("misperceptions = {}", list(&patterns)));
        }
        if !preferences.weights.is_empty() {
            let weights = preferences.weights.iter().map(|weight| {
                let taken = weight_text(weight.taken);
                let value = if weight.not_taken == 0 { taken } else { format!("[{taken}, {}]", weight_text(weight.not_taken)) };
                let name = option(&weight.option);
                let key = if name.starts_with('"') || name.starts_with('\'') { name } else { format!("\"{name}\"") };
                format!("{key} = {value}")
            });
            line(format_args!("weights = {{ {} }}", weights.collect::<Vec<_>>().join(", ")));
        }
        let _ = idx;
    }
    Ok(text.trim_start().to_string())
}

fn ranking_classes(ranking: &Ranking, graph: &GraphModel, n_options: usize) -> Vec<String> {
    let class = |entries: Vec<String>| match entries.len() {
        1 => entries.concat(),
        _ => format!("[{}]", entries.join(", ")),
    };
    match ranking {
        Ranking::Patterns(classes) => {
            classes.iter().map(|c| class(c.iter().map(|pattern| quoted(&pattern.text(n_options))).collect())).collect()
        }
        Ranking::Listed { states, tied } => {
            let by_number = n_options > 0 && graph.n_states() > MOST_WRITTEN_STATES;
            let entry = |state: u32| {
                if by_number { (state + 1).to_string() } else { quoted(&graph.label(crate::explicit::State::new(state as usize))) }
            };
            let mut classes: Vec<Vec<String>> = Vec::new();
            for (&state, &tied) in states.iter().zip(tied) {
                match classes.last_mut() {
                    Some(last) if tied => last.push(entry(state)),
                    _ => classes.push(vec![entry(state)]),
                }
            }
            classes.into_iter().map(class).collect()
        }
    }
}

fn write_rules(form: &OptionForm, option: &dyn Fn(&usize) -> String, line: &mut dyn FnMut(std::fmt::Arguments<'_>)) {
    if form.rules.is_empty() {
        return;
    }
    let options = |of: &[usize]| list(&of.iter().map(option).collect::<Vec<_>>());
    let (mut infeasible, mut exclusive, mut at_least, mut only_if) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for rule in &form.rules {
        match rule {
            Rule::Infeasible(pattern) => infeasible.push(quoted(&pattern.text(form.options.len()))),
            Rule::MutuallyExclusive(of) => exclusive.push(options(of)),
            Rule::AtLeastOne(of) => at_least.push(options(of)),
            Rule::OnlyIf { option: dependent, needs } => {
                only_if.push(format!("{{ option = {}, needs = {} }}", option(dependent), option(needs)));
            }
        }
    }
    line(format_args!("\n[feasibility]"));
    for (key, items) in FEASIBILITY.iter().zip([infeasible, exclusive, at_least, only_if]) {
        if !items.is_empty() {
            line(format_args!("{key} = {}", list(&items)));
        }
    }
}

/// Rewrites a TOML file for a changed model: what still says the same keeps its wording, order and comments; a statement that moved
/// takes its comment along.
///
/// ```
/// use gmcr::file::{self, Format};
/// let text = "# The bridge at Hal\n[[decision_makers]]\nname = \"Norland\" # since 1994\noptions = [\"Withdraw\", \"Shoot\"]\nstatements = [\n    \"NOT Shoot\", # first of all\n    \"NOT Withdraw\",\n]\n";
/// let mut model = file::read(text, Format::Toml).unwrap().model;
/// model.decision_makers[0].preferences.statements.swap(0, 1);
/// let rewritten = file::rewrite(text, &model).unwrap();
/// assert!(rewritten.contains("# The bridge at Hal") && rewritten.contains("# since 1994"));
/// assert!(rewritten.contains("\"NOT Withdraw\",\n    \"NOT Shoot\", # first of all"));
/// ```
///
/// # Errors
/// The new model is wrong, or the text is no readable model.
pub fn rewrite(text: &str, model: &Model) -> Result<String, Error> {
    let at_model = |problem| Error { problem, place: Place::Model };
    let old = super::read(text, super::Format::Toml).map_err(|error| error.error)?.model;
    let fresh = write(model)?;
    if std::mem::discriminant(&old.form) != std::mem::discriminant(&model.form) {
        // Options and an explicit graph have nothing in common that could be kept.
        return Ok(fresh);
    }
    let parse =
        |text: &str| text.parse::<DocumentMut>().map_err(|error| at_model(Problem::Syntax { message: error.message().to_string() }));
    let (mut document, fresh) = (parse(text.trim_start_matches('\u{feff}'))?, parse(&fresh)?);
    let (rules, edits) =
        (|model: &Model| form_part(model, |form| form.rules.clone()), |model: &Model| form_part(model, |form| form.move_edits.clone()));
    let unchanged = |key: &str| match key {
        "title" => old.title == model.title,
        "note" => old.note == model.note,
        "states" => matches!((&old.form, &model.form), (Form::Graph(old), Form::Graph(new)) if old == new),
        "feasibility" => rules(&old) == rules(model),
        "move_edits" => edits(&old) == edits(model),
        "coalitions" => old.coalitions == model.coalitions,
        _ => false,
    };
    let (top, fresh_top) = (document.as_table_mut(), fresh.as_table());
    for key in TOP.iter().filter(|&&key| key != "decision_makers" && !unchanged(key)) {
        put(top, key, fresh_top.get(key));
    }
    let names = Names::new(model.options(), &crate::preference::owners(model));
    let same_statement = |old: &str, new: &str| match (parse_statement(old, &names), parse_statement(new, &names)) {
        (Some(a), Some(b)) => a == b,
        _ => old == new,
    };
    let same_dms = old.decision_makers.len() == model.decision_makers.len();
    let tables = top.get_mut("decision_makers").and_then(Item::as_array_of_tables_mut);
    let fresh_tables = fresh_top.get("decision_makers").and_then(Item::as_array_of_tables);
    let (Some(tables), Some(fresh_tables), true) = (tables, fresh_tables, same_dms) else {
        put(top, "decision_makers", fresh_top.get("decision_makers"));
        return Ok(document.to_string());
    };
    let same_order = order(&old) == order(model);
    for (idx, (table, fresh)) in tables.iter_mut().zip(fresh_tables.iter()).enumerate() {
        let (was, is) = (&old.decision_makers[idx], &model.decision_makers[idx]);
        let unchanged = |key: &str| match key {
            "name" => was.name == is.name,
            "options" => same_order && was.options.iter().zip(&is.options).all(|(&a, &b)| old.options().get(a) == model.options().get(b)),
            "arcs" => was.arcs == is.arcs,
            "use" => was.preferences.basis() == is.preferences.basis(),
            "statements" => was.preferences.statements == is.preferences.statements,
            "weights" => was.preferences.weights == is.preferences.weights,
            "ranking" => was.preferences.ranking == is.preferences.ranking,
            "unknown" => was.unknown == is.unknown,
            "strong" => was.strong == is.strong,
            "misperceptions" => was.misperceptions == is.misperceptions,
            _ => false,
        };
        for key in DM.iter().filter(|key| !unchanged(key)) {
            let lists = (table.get_mut(key).and_then(Item::as_array_mut), fresh.get(key).and_then(Item::as_array));
            match lists {
                (Some(list), Some(fresh)) => relist(list, fresh, &same_statement),
                _ => put(table, key, fresh.get(key)),
            }
        }
    }
    Ok(document.to_string())
}

fn form_part<T: Default>(model: &Model, part: impl Fn(&OptionForm) -> T) -> T {
    match &model.form {
        Form::Options(form) => part(form),
        Form::Graph(_) => T::default(),
    }
}

fn order(model: &Model) -> Vec<&[usize]> {
    model.decision_makers.iter().map(|dm| &dm.options[..]).collect()
}

fn parse_statement(text: &str, names: &Names) -> Option<crate::preference::Statement> {
    parse(text, names, "").ok()
}

/// Replaces a value and keeps the comment behind it; adds or removes the key.
fn put(table: &mut Table, key: &str, fresh: Option<&Item>) {
    match (table.get_mut(key), fresh) {
        (_, None) => {
            table.remove(key);
        }
        (Some(Item::Value(old)), Some(Item::Value(fresh))) => {
            let decor = old.decor().clone();
            *old = fresh.clone();
            *old.decor_mut() = decor;
        }
        (_, Some(fresh)) => {
            table.insert(key, fresh.clone());
        }
    }
}

/// An item of a list with the comments that belong to it: those above it, and the one behind it.
struct Listed {
    value: Value,
    above: String,
    behind: String,
}

/// Puts new items into a list; those that it had keep their wording and their comments.
fn relist(list: &mut Array, fresh: &Array, same: &dyn Fn(&str, &str) -> bool) {
    let raw = |raw: Option<&toml_edit::RawString>| raw.and_then(toml_edit::RawString::as_str).unwrap_or_default().to_string();
    let mut had: Vec<Listed> = Vec::new();
    for value in list.iter() {
        let prefix = raw(value.decor().prefix());
        // TOML gives a comment behind an item to the next one.
        let (behind, above) = match prefix.split_once('\n') {
            Some((behind, above)) if !had.is_empty() => (behind.to_string(), format!("\n{above}")),
            _ => (String::new(), prefix),
        };
        if let Some(last) = had.last_mut() {
            last.behind.push_str(&behind);
        }
        had.push(Listed { value: value.clone(), above, behind: raw(value.decor().suffix()) });
    }
    let trailing = raw(Some(list.trailing()));
    let (behind, end) = match trailing.split_once('\n') {
        Some((behind, end)) => (behind.to_string(), format!("\n{end}")),
        None => (String::new(), trailing),
    };
    if let Some(last) = had.last_mut() {
        last.behind.push_str(&behind);
    }
    let multiline = end.contains('\n') || had.iter().any(|item| item.above.contains('\n') || item.behind.contains('#'));
    let blank = had.iter().map(|item| item.above.rsplit('\n').next().unwrap_or_default()).find(|indent| indent.trim().is_empty());
    let above = if multiline { format!("\n{}", blank.filter(|blank| !blank.is_empty()).unwrap_or("    ")) } else { " ".to_string() };
    let mut items: Vec<Listed> = Vec::new();
    for value in fresh {
        let found = had.iter().position(|item| match (item.value.as_str(), value.as_str()) {
            (Some(old), Some(new)) => same(old, new),
            _ => item.value.to_string().trim() == value.to_string().trim(),
        });
        items.push(match found {
            Some(at) => had.remove(at),
            None => Listed { value: value.clone(), above: above.clone(), behind: String::new() },
        });
    }
    list.clear();
    let mut behind = String::new();
    for (idx, item) in items.into_iter().enumerate() {
        let mut value = item.value;
        let above = if idx == 0 && !multiline {
            item.above.trim_start().to_string()
        } else if multiline && !item.above.contains('\n') {
            above.clone()
        } else {
            item.above
        };
        let above = if idx > 0 && above.is_empty() { " ".to_string() } else { above };
        *value.decor_mut() = toml_edit::Decor::new(format!("{behind}{above}"), "");
        behind = item.behind;
        list.push_formatted(value);
    }
    list.set_trailing(format!("{behind}{end}"));
    list.set_trailing_comma(multiline);
}
