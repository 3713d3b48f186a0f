//! What is the tool's own, what is not, and what becomes of either.

use serde_json::{Value, json};

use crate::common::meddler::{Meddler, Then};
use crate::common::{CONNECT, Run, World, find};

const OURS: &str = "mimecast-cuk1a1";

fn plan(world: &World, more: &[&str]) -> Run {
    world.mimecast(&[&["plan", "-o", "json"], &CONNECT[..], more].concat())
}

/// The state without the objects that the tool makes.
fn of_others(world: &World) -> Value {
    world.of_others(&["mimecast-cuk1a1", "mimecast-other"])
}

/// What the administrator of an existing application may have done to it by hand.
fn lived_in(document: &mut Value) {
    document["managedBy"] = json!("the mail team");
    document["someday"] = json!({ "nested": [1, 2.5, null, "é\u{1F511}"] });
    document["description"] = json!("Ask before changing");
    document["color"] = json!("#7C6ADA");
    document["sso"]["hidden"] = json!(true);
    document["sso"]["jit"] = json!(true);
    let config = &mut document["config"];
    config["constantAttributes"]["value"] = json!([{ "name": "tenant", "value": "widgets", "visible": true }, { "name": "b", "value": "2" }]);
    config["databaseAttributes"]["value"] =
        json!([{ "name": "costCentre", "value": "costCenter" }]);
    config["subjectField"]["value"] = json!("username");
    config["signResponse"]["value"] = json!(true);
    config["acsUrl"]["note"] = json!("kept too");
}

#[test]
fn an_update_keeps_everything_that_was_not_asked_for() {
    let world = World::new();
    world.connect(&[]);
    world.change_application(OURS, lived_in);
    let before = world.application(OURS);
    assert_eq!(before["managedBy"], "the mail team");

    // Of all that, sign-in hangs on the name that people are given, and nothing else is in the way of what is wanted.
    let document = plan(&world, &[]).exits(0).json();
    let expected = json!([{
        "name": "config.subjectField", "before": "username", "after": "email", "sensitive": false,
    }]);
    assert_eq!(document["changes"].as_array().unwrap().len(), 1);
    assert_eq!(document["changes"][0]["fields"], expected);

    let more = [
        "--label",
        "Mail",
        "--attribute",
        "tenant=acme",
        "--attribute",
        "new=1",
    ];
    world.connect(&more);
    let mut expected = before.clone();
    expected["displayLabel"] = json!("Mail");
    expected["config"]["subjectField"]["value"] = json!("email");
    let attributes = &mut expected["config"]["constantAttributes"]["value"];
    attributes[0]["value"] = json!("acme");
    attributes
        .as_array_mut()
        .unwrap()
        .push(json!({ "name": "new", "value": "1" }));
    let after = world.application(OURS);
    assert_eq!(after, expected);
    let bytes = |document: &Value| document["config"]["idpCertificate"].to_string();
    assert_eq!(bytes(&after), bytes(&before));
    assert_eq!(
        after["sso"]["idpCertificateUpdatedAt"],
        before["sso"]["idpCertificateUpdatedAt"]
    );
}

#[test]
fn an_inactive_application_is_switched_on_and_otherwise_kept() {
    let world = World::new();
    world.connect(&[]);
    let before = world.application(OURS);
    world.change_application(OURS, |document| document["active"] = json!(false));
    let drift = plan(&world, &[]).json();
    assert_eq!(drift["changes"][0]["fields"][0]["name"], "active");
    world.connect(&[]);
    assert_eq!(world.application(OURS), before);
}

#[test]
fn renamed_by_hand_it_is_found_again_and_keeps_its_name_unless_another_is_asked_for() {
    let world = World::new();
    world.connect(&[]);
    let before = world.application(OURS);
    world.change_application(OURS, |document| document["displayLabel"] = json!("Post"));
    assert_eq!(plan(&world, &[]).exits(0).changes(), [""; 0]);
    let label = ["--label", "Mimecast"];
    let document = plan(&world, &label).exits(0).json();
    let changes = document["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{document}");
    assert_eq!(changes[0]["id"], "jumpcloud/application/apps");
    assert_eq!(changes[0]["action"], "update");
    assert_eq!(changes[0]["target"]["name"], "Post");
    let expected = json!([{
        "name": "displayLabel", "before": "Post", "after": "Mimecast", "sensitive": false,
    }]);
    assert_eq!(changes[0]["fields"], expected);
    world.connect(&label);
    assert_eq!(world.application(OURS), before);
}

