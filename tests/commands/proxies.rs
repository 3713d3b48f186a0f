//! Between the program and the services: proxies of the environment, and certificates of a CA that the system does not
//! know.

use crate::between::{Authority, Between, Does};
use crate::common::meddler::{Meddler, Then};
use crate::common::{CONNECT, Run, Tool, World, tool};

const PASSWORD: &str = "hunter2-of-the-proxy";
const JUMPCLOUD: &str = "https://jumpcloud.example.com/jumpcloud";

/// The program, with JumpCloud at an address that is not this machine.
fn afar(world: &World) -> Tool {
    world.tool().env("SSO_SETUP_JUMPCLOUD_URL", JUMPCLOUD)
}

fn plan(tool: Tool) -> Run {
    tool.mimecast(&[&["plan", "-o", "json", "-vvv"], &CONNECT[..]].concat())
}

#[track_caller]
fn tells_no_password(run: Run) -> Run {
    let told = format!("{}{}", run.stdout, run.stderr);
    assert!(!told.contains(PASSWORD), "{told}");
    run
}

#[test]
fn a_proxy_with_a_password_and_an_own_ca_is_gone_through() {
    let world = World::new();
    let authority = Authority::new();
    // The sandbox answers to names of this machine only.
    let meddler = Meddler::start(&world, |_, _| Then::Forward);
    let behind = meddler
        .url("")
        .trim_start_matches("http://")
        .parse()
        .unwrap();
    let server = authority.serve(&["jumpcloud.example.com"], behind);
    let proxy = Between::start(Does::Connect(server));
    for name in ["HTTPS_PROXY", "all_proxy"] {
        let value = format!("http://me:{PASSWORD}@{}", proxy.address);
        let run = plan(
            afar(&world)
                .env(name, value)
                .env("SSO_SETUP_CA_FILE", authority.file()),
        );
        let run = tells_no_password(run.exits(0));
        assert!(run.json()["digest"].is_string(), "{run:?}");
    }
    let heads = proxy.heads();
    assert!(heads.len() >= 2);
    for head in heads {
        assert!(
            head.starts_with("CONNECT jumpcloud.example.com:443 "),
            "{head}"
        );
        let names = head.to_lowercase();
        assert!(names.contains("\r\nproxy-authorization: basic "), "{head}");
        assert!(!names.contains("x-api-key"), "{head}");
    }
    // Without the CA it is the certificate that is wrong, and nothing was sent.
    let value = format!("http://{}", proxy.address);
    let seen = meddler.seen.lock().unwrap().len();
    let run = plan(afar(&world).env("HTTPS_PROXY", value));
    run.fails(
        5,
        "unreachable",
        &["HTTPS_PROXY", "--ca-file", "SSL_CERT_FILE"],
    );
    assert_eq!(meddler.seen.lock().unwrap().len(), seen);
}

