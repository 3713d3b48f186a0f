//! What the log tells at its most talkative. Alone in its process: tracing decides once for all
//! threads which events anyone listens to.
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

#[path = "common/canned.rs"]
mod canned;

use std::io::Write;
use std::sync::{Arc, Mutex};

use canned::{Answer, Canned};
use reqwest::header::{HeaderName, HeaderValue};
use secrecy::SecretString;
use serde_json::json;
use sso_setup::http::{Request, Service, Transport};

const SECRET: &str = "s3cret-0123456789abcdef";

#[tokio::test]
async fn a_trace_tells_the_path_and_no_secret() {
    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);
    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let server = Canned::serve(|_, _| Answer::json(200, json!({"token": SECRET})));
    let sink = Sink::default();
    let writer = sink.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let mut key = HeaderValue::from_static(SECRET);
    key.set_sensitive(true);
    let request = Request::get("/thing", "reading the thing")
        .header(HeaderName::from_static("x-api-key"), key)
        .query("filter", "email:$eq:a@example.com");
    let secrets = vec![SecretString::from(SECRET)];
    Transport::new(Service::JumpCloud, server.url().parse().unwrap(), secrets)
        .unwrap()
        .send(request)
        .await
        .unwrap();
    drop(guard);
    let log = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
    for part in ["GET", "/thing", "status=200", "attempt=1", "ms="] {
        assert!(log.contains(part), "{part}: {log}");
    }
    for part in [SECRET, "x-api-key", "a@example.com"] {
        assert!(!log.contains(part), "{part}: {log}");
    }
}
