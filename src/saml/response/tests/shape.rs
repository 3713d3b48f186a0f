//! Signatures of every shape but the right one.

use super::*;
use crate::saml::signature::{ENVELOPED, EXCLUSIVE_C14N, SHA256};

/// The signed Response with `from` replaced by `to`, and the one rule that says no.
#[test]
fn a_signature_of_another_shape_breaks_its_rule() {
    const MORE: &str = "http://www.w3.org/2001/04/xmldsig-more";
    let reference = "<ds:Reference URI=\"#_a\"";
    let sha1 = "http://www.w3.org/2000/09/xmldsig#sha1";
    let object = "<ds:Object xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>";
    let copy = |part: &str| {
        let signed = IDP.sign(&unsigned(), "_a");
        let from = signed.find(&format!("<ds:{part}")).unwrap();
        let end = format!("</ds:{part}>");
        let to = signed.find(&end).unwrap() + end.len();
        signed[from..to].to_owned()
    };
    let before = |part: &str, what: &str| (format!("<ds:{part}"), format!("{what}<ds:{part}"));
    let after = |part: &str, what: &str| (format!("</ds:{part}>"), format!("</ds:{part}>{what}"));
    let change = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    let comment = "<!-- -->";
    let method = format!("<ds:DigestMethod Algorithm=\"{SHA256}\"/>");
    for ((from, to), rule) in [
        (
            change("<ds:SignedInfo>", "<ds:SignedInfo><ds:Reference/>"),
            "signature-structure",
        ),
        (
            before("SignedInfo>", &copy("SignedInfo")),
            "signature-structure",
        ),
        (
            after("SignedInfo", &copy("SignedInfo")),
            "signature-structure",
        ),
        (
            after("SignatureValue", &copy("SignatureValue")),
            "signature-structure",
        ),
        (after("KeyInfo", &copy("KeyInfo")), "signature-structure"),
        (after("KeyInfo", object), "signature-structure"),
        (after("SignedInfo", "text"), "signature-structure"),
        (
            after("Reference", "<![CDATA[text]]>"),
            "signature-structure",
        ),
        (after("Transforms", "text"), "signature-structure"),
        (before("KeyInfo", object), "signature-structure"),
        (
            after("Reference", &copy("Reference")),
            "signature-structure",
        ),
        (
            after("DigestValue", &copy("DigestValue")),
            "signature-structure",
        ),
        (
            after("Transforms", &copy("Transforms")),
            "signature-structure",
        ),
        (
            (
                format!("{method}{}", copy("DigestValue")),
                format!("{}{method}", copy("DigestValue")),
            ),
            "signature-structure",
        ),
        (
            change("ds:SignatureValue", "ds:SignatureValues"),
            "signature-structure",
        ),
        (
            change("ds:DigestValue>", "ds:DigestText>"),
            "signature-structure",
        ),
        (
            change("<ds:DigestValue>", &format!("<ds:DigestValue>{comment}")),
            "signature-structure",
        ),
        (
            change("<ds:DigestValue>", "<ds:DigestValue><b/>"),
            "signature-structure",
        ),
        (
            change("<ds:SignatureValue>", "<ds:SignatureValue><b/>"),
            "signature-structure",
        ),
        (
            change(
                "ecdsa-sha256\"/>",
                "ecdsa-sha256\"><ds:HMACOutputLength/></ds:SignatureMethod>",
            ),
            "signature-structure",
        ),
        (
            change(
                "xmlenc#sha256\"/>",
                "xmlenc#sha256\"><b/></ds:DigestMethod>",
            ),
            "signature-structure",
        ),
        (
            change(
                reference,
                "<ds:Reference xmlns:e=\"urn:e\" e:URI=\"#_r\" URI=\"#_a\"",
            ),
            "signature-structure",
        ),
        (
            after("Signature", &copy("Signature")),
            "signature-structure",
        ),
        (
            change(
                "<samlp:Status>",
                &format!(
                    "<samlp:Extensions>{}</samlp:Extensions><samlp:Status>",
                    copy("Signature")
                ),
            ),
            "signature-structure",
        ),
        (
            change(reference, "<ds:Reference URI=\"\""),
            "signature-reference",
        ),
        (change(reference, "<ds:Reference"), "signature-reference"),
        (
            change(reference, "<ds:Reference URI=\"_a\""),
            "signature-reference",
        ),
        (
            change(reference, "<ds:Reference URI=\"#_r\""),
            "signature-reference",
        ),
        (
            change(reference, "<ds:Reference URI=\"#xpointer(id('_a'))\""),
            "signature-reference",
        ),
        (
            change(
                "<ds:Transforms>",
                &format!("<ds:Transforms><ds:Transform Algorithm=\"{ENVELOPED}\"/>"),
            ),
            "signature-transforms",
        ),
        (
            change(&format!("<ds:Transform Algorithm=\"{ENVELOPED}\"/>"), ""),
            "signature-transforms",
        ),
        (
            change(ENVELOPED, "http://www.w3.org/TR/1999/REC-xpath-19991116"),
            "signature-transforms",
        ),
        (change(ENVELOPED, EXCLUSIVE_C14N), "signature-transforms"),
        (
            change(
                &format!("{ENVELOPED}\"/>"),
                &format!("{ENVELOPED}\"><b/></ds:Transform>"),
            ),
            "signature-transforms",
        ),
        (
            change("<ds:Transform ", "<ds:Transformation "),
            "signature-transforms",
        ),
        (
            change(
                &format!("Transform Algorithm=\"{EXCLUSIVE_C14N}\""),
                &format!("Transform Algorithm=\"{EXCLUSIVE_C14N}WithComments\""),
            ),
            "signature-transforms",
        ),
        (
            change(
                &format!("Method Algorithm=\"{EXCLUSIVE_C14N}\""),
                "Method Algorithm=\"http://www.w3.org/2006/12/xml-c14n11\"",
            ),
            "signature-transforms",
        ),
        (
            change(
                &format!("Method Algorithm=\"{EXCLUSIVE_C14N}\"/>"),
                &format!("Method Algorithm=\"{EXCLUSIVE_C14N}\"><b/></ds:CanonicalizationMethod>"),
            ),
            "signature-transforms",
        ),
        (
            change(
                &format!("Transform Algorithm=\"{EXCLUSIVE_C14N}\"/>"),
                &format!(
                    "Transform Algorithm=\"{EXCLUSIVE_C14N}\">{0}{0}</ds:Transform>",
                    format_args!(
                        "<i:InclusiveNamespaces xmlns:i=\"{EXCLUSIVE_C14N}\" PrefixList=\"\"/>"
                    )
                ),
            ),
            "signature-transforms",
        ),
        (
            change(
                &format!("{MORE}#ecdsa-sha256"),
                "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
            ),
            "signature-algorithm",
        ),
        (
            change(
                &format!("{MORE}#ecdsa-sha256"),
                &format!("{MORE}#hmac-sha256"),
            ),
            "signature-algorithm",
        ),
        (
            change("http://www.w3.org/2001/04/xmlenc#sha256", sha1),
            "signature-algorithm",
        ),
        (
            change("http://www.w3.org/2001/04/xmlenc#sha256", ""),
            "signature-algorithm",
        ),
        (change("ID=\"_r\"", "ID=\"_a\""), "unique-ids"),
        (
            change("<samlp:Status>", "<samlp:Status Id=\"_r\">"),
            "unique-ids",
        ),
        (
            change("<samlp:Status>", "<samlp:Status xml:id=\"_r\">"),
            "unique-ids",
        ),
        (
            change("<samlp:Status>", "<samlp:Status AssertionID=\"_r\">"),
            "unique-ids",
        ),
        (change("samlp:Response", "saml:Response"), "response"),
        (
            change("ID=\"_r\" Version=\"2.0\"", "ID=\"_r\" Version=\"1.1\""),
            "response",
        ),
        (change("ID=\"_r\" Version=\"2.0\"", "ID=\"_r\""), "response"),
        (change("ID=\"_r\"", "ID=\"\""), "response"),
        (change("ID=\"_r\"", "id=\"_r\""), "response"),
        (
            change("<samlp:Status>", "<samlp:Status><saml:Assertion/>"),
            "one-assertion",
        ),
        (
            change(
                "<samlp:Status>",
                "<samlp:Status><assertion xmlns=\"urn:x\"/>",
            ),
            "one-assertion",
        ),
        (
            change("<samlp:Status>", "<samlp:Status><saml:EncryptedAssertion/>"),
            "one-assertion",
        ),
        (
            change(
                "<samlp:Status>",
                "<samlp:Status><Response xmlns=\"urn:x\"/>",
            ),
            "one-assertion",
        ),
        (
            change("<saml:Assertion ", "<saml:Assertion xmlns:saml=\"urn:x\" "),
            "one-assertion",
        ),
        (change("ada@widgets", "eve@widgets"), "signature"),
        (
            change("SessionIndex=\"_s\"", "SessionIndex=\"_t\""),
            "signature",
        ),
        (
            change("<ds:DigestValue>", "<ds:DigestValue>AAAA"),
            "signature",
        ),
        (
            change("<ds:SignatureValue>", "<ds:SignatureValue>AAAA"),
            "signature",
        ),
    ] {
        let signed = IDP.sign(&unsigned(), "_a");
        let changed = signed.replace(&from, &to);
        assert_ne!(signed, changed, "{from}");
        let verdict = check(changed.as_bytes(), &IDP.expected(None));
        assert_eq!(
            failed(&verdict),
            [rule],
            "{from} -> {to}: {:#?}",
            verdict.checks
        );
        assert!(!verdict.accepted());
    }
    let bare = check(unsigned().as_bytes(), &IDP.expected(None));
    assert_eq!(failed(&bare), ["signature-present"]);
    let moved = IDP
        .sign(&unsigned(), "_a")
        .replace("<saml:Assertion ", "<samlp:Extensions><saml:Assertion ");
    let moved = moved.replace("</saml:Assertion>", "</saml:Assertion></samlp:Extensions>");
    assert_eq!(
        failed(&check(moved.as_bytes(), &IDP.expected(None))),
        ["one-assertion"]
    );
}

#[test]
fn a_list_of_inclusive_prefixes_is_legal() {
    let prefixes = format!("<i:InclusiveNamespaces xmlns:i=\"{EXCLUSIVE_C14N}\" PrefixList=\"\"/>");
    let method = format!("Method Algorithm=\"{EXCLUSIVE_C14N}\"");
    let signed = IDP.sign(&unsigned(), "_a");
    let changed = signed.replace(
        &format!("{method}/>"),
        &format!("{method}>{prefixes}</ds:CanonicalizationMethod>"),
    );
    assert_ne!(signed, changed);
    // Only the signature itself is no longer right.
    assert_eq!(
        failed(&check(changed.as_bytes(), &IDP.expected(None))),
        ["signature"]
    );
}
