//! An application of another template than the one asked for: it is deleted, and made anew in its place.

use serde_json::{Value, json};

use crate::common::{CONNECT, World};

const APPS: &str = "mimecast-cuk1a1";
const PORTAL: &str = "mimecast-cuk1a1-portal";

/// `personal-portal` by the catalogue's template, which answers at one ACS URL; then edited by hand, and bound to one more group.
fn by_hand(world: &World) -> Value {
    let one_address = [
        "--connector",
        "personal-portal",
        "--template",
        "personal-portal:mimecast",
        "--group",
        "Finance, Legal and Risk",
        "--allow",
        "sign-in-broken",
    ];
    world.connect(&one_address);
    world.change_application(PORTAL, |app| {
        app["displayLabel"] = json!("Held mail (Bob)");
        app["description"] = json!("What was held back");
        app["color"] = json!("#9E2F00");
        app["config"]["constantAttributes"]["value"] = json!([{"name": "site", "value": "Leeds"}]);
    })
}

const ANEW: [&str; 4] = [
    "--connector",
    "personal-portal",
    "--template",
    "personal-portal:saml2",
];

#[test]
fn it_is_made_anew_and_signs_in_and_nothing_unasked_is_lost() {
    let world = World::new();
    let before = by_hand(&world);
    let plan = [&["plan", "-o", "json"], &CONNECT[..], &ANEW].concat();
    let refused = world.mimecast(&plan).exits(3);
    assert_eq!(refused.refusals(), ["replace-application"]);
    assert_eq!(
        refused.changes(),
        [
            "mimecast/authentication-profile/JumpCloud SSO#release",
            "jumpcloud/application/personal-portal#replaced",
            "jumpcloud/application/personal-portal",
            "jumpcloud/access/personal-portal",
            "mimecast/authentication-profile/JumpCloud SSO",
            "mimecast/authentication-profile/JumpCloud SSO#enforce",
        ]
    );
    let allowed = [&ANEW[..], &["--allow", "replace-application"]].concat();
    world.connect(&allowed);
    let after = world.application(PORTAL);
    assert_ne!(after["_id"], before["_id"]);
    assert_eq!(after["name"], "saml2");
    for key in ["displayLabel", "description", "color", "ssoUrl", "active"] {
        assert_eq!(after[key], before[key], "{key}");
    }
    assert_eq!(after["sso"]["hidden"], before["sso"]["hidden"]);
    let attributes = |app: &Value| app["config"]["constantAttributes"]["value"].clone();
    assert_eq!(attributes(&after), attributes(&before));
    let mut access = world.access(PORTAL);
    access.sort();
    assert_eq!(access, ["All Staff", "Finance, Legal and Risk"]);
    assert!(world.enforced("web-apps"));
    assert_eq!(world.control("sandbox/violations")["violations"], json!([]));

    let verify = [&["verify", "-o", "json"], &CONNECT[..2], &ANEW].concat();
    world.mimecast(&verify).exits(0);
    let writes = world.writes();
    world
        .connect(&allowed)
        .says(&["are configured for each other"]);
    assert_eq!(world.writes(), writes);
}

#[test]
fn verify_says_that_it_is_of_another_template() {
    let world = World::new();
    by_hand(&world);
    let verify = [&["verify", "-o", "json"], &CONNECT[..2], &ANEW].concat();
    let run = world.mimecast(&verify).exits(1);
    let document = run.json();
    let checks = document["checks"].as_array().unwrap();
    let told: Vec<&Value> = checks
        .iter()
        .filter(|c| c["name"] == "personal-portal/template")
        .collect();
    assert_eq!(told.len(), 1, "{document}");
    assert_eq!(
        told[0]["message"],
        "\"Held mail (Bob)\" was made from the template \"mimecast\", and \"saml2\" is asked for"
    );
    let missing = |c: &&Value| c["name"] == "personal-portal/application";
    assert!(!checks.iter().any(|c| missing(&c)), "{document}");
}

#[test]
fn a_template_that_there_is_not_is_no_reason_to_delete_anything() {
    let world = World::new();
    world.connect(&[]);
    let plan = [
        &["plan", "-o", "json"],
        &CONNECT[..],
        &["--template", "nonexistent"],
    ]
    .concat();
    let parts = ["a SAML template named \"nonexistent\""];
    world.mimecast(&plan).fails(64, "template-absent", &parts);
}

#[test]
fn an_undo_cannot_bring_back_the_certificate_and_says_so() {
    let world = World::new();
    world.connect(&["--label", "Mail"]);
    let anew = ["--template", "saml2", "--allow", "replace-application"];
    world.connect(&anew);
    assert_eq!(world.application(APPS)["displayLabel"], "Mail");
    let undo = |more: &[&str]| {
        let args = [&["undo", "--yes", "-o", "json"], more].concat();
        world.mimecast(&args)
    };
    assert_eq!(undo(&[]).exits(3).refusals(), ["certificate-gone"]);
    undo(&["--allow", "certificate-gone"]).exits(0);
    assert!(world.enforced("web-apps"));
    let verify = [&["verify", "-o", "json"], &CONNECT[..2]].concat();
    world.mimecast(&verify).exits(0);
}

#[test]
fn somebody_whom_the_list_left_out_does_not_lose_access_with_it() {
    let world = World::new();
    let before = by_hand(&world);
    let id = before["_id"].as_str().unwrap();
    let writes = world.writes();
    let lies =
        format!("last-gone,method=GET,path=/api/v2/applications/{id}/associations,times=always");
    let armed = world.sandbox.arm(lies.parse().unwrap());
    world.runtime.block_on(armed).unwrap();
    let anew = [
        &["-o", "json"],
        &CONNECT[..],
        &ANEW,
        &["--allow", "replace-application"],
    ]
    .concat();
    let run = world.mimecast(&anew).exits(1);
    assert_eq!(run.json()["error"]["code"], "list-unreadable", "{run:?}");
    assert_eq!(world.writes(), writes);
    assert_eq!(world.application(PORTAL)["_id"], before["_id"]);
    world.sandbox.clear_faults();
    world.mimecast(&anew).exits(0);
    let mut access = world.access(PORTAL);
    access.sort();
    assert_eq!(access, ["All Staff", "Finance, Legal and Risk"]);
    assert!(world.enforced("web-apps"));
}

#[test]
fn an_undo_that_puts_back_what_cannot_sign_in_is_refused() {
    let world = World::new();
    by_hand(&world);
    world.connect(&[&ANEW[..], &["--allow", "replace-application"]].concat());
    let undo = |more: &[&str]| {
        let args = [
            &["undo", "--yes", "-o", "json", "--allow", "certificate-gone"],
            more,
        ]
        .concat();
        world.mimecast(&args)
    };
    let refused = undo(&[]).exits(3);
    assert_eq!(refused.refusals(), ["sign-in-broken"]);
    let why = "does not answer at https://eu-api.mimecast.com/login/saml";
    assert!(refused.stdout.contains(why), "{}", refused.stdout);
    undo(&["--allow", "sign-in-broken"]).exits(0);
}
