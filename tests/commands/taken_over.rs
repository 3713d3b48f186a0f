//! Each finding of `status`: named of what somebody made by hand, and taken over by the words that it prints, it signs in, and
//! nothing unasked has changed.

mod goals;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::common::meddler::Meddler;
use crate::common::{CONNECT, Run, World, certificates, find, texts};

const ADOPT: [&str; 2] = ["--idp-url-suffix", "apps:bob"];
const BOB: &str = "Mail (Bob)";

fn set(document: &mut Value, key: &str, value: Value) {
    document["config"][key] = json!({ "value": value });
}

fn acs(document: &mut Value, url: &str) {
    set(document, "acsUrl", json!(url));
}

/// Where a hand slipped that goes through JumpCloud's API.
type Slip = fn(&mut Value);

/// The finding, the slip, and the fields of the application that a set-up is to mend.
const SLIPS: [(&str, Slip, &[&str]); 14] = [
    ("nobody-bound", |_| {}, &[]),
    (
        "placeholder-left",
        |d| acs(d, "https://XX-api.mimecast.com/login/saml"),
        &["config.acsUrl"],
    ),
    (
        "entity-id-https",
        |d| set(d, "spEntityId", json!("https://eu-api.mimecast.com.CUK1A1")),
        &["config.spEntityId"],
    ),
    (
        "other-grid",
        |d| acs(d, "https://us-api.mimecast.com/login/saml"),
        &["config.acsUrl"],
    ),
    (
        "other-grid",
        |d| set(d, "spEntityId", json!("us-api.mimecast.com.CUK1A1")),
        &["config.spEntityId"],
    ),
    (
        "blank-or-slash",
        |d| acs(d, "https://eu-api.mimecast.com/login/saml/"),
        &["config.acsUrl"],
    ),
    (
        "acs-path-unknown",
        |d| acs(d, "https://eu-api.mimecast.com/login/samlp"),
        &["config.acsUrl"],
    ),
    (
        "entity-id-wrong",
        |d| set(d, "spEntityId", json!("eu-api.mimecast.com")),
        &["config.spEntityId"],
    ),
    (
        "other-account",
        |d| set(d, "spEntityId", json!("eu-api.mimecast.com.CUK1A2")),
        &["config.spEntityId"],
    ),
    ("inactive", |d| d["active"] = json!(false), &["active"]),
    (
        "name-id",
        |d| set(d, "subjectField", json!("username")),
        &["config.subjectField"],
    ),
    (
        "name-id-format",
        |d| {
            let format = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
            set(d, "overrideNameIdFormat", json!(format));
        },
        &["config.overrideNameIdFormat"],
    ),
    (
        "unsigned",
        |d| {
            d["name"] = json!("saml2");
            set(d, "signAssertion", json!(false));
        },
        &["config.signAssertion"],
    ),
    (
        "issuer-empty",
        |d| {
            d["name"] = json!("saml2");
            set(d, "idpEntityId", json!(""));
        },
        &["config.idpEntityId"],
    ),
];

/// The findings of a certificate, the days that it has left, and the guard that refuses taking over until it is renewed.
const CERTIFICATES: [(&str, i64, Option<&str>); 3] = [
    ("certificate-ending", 20, None),
    ("certificate-ending", 3, Some("certificate-expiring")),
    ("certificate-ended", -1, Some("metadata-unfit")),
];

const DUPLICATE: &str = "duplicate";

