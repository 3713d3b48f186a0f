//! Credentials: missing, wrong, under-privileged, half given; and where they may travel.

use secrecy::ExposeSecret;

use crate::common::{CONNECT, Run, Tool, World, tool};

const NAMES: [&str; 3] = [
    "JUMPCLOUD_API_KEY",
    "MIMECAST_CLIENT_ID",
    "MIMECAST_CLIENT_SECRET",
];

/// Plans with the tool as it is set up, which must fail before anything is written.
#[track_caller]
pub fn fails(world: &World, tool: Tool, exit: i32, code: &str, parts: &[&str]) -> Run {
    let args = [&["apply", "-o", "json"], &CONNECT[..]].concat();
    let run = tool.mimecast(&args).fails(exit, code, parts);
    assert_eq!(world.writes(), (0, 0));
    run
}

#[test]
fn a_missing_credential_is_named() {
    let world = World::new();
    let key = ["JUMPCLOUD_API_KEY", "--credentials FILE", "--sandbox"];
    fails(
        &world,
        world.tool().without("JUMPCLOUD_API_KEY"),
        4,
        "jumpcloud-key-missing",
        &key,
    );
    fails(
        &world,
        world.tool().env("JUMPCLOUD_API_KEY", "  "),
        4,
        "jumpcloud-key-missing",
        &key,
    );
    let both = [
        "MIMECAST_CLIENT_ID and MIMECAST_CLIENT_SECRET",
        "--mimecast-mode worksheet",
    ];
    let none = world
        .tool()
        .without("MIMECAST_CLIENT_ID")
        .without("MIMECAST_CLIENT_SECRET");
    fails(&world, none, 4, "mimecast-credentials-missing", &both);
    for half in ["MIMECAST_CLIENT_ID", "MIMECAST_CLIENT_SECRET"] {
        let missing = format!("{half} is missing");
        fails(
            &world,
            world.tool().without(half),
            4,
            "mimecast-credentials-missing",
            &[&missing],
        );
    }
}

#[test]
fn a_wrong_credential_is_refused_by_its_service_and_never_repeated() {
    let world = World::new();
    for (name, code, service) in [
        ("JUMPCLOUD_API_KEY", "jumpcloud-key-rejected", "JumpCloud"),
        (
            "MIMECAST_CLIENT_ID",
            "mimecast-credentials-rejected",
            "Mimecast",
        ),
        (
            "MIMECAST_CLIENT_SECRET",
            "mimecast-credentials-rejected",
            "Mimecast",
        ),
    ] {
        let wrong = world.tool().env(name, "wrong-but-secret");
        let run = fails(&world, wrong, 4, code, &[service, "401", name]);
        assert!(!run.stdout.contains("wrong-but-secret"), "{}", run.stdout);
    }
    let run = fails(
        &world,
        world.tool().env("JUMPCLOUD_API_KEY", "secret\nsecond line"),
        4,
        "jumpcloud-key-malformed",
        &["JUMPCLOUD_API_KEY"],
    );
    assert!(!run.stdout.contains("second line"), "{}", run.stdout);
}

#[test]
fn a_read_only_key_plans_and_says_what_was_not_made() {
    let world = World::new();
    let state = world.state();
    let reader = || {
        world
            .tool()
            .env("JUMPCLOUD_API_KEY", world.other("read_only_api_key"))
    };
    let args = [&["-o", "json"], &CONNECT[..]].concat();
    reader().mimecast(&[&["plan"], &args[..]].concat()).exits(0);
    let parts = [
        "\"Mimecast\"",
        "403",
        "permission applications",
        "5 of 5 changes are not done",
    ];
    let run = reader()
        .mimecast(&args)
        .fails(4, "jumpcloud-permission-missing", &parts);
    let document = run.json();
    let results = document["results"].as_array().unwrap();
    assert_eq!(results[0]["status"], "failed");
    assert!(
        results[0]["error"]
            .as_str()
            .unwrap()
            .contains("creating the JumpCloud application")
    );
    assert!(
        results[1..].iter().all(|r| r["status"] == "pending"),
        "{document}"
    );
    assert_eq!(world.state(), state);
    reader()
        .mimecast(&CONNECT)
        .exits(4)
        .says(&["error:", "hint:", "Not connected yet:"]);
    assert_eq!(world.state(), state);
}

