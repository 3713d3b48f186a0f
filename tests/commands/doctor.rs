//! `doctor`: every prerequisite by itself, and nothing written.

use serde_json::{Value, json};

use crate::canned::{Answer, Canned};
use crate::common::meddler::{Meddler, Then};
use crate::common::{CONNECT, Run, World, checks_that_are, find, texts, tool};

/// The account code is asked of Mimecast.
const DOCTOR: [&str; 3] = ["doctor", "-o", "json"];

/// The status of a check.
#[track_caller]
fn status(run: &Run, name: &str) -> String {
    text(run, name, "status")
}

#[track_caller]
fn text(run: &Run, name: &str, key: &str) -> String {
    let document = run.json();
    let check = find(&document["checks"], "name", name);
    check[key].as_str().unwrap_or_default().to_owned()
}

/// Names of the checks that came out so.
fn that_are(run: &Run, status: &str) -> Vec<String> {
    checks_that_are(&run.json(), status)
}

#[test]
fn a_tenant_that_is_ready_passes_and_nothing_is_written() {
    let world = World::new();
    let run = world.tool().run(&DOCTOR).exits(0);
    assert_eq!(
        texts(&run.json()["checks"], "name"),
        [
            "jumpcloud/reachable",
            "jumpcloud/key",
            "jumpcloud/organization",
            "jumpcloud/sso-plan",
            "jumpcloud/read-applications",
            "jumpcloud/read-templates",
            "jumpcloud/read-groups",
            "jumpcloud/read-users",
            "jumpcloud/read-group-members",
            "jumpcloud/read-access",
            "jumpcloud/read-events",
            "jumpcloud/write",
            "jumpcloud/clock",
            "mimecast/gateway",
            "mimecast/token",
            "mimecast/account",
            "mimecast/read-account",
            "mimecast/read-groups",
            "mimecast/read-group-members",
            "mimecast/read-audit-events",
            "mimecast/profiles",
            "mimecast/clock",
            "account-code",
            "grid",
            "apps/template",
            "apps/metadata",
            "mimecast/group",
        ]
    );
    // What cannot be proven without writing, and what is not there yet.
    assert_eq!(
        that_are(&run, "unknown"),
        [
            "jumpcloud/read-events",
            "jumpcloud/write",
            "mimecast/read-audit-events",
            "apps/metadata"
        ]
    );
    assert_eq!(that_are(&run, "pass").len(), 23);
    let scopes = text(&run, "jumpcloud/write", "message");
    assert!(
        scopes.contains("applications (create, update") && scopes.contains("groups for"),
        "{scopes}"
    );
    let fields = text(&run, "apps/template", "message");
    for field in [
        "config.acsUrl",
        "config.spEntityId",
        "config.idpEntityId",
        "ssoUrl",
    ] {
        assert!(fields.contains(field), "{fields}");
    }
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn what_is_set_up_has_metadata() {
    let world = World::new();
    world.connect(&[]);
    let run = world.tool().run(&DOCTOR).exits(0);
    assert_eq!(status(&run, "apps/metadata"), "pass");
    assert!(text(&run, "apps/template", "message").contains("nothing to fill in"));
}

#[test]
fn the_whole_command_line_is_looked_at() {
    let world = World::new();
    let more = [
        "--connector",
        "apps,admin-console",
        "--group",
        "All Staff",
        "--group",
        "Nobody",
        "--user",
        "ada@widgets.example",
        "--template",
        "admin-console:nonesuch",
        "--metadata-url",
        "http://127.0.0.1:1/metadata.xml",
        "--label",
        "Mail",
    ];
    let run = world.tool().run(&[&DOCTOR[..], &more].concat()).exits(1);
    let failed = [
        "apps/metadata-url",
        "admin-console/template",
        "jumpcloud/groups",
    ];
    assert_eq!(that_are(&run, "fail"), failed);
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn a_missing_key_hides_nothing_of_mimecast() {
    let world = World::new();
    let run = world
        .tool()
        .without("JUMPCLOUD_API_KEY")
        .run(&DOCTOR)
        .exits(1);
    assert_eq!(status(&run, "jumpcloud/key"), "fail");
    assert!(text(&run, "jumpcloud/key", "remedy").contains("JUMPCLOUD_API_KEY"));
    assert_eq!(status(&run, "jumpcloud/read-users"), "unknown");
    assert_eq!(status(&run, "mimecast/account"), "pass");
    assert_eq!(status(&run, "grid"), "pass");
}

#[test]
fn missing_mimecast_credentials_matter_only_where_the_api_is_used() {
    let world = World::new();
    let without = |mode: &str| {
        let tool = world
            .tool()
            .without("MIMECAST_CLIENT_ID")
            .without("MIMECAST_CLIENT_SECRET");
        tool.run(
            &[
                &DOCTOR[..],
                &["--account-code", "CUK1A1", "--mimecast-mode", mode],
            ]
            .concat(),
        )
    };
    let by_hand = without("worksheet").exits(0);
    assert_eq!(status(&by_hand, "mimecast/credentials"), "warn");
    assert_eq!(status(&by_hand, "mimecast/profiles"), "pass");
    assert_eq!(status(&by_hand, "mimecast/read-groups"), "unknown");
    assert_eq!(status(&by_hand, "apps/template"), "pass");
    let api = without("api").exits(1);
    assert_eq!(status(&api, "mimecast/credentials"), "fail");
    let neither = world
        .tool()
        .without("MIMECAST_CLIENT_ID")
        .without("MIMECAST_CLIENT_SECRET");
    let neither = neither
        .run(&[&DOCTOR[..], &["--mimecast-mode", "worksheet"]].concat())
        .exits(1);
    assert_eq!(that_are(&neither, "fail"), ["account-code"]);
    assert_eq!(status(&neither, "grid"), "unknown");
}

#[test]
fn refused_credentials_are_told_apart_from_a_service_that_is_away() {
    let world = World::new();
    let wrong = world
        .tool()
        .env("JUMPCLOUD_API_KEY", "wrong")
        .env("MIMECAST_CLIENT_SECRET", "wrong");
    let run = wrong.run(&DOCTOR).exits(1);
    for (name, expected) in [
        ("jumpcloud/reachable", "pass"),
        ("jumpcloud/key", "fail"),
        ("jumpcloud/organization", "unknown"),
        ("jumpcloud/clock", "pass"),
        ("mimecast/gateway", "pass"),
        ("mimecast/token", "fail"),
        ("mimecast/account", "unknown"),
        ("mimecast/clock", "pass"),
    ] {
        assert_eq!(status(&run, name), expected, "{name}");
    }
    assert!(!run.stdout.contains("wrong"));
    let away = world
        .tool()
        .env("SSO_SETUP_JUMPCLOUD_URL", "http://127.0.0.1:1")
        .env("SSO_SETUP_MIMECAST_URL", "http://127.0.0.1:1");
    let run = away.run(&DOCTOR).exits(1);
    assert_eq!(
        that_are(&run, "fail"),
        ["jumpcloud/reachable", "mimecast/gateway", "account-code"]
    );
    assert_eq!(status(&run, "jumpcloud/key"), "unknown");
    assert_eq!(status(&run, "mimecast/token"), "unknown");
}

#[test]
fn a_service_that_answers_403_to_everything_is_only_read() {
    let world = World::new();
    world
        .runtime
        .block_on(world.sandbox.arm("403,times=always".parse().unwrap()))
        .unwrap();
    let run = world.tool().run(&DOCTOR).exits(1);
    for (name, scope) in [
        ("jumpcloud/organization", "organizations.readonly"),
        ("jumpcloud/read-applications", "applications.readonly"),
        ("jumpcloud/read-templates", "applicationtemplates.readonly"),
        ("jumpcloud/read-groups", "groups.readonly"),
        ("jumpcloud/read-users", "users"),
    ] {
        assert_eq!(status(&run, name), "fail", "{name}");
        assert!(text(&run, name, "remedy").contains(scope), "{name}");
    }
    assert_eq!(status(&run, "jumpcloud/key"), "fail");
    assert_eq!(status(&run, "mimecast/token"), "fail");
    assert_eq!(world.writes(), (0, 0));
    world.tool().run(&["discover", "-o", "json"]).fails(
        4,
        "mimecast-permission-missing",
        &["MIMECAST_CLIENT_ID"],
    );
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn nothing_but_reads_is_ever_sent() {
    let world = World::new();
    world.connect(&[]);
    let written = world.writes();
    for token in [true, false] {
        let meddler = Meddler::start(&world, move |_, path| {
            match token && path.ends_with("/oauth/token") {
                true => Then::Forward,
                false => Then::Answer(403, "application/json", "{}".to_owned()),
            }
        });
        meddler.tool(&world).run(&DOCTOR).exits(1);
        meddler
            .tool(&world)
            .run(&["discover", "-o", "json"])
            .exits(4);
        let reads = [
            "POST /mimecast/oauth/token",
            "POST /mimecast/api/account/get-account",
            "POST /mimecast/api/directory/find-groups",
            "POST /mimecast/api/directory/get-group-members",
            "POST /mimecast/api/audit/get-audit-events",
            "POST /jumpcloud/insights/directory/v1/events",
            "POST /mimecast/api/authentication-profile/find-profiles",
            "POST /mimecast/api/application-setting/find-settings",
        ];
        for line in meddler.seen.lock().unwrap().iter() {
            assert!(
                line.starts_with("GET ") || reads.contains(&line.as_str()),
                "{line}"
            );
        }
    }
    assert_eq!(world.writes(), written);
}

#[test]
fn each_403_of_mimecast_names_product_and_permission() {
    let world = World::new();
    let run = world.limited().run(&DOCTOR).exits(1);
    for (name, product, permission) in [
        (
            "mimecast/read-groups",
            "userandgroupmanagement",
            "permission Directories | Groups | Read; or, at the older address, the permission Directories | Groups | Edit",
        ),
        (
            "mimecast/read-group-members",
            "userandgroupmanagement",
            "permission Directories | Groups | Read",
        ),
        (
            "mimecast/read-audit-events",
            "auditevents",
            "permission Account | Logs | Read",
        ),
    ] {
        assert_eq!(status(&run, name), "warn", "{name}");
        let remedy = text(&run, name, "remedy");
        assert!(
            remedy.contains(product) && remedy.contains(permission),
            "{remedy}"
        );
    }
    assert_eq!(status(&run, "mimecast/read-account"), "pass");
    assert_eq!(that_are(&run, "fail"), ["mimecast/profiles"]);
}

#[test]
fn the_mimecast_group_is_looked_for_by_name() {
    let world = World::new();
    let run = |name: &str| {
        let args = [&DOCTOR[..], &["--mimecast-group", name]].concat();
        world.tool().run(&args)
    };
    let there = run("Contractors").exits(0);
    assert_eq!(status(&there, "mimecast/group"), "pass");
    let missing = run("contractors").exits(1);
    assert_eq!(that_are(&missing, "fail"), ["mimecast/group"]);
    assert!(text(&missing, "mimecast/group", "remedy").contains("compared exactly"));
    // A run makes the group that it is to fill.
    let pilot = ["--pilot", "ada@widgets.example", "--pilot-only"];
    let pilot = world.tool().run(&[&DOCTOR[..], &pilot].concat()).exits(0);
    let names = texts(&pilot.json()["checks"], "name");
    assert!(!names.contains(&"mimecast/group".to_owned()), "{names:?}");
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn a_key_of_several_organisations_must_choose() {
    let world = World::new();
    let several = || {
        world
            .tool()
            .env("JUMPCLOUD_API_KEY", world.other("multi_tenant_api_key"))
    };
    let run = several().run(&DOCTOR).exits(1);
    assert_eq!(status(&run, "jumpcloud/key"), "pass");
    assert_eq!(status(&run, "jumpcloud/organization"), "fail");
    assert!(text(&run, "jumpcloud/organization", "message").contains("Widgets"));
    let run = several()
        .run(&[&DOCTOR[..], &["--jumpcloud-org", "Widgets"]].concat())
        .exits(0);
    assert_eq!(status(&run, "jumpcloud/organization"), "pass");
    assert_eq!(status(&run, "jumpcloud/sso-plan"), "pass");
}

#[test]
fn an_account_of_another_grid_fails() {
    let world = World::new();
    let run = world
        .tool()
        .run(&[&DOCTOR[..], &["--subdomain", "us"]].concat())
        .exits(1);
    assert_eq!(that_are(&run, "fail"), ["grid"]);
    assert!(text(&run, "grid", "message").contains("--subdomain eu"));
    let allowed = ["--subdomain", "us", "--allow", "grid-mismatch"];
    let run = world.tool().run(&[&DOCTOR[..], &allowed].concat()).exits(0);
    assert_eq!(status(&run, "grid"), "warn");
    let other = ["--account-code", "CUK9Z9"];
    let run = world.tool().run(&[&DOCTOR[..], &other].concat()).exits(1);
    assert_eq!(that_are(&run, "fail"), ["account-code"]);
    assert!(text(&run, "account-code", "message").contains("CUK1A1"));
}

#[test]
fn a_template_is_said_to_be_strange_or_gone() {
    let world = World::new();
    let altered = |alter: fn(&mut Value)| {
        let meddler = Meddler::start(&world, move |_, path| {
            match path.ends_with("/application-templates") {
                true => Then::Alter(alter),
                false => Then::Forward,
            }
        });
        meddler.tool(&world).run(&DOCTOR)
    };
    let run = altered(|document| {
        for template in document["results"].as_array_mut().unwrap() {
            template["config"]["sessionHint"] = json!({ "value": "" });
        }
    });
    let run = run.exits(0);
    assert_eq!(status(&run, "apps/template"), "warn");
    assert!(text(&run, "apps/template", "message").contains("sessionHint"));
    let run = altered(|document| {
        for template in document["results"].as_array_mut().unwrap() {
            template["config"]["spErrorFlow"] = json!({ "value": "https://YOUR_HOST/" });
        }
    });
    let run = run.exits(1);
    assert!(text(&run, "apps/template", "message").contains("spErrorFlow"));
    let run = altered(|document| {
        for template in document["results"].as_array_mut().unwrap() {
            template["sso"]["type"] = json!("oidc");
        }
    });
    let run = run.exits(1);
    assert!(text(&run, "apps/template", "remedy").contains("--template saml2"));
}

#[test]
fn a_plan_that_does_not_say_sso_is_not_judged() {
    let world = World::new();
    let with = |body: Value| {
        let body = body.to_string();
        let meddler = Meddler::start(&world, move |_, path| {
            let mut parts = path.rsplit('/');
            let _id = parts.next();
            match parts.next() {
                Some("organizations") => Then::Answer(200, "application/json", body.clone()),
                _ => Then::Forward,
            }
        });
        let run = meddler.tool(&world).run(&DOCTOR).exits(0);
        status(&run, "jumpcloud/sso-plan")
    };
    let id = world.sandbox.organization_id();
    assert_eq!(with(json!({})), "unknown");
    assert_eq!(with(json!({ "_id": id })), "unknown");
    assert_eq!(
        with(json!({ "_id": id, "entitlement": { "entitlementProducts": 7 } })),
        "unknown"
    );
    // A plan of nobody, or of somebody else, is not this organisation's.
    let sso = json!({ "entitlementProducts": [{ "name": "JumpCloud SSO" }] });
    assert_eq!(with(json!({ "entitlement": sso })), "unknown");
    assert_eq!(
        with(json!({ "_id": "65c0de0000000000000000ff", "entitlement": sso })),
        "unknown"
    );
    let products = |name: &str| {
        let products = json!([null, { "name": name }]);
        json!({ "_id": id, "entitlement": { "entitlementProducts": products } })
    };
    assert_eq!(with(products("Platform")), "warn");
    assert_eq!(with(products("Crossover")), "warn");
    assert_eq!(with(products("JumpCloud SSO")), "pass");
}

#[test]
fn a_clock_that_is_wrong_is_told() {
    let server = Canned::serve(|_, _| {
        Answer::json(401, json!({ "message": "Unauthorized" }))
            .with("date", "Sun, 06 Nov 1994 08:49:37 GMT")
    });
    let run = tool()
        .env("SSO_SETUP_JUMPCLOUD_URL", server.url())
        .env("SSO_SETUP_MIMECAST_URL", server.url())
        .env("JUMPCLOUD_API_KEY", "key")
        .env("MIMECAST_CLIENT_ID", "id")
        .env("MIMECAST_CLIENT_SECRET", "secret")
        .run(&DOCTOR)
        .exits(1);
    for name in ["jumpcloud/clock", "mimecast/clock"] {
        assert_eq!(status(&run, name), "fail");
        let message = text(&run, name, "message");
        assert!(message.contains("s ahead of"), "{message}");
    }
}

#[test]
fn the_sandbox_needs_nothing_and_people_and_runners_can_read_it() {
    let args = [&["doctor", "--sandbox"], &CONNECT[..4]].concat();
    tool()
        .run(&args)
        .exits(0)
        .says(&["Nothing failed", "nothing was written", "jumpcloud/groups"]);
    let run = tool()
        .run(&["doctor", "--sandbox", "-o", "github"])
        .exits(0);
    run.says(&["::notice title=jumpcloud/write::"]);
    let summary = tempfile::NamedTempFile::new().unwrap();
    tool()
        .env("GITHUB_STEP_SUMMARY", summary.path())
        .run(&["doctor", "--sandbox", "-o", "github"])
        .exits(0);
    let written = std::fs::read_to_string(summary.path()).unwrap();
    assert!(written.contains("| mimecast/token | pass |"), "{written}");
}

#[test]
fn unusable_credentials_files_are_a_failure_of_their_own() {
    let world = World::new();
    world
        .tool()
        .run(&[&DOCTOR[..], &["--credentials", "/nonexistent/file"]].concat())
        .fails(4, "credentials-file-unusable", &["/nonexistent/file"]);
}
