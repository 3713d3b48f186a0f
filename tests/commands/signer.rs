//! The certificate that Mimecast is told of is the application's own, or nobody is told of any.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::common::meddler::{Meddler, Then};
use crate::common::{CONNECT, Run, World};

type Rewrite = Arc<dyn Fn(&str) -> String + Send + Sync>;

const APPS: &str = "mimecast-cuk1a1";

/// The certificate in a metadata document.
fn certificate(xml: &str) -> &str {
    let (_, rest) = xml.split_once("<ds:X509Certificate>").unwrap();
    rest.split_once("</ds:X509Certificate>").unwrap().0
}

/// The metadata document of the application with this IdP URL suffix.
fn metadata(world: &World, suffix: &str) -> String {
    let document = world.application(suffix);
    let path = format!(
        "/api/organizations/{}/applications/{}/metadata.xml",
        document["organization"].as_str().unwrap(),
        document["_id"].as_str().unwrap()
    );
    match world.jumpcloud("GET", &path, None) {
        Value::String(xml) => xml,
        other => panic!("{other}"),
    }
}

/// Somebody else's application, whose certificate is another.
fn stranger(world: &World) -> String {
    let body = json!({
        "name": "saml2", "displayLabel": "Wiki", "active": true,
        "ssoUrl": "https://sso.jumpcloud.com/saml2/wiki", "sso": {"type": "saml", "hidden": false},
        "config": {
            "idpEntityId": {"value": "JumpCloud"}, "spEntityId": {"value": "wiki"},
            "acsUrl": {"value": "https://wiki.example/acs"}
        }
    });
    world.jumpcloud("POST", "/api/applications", Some(&body));
    metadata(world, "wiki")
}

/// Metadata that looks fine and is not: what is done to it, by name.
fn spoilt(other: &str) -> Vec<(&'static str, Rewrite)> {
    let (whole, theirs) = (other.to_owned(), certificate(other).to_owned());
    let also = theirs.clone();
    vec![
        (
            "another application's document",
            Arc::new(move |_: &str| whole.clone()),
        ),
        (
            "another's certificate",
            Arc::new(move |xml: &str| xml.replace(certificate(xml), &theirs)),
        ),
        (
            "a second certificate",
            Arc::new(move |xml: &str| {
                let (from, to) = ("<md:KeyDescriptor", "</md:KeyDescriptor>");
                let start = xml.find(from).unwrap();
                let end = xml.find(to).unwrap() + to.len();
                let key = &xml[start..end];
                let second = key.replace(certificate(xml), &also);
                xml.replace(key, &format!("{key}{second}"))
            }),
        ),
        (
            "another entity ID",
            Arc::new(|xml: &str| {
                let (_, rest) = xml.split_once("entityID=\"").unwrap();
                let id = rest.split_once('"').unwrap().0;
                xml.replace(&format!("entityID=\"{id}\""), "entityID=\"Elsewhere\"")
            }),
        ),
        (
            "another address",
            Arc::new(|xml: &str| xml.replace("/saml2/mimecast", "/saml2/elsewhere")),
        ),
    ]
}

/// The metadata is spoilt from the `from`th reading on.
fn meddler(world: &World, from: usize, rewrite: Rewrite) -> Meddler {
    let count = AtomicUsize::new(0);
    Meddler::start(world, move |_, path| {
        let hit =
            path.ends_with("/metadata.xml") && count.fetch_add(1, Ordering::Relaxed) + 1 >= from;
        match hit {
            true => Then::Rewrite(rewrite.clone()),
            false => Then::Forward,
        }
    })
}

/// Refused because of the metadata, in the plan or in the middle.
#[track_caller]
fn unfit(run: &Run, what: &str) {
    let document = run.json();
    let said = match &document["error"] {
        Value::Null => document["refusals"].to_string(),
        error => error.to_string(),
    };
    let named = ["metadata-unfit", "stale-plan", "metadata-behind"];
    assert!(
        named.iter().any(|code| said.contains(code)),
        "{what}: {document}"
    );
}

