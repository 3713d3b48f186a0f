//! Options that cannot be meant: refused by name, before anything is sent.

use crate::common::meddler::{Meddler, Then};
use crate::common::{CONNECT, World, tool};

#[test]
fn a_malformed_value_is_refused_with_what_would_fit() {
    let long = "x".repeat(257);
    let suffix = "x".repeat(101);
    let cases: [(&str, &str, &str); 40] = [
        ("--connector", "outlook", "personal-portal"),
        ("--connector", "", "personal-portal"),
        ("--tile-color", "blue", "#006CAC"),
        ("--tile-color", "apps:#123456", "#006CAC"),
        ("--description", &long, "256"),
        ("--label", "", "empty"),
        ("--label", "apps:", "empty"),
        ("--hidden=perhaps", "", "perhaps"),
        ("--idp-url-suffix", "a/b", "letters"),
        ("--idp-url-suffix", "a b", "letters"),
        ("--idp-url-suffix", "é", "letters"),
        ("--idp-url-suffix", &suffix, "100"),
        ("--idp-url-suffix", "apps:", "empty"),
        ("--attribute", "novalue", "NAME=VALUE"),
        ("--attribute", "=value", "NAME=VALUE"),
        ("--user-attribute", "apps:novalue", "NAME=VALUE"),
        ("--user", "ada", "e-mail"),
        ("--user", "apps:@widgets.example", "e-mail"),
        ("--admin", "ada@", "e-mail"),
        ("--admin", "a da@widgets.example", "e-mail"),
        ("--group", "", "empty"),
        ("--enforce", "everything", "web-apps"),
        ("--block", "web-apps", "BLOCK=CONNECTOR"),
        ("--block", "web-apps=nope", "nope"),
        ("--block", "nope=apps", "nope"),
        ("--logout-url", "bye", "URL"),
        ("--logout-url", "http://widgets.example/bye", "https"),
        ("--logout-url", "javascript:alert(1)", "https"),
        ("--metadata-url", "metadata.xml", "URL"),
        (
            "--metadata-url",
            "http://widgets.example/metadata.xml",
            "https",
        ),
        ("--metadata-url", "apps:", "empty"),
        (
            "--metadata-url",
            "https://me:hunter2@widgets.example/m",
            "before the @",
        ),
        (
            "--metadata-url",
            "apps:ftp://widgets.example/metadata.xml",
            "https",
        ),
        ("--jumpcloud-region", "mars", "us, eu, in"),
        ("--mimecast-gateway", "mars", "global, uk, us"),
        ("--mimecast-mode", "magic", "worksheet"),
        ("--allow", "anything", "admin-lockout"),
        ("--color", "maybe", "never"),
        ("--profile", "", "empty"),
        ("--application-setting", "", "empty"),
    ];
    let world = World::new();
    for (option, value, said) in cases {
        let value: &[&str] = match option.contains('=') {
            true => &[],
            false => &[value],
        };
        for command in ["plan", "apply"] {
            let args = [&[command, "-o", "json", option], value, &CONNECT].concat();
            let run = world.mimecast(&args).exits(64);
            let document = run.json();
            let error = document["error"].to_string();
            assert!(!error.contains("hunter2"), "{error}");
            let name = option.split('=').next().unwrap();
            assert!(
                error.contains(name),
                "{option} {value:?} is not named: {error}"
            );
            assert!(
                error.contains(said),
                "\"{said}\" is not said of {option} {value:?}: {error}"
            );
        }
    }
    let requests = world.counters();
    for service in ["jumpcloud", "mimecast"] {
        assert_eq!(requests[service]["requests"], 0, "{requests}");
    }
}

