//! Every sentence of an outlook, with the words or the assumptions behind it.
use super::words::{caution, listed, listed_first, reason, share, within};
use super::{Claim, Part, Shown};
use evidence::ActKind;
use gmcr::preference::Expression;
use outlook::answers::{Alternative, Count, Deadlock, Fate, Hinge, Outcome, Path, Thin, Touch, Upset, Verdict};
use outlook::proposal::{Assumption, Change, Cited, Kind, Left, LeftOut, Merge, Outcome as Merged, Proposal, Reason};
use std::collections::{BTreeMap, HashSet};
use table::dossier::ActRef;

/// More quotes than these behind one sentence are not shown on a page; the JSON has all.
const BASIS: usize = 12;

/// How much is told of what is not in the model: at most so many deadlocks, and so many claims for each reason.
#[derive(Clone, Copy)]
pub(super) struct Limit {
    pub(super) most: usize,
    /// Where the rest is.
    pub(super) rest: &'static str,
}

impl Limit {
    pub(super) const NONE: Self = Self { most: usize::MAX, rest: "" };
}

/// All parts, in the order of the page.
pub(super) fn parts(shown: &Shown<'_>, limit: Limit) -> Vec<Part> {
    let mut out = vec![thin(shown)];
    if shown.answers.thin.is_none() {
        out.extend([today(shown), views(shown), rules(shown), outcomes(shown), deadlocks(shown, limit), requirements(shown)]);
        out.extend(shown.supposed.is_some().then(|| supposed(shown)));
        out.extend(shown.before.is_some().then(|| since(shown)));
        out.extend(shown.edited.is_some().then(|| edited(shown)));
    } else {
        out.push(today(shown));
    }
    out.extend([unknown(shown), left(shown, limit)]);
    out
}

fn part(key: &'static str, title: &'static str, empty: &'static str, claims: Vec<Claim>) -> Part {
    Part { key, title, empty, claims }
}

fn claim(key: &'static str, says: String) -> Claim {
    Claim { key, says, ..Claim::default() }
}

/// Adds words and assumptions, each once.
fn with(mut it: Claim, words: &[Cited], assumes: &[usize]) -> Claim {
    if it.words.is_empty() && words.len() < 2 {
        it.words.extend_from_slice(words);
    } else {
        let known: HashSet<&ActRef> = it.words.iter().map(|it| &it.at).collect();
        let mut new: HashSet<&ActRef> = HashSet::new();
        let more: Vec<Cited> = words.iter().filter(|it| !known.contains(&it.at) && new.insert(&it.at)).cloned().collect();
        it.words.extend(more);
    }
    for assumption in assumes {
        if !it.assumes.contains(assumption) {
            it.assumes.push(*assumption);
        }
    }
    it
}

/// Everything that is known and assumed of what a decision maker wants: what a claim about it rests on.
fn basis(proposal: &Proposal, dm: usize) -> (Vec<Cited>, Vec<usize>) {
    let mut words: Vec<Cited> = Vec::new();
    let mut assumes: Vec<usize> = Vec::new();
    for it in &proposal.decision_makers[dm].statements {
        for word in it.words() {
            if !words.iter().any(|old| old.at == word.at) && words.len() < BASIS {
                words.push(word.clone());
            }
        }
        assumes.extend(&it.rests_on);
    }
    assumes.extend(proposal.assumptions.iter().enumerate().filter(|(_, it)| matches!(it, Assumption::OrderOfKinds)).map(|(i, _)| i));
    let silent = |it: &Assumption| matches!(it, Assumption::NoView { decision_maker, .. } if *decision_maker == dm);
    assumes.extend(proposal.assumptions.iter().enumerate().filter(|(_, it)| silent(it)).map(|(i, _)| i));
    (words, assumes)
}

/// What a claim about one statement rests on.
fn of_statement(proposal: &Proposal, dm: usize, at: Option<usize>) -> (Vec<Cited>, Vec<usize>) {
    match at.and_then(|at| proposal.decision_makers[dm].statements.get(at)) {
        Some(it) => (it.words().to_vec(), it.rests_on.clone()),
        None => basis(proposal, dm),
    }
}

/// The case outside the model for which the owner of an option would take it, with its place in the list of assumptions.
fn case(proposal: &Proposal, option: usize) -> Option<(usize, &str)> {
    let own = |at: &Cited| proposal.options[option].words().iter().any(|it| it.at == at.at);
    proposal.assumptions.iter().enumerate().find_map(|(i, it)| match it {
        Assumption::NotCome { option: at, words, act } if *at == option && own(act) => Some((i, words.as_str())),
        _ => None,
    })
}

/// Whether an act is of the kind by which a statement stands where it stands.
const fn fits(kind: Kind, act: ActKind) -> bool {
    match kind {
        Kind::RedLine => matches!(act, ActKind::Reject | ActKind::Demand),
        Kind::Refusal => matches!(act, ActKind::Reject),
        Kind::Condition | Kind::Price | Kind::Given => !matches!(act, ActKind::Demand | ActKind::Reject),
        Kind::Promise | Kind::Readiness => matches!(act, ActKind::Commit | ActKind::Condition),
        Kind::Agreed => matches!(act, ActKind::Conclude),
        Kind::Accepted => matches!(act, ActKind::Accept),
        Kind::Proposal => matches!(act, ActKind::Propose | ActKind::Commit),
        Kind::Threat => matches!(act, ActKind::Threaten),
        Kind::Demand | Kind::Urged | Kind::Asked => matches!(act, ActKind::Demand),
        Kind::Backed => matches!(act, ActKind::Endorse),
        Kind::Edited => true,
    }
}

/// Firm outcomes that differ only in what cannot be undone once done and hold alike are one family: the one with the least of that, and
/// the others.
pub(super) fn families<'a>(shown: &Shown<'a>) -> Vec<(&'a Outcome, Vec<&'a Outcome>)> {
    let (proposal, today) = (shown.proposal, shown.answers.today);
    let lasting = (0..proposal.options.len()).filter(|i| proposal.options[*i].irreversible).fold(0u64, |bits, i| bits | 1 << i);
    let done = |it: &Outcome| ((it.bits ^ today) & lasting).count_ones();
    let mut out: Vec<(&Outcome, Vec<&Outcome>)> = Vec::new();
    for it in shown.answers.outcomes.iter().filter(|it| it.is_firm()) {
        let alike = |other: &Outcome| (it.bits ^ other.bits) & !lasting == 0 && it.free == other.free && it.holds == other.holds;
        match out.iter_mut().find(|(first, _)| alike(first)) {
            Some((first, others)) if done(it) < done(first) => others.push(std::mem::replace(first, it)),
            Some((_, others)) => others.push(it),
            None => out.push((it, vec![])),
        }
    }
    out
}

