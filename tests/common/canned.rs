//! A loopback HTTP server that answers what a test tells it to, and keeps what it was asked.

#![allow(dead_code, reason = "each test program uses a part of it")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::Value;

/// One request as it arrived.
#[derive(Debug, Clone, Default)]
pub struct Received {
    pub method: String,
    /// Path without the query.
    pub path: String,
    /// Decoded query parameters, in order.
    pub query: Vec<(String, String)>,
    /// Header names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    pub fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// `METHOD /path`
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// What to answer.
pub enum Answer {
    /// A complete answer; `Content-Length` and `Connection: close` are added.
    Full(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// These bytes, then the connection is closed.
    Raw(Vec<u8>),
    /// A head without a length, then these bytes again and again until the client hangs up.
    Endless(&'static str, Vec<u8>),
    /// The connection is closed without a byte.
    HangUp,
}

impl Answer {
    pub fn json(status: u16, body: Value) -> Answer {
        Answer::text(status, "application/json", body.to_string())
    }

    pub fn text(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Answer {
        Answer::Full(
            status,
            vec![("content-type", media_type.to_owned())],
            body.into(),
        )
    }

    pub fn empty(status: u16) -> Answer {
        Answer::Full(status, Vec::new(), Vec::new())
    }

    pub fn with(self, name: &'static str, value: &str) -> Answer {
        match self {
            Answer::Full(status, mut headers, body) => {
                headers.push((name, value.to_owned()));
                Answer::Full(status, headers, body)
            }
            other => other,
        }
    }
}

/// The running server. Its thread ends with the test process.
pub struct Canned {
    address: String,
    log: Arc<Mutex<Vec<Received>>>,
}

impl Canned {
    /// Starts a server. `answer` is given the request, and how many like it (method and path) came
    /// before.
    pub fn serve(answer: impl Fn(&Received, usize) -> Answer + Send + Sync + 'static) -> Canned {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("127.0.0.1:{}", listener.local_addr().unwrap().port());
        let log = Arc::new(Mutex::new(Vec::new()));
        let answer = Arc::new(answer);
        let kept = Arc::clone(&log);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, answer) = (Arc::clone(&kept), Arc::clone(&answer));
                std::thread::spawn(move || converse(stream, &log, &*answer));
            }
        });
        Canned { address, log }
    }

    /// `http://127.0.0.1:port`
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// `127.0.0.1:port`
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Every request so far.
    pub fn requests(&self) -> Vec<Received> {
        self.log.lock().unwrap().clone()
    }

    /// Every request so far as `METHOD /path`.
    pub fn lines(&self) -> Vec<String> {
        self.requests().iter().map(Received::line).collect()
    }

    /// How many requests were `METHOD /path`.
    pub fn count(&self, line: &str) -> usize {
        self.lines().iter().filter(|l| *l == line).count()
    }
}

fn converse(
    mut stream: TcpStream,
    log: &Mutex<Vec<Received>>,
    answer: &dyn Fn(&Received, usize) -> Answer,
) {
    let Some(request) = read_request(&stream) else {
        return;
    };
    let before = {
        let mut log = log.lock().unwrap();
        let before = log.iter().filter(|r| r.line() == request.line()).count();
        log.push(request.clone());
        before
    };
    // A client that hangs up early is what some tests are about: write errors are ignored.
    match answer(&request, before) {
        Answer::Full(status, headers, body) => {
            let mut head = format!("HTTP/1.1 {status} Canned\r\nconnection: close\r\n");
            if status != 204 {
                head.push_str(&format!("content-length: {}\r\n", body.len()));
            }
            for (name, value) in headers {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
            head.push_str("\r\n");
            let _ = stream.write_all(head.as_bytes());
            let _ = stream.write_all(&body);
        }
        Answer::Raw(bytes) => {
            let _ = stream.write_all(&bytes);
        }
        Answer::Endless(headers, bytes) => {
            let head = format!("HTTP/1.1 200 Canned\r\nconnection: close\r\n{headers}\r\n");
            let _ = stream.write_all(head.as_bytes());
            while stream.write_all(&bytes).is_ok() {}
        }
        Answer::HangUp => {}
    }
    let _ = stream.flush();
}

fn read_request(stream: &TcpStream) -> Option<Received> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let url = url::Url::parse(&format!("http://canned{target}")).ok()?;
    let mut request = Received {
        method,
        path: url.path().to_owned(),
        query: url
            .query_pairs()
            .map(|(n, v)| (n.into_owned(), v.into_owned()))
            .collect(),
        ..Received::default()
    };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        request
            .headers
            .push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length: usize = request
        .header("content-length")
        .and_then(|n| n.parse().ok())
        .unwrap_or(0);
    request.body = vec![0; length];
    reader.read_exact(&mut request.body).ok()?;
    Some(request)
}
