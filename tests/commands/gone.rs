//! What disappeared: applications that somebody deleted by hand, and answers that lack what is there. Nobody is locked
//! out, and nothing is said to be done that is not.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::common::meddler::{Meddler, Then};
use crate::common::{ALL_THREE, CONNECT, Run, Tool, World};

const RELEASE: &str = "mimecast/authentication-profile/JumpCloud SSO#release";
const ENFORCE: &str = "mimecast/authentication-profile/JumpCloud SSO#enforce";
const PROFILES: &str = "/mimecast/api/authentication-profile/find-profiles";
const APPLICATIONS: &str = "/jumpcloud/api/applications";
const REMOVE: [&str; 5] = ["remove", "-o", "json", "--confirm-count", "3"];
const NOTHING: [&str; 0] = [];

/// A server in front of a sandbox that can be told when to begin to spoil answers. Everything goes through it: journals
/// belong to the addresses that a run was given.
struct Spoiler {
    meddler: Meddler,
    on: Arc<AtomicBool>,
}

impl Spoiler {
    fn new(world: &World, rule: impl Fn(&str, &str) -> Then + Send + Sync + 'static) -> Spoiler {
        let on = Arc::new(AtomicBool::new(false));
        let spoils = on.clone();
        let meddler = Meddler::start(world, move |method, path| {
            match spoils.load(Ordering::SeqCst) {
                true => rule(method, path),
                false => Then::Forward,
            }
        });
        Spoiler { meddler, on }
    }

    /// Runs a command with spoilt answers.
    fn spoilt(&self, world: &World, args: &[&str]) -> Run {
        self.on.store(true, Ordering::SeqCst);
        let run = self.honest_or_not(world, args);
        self.on.store(false, Ordering::SeqCst);
        run
    }

    /// Runs a command with the answers as they are.
    fn honest(&self, world: &World, args: &[&str]) -> Run {
        self.honest_or_not(world, args)
    }

    fn honest_or_not(&self, world: &World, args: &[&str]) -> Run {
        self.meddler.tool(world).mimecast(args)
    }
}

/// Somebody deletes an application in the console.
fn delete_by_hand(world: &World, suffix: &str) {
    let id = world.application(suffix)["_id"].clone();
    let path = format!("/api/applications/{}", id.as_str().unwrap());
    world.jumpcloud("DELETE", &path, None);
}

/// Mimecast's list of profiles as an account has it that nobody set up: the default alone.
fn the_default_alone(answer: &mut Value) {
    let profiles = answer["data"].as_array_mut().unwrap();
    profiles.retain(|p| p["default"] == true);
}

/// An empty list of applications.
fn no_applications() -> Then {
    let body = json!({"results": [], "totalCount": 0}).to_string();
    Then::Answer(200, "application/json", body)
}

fn lists_applications(method: &str, path: &str) -> bool {
    method == "GET" && path == APPLICATIONS
}

/// How many blocks of the profile are in force.
fn in_force(world: &World) -> usize {
    let profile = world.mimecast_object("profiles", "JumpCloud SSO");
    let profile = profile.expect("the profile");
    let blocks = profile["blocks"].as_object().unwrap().values();
    blocks.filter(|b| b["enforced"] == true).count()
}

#[test]
fn what_is_enforced_for_an_application_that_is_gone_is_released() {
    let all = [
        "mimecast-cuk1a1",
        "mimecast-cuk1a1-portal",
        "mimecast-cuk1a1-admin",
    ];
    for journal in [true, false] {
        let world = World::new();
        world.connect(&ALL_THREE);
        for suffix in all {
            delete_by_hand(&world, suffix);
        }
        assert_eq!(in_force(&world), 2);
        let tool = || match journal {
            true => world.tool(),
            // Another machine: what is wanted says whose the login URLs are.
            false => world
                .tool()
                .env("XDG_STATE_HOME", world.kept.path().join("x")),
        };
        // Nothing is deleted, so no number is asked for.
        let agree = ["remove", "--yes", "-o", "json"];
        let run = tool().mimecast(&agree).exits(0);
        assert_eq!(run.changes(), [RELEASE]);
        assert_eq!(in_force(&world), 0);
        let again = tool().mimecast(&REMOVE).exits(0);
        assert_eq!(again.changes(), NOTHING);
    }
}