fn of_today(proposal: &Proposal, option: usize) -> Vec<usize> {
    let not_today = |it: &Assumption| {
        matches!(it, Assumption::NotToday { option: at } | Assumption::PutToOthers { option: at } | Assumption::CouldDoItself { option: at }
            | Assumption::OthersComeAlong { option: at } if *at == option)
    };
    proposal.assumptions.iter().enumerate().filter(|(_, it)| not_today(it)).map(|(i, _)| i).collect()
}

fn thin(shown: &Shown<'_>) -> Part {
    let Some(thin) = shown.answers.thin else { return part("thin", "Too little is known", "", vec![]) };
    let (says, need) = match thin {
        Thin::NoOption => {
            ("The record shows no move that anybody could make.", "what some party offers, refuses, is asked for or waits for")
        }
        Thin::OneSide => ("The record shows a move of its own for one actor only.", "what another side could do, and what it says of that"),
        Thin::NoView => {
            ("The record shows moves, but nobody says what it wants.", "where each side stands on these moves, in its own words")
        }
    };
    let says = format!("{says} For a model one would have to know {need}.");
    let words: Vec<Cited> = shown
        .proposal
        .options
        .iter()
        .flat_map(|it| it.words().to_vec())
        .chain(shown.proposal.left_out.iter().map(|it| it.words()[0].clone()))
        .take(BASIS)
        .collect();
    let assumes: Vec<usize> = if words.is_empty() { vec![0] } else { vec![] };
    part("thin", "Too little is known", "", vec![with(claim("thin", says), &words, &assumes)])
}

fn today(shown: &Shown<'_>) -> Part {
    let proposal = shown.proposal;
    let claims = (0..proposal.options.len()).map(|i| {
        let it = &proposal.options[i];
        let otherwise = it.otherwise.as_ref().map(|it| format!(" – {it}")).unwrap_or_default();
        let open = match case(proposal, i) {
            _ if !it.is_open => String::new(),
            Some((_, words)) => format!("; its owner speaks of it for one case alone, “{words}”"),
            None => "; nothing is known of what its owner thinks of it".to_owned(),
        };
        let once = if it.irreversible { "; it cannot be undone" } else { "" };
        let both = if it.mutual && !it.today { other_sides(shown, i) } else { String::new() };
        let says = if it.today {
            format!("{}: yes{open}{once}", shown.label(it))
        } else {
            format!("{}: not today{otherwise}{open}{both}{once}", shown.label(it))
        };
        let yes = it.partners.iter().filter(|_| !it.today).filter_map(|it| it.yes.clone());
        let words: Vec<Cited> = it.done.iter().cloned().chain(it.words().iter().cloned()).chain(yes).collect();
        let heading = Some(shown.owner(proposal, i).to_owned());
        Claim { heading, ..with(claim("option", says), &words, &of_today(proposal, i)) }
    });
    let mut claims: Vec<Claim> = claims.collect();
    // Options of one owner stand together.
    claims.sort_by_key(|it| proposal.decision_makers.iter().position(|dm| Some(&dm.name) == it.heading.as_ref()));
    part("today", "Who could do what, and what is so today", "The record shows no move that is open.", claims)
}

/// Who else it takes for what takes both sides.
fn other_sides(shown: &Shown<'_>, option: usize) -> String {
    let proposal = shown.proposal;
    let name = |id: &evidence::ActorId| within(shown.record.parties().get(id).map_or(id.0.as_str(), |it| it.name.as_str()));
    let partners = &proposal.options[option].partners;
    let ready: Vec<String> = partners.iter().filter(|it| it.yes.is_some()).map(|it| name(&it.actor)).collect();
    let halves = proposal.other_halves(option);
    let mut asked: Vec<String> = halves.iter().map(|i| within(shown.owner(proposal, *i))).collect();
    asked.dedup();
    let are = if ready.len() == 1 { "is" } else { "are" };
    match (ready.is_empty(), asked.is_empty()) {
        (true, true) => "; it takes both sides, and no other has said yes".to_owned(),
        (false, true) => format!("; it takes both sides, and {} {are} for it", listed_first(&ready)),
        (true, false) => format!("; it takes {} as well", listed_first(&asked)),
        (false, false) => format!("; it takes {} as well, and {} {are} for it", listed_first(&asked), listed_first(&ready)),
    }
}

fn views(shown: &Shown<'_>) -> Part {
    let proposal = shown.proposal;
    let mut claims = Vec::new();
    for (dm, it) in proposal.decision_makers.iter().enumerate() {
        for (at, stated) in it.statements.iter().enumerate() {
            let waits = stated.rests_on.iter().find_map(|at| match proposal.assumptions.get(*at) {
                Some(Assumption::NotCome { words, .. }) => Some(format!(" as long as this has not come: “{words}”")),
                _ => None,
            });
            let says = format!("{}. {}{} ({})", at + 1, shown.statement(proposal, dm, at), waits.unwrap_or_default(), reason(stated.kind));
            // The words that put it in its place come first.
            let mut words = stated.words().to_vec();
            words.sort_by_key(|it| !fits(stated.kind, it.kind));
            claims.push(Claim { heading: Some(it.name.clone()), ..with(claim("statement", says), &words, &stated.rests_on) });
        }
        if it.statements.is_empty() {
            let (words, assumes) = basis(proposal, dm);
            let says = "Nothing is known of what it wants.".to_owned();
            claims.push(Claim { heading: Some(it.name.clone()), ..with(claim("statement", says), &words, &assumes) });
        }
    }
    part("views", "What each wants, most important first", "", claims)
}

fn rules(shown: &Shown<'_>) -> Part {
    let proposal = shown.proposal;
    let given = proposal.infeasible.iter().filter(|it| it.reason != Reason::Supposed && !it.options.is_empty());
    let claims = given.map(|it| {
        let names: Vec<String> = it.options.iter().map(|i| shown.option(proposal, *i, true)).collect();
        let denied = || shown.option(proposal, it.options[0], false);
        let says = match &it.reason {
            Reason::Opposites => format!("Not both: {}; one undoes the other.", names.join(" and ")),
            Reason::Includes => {
                format!("{} without {}; the one is more of the other.", capital(&denied()), names.get(1).map_or("", |it| it))
            }
            Reason::KindOf => {
                format!("{} without {}; the one is a kind of the other.", capital(&denied()), names.get(1).map_or("", |it| it))
            }
            Reason::Since(why) => format!("Not both: {}, since {why}.", names.join(" and ")),
            Reason::Given | Reason::Supposed => format!("By your rule not every combination of {}.", names.join(", ")),
        };
        let words: Vec<Cited> = it.options.iter().filter_map(|i| proposal.options[*i].words().first().cloned()).collect();
        let assumes = if words.is_empty() { vec![0] } else { vec![] };
        with(claim("rule", says), &words, &assumes)
    });
    part("rules", "What cannot be at once", "", claims.collect())
}

