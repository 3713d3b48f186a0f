//! What other people's implementations accept of ours, and we of theirs.
//!
//! `.ci/interop` installs them and sets `SSO_SETUP_INTEROP` to their folder. Without it nothing is asked,
//! which is said on standard error, and which fails where `CI` is true.

mod peers;
mod response;
mod sandbox;

use serde_json::{Value, json};

use peers::{PEERS, Peer, installed};
use response::{IDP, Kind, Made, Signed, USER};

const SIGNED: [Signed; 3] = [Signed::Assertion, Signed::Response, Signed::Both];

/// A job for a peer, and what it is in words.
struct Job {
    name: String,
    job: Value,
}

/// Every kind of key, every way of signing, both flows.
fn all(make: impl Fn(&Made, Signed, Option<&str>) -> Value) -> Vec<Job> {
    let mut jobs = Vec::new();
    for kind in [Kind::Rsa, Kind::Ec] {
        let idp = Made::new(kind);
        for signed in SIGNED {
            for request_id in [Some("_request-1"), None] {
                let flow = request_id.map_or("IdP-initiated", |_| "SP-initiated");
                jobs.push(Job {
                    name: format!("{}, {} signed, {flow}", kind.name(), signed.name()),
                    job: make(&idp, signed, request_id),
                });
            }
        }
    }
    jobs
}

fn verify_job(idp: &Made, xml: &str, signed: Signed, request_id: Option<&str>) -> Value {
    json!({
        "do": "verify", "xml": xml, "signed": signed.name(), "kind": idp.kind.name(), "idp": IDP,
        "acs": response::ACS, "audience": response::SP, "request_id": request_id,
        "certificate": idp.certificate.to_pem(),
    })
}

/// Asks every peer; `judge` says what is wrong with a result.
fn ask_all(what: &str, jobs: &[Job], judge: impl Fn(&Job, &Value) -> Result<(), String>) {
    let Some(folder) = installed(what) else {
        return;
    };
    let mut wrong = Vec::new();
    for peer in &PEERS {
        let results = peer.ask(&folder, jobs.iter().map(|job| &job.job));
        let mut done = 0;
        for (job, result) in jobs.iter().zip(&results) {
            let outcome = match result["cannot"].as_str() {
                Some(why) => cannot(peer, job, why),
                None => judge(job, result).map(|()| done += 1),
            };
            if let Err(why) = outcome {
                wrong.push(format!("{}: {}: {why}", peer.name, job.name));
            }
        }
        peers::say(&format!("{what}: {}: {done} of {}", peer.name, jobs.len()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a peer does not implement is said, by name; it is a failure where it is not on its list.
fn cannot(peer: &Peer, job: &Job, why: &str) -> Result<(), String> {
    let kind = job.job["kind"].as_str().unwrap();
    let what = format!("{} {kind}", job.job["do"].as_str().unwrap());
    if !peer.cannot.contains(&what.as_str()) {
        return Err(format!("does not do what it should be able to: {why}"));
    }
    peer.say_skipped(&what, why);
    Ok(())
}

#[test]
fn peers_accept_what_we_sign() {
    let jobs = all(|idp, signed, request_id| {
        let xml = idp.sign(&response::unsigned(request_id), signed);
        assert_eq!(idp.judge(&xml, request_id).as_deref(), Ok(USER));
        verify_job(idp, &xml, signed, request_id)
    });
    ask_all("peers accept what we sign", &jobs, |_, result| {
        if result["accepted"] == true && result["name_id"] == USER {
            return Ok(());
        }
        Err(result.to_string())
    });
}

#[test]
fn peers_refuse_what_was_changed_after_we_signed() {
    let jobs = all(|idp, signed, request_id| {
        let xml = idp.sign(&response::unsigned(request_id), signed);
        let changed = xml.replace(USER, "mallory@example.com");
        assert!(idp.judge(&changed, request_id).is_err());
        verify_job(idp, &changed, signed, request_id)
    });
    ask_all("peers refuse what was changed", &jobs, |_, result| {
        if result["accepted"] == false {
            return Ok(());
        }
        Err(result.to_string())
    });
}

#[test]
fn we_accept_what_peers_sign() {
    let Some(folder) = installed("we accept what peers sign") else {
        return;
    };
    let rsa = Made::new(Kind::Rsa);
    let ec = Made::new(Kind::Ec);
    let mut wrong = Vec::new();
    for peer in &PEERS {
        let mut asked = Vec::new();
        for idp in [&rsa, &ec] {
            for signed in SIGNED {
                for request_id in [Some("_request-1"), None] {
                    let job = json!({
                        "do": "sign", "xml": response::unsigned(request_id), "signed": signed.name(),
                        "kind": idp.kind.name(), "idp": IDP, "key": idp.key_pem,
                        "certificate": idp.certificate.to_pem(),
                    });
                    let name = format!("{}, {} signed", idp.kind.name(), signed.name());
                    asked.push((idp, signed, request_id, Job { name, job }));
                }
            }
        }
        let results = peer.ask(&folder, asked.iter().map(|(.., job)| &job.job));
        let mut done = 0;
        for ((idp, signed, request_id, job), result) in asked.iter().zip(&results) {
            let outcome = match (result["signed"].as_str(), result["cannot"].as_str()) {
                (Some(xml), _) => accepted(idp, *signed, *request_id, xml).map(|()| done += 1),
                (None, Some(why)) => cannot(peer, job, why),
                (None, None) => Err(result.to_string()),
            };
            if let Err(why) = outcome {
                wrong.push(format!("{}: {}: {why}", peer.name, job.name));
            }
        }
        peers::say(&format!(
            "we accept what peers sign: {}: {done} of {}",
            peer.name,
            asked.len()
        ));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Accepted, and signed as often as was asked.
fn accepted(idp: &Made, signed: Signed, request_id: Option<&str>, xml: &str) -> Result<(), String> {
    let count = xml.matches("SignedInfo>").count() / 2;
    if count != signed.count() {
        return Err(format!("{count} signatures instead of {}", signed.count()));
    }
    match idp.judge(xml, request_id) {
        Ok(name_id) if name_id == USER => Ok(()),
        Ok(name_id) => Err(format!("another user: {name_id}")),
        Err(why) => Err(format!("refused by {why}")),
    }
}
