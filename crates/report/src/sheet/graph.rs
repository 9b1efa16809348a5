//! The network for programs that draw and measure it: GraphML and GEXF. A tie is an edge with its kind, its weight (how often; accounts of one event count once) and
//! the names of the acts; ties that go both ways are undirected.
use super::Shown;
use super::names::refs;
use crate::shown::line;
use std::fmt::Write as _;

/// Words as XML text or as an attribute.
pub(crate) fn xml(words: &str) -> String {
    line(words).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The network as GraphML (graphml.graphdrawing.org, 1.0).
pub fn graphml(shown: &Shown<'_>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n\
         <key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n\
         <key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n\
         <key id=\"bond\" for=\"edge\" attr.name=\"bond\" attr.type=\"string\"/>\n\
         <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"/>\n\
         <key id=\"told\" for=\"edge\" attr.name=\"told\" attr.type=\"int\"/>\n\
         <key id=\"acts\" for=\"edge\" attr.name=\"acts\" attr.type=\"string\"/>\n\
         <graph edgedefault=\"directed\">\n",
    );
    for id in nodes(shown) {
        let (name, kind) = node(shown, id);
        let _ = writeln!(out, "<node id=\"{}\"><data key=\"name\">{name}</data><data key=\"kind\">{kind}</data></node>", xml(&id.0));
    }
    for it in &shown.sheet.ties {
        let (from, to, acts) = (xml(&it.from.0), xml(&it.to.0), xml(&refs(&it.acts).join(" ")));
        let _ = writeln!(
            out,
            "<edge source=\"{from}\" target=\"{to}\" directed=\"{}\"><data key=\"bond\">{}</data><data key=\"weight\">{}</data>\
             <data key=\"told\">{}</data><data key=\"acts\">{acts}</data></edge>",
            it.bond.is_directed(),
            it.bond.as_str(),
            it.n_events,
            it.n_told,
        );
    }
    out + "</graph>\n</graphml>\n"
}

/// The network as GEXF (gexf.net, 1.3), for Gephi.
pub fn gexf(shown: &Shown<'_>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n\
         <graph defaultedgetype=\"directed\">\n\
         <attributes class=\"node\"><attribute id=\"0\" title=\"kind\" type=\"string\"/></attributes>\n\
         <attributes class=\"edge\"><attribute id=\"0\" title=\"told\" type=\"integer\"/><attribute id=\"1\" title=\"acts\" type=\"string\"/>\
         </attributes>\n<nodes>\n",
    );
    for id in nodes(shown) {
        let (name, kind) = node(shown, id);
        let id = xml(&id.0);
        let _ = writeln!(out, "<node id=\"{id}\" label=\"{name}\"><attvalues><attvalue for=\"0\" value=\"{kind}\"/></attvalues></node>");
    }
    out += "</nodes>\n<edges>\n";
    for (n, it) in shown.sheet.ties.iter().enumerate() {
        let (from, to, acts) = (xml(&it.from.0), xml(&it.to.0), xml(&refs(&it.acts).join(" ")));
        let way = if it.bond.is_directed() { "directed" } else { "undirected" };
        let _ = writeln!(
            out,
            "<edge id=\"{n}\" source=\"{from}\" target=\"{to}\" type=\"{way}\" kind=\"{bond}\" label=\"{bond}\" weight=\"{}\"><attvalues>\
             <attvalue for=\"0\" value=\"{}\"/><attvalue for=\"1\" value=\"{acts}\"/></attvalues></edge>",
            it.n_events,
            it.n_told,
            bond = it.bond.as_str(),
        );
    }
    out + "</edges>\n</graph>\n</gexf>\n"
}

/// Those who have a tie, in order of their ids.
fn nodes<'a>(shown: &Shown<'a>) -> std::collections::BTreeSet<&'a evidence::ActorId> {
    shown.sheet.ties.iter().flat_map(|it| [&it.from, &it.to]).collect()
}

fn node(shown: &Shown<'_>, id: &evidence::ActorId) -> (String, &'static str) {
    let party = shown.record.parties().get(id);
    (xml(party.map_or(&id.0, |it| it.name.as_str())), party.map_or("", |it| it.kind.as_str()))
}
