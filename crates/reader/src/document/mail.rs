//! Mails taken apart: the body is a document with the subject as its title, the sender as its source and the day it was sent; each
//! attachment is a document of its own. A field that cannot be read (an address, a date) costs that field.
use super::budget::Budget;
use super::metadata::{Metadata, said};
use super::unreadable::Why;
use super::{Extract, Kind, Source, Take, archive, encoding, html, stem};
use evidence::{DateBasis, Doubt, DoubtKind, Format, Original, Spot, Stretch};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Cursor;

/// The documents of a mail.
pub(super) fn one(source: &Source<'_>, budget: &mut Budget, take: Take<'_>) {
    let message = parsed(source.bytes);
    let Some(message) = message else {
        let says = "it does not begin with the lines that a mail begins with".to_owned();
        return take(Err(source.unreadable(Why::Damaged { format: "mail", says })));
    };
    documents(source, &message, source.bytes, stem(source.name).to_owned(), budget, take);
}

/// A mail taken apart; `None` where it has no head.
fn parsed(bytes: &[u8]) -> Option<Message<'_>> {
    // Its parser asserts, in a build with checks, what broken borders between parts do not keep to (found by the fuzz target).
    let message = std::panic::catch_unwind(|| MessageParser::default().parse(bytes)).ok()?;
    message.filter(|message| !message.headers().is_empty())
}

/// The documents of all mails in a mailbox.
pub(super) fn many(source: &Source<'_>, budget: &mut Budget, take: Take<'_>) {
    let mut number = 0;
    for mail in MessageIterator::new(Cursor::new(source.bytes)) {
        number += 1;
        let within: Vec<String> = source.within.iter().cloned().chain([format!("message {number}")]).collect();
        let inner = Source { within: &within, ..*source };
        if let Err(why) = budget.entry() {
            return take(Err(source.unreadable(why)));
        }
        let contents = mail.map(|mail| mail.unwrap_contents()).unwrap_or_default();
        let message = parsed(&contents);
        match message {
            Some(message) => documents(&inner, &message, &contents, format!("{}-{number}", stem(source.name)), budget, take),
            None => take(Err(inner.unreadable(Why::Damaged { format: "mail", says: "it has no head".to_owned() }))),
        }
    }
    if number == 0 {
        take(Err(source.unreadable(Why::Damaged { format: "mailbox", says: "there is no mail in it".to_owned() })));
    }
}

/// The documents of a mail that has been parsed: `raw` are its bytes.
fn documents(source: &Source<'_>, message: &Message<'_>, raw: &[u8], id: String, budget: &mut Budget, take: Take<'_>) {
    if let Err(why) = Budget::mail_at(source.mail_depth) {
        return take(Err(source.unreadable(why)));
    }
    let is_sealed = |part: &MessagePart<'_>| {
        part.content_type().is_some_and(|kind| {
            let name = format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase();
            matches!(name.as_str(), "multipart/encrypted" | "application/pkcs7-mime" | "application/x-pkcs7-mime")
        })
    };
    if message.parts.first().is_some_and(is_sealed) {
        return take(Err(source.unreadable(Why::Encrypted { format: "mail" })));
    }
    let mut any = false;
    let Body { extract, pictures: mut has_pictures, unreadable } = body(message, raw);
    if !extract.text.is_empty() {
        any = true;
        // The name of a mailbox is no date of each mail in it.
        let name = (id == stem(source.name)).then_some(source.name);
        take(Ok(super::given(id, name, extract, source.metadata, source.within)));
    } else if let Some(why) = unreadable {
        any = true;
        take(Err(source.unreadable(why)));
    }
    let mut names: HashMap<String, usize> = HashMap::new();
    for (part, number) in message.attachments().zip(1..) {
        let is_inline_picture = part.content_id().is_some() && part.content_type().is_some_and(|kind| kind.ctype() == "image");
        has_pictures |= is_inline_picture;
        if is_inline_picture || is_signature(part) {
            continue;
        }
        any = true;
        let name = attachment_name(part, number);
        let time = names.entry(name.clone()).or_default();
        *time += 1;
        let within: Vec<String> = source.within.iter().cloned().chain([archive::numbered(&name, *time)]).collect();
        let mut inner = Source { name: &name, bytes: &[], metadata: None, within: &within, ..*source };
        if let Err(why) = budget.entry() {
            return take(Err(source.unreadable(why)));
        }
        match &part.body {
            PartType::Message(attached) => {
                inner.mail_depth += 1;
                documents(&inner, attached, attached.raw_message(), stem(&name).to_owned(), budget, take);
            }
            PartType::Text(text) | PartType::Html(text) => {
                super::each(&Source { bytes: decoded(message, part, text).as_bytes(), ..inner }, budget, take);
            }
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => super::each(&Source { bytes, ..inner }, budget, take),
            PartType::Multipart(_) => {}
        }
    }
    if !any {
        let nothing = if has_pictures { Why::PicturesOnly { what: "a mail with nothing but pictures" } } else { Why::Empty };
        take(Err(source.unreadable(nothing)));
    }
}

