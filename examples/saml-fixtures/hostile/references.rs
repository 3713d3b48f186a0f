//! References that mean something else than the element they stand in, and transforms that change
//! what is digested.

use super::super::draft::{
    ASSERTION, Draft, EVIL, EXCLUSIVE, RESPONSE, Signer, TRANSFORMS, USER, once,
};
use super::super::fixture::{Fixture, hostile};
use super::super::keys::Keys;

const ENVELOPED: &str = "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform>";
const CANONICAL: &str =
    "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform>";

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let signer = Signer::rsa(&keys.rsa);
    let mut fixtures = references(&signer);
    fixtures.extend(transforms(&signer));
    fixtures.extend(canonicalisations(&signer));
    fixtures
}

fn references(signer: &Signer<'_>) -> Vec<Fixture> {
    const RULE: &str = "signature-reference";
    let uri = format!(" URI=\"#{ASSERTION}\"");
    let with_uri = |to: &str| {
        Draft::new()
            .sign_assertion(&signer.clone().edit(&uri, to))
            .finish()
    };
    let whole = Draft::new().finish();
    let response_uri = format!(" URI=\"#{RESPONSE}\"");
    let response_with = |to: &str| {
        Draft::new()
            .sign_response(&signer.clone().edit(&response_uri, to))
            .finish()
    };
    // Something else that the IdP signed, in a document that holds one Assertion only.
    let logout = "<samlp:LogoutResponse xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_logout-1\" IssueInstant=\"2026-03-01T12:00:00Z\" Version=\"2.0\"></samlp:LogoutResponse>";
    let logout_signature = signer.signature("_logout-1", logout);
    let extensions = format!("<samlp:Extensions>{logout}</samlp:Extensions><samlp:Status>");
    let entity = "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" ID=\"_metadata-1\" entityID=\"x\"></md:EntityDescriptor>";
    let entity_signature = signer.signature("_metadata-1", entity);
    let status = "<samlp:Status xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_status-1\"><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"></samlp:StatusCode></samlp:Status>";
    vec![
        hostile("empty-uri", RULE, "The Response's reference is empty: the whole document, which XML signatures allow and SAML does not.", response_with(" URI=\"\"")),
        hostile("empty-uri-in-assertion", RULE, "The Assertion's reference is empty: the whole document.",
            Draft::new().sign_assertion(&signer.clone().digest_of(&whole).edit(&uri, " URI=\"\"")).finish()),
        hostile("no-uri", RULE, "The reference has no URI.", with_uri("")),
        hostile("xpointer-root", RULE, "The reference is an XPointer to the document.", response_with(" URI=\"#xpointer(/)\"")),
        hostile("xpointer-id", RULE, "The reference is an XPointer to the Assertion.", with_uri(&format!(" URI=\"#xpointer(id('{ASSERTION}'))\""))),
        hostile("external-file", RULE, "The reference is a file.", with_uri(" URI=\"file:///etc/hostname\"")),
        hostile("external-address", RULE, "The reference is an address on the network.", with_uri(" URI=\"http://127.0.0.1:9/assertion.xml\"")),
        hostile("uri-without-hash", RULE, "The reference is the ID without its hash.", with_uri(&format!(" URI=\"{ASSERTION}\""))),
        hostile("uri-with-white-space", RULE, "The reference has white space around.", with_uri(&format!(" URI=\" #{ASSERTION} \""))),
        hostile("uri-percent-encoded", RULE, "The reference writes a character as %5F.", with_uri(" URI=\"#%5Fassertion-1\"")),
        hostile("uri-in-other-case", RULE, "The reference has another case than the ID.", with_uri(" URI=\"#_ASSERTION-1\"")),
        hostile("dangling-uri", RULE, "The reference names nothing.", with_uri(" URI=\"#_nothing\"")),
        hostile("assertion-refers-to-response", RULE, "The Signature in the Assertion is over the Response.",
            Draft::new().put_assertion_signature(&signer.signature(RESPONSE, &whole)).finish()),
        hostile("response-refers-to-assertion", RULE, "The Signature in the Response is over the Assertion.",
            Draft::new().put_response_signature(&signer.signature(ASSERTION, &Draft::new().unsigned_assertion())).finish())
            .documented("documented: allowed by XML signatures, forbidden by SAML core 2.0, 5.4.2"),
        hostile("no-duplicate-logout-response", RULE, "One forged Assertion; the Signature is valid, over a LogoutResponse in Extensions.",
            Draft::new().edit(USER, EVIL).edit("<samlp:Status>", &extensions).put_assertion_signature(&logout_signature).finish()),
        hostile("no-duplicate-logout-response-in-response", RULE, "The same with the Signature in the Response.",
            Draft::new().edit(USER, EVIL).edit("<samlp:Status>", &extensions).put_response_signature(&logout_signature).finish()),
        hostile("no-duplicate-metadata", RULE, "One forged Assertion; the Signature is valid, over metadata in StatusDetail.",
            Draft::new().edit(USER, EVIL)
                .edit("</samlp:Status>", &format!("<samlp:StatusDetail>{entity}</samlp:StatusDetail></samlp:Status>"))
                .put_assertion_signature(&entity_signature).finish())
            .documented("documented: the step in 2025's attacks on ruby-saml that takes a signature from the IdP's metadata"),
        hostile("only-status-signed", RULE, "The Signature is over the Status alone.",
            Draft::new().edit(USER, EVIL)
                .edit("<samlp:Status>", "<samlp:Status ID=\"_status-1\">")
                .put_response_signature(&signer.signature("_status-1", status)).finish()),
        hostile("one-signature-of-two-wanders", RULE, "The Assertion's Signature is right; the Response's is over the Assertion too.",
            {
                let draft = Draft::new().edit("IssueInstant=\"2026-03-01T12:00:00Z\" Version=\"2.0\"><saml:Issuer xmlns", "IssueInstant=\"2026-03-01T12:00:10Z\" Version=\"2.0\"><saml:Issuer xmlns");
                let over = signer.signature(ASSERTION, &draft.unsigned_assertion());
                draft.sign_assertion(signer).put_response_signature(&over).finish()
            }),
    ]
}

