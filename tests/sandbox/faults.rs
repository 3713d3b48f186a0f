//! Faults below HTTP, over the bare connection: what arrives, how it ends, and what was done.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::bench::Bench;
use serde_json::{Value, json};
use sso_setup::sandbox::Options;

/// A sandbox in which these faults are armed from the start.
pub async fn with(faults: &[&str]) -> Bench {
    let faults = faults.iter().map(|text| text.parse().unwrap()).collect();
    Bench::with(Options {
        faults,
        ..Options::default()
    })
    .await
}

/// What a bare connection brought: bytes until it ended, and how it ended.
#[derive(Debug)]
struct Heard {
    text: String,
    end: Result<(), ErrorKind>,
}

impl Heard {
    fn body(&self) -> &str {
        self.text.split_once("\r\n\r\n").expect("a whole head").1
    }

    /// What `Content-Length` says.
    fn announced(&self) -> usize {
        let lines = self.text.lines().map(str::to_ascii_lowercase);
        let mut values =
            lines.filter_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        values.next().expect("a content length")
    }
}

/// A JumpCloud request over a connection of its own.
async fn raw(bench: &Bench, method: &str, path: &str, body: &Value) -> Heard {
    let address = host(bench);
    let body = match body {
        Value::Null => String::new(),
        body => body.to_string(),
    };
    let request = format!(
        "{method} /jumpcloud{path} HTTP/1.1\r\nHost: {address}\r\nx-api-key: {}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        bench.key(),
        body.len()
    );
    let exchange = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        let end = stream.read_to_end(&mut bytes);
        Heard {
            text: String::from_utf8(bytes).unwrap(),
            end: end.map(drop).map_err(|error| error.kind()),
        }
    });
    exchange.await.unwrap()
}

pub fn host(bench: &Bench) -> String {
    let page = bench.sandbox.page();
    page.trim_start_matches("http://")
        .trim_end_matches('/')
        .to_owned()
}

/// How connecting to the sandbox comes out.
async fn connect(bench: &Bench) -> Result<(), ErrorKind> {
    let address = host(bench);
    let connected = tokio::net::TcpStream::connect(address).await;
    connected.map(drop).map_err(|error| error.kind())
}

/// Makes a group; the status of the answer.
pub async fn make_group(bench: &Bench, name: &str) -> u16 {
    let name = json!({ "name": name });
    let made = bench.jumpcloud("POST", "/api/v2/usergroups", Some(name));
    made.await.0
}

/// Whether the sandbox has the group, whatever any answer says.
pub async fn has_group(bench: &Bench, name: &str) -> bool {
    let state = bench.control("GET", "sandbox/state").await;
    let groups = state["jumpcloud"]["groups"].as_array().unwrap();
    groups.iter().any(|group| group["name"] == name)
}

#[tokio::test]
async fn a_reset_connection_brings_no_byte_and_nothing_is_done() {
    let bench = with(&["reset"]).await;
    let name = json!({ "name": "Pilot" });
    let heard = raw(&bench, "POST", "/api/v2/usergroups", &name).await;
    assert_eq!(heard.text, "");
    assert_eq!(heard.end, Err(ErrorKind::ConnectionReset));
    assert!(!has_group(&bench, "Pilot").await);
    assert_eq!(make_group(&bench, "Pilot").await, 201);
}

#[tokio::test]
async fn a_reset_after_acting_leaves_what_was_done() {
    let bench = with(&["reset,acted=yes,method=POST"]).await;
    let name = json!({ "name": "Pilot" });
    let heard = raw(&bench, "POST", "/api/v2/usergroups", &name).await;
    assert_eq!(heard.text, "");
    assert_eq!(heard.end, Err(ErrorKind::ConnectionReset));
    assert!(has_group(&bench, "Pilot").await);
}

#[tokio::test]
async fn a_truncated_answer_is_shorter_than_announced() {
    let whole = Bench::start().await.get("/api/v2/usergroups").await;
    let bench = with(&["truncate"]).await;
    let heard = raw(&bench, "GET", "/api/v2/usergroups", &Value::Null).await;
    assert!(heard.text.starts_with("HTTP/1.1 200"), "{heard:?}");
    assert_eq!(heard.announced(), whole.to_string().len());
    assert_eq!(heard.body().len(), heard.announced() / 2);
    assert!(whole.to_string().starts_with(heard.body()));
}

