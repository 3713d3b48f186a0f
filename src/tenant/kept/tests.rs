use clap::{Args, Command, Parser};

use super::*;
use crate::plan::{Desired, Mode, Purpose};
use crate::tenant::{desired, locate};

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    options: Options,
}

fn options(line: &[&str]) -> Options {
    let line = [&["mimecast"], line].concat();
    Line::try_parse_from(line).unwrap().options
}

fn wanted(options: &Options) -> Wanted {
    Wanted::of(&desired_by(options), Purpose::SetUp)
}

fn desired_by(options: &Options) -> Desired {
    let code = "CUK1A1".parse().unwrap();
    let located = locate(None, None, &code).unwrap();
    desired(options, located, code, Mode::Api).unwrap()
}

/// A command line with every option that says what is wanted, given a value that is no default.
const EVERYTHING: &[&str] = &[
    "--connector=apps,admin-console",
    "--template=admin-console:saml2",
    "--label=apps:-Mail, and more: \"yes\"",
    "--description=Sign in\nto mail",
    "--tile-color=#006cac",
    "--hidden",
    "--idp-url-suffix=admin-console:mail-admin",
    "--idp-entity-id=https://idp.example",
    "--sp-entity-id=sp",
    "--attribute=tier=gold=24k",
    "--attribute=admin-console:empty=",
    "--user-attribute=mail=email",
    "--group=All Staff",
    "--group=admin-console:apps:Admins",
    "--create-groups",
    "--user=Ann@w.example",
    "--profile=Our profile",
    "--application-setting=Our setting",
    "--pilot=Ann@w.example,bob@w.example",
    "--pilot-only",
    "--enforce=admin-console,end-user-apps",
    "--block=admin-console=apps",
    "--logout-url=https://w.example/out",
    "--metadata-url=https://sso.w.example/metadata",
    "--admin=ada@w.example",
    "--mimecast-group=Everybody",
];

#[test]
fn what_was_asked_for_is_asked_for_again() {
    let mut without_pilot = EVERYTHING.to_vec();
    without_pilot.retain(|option| *option != "--pilot-only");
    for line in [&[][..], EVERYTHING, &without_pilot] {
        let asked = options(line);
        let again = options(&[]).wanting(&wanted(&asked)).unwrap();
        assert_eq!(desired_by(&again), desired_by(&asked), "{line:?}");
    }
}

#[test]
fn every_option_that_a_plan_holds_was_tried() {
    let command = Options::augment_args(Command::new("plan"));
    let held: Vec<&Arg> = command
        .get_arguments()
        .filter(|a| comes_from_plan(a))
        .collect();
    assert!(held.len() > 20);
    for option in held {
        let long = format!("--{}", option.get_long().unwrap());
        let given = |line: &&&str| line.split('=').next() == Some(&long);
        assert!(
            EVERYTHING.iter().any(|line| given(&line)),
            "{long} is not tried"
        );
    }
}

#[test]
fn where_as_whom_and_how_stay_the_callers() {
    let line = [
        "--jumpcloud-org=Widgets",
        "--account-code=CUK1A1",
        "--yes",
        "--confirm-step=x",
        "--mimecast-mode=worksheet",
        "--journal=/j",
    ];
    let own = options(&line)
        .wanting(&wanted(&options(EVERYTHING)))
        .unwrap();
    assert_eq!(own.jumpcloud_org.as_deref(), Some("Widgets"));
    assert!(own.yes && own.account.account_code.is_some());
    assert_eq!(own.confirm_steps, ["x"]);
    assert_eq!(own.journal, Some("/j".into()));
    assert_eq!(own.profile, "Our profile");
}

#[test]
fn a_value_that_no_option_takes_is_refused() {
    let edits: [fn(&mut Wanted); 5] = [
        |w| w.applications[0].suffix = "../x".to_owned(),
        |w| w.applications[0].color = Some("red".to_owned()),
        |w| w.applications[0].label = Some(String::new()),
        |w| w.admin = Some("nobody".to_owned()),
        |w| {
            for block in w.blocks.values_mut() {
                block.logout_url = "http://w.example".to_owned();
            }
        },
    ];
    for edit in edits {
        let mut wanted = wanted(&options(&[]));
        edit(&mut wanted);
        let error = options(&[]).wanting(&wanted).unwrap_err();
        assert_eq!(
            (error.code, error.exit_code()),
            ("plan-file-unreadable", 64)
        );
    }
}

