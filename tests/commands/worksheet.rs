//! Without a profile API: JumpCloud is set up, and Mimecast's steps are printed, confirmed, and not forgotten.

use serde_json::{Value, json};

use crate::common::{ALL_THREE, CONNECT, Run, Tool, World, find, texts};

const PROFILE: &str = "mimecast/authentication-profile/JumpCloud SSO";
const SETTING: &str = "mimecast/application-setting/JumpCloud SSO";
const ENFORCE: &str = "mimecast/authentication-profile/JumpCloud SSO#enforce";

/// The tool in worksheet mode, with Mimecast's credentials or without.
fn by_hand(world: &World, with_credentials: bool) -> Tool {
    let tool = world.tool().env("SSO_SETUP_MIMECAST_MODE", "worksheet");
    match with_credentials {
        true => tool,
        false => tool
            .without("MIMECAST_CLIENT_ID")
            .without("MIMECAST_CLIENT_SECRET")
            .env("SSO_SETUP_ACCOUNT_CODE", "CUK1A1"),
    }
}

#[track_caller]
fn statuses(run: &Run) -> Vec<(String, String)> {
    let document = run.json();
    let results = &document["results"];
    texts(results, "id")
        .into_iter()
        .zip(texts(results, "status"))
        .collect()
}

#[test]
fn jumpcloud_is_set_up_and_mimecasts_steps_wait_for_a_person() {
    for with_credentials in [true, false] {
        let world = World::new();
        let mimecast = world.state()["mimecast"].clone();
        let args = [&["-o", "json"], &CONNECT[..]].concat();
        let run = by_hand(&world, with_credentials).mimecast(&args).exits(0);
        let pending = |id: &str| (id.to_owned(), "pending".to_owned());
        let done = |id: &str| (id.to_owned(), "done".to_owned());
        let expected = [
            done("jumpcloud/application/apps"),
            done("jumpcloud/access/apps"),
            pending(PROFILE),
            pending(SETTING),
            pending(ENFORCE),
        ];
        assert_eq!(statuses(&run), expected);
        for change in run.json()["changes"].as_array().unwrap() {
            let actor = match change["target"]["system"].as_str() {
                Some("mimecast") => "human",
                _ => "api",
            };
            assert_eq!(change["actor"], actor);
            if actor == "human" {
                let befores = change["fields"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|f| &f["before"]);
                assert!(
                    befores
                        .clone()
                        .all(|b| *b == json!({ "unknown": "unreadable" })),
                    "{change}"
                );
            }
        }
        assert_eq!(world.access("mimecast-cuk1a1"), ["All Staff"]);

        // Again: nothing is written, and the steps are still there.
        let writes = world.writes();
        assert_eq!(writes.1, 0);
        let again = by_hand(&world, with_credentials).mimecast(&args).exits(0);
        assert_eq!(statuses(&again), expected[2..]);
        let detailed = [&args[..], &["--detailed-exitcode"]].concat();
        by_hand(&world, with_credentials)
            .mimecast(&detailed)
            .exits(2);
        let plan = [&["plan"], &detailed[..]].concat();
        by_hand(&world, with_credentials).mimecast(&plan).exits(2);
        assert_eq!(world.writes(), writes);
        assert_eq!(world.state()["mimecast"], mimecast);
    }
}

