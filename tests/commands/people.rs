//! Who can sign in: people who cannot although they have access, and answers that do not say who has.

use serde_json::{Value, json};

use crate::common::meddler::{Meddler, Then};
use crate::common::{ALL_THREE, CONNECT, World, find};

/// The user with this local part, in a sandbox's state.
fn user<'s>(state: &'s mut Value, local: &str) -> &'s mut Value {
    let users = state["jumpcloud"]["users"].as_array_mut().unwrap();
    let email = format!("{local}@widgets.example");
    users.iter_mut().find(|u| u["email"] == email).unwrap()
}

const JSON: [&str; 2] = ["-o", "json"];

#[test]
fn an_administrator_who_has_access_and_cannot_sign_in_is_refused() {
    type Hold = fn(&mut Value);
    let table: [(Hold, &str); 4] = [
        (|user| user["locked"] = json!(true), "is locked"),
        (|user| user["password_expired"] = json!(true), "expired"),
        (
            |user| user["password_pending"] = json!(true),
            "set a password",
        ),
        (|user| user["state"] = json!("SUSPENDED"), "is suspended"),
    ];
    for (hold, why) in table {
        let world = World::edited(|state| hold(user(state, "ada")));
        let run = world.mimecast(&[&JSON[..], &CONNECT, &ALL_THREE].concat());
        let run = run.exits(3);
        assert!(run.refusals().contains(&"admin-lockout".to_owned()));
        let document = run.json();
        let refusal = find(&document["refusals"], "guard", "admin-lockout");
        let message = refusal["message"].as_str().unwrap();
        assert!(
            message.contains(why) && message.contains("ada@widgets.example"),
            "{message}"
        );
        assert_eq!(world.writes(), (0, 0), "{why}");
    }
}

#[test]
fn people_with_access_who_cannot_sign_in_are_counted_by_reason() {
    let world = World::edited(|state| {
        user(state, "alan")["locked"] = json!(true);
        user(state, "grace")["password_pending"] = json!(true);
    });
    let run = world.mimecast(&[&JSON[..], &CONNECT].concat()).exits(3);
    assert_eq!(run.refusals(), ["user-lockout"]);
    let refusal = run.json()["refusals"][0].clone();
    assert_eq!(refusal["override"], "--allow user-lockout=2");
    let message = refusal["message"].as_str().unwrap();
    for part in [
        "2 of 10 people",
        "1 is locked: alan@widgets.example",
        "1 only has to set a password: grace@widgets.example",
    ] {
        assert!(message.contains(part), "{part}: {message}");
    }
    assert_eq!(world.writes(), (0, 0));
    world.connect(&["--allow", "user-lockout=2"]);
    assert!(world.enforced("web-apps"));
}

#[test]
fn an_address_in_mixed_case_is_one_person() {
    let world = World::edited(|state| user(state, "ada")["email"] = json!("Ada@Widgets.example"));
    let admin = ["--admin", "aDa@widgets.EXAMPLE"];
    world.connect(&[&ALL_THREE[..6], &admin].concat());
    assert!(world.enforced("admin-console"));
    // Stored in a case that nobody asked for: found by a search.
    let user = [
        "--user",
        "mary.jackson@widgets.example",
        "--user",
        "ADA@widgets.example",
    ];
    world.connect(&[&ALL_THREE[..6], &admin, &user].concat());
    let access = world.access("mimecast-cuk1a1");
    for email in ["Mary.Jackson@widgets.example", "Ada@Widgets.example"] {
        assert!(access.contains(&email.to_owned()), "{access:?}");
    }
}

/// A read of JumpCloud's, by how its path ends.
fn is_read(path: &str, end: &str) -> bool {
    path.contains("/jumpcloud/") && path.ends_with(end)
}

