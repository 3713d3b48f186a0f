//! Services that answer wrongly or not at all before anything is written, and objects that are not there.

use crate::common::meddler::{Meddler, Then};
use crate::common::{CONNECT, Run, World};

/// One read of each kind that a first run makes, and how the program calls it.
const READS: [(&str, &str, &str); 8] = [
    ("GET", "/jumpcloud/api/organizations", "organisations"),
    (
        "GET",
        "/jumpcloud/api/applications",
        "listing the JumpCloud applications",
    ),
    (
        "GET",
        "/jumpcloud/api/application-templates",
        "application templates",
    ),
    ("GET", "/jumpcloud/api/v2/usergroups", "group"),
    ("GET", "/jumpcloud/api/systemusers", "users"),
    ("POST", "/mimecast/oauth/token", "signing in to Mimecast"),
    (
        "POST",
        "/mimecast/api/authentication-profile/find-profiles",
        "profiles",
    ),
    ("GET", GROUPS, "\"All Mimecast users\""),
];

/// Where Mimecast's groups are, and the older address that is asked where this one says nothing.
const GROUPS: &str = "/mimecast/directory/cloud-gateway/v1/groups";
const OLDER_GROUPS: &str = "/mimecast/api/directory/find-groups";

const HTML: &str =
    "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Welcome</body></html>";

fn apply(world: &World, meddler: &Meddler) -> Run {
    let args = [&["apply", "-o", "json"], &CONNECT[..]].concat();
    meddler.tool(world).mimecast(&args)
}

