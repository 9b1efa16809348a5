//! Mails and mailboxes.
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A file attached to a mail.
#[derive(Clone, Copy, Debug)]
pub struct Attachment<'a> {
    /// Its name, as it is to stand in the mail.
    pub name: &'a str,
    /// Its type, such as `application/pdf`.
    pub kind: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// A mail with this text and these files, coded so that any text comes through.
pub fn mail(subject: &str, text: &str, attachments: &[Attachment<'_>]) -> Vec<u8> {
    let coded = |bytes: &[u8]| {
        let whole = STANDARD.encode(bytes);
        let lines: Vec<&str> = whole.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap_or_default()).collect();
        lines.join("\r\n")
    };
    let subject = STANDARD.encode(subject);
    let mut out = format!(
        "From: \"Mira Lind\" <lind@estmark.example>\r\nTo: <desk@lakes.example>\r\nSubject: =?utf-8?B?{subject}?=\r\nDate: Wed, 12 Mar 2031 \
         09:30:00 +0100\r\nMessage-ID: <1@estmark.example>\r\nMIME-Version: 1.0\r\n"
    );
    let body =
        format!("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n", coded(text.as_bytes()));
    if attachments.is_empty() {
        out.push_str(&body);
        return out.into_bytes();
    }
    out.push_str("Content-Type: multipart/mixed; boundary=\"made\"\r\n\r\n--made\r\n");
    out.push_str(&body);
    for Attachment { name, kind, bytes } in attachments {
        out.push_str(&format!(
            "--made\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            coded(bytes)
        ));
    }
    out.push_str("--made--\r\n");
    out.into_bytes()
}

/// A mailbox of these mails.
pub fn mailbox(mails: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    for mail in mails {
        out.extend_from_slice(b"From lind@estmark.example Wed Mar 12 09:30:00 2031\n");
        out.extend(mail.iter().filter(|byte| **byte != b'\r'));
        out.push(b'\n');
    }
    out
}
