//! The sign-in model against the sandbox's own sign-ins: the sandbox decides by its own code, from the documents and the
//! requests alone, and `verify` says beside each other what the model holds and what a person at the browser met.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use sso_setup::sandbox::{Options, Quirk};

use crate::common::{ALL_THREE, CONNECT, World, find};

/// Suffix of the IdP URL and ACS path of each connector's application, in the order of `Connector::ALL`.
const APPLICATIONS: [(&str, &str, &str); 3] = [
    ("apps", "mimecast-cuk1a1", "/login/saml"),
    (
        "personal-portal",
        "mimecast-cuk1a1-portal",
        "/login/sso/mpp",
    ),
    ("admin-console", "mimecast-cuk1a1-admin", "/login/sso/adcon"),
];

/// What is done to an application after the set-up.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Twist {
    Nothing,
    Inactive,
    OneUrlOwn,
    OneUrlLogin,
    LoginIsDefault,
    OtherGrid,
    SlashAtTheEnd,
    OtherIssuer,
    OtherAudience,
    OtherProperty,
    OtherFormat,
    FormatTaken,
    Unsigned,
    Hidden,
    NobodyBound,
}

/// What a block of the profile holds.
#[derive(Debug, Clone, Copy)]
struct Holds {
    enforced: bool,
    /// Which application it takes its IdP from.
    source: usize,
    /// Issuer, login URL, certificate: which of them is another's.
    wrong: usize,
    tiles: bool,
}

fn twist() -> impl Strategy<Value = Twist> {
    prop_oneof![
        6 => Just(Twist::Nothing),
        1 => Just(Twist::Inactive),
        1 => Just(Twist::OneUrlOwn),
        1 => Just(Twist::OneUrlLogin),
        1 => Just(Twist::LoginIsDefault),
        1 => Just(Twist::OtherGrid),
        1 => Just(Twist::SlashAtTheEnd),
        1 => Just(Twist::OtherIssuer),
        1 => Just(Twist::OtherAudience),
        1 => Just(Twist::OtherProperty),
        1 => Just(Twist::OtherFormat),
        1 => Just(Twist::FormatTaken),
        1 => Just(Twist::Unsigned),
        1 => Just(Twist::Hidden),
    ]
}

/// A block, which takes its IdP from its own connector more often than from another.
fn holds(own: usize) -> impl Strategy<Value = Holds> {
    let source = prop_oneof![3 => Just(own), 1 => 0..3usize];
    let wrong = prop_oneof![5 => Just(0usize), 1 => 1..4usize];
    (
        prop::bool::weighted(0.9),
        source,
        wrong,
        prop::bool::weighted(0.8),
    )
        .prop_map(|(enforced, source, wrong, tiles)| Holds {
            enforced,
            source,
            wrong,
            tiles,
        })
}

fn acs(path: &str) -> String {
    format!("https://eu-api.mimecast.com{path}")
}

fn list(urls: &[String]) -> String {
    let rows: Vec<Value> = urls
        .iter()
        .enumerate()
        .map(|(i, url)| json!({ "index": i.to_string(), "isDefault": (i == 0).to_string(), "url": url }))
        .collect();
    json!(rows).to_string()
}

fn twisted(document: &mut Value, twist: Twist, own: &str) {
    let login = acs("/login/saml");
    let mut set = |key: &str, value: Value| document["config"][key]["value"] = value;
    match twist {
        Twist::Nothing | Twist::NobodyBound => {}
        Twist::Inactive => document["active"] = json!(false),
        Twist::OneUrlOwn => set("acsUrl", json!(own)),
        Twist::OneUrlLogin => set("acsUrl", json!(login)),
        Twist::LoginIsDefault => set("acsUrl", json!(list(&[login, own.to_owned()]))),
        Twist::OtherGrid => set("acsUrl", json!(own.replace("eu-", "us-"))),
        Twist::SlashAtTheEnd => set(
            "acsUrl",
            json!(list(&[format!("{own}/"), format!("{login}/")])),
        ),
        Twist::OtherIssuer => set("idpEntityId", json!("somebody-else")),
        Twist::OtherAudience => set("spEntityId", json!("https://eu-api.mimecast.com.CUK1A1")),
        Twist::OtherProperty => set("subjectField", json!("username")),
        Twist::OtherFormat => set(
            "overrideNameIdFormat",
            json!("urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"),
        ),
        Twist::FormatTaken => set(
            "overrideNameIdFormat",
            json!("urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"),
        ),
        Twist::Unsigned => {
            set("signAssertion", json!(false));
            set("signResponse", json!(false));
        }
        Twist::Hidden => document["sso"]["hidden"] = json!(true),
    }
}

