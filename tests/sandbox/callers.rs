//! The sandbox knows its own name, and does nothing that another site's page asks for.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};
use sso_setup::sandbox::{Options, Sandbox};

use crate::bench::Bench;
use crate::faults::host;

/// Sends a request with these lines of headers and gives its status; `{}` stands for the sandbox's own name.
async fn status(bench: &Bench, request: &str, headers: &[&str], body: &str) -> u16 {
    let address = host(bench);
    let headers: String = headers
        .iter()
        .map(|line| format!("{}\r\n", line.replace("{}", &address)))
        .collect();
    let text = format!(
        "{request} HTTP/1.1\r\n{headers}Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    });
    let answer = answer.await.unwrap();
    let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok());
    status.unwrap_or_else(|| panic!("{request}: {answer}"))
}

#[tokio::test]
async fn a_name_that_is_not_its_own_is_refused_everywhere() {
    let bench = Bench::start().await;
    let before = bench.control("GET", "sandbox/state").await;
    let key = format!("x-api-key: {}", bench.key());
    let json = "Content-Type: application/json";
    let group = json!({ "name": "Rebound" }).to_string();
    let fault = json!({ "fault": "500" }).to_string();
    for (request, body) in [
        ("GET /", ""),
        ("GET /sandbox/state", ""),
        ("GET /web/console.jumpcloud.com/userconsole", ""),
        ("POST /sandbox/faults", fault.as_str()),
        ("DELETE /sandbox/faults", ""),
        ("GET /jumpcloud/api/organizations", ""),
        ("POST /jumpcloud/api/v2/usergroups", group.as_str()),
        ("POST /mimecast/oauth/token", ""),
        ("GET /nowhere", ""),
    ] {
        for name in ["evil.example", "evil.example:80", "127.0.0.1.evil.example"] {
            let foreign = format!("Host: {name}");
            let refused = status(&bench, request, &[&foreign, &key, json], body).await;
            assert_eq!(refused, 421, "{request} {name}");
        }
    }
    let counters = bench.control("GET", "sandbox/counters").await;
    assert_eq!(counters["jumpcloud"]["requests"], 0, "{counters}");
    assert_eq!(bench.control("GET", "sandbox/state").await, before);
    let faults = bench.control("GET", "sandbox/faults").await;
    assert_eq!(faults["faults"], json!([]));
    // A proxy on loopback keeps its own port, and people write the name that they like.
    for name in [
        "Host: {}",
        "Host: 127.0.0.1:1",
        "Host: localhost:3000",
        "Host: [::1]:9",
    ] {
        let list = "GET /jumpcloud/api/organizations";
        assert_eq!(status(&bench, list, &[name, &key], "").await, 200, "{name}");
    }
}

#[tokio::test]
async fn what_a_page_of_another_site_can_send_changes_nothing() {
    let bench = Bench::start().await;
    let before = bench.control("GET", "sandbox/state").await;
    let key = format!("x-api-key: {}", bench.key());
    let json = "Content-Type: application/json";
    let group = json!({ "name": "Forged" }).to_string();
    let fault = json!({ "fault": "500,at=1000" }).to_string();
    let sent = async |request: &str, more: &[&str], body: &str| {
        let own = [&["Host: {}", key.as_str()], more].concat();
        status(&bench, request, &own, body).await
    };
    for (request, body) in [
        ("POST /sandbox/faults", fault.as_str()),
        ("DELETE /sandbox/faults", ""),
        ("POST /sandbox/tokens/expire", ""),
        ("POST /jumpcloud/api/v2/usergroups", group.as_str()),
        ("POST /web/console.jumpcloud.com/login", ""),
    ] {
        for foreign in [
            "Origin: http://evil.example",
            "Origin: https://{}",
            "Origin: null",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
        ] {
            let refused = sent(request, &[json, foreign], body).await;
            assert_eq!(refused, 403, "{request} {foreign}");
        }
    }
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ] {
        let kind = format!("Content-Type: {kind}");
        for request in ["POST /sandbox/faults", "POST /jumpcloud/api/v2/usergroups"] {
            assert_eq!(
                sent(request, &[&kind], &fault).await,
                415,
                "{request} {kind}"
            );
        }
    }
    assert_eq!(bench.control("GET", "sandbox/state").await, before);
    let faults = bench.control("GET", "sandbox/faults").await;
    assert_eq!(faults["faults"], json!([]));
    // The sandbox's own pages, and programs, which say nothing of a site.
    for own in [
        "Origin: http://{}",
        "Sec-Fetch-Site: same-origin",
        "Accept: */*",
    ] {
        let armed = sent("POST /sandbox/faults", &[json, own], &fault).await;
        assert_eq!(armed, 201, "{own}");
    }
}

#[tokio::test]
async fn it_listens_for_this_machine_only() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        let listen = address.parse().unwrap();
        let options = Options {
            listen,
            ..Options::default()
        };
        let error = Sandbox::start(options).await.unwrap_err();
        assert_eq!(error.code, "sandbox-not-loopback", "{address}");
        assert_eq!(error.exit_code(), 64);
    }
    let _: Value = Bench::start()
        .await
        .control("GET", "sandbox/counters")
        .await;
}