#[test]
fn the_steps_are_printed_with_every_value_filled_in() {
    let world = World::new();
    let run = by_hand(&world, false).mimecast(&CONNECT).exits(0);
    let application = world.application("mimecast-cuk1a1");
    let certificate = {
        let metadata = world.mimecast(&["metadata"]).exits(0).stdout;
        let parsed = sso_setup::saml::metadata::parse(metadata.as_bytes()).unwrap();
        parsed.signing_certificates[0].to_base64()
    };
    for part in [
        "Not connected yet:",
        "Users & Groups | Applications",
        "Administration | Services | Applications",
        "Enforce SAML Authentication for Mimecast Web Apps",
        application["config"]["idpEntityId"]["value"]
            .as_str()
            .unwrap(),
        "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1",
        "https://console.jumpcloud.com/userconsole/",
        &certificate,
        "All Mimecast users",
    ] {
        assert!(
            run.stdout.contains(part),
            "\"{part}\" is missing:\n{}",
            run.stdout
        );
    }
    for id in [PROFILE, SETTING, ENFORCE] {
        assert!(
            run.stdout.contains(&format!("--confirm-step \"{id}\"")),
            "{}",
            run.stdout
        );
    }
    // The worksheet command prints the same steps whenever it is asked.
    let sheet = by_hand(&world, false)
        .mimecast(&[&["worksheet", "-o", "json"], &CONNECT[..]].concat())
        .exits(0);
    assert_eq!(
        texts(&sheet.json()["steps"], "id"),
        [PROFILE, SETTING, ENFORCE]
    );
    let document = sheet.json();
    let enforce = find(&document["steps"], "id", ENFORCE);
    let fields: Vec<&Value> = enforce["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| &f["field"])
        .collect();
    assert_eq!(
        fields[1..8],
        [
            "Provider",
            "Metadata URL",
            "Monitor Metadata URL",
            "Issuer",
            "Login URL",
            "Logout URL",
            "Identity Provider Certificate (Metadata)",
        ]
    );
    assert_eq!(
        find(
            &enforce["fields"],
            "field",
            "Identity Provider Certificate (Metadata)"
        )["value"],
        certificate
    );
}

#[test]
fn confirmed_steps_end_the_run_complete() {
    let world = World::new();
    let steps = [
        "--confirm-step",
        PROFILE,
        "--confirm-step",
        SETTING,
        "--confirm-step",
        ENFORCE,
    ];
    let args = [&["--detailed-exitcode"], &CONNECT[..], &steps].concat();
    let run = by_hand(&world, false).mimecast(&args).exits(0);
    run.says(&["Connected:", "as confirmed; it cannot be read"]);
    assert_eq!(world.writes().1, 0);
    let world = World::new();
    // One left out, it is not complete, and what comes after it does not count as done.
    let partly = [
        &["-o", "json", "--detailed-exitcode"],
        &CONNECT[..],
        &steps[..2],
        &steps[4..],
    ]
    .concat();
    let run = by_hand(&world, false).mimecast(&partly).exits(2);
    let expected = [
        ("jumpcloud/application/apps", "done"),
        ("jumpcloud/access/apps", "done"),
        (PROFILE, "done"),
        (SETTING, "pending"),
        (ENFORCE, "pending"),
    ];
    let expected = expected.map(|(id, status)| (id.to_owned(), status.to_owned()));
    assert_eq!(statuses(&run), expected);
}

#[test]
fn a_step_that_is_not_in_the_plan_cannot_be_confirmed() {
    let world = World::new();
    let args = [
        &["-o", "json", "--confirm-step", "mimecast/nothing"],
        &CONNECT[..],
    ]
    .concat();
    let run = by_hand(&world, false).mimecast(&args);
    run.fails(
        64,
        "step-unknown",
        &["\"mimecast/nothing\"", PROFILE, SETTING, ENFORCE],
    );
    // In api mode no step is a person's.
    world
        .mimecast(&args)
        .fails(64, "step-unknown", &["no human steps"]);
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn a_jumpcloud_write_that_waits_for_a_person_is_not_attempted() {
    let world = World::new();
    by_hand(&world, false).mimecast(&CONNECT).exits(0);
    let more = [
        "-o",
        "json",
        "--idp-url-suffix",
        "mimecast-other",
        "--allow",
        "replace-application",
    ];
    let args = [&more[..], &CONNECT].concat();
    let run = by_hand(&world, false).mimecast(&args).exits(0);
    let last = statuses(&run).pop().unwrap();
    assert_eq!(
        last,
        (
            "jumpcloud/application/apps#superseded".to_owned(),
            "pending".to_owned()
        )
    );
    // Mimecast still sends people to the old one.
    world.application("mimecast-cuk1a1");
    world.application("mimecast-other");

    let steps = [
        "--confirm-step",
        PROFILE,
        "--confirm-step",
        SETTING,
        "--confirm-step",
        ENFORCE,
    ];
    by_hand(&world, false)
        .mimecast(&[&args[..], &steps].concat())
        .exits(0);
    let state = world.state().to_string();
    assert!(
        !state.contains("saml2/mimecast-cuk1a1\""),
        "deleted once Mimecast was told"
    );
}

#[test]
fn the_guards_hold_for_human_steps_too() {
    let world = World::new();
    let json = [&["-o", "json"], &CONNECT[..]].concat();
    let run = by_hand(&world, false)
        .mimecast(&[&json[..], &ALL_THREE[..6]].concat())
        .exits(3);
    assert_eq!(run.refusals(), ["admin-lockout"]);
    // With credentials the group can be read, so it is.
    let contractors = [&json[..], &["--mimecast-group", "Contractors"]].concat();
    let run = by_hand(&world, true).mimecast(&contractors).exits(3);
    assert_eq!(run.refusals(), ["user-lockout"]);
    // Without, that is said.
    let run = by_hand(&world, false)
        .mimecast(&[&["plan"], &contractors[..]].concat())
        .exits(0);
    assert!(
        run.warnings().contains(&"members-unread".to_owned()),
        "{:?}",
        run.warnings()
    );
    // Nobody bound: the step that enforces is not among those to do.
    let nobody = ["plan", "-o", "json", "--subdomain", "eu"];
    let run = by_hand(&world, false).mimecast(&nobody).exits(0);
    assert!(run.warnings().contains(&"no-access".to_owned()));
    assert!(!run.changes().contains(&ENFORCE.to_owned()));
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn worksheet_mode_is_what_an_address_that_is_not_this_machine_gets() {
    // Nothing listens there: the mode shows in what is asked for before anything is sent.
    let real = crate::common::tool()
        .env("JUMPCLOUD_API_KEY", "key")
        .env("SSO_SETUP_JUMPCLOUD_URL", "http://127.0.0.1:1")
        .env("SSO_SETUP_MIMECAST_URL", "https://api.example.com");
    let run = real.mimecast(&[&["plan", "-o", "json"], &CONNECT[..]].concat());
    run.fails(64, "account-code-missing", &["--account-code"]);
    let real = crate::common::tool()
        .env("JUMPCLOUD_API_KEY", "key")
        .env("SSO_SETUP_JUMPCLOUD_URL", "http://127.0.0.1:1")
        .env("SSO_SETUP_MIMECAST_URL", "https://api.example.com")
        .env("SSO_SETUP_MIMECAST_MODE", "api");
    let run = real.mimecast(&[&["plan", "-o", "json"], &CONNECT[..]].concat());
    run.fails(
        4,
        "mimecast-credentials-missing",
        &["--mimecast-mode worksheet"],
    );
}

#[test]
fn a_worksheet_is_written_to_be_handed_on() {
    let world = World::new();
    by_hand(&world, false).mimecast(&CONNECT).exits(0);
    let print = |format: &str, more: &[&str]| {
        let args = [&["worksheet", "--print", format][..], &CONNECT[..4], more].concat();
        by_hand(&world, false).mimecast(&args).exits(0)
    };
    let url = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1";
    let markdown = print("markdown", &[]).stdout;
    let html = print("html", &["--profile", "<script src=x>|`y`"]).stdout;
    for part in [
        url,
        "MII",
        "Users & Groups",
        "CUK1A1",
        "Widgets",
        "15 minutes",
        "test user",
    ] {
        let escaped = |text: &str| text.replace('&', "&amp;");
        assert!(html.contains(&escaped(part)), "{part}: {html}");
        let escaped = |text: &str| text.replace('&', "\\&");
        assert!(markdown.contains(&escaped(part)), "{part}: {markdown}");
    }
    // In the order of the form.
    for text in [&html, &markdown] {
        let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}: {text}"));
        assert!(at("Issuer") < at("Login URL") && at("Login URL") < at("Logout URL"));
        assert!(at("Step 1") < at("Step 2") && at("Step 2") < at("Step 3"));
    }
    // One file, with nothing from elsewhere, and no value becomes markup.
    for wrong in ["<script", "src=", "<link", "@import", "url(", "<img"] {
        let inside = html.replace("&lt;script src=x&gt;", "");
        assert!(!inside.contains(wrong), "{wrong}: {html}");
    }
    assert!(html.starts_with("<!doctype html>") && html.contains("default-src 'none'"));
    let json = print("markdown", &["-o", "json"]).json();
    assert_eq!(json["print"], "markdown");
    assert_eq!(json["text"], markdown.as_str());
}

/// Outside the US nothing says which host a first application gets: a page to be typed from shows no URL that may be wrong.
#[test]
fn a_value_that_is_not_known_yet_is_not_made_up() {
    let world = World::edited(|state| state["jumpcloud"]["applications"] = json!([]));
    for (region, login_url, pasted) in [
        (
            "us",
            "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1",
            true,
        ),
        ("eu", "known once JumpCloud has made it", false),
    ] {
        let tool = by_hand(&world, true).env("SSO_SETUP_JUMPCLOUD_REGION", region);
        let args = [&["worksheet", "-o", "json"], &CONNECT[..]].concat();
        let document = tool.mimecast(&args).exits(0).json();
        let steps = document["steps"].as_array().unwrap();
        let fields = &find(&document["steps"], "id", ENFORCE)["fields"];
        let row = find(fields, "field", "Login URL");
        assert_eq!(steps.len(), 3);
        assert_eq!(
            (&row["value"], row["paste"] == true),
            (&json!(login_url), pasted),
            "{region}"
        );
        // As the plan has it.
        let tool = by_hand(&world, true).env("SSO_SETUP_JUMPCLOUD_REGION", region);
        let plan = tool.mimecast(&[&["plan", "-o", "json"], &CONNECT[..]].concat());
        let plan = plan.exits(0).json();
        let change = find(&plan["changes"], "id", ENFORCE);
        let planned = find(&change["fields"], "name", "web-apps.login-url");
        assert_eq!(planned["after"] == json!(login_url), pasted, "{planned}");
    }
}