/// The status of a check; `None` where there is none of this name.
fn status<'a>(checks: &'a Value, name: &str) -> Option<&'a str> {
    let all = checks.as_array().unwrap();
    all.iter().find(|c| c["name"] == name)?["status"].as_str()
}

/// Holds what the model says of a way against what somebody met who went it.
fn compare(checks: &Value, way: &str, went: &str, holds: bool, case: &str) -> bool {
    let met = status(checks, went).unwrap_or_else(|| panic!("{went}: {case}\n{checks:#}"));
    let expected = match status(checks, way) {
        Some("pass") => "pass",
        // What is assumed is so in the sandbox, but for its quirk.
        Some("unknown") if holds => "pass",
        Some("unknown" | "fail") | None => "fail",
        Some(other) => panic!("{way} is {other}: {case}"),
    };
    assert_eq!(met, expected, "{way}, {went}: {case}\n{checks:#}");
    met == "pass"
}

/// `status` says of each way what `verify` does.
fn status_agrees(world: &World, checks: &Value, case: &str) {
    let shown = ["status", "-o", "json", "--subdomain", "eu"];
    let shown = world.mimecast(&shown).exits(0).json();
    let profile = find(&shown["profiles"], "profile", "JumpCloud SSO");
    let ways = profile["ways"].as_array().unwrap();
    let told = ways.iter().map(|way| {
        let text = |key: &str| way[key].as_str().unwrap_or_default();
        let name = match text("start") {
            "tile" => format!("way-in/{}/tile", text("connector")),
            _ => format!("way-in/{}/login-page", text("block")),
        };
        let leads_nowhere = name == "way-in/apps/tile";
        let status = match text("verdict") {
            "works" => "pass",
            "unproven" => "unknown",
            "broken" if leads_nowhere => "warn",
            "broken" => "fail",
            other => panic!("{other}: {case}"),
        };
        (name, status.to_owned())
    });
    let checked = checks.as_array().unwrap().iter().filter_map(|check| {
        let name = check["name"].as_str()?;
        let is_way = name.starts_with("way-in/");
        is_way.then(|| {
            (
                name.to_owned(),
                check["status"].as_str().unwrap().to_owned(),
            )
        })
    });
    let (told, checked): (BTreeMap<_, _>, BTreeMap<_, _>) = (told.collect(), checked.collect());
    assert_eq!(told, checked, "{case}");
}

