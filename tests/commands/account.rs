//! Whose Mimecast's credentials are: what happens where Mimecast does not tell, or tells otherwise.

use serde_json::json;

use crate::common::meddler::{Meddler, Then};
use crate::common::{CONNECT, World, find, texts};

const WHOAMI: &str = "/mimecast/identity/whoami";
const GET_ACCOUNT: &str = "/mimecast/api/account/get-account";
const GIVEN: [&str; 4] = ["--account-code", "CUK1A1", "-o", "json"];

/// Both ways to learn the account, answered so.
fn answered(world: &World, status: u16, body: &'static str) -> Meddler {
    Meddler::start(world, move |_, path| match path {
        WHOAMI | GET_ACCOUNT => Then::Answer(status, "application/json", body.to_owned()),
        _ => Then::Forward,
    })
}

/// Answers that do not tell the account.
const NOT_TOLD: [(u16, &str); 5] = [
    (403, "{}"),
    (404, "{}"),
    (200, r#"{"meta":{"status":200},"data":[],"fail":[]}"#),
    (
        200,
        r#"{"meta":{"status":200},"data":[{"accountCode":null}],"fail":[]}"#,
    ),
    (
        200,
        r#"{"meta":{"status":200},"data":[{"accountCode":"?"}],"fail":[]}"#,
    ),
];

#[test]
fn a_given_code_is_enough_and_mimecast_is_left_alone() {
    for (status, body) in NOT_TOLD {
        let world = World::new();
        let meddler = answered(&world, status, body);
        let what = format!("{status} {body}");
        let plan = [&["plan"], &CONNECT[..], &GIVEN].concat();
        let plan = meddler.tool(&world).mimecast(&plan).exits(0);
        assert!(
            plan.warnings().contains(&"account-unconfirmed".to_owned()),
            "{what}: {plan:?}"
        );
        let document = plan.json();
        for change in document["changes"].as_array().unwrap() {
            let by_api = change["actor"] == "api";
            assert_eq!(
                by_api,
                change["target"]["system"] == "jumpcloud",
                "{what}: {change}"
            );
        }
        let run = meddler
            .tool(&world)
            .mimecast(&[&CONNECT[..], &GIVEN].concat());
        run.exits(0);
        assert_eq!(world.writes().1, 0, "{what}");
        world.application("mimecast-cuk1a1");
        // Beside whose they are, only what is read with it was asked by these credentials, and nothing of it is in the plan.
        for line in meddler
            .seen
            .lock()
            .unwrap()
            .iter()
            .filter(|line| line.contains("/mimecast/"))
        {
            let known = [
                "oauth/token",
                "identity/whoami",
                "account/get-account",
                "authentication-profile/find-profiles",
                "application-setting/find-settings",
                "cloud-gateway/v1/groups",
            ];
            assert!(
                known.iter().any(|end| line.ends_with(end)),
                "{what}: {line}"
            );
        }
    }
}

#[test]
fn without_a_given_code_an_answer_that_does_not_tell_ends_the_run() {
    let world = World::new();
    for ((status, body), (exit, code)) in NOT_TOLD.into_iter().zip([
        (4, "mimecast-permission-missing"),
        (1, "mimecast-endpoint-missing"),
        (1, "account-code-unreadable"),
        (1, "account-code-unreadable"),
        (1, "account-code-unreadable"),
    ]) {
        let run = answered(&world, status, body).tool(&world);
        let run = run.mimecast(&[&CONNECT[..], &["-o", "json"]].concat());
        assert_eq!(run.code, exit, "{status} {body}: {run:?}");
        assert_eq!(run.json()["error"]["code"], code, "{status} {body}");
    }
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn a_given_code_is_not_enough_after_a_refusal_or_a_lost_answer() {
    let world = World::new();
    for (status, exit) in [(401, 4), (502, 5)] {
        let meddler = answered(&world, status, "{}");
        let run = meddler
            .tool(&world)
            .mimecast(&[&CONNECT[..], &GIVEN].concat());
        assert_eq!(run.code, exit, "{status}: {run:?}");
        let doctor = [&["doctor"], &GIVEN[..]].concat();
        let doctor = meddler.tool(&world).run(&doctor).exits(1).json();
        let code = find(&doctor["checks"], "name", "account-code");
        assert_eq!(code["status"], "unknown", "{status}: {code}");
    }
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn a_code_that_differs_from_the_one_told_refuses() {
    let world = World::new();
    let args = [&CONNECT[..], &["--account-code", "CUK9Z9", "-o", "json"]].concat();
    world
        .mimecast(&args)
        .fails(3, "account-code-mismatch", &["CUK9Z9", "CUK1A1"]);
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn nobody_is_added_to_a_group_of_an_account_that_is_not_confirmed() {
    let world = World::new();
    let meddler = answered(&world, 403, "{}");
    let args = [&CONNECT[..], &GIVEN, &["--pilot", "ada@widgets.example"]].concat();
    meddler
        .tool(&world)
        .mimecast(&args)
        .fails(3, "account-unconfirmed", &["--pilot", "CUK1A1"]);
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn what_a_confirmed_run_set_up_an_unconfirmed_one_does_not_take_out() {
    let world = World::new();
    world.connect(&[]);
    let before = world.writes();
    let meddler = answered(&world, 403, "{}");
    let args = [
        &["remove", "--yes", "--confirm-count", "1"],
        &CONNECT[..2],
        &GIVEN,
    ]
    .concat();
    let run = meddler.tool(&world).mimecast(&args);
    assert!(
        run.warnings().contains(&"account-unconfirmed".to_owned()),
        "{run:?}"
    );
    assert_eq!(
        world.writes(),
        before,
        "the block that signs in through it is still in force"
    );
    assert!(world.enforced("web-apps"));
    world.application("mimecast-cuk1a1");
}

#[test]
fn get_account_decides_where_whoami_knows_the_partner_only() {
    let world = World::new();
    let partner = Meddler::start(&world, |_, path| match path {
        WHOAMI => Then::Alter(|document| {
            document["account-codes"] = json!({ "cg": null, "lead": "CUK9Z9" });
        }),
        _ => Then::Forward,
    });
    partner
        .tool(&world)
        .mimecast(&[&CONNECT[..], &GIVEN].concat())
        .exits(0);
    let doctor = partner
        .tool(&world)
        .run(&["doctor", "-o", "json"])
        .exits(0)
        .json();
    let account = find(&doctor["checks"], "name", "mimecast/account");
    let message = account["message"].as_str().unwrap();
    assert_eq!(account["status"], "pass", "{account}");
    assert!(
        message.contains("CUK1A1") && message.contains("CUK9Z9"),
        "{message}"
    );
}

#[test]
fn doctor_says_where_whoami_and_get_account_differ() {
    let world = World::new();
    let meddler = Meddler::start(&world, |_, path| match path {
        WHOAMI => Then::Alter(|document| document["account-codes"]["cg"] = json!("CUK9Z9")),
        _ => Then::Forward,
    });
    let doctor = meddler
        .tool(&world)
        .run(&["doctor", "-o", "json"])
        .exits(1)
        .json();
    let account = find(&doctor["checks"], "name", "mimecast/account");
    assert_eq!(account["status"], "fail", "{account}");
    let message = account["message"].as_str().unwrap();
    assert!(
        message.contains("CUK1A1") && message.contains("CUK9Z9"),
        "{message}"
    );
    assert!(!texts(&doctor["checks"], "name").is_empty());
}
