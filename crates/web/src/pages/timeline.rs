//! Contacts, deeds and acts by actor along the days. A day is drawn as a dot; what is known less exactly as the stretch in which it lies; an
//! act without a day of its own as a ring on the day of its report, with a line back, since it was then at the latest.

use crate::ask::{Ask, Form, Reply, Trouble};
use crate::desk::Desk;
use crate::export::{self, FORMS, Leaving};
use crate::layout::{self, Page};
use crate::shown;
use armistice::ActKind;
use armistice::dossier::{Act, ActorKey, Asked, Dossier, Part, Search, State};
use jiff::civil;
use maud::{Markup, html};
use report::safe_line;
use std::collections::BTreeMap;

/// So many acts are drawn at most.
const MOST: usize = 400;
/// So many actors have a lane.
const LANES: usize = 9;
/// The width of the names, of the picture, and the height of a lane, in points.
const NAMES: f64 = 150.0;
const WIDTH: f64 = 1200.0;
const LANE: f64 = 54.0;

/// When an act was, as far as it is known.
enum Known {
    Day(civil::Date),
    Between(civil::Date, civil::Date),
    By(civil::Date),
}

impl Known {
    fn of(act: &Act) -> Option<Self> {
        match (&act.when, act.reported) {
            (Some(date), _) => {
                let (first, last) = (date.first_day()?, date.last_day()?);
                Some(if first == last { Self::Day(first) } else { Self::Between(first, last) })
            }
            (None, Some(day)) => Some(Self::By(day)),
            (None, None) => None,
        }
    }

    const fn ends(&self) -> (civil::Date, civil::Date) {
        match self {
            Self::Day(day) | Self::By(day) => (*day, *day),
            Self::Between(first, last) => (*first, *last),
        }
    }
}

pub(crate) fn page(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    desk.read(|dossier| {
        let file = !matches!(ask.form, Form::Page | Form::Json);
        let (mut acts, more) = acts(ask, dossier, if file { export::MOST } else { MOST })?;
        if file {
            acts = Leaving::of(desk, ask, dossier)?.acts(dossier, acts)?;
            acts.sort_by_key(|it| (Known::of(it).map(|it| it.ends()), it.key));
            let sections = [export::acts("From the oldest to the newest", &acts, dossier.process().measures())];
            return export::file(ask, "timeline", "Timeline", &sections, Some(vec![export::act_rows(&acts)]));
        }
        if ask.form == Form::Json {
            return Ok(Reply::json_list(acts.iter().map(report::json::dossier::act)));
        }
        let measures = dossier.process().measures();
        let now = |name| ask.query.get(name).unwrap_or_default();
        let undated = acts.iter().filter(|it| Known::of(it).is_none()).count();
        let body = html! {
            header.head { h1 { "Timeline" } p.lead { "A dot is a day; a bar is the stretch in which something lies that is not known to the day; a ring with a line back is the day of the report, by which it had been." } }
            form.controls action="/timeline" data-auto {
                label { "What" select name="act" { @for (value, name) in [("", "contacts, deeds and what was agreed"), ("all", "all acts")] { option value=(value) selected[now("act") == value] { (name) } } @for kind in ActKind::ALL { option value=(kind) selected[now("act") == kind.as_str()] { (kind) } } } }
                label { "Actor" input name="actor" value=(now("actor")) placeholder="a name or p7" autocomplete="off"; }
                label { "From" input type="date" name="from" value=(now("from")); }
                label { "To" input type="date" name="to" value=(now("to")); }
                button type="submit" { "Show" }
            }
            @if acts.is_empty() { (layout::empty("Nothing of that kind was read in these days.", html! { p { a href="/timeline?act=all" { "All acts" } } })) } @else {
                (picture(&acts))
                @if more { p.note { "These are the newest " (MOST) " that came in; narrow the days or the actor to see others." } }
                @if undated > 0 { p.quiet { (shown::counted(undated, "act has", "acts have")) " no day at all and " @if undated == 1 { "is" } @else { "are" } " in the list only." } }
                h2 { "The same as a list" }
                div.columns { @for act in newest_first(&acts) { (shown::act_line(act, measures)) } }
            }
            p { a href="/events" { "Events that several reports tell of" } }
            (layout::forms("/timeline", &ask.query.with("", None), &FORMS))
        };
        Ok(layout::page(desk, ask, Page { title: "Timeline", at: "/timeline", class: "wide", body }))
    })
}

