//! Acts as Web Annotations.
use crate::all;
use report::annotation::acts;
use serde_json::Value;

#[test]
fn each_act_is_an_annotation_whose_selectors_find_its_words() {
    for case in all() {
        let page = acts(&case.item());
        assert_eq!(page.lines().count(), case.reading.acts.len());
        let text = case.document.text();
        let characters: Vec<char> = text.chars().collect();
        for (line, act) in page.lines().zip(&case.reading.acts) {
            let value: Value = serde_json::from_str(line).expect("JSON");
            let targets = value["target"].as_array().expect("a list");
            assert_eq!(targets.len(), act.quote.spans().len());
            for (target, span) in targets.iter().zip(act.quote.spans()) {
                let [position, quote] = [0, 1].map(|i| &target["selector"][i]);
                let [start, end] =
                    ["start", "end"].map(|key| position[key].as_u64().and_then(|it| usize::try_from(it).ok()).expect("a place"));
                let words: String = characters[start..end].iter().collect();
                assert_eq!(words, text[span.range()]);
                assert_eq!(quote["exact"], words);
                let around = ["prefix", "exact", "suffix"].map(|key| quote[key].as_str().expect("words")).concat();
                assert!(text.contains(&around));
            }
        }
    }
}
