//! XML as a stream of tags and words: no tree, no depth beyond a limit, no entity of the file's own making, nothing fetched. What
//! stands before an error has been handed on.
use super::html;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;

/// The deepest nesting.
const DEEPEST: usize = 256;

/// A piece of a file.
pub(super) enum Node<'n> {
    /// An element begins; one without content is closed at once.
    Open(&'n str, &'n Attributes<'n>),
    /// An element ends.
    Close(&'n str),
    /// Words between tags, with references resolved.
    Words(Cow<'n, str>),
}

/// What stands in an opening tag.
pub(super) struct Attributes<'n>(&'n BytesStart<'n>);

impl Attributes<'_> {
    /// The value of the attribute of that name (with its prefix).
    pub(super) fn get(&self, wanted: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.0 == wanted)?;
        Some(html::resolved(&found.value))
    }
}

/// Hands on each piece; an error says what is wrong with the file.
pub(super) fn each(xml: &str, take: &mut dyn FnMut(Node<'_>)) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().allow_dangling_amp = true;
    let mut open = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                open += 1;
                if open > DEEPEST {
                    return Err(format!("its elements are nested more than {DEEPEST} deep"));
                }
                take(Node::Open(tag.name().as_ref(), &Attributes(&tag)));
            }
            Ok(Event::Empty(tag)) => {
                take(Node::Open(tag.name().as_ref(), &Attributes(&tag)));
                take(Node::Close(tag.name().as_ref()));
            }
            Ok(Event::End(tag)) => {
                open = open.saturating_sub(1);
                take(Node::Close(tag.name().as_ref()));
            }
            Ok(Event::Text(words)) => take(Node::Words(words.xml_content(XmlVersion::Implicit1_0))),
            Ok(Event::CData(words)) => take(Node::Words(words.xml_content(XmlVersion::Implicit1_0))),
            Ok(Event::GeneralRef(name)) => {
                let reference = format!("&{};", &*name);
                // One that no page knows is of the file's own making, and stays as it stands.
                take(Node::Words(html::resolved(&reference).into()));
            }
            Ok(Event::DocType(words)) if words.contains('[') => {
                return Err("it declares entities of its own, as files that are made to do harm do".to_owned());
            }
            Ok(Event::Eof) if open > 0 => return Err("it breaks off".to_owned()),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(format!("{error} (at byte {})", reader.error_position())),
        }
    }
}