#[test]
fn an_unfit_logo_is_refused_before_anything_is_sent() {
    let world = World::new();
    let folder = tempfile::tempdir().unwrap();
    let png = [&b"\x89PNG\r\n\x1a\n"[..], &[0; 100 * 1024]].concat();
    for (name, bytes, said) in [
        ("logo.gif", &b"GIF89a"[..], "is not a png, jpg or svg file"),
        (
            "logo",
            b"\x89PNG\r\n\x1a\n",
            "is not a png, jpg or svg file",
        ),
        ("logo.png", b"\xff\xd8\xff", "is not what its name says"),
        ("logo.svg", b"<html></html>", "is not what its name says"),
        ("large.png", &png, "has 102408 bytes"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let path = path.to_str().unwrap();
        let run = world.mimecast(&[&["-o", "json", "--tile-logo", path], &CONNECT[..]].concat());
        run.fails(64, "logo-unfit", &[path, said, "100 KB"]);
    }
    let args = [
        &["-o", "json", "--tile-logo", "/nonexistent/logo.png"],
        &CONNECT[..],
    ]
    .concat();
    world.mimecast(&args).fails(
        64,
        "logo-unfit",
        &["/nonexistent/logo.png", "cannot be read"],
    );
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn an_option_for_a_connector_that_was_not_chosen_is_not_passed_over() {
    let world = World::new();
    let requests = world.counters();
    for (option, value) in [
        ("--label", "admin-console:Admin"),
        ("--template", "personal-portal:saml2"),
        ("--group", "admin-console:All Staff"),
        ("--attribute", "personal-portal:a=b"),
        ("--user", "admin-console:ada@widgets.example"),
        ("--idp-url-suffix", "admin-console:x"),
        ("--hidden=personal-portal", ""),
        ("--metadata-url", "admin-console:https://widgets.example/x"),
    ] {
        let value: &[&str] = match option.contains('=') {
            true => &[],
            false => &[value],
        };
        let args = [&["-o", "json", option], value, &CONNECT].concat();
        let name = option.split('=').next().unwrap();
        world
            .mimecast(&args)
            .fails(64, "connector-not-chosen", &[name, "add --connector"]);
    }
    assert_eq!(requests["jumpcloud"]["writes"], 0);
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn an_option_for_a_field_the_template_does_not_have_is_never_sent() {
    let world = World::new();
    let meddler = Meddler::start(&world, |_, path| {
        match path == "/jumpcloud/api/application-templates" {
            false => Then::Forward,
            true => Then::Alter(|document| {
                for template in document["results"].as_array_mut().unwrap() {
                    let config = template["config"].as_object_mut().unwrap();
                    config.shift_remove("constantAttributes");
                    config.shift_remove("databaseAttributes");
                }
            }),
        }
    });
    for (option, value, field) in [
        ("--attribute", "a=b", "constantAttributes"),
        ("--user-attribute", "a=email", "databaseAttributes"),
    ] {
        let args = [&["-o", "json", option, value], &CONNECT[..]].concat();
        let run = meddler.tool(&world).mimecast(&args);
        run.fails(
            64,
            "field-not-in-template",
            &["\"mimecast\"", field, option, "--template saml2"],
        );
    }
    assert_eq!(world.writes(), (0, 0));
    meddler.tool(&world).mimecast(&CONNECT).exits(0);
}

#[test]
fn options_can_stand_on_either_side_of_the_command() {
    for args in [
        &[
            "mimecast",
            "--account-code",
            "CUK1A1",
            "values",
            "-o",
            "json",
        ][..],
        &[
            "mimecast",
            "values",
            "--account-code",
            "CUK1A1",
            "-o",
            "json",
        ],
        &[
            "-o",
            "json",
            "mimecast",
            "values",
            "--account-code",
            "CUK1A1",
        ],
    ] {
        assert_eq!(tool().run(args).exits(0).json()["account_code"], "CUK1A1");
    }
    let run = tool()
        .env("SSO_SETUP_ACCOUNT_CODE", "CDE1A1")
        .mimecast(&["values", "-o", "json"]);
    assert_eq!(run.exits(0).json()["account_code"], "CDE1A1");
    let both = tool().env("SSO_SETUP_ACCOUNT_CODE", "CDE1A1");
    let run = both.mimecast(&["values", "-o", "json", "--account-code", "CUK1A1"]);
    assert_eq!(
        run.exits(0).json()["account_code"],
        "CUK1A1",
        "the flag wins"
    );
}
