//! `values`, and which Mimecast an account belongs to.

use serde_json::{Value, json};

use crate::common::{CONNECT, Run, World, tool};

fn values(args: &[&str]) -> Run {
    tool().mimecast(&[&["values"], args].concat())
}

fn values_json(args: &[&str]) -> Run {
    values(&[&["-o", "json"], args].concat())
}

/// Subdomain, API host and an account code of each grid.
const GRIDS: [(&str, &str, &str); 9] = [
    ("eu", "eu-api.mimecast.com", "CUK1A1"),
    ("de", "de-api.mimecast.com", "CDE1A1"),
    ("us", "us-api.mimecast.com", "CUSA1A1"),
    ("usb", "usb-api.mimecast.com", "CUSB1A1"),
    ("ca", "ca-api.mimecast.com", "CCA1A1"),
    ("za", "za-api.mimecast.com", "CSA1A1"),
    ("au", "au-api.mimecast.com", "CAU1A1"),
    ("jer", "jer-api.mimecast.com", "CJE1A1"),
    ("uspcom", "uspcom-api.mimecast-pscom-us.com", "CPS1A1"),
];

#[test]
fn every_grid_in_every_format() {
    for (subdomain, host, code) in GRIDS {
        let args = ["--subdomain", subdomain, "--account-code", code];
        let document = values_json(&args).exits(0).json();
        let connector = |name: &str, path: &str, flow: &str| {
            json!({
                "connector": name,
                "acs_url": format!("https://{host}{path}"),
                "sp_entity_id": format!("{host}.{code}"),
                "flow": flow,
            })
        };
        let name = document["grid"]["name"].clone();
        assert!(name.as_str().is_some_and(|name| !name.is_empty()));
        let expected = json!({
            "format_version": 1,
            "grid": { "subdomain": subdomain, "name": name, "api_host": host },
            "account_code": code,
            "logout_url": "https://console.jumpcloud.com/userconsole/",
            "connectors": [
                connector("apps", "/login/saml", "sp-initiated"),
                connector("personal-portal", "/login/sso/mpp", "idp-initiated"),
                connector("admin-console", "/login/sso/adcon", "idp-initiated"),
            ],
        });
        assert_eq!(document, expected);

        for format in ["human", "github"] {
            let run = values(&[&["-o", format], &args[..]].concat()).exits(0);
            for part in ["/login/saml", "/login/sso/mpp", "/login/sso/adcon"] {
                assert!(
                    run.stdout.contains(&format!("https://{host}{part}")),
                    "{}",
                    run.stdout
                );
            }
            assert!(
                run.stdout.contains(&format!("{host}.{code}")),
                "{}",
                run.stdout
            );
        }
    }
}

