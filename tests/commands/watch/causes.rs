//! Each cause that can be played, on both ways in: `watch` names it and no other.

use serde_json::{Value, json};

use super::*;
use crate::common::certificates;
use crate::common::meddler::Meddler;

const PAT: &str = "pat@widgets.example";
const PORTAL: &str = "mimecast-cuk1a1-portal";

#[test]
fn who_has_no_access_is_told_from_the_start_and_in_the_end() {
    let world = World::new();
    world.connect(&[]);
    let waiting = watch(world.tool(), LONG, &["--user", PAT, "-o", "json"]);
    assert!(
        waiting
            .before
            .contains("as it is now, this keeps pat@widgets.example out"),
        "{}",
        waiting.before
    );
    by_tile(&world, PAT, APPS_TILE).is("no-access");
    let document = waiting.ended().exits(1).json();
    let sign_in = &document["sign_ins"][0];
    assert_eq!(sign_in["stage"], "refused-by-jumpcloud");
    assert_eq!(sign_in["jumpcloud"]["event"], "sso_auth");
    assert_eq!(sign_in["jumpcloud"]["outcome"], "refused");
    let words = "user is not authorized for this application";
    assert_eq!(sign_in["jumpcloud"]["error_message"], words);
    assert_eq!(certain(sign_in), ["no-access"]);
    let cause = find(
        &document["checks"],
        "name",
        "pat@widgets.example/cause/no-access",
    );
    assert_eq!(cause["status"], "fail");
    assert!(cause["remedy"].is_string());
}

#[test]
fn without_access_sign_in_from_mimecast_ends_at_jumpcloud() {
    let world = World::new();
    world.connect(&[]);
    let id = world.application("mimecast-cuk1a1")["_id"].clone();
    let id = id.as_str().unwrap();
    let state = world.state();
    let bound = &find(&state["jumpcloud"]["applications"], "id", id)["bindings"][0];
    let path = format!("/api/v2/applications/{id}/associations");
    let unbind = json!({ "op": "remove", "type": bound["kind"], "id": bound["id"] });
    world.jumpcloud("POST", &path, Some(&unbind));
    let sign_in = watched(&world, LONG, &[], 1, |world| {
        by_login(world, ADA).is("no-access");
    });
    assert_eq!(sign_in["stage"], "refused-by-jumpcloud");
    assert_eq!(certain(&sign_in), ["no-access"]);
}

#[test]
fn what_does_not_say_that_it_is_on_is_not_called_off() {
    let world = World::new();
    world.connect(&[]);
    let jumpcloud = Meddler::listing(&world, |one| {
        one.as_object_mut().unwrap().remove("active");
    });
    let waiting = watch(jumpcloud.tool(&world), LONG, &["--user", ADA]);
    assert!(!waiting.before.contains("keeps"), "{}", waiting.before);
    by_login(&world, ADA).is("answer").submit(&[]).is("portal");
    waiting.ended().exits(0);
}

#[test]
fn who_is_suspended_and_what_is_switched_off_is_named() {
    let world = World::new();
    world.connect(&["--user", "charles@widgets.example"]);
    let waiting = watch(
        world.tool(),
        LONG,
        &["--user", "charles@widgets.example", "-o", "json"],
    );
    browser(&world)
        .open(CONSOLE)
        .submit(&[("email", "charles@widgets.example")])
        .is("inactive-user");
    let document = waiting.ended().exits(1).json();
    let sign_in = &document["sign_ins"][0];
    assert_eq!(sign_in["jumpcloud"]["success"], false);
    assert_eq!(certain(sign_in), ["user-inactive"]);

    world.change_application("mimecast-cuk1a1", |document| {
        document["active"] = false.into()
    });
    let sign_in = watched(&world, LONG, &[], 1, |world| {
        by_tile(world, ADA, APPS_TILE).is("inactive-application");
    });
    assert_eq!(certain(&sign_in), ["application-inactive"]);
}

/// Values that differ, each of them on both ways in.
#[test]
fn a_value_that_differs_is_named() {
    let elsewhere = "https://eu-api.mimecast.com/login/sso/adcon";
    let world = all_three();
    for (key, value, code) in [
        ("acsUrl", elsewhere, "acs-url"),
        (
            "spEntityId",
            "https://eu-api.mimecast.com.CUK1A1",
            "audience",
        ),
        ("subjectField", "username", "name-id"),
        (
            "overrideNameIdFormat",
            "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
            "name-id",
        ),
    ] {
        let before = world.application(PORTAL)["config"][key]["value"].clone();
        let change = |value: Value| {
            world.change_application(PORTAL, |document| {
                document["config"][key]["value"] = value;
            });
        };
        change(value.into());
        let tile = watched(&world, LONG, &WATCH_ALL, 1, |world| {
            by_tile(world, ADA, TILE)
                .is("answer")
                .submit(&[])
                .is("refused");
        });
        assert_eq!(certain(&tile), [code], "{key} by tile: {tile}");
        assert_eq!(tile["stage"], "refused-by-mimecast", "{key}: {tile}");
        assert_eq!(tile["jumpcloud"]["idp_initiated"], true);
        // A request that names another audience is not answered at all: see below.
        if code != "audience" {
            let login = watched(&world, LONG, &WATCH_ALL, 1, |world| {
                by_login(world, ADA).is("answer").submit(&[]).is("refused");
            });
            assert_eq!(certain(&login), [code], "{key} by login: {login}");
            assert_eq!(login["jumpcloud"]["idp_initiated"], false);
        }
        change(before);
    }
}

