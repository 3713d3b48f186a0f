//! Signatures of all kinds that are good enough, and namespaces in all manners.

use super::super::draft::{
    ASSERTION, DS, Draft, EXCLUSIVE, Hash, Signer, TRANSFORMS, between, once,
};
use super::super::fixture::{Fixture, friendly};
use super::super::keys::Keys;

const RSA_SHA384: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384";

const RSA_SHA512: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512";

const XS: &str = "http://www.w3.org/2001/XMLSchema";

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let mut fixtures = signatures(keys);
    fixtures.extend(namespaces(keys));
    fixtures
}

fn signatures(keys: &Keys) -> Vec<Fixture> {
    let rsa = Signer::rsa(&keys.rsa);
    let ec = Signer::ec(&keys.ec);
    let assertion = |signer: &Signer<'_>| Draft::new().sign_assertion(signer).finish();
    let both = |signer: &Signer<'_>| {
        Draft::new()
            .sign_assertion(signer)
            .sign_response(signer)
            .finish()
    };
    let unsigned = Draft::new().unsigned_assertion();
    let default = Draft::new()
        .put_assertion_signature(&rsa.default_namespace_signature(ASSERTION, &unsigned));
    let wrapped = {
        let signed = Draft::new()
            .sign_assertion(&wrapped_digest(&rsa, &unsigned))
            .finish();
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
        friendly(
            "signed-assertion",
            "The Assertion is signed: JumpCloud's default.",
            assertion(&rsa),
        )
        .documented("documented: JumpCloud, Sign Assertion"),
        friendly(
            "signed-response",
            "The Response is signed.",
            Draft::new().sign_response(&rsa).finish(),
        )
        .documented("documented: JumpCloud, Sign Response"),
        friendly("signed-both", "Both are signed.", both(&rsa))
            .documented("documented: JumpCloud, Sign Response and Assertion"),
        friendly(
            "ec-assertion",
            "The Assertion is signed with a P-256 key.",
            assertion(&ec),
        )
        .with("metadata", "ec"),
        friendly("ec-both", "Both are signed with a P-256 key.", both(&ec)).with("metadata", "ec"),
        friendly(
            "rsa-sha384",
            "Signature and digest with SHA-384.",
            both(
                &rsa.clone()
                    .method(RSA_SHA384, Hash::Sha384)
                    .digest(Hash::Sha384),
            ),
        ),
        friendly(
            "rsa-sha512",
            "Signature and digest with SHA-512.",
            both(
                &rsa.clone()
                    .method(RSA_SHA512, Hash::Sha512)
                    .digest(Hash::Sha512),
            ),
        ),
        friendly(
            "rsa-sha256-digest-sha512",
            "Signature and digest with different hashes.",
            both(&rsa.clone().digest(Hash::Sha512)),
        ),
        friendly(
            "rotated-key",
            "The metadata has two certificates; the second one's key signed.",
            both(&rsa),
        )
        .with("metadata", "rotated"),
        friendly(
            "default-namespace-signature",
            "The Signature's elements have no prefix.",
            default.finish(),
        ),
        friendly(
            "no-key-info",
            "The Signature has no KeyInfo.",
            both(&rsa.clone().key_info("")),
        ),
        friendly(
            "key-name",
            "KeyInfo names the key and brings no certificate.",
            assertion(
                &rsa.clone()
                    .key_info("<ds:KeyInfo><ds:KeyName>signing</ds:KeyName></ds:KeyInfo>"),
            ),
        ),
        friendly(
            "wrapped-base64",
            "DigestValue and SignatureValue are broken into lines.",
            wrapped,
        ),
        friendly(
            "inclusive-prefix-list",
            "The canonicalisation keeps a namespace that only a value uses.",
            prefixes.finish(),
        ),
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