fn outcomes(shown: &Shown<'_>) -> Part {
    let answers = shown.answers;
    let firm = families(shown);
    let weak: Vec<&Outcome> = answers.outcomes.iter().filter(|it| !it.is_firm()).collect();
    let mut claims: Vec<Claim> = Vec::new();
    if !answers.outcomes.iter().any(|it| it.is_today) {
        claims.extend(unheld_today(shown));
    }
    for (i, (it, others)) in firm.iter().enumerate() {
        claims.extend(outcome(shown, i + 1, it));
        let heading = claims.last().and_then(|it| it.heading.clone());
        claims.extend((!others.is_empty()).then(|| Claim { heading, ..variants(shown, it, others) }));
    }
    // One line each for those that take caution alone.
    for it in &weak {
        let mut told = outcome(shown, 0, it);
        let proof = told.split_off(1);
        if let Some(mut head) = told.pop() {
            head.heading = Some("Only among very cautious parties".to_owned());
            head.key = "cautious";
            head.proof.extend(proof);
            claims.push(head);
        }
    }
    claims.extend(untold(shown));
    part("outcomes", "What would hold", "No outcome would hold.", claims)
}

/// How many outcomes are not told one by one.
fn untold(shown: &Shown<'_>) -> Option<Claim> {
    let it = shown.answers.untold;
    let counted = |n: usize| if n == 1 { "one more outcome".to_owned() } else { format!("{n} more outcomes") };
    let says = match (it.firm, it.cautious) {
        (0, 0) => return None,
        (firm, 0) => format!("{} would hold", counted(firm)),
        (0, cautious) => format!("{} would hold only among very cautious parties", counted(cautious)),
        (firm, cautious) => format!("{} would hold, and {} only among very cautious parties", counted(firm), counted(cautious)),
    };
    let mut out = claim("untold", format!("{}; they are not told one by one.", capital(&says)));
    out.heading = Some("Besides".to_owned());
    for dm in 0..shown.proposal.decision_makers.len() {
        let (words, assumes) = basis(shown.proposal, dm);
        out = with(out, &words, &assumes);
    }
    Some(out)
}

/// That today would not last, and why.
fn unheld_today(shown: &Shown<'_>) -> Vec<Claim> {
    let says =
        "Things would not stay as they are today: somebody does better by a move of its own, and no answer keeps it from that.".to_owned();
    let mut out = Claim { heading: Some("Today".to_owned()), ..claim("today", says) };
    for dm in 0..shown.proposal.decision_makers.len() {
        let (words, assumes) = basis(shown.proposal, dm);
        out = with(out, &words, &assumes);
    }
    let free = shown.answers.upsets.iter().filter(|it| it.reply.is_none());
    let told = free.map(|it| Claim { heading: out.heading.clone(), ..upset(shown, shown.answers.today, it) }).collect::<Vec<_>>();
    std::iter::once(out).chain(told).collect()
}

/// The further outcomes of a family.
fn variants(shown: &Shown<'_>, it: &Outcome, others: &[&Outcome]) -> Claim {
    let proposal = shown.proposal;
    let mut out = claim("variant", String::new());
    let mut told: Vec<String> = Vec::new();
    for other in others {
        let more = (0..proposal.options.len()).filter(|i| (it.bits ^ other.bits) >> i & 1 == 1);
        let names: Vec<String> = more.map(|i| shown.option(proposal, i, other.bits >> i & 1 == 1)).collect();
        told.push(names.join(" and "));
        for i in (0..proposal.options.len()).filter(|i| (it.bits ^ other.bits) >> i & 1 == 1) {
            out = with(out, &proposal.options[i].words()[..proposal.options[i].words().len().min(1)], &of_today(proposal, i));
        }
    }
    out.says = format!("It would hold likewise with what cannot be undone once it is done: {}.", told.join("; or "));
    out
}

/// An outcome: its name and caution first, then what it means for each, who could upset it, the way there, what it hangs on.
fn outcome(shown: &Shown<'_>, number: usize, it: &Outcome) -> Vec<Claim> {
    let (proposal, answers) = (shown.proposal, shown.answers);
    let name = shown.outcome(proposal, answers.today, it);
    let heading = Some(format!("{number}. {name}"));
    let mut head = claim("holds", if number == 0 { format!("{name}. {}", caution(&it.holds)) } else { caution(&it.holds).to_owned() });
    for dm in 0..proposal.decision_makers.len() {
        let (words, assumes) = basis(proposal, dm);
        head = with(head, &words, &assumes);
    }
    head.proof = it.proofs.iter().map(|proof| moves(shown, it, proof)).collect();
    let mut out = vec![head];
    let free = shown.free(proposal, it.free);
    if !free.is_empty() {
        let assumes: Vec<usize> = proposal
            .assumptions
            .iter()
            .enumerate()
            .filter(|(_, assumption)| {
                matches!(assumption, Assumption::NoView { option, .. } | Assumption::NotCome { option, .. } if it.free >> option & 1 == 1)
            })
            .map(|(i, _)| i)
            .collect();
        let words: Vec<Cited> = (0..proposal.options.len())
            .filter(|i| it.free >> i & 1 == 1)
            .filter_map(|i| proposal.options[i].words().first().cloned())
            .collect();
        out.push(with(
            claim("either", format!("Either way, since no word of its owner decides it: {}.", free.join(", "))),
            &words,
            &assumes,
        ));
    }
    if !it.is_today {
        out.extend(effects(shown, it));
    }
    out.extend(it.upsets.iter().map(|upset| self::upset(shown, it.bits, upset)));
    if !it.is_today {
        out.push(path(shown, it));
    }
    if let Some(robust) = &it.robust {
        out.extend(robustness(shown, robust));
    }
    for it in &mut out {
        it.heading.clone_from(&heading);
    }
    out
}

