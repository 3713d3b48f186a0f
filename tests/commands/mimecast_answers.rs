//! Mimecast's lists that do not say, through the whole program: nothing is written, and the same command without the fault
//! reaches what was wanted. And ids that are others at each read.

use secrecy::SecretString;
use serde_json::json;
use sso_setup::mimecast::{Mimecast, Profile, Setting};
use sso_setup::sandbox::{Options, Quirk};

use crate::common::meddler::{Meddler, Then};
use crate::common::{ALL_THREE, World};

/// The reads behind Mimecast's guards, by the end of their paths.
const READS: [&str; 3] = ["find-profiles", "find-settings", MEMBERS];

/// A group's members, at either address: what one leaves open is asked at the other.
const MEMBERS: &str = "members";

fn is_read(path: &str, read: &str) -> bool {
    path.contains("/mimecast/") && path.ends_with(read)
}

/// Answers that look fine and say nothing.
fn forms() -> Vec<String> {
    let meta = json!({ "status": 200 });
    [
        json!({}),
        json!({ "data": [] }),
        json!({ "results": [], "totalCount": 0 }),
        json!({ "meta": meta, "data": [], "fail": [] }),
        json!({ "meta": meta, "data": [{}], "fail": [] }),
        json!({ "meta": meta, "data": [null], "fail": [] }),
        json!({ "meta": { "status": 404 }, "data": [], "fail": [] }),
    ]
    .map(|form| form.to_string())
    .to_vec()
}

/// Every command that could lock somebody out, on a world that was connected; the last says whether it asks for members.
fn commands() -> Vec<(Vec<&'static str>, bool)> {
    vec![
        (vec!["remove", "--confirm-count", "1"], false),
        (vec!["remove", "--deactivate", "--yes"], false),
        (vec!["rotate", "--yes"], false),
        (vec!["undo", "--confirm-count", "1"], false),
        (
            vec![
                "--group",
                "All Staff",
                "--yes",
                "--enforce",
                "web-apps",
                "--enforce",
                "end-user-apps",
            ],
            true,
        ),
    ]
}

#[test]
fn with_a_list_that_does_not_say_nothing_is_written() {
    let mut played = 0;
    for (command, asks_for_members) in commands() {
        let world = World::new();
        world.connect(&[]);
        let args = [
            &["mimecast", "--subdomain", "eu", "-o", "json"],
            &command[..],
        ]
        .concat();
        let before = (world.writes(), world.state());
        for read in READS {
            if read == MEMBERS && !asks_for_members {
                continue;
            }
            for form in forms() {
                let answer = form.clone();
                let meddler = Meddler::start(&world, move |_, path| match is_read(path, read) {
                    true => Then::Answer(200, "application/json", answer.clone()),
                    false => Then::Forward,
                });
                let run = meddler.tool(&world).run(&args);
                let what = format!("{args:?}: {read} answered with {form}: {}", run.stdout);
                assert!([1, 3].contains(&run.code), "{what}");
                assert!(!run.stdout.contains("\"internal\""), "{what}");
                assert_eq!((world.writes(), world.state()), before, "{what}");
                played += 1;
            }
        }
        // Without the fault the same command does what it is for.
        world.tool().run(&args).exits(0);
        assert_ne!(world.writes(), before.0);
    }
    println!("{played} commands with a list that does not say");
}

#[test]
fn a_first_set_up_enforces_nothing_on_a_list_that_does_not_say() {
    for read in READS {
        for form in forms() {
            let world = World::new();
            let answer = form.clone();
            let meddler = Meddler::start(&world, move |_, path| match is_read(path, read) {
                true => Then::Answer(200, "application/json", answer.clone()),
                false => Then::Forward,
            });
            let args = [
                "mimecast",
                "--subdomain",
                "eu",
                "--group",
                "All Staff",
                "--yes",
                "-o",
                "json",
            ];
            let run = meddler.tool(&world).run(&args);
            assert!([1, 3].contains(&run.code), "{read}: {form}: {}", run.stdout);
            assert_eq!(world.writes(), (0, 0), "{read}: {form}");
            world.connect(&[]);
            assert!(world.enforced("web-apps"));
        }
    }
}

#[test]
fn a_status_inside_200_ends_like_the_http_status() {
    for (status, exit) in [(401, 4), (403, 4), (404, 1), (429, 5), (500, 5), (503, 5)] {
        let world = World::new();
        let answer = json!({ "meta": { "status": status }, "data": [], "fail": [] }).to_string();
        let meddler = Meddler::start(&world, move |_, path| {
            match path.ends_with("find-profiles") {
                true => Then::Answer(200, "application/json", answer.clone()),
                false => Then::Forward,
            }
        });
        let args = [
            "mimecast",
            "--subdomain",
            "eu",
            "--group",
            "All Staff",
            "--yes",
            "-o",
            "json",
        ];
        meddler.tool(&world).run(&args).exits(exit);
        assert_eq!(world.writes(), (0, 0), "{status}");
    }
}

