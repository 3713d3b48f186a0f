//! Every organisation that a key sees in one file.

use serde_json::{Value, json};

use crate::common::{Tool, World, find, texts};
use crate::tenants_file::Filed;

use super::{notes, provider};

const ALL: [&str; 4] = ["export", "--all-organizations", "-o", "json"];

/// A sandbox in which the second organisation has an application too, for an account of its own.
fn two_organizations() -> World {
    let world = World::edited(|state| {
        let organizations = &state["jumpcloud"]["organizations"];
        let gadgets = find(organizations, "name", "Gadgets")["id"].clone();
        let all = state["jumpcloud"]["applications"].as_array_mut().unwrap();
        let is_theirs = |one: &&mut Value| {
            let label = &one["document"]["displayLabel"];
            label == "Mimecast (Gadgets Ltd)"
        };
        let one = all.iter_mut().find(is_theirs).unwrap();
        one["organization"] = gadgets.clone();
        one["document"]["organization"] = gadgets;
        one["bindings"] = json!([]);
    });
    world.connect(&[]);
    world
}

/// The program with a key that sees both.
fn with_both(world: &World) -> Tool {
    let key = world.other("multi_tenant_api_key");
    world.tool().env("JUMPCLOUD_API_KEY", key)
}

fn names(document: &Value) -> Vec<String> {
    texts(&document["tenants"], "name")
}

#[test]
fn each_organisation_is_a_tenant_with_the_account_that_its_applications_name() {
    let world = two_organizations();
    let document = with_both(&world).mimecast(&ALL).exits(0).json();
    assert_eq!(names(&document), ["widgets", "gadgets"]);
    let (widgets, gadgets) = (&document["tenants"][0], &document["tenants"][1]);
    assert_eq!(notes(widgets), [""; 0]);
    assert_eq!(gadgets["options"]["account-code"], json!(["CUK9Z9"]));
    // Mimecast's credentials are of the other account.
    assert!(
        notes(gadgets).contains(&"mimecast-unread".to_owned()),
        "{gadgets:#}"
    );
    assert_eq!(gadgets["credentials"], json!({}));
    let text = document["tenants_file"].as_str().unwrap();
    for part in [
        "[defaults.credentials]\nJUMPCLOUD_API_KEY = \"env:JUMPCLOUD_API_KEY\"\n",
        "MIMECAST_CLIENT_ID = \"env:WIDGETS_MIMECAST_CLIENT_ID\"\n",
        "# [tenant.credentials]\n# MIMECAST_CLIENT_ID = \"env:GADGETS_MIMECAST_CLIENT_ID\"\n",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let file = Filed::new(text);
    let key = world.other("multi_tenant_api_key");
    let plan = |only: &str, mode: &str| {
        let tool = provider(&world).env("JUMPCLOUD_API_KEY", &key);
        let mode = format!("--mimecast-mode={mode}");
        let run = file.run(tool, &["plan", "-o", "json", "--tenant", only, &mode]);
        run.exits(0)
    };
    assert_eq!(plan("widgets", "api").changes(), [""; 0]);
    for name in ["widgets", "gadgets"] {
        let changes = plan(name, "worksheet").json()["changes"].clone();
        let actors = texts(&changes, "actor");
        assert!(
            actors.iter().all(|actor| actor == "human"),
            "{name}: {changes:#}"
        );
    }
    // A key of one organisation lists that one.
    let document = world.mimecast(&ALL).exits(0).json();
    assert_eq!(names(&document), ["widgets"]);
}

#[test]
fn an_organisation_that_cannot_be_exported_stands_there_as_a_comment() {
    // As the sandbox is, one organisation has applications of two accounts, and the other none.
    let world = World::new();
    world.connect(&[]);
    let run = with_both(&world).mimecast(&ALL).exits(0);
    assert_eq!(names(&run.json()), ["widgets"]);
    let text = run.json()["tenants_file"].as_str().unwrap().to_owned();
    let part = "# JumpCloud organisation Gadgets (65c0de000001000000000002) is not exported: nothing-to-export: ";
    assert!(text.contains(part), "{text}");
    // Nothing tells which account is meant.
    let blind = with_both(&world)
        .without("MIMECAST_CLIENT_ID")
        .without("MIMECAST_CLIENT_SECRET");
    let parts = ["none of the 2", "several Mimecast accounts: CUK1A1, CUK9Z9"];
    blind.mimecast(&ALL).fails(1, "nothing-to-export", &parts);

    // One that could be meant in two ways stops no other; the exit code says it.
    let world = two_organizations();
    for url in ["eve", "eva"] {
        world.by_hand(|d| {
            d["ssoUrl"] = json!(format!("https://sso.jumpcloud.com/saml2/{url}"));
            d["config"]["acsUrl"]["value"] = json!("https://eu-api.mimecast.com/login/sso/mpp");
        });
    }
    let run = with_both(&world).mimecast(&ALL).exits(64);
    let document = run.json();
    assert_eq!(names(&document), ["gadgets"]);
    let text = document["tenants_file"].as_str().unwrap();
    assert!(
        text.contains("is not exported: export-ambiguous: "),
        "{text}"
    );
    assert!(
        text.contains("--idp-url-suffix personal-portal:eve"),
        "{text}"
    );
}

#[test]
fn what_is_about_one_tenant_is_refused() {
    let world = World::new();
    for option in [
        "--jumpcloud-org=Widgets",
        "--account-code=CUK1A1",
        "--subdomain=eu",
        "--mimecast-host=eu-api.mimecast.com",
        "--attestations=a.jsonl",
    ] {
        let run = world.mimecast(&[&ALL[..], &[option]].concat());
        let name = option.split('=').next().unwrap();
        run.fails(64, "one-tenant", &[name, "--all-organizations"]);
    }
}
