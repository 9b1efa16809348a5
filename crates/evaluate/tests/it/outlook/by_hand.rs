//! What a person derived, line by line.
use super::{NAMES, dossier};
use evidence::Measures;
use outlook::proposal::{self, Config};
use table::dossier::View;

#[test]
fn print() {
    for name in NAMES {
        let it = dossier(name);
        let proposal = proposal::propose(&it.record, View::default(), Measures::embedded(), &Config::default());
        println!("=== {name}\n{}", proposal::written(&proposal));
        for it in &proposal.left_out {
            println!("# left {:?} {:?} {} {:?} {}", it.why, it.actor, it.measure, it.params.iter().map(|it| it.value.clone()).collect::<Vec<_>>(), it.words()[0].at);
        }
        for it in &proposal.options { println!("# {} {:?} today {}", it.name, it.ground, it.today); }
    }
}