#[test]
fn what_belongs_to_others_stays_as_it_is() {
    let world = World::new();
    let before = of_others(&world);
    let sibling = world.application("mimecast-gadgets");
    assert_eq!(
        sibling["name"], "mimecast",
        "one of the same template, not ours"
    );
    let more = [
        "--attribute",
        "a=b",
        "--user-attribute",
        "mail=email",
        "--hidden",
    ];
    world.connect(&more);
    world.connect(&[
        "--label",
        "Mail",
        "--logout-url",
        "https://widgets.example/bye",
    ]);
    assert_eq!(of_others(&world), before);
    assert_eq!(world.application("mimecast-gadgets"), sibling);
}

/// Someone's own application with our ACS URL and SP entity ID under the given suffix.
fn lookalike(world: &World, suffix: &str) -> Value {
    let body = json!({
        "name": "mimecast",
        "active": true,
        "displayLabel": "Mimecast by hand",
        "ssoUrl": format!("https://sso.jumpcloud.com/saml2/{suffix}"),
        "sso": { "type": "saml" },
        "config": {
            "acsUrl": { "value": "https://eu-api.mimecast.com/login/saml" },
            "spEntityId": { "value": "eu-api.mimecast.com.CUK1A1" },
        },
    });
    world.jumpcloud("POST", "/api/applications", Some(&body))
}

#[test]
fn a_foreign_application_with_our_values_is_listed_and_stops_the_run() {
    let world = World::new();
    lookalike(&world, "by-hand");
    let (state, writes) = (world.state(), world.writes());
    let run = world
        .mimecast(&[&["-o", "json"], &CONNECT[..]].concat())
        .exits(3);
    assert_eq!(run.refusals(), ["foreign-object"]);
    run.says(&[
        "Mimecast by hand",
        "https://sso.jumpcloud.com/saml2/by-hand",
        "--idp-url-suffix",
    ]);
    assert_eq!(world.writes(), writes);
    assert_eq!(world.state(), state);

    // Adopted by its suffix, it is the one that is managed.
    let adopted = plan(&world, &["--idp-url-suffix", "by-hand"])
        .exits(0)
        .json();
    let access = find(&adopted["changes"], "id", "jumpcloud/access/apps");
    assert_eq!(access["action"], "update");
    assert_eq!(access["target"]["name"], "Mimecast by hand");
    // Overridden by name, a second one is made beside it.
    let theirs = world.application("by-hand");
    world.connect(&["--allow", "foreign-object"]);
    assert_eq!(world.application("by-hand"), theirs);
    assert_eq!(world.application(OURS)["displayLabel"], "Mimecast");
}

#[test]
fn two_applications_with_our_idp_url_are_told_and_not_chosen_between() {
    let world = World::new();
    world.connect(&[]);
    let twin = lookalike(&world, OURS);
    let (state, writes) = (world.state(), world.writes());
    let id = twin["_id"].as_str().unwrap();
    for command in [
        &[][..],
        &["plan"],
        &["apply"],
        &["metadata"],
        &["worksheet"],
    ] {
        let run = world.mimecast(&[command, &["-o", "json"], &CONNECT].concat());
        run.fails(
            1,
            "application-ambiguous",
            &["\"Mimecast by hand\"", id, OURS, "delete the ones"],
        );
    }
    assert_eq!(world.writes(), writes);
    assert_eq!(world.state(), state);
}

#[test]
fn another_suffix_is_a_replacement_and_is_refused() {
    let world = World::new();
    world.connect(&[]);
    let (state, writes) = (world.state(), world.writes());
    let run = plan(&world, &["--idp-url-suffix", "mimecast-other"]).exits(3);
    assert_eq!(run.refusals(), ["replace-application"]);
    let document = run.json();
    let made = find(&document["changes"], "id", "jumpcloud/application/apps");
    assert_eq!(made["action"], "replace");
    let deleted = document["changes"].as_array().unwrap().last().unwrap();
    assert_eq!(deleted["action"], "delete");
    assert_eq!(deleted["id"], "jumpcloud/application/apps#superseded");
    world
        .mimecast(&[&CONNECT[..], &["--idp-url-suffix", "mimecast-other"]].concat())
        .exits(3);
    assert_eq!(world.writes(), writes);
    assert_eq!(world.state(), state);
}