/// What each gains or loses against today, those together for whom it is the same.
fn effects(shown: &Shown<'_>, it: &Outcome) -> Vec<Claim> {
    let proposal = shown.proposal;
    let mut out = Vec::new();
    let mut same = claim("effect", String::new());
    let mut names: Vec<String> = Vec::new();
    for effect in &it.effects {
        let dm = effect.decision_maker;
        let name = within(&proposal.decision_makers[dm].name);
        let (words, assumes) = of_statement(proposal, dm, effect.by);
        let by = effect.by.map(|at| shown.statement(proposal, dm, at)).unwrap_or_default();
        // Better or worse by which word of its own: what one is ready for is no wish.
        let kind = effect.by.and_then(|at| proposal.decision_makers[dm].statements.get(at)).map(|it| it.kind);
        let kind = kind.map(|it| format!(" ({})", reason(it))).unwrap_or_default();
        let says = match effect.verdict {
            Verdict::Better => format!("Better than today for {name}: {by}{kind}."),
            Verdict::Worse => format!("Worse than today for {name}: it no longer has “{by}”{kind}."),
            Verdict::Same => {
                names.push(name);
                same = with(same, &words, &assumes);
                continue;
            }
        };
        out.push(with(claim("effect", says), &words, &assumes));
    }
    if !names.is_empty() {
        let whose = if names.len() == 1 { "its" } else { "their" };
        same.says = format!("Neither better nor worse for {}, as far as {whose} words go.", listed(&names));
        out.push(same);
    }
    out
}

/// The moves that a decision maker has, each with what speaks against it.
fn moves(shown: &Shown<'_>, it: &Outcome, proof: &outlook::answers::Proof) -> Claim {
    let proposal = shown.proposal;
    let dm = proof.decision_maker;
    let name = capital(&within(&proposal.decision_makers[dm].name));
    let (words, assumes) = basis(proposal, dm);
    if proof.n_moves == 0 {
        return with(claim("proof", format!("{name} has no move from here.")), &words, &assumes);
    }
    let better = proof.moves.iter().filter(|(_, by)| by.is_some_and(|(_, better)| better)).count();
    let count = if proof.n_moves == 1 { "one move".to_owned() } else { format!("{} moves", proof.n_moves) };
    let says = match better {
        0 => format!("{name} has {count} from here, and does better by none."),
        1 => format!("{name} has {count} from here, and would do better by one if nobody answered."),
        n => format!("{name} has {count} from here, and would do better by {n} if nobody answered."),
    };
    let mut out = with(claim("proof", says), &words, &assumes);
    out.proof = proof
        .moves
        .iter()
        .map(|(to, by)| {
            let (words, assumes) = of_statement(proposal, dm, by.map(|(at, _)| at));
            let difference = shown.difference(proposal, it.bits, *to, 0);
            let says = match by {
                None => format!("{difference}: it is all the same to it, as far as its words go."),
                Some((at, true)) => format!("{difference}: better, for it has “{}” then.", shown.statement(proposal, dm, *at)),
                Some((at, false)) => format!("{difference}: worse, for it has “{}” no more.", shown.statement(proposal, dm, *at)),
            };
            with(claim("move", says), &words, &assumes)
        })
        .collect();
    out
}

fn upset(shown: &Shown<'_>, from: u64, it: &Upset) -> Claim {
    let proposal = shown.proposal;
    let name = within(&proposal.decision_makers[it.decision_maker].name);
    let (words, assumes) = of_statement(proposal, it.decision_maker, it.by);
    let by = it.by.map(|at| shown.statement(proposal, it.decision_maker, at)).unwrap_or_default();
    let change = own_move(shown, it.decision_maker, from, it.to);
    let mut out = with(claim("upset", String::new()), &words, &assumes);
    out.says = match &it.reply {
        None => format!("{} could upset it for the sake of “{by}” ({change}), and nothing prevents that.", capital(&name)),
        Some(reply) => {
            let mut at = it.to;
            let mut steps = Vec::new();
            for (n, (dm, to)) in reply.steps.iter().enumerate() {
                let (who, how) = (within(&proposal.decision_makers[*dm].name), own_move(shown, *dm, at, *to));
                let answers = if reply.credible { "would answer" } else { "could answer" };
                steps.push(if n == 0 { format!("{who} {answers} ({how})") } else { format!("{who} ({how})") });
                let (words, assumes) = basis(proposal, *dm);
                out = with(out, &words, &assumes);
                at = *to;
            }
            let cost = if reply.credible { "" } else { ", though perhaps at a cost of its own" };
            let broken =
                reply.by.map(|at| shown.statement(proposal, it.decision_maker, at)).map(|it| format!(" (“{it}”)")).unwrap_or_default();
            format!(
                "{} could upset it for the sake of “{by}” ({change}); but {}{cost}, and {name} would then be no better off{broken}.",
                capital(&name),
                steps.join(", then ")
            )
        }
    };
    out
}

/// What a decision maker does in a move.
fn own_move(shown: &Shown<'_>, dm: usize, from: u64, to: u64) -> String {
    let proposal = shown.proposal;
    let changed: Vec<String> = proposal.decision_makers[dm]
        .options
        .iter()
        .filter(|i| (from ^ to) >> **i & 1 == 1)
        .map(|&i| {
            let noun = shown.noun(&proposal.options[i]);
            if to >> i & 1 == 1 { noun.words } else { noun.ended() }
        })
        .collect();
    changed.join(", ")
}

fn path(shown: &Shown<'_>, it: &Outcome) -> Claim {
    let proposal = shown.proposal;
    let Some(Path { steps, by_improvements, .. }) = &it.path else {
        let mut out = claim("path", "No way leads there from today: somebody would have to undo what cannot be undone.".to_owned());
        for dm in 0..proposal.decision_makers.len() {
            let (words, assumes) = basis(proposal, dm);
            out = with(out, &words, &assumes);
        }
        return out;
    };
    let mut from = shown.answers.today;
    let (mut told, mut against) = (Vec::new(), Vec::new());
    let mut out = claim("path", String::new());
    for (n, step) in steps.iter().enumerate() {
        let name = &proposal.decision_makers[step.decision_maker].name;
        told.push(format!("{}. {name}: {}", n + 1, own_move(shown, step.decision_maker, from, step.to)));
        if !step.improves {
            let by = step.by.map(|at| shown.statement(proposal, step.decision_maker, at));
            let name = within(name);
            against.push(by.map_or_else(|| format!("{name} gains nothing by its step"), |by| format!("{name} would go against “{by}”")));
        }
        let (words, assumes) = of_statement(proposal, step.decision_maker, step.by);
        out = with(out, &words, &assumes);
        from = step.to;
    }
    let told = told.join("; ");
    out.says = match (*by_improvements, steps.as_slice()) {
        (true, [_]) => format!("The way there is one step, better for who makes it: {told}."),
        (true, _) => format!("The way there, each step better for who makes it: {told}."),
        (false, _) => {
            let order = if against.is_empty() { String::new() } else { format!(" On that way {}.", against.join(", and ")) };
            format!("No way leads there by steps that are each better for who makes them. The shortest: {told}.{order}")
        }
    };
    if out.words.is_empty() && out.assumes.is_empty() {
        out.assumes.push(0);
    }
    out
}

