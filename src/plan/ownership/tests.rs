use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Value, json};

use super::*;
use crate::connector::Connector;
use crate::plan::testing::{FINGERPRINT, PEM, application, wanted};

/// An application with our IdP URL and this id; `certificate` is the text of its certificate.
fn twin(id: &str, certificate: &str) -> ObservedApplication {
    let mut twin = application();
    twin.id = id.to_owned();
    twin.document["_id"] = json!(id);
    twin.document["config"]["idpCertificate"]["value"] = json!(certificate);
    twin
}

fn sent() -> Value {
    let document = application().document;
    let value = |key: &str| json!({"value": document["config"][key]["value"]});
    json!({
        "name": document["name"], "ssoUrl": document["ssoUrl"],
        "config": {
            "acsUrl": value("acsUrl"), "spEntityId": value("spEntityId"), "idpEntityId": value("idpEntityId")
        }
    })
}

fn made(id: Option<&str>) -> Made {
    Made {
        sent: sent(),
        id: id.map(str::to_owned),
        spoken_of: false,
    }
}

fn other_certificate() -> String {
    let key = rcgen::KeyPair::generate().unwrap();
    let params = rcgen::CertificateParams::new(vec!["idp.example.com".to_owned()]).unwrap();
    BASE64_STANDARD.encode(params.self_signed(&key).unwrap().pem())
}

/// Who stays and who goes, or that nobody can tell.
fn said(all: &[ObservedApplication], claims: &Claims) -> String {
    match find_among(all, &wanted(Connector::Apps), claims) {
        Err(error) => error.code.to_owned(),
        Ok(found) => {
            let gone: Vec<&str> = found.duplicates.iter().map(|a| a.id.as_str()).collect();
            let ours = found.ours.map_or("nobody", |a| a.id.as_str());
            format!("{ours} stays, {} goes", gone.join("+"))
        }
    }
}

#[test]
fn of_several_the_one_that_mimecast_holds_stays_else_the_smallest_id() {
    let held = || Some(BTreeSet::from([FINGERPRINT.to_owned()]));
    let nothing = || Some(BTreeSet::new());
    let (known, other) = (BASE64_STANDARD.encode(PEM), other_certificate());
    let (a_held, b_held) = (
        [twin("a", &known), twin("b", &other)],
        [twin("b", &known), twin("a", &other)],
    );
    let hidden = [twin("a", &known), twin("b", "")];
    let table: [(&str, &[ObservedApplication], Claims); 14] = [
        (
            "a stays, b goes",
            &a_held,
            Claims {
                made: vec![made(Some("b"))],
                held: held(),
            },
        ),
        (
            "b stays, a goes",
            &b_held,
            Claims {
                made: vec![made(Some("a"))],
                held: held(),
            },
        ),
        (
            "b stays, a goes",
            &b_held,
            Claims {
                made: vec![made(None)],
                held: held(),
            },
        ),
        (
            "a stays, b goes",
            &b_held,
            Claims {
                made: vec![made(Some("b"))],
                held: nothing(),
            },
        ),
        (
            "a stays, b goes",
            &b_held,
            Claims {
                made: vec![made(Some("b"))],
                held: None,
            },
        ),
        (
            "a stays, b goes",
            &b_held,
            Claims {
                made: vec![made(Some("a")), made(None)],
                held: None,
            },
        ),
        // Nobody knows who made the one that would go.
        ("application-ambiguous", &b_held, Claims::default()),
        (
            "application-ambiguous",
            &a_held,
            Claims {
                made: vec![made(Some("a"))],
                held: held(),
            },
        ),
        (
            "application-ambiguous",
            &b_held,
            Claims {
                made: vec![made(Some("a"))],
                held: nothing(),
            },
        ),
        // One that nobody waited for accounts for one application only.
        (
            "application-ambiguous",
            &[twin("a", &known), twin("b", &other), twin("c", &other)],
            Claims {
                made: vec![made(None)],
                held: held(),
            },
        ),
        // It may be the one that Mimecast holds.
        (
            "application-ambiguous",
            &hidden,
            Claims {
                made: vec![made(Some("b"))],
                held: nothing(),
            },
        ),
        // Its certificate may stand in Mimecast's console, which nobody can read.
        (
            "application-ambiguous",
            &a_held,
            Claims {
                made: vec![Made {
                    spoken_of: true,
                    ..made(Some("b"))
                }],
                held: None,
            },
        ),
        // It was sent with other values.
        (
            "application-ambiguous",
            &a_held,
            Claims {
                made: vec![Made {
                    sent: json!({"name": "other", "ssoUrl": sent()["ssoUrl"]}),
                    ..made(None)
                }],
                held: held(),
            },
        ),
        // Both are held: somebody is at work.
        (
            "application-ambiguous",
            &[twin("a", &known), twin("b", &known)],
            Claims {
                made: vec![made(Some("b"))],
                held: held(),
            },
        ),
    ];
    for (expected, all, claims) in table {
        assert_eq!(said(all, &claims), expected, "{claims:?}");
    }
}

#[test]
fn one_that_is_listed_twice_is_one() {
    let one = application();
    let all = [one.clone(), one];
    assert_eq!(said(&all, &Claims::default()), "a1 stays,  goes");
    assert_eq!(said(&[], &Claims::default()), "nobody stays,  goes");
}

#[test]
fn what_was_sent_is_known_again_by_what_sign_in_hangs_on() {
    type Spoil = fn(&mut Value);
    let table: [(bool, Spoil); 9] = [
        (true, |_| {}),
        // The region's host is an assumption.
        (true, |d| {
            d["ssoUrl"] = json!("https://sso.eu.jumpcloud.com/saml2/mimecast-cuk1a1")
        }),
        (true, |d| d["displayLabel"] = json!("Renamed")),
        (false, |d| {
            d["ssoUrl"] = json!("https://sso.jumpcloud.com/saml2/mimecast-other")
        }),
        (false, |d| d["ssoUrl"] = json!(null)),
        (false, |d| d["name"] = json!("zendesk")),
        (false, |d| {
            d["config"]["acsUrl"]["value"] = json!("https://evil.example/")
        }),
        (false, |d| d["config"]["spEntityId"] = json!(null)),
        (false, |d| *d = json!({})),
    ];
    for (expected, spoil) in table {
        let mut document = application().document;
        spoil(&mut document);
        assert_eq!(is_as_sent(&document, &sent()), expected, "{document}");
    }
}
