//! A dossier as the table takes it: the same table as of the files, whatever the order in which they came in; what a person said counts;
//! what may not leave is not in it.
use armistice::dossier::{Asked, Dossier, Handling, Keep, Leave, Mark, NewStatement, Person};
use armistice::tables::{Record, Report, Said, Sheet, View, sheet, shifts, shifts_between};
use armistice::{ActorId, Document, DocumentId, Input, Measures, Model, Readings, load};
use jiff::civil;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const DOSSIERS: [&str; 3] = ["gannet-banks", "highland-roads", "sennet-plateau"];

fn me(day: i8) -> Person {
    Person { name: "Anneke Lind".to_owned(), at: format!("2035-03-{day:02}T09:00:00Z").parse().unwrap() }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/dossiers").join(name)
}

/// The reports of an example, in order of their names.
fn reports(name: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder(name).join("reports")).unwrap().map(|it| it.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|it| it.extension().is_none_or(|it| it != "json")).collect();
    files.sort();
    files
}

fn readings(name: &str) -> Readings {
    Readings::load([folder(name).join("readings").as_path()]).unwrap()
}

fn empty(name: &str, at: &Path) -> Dossier {
    let process = std::fs::read_to_string(folder(name).join("process.toml")).unwrap();
    let mut dossier = Dossier::create(at, Some(&process), &me(1)).unwrap();
    dossier.read_as(readings(name));
    dossier
}

fn add(dossier: &mut Dossier, files: &[PathBuf], by: &Person) {
    let told = dossier.add(files.iter().map(Input::path), &Keep { originals: false }, by, |it| assert!(it.result.is_ok(), "{it:?}"));
    assert_eq!(told.unwrap().left_out, 0);
}

/// The whole example, its hand-made readings taken, added in that order.
fn whole(name: &str, files: &[PathBuf]) -> (tempfile::TempDir, Dossier) {
    let at = tempfile::tempdir().unwrap();
    let mut dossier = empty(name, &at.path().join("made.dossier"));
    add(&mut dossier, files, &me(2));
    (at, dossier)
}

/// Who is called what.
type Names = BTreeMap<ActorId, String>;

/// The names of a record.
fn names(record: &Record) -> Names {
    record.parties().iter().map(|(id, it)| (id.clone(), it.name.clone())).collect()
}

/// The record of the files themselves, with the copies that a person found; and its names, as the process file has them where it does.
fn of_files(name: &str) -> (Record, Names) {
    let made: toml::Table = std::fs::read_to_string(folder(name).join("table.toml")).unwrap().parse().unwrap();
    let copies = made.get("copy").and_then(|it| it.as_array()).into_iter().flatten();
    let copies: BTreeMap<&str, &str> = copies.map(|it| (it["document"].as_str().unwrap(), it["of"].as_str().unwrap())).collect();
    let given = readings(name);
    let process = std::fs::read_to_string(folder(name).join("process.toml")).unwrap();
    let process = armistice::dossier::Process::from_toml(&process).unwrap();
    let documents: Vec<Document> = load(reports(name).iter().map(Input::path)).map(|it| it.result.unwrap().document).collect();
    let read: Vec<_> = documents.iter().map(|it| given.of(it, process.measures()).unwrap().expect("a reading").0).collect();
    let record = Record::new(documents.iter().zip(&read).map(|(document, reading)| Report {
        copy_of: copies.get(document.about.id.0.as_str()).map(|it| DocumentId((*it).to_owned())),
        ..Report::new(document, reading)
    }));
    let mut names = names(&record);
    let known: Vec<&String> = process.parties.iter().map(|it| &it.name).chain(process.people.iter().map(|it| &it.name)).collect();
    let actors = read.iter().flat_map(|it| &it.actors).filter(|it| known.contains(&&it.name));
    names.extend(actors.map(|it| (it.id.clone(), it.name.clone())));
    (record, names)
}

fn table(record: &Record, view: View) -> Sheet {
    sheet(record, view, Measures::embedded())
}

