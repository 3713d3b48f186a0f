use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Value, json};

use super::*;
use crate::plan::testing::{FINGERPRINT, PEM, metadata};
use crate::saml::Certificate;

const URL: &str = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1";

fn document(certificate: Value) -> Value {
    json!({
        "_id": "a1", "ssoUrl": URL,
        "config": {"idpEntityId": {"value": "JumpCloud"}, "idpCertificate": {"value": certificate}}
    })
}

fn own() -> Value {
    json!(BASE64_STANDARD.encode(PEM))
}

fn said(signer: Signer) -> String {
    match signer {
        Signer::Unfit(problems) => problems.join("; "),
        other => format!("{other:?}"),
    }
}

#[test]
fn an_applications_certificate_is_read_in_every_form_it_may_have() {
    let certificate = Certificate::from_pem(PEM).unwrap();
    let wrapped = |text: &str| {
        let lines = text.as_bytes().chunks(76);
        let lines: Vec<&str> = lines.map(|l| std::str::from_utf8(l).unwrap()).collect();
        format!("\n  {}\r\n", lines.join("\r\n"))
    };
    let (of_pem, of_der) = (BASE64_STANDARD.encode(PEM), certificate.to_base64());
    for text in [
        of_pem.clone(),
        wrapped(&of_pem),
        of_der.clone(),
        wrapped(&of_der),
        PEM.to_owned(),
        PEM.replace('\n', "\r\n"),
        BASE64_STANDARD.encode(PEM.replace('\n', "\r\n")),
    ] {
        let shown = OwnCertificate::of(&document(json!(text)));
        assert_eq!(shown, OwnCertificate::Shown(certificate.clone()), "{text}");
        assert_eq!(shown.fingerprint().as_deref(), Some(FINGERPRINT));
    }
    for absent in [
        json!(null),
        json!(""),
        json!(" \n"),
        json!(7),
        json!({}),
        json!([]),
        json!(true),
    ] {
        assert_eq!(
            OwnCertificate::of(&document(absent)),
            OwnCertificate::NotShown
        );
    }
    for document in [
        json!({}),
        json!(null),
        json!([]),
        json!({"config": null}),
        json!({"config": {"idpCertificate": null}}),
    ] {
        assert_eq!(OwnCertificate::of(&document), OwnCertificate::NotShown);
    }
    let twice = format!("{PEM}{PEM}");
    for text in [
        "********",
        "not base64!",
        &of_der[..200],
        &of_pem[..200],
        &twice,
        &BASE64_STANDARD.encode(&twice),
    ] {
        let shown = OwnCertificate::of(&document(json!(text)));
        assert_eq!(shown, OwnCertificate::Unreadable, "{text}");
    }
}

#[test]
fn only_the_applications_own_single_certificate_is_proven() {
    type Spoil = fn(&mut Value, &mut Metadata);
    let table: [(&str, Spoil); 14] = [
        ("Proven", |_, _| {}),
        ("Unproven", |d, _| {
            d["config"]["idpCertificate"]["value"] = json!(null)
        }),
        ("Unproven", |d, _| {
            d["config"] = json!({"idpEntityId": {"value": "JumpCloud"}})
        }),
        ("is not the application's", |_, m| {
            m.certificates[0].fingerprint = "00:11".to_owned()
        }),
        ("cannot be read", |d, _| {
            d["config"]["idpCertificate"]["value"] = json!("x")
        }),
        ("2 signing certificates", |_, m| {
            let again = m.certificates[0].clone();
            m.certificates.push(again);
        }),
        ("2 signing certificates", |d, m| {
            d["config"]["idpCertificate"]["value"] = json!("");
            let again = m.certificates[0].clone();
            m.certificates.push(again);
        }),
        ("is not the application's", |_, m| {
            let mut other = m.certificates[0].clone();
            other.fingerprint = "00:11".to_owned();
            m.certificates.push(other);
        }),
        ("no signing certificate", |_, m| m.certificates.clear()),
        ("its entity ID is", |_, m| m.entity_id = "Other".to_owned()),
        ("the application's own entity ID is", |d, _| {
            d["config"]["idpEntityId"]["value"] = json!("Other")
        }),
        ("its login URL is", |_, m| {
            m.login_url = Some("https://other.example/".to_owned())
        }),
        ("no HTTP-POST", |_, m| m.login_url = None),
        ("the application's own IdP URL is", |d, _| {
            d["ssoUrl"] = json!("https://sso.jumpcloud.com/saml2/other")
        }),
    ];
    for (expected, spoil) in table {
        let (mut document, mut metadata) = (document(own()), metadata());
        spoil(&mut document, &mut metadata);
        let said = said(signer(&document, "JumpCloud", URL, &metadata));
        assert!(said.contains(expected), "{expected}: {said}");
    }
}
