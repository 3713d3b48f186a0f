//! What cannot be exported as it is: named in the file, or refused with the remedy.

use serde_json::{Value, json};

use crate::common::meddler::Meddler;
use crate::common::{CONNECT, World, find};
use crate::tenants_file::Filed;

use super::{exported, notes, plan};

/// What the file says of itself.
fn text(file: &Filed) -> String {
    std::fs::read_to_string(&file.path).unwrap()
}

/// Changes Mimecast's profile by other hands.
fn change_profile(world: &World, edit: impl Fn(&mut Value)) {
    let mut profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    edit(&mut profile);
    world.mimecast_api("/api/authentication-profile/update-profile", profile);
}

#[test]
fn an_application_made_by_hand_and_taken_over_is_exported_under_its_own_url() {
    let world = World::new();
    world.by_hand(|_| {});
    world.connect(&["--idp-url-suffix", "apps:bob"]);
    let (file, tenant) = exported(&world, &[]);
    let options = &tenant["options"];
    assert_eq!(options["idp-url-suffix"], json!(["bob"]));
    assert_eq!(options["label"], json!(["Mail (Bob)"]));
    assert_eq!(options["description"], json!(["Ask Bob"]));
    assert_eq!(options["hidden"], json!(["false"]));
    assert_eq!(notes(&tenant), [""; 0]);
    assert_eq!(plan(&world, &file).changes(), [""; 0]);

    // Of two of a kind the one that a profile uses; of two that none uses, the one that is said.
    let other = world.by_hand(|d| d["ssoUrl"] = json!("https://sso.jumpcloud.com/saml2/eve"));
    let (file, tenant) = exported(&world, &[]);
    assert_eq!(tenant["options"]["idp-url-suffix"], json!(["bob"]));
    let found = notes(&tenant);
    for code in ["not-exported", "foreign-object", "duplicate"] {
        assert!(found.contains(&code.to_owned()), "{found:?}");
    }
    assert!(text(&file).contains("--idp-url-suffix apps:eve"));
    let path = format!("/api/applications/{}", other["_id"].as_str().unwrap());
    world.jumpcloud("DELETE", &path, None);
    assert_eq!(notes(&exported(&world, &[]).1), [""; 0]);
}

#[test]
fn what_could_be_meant_in_several_ways_is_refused_with_the_option_that_says_it() {
    let world = World::new();
    let export = |more: &[&str]| world.mimecast(&[&["export", "-o", "json"], more].concat());
    export(&[]).fails(1, "nothing-to-export", &["CUK1A1", "status"]);
    world.by_hand(|_| {});
    let eve = |d: &mut Value| d["ssoUrl"] = json!("https://sso.jumpcloud.com/saml2/eve");
    world.by_hand(eve);
    let parts = [
        "connector apps",
        "saml2/bob",
        "--idp-url-suffix apps:bob",
        "apps:eve",
    ];
    export(&[]).fails(64, "export-ambiguous", &parts);
    let named = export(&["--idp-url-suffix=apps:eve"]).exits(0).json();
    let options = &named["tenants"][0]["options"];
    assert_eq!(options["idp-url-suffix"], json!(["eve"]));
    // Two under one URL cannot be told apart at all.
    world.by_hand(eve);
    let run = export(&["--idp-url-suffix=apps:eve"]);
    run.fails(1, "application-ambiguous", &["delete the ones"]);

    let world = World::new();
    let export = |more: &[&str]| world.mimecast(&[&["export", "-o", "json"], more].concat());
    world.connect(&["--profile=One", "--application-setting=First"]);
    world.connect(&["--profile=One", "--application-setting=Second"]);
    let parts = [
        "application settings",
        "\"First\", \"Second\"",
        "--application-setting",
    ];
    export(&[]).fails(64, "export-ambiguous", &parts);
    let said = export(&["--application-setting=Second"]).exits(0).json();
    let tenant = &said["tenants"][0];
    assert_eq!(tenant["options"]["application-setting"], json!(["Second"]));
    assert_eq!(notes(tenant), ["not-exported"]);
    world.connect(&["--profile=Two", "--application-setting=Third"]);
    let parts = ["authentication profiles", "\"One\", \"Two\"", "--profile"];
    export(&[]).fails(64, "export-ambiguous", &parts);
    let said = export(&["--profile=Two"]).exits(0).json();
    let tenant = &said["tenants"][0];
    assert_eq!(tenant["options"]["application-setting"], json!(["Third"]));
    let file = Filed::new(said["tenants_file"].as_str().unwrap());
    assert_eq!(plan(&world, &file).changes(), [""; 0]);
}