/// What becomes of a set-up over something that is not shown.
#[derive(Clone, Copy)]
enum Unread {
    /// It ends in this error.
    Fails(&'static str),
    /// This guard refuses its plan.
    Refused(&'static str),
    /// It leaves that as it is, and warns of this; on an account that is not played, that refuses.
    Left(&'static str),
}

/// What JumpCloud may leave out of an answer, the finding, and what becomes of a set-up.
const NOT_SHOWN: [(&str, Slip, Unread); 4] = [
    (
        "unread",
        |one| {
            let config = one["config"].as_object_mut().unwrap();
            config.remove("idpEntityId");
        },
        Unread::Fails("settings-unread"),
    ),
    (
        "unread",
        |one| one["config"]["subjectField"] = json!({ "value": ["username"] }),
        Unread::Fails("settings-unread"),
    ),
    (
        "active-unread",
        |one| drop(one.as_object_mut().unwrap().remove("active")),
        Unread::Left("sign-in-unproven"),
    ),
    (
        "certificate-unreadable",
        |one| one["config"]["idpCertificate"]["value"] = json!("no certificate"),
        Unread::Refused("metadata-unfit"),
    ),
];

#[test]
fn every_finding_of_the_program_is_among_them() {
    let source = |path: &str| std::fs::read_to_string(Path::new(path)).unwrap();
    let named = |source: &str, before: &str| -> BTreeSet<String> {
        let after = source.split(before).skip(1);
        let quoted =
            after.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
        quoted.map(str::to_owned).collect()
    };
    let mut known = named(&source("src/engine/status.rs"), "code:");
    known.extend(named(&source("src/plan/survey.rs"), "find("));
    for file in std::fs::read_dir("src/plan/survey").unwrap() {
        let path = file.unwrap().path();
        known.extend(named(&source(path.to_str().unwrap()), "find("));
    }
    let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
    let mut tested = BTreeSet::from([DUPLICATE]);
    tested.extend(SLIPS.map(|(code, ..)| code));
    tested.extend(CERTIFICATES.map(|(code, ..)| code));
    tested.extend(NOT_SHOWN.map(|(code, ..)| code));
    assert_eq!(known, tested);
}

/// Bob's application, as `status` shows it, and the codes of its findings.
#[track_caller]
fn bobs(world: &World) -> (Value, Vec<String>) {
    let run = world.mimecast(&["status", "-o", "json", "--subdomain", "eu"]);
    let found = run.exits(0).json();
    let bob = find(&found["applications"], "label", BOB).clone();
    let codes = texts(&bob["findings"], "code");
    (bob, codes)
}

/// Runs a command that looks, with what is wanted of Bob's application.
fn looks(world: &World, command: &str) -> Run {
    world.mimecast(&[&[command, "-o", "json"], &CONNECT[..], &ADOPT].concat())
}

/// Sets it up and holds what came of it: `mended` is all that the plan shows of the application, and all that changes.
#[track_caller]
fn taken_over(world: &World, code: &str, mended: &[&str]) {
    let (before, others) = (world.application("bob"), world.of_others(&["saml2/bob"]));
    let plan = looks(world, "plan").exits(0).json();
    let changes = plan["changes"].as_array().unwrap();
    let of_it = changes
        .iter()
        .find(|c| c["id"] == "jumpcloud/application/apps");
    let shown = of_it.map_or(Vec::new(), |change| texts(&change["fields"], "name"));
    assert_eq!(shown, mended, "{code}");

    world
        .connect(&ADOPT)
        .says(&["are configured for each other"]);
    looks(world, "verify").exits(0);
    assert_eq!(looks(world, "plan").exits(0).changes(), [""; 0], "{code}");
    // Label, description, visibility, attributes, certificate and whatever else is as it was.
    let mut after = world.application("bob");
    for field in mended {
        match field.strip_prefix("config.") {
            Some(key) => after["config"][key] = before["config"][key].clone(),
            None => after[*field] = before[*field].clone(),
        }
    }
    assert_eq!(after, before, "{code}");
    assert_eq!(world.of_others(&["saml2/bob"]), others, "{code}");
    assert_eq!(world.access("bob"), ["All Staff"], "{code}");
    let (bob, codes) = bobs(world);
    assert_eq!(bob["connector"], "apps", "{code}");
    assert_eq!(codes, [""; 0], "{code}");
}

#[test]
fn each_slip_is_found_and_taking_over_mends_it_and_nothing_else() {
    for (code, slip, mended) in SLIPS {
        let world = World::new();
        world.by_hand(slip);
        let (bob, codes) = bobs(&world);
        assert_eq!(bob["ours"], false, "{bob:#}");
        let mut expected = BTreeSet::from([code, "nobody-bound"]);
        expected.retain(|code| codes.contains(&(*code).to_owned()));
        assert_eq!(
            expected,
            BTreeSet::from([code, "nobody-bound"]),
            "{codes:?}"
        );
        // Without anything of ours, verify judges what is there; what is another account's is not this one's to judge.
        let verify = [&["verify", "-o", "json"], &CONNECT[..]].concat();
        let checks = world.mimecast(&verify).exits(1).json()["checks"].clone();
        let failed = texts(&checks, "name");
        assert_eq!(
            failed.contains(&code.to_owned()),
            code != "other-account" && code != "nobody-bound",
            "{code}: {failed:?}"
        );
        let shown = world.mimecast(&["status", "--subdomain", "eu"]).exits(0);
        shown.says(&[code, "--idp-url-suffix"]);
        taken_over(&world, code, mended);
    }
}

/// Bob's application with a certificate that ends that many days from now.
fn with_certificate(days: i64) -> World {
    let end = OffsetDateTime::now_utc() + Duration::days(days);
    let make = |world: &World| drop(world.by_hand(|_| {}));
    World::changed(make, |state| certificates::end(state, end))
}

/// Runs what a text says to run, after the name of the program, and to its end.
#[track_caller]
fn as_printed(world: &World, text: &str) -> Run {
    let (_, printed) = text.split_once("sso-setup mimecast ").unwrap();
    let printed: Vec<&str> = printed.split(' ').collect();
    world.mimecast(&[&printed[..], &["--yes"]].concat())
}

/// The document without its certificate, and without what tells when that was made.
fn without_certificate(mut document: Value) -> Value {
    let mut without = |object: &str, key: &str| {
        document[object].as_object_mut().unwrap().remove(key);
    };
    without("config", "idpCertificate");
    for key in [
        "idpCertificateUpdatedAt",
        "idpPrivateKeyUpdatedAt",
        "idpCertExpirationAt",
    ] {
        without("sso", key);
    }
    document
}

#[test]
fn a_certificate_near_its_end_or_past_it_is_renewed_by_what_is_printed() {
    for (code, days, refusal) in CERTIFICATES {
        let world = with_certificate(days);
        let (bob, codes) = bobs(&world);
        assert_eq!(codes, [code, "nobody-bound"]);
        let remedy = bob["findings"][0]["remedy"].as_str().unwrap();
        // Whoever takes it over without that is told the same.
        if let Some(refusal) = refusal {
            let written = world.writes();
            let run = world.mimecast(&[&["-o", "json"], &CONNECT[..], &ADOPT].concat());
            let run = run.exits(3);
            assert_eq!(run.refusals(), [refusal]);
            let message = run.json()["refusals"][0]["message"].clone();
            let (_, printed) = remedy.split_once("sso-setup").unwrap();
            assert!(message.as_str().unwrap().ends_with(printed), "{message}");
            assert_eq!(world.writes(), written);
        }
        let (before, others) = (world.application("bob"), world.of_others(&["saml2/bob"]));
        as_printed(&world, remedy).exits(0);
        let after = world.application("bob");
        assert_ne!(
            after["config"]["idpCertificate"],
            before["config"]["idpCertificate"]
        );
        assert_eq!(without_certificate(after), without_certificate(before));
        assert_eq!(world.of_others(&["saml2/bob"]), others);
        assert_eq!(bobs(&world).1, ["nobody-bound"]);
        taken_over(&world, code, &[]);
    }
}

#[test]
fn of_duplicates_the_one_that_is_not_in_use_is_deleted_as_it_is_said() {
    // The same values under another IdP URL, and the same IdP URL.
    for (url, code) in [
        ("alice", "foreign-object"),
        ("bob", "application-ambiguous"),
    ] {
        let world = World::new();
        world.by_hand(|_| {});
        let other = world.by_hand(|d| {
            d["displayLabel"] = json!("Mail (Alice)");
            d["ssoUrl"] = json!(format!("https://sso.jumpcloud.com/saml2/{url}"));
        });
        let (bob, codes) = bobs(&world);
        assert_eq!(codes, [DUPLICATE, "nobody-bound"], "{bob:#}");
        assert_eq!(
            bob["findings"][0]["remedy"],
            "delete the one that is not in use"
        );
        let written = world.writes();
        let run = world.mimecast(&[&["-o", "json"], &CONNECT[..], &ADOPT].concat());
        match code {
            "foreign-object" => assert_eq!(run.exits(3).refusals(), [code]),
            _ => drop(run.fails(1, code, &["delete the ones"])),
        }
        assert_eq!(world.writes(), written);
        let path = format!("/api/applications/{}", other["_id"].as_str().unwrap());
        world.jumpcloud("DELETE", &path, None);
        taken_over(&world, DUPLICATE, &[]);
    }
}

#[test]
fn what_jumpcloud_does_not_show_of_it_is_named_and_nothing_is_decided_by_it() {
    for (code, withheld, becomes) in NOT_SHOWN {
        let world = World::new();
        world.by_hand(|_| {});
        let jumpcloud = Meddler::listing(&world, withheld);
        let status = ["status", "--subdomain", "eu", "-o", "json"];
        let found = jumpcloud.tool(&world).mimecast(&status).exits(0).json();
        let bob = find(&found["applications"], "label", BOB);
        assert_eq!(texts(&bob["findings"], "code"), [code, "nobody-bound"]);
        let remedy = bob["findings"][0]["remedy"].as_str().unwrap();
        assert!(remedy.contains("JumpCloud"), "{remedy}");
        let (state, written) = (world.state(), world.writes());
        for command in ["plan", "apply"] {
            let args = [&[command, "-o", "json"], &CONNECT[..], &ADOPT].concat();
            let run = || jumpcloud.tool(&world).mimecast(&args);
            match becomes {
                Unread::Fails(code) => {
                    run().fails(1, code, &[BOB]);
                }
                Unread::Refused(guard) => {
                    assert_eq!(run().exits(3).refusals(), [guard]);
                }
                Unread::Left(warning) if command == "plan" => {
                    let run = run().exits(0);
                    assert!(run.warnings().contains(&warning.to_owned()));
                    let of_it = "jumpcloud/application/apps".to_owned();
                    assert!(!run.changes().contains(&of_it));
                }
                Unread::Left(_) => {}
            }
        }
        assert_eq!((world.state(), world.writes()), (state, written), "{code}");
    }
}