#[test]
fn a_limited_mimecast_client_is_told_which_product_is_missing() {
    let world = World::new();
    let limited = world.limited();
    fails(
        &world,
        limited,
        4,
        "mimecast-permission-missing",
        &["403", "product", "API 2.0"],
    );
}

#[test]
fn credentials_of_another_account_are_noticed() {
    let world = World::new();
    let args = [
        "-o",
        "json",
        "--account-code",
        "CUK2B2",
        "--group",
        "All Staff",
        "--yes",
    ];
    world
        .mimecast(&args)
        .fails(3, "account-code-mismatch", &["CUK2B2", "CUK1A1"]);
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn a_credential_travels_over_tls_or_to_this_machine_only() {
    let world = World::new();
    for (url, code, said) in [
        (
            "http://console.jumpcloud.com",
            "address-not-tls",
            "http://console.jumpcloud.com is not encrypted",
        ),
        (
            "http://10.0.0.1:8080/mimecast",
            "address-not-tls",
            "use https://",
        ),
        (
            "http://localhost.example.com",
            "address-not-tls",
            "this machine only",
        ),
        (
            "ftp://127.0.0.1",
            "address-malformed",
            "is not an https address",
        ),
        ("127.0.0.1:80", "address-malformed", "looks like https://"),
        (
            "https://me:hunter2@api.example.com",
            "address-malformed",
            "before the @",
        ),
    ] {
        for flag in ["--jumpcloud-url", "--mimecast-url"] {
            let args = [&["plan", "-o", "json", flag, url], &CONNECT[..]].concat();
            let run = world.tool().mimecast(&args).fails(64, code, &[said, flag]);
            assert!(!run.stdout.contains("hunter2"), "{}", run.stdout);
            let run = world.tool().mimecast(&["plan", flag, url]).exits(64);
            assert!(!run.stderr.contains("hunter2"), "{}", run.stderr);
        }
    }
}

#[test]
fn the_sandbox_and_an_address_contradict_each_other() {
    for (flag, value) in [
        ("--jumpcloud-url", "https://console.jumpcloud.com"),
        ("--mimecast-url", "https://api.services.mimecast.com"),
        ("--credentials", "credentials.toml"),
    ] {
        for args in [
            ["mimecast", "plan", "--sandbox", flag, value],
            ["mimecast", flag, value, "plan", "--sandbox"],
            ["mimecast", "--sandbox", flag, value, "plan"],
        ] {
            let args = [&args[..], &["-o", "json", "--group", "All Staff"]].concat();
            tool()
                .run(&args)
                .fails(64, "sandbox-contradiction", &[flag, "--sandbox"]);
        }
    }
    // In the environment they are left over from elsewhere, and passed over.
    let mut left_over = tool()
        .env("SSO_SETUP_CREDENTIALS", "/nonexistent")
        .env("SSO_SETUP_JUMPCLOUD_URL", "http://127.0.0.1:1")
        .env("SSO_SETUP_JUMPCLOUD_ORG", "Somebody else's");
    for name in NAMES {
        left_over = left_over.env(name, "cmd:false");
    }
    left_over
        .mimecast(&["plan", "--sandbox", "--group", "All Staff"])
        .exits(0);
}

#[test]
fn no_secret_is_printed_by_any_format_or_log_level() {
    let world = World::new();
    let credentials = world.sandbox.credentials();
    let secrets = [
        credentials.jumpcloud_api_key.expose_secret().to_owned(),
        credentials
            .mimecast_client_secret
            .expose_secret()
            .to_owned(),
        "sandbox-passphrase-do-not-show".to_owned(),
        "BEGIN PRIVATE KEY".to_owned(),
    ];
    for args in [
        &["plan", "-vvv", "-o", "json"][..],
        &["-vvv", "-o", "human"],
        &["apply", "-vvv", "-o", "github"],
        &["worksheet", "-vvv"],
        &["metadata", "-vvv"],
    ] {
        let run = world.mimecast(&[args, &CONNECT].concat()).exits(0);
        assert!(run.stderr.contains("request"), "-vvv logs: {}", run.stderr);
        for secret in &secrets {
            let printed = run.stdout.contains(secret) || run.stderr.contains(secret);
            assert!(!printed, "{args:?}\n{}\n{}", run.stdout, run.stderr);
        }
    }
}
