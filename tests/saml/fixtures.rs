//! Every document of the collection: the friendly accepted, the hostile refused by the rule that the
//! manifest names and by no other that it does not.

use sso_setup::check::Status;

use crate::collection::{Manifest, failed};

#[test]
fn every_friendly_response_is_accepted() {
    let manifest = Manifest::read();
    let mut wrong = Vec::new();
    for entry in &manifest.friendly {
        let document = manifest.document(entry);
        let verdict = document.judge();
        let name_id = verdict.sign_in.as_ref().map(|sign_in| &sign_in.name_id);
        if name_id != Some(&document.name_id) || !verdict.accepted() {
            let checks = verdict.checks.iter();
            let why: Vec<_> = checks
                .filter(|check| check.status != Status::Pass)
                .collect();
            wrong.push(format!("{}: {name_id:?}, {why:?}", entry.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_hostile_response_is_refused_by_its_rule() {
    let manifest = Manifest::read();
    let mut wrong = Vec::new();
    for entry in &manifest.hostile {
        let verdict = manifest.document(entry).judge();
        let mut expected: Vec<&str> = entry.also.iter().map(String::as_str).collect();
        expected.extend(entry.rule.as_deref());
        expected.sort_unstable();
        let mut found = failed(&verdict);
        found.sort_unstable();
        if verdict.accepted() || found != expected {
            let accepted = if verdict.accepted() { "ACCEPTED, " } else { "" };
            wrong.push(format!(
                "{}: {accepted}{found:?} instead of {expected:?}",
                entry.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_read_of_a_friendly_response_is_what_it_says() {
    let manifest = Manifest::read();
    let attributes = |name: &str| {
        let verdict = manifest.friendly(name).judge();
        verdict.sign_in.expect("it is accepted").attributes
    };
    let one = |name: &str, value: &str| vec![(name.to_owned(), vec![value.to_owned()])];
    for (name, expected) in [
        ("signed-assertion", one("department", "Research")),
        (
            "carriage-return-reference",
            one("depart\rment", "Re\rsearch"),
        ),
        ("line-ends", one("department", "Research\nand more")),
        (
            "line-ends-in-cdata",
            one("department", "Research\nand more"),
        ),
        (
            "lone-carriage-return",
            one("department", "Research\nand more"),
        ),
        (
            "white-space-in-attribute",
            one("the  department", "Research"),
        ),
        (
            "white-space-references-in-attribute",
            one("the\n\tdepartment", "Research"),
        ),
        ("escaped-text", one("department", "<&> \" '")),
        (
            "cdata-with-markup",
            one("department", "<saml:Assertion>&amp;"),
        ),
        ("no-attributes", Vec::new()),
    ] {
        assert_eq!(attributes(name), expected, "{name}");
    }
}
