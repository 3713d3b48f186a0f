//! What SAML and XML allow, and an IdP may send.

use super::draft::{
    ACS, ASSERTION, DS, Draft, EXCLUSIVE, Hash, IDP, REQUEST, RESPONSE, SP, Signer, TRANSFORMS,
    USER, between, once,
};
use super::fixture::{Fixture, friendly};
use super::keys::{Key, Keys};

/// An entity ID that is no URL, escaped as XML asks.
pub const FREE_TEXT_IDP: &str = "Widgets &amp; Sons, single sign-on";

const RSA_SHA384: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384";
const RSA_SHA512: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512";
const XS: &str = "http://www.w3.org/2001/XMLSchema";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Metadata with the certificate of `key` as a second one, as while a key is being changed.
pub fn with_a_second_certificate(metadata: &str, key: &Key) -> String {
    let first = between(metadata, "<md:KeyDescriptor", "</md:KeyDescriptor>").to_owned();
    let other = key.metadata(IDP);
    let second = between(&other, "<md:KeyDescriptor", "</md:KeyDescriptor>");
    once(metadata, &first, &format!("{first}{second}"))
}

/// All of them.
pub fn all(keys: &Keys) -> Vec<Fixture> {
    let mut fixtures = signatures(keys);
    fixtures.extend(text(keys));
    fixtures.extend(markup(keys));
    fixtures.extend(namespaces(keys));
    fixtures.extend(statements(keys));
    fixtures
}

fn signatures(keys: &Keys) -> Vec<Fixture> {
    let rsa = Signer::rsa(&keys.rsa);
    let ec = Signer::ec(&keys.ec);
    let assertion = |signer: &Signer<'_>| Draft::new().sign_assertion(signer).finish();
    let both = |signer: &Signer<'_>| Draft::new().sign_assertion(signer).sign_response(signer).finish();
    let unsigned = Draft::new().unsigned_assertion();
    let default = Draft::new().put_assertion_signature(&rsa.default_namespace_signature(ASSERTION, &unsigned));
    let wrapped = {
        let signed = Draft::new().sign_assertion(&wrapped_digest(&rsa, &unsigned)).finish();
        let value = between(&signed, "<ds:SignatureValue>", "</ds:SignatureValue>");
        let broken = once(value, &value[40..60], &format!("\n{}\n  ", &value[40..60]));
        once(&signed, value, &broken)
    };
    let prefixes = {
        let list = TRANSFORMS.replace(
            &format!("<ds:Transform Algorithm=\"{EXCLUSIVE}\"></ds:Transform>"),
            &format!(
                "<ds:Transform Algorithm=\"{EXCLUSIVE}\"><ec:InclusiveNamespaces xmlns:ec=\"{EXCLUSIVE}\" PrefixList=\"xs\"></ec:InclusiveNamespaces></ds:Transform>"
            ),
        );
        typed(Draft::new())
            .edit(
                "2.0:assertion\" ID=\"_assertion-1\"",
                &format!("2.0:assertion\" xmlns:xs=\"{XS}\" ID=\"{ASSERTION}\""),
            )
            .sign_assertion(&rsa.clone().transforms(&list))
    };
    vec![
        friendly("signed-assertion", "The Assertion is signed: JumpCloud's default.", assertion(&rsa))
            .documented("documented: JumpCloud, Sign Assertion"),
        friendly("signed-response", "The Response is signed.", Draft::new().sign_response(&rsa).finish())
            .documented("documented: JumpCloud, Sign Response"),
        friendly("signed-both", "Both are signed.", both(&rsa)).documented("documented: JumpCloud, Sign Response and Assertion"),
        friendly("ec-assertion", "The Assertion is signed with a P-256 key.", assertion(&ec)).with("metadata", "ec"),
        friendly("ec-both", "Both are signed with a P-256 key.", both(&ec)).with("metadata", "ec"),
        friendly("rsa-sha384", "Signature and digest with SHA-384.", both(&rsa.clone().method(RSA_SHA384, Hash::Sha384).digest(Hash::Sha384))),
        friendly("rsa-sha512", "Signature and digest with SHA-512.", both(&rsa.clone().method(RSA_SHA512, Hash::Sha512).digest(Hash::Sha512))),
        friendly("rsa-sha256-digest-sha512", "Signature and digest with different hashes.", both(&rsa.clone().digest(Hash::Sha512))),
        friendly("rotated-key", "The metadata has two certificates; the second one's key signed.", both(&rsa)).with("metadata", "rotated"),
        friendly("default-namespace-signature", "The Signature's elements have no prefix.", default.finish()),
        friendly("no-key-info", "The Signature has no KeyInfo.", both(&rsa.clone().key_info(""))),
        friendly("key-name", "KeyInfo names the key and brings no certificate.", assertion(&rsa.clone().key_info("<ds:KeyInfo><ds:KeyName>signing</ds:KeyName></ds:KeyInfo>"))),
        friendly("wrapped-base64", "DigestValue and SignatureValue are broken into lines.", wrapped),
        friendly("inclusive-prefix-list", "The canonicalisation keeps a namespace that only a value uses.", prefixes.finish()),
    ]
}