#[test]
fn what_a_plan_would_change_all_the_same_is_named() {
    let world = World::new();
    world.connect(&[]);
    // A block with an issuer that is not the application's, one of another IdP, and one that is not in force.
    let good = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    for (edit, codes, parts) in [
        (
            (|p| p["blocks"]["web-apps"]["issuer"] = json!("Somebody else")) as fn(&mut Value),
            &["plan-not-empty"][..],
            &["web-apps.issuer"][..],
        ),
        (
            |p| p["blocks"]["web-apps"]["loginUrl"] = json!("https://widgets.okta.com/sso"),
            &["block-of-another", "nothing-in-force", "plan-not-empty"],
            &["(web-apps.login-url)", "widgets.okta.com"],
        ),
        (
            |p| p["blocks"]["web-apps"]["enforced"] = json!(false),
            &["nothing-in-force", "plan-not-empty"],
            &["JumpCloud SSO#enforce"],
        ),
        (
            |p| {
                p["blocks"]["admin-console"] = p["blocks"]["web-apps"].clone();
                p["blocks"]["admin-console"]["loginUrl"] = json!("https://widgets.okta.com/sso");
            },
            &["block-of-another"],
            &["block admin-console", "widgets.okta.com"],
        ),
        (
            |p| p["blocks"]["web-apps"]["logoutUrl"] = json!("https://me:mine@widgets.example/"),
            &["value-unsayable", "plan-not-empty"],
            &["cannot be said as logout-url"],
        ),
    ] {
        change_profile(&world, edit);
        let (file, tenant) = exported(&world, &[]);
        assert_eq!(notes(&tenant), codes, "{tenant:#}");
        let said = text(&file);
        for part in parts {
            assert!(said.contains(part), "{part}: {said}");
        }
        // It is said where there is something to change, and there alone.
        let empty = !codes.contains(&"plan-not-empty");
        assert_eq!(plan(&world, &file).changes().is_empty(), empty, "{said}");
        let export = ["export", "--detailed-exitcode"];
        world.mimecast(&export).exits(if empty { 0 } else { 2 });
        change_profile(&world, |profile| *profile = good.clone());
    }
    world.change_application("mimecast-cuk1a1", |document| {
        document["config"]["acsUrl"]["value"] = json!("https://us-api.mimecast.com/login/saml");
    });
    let (file, tenant) = exported(&world, &[]);
    assert_eq!(notes(&tenant), ["other-grid", "plan-not-empty"]);
    assert!(text(&file).contains("(config.acsUrl)"));
}

#[test]
fn what_no_option_says_and_what_is_not_shown_is_named() {
    let world = World::new();
    world.connect(&[]);
    world.change_application("mimecast-cuk1a1", |document| {
        document["config"]["constantAttributes"]["value"] = json!([
            {"name": "a=b", "value": "1"}, {"name": "twice", "value": "1"}, {"name": "twice", "value": "2"},
            {"name": "fine", "value": "3"},
        ]);
        document["config"]["includeGroups"]["value"] = json!(true);
        document["config"]["groupsAttributeName"]["value"] = json!("memberOf");
    });
    let (file, tenant) = exported(&world, &[]);
    let found = notes(&tenant);
    let unsayable = ["attribute-unsayable"; 3];
    assert_eq!(found, [&["settings-unsayable"], &unsayable[..]].concat());
    assert_eq!(tenant["options"]["attribute"], json!(["fine=3"]));
    assert!(text(&file).contains("includeGroups, groupsAttributeName"));
    assert_eq!(plan(&world, &file).changes(), [""; 0]);

    let not_shown = Meddler::listing(&world, |one| {
        drop(one["sso"].as_object_mut().unwrap().remove("hidden"));
    });
    let run = not_shown.tool(&world).mimecast(&["export", "-o", "json"]);
    let found = notes(&run.exits(0).json()["tenants"][0]);
    assert!(found.contains(&"hidden-unread".to_owned()), "{found:?}");
    // What sign-in hangs on is not exported unread.
    let not_shown = Meddler::listing(&world, |one| {
        drop(one["config"].as_object_mut().unwrap().remove("idpEntityId"));
    });
    let run = not_shown.tool(&world).mimecast(&["export", "-o", "json"]);
    run.fails(1, "settings-unread", &["IdP entity ID", "console"]);
}