/// All of a table in words, actors by name: ids differ between files and a dossier.
fn told(names: &Names, sheet: &Sheet) -> Vec<String> {
    let name = |id: &ActorId| names.get(id).unwrap_or(&id.0).clone();
    let said = |it: &Said| match it {
        Said::Own => "own".to_owned(),
        Said::Unnamed(id) => format!("unnamed {}", name(id)),
        Said::Told(id) => format!("told {}", name(id)),
    };
    let side = |it: &armistice::Side| format!("{:?} {:?}", it.actor.as_ref().map(name), it.measure.as_ref().map(|it| &it.0));
    let several = |ids: &[ActorId]| {
        let mut all: Vec<String> = ids.iter().map(name).collect();
        all.sort();
        all.join(", ")
    };
    let refs = |all: &[armistice::tables::ActRef]| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let mut out: Vec<String> = Vec::new();
    out.extend(sheet.cells.iter().map(|it| {
        let params: Vec<String> = it.params.iter().map(|it| format!("{}={}", it.name, it.value)).collect();
        let acts: Vec<String> = it.acts().iter().map(|it| format!("{} {:?} “{}”", it.at, it.part, it.quote.words())).collect();
        let old: Vec<String> = it.outdated().iter().map(|(it, by)| format!("{} by {by}", it.at)).collect();
        let (who, stance, force) = (name(&it.actor), it.stance.as_str(), it.force.map(|it| it.to_string()));
        format!("{who} {} {} {stance} {} {force:?} {:?} {params:?} {acts:?} {old:?}", it.measure, said(&it.said), it.red_line, it.since)
    }));
    out.extend(sheet.waits.iter().map(|it| {
        let (acts, ended) = (it.acts().iter().map(|it| it.at.to_string()).collect::<Vec<_>>(), refs(it.ended()));
        let blocked = it.blocked().map(ToString::to_string);
        format!("{} {} {} {} {acts:?} {ended} {blocked:?}", side(&it.what), it.relation, side(&it.awaited), said(&it.said))
    }));
    out.extend(sheet.cycles.iter().map(|it| {
        let mut waits: Vec<String> = it.waits.iter().map(|&i| side(&sheet.waits[i].what)).collect();
        waits.sort();
        let mut ways: Vec<String> =
            it.could_break.iter().map(|it| format!("{} {} {}", name(&it.by), it.way.as_str(), refs(&it.acts))).collect();
        ways.sort();
        format!("{waits:?} {} {ways:?}", it.is_swap)
    }));
    out.extend(sheet.sequences.iter().map(|it| format!("{} {:?} {} {}", name(&it.by), it.order, refs(&it.acts), refs(&it.until))));
    out.extend(sheet.open.iter().map(|it| format!("{} {} {:?}", it.measure, refs(&it.agreed), it.slots)));
    out.extend(sheet.contested.iter().map(|it| format!("{} {}", it.act, it.by)));
    out.extend(sheet.meetings.iter().map(|it| format!("{} {} {:?} {} {}", several(&it.who), it.status, it.days, it.told, refs(&it.acts))));
    out.extend(sheet.levers.iter().map(|it| format!("{} {} {:?} {} {}", several(&it.by), several(&it.on), it.strength, it.told, it.act)));
    out.extend(sheet.ties.iter().map(|it| {
        let (mut ends, way) = ([name(&it.from), name(&it.to)], it.bond);
        if !way.is_directed() {
            ends.sort();
        }
        format!("{ends:?} {} {} {}", way.as_str(), refs(&it.acts), it.n_told)
    }));
    out.sort();
    out
}

#[track_caller]
fn assert_same(one: &[String], other: &[String], what: &str) {
    let missing: Vec<&String> = one.iter().filter(|it| !other.contains(it)).collect();
    let surplus: Vec<&String> = other.iter().filter(|it| !one.contains(it)).collect();
    assert!(
        one == other,
        "{what}\n- {}\n+ {}",
        missing.iter().map(|it| it.as_str()).collect::<Vec<_>>().join("\n- "),
        surplus.iter().map(|it| it.as_str()).collect::<Vec<_>>().join("\n+ ")
    );
}

fn as_of(day: &str) -> View {
    View::as_of(day.parse().unwrap())
}