#[test]
fn one_that_is_gone_does_not_stop_the_others_from_being_taken_out() {
    let world = World::new();
    world.connect(&ALL_THREE);
    delete_by_hand(&world, "mimecast-cuk1a1-admin");
    let run = world.mimecast(&REMOVE).exits(0);
    assert_eq!(run.changes()[0], RELEASE);
    let released = run.json()["changes"][0]["fields"].as_array().unwrap().len();
    assert_eq!(released, 2);
    assert_eq!(in_force(&world), 0);
    assert!(
        !world.state()["jumpcloud"]["applications"]
            .to_string()
            .contains("mimecast-cuk1a1")
    );
    assert_eq!(world.mimecast(&REMOVE).exits(0).changes(), NOTHING);
}

#[test]
fn a_suffix_that_only_the_journal_knows_is_released_too() {
    let world = World::new();
    world.connect(&["--idp-url-suffix", "mail"]);
    delete_by_hand(&world, "mail");
    let run = world.mimecast(&REMOVE).exits(0);
    assert_eq!(run.changes(), [RELEASE]);
    assert_eq!(in_force(&world), 0);
}

#[test]
fn by_hand_what_somebody_confirmed_is_released() {
    let by_hand = |world: &World| world.tool().env("SSO_SETUP_MIMECAST_MODE", "worksheet");
    for attested in [true, false] {
        let world = World::new();
        let steps = [
            "mimecast/authentication-profile/JumpCloud SSO",
            "mimecast/application-setting/JumpCloud SSO",
            ENFORCE,
        ];
        let confirmed = steps.iter().flat_map(|step| ["--confirm-step", *step]);
        let args: Vec<&str> = CONNECT.into_iter().chain(confirmed).collect();
        by_hand(&world).mimecast(&args).exits(0);
        delete_by_hand(&world, "mimecast-cuk1a1");
        let elsewhere = world.kept.path().join("other.jsonl");
        let tool = |world: &World| -> Tool {
            match attested {
                true => by_hand(world),
                false => by_hand(world).env("SSO_SETUP_ATTESTATIONS", &elsewhere),
            }
        };
        let waits = tool(&world).mimecast(&REMOVE).exits(0);
        assert_eq!(waits.changes(), [RELEASE], "attested: {attested}");
        assert_eq!(
            waits.json()["steps"][0]["fields"].as_array().unwrap().len(),
            1
        );
        let done = [&REMOVE[..], &["--confirm-step", RELEASE]].concat();
        tool(&world).mimecast(&done).exits(0);
        assert_eq!(tool(&world).mimecast(&REMOVE).exits(0).changes(), NOTHING);
    }
}

#[test]
fn a_profile_that_the_list_lacks_stops_what_it_hangs_on() {
    let commands: [&[&str]; 4] = [
        &REMOVE,
        &["remove", "-o", "json", "--deactivate", "--yes"],
        &["rotate", "-o", "json", "--yes"],
        &["undo", "-o", "json", "--confirm-count", "3"],
    ];
    for command in commands {
        let world = World::new();
        let spoiler = Spoiler::new(&world, |_, path| match path == PROFILES {
            true => Then::Alter(the_default_alone),
            false => Then::Forward,
        });
        spoiler.honest(&world, &CONNECT).exits(0);
        let (state, writes) = (world.state(), world.writes());
        let run = spoiler.spoilt(&world, command);
        assert_ne!(run.code, 0, "{command:?}\n{}\n{}", run.stdout, run.stderr);
        assert_eq!(
            (world.state(), world.writes()),
            (state, writes),
            "{command:?}"
        );
        // Without the fault the same command does what it is for.
        spoiler.honest(&world, command).exits(0);
    }
}

#[test]
fn no_applications_in_the_list_take_nothing_away() {
    let commands: [&[&str]; 3] = [
        &["remove", "-o", "json", "--deactivate", "--yes"],
        &["rotate", "-o", "json", "--yes"],
        &["undo", "-o", "json", "--confirm-count", "3"],
    ];
    for command in commands {
        let world = World::new();
        let spoiler = Spoiler::new(&world, |method, path| {
            match lists_applications(method, path) {
                true => no_applications(),
                false => Then::Forward,
            }
        });
        spoiler.honest(&world, &CONNECT).exits(0);
        let before = world.state();
        let run = spoiler.spoilt(&world, command);
        assert_ne!(run.code, 0, "{command:?}\n{}\n{}", run.stdout, run.stderr);
        assert_eq!(world.state(), before, "{command:?}");
        spoiler.honest(&world, command).exits(0);
    }
}

