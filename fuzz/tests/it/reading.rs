//! Any text is read without a panic, and every place of the reading lies in it.
use evidence::{About, DateBasis, Document, Published};
use reader::Config;

#[test]
fn reading() {
    let config = Config::default();
    bolero::check!().with_max_len(400).for_each(|bytes| {
        let (dated, rest) = bytes.split_first().map_or((false, bytes), |(first, rest)| (first % 2 == 0, rest));
        let mut about = About::named("fuzz");
        about.published = dated.then(|| Published { date: "2024-07-04".parse().expect("a date"), basis: DateBasis::Metadata });
        let document = Document::new(about, fuzz::text(rest));
        let (reading, doubts) = reader::read(&document, &config);
        fuzz::sound(&document, &reading, &doubts);
    });
}
