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

/// Names that no file can have on Windows, where the project is to be cloned as well.
#[test]
fn every_fixture_has_a_name_that_every_system_takes() {
    let mut open = vec![root().parent().unwrap().to_owned()];
    let mut all = 0;
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(!is_reserved(name), "{}", path.display());
            all += 1;
            if path.is_dir() {
                open.push(path);
            }
        }
    }
    assert!(all > 100);
    for reserved in [
        "nul",
        "nul.xml",
        "NUL.tar.gz",
        "con",
        "Aux.xml",
        "prn.",
        "com1.xml",
        "lpt9",
        "com¹",
        "a.",
        "a ",
        "a:b",
        "what?.xml",
        "a\\b",
        "a\u{1f}",
        "CONIN$",
        "nul .xml",
    ] {
        assert!(is_reserved(reserved), "{reserved}");
    }
    for free in [
        "nul-character.xml",
        "com.xml",
        "com10",
        "a.b",
        ".hidden",
        "console.xml",
        "com0x",
    ] {
        assert!(!is_reserved(free), "{free}");
    }
}

/// Whether Windows reserves a name ("Naming Files, Paths, and Namespaces" in its documentation).
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap().trim_end().to_lowercase();
    let port = ["com", "lpt"].into_iter().any(|port| {
        let number = stem.strip_prefix(port);
        number
            .is_some_and(|n| n.chars().count() == 1 && n.contains(|c| "0123456789¹²³".contains(c)))
    });
    let device = ["con", "prn", "aux", "nul", "conin$", "conout$"];
    port || device.contains(&&*stem)
        || name.ends_with(['.', ' '])
        || name.contains(|c: char| c.is_control() || "<>:\"/\\|?*".contains(c))
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
