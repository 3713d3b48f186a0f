//! What is not applied, and what is not kept; each time nothing is written.

use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};

use super::{APPS, Rig};
use crate::common::meddler::{Meddler, Then};
use crate::common::{ALL_THREE, CONNECT, World};

#[test]
fn an_edited_file_is_not_applied() {
    let rig = Rig::new();
    rig.plan(&[]).exits(0);
    let whole = rig.document();
    let edits: [fn(&mut Value); 5] = [
        |plan| plan["wanted"]["applications"][0]["groups"] = json!(["Contractors"]),
        |plan| plan["wanted"]["setting"]["group"] = json!("Everybody else"),
        |plan| plan["wanted"]["command"] = json!("rotate"),
        |plan| plan["plan"]["changes"] = json!([]),
        |plan| plan["plan"]["tenant"]["mimecast"] = json!("https://evil.example"),
    ];
    for edit in edits {
        rig.edit(|document| {
            document.clone_from(&whole);
            edit(document);
        });
        rig.is_stale(&[], &["plan.json", "edited"]);
    }
    // Nothing that is shown and not acted on makes it another plan.
    rig.edit(|document| {
        document.clone_from(&whole);
        document["plan"]["warnings"] = json!([]);
    });
    rig.apply(&["--yes"]).exits(0);
}

#[test]
fn what_changed_since_is_named_by_object_and_field() {
    let rig = Rig::connected(&[]);
    rig.plan(&["--description", "Mail", "--label", "Post"])
        .exits(0);
    let renamed = |document: &mut Value| document["displayLabel"] = json!("Renamed");
    rig.world.change_application(APPS, renamed);
    rig.is_stale(
        &[],
        &["jumpcloud/application/apps: displayLabel", "Renamed"],
    );

    // Somebody stopped enforcing.
    let rig = Rig::connected(&[]);
    rig.plan(&["--description", "Mail"]).exits(0);
    let mut profile = rig
        .world
        .mimecast_object("profiles", "JumpCloud SSO")
        .unwrap();
    profile["blocks"]["web-apps"]["enforced"] = json!(false);
    rig.world
        .mimecast_api("/api/authentication-profile/update-profile", profile);
    rig.is_stale(
        &[],
        &[
            "mimecast/authentication-profile/JumpCloud SSO#enforce",
            "web-apps.enforced",
        ],
    );

    // Somebody enforced a block that a removal then has to release.
    let rig = Rig::connected(&[]);
    rig.keep(&["remove", "--dry-run"]).exits(0);
    let mut profile = rig
        .world
        .mimecast_object("profiles", "JumpCloud SSO")
        .unwrap();
    let block = profile["blocks"]["web-apps"].clone();
    profile["blocks"]["end-user-apps"] = block;
    rig.world
        .mimecast_api("/api/authentication-profile/update-profile", profile);
    rig.is_stale(
        &[],
        &[
            "mimecast/authentication-profile/JumpCloud SSO#release",
            "end-user-apps.enforced",
        ],
    );

    // Somebody was faster with a part of it.
    let rig = Rig::new();
    rig.plan(&ALL_THREE).exits(0);
    rig.world.connect(&[]);
    rig.is_stale(
        &[],
        &["jumpcloud/application/apps", "is not to do any more"],
    );
}

