//! A signed document of which one byte was added, removed or changed inside the signed part is not
//! accepted, unless it still says the same.
//!
//! It says the same where an XML reader sees no difference: the same elements, by name, prefix and
//! namespace, with the same attributes and the same text, in the same order. Comments, the kind of quotation
//! marks, white space inside tags, CDATA against plain text, and namespaces that nothing uses make no
//! difference: exclusive canonicalisation drops them too. Of itself a signature signs nothing but
//! SignedInfo, so nothing else is changed there: who changes its start tag has taken it out, and the other
//! signature of the document is judged alone.

use std::ops::Range;
use std::sync::LazyLock;

use proptest::prelude::*;
use sso_setup::saml::document::{self, Instructions};
use uppsala::{Document as Tree, NodeId, NodeKind};

use crate::collection::{Document, Manifest};

/// The documents that are changed: which element is signed, and with what kind of markup.
const CHANGED: [(&str, &str); 7] = [
    ("signed-assertion", "saml:Assertion"),
    ("signed-response", "samlp:Response"),
    ("signed-both", "samlp:Response"),
    ("ec-assertion", "saml:Assertion"),
    ("cdata-with-markup", "samlp:Response"),
    ("inclusive-prefix-list", "saml:Assertion"),
    ("namespaces-on-the-root", "samlp:Response"),
];

/// Bytes that mean something in XML, in base64, in times and in addresses.
const TELLING: &[u8] = b"<>&;#\"'=/!?-[]: \n\r\t\0aAzZ019+@._\xc3\xa9";

#[derive(Debug, Clone, Copy)]
enum Change {
    Add(u8),
    Remove,
    Replace(u8),
}

impl Change {
    fn at(self, xml: &[u8], at: usize) -> Vec<u8> {
        let mut changed = xml.to_vec();
        match self {
            Change::Add(byte) => changed.insert(at, byte),
            Change::Remove => drop(changed.remove(at)),
            Change::Replace(byte) => changed[at] = byte,
        }
        changed
    }
}

fn change() -> impl Strategy<Value = Change> {
    let byte = || prop_oneof![3 => prop::sample::select(TELLING), 1 => any::<u8>()];
    prop_oneof![
        byte().prop_map(Change::Add),
        Just(Change::Remove),
        byte().prop_map(Change::Replace)
    ]
}

/// The places of `xml` that are signed: the element, without the unsigned parts of its signatures.
fn signed_places(xml: &[u8], element: &str) -> Vec<usize> {
    let text = std::str::from_utf8(xml).unwrap();
    let range = |from: usize, start: &str, end: &str| -> Option<Range<usize>> {
        let begin = from + text[from..].find(start)?;
        let length = text[begin..].find(end)? + end.len();
        Some(begin..begin + length)
    };
    let whole = range(0, &format!("<{element} "), &format!("</{element}>")).unwrap();
    let mut unsigned = Vec::new();
    let mut from = whole.start;
    while let Some(signature) = range(from, "<ds:Signature", "</ds:Signature>") {
        from = signature.end;
        let info = range(signature.start, "<ds:SignedInfo>", "</ds:SignedInfo>").unwrap();
        // What is added before the first byte of SignedInfo stands outside of it, and so does a second `>`
        // at its last one.
        unsigned.extend([signature.start..info.start + 1, info.end - 1..signature.end]);
    }
    assert!(!unsigned.is_empty(), "nothing is signed");
    // Here too, what is added at the first and at the last byte stands outside.
    (whole.start + 1..whole.end - 1)
        .filter(|at| !unsigned.iter().any(|range| range.contains(at)))
        .collect()
}

/// What an XML reader sees of a document; none where it is not read.
fn seen(xml: &[u8]) -> Option<String> {
    let text = document::screen(xml, Instructions::Refused).ok()?;
    let tree = document::parse(&text).ok()?;
    let mut out = String::new();
    write_seen(&tree, tree.document_element()?, &mut out);
    Some(out)
}

fn write_seen(tree: &Tree<'_>, id: NodeId, out: &mut String) {
    match tree.node_kind(id) {
        Some(NodeKind::Element(element)) => {
            out.push_str(&format!(
                "\u{1}{:?} {:?}",
                element.name.prefixed_name(),
                element.name.namespace_uri
            ));
            let mut attributes: Vec<String> = element
                .attributes
                .iter()
                .map(|a| {
                    format!(
                        "{:?} {:?} {:?}",
                        a.name.prefixed_name(),
                        a.name.namespace_uri,
                        a.value
                    )
                })
                .collect();
            attributes.sort();
            out.push_str(&format!("{attributes:?}\u{2}"));
            for child in tree.children_iter(id) {
                write_seen(tree, child, out);
            }
            out.push('\u{3}');
        }
        Some(NodeKind::Text(text) | NodeKind::CData(text)) => out.push_str(text),
        _ => {}
    }
}

/// Each document that is changed, with the places where.
static DOCUMENTS: LazyLock<Vec<(Document, Vec<usize>)>> = LazyLock::new(|| {
    let manifest = Manifest::read();
    let with_places = |(name, element)| {
        let document = manifest.friendly(name);
        let places = signed_places(&document.xml, element);
        (document, places)
    };
    CHANGED.map(with_places).into()
});

fn must_not_pass(original: &Document, changed: &[u8]) -> Result<(), String> {
    let verdict = original.judge_instead(changed);
    if verdict.accepted() && seen(changed) != seen(&original.xml) {
        return Err(format!("accepted: {}", String::from_utf8_lossy(changed)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_changed_byte_is_not_accepted(which in 0..CHANGED.len(), at in any::<prop::sample::Index>(), change in change()) {
        let (document, places) = &DOCUMENTS[which];
        let changed = change.at(&document.xml, places[at.index(places.len())]);
        prop_assert_eq!(must_not_pass(document, &changed), Ok(()));
    }

    #[test]
    fn bytes_changed_in_two_places_are_not_accepted(
        which in 0..CHANGED.len(),
        at in any::<[prop::sample::Index; 2]>(),
        changes in (change(), change()),
    ) {
        let (document, places) = &DOCUMENTS[which];
        // The later place first, so that the earlier one still is where it was.
        let mut at = at.map(|index| places[index.index(places.len())]);
        at.sort_unstable();
        let changed = changes.1.at(&document.xml, at[1]);
        let changed = changes.0.at(&changed, at[0]);
        prop_assert_eq!(must_not_pass(document, &changed), Ok(()));
    }
}

#[test]
fn no_byte_of_the_signed_part_can_be_left_out() {
    let document = Manifest::read().friendly("signed-assertion");
    for at in signed_places(&document.xml, "saml:Assertion") {
        let changed = Change::Remove.at(&document.xml, at);
        assert_eq!(must_not_pass(&document, &changed), Ok(()), "byte {at}");
    }
}

#[test]
fn what_makes_no_difference_is_seen_as_none() {
    let manifest = Manifest::read();
    let plain = manifest.friendly("signed-both");
    let text = String::from_utf8(plain.xml.clone()).unwrap();
    let same = text
        .replace("<saml:Subject>", "<!-- c --><saml:Subject  >")
        .replace(">Research<", "><![CDATA[Rese]]>arch<");
    let other = text.replace(">Research<", ">Researcher<");
    assert_eq!(seen(same.as_bytes()), seen(&plain.xml));
    assert!(plain.judge_instead(same.as_bytes()).accepted());
    assert_ne!(seen(other.as_bytes()), seen(&plain.xml));
}
