//! Reading an XML document that may be hostile: one text, one parse, and nothing in it that XML has
//! and SAML has not.
//!
//! A signature says that a document was signed; it is only worth something to somebody who reads
//! the same document. So the text is first brought into the form that XML 1.0 wants a parser to see
//! (line ends, section 2.11; white space in attribute values, section 3.3.3), which the tree's parser
//! leaves out, and then everything is read from that one tree.

mod screen;

use std::collections::HashSet;

use uppsala::{Document, NodeId, NodeKind, Parser, XmlError};

use crate::text::printable;
pub use screen::{Instructions, screen, text_of};

/// Largest document read, in bytes. A signed Response of JumpCloud takes about 8 KB.
pub const MAX_BYTES: usize = 1 << 20;

/// Elements inside each other. A Response with attributes has about ten levels.
const MAX_DEPTH: usize = 64;

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

    /// The text of an attribute's value, whole: without comments, which readers pass over; where an element stands in
    /// it, that is said in its place.
    pub fn text_of_value(self) -> String {
        let text = self.text_around_comments();
        text.unwrap_or_else(|what| format!("(not told: it holds {what})"))
    }

    /// Whether somebody seems to have put the elements in it on lines of their own: the first element within most of
    /// those that hold any stands on a new line. Of `except`, nothing is looked at.
    pub fn looks_indented(self, except: impl Fn(Self) -> bool) -> bool {
        let (mut indented, mut all) = (0_usize, 0_usize);
        let mut open = vec![self];
        while let Some(element) = open.pop() {
            let before = open.len();
            open.extend(element.children().filter(|child| !except(*child)));
            if open.len() == before {
                continue;
            }
            all += 1;
            let first = self.document.children_iter(element.id).next();
            let white = first.and_then(|id| match self.document.node_kind(id) {
                Some(NodeKind::Text(text)) => Some(text),
                _ => None,
            });
            if white.is_some_and(|text| text.contains('\n') && text.trim_ascii().is_empty()) {
                indented += 1;
            }
        }
        indented > 1 && indented * 2 > all
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
mod tests;
