use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::connector::{Connector, SpValues};

#[test]
fn no_two_rows_claim_the_same_thing() {
    let mut seen = BTreeSet::new();
    for grid in Grid::all() {
        let own = [grid.subdomain, grid.api_host];
        let claims = own
            .iter()
            .chain(grid.spellings)
            .chain(grid.account_prefixes);
        for claim in claims {
            assert!(seen.insert(claim.to_lowercase()), "{claim} stands twice");
        }
    }
}

#[test]
fn spellings_that_people_try_are_answered_with_the_right_one() {
    for (typed, right) in [
        ("uk", "eu"),
        ("UK", "eu"),
        ("offshore", "jer"),
        ("je", "jer"),
        ("germany", "de"),
        ("us-b", "usb"),
        ("uspcom-api.mimecast-pscom-us.com", "uspcom"),
        ("login-za.mimecast.com", "za"),
    ] {
        let error = typed.parse::<GridName>().unwrap_err();
        assert!(
            error.hints[0].starts_with(&format!("use --subdomain {right} ")),
            "{typed}: {:?}",
            error.hints
        );
    }
    for typed in ["uspgov", "GOV", "uspgov-api.mimecast-psgov-us.com"] {
        let error = typed.parse::<GridName>().unwrap_err();
        assert!(error.hints[0].contains("USPGOV"), "{:?}", error.hints);
        assert!(error.hints[0].contains("--mimecast-host"));
    }
    assert_eq!(" EU ".parse::<GridName>().unwrap().0.subdomain, "eu");
    let unknown = "mars".parse::<GridName>().unwrap_err();
    assert!(unknown.hints[0].contains("eu, de, us, usb, ca, za, au, jer, uspcom"));
    let said = unknown.hints.join(" ");
    assert!(said.contains("USPGOV (mimecast-psgov-us.com)"), "{said}");
}

#[test]
fn the_longest_prefix_decides() {
    for (code, subdomain) in [("CUSA9A1", "us"), ("CUSB9A1", "usb"), ("CSA12", "za")] {
        let grid = Grid::of_account_code(&code.parse().unwrap()).unwrap();
        assert_eq!(grid.subdomain, subdomain, "{code}");
    }
    for code in ["CUSC9A1", "CXX99"] {
        assert_eq!(
            Grid::of_account_code(&code.parse().unwrap()),
            None,
            "{code}"
        );
    }
}

#[test]
fn a_host_is_a_bare_host_name() {
    for host in [
        "",
        "localhost",
        "https://eu-api.mimecast.com",
        "eu-api.mimecast.com/login",
        "eu-api.mimecast.com:443",
        "-x.mimecast.com",
        "x..mimecast.com",
        "x_y.mimecast.com",
    ] {
        assert!(MimecastSite::from_host(host).is_err(), "{host:?}");
    }
    let site = MimecastSite::from_host("AE-api.mimecast.com").unwrap();
    assert_eq!(
        (site.subdomain.as_str(), site.api_host.as_str()),
        ("ae", "ae-api.mimecast.com")
    );
    let known = MimecastSite::from_host("eu-api.mimecast.com").unwrap();
    assert_eq!(
        known,
        MimecastSite::from(GridName::from_str("eu").unwrap().0)
    );
}

#[test]
fn values_follow_the_article() {
    let code = "CUK1A1".parse().unwrap();
    let site = GridName::from_str("eu").unwrap().0.into();
    let values = Connector::ALL.map(|c| SpValues::new(c, &site, &code));
    let acs: Vec<&str> = values.iter().map(|v| v.acs_url.as_str()).collect();
    assert_eq!(
        acs,
        [
            "https://eu-api.mimecast.com/login/saml",
            "https://eu-api.mimecast.com/login/sso/mpp",
            "https://eu-api.mimecast.com/login/sso/adcon",
        ]
    );
    for value in &values {
        assert_eq!(value.sp_entity_id, "eu-api.mimecast.com.CUK1A1");
    }
}

proptest! {
    #[test]
    fn reading_a_subdomain_or_host_never_panics(text in "\\PC{0,40}") {
        let _ = text.parse::<GridName>();
        let _ = MimecastSite::from_host(&text);
    }
}
