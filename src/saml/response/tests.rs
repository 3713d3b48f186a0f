mod shape;
mod times;
mod told;

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::check::Status;
use crate::saml::metadata::{Endpoint, IdpMetadata, POST_BINDING};
use crate::saml::signature::{SigningKey, sign};
use crate::saml::time::parse as parse_time;

const ACS: &str = "https://eu-api.mimecast.com/login/saml";
const AUDIENCE: &str = "eu-api.mimecast.com.CUK1A1";
const ISSUER: &str = "JumpCloud, free text";

/// A key, made once: what is signed with it is the same kind of document every time.
struct Idp {
    key: SigningKey,
    metadata: IdpMetadata,
}

static IDP: LazyLock<Idp> = LazyLock::new(idp);

fn idp() -> Idp {
    let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).unwrap();
    let mut params = rcgen::CertificateParams::default();
    params.not_before = parse_time("2026-01-01T00:00:00Z").unwrap();
    params.not_after = parse_time("2031-01-01T00:00:00Z").unwrap();
    let certificate = Certificate::from_der(params.self_signed(&pair).unwrap().der()).unwrap();
    Idp {
        key: SigningKey::from_pem(&pair.serialize_pem()).unwrap(),
        metadata: IdpMetadata {
            entity_id: ISSUER.to_owned(),
            sso: vec![Endpoint {
                binding: POST_BINDING.to_owned(),
                location: "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1".to_owned(),
            }],
            signing_certificates: vec![certificate],
            want_authn_requests_signed: None,
            valid_until: None,
            bad_cache_duration: None,
            signature: None,
        },
    }
}

impl Idp {
    fn sign(&self, xml: &str, id: &str) -> String {
        sign(xml, id, &self.key, &self.metadata.signing_certificates[0]).unwrap()
    }

    fn expected(&self, request_id: Option<&'static str>) -> Expected<'_> {
        Expected {
            metadata: &self.metadata,
            acs_url: ACS,
            sp_entity_id: AUDIENCE,
            request_id,
            at: parse_time("2026-11-24T12:00:00Z").unwrap(),
        }
    }
}

/// An unsigned Response, as JumpCloud makes one.
fn unsigned() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <samlp:Response xmlns:samlp=\"{PROTOCOL}\" xmlns:saml=\"{ASSERTION}\" ID=\"_r\" Version=\"2.0\" \
         IssueInstant=\"2026-11-24T11:59:50Z\" Destination=\"{ACS}\"><saml:Issuer>{ISSUER}</saml:Issuer>\
         <samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>\
         <saml:Assertion ID=\"_a\" Version=\"2.0\" IssueInstant=\"2026-11-24T11:59:50Z\">\
         <saml:Issuer>{ISSUER}</saml:Issuer><saml:Subject>\
         <saml:NameID Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\">ada@widgets.example</saml:NameID>\
         <saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">\
         <saml:SubjectConfirmationData NotOnOrAfter=\"2026-11-24T12:04:50Z\" Recipient=\"{ACS}\"/>\
         </saml:SubjectConfirmation></saml:Subject>\
         <saml:Conditions NotBefore=\"2026-11-24T11:59:50Z\" NotOnOrAfter=\"2026-11-24T12:04:50Z\">\
         <saml:AudienceRestriction><saml:Audience>{AUDIENCE}</saml:Audience></saml:AudienceRestriction>\
         </saml:Conditions><saml:AuthnStatement AuthnInstant=\"2026-11-24T11:59:50Z\" SessionIndex=\"_s\">\
         <saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password\
         </saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>\
         <saml:AttributeStatement><saml:Attribute Name=\"team\"><saml:AttributeValue>IT</saml:AttributeValue>\
         <saml:AttributeValue>Staff</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>\
         </saml:Assertion></samlp:Response>"
    )
}

/// The names of the rules that failed.
fn failed(verdict: &Verdict) -> Vec<&str> {
    let failed = verdict.checks.iter().filter(|c| c.status == Status::Fail);
    failed.map(|check| check.name.as_str()).collect()
}