#[test]
fn a_proxy_that_fails_is_named_with_its_variable() {
    let world = World::new();
    let refused = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
    let unreachable = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 2\r\n\r\nno";
    let wants = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n";
    // The answer of the proxy, whether it is given a password, what the program says, and how often it tries.
    let table = [
        (
            Does::Answer(wants),
            false,
            4,
            "proxy-credentials",
            "wants a user name",
            1,
        ),
        (
            Does::Answer(wants),
            true,
            4,
            "proxy-credentials",
            "does not take",
            1,
        ),
        (
            Does::Answer(refused),
            true,
            5,
            "proxy-refused",
            "makes no connection to",
            4,
        ),
        (
            Does::Answer(unreachable),
            false,
            5,
            "proxy-refused",
            "makes no connection to",
            4,
        ),
        (
            Does::Answer("SSH-2.0-OpenSSH_9\r\n\r\n"),
            false,
            5,
            "proxy-refused",
            "makes no",
            4,
        ),
        (
            Does::HangUp,
            true,
            5,
            "proxy-unreachable",
            "did not answer",
            4,
        ),
    ];
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    std::thread::scope(|scope| {
        for (i, (does, with, exit, code, said, tries)) in table.into_iter().enumerate() {
            let (world, name) = (&world, names[i % names.len()]);
            scope.spawn(move || {
                let proxy = Between::start(does);
                let user = match with {
                    true => format!("me:{PASSWORD}@"),
                    false => String::new(),
                };
                let value = format!("http://{user}{}", proxy.address);
                let shown = format!("the proxy http://{} of {name}", proxy.address);
                let run = tells_no_password(plan(afar(world).env(name, &value)));
                run.fails(exit, code, &[&shown, said]);
                assert_eq!(proxy.heads().len(), tries, "{code}");
                let address = "https://idp.example.com/metadata";
                let args = ["saml", "inspect", address, "-o", "json"];
                let run = tells_no_password(tool().env(name, &value).run(&args));
                run.fails(exit, code, &[&shown, "fetching the metadata URL"]);
            });
        }
        scope.spawn(|| {
            // Nobody is given this port.
            let value = format!("http://me:{PASSWORD}@127.0.0.1:1");
            let run = tells_no_password(plan(afar(&world).env("HTTPS_PROXY", &value)));
            let shown = "the proxy http://127.0.0.1:1 of HTTPS_PROXY did not answer";
            run.fails(5, "proxy-unreachable", &[shown]);
            let run = tool()
                .env("MIMECAST_CLIENT_ID", "me")
                .env("MIMECAST_CLIENT_SECRET", "secret")
                .env("ALL_PROXY", &value)
                .run(&["discover", "-o", "json"]);
            let run = tells_no_password(run);
            run.fails(5, "proxy-unreachable", &["of ALL_PROXY did not answer"]);
        });
    });
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn what_is_no_proxy_stops_the_run_before_anything_is_sent() {
    let world = World::new();
    let listener = Between::start(Does::HangUp);
    let port = listener.address.port();
    for (name, value, code) in [
        (
            "HTTPS_PROXY",
            format!("http://me:{PASSWORD}@"),
            "proxy-malformed",
        ),
        (
            "https_proxy",
            "http://proxy:port".to_owned(),
            "proxy-malformed",
        ),
        (
            "ALL_PROXY",
            format!("http:/127.0.0.1:{port}"),
            "proxy-malformed",
        ),
        (
            "all_proxy",
            format!("ftp://127.0.0.1:{port}"),
            "proxy-malformed",
        ),
        (
            "HTTPS_PROXY",
            format!("http://me:1/{PASSWORD}@127.0.0.1:{port}"),
            "proxy-malformed",
        ),
        (
            "HTTPS_PROXY",
            format!("socks5://me:{PASSWORD}@127.0.0.1:{port}"),
            "proxy-unsupported",
        ),
        (
            "ALL_PROXY",
            format!("socks5h://127.0.0.1:{port}"),
            "proxy-unsupported",
        ),
    ] {
        let run = tells_no_password(plan(afar(&world).env(name, &value)));
        run.fails(64, code, &[name]);
        let args = ["-o", "json", "--account-code", "CUK1A1"];
        let doctor = afar(&world).env(name, &value);
        let run = doctor.run(&[&["doctor"], &args[..]].concat());
        tells_no_password(run).fails(64, code, &[name]);
        let args = ["saml", "inspect", "https://idp.example.com/m", "-o", "json"];
        let run = tells_no_password(tool().env(name, &value).run(&args));
        run.fails(64, code, &[name]);
        // Nobody goes through it to this machine.
        plan(world.tool().env(name, &value)).exits(0);
    }
    // Or to an address that is excepted.
    let value = format!("socks5://127.0.0.1:{port}");
    let excepted = afar(&world)
        .env("HTTPS_PROXY", value)
        .env("NO_PROXY", "example.com");
    plan(excepted).fails(5, "unreachable", &["jumpcloud.example.com"]);
    assert!(listener.heads().is_empty());
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn a_proxy_for_http_alone_is_hinted_at() {
    let world = World::new();
    let run = plan(afar(&world).env("HTTP_PROXY", "http://127.0.0.1:1"));
    run.fails(5, "unreachable", &["HTTP_PROXY is for http addresses only"]);
}

#[test]
fn an_own_ca_is_trusted_beside_the_others() {
    let world = World::new();
    let (ours, other) = (Authority::new(), Authority::new());
    let sandbox = world.sandbox.page();
    let behind = sandbox.trim_start_matches("http://").trim_end_matches('/');
    let server = ours.serve(&["127.0.0.1", "localhost"], behind.parse().unwrap());
    let at = |tool: Tool| {
        tool.env(
            "SSO_SETUP_JUMPCLOUD_URL",
            format!("https://{server}/jumpcloud"),
        )
        .env(
            "SSO_SETUP_MIMECAST_URL",
            format!("https://{server}/mimecast"),
        )
    };
    let (trusted, strange) = (ours.file(), other.file());
    let option = trusted.to_str().unwrap();
    // Nobody knows it.
    let run = plan(at(world.tool()));
    run.fails(
        5,
        "unreachable",
        &[
            "certificate",
            "--ca-file",
            "SSO_SETUP_CA_FILE",
            "SSL_CERT_FILE",
        ],
    );
    let run = plan(at(world.tool()).env("SSO_SETUP_CA_FILE", &strange));
    run.fails(5, "unreachable", &["--ca-file"]);
    let run = plan(at(world.tool()).env("SSL_CERT_FILE", &strange));
    run.fails(
        5,
        "unreachable",
        &["SSL_CERT_FILE is set", strange.to_str().unwrap()],
    );
    // Each way to name it.
    let args = [&["apply", "-o", "json", "--ca-file", option], &CONNECT[..]].concat();
    at(world.tool()).mimecast(&args).exits(0);
    plan(at(world.tool()).env("SSO_SETUP_CA_FILE", &trusted)).exits(0);
    plan(at(world.tool()).env("SSL_CERT_FILE", &trusted)).exits(0);
    // It adds: neither takes the place of the other.
    for (system, added) in [(&strange, &trusted), (&trusted, &strange)] {
        let tool = at(world.tool()).env("SSL_CERT_FILE", system);
        plan(tool.env("SSO_SETUP_CA_FILE", added)).exits(0);
    }
    // Where documents are fetched, too.
    let address = format!("https://{server}/sandbox/state");
    let inspect = ["saml", "inspect", &address, "-o", "json"];
    tool().run(&inspect).fails(5, "unreachable", &["--ca-file"]);
    let run = tool().run(&[&inspect[..], &["--ca-file", option]].concat());
    assert_ne!(run.json()["error"]["code"], "unreachable", "{run:?}");
    // A name that the certificate does not bear is no matter of the CA.
    let elsewhere = ours.serve(&["elsewhere.example.com"], behind.parse().unwrap());
    let run = plan(
        world
            .tool()
            .env(
                "SSO_SETUP_JUMPCLOUD_URL",
                format!("https://{elsewhere}/jumpcloud"),
            )
            .env("SSO_SETUP_CA_FILE", &trusted),
    );
    let run = run.exits(5);
    let hints = run.json()["error"]["hints"].to_string();
    assert!(
        !hints.contains("--ca-file") && hints.contains("clock"),
        "{hints}"
    );
}

#[test]
fn a_file_of_certificates_that_is_none_is_named() {
    let world = World::new();
    let authority = Authority::new();
    let missing = authority.folder().join("missing.pem");
    let words = authority.folder().join("words.pem");
    std::fs::write(&words, "no certificate").unwrap();
    for path in [&missing, &words, &authority.folder().to_owned()] {
        let shown = path.to_str().unwrap();
        let run = plan(world.tool().env("SSO_SETUP_CA_FILE", path));
        run.fails(64, "ca-file-not-read", &["SSO_SETUP_CA_FILE", shown]);
        let args = ["plan", "-o", "json", "--ca-file", shown];
        let run = world.tool().mimecast(&[&args, &CONNECT[..]].concat());
        run.fails(64, "ca-file-not-read", &["--ca-file", shown]);
        let run = plan(afar(&world).env("SSL_CERT_FILE", path));
        run.fails(64, "ca-file-not-read", &["SSL_CERT_FILE", shown]);
        // Nothing is trusted where no TLS is spoken, and what is meant for real services is not for the sandbox.
        plan(world.tool().env("SSL_CERT_FILE", path)).exits(0);
        let run = tool().env("SSO_SETUP_CA_FILE", path);
        run.mimecast(&["plan", "--sandbox"]).exits(0);
        // What needs no network needs no certificates.
        let run = tool().env("SSO_SETUP_CA_FILE", path);
        run.mimecast(&["values", "--account-code", "CUK1A1"])
            .exits(0);
    }
    assert_eq!(world.writes(), (0, 0));
}