#[test]
fn an_audience_that_mimecasts_request_does_not_name_ends_at_jumpcloud() {
    let world = all_three();
    world.change_application(PORTAL, |document| {
        document["config"]["spEntityId"]["value"] = "somebody".into();
    });
    let sign_in = watched(&world, SHORT, &WATCH_ALL, 1, |world| {
        let mut browser = browser(world);
        browser
            .open(PORTAL_LOGIN)
            .submit(&[("email", ADA)])
            .is("request");
        browser.submit(&[]).is("bad-request");
    });
    assert_eq!(sign_in["jumpcloud"], Value::Null);
    assert_eq!(certain(&sign_in), ["audience"]);
}

#[test]
fn an_answer_that_goes_nowhere_is_seen_by_jumpcloud_alone() {
    let world = all_three();
    world.change_application(PORTAL, |document| {
        document["config"]["acsUrl"]["value"] = "https://wrong.example/login".into();
    });
    let sign_in = watched(&world, LONG, &WATCH_ALL, 1, |world| {
        by_tile(world, ADA, TILE)
            .is("answer")
            .submit(&[])
            .is("nobody");
    });
    assert_eq!(sign_in["stage"], "served-by-jumpcloud");
    assert_eq!(sign_in["mimecast"], Value::Null);
    assert_eq!(certain(&sign_in), ["acs-url"]);
}

#[test]
fn a_profile_that_does_not_enforce_is_named_on_both_ways() {
    let world = all_three();
    change_profile(&world, |profile| {
        profile["blocks"]["web-apps"]["enforced"] = false.into()
    });
    let tile = watched(&world, LONG, &WATCH_ALL, 1, |world| {
        by_tile(world, ADA, TILE)
            .is("answer")
            .submit(&[])
            .is("refused");
    });
    assert_eq!(certain(&tile), ["not-enforced"]);
    // From Mimecast's side nobody gets as far as JumpCloud: a password is asked for.
    let login = watched(&world, SHORT, &WATCH_ALL, 1, |world| {
        browser(world)
            .open(PORTAL_LOGIN)
            .submit(&[("email", ADA)])
            .is("password");
    });
    assert_eq!(login["stage"], "nothing");
    assert_eq!(certain(&login), ["not-enforced"]);
}

#[test]
fn other_settings_of_the_profile_are_named() {
    let world = all_three();
    let watch_tile = || {
        watched(&world, LONG, &WATCH_ALL, 1, |world| {
            by_tile(world, ADA, TILE)
                .is("answer")
                .submit(&[])
                .is("refused");
        })
    };
    change_profile(&world, |profile| {
        profile["blocks"]["web-apps"]["allowSingleSignOn"] = false.into()
    });
    assert_eq!(certain(&watch_tile()), ["single-sign-on-off"]);
    let mut issuer = Value::Null;
    change_profile(&world, |profile| {
        issuer = profile["blocks"]["web-apps"]["issuer"].clone();
        profile["blocks"]["web-apps"]["allowSingleSignOn"] = true.into();
        profile["blocks"]["web-apps"]["issuer"] = "Somebody".into();
    });
    assert_eq!(certain(&watch_tile()), ["issuer"]);
    // A new certificate that Mimecast was not told of.
    change_profile(&world, |profile| {
        profile["blocks"]["web-apps"]["issuer"] = issuer;
    });
    world.change_application(PORTAL, |document| {
        document["config"]
            .as_object_mut()
            .unwrap()
            .remove("idpCertificate");
    });
    assert_eq!(certain(&watch_tile()), ["certificate"]);
}

#[test]
fn the_tile_of_apps_is_named() {
    let world = World::new();
    world.connect(&[]);
    let sign_in = watched(&world, LONG, &[], 1, |world| {
        by_tile(world, ADA, APPS_TILE)
            .is("answer")
            .submit(&[])
            .is("refused");
    });
    assert_eq!(certain(&sign_in), ["no-tile"]);
}

#[test]
fn an_expired_certificate_is_named_on_both_ways() {
    let make = |world: &World| drop(world.connect(&[&ALL_THREE[..], &LISTS].concat()));
    let ended = rcgen::date_time_ymd(2025, 1, 1);
    let world = World::changed(make, |state| certificates::end(state, ended));
    let tile = watched(&world, LONG, &WATCH_ALL, 1, |world| {
        by_tile(world, ADA, TILE)
            .is("answer")
            .submit(&[])
            .is("refused");
    });
    assert_eq!(certain(&tile), ["certificate-expired"], "{tile}");
    let login = watched(&world, LONG, &WATCH_ALL, 1, |world| {
        by_login(world, ADA).is("answer").submit(&[]).is("refused");
    });
    assert_eq!(certain(&login), ["certificate-expired"], "{login}");
}