fn check_signed(xml: &str) -> Verdict {
    check(IDP.sign(xml, "_a").as_bytes(), &IDP.expected(None))
}

#[test]
fn believes_what_is_signed_in_each_way() {
    let assertion = IDP.sign(&unsigned(), "_a");
    let response = IDP.sign(&unsigned(), "_r");
    let both = IDP.sign(&assertion, "_r");
    for (xml, signed) in [
        (assertion, "valid, over the Assertion"),
        (response, "valid, over the Response"),
        (both, "valid, over the Response and the Assertion"),
    ] {
        let verdict = check(xml.as_bytes(), &IDP.expected(None));
        assert_eq!(
            failed(&verdict),
            Vec::<&str>::new(),
            "{:#?}",
            verdict.checks
        );
        let signature = verdict.checks.iter().find(|c| c.name == "signature");
        assert_eq!(signature.unwrap().message, signed);
        let sign_in = verdict.sign_in.expect("accepted");
        assert_eq!(sign_in.name_id, "ada@widgets.example");
        assert_eq!(sign_in.assertion_id, "_a");
        assert_eq!(sign_in.session_index.as_deref(), Some("_s"));
        let values = vec!["IT".to_owned(), "Staff".to_owned()];
        assert_eq!(sign_in.attributes, [("team".to_owned(), values)]);
        let names: Vec<&str> = verdict.checks.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, Rule::ALL.map(Rule::name));
    }
}

#[test]
fn every_rule_is_reported_also_when_nothing_could_be_looked_at() {
    let verdict = check(b"<!DOCTYPE x><x/>", &IDP.expected(None));
    assert_eq!(failed(&verdict), ["no-doctype"]);
    assert_eq!(verdict.checks.len(), Rule::ALL.len());
    let others = verdict.checks.iter().filter(|c| c.name != "no-doctype");
    assert!(
        others
            .into_iter()
            .all(|check| check.status == Status::Unknown)
    );
}

/// The line of a rule.
fn line<'a>(verdict: &'a Verdict, rule: &str) -> &'a Check {
    let mut checks = verdict.checks.iter();
    checks.find(|check| check.name == rule).unwrap()
}

