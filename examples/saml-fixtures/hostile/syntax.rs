//! What is no XML 1.0 with namespaces in UTF-8.

use super::super::draft::{ASSERTION, Draft, EVIL, Signer, USER, once};
use super::super::fixture::{Fixture, hostile};
use super::super::keys::Keys;

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let signer = Signer::rsa(&keys.rsa);
    let good = Draft::new()
        .sign_assertion(&signer)
        .sign_response(&signer)
        .finish();
    let mut fixtures = syntax(&good);
    fixtures.extend(namespaces(&signer, &good));
    fixtures
}

fn syntax(good: &str) -> Vec<Fixture> {
    const RULE: &str = "well-formed";
    let utf16 = |little: bool| {
        let text = format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?>{good}");
        let units = text.encode_utf16();
        let bytes: Vec<u8> = units
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect();
        bytes
    };
    let mut not_utf8 = good.as_bytes().to_vec();
    let at = good.find("Research").expect("an attribute's value");
    not_utf8[at] = 0xe9;
    let mut overlong = good.as_bytes().to_vec();
    overlong.splice(at..=at, [0xc1, 0x92]);
    let declared = |declaration: &str| format!("{declaration}{good}");
    vec![
        hostile("empty", RULE, "Nothing.", ""),
        hostile(
            "cut-off",
            RULE,
            "The second half is missing.",
            &good[..good.len() / 2],
        ),
        hostile(
            "two-roots",
            RULE,
            "Two Responses, one after the other.",
            format!("{good}{good}"),
        )
        .documented("documented: CVE-2022-39299, node-saml and several roots"),
        hostile(
            "text-after-root",
            RULE,
            "Text after the root.",
            format!("{good}{EVIL}"),
        ),
        hostile(
            "not-closed",
            RULE,
            "An end tag of another name.",
            once(good, "</saml:Conditions>", "</saml:Condition>"),
        ),
        hostile(
            "duplicate-attribute",
            RULE,
            "An attribute twice in an element.",
            once(
                good,
                &format!("ID=\"{ASSERTION}\""),
                &format!("ID=\"{ASSERTION}\" ID=\"_other\""),
            ),
        ),
        hostile(
            "duplicate-attribute-by-namespace",
            RULE,
            "Two prefixes of one namespace make an attribute appear twice.",
            once(
                good,
                "<saml:AttributeStatement>",
                "<saml:AttributeStatement xmlns:a=\"urn:example:a\" xmlns:b=\"urn:example:a\" a:x=\"1\" b:x=\"2\">",
            ),
        ),
        hostile(
            "attribute-without-quotes",
            RULE,
            "An attribute without quotation marks.",
            once(
                good,
                "SessionIndex=\"_session-1\"",
                "SessionIndex=_session-1",
            ),
        ),
        hostile(
            "less-than-in-attribute",
            RULE,
            "A less-than sign in an attribute.",
            once(good, "\"department\"", "\"depart<ment\""),
        ),
        hostile(
            "utf-16-little-endian",
            RULE,
            "UTF-16, little end first.",
            utf16(true),
        ),
        hostile(
            "utf-16-big-endian",
            RULE,
            "UTF-16, big end first.",
            utf16(false),
        ),
        hostile("latin-1", RULE, "A byte that is not UTF-8.", not_utf8),
        hostile(
            "overlong-utf-8",
            RULE,
            "A letter in two bytes, which UTF-8 forbids.",
            overlong,
        ),
        hostile(
            "declared-latin-1",
            RULE,
            "The declaration says ISO-8859-1.",
            declared("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"),
        ),
        hostile(
            "declared-utf-7",
            RULE,
            "The declaration says UTF-7.",
            declared("<?xml version=\"1.0\" encoding=\"UTF-7\"?>"),
        ),
        hostile(
            "xml-1-1",
            RULE,
            "XML 1.1, which has other rules for line ends.",
            declared("<?xml version=\"1.1\" encoding=\"UTF-8\"?>"),
        ),
        hostile(
            "late-declaration",
            RULE,
            "The XML declaration is not at the start.",
            declared("\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
        ),
        hostile(
            "nul-character",
            RULE,
            "A NUL in the NameID.",
            once(good, USER, "alice@example.com\0"),
        ),
        hostile(
            "nul-reference",
            RULE,
            "A reference to NUL in the NameID.",
            once(good, USER, "alice@example.com&#0;"),
        ),
        hostile(
            "control-character",
            RULE,
            "A control character that XML forbids.",
            once(good, "Research", "Re\u{1}search"),
        ),
        hostile(
            "control-character-reference",
            RULE,
            "A reference to a control character that XML forbids.",
            once(good, "Research", "Re&#x1;search"),
        ),
        hostile(
            "surrogate-reference",
            RULE,
            "A reference to half a character.",
            once(good, "Research", "Re&#xD800;search"),
        ),
        hostile(
            "double-hyphen-in-comment",
            RULE,
            "Two hyphens inside a comment.",
            once(good, "<samlp:Status>", "<!-- a -- b --><samlp:Status>"),
        ),
        hostile(
            "cdata-end-in-text",
            RULE,
            "The end of a CDATA section outside of one.",
            once(good, "Research", "Re]]>search"),
        ),
        hostile(
            "cdata-outside-root",
            RULE,
            "A CDATA section after the root.",
            format!("{good}<![CDATA[ ]]>"),
        ),
        hostile(
            "not-xml",
            RULE,
            "An HTML page, as a proxy might answer.",
            "<!-- --><html><body>Sign in<br></body></html>",
        ),
    ]
}

fn namespaces(signer: &Signer<'_>, good: &str) -> Vec<Fixture> {
    const RULE: &str = "well-formed";
    let relative = Draft::new()
        .edit(
            "<saml:AttributeValue>Research",
            "<saml:AttributeValue><x:y xmlns:x=\"./relative\"></x:y>Research",
        )
        .sign_assertion(signer)
        .sign_response(signer)
        .finish();
    vec![
        hostile("undeclared-prefix", RULE, "An element with a prefix that nothing declares.", once(good, "<samlp:Status>", "<samlp:Status><x:y/>")),
        hostile("undeclared-attribute-prefix", RULE, "An attribute with a prefix that nothing declares.", once(good, "<samlp:Status>", "<samlp:Status x:y=\"1\">")),
        hostile("prefix-undeclared-again", RULE, "A prefix bound to nothing, which only XML 1.1 allows.", once(good, "<samlp:Status>", "<samlp:Status xmlns:x=\"\">")),
        hostile("xml-prefix-elsewhere", RULE, "The prefix xml bound to another namespace.", once(good, "<samlp:Status>", "<samlp:Status xmlns:xml=\"urn:example:evil\">")),
        hostile("xmlns-prefix-bound", RULE, "The prefix xmlns bound to a namespace.", once(good, "<samlp:Status>", "<samlp:Status xmlns:xmlns=\"urn:example:evil\">")),
        hostile("two-colons", RULE, "A name with two colons.", once(good, "<samlp:Status>", "<samlp:Status><samlp:x:y/>")),
        hostile("relative-namespace", RULE, "A namespace that is no absolute URI: canonicalisation is not defined.", relative)
            .documented("documented: Canonical XML 1.0, 1.3; the way into a void canonical form in 2025's attacks on ruby-saml"),
    ]
}
