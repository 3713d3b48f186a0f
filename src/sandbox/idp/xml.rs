//! Text for XML documents.

use crate::sandbox::escape::escape;

/// `text` as it may stand in element content or in a quoted attribute and reads back as it was. Characters
/// that XML cannot carry at all become U+FFFD.
pub fn xml(text: &str) -> String {
    let carried: String = text
        .chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => c,
            c if c < ' ' || c == '\u{fffe}' || c == '\u{ffff}' => '\u{fffd}',
            c => c,
        })
        .collect();
    // Parsers would make spaces and line ends of them.
    escape(&carried)
        .replace('\t', "&#9;")
        .replace('\n', "&#10;")
        .replace('\r', "&#13;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::saml::document::{Element, Instructions, parse, screen};

    #[test]
    fn whatever_a_setting_holds_reads_back_from_an_attribute_and_from_text() {
        for (text, read) in [
            ("a\tb\r\nc  d", "a\tb\r\nc  d"),
            ("<b a=\"1\">'&amp;]]>", "<b a=\"1\">'&amp;]]>"),
            ("bell \u{7}, \u{ffff}", "bell \u{fffd}, \u{fffd}"),
            ("käse 🧀", "käse 🧀"),
        ] {
            let document = format!("<x a=\"{0}\">{0}</x>", xml(text));
            let document = screen(document.as_bytes(), Instructions::Refused).unwrap();
            let tree = parse(&document).unwrap();
            let root = Element::root(&tree).unwrap();
            assert_eq!(root.attribute("a"), Some(read));
            assert_eq!(root.text().unwrap(), read);
        }
    }
}