/// The Response with `from` replaced by `to` before it was signed, and the one rule that says no.
#[test]
fn each_part_that_is_not_as_it_must_be_breaks_its_rule() {
    let table = [
        ("status:Success", "status:Responder", "status"),
        (" Destination=", " destination=", "destination"),
        (
            "Destination=\"https://eu-api",
            "Destination=\"https://us-api",
            "destination",
        ),
        (
            "Recipient=\"https://eu-api",
            "Recipient=\"https://us-api",
            "subject-confirmation",
        ),
        ("Recipient=", "recipient=", "subject-confirmation"),
        (
            "cm:bearer",
            "cm:holder-of-key",
            "subject-confirmation in-response-to",
        ),
        (
            "<saml:SubjectConfirmationData NotOnOrAfter=\"2026-11-24T12:04:50Z\"",
            "<saml:SubjectConfirmationData",
            "subject-confirmation",
        ),
        (
            "<saml:SubjectConfirmationData ",
            "<saml:SubjectConfirmationData NotBefore=\"2026-11-24T11:00:00Z\" ",
            "subject-confirmation",
        ),
        (
            "<saml:SubjectConfirmationData NotOnOrAfter=\"2026-11-24T12:04:50Z\"",
            "<saml:SubjectConfirmationData NotOnOrAfter=\"2026-11-24T11:59:00Z\"",
            "subject-confirmation",
        ),
        (
            "<saml:SubjectConfirmationData NotOnOrAfter=\"2026-11-24T12:04:50Z\"",
            "<saml:SubjectConfirmationData NotOnOrAfter=\"soon\"",
            "subject-confirmation",
        ),
        ("<saml:Audience>eu-", "<saml:Audience>us-", "audience"),
        (
            "<saml:AudienceRestriction>",
            "<saml:AudienceRestriction/><saml:AudienceRestriction>",
            "audience",
        ),
        ("<saml:Audience>", "<saml:Audience><!-- -->", "audience"),
        (
            "saml:AudienceRestriction>",
            "saml:ProxyRestriction>",
            "audience",
        ),
        (
            "saml:AudienceRestriction>",
            "saml:Whatever>",
            "audience conditions",
        ),
        (
            "<saml:Conditions NotBefore=\"2026-11-24T11:59:50Z\"",
            "<saml:Conditions NotBefore=\"2026-11-24T12:01:01Z\"",
            "conditions",
        ),
        (
            "<saml:Conditions NotBefore=\"2026-11-24T11:59:50Z\"",
            "<saml:Conditions NotBefore=\"2026-11-24\"",
            "conditions",
        ),
        (
            "NotBefore=\"2026-11-24T11:59:50Z\" NotOnOrAfter=\"2026-11-24T12:04:50Z\"",
            "NotOnOrAfter=\"2026-11-24T11:59:00Z\"",
            "conditions",
        ),
        (
            "NotBefore=\"2026-11-24T11:59:50Z\" NotOnOrAfter=\"2026-11-24T12:04:50Z\"",
            "NotBefore=\"2026-11-24T12:00:30Z\" NotOnOrAfter=\"2026-11-24T12:00:30Z\"",
            "conditions",
        ),
        ("saml:Conditions", "saml:Advice", "audience conditions"),
        (
            "<saml:Issuer>JumpCloud,",
            "<saml:Issuer>jumpcloud,",
            "issuer",
        ),
        ("<saml:Issuer>", "<saml:Issuer> ", "issuer"),
        (
            "<saml:Issuer>",
            "<saml:Issuer Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\">",
            "issuer",
        ),
        (
            "AuthnInstant=\"2026-11-24T11:59:50Z\"",
            "AuthnInstant=\"2026-11-24T12:01:01Z\"",
            "authn-statement",
        ),
        (
            "AuthnInstant=\"2026-11-24T11:59:50Z\"",
            "",
            "authn-statement",
        ),
        (
            "SessionIndex=",
            "SessionNotOnOrAfter=\"2026-11-24T11:59:00Z\" SessionIndex=",
            "authn-statement",
        ),
        (
            "saml:AuthnStatement",
            "saml:AuthzDecisionStatement",
            "authn-statement",
        ),
        ("ada@widgets.example<", "ada<", "name-id"),
        ("ada@widgets.example<", "@widgets.example<", "name-id"),
        ("ada@widgets.example<", "ada@<", "name-id"),
        (
            "ada@widgets.example<",
            "ada@eve@widgets.example<",
            "name-id",
        ),
        (">ada@widgets.example<", "> ada@widgets.example<", "name-id"),
        (
            ">ada@widgets.example<",
            ">ada&#x7f;@widgets.example<",
            "name-id",
        ),
        (
            ">ada@widgets.example<",
            ">ada@widgets.example<!---->.evil<",
            "name-id name-id-format",
        ),
        (
            ">ada@widgets.example<",
            ">ada@widgets.example<saml:b/><",
            "name-id name-id-format",
        ),
        (
            "<saml:NameID",
            "<saml:BaseID/><saml:NameID",
            "name-id name-id-format",
        ),
        (
            "<saml:NameID",
            "<saml:EncryptedID/><saml:NameID",
            "name-id name-id-format",
        ),
        (
            "<saml:NameID",
            "<saml:NameID>eve@widgets.example</saml:NameID><saml:NameID",
            "name-id name-id-format",
        ),
        (
            "1.1:nameid-format:emailAddress",
            "2.0:nameid-format:persistent",
            "name-id-format",
        ),
        (
            "Version=\"2.0\" IssueInstant=\"2026-11-24T11:59:50Z\"><saml:Issuer>",
            "Version=\"2.1\" IssueInstant=\"2026-11-24T11:59:50Z\"><saml:Issuer>",
            "one-assertion",
        ),
        (
            "IssueInstant=\"2026-11-24T11:59:50Z\"><saml:Issuer>",
            "IssueInstant=\"\"><saml:Issuer>",
            "one-assertion",
        ),
    ];
    for (from, to, rules) in table {
        let xml = unsigned();
        let changed = xml.replace(from, to);
        assert_ne!(xml, changed, "{from}");
        let verdict = check_signed(&changed);
        let wanted: Vec<&str> = rules.split(' ').collect();
        let mut found = failed(&verdict);
        // A rule on which the signature depends keeps it from being looked at, not from being valid.
        found.retain(|rule| *rule != "signature");
        assert_eq!(found, wanted, "{from} -> {to}");
        assert!(verdict.sign_in.is_none(), "{from} -> {to}");
    }
}

