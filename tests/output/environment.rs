//! What the environment says in place of options, and what of it is shown.

use crate::run::{Ran, ran, run, sso_setup};

fn with(args: &[&str], environment: &[(&str, &str)]) -> Ran {
    run(sso_setup(args).envs(environment.iter().copied()))
}

#[test]
fn colour_reaches_help_and_usage_errors() {
    let always = [("SSO_SETUP_COLOR", "always")];
    let never = [("SSO_SETUP_COLOR", "never"), ("CLICOLOR_FORCE", "1")];
    let forced = [("CLICOLOR_FORCE", "1")];
    for (args, code) in [
        (&["--help"][..], 0),
        (&["mimecast", "undo", "--help"], 0),
        (&["help", "saml"], 0),
        (&["saml", "check"], 64),
        (&["--nonsense"], 64),
        (&["mimecast", "--connector", "nonsense"], 64),
        (&[], 64),
    ] {
        let coloured = |more: &[&str], environment: &[(&str, &str)]| {
            let ran = with(&[more, args].concat(), environment).ended(code);
            (ran.stdout + &ran.stderr).contains('\u{1b}')
        };
        for (more, environment, is) in [
            (&[][..], &[][..], false),
            (&[], &always, true),
            (&[], &forced, true),
            (&[], &never, false),
            (&["--color", "always"], &[], true),
            (&["--color=always"], &[], true),
            (&["--color=always"], &never, true),
            (&["--color", "never"], &always, false),
            (&["--color=never"], &forced, false),
        ] {
            assert_eq!(
                coloured(more, environment),
                is,
                "{more:?} {args:?} {environment:?}"
            );
        }
    }
    // Where it stands behind, too.
    assert!(ran(&["--help", "--color=always"]).stdout.contains('\u{1b}'));
}

#[test]
fn no_help_shows_a_value_of_the_environment() {
    fn variables(command: &clap::Command, all: &mut Vec<String>) {
        let own = command.get_arguments().filter_map(clap::Arg::get_env);
        all.extend(own.map(|name| name.to_str().unwrap().to_owned()));
        for below in command.get_subcommands() {
            variables(below, all);
        }
    }
    let mut all = Vec::new();
    variables(&sso_setup::cli::command(), &mut all);
    assert!(all.len() > 40, "{all:?}");
    let canary: Vec<(&str, &str)> = all.iter().map(|name| (name.as_str(), "canary-7")).collect();
    for args in [
        &["--help"][..],
        &["-h"],
        &["man"],
        &["mimecast", "--help"],
        &["mimecast", "apply", "--help"],
        &["mimecast", "undo", "--help"],
        &["mimecast", "remove", "-h"],
        &["help", "mimecast", "remove"],
        &["doctor", "--help"],
        &["discover", "--help"],
    ] {
        // Of these two a bad value is an error, where a command runs and not only its help.
        let parsed = |name: &str| matches!(name, "SSO_SETUP_OUTPUT" | "SSO_SETUP_COLOR");
        let mut canary = canary.clone();
        canary.retain(|(name, _)| !(args[0] == "man" && parsed(name)));
        let shown = with(args, &canary);
        assert!(!shown.transcript().contains("canary"), "{args:?}");
        let bare = ran(args);
        assert_eq!(
            (shown.code, shown.stdout),
            (bare.code, bare.stdout),
            "{args:?}"
        );
    }
}

