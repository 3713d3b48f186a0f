//! The transport over real loopback HTTP: what is repeated, what is refused, what is never told.

use crate::canned::{Answer, Canned};
use reqwest::header::{HeaderName, HeaderValue};
use secrecy::SecretString;
use serde_json::json;
use sso_setup::error::{Error, Kind};
use sso_setup::http::{Repeat, Request, SendError, Service, Transport, fetch_public};

const SECRET: &str = "s3cret-0123456789abcdef";

fn transport(url: &str) -> Transport {
    Transport::new(
        Service::JumpCloud,
        url.parse().unwrap(),
        vec![SecretString::from(SECRET)],
    )
    .unwrap()
}

fn get() -> Request {
    let mut key = HeaderValue::from_static(SECRET);
    key.set_sensitive(true);
    Request::get("/thing", "reading the thing").header(HeaderName::from_static("x-api-key"), key)
}

fn post() -> Request {
    Request::post("/thing", "making the thing").json(&json!({"a": 1}))
}

fn certain(error: SendError) -> Error {
    match error {
        SendError::Certain(error) => error,
        SendError::Ambiguous(error) => panic!("ambiguous: {error}"),
    }
}

fn ambiguous(error: SendError) -> Error {
    match error {
        SendError::Ambiguous(error) => error,
        SendError::Certain(error) => panic!("certain: {error}"),
    }
}

#[tokio::test]
async fn repeats_a_read_until_it_succeeds() {
    let server = Canned::serve(|_, before| match before {
        0 => Answer::empty(503).with("retry-after", "0"),
        1 => Answer::HangUp,
        2 => Answer::json(429, json!({})).with("x-ratelimit-reset", "1"),
        _ => Answer::json(200, json!({"ok": true})),
    });
    let reply = transport(&server.url()).send(get()).await.unwrap();
    assert_eq!(reply.json().unwrap(), json!({"ok": true}));
    assert_eq!(server.count("GET /thing"), 4);
    let agent = server.requests()[0]
        .header("user-agent")
        .unwrap()
        .to_owned();
    assert!(agent.starts_with("sso-setup/"), "{agent}");
}

#[tokio::test]
async fn gives_up_after_four_tries_and_says_what_was_asked_of_whom() {
    for (status, code) in [
        (408, "service-unavailable"),
        (520, "service-unavailable"),
        (522, "service-unavailable"),
        (524, "service-unavailable"),
        (526, "service-unavailable"),
        (502, "service-unavailable"),
        (503, "service-unavailable"),
        (504, "service-unavailable"),
        (429, "rate-limited"),
    ] {
        let server = Canned::serve(move |_, _| {
            Answer::json(status, json!({"message": "try later"})).with("retry-after", "0")
        });
        let error = certain(transport(&server.url()).send(get()).await.unwrap_err());
        assert_eq!((error.code, error.kind), (code, Kind::Unavailable));
        assert_eq!(error.exit_code(), 5);
        assert_eq!(server.count("GET /thing"), 4, "{status}");
        for part in [
            "reading the thing",
            "JumpCloud",
            server.address(),
            "try later",
            "tried 4 times",
        ] {
            assert!(error.message.contains(part), "{part}: {error}");
        }
    }
}

#[tokio::test]
async fn a_read_that_the_service_failed_at_is_tried_once_more() {
    // The answers, how many were asked for, and whether the last one was taken.
    for (answers, tries, taken) in [
        (&[500, 500, 200][..], 2, false),
        (&[500, 200], 2, true),
        (&[500, 503, 500, 200], 3, false),
        (&[503, 500, 503, 200], 4, true),
        (&[501, 200], 1, false),
        (&[505, 200], 1, false),
    ] {
        for request in [get(), post().repeat(Repeat::Safe)] {
            let server = Canned::serve(move |_, before| {
                Answer::json(answers[before], json!({"error": "boom"})).with("retry-after", "0")
            });
            let answered = transport(&server.url()).send(request).await;
            assert_eq!(server.requests().len(), tries, "{answers:?}");
            assert_eq!(answered.is_ok(), taken, "{answers:?}");
            if let Err(error) = answered {
                let error = certain(error);
                assert_eq!(error.code, "service-unavailable");
                let told = error.message.contains(&format!("tried {tries} times"));
                assert_eq!(told, tries > 1, "{error}");
            }
        }
    }
}