/// A sandbox with an application that somebody made by hand and that has this id, beside those of others or alone.
fn with_bobs(id: &str, alone: bool) -> World {
    let make = |world: &World| drop(world.by_hand(|_| {}));
    World::changed(make, |state| {
        let all = state["jumpcloud"]["applications"].as_array_mut().unwrap();
        let url = "https://sso.jumpcloud.com/saml2/bob";
        let is_bobs = |one: &Value| one["document"]["ssoUrl"] == url;
        all.retain(|one| !alone || is_bobs(one));
        let bobs = all.iter_mut().find(|one| is_bobs(one)).unwrap();
        let was = bobs["id"].as_str().unwrap().to_owned();
        bobs["id"] = id.into();
        bobs["document"]["_id"] = id.into();
        let keys = state["private_keys"].as_object_mut().unwrap();
        let key = keys.remove(&was).unwrap();
        keys.insert(id.to_owned(), key);
    })
}

#[test]
fn an_application_that_the_list_leaves_out_is_not_made_again() {
    let take_over = [
        &["-o", "json", "--idp-url-suffix", "apps:bob"],
        &CONNECT[..],
    ]
    .concat();
    let last_gone = "last-gone,times=always,method=GET,path=/api/applications";
    // Sorted by id, so that it comes last, and is left out.
    let world = with_bobs("ffffffffffffffffffffffff", false);
    world.arm(last_gone);
    let run = world.mimecast(&take_over);
    run.fails(
        1,
        "list-unreadable",
        &["Mail (Bob)", "in the reverse order"],
    );
    assert_eq!(world.writes(), (0, 0));
    world.sandbox.clear_faults();
    world.mimecast(&take_over).exits(0);
    let bobs = world.application("bob");
    let signer = bobs["config"]["idpCertificate"]["value"].as_str().unwrap();
    assert!(!signer.is_empty() && world.enforced("web-apps"));

    // No application is listed at all before one is made, in either order; and then one of the two, another in each order.
    for id in ["000000000000000000000000", "ffffffffffffffffffffffff"] {
        let world = with_bobs(id, true);
        world.arm(last_gone);
        let run = world.mimecast(&take_over);
        assert_ne!(run.code, 0, "{id}: {run:?}");
        assert_eq!(world.writes().1, 0, "{id}: {run:?}");
    }
}

#[test]
fn an_application_that_is_listed_again_afterwards_is_not_done() {
    let world = World::new();
    let asked = AtomicUsize::new(0);
    let spoiler = Spoiler::new(&world, move |method, path| {
        let first = lists_applications(method, path) && asked.fetch_add(1, Ordering::SeqCst) == 0;
        match first {
            true => no_applications(),
            false => Then::Forward,
        }
    });
    spoiler.honest(&world, &CONNECT).exits(0);
    // Another machine: no journal knows of the application.
    let elsewhere = || {
        let tool = spoiler.meddler.tool(&world);
        tool.env("XDG_STATE_HOME", world.kept.path().join("elsewhere"))
    };
    spoiler.on.store(true, Ordering::SeqCst);
    let run = elsewhere().mimecast(&REMOVE);
    spoiler.on.store(false, Ordering::SeqCst);
    run.exits(1)
        .says(&["not-settled", "jumpcloud/application/apps"]);
    let listed = elsewhere()
        .mimecast(&["undo", "--list", "-o", "json"])
        .exits(0);
    assert!(listed.says(&["failed"]).stdout.contains("remove"));
    // The same command without the fault reaches what was wanted.
    spoiler.honest(&world, &REMOVE).exits(0);
    assert!(
        !world.state()["jumpcloud"]["applications"]
            .to_string()
            .contains("mimecast-cuk1a1")
    );
}

#[test]
fn a_release_that_was_not_made_stops_the_rest() {
    for command in [
        &REMOVE[..],
        &["remove", "-o", "json", "--deactivate", "--yes"],
        &["rotate", "-o", "json", "--yes"],
    ] {
        let world = World::new();
        world.connect(&[]);
        let before = world.state();
        // The write is answered as if it had been made, and never reaches Mimecast.
        let mut released = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
        released["blocks"]["web-apps"]["enforced"] = json!(false);
        let answer = json!({"meta": {"status": 200}, "data": [released], "fail": []}).to_string();
        let spoiler = Spoiler::new(&world, move |_, path| {
            match path == "/mimecast/api/authentication-profile/update-profile" {
                true => Then::Answer(200, "application/json", answer.clone()),
                false => Then::Forward,
            }
        });
        let run = spoiler.spoilt(&world, command);
        assert!(
            matches!(run.code, 1 | 3 | 5),
            "{command:?}\n{}\n{}",
            run.stdout,
            run.stderr
        );
        assert_eq!(world.state(), before, "{command:?}");
        spoiler.honest(&world, command).exits(0);
    }
}