fn acts(ask: &Ask, dossier: &Dossier, most: usize) -> Result<(Vec<Act>, bool), Trouble> {
    let kinds: Vec<Option<ActKind>> = match ask.query.get("act") {
        None => vec![Some(ActKind::Contact), Some(ActKind::Deed), Some(ActKind::Conclude)],
        Some("all") => vec![None],
        Some(word) => vec![Some(
            ActKind::from_word(word).ok_or_else(|| Trouble::new(400, format!("there is no act \"{word}\""), "choose one of the list"))?,
        )],
    };
    let mut acts = Vec::new();
    let mut more = false;
    for kind in kinds {
        let search = Search {
            actor: ask.query.get("actor").map(str::to_owned),
            kind,
            from: ask.query.day("from")?,
            to: ask.query.day("to")?,
            asked: Asked::default(),
            most,
            ..Search::default()
        };
        let found = dossier.search(&search)?;
        more |= found.len() == most;
        acts.extend(found);
    }
    Ok((acts, more))
}

fn newest_first(acts: &[Act]) -> Vec<&Act> {
    let mut all: Vec<&Act> = acts.iter().collect();
    all.sort_by_key(|it| (std::cmp::Reverse(Known::of(it).map(|it| it.ends().1)), it.key));
    all.truncate(60);
    all
}

/// Who did it, first of all states, groups and bodies: a person's acts stand in the lane of whom it is that acts by name.
fn lanes(acts: &[Act]) -> Vec<(ActorKey, String)> {
    let mut counts: BTreeMap<ActorKey, (usize, String)> = BTreeMap::new();
    for taking in acts.iter().flat_map(|act| act.taking(Part::Actor)) {
        let entry = counts.entry(taking.actor).or_insert_with(|| (0, safe_line(&taking.name)));
        entry.0 += 1;
    }
    let mut lanes: Vec<(ActorKey, (usize, String))> = counts.into_iter().collect();
    lanes.sort_by_key(|(key, (count, _))| (std::cmp::Reverse(*count), *key));
    lanes.into_iter().take(LANES).map(|(key, (_, name))| (key, name)).collect()
}

fn picture(acts: &[Act]) -> Markup {
    let lanes = lanes(acts);
    let known: Vec<(&Act, Known)> = acts.iter().filter_map(|act| Some((act, Known::of(act)?))).collect();
    let first = known.iter().map(|(_, it)| it.ends().0).min().unwrap_or(civil::Date::MIN);
    let last = known.iter().map(|(_, it)| it.ends().1).max().unwrap_or(civil::Date::MAX);
    let days = f64::from((last - first).get_days().max(1));
    let at = |day: civil::Date| NAMES + 20.0 + f64::from((day - first).get_days()) / days * (WIDTH - NAMES - 60.0);
    #[expect(clippy::cast_precision_loss, reason = "there are few lanes")]
    let height = |more: usize| 34.0 + LANE * (lanes.len() + more) as f64;
    // Who has no lane of its own; there may be none.
    let has_lane = |act: &Act| act.taking(Part::Actor).any(|it| lanes.iter().any(|(key, _)| *key == it.actor));
    let others = known.iter().any(|(act, _)| !has_lane(act));
    let height = height(usize::from(others));
    // What falls on one spot is put below each other.
    let mut taken: BTreeMap<(usize, i32), usize> = BTreeMap::new();
    let marks: Vec<(&Act, &Known, f64)> = known
        .iter()
        .flat_map(|(act, known)| {
            let mut rows: Vec<usize> =
                act.taking(Part::Actor).filter_map(|it| lanes.iter().position(|(key, _)| *key == it.actor)).collect();
            if rows.is_empty() {
                rows.push(lanes.len());
            }
            rows.dedup();
            rows.into_iter().map(move |row| (*act, known, row)).collect::<Vec<_>>()
        })
        .map(|(act, known, row)| {
            #[expect(clippy::cast_possible_truncation, reason = "a place in a picture")]
            let spot = (at(known.ends().0) / 9.0) as i32;
            let n = taken.entry((row, spot)).or_default();
            #[expect(clippy::cast_precision_loss, reason = "there are few lanes")]
            let y = 34.0 + LANE * row as f64 + 12.0 + 9.0 * (*n % 4) as f64;
            *n += 1;
            (act, known, y)
        })
        .collect();
    html! {
        div.pictured {
            div.tools role="toolbar" aria-label="Picture" {
                button type="button" data-zoom="0.8" aria-label="Larger" { "+" }
                button type="button" data-zoom="1.25" aria-label="Smaller" { "−" }
                button type="button" data-zoom="all" { "All of it" }
            }
            div.picture.timeline tabindex="0" role="group" aria-label="Timeline; the list below says the same" {
                svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (WIDTH) " " (height) } font-size="13" {
                    @for (day, label) in ticks(first, last) {
                        @if day >= first && day <= last {
                            line.tick x1=(at(day)) x2=(at(day)) y1="24" y2=(height) {}
                            text.label x=(at(day)) y="16" text-anchor="middle" { (label) }
                        }
                    }
                    @for (n, (_, name)) in lanes.iter().map(|(key, name)| (Some(key), name.as_str())).chain(others.then_some((None, "others"))).enumerate() {
                        @let top = 34.0 + LANE * f64::from(u32::try_from(n).unwrap_or(0));
                        line.lane x1="0" x2=(WIDTH) y1=(top) y2=(top) {}
                        text.name x="4" y=(top + 22.0) { (short(name)) }
                    }
                    @for (act, known, y) in marks { (mark(act, known, y, &at)) }
                }
            }
        }
    }
}