#[test]
fn another_tenant_is_not_this_one() {
    let rig = Rig::new();
    let by_hand = ["--mimecast-mode", "worksheet", "--account-code", "CUK1A1"];
    rig.plan(&by_hand).exits(0);
    // Without Mimecast's credentials, whoever runs it says which account it is.
    let blind = || {
        let tool = rig.elsewhere().without("MIMECAST_CLIENT_ID");
        tool.without("MIMECAST_CLIENT_SECRET")
    };
    let mode = ["--mimecast-mode", "worksheet"];
    rig.apply_with(blind(), &mode)
        .fails(64, "account-code-missing", &["--account-code"]);
    let us = "CUK1A1 --subdomain us --allow grid-mismatch";
    for (line, code, said) in [
        ("CUK9Z9", "stale-plan", "CUK9Z9 and not CUK1A1"),
        (
            "CUK1A1 --mimecast-host ae-api.mimecast.com",
            "stale-plan",
            "ae-api.mimecast.com",
        ),
        (us, "allow-differs", "grid-mismatch"),
    ] {
        let code_and_more: Vec<&str> = line.split(' ').collect();
        let line = [&mode[..], &["--account-code"], &code_and_more].concat();
        rig.apply_with(blind(), &line).fails(3, code, &[said]);
    }
    // The other way of changing Mimecast.
    rig.apply(&["--yes"])
        .fails(3, "stale-plan", &["mode", "api and not worksheet"]);
    // The same account by another way, and another sandbox that looks the same.
    let front = Meddler::start(&rig.world, |_, _| Then::Forward);
    let other = World::new();
    for tool in [front.tool(&rig.world), other.tool()] {
        rig.apply_with(tool, &by_hand)
            .fails(3, "stale-plan", &["JumpCloud's address"]);
    }
    assert_eq!((rig.world.writes(), other.writes()), ((0, 0), (0, 0)));
    // Another organisation that the same person looks after.
    let multi = rig.world.other("multi_tenant_api_key");
    let tool = rig.elsewhere().env("JUMPCLOUD_API_KEY", &multi);
    rig.apply_with(tool, &by_hand)
        .fails(64, "organization-ambiguous", &["--jumpcloud-org"]);
}

#[test]
fn an_override_is_given_again_and_no_other() {
    let rig = Rig::new();
    let admins = &ALL_THREE[..6];
    rig.plan(&[admins, &["--allow", "admin-lockout"]].concat())
        .exits(0);
    rig.apply(&["--yes"])
        .fails(3, "allow-differs", &["--allow admin-lockout"]);
    let more = ["--yes", "--allow", "admin-lockout,user-lockout=99"];
    rig.apply(&more)
        .fails(3, "allow-differs", &["user-lockout=99"]);
    assert_eq!(rig.world.writes(), (0, 0));
    rig.apply(&["--yes", "--allow", "admin-lockout"]).exits(0);

    let rig = Rig::new();
    rig.plan(&[]).exits(0);
    rig.apply(&["--yes", "--allow", "user-lockout=all"]).fails(
        3,
        "allow-differs",
        &["without", "user-lockout=all"],
    );
}

#[test]
fn what_is_wanted_comes_from_the_file_alone() {
    let rig = Rig::new();
    rig.plan(&[]).exits(0);
    let command = sso_setup::cli::command();
    let mimecast = command.find_subcommand("mimecast").unwrap();
    let what = mimecast.get_arguments().filter(|arg| {
        let id = arg.get_id().as_str();
        arg.get_help_heading() == Some("What") && id != "tile_logo" || id == "admin"
    });
    let mut count = 0;
    for option in what {
        let long = format!("--{}", option.get_long().unwrap());
        let value = match option.get_id().as_str() {
            "connectors" => "apps",
            "tile_color" => "#006CAC",
            "hidden" => "true",
            "attributes" | "user_attributes" => "a=b",
            "users" | "pilot" | "admin" => "ann@widgets.example",
            "enforce" => "web-apps",
            "blocks" => "web-apps=apps",
            "logout_url" | "metadata_url" => "https://w.example/",
            "create_groups" | "pilot_only" => "",
            _ => "x",
        };
        let given = match value {
            "" => long.clone(),
            value => format!("{long}={value}"),
        };
        let after = rig.apply(&[&given]);
        after.fails(64, "usage", &[&long, "comes from its file"]);
        let before = [&given, "apply", &rig.file(), "-o", "json"];
        let before = rig.elsewhere().mimecast(&before).exits(64);
        before.says(&[&long, "comes from its file"]);
        count += 1;
    }
    assert!(count > 20, "{count}");
    assert_eq!(rig.world.writes(), (0, 0));
    // A variable that no option would take is not even read.
    let tool = rig.elsewhere().env("SSO_SETUP_TILE_COLOR", "none");
    rig.apply_with(tool, &["--yes"]).exits(0);
}

