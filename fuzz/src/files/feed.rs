//! Feeds.
use super::escaped;

/// An RSS feed with an entry for each title and text; an empty text is left out.
pub fn rss(entries: &[(&str, &str)]) -> Vec<u8> {
    let item = |(number, (title, text)): (usize, &(&str, &str))| {
        let words = if text.is_empty() {
            String::new()
        } else {
            format!("<description>{}</description>", escaped(&format!("<p>{}</p>", escaped(text))))
        };
        format!(
            "<item><title>{}</title><link>https://lakes.example/{number}</link><pubDate>Wed, 12 Mar 2031 09:30:00 +0100</pubDate>{words}</item>\n",
            escaped(title)
        )
    };
    let items: String = entries.iter().enumerate().map(item).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>Lakes Wire</title>\n{items}</channel></rss>\n"
    )
    .into_bytes()
}

/// An Atom feed with an entry for each title and text.
pub fn atom(entries: &[(&str, &str)]) -> Vec<u8> {
    let entry = |(number, (title, text)): (usize, &(&str, &str))| {
        format!(
            "<entry><title>{}</title><link href=\"https://lakes.example/{number}\"/><published>2031-03-12T09:30:00Z</published><content type=\"xhtml\">\
             <div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{}</p></div></content></entry>\n",
            escaped(title),
            escaped(text)
        )
    };
    let entries: String = entries.iter().enumerate().map(entry).collect();
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Lakes Wire</title>\n{entries}</feed>\n").into_bytes()
}
