//! Reading an XML document that may be hostile: one text, one parse, and nothing in it that XML has
//! and SAML has not.
//!
//! A signature says that a document was signed; it is only worth something to somebody who reads
//! the same document. So the text is first brought into the form that XML 1.0 wants a parser to see
//! (line ends, section 2.11; white space in attribute values, section 3.3.3), which the tree's parser
//! leaves out, and then everything is read from that one tree.

use std::collections::HashSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use uppsala::{Document, NodeId, NodeKind, Parser, XmlError};

use crate::http::redact::printable;

/// Largest document read, in bytes. A signed Response of JumpCloud takes about 8 KB.
pub const MAX_BYTES: usize = 1 << 20;

/// Elements inside each other. A Response with attributes has about ten levels.
const MAX_DEPTH: usize = 64;

/// Elements, attributes and stretches of text in all: a thousand groups in an attribute need about 4,000.
const MAX_PARTS: usize = 20_000;

/// Attributes of one element: the parsers compare each with each.
const MAX_ATTRIBUTES: usize = 64;

/// Which rule a document breaks before anything in it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Size, encoding, syntax, nesting, namespaces.
    WellFormed,
    /// A DOCTYPE, or a reference to an entity that only a DOCTYPE could declare.
    NoDoctype,
    /// A processing instruction.
    NoProcessingInstruction,
}

/// Why a document is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The rule it breaks.
    pub rule: Rule,
    /// What is wrong, like `it has a DOCTYPE (line 1, column 23)`.
    pub message: String,
}

impl Problem {
    fn at(rule: Rule, what: &str, line: usize, column: usize) -> Self {
        let what = printable(what, 200);
        Problem {
            rule,
            message: format!("{what} (line {line}, column {column})"),
        }
    }

    fn whole(what: &str) -> Self {
        Problem {
            rule: Rule::WellFormed,
            message: what.to_owned(),
        }
    }
}

/// Line and column of a byte of `text`, both from 1; the column counts characters.
pub fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}

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

/// The tree of a text that [`screen`] gave.
///
/// # Errors
/// What the screen cannot see: undeclared prefixes, attributes that are the same in two prefixes,
/// namespaces that are no absolute URI (canonicalisation is undefined for those), and whatever else the
/// tree's parser refuses.
pub fn parse(text: &str) -> Result<Document<'_>, Problem> {
    let parser = Parser::new()
        .with_max_depth(MAX_DEPTH as u32 + 1)
        .with_forbid_dtd(true)
        .with_forbid_entities(true);
    let document = parser.parse(text).map_err(|error| problem(text, &error))?;
    let Some(root) = document.document_element() else {
        return Err(Problem::whole("it has no root element"));
    };
    for element in Element::new(&document, root).self_and_descendants() {
        let refuse = |what: &str| {
            let line = document.node_line(element.id);
            let column = document.node_column(element.id);
            Err(Problem::at(Rule::WellFormed, what, line, column))
        };
        let qualified = |name: &str| name.contains(':') || name.is_empty();
        if qualified(element.name()) || element.attributes().any(|a| qualified(a.name)) {
            return refuse("a name has more than one prefix");
        }
        let mut names = HashSet::new();
        if !element
            .attributes()
            .all(|attribute| names.insert((attribute.namespace, attribute.name)))
        {
            return refuse("an element has the same attribute twice");
        }
        // Only the default namespace can be taken back (Namespaces in XML 1.0, section 5).
        let sound = |(prefix, uri): (&str, &str)| match uri {
            "" => prefix.is_empty(),
            uri => is_absolute(uri),
        };
        if !element.declared_namespaces().all(sound) {
            return refuse("a namespace is not an absolute URI");
        }
    }
    Ok(document)
}