#[test]
fn an_override_is_said_again_and_no_other() {
    let table: [(&[&str], &[&str], Option<&str>); 6] = [
        (&[], &[], None),
        (&["--allow=admin-lockout"], &["--allow=admin-lockout"], None),
        (
            &["--allow=admin-lockout"],
            &[],
            Some("--allow admin-lockout"),
        ),
        (
            &[],
            &["--allow=admin-lockout"],
            Some("without --allow admin-lockout"),
        ),
        (
            &["--allow=user-lockout=3"],
            &["--allow=user-lockout=3"],
            None,
        ),
        (
            &["--allow=user-lockout=3"],
            &["--allow=user-lockout=4"],
            Some("user-lockout=3"),
        ),
    ];
    for (made, given, refused) in table {
        let result = options(given).wanting(&wanted(&options(made)));
        match (result, refused) {
            (Ok(_), None) => {}
            (Err(error), Some(part)) => {
                assert_eq!((error.code, error.exit_code()), ("allow-differs", 3));
                assert!(error.message.contains(part), "{}", error.message);
            }
            (result, _) => panic!("{made:?}, {given:?}: {result:?}"),
        }
    }
}

#[test]
fn an_image_is_given_again_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let image = |name: &str, more: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, [b"\x89PNG\r\n\x1a\n", more].concat()).unwrap();
        format!("--tile-logo={}", path.display())
    };
    let (one, other) = (image("mail.png", b"1"), image("post.png", b"2"));
    let with = wanted(&options(&[&one]));
    let without = wanted(&options(&[]));
    options(&[&one]).wanting(&with).unwrap();
    for (given, wanted, said) in [
        (&[][..], &with, "none was given"),
        (&[other.as_str()][..], &with, "post.png"),
        (&[one.as_str()][..], &without, "no tile image"),
    ] {
        let error = options(given).wanting(wanted).unwrap_err();
        assert_eq!((error.code, error.exit_code()), ("logo-differs", 64));
        assert!(error.message.contains(said), "{}", error.message);
    }
    // The same name, and another image.
    let changed = image("mail.png", b"2");
    assert_eq!(
        options(&[&changed]).wanting(&with).unwrap_err().code,
        "logo-differs"
    );
}

#[test]
fn the_least_that_asks_for_it_says_no_default_and_asks_for_the_same() {
    let least = |line: &[&str]| {
        let code = || "CUK1A1".parse().unwrap();
        let asked_for = |options: &Options| {
            let located = locate(None, None, &code()).unwrap();
            let desired = desired(options, located, code(), Mode::Api).ok()?;
            Some(Wanted::of(&desired, Purpose::SetUp).sorted())
        };
        let all = asked_for(&options(line)).unwrap();
        let asked = Asked::of(&all).least(|options| asked_for(options).as_ref() == Some(&all));
        assert_eq!(asked_for(&asked.options().unwrap()), Some(all), "{line:?}");
        let said = asked.0.into_iter().map(|(name, value)| match value {
            Some(value) => format!("--{name}={value}"),
            None => format!("--{name}"),
        });
        said.collect::<Vec<String>>()
    };
    let nothing: [&str; 0] = [];
    assert_eq!(least(&[]), nothing);
    assert_eq!(least(&["--connector=apps", "--enforce=web-apps"]), nothing);
    let everything = least(EVERYTHING);
    assert!(
        everything.contains(&"--group=All Staff".to_owned()),
        "{everything:?}"
    );
    for (line, said) in [
        // One value for all connectors, unless it would be read as one for another.
        (
            &[
                "--connector=apps,admin-console",
                "--group=Staff",
                "--group=admin-console:apps:x",
            ][..],
            &[
                "--connector=apps",
                "--group=Staff",
                "--connector=admin-console",
                "--group=admin-console:apps:x",
            ][..],
        ),
        (
            &[
                "--connector=all",
                "--label=Mail",
                "--label=admin-console:Mail",
            ],
            &[
                "--connector=apps",
                "--label=Mail",
                "--connector=personal-portal",
                "--connector=admin-console",
                "--label=admin-console:Mail",
            ],
        ),
        (
            &["--connector=apps,personal-portal", "--block=web-apps=apps"],
            &[
                "--connector=apps",
                "--connector=personal-portal",
                "--block=web-apps=apps",
            ],
        ),
    ] {
        assert_eq!(least(line), said);
    }
}