fn profile(world: &World) -> Option<Value> {
    world.mimecast_object("profiles", "JumpCloud SSO")
}

#[test]
fn a_set_up_tells_mimecast_nothing_of_a_certificate_that_is_not_the_applications() {
    let world = World::new();
    let other = stranger(&world);
    for (what, rewrite) in spoilt(&other) {
        let world = World::new();
        let spoilt = meddler(&world, 1, rewrite);
        let args = [&["-o", "json"], &CONNECT[..]].concat();
        let run = spoilt.tool(&world).mimecast(&args).exits(3);
        unfit(&run, what);
        assert_eq!(world.writes().1, 0, "{what}");
        world.connect(&[]);
        assert!(world.enforced("web-apps"), "{what}");
    }
}

#[test]
fn an_update_leaves_a_block_in_force_as_it_is() {
    for from in [1, 2] {
        let world = World::new();
        let other = stranger(&world);
        for (what, rewrite) in spoilt(&other) {
            world.connect(&[]);
            let before = profile(&world);
            // Somebody changed the logout URL, so that there is something to do.
            let spoilt = meddler(&world, from, rewrite);
            let url = "https://example.com/bye";
            let args = [&["-o", "json", "--logout-url", url], &CONNECT[..]].concat();
            let run = spoilt.tool(&world).mimecast(&args).exits(3);
            unfit(&run, what);
            assert_eq!(profile(&world), before, "{what}");
            world.connect(&["--logout-url", url]);
        }
    }
}

#[test]
fn a_rotation_ends_with_the_certificate_that_signs_or_without_enforcement() {
    for from in [1, 2, 3] {
        let world = World::new();
        let other = stranger(&world);
        for (what, rewrite) in spoilt(&other) {
            world.connect(&[]);
            let before = profile(&world).unwrap();
            let spoilt = meddler(&world, from, rewrite);
            let args = ["rotate", "-o", "json", "--yes"];
            let run = spoilt.tool(&world).mimecast(&args);
            let now = profile(&world).unwrap();
            if run.code == 0 {
                // Only what is read after everything was done was spoilt.
                assert_eq!(from, 3, "{what}: {run:?}");
            } else {
                unfit(&run, what);
                let block = &now["blocks"]["web-apps"];
                assert_eq!(
                    block["certificate"],
                    before["blocks"]["web-apps"]["certificate"]
                );
                assert!(
                    from == 1 && now == before || block["enforced"] == false,
                    "{what}"
                );
            }
            world.mimecast(&["rotate", "--yes"]).exits(0);
            assert!(world.enforced("web-apps"), "{what}");
            assert_eq!(
                profile(&world).unwrap()["blocks"]["web-apps"]["certificate"],
                certificate(&metadata(&world, APPS)),
                "{what}"
            );
        }
    }
}

#[test]
fn an_undo_of_a_removal_brings_nothing_back_into_force_with_it() {
    let world = World::new();
    let other = stranger(&world);
    for (what, rewrite) in spoilt(&other) {
        let world = World::new();
        let spoilt = meddler(&world, 1, rewrite);
        // The journal stands under this address.
        let honest = || spoilt.tool(&world);
        world.connect(&[]);
        let _ = other.len();
        honest()
            .mimecast(&["remove", "--confirm-count", "1"])
            .exits(0);
        let run = honest().mimecast(&["undo", "-o", "json", "--yes"]);
        assert!([1, 3].contains(&run.code), "{what}: {run:?}");
        unfit(&run, what);
        let enforced = profile(&world).is_some_and(|p| p["blocks"]["web-apps"]["enforced"] == true);
        assert!(!enforced, "{what}");
    }
}

