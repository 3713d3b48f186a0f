//! What is told of a document that is read all the same, and of one that is no metadata at all.

use super::*;
use crate::saml::signature::{SigningKey, sign};

#[test]
fn a_bad_cache_duration_is_told_and_refuses_nothing() {
    for (written, bad) in [
        ("P1D", None),
        ("P1DT", Some("P1DT")),
        ("1 day", Some("1 day")),
        ("", Some("")),
        ("PT1H&#10;", None),
        ("86400", Some("86400")),
    ] {
        for place in ["entityID=", "WantAuthnRequestsSigned="] {
            let attribute = format!("cacheDuration=\"{written}\" {place}");
            let document = jumpcloud().replace(place, &attribute);
            let metadata = parse(document.as_bytes()).unwrap();
            assert_eq!(metadata.bad_cache_duration.as_deref(), bad, "{written}");
            let without = IdpMetadata {
                bad_cache_duration: None,
                ..metadata
            };
            assert_eq!(without, parse(jumpcloud().as_bytes()).unwrap());
        }
    }
}

#[test]
fn a_page_is_called_a_page() {
    let page =
        "<!DOCTYPE html><html><head><title>JumpCloud</title></head><body>Log in</body></html>";
    for page in [
        page.to_owned(),
        format!("\u{feff}\r\n  {page}"),
        page.replace("<!DOCTYPE html>", ""),
        page.replace(
            "DOCTYPE html",
            "doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"",
        ),
        format!("<!-- saved from sso.jumpcloud.com --><!-- -->\n{page}"),
        format!("<?xml version=\"1.0\"?>\n{page}"),
        "<HTML lang=en><body>".to_owned(),
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>".to_owned(),
        "<form method=post action=x><input name=SAMLResponse>".to_owned(),
        "<script>window.location='/login'</script>".to_owned(),
    ] {
        let error = parse(page.as_bytes()).unwrap_err();
        assert_eq!(error.code, "metadata-malformed", "{page}");
        assert!(error.message.contains("an HTML page"), "{}", error.message);
        let hints = error.hints.join(" ");
        for said in [
            "sso.jumpcloud.com/saml2/",
            "sign-in page",
            "Export Metadata",
        ] {
            assert!(hints.contains(said), "{hints}");
        }
        assert_eq!(check_root(page.as_bytes()), Err("an HTML page".to_owned()));
    }
    for other in [
        "",
        "<",
        "<!--",
        "<?",
        "{}",
        "<metadata/>",
        "<!DOCTYPE x><x/>",
        "html",
    ] {
        let error = parse(other.as_bytes()).unwrap_err();
        assert!(
            !error.message.contains("HTML"),
            "{other}: {}",
            error.message
        );
    }
}

#[test]
fn a_signature_is_verified_or_said_not_to_be() {
    // The signer puts its signature behind an Issuer, so one is given it; it is signed with the rest.
    let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).unwrap();
    let made = |pair: &rcgen::KeyPair| {
        let params = rcgen::CertificateParams::default();
        Certificate::from_der(params.self_signed(pair).unwrap().der()).unwrap()
    };
    let own = made(&pair);
    let key = SigningKey::from_pem(&pair.serialize_pem()).unwrap();
    let issuer =
        "<saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">x</saml:Issuer>";
    let document = |listed: &Certificate| {
        jumpcloud()
            .replace(&certificate().to_base64(), &listed.to_base64())
            .replace("entityID=", "ID=\"_m\" entityID=")
            .replacen("<md:IDP", &format!("{issuer}<md:IDP"), 1)
    };
    let signed = |listed: &Certificate| sign(&document(listed), "_m", &key, &own).unwrap();
    let judged = |text: &str| parse(text.as_bytes()).unwrap().signature;
    assert_eq!(judged(&jumpcloud()), None);
    assert_eq!(judged(&signed(&own)), Some(Signature::Valid));

    let other = made(&rcgen::KeyPair::generate().unwrap());
    let broken = [
        signed(&own).replace("mimecast-cuk1a1", "mimecast-cuk1a2"),
        signed(&other).replace("mimecast-cuk1a1", "mimecast-cuk1a2"),
        signed(&own).replace("><md:", ">\n<md:"),
    ];
    for text in broken {
        assert_eq!(judged(&text), Some(Signature::Broken), "{text}");
    }

    let good = signed(&own);
    let start = good.find("<ds:KeyInfo>").unwrap();
    let end = good[start..].find("</ds:KeyInfo>").unwrap() + start + "</ds:KeyInfo>".len();
    let mut inside = good.clone();
    let at = good.find("<ds:Signature").unwrap()..good.find("</ds:Signature>").unwrap() + 15;
    inside.replace_range(at.clone(), "");
    let inside = inside.replace("protocolSupport", "xmlns:z=\"urn:z\" protocolSupport");
    let elsewhere = inside.replacen("<md:KeyD", &format!("{}<md:KeyD", &good[at.clone()]), 1);
    let no_key = signed(&other).replacen(&good[start..end], "", 1);
    for (text, why) in [
        (signed(&other), "none of the identity provider's"),
        (elsewhere, "not over the whole document"),
        (no_key, "with which key"),
        (good.replace("#_m", ""), "refers to"),
        (
            good.replace("#ecdsa-sha256", "#ecdsa-sha1"),
            "SignatureMethod is",
        ),
        (
            good.replace(&good[at.clone()], &good[at.clone()].repeat(2)),
            "more than one",
        ),
    ] {
        match judged(&text) {
            Some(Signature::Unverified(said)) => assert!(said.contains(why), "{said}"),
            other => panic!("{why}: {other:?}\n{text}"),
        }
    }
}