/// A sandbox in which each object has another id at each answer.
fn changing() -> World {
    World::of(Options {
        quirks: vec![Quirk::IdsChange],
        ..Options::default()
    })
}

#[test]
fn the_client_knows_objects_by_their_names_where_ids_change() {
    let world = changing();
    let before = world.state();
    let credentials = world.sandbox.credentials();
    let client = Mimecast::new(
        world.sandbox.mimecast_url().parse().unwrap(),
        SecretString::from(credentials.mimecast_client_id),
        credentials.mimecast_client_secret,
    )
    .unwrap();
    world.runtime.block_on(async {
        let first = client.paired().await.unwrap();
        let second = client.paired().await.unwrap();
        assert_ne!(first.profiles[0].id(), second.profiles[0].id());
        for setting in &second.settings {
            assert!(!setting.authentication_profile_id().is_empty());
            let applied = second.profile_of(setting).unwrap();
            assert_eq!(Some(applied.description()), setting.profile_name());
        }
        let draft = Profile::draft("Pilot");
        let profile = client.create_profile(&draft).await.unwrap();
        let group = client.find_group("Executives").await.unwrap().unwrap();
        let mut setting = Setting::draft("Pilot");
        setting.set_group(&group);
        setting.set_profile(&profile);
        let setting = client.create_setting(&setting).await.unwrap();
        assert_eq!(setting.group_name(), Some("Executives"));
        let mut document = profile.as_value().clone();
        document["blocks"]["web-apps"]["issuer"] = json!("https://issuer.example");
        let profile = Profile::new(document);
        // By an id of an earlier answer, which is taken.
        client.update_profile(&profile).await.unwrap();
        client
            .add_group_member(&group, "grace@widgets.example")
            .await
            .unwrap();
        let members = client.group_members(&group.id).await.unwrap();
        assert_eq!(members, ["ada@widgets.example", "grace@widgets.example"]);
        client.delete_setting(&setting).await.unwrap();
        client.delete_profile(&profile).await.unwrap();
    });
    let after = world.state();
    for list in ["profiles", "settings"] {
        assert_eq!(after["mimecast"][list], before["mimecast"][list]);
    }
}

#[test]
fn an_id_under_another_objects_name_is_refused_by_the_sandbox() {
    let world = World::new();
    let credentials = world.sandbox.credentials();
    let client = Mimecast::new(
        world.sandbox.mimecast_url().parse().unwrap(),
        SecretString::from(credentials.mimecast_client_id),
        credentials.mimecast_client_secret,
    )
    .unwrap();
    let before = world.state();
    world.runtime.block_on(async {
        let all = client.paired().await.unwrap();
        let staff = all.profiles.iter().find(|p| !p.is_default()).unwrap();
        let mut shifted = staff.as_value().clone();
        shifted["id"] = json!(all.profiles.iter().find(|p| p.is_default()).unwrap().id());
        let shifted = Profile::new(shifted);
        client.update_profile(&shifted).await.unwrap_err();
        client.delete_profile(&shifted).await.unwrap_err();
        let mut setting = all
            .settings
            .iter()
            .find(|s| !s.is_default())
            .unwrap()
            .clone();
        setting.set_profile(&shifted);
        client.update_setting(&setting).await.unwrap_err();
    });
    assert_eq!(world.state(), before);
}

#[test]
fn ids_that_are_others_at_each_read_change_nothing() {
    let world = changing();
    let before = world.state();
    world.connect(&ALL_THREE);
    assert!(world.enforced("web-apps") && world.enforced("admin-console"));
    let profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    let setting = world.mimecast_object("settings", "JumpCloud SSO").unwrap();
    assert_eq!(setting["authenticationProfileId"], profile["id"]);
    let writes = world.writes();
    let again = world.connect(&[&ALL_THREE[..], &["-o", "json"]].concat());
    assert_eq!(again.changes(), [""; 0]);
    assert_eq!(world.writes(), writes);
    let rotated = world
        .mimecast(&[
            "rotate",
            "--yes",
            "-o",
            "json",
            "--admin",
            "ada@widgets.example",
        ])
        .exits(0);
    assert_ne!(rotated.changes(), [""; 0]);
    world
        .mimecast(&["remove", "--confirm-count", "3", "-o", "json"])
        .exits(0);
    assert_eq!(world.state(), before);
}
