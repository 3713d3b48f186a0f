//! A service account's client id and secret in place of an administrator's API key.

use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sso_setup::sandbox::{Options, Quirk};

use crate::canned::{Answer, Canned, Received};
use crate::common::{CONNECT, Tool, World};
use crate::credentials::fails;
use crate::credentials_file::file;

const KEY: &str = "JUMPCLOUD_API_KEY";
const ID: &str = "JUMPCLOUD_CLIENT_ID";
const SECRET: &str = "JUMPCLOUD_CLIENT_SECRET";

fn tokens_asked(world: &World) -> u64 {
    let requests = world.control("sandbox/requests");
    let asked = &requests["POST /oauth2/token"];
    asked.as_u64().unwrap_or_default()
}

#[test]
fn every_command_works_and_each_run_asks_for_one_token() {
    let world = World::new();
    let wanted = ["--group", "All Staff"];
    for (runs, (command, more)) in (1..).zip([
        (&["plan"][..], &wanted[..]),
        (&["apply", "--yes"], &wanted),
        (&["verify"], &wanted),
        (&["metadata"], &[]),
        (&["rotate", "--yes"], &[]),
        (&["undo", "--yes"], &["--allow", "certificate-gone"]),
        (&["remove", "--confirm-count", "1"], &[]),
    ]) {
        world
            .service_account()
            .mimecast(&[command, more].concat())
            .exits(0);
        assert_eq!(tokens_asked(&world), runs, "{command:?}");
    }
    world.service_account().run(&["doctor"]).exits(0);
}

#[test]
fn a_token_that_ends_in_mid_run_is_renewed_once() {
    for fault in [
        "401,at=2,service=jumpcloud,method=GET,path=/api/*",
        "401,service=jumpcloud,method=POST,path=/api/applications",
        "401,service=jumpcloud,path=*/metadata.xml",
    ] {
        let world = World::new();
        let fault_of = fault.parse().unwrap();
        world.runtime.block_on(world.sandbox.arm(fault_of)).unwrap();
        world.service_account().mimecast(&CONNECT).exits(0);
        assert_eq!(tokens_asked(&world), 2, "{fault}");
        assert_eq!(world.control("sandbox/violations")["violations"], json!([]));
    }
}

#[test]
fn what_is_wrong_with_it_is_named() {
    let world = World::new();
    for (name, said) in [(ID, SECRET), (SECRET, ID)] {
        let missing = format!("{name} is missing");
        fails(
            &world,
            world.service_account().without(name),
            4,
            "jumpcloud-credentials-missing",
            &[&missing, said],
        );
        let wrong = world.service_account().env(name, "wrong-but-secret");
        let parts = ["401", ID, SECRET, "30 to 365 days", "--jumpcloud-region"];
        let run = fails(&world, wrong, 4, "jumpcloud-credentials-rejected", &parts);
        assert!(!run.stdout.contains("wrong-but-secret"), "{}", run.stdout);
        let broken = world.service_account().env(name, "two\nlines");
        fails(
            &world,
            broken,
            4,
            "jumpcloud-credentials-malformed",
            &[name],
        );
    }
    let twice = world.service_account().env(KEY, "another");
    fails(
        &world,
        twice,
        4,
        "jumpcloud-credentials-twice",
        &[KEY, ID, SECRET],
    );
    // A key ends too.
    fails(
        &world,
        world.tool().env(KEY, "ended"),
        4,
        "jumpcloud-key-rejected",
        &["30 to 365 days"],
    );
    // Credentials that were refused are not tried again.
    let asked = tokens_asked(&world);
    let wrong = world.service_account().env(SECRET, "wrong");
    wrong.run(&["doctor"]).exits(1);
    assert_eq!(tokens_asked(&world), asked + 1);
}

#[test]
fn of_two_sources_the_environment_wins_whole() {
    let world = World::new();
    let with_file = |lines: &[(&str, String)]| {
        let lines = lines.iter();
        let text: String = lines
            .map(|(name, value)| format!("{name} = \"{value}\"\n"))
            .collect();
        file(&text, 0o600)
    };
    let key = world.sandbox.credentials().jumpcloud_api_key;
    let of_key = (KEY, key.expose_secret().to_owned());
    let of_account = [
        (ID, world.other("service_account_client_id")),
        (SECRET, world.other("service_account_client_secret")),
    ];
    let wrong_account = [(ID, "wrong".to_owned()), (SECRET, "wrong".to_owned())];
    let plan = [&["plan"], &CONNECT[..]].concat();
    let planned = |tool: Tool, file: &[(&str, String)]| {
        let (_folder, path) = with_file(file);
        tool.env("SSO_SETUP_CREDENTIALS", path).mimecast(&plan)
    };
    let bare = || world.tool().without(KEY);
    let with = |tool: Tool, pairs: &[(&str, String)]| {
        pairs
            .iter()
            .fold(tool, |tool, (name, value)| tool.env(name, value))
    };
    planned(bare(), &of_account).exits(0);
    planned(world.tool(), &wrong_account).exits(0);
    planned(with(bare(), &of_account), &[(KEY, "wrong".to_owned())]).exits(0);
    planned(with(bare(), &of_account[..1]), &of_account[1..]).exits(0);
    let both = [of_key, of_account[0].clone(), of_account[1].clone()];
    planned(bare(), &both).exits(4).says(&[ID, KEY, "not both"]);
}