fn count(it: Count) -> String {
    let kind = if it.all { "all that there are" } else { "drawn at random" };
    let interval = it.interval().map(|(low, high)| {
        format!("; the share lies between {}.{} % and {}.{} %, 19 times of 20", low / 10, low % 10, high / 10, high % 10)
    });
    format!("{} ({} of {}, {kind}{})", share(it.held, it.of), it.held, it.of, interval.unwrap_or_default())
}

fn robustness(shown: &Shown<'_>, it: &outlook::answers::Robust) -> Vec<Claim> {
    let proposal = shown.proposal;
    let order = proposal.assumptions.iter().position(|it| matches!(it, Assumption::OrderOfKinds)).unwrap_or_default();
    let silent: Vec<usize> =
        proposal.assumptions.iter().enumerate().filter(|(_, it)| matches!(it, Assumption::NoView { .. })).map(|(i, _)| i).collect();
    let mut all = vec![order];
    all.extend(&silent);
    let orders = if it.order.of == 1 {
        "The words leave no doubt about the order of wishes of one kind.".to_owned()
    } else {
        format!("It holds {} of the variants in which wishes of one kind count in another order.", count(it.order))
    };
    let views = format!(
        "It holds {} of the variants in which, besides, each view of which nothing is known is for, against or neither.",
        count(it.views)
    );
    let mut out = vec![with(claim("robust", format!("{orders} {views}")), &[], &all)];
    let mut turned: Vec<String> = Vec::new();
    let mut standing = claim("hinge", String::new());
    for hinge in &it.hinges {
        let Hinge::Statement { decision_maker: dm, statement: at, by_absence } = *hinge else { continue };
        let (words, assumes) = of_statement(proposal, dm, Some(at));
        let name = within(&proposal.decision_makers[dm].name);
        let said = shown.statement(proposal, dm, at);
        let alone = words.len() == 1;
        if by_absence {
            let alone = if alone { " One quote alone shows that." } else { "" };
            let says = format!("It hangs on one thing said by {name}, without which it would not hold: “{said}”.{alone}");
            out.push(with(claim("hinge", says), &words, &assumes));
        } else {
            turned.push(format!("{name} on “{said}”{}", if alone { " (one quote)" } else { "" }));
            standing = with(standing, &words, &assumes);
        }
    }
    if !turned.is_empty() {
        standing.says = format!("It holds as long as nobody turns round: {}.", turned.join("; "));
        out.push(standing);
    }
    for it in &it.hinges {
        if let Hinge::View { assumption, wanted } = it
            && let Some(Assumption::NoView { decision_maker, option }) = proposal.assumptions.get(*assumption)
        {
            let lean = if *wanted { "for" } else { "against" };
            let says = format!(
                "It hangs on what nobody said: it would not hold if {} were {lean} {}.",
                within(&proposal.decision_makers[*decision_maker].name),
                shown.option(proposal, *option, true)
            );
            out.push(with(claim("hinge", says), &[], &[*assumption]));
        }
    }
    out
}

fn deadlocks(shown: &Shown<'_>, limit: Limit) -> Part {
    let (in_model, others): (Vec<&Deadlock>, Vec<&Deadlock>) = shown.answers.deadlocks.iter().partition(|it| !it.options.is_empty());
    let further = others.len().saturating_sub(limit.most);
    // Where all are told, they stand in the order of the table.
    let mut claims: Vec<Claim> = match further {
        0 => shown.answers.deadlocks.iter().flat_map(|it| deadlock(shown, it)).collect(),
        _ => in_model.into_iter().chain(others.into_iter().take(limit.most)).flat_map(|it| deadlock(shown, it)).collect(),
    };
    if further > 0 {
        claims.push(claim("deadlock", format!("And {further} more, of which not all is in the model; {}.", limit.rest)));
    }
    part("deadlocks", "Deadlocks", "", claims)
}

fn deadlock(shown: &Shown<'_>, it: &Deadlock) -> Vec<Claim> {
    let proposal = shown.proposal;
    let mut words: Vec<Cited> = Vec::new();
    let mut names = Vec::new();
    for wait in proposal.sheet.cycles[it.cycle].waits.iter().filter_map(|i| proposal.sheet.waits.get(*i)) {
        let newest = &wait.acts()[0];
        words.push(Cited::of(newest));
        let actor = wait.what.actor.as_ref().and_then(|id| shown.record.parties().get(id)).map_or("somebody", |it| it.name.as_str());
        let measure = wait
            .what
            .measure
            .as_ref()
            .map_or_else(String::new, |id| shown.measures.get(id).map_or_else(|| id.0.replace('-', " "), |it| it.label.clone()));
        names.push(format!("{measure} by {}", within(actor)));
    }
    let heading = Some(format!("Waiting for each other: {}", names.join(" – ")));
    let says = match () {
        () if it.options.is_empty() => "Not all of it is in the model, so the model does not tell.".to_owned(),
        () if it.open_way => "The model does not confirm it: a way leads out on which each step is better for who makes it.".to_owned(),
        () if it.end_holds => {
            "The model confirms it: nobody does better by moving first, though the exchange would hold once it were made.".to_owned()
        }
        () => "The model confirms it, and it is worse than a question of who goes first: the exchange itself would not hold.".to_owned(),
    };
    let mut out = vec![with(claim("deadlock", says), &words, &[])];
    for first in &it.first {
        let name = within(&proposal.decision_makers[first.decision_maker].name);
        let (words, assumes) = of_statement(proposal, first.decision_maker, first.against);
        let price = first
            .against
            .map(|at| format!(", against its own “{}”", shown.statement(proposal, first.decision_maker, at)))
            .unwrap_or_default();
        let then = if first.followed { "the others would follow, each to its own good" } else { "the others would not follow" };
        let says = format!("If {name} went first{price} ({}), {then}.", shown.noun(&proposal.options[first.option]).words);
        out.push(with(claim("first", says), &words, &assumes));
    }
    for (dm, at) in &it.blocked_by {
        let (words, assumes) = of_statement(proposal, *dm, Some(*at));
        let says = format!(
            "Against the exchange stands what {} says: “{}”.",
            within(&proposal.decision_makers[*dm].name),
            shown.statement(proposal, *dm, *at)
        );
        out.push(with(claim("blocked", says), &words, &assumes));
    }
    for it in &mut out {
        it.heading.clone_from(&heading);
    }
    out
}

