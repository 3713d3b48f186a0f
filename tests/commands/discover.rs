//! `discover`: the grid and account code from an account code, from credentials, from a mail domain.

use std::net::{SocketAddr, UdpSocket};

use serde_json::{Value, json};

use crate::common::{Run, World, texts, tool};
use crate::run::SandboxProcess;

/// A name server that answers each query with what `answer` makes of it. Its thread ends with the process.
fn name_server(answer: impl Fn(&[u8]) -> Option<Vec<u8>> + Send + 'static) -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap();
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok((length, from)) = socket.recv_from(&mut buffer) {
            if let Some(answer) = answer(&buffer[..length]) {
                let _ = socket.send_to(&answer, from);
            }
        }
    });
    address
}

/// The header and question of a query, as the beginning of a response with `code` and so many answers.
fn response(query: &[u8], code: u8, answers: u16) -> Vec<u8> {
    let mut out = query[..12].to_vec();
    out[2] |= 0x80;
    out[3] = 0x80 | code;
    out[6..8].copy_from_slice(&answers.to_be_bytes());
    out[8..12].fill(0);
    let labels = query[12..].iter().position(|&b| b == 0).unwrap();
    out.extend_from_slice(&query[12..12 + labels + 5]);
    out
}

/// An MX record for the question's name.
fn mx(preference: u16, host: &[u8]) -> Vec<u8> {
    let mut out = vec![0xc0, 12, 0, 15, 0, 1, 0, 0, 1, 44];
    out.extend(u16::try_from(host.len() + 2).unwrap().to_be_bytes());
    out.extend(preference.to_be_bytes());
    out.extend(host);
    out
}

fn asked(server: SocketAddr) -> Run {
    let server = server.to_string();
    tool().run(&[
        "discover",
        "--domain",
        "example.com",
        "--dns",
        &server,
        "-o",
        "json",
    ])
}

fn grid(run: &Run) -> Value {
    run.json()["grid"]["subdomain"].clone()
}

#[test]
fn an_account_code_tells_its_grid_without_a_network() {
    for (code, subdomain) in [("CUK1A1", "eu"), ("cusb1a1", "usb"), ("CSA12", "za")] {
        let run = tool()
            .run(&["discover", "--account-code", code, "-o", "json"])
            .exits(0);
        assert_eq!(grid(&run), subdomain);
        assert_eq!(run.json()["account_code"], code.to_uppercase());
    }
    // Half a pair of credentials is nobody's business here.
    let run = tool()
        .env("MIMECAST_CLIENT_ID", "x")
        .env("SSO_SETUP_ACCOUNT_CODE", "CUK1A1");
    run.run(&["discover"])
        .exits(0)
        .says(&["eu-api.mimecast.com", "CUK1A1"]);
}

#[test]
fn a_prefix_that_nobody_documented_is_not_guessed_from() {
    let run = tool()
        .run(&["discover", "--account-code", "CZZ1A1", "-o", "json"])
        .exits(1);
    assert_eq!(grid(&run), Value::Null);
    assert_eq!(run.json()["account_code"], "CZZ1A1");
    assert!(
        run.json()["hints"][0]
            .as_str()
            .unwrap()
            .contains("jer and uspcom")
    );
    let run = tool()
        .run(&["discover", "--account-code", "CZZ1A1"])
        .exits(1);
    run.says(&["Cannot tell which Mimecast grid it is"]);
}

#[test]
fn credentials_tell_the_account_and_nothing_is_written() {
    let world = World::new();
    let run = world.tool().run(&["discover", "-o", "json"]).exits(0);
    assert_eq!(run.json()["account_code"], "CUK1A1");
    assert_eq!(
        texts(&run.json()["evidence"], "source"),
        ["mimecast-api", "account-code"]
    );
    assert_eq!(world.writes(), (0, 0));
    world
        .tool()
        .env("MIMECAST_CLIENT_SECRET", "wrong")
        .run(&["discover", "-o", "json"])
        .fails(
            4,
            "mimecast-credentials-rejected",
            &["MIMECAST_CLIENT_SECRET"],
        );
}