#[test]
fn the_response_may_leave_its_issuer_out_unless_it_is_signed() {
    let issuer = format!("<saml:Issuer>{ISSUER}</saml:Issuer>");
    let without = unsigned().replacen(&issuer, "", 1);
    assert!(check_signed(&without).accepted());
    let wrong = unsigned().replacen(&issuer, "<saml:Issuer>other</saml:Issuer>", 1);
    assert_eq!(failed(&check_signed(&wrong)), ["issuer"]);
    let signed = IDP.sign(&unsigned(), "_r").replacen(&issuer, "", 1);
    assert_eq!(
        failed(&check(signed.as_bytes(), &IDP.expected(None))),
        ["signature", "issuer"]
    );
}

#[test]
fn it_answers_the_request_in_both_places_or_none() {
    let response = "InResponseTo=\"_q\" Destination=";
    let data = "<saml:SubjectConfirmationData InResponseTo=\"_q\" ";
    let asked = |first: bool, second: bool| {
        let mut xml = unsigned();
        if first {
            xml = xml.replace("Destination=", response);
        }
        if second {
            xml = xml.replace("<saml:SubjectConfirmationData ", data);
        }
        IDP.sign(&xml, "_a")
    };
    for (first, second) in [(false, false), (true, false), (false, true), (true, true)] {
        let xml = asked(first, second);
        for (request, fits) in [
            (None, !first && !second),
            (Some("_q"), first && second),
            (Some("_other"), false),
        ] {
            let verdict = check(xml.as_bytes(), &IDP.expected(request));
            let wanted: &[&str] = if fits { &[] } else { &["in-response-to"] };
            assert_eq!(failed(&verdict), wanted, "{first} {second} {request:?}");
        }
    }
}

/// What is not signed may be shown as what is wrong, never as who signed in.
#[test]
fn the_user_of_a_response_that_is_refused_is_not_told() {
    let forged = IDP
        .sign(&unsigned(), "_a")
        .replace("ada@widgets", "eve@widgets");
    let verdict = check(forged.as_bytes(), &IDP.expected(None));
    assert_eq!(failed(&verdict), ["signature"]);
    assert!(!format!("{verdict:?}").contains("eve@"), "{verdict:#?}");
}

#[test]
fn a_complaint_shows_what_was_found_and_what_was_wanted() {
    let xml = unsigned().replace(
        "Destination=\"https://eu-api",
        "Destination=\"https://us-api",
    );
    let verdict = check_signed(&xml);
    let check = verdict
        .checks
        .iter()
        .find(|c| c.name == "destination")
        .unwrap();
    for part in ["\"https://us-api.mimecast.com/login/saml\"", ACS] {
        assert!(check.message.contains(part), "{}", check.message);
    }
    assert!(check.remedy.as_deref().unwrap().contains("ACS URL"));
    let late = Expected {
        at: parse_time("2026-11-24T13:00:00Z").unwrap(),
        ..IDP.expected(None)
    };
    let verdict = super::check(IDP.sign(&unsigned(), "_a").as_bytes(), &late);
    let check = verdict
        .checks
        .iter()
        .find(|c| c.name == "conditions")
        .unwrap();
    assert_eq!(check.message, "it was valid until 2026-11-24 12:04:50 UTC");
}
