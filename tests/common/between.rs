//! What stands between the program and a service in a company: a proxy, and TLS by a CA of its own.

#![allow(dead_code, reason = "each test program uses a part of it")]

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// A CA that nobody knows, and the file of its certificate.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    folder: tempfile::TempDir,
}

impl Authority {
    pub fn new() -> Authority {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("ca.pem"), certificate.pem()).unwrap();
        Authority {
            issuer: Issuer::new(params, key),
            folder,
        }
    }

    /// Its certificate as PEM.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// Its folder, for files that are none.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A TLS server on loopback, of every name in `names`, which passes on what it gets to `behind`.
    pub fn serve(&self, names: &[&str], behind: SocketAddr) -> SocketAddr {
        let key = KeyPair::generate().unwrap();
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let params = CertificateParams::new(names).unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        listener.set_nonblocking(true).unwrap();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                while let Ok((stream, _)) = listener.accept().await {
                    let acceptor = acceptor.clone();
                    tokio::spawn(async move {
                        let mut outside = acceptor.accept(stream).await?;
                        let mut inside = tokio::net::TcpStream::connect(behind).await?;
                        tokio::io::copy_bidirectional(&mut outside, &mut inside).await
                    });
                }
            });
        });
        address
    }
}

/// What a proxy does with a request for a connection.
#[derive(Clone, Copy)]
pub enum Does {
    /// Connects to this address, whatever was asked for.
    Connect(SocketAddr),
    /// Says this.
    Answer(&'static str),
    /// Closes the connection.
    HangUp,
}

/// A proxy on loopback that takes `CONNECT`.
pub struct Between {
    pub address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Between {
    pub fn start(does: Does) -> Between {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let log = heads.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let log = log.clone();
                std::thread::spawn(move || between(stream, does, &log));
            }
        });
        Between { address, heads }
    }

    /// The head of each request so far.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

fn between(mut outside: TcpStream, does: Does, log: &Mutex<Vec<String>>) {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && outside.read(&mut byte).is_ok_and(|n| n == 1) {
        head.extend(byte);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    log.lock().unwrap().push(head);
    // A client that hangs up is what some tests are about: errors are ignored.
    match does {
        Does::HangUp => {}
        Does::Answer(text) => {
            let _ = outside.write_all(text.as_bytes());
        }
        Does::Connect(address) => {
            let inside = TcpStream::connect(address).unwrap();
            let _ = outside.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n");
            let (mut from, mut to) = (outside.try_clone().unwrap(), inside.try_clone().unwrap());
            std::thread::spawn(move || {
                let _ = std::io::copy(&mut from, &mut to);
                let _ = to.shutdown(Shutdown::Write);
            });
            let mut inside = inside;
            let _ = std::io::copy(&mut inside, &mut outside);
            let _ = outside.shutdown(Shutdown::Write);
        }
    }
}