/// What stands in for an answer.
#[derive(Clone, Copy)]
enum Spoilt {
    Body(&'static str),
    Changed(fn(&mut Value)),
    Status(u16),
}

impl Spoilt {
    fn then(self) -> Then {
        let json = |status, body: &str| Then::Answer(status, "application/json", body.to_owned());
        match self {
            Spoilt::Body(body) => json(200, body),
            Spoilt::Changed(change) => Then::Alter(change),
            Spoilt::Status(status) => json(status, r#"{"message":"Not Found"}"#),
        }
    }
}

fn records(document: &mut Value) -> &mut Vec<Value> {
    match document {
        Value::Array(records) => records,
        document => document["results"].as_array_mut().unwrap(),
    }
}

/// Answers that do not say who is on a list. Where `whole` is a list, some of them leave people out.
const SPOILT: [Spoilt; 10] = [
    Spoilt::Body("{}"),
    Spoilt::Body("[]"),
    Spoilt::Body("null"),
    Spoilt::Body(""),
    Spoilt::Body(r#"{"results":[],"totalCount":0}"#),
    Spoilt::Body(r#"{"message":"try later"}"#),
    Spoilt::Changed(|list| records(list).clear()),
    Spoilt::Changed(|list| records(list).iter_mut().for_each(|r| *r = Value::Null)),
    Spoilt::Changed(|list| records(list).iter_mut().for_each(|r| *r = json!({}))),
    Spoilt::Status(404),
];

#[test]
fn who_has_access_is_never_taken_from_an_answer_that_does_not_say() {
    let mut played = 0;
    for read in ["/members", "/api/systemusers"] {
        for spoilt in SPOILT {
            let world = World::new();
            let meddler = Meddler::start(&world, move |_, path| match is_read(path, read) {
                true => spoilt.then(),
                false => Then::Forward,
            });
            let run = meddler
                .tool(&world)
                .mimecast(&[&JSON[..], &CONNECT].concat());
            assert!(
                meddler
                    .seen
                    .lock()
                    .unwrap()
                    .iter()
                    .any(|path| is_read(path, read))
            );
            let profile = world.mimecast_object("profiles", "JumpCloud SSO");
            let enforced = profile.is_some_and(|p| p["blocks"]["web-apps"]["enforced"] == true);
            assert!(!enforced, "{read}: {run:?}");
            // Refused, or said.
            let held_back = run.code == 0 && run.warnings().contains(&"no-access".to_owned());
            assert!(held_back || [1, 3].contains(&run.code), "{read}: {run:?}");
            if run.code == 3 {
                assert_eq!(run.refusals(), ["people-unread"], "{run:?}");
                assert_eq!(world.writes(), (0, 0), "{run:?}");
            }
            world.connect(&[]);
            assert!(world.enforced("web-apps"));
            played += 1;
        }
    }
    assert_eq!(played, 20);
}

#[test]
fn people_who_were_not_read_have_an_override_of_their_own() {
    let world = World::new();
    let meddler = Meddler::start(&world, |_, path| match is_read(path, "/members") {
        true => Spoilt::Body("{}").then(),
        false => Then::Forward,
    });
    let run = |more: &[&str]| {
        let args = [&JSON[..], &["plan"], &CONNECT, more].concat();
        meddler.tool(&world).mimecast(&args)
    };
    let refused = run(&[]).exits(3);
    assert_eq!(refused.refusals(), ["people-unread"]);
    let refusal = refused.json()["refusals"][0].clone();
    assert_eq!(refusal["override"], "--allow people-unread");
    assert_eq!(
        run(&["--allow", "user-lockout=99"]).exits(3).refusals(),
        ["people-unread"]
    );
    let allowed = run(&["--allow", "people-unread"]).exits(0);
    assert!(allowed.warnings().contains(&"people-unread".to_owned()));
}

#[test]
fn a_record_that_is_missing_from_who_has_access_makes_a_guard_stricter() {
    for change in [
        |list: &mut Value| drop(records(list).pop()),
        |list: &mut Value| *records(list).last_mut().unwrap() = Value::Null,
    ] {
        let world = World::new();
        let meddler = Meddler::start(&world, move |_, path| match is_read(path, "/members") {
            true => Then::Alter(change),
            false => Then::Forward,
        });
        let args = [&JSON[..], &["plan"], &CONNECT].concat();
        // The last of the group is Charles, who is suspended and no member at Mimecast.
        meddler.tool(&world).mimecast(&args).exits(0);
        let meddler = Meddler::start(&world, |_, path| match is_read(path, "/members") {
            true => Then::Alter(|list| drop(records(list).remove(0))),
            false => Then::Forward,
        });
        let refused = meddler.tool(&world).mimecast(&args).exits(3);
        assert_eq!(refused.refusals(), ["user-lockout"]);
        refused.says(&["1 of 10 people", "ada@widgets.example"]);
    }
}

#[test]
fn the_list_of_applications_is_read_whole_or_not_at_all() {
    let spoilt = [
        Spoilt::Body("{}"),
        Spoilt::Body("[]"),
        Spoilt::Body("null"),
        Spoilt::Body(r#"{"results":[]}"#),
        Spoilt::Changed(|list| records(list).clear()),
        Spoilt::Changed(|list| drop(records(list).pop())),
        Spoilt::Changed(|list| records(list)[0] = Value::Null),
        Spoilt::Changed(|list| drop(records(list)[0].as_object_mut().unwrap().remove("ssoUrl"))),
        Spoilt::Changed(|list| records(list)[0]["_id"] = json!("selection")),
        Spoilt::Changed(|list| {
            let first = records(list)[0].clone();
            *records(list).last_mut().unwrap() = first;
        }),
    ];
    let world = World::new();
    world.connect(&[]);
    let (state, writes) = (world.state(), world.writes());
    for spoilt in spoilt {
        for command in [&["remove", "--confirm-count", "1"][..], &["rotate"], &[]] {
            let meddler = Meddler::start(&world, move |method, path| {
                match method == "GET" && path.ends_with("/api/applications") {
                    true => spoilt.then(),
                    false => Then::Forward,
                }
            });
            let args = match command.is_empty() {
                true => [&JSON[..], &CONNECT].concat(),
                false => [command, &JSON, &["--subdomain", "eu", "--yes"]].concat(),
            };
            let run = meddler.tool(&world).mimecast(&args);
            assert_ne!(run.code, 0, "{command:?}: {run:?}");
            assert_eq!(
                (world.state(), world.writes()),
                (state.clone(), writes),
                "{command:?}"
            );
        }
    }
    world.connect(&[]);
}

#[test]
fn an_application_is_never_changed_or_deleted_on_the_word_of_another() {
    let world = World::new();
    world.connect(&[]);
    let state = world.state();
    let other = world.application("salesforce");
    let answer = other.to_string();
    for command in [
        &["remove", "--confirm-count", "1"][..],
        &["remove", "--deactivate"],
        &["rotate"],
        &["--label", "Mail"],
    ] {
        let answer = answer.clone();
        let meddler = Meddler::start(&world, move |method, path| {
            let one = path.contains("/api/applications/");
            match method == "GET" && one {
                true => Then::Answer(200, "application/json", answer.clone()),
                false => Then::Forward,
            }
        });
        let args = match command[0].starts_with("--") {
            true => [&JSON[..], &CONNECT, command].concat(),
            false => [command, &JSON, &["--subdomain", "eu", "--yes"]].concat(),
        };
        let run = meddler.tool(&world).mimecast(&args);
        assert_ne!(run.code, 0, "{command:?}: {run:?}");
        let documents = |state: &Value| -> Vec<Value> {
            let all = state["jumpcloud"]["applications"].as_array().unwrap();
            all.iter().map(|a| a["document"].clone()).collect()
        };
        assert!(
            documents(&state) == documents(&world.state()),
            "{command:?}"
        );
        world.connect(&[]);
    }
}
