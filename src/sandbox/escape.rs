//! Escaping of text for XML and HTML.

/// `text` as it may stand in element content or in a quoted attribute, in XML and in HTML.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// `text` to be read on a page: like [`escape`], and what cannot be seen, or would turn the text round, is shown.
pub fn shown(text: &str) -> String {
    crate::text::html(text)
}

#[cfg(test)]
mod tests {
    use super::{escape, shown};

    #[test]
    fn markup_cannot_be_injected() {
        assert_eq!(
            escape("<a b=\"c\" d='e'>&amp;"),
            "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;"
        );
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        for (text, seen) in [
            ("a\u{202e}b", "a⟨U+202E⟩b"),
            ("a\u{200b}b", "a⟨U+200B⟩b"),
            ("a\u{1b}[31mb", "a⟨U+001B⟩[31mb"),
            ("a\u{85}\u{2028}b", "a⟨U+0085⟩⟨U+2028⟩b"),
            ("<b>\u{feff}", "&lt;b&gt;⟨U+FEFF⟩"),
            ("Größe 1", "Größe 1"),
        ] {
            assert_eq!(shown(text), seen);
        }
    }
}