fn problem(text: &str, error: &XmlError) -> Problem {
    let (what, line, column) = match error {
        XmlError::WellFormedness(e) => (e.message.as_str(), e.line, e.column),
        XmlError::Namespace(e) => (e.message.as_str(), e.line, e.column),
        XmlError::Parse(e) => (e.message.as_str(), e.line, e.column),
        _ => {
            let (line, column) = position(text, text.len());
            ("it ends too early", line, column)
        }
    };
    Problem::at(Rule::WellFormed, what, line, column)
}

/// Whether a namespace has a scheme.
fn is_absolute(namespace: &str) -> bool {
    let Some((scheme, rest)) = namespace.split_once(':') else {
        return false;
    };
    let mut characters = scheme.chars();
    characters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && characters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        && !rest.is_empty()
}

/// An attribute as it was resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute<'d> {
    /// The namespace of its prefix; none without one.
    pub namespace: Option<&'d str>,
    /// The local name.
    pub name: &'d str,
    /// The value, references resolved.
    pub value: &'d str,
}

/// An element of a parsed document.
#[derive(Clone, Copy)]
pub struct Element<'d> {
    document: &'d Document<'d>,
    id: NodeId,
}

impl PartialEq for Element<'_> {
    /// Whether both are the same node of the same document.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.id == other.id
    }
}

impl std::fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{}> at line {}", self.name(), self.line())
    }
}

impl<'d> Element<'d> {
    pub(super) fn new(document: &'d Document<'d>, id: NodeId) -> Self {
        Element { document, id }
    }

    /// The root element.
    pub fn root(document: &'d Document<'d>) -> Option<Self> {
        let id = document.document_element()?;
        Some(Element { document, id })
    }

    pub(super) fn id(self) -> NodeId {
        self.id
    }

    fn element(self) -> Option<&'d uppsala::Element<'d>> {
        self.document.element(self.id)
    }