#[test]
fn a_mail_domain_tells_the_grid_and_not_the_account() {
    let world = World::new();
    let dns = world.sandbox.dns().to_string();
    let look = |domain: &str| {
        let args = ["discover", "--domain", domain, "--dns", &dns, "-o", "json"];
        world.tool().run(&args)
    };
    let run = look("Widgets.example.").exits(0);
    assert_eq!(grid(&run), "eu");
    assert_eq!(run.json()["account_code"], Value::Null);
    assert_eq!(texts(&run.json()["warnings"], "code"), ["grid-by-mail"]);
    // Mimecast's host that all grids share, and another provider's.
    for (domain, said) in [
        ("shared.example", "not documented to be of one grid"),
        ("elsewhere.example", "none of them is Mimecast's"),
    ] {
        let run = look(domain).exits(1).says(&[said]);
        assert_eq!(grid(&run), Value::Null);
    }
    look("nomail.example").fails(1, "mx-absent", &["nomail.example", &dns]);
    look("a.widgets.example").fails(1, "domain-unknown", &["a.widgets.example", &dns]);
    assert_eq!(
        world.counters()["mimecast"]["requests"],
        0,
        "no API is asked"
    );
}

#[test]
fn a_mail_domain_checks_an_account_code() {
    let world = World::new();
    let dns = world.sandbox.dns().to_string();
    let look = |code: &str| {
        let args = [
            "discover",
            "--account-code",
            code,
            "--domain",
            "widgets.example",
            "--dns",
            &dns,
            "-o",
            "json",
        ];
        tool().run(&args).exits(0).json()
    };
    assert_eq!(look("CUK1A1")["warnings"], json!([]));
    let moved = look("CUSA1A1");
    assert_eq!(moved["grid"]["subdomain"], "us");
    assert_eq!(texts(&moved["warnings"], "code"), ["mx-other-grid"]);
}

#[test]
fn the_sandbox_needs_nothing() {
    tool()
        .run(&["discover", "--sandbox"])
        .exits(0)
        .says(&["eu-api.mimecast.com", "Widgets"]);
    let args = ["discover", "--sandbox", "--domain", "widgets.example"];
    tool()
        .run(&args)
        .exits(0)
        .says(&["eu-smtp-inbound-1.mimecast.com"]);
    tool()
        .run(&[
            "discover",
            "--sandbox",
            "--mimecast-url",
            "http://127.0.0.1:1",
            "-o",
            "json",
        ])
        .fails(64, "sandbox-contradiction", &["--mimecast-url"]);
}

#[test]
fn a_sandbox_of_its_own_process_says_where_it_answers_dns() {
    let sandbox = SandboxProcess::start();
    let dns = sandbox.introduction["dns"].as_str().unwrap();
    let look = ["discover", "--domain", "widgets.example", "--dns", dns];
    let run = tool().run(&look).exits(0);
    run.says(&["eu-api.mimecast.com"]);
    assert_eq!(sandbox.writes(), 0);
}

#[test]
fn nothing_to_go_by_names_every_way() {
    tool().run(&["discover", "-o", "json"]).fails(
        64,
        "nothing-to-go-by",
        &["--account-code", "--domain", "MIMECAST_CLIENT_ID"],
    );
    tool()
        .run(&["discover", "--domain", "ada@example.com", "-o", "json"])
        .fails(64, "domain-malformed", &["--domain", "example.com"]);
}

#[test]
fn a_resolver_that_fails_is_named() {
    // Nobody is there: the port was free a moment ago.
    let free = UdpSocket::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let silent = name_server(|_| None);
    let broken = name_server(|query| Some(response(query, 2, 0)));
    let garbage = name_server(|query| Some([&query[..2], &[0xff; 40]].concat()));
    for server in [free, silent, broken, garbage] {
        let server_text = server.to_string();
        asked(server).fails(5, "dns-unanswered", &["example.com", &server_text, "--dns"]);
    }
}

#[test]
fn hostile_answers_are_bounded_and_harmless() {
    let many = name_server(|query| {
        let mut out = response(query, 0, 40);
        for preference in 0..40_u16 {
            let label = format!("mx{preference}");
            let host = [
                &[u8::try_from(label.len()).unwrap()],
                label.as_bytes(),
                &[0xc0, 12],
            ]
            .concat();
            out.extend(mx(preference, &host));
        }
        Some(out)
    });
    asked(many).fails(1, "mx-too-many", &["40", "example.com"]);
    let steering = name_server(|query| {
        let mut out = response(query, 0, 1);
        out.extend(mx(10, b"\x08\x1b[31m\xe2\x80\xae\x03com\x00"));
        Some(out)
    });
    let run = asked(steering).exits(1);
    assert!(
        run.stdout.is_ascii() && !run.stdout.contains('\x1b'),
        "{}",
        run.stdout
    );
    // An answer to another question than the one asked.
    let other = name_server(|query| {
        let mut out = response(query, 0, 1);
        out[13] ^= 1;
        out.extend(mx(10, b"\x02mx\x00"));
        Some(out)
    });
    assert_ne!(asked(other).code, 0);
    // A server that repeats the question.
    let echo = name_server(|query| Some(query.to_vec()));
    assert_ne!(asked(echo).code, 0);
}