/// The digest in two lines: its white space is signed, and means nothing.
fn wrapped_digest<'a>(signer: &Signer<'a>, canonical: &str) -> Signer<'a> {
    let signature = signer.signature(ASSERTION, canonical);
    let value = between(&signature, "<ds:DigestValue>", "</ds:DigestValue>").to_owned();
    let middle = value.len() / 2;
    let broken = format!("{}\n{}", &value[..middle], &value[middle..]);
    signer.clone().edit(value, broken)
}

/// An attribute value with a type: a namespace prefix inside a value.
fn typed(draft: Draft) -> Draft {
    draft.edit(
        "<saml:AttributeValue>",
        &format!("<saml:AttributeValue xmlns:xsi=\"{XSI}\" xsi:type=\"xs:string\">"),
    )
}

fn text(keys: &Keys) -> Vec<Fixture> {
    let rsa = Signer::rsa(&keys.rsa);
    let both = |draft: Draft| draft.sign_assertion(&rsa).sign_response(&rsa);
    let name_id = format!(">{USER}</saml:NameID>");
    let value = |text: &str| both(Draft::new().edit(">Research<", &format!(">{text}<")));
    vec![
        friendly("cdata-name-id", "The NameID is a CDATA section: text like any other.",
            both(Draft::new()).edit(&name_id, "><![CDATA[alice@example.com]]></saml:NameID>").finish()),
        friendly("cdata-part-of-name-id", "Part of the NameID is a CDATA section.",
            both(Draft::new()).edit(&name_id, ">alice<![CDATA[@example]]>.com</saml:NameID>").finish()),
        friendly("cdata-audience-and-issuer", "Audience and Issuer are CDATA sections.",
            both(Draft::new())
                .edit(&format!(">{SP}<"), &format!("><![CDATA[{SP}]]><"))
                .edit_all(&format!(">{IDP}<"), &format!("><![CDATA[{IDP}]]><"))
                .finish()),
        friendly("character-references", "Characters are written as references in text and in attributes.",
            both(Draft::new())
                .edit(&name_id, ">alice&#64;example&#x2E;com</saml:NameID>")
                .edit("Name=\"department\"", "Name=\"depart&#109;ent\"")
                .finish()),
        friendly("carriage-return-reference", "A carriage return as a reference, in text and in an attribute, where it is not a line end.",
            both(Draft::new().edit(">Research<", ">Re&#xD;search<").edit("\"department\"", "\"depart&#xD;ment\"")).finish()),
        friendly("line-ends", "Lines end with carriage return and line feed: XML reads one line feed.",
            both(Draft::new()
                .edit("<saml:Subject>", "\n  <saml:Subject>\n    ")
                .edit(">Research<", ">Research\nand more<"))
                .edit_all("\n", "\r\n")
                .finish()),
        friendly("line-ends-in-cdata", "A line end of two characters in a CDATA section.",
            value("Research\nand more").edit("Research\nand more", "<![CDATA[Research\r\nand more]]>").finish()),
        friendly("lone-carriage-return", "Lines end with a carriage return alone.",
            value("Research\nand more").edit("Research\nand more", "Research\rand more").finish()),
        friendly("white-space-in-attribute", "A line end and a tab in an attribute: XML reads spaces.",
            both(Draft::new().edit("\"department\"", "\"the  department\"")).edit("\"the  department\"", "\"the\n\tdepartment\"").finish()),
        friendly("white-space-references-in-attribute", "A line end and a tab in an attribute, as references: they stay.",
            both(Draft::new().edit("\"department\"", "\"the&#xA;&#x9;department\"")).finish()),
        friendly("escaped-text", "Each of the five predefined references, and a quotation mark as itself.",
            value("&lt;&amp;&gt; \" '").edit("&lt;&amp;&gt; \" '", "&lt;&amp;&gt; &quot; &apos;").finish()),
        friendly("cdata-with-markup", "A CDATA section that holds what looks like an Assertion.",
            value("&lt;saml:Assertion&gt;&amp;amp;").edit("&lt;saml:Assertion&gt;&amp;amp;", "<![CDATA[<saml:Assertion>&amp;]]>").finish()),
        friendly("other-scripts", "Text of many scripts, composed and decomposed.",
            value("Größe, Gro\u{0308}ße, 営業, \u{1F512}, \u{202E}").finish()),
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

fn namespaces(keys: &Keys) -> Vec<Fixture> {
    let rsa = Signer::rsa(&keys.rsa);
    let both = |draft: Draft| draft.sign_assertion(&rsa).sign_response(&rsa);
    let assertion_namespace = " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"";
    let protocol_namespace = " xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"";
    vec![
        friendly("other-prefixes", "The prefixes that other IdPs use.",
            both(Draft::new()
                .edit_all("saml:", "saml2:")
                .edit_all("xmlns:saml=", "xmlns:saml2=")
                .edit_all("samlp:", "saml2p:")
                .edit_all("xmlns:samlp=", "xmlns:saml2p="))
            .finish()),
        friendly("default-namespaces", "No prefixes: the Response and the Assertion each set the default namespace.",
            both(Draft::new()
                .edit_all("<saml:", "<")
                .edit_all("</saml:", "</")
                .edit_all("xmlns:saml=", "xmlns=")
                .edit_all("<samlp:", "<")
                .edit_all("</samlp:", "</")
                .edit_all("xmlns:samlp=", "xmlns="))
            .finish()),
        friendly("namespaces-on-the-root", "All namespaces are declared on the Response.",
            both(Draft::new())
                .edit_all(assertion_namespace, "")
                .edit_all(&format!(" xmlns:ds=\"{DS}\""), "")
                .edit(protocol_namespace, &format!("{protocol_namespace}{assertion_namespace} xmlns:ds=\"{DS}\""))
                .finish()),
        friendly("unused-namespaces", "Namespaces that nothing uses are declared in the signed part.",
            both(Draft::new())
                .edit("<saml:Subject>", "<saml:Subject xmlns:unused=\"urn:example:unused\" xmlns=\"urn:example:default\">")
                .finish()),
        friendly("typed-attribute-value", "An attribute value with a type whose prefix is not signed.",
            both(typed(Draft::new()))
                .edit(protocol_namespace, &format!("{protocol_namespace} xmlns:xs=\"{XS}\""))
                .finish()),
    ]
}

fn statements(keys: &Keys) -> Vec<Fixture> {
    let rsa = Signer::rsa(&keys.rsa);
    let both = |draft: Draft| draft.sign_assertion(&rsa).sign_response(&rsa).finish();
    let unasked = || Draft::new().edit_all(&format!(" InResponseTo=\"{REQUEST}\""), "");
    let restriction = between(Draft::new().assertion(), "<saml:AudienceRestriction>", "</saml:AudienceRestriction>").to_owned();
    vec![
        friendly("idp-initiated", "No request is answered: nothing names one.",
            both(unasked())).with("request_id", ""),
        friendly("two-audiences", "One restriction with two audiences: either may be meant.",
            both(Draft::new().edit("<saml:AudienceRestriction>", "<saml:AudienceRestriction><saml:Audience>https://other.example.com</saml:Audience>"))),
        friendly("two-audience-restrictions", "Two restrictions: each holds the audience.",
            both(Draft::new().edit(&restriction, &format!("{restriction}{restriction}")))),
        friendly("free-text-entity-id", "The IdP's entity ID is no URL.",
            both(Draft::new().edit_all(IDP, FREE_TEXT_IDP))).with("metadata", "free-text")
            .documented("documented: JumpCloud, IdP Entity ID is free text"),
        friendly("fractional-seconds", "Times with fractions of a second, of several lengths.",
            both(Draft::new()
                .edit_all("12:00:00Z", "12:00:00.000Z")
                .edit("12:05:00Z", "12:05:00.5Z")
                .edit("11:55:00Z", "11:55:00.123456789Z")
                .edit("12:10:00Z", "12:10:00.1234567Z"))),
        friendly("no-not-before", "The Conditions have an end and no beginning.",
            both(Draft::new().without(" NotBefore=\"2026-03-01T11:55:00Z\""))),
        friendly("no-attributes", "No AttributeStatement.",
            {
                let draft = Draft::new();
                let statement = between(draft.assertion(), "<saml:AttributeStatement>", "</saml:AttributeStatement>").to_owned();
                both(draft.without(&statement))
            }),
        friendly("many-attributes", "Several attributes with several values, some empty.",
            both(Draft::new().edit(
                "<saml:AttributeStatement>",
                "<saml:AttributeStatement><saml:Attribute FriendlyName=\"Groups\" Name=\"memberOf\" NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:basic\">\
                 <saml:AttributeValue>All Staff</saml:AttributeValue><saml:AttributeValue></saml:AttributeValue></saml:Attribute>\
                 <saml:Attribute Name=\"empty\"></saml:Attribute>",
            ))),
        friendly("issuer-format", "The Issuers say that they are entity IDs.",
            both(Draft::new()
                .edit("<saml:Issuer>", "<saml:Issuer Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:entity\">")
                .edit("2.0:assertion\">https", "2.0:assertion\" Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:entity\">https"))),
        friendly("status-message", "The status carries a message.",
            both(Draft::new().edit("</samlp:Status>", "<samlp:StatusMessage>All is well</samlp:StatusMessage></samlp:Status>"))),
        friendly("extensions", "The Response carries an extension of another namespace.",
            both(Draft::new().edit("<samlp:Status>", "<samlp:Extensions><x:hint xmlns:x=\"urn:example:x\">none</x:hint></samlp:Extensions><samlp:Status>"))),
        friendly("one-time-use", "The Conditions ask for the Assertion to be used once.",
            both(Draft::new().edit("</saml:AudienceRestriction>", "</saml:AudienceRestriction><saml:OneTimeUse></saml:OneTimeUse>"))),
        friendly("client-address", "The confirmation names the browser's address.",
            both(Draft::new().edit("<saml:SubjectConfirmationData ", "<saml:SubjectConfirmationData Address=\"192.0.2.1\" "))),
        friendly("session-end", "The session has an end, still to come.",
            both(Draft::new().edit("SessionIndex=\"_session-1\"", "SessionIndex=\"_session-1\" SessionNotOnOrAfter=\"2026-03-01T20:00:00Z\""))),
        friendly("other-user", "Another user, with characters that addresses may hold.",
            both(Draft::new().edit(USER, "o'neil+mail@mail.example.co.uk"))).with("name_id", "o'neil+mail@mail.example.co.uk"),
        friendly("tile", "The Personal Portal's tile: its own ACS URL, and no request.",
            both(unasked()
                .edit_all(ACS, "https://eu-api.mimecast.com/login/sso/mpp")
                .edit(RESPONSE, "_response-2")))
            .with("request_id", "").with("acs", "https://eu-api.mimecast.com/login/sso/mpp"),
    ]
}