#[test]
fn a_link_is_not_written_through_and_a_folder_is_none() {
    let rig = Rig::new();
    let target = rig.folder.path().join("target");
    std::fs::write(&target, "mine").unwrap();
    std::os::unix::fs::symlink(&target, rig.path()).unwrap();
    rig.plan(&[])
        .fails(1, "output-not-written", &["symbolic link"]);
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "mine");
    std::fs::remove_file(rig.path()).unwrap();
    std::fs::create_dir(rig.path()).unwrap();
    rig.plan(&[]).fails(1, "output-not-written", &["folder"]);
}

#[test]
fn what_is_no_kept_plan_is_said_to_be_none() {
    let rig = Rig::new();
    rig.apply(&[])
        .fails(64, "plan-file-unreadable", &["plan.json"]);
    let shown = rig.plan(&[]).exits(0).stdout;
    let whole = std::fs::read_to_string(rig.path()).unwrap();
    let newer = whole.replacen("\"format_version\": 1", "\"format_version\": 2", 1);
    assert_ne!(newer, whole);
    let large = whole.clone() + &" ".repeat(9 << 20);
    for (text, code, part) in [
        (&newer, "plan-file-newer", "format 2"),
        (&large, "plan-file-unreadable", "8 MiB"),
        (&shown, "plan-file-unreadable", "--out"),
        (
            &whole[..whole.len() / 2].to_owned(),
            "plan-file-unreadable",
            "EOF",
        ),
        (&String::new(), "plan-file-unreadable", "no kept plan"),
        (
            &whole.replacen("\"tool\"", "\"tools\"", 1),
            "plan-file-unreadable",
            "tools",
        ),
    ] {
        std::fs::write(rig.path(), text).unwrap();
        rig.apply(&["--yes"]).fails(64, code, &["plan.json", part]);
    }
    std::fs::write(rig.path(), &whole).unwrap();
    std::fs::set_permissions(rig.path(), PermissionsExt::from_mode(0o666)).unwrap();
    rig.apply(&["--yes"])
        .fails(64, "plan-file-unreadable", &["chmod 600"]);
    assert_eq!(rig.world.writes(), (0, 0));
}

#[test]
fn a_plan_is_kept_only_where_it_is_only_shown() {
    let rig = Rig::connected(&[]);
    let (file, writes) = (rig.file(), rig.world.writes());
    let count = ["--confirm-count", "1"];
    for line in [
        &CONNECT[..],
        &["apply", "--out", &file, "--yes"],
        &["rotate", "--out", &file, "--yes"],
        &[&["remove", "--out", &file], &count[..]].concat(),
        &["undo", "--dry-run"],
        &["values", "--account-code", "CUK1A1"],
        &["verify"],
        &["worksheet"],
    ] {
        let line = match line.contains(&"--out") {
            true => [line, &["-o", "json"]].concat(),
            false => [&["--out", &file, "-o", "json"], line].concat(),
        };
        let run = rig.world.mimecast(&line);
        run.fails(64, "out-without-plan", &["--dry-run"]);
    }
    let line = ["undo", "--dry-run", "--out", &file, "-o", "json"];
    rig.world.mimecast(&line).exits(64);
    assert!(!rig.path().exists());
    assert_eq!(rig.world.writes(), writes);
    // Where it is: of each command, in each place.
    for line in [
        &["--dry-run", "--out", &file, "--description", "Mail"][..],
        &["--out", &file, "plan"],
        &["apply", "--dry-run", "--out", &file],
        &["--dry-run", "--out", &file, "rotate"],
        &["remove", "--dry-run", "--out", &file],
    ] {
        rig.world
            .mimecast(line)
            .exits(0)
            .says(&["mimecast apply", "plan.json"]);
        assert!(rig.path().exists(), "{line:?}");
        std::fs::remove_file(rig.path()).unwrap();
    }
}
