//! Writes `fixtures/saml/responses` and `fixtures/saml/metadata` anew: `cargo run --example saml-fixtures`.
//!
//! The keys are made in each run and thrown away, so every file changes; what each is, and which rule
//! must refuse it, is in the manifest. It needs `openssl` for what libraries rightly no longer make.
#![forbid(unsafe_code)]
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

mod draft;
mod fixture;
mod friendly;
mod hostile;
mod keys;

use std::fs;
use std::path::Path;

use draft::{ACS, AT, IDP, REQUEST, SP, USER};
use fixture::Fixture;
use keys::Keys;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/saml");
    let keys = Keys::generate();

    let metadata = root.join("metadata");
    fresh(&metadata);
    for (name, key, entity_id) in [
        ("rsa", &keys.rsa, IDP),
        ("ec", &keys.ec, IDP),
        ("expired", &keys.expired, IDP),
        ("future", &keys.future, IDP),
        ("weak", &keys.weak, IDP),
        ("free-text", &keys.rsa, friendly::FREE_TEXT_IDP),
    ] {
        write(
            &metadata.join(format!("{name}.xml")),
            key.metadata(entity_id).as_bytes(),
        );
    }

    let rotated = friendly::with_a_second_certificate(&keys.ec.metadata(IDP), &keys.rsa);
    write(&metadata.join("rotated.xml"), rotated.as_bytes());

    let responses = root.join("responses");
    fresh(&responses.join("friendly"));
    fresh(&responses.join("hostile"));
    let mut manifest = format!(
        "# Written by `cargo run --example saml-fixtures`, like the files that it describes.\n\n\
         [common]\nmetadata = \"rsa\"\nacs = {ACS:?}\naudience = {SP:?}\nrequest_id = {REQUEST:?}\nat = {AT:?}\nname_id = {USER:?}\n"
    );
    let mut fixtures = friendly::all(&keys);
    fixtures.extend(hostile::all(&keys));
    for fixture in &fixtures {
        manifest.push_str(&fixture.entry());
        let folder = if fixture.is_friendly() {
            "friendly"
        } else {
            "hostile"
        };
        let path = responses.join(folder).join(format!("{}.xml", fixture.name));
        assert!(!path.exists(), "{} is there twice", fixture.name);
        write(&path, &fixture.bytes);
    }
    write(&responses.join("manifest.toml"), manifest.as_bytes());
    report(&fixtures);
}

fn report(fixtures: &[Fixture]) {
    let friendly = fixtures
        .iter()
        .filter(|fixture| fixture.is_friendly())
        .count();
    println!(
        "{friendly} friendly and {} hostile responses",
        fixtures.len() - friendly
    );
}

/// An empty folder: a fixture that is no longer made must not stay.
fn fresh(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("the old files can go");
    }
    fs::create_dir_all(folder).expect("the folder can be made");
}

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