#[test]
fn only_the_connectors_asked_for_are_printed() {
    let args = [
        "--account-code",
        "CUK1A1",
        "--connector",
        "admin-console,apps",
    ];
    let document = values_json(&args).exits(0).json();
    let names: Vec<&Value> = document["connectors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| &c["connector"])
        .collect();
    assert_eq!(names, ["apps", "admin-console"]);
}

#[test]
fn the_account_code_finds_its_grid_in_any_case() {
    for (subdomain, host, code) in &GRIDS[..7] {
        for code in [(*code).to_owned(), code.to_lowercase(), format!(" {code} ")] {
            let document = values_json(&["--account-code", &code]).exits(0).json();
            assert_eq!(document["grid"]["subdomain"], *subdomain);
            assert_eq!(document["grid"]["api_host"], *host);
            assert_eq!(document["account_code"], code.trim().to_uppercase());
        }
    }
}

#[test]
fn another_grids_account_code_is_refused_and_explained() {
    let args = ["--subdomain", "us", "--account-code", "CUK1A1"];
    let parts = [
        "CUK1A1",
        "eu (Europe",
        "us (United States",
        "--subdomain eu",
        "--allow grid-mismatch",
    ];
    let run = values_json(&args).fails(3, "grid-mismatch", &parts);
    assert!(run.json().get("connectors").is_none());
    values(&args).exits(3).says(&["error:", "--subdomain eu"]);
    let allowed = values_json(&[&args[..], &["--allow", "grid-mismatch"]].concat())
        .exits(0)
        .json();
    assert_eq!(
        allowed["connectors"][0]["sp_entity_id"],
        "us-api.mimecast.com.CUK1A1"
    );

    let world = World::new();
    let args = [
        "-o",
        "json",
        "--group",
        "All Staff",
        "--subdomain",
        "us",
        "--account-code",
        "CUK1A1",
        "--yes",
    ];
    for command in [&["plan"][..], &["apply"], &[]] {
        let run = world.mimecast(&[command, &args].concat()).exits(3);
        assert_eq!(run.refusals(), ["grid-mismatch"], "{command:?}");
    }
    // Also where only Mimecast tells the account code.
    let run = world.mimecast(&[&args[..6], &["--yes"]].concat()).exits(3);
    assert_eq!(run.refusals(), ["grid-mismatch"]);
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn spellings_people_try_are_answered_with_the_right_one() {
    for (typed, meant) in [
        ("uk", "eu"),
        ("UK", "eu"),
        ("europe", "eu"),
        ("eu-api", "eu"),
        ("eu-api.mimecast.com", "eu"),
        ("offshore", "jer"),
        ("je", "jer"),
        ("germany", "de"),
        ("usa", "us"),
        ("us-b", "usb"),
        ("gov", "uspcom"),
        ("sa", "za"),
    ] {
        let answer = format!("--subdomain {meant} (");
        for command in ["values", "plan"] {
            let run = tool().mimecast(&[command, "-o", "json", "--subdomain", typed]);
            run.fails(64, "subdomain-unknown", &[&answer]);
        }
        values(&["--subdomain", typed]).exits(64).says(&[&answer]);
    }
    // What nobody could have meant is answered with the list.
    values(&["--subdomain", "xx"])
        .exits(64)
        .says(&["eu, de, us", "--mimecast-host"]);
    // An accepted one may be typed in capitals.
    values(&["--subdomain", "EU", "--account-code", "CUK1A1"]).exits(0);
}

#[test]
fn what_is_missing_is_named_where_nobody_can_be_asked() {
    for args in [&[][..], &["--subdomain", "eu"]] {
        values_json(args).fails(
            64,
            "account-code-missing",
            &["--account-code CODE", "MIMECAST_CLIENT_ID"],
        );
    }
    // Without Mimecast's credentials there is no API to ask, and without a terminal nobody.
    let world = World::new();
    for command in [
        &["plan"][..],
        &[],
        &["apply"],
        &["worksheet"],
        &["metadata"],
    ] {
        let args = [
            command,
            &["-o", "json", "--mimecast-mode", "worksheet"],
            &CONNECT,
        ]
        .concat();
        let bare = world
            .tool()
            .without("MIMECAST_CLIENT_ID")
            .without("MIMECAST_CLIENT_SECRET");
        bare.mimecast(&args)
            .fails(64, "account-code-missing", &["--account-code CODE"]);
    }
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn an_unknown_prefix_needs_a_subdomain_and_then_warns() {
    values_json(&["--account-code", "CZZ1A1"]).fails(
        64,
        "subdomain-missing",
        &["CZZ1A1", "--subdomain"],
    );
    let run = values_json(&["--account-code", "CZZ1A1", "--subdomain", "eu"]).exits(0);
    assert_eq!(
        run.json()["connectors"][0]["sp_entity_id"],
        "eu-api.mimecast.com.CZZ1A1"
    );
    assert!(
        run.stderr.contains("account-prefix-unknown"),
        "{}",
        run.stderr
    );
    // A grid on which sources disagree says so.
    let run = values(&["--account-code", "CJE1A1", "--subdomain", "jer"]).exits(0);
    assert!(run.stderr.contains("grid-contested"), "{}", run.stderr);
}

#[test]
fn malformed_account_codes_are_refused_by_name() {
    for code in [
        "",
        "C",
        "UK1A1",
        "XXXXXX",
        "CUK-1A1",
        "CUK 1A1",
        "eu-api.mimecast.com.CUK1A1",
    ] {
        let run = values_json(&["--account-code", code]);
        run.fails(
            64,
            "account-code-malformed",
            &["--account-code", "looks like CUK1A1"],
        );
    }
}

#[test]
fn a_host_by_hand_serves_a_grid_that_is_not_in_the_table() {
    let args = [
        "--mimecast-host",
        "ae-api.mimecast.com",
        "--account-code",
        "CAE1A1",
    ];
    let document = values_json(&args).exits(0).json();
    assert_eq!(document["grid"]["api_host"], "ae-api.mimecast.com");
    assert_eq!(
        document["connectors"][2]["acs_url"],
        "https://ae-api.mimecast.com/login/sso/adcon"
    );
    // It is held against the account code as well.
    let args = [
        "--mimecast-host",
        "ae-api.mimecast.com",
        "--account-code",
        "CUK1A1",
    ];
    values_json(&args).fails(
        3,
        "grid-mismatch",
        &["ae-api.mimecast.com", "--subdomain eu"],
    );
    for host in [
        "https://ae-api.mimecast.com",
        "ae-api.mimecast.com/login",
        "localhost",
        "-a.b",
        "",
    ] {
        let host = format!("--mimecast-host={host}");
        let args = [&*host, "--account-code", "CAE1A1"];
        values_json(&args).fails(64, "mimecast-host-malformed", &["bare host"]);
    }
}

#[test]
fn the_host_by_hand_ends_up_in_the_application() {
    let world = World::new();
    let args = [
        "--mimecast-host",
        "xx-api.example.com",
        "--allow",
        "grid-mismatch",
        "--group",
        "All Staff",
    ];
    world.mimecast(&[&args[..], &["--yes"]].concat()).exits(0);
    let application = world.application("mimecast-cuk1a1");
    let config = &application["config"];
    assert_eq!(
        config["acsUrl"]["value"],
        "https://xx-api.example.com/login/saml"
    );
    assert_eq!(config["spEntityId"]["value"], "xx-api.example.com.CUK1A1");
}

#[test]
fn values_needs_neither_network_nor_credentials() {
    let args = ["values", "-o", "json", "--account-code", "CUK1A1"];
    let run = tool()
        .env("SSO_SETUP_JUMPCLOUD_URL", "http://127.0.0.1:1")
        .env("SSO_SETUP_MIMECAST_URL", "http://127.0.0.1:1")
        .env("HTTPS_PROXY", "http://127.0.0.1:1")
        .mimecast(&args);
    run.exits(0).json();
}

#[test]
fn an_sp_entity_id_that_was_asked_for_is_the_one_that_is_printed() {
    let given = [
        "--account-code",
        "CUK1A1",
        "--sp-entity-id",
        "admin-console:console.example",
    ];
    let document = values_json(&given).exits(0).json();
    let ids: Vec<&Value> = document["connectors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|connector| &connector["sp_entity_id"])
        .collect();
    let own = "eu-api.mimecast.com.CUK1A1";
    assert_eq!(ids, [own, own, "console.example"]);
}

#[test]
fn an_sp_entity_id_for_a_connector_that_is_not_printed_is_not_passed_over() {
    let table = [
        ("personal-portal", "console.example", "apps"),
        ("apps", "admin-console:console.example", "admin-console"),
    ];
    for (chosen, given, astray) in table {
        let args = ["--account-code", "CUK1A1", "--connector", chosen];
        let run = values_json(&[&args[..], &["--sp-entity-id", given]].concat());
        run.fails(64, "connector-not-chosen", &["--sp-entity-id", astray]);
    }
}
