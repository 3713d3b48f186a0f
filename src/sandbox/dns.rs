//! Public DNS, as far as mail needs it: MX answers over UDP for a few domains.

use std::net::SocketAddr;

use hickory_resolver::proto::op::{Message, MessageType, Metadata, OpCode, ResponseCode};
use hickory_resolver::proto::rr::rdata::MX;
use hickory_resolver::proto::rr::{DNSClass, Name, RData, Record, RecordType};
use tokio::net::UdpSocket;
use tokio::task::JoinHandle;

/// Each domain and its mail hosts, the preferred one first; `.` takes no mail (RFC 7505). The first is the
/// sandbox's own.
const ZONES: [(&str, &[&str]); 4] = [
    (
        "widgets.example.",
        &[
            "eu-smtp-inbound-1.mimecast.com.",
            "eu-smtp-inbound-2.mimecast.com.",
        ],
    ),
    // Mimecast's, and shared by all grids.
    (
        "shared.example.",
        &["service-alpha-inbound-a.mimecast.com."],
    ),
    ("elsewhere.example.", &["mx.mail.example."]),
    ("nomail.example.", &["."]),
];

/// A running name server; it stops when dropped.
#[derive(Debug)]
pub struct Dns {
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Drop for Dns {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Dns {
    /// Starts on a free port of `host`.
    ///
    /// # Errors
    /// Those of the socket.
    pub async fn start(host: std::net::IpAddr) -> std::io::Result<Dns> {
        let socket = UdpSocket::bind((host, 0)).await?;
        Ok(Dns {
            address: socket.local_addr()?,
            task: tokio::spawn(serve(socket)),
        })
    }
}

async fn serve(socket: UdpSocket) {
    // What a datagram holds beyond this is cut off by the socket, and then does not parse.
    let mut buffer = [0; 1232];
    loop {
        // An error is about one datagram, like one that could not be delivered.
        let Ok((length, from)) = socket.recv_from(&mut buffer).await else {
            continue;
        };
        if let Some(answer) = answer(&buffer[..length]) {
            let _ = socket.send_to(&answer, from).await;
        }
    }
}

/// The answer to a datagram; none to what is not a query.
fn answer(datagram: &[u8]) -> Option<Vec<u8>> {
    let query = Message::from_vec(datagram).ok()?;
    if query.metadata.message_type != MessageType::Query {
        return None;
    }
    let mut metadata = Metadata::response_from_request(&query.metadata);
    metadata.recursion_available = true;
    let mut answer = Message::new(metadata.id, MessageType::Response, metadata.op_code);
    answer.metadata = metadata;
    answer.queries = query.queries.clone();
    answer.metadata.response_code = match query.queries.as_slice() {
        _ if query.metadata.op_code != OpCode::Query => ResponseCode::NotImp,
        [asked] if asked.query_class() == DNSClass::IN => {
            let name = asked.name().to_ascii().to_ascii_lowercase();
            match ZONES.iter().find(|(zone, _)| *zone == name) {
                None => ResponseCode::NXDomain,
                Some((_, hosts)) => {
                    if asked.query_type() == RecordType::MX {
                        answer.add_answers(records(asked.name(), hosts)?);
                    }
                    ResponseCode::NoError
                }
            }
        }
        _ => ResponseCode::FormErr,
    };
    answer.to_vec().ok()
}

fn records(owner: &Name, hosts: &[&str]) -> Option<Vec<Record>> {
    (10..)
        .step_by(10)
        .zip(hosts)
        .map(|(preference, host)| {
            // The null MX has preference 0.
            let preference = if *host == "." { 0 } else { preference };
            let mx = MX::new(preference, Name::from_ascii(host).ok()?);
            Some(Record::from_rdata(owner.clone(), 300, RData::MX(mx)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hickory_resolver::proto::op::Query;

    fn asked(name: &str, kind: RecordType) -> Message {
        let mut query = Message::query();
        query.add_query(Query::query(Name::from_ascii(name).unwrap(), kind));
        query
    }

    fn answered(query: &Message) -> Message {
        Message::from_vec(&answer(&query.to_vec().unwrap()).unwrap()).unwrap()
    }

    #[test]
    fn answers_what_it_knows_and_nothing_else() {
        for (name, kind, code, records) in [
            ("widgets.example.", RecordType::MX, ResponseCode::NoError, 2),
            ("WIDGETS.example.", RecordType::MX, ResponseCode::NoError, 2),
            ("nomail.example.", RecordType::MX, ResponseCode::NoError, 1),
            ("widgets.example.", RecordType::A, ResponseCode::NoError, 0),
            (
                "a.widgets.example.",
                RecordType::MX,
                ResponseCode::NXDomain,
                0,
            ),
        ] {
            let query = asked(name, kind);
            let answer = answered(&query);
            assert_eq!(answer.metadata.id, query.metadata.id);
            assert_eq!(answer.metadata.response_code, code, "{name} {kind}");
            assert_eq!(answer.answers.len(), records, "{name} {kind}");
        }
    }

    #[test]
    fn what_is_no_query_is_not_answered() {
        assert_eq!(answer(b""), None);
        assert_eq!(answer(b"GET / HTTP/1.1"), None);
        let query = asked("widgets.example.", RecordType::MX);
        let response = answer(&query.to_vec().unwrap()).unwrap();
        assert_eq!(
            answer(&response),
            None,
            "two of them would answer each other for ever"
        );
        let mut update = query.clone();
        update.metadata.op_code = OpCode::Update;
        assert_eq!(
            answered(&update).metadata.response_code,
            ResponseCode::NotImp
        );
        let mut two = query.clone();
        two.add_query(query.queries[0].clone());
        assert_eq!(answered(&two).metadata.response_code, ResponseCode::FormErr);
    }
}
