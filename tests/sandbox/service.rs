//! The sandbox itself: where it listens, what it keeps, what it shows.

use std::time::{Duration, Instant};

use crate::bench::Bench;
use serde_json::{Value, json};
use sso_setup::sandbox::{Options, Sandbox};

#[tokio::test]
async fn it_listens_on_loopback_only() {
    let options = Options {
        listen: "0.0.0.0:0".parse().unwrap(),
        ..Options::default()
    };
    let error = Sandbox::start(options).await.unwrap_err();
    assert_eq!(error.code, "sandbox-not-loopback");
    assert_eq!(error.exit_code(), 64);
}

#[tokio::test]
async fn a_port_that_is_taken_is_said_so() {
    let bench = Bench::start().await;
    let address = bench.sandbox.page();
    let address = address.trim_start_matches("http://").trim_end_matches('/');
    let options = Options {
        listen: address.parse().unwrap(),
        ..Options::default()
    };
    let error = Sandbox::start(options).await.unwrap_err();
    assert_eq!(error.code, "sandbox-cannot-listen");
}

#[tokio::test]
async fn it_counts_requests_and_writes_of_each_service() {
    let bench = Bench::start().await;
    bench.get("/api/applications").await;
    bench.create_mimecast("x").await;
    let name = json!({ "description": "JumpCloud SSO" });
    bench
        .mimecast("/api/authentication-profile/create-profile", Some(name))
        .await;
    bench
        .mimecast("/api/authentication-profile/find-profiles", None)
        .await;
    assert_eq!(
        bench.control("GET", "sandbox/counters").await,
        json!({
            "jumpcloud": { "requests": 2, "writes": 1, "refused_for_rate": 0 },
            // Each call fetched its own token.
            "mimecast": { "requests": 4, "writes": 1, "refused_for_rate": 0 },
        })
    );
}

#[tokio::test]
async fn its_state_can_be_seen_without_secrets() {
    let bench = Bench::start().await;
    bench.create_mimecast("x").await;
    let state = bench.control("GET", "sandbox/state").await;
    let applications = state["jumpcloud"]["applications"].as_array().unwrap();
    assert!(
        applications
            .iter()
            .any(|a| a["document"]["ssoUrl"] == "https://sso.jumpcloud.com/saml2/x")
    );
    let text = state.to_string();
    assert!(!text.contains("PRIVATE KEY"));
    assert!(!text.contains(&bench.key()));
    assert!(!text.contains(&bench.other("mimecast_limited_client_secret")));
}

#[tokio::test]
async fn the_page_shows_what_there_is_and_escapes_it() {
    let bench = Bench::start().await;
    let body = json!({
        "name": "mimecast",
        "ssoUrl": "https://sso.jumpcloud.com/saml2/x",
        "displayLabel": "<script>alert(1)</script>",
        "config": {},
    });
    bench
        .jumpcloud("POST", "/api/applications", Some(body))
        .await;
    let answer = bench.http.get(bench.sandbox.page()).send().await.unwrap();
    assert!(
        answer.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
    let html = answer.text().await.unwrap();
    for expected in [
        "Widgets",
        "CUK1A1",
        "Staff 2-Step",
        "Contractors settings",
        "&lt;script&gt;",
    ] {
        assert!(html.contains(expected), "{expected}");
    }
    assert!(!html.contains("<script"));
}

#[tokio::test]
async fn a_state_file_carries_everything_to_the_next_run() {
    let directory = tempfile::tempdir().unwrap();
    let options = Options {
        state: Some(directory.path().join("state.json")),
        ..Options::default()
    };
    let first = Bench::with(options.clone()).await;
    let created = first.create_mimecast("x").await;
    let (key, state) = (first.key(), first.control("GET", "sandbox/state").await);
    drop(first);
    let second = Bench::with(options).await;
    assert_eq!(second.key(), key);
    assert_eq!(second.control("GET", "sandbox/state").await, state);
    let id = created["_id"].as_str().unwrap();
    assert_eq!(
        second.get(&format!("/api/applications/{id}")).await,
        created
    );
    let names: Vec<_> = std::fs::read_dir(directory.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["state.json"], "nothing temporary is left");
}

#[tokio::test]
async fn a_state_from_before_clients_had_permissions_goes_on() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("state.json");
    let options = Options {
        state: Some(path.clone()),
        ..Options::default()
    };
    drop(Bench::with(options.clone()).await);
    let mut state: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let clients = state["credentials"]["clients"].as_array_mut().unwrap();
    clients.truncate(2);
    for client in clients {
        let client = client.as_object_mut().unwrap();
        client.retain(|key, _| ["id", "secret", "full"].contains(&key.as_str()));
    }
    std::fs::write(&path, state.to_string()).unwrap();
    let bench = Bench::with(options).await;
    let others = bench.sandbox.other_credentials();
    assert!(others.iter().all(|(name, _)| !name.contains("reader")));
    let of = |what: &str| bench.other(&format!("mimecast_limited_client_{what}"));
    let token = bench.token_of(&of("id"), &of("secret")).await;
    for (path, status) in [
        ("/api/account/get-account", 200),
        ("/api/directory/find-groups", 403),
    ] {
        let body = json!({ "data": [] });
        assert_eq!(bench.mimecast_raw(&token, path, body).await.0, status);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_state_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("state.json");
    let options = Options {
        state: Some(path.clone()),
        ..Options::default()
    };
    let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    let bench = Bench::with(options.clone()).await;
    assert_eq!(mode(), 0o600);
    bench.create_mimecast("x").await;
    assert_eq!(mode(), 0o600);
    drop(bench);
    // A copy made carelessly is tightened at the next start.
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    Bench::with(options).await;
    assert_eq!(mode(), 0o600);
}

#[tokio::test]
async fn a_broken_state_file_is_named_with_the_remedy_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("empty", ""),
        ("json", "{}"),
        ("text", "hello"),
        ("version", r#"{"format_version":99}"#),
    ] {
        let path = directory.path().join(name);
        std::fs::write(&path, text).unwrap();
        let options = Options {
            state: Some(path.clone()),
            ..Options::default()
        };
        let error = Sandbox::start(options).await.unwrap_err();
        assert_eq!(error.code, "sandbox-state-malformed", "{name}");
        assert!(error.message.contains(path.to_str().unwrap()), "{error}");
        assert!(!error.hints.is_empty());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
    let options = Options {
        state: Some(directory.path().join("missing/state.json")),
        ..Options::default()
    };
    let error = Sandbox::start(options).await.unwrap_err();
    assert_eq!(error.code, "sandbox-state-unwritable");
}

#[tokio::test]
async fn answers_are_held_back_by_the_latency_and_the_controls_are_not() {
    let latency = Duration::from_millis(30);
    let options = Options {
        latency,
        ..Options::default()
    };
    let bench = Bench::with(options).await;
    let asked = Instant::now();
    bench.get("/api/organizations").await;
    // Only the lower bound is certain.
    assert!(asked.elapsed() >= latency);
}

#[tokio::test]
async fn a_dropped_sandbox_answers_no_more() {
    let bench = Bench::start().await;
    let page = bench.sandbox.page();
    bench.control("GET", "sandbox/counters").await;
    drop(bench.sandbox);
    // A connection that is being closed may still be refused or reset: either way, no answer.
    for _ in 0..100 {
        if bench.http.get(&page).send().await.is_err() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("it still answers");
}
