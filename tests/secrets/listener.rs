//! A port that nobody may knock at.

use std::io::Read;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts connections and hangs up at once.
pub struct Listener {
    pub address: String,
    count: Arc<AtomicUsize>,
}

impl Listener {
    pub fn start() -> Listener {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let count = Arc::new(AtomicUsize::new(0));
        let counted = count.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                counted.fetch_add(1, Ordering::SeqCst);
                drop(stream);
            }
        });
        Listener { address, count }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Connections so far. Connections are taken in order, so once one of our own has been ended, all that came
    /// before it have been counted.
    pub fn connections(&self) -> usize {
        let mut probe = std::net::TcpStream::connect(&self.address).unwrap();
        probe.read_to_end(&mut Vec::new()).unwrap();
        self.count.fetch_sub(1, Ordering::SeqCst) - 1
    }
}

#[test]
fn every_connection_is_counted() {
    let listener = Listener::start();
    assert_eq!(listener.connections(), 0);
    let _knock = std::net::TcpStream::connect(&listener.address).unwrap();
    let _again = std::net::TcpStream::connect(&listener.address).unwrap();
    assert_eq!((listener.connections(), listener.connections()), (2, 2));
}