/// Each read in turn is answered by `answer`; the run must fail so, naming request and server.
#[track_caller]
fn each_read(answer: fn() -> Then, exit: i32, code: &str, said: &str) {
    let world = World::new();
    for (method, path, doing) in READS {
        let meddler = Meddler::start(&world, move |m, p| {
            match (m, p) == (method, path) || path == GROUPS && p == OLDER_GROUPS {
                true => answer(),
                false => Then::Forward,
            }
        });
        let host = meddler.url("").replace("http://", "");
        let run = apply(&world, &meddler);
        let parts = [doing, said, &host];
        let run = match path.ends_with("/systemusers") && exit == 1 {
            // Who can sign in could not be read: the guard refuses, and the plan is shown.
            true => {
                let run = run.exits(3);
                assert_eq!(run.refusals(), ["people-unread"]);
                run.says(&parts)
            }
            false => run.fails(exit, code, &parts),
        };
        assert!(run.json().get("results").is_none(), "{path}");
    }
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn an_html_page_is_not_an_answer() {
    let answer = || Then::Answer(200, "text/html", HTML.to_owned());
    each_read(answer, 1, "unexpected-answer", "HTML");
}

#[test]
fn a_truncated_body_is_not_an_answer() {
    let answer = || {
        Then::Answer(
            200,
            "application/json",
            "{\"results\": [{\"_id\": \"65c".to_owned(),
        )
    };
    each_read(answer, 1, "unexpected-answer", "JSON was expected");
}

#[test]
fn a_server_error_is_the_services_and_is_tried_again_first() {
    let answer = || {
        Then::Answer(
            503,
            "text/html",
            "<h1>503 Service Unavailable</h1>".to_owned(),
        )
    };
    each_read(answer, 5, "service-unavailable", "tried 4 times");
    let answer = || {
        Then::Answer(
            500,
            "application/json",
            "{\"message\": \"Internal Server Error\"}".to_owned(),
        )
    };
    each_read(answer, 5, "service-unavailable", "tried 2 times");
    let answer = || {
        Then::Answer(
            522,
            "text/html",
            "<title>522: Connection timed out</title>".to_owned(),
        )
    };
    each_read(answer, 5, "service-unavailable", "tried 4 times");
    let answer = || Then::Answer(408, "text/plain", "too slow".to_owned());
    each_read(answer, 5, "service-unavailable", "408 Request Timeout");
}

#[test]
fn a_redirect_is_told_and_not_followed() {
    each_read(
        || Then::Redirect("https://elsewhere.example.com/"),
        1,
        "redirected",
        "elsewhere.example.com",
    );
}

#[test]
fn a_service_that_recovers_is_waited_for() {
    let world = World::new();
    let tried = std::sync::atomic::AtomicUsize::new(0);
    let meddler = Meddler::start(&world, move |m, p| match (m, p) {
        ("GET", "/jumpcloud/api/applications")
            if tried.fetch_add(1, std::sync::atomic::Ordering::SeqCst) < 2 =>
        {
            Then::Answer(502, "text/plain", "bad gateway".to_owned())
        }
        _ => Then::Forward,
    });
    apply(&world, &meddler).exits(0);
    assert!(world.enforced("web-apps"));
}

#[test]
fn an_unreachable_host_is_named() {
    let world = World::new();
    // A port that was free a moment ago may be another test's by now; nobody is given this one.
    let address = "127.0.0.1:1";
    for (name, service) in [
        ("SSO_SETUP_JUMPCLOUD_URL", "JumpCloud"),
        ("SSO_SETUP_MIMECAST_URL", "Mimecast"),
    ] {
        let tool = world.tool().env(name, format!("http://{address}"));
        let run = tool.mimecast(&[&["-o", "json"], &CONNECT[..]].concat());
        run.fails(5, "unreachable", &[service, address, "tried 4 times"]);
    }
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn metadata_that_is_a_page_keeps_mimecast_from_being_told() {
    let world = World::new();
    let page = |_: &str, path: &str| match path.ends_with("/metadata.xml") {
        true => Then::Answer(200, "text/html", HTML.to_owned()),
        false => Then::Forward,
    };
    let meddler = Meddler::start(&world, page);
    let run = apply(&world, &meddler).fails(
        1,
        "unexpected-answer",
        &["JumpCloud SSO", "metadata", "HTML"],
    );
    let results = run.json()["results"].clone();
    assert_eq!(results[0]["status"], "done");
    assert!(world.mimecast_object("profiles", "JumpCloud SSO").is_none());
    // For an application that is there already, the plan refuses.
    let meddler = Meddler::start(&world, page);
    let run = apply(&world, &meddler).exits(3);
    assert_eq!(run.refusals(), ["metadata-unfit"]);
    // The next run, answered properly, picks it up.
    world.connect(&[]).says(&["Connected:"]);
}

fn without_mimecast(document: &mut serde_json::Value) {
    let results = document["results"].as_array_mut().unwrap();
    for template in results.iter_mut().filter(|t| t["name"] == "mimecast") {
        for key in ["name", "displayName"] {
            template[key] = "post".into();
        }
        template["keywords"] = serde_json::json!(["post"]);
    }
}

fn another_mimecast(document: &mut serde_json::Value) {
    let results = document["results"].as_array_mut().unwrap();
    for template in results.iter_mut().filter(|t| t["name"] == "mimeo") {
        template["displayName"] = "Mimecast Cloud Archive".into();
    }
}

fn unfilled(document: &mut serde_json::Value) {
    let results = document["results"].as_array_mut().unwrap();
    for template in results.iter_mut().filter(|t| t["name"] == "mimecast") {
        template["config"]["overrideNameIdFormat"]["value"] =
            "https://YOUR_PORTAL.example.com".into();
    }
}

fn in_the_catalogue(world: &World, alter: fn(&mut serde_json::Value)) -> Meddler {
    Meddler::start(world, move |_, path| {
        match path == "/jumpcloud/api/application-templates" {
            true => Then::Alter(alter),
            false => Then::Forward,
        }
    })
}

#[test]
fn a_template_that_is_absent_or_ambiguous_is_not_guessed_at() {
    let world = World::new();
    let absent = in_the_catalogue(&world, without_mimecast);
    let parts = ["a SAML template for Mimecast", "--template saml2"];
    apply(&world, &absent).fails(1, "template-absent", &parts);
    let ambiguous = in_the_catalogue(&world, another_mimecast);
    let parts = [
        "mimecast (\"Mimecast\")",
        "mimeo (\"Mimecast Cloud Archive\")",
        "--template NAME",
    ];
    apply(&world, &ambiguous).fails(1, "template-ambiguous", &parts);
    let placeholder = in_the_catalogue(&world, unfilled);
    let parts = ["overrideNameIdFormat", "YOUR_PORTAL", "--template saml2"];
    apply(&world, &placeholder).fails(1, "template-placeholder-left", &parts);
    let named = [&["-o", "json", "--template", "nonexistent"], &CONNECT[..]].concat();
    world
        .mimecast(&named)
        .fails(64, "template-absent", &["\"nonexistent\""]);
    let named = [&["-o", "json", "--template", "mimcast"], &CONNECT[..]].concat();
    world
        .mimecast(&named)
        .fails(64, "template-absent", &["did you mean \"mimecast\"?"]);
    // A template that is there, and not for SAML.
    let named = [&["-o", "json", "--template", "bookmark"], &CONNECT[..]].concat();
    world
        .mimecast(&named)
        .fails(64, "template-absent", &["\"bookmark\""]);
    assert_eq!(world.writes(), (0, 0));
    // Chosen by name it is not ambiguous.
    let chosen = [&["--template", "mimecast"], &CONNECT[..]].concat();
    ambiguous.tool(&world).mimecast(&chosen).exits(0);
}

#[test]
fn an_object_that_does_not_exist_is_named_with_a_remedy() {
    let world = World::new();
    let cases = [
        (
            ["--group", "No Such Group"],
            "group-not-found",
            "\"No Such Group\"",
            "--create-groups",
        ),
        (
            ["--group", "all staff"],
            "group-not-found",
            "\"all staff\"",
            "did you mean \"All Staff\"",
        ),
        (
            ["--user", "aada@widgets.example"],
            "user-not-found",
            "aada@widgets.example",
            "did you mean \"ada@widgets.example\"?",
        ),
        (
            ["--mimecast-group", "all mimecast user"],
            "mimecast-group-not-found",
            "\"all mimecast user\"",
            "did you mean \"All Mimecast users\"",
        ),
        (
            ["--group", "personal-portal:Nowhere"],
            "group-not-found",
            "\"Nowhere\"",
            "--create-groups",
        ),
        (
            ["--group", "personal-portl:All Staff"],
            "group-not-found",
            "\"personal-portl:All Staff\"",
            "did you mean \"personal-portal:All Staff\"",
        ),
        (
            ["--user", "nobody@widgets.example"],
            "user-not-found",
            "nobody@widgets.example",
            "--user",
        ),
        (
            ["--mimecast-group", "No Such"],
            "mimecast-group-not-found",
            "\"No Such\"",
            "--mimecast-group",
        ),
    ];
    for (more, code, name, remedy) in cases {
        for command in [&["plan"][..], &["apply"], &[]] {
            let both = ["-o", "json", "--connector", "apps,personal-portal"];
            let args = [command, &both, &more, &CONNECT].concat();
            world.mimecast(&args).fails(1, code, &[name, remedy]);
        }
    }
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn a_slip_of_the_pen_is_not_to_become_a_group() {
    let world = World::new();
    for (group, creates) in [("All Staf", false), ("Nobody of ours", true)] {
        let args = ["plan", "-o", "json", "--group", group, "--connector=apps"];
        let run = world.mimecast(&args).fails(1, "group-not-found", &[]);
        assert_eq!(run.stdout.contains("--create-groups"), creates, "{group}");
    }
    // Doctor says the same.
    let args = [
        "doctor",
        "--group",
        "All Staf",
        "--user",
        "aada@widgets.example",
    ];
    let run = world
        .tool()
        .run(&[&args[..], &["--mimecast-group", "Executive"]].concat());
    let run = run.says(&[
        "did you mean \"All Staff\"",
        "did you mean \"ada@widgets.example\"",
        "did you mean \"Executives\"",
    ]);
    assert!(
        !run.stdout.contains("or pass --create-groups"),
        "{}",
        run.stdout
    );
}

#[test]
fn groups_are_created_when_asked_and_bound() {
    let world = World::new();
    let more = [
        "--create-groups",
        "--group",
        "Mail Users",
        "--group",
        "Comma, Group",
    ];
    world.connect(&more);
    let mut bound = world.access("mimecast-cuk1a1");
    bound.sort_unstable();
    assert_eq!(bound, ["All Staff", "Comma, Group", "Mail Users"]);
    let writes = world.writes();
    world.connect(&more);
    assert_eq!(world.writes(), writes);
}

#[test]
fn of_several_organisations_one_must_be_chosen() {
    let world = World::new();
    let partner = || {
        world
            .tool()
            .env("JUMPCLOUD_API_KEY", world.other("multi_tenant_api_key"))
    };
    let id = world.sandbox.organization_id();
    let args = [&["-o", "json"], &CONNECT[..]].concat();
    let parts = [&*format!("Widgets ({id})"), "Gadgets (", "--jumpcloud-org"];
    partner()
        .mimecast(&args)
        .fails(64, "organization-ambiguous", &parts);
    for wrong in ["widgets", "Widget", "65c0de000001ffffffffffff"] {
        let args = [&["--jumpcloud-org", wrong], &args[..]].concat();
        partner()
            .mimecast(&args)
            .fails(64, "organization-not-found", &[wrong, "Widgets ("]);
    }
    let args_near = [&["--jumpcloud-org", "widgets"], &args[..]].concat();
    partner().mimecast(&args_near).fails(
        64,
        "organization-not-found",
        &["did you mean \"Widgets\"?"],
    );
    assert_eq!(world.writes(), (0, 0));
    for (org, count) in [(id.as_str(), 5), ("Widgets", 0)] {
        let run = partner()
            .env("SSO_SETUP_JUMPCLOUD_ORG", org)
            .mimecast(&args)
            .exits(0);
        assert_eq!(run.changes().len(), count, "{org}");
    }
    // The group of the same name in the other organisation was not the one bound.
    assert_eq!(world.access("mimecast-cuk1a1"), ["All Staff"]);
}

#[test]
fn of_two_failures_at_the_same_time_the_same_one_is_told_every_time() {
    const ORGANIZATIONS: &str = "/jumpcloud/api/organizations";
    const WHOAMI: &str = "/mimecast/identity/whoami";
    const LISTED: &str = "/jumpcloud/api/applications";
    const PROFILES: &str = "/mimecast/api/authentication-profile/find-profiles";
    const NAMED: &str = "/jumpcloud/api/v2/usergroups";
    const CATALOGUE: &str = "/jumpcloud/api/application-templates";
    const PEOPLE: &str = "/jumpcloud/api/v2/usergroups/65c0de000003000000000001/members";
    // The one that is told, and another that fails too.
    for (told, status, other, code, says) in [
        (
            ORGANIZATIONS,
            401,
            WHOAMI,
            "jumpcloud-key-rejected",
            "organisations",
        ),
        (
            ORGANIZATIONS,
            401,
            PROFILES,
            "jumpcloud-key-rejected",
            "organisations",
        ),
        (
            WHOAMI,
            401,
            LISTED,
            "mimecast-credentials-rejected",
            "account",
        ),
        (
            LISTED,
            403,
            NAMED,
            "jumpcloud-permission-missing",
            "applications",
        ),
        (
            LISTED,
            403,
            PROFILES,
            "jumpcloud-permission-missing",
            "applications",
        ),
        (
            NAMED,
            403,
            PROFILES,
            "jumpcloud-permission-missing",
            "group",
        ),
        (
            CATALOGUE,
            403,
            PEOPLE,
            "jumpcloud-permission-missing",
            "templates",
        ),
    ] {
        for late in [told, other] {
            let world = World::new();
            let meddler = Meddler::start(&world, move |_, path| {
                if path != told && path != other {
                    return Then::Forward;
                }
                if path == late {
                    std::thread::sleep(std::time::Duration::from_millis(200));
                }
                let status = if path == told { status } else { 403 };
                Then::Answer(status, "application/json", "{}".to_owned())
            });
            let run = meddler
                .tool(&world)
                .mimecast(&[&["plan", "-o", "json"], &CONNECT[..]].concat());
            let error = run.exits(4).json()["error"].clone();
            assert_eq!(error["code"], code, "{told}, {other}, {late} late: {error}");
            let message = error["message"].as_str().unwrap();
            assert!(
                message.contains(says),
                "{told}, {other}, {late} late: {error}"
            );
        }
    }
}
