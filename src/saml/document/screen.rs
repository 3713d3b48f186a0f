//! The first look at a document's bytes: limits, and nothing in it that XML has and SAML has not.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{MAX_BYTES, MAX_DEPTH, Problem, Rule, position};

/// Elements, attributes and stretches of text in all: a thousand groups in an attribute need about 4,000.
pub(super) const MAX_PARTS: usize = 20_000;

/// Attributes of one element: the parsers compare each with each.
const MAX_ATTRIBUTES: usize = 64;

/// Whether a document may have processing instructions. SAML messages have none, and readers disagree about the
/// text around one; metadata may name a style sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instructions {
    /// They may be there, and mean nothing.
    Allowed,
    /// A document with one is refused.
    Refused,
}

/// The text of a document within the limits, without its byte-order mark.
///
/// # Errors
/// What is wrong, like `it is not UTF-8`.
pub fn text_of(bytes: &[u8]) -> Result<&str, &'static str> {
    if bytes.len() > MAX_BYTES {
        return Err("it is larger than 1 MiB");
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8")?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The document's text as XML 1.0 wants a parser to see it.
///
/// # Errors
/// Larger than [`MAX_BYTES`], not UTF-8, not well-formed, nested or crowded beyond any real message,
/// with a DOCTYPE, an entity other than XML's five, or a processing instruction that is not allowed.
pub fn screen(bytes: &[u8], instructions: Instructions) -> Result<String, Problem> {
    let text = text_of(bytes).map_err(Problem::whole)?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut screen = Screen {
        instructions,
        text: &text,
        out: String::with_capacity(text.len()),
        depth: 0,
        parts: 0,
        from: 0,
    };
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_comments = true;
    loop {
        screen.from = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let event = reader.read_event().map_err(|error| {
            let at = usize::try_from(reader.error_position()).unwrap_or(text.len());
            let (line, column) = position(&text, at);
            Problem::at(Rule::WellFormed, &error.to_string(), line, column)
        })?;
        let to = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        if matches!(event, Event::Eof) {
            return Ok(screen.out);
        }
        screen.take(&event, to)?;
    }
}

/// One pass over the events of a document.
struct Screen<'t> {
    instructions: Instructions,
    text: &'t str,
    out: String,
    depth: usize,
    parts: usize,
    /// Where the current event begins.
    from: usize,
}

impl Screen<'_> {
    fn refuse<T>(&self, rule: Rule, what: &str) -> Result<T, Problem> {
        let (line, column) = position(self.text, self.from);
        Err(Problem::at(rule, what, line, column))
    }

    fn take(&mut self, event: &Event<'_>, to: usize) -> Result<(), Problem> {
        let raw = self.text.get(self.from..to).unwrap_or_default();
        match event {
            Event::Start(start) => {
                self.tag(start)?;
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return self.refuse(Rule::WellFormed, "its elements are nested too deeply");
                }
                push_tag(&mut self.out, raw);
            }
            Event::Empty(start) => {
                self.tag(start)?;
                push_tag(&mut self.out, raw);
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.out.push_str(raw);
            }
            Event::Text(_) | Event::CData(_) | Event::Comment(_) => {
                self.count(1)?;
                self.out.push_str(raw);
            }
            Event::GeneralRef(reference) => {
                self.count(1)?;
                if !reference.is_char_ref() && !is_predefined(reference) {
                    return self.refuse(Rule::NoDoctype, "it refers to an entity");
                }
                self.out.push_str(raw);
            }
            Event::Decl(declaration) => {
                let version = declaration.version();
                if !version.is_ok_and(|version| &*version == "1.0") {
                    return self.refuse(Rule::WellFormed, "it is not XML 1.0");
                }
                let utf8 = |name: &str| name.eq_ignore_ascii_case("utf-8");
                if !declaration
                    .encoding()
                    .is_none_or(|name| name.is_ok_and(|name| utf8(&name)))
                {
                    return self.refuse(Rule::WellFormed, "its encoding is not UTF-8");
                }
                self.out.push_str(raw);
            }
            Event::DocType(_) => return self.refuse(Rule::NoDoctype, "it has a DOCTYPE"),
            Event::PI(_) if self.instructions == Instructions::Allowed => {
                self.count(1)?;
                self.out.push_str(raw);
            }
            Event::PI(_) => {
                let what = "it has a processing instruction";
                return self.refuse(Rule::NoProcessingInstruction, what);
            }
            Event::Eof => {}
        }
        Ok(())
    }

    fn tag(&mut self, start: &BytesStart<'_>) -> Result<(), Problem> {
        let mut attributes = 0;
        for attribute in start.attributes().with_checks(false) {
            let Ok(attribute) = attribute else {
                return self.refuse(Rule::WellFormed, "an attribute is malformed");
            };
            attributes += 1;
            if attributes > MAX_ATTRIBUTES {
                return self.refuse(Rule::WellFormed, "an element has too many attributes");
            }
            if refers_to_an_entity(&attribute.value) {
                return self.refuse(Rule::NoDoctype, "an attribute refers to an entity");
            }
        }
        self.count(1 + attributes)
    }

    fn count(&mut self, parts: usize) -> Result<(), Problem> {
        self.parts += parts;
        if self.parts > MAX_PARTS {
            return self.refuse(Rule::WellFormed, "it has too many elements");
        }
        Ok(())
    }
}

fn is_predefined(name: &str) -> bool {
    matches!(name, "lt" | "gt" | "amp" | "quot" | "apos")
}

fn refers_to_an_entity(value: &str) -> bool {
    let mut references = value.split('&').skip(1);
    references.any(|rest| {
        let name = rest.split_once(';').map_or(rest, |(name, _)| name);
        !name.starts_with('#') && !is_predefined(name)
    })
}

/// A tag with the white space in its attribute values made spaces. Line ends are single already, and
/// white space outside of the quotes means nothing.
fn push_tag(out: &mut String, raw: &str) {
    out.extend(raw.chars().map(|c| match c {
        '\n' | '\t' => ' ',
        c => c,
    }));
}