#[test]
fn no_name_of_a_service_becomes_a_line_of_the_file() {
    let hostile = "Mail\"\n[[tenant]]\nname = \"evil\"\n\r\u{1b}[2J\u{2028}#";
    let world = World::edited(|state| {
        state["jumpcloud"]["organizations"][0]["name"] = json!(hostile);
    });
    world.by_hand(|d| d["displayLabel"] = json!(hostile));
    // One that is only told of.
    world.by_hand(|d| {
        d["displayLabel"] = json!(hostile);
        d["ssoUrl"] = json!("https://sso.jumpcloud.com/saml2/eve");
        d["config"]["acsUrl"]["value"] =
            json!("https://eu-api.mimecast.com/login/saml\n[[tenant]]");
    });
    world.connect(&["--idp-url-suffix", "apps:bob", "--allow", "foreign-object"]);
    let (file, tenant) = exported(&world, &[]);
    assert_eq!(tenant["options"]["label"], json!([hostile]));
    assert!(notes(&tenant).contains(&"not-exported".to_owned()));
    let said = text(&file);
    assert!(!said.contains(['\r', '\u{1b}', '\u{2028}']), "{said:?}");
    let is_tenant = |line: &&str| line.starts_with("[[tenant]]");
    assert_eq!(said.lines().filter(is_tenant).count(), 1, "{said}");
    let name = tenant["name"].as_str().unwrap();
    assert_eq!(name, "mail-tenant-name-evil-2j");
    let variable = "MAIL_TENANT_NAME_EVIL_2J_JUMPCLOUD_API_KEY";
    assert!(said.contains(variable), "{said}");
}

#[test]
fn by_hand_a_plan_shows_the_steps_that_nobody_attested() {
    let world = World::new();
    let by_hand = || world.tool().env("SSO_SETUP_MIMECAST_MODE", "worksheet");
    let profile = "mimecast/authentication-profile/JumpCloud SSO";
    let setting = "mimecast/application-setting/JumpCloud SSO";
    let enforced = format!("{profile}#enforce");
    let steps = [profile, setting, &enforced];
    let both = ["--connector=apps,personal-portal", "-o", "json"];
    by_hand().mimecast(&[&CONNECT[..], &both].concat()).exits(0);
    for attested in 0..=3 {
        let confirmed: Vec<String> = steps[..attested]
            .iter()
            .map(|step| format!("--confirm-step={step}"))
            .collect();
        let confirmed: Vec<&str> = confirmed.iter().map(String::as_str).collect();
        let more = [&CONNECT[..], &both, &confirmed].concat();
        by_hand().mimecast(&more).exits(0);
        let export = ["export", "-o", "json", "--detailed-exitcode"];
        let run = by_hand().mimecast(&export);
        let run = run.exits(if attested == 3 { 0 } else { 2 });
        let document = run.json();
        assert_eq!(notes(&document["tenants"][0]), ["mimecast-unread"]);
        let options = &document["tenants"][0]["options"];
        assert_eq!(options["mimecast-mode"], json!(["worksheet"]));
        let file = Filed::new(document["tenants_file"].as_str().unwrap());
        let planned = plan(&world, &file);
        assert_eq!(planned.changes(), steps[attested..]);
        let document = planned.json();
        for step in &steps[attested..] {
            assert_eq!(find(&document["changes"], "id", step)["actor"], "human");
        }
    }
}