fn transforms(signer: &Signer<'_>) -> Vec<Fixture> {
    const RULE: &str = "signature-transforms";
    let transform = |algorithm: &str, content: &str| {
        format!("<ds:Transform Algorithm=\"{algorithm}\">{content}</ds:Transform>")
    };
    let forged = || Draft::new().edit(USER, EVIL);
    let bare = forged().unsigned_assertion();
    let xpath = |expression: &str| {
        transform(
            "http://www.w3.org/TR/1999/REC-xpath-19991116",
            &format!("<ds:XPath>{expression}</ds:XPath>"),
        )
    };
    let xslt = "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\"><xsl:template match=\"/\"><x></x></xsl:template></xsl:stylesheet>";
    let sign = |draft: Draft, list: String, digested: &str| {
        draft
            .sign_assertion(&signer.clone().transforms(&list).digest_of(digested))
            .finish()
    };
    let without_user = once(&bare, EVIL, "");
    let inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    let in_context = bare.replacen(
        "xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"",
        "xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"",
        1,
    );
    vec![
        hostile(
            "xpath-hides-name-id",
            RULE,
            "An XPath transform leaves the NameID's text out of what is digested.",
            sign(
                forged(),
                format!(
                    "{ENVELOPED}{}{CANONICAL}",
                    xpath("not(self::text()[parent::saml:NameID])")
                ),
                &without_user,
            ),
        ),
        hostile(
            "xpath-hides-all",
            RULE,
            "An XPath transform leaves everything out.",
            sign(
                forged(),
                format!("{ENVELOPED}{}{CANONICAL}", xpath("false()")),
                "",
            ),
        ),
        hostile(
            "xpath-enveloped",
            RULE,
            "An XPath transform that does what enveloped-signature does.",
            sign(
                forged(),
                format!(
                    "{}{CANONICAL}",
                    xpath("not(ancestor-or-self::ds:Signature)")
                ),
                &bare,
            ),
        ),
        hostile(
            "xpath-filter-2",
            RULE,
            "An XPath filter that takes the NameID out.",
            sign(
                forged(),
                format!(
                    "{ENVELOPED}{}{CANONICAL}",
                    transform(
                        "http://www.w3.org/2002/06/xmldsig-filter2",
                        "<dsig-xpath:XPath xmlns:dsig-xpath=\"http://www.w3.org/2002/06/xmldsig-filter2\" Filter=\"subtract\">//saml:NameID/text()</dsig-xpath:XPath>",
                    )
                ),
                &without_user,
            ),
        ),
        hostile(
            "xslt",
            RULE,
            "An XSLT transform that gives the same for every Assertion.",
            sign(
                forged(),
                format!(
                    "{ENVELOPED}{}{CANONICAL}",
                    transform("http://www.w3.org/TR/1999/REC-xslt-19991116", xslt)
                ),
                "<x></x>",
            ),
        )
        .documented("documented: XML Signature Best Practices, 2.1.2"),
        hostile(
            "base64-transform",
            RULE,
            "A base64 transform, which digests decoded text only.",
            sign(
                forged(),
                format!(
                    "{ENVELOPED}{}",
                    transform("http://www.w3.org/2000/09/xmldsig#base64", "")
                ),
                "",
            ),
        ),
        hostile(
            "inclusive-c14n",
            RULE,
            "Inclusive canonicalisation.",
            sign(
                forged(),
                format!("{ENVELOPED}{}", transform(inclusive, "")),
                &in_context,
            ),
        ),
        hostile(
            "inclusive-c14n-1-1",
            RULE,
            "Inclusive canonicalisation 1.1.",
            sign(
                forged(),
                format!(
                    "{ENVELOPED}{}",
                    transform("http://www.w3.org/2006/12/xml-c14n11", "")
                ),
                &in_context,
            ),
        ),
        hostile(
            "exclusive-c14n-with-comments",
            RULE,
            "Exclusive canonicalisation that keeps comments.",
            sign(
                forged(),
                format!(
                    "{ENVELOPED}{}",
                    transform("http://www.w3.org/2001/10/xml-exc-c14n#WithComments", "")
                ),
                &bare,
            ),
        ),
        hostile(
            "unknown-transform",
            RULE,
            "A transform that nobody knows.",
            sign(
                forged(),
                format!(
                    "{ENVELOPED}{CANONICAL}{}",
                    transform("urn:example:evil", "")
                ),
                &bare,
            ),
        ),
        hostile(
            "transform-without-algorithm",
            RULE,
            "A transform that does not say which.",
            sign(
                forged(),
                format!("{ENVELOPED}{CANONICAL}<ds:Transform></ds:Transform>"),
                &bare,
            ),
        ),
        hostile(
            "no-transform-in-transforms",
            RULE,
            "Transforms without any.",
            sign(forged(), String::new(), &bare),
        ),
        hostile(
            "only-enveloped",
            RULE,
            "Only enveloped-signature: canonicalisation is then inclusive.",
            sign(forged(), ENVELOPED.to_owned(), &in_context),
        ),
        hostile(
            "only-canonicalisation",
            RULE,
            "Only canonicalisation: the digest would hold itself.",
            sign(forged(), CANONICAL.to_owned(), &bare),
        ),
        hostile(
            "canonicalisation-first",
            RULE,
            "The two transforms in the other order.",
            sign(forged(), format!("{CANONICAL}{ENVELOPED}"), &bare),
        ),
        hostile(
            "three-transforms",
            RULE,
            "Exclusive canonicalisation twice.",
            sign(forged(), format!("{TRANSFORMS}{CANONICAL}"), &bare),
        ),
        hostile(
            "enveloped-twice",
            RULE,
            "Enveloped-signature twice.",
            sign(forged(), format!("{ENVELOPED}{TRANSFORMS}"), &bare),
        ),
        hostile(
            "element-in-enveloped",
            RULE,
            "The enveloped-signature transform holds an XPath.",
            sign(
                forged(),
                format!(
                    "{}{CANONICAL}",
                    ENVELOPED.replace("></ds:", "><ds:XPath>self::text()</ds:XPath></ds:")
                ),
                &bare,
            ),
        ),
        hostile(
            "element-in-canonicalisation",
            RULE,
            "The canonicalisation holds an XPath.",
            sign(
                forged(),
                format!(
                    "{ENVELOPED}{}",
                    CANONICAL.replace("></ds:", "><ds:XPath>self::text()</ds:XPath></ds:")
                ),
                &bare,
            ),
        ),
        hostile(
            "foreign-transform",
            RULE,
            "A Transform of another namespace.",
            sign(
                forged(),
                format!(
                    "<x:Transform xmlns:x=\"urn:example:x\" Algorithm=\"{EXCLUSIVE}\"></x:Transform>{TRANSFORMS}"
                ),
                &bare,
            ),
        ),
    ]
}

