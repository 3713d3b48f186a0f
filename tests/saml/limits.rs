//! Documents that are too large, too deep or too crowded are refused before anything costly is done
//! with them: by the rule for syntax, and nothing else is looked at.

use sso_setup::check::Status;

use crate::collection::{Document, Manifest, failed};

const TEN_MEGABYTES: usize = 10_000_000;

fn refused_unread(document: &Document, xml: &[u8], what: &str) {
    let verdict = document.judge_instead(xml);
    assert_eq!(failed(&verdict), ["well-formed"], "{what}");
    let looked_at = verdict
        .checks
        .iter()
        .filter(|check| check.status == Status::Pass);
    assert_eq!(looked_at.count(), 0, "{what}");
    assert!(verdict.sign_in.is_none(), "{what}");
}

fn signed() -> (Document, String) {
    let document = Manifest::read().friendly("signed-both");
    let text = String::from_utf8(document.xml.clone()).unwrap();
    (document, text)
}

/// The signed Response with something put into an unsigned place: before its root's end, in a copy
/// where nothing else is wrong.
fn with(text: &str, what: &str) -> Vec<u8> {
    let (start, end) = text.split_once("<samlp:Status>").unwrap();
    format!("{start}<samlp:Extensions>{what}</samlp:Extensions><samlp:Status>{end}").into_bytes()
}

#[test]
fn ten_megabytes_of_anything() {
    let (document, text) = signed();
    for byte in [b'a', b'<', b'>', b'&', b'"', b' ', b'\r', 0, 0xff] {
        refused_unread(&document, &vec![byte; TEN_MEGABYTES], &format!("{byte:#x}"));
    }
    for (what, filler) in [
        ("text", "a"),
        ("elements", "<a/>"),
        ("comments", "<!---->"),
        ("references", "&amp;"),
        ("sections", "<![CDATA[]]>"),
        (
            "signatures",
            "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>",
        ),
    ] {
        let filler = filler.repeat(TEN_MEGABYTES / filler.len());
        refused_unread(&document, &with(&text, &filler), what);
    }
}

#[test]
fn a_hundred_thousand_elements_inside_each_other() {
    let (document, text) = signed();
    let open = "<a>".repeat(100_000);
    let close = "</a>".repeat(100_000);
    refused_unread(&document, format!("{open}{close}").as_bytes(), "closed");
    refused_unread(&document, open.as_bytes(), "open");
    refused_unread(
        &document,
        &with(&text, &format!("{open}{close}")),
        "in a Response",
    );
}

#[test]
fn a_crowd_within_the_size_limit() {
    let (document, text) = signed();
    let many = |piece: &str| piece.repeat(900_000 / piece.len());
    let numbered = |piece: fn(usize) -> String| (0..20_000).map(piece).collect::<String>();
    for (what, filler) in [
        ("elements", many("<a/>")),
        ("comments", many("<!---->")),
        ("references", many("&amp;")),
        ("sections", many("<![CDATA[]]>")),
        (
            "signatures",
            many("<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>"),
        ),
        (
            "attributes",
            format!("<a {}/>", numbered(|n| format!("a{n}=\"\" "))),
        ),
        (
            "namespaces",
            format!("<a {}/>", numbered(|n| format!("xmlns:a{n}=\"urn:a\" "))),
        ),
        (
            "attributes of many elements",
            many(&format!(
                "<a {}/>",
                (0..60).map(|n| format!("a{n}=\"\" ")).collect::<String>()
            )),
        ),
    ] {
        refused_unread(&document, &with(&text, &filler), what);
    }
}

#[test]
fn a_response_of_ordinary_size_with_many_groups_is_no_crowd() {
    let (document, text) = signed();
    let groups = "<x:group xmlns:x=\"urn:example:x\">All Staff</x:group>".repeat(1_000);
    let verdict = document.judge_instead(&with(&text, &groups));
    assert_eq!(
        failed(&verdict),
        ["signature"],
        "it was read, and only the Response's signature broke"
    );
}
