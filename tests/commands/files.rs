//! Files: nothing that somebody else put in their place is followed or waited for, and what could not be written is
//! said.
#![cfg(unix)]

use std::fs::{File, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::common::{CONNECT, Run, World};
use crate::run::{PROGRAM, sso_setup};

const JSON: [&str; 2] = ["-o", "json"];

fn fifo(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

/// What takes nothing, as a disk that is full.
fn full() -> Stdio {
    File::options()
        .write(true)
        .open("/dev/full")
        .unwrap()
        .into()
}

/// A way to spoil the place of a file, and what is said of it.
type Spoilt = (&'static str, fn(&Path, &Path));

/// The first path is that of the file, the second that of a file that must stay as it is.
const SPOILT: [Spoilt; 4] = [
    ("symbolic link", |path, victim| {
        symlink(victim, path).unwrap()
    }),
    ("no regular file", |path, _| fifo(path)),
    ("no regular file", |path, _| {
        std::fs::create_dir(path).unwrap()
    }),
    ("chmod go-w", |path, _| {
        let folder = path.parent().unwrap();
        std::fs::set_permissions(folder, Permissions::from_mode(0o777)).unwrap();
    }),
];

#[test]
fn a_lock_is_not_taken_where_somebody_else_put_something() {
    for (said, spoil) in SPOILT {
        let world = World::new();
        world.connect(&[]);
        let folder = world.kept.path().join("sso-setup/lock");
        let lock = std::fs::read_dir(&folder).unwrap().next().unwrap();
        let lock = lock.unwrap().path();
        std::fs::remove_file(&lock).unwrap();
        let victim = world.kept.path().join("victim");
        std::fs::write(&victim, "precious").unwrap();
        spoil(&lock, &victim);
        let before = world.writes();
        let args = [&CONNECT[..], &["--label", "Mail"], &JSON].concat();
        world.mimecast(&args).fails(1, "lock-unavailable", &[said]);
        assert_eq!(world.writes(), before);
        assert_eq!(std::fs::read(&victim).unwrap(), b"precious");
    }
}

#[test]
fn attestations_are_not_kept_where_somebody_else_put_something() {
    for (said, spoil) in SPOILT {
        let world = World::new();
        let file = world.kept.path().join("shared/attestations.jsonl");
        std::fs::create_dir(file.parent().unwrap()).unwrap();
        let victim = world.kept.path().join("victim");
        std::fs::write(&victim, "").unwrap();
        spoil(&file, &victim);
        let file = file.to_str().unwrap();
        let args = [&CONNECT[..], &JSON, &["--attestations", file]].concat();
        let run = world
            .tool()
            .env("SSO_SETUP_MIMECAST_MODE", "worksheet")
            .mimecast(&[&args[..], &["--confirm-step", PROFILE]].concat());
        run.fails(1, "attestations-unreadable", &[said]);
        assert_eq!(std::fs::read(&victim).unwrap(), b"");
        assert_eq!(world.writes(), (0, 0));
    }
}

const PROFILE: &str = "mimecast/authentication-profile/JumpCloud SSO";

#[test]
fn credentials_are_not_waited_for_and_not_taken_from_others() {
    let world = World::new();
    for (said, spoil) in SPOILT.into_iter().skip(1) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("credentials.toml");
        spoil(&file, Path::new("/nonexistent"));
        if !file.exists() {
            std::fs::write(&file, "").unwrap();
            std::fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
        }
        let args = [
            "plan",
            "--credentials",
            file.to_str().unwrap(),
            "-o",
            "json",
        ];
        let run = world.tool().mimecast(&args);
        run.fails(4, "credentials-file-unusable", &[said]);
    }
}

#[test]
fn a_journal_folder_that_others_can_write_to_is_refused() {
    let world = World::new();
    let folder = world.kept.path().join("journals");
    std::fs::create_dir(&folder).unwrap();
    std::fs::set_permissions(&folder, Permissions::from_mode(0o777)).unwrap();
    let named = ["--journal", folder.to_str().unwrap()];
    let remedy = format!("chmod go-w {}", folder.display());
    let run = world.mimecast(&[&CONNECT[..], &named, &JSON].concat());
    run.fails(1, "journal-unreadable", &[&remedy]);
    let run = world.mimecast(&[&["undo", "--list"], &named[..], &JSON].concat());
    run.fails(1, "journal-unreadable", &[&remedy]);
    assert_eq!(world.writes(), (0, 0));
}

/// Every command whose result does not fit where it goes says so, and is no success.
#[test]
fn a_result_that_was_not_written_is_no_success() {
    let world = World::new();
    world.connect(&[]);
    let metadata = tempfile::NamedTempFile::new().unwrap();
    let xml = world
        .mimecast(&["metadata", "--connector", "apps"])
        .exits(0);
    std::fs::write(&metadata, xml.stdout).unwrap();
    let inspect = format!("saml inspect {}", metadata.path().display());
    let commands = [
        "--help",
        "--version",
        "mimecast --help",
        "completions bash",
        "man",
        "mimecast values --account-code CUK1A1",
        "mimecast plan",
        "mimecast --yes",
        "mimecast verify",
        "mimecast metadata --connector apps",
        "mimecast worksheet",
        "mimecast worksheet --print markdown",
        "mimecast undo --list",
        "doctor",
        "discover --account-code CUK1A1",
        "sandbox",
        &inspect,
    ];
    for format in ["human", "json", "github"] {
        for command in commands {
            let words: Vec<&str> = command.split(' ').chain(["-o", format]).collect();
            let mut tool = world.tool().env("SSO_SETUP_GROUP", "All Staff");
            let output = tool.command.args(&words).stdout(full()).output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{command} {format}: {said}");
            assert!(
                said.contains("could not be written to stdout: No space left on device"),
                "{command} {format}: {said}"
            );
        }
    }
}

#[test]
fn a_reader_that_has_gone_away_and_a_full_stderr_change_nothing() {
    for (stdout, stderr) in [(closed(), Stdio::null()), (Stdio::null(), full())] {
        let mut command = sso_setup(&["mimecast", "values", "--account-code", "CUK1A1", "-vvv"]);
        let status = command.stdout(stdout).stderr(stderr).status().unwrap();
        assert_eq!(status.code(), Some(0));
    }
    // What is told on stderr only, and nowhere to tell it.
    let mut command = sso_setup(&["mimecast", "plan", "-vvv"]);
    let status = command.stdout(full()).stderr(full()).status().unwrap();
    assert_eq!(status.code(), Some(64));
    let world = World::new();
    let mut tool = world.tool();
    let status = tool.command.args(["mimecast", "-vvv"]).args(CONNECT);
    let status = status.stdout(Stdio::null()).stderr(full()).status();
    assert_eq!(status.unwrap().code(), Some(0));
}

/// A pipe that nobody reads from.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

#[test]
fn a_file_is_replaced_whole_or_not_at_all() {
    let world = World::new();
    world.connect(&[]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("metadata.xml");
    std::fs::write(&file, "before").unwrap();
    let write = |to: &Path| -> Run {
        let to = to.to_str().unwrap();
        world.mimecast(&[
            "metadata",
            "--connector",
            "apps",
            "--file",
            to,
            "-o",
            "json",
        ])
    };
    write(Path::new("/dev/full")).fails(1, "output-not-written", &["No space left"]);
    write(&folder.path().join("missing/file")).fails(1, "output-not-written", &["No such file"]);
    write(Path::new("/dev/null")).exits(0);
    // A link is replaced, and what it leads to is not written.
    let link = folder.path().join("link");
    symlink(&file, &link).unwrap();
    write(&link).exits(0);
    assert_eq!(std::fs::read(&file).unwrap(), b"before");
    write(&file).exits(0);
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .contains("EntityDescriptor")
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn after_the_clock_was_set_back_the_last_run_is_undone() {
    let world = World::new();
    world.connect(&[]);
    let folder = world.kept.path().join("sso-setup/journal");
    let names = || -> Vec<PathBuf> {
        let entries = std::fs::read_dir(&folder).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        names.sort();
        names
    };
    let first = names().remove(0);
    let ahead = first.file_name().unwrap().to_str().unwrap().to_owned();
    std::fs::rename(&first, folder.join(format!("2099{}", &ahead[4..]))).unwrap();
    world.connect(&["--label", "Mail"]);
    let last = names().pop().unwrap();
    let list = world.mimecast(&["undo", "--list", "-o", "json"]).exits(0);
    let runs = &list.json()["runs"];
    assert_eq!(runs[0]["name"], last.file_name().unwrap().to_str().unwrap());
    let plan = world
        .mimecast(&["undo", "--dry-run", "-o", "json"])
        .exits(0);
    assert!(plan.stdout.contains("\"Mail\""), "{}", plan.stdout);
    assert!(!plan.stdout.contains("\"delete\""), "{}", plan.stdout);
}

/// Two processes with state folders of their own confirm steps into one file, again and again: none is lost.
#[test]
fn two_who_confirm_into_one_file_lose_nothing() {
    let world = World::new();
    world.connect(&[]);
    let file = world.kept.path().join("shared.jsonl");
    std::thread::scope(|scope| {
        for who in ["ada", "bob"] {
            let (world, file) = (&world, &file);
            scope.spawn(move || {
                let state = tempfile::tempdir().unwrap();
                for round in 0..6 {
                    let profile = format!("{who} {round}");
                    let step = format!("mimecast/authentication-profile/{profile}");
                    let run = world
                        .tool()
                        .env("SSO_SETUP_MIMECAST_MODE", "worksheet")
                        .env("XDG_STATE_HOME", state.path())
                        .env("SSO_SETUP_ATTESTATIONS", file)
                        .mimecast(
                            &[
                                &CONNECT[..],
                                &["--profile", &profile, "--confirm-step", &step],
                            ]
                            .concat(),
                        );
                    run.exits(0);
                }
            });
        }
    });
    let text = std::fs::read_to_string(&file).unwrap();
    for who in ["ada", "bob"] {
        for round in 0..6 {
            let step = format!("mimecast/authentication-profile/{who} {round}\"");
            assert!(text.contains(&step), "{step} is lost: {text}");
        }
    }
}

/// With few files a run ends in one error, or does what it was asked.
#[test]
fn few_open_files_are_no_panic() {
    let world = World::new();
    for limit in [4, 6, 7, 9, 12, 16] {
        for command in [
            "mimecast plan",
            "mimecast --yes",
            "doctor",
            "mimecast --sandbox plan",
        ] {
            let mut tool = world.tool().env("SSO_SETUP_GROUP", "All Staff");
            let path = tool
                .command
                .get_envs()
                .map(|(k, v)| (k.to_owned(), v.map(ToOwned::to_owned)));
            let path: Vec<_> = path.collect();
            let mut shell = Command::new("/bin/sh");
            shell.env_clear().stdin(Stdio::null());
            for (name, value) in path {
                shell.env(name, value.unwrap_or_default());
            }
            let line = format!("ulimit -n {limit}; exec \"$0\" {command} -o json");
            let output = shell.args(["-c", &line, PROGRAM]).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let code = output.status.code();
            assert!(!said.contains("defect"), "{command} with {limit}: {said}");
            assert!(
                matches!(code, Some(0 | 1 | 5)),
                "{command} with {limit}: {code:?} {said}"
            );
            tool.command.stdin(Stdio::null());
        }
    }
}