#[test]
fn what_only_has_to_be_enforced_is_read_before() {
    let world = World::new();
    let other = stranger(&world);
    world.connect(&[]);
    let mut prepared = profile(&world).unwrap();
    prepared["blocks"]["web-apps"]["enforced"] = json!(false);
    world.mimecast_api(
        "/api/authentication-profile/update-profile",
        prepared.clone(),
    );
    let mut forms = spoilt(&other);
    forms.push((
        "a web page",
        Arc::new(|_: &str| "<html>hello</html>".to_owned()),
    ));
    forms.push(("nothing", Arc::new(|_: &str| String::new())));
    for (what, rewrite) in forms {
        for from in [1, 2] {
            let spoilt = meddler(&world, from, rewrite.clone());
            let args = [&["-o", "json"], &CONNECT[..]].concat();
            let run = spoilt.tool(&world).mimecast(&args);
            assert_ne!(run.code, 0, "{what}: {run:?}");
            assert!(!world.enforced("web-apps"), "{what}");
        }
    }
    world.connect(&[]);
    assert!(world.enforced("web-apps"));
}

#[test]
fn the_certificates_of_two_of_our_own_are_not_mixed_up() {
    let world = World::new();
    let both = ["--connector", "apps", "--connector", "personal-portal"];
    world.connect(&both);
    let (apps, portal) = (
        metadata(&world, APPS),
        metadata(&world, "mimecast-cuk1a1-portal"),
    );
    let ids = [APPS, "mimecast-cuk1a1-portal"].map(|suffix| {
        world.application(suffix)["_id"]
            .as_str()
            .unwrap()
            .to_owned()
    });
    let before = profile(&world);
    let writes = world.writes();
    let swapped = Meddler::start(&world, move |_, path| {
        if !path.ends_with("/metadata.xml") {
            return Then::Forward;
        }
        let xml = match path.contains(ids[0].as_str()) {
            true => &portal,
            false => &apps,
        };
        Then::Answer(200, "application/xml", xml.clone())
    });
    let args = ["-o", "json", "--logout-url", "https://example.com/bye"];
    let run = swapped
        .tool(&world)
        .mimecast(&[&args, &CONNECT[..], &both].concat())
        .exits(3);
    assert!(run.refusals().contains(&"metadata-unfit".to_owned()));
    assert_eq!((profile(&world), world.writes()), (before, writes));
}

#[test]
fn one_that_the_application_does_not_show_counts_where_nothing_is_in_force_yet() {
    let world = World::new();
    let hidden = Meddler::start(&world, |_, path| {
        let one = path.contains("/api/applications") && !path.ends_with(".xml");
        match one && !path.contains("/v2/") {
            true => Then::Alter(hide),
            false => Then::Forward,
        }
    });
    let args = [&["-o", "json"], &CONNECT[..]].concat();
    let run = hidden.tool(&world).mimecast(&args).exits(0);
    assert!(
        run.warnings().contains(&"certificate-unproven".to_owned()),
        "{run:?}"
    );
    assert!(world.enforced("web-apps"));
    // A block in force takes no other certificate on such a word.
    let before = profile(&world);
    world.change_application(APPS, |document| {
        document["config"]
            .as_object_mut()
            .unwrap()
            .remove("idpCertificate");
    });
    let run = hidden.tool(&world).mimecast(&args).exits(3);
    assert_eq!(run.refusals(), ["metadata-unfit"]);
    assert_eq!(profile(&world), before);
    world.connect(&[]);
}

/// Takes the certificate out of an application, or of each in a list.
fn hide(document: &mut Value) {
    match document["results"].as_array_mut() {
        Some(all) => all.iter_mut().for_each(hide),
        None => {
            if let Some(config) = document["config"].as_object_mut() {
                config.remove("idpCertificate");
            }
        }
    }
}

#[test]
fn nobody_is_handed_a_worksheet_with_a_certificate_that_is_not_the_applications() {
    let world = World::new();
    world.connect(&[]);
    let other = stranger(&world);
    for (what, rewrite) in spoilt(&other) {
        let spoilt = meddler(&world, 1, rewrite);
        for args in [
            &["worksheet", "-o", "json"][..],
            &["worksheet", "-o", "json", "--print", "html"],
        ] {
            let run = spoilt.tool(&world).mimecast(args);
            let run = run.fails(3, "metadata-unfit", &[]);
            assert!(!run.stdout.contains(certificate(&other)), "{what}");
        }
    }
}
