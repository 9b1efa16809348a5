//! Names of actors and measures for people.
use super::Shown;
use evidence::{ActorId, MeasureId, Param};
use table::dossier::{ActRef, Said};

impl<'a> Shown<'a> {
    pub(super) fn actor(&self, id: &'a ActorId) -> &'a str {
        self.record.parties().get(id).map_or(&id.0, |it| it.name.as_str())
    }

    pub(super) fn actors(&self, ids: &'a [ActorId]) -> String {
        ids.iter().map(|it| self.actor(it)).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn measure(&self, id: &'a MeasureId) -> &'a str {
        self.measures.get(id).map_or(&id.0, |it| it.label.as_str())
    }

    /// "Truce (duration: thirty days)".
    pub(super) fn on_terms(&self, id: &'a MeasureId, params: &[Param]) -> String {
        if params.is_empty() { self.measure(id).to_owned() } else { format!("{} ({})", self.measure(id), terms(params)) }
    }

    /// How other data code a measure: "PA-X: CeasProv; ETH/PRIO: cf_type"; empty where they do not.
    pub(super) fn codes(&self, id: &MeasureId) -> String {
        let Some(measure) = self.measures.get(id) else { return String::new() };
        let of = |name: &str, codes: &[String]| (!codes.is_empty()).then(|| format!("{name}: {}", codes.join(", ")));
        [of("PA-X", &measure.pax), of("ETH/PRIO", &measure.ceasefire_data)].into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    /// Whose word it is, where it is not the actor's own.
    pub(super) fn said(&self, said: &'a Said) -> String {
        match said {
            Said::Own => String::new(),
            Said::Unnamed(id) => format!(" – by somebody of its side without a name ({})", self.actor(id)),
            Said::Told(id) => format!(" – as {} tells it", self.actor(id)),
        }
    }
}

pub(super) fn terms(params: &[Param]) -> String {
    params.iter().map(|it| format!("{}: {}", it.name, it.value)).collect::<Vec<_>>().join("; ")
}

pub(super) fn refs(acts: &[ActRef]) -> Vec<String> {
    acts.iter().map(ToString::to_string).collect()
}