fn requirements(shown: &Shown<'_>) -> Part {
    let proposal = shown.proposal;
    let mut claims = Vec::new();
    for it in &shown.answers.requirements {
        let name = shown.difference(proposal, shown.answers.today, it.bits, 0);
        let heading = Some(format!("For this to hold: {name}"));
        let mut told = Vec::new();
        let everybody = |mut out: Claim| {
            for dm in 0..proposal.decision_makers.len() {
                let (words, assumes) = basis(proposal, dm);
                out = with(out, &words, &assumes);
            }
            out
        };
        if it.holds {
            told.push(everybody(claim("requirement", "Nothing would have to change: it would hold as things are.".to_owned())));
        } else {
            told.extend(it.upsets.iter().map(|it2| upset(shown, it.bits, it2)));
            if it.alternatives.is_empty() {
                told.push(everybody(claim("requirement", "No change of two statements is enough.".to_owned())));
            }
            told.extend(it.alternatives.iter().map(|it| alternative(shown, it)));
        }
        for it in &mut told {
            it.heading.clone_from(&heading);
        }
        claims.extend(told);
    }
    part("requirements", "What would have to change", "", claims)
}

fn alternative(shown: &Shown<'_>, it: &Alternative) -> Claim {
    let proposal = shown.proposal;
    let mut parts: Vec<String> = Vec::new();
    for (dm, at, touch) in &it.changes {
        let name = within(&proposal.decision_makers[*dm].name);
        let said = shown.statement(proposal, *dm, *at);
        let part = match touch {
            Touch::GivesWay => format!("{name} would have to give up “{said}”"),
            Touch::CountsLessThan(other) => {
                format!("{name} would have to care less for “{said}” than for “{}”", shown.statement(proposal, *dm, *other))
            }
            Touch::SettlesFor(more, less) => {
                format!(
                    "{name} would have to settle for {} instead of {}",
                    shown.noun(&proposal.options[*less]).words,
                    shown.noun(&proposal.options[*more]).words
                )
            }
            Touch::Turns => format!("{name} would have to want the opposite of “{said}”"),
        };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let says = format!("{}.", capital(&parts.join(", and ")));
    let mut out = claim("alternative", says);
    out = with(
        out,
        &[],
        &it.changes.iter().flat_map(|(dm, at, _)| proposal.decision_makers[*dm].statements[*at].rests_on.clone()).collect::<Vec<_>>(),
    );
    for (key, label, words) in [
        ("speaks_for", "Words that speak for its being possible", &it.speaks_for),
        ("speaks_against", "Words that speak against it", &it.speaks_against),
    ] {
        if !words.is_empty() {
            out.proof.push(with(claim(key, format!("{label}:")), words, &[]));
        }
    }
    if it.speaks_for.is_empty() {
        out.says += " No word of the record speaks for its being possible.";
    }
    with(out, &it.speaks_against, &[])
}

fn fate(it: Fate) -> &'static str {
    match it {
        Fate::Kept => "Holds as before",
        Fate::Firmer => "Takes less caution than before",
        Fate::Weaker => "Takes more caution than before",
        Fate::New => "Holds, and did not before",
        Fate::Gone => "Holds no more",
    }
}

fn all_words(proposal: &Proposal) -> (Vec<Cited>, Vec<usize>) {
    let mut it = claim("", String::new());
    for dm in 0..proposal.decision_makers.len() {
        let (words, assumes) = basis(proposal, dm);
        it = with(it, &words, &assumes);
    }
    (it.words, it.assumes)
}

fn supposed(shown: &Shown<'_>) -> Part {
    let Some(it) = shown.supposed else { return part("supposed", "", "", vec![]) };
    let given: Vec<String> = it.options.iter().map(|(i, taken)| shown.option(it.proposal, *i, *taken)).collect();
    let heading = Some(format!("Supposing {}", given.join(" and ")));
    let (words, assumes) = all_words(it.proposal);
    let mut claims: Vec<Claim> = it
        .outcomes
        .iter()
        .map(|compared| {
            let name = match (compared.now, compared.before) {
                (Some(now), _) => shown.outcome(it.proposal, it.answers.today, &it.answers.outcomes[now]),
                (None, Some(before)) => shown.outcome(shown.proposal, shown.answers.today, &shown.answers.outcomes[before]),
                (None, None) => String::new(),
            };
            let says = match compared.fate {
                Fate::Kept => "Holds with it and without it",
                Fate::Firmer => "Takes less caution with it than without it",
                Fate::Weaker => "Takes more caution with it than without it",
                Fate::New => "Holds with it, and not without it",
                Fate::Gone => "Holds without it, and not with it",
            };
            Claim { heading: heading.clone(), ..with(claim("supposed", format!("{says} – {name}.")), &words, &assumes) }
        })
        .collect();
    for outcome in it.answers.outcomes.iter().filter(|it| it.is_firm()).take(3) {
        let other = Shown { proposal: it.proposal, answers: it.answers, supposed: None, before: None, edited: None, ..*shown };
        if !outcome.is_today {
            let mut told = path(&other, outcome);
            told.says = format!("{}. {}", other.outcome(it.proposal, it.answers.today, outcome), told.says);
            told.heading.clone_from(&heading);
            claims.push(told);
        }
    }
    part("supposed", "Supposed", "Nothing would hold.", claims)
}

fn since(shown: &Shown<'_>) -> Part {
    let Some(before) = shown.before else { return part("since", "", "", vec![]) };
    let heading = Some(format!("Against the outlook {}", before.called));
    let mut claims: Vec<Claim> = before.changes.iter().map(|it| change(shown, it, before.proposal, before.record)).collect();
    for compared in before.outcomes {
        let (name, proposal) = match (compared.now, compared.before) {
            (Some(now), _) => (shown.outcome(shown.proposal, shown.answers.today, &shown.answers.outcomes[now]), shown.proposal),
            (None, Some(at)) => (shown.outcome(before.proposal, before.answers.today, &before.answers.outcomes[at]), before.proposal),
            (None, None) => continue,
        };
        // Words of both: what is assumed is counted in the list of today's outlook.
        let (words, assumes) = all_words(shown.proposal);
        let words = if std::ptr::eq(proposal, shown.proposal) { words } else { all_words(proposal).0.into_iter().chain(words).collect() };
        claims.push(with(claim("fate", format!("{} – {name}.", fate(compared.fate))), &words, &assumes));
    }
    for it in &mut claims {
        it.heading.clone_from(&heading);
    }
    part("since", "What the new reports changed", "Nothing has changed.", claims)
}

