//! Durations as long as they can be written: a wait that nobody sees the end of, never a panic.

use std::io::{Read, Seek};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::{Tool, World};
use crate::run::sso_setup;

/// The longest that can be written, in all that they are written in, and what cannot be.
const LONGEST: [&str; 6] = [
    "18446744073709551615s",
    "18446744073709551614s 999999999ns",
    "18446744073709551615s 18446744073709551615ns",
    "18446744073709551615ns 18446744073709551615ns",
    "584554049253y",
    "300000000000days",
];

/// Runs it until it says one of these, or ends; its exit code, if it ended, and what it said.
fn until(command: &mut Command, says: &str) -> (Option<i32>, String) {
    let mut said = tempfile::tempfile().unwrap();
    let mut child = command
        .stdout(said.try_clone().unwrap())
        .stderr(said.try_clone().unwrap())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    loop {
        let code = child.try_wait().unwrap().map(|s| s.code().unwrap_or(-1));
        // Written to from another place of the same file: read from a copy of its own.
        let mut text = String::new();
        let place = said.stream_position().unwrap();
        said.rewind().unwrap();
        said.read_to_string(&mut text).unwrap();
        said.seek(std::io::SeekFrom::Start(place.max(text.len() as u64)))
            .unwrap();
        if code.is_some() || text.contains(says) {
            let _ = child.kill();
            child.wait().unwrap();
            return (code, text);
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{text}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[track_caller]
fn no_panic(what: &str, (code, said): &(Option<i32>, String)) {
    assert!(
        !said.contains("defect") && !said.contains("panic"),
        "{what}: {said}"
    );
    assert!(
        matches!(code, None | Some(0 | 1 | 3 | 64)),
        "{what}: {code:?} {said}"
    );
}

fn with(mut tool: Tool, args: &[&str]) -> Command {
    tool.command.args(args).stdin(Stdio::null());
    let mut command = Command::new(tool.command.get_program());
    command.env_clear().stdin(Stdio::null());
    command.args(tool.command.get_args());
    for (name, value) in tool.command.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command
}

#[test]
fn a_sandbox_that_acts_late_has_the_other_commands_wait_as_long() {
    let exported = "export SSO_SETUP_PROPAGATION=";
    let late = &mut sso_setup(&["sandbox", "--propagation", "90s"]);
    let (_, said) = until(late, "sso-setup discover");
    assert!(said.contains(&format!("{exported}\"1m 30s\"\n")), "{said}");
    let (_, said) = until(&mut sso_setup(&["sandbox"]), "sso-setup discover");
    assert!(!said.contains(exported), "{said}");
}

#[test]
fn no_duration_is_too_long() {
    let world = World::new();
    world.connect(&["--enforce", "web-apps"]);
    let mut waited = [0; 3];
    for longest in LONGEST {
        let plan = ["mimecast", "plan", "--propagation", longest];
        no_panic(longest, &until(&mut with(world.tool(), &plan), "\u{0}"));

        let watch = [
            "mimecast",
            "watch",
            "--user",
            "ada@widgets.example",
            "--timeout",
            longest,
        ];
        let ended = until(&mut with(world.tool(), &watch), "Waiting for both");
        no_panic(longest, &ended);
        waited[0] += usize::from(ended.0.is_none());

        for option in ["--latency", "--propagation"] {
            let mut sandbox = sso_setup(&["sandbox", option, longest]);
            let ended = until(&mut sandbox, "Ctrl-C");
            no_panic(longest, &ended);
            waited[1] += usize::from(ended.0.is_none());
        }

        let stall = format!("stall={longest}");
        let ended = until(&mut sso_setup(&["sandbox", "--fault", &stall]), "Ctrl-C");
        no_panic(longest, &ended);
        assert_eq!(ended.0, Some(64), "{longest}: {}", ended.1);

        // The wait itself, after enforcement ended; another world for each, as it does end.
        let world = World::new();
        world.connect(&["--enforce", "web-apps"]);
        let remove = [
            "mimecast",
            "remove",
            "--confirm-count",
            "1",
            "--propagation",
            longest,
        ];
        let ended = until(&mut with(world.tool(), &remove), "Waiting ");
        no_panic(longest, &ended);
        waited[2] += usize::from(ended.0.is_none());
    }
    assert!(waited.iter().all(|count| *count > 0), "{waited:?}");
}
