//! What the encoder of acts sees.

use tagger::Acts;

const TEXT: &str = "Sudria rejected the ceasefire proposal on Monday, Foreign Minister Ilsa Lind said.\n\n\"We demand that Norland release all \
                    prisoners of war,\" she told reporters. Norland threatened to resume its strikes on the port of Vell.\n\nThe river is \
                    wide here and the bridge was built in the last century.";

fn at(words: &str) -> std::ops::Range<usize> {
    let start = TEXT.find(words).expect("the words are in the text");
    start..start + words.len()
}

#[test]
fn kinds_of_plain_acts() {
    let Some(acts) = Acts::embedded() else { return };
    let sight = acts.see(TEXT, 1);
    for (words, kind) in [
        ("Sudria rejected the ceasefire proposal", "reject"),
        ("We demand that Norland release all prisoners of war", "demand"),
        ("Norland threatened to resume its strikes on the port of Vell", "threaten"),
    ] {
        let seen = sight.of(at(words)).expect("there are words");
        let first = (0..seen.kinds.len()).max_by(|a, b| seen.kinds[*a].total_cmp(&seen.kinds[*b])).map(|k| acts.kinds()[k].as_str());
        assert_eq!(first, Some(kind), "{words}");
        assert!((seen.kinds.iter().sum::<f32>() - 1.0).abs() < 1e-3, "{:?}", seen.kinds);
    }
    let act = sight.of(at("Sudria rejected the ceasefire proposal")).expect("words");
    let none = sight.of(at("the bridge was built in the last century")).expect("words");
    assert!(act.act > none.act && act.inside > none.inside, "{act:?} {none:?}");
}

#[test]
fn measures_and_whose() {
    let Some(acts) = Acts::embedded() else { return };
    let sight = acts.see(TEXT, 1);
    let words = at("We demand that Norland release all prisoners of war");
    let measures = sight.measures(words.clone());
    assert_eq!(measures.len(), acts.measures().len() + 1);
    assert!((measures.iter().sum::<f32>() - 1.0).abs() < 1e-3);
    let prisoners = |words| -> f32 {
        let shares = acts.measures().iter().zip(sight.measures(words));
        shares.filter(|(name, _)| name.contains("prisoner") || name.contains("detainee")).map(|(_, p)| p).sum()
    };
    assert!(prisoners(words) > 2.0 * prisoners(at("Sudria rejected the ceasefire proposal")));
    let names = [at("Sudria"), at("Norland threatened").start..at("Norland threatened").start + 7];
    let whose = sight.whose(at("Norland threatened to resume its strikes on the port of Vell"), &names);
    assert!(whose[1] > whose[0], "{whose:?}");
    assert_eq!(sight.whose(0..0, &names), [0.0, 0.0]);
}

#[test]
fn the_same_for_every_number_of_threads_and_nothing_where_no_words_are() {
    let Some(acts) = Acts::embedded() else { return };
    let text = TEXT.repeat(12);
    let (one, three) = (acts.see(&text, 1), acts.see(&text, 3));
    for start in (0..text.len() - 40).step_by(37) {
        assert_eq!(one.of(start..start + 40), three.of(start..start + 40));
    }
    assert_eq!(acts.see("", 1).of(0..0), None);
    assert!(acts.see("?! — …", 2).measures(40..50).is_empty());
}