/// Generates worlds on one sandbox with all three connectors, and compares each way in.
fn model_is_right(quirk: Option<Quirk>, worlds: u32) {
    let world = World::of(Options {
        quirks: quirk.into_iter().collect(),
        ..Options::default()
    });
    // The profile shows the certificate of each once all three blocks are in force.
    let more = [
        "--template",
        "apps:saml2",
        "--enforce",
        "web-apps,admin-console,end-user-apps",
    ];
    world.connect(&[&ALL_THREE[..], &more].concat());
    let documents = APPLICATIONS.map(|(_, suffix, _)| world.application(suffix));
    let profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    // By connector: the block that takes its IdP from it.
    let certificate = ["end-user-apps", "web-apps", "admin-console"]
        .map(|block| profile["blocks"][block]["certificate"].clone());
    let generated = (
        (twist(), twist(), twist()),
        (holds(1), holds(2)),
        // Nobody is bound to one of them in every tenth world.
        prop::option::weighted(0.1, 0..3usize),
    );
    let first = documents[0]["_id"].as_str().unwrap();
    let applications = world.state()["jumpcloud"]["applications"].clone();
    let group = find(&applications, "id", first)["bindings"][0]["id"].clone();
    let verify = [&["verify", "-o", "json"], &CONNECT[..], &ALL_THREE].concat();
    let mut runner = TestRunner::new_with_rng(
        Config {
            cases: worlds,
            ..Config::default()
        },
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let (mut signed_in, mut refused) = (0, 0);
    for _ in 0..worlds {
        let ((a, b, c), (web, admin), nobody) = generated.new_tree(&mut runner).unwrap().current();
        let (mut twists, mut held) = ([a, b, c], [web, admin]);
        if let Some(nobody) = nobody {
            twists[nobody] = Twist::NobodyBound;
            // Who is sent through the browser is somebody of the block's own connector.
            (held[0].source, held[1].source) = (1, 2);
        }
        let case = format!("{quirk:?} {twists:?} {held:?}");
        for (((_, suffix, path), document), twist) in
            APPLICATIONS.iter().zip(&documents).zip(twists)
        {
            world.change_application(suffix, |live| {
                live.clone_from(document);
                twisted(live, twist, &acs(path));
            });
            let id = document["_id"].as_str().unwrap();
            let bound = !world.access(suffix).is_empty();
            if bound == (twist == Twist::NobodyBound) {
                let op = if bound { "remove" } else { "add" };
                let body = json!({ "op": op, "type": "user_group", "id": group });
                world.jumpcloud(
                    "POST",
                    &format!("/api/v2/applications/{id}/associations"),
                    Some(&body),
                );
            }
        }
        let mut changed = profile.clone();
        for (key, holds) in ["web-apps", "admin-console"].into_iter().zip(held) {
            let block = &mut changed["blocks"][key];
            let source = holds.source;
            block["enforced"] = json!(holds.enforced);
            block["issuer"] = documents[source]["config"]["idpEntityId"]["value"].clone();
            block["loginUrl"] = documents[source]["ssoUrl"].clone();
            block["certificate"] = certificate[source].clone();
            block["allowSingleSignOn"] = json!(holds.tiles);
            match holds.wrong {
                1 => block["issuer"] = json!("somebody"),
                2 => block["loginUrl"] = json!("https://sso.jumpcloud.com/saml2/nobody"),
                3 => block["certificate"] = certificate[(source + 1) % 3].clone(),
                _ => {}
            }
        }
        world.mimecast_api("/api/authentication-profile/update-profile", changed);
        let checks = world.mimecast(&verify).json()["checks"].clone();
        let assumed = quirk.is_none();
        if assumed {
            status_agrees(&world, &checks, &case);
        }
        let mut met = Vec::new();
        for (way, went) in [
            ("way-in/web-apps/login-page", "sign-in/portal/sp-initiated"),
            (
                "way-in/admin-console/login-page",
                "sign-in/console/sp-initiated",
            ),
        ] {
            met.push(compare(&checks, way, went, assumed, &case));
        }
        for (i, (connector, _, _)) in APPLICATIONS.iter().enumerate().skip(1) {
            if twists[i] != Twist::Hidden {
                let way = format!("way-in/{connector}/tile");
                let went = format!("sign-in/{connector}/idp-initiated");
                met.push(compare(&checks, &way, &went, assumed, &case));
            }
        }
        signed_in += met.iter().filter(|met| **met).count();
        refused += met.iter().filter(|met| !**met).count();
    }
    // Neither side may be made of nothing else.
    let least = usize::try_from(worlds).unwrap() / 4;
    assert!(
        signed_in > least && refused > least,
        "{signed_in} {refused}"
    );
}

#[test]
fn the_model_says_what_the_sandbox_does() {
    model_is_right(None, 120);
}

#[test]
fn and_where_jumpcloud_answers_at_its_default_only() {
    model_is_right(Some(Quirk::IdpIgnoresAcs), 60);
}

#[test]
fn and_where_mimecast_names_no_address() {
    model_is_right(Some(Quirk::SpNamesNoAcs), 60);
}

#[test]
fn a_persons_word_proves_the_values_that_are_live() {
    let world = World::new();
    let portal = ["--connector", "personal-portal"];
    world.connect(&portal).says(&["Set up:", "not proven"]);
    let said = [&portal[..], &["--confirm-step", "test-sign-in"]].concat();
    let proven = world
        .connect(&said)
        .says(&["Connected:", "Somebody was seen signing in"]);
    assert!(!proven.stdout.contains("not proven"), "{proven:?}");
    // It is kept, and holds for these values only.
    let plan = [&["plan", "-o", "json"], &CONNECT[..], &portal].concat();
    assert_eq!(world.mimecast(&plan).exits(0).warnings(), [""; 0]);
    let rotate = [
        "rotate",
        "--subdomain",
        "eu",
        "--yes",
        "--connector",
        "personal-portal",
    ];
    world.mimecast(&rotate).exits(0);
    assert_eq!(
        world.mimecast(&plan).exits(0).warnings(),
        ["sign-in-unproven"]
    );
    let typo = [
        &["-o", "json"],
        &CONNECT[..],
        &portal,
        &["--confirm-step", "test-signin"],
    ]
    .concat();
    world
        .mimecast(&typo)
        .fails(64, "step-unknown", &["test-signin"]);
}
