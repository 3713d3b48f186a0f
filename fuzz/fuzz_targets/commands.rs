//! Whole commands against arbitrary answers: whatever the services say, a command ends with an exit code of its own.
//! The first byte says which command; the rest, cut at each 0xFF, are the answers in the order of the requests, and
//! then from the first again.
#![no_main]

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
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
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
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
        // SAFETY: no other thread was started so far.
        unsafe { std::env::set_var(name, value) };
    }
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let _ = answer(stream);
        }
    });
});

/// Reads one request and gives the next answer; a token is always given.
fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut line, mut length, mut token) = (String::new(), 0u64, false);
    while reader.read_line(&mut line)? > 2 {
        let lower = line.to_ascii_lowercase();
        token |= lower.starts_with("post /oauth/token");
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    std::io::copy(&mut reader.take(length), &mut std::io::sink())?;
    let body = match token {
        true => br#"{"access_token":"t","token_type":"Bearer","expires_in":1800}"#.to_vec(),
        false => {
            let mut answers = ANSWERS.lock().unwrap();
            let (all, given) = &mut *answers;
            let body = all[*given % all.len()].clone();
            *given += 1;
            body
        }
    };
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Total-Count: 1\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(&body)
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