#[tokio::test]
async fn an_answer_without_a_body_can_be_truncated_too() {
    let bench = Bench::start().await;
    let application = bench.create_mimecast("x").await;
    let groups = bench.get("/api/v2/usergroups").await;
    let path = format!(
        "/api/v2/applications/{}/associations",
        application["_id"].as_str().unwrap()
    );
    bench
        .sandbox
        .arm("truncate".parse().unwrap())
        .await
        .unwrap();
    let bind = json!({ "op": "add", "type": "user_group", "id": groups[0]["id"] });
    let heard = raw(&bench, "POST", &path, &bind).await;
    assert_eq!((heard.announced(), heard.body()), (2, ""));
    let again = bench.jumpcloud("POST", &path, Some(bind)).await;
    assert_eq!(again.0, 409, "it was acted on: {again:?}");
}

#[tokio::test]
async fn a_slow_drip_arrives_whole_in_the_end() {
    let bench = with(&["drip=60ms", "drip=20ms"]).await;
    let asked = Instant::now();
    let groups = bench.get("/api/v2/usergroups").await;
    // Only the lower bound is certain.
    assert!(asked.elapsed() >= Duration::from_millis(50));
    let heard = raw(&bench, "GET", "/api/v2/usergroups", &Value::Null).await;
    assert_eq!(heard.announced(), heard.body().len());
    assert_eq!(heard.body(), groups.to_string());
}

#[tokio::test]
async fn a_stalled_request_is_acted_on_only_where_that_is_asked_for() {
    let bench = with(&["stall=1h,acted=yes", "stall=1h", "stall=30ms"]).await;
    let url = format!("{}/api/v2/usergroups", bench.sandbox.jumpcloud_url());
    let request = |name: &str| {
        let request = bench.http.post(&url).header("x-api-key", bench.key());
        request.json(&json!({ "name": name }))
    };
    let waiting = tokio::spawn(request("Acted").send());
    while !has_group(&bench, "Acted").await {
        assert!(!waiting.is_finished());
    }
    while bench.control("GET", "sandbox/faults").await["holding"] != 1 {
        assert!(!waiting.is_finished());
    }
    waiting.abort();
    // Nobody waits for it any more.
    while bench.control("GET", "sandbox/faults").await["holding"] != 0 {}

    let given_up = request("Given up").timeout(Duration::from_millis(100));
    assert!(given_up.send().await.unwrap_err().is_timeout());
    assert!(!has_group(&bench, "Given up").await);

    assert_eq!(request("Late").send().await.unwrap().status(), 201);
    assert!(has_group(&bench, "Late").await);
}

#[tokio::test]
async fn a_refusal_by_number_closes_the_port_before_that_request() {
    let bench = with(&["refuse=1h,at=2"]).await;
    bench.get("/api/organizations").await;
    assert_eq!(connect(&bench).await, Err(ErrorKind::ConnectionRefused));
    let again = bench.http.get(bench.sandbox.jumpcloud_url()).send().await;
    assert!(again.unwrap_err().is_connect(), "no connection was kept");
    bench.sandbox.clear_faults();
    while connect(&bench).await.is_err() {
        tokio::task::yield_now().await;
    }
    bench.get("/api/organizations").await;
}

#[tokio::test]
async fn a_refusal_by_path_resets_the_request_that_it_finds() {
    let bench = with(&["refuse=1h,path=/api/v2/usergroups"]).await;
    bench.get("/api/organizations").await;
    let name = json!({ "name": "Pilot" });
    let heard = raw(&bench, "POST", "/api/v2/usergroups", &name).await;
    assert_eq!(heard.end, Err(ErrorKind::ConnectionReset));
    assert_eq!(connect(&bench).await, Err(ErrorKind::ConnectionRefused));
    bench.sandbox.clear_faults();
    while connect(&bench).await.is_err() {
        tokio::task::yield_now().await;
    }
    assert!(!has_group(&bench, "Pilot").await);
}

#[tokio::test]
async fn a_refusal_ends_by_itself() {
    let bench = with(&["refuse=0s", "refuse=20ms"]).await;
    while connect(&bench).await.is_err() {
        tokio::task::yield_now().await;
    }
    bench.get("/api/organizations").await;
}
