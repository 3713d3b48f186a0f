//! Whole commands against arbitrary answers: whatever the services say, a command ends with an exit code of its own.
//! The first byte says which command; the rest, cut at each 0xFF, are the answers in the order of the requests, and
//! then from the first again.
#![no_main]

mod service;

use std::ffi::OsString;
use std::sync::{LazyLock, Mutex};

use libfuzzer_sys::fuzz_target;

/// The answers of this run, and how many were given.
static ANSWERS: Mutex<(Vec<Vec<u8>>, usize)> = Mutex::new((Vec::new(), 0));

const COMMANDS: [&str; 8] = [
    "mimecast plan --subdomain eu --group Staff",
    "mimecast --subdomain eu --group Staff --yes",
    "mimecast remove --confirm-count 1 --propagation 0s",
    "mimecast rotate --yes --admin ada@widgets.example",
    "mimecast undo --confirm-count 1 --propagation 0s",
    "mimecast verify",
    "mimecast worksheet",
    "doctor",
];

/// The services' address; the program's environment is set with it.
static SERVICES: LazyLock<()> = LazyLock::new(|| {
    let url = service::start("X-Total-Count: 1\r\n", next);
    let kept = std::env::temp_dir().join(format!("sso-setup-fuzz-{}", std::process::id()));
    let kept = kept.to_str().unwrap();
    for (name, value) in [
        ("XDG_STATE_HOME", kept),
        ("JUMPCLOUD_API_KEY", "secret-of-the-fuzz-target"),
        ("MIMECAST_CLIENT_ID", "id"),
        ("MIMECAST_CLIENT_SECRET", "another-secret-of-it"),
        ("SSO_SETUP_JUMPCLOUD_URL", &url),
        ("SSO_SETUP_MIMECAST_URL", &url),
        ("SSO_SETUP_MIMECAST_GROUP", "Staff"),
    ] {
        // SAFETY: the service's thread reads no environment.
        unsafe { std::env::set_var(name, value) };
    }
});

/// The next answer.
fn next() -> Vec<u8> {
    let mut answers = ANSWERS.lock().unwrap();
    let (all, given) = &mut *answers;
    let body = all[*given % all.len()].clone();
    *given += 1;
    body
}

fuzz_target!(|data: &[u8]| {
    let Some((command, rest)) = data.split_first() else {
        return;
    };
    LazyLock::force(&SERVICES);
    let answers = rest.split(|byte| *byte == 0xFF).map(<[u8]>::to_vec);
    *ANSWERS.lock().unwrap() = (answers.collect(), 0);
    let command = COMMANDS[usize::from(*command) % COMMANDS.len()];
    let line = format!("sso-setup {command} -o json");
    let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
    let code = sso_setup::cli::run_line(&args);
    assert!(code <= 5, "exit {code}: {line}");
});
