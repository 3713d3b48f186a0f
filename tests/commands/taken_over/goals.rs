//! What was mended, by the other goals and the other mode.

use super::*;

/// Taken over and undone, it is as Bob left it.
#[test]
fn an_undo_puts_back_what_was_mended() {
    let world = World::new();
    world.by_hand(|d| {
        for (_, slip, _) in SLIPS
            .iter()
            .filter(|(code, ..)| code.starts_with("name-id"))
        {
            slip(d);
        }
        d["name"] = json!("saml2");
        set(d, "signAssertion", json!(false));
    });
    let (before, others) = (world.application("bob"), world.of_others(&["saml2/bob"]));
    world.connect(&ADOPT);
    assert_ne!(world.application("bob"), before);
    // No block is in force once the profile is gone, so nobody is kept out by what is put back.
    let plan = world
        .mimecast(&["undo", "--dry-run", "-o", "json"])
        .exits(0);
    let warnings = plan.json()["warnings"].clone();
    let of_page = |text: &String| text.contains("login page");
    assert!(
        !texts(&warnings, "message").iter().any(of_page),
        "{warnings:#}"
    );
    let undone = world.mimecast(&["undo", "--yes"]).exits(0);
    assert!(
        !undone.stdout.contains("the warnings say"),
        "{}",
        undone.stdout
    );
    assert_eq!(world.application("bob"), before);
    assert_eq!(world.of_others(&["saml2/bob"]), others);
    assert_eq!(world.mimecast_object("profiles", "JumpCloud SSO"), None);
}

/// Once a block is in force through it, what was mended is put back only where somebody says so.
#[test]
fn an_undo_that_would_keep_people_out_is_refused_and_lets_go_of_the_block_first() {
    let world = World::new();
    world.by_hand(|_| {});
    world.connect(&ADOPT);
    let broken = world.change_application("bob", |d| {
        d["config"]["subjectField"]["value"] = json!("username");
    });
    assert_eq!(
        looks(&world, "plan").exits(0).changes(),
        ["jumpcloud/application/apps"]
    );
    let checks = looks(&world, "verify").exits(1).json()["checks"].clone();
    for name in ["apps/values", "way-in/web-apps/login-page"] {
        let check = find(&checks, "name", name);
        assert_eq!(check["status"], "fail", "{check}");
        let said = check["message"].as_str().unwrap();
        assert!(said.contains("username"), "{said}");
    }
    // Other goals mend nothing of it.
    let rotate = ["rotate", "--yes", "--connector", "apps"];
    world.mimecast(&[&rotate[..], &ADOPT].concat()).exits(0);
    let broken = without_certificate(broken);
    assert_eq!(without_certificate(world.application("bob")), broken);

    world.connect(&ADOPT);
    looks(&world, "verify").exits(0);
    let undo = ["undo", "--yes", "-o", "json"];
    let refused = world.mimecast(&undo).exits(3);
    assert_eq!(refused.refusals(), ["sign-in-broken"]);
    assert!(refused.changes()[0].ends_with("#release"));
    let undo = [&undo[..], &["--allow", "sign-in-broken"]].concat();
    world.mimecast(&undo).exits(0);
    assert_eq!(without_certificate(world.application("bob")), broken);
    assert!(world.enforced("web-apps"));
}

/// By hand at Mimecast, JumpCloud's half is mended all the same.
#[test]
fn in_worksheet_mode_the_same_is_mended() {
    let world = World::new();
    world.by_hand(|d| set(d, "subjectField", json!("username")));
    let by_hand = ["--mimecast-mode", "worksheet"];
    let plan = [&["plan", "-o", "json"], &CONNECT[..], &ADOPT, &by_hand].concat();
    let plan = world.mimecast(&plan).exits(0).json();
    let change = find(&plan["changes"], "id", "jumpcloud/application/apps");
    assert_eq!(change["actor"], "api");
    assert_eq!(texts(&change["fields"], "name"), ["config.subjectField"]);
}