fn canonicalisations(signer: &Signer<'_>) -> Vec<Fixture> {
    const RULE: &str = "signature-transforms";
    let algorithm = |to: &str| format!("<ds:CanonicalizationMethod Algorithm=\"{to}\">");
    let inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    let sign = |signer: Signer<'_>| Draft::new().sign_assertion(&signer).finish();
    let in_context = "<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\">";
    vec![
        hostile(
            "signed-info-inclusive-c14n",
            RULE,
            "The SignedInfo is canonicalised inclusively.",
            sign(
                signer
                    .clone()
                    .edit(algorithm(EXCLUSIVE), algorithm(inclusive))
                    .canonical_open(in_context),
            ),
        ),
        hostile(
            "signed-info-with-comments",
            RULE,
            "The SignedInfo is canonicalised with comments.",
            sign(signer.clone().edit(
                algorithm(EXCLUSIVE),
                algorithm("http://www.w3.org/2001/10/xml-exc-c14n#WithComments"),
            )),
        ),
        hostile(
            "signed-info-unknown-c14n",
            RULE,
            "The SignedInfo is canonicalised in a way that nobody knows.",
            sign(
                signer
                    .clone()
                    .edit(algorithm(EXCLUSIVE), algorithm("urn:example:evil")),
            ),
        ),
    ]
}
