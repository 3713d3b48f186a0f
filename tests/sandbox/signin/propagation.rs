//! Mimecast acts late on changed profiles and settings: what people sign in by, and what locks them out meanwhile.
//!
//! No test measures time. What must not be in effect yet would be in an hour; what must be in effect by now is asked for until
//! it is.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use serde_json::json;
use sso_setup::sandbox::{Options, Snapshot};

use super::*;

const AN_HOUR: Duration = Duration::from_hours(1);
const SOON: Duration = Duration::from_millis(500);

/// `apps` is set up and in force. Making the keys takes longest, so all tests start from the same ones.
fn start() -> Snapshot {
    static START: OnceLock<Snapshot> = OnceLock::new();
    let set_up = || apps_alone().sandbox.snapshot();
    START.get_or_init(set_up).clone()
}

/// A sandbox that starts there, and Mimecast acts this late on what is changed from here.
fn in_force(propagation: Duration) -> World {
    World::of(Options {
        snapshot: Some(start()),
        propagation,
        ..Options::default()
    })
}

fn release(world: &World) {
    change_profile(world, |profile| {
        profile["blocks"]["web-apps"]["enforced"] = false.into();
    });
    assert!(!world.enforced("web-apps"), "the API shows the newest");
}

/// Waits until the login page asks for a password, or for none.
fn until_page_is(world: &World, page: &str) {
    let marked = format!("<main data-page=\"{page}\">");
    let begun = Instant::now();
    while !at_mimecast(world, PORTAL_LOGIN, ADA).html.contains(&marked) {
        assert!(begun.elapsed() < Duration::from_mins(2), "never {page}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn delete_application(world: &World) {
    let id = world.application("mimecast-cuk1a1")["_id"].clone();
    let path = format!("/api/applications/{}", id.as_str().unwrap());
    world.jumpcloud("DELETE", &path, None);
}

/// The only violation: whether it is in effect, and its sentence.
#[track_caller]
fn violation(world: &World) -> (bool, String) {
    let seen = world.control("sandbox/violations");
    let violations = seen["violations"].as_array().unwrap();
    assert_eq!(violations.len(), 1, "{seen}");
    let sentence = violations[0]["sentence"].as_str().unwrap().to_owned();
    (violations[0]["in_effect"].as_bool().unwrap(), sentence)
}

#[track_caller]
fn nobody_is_locked_out(world: &World) {
    assert_eq!(world.control("sandbox/violations")["violations"], json!([]));
}

/// From Mimecast's login page through JumpCloud and back.
fn sign_in(world: &World) -> Browser {
    let mut browser = at_mimecast(world, PORTAL_LOGIN, ADA);
    browser.is("request").submit(&[]).is("login");
    browser.submit(&[("email", ADA)]).is("answer").submit(&[]);
    browser
}

#[test]
fn a_released_profile_enforces_until_mimecast_acts_on_it() {
    let world = in_force(AN_HOUR);
    assert!(!world.page().contains("does not act on the newest"));
    release(&world);
    sign_in(&world).is("portal");
    assert!(world.page().contains("does not act on the newest"));

    let world = in_force(SOON);
    release(&world);
    until_page_is(&world, "password");
    assert!(!world.page().contains("does not act on the newest"));
    nobody_is_locked_out(&world);
}

#[test]
fn deleting_the_application_locks_people_out_until_the_release_is_in_effect() {
    let world = in_force(AN_HOUR);
    release(&world);
    nobody_is_locked_out(&world);
    delete_application(&world);
    let (in_effect, sentence) = violation(&world);
    assert!(in_effect);
    for part in ["Until newer", "All Mimecast users", "no application has"] {
        assert!(sentence.contains(part), "{part}: {sentence}");
    }
    let writes = world.control("sandbox/writes");
    let last = writes["writes"].as_array().unwrap().last().unwrap();
    assert_eq!(last["touched"][0]["did"], "deleted");
    assert!(world.page().contains("Until newer"));

    let world = in_force(SOON);
    release(&world);
    until_page_is(&world, "password");
    delete_application(&world);
    nobody_is_locked_out(&world);
}

#[test]
fn so_does_a_new_certificate() {
    let renew = |world: &World| {
        world.change_application("mimecast-cuk1a1", |document| {
            let config = document["config"].as_object_mut().unwrap();
            config.remove("idpCertificate");
        });
    };
    let world = in_force(AN_HOUR);
    release(&world);
    renew(&world);
    let (in_effect, sentence) = violation(&world);
    assert!(in_effect && sentence.contains("another certificate"));
    let writes = world.control("sandbox/writes");
    let last = writes["writes"].as_array().unwrap().last().unwrap();
    assert_eq!(last["touched"][0]["did"], "disturbed");
    sign_in(&world)
        .is_refused(&["signature"])
        .says(&["propagation"]);

    let world = in_force(SOON);
    release(&world);
    until_page_is(&world, "password");
    renew(&world);
    nobody_is_locked_out(&world);
}

#[test]
fn a_detached_group_keeps_its_profile_until_mimecast_acts_on_it() {
    let detach = |world: &World| {
        let setting = world.mimecast_object("settings", "JumpCloud SSO").unwrap();
        let item = json!({ "id": setting["id"] });
        world.mimecast_api("/api/application-setting/delete-setting", item);
    };
    let world = in_force(AN_HOUR);
    detach(&world);
    sign_in(&world).is("portal");
    delete_application(&world);
    assert!(violation(&world).0);

    let world = in_force(SOON);
    detach(&world);
    until_page_is(&world, "password");
    delete_application(&world);
    nobody_is_locked_out(&world);
}

#[test]
fn enforcement_comes_late_too_and_what_it_needs_must_be_there_by_then() {
    let world = World::of(Options {
        propagation: AN_HOUR,
        ..Options::default()
    });
    world.connect(&[]);
    assert!(world.enforced("web-apps"));
    at_mimecast(&world, PORTAL_LOGIN, ADA)
        .is("password")
        .says(&["what they were before"]);
    nobody_is_locked_out(&world);
    // Released again, it is in force in between all the same.
    release(&world);
    delete_application(&world);
    let (in_effect, sentence) = violation(&world);
    assert!(!in_effect);
    assert!(sentence.starts_with("Once newer"), "{sentence}");

    let world = World::of(Options {
        propagation: SOON,
        ..Options::default()
    });
    world.connect(&[]);
    until_page_is(&world, "request");
    sign_in(&world).is("portal");
}

#[test]
fn a_restart_makes_nothing_act_earlier() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let started = |propagation| {
        World::of(Options {
            state: Some(file.clone()),
            snapshot: Some(start()),
            propagation,
            ..Options::default()
        })
    };
    let world = started(AN_HOUR);
    let kept = |file: &std::path::Path| std::fs::read_to_string(file).unwrap();
    assert!(!kept(&file).contains("replaced"), "nothing acts late yet");
    release(&world);
    drop(world);
    // Twice, as starting writes the file as well.
    for _ in 0..2 {
        let world = started(AN_HOUR);
        assert!(!world.enforced("web-apps"));
        sign_in(&world).is("portal");
    }
    let world = started(AN_HOUR);
    delete_application(&world);
    assert!(violation(&world).0);
    drop(world);
    // Without the option everything acts at once, and what was late is forgotten.
    let world = started(Duration::ZERO);
    at_mimecast(&world, PORTAL_LOGIN, ADA).is("password");
    assert!(!kept(&file).contains("replaced"));
}

#[test]
fn a_removal_that_waits_locks_nobody_out_and_one_that_does_not_is_seen() {
    let remove = ["remove", "--confirm-count", "1", "--propagation"];
    let world = in_force(SOON);
    let waits = [&remove[..], &["2s"]].concat();
    world.mimecast(&waits).exits(0);
    nobody_is_locked_out(&world);

    let world = in_force(AN_HOUR);
    let hurries = [&remove[..], &["0s"]].concat();
    world.mimecast(&hurries);
    let seen = world.control("sandbox/violations");
    assert_eq!(seen["violations"][0]["in_effect"], true, "{seen}");
}