fn mark(act: &Act, known: &Known, y: f64, at: &impl Fn(civil::Date) -> f64) -> Markup {
    let says = format!("{}: {} ({}). “{}”", shown::names(act, Part::Actor), shown::doing(act), shown::when(act), safe_line(&act.words));
    let name = format!("{} {}", shown::names(act, Part::Actor), shown::doing(act));
    let open = act.state == State::Unconfirmed;
    html! {
        a href={ "/" (act.key) } {
            g.act-mark.(shown::tone(act.kind)).open[open] data-name=(name) {
                title { (says) }
                (shape(known, y, at))
            }
        }
    }
}

/// A dot for a day, a bar for a stretch of them, a ring with a line back for a day by which it had been.
fn shape(known: &Known, y: f64, at: &impl Fn(civil::Date) -> f64) -> Markup {
    html! {
        @match known {
            Known::Day(day) => circle cx=(at(*day)) cy=(y) r="5" {},
            Known::Between(first, last) => rect x=(at(*first) - 3.0) y=(y - 3.0) width=((at(*last) - at(*first)).max(2.0) + 6.0) height="6" rx="3" {},
            Known::By(day) => { line.back x1=(at(*day) - 12.0) x2=(at(*day) - 4.0) y1=(y) y2=(y) {} circle.ring cx=(at(*day)) cy=(y) r="4" {} },
        }
    }
}

fn short(name: &str) -> String {
    if name.chars().count() <= 20 { name.to_owned() } else { name.chars().take(19).chain(['…']).collect() }
}

/// Days that are named along the top: the firsts of months, of years where there are many.
fn ticks(first: civil::Date, last: civil::Date) -> Vec<(civil::Date, String)> {
    let months = |day: civil::Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let (from, to) = (months(first), months(last));
    let step = match to - from {
        0..=14 => 1,
        15..=60 => 6,
        _ => 12 * ((to - from) / 120 + 1),
    };
    let date = |month: i32| civil::Date::new(i16::try_from(month / 12).ok()?, i8::try_from(month % 12 + 1).ok()?, 1).ok();
    if to - from <= 1 {
        // Weeks, where all lies within two months.
        let mut day = first;
        let mut all = Vec::new();
        while day <= last && all.len() < 12 {
            all.push((day, day.to_string()));
            let Ok(next) = day.checked_add(jiff::Span::new().days(7)) else { break };
            day = next;
        }
        return all;
    }
    (from..=to + 1).filter(|it| it % step == 0).filter_map(|it| Some((date(it)?, format!("{:04}-{:02}", it / 12, it % 12 + 1)))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Known, shape};
    use jiff::civil::{Date, date};

    #[test]
    fn what_is_known_less_exactly_is_drawn_longer() {
        let at = |day: Date| 10.0 * f64::from(day.day());
        let drawn = |known: &Known| shape(known, 50.0, &at).into_string();
        let (first, last) = (date(2031, 5, 2), date(2031, 5, 6));
        assert_eq!(drawn(&Known::Day(first)), r#"<circle cx="20" cy="50" r="5"></circle>"#);
        assert_eq!(drawn(&Known::Between(first, last)), r#"<rect x="17" y="47" width="46" height="6" rx="3"></rect>"#);
        assert_eq!(
            drawn(&Known::By(last)),
            r#"<line class="back" x1="48" x2="56" y1="50" y2="50"></line><circle class="ring" cx="60" cy="50" r="4"></circle>"#
        );
    }
}
