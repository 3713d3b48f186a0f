//! The manifest says what there is, and there is what it says.

use std::collections::BTreeSet;
use std::fs;

use sso_setup::saml::response::Rule;

use crate::collection::{Manifest, root};

#[test]
fn every_file_is_in_the_manifest_and_the_other_way_round() {
    let manifest = Manifest::read();
    for (folder, entries) in [
        ("friendly", &manifest.friendly),
        ("hostile", &manifest.hostile),
    ] {
        let files = fs::read_dir(root().join("responses").join(folder)).unwrap();
        let files: BTreeSet<String> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        let named: BTreeSet<String> = entries
            .iter()
            .map(|entry| format!("{}.xml", entry.name))
            .collect();
        assert_eq!(files, named);
        assert_eq!(named.len(), entries.len(), "a name is there twice");
    }
}

#[test]
fn every_entry_says_what_it_is_and_where_it_comes_from() {
    let manifest = Manifest::read();
    let known: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    for entry in manifest.friendly.iter().chain(&manifest.hostile) {
        assert!(entry.what.ends_with('.'), "{}", entry.name);
        let provenance = entry.provenance.as_str();
        let sound = provenance == "assumed" || provenance.starts_with("documented: ");
        assert!(sound, "{}: {provenance}", entry.name);
        for rule in entry.rule.iter().chain(&entry.also) {
            assert!(known.contains(rule.as_str()), "{}: {rule}", entry.name);
        }
    }
    assert!(manifest.friendly.iter().all(|entry| entry.rule.is_none()));
    assert!(manifest.hostile.iter().all(|entry| entry.rule.is_some()));
}

#[test]
fn every_rule_has_a_document_that_breaks_it() {
    let manifest = Manifest::read();
    let broken: BTreeSet<&str> = manifest
        .hostile
        .iter()
        .filter_map(|entry| entry.rule.as_deref())
        .collect();
    for rule in Rule::ALL {
        assert!(broken.contains(rule.name()), "{}", rule.name());
    }
}

#[test]
fn no_private_key_is_among_the_fixtures() {
    for folder in [
        "metadata",
        "responses",
        "responses/friendly",
        "responses/hostile",
    ] {
        for file in fs::read_dir(root().join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.is_file() {
                let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
                assert!(!text.contains("PRIVATE KEY"), "{}", path.display());
            }
        }
    }
}