#[test]
fn somebody_who_enforces_in_between_is_noticed_before_anything_is_taken_away() {
    let world = World::new();
    world.connect(&[]);
    let before = world.state();
    // From the second reading on, another profile enforces SAML through the same application.
    fn with_another(answer: &mut Value) {
        let profiles = answer["data"].as_array_mut().unwrap();
        let ours = profiles
            .iter()
            .find(|p| p["description"] == "JumpCloud SSO");
        let mut other = ours.unwrap().clone();
        other["description"] = json!("Somebody's own");
        other["id"] = json!("someone-elses");
        other["blocks"]["web-apps"]["enforced"] = json!(true);
        profiles.push(other);
    }
    let asked = AtomicUsize::new(0);
    let spoiler = Spoiler::new(&world, move |_, path| {
        let again = path == PROFILES && asked.fetch_add(1, Ordering::SeqCst) > 0;
        match again {
            true => Then::Alter(with_another),
            false => Then::Forward,
        }
    });
    let run = spoiler.spoilt(&world, &["remove", "-o", "json", "--deactivate", "--yes"]);
    run.exits(3).says(&["stale-plan", "Somebody's own"]);
    assert_eq!(world.state()["jumpcloud"], before["jumpcloud"]);
}

#[test]
fn what_switches_off_is_sent_by_deactivate_alone_and_deleting_does_not_wait_for_it() {
    let world = World::new();
    let spoiler = Spoiler::new(&world, |method, path| {
        match method == "PUT" && path.starts_with("/jumpcloud/api/applications/") {
            true => Then::Answer(400, "application/json", r#"{"message":"no"}"#.to_owned()),
            false => Then::Forward,
        }
    });
    spoiler.honest(&world, &CONNECT).exits(0);
    spoiler.spoilt(&world, &REMOVE).exits(0);
    assert!(
        !world.state()["jumpcloud"]["applications"]
            .to_string()
            .contains("mimecast-cuk1a1")
    );
    // The way back does not switch anything off either.
    spoiler.honest(&world, &CONNECT).exits(0);
    let undone = spoiler.spoilt(&world, &["undo", "-o", "json", "--confirm-count", "1"]);
    let changes = undone.exits(0).changes();
    assert!(
        changes.iter().all(|id| !id.ends_with("#deactivate")),
        "{changes:?}"
    );
}

#[test]
fn an_image_that_is_refused_holds_nothing_up() {
    let world = World::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tile.svg");
    std::fs::write(&path, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    let spoiler = Spoiler::new(&world, |_, path| match path.ends_with("/logo") {
        true => Then::Answer(400, "application/json", r#"{"message":"no"}"#.to_owned()),
        false => Then::Forward,
    });
    let logo = ["-o", "json", "--tile-logo", path.to_str().unwrap()];
    let run = spoiler
        .spoilt(&world, &[&CONNECT[..], &logo].concat())
        .exits(1);
    let results = run.json()["results"].clone();
    for result in results.as_array().unwrap() {
        let expected = match result["id"] == "jumpcloud/application/apps#logo" {
            true => "failed",
            false => "done",
        };
        assert_eq!(result["status"], expected, "{result}");
    }
    assert!(world.enforced("web-apps"));
    // Without the fault the image is all that is left.
    let again = spoiler
        .honest(&world, &[&CONNECT[..], &logo].concat())
        .exits(0);
    assert_eq!(again.changes(), ["jumpcloud/application/apps#logo"]);
}

#[test]
fn what_was_released_for_a_lost_application_is_not_enforced_again() {
    let world = World::new();
    world.connect(&[]);
    delete_by_hand(&world, "mimecast-cuk1a1");
    world.mimecast(&REMOVE).exits(0);
    let state = world.state();
    let run = world.mimecast(&["undo", "-o", "json", "--yes"]).exits(3);
    assert_eq!(run.refusals(), ["user-lockout"]);
    run.says(&["everybody would be locked out"]);
    assert_eq!(world.state(), state);
}

#[test]
fn an_undo_whose_deletion_was_not_made_is_not_done() {
    let world = World::new();
    let spoiler = Spoiler::new(&world, |method, path| {
        let deletes = method == "DELETE" && path.starts_with("/jumpcloud/api/applications/");
        match deletes {
            true => Then::Answer(200, "application/json", "{}".to_owned()),
            false => Then::Forward,
        }
    });
    spoiler.honest(&world, &CONNECT).exits(0);
    let undo = ["undo", "-o", "json", "--confirm-count", "1"];
    let run = spoiler.spoilt(&world, &undo);
    assert!(matches!(run.code, 1 | 5), "{}\n{}", run.stdout, run.stderr);
    let listed = spoiler.honest(&world, &["undo", "--list", "-o", "json"]);
    assert_eq!(listed.json()["runs"][0]["outcome"], "failed");
    // The next one finds its way from what is live.
    spoiler.honest(&world, &undo).exits(0);
    assert!(
        !world.state()["jumpcloud"]["applications"]
            .to_string()
            .contains("mimecast-cuk1a1")
    );
}

/// Each listed application has the id of the next.
fn shift_ids(answer: &mut Value) {
    let records = answer["results"].as_array_mut().unwrap();
    for key in ["_id", "id"] {
        let mut ids: Vec<Value> = records.iter().map(|r| r[key].clone()).collect();
        ids.rotate_left(1);
        for (record, id) in records.iter_mut().zip(ids) {
            record[key] = id;
        }
    }
}

#[test]
fn a_list_with_ids_of_others_has_nothing_of_others_touched() {
    let undo = ["undo", "--confirm-count", "3", "-o", "json"];
    let bind = [&CONNECT[..], &["--group", "Engineering", "-o", "json"]].concat();
    let deactivate = ["remove", "--deactivate", "--yes", "-o", "json"];
    for args in [&REMOVE[..], &undo, &bind, &deactivate] {
        let world = World::new();
        let spoiler = Spoiler::new(&world, |method, path| {
            match lists_applications(method, path) {
                true => Then::Alter(shift_ids),
                false => Then::Forward,
            }
        });
        let connect = [&CONNECT[..], &ALL_THREE[..]].concat();
        spoiler.honest(&world, &connect).exits(0);
        let before = world.state()["jumpcloud"].clone();
        let run = spoiler.spoilt(&world, args);
        assert_ne!(run.code, 0, "{args:?}: {run:?}");
        assert_eq!(world.state()["jumpcloud"], before, "{args:?}: {run:?}");
        spoiler.honest(&world, args).exits(0);
    }
}

/// The list of applications without the last one, and with a total that fits.
/// The last one of the tool's own: ids are random, and where all of them are small, the last of the list is another's.
fn last_gone(answer: &mut Value) {
    let records = answer["results"].as_array_mut().unwrap();
    let own = |record: &Value| {
        record["ssoUrl"]
            .as_str()
            .unwrap()
            .contains("mimecast-cuk1a1")
    };
    let last = records.iter().rposition(own).expect("one of them is there");
    records.remove(last);
    answer["totalCount"] = json!(records.len());
}

fn all_gone(answer: &mut Value) {
    *answer = json!({"results": [], "totalCount": 0});
}

#[test]
fn an_application_that_the_list_leaves_out_and_the_journal_knows_is_there() {
    let connect = [&CONNECT[..], &ALL_THREE[..], &["-o", "json"]].concat();
    let deactivate = ["remove", "--deactivate", "--yes", "-o", "json"];
    let forms: [fn(&mut Value); 2] = [last_gone, all_gone];
    for args in [&REMOVE[..], &connect, &deactivate] {
        for form in forms {
            let world = World::new();
            let spoiler = Spoiler::new(&world, move |method, path| {
                match lists_applications(method, path) {
                    true => Then::Alter(form),
                    false => Then::Forward,
                }
            });
            spoiler.honest(&world, &connect).exits(0);
            let before = world.state();
            let run = spoiler.spoilt(&world, args);
            run.fails(1, "list-unreadable", &["which is there"]);
            assert_eq!(world.state(), before);
            spoiler.honest(&world, args).exits(0);
        }
    }
}

#[test]
fn a_group_is_the_one_of_its_name_by_its_id_too() {
    let world = World::new();
    let spoiler = Spoiler::new(&world, |method, path| {
        match method == "GET" && path == "/jumpcloud/api/v2/usergroups" {
            true => Then::Alter(|answer| {
                let groups = answer.as_array_mut().unwrap();
                groups[0]["id"] = json!("65c0de000003000000000007");
            }),
            false => Then::Forward,
        }
    });
    let connect = [&CONNECT[..], &["-o", "json"]].concat();
    // The group that the id leads to has nobody in it, which a guard refuses; allowed, it is not bound all the same.
    let refused = spoiler.spoilt(&world, &connect);
    assert_eq!(refused.exits(3).refusals(), ["user-lockout"]);
    let allowed = [&connect[..], &["--allow", "user-lockout=10"]].concat();
    let run = spoiler.spoilt(&world, &allowed);
    run.exits(1).says(&["answer-of-another", "All Staff"]);
    assert!(world.access("mimecast-cuk1a1").is_empty());
    assert_eq!(world.mimecast_object("settings", "JumpCloud SSO"), None);
    spoiler.honest(&world, &connect).exits(0);
}