#[tokio::test]
async fn a_write_is_never_repeated_blindly() {
    let cases: [fn() -> Answer; 8] = [
        || Answer::HangUp,
        || Answer::empty(408),
        || Answer::empty(520),
        || Answer::empty(524),
        || Answer::empty(500),
        || Answer::empty(503),
        || Answer::empty(504),
        || Answer::Raw(b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{\"cut".to_vec()),
    ];
    for answer in cases {
        let [put, delete] = [Request::put, Request::delete].map(|new| new("/thing", "writing"));
        for (request, method) in [(post(), "POST"), (put, "PUT"), (delete, "DELETE")] {
            let server = Canned::serve(move |_, _| answer());
            let error = ambiguous(transport(&server.url()).send(request).await.unwrap_err());
            assert_eq!(error.kind, Kind::Unavailable);
            assert_eq!(server.count(&format!("{method} /thing")), 1, "{error}");
        }
    }
}

#[tokio::test]
async fn a_post_is_repeated_when_it_was_certainly_not_acted_on_or_is_a_read() {
    let limited = Canned::serve(|_, before| match before {
        0 => Answer::empty(429).with("retry-after", "0"),
        _ => Answer::json(200, json!({})),
    });
    transport(&limited.url()).send(post()).await.unwrap();
    assert_eq!(limited.count("POST /thing"), 2);

    let flaky = Canned::serve(|_, before| match before {
        0 => Answer::HangUp,
        _ => Answer::json(200, json!({})),
    });
    transport(&flaky.url())
        .send(post().repeat(Repeat::Safe))
        .await
        .unwrap();
    assert_eq!(flaky.count("POST /thing"), 2);
}

#[tokio::test]
async fn an_unreachable_host_is_one_clear_error() {
    // A port that was free a moment ago may be another test's by now; nobody is given this one.
    let url = "http://127.0.0.1:1";
    for request in [get(), post()] {
        let error = certain(transport(url).send(request).await.unwrap_err());
        assert_eq!((error.code, error.exit_code()), ("unreachable", 5));
        assert!(error.message.contains("127.0.0.1:1)"), "{error}");
        assert!(error.message.contains("tried 4 times"), "{error}");
        assert!(error.hints.iter().any(|h| h.contains("--jumpcloud-url")));
    }
}

#[tokio::test]
async fn tls_is_not_given_up() {
    let server = Canned::serve(|_, _| Answer::json(200, json!({})));
    let url = format!("https://{}", server.address());
    let error = certain(transport(&url).send(get()).await.unwrap_err());
    assert_eq!(error.code, "unreachable");
    assert!(server.requests().iter().all(|r| r.headers.is_empty()));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Canned::serve(|_, _| Answer::json(200, json!({})));
    let target = format!(
        "http://localhost:{}/stolen",
        elsewhere.address().split_once(':').unwrap().1
    );
    for status in [301, 302, 303, 307, 308] {
        let target = target.clone();
        let server = Canned::serve(move |_, _| Answer::empty(status).with("location", &target));
        let error = certain(transport(&server.url()).send(get()).await.unwrap_err());
        assert_eq!((error.code, error.exit_code()), ("redirected", 1));
        assert!(error.message.contains("localhost"), "{error}");
        assert_eq!(server.count("GET /thing"), 1);
    }
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn a_body_past_its_limit_is_refused_while_it_streams() {
    let announced = Canned::serve(|_, _| Answer::text(200, "text/plain", vec![b'x'; 5000]));
    let endless = Canned::serve(|_, _| Answer::Endless("", vec![b'x'; 8192]));
    let bomb = Canned::serve(|_, _| {
        Answer::text(200, "text/plain", gzip_bomb()).with("content-encoding", "gzip")
    });
    for server in [announced, endless, bomb] {
        let request = get().limit(4096);
        let error = certain(transport(&server.url()).send(request).await.unwrap_err());
        assert_eq!((error.code, error.exit_code()), ("answer-too-large", 1));
        assert!(error.message.contains("4 KiB"), "{error}");
        assert_eq!(server.count("GET /thing"), 1);
    }
}

#[tokio::test]
async fn a_post_whose_answer_is_too_large_is_ambiguous() {
    let server = Canned::serve(|_, _| Answer::text(200, "text/plain", vec![b'x'; 5000]));
    let request = post().limit(4096);
    let error = ambiguous(transport(&server.url()).send(request).await.unwrap_err());
    assert_eq!(error.code, "answer-too-large");
}

#[tokio::test]
async fn an_error_answer_is_cut_instead_of_refused() {
    let server = Canned::serve(|_, _| {
        Answer::Raw([b"HTTP/1.1 404 No\r\n\r\n".to_vec(), vec![b'x'; 1 << 20]].concat())
    });
    let reply = transport(&server.url())
        .send(get().limit(10))
        .await
        .unwrap();
    assert_eq!(reply.status(), 404);
    assert_eq!(reply.body().len(), 64 << 10);
}

#[tokio::test]
async fn what_is_not_json_is_named() {
    for (media_type, body, said) in [
        (
            "text/html",
            "<!doctype html><html><head><title>Sign\u{1b}[2J in</title>",
            "an HTML page titled \"Sign⟨U+001B⟩[2J in\"",
        ),
        (
            "application/json",
            "{\"results\":[{\"a\":",
            "cut off or malformed (it ends at byte 17)",
        ),
        ("application/json", "", "an empty body"),
        ("text/plain", "upstream gone", "\"upstream gone\""),
    ] {
        let server = Canned::serve(move |_, _| Answer::text(200, media_type, body));
        let reply = transport(&server.url()).send(get()).await.unwrap();
        let error = reply.json().unwrap_err();
        assert_eq!((error.code, error.exit_code()), ("unexpected-answer", 1));
        for part in ["reading the thing", "GET /thing", said] {
            assert!(error.message.contains(part), "{part}: {error}");
        }
        assert!(!error.message.contains('\u{1b}'));
        assert!(error.hints.len() >= 2);
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_read_again() {
    let server = Canned::serve(|_, before| match before {
        0 => Answer::Raw(b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{\"resu".to_vec()),
        _ => Answer::json(200, json!([])),
    });
    transport(&server.url()).send(get()).await.unwrap();

    let server = Canned::serve(|_, _| {
        Answer::Raw(b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{\"resu".to_vec())
    });
    let error = certain(transport(&server.url()).send(get()).await.unwrap_err());
    assert_eq!((error.code, error.exit_code()), ("answer-cut-off", 5));
}

#[tokio::test]
async fn a_service_that_repeats_the_credential_does_not_get_it_shown() {
    for status in [400, 500, 503] {
        let server = Canned::serve(move |request, _| {
            let key = request.header("x-api-key").unwrap();
            Answer::json(
                status,
                json!({"message": format!("\u{1b}]0;bad key {key}\u{7}")}),
            )
            .with("retry-after", "0")
        });
        let transport = transport(&server.url());
        let error = match transport.send(get()).await {
            Ok(reply) => reply.error(Kind::Failed, "x"),
            Err(error) => error.into(),
        };
        for text in [
            format!("{error:?}"),
            error.to_string(),
            format!("{transport:?}"),
        ] {
            assert!(!text.contains(SECRET), "{text}");
            assert!(!text.chars().any(|c| c.is_control()), "{text}");
        }
        assert!(error.message.contains("bad key [redacted]"), "{error}");
    }
}

#[tokio::test]
async fn a_public_document_is_fetched_without_any_credential() {
    let server = Canned::serve(|request, _| match request.path.as_str() {
        "/meta" => Answer::text(200, "application/xml", "<a/>"),
        _ => Answer::text(403, "text/html", "<html><title>Sign in</title></html>"),
    });
    let url = format!("{}/meta?tenant=a%20b", server.url());
    assert_eq!(fetch_public(&url, 1024).await.unwrap(), b"<a/>");
    let request = &server.requests()[0];
    assert_eq!(request.query("tenant"), Some("a b"));
    for name in [
        "authorization",
        "x-api-key",
        "x-org-id",
        "cookie",
        "referer",
    ] {
        assert_eq!(request.header(name), None);
    }
    let error = fetch_public(&format!("{}/no", server.url()), 1024)
        .await
        .unwrap_err();
    assert_eq!((error.code, error.exit_code()), ("document-unreadable", 1));
    let error = fetch_public("http://example.com/meta", 1024)
        .await
        .unwrap_err();
    assert_eq!((error.code, error.exit_code()), ("address-not-tls", 64));
}

/// A gzip stream of about 2 MiB of zeros in 13 KiB: one fixed-Huffman block of a literal zero and
/// copies of 258 bytes from one byte back. It has no end; a reader with a limit never gets there.
fn gzip_bomb() -> Vec<u8> {
    let mut bits: Vec<u8> = Vec::new();
    let mut put = |code: u16, length: u32| {
        bits.extend((0..length).rev().map(|i| (code >> i & 1) as u8));
    };
    // Final block; type 1, least significant bit first; then the literal 0.
    put(1, 1);
    put(0b10, 2);
    put(0b0011_0000, 8);
    for _ in 0..8192 {
        put(0b1100_0101, 8);
        put(0, 5);
    }
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    bytes.extend(
        bits.chunks(8)
            .map(|byte| byte.iter().enumerate().fold(0, |b, (i, bit)| b | bit << i)),
    );
    bytes
}
