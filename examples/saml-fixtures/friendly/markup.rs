//! Text and markup that XML reads as the same.

use super::super::draft::{ASSERTION, Draft, IDP, SP, Signer, USER};
use super::super::fixture::{Fixture, friendly};
use super::super::keys::Keys;

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let mut fixtures = text(keys);
    fixtures.extend(markup(keys));
    fixtures
}

fn text(keys: &Keys) -> Vec<Fixture> {
    let rsa = Signer::rsa(&keys.rsa);
    let both = |draft: Draft| draft.sign_assertion(&rsa).sign_response(&rsa);
    let name_id = format!(">{USER}</saml:NameID>");
    let value = |text: &str| both(Draft::new().edit(">Research<", &format!(">{text}<")));
    vec![
        friendly(
            "cdata-name-id",
            "The NameID is a CDATA section: text like any other.",
            both(Draft::new())
                .edit(&name_id, "><![CDATA[alice@example.com]]></saml:NameID>")
                .finish(),
        ),
        friendly(
            "cdata-part-of-name-id",
            "Part of the NameID is a CDATA section.",
            both(Draft::new())
                .edit(&name_id, ">alice<![CDATA[@example]]>.com</saml:NameID>")
                .finish(),
        ),
        friendly(
            "cdata-audience-and-issuer",
            "Audience and Issuer are CDATA sections.",
            both(Draft::new())
                .edit(&format!(">{SP}<"), &format!("><![CDATA[{SP}]]><"))
                .edit_all(&format!(">{IDP}<"), &format!("><![CDATA[{IDP}]]><"))
                .finish(),
        ),
        friendly(
            "character-references",
            "Characters are written as references in text and in attributes.",
            both(Draft::new())
                .edit(&name_id, ">alice&#64;example&#x2E;com</saml:NameID>")
                .edit("Name=\"department\"", "Name=\"depart&#109;ent\"")
                .finish(),
        ),
        friendly(
            "carriage-return-reference",
            "A carriage return as a reference, in text and in an attribute, where it is not a line end.",
            both(
                Draft::new()
                    .edit(">Research<", ">Re&#xD;search<")
                    .edit("\"department\"", "\"depart&#xD;ment\""),
            )
            .finish(),
        ),
        friendly(
            "line-ends",
            "Lines end with carriage return and line feed: XML reads one line feed.",
            both(
                Draft::new()
                    .edit("<saml:Subject>", "\n  <saml:Subject>\n    ")
                    .edit(">Research<", ">Research\nand more<"),
            )
            .edit_all("\n", "\r\n")
            .finish(),
        ),
        friendly(
            "line-ends-in-cdata",
            "A line end of two characters in a CDATA section.",
            value("Research\nand more")
                .edit("Research\nand more", "<![CDATA[Research\r\nand more]]>")
                .finish(),
        ),
        friendly(
            "lone-carriage-return",
            "Lines end with a carriage return alone.",
            value("Research\nand more")
                .edit("Research\nand more", "Research\rand more")
                .finish(),
        ),
        friendly(
            "white-space-in-attribute",
            "A line end and a tab in an attribute: XML reads spaces.",
            both(Draft::new().edit("\"department\"", "\"the  department\""))
                .edit("\"the  department\"", "\"the\n\tdepartment\"")
                .finish(),
        ),
        friendly(
            "white-space-references-in-attribute",
            "A line end and a tab in an attribute, as references: they stay.",
            both(Draft::new().edit("\"department\"", "\"the&#xA;&#x9;department\"")).finish(),
        ),
        friendly(
            "escaped-text",
            "Each of the five predefined references, and a quotation mark as itself.",
            value("&lt;&amp;&gt; \" '")
                .edit("&lt;&amp;&gt; \" '", "&lt;&amp;&gt; &quot; &apos;")
                .finish(),
        ),
        friendly(
            "cdata-with-markup",
            "A CDATA section that holds what looks like an Assertion.",
            value("&lt;saml:Assertion&gt;&amp;amp;")
                .edit(
                    "&lt;saml:Assertion&gt;&amp;amp;",
                    "<![CDATA[<saml:Assertion>&amp;]]>",
                )
                .finish(),
        ),
        friendly(
            "other-scripts",
            "Text of many scripts, composed and decomposed.",
            value("Größe, Gro\u{0308}ße, 営業, \u{1F512}, \u{202E}").finish(),
        ),
    ]
}

fn markup(keys: &Keys) -> Vec<Fixture> {
    let rsa = Signer::rsa(&keys.rsa);
    let signed = || Draft::new().sign_assertion(&rsa).sign_response(&rsa);
    vec![
        friendly("xml-declaration", "An XML declaration and line ends around the root.",
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n{}\n", signed().finish())),
        friendly("byte-order-mark", "A byte order mark before everything.", format!("\u{feff}{}", signed().finish())),
        friendly("comments", "Comments outside of every text that is checked, some inside the signed part.",
            format!(
                "<!-- before -->{}<!-- after -->",
                signed()
                    .edit("<saml:Subject>", "<!-- one --><saml:Subject><!-- two -->")
                    .edit("<samlp:Status>", "<samlp:Status><!-- three -->")
                    .edit("<saml:AudienceRestriction>", "<!-- four --><saml:AudienceRestriction><!-- five -->")
                    .finish()
            )),
        friendly("empty-element-tags", "Elements without content are written as one tag.",
            signed()
                .edit_all("></ds:Transform>", "/>")
                .edit_all("></ds:DigestMethod>", " />")
                .edit("></samlp:StatusCode>", "/>")
                .edit("></saml:SubjectConfirmationData>", "\n/>")
                .finish()),
        friendly("attribute-order-and-quotes", "Attributes in another order, in apostrophes, with white space around.",
            signed()
                .edit(
                    &format!("ID=\"{ASSERTION}\" IssueInstant=\"2026-03-01T12:00:00Z\" Version=\"2.0\">"),
                    &format!("Version = '2.0'\n IssueInstant=\"2026-03-01T12:00:00Z\"  ID='{ASSERTION}' >"),
                )
                .edit("</samlp:Status>", "</samlp:Status >")
                .finish()),
    ]
}