/// What a mail itself says.
#[derive(Default)]
struct Body {
    /// Without text where it says nothing.
    extract: Extract,
    /// Whether its page shows pictures.
    pictures: bool,
    /// Why a part of it is not read.
    unreadable: Option<Why>,
}

/// The mail's own words and what its head says.
fn body(message: &Message<'_>, raw: &[u8]) -> Body {
    let mut body = Body::default();
    let extract = &mut body.extract;
    let mut stretches = Vec::new();
    for part in message.text_bodies() {
        let (text, spot) = match &part.body {
            PartType::Text(text) => (decoded(message, part, text).into_owned(), bytes_of(part, text, raw)),
            PartType::Html(page) => match html::all_words(&decoded(message, part, page)) {
                Ok((words, pictures)) => {
                    body.pictures |= pictures;
                    (words, None)
                }
                Err(why) => {
                    let says = format!("a part of the mail is not read: {why}");
                    extract.doubts.push(Doubt { at: None, kind: DoubtKind::PartNotRead, says });
                    body.unreadable = Some(why);
                    continue;
                }
            },
            _ => continue,
        };
        let text = text.trim_end();
        if text.trim().is_empty() {
            continue;
        }
        if !extract.text.is_empty() {
            extract.text.push_str("\n\n");
        }
        stretches.push(Stretch { start: extract.text.len(), spot });
        extract.text.push_str(text);
        if part.is_encoding_problem {
            let says = "a part of the mail is coded in another way than it says".to_owned();
            extract.doubts.push(Doubt { at: None, kind: DoubtKind::GarbledText, says });
        }
    }
    extract.about = about(message);
    extract.original = Some(Original::new(Format::Mail, stretches));
    body
}

/// The words of a part. Where it does not say how they are coded, or says it wrongly, that is found out as for a file.
fn decoded<'t>(message: &Message<'_>, part: &MessagePart<'_>, text: &'t str) -> Cow<'t, str> {
    if !text.contains(char::REPLACEMENT_CHARACTER) {
        return text.into();
    }
    let again = || {
        let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize)?;
        let bytes = match part.encoding {
            Encoding::None => raw.to_vec(),
            Encoding::QuotedPrintable => quoted_printable_decode(raw)?,
            Encoding::Base64 => base64_decode(raw)?,
        };
        // They may be others than those that the words came out of.
        let are_they = String::from_utf8_lossy(&bytes).trim() == text.trim();
        let kind = if matches!(part.body, PartType::Html(_)) { Kind::Html } else { Kind::Plain };
        if are_they { encoding::decode(&bytes, kind).ok() } else { None }
    };
    again().map_or(text.into(), Cow::Owned)
}

/// Where the words of a part begin, if they stand in the mail as they are.
fn bytes_of(part: &MessagePart<'_>, text: &str, raw: &[u8]) -> Option<Spot> {
    let start = part.offset_body as usize;
    let stands = part.encoding == Encoding::None && raw.get(start..).is_some_and(|rest| rest.starts_with(text.as_bytes()));
    stands.then_some(Spot::Byte(start))
}

fn about(message: &Message<'_>) -> Metadata {
    let sender = message.from().and_then(|from| from.first());
    let mut about = Metadata {
        title: message.subject().and_then(said),
        source: sender.and_then(|sender| sender.name().and_then(words).or_else(|| sender.address().and_then(words))),
        ..Metadata::default()
    };
    match message.date().filter(|date| date.is_valid()) {
        Some(date) => about.date(Some(&format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)), DateBasis::Metadata),
        None => about.date(message.header_raw("Date"), DateBasis::Metadata),
    }
    about
}

/// What a field says; a broken one may be all signs.
fn words(field: &str) -> Option<String> {
    said(field).filter(|field| field.contains(char::is_alphanumeric))
}

fn is_signature(part: &MessagePart<'_>) -> bool {
    let kind = |kind, subtype| part.is_content_type(kind, subtype);
    kind("application", "pgp-signature") || kind("application", "pkcs7-signature") || kind("application", "x-pkcs7-signature")
}

/// The name of an attachment, made safe; one with the ending of its kind where it has none.
fn attachment_name(part: &MessagePart<'_>, number: usize) -> String {
    if let Some(name) = part.attachment_name() {
        let name = archive::clean(name.rsplit(['/', '\\']).next().unwrap_or(name));
        if !name.trim().is_empty() {
            return name;
        }
    }
    let ending = match &part.body {
        PartType::Message(_) => "eml",
        PartType::Html(_) => "html",
        PartType::Text(_) => "txt",
        _ => "bin",
    };
    format!("attachment {number}.{ending}")
}
