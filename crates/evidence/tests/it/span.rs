//! Spans and places against their definition: the set of bytes that they cover.
use evidence::{Place, Span};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn span() -> impl Strategy<Value = Span> {
    (0..40_usize, 1..12_usize).prop_map(|(start, length)| Span::new(start, start + length).expect("not empty"))
}

fn spans() -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec(span(), 1..6)
}

fn bytes(spans: &[Span]) -> BTreeSet<usize> {
    spans.iter().flat_map(|span| span.range()).collect()
}

#[test]
fn an_empty_or_backward_span_is_none() {
    assert_eq!(Span::new(3, 3), None);
    assert_eq!(Span::new(4, 3), None);
    assert_eq!(Place::of([]), None);
}

proptest! {
    #[test]
    fn two_spans_relate_as_their_bytes(a in span(), b in span()) {
        let (x, y) = (bytes(&[a]), bytes(&[b]));
        prop_assert_eq!(a.overlaps(b), !x.is_disjoint(&y));
        prop_assert_eq!(a.covers(b), y.is_subset(&x));
        prop_assert_eq!(a.len(), x.len());
        let hull = a.hull(b);
        prop_assert!(hull.covers(a) && hull.covers(b));
        prop_assert_eq!((hull.start(), hull.end()), (a.start().min(b.start()), a.end().max(b.end())));
    }

    #[test]
    fn a_place_is_the_set_of_its_bytes(given in spans(), other in spans(), one in span()) {
        let (place, second) = (Place::of(given.clone()).expect("not empty"), Place::of(other.clone()).expect("not empty"));
        prop_assert_eq!(bytes(place.spans()), bytes(&given));
        prop_assert!(place.spans().windows(2).all(|pair| pair[0].end() < pair[1].start()), "{:?} touch or are out of order", place.spans());
        prop_assert_eq!(place.overlaps(one), !bytes(&given).is_disjoint(&bytes(&[one])));
        prop_assert_eq!(place.covers(&second), bytes(&other).is_subset(&bytes(&given)));
        prop_assert_eq!(Some(place.start()), bytes(&given).first().copied());
        prop_assert_eq!(place.hull().range(), place.start()..place.end());
        let mut backwards = given;
        backwards.reverse();
        prop_assert_eq!(Place::of(backwards), Some(place));
    }

    #[test]
    fn a_place_fits_a_text_or_has_no_words_outside_it(text in ".{0,20}", given in spans()) {
        let place = Place::of(given).expect("not empty");
        let whole = place.spans().iter().all(|span| text.get(span.range()).is_some());
        prop_assert_eq!(place.fits(&text), whole);
        let words = place.words(&text);
        prop_assert!(words.split(" … ").all(|piece| text.contains(piece)));
    }
}