#[test]
fn a_dossier_of_the_examples_has_the_table_of_their_files() {
    for name in DOSSIERS {
        let (_at, dossier) = whole(name, &reports(name));
        let recorded = dossier.recorded(None, None).unwrap();
        let (files, known_as) = of_files(name);
        let made: toml::Table = std::fs::read_to_string(folder(name).join("table.toml")).unwrap().parse().unwrap();
        for key in ["middle", "last"] {
            let view = as_of(&made[key].to_string());
            let of_dossier = told(&names(&recorded.record), &table(&recorded.record, view));
            assert_same(&told(&known_as, &table(&files, view)), &of_dossier, &format!("{name}, {key}"));
        }
    }
}

fn of_dossier(dossier: &Dossier, as_of: Option<civil::Date>) -> Vec<String> {
    let recorded = dossier.recorded(as_of, None).unwrap();
    told(&names(&recorded.record), &table(&recorded.record, View::default()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn the_order_of_adding_changes_nothing(which in 0_usize..3, order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle()) {
        let files = reports(DOSSIERS[which]);
        let (_at, straight) = whole(DOSSIERS[which], &files);
        let turned: Vec<PathBuf> = order.iter().map(|&i| files[i].clone()).collect();
        let (_other, other) = whole(DOSSIERS[which], &turned);
        // In one call or one by one.
        let third = tempfile::tempdir().unwrap();
        let mut third = empty(DOSSIERS[which], &third.path().join("made.dossier"));
        turned.iter().for_each(|file| add(&mut third, std::slice::from_ref(file), &me(2)));
        let expected = straight.recorded(None, None).unwrap().record;
        for dossier in [&other, &third] {
            let made = dossier.recorded(None, None).unwrap().record;
            prop_assert_eq!(expected.parties(), made.parties());
            assert_same(&of_dossier(&straight, None), &of_dossier(dossier, None), DOSSIERS[which]);
        }
    }

    #[test]
    fn a_document_removed_and_added_again_changes_nothing(which in 0_usize..3, document in 0_usize..8) {
        let files = reports(DOSSIERS[which]);
        let (_at, mut dossier) = whole(DOSSIERS[which], &files);
        let before = of_dossier(&dossier, None);
        let name = dossier.documents(&Asked::default(), 8).unwrap()[document].name.clone();
        dossier.remove(std::slice::from_ref(&name), false, None, &me(3)).unwrap();
        let without = of_dossier(&dossier, None);
        prop_assert!(without.iter().all(|it| !it.contains(&name)));
        add(&mut dossier, &files[document..=document], &me(4));
        // Its old name stays with what was removed; the new one is that name with a number.
        let again: Vec<String> = of_dossier(&dossier, None).iter().map(|it| it.replace(&format!("{name}-2#"), &format!("{name}#"))).collect();
        assert_same(&before, &again, &name);
        // What was known while it was out, and before.
        prop_assert_eq!(of_dossier(&dossier, Some(civil::date(2035, 3, 3))), without);
        prop_assert_eq!(of_dossier(&dossier, Some(civil::date(2035, 3, 2))), before);
    }
}

#[test]
fn as_of_views_nest_and_what_comes_later_changes_none() {
    for name in DOSSIERS {
        let files = reports(name);
        let at = tempfile::tempdir().unwrap();
        let mut dossier = empty(name, &at.path().join("made.dossier"));
        let mut known: Vec<Vec<String>> = Vec::new();
        for (day, file) in (2..).zip(&files) {
            add(&mut dossier, std::slice::from_ref(file), &me(day));
            known.push(of_dossier(&dossier, None));
        }
        let acts = |day: i8| dossier.recorded(Some(civil::date(2035, 3, day)), None).unwrap().items;
        for (day, then) in (2..).zip(&known) {
            assert_eq!(of_dossier(&dossier, Some(civil::date(2035, 3, day))), *then, "{name}, day {day}");
            let later = acts(day + 1);
            assert!(acts(day).iter().all(|(it, key)| later.get(it) == Some(key)));
        }
        assert!(of_dossier(&dossier, Some(civil::date(2035, 3, 1))).is_empty());
    }
}

#[test]
fn a_person_is_heard_in_the_table_and_every_cell_says_whether_it_is_confirmed() {
    let (_at, mut dossier) = whole("gannet-banks", &reports("gannet-banks"));
    let cell = |dossier: &Dossier, as_of: Option<civil::Date>| {
        let recorded = dossier.recorded(as_of, None).unwrap();
        let sheet = table(&recorded.record, View::default());
        let is_it =
            |it: &&armistice::tables::Cell| it.actor.0 == "skippers-league" && it.measure.0 == "fishing-licences" && it.said == Said::Own;
        let cell = sheet.cells.iter().find(is_it).cloned();
        (cell, recorded)
    };
    let (before, recorded) = cell(&dossier, None);
    let before = before.expect("a position of the League");
    assert!(!before.confirmed());
    let item = recorded.items[&before.newest().at].to_string();
    assert_eq!(dossier.act_named(&before.newest().at.to_string()).unwrap().map(|it| it.to_string()), Some(item.clone()));
    for behind in before.acts() {
        dossier.confirm(&[recorded.items[&behind.at].to_string()], None, &me(3)).unwrap();
    }
    assert!(cell(&dossier, None).0.expect("it stands").confirmed());
    dossier.change(&item, &["strength=refuse".to_owned()], None, &me(4)).unwrap();
    let changed = cell(&dossier, None).0.expect("it stands");
    assert!(before.red_line && !changed.red_line && changed.confirmed());
    // What was known then stays as it was known then.
    assert!(cell(&dossier, Some(civil::date(2035, 3, 3))).0.expect("it stood").red_line, "as it was then");
    assert!(!cell(&dossier, Some(civil::date(2035, 3, 2))).0.expect("it stood").confirmed());
    dossier.reject(&[item], None, &me(5)).unwrap();
    let rejected = cell(&dossier, None).0;
    assert!(rejected.is_none_or(|it| it.acts().iter().all(|it| it.at != before.newest().at)));
    // By the log a correction is a shift; by what was published nothing moved.
    let (then, now) =
        (dossier.recorded(Some(civil::date(2035, 3, 3)), None).unwrap(), dossier.recorded(Some(civil::date(2035, 3, 4)), None).unwrap());
    assert_eq!(shifts_between((&then.record, View::default()), (&now.record, View::default())), vec![]);
    assert_eq!(shifts(&now.record, View::default(), View::default()), vec![]);
    // An act that a person adds is in the table, and so is who it is by, whom the document may not name.
    let new = NewStatement {
        document: "01-wire".to_owned(),
        words: "No boat from Hesk should fish there".to_owned(),
        kind: armistice::ActKind::Reject,
        at: None,
    };
    let fields = ["actor=Northern Customs Union".to_owned(), "measures=fishing-licences".to_owned()];
    let added = dossier.add_act(&new, &fields, None, &me(6)).unwrap();
    let recorded = dossier.recorded(None, None).unwrap();
    let sheet = table(&recorded.record, View::default());
    let union =
        sheet.cells.iter().find(|it| it.actor.0 == "northern-customs-union" && it.measure.0 == "fishing-licences").expect("a position");
    assert_eq!(recorded.items[&union.newest().at], added);
    assert_eq!(union.newest().at.to_string(), "01-wire#added");
}

#[test]
fn who_is_called_by_a_title_or_a_last_name_is_the_same_whichever_came_first() {
    let notes = [
        ("minister.txt", "NORDHAVEN, 12 March 2031 - Lind, the foreign minister of Norland, said Sudria rejected the ceasefire."),
        ("ilsa.txt", "NORDHAVEN, 13 March 2031 - Ilsa Lind, the foreign minister of Norland, said Sudria accepted the ceasefire."),
        ("anneke.txt", "NORDHAVEN, 14 March 2031 - Anneke Lind, the defence minister of Norland, said Sudria rejected the ceasefire."),
        ("lind.txt", "NORDHAVEN, 15 March 2031 - Lind, the defence minister of Norland, said Sudria accepted the ceasefire."),
    ];
    let people = |order: [usize; 4]| {
        let at = tempfile::tempdir().unwrap();
        let mut dossier = Dossier::create(&at.path().join("made.dossier"), None, &me(1)).unwrap();
        dossier.read_with(Model::None);
        for (name, text) in order.map(|i| notes[i]) {
            dossier.add([Input::bytes(name, text.into())], &Keep::default(), &me(2), |_| {}).unwrap();
        }
        let recorded = dossier.recorded(None, None).unwrap();
        // Each act, by whom it is told.
        let tellers = recorded.record.entries().iter().map(|it| (it.at.clone(), it.act.told_by.clone(), it.act.speaker.clone()));
        (recorded.record.parties().clone(), tellers.collect::<Vec<_>>())
    };
    let expected = people([0, 1, 2, 3]);
    assert!(["ilsa-lind", "anneke-lind"].iter().all(|it| expected.0.contains_key(&ActorId((*it).to_owned()))), "{expected:?}");
    for order in [[3, 2, 1, 0], [1, 2, 0, 3], [2, 3, 0, 1], [3, 0, 2, 1], [0, 2, 3, 1]] {
        assert_eq!(people(order), expected, "{order:?}");
    }
}

#[test]
fn merged_actors_are_one_and_split_ones_two() {
    let (_at, mut dossier) = whole("gannet-banks", &reports("gannet-banks"));
    let number = |dossier: &Dossier, name: &str| dossier.one_actor(name).unwrap().to_string();
    let actors =
        |dossier: &Dossier| dossier.recorded(None, None).unwrap().record.parties().keys().map(|it| it.0.clone()).collect::<Vec<_>>();
    let (hesk, union) = (number(&dossier, "Hesk"), number(&dossier, "Northern Customs Union"));
    assert!(actors(&dossier).contains(&"northern-customs-union".to_owned()));
    dossier.merge(&[hesk, union.clone()], None, &me(3)).unwrap();
    assert!(!actors(&dossier).contains(&"northern-customs-union".to_owned()));
    dossier.split(&union, &[], None, None, &me(4)).unwrap();
    let new = dossier.split(&number(&dossier, "Dan Roske"), &["01-wire".to_owned()], Some("Per Roske"), None, &me(5)).unwrap().unwrap();
    let all = actors(&dossier);
    assert!(["northern-customs-union", "dan-roske", "per-roske"].iter().all(|id| all.contains(&(*id).to_owned())), "{all:?}");
    assert_eq!(dossier.recorded(None, None).unwrap().actors[&ActorId("per-roske".to_owned())], [new]);
}

#[test]
fn what_may_not_leave_is_not_in_what_leaves() {
    let (_at, mut dossier) = whole("gannet-banks", &reports("gannet-banks"));
    let today = civil::date(2035, 3, 9);
    let mark = |handling| Mark { handling: Some(handling), ..Mark::default() };
    dossier.mark("06-leak", &mark(Handling::Restricted), None, &me(3)).unwrap();
    dossier.mark("05-wire", &mark(Handling::Embargoed(civil::date(2035, 4, 1))), None, &me(3)).unwrap();
    dossier.mark("04-readout", &mark(Handling::Embargoed(civil::date(2035, 3, 8))), None, &me(3)).unwrap();
    let leaving = |leave: &Leave| dossier.recorded(None, Some((leave, today))).unwrap();
    let shown = leaving(&Leave::default());
    let held: Vec<&str> = shown.held.iter().map(|(it, _)| it.name.as_str()).collect();
    assert_eq!(held, ["05-wire", "06-leak"]);
    assert_eq!(shown.n_documents, 6);
    assert!(
        told(&names(&shown.record), &table(&shown.record, View::default()))
            .iter()
            .all(|it| !it.contains("06-leak") && !it.contains("05-wire#"))
    );
    let all = leaving(&Leave { with_restricted: true, ..Leave::default() });
    assert_eq!(all.record, dossier.recorded(None, None).unwrap().record);
}

#[test]
fn accounts_of_one_event_count_once() {
    let (_at, dossier) = whole("sennet-plateau", &reports("sennet-plateau"));
    let recorded = dossier.recorded(None, None).unwrap();
    let sheet = table(&recorded.record, View::default());
    let linked = dossier.events(&Asked::default(), 100).unwrap();
    assert!(!linked.is_empty());
    for cell in &sheet.cells {
        let mut events: Vec<String> =
            cell.acts().iter().map(|it| it.event.as_ref().map_or_else(|| it.at.to_string(), ToString::to_string)).collect();
        events.sort();
        events.dedup();
        assert_eq!(cell.n_events(), events.len());
    }
}
