//! Certificates of a sandbox's applications that end when a test wants them to.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// The certificates of Mimecast's and custom applications as they are, but ending at `end`, on both sides.
pub fn end(state: &mut Value, end: time::OffsetDateTime) {
    let keys = state["private_keys"].as_object().unwrap().clone();
    let applications = state["jumpcloud"]["applications"].as_array_mut().unwrap();
    let ours = applications
        .iter_mut()
        .filter(|a| a["document"]["name"] == "saml2" || a["document"]["name"] == "mimecast");
    let mut changed = Vec::new();
    for application in ours {
        let id = application["id"].as_str().unwrap();
        let Some(key) = keys.get(id).and_then(Value::as_str) else {
            continue;
        };
        let key = rcgen::KeyPair::from_pem(key).unwrap();
        let mut params = rcgen::CertificateParams::default();
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        params.not_after = end;
        let certificate = params.self_signed(&key).unwrap();
        let held = &mut application["document"]["config"]["idpCertificate"]["value"];
        let pem = String::from_utf8(STANDARD.decode(held.as_str().unwrap()).unwrap()).unwrap();
        let old: String = pem
            .lines()
            .filter(|line| !line.starts_with("-----"))
            .collect();
        changed.push((old, STANDARD.encode(certificate.der())));
        *held = STANDARD.encode(certificate.pem()).into();
    }
    for profile in state["mimecast"]["profiles"].as_array_mut().unwrap() {
        for (_, block) in profile["blocks"].as_object_mut().unwrap() {
            let held = block["certificate"].as_str().unwrap();
            if let Some((_, new)) = changed.iter().find(|(old, _)| old == held) {
                block["certificate"] = new.as_str().into();
            }
        }
    }
}