/// A change of the model in words; `before` and `now` are the models between which it is.
fn change(shown: &Shown<'_>, it: &Change, before: &Proposal, now: &Proposal) -> Claim {
    let says = match it {
        Change::NewOption { owner, option, .. } => {
            format!("{} has a new option: {}.", capital(&within(owner)), named(shown, now, owner, option))
        }
        Change::OptionGone { owner, option, .. } => {
            let why = gone(before, now, owner, option);
            format!("{} has an option less: {}{why}.", capital(&within(owner)), named(shown, before, owner, option))
        }
        Change::Today { owner, option, taken: true, .. } => format!("So now, by {}: {}.", within(owner), named(shown, now, owner, option)),
        Change::Today { owner, option, taken: false, .. } => {
            format!("So no more, by {}: {}.", within(owner), named(shown, now, owner, option))
        }
        Change::NewStatement { owner, at, .. } => format!("New for {}: {}.", within(owner), shown.statement(now, at.0, at.1)),
        Change::StatementGone { owner, at, .. } => format!("No longer for {}: {}.", within(owner), shown.statement(before, at.0, at.1)),
        Change::StatementMoved { owner, at, up: true, .. } => {
            format!("Counts more for {} than before: {}.", within(owner), shown.statement(now, at.0, at.1))
        }
        Change::StatementMoved { owner, at, up: false, .. } => {
            format!("Counts less for {} than before: {}.", within(owner), shown.statement(now, at.0, at.1))
        }
    };
    let assumes: &[usize] = if it.words().is_empty() { &[0] } else { &[] };
    with(claim("change", says), it.words(), assumes)
}

/// Why an option is one no more, where it is plain.
fn gone(before: &Proposal, now: &Proposal, owner: &str, option: &str) -> &'static str {
    let of = |it: &&outlook::proposal::DecisionMaker| it.name == owner;
    let actor = before.decision_makers.iter().find(of).map(|it| &it.actor);
    let measure = before.options.iter().find(|it| Some(&it.owner) == actor && it.name == option).map(|it| &it.measure);
    let left = now.left_out.iter().find(|it| it.actor.as_ref() == actor && Some(&it.measure) == measure);
    match left.map(|it| it.why) {
        Some(Left::Settled) => " (done or agreed)",
        Some(Left::Outlived) => " (its refusal was outlived by what was agreed or kept since)",
        Some(Left::Accepted) => " (agreed to, and nobody makes anything wait for it)",
        Some(Left::TurnedDown) => " (turned down)",
        Some(Left::OtherSide) => " (it only waits for the other side)",
        Some(Left::Met) => " (what it waited for has come)",
        Some(Left::BeyondLimit) => " (the record says more about others)",
        _ => "",
    }
}

/// An option of a model by its name there, in words.
fn named(shown: &Shown<'_>, proposal: &Proposal, owner: &str, option: &str) -> String {
    let it = proposal.options.iter().enumerate().find(|(i, it)| it.name == option && shown.owner(proposal, *i) == owner);
    it.map_or_else(|| option.to_owned(), |(_, it)| shown.noun(it).words)
}

fn edited(shown: &Shown<'_>) -> Part {
    let Some(edited) = shown.edited else { return part("edited", "", "", vec![]) };
    let mut claims: Vec<Claim> = edited
        .differs
        .iter()
        .map(|it| Claim {
            heading: Some("The record, where it is otherwise than your model".to_owned()),
            ..change(shown, it, shown.proposal, edited.record)
        })
        .collect();
    claims.extend(edited.merges.iter().map(|it| merged(shown, it, edited.before.unwrap_or(edited.record), edited.record)));
    part("edited", "Your model", "Your model says what the record says.", claims)
}

fn merged(shown: &Shown<'_>, it: &Merge, before: &Proposal, now: &Proposal) -> Claim {
    let mut out = change(shown, &it.change, before, now);
    let how = match &it.outcome {
        Merged::Fits => "it fits into your model as it is".to_owned(),
        Merged::There => "your model has it already".to_owned(),
        Merged::Missing(what) => format!("your model has no “{what}”, so it is left to you"),
        Merged::Note => "it is left to you: it changes no line by itself".to_owned(),
    };
    out.says = format!("{} – {how}.", out.says.trim_end_matches('.'));
    out.heading = Some("What the new reports would change in your model".to_owned());
    out.key = "merge";
    out
}

/// What nobody said, one sentence for each actor or matter.
fn unknown(shown: &Shown<'_>) -> Part {
    let proposal = shown.proposal;
    let mut claims = Vec::new();
    for (dm, it) in proposal.decision_makers.iter().enumerate() {
        let silent: Vec<(usize, usize)> = proposal
            .assumptions
            .iter()
            .enumerate()
            .filter_map(|(at, it)| match it {
                Assumption::NoView { decision_maker, option } if *decision_maker == dm => Some((at, *option)),
                _ => None,
            })
            .collect();
        if !silent.is_empty() {
            // Options of one owner stand together: "a truce and talks by Norland; monitors by Estmark".
            let mut by_owner: Vec<(usize, Vec<String>)> = Vec::new();
            for (_, option) in &silent {
                let own = it.options.contains(option).then(|| case(proposal, *option)).flatten();
                let but = own.map(|(_, words)| format!(" (but for the case “{words}”)")).unwrap_or_default();
                let noun = format!("{}{but}", shown.noun(&proposal.options[*option]).words);
                let owner = proposal.owner(*option);
                match by_owner.iter_mut().find(|(it, _)| *it == owner) {
                    Some((_, nouns)) => nouns.push(noun),
                    None => by_owner.push((owner, vec![noun])),
                }
            }
            let names: Vec<String> = by_owner
                .iter()
                .map(|(owner, nouns)| format!("{} by {}", listed(nouns), within(&proposal.decision_makers[*owner].name)))
                .collect();
            let at: Vec<usize> = silent.iter().map(|(at, _)| *at).collect();
            let says = format!("Nothing is known of {} view on {}.", possessive(&within(&it.name)), names.join("; "));
            claims.push(with(claim("no-view", says), &[], &at));
        }
    }
    for (at, it) in proposal.assumptions.iter().enumerate() {
        let (says, words) = match it {
            Assumption::NoView { .. } | Assumption::NotToday { .. } => continue,
            // Where nothing follows, no order of wishes is taken.
            Assumption::OrderOfKinds if shown.answers.thin.is_some() => continue,
            _ => assumption(shown, it),
        };
        claims.push(with(claim("assumption", says), &words, &[at]));
    }
    part("unknown", "What nobody said", "", claims)
}