#[test]
fn a_bad_value_is_named_by_its_variable() {
    let plan = &["mimecast", "plan", "--account-code", "CUK1A1", "--no-input"][..];
    for (args, variable, value, option) in [
        (&["doctor"][..], "SSO_SETUP_COLOR", "purple", "--color"),
        (&["doctor"], "SSO_SETUP_COLOR", "", "--color"),
        (&["doctor"], "SSO_SETUP_OUTPUT", "xml", "--output"),
        (plan, "SSO_SETUP_CONNECTOR", "apps,nonsense", "--connector"),
        (plan, "SSO_SETUP_YES", "perhaps", "--yes"),
        (plan, "SSO_SETUP_USER", "nobody", "--user"),
        (plan, "SSO_SETUP_TILE_COLOR", "mauve", "--tile-color"),
        (plan, "SSO_SETUP_PROPAGATION", "soon", "--propagation"),
        (
            plan,
            "SSO_SETUP_LOGOUT_URL",
            "http://x.example",
            "--logout-url",
        ),
        (plan, "SSO_SETUP_MIMECAST_URL", "nowhere", "--mimecast-url"),
        (
            &["mimecast", "undo"],
            "SSO_SETUP_CONFIRM_COUNT",
            "many",
            "--confirm-count",
        ),
    ] {
        let told = format!("{variable} (as {option})");
        for format in ["human", "json", "jsonl", "github", "junit"] {
            let args = match variable {
                "SSO_SETUP_OUTPUT" => args.to_vec(),
                _ => [args, &["-o", format]].concat(),
            };
            let said = with(&args, &[(variable, value)]).ended(64).transcript();
            assert!(said.contains(&told), "{said}");
        }
        // What was typed is not blamed on the environment.
        let given = format!("{option}={value}");
        let typed = [args, &[given.as_str()]].concat();
        let said = with(&typed, &[(variable, value)]).ended(64).transcript();
        assert!(!said.contains(variable), "{said}");
        assert!(said.contains(option), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_value_that_is_no_text_is_named_by_its_variable() {
    use std::os::unix::ffi::OsStrExt as _;
    let bad = std::ffi::OsStr::from_bytes(b"\xff");
    let ran = run(sso_setup(&["mimecast", "plan"]).env("SSO_SETUP_LABEL", bad)).ended(64);
    assert!(
        ran.stderr.contains("SSO_SETUP_LABEL is not valid UTF-8"),
        "{}",
        ran.stderr
    );
}

#[test]
fn an_unknown_variable_is_warned_of() {
    let values = [
        "mimecast",
        "values",
        "--account-code",
        "CUK1A1",
        "--subdomain",
        "eu",
    ];
    for format in ["human", "json", "jsonl", "github", "junit"] {
        let args = [&values[..], &["-o", format]].concat();
        let bare = with(&args, &[("SSO_SETUP_LABEL", "Mail"), ("OTHER", "x")]).ended(0);
        assert_eq!(bare.stderr, "");
        let warned = with(&args, &[("SSO_SETUP_LABLE", "Mail")]).ended(0);
        assert_eq!(
            warned.stderr,
            "warning: unknown-variable: this environment variable is not known, and does nothing: \
             SSO_SETUP_LABLE (is SSO_SETUP_LABEL meant?)\n"
        );
        assert_eq!(warned.stdout, bare.stdout);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_as_credentials_is_called_one() {
    use std::os::unix::fs::PermissionsExt as _;
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("credentials");
    std::fs::create_dir(&folder).unwrap();
    for mode in [0o755, 0o700, 0o777] {
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(mode)).unwrap();
        for end in ["", "/", "/."] {
            let path = format!("{}{end}", folder.display());
            let args = ["mimecast", "plan", "--no-input", "--credentials", &path];
            let said = ran(&args).ended(4).stderr;
            assert!(said.contains("it is a folder"), "{said}");
            assert!(!said.contains("chmod"), "{said}");
        }
    }
}

#[test]
fn man_makes_its_folder_and_says_what_it_wrote() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("share/man/man1");
    let path = folder.to_str().unwrap();
    for format in ["human", "json", "jsonl", "github", "junit"] {
        let told = ran(&["man", path, "-o", format]).ended(0);
        let mut files: Vec<String> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        assert!(files.len() > 15, "{files:?}");
        match format {
            "json" | "jsonl" => {
                let told: serde_json::Value = serde_json::from_str(&told.stdout).unwrap();
                assert_eq!(told["folder"], path);
                assert_eq!(told["files"], serde_json::json!(files));
            }
            _ => {
                let (count, names) = (files.len(), files.join(", "));
                let text = format!("Wrote {count} manual pages to {path}: {names}");
                match format {
                    "junit" => assert!(told.stdout.contains(&text), "{told:?}"),
                    _ => assert_eq!(told.stdout, text + "\n"),
                }
            }
        }
    }
}
