//! Nobody is locked out: what a run refuses, what it holds back, and what overrides it.

use serde_json::{Value, json};

use crate::common::{ALL_THREE, CONNECT, Run, World};

fn json_run(world: &World, more: &[&str]) -> Run {
    world.mimecast(&[&["-o", "json"], &CONNECT[..], more].concat())
}

/// Refused by exactly these guards, saying this, with nothing written.
#[track_caller]
fn refused(world: &World, more: &[&str], guard: &str, parts: &[&str]) {
    let writes = world.writes();
    let run = json_run(world, more).exits(3);
    assert_eq!(run.refusals(), [guard], "{more:?}");
    let refusal = run.json()["refusals"][0].clone();
    let option = refusal["override"].as_str().unwrap();
    match guard {
        // Its number is how many people it is about.
        "user-lockout" => {
            let number = option.strip_prefix("--allow user-lockout=");
            number.unwrap().parse::<usize>().unwrap();
        }
        _ => assert_eq!(option, format!("--allow {guard}")),
    }
    let message = refusal["message"].as_str().unwrap();
    for part in parts {
        assert!(message.contains(part), "\"{part}\" is not said: {message}");
    }
    assert_eq!(world.writes(), writes, "{more:?}");
}

#[test]
fn enforcing_for_administrators_wants_one_who_can_still_sign_in() {
    let world = World::new();
    let three = &ALL_THREE[..6];
    refused(&world, three, "admin-lockout", &["--admin EMAIL"]);
    for (admin, why) in [
        ("nobody@widgets.example", "nobody is known by this address"),
        ("charles@widgets.example", "suspended, though in the group"),
        ("joan@widgets.example", "staged, and in another group"),
        ("pat@widgets.example", "active, and not in the group"),
        ("temp@agency.example", "known to Mimecast only"),
    ] {
        let more = [three, &["--admin", admin]].concat();
        refused(
            &world,
            &more,
            "admin-lockout",
            &[admin, "\"Mimecast Admin Console\""],
        );
        assert!(!why.is_empty());
    }
    // The group must be bound to the console's own connector.
    let elsewhere = [
        "--group",
        "apps:All Staff",
        "--group",
        "personal-portal:All Staff",
        "--yes",
    ];
    let contractors = ["-o", "json", "--group", "admin-console:Contractors"];
    let run = [&contractors, &elsewhere[..], &ALL_THREE].concat();
    let run = world.mimecast(&run).exits(3);
    assert_eq!(run.refusals(), ["admin-lockout"]);
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn an_administrator_may_be_bound_by_group_or_alone_and_in_any_case() {
    for more in [
        [
            "--admin",
            "ADA@Widgets.example",
            "--group",
            "IT Administrators",
        ],
        [
            "--admin",
            "pat@widgets.example",
            "--user",
            "admin-console:pat@widgets.example",
        ],
    ] {
        let world = World::new();
        json_run(&world, &[&ALL_THREE[..6], &more].concat()).exits(0);
        assert!(world.enforced("admin-console"));
    }
}

#[test]
fn admin_lockout_can_be_overridden_by_name_only() {
    let world = World::new();
    let other = [&ALL_THREE[..6], &["--allow", "user-lockout=99"]].concat();
    refused(&world, &other, "admin-lockout", &[]);
    let named = [&ALL_THREE[..6], &["--allow", "admin-lockout"]].concat();
    json_run(&world, &named).exits(0);
    assert!(world.enforced("admin-console"));
}

/// Nobody active would get in: profile and setting are made, nothing is enforced, and the run says so.
#[track_caller]
fn held_back(world: &World, more: &[&str]) {
    let args = [&["--subdomain", "eu", "--yes"], more].concat();
    let plan = world
        .mimecast(&[&["plan", "-o", "json"], &args[..]].concat())
        .exits(0);
    assert!(
        plan.warnings().contains(&"no-access".to_owned()),
        "{:?}",
        plan.warnings()
    );
    assert!(!plan.changes().iter().any(|id| id.ends_with("#enforce")));
    let run = world.mimecast(&args).exits(0);
    run.says(&[
        "Prepared:",
        "SAML is not enforced for anybody yet",
        "no-access",
        "--group NAME",
    ]);
    for block in ["web-apps", "admin-console", "end-user-apps"] {
        assert!(!world.enforced(block), "{block} of {more:?}");
    }
    let profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    let setting = world.mimecast_object("settings", "JumpCloud SSO").unwrap();
    assert_eq!(setting["authenticationProfileId"], profile["id"]);
    // The run that brings somebody in goes on from there.
    world.connect(&[]).says(&["Connected:"]);
    assert!(world.enforced("web-apps"));
}

#[test]
fn with_nobody_bound_nothing_is_enforced() {
    held_back(&World::new(), &[]);
}

#[test]
fn an_empty_group_lets_nobody_in() {
    held_back(&World::new(), &["--group", "Empty Group"]);
}

#[test]
fn a_group_made_just_now_lets_nobody_in() {
    held_back(&World::new(), &["--group", "New People", "--create-groups"]);
}

#[test]
fn only_the_block_that_nobody_could_pass_is_held_back() {
    let world = World::new();
    let args = [
        "--subdomain",
        "eu",
        "--yes",
        "--group",
        "personal-portal:All Staff",
    ];
    let args = [&["-o", "json"], &args[..], &ALL_THREE[..6]].concat();
    let run = world.mimecast(&args).exits(0);
    assert!(run.warnings().contains(&"no-access".to_owned()));
    assert!(world.enforced("web-apps") && !world.enforced("admin-console"));
}

#[test]
fn suspended_people_do_not_count() {
    let world = World::edited(|state| {
        let jumpcloud = &mut state["jumpcloud"];
        let users = jumpcloud["users"].as_array().unwrap();
        let suspended: Vec<Value> = users
            .iter()
            .filter(|u| u["state"] != "ACTIVATED")
            .map(|u| u["id"].clone())
            .collect();
        assert!(!suspended.is_empty());
        let groups = jumpcloud["groups"].as_array_mut().unwrap();
        let empty = groups
            .iter_mut()
            .find(|g| g["name"] == "Empty Group")
            .unwrap();
        empty["members"] = json!(suspended);
    });
    held_back(
        &world,
        &[
            "--group",
            "Empty Group",
            "--user",
            "charles@widgets.example",
        ],
    );
}

#[test]
fn people_who_would_be_locked_out_are_named_and_counted() {
    let world = World::new();
    let contractors = ["--mimecast-group", "Contractors"];
    let names = [
        "3 of 3",
        "Contractors",
        "pat@widgets.example",
        "sam@widgets.example",
        "temp@agency.example",
    ];
    refused(&world, &contractors, "user-lockout", &names);
    // Those with access are not named.
    let pat = [&contractors[..], &["--user", "pat@widgets.example"]].concat();
    refused(
        &world,
        &pat,
        "user-lockout",
        &["2 of 3", "sam@widgets.example, temp@agency.example"],
    );
    // Its override says how many, and covers no more: the bare form is answered with the number.
    let allow = |given: &str| {
        let more = ["--allow", given];
        json_run(&world, &[&contractors[..], &more].concat())
    };
    for given in [
        "user-lockout",
        "user-lockout=2",
        "user-lockout=all",
        "people-unread",
    ] {
        let run = allow(given).exits(3);
        assert_eq!(
            run.json()["refusals"][0]["override"],
            "--allow user-lockout=3"
        );
    }
    for given in [
        "user-lockout=",
        "user-lockout=some",
        "user-lockout=-3",
        "admin-lockout=3",
    ] {
        allow(given).fails(64, "usage", &["--allow"]);
    }
    assert_eq!(world.writes(), (0, 0));
    allow("user-lockout=3").exits(0);
    assert!(world.enforced("web-apps"));
}

#[test]
fn an_enforced_profile_is_not_applied_to_people_without_access() {
    let world = World::new();
    world.connect(&[]);
    // The profile enforces already: moving its setting to another group enforces it for them at once.
    let names = ["3 of 3 people in the Mimecast group \"Contractors\""];
    refused(
        &world,
        &["--mimecast-group", "Contractors"],
        "user-lockout",
        &names,
    );
    let theirs = [
        "--application-setting",
        "Contractors settings",
        "--mimecast-group",
        "Contractors",
    ];
    // Two settings then have the profile: everybody of both groups counts.
    refused(&world, &theirs, "user-lockout", &["3 of 13 people"]);
    // Without naming the group, too.
    let args = [
        "-o",
        "json",
        "--subdomain",
        "eu",
        "--yes",
        "--application-setting",
        "Contractors settings",
    ];
    let run = world
        .tool()
        .without("SSO_SETUP_MIMECAST_GROUP")
        .mimecast(&args)
        .exits(3);
    assert_eq!(run.refusals(), ["user-lockout"]);
    run.says(&[
        "3 of 13",
        "the Mimecast group of \\\"Contractors settings\\\"",
    ]);
}

#[test]
fn what_the_whole_account_depends_on_is_refused_by_name() {
    let world = World::new();
    for more in [
        ["--profile", "Default Authentication Profile"],
        ["--profile", "Account_Administrators_Authentication_Profile"],
        ["--application-setting", "Default Application Settings"],
    ] {
        // Whom that profile applies to cannot be told from a group.
        let unread = ["--allow", "people-unread"];
        refused(
            &world,
            &[&more[..], &unread].concat(),
            "default-profile",
            &[more[1], "locks everybody out"],
        );
    }
}

#[test]
fn an_unknown_guard_cannot_be_overridden() {
    let world = World::new();
    for guard in ["everything", "stale-plan", "delete-count"] {
        let run = json_run(&world, &["--allow", guard]);
        run.fails(64, "usage", &[guard, "admin-lockout", "user-lockout"]);
    }
}