/// An assumption in words.
pub(super) fn assumption(shown: &Shown<'_>, it: &Assumption) -> (String, Vec<Cited>) {
    let proposal = shown.proposal;
    match it {
        Assumption::NoView { decision_maker, option } => (
            format!("Nothing is known of {} view on {}; it is taken not to mind.", possessive(&within(&proposal.decision_makers[*decision_maker].name)), shown.option(proposal, *option, true)),
            vec![],
        ),
        Assumption::NotToday { option } => (format!("No report says that {} today.", shown.there(proposal, &Expression::Taken(*option))), vec![]),
        Assumption::OrderOfKinds => (
            "How the wishes of one actor are ordered is not said: red lines are taken to count most, then refusals, conditions, the price of each and \
             what is given for it, what was promised, what was agreed or accepted, what was proposed or threatened, then demands by their \
             strength."
                .to_owned(),
            vec![],
        ),
        Assumption::NotCome { option, words, act } => (
            format!(
                "“{words}”, for which {} {} to wait, is no option of the model; it is taken not to have come.",
                shown.option(proposal, *option, true),
                if shown.noun(&proposal.options[*option]).many { "are" } else { "is" }
            ),
            vec![act.clone()],
        ),
        Assumption::InCase { option, words, act } => (
            format!(
                "{} {} asked for in one case, “{words}”, which is no option of the model; it is taken to have come.",
                capital(&shown.option(proposal, *option, true)),
                if shown.noun(&proposal.options[*option]).many { "are" } else { "is" }
            ),
            vec![act.clone()],
        ),
        Assumption::OneBody { decision_maker, names } => (
            format!(
                "{} and {} are taken as one: the record names the same members, or the same person as speaking for them.",
                capital(&within(proposal.decision_makers.get(*decision_maker).map_or("", |it| it.name.as_str()))),
                listed(&names.iter().map(|it| within(it)).collect::<Vec<_>>())
            ),
            vec![],
        ),
        Assumption::PutToOthers { option } => {
            (
                format!(
                    "It is not said to whom {} was put forward; as it takes both sides, {} is taken to be asked.",
                    shown.noun(&proposal.options[*option]).words,
                    within(shown.owner(proposal, *option))
                ),
                vec![],
            )
        }
        Assumption::OthersComeAlong { option } => (
            format!(
                "{} {} more than one side, and no other has said yes; it is taken to be enough that {} does its part.",
                capital(&shown.noun(&proposal.options[*option]).words),
                if shown.noun(&proposal.options[*option]).many { "take" } else { "takes" },
                within(shown.owner(proposal, *option))
            ),
            vec![],
        ),
        Assumption::CouldDoItself { option } => (
            format!(
                "The call for {} comes from {}, in whose own power that is taken to be.",
                shown.noun(&proposal.options[*option]).words,
                within(shown.owner(proposal, *option))
            ),
            vec![],
        ),
        Assumption::Edited { decision_maker, line } => (
            format!(
                "A line of your own for {}: {line}.",
                within(proposal.decision_makers.get(*decision_maker).map_or("", |it| it.name.as_str()))
            ),
            vec![],
        ),
    }
}

fn possessive(it: &str) -> String {
    if it.ends_with('s') { format!("{it}’") } else { format!("{it}’s") }
}

fn capital(it: &str) -> String {
    let mut chars = it.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn left(shown: &Shown<'_>, limit: Limit) -> Part {
    // One line for all of whom the same is to be said.
    let mut groups: Vec<Vec<&LeftOut>> = Vec::new();
    for it in &shown.proposal.left_out {
        match groups.iter_mut().find(|all| all[0].why == it.why && all[0].measure == it.measure && all[0].params == it.params) {
            Some(all) => all.push(it),
            None => groups.push(vec![it]),
        }
    }
    let mut told: BTreeMap<Left, usize> = BTreeMap::new();
    let n_groups = groups.len();
    groups.retain(|all| {
        let told = told.entry(all[0].why).or_default();
        *told += 1;
        *told <= limit.most
    });
    let further = n_groups - groups.len();
    let mut claims: Vec<Claim> = groups
        .into_iter()
        .map(|all| {
            // The first words of each, then what else there is.
            let firsts: Vec<Cited> = all.iter().map(|it| it.words()[0].clone()).collect();
            let out = with(claim("left-out", left_out(shown, &all)), &firsts, &[]);
            with(out, &all.iter().flat_map(|it| it.words().to_vec()).collect::<Vec<_>>(), &[])
        })
        .collect();
    if further > 0 {
        claims.push(claim("left-out", format!("And {further} more, for the same reasons; {}.", limit.rest)));
    }
    part("left_out", "What is not in the model, and why", "", claims)
}

fn left_out(shown: &Shown<'_>, all: &[&LeftOut]) -> String {
    let it = all[0];
    let label = shown.measures.get(&it.measure).map_or_else(|| it.measure.0.replace('-', " "), |it| it.label.clone());
    let terms: Vec<String> = it.params.iter().map(|it| it.value.clone()).collect();
    let terms = if terms.is_empty() { String::new() } else { format!(" ({})", terms.join("; ")) };
    let name = |it: &&LeftOut| {
        it.actor.as_ref().and_then(|id| shown.record.parties().get(id)).map_or("somebody".to_owned(), |it| within(&it.name))
    };
    let actor = listed_first(&all.iter().map(name).collect::<Vec<_>>());
    let why = match it.why {
        Left::Settled => format!("done or agreed by {actor}"),
        Left::Outlived => format!("refused by {actor}, and outlived by what was agreed or kept since"),
        Left::Accepted => format!("agreed to by {actor}, and nobody makes anything wait for it"),
        Left::Nobody => format!("spoken of by {actor}; nobody is named who would do it"),
        Left::Alone => format!("spoken of by {actor} alone"),
        Left::TurnedDown => format!("offered by {actor} and turned down"),
        Left::OtherSide => format!("by {actor} it only waits for the other side, whose move is in the model"),
        Left::OtherTerms => format!("spoken of by {actor} on other terms than those in the model"),
        Left::Met => format!("what it waited for on the side of {actor} has come, and nobody has spoken of it since"),
        Left::BeyondLimit => format!("a move of {actor}; the record says more about others, and --max-options takes more of them in"),
        Left::Told => format!("said of {actor} by others only, or by people without a name"),
        Left::NoMove => format!("spoken of by {actor}, of whom no move is in the model"),
        Left::OnePerson if all.len() > 1 => format!("spoken of by {actor}, who are part of no side and have no role in the talks"),
        Left::OnePerson => format!("spoken of by {actor}, who is part of no side and has no role in the talks"),
    };
    format!("{label}{terms}: {why}.")
}
