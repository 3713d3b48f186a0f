//! What is good at one time and not at another: certificates, conditions, sessions.

use super::*;

#[test]
fn only_good_certificates_of_the_metadata_count() {
    let signed = IDP.sign(&unsigned(), "_a");
    let other = idp();
    let with = |certificates: Vec<Certificate>| IdpMetadata {
        signing_certificates: certificates,
        ..IDP.metadata.clone()
    };
    let own = IDP.metadata.signing_certificates[0].clone();
    let foreign = other.metadata.signing_certificates[0].clone();
    let at = |metadata: &IdpMetadata, at: &str| {
        let expected = Expected {
            metadata,
            at: parse_time(at).unwrap(),
            ..IDP.expected(None)
        };
        let verdict = check(signed.as_bytes(), &expected);
        failed(&verdict).join(" ")
    };
    let now = "2026-11-24T12:00:00Z";
    assert_eq!(at(&with(vec![own.clone()]), now), "");
    assert_eq!(at(&with(vec![foreign.clone(), own.clone()]), now), "");
    // The certificate in the message is the right one, and is not believed.
    assert_eq!(at(&with(vec![foreign]), now), "signature");
    assert!(at(&with(vec![own.clone()]), "2031-01-01T00:00:00Z").starts_with("certificate"));
    assert!(at(&with(vec![own]), "2025-12-31T23:59:59Z").starts_with("certificate"));
}

#[test]
fn clocks_may_differ_by_the_skew_and_no_more() {
    let signed = IDP.sign(&unsigned(), "_a");
    let rules = |at: &str| {
        let at = parse_time(at).unwrap();
        let verdict = check(
            signed.as_bytes(),
            &Expected {
                at,
                ..IDP.expected(None)
            },
        );
        failed(&verdict).join(" ")
    };
    for (at, broken) in [
        ("2026-11-24T11:58:49Z", "conditions authn-statement"),
        ("2026-11-24T11:58:50Z", ""),
        ("2026-11-24T12:05:49Z", ""),
        ("2026-11-24T12:05:50Z", "conditions subject-confirmation"),
    ] {
        assert_eq!(rules(at), broken, "{at}");
    }
}

#[test]
fn a_session_may_end_by_the_skew_ago_and_no_more() {
    let xml = unsigned().replace(
        "SessionIndex=",
        "SessionNotOnOrAfter=\"2026-11-24T12:01:00Z\" SessionIndex=",
    );
    let signed = IDP.sign(&xml, "_a");
    for (at, broken) in [
        ("2026-11-24T12:01:59Z", ""),
        ("2026-11-24T12:02:00Z", "authn-statement"),
    ] {
        let at = parse_time(at).unwrap();
        let verdict = check(
            signed.as_bytes(),
            &Expected {
                at,
                ..IDP.expected(None)
            },
        );
        assert_eq!(failed(&verdict).join(" "), broken, "{at}");
    }
}

#[test]
fn an_end_of_validity_may_be_left_to_the_confirmation() {
    let xml = unsigned().replace(
        "<saml:Conditions NotBefore=\"2026-11-24T11:59:50Z\" NotOnOrAfter=\"2026-11-24T12:04:50Z\">",
        "<saml:Conditions><saml:OneTimeUse/>",
    );
    assert!(check_signed(&xml).accepted());
}

proptest! {
    #[test]
    fn never_panics(xml in any::<Vec<u8>>(), at in 0usize..3000, byte in any::<u8>()) {
        let expected = IDP.expected(None);
        prop_assert!(!check(&xml, &expected).accepted());
        let mut signed = IDP.sign(&unsigned(), "_a").into_bytes();
        let at = at % signed.len();
        signed[at] = byte;
        check(&signed, &expected);
    }
}