    /// The local name.
    pub fn name(self) -> &'d str {
        self.element().map_or("", |e| &e.name.local_name)
    }

    /// The namespace, where it is in one.
    pub fn namespace(self) -> Option<&'d str> {
        self.element()?.name.namespace_uri.as_deref()
    }

    /// Whether it is this element of this namespace.
    pub fn is(self, namespace: &str, name: &str) -> bool {
        self.namespace() == Some(namespace) && self.name() == name
    }

    /// The value of an attribute without a prefix: all that SAML and XML signatures define.
    pub fn attribute(self, name: &str) -> Option<&'d str> {
        let mut attributes = self.attributes();
        let found = attributes.find(|a| a.namespace.is_none() && a.name == name);
        found.map(|a| a.value)
    }

    /// All attributes; declarations of namespaces are none.
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'d>> {
        let attributes = self.element().map(|e| e.attributes.iter());
        attributes.into_iter().flatten().map(|a| Attribute {
            namespace: a.name.namespace_uri.as_deref(),
            name: &a.name.local_name,
            value: &a.value,
        })
    }

    /// Prefix and namespace of each declaration.
    fn declared_namespaces(self) -> impl Iterator<Item = (&'d str, &'d str)> {
        let declarations = self.element().map(|e| e.namespace_declarations.iter());
        declarations
            .into_iter()
            .flatten()
            .map(|(prefix, uri)| (&**prefix, &**uri))
    }

    /// The element that it is in; none for the root.
    pub fn parent(self) -> Option<Self> {
        let id = self.document.parent(self.id)?;
        self.document.element(id)?;
        Some(Element { id, ..self })
    }

    /// The elements directly in it.
    pub fn children(self) -> impl Iterator<Item = Self> {
        let document = self.document;
        document
            .children_iter(self.id)
            .filter(|id| document.element(*id).is_some())
            .map(move |id| Element { document, id })
    }

    /// The elements of this name directly in it.
    pub fn all(self, namespace: &str, name: &str) -> impl Iterator<Item = Self> {
        self.children().filter(move |e| e.is(namespace, name))
    }

    /// The first element of this name directly in it.
    pub fn first(self, namespace: &str, name: &str) -> Option<Self> {
        self.all(namespace, name).next()
    }

    /// It and every element below it, in the document's order.
    pub fn self_and_descendants(self) -> impl Iterator<Item = Self> {
        let document = self.document;
        std::iter::once(self.id)
            .chain(document.descendants(self.id))
            .filter(|id| document.element(*id).is_some())
            .map(move |id| Element { document, id })
    }

    /// Whether a comment stands anywhere below it.
    pub fn holds_a_comment(self) -> bool {
        let below = self.document.descendants(self.id);
        below
            .into_iter()
            .any(|id| matches!(self.document.node_kind(id), Some(NodeKind::Comment(_))))
    }

    /// Its text, whole, where it has nothing but text in it. CDATA is text.
    ///
    /// # Errors
    /// What else stands in it, like `a comment`: readers disagree about the text around it.
    pub fn text(self) -> Result<String, &'static str> {
        let mut text = String::new();
        for id in self.document.children_iter(self.id) {
            match self.document.node_kind(id) {
                Some(NodeKind::Text(part) | NodeKind::CData(part)) => text.push_str(part),
                Some(NodeKind::Comment(_)) => return Err("a comment"),
                Some(NodeKind::ProcessingInstruction(_)) => return Err("a processing instruction"),
                _ => return Err("an element"),
            }
        }
        Ok(text)
    }

    /// Whether more than white space stands directly in it.
    pub fn holds_text(self) -> bool {
        self.document.children_iter(self.id).any(|id| {
            let text = self.document.text_content(id);
            text.is_some_and(|text| !text.trim_ascii().is_empty())
        })
    }

    /// Its text without the comments and processing instructions in it.
    ///
    /// # Errors
    /// `an element` where one stands in it.
    pub fn text_around_comments(self) -> Result<String, &'static str> {
        let mut text = String::new();
        for id in self.document.children_iter(self.id) {
            match self.document.node_kind(id) {
                Some(NodeKind::Text(part) | NodeKind::CData(part)) => text.push_str(part),
                Some(NodeKind::Comment(_) | NodeKind::ProcessingInstruction(_)) => {}
                _ => return Err("an element"),
            }
        }
        Ok(text)
    }

    /// The column of that line, from 1.
    pub fn column(self) -> usize {
        self.document.node_column(self.id)
    }

    /// The line of the document that it begins in, from 1.
    pub fn line(self) -> usize {
        self.document.node_line(self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screened(text: &str) -> Result<String, Problem> {
        screen(text.as_bytes(), Instructions::Refused)
    }

    #[test]
    fn normalises_what_xml_wants_normalised() {
        for (from, to) in [
            ("<a>\r\n\r</a>", "<a>\n\n</a>"),
            ("<a b=\"1\r\n2\t3\n4\"/>", "<a b=\"1 2 3 4\"/>"),
            ("<a\n\tb='x > y\n'>\t\n</a>", "<a  b='x > y '>\t\n</a>"),
            ("<a><![CDATA[\r\n\t]]></a>", "<a><![CDATA[\n\t]]></a>"),
            ("<a><!-- \t\r --></a>", "<a><!-- \t\n --></a>"),
            (
                "<a b=\"&#10;&#x9;\">&#13;</a>",
                "<a b=\"&#10;&#x9;\">&#13;</a>",
            ),
            ("\u{feff}<a/>", "<a/>"),
            (
                "<?xml version='1.0'?>\n<a/>\n",
                "<?xml version='1.0'?>\n<a/>\n",
            ),
        ] {
            assert_eq!(screened(from).as_deref(), Ok(to), "{from:?}");
            assert!(parse(to).is_ok(), "{to:?}");
        }
    }

    #[test]
    fn refuses_what_saml_has_not() {
        let deep = |levels: usize| format!("{}{}", "<a>".repeat(levels), "</a>".repeat(levels));
        assert!(screened(&deep(MAX_DEPTH)).is_ok());
        for (text, rule) in [
            (deep(MAX_DEPTH + 1), Rule::WellFormed),
            (deep(100_000), Rule::WellFormed),
            (
                format!("<a>{}</a>", "<b/>".repeat(MAX_PARTS)),
                Rule::WellFormed,
            ),
            (
                format!("<a>{}</a>", "<!---->".repeat(MAX_PARTS)),
                Rule::WellFormed,
            ),
            ("x".repeat(MAX_BYTES + 1), Rule::WellFormed),
            ("<a><!-- -- --></a>".to_owned(), Rule::WellFormed),
            ("<a></b>".to_owned(), Rule::WellFormed),
            ("<!DOCTYPE a><a/>".to_owned(), Rule::NoDoctype),
            ("<a>&e;</a>".to_owned(), Rule::NoDoctype),
            ("<a b='&e;'/>".to_owned(), Rule::NoDoctype),
            ("<a b='&lt'/>".to_owned(), Rule::WellFormed),
            ("<?b?><a/>".to_owned(), Rule::NoProcessingInstruction),
            ("<a><?b c?></a>".to_owned(), Rule::NoProcessingInstruction),
        ] {
            let result = screened(&text).and_then(|text| parse(&text).map(|_| ()));
            assert_eq!(result.map_err(|p| p.rule), Err(rule), "{:.40}", text);
        }
        assert_eq!(
            screen(b"<a>\xff</a>", Instructions::Refused)
                .unwrap_err()
                .rule,
            Rule::WellFormed
        );
    }

    #[test]
    fn the_tree_refuses_what_the_screen_cannot_see() {
        for text in [
            "",
            " ",
            "<a/><b/>",
            "<a/>x",
            "x<a/>",
            "<a",
            "<p:a/>",
            "<a b='<'/>",
            "<a b=c/>",
            "<a>&#0;</a>",
            "<a>\u{0}</a>",
            "<a b='' b=''/>",
            "<a xmlns='rel'/>",
            "<a xmlns:p='1:x'/>",
            "<a xmlns:p='x:'/>",
            "<a xmlns:p=''/>",
            "<a xmlns:p='urn:x' xmlns:q='urn:x' p:i='' q:i=''/>",
            "<a xmlns:xmlns='urn:x'/>",
            "<a:b:c xmlns:a='urn:a'/>",
            "<a xmlns:a='urn:a' a:b:c=''/>",
            "<:a/>",
            "<a: xmlns:a='urn:a'/>",
            "<a>]]></a>",
        ] {
            let screened = screened(text);
            let result = screened.as_deref().map(parse);
            assert!(!matches!(result, Ok(Ok(_))), "{text:?}");
        }
    }

    #[test]
    fn text_is_taken_whole_or_not_at_all() {
        let tree = parse("<a>x<![CDATA[<y>]]>&amp;<b/></a>").unwrap();
        let root = Element::root(&tree).unwrap();
        assert_eq!(root.text(), Err("an element"));
        for (xml, text) in [
            ("<a>x<![CDATA[<y>]]>&amp;</a>", Ok("x<y>&".to_owned())),
            ("<a/>", Ok(String::new())),
            ("<a>x<!-- -->y</a>", Err("a comment")),
            ("<a>x<?p?>y</a>", Err("a processing instruction")),
        ] {
            let tree = parse(xml).unwrap();
            assert_eq!(Element::root(&tree).unwrap().text(), text, "{xml}");
        }
    }

    #[test]
    fn an_attribute_with_a_prefix_is_another_one() {
        let tree = parse("<a xmlns:p='urn:x' p:ID='evil' ID='good'/>").unwrap();
        let root = Element::root(&tree).unwrap();
        assert_eq!(root.attribute("ID"), Some("good"));
        assert_eq!(root.attributes().count(), 2);
    }
}