#[test]
fn a_replacement_that_is_allowed_moves_mimecast_over_and_deletes_the_old_one_last() {
    let world = World::new();
    world.connect(&[]);
    let (old, others) = (world.application(OURS), of_others(&world));
    let more = [
        "--idp-url-suffix",
        "mimecast-other",
        "--allow",
        "replace-application",
    ];
    world
        .connect(&more)
        .says(&["Connected:", "saml2/mimecast-other"]);

    let new = world.application("mimecast-other");
    assert_ne!(new["_id"], old["_id"]);
    assert_eq!(world.access("mimecast-other"), ["All Staff"]);
    let profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    let web = &profile["blocks"]["web-apps"];
    assert_eq!(
        web["loginUrl"],
        "https://sso.jumpcloud.com/saml2/mimecast-other"
    );
    assert_eq!(web["enforced"], true);
    assert!(
        !world
            .state()
            .to_string()
            .contains(old["_id"].as_str().unwrap()),
        "the old one is gone"
    );
    assert_eq!(of_others(&world), others);

    let writes = world.writes();
    world.connect(&more);
    assert_eq!(world.writes(), writes, "and that was that");
}

#[test]
fn a_replacement_without_access_is_not_put_in_force() {
    let world = World::new();
    world.connect(&[]);
    let (state, writes) = (world.state(), world.writes());
    // No group: nobody may use the new application, and the profile enforces already.
    let args = ["-o", "json", "--subdomain", "eu", "--yes"];
    let more = [
        "--idp-url-suffix",
        "mimecast-other",
        "--allow",
        "replace-application",
    ];
    let run = world.mimecast(&[&args[..], &more].concat()).exits(3);
    assert_eq!(run.refusals(), ["user-lockout"]);
    assert_eq!(world.writes(), writes);
    assert_eq!(world.state(), state);
}

/// The answer with the certificate left out, wherever it holds one.
fn without_certificate(answer: &mut Value) {
    if let Some(config) = answer.get_mut("config").and_then(Value::as_object_mut) {
        config.remove("idpCertificate");
    }
}

/// The answer may be one application, or a list of them.
fn without_active(answer: &mut Value) {
    let mut records = vec![answer];
    if records[0]["results"].is_array() {
        let list = records.remove(0)["results"].as_array_mut();
        records = list.into_iter().flatten().collect();
    }
    for record in records {
        record.as_object_mut().unwrap().remove("active");
    }
}

#[test]
fn an_application_whose_certificate_cannot_be_read_is_not_written_back() {
    let world = World::new();
    world.connect(&[]);
    let before = world.state();
    let meddler = Meddler::start(&world, |method, path| {
        match method == "GET" && path.contains("/api/applications/") {
            true => Then::Alter(without_certificate),
            false => Then::Forward,
        }
    });
    let args = [&["--label", "Mail", "-o", "json"], &CONNECT[..]].concat();
    let run = meddler.tool(&world).mimecast(&args).exits(3);
    assert_eq!(run.json()["error"]["code"], "certificate-unreadable");
    assert_eq!(world.state(), before);
}

/// Left out of a write, `active` is false; read from the list, it is no proof of what the application says now.
#[test]
fn an_application_that_does_not_say_whether_it_is_active_is_not_written_back() {
    let world = World::new();
    world.connect(&[]);
    let before = world.state();
    let meddler = Meddler::start(&world, |method, path| {
        match method == "GET" && path.contains("/api/applications") {
            true => Then::Alter(without_active),
            false => Then::Forward,
        }
    });
    let args = [&["--label", "Mail", "-o", "json"], &CONNECT[..]].concat();
    let run = meddler.tool(&world).mimecast(&args).exits(3);
    assert_eq!(run.json()["error"]["code"], "active-unreadable");
    assert_eq!(run.changes(), ["jumpcloud/application/apps"]);
    assert_eq!(world.state(), before);
}

#[test]
fn a_put_whose_answer_leaves_the_certificate_out_is_looked_at_again() {
    let world = World::new();
    world.connect(&[]);
    let meddler = Meddler::start(&world, |method, _| match method {
        "PUT" => Then::Alter(without_certificate),
        _ => Then::Forward,
    });
    let args = [&["--label", "Mail"], &CONNECT[..]].concat();
    meddler.tool(&world).mimecast(&args).exits(0);
    let application = world.application("mimecast-cuk1a1");
    assert_eq!(application["displayLabel"], "Mail");
}