/// An organisation that nobody has set anything up in, of which only the first read matters here.
fn console(asked: &Received) -> Answer {
    match asked.path.as_str() {
        "/api/organizations" => Answer::json(
            200,
            json!({ "results": [{ "id": "5f00000000000000000000a1", "displayName": "Widgets" }], "totalCount": 1 }),
        ),
        _ => Answer::json(403, json!({ "message": "Forbidden" })),
    }
}

#[test]
fn the_secret_goes_to_the_address_of_tokens_and_nowhere_else() {
    let oauth = Canned::serve(|_, _| {
        let token = "a-token-that-nobody-else-has";
        Answer::json(
            200,
            json!({ "access_token": token, "token_type": "bearer", "expires_in": 3599 }),
        )
    });
    let console = Canned::serve(|asked, _| console(asked));
    let tool = crate::common::tool()
        .env(ID, "an+id/of mine".replace(' ', "%"))
        .env(SECRET, "the:secret+of%it")
        .env("SSO_SETUP_JUMPCLOUD_URL", console.url())
        .env("SSO_SETUP_JUMPCLOUD_OAUTH_URL", oauth.url());
    let run = tool
        .mimecast(&[
            "plan",
            "-vvv",
            "--account-code",
            "CUK1A1",
            "--subdomain",
            "eu",
        ])
        .exits(4);
    for secret in ["the:secret+of%it", "a-token-that-nobody-else-has"] {
        assert!(!format!("{run:?}").contains(secret), "{run:?}");
    }
    let asked = oauth.requests();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].line(), "POST /oauth2/token");
    assert_eq!(asked[0].body, b"grant_type=client_credentials&scope=api");
    // RFC 6749, section 2.3.1: each encoded as in a form, then joined.
    use base64::Engine as _;
    let pair = "an%2Bid%2Fof%25mine:the%3Asecret%2Bof%25it";
    let basic = format!("Basic {}", base64::prelude::BASE64_STANDARD.encode(pair));
    assert_eq!(asked[0].header("authorization"), Some(basic.as_str()));
    let reads = console.requests();
    assert!(!reads.is_empty());
    for read in reads {
        let bearer = "Bearer a-token-that-nobody-else-has";
        assert_eq!(
            read.header("authorization"),
            Some(bearer),
            "{}",
            read.line()
        );
        assert_eq!(read.header("x-api-key"), None, "{}", read.line());
        assert!(!String::from_utf8_lossy(&read.body).contains("secret"));
    }
}

#[test]
fn a_token_is_renewed_before_it_ends() {
    for (expires_in, tokens) in [
        (json!(3599), 1),
        (json!(null), 1),
        // So close to its end a token is not used a second time.
        (json!(20), 3),
    ] {
        let said = expires_in.clone();
        let oauth = Canned::serve(move |_, count| {
            let token = format!("token-number-{count}");
            Answer::json(200, json!({ "access_token": token, "expires_in": said }))
        });
        let console = Canned::serve(|asked, _| console(asked));
        crate::common::tool()
            .env(ID, "id")
            .env(SECRET, "secret")
            .env("SSO_SETUP_JUMPCLOUD_URL", console.url())
            .env("SSO_SETUP_JUMPCLOUD_OAUTH_URL", oauth.url())
            .mimecast(&["metadata", "--account-code", "CUK1A1", "--subdomain", "eu"])
            .exits(4);
        let asked = oauth.requests().len();
        match tokens {
            1 => assert_eq!(asked, 1, "{expires_in}"),
            _ => assert_eq!(asked, console.requests().len(), "{expires_in}"),
        }
    }
}

#[test]
fn an_address_of_tokens_is_held_to_the_same_rules() {
    let world = World::new();
    for (url, code) in [
        ("http://admin-oauth.id.jumpcloud.com", "address-not-tls"),
        ("https://me:hunter2@id.example.com", "address-malformed"),
    ] {
        let args = [
            &["plan", "-o", "json", "--jumpcloud-oauth-url", url],
            &CONNECT[..],
        ]
        .concat();
        let run =
            world
                .service_account()
                .mimecast(&args)
                .fails(64, code, &["--jumpcloud-oauth-url"]);
        assert!(!run.stdout.contains("hunter2"), "{}", run.stdout);
    }
}

#[test]
fn where_a_call_takes_no_token_it_is_said_and_doctor_shows_which() {
    let world = World::of(Options {
        quirks: vec![Quirk::KeysOnly],
        ..Options::default()
    });
    let args = [&["-o", "json"], &CONNECT[..]].concat();
    let run = world.service_account().mimecast(&args).fails(
        4,
        "jumpcloud-token-refused",
        &["metadata", "sso-setup doctor", KEY],
    );
    assert_eq!(world.control("sandbox/violations")["violations"], json!([]));
    drop(run);
    let doctor = world
        .service_account()
        .run(&["doctor", "-o", "json"])
        .exits(1);
    let status = |name: &str| -> Value {
        let document = doctor.json();
        let checks = document["checks"].as_array().unwrap();
        let found = checks.iter().find(|check| check["name"] == name);
        found.unwrap_or_else(|| panic!("no {name}"))["status"].clone()
    };
    assert_eq!(status("jumpcloud/key"), "pass");
    assert_eq!(status("jumpcloud/read-applications"), "pass");
    assert_eq!(status("apps/metadata"), "fail");
    // With a key the same account is set up.
    world.tool().mimecast(&CONNECT).exits(0);
}
