//! What the sandbox's identity provider really answers, over HTTP, held against the peers.

use serde_json::{Value, json};

use super::peers::PEERS;
use super::response::Signed;
use super::{Job, SIGNED, ask_all, installed};
use crate::common::World;
use crate::common::browser::Browser;

const USER: &str = "ada@widgets.example";
const SUFFIX: &str = "mimecast-cuk1a1";
const LOGIN: &str = "/web/login-uk.mimecast.com/u/login/";
const ACS: &str = "https://eu-api.mimecast.com/login/saml";
const AUDIENCE: &str = "eu-api.mimecast.com.CUK1A1";

#[test]
fn peers_accept_what_the_sandbox_answers() {
    let what = "peers accept what the sandbox answers";
    if installed(what).is_none() {
        return;
    }
    let world = World::new();
    world.connect(&[]);
    let mut browser = Browser::new(&world.sandbox.page(), world.runtime.clone());
    let mut jobs = Vec::new();
    for signed in SIGNED {
        world.change_application(SUFFIX, |document| {
            document["config"]["signAssertion"]["value"] = (signed != Signed::Response).into();
            document["config"]["signResponse"]["value"] = (signed != Signed::Assertion).into();
        });
        // The address without a request is what a tile opens.
        let address = format!("/web/sso.jumpcloud.com/saml2/{SUFFIX}");
        if browser.open(&address).html.contains("data-page=\"login\"") {
            browser.submit(&[("email", USER)]);
        }
        let answer = browser.is("answer").document();
        jobs.push(job(&world, signed, None, &answer));

        browser.open(LOGIN).submit(&[("email", USER)]);
        let request = browser.document();
        let id = request.split(" ID=\"").nth(1).unwrap();
        let id = id.split('"').next().unwrap();
        let answer = browser.submit(&[]).is("answer").document();
        jobs.push(job(&world, signed, Some(id), &answer));
    }
    assert_eq!(jobs.len() * PEERS.len(), 36);
    ask_all(what, &jobs, |_, result| {
        if result["accepted"] == true && result["name_id"] == USER {
            return Ok(());
        }
        Err(result.to_string())
    });
}

fn job(world: &World, signed: Signed, request_id: Option<&str>, xml: &str) -> Job {
    let metadata = world.mimecast(&["metadata", "--subdomain", "eu"]).exits(0);
    let idp = sso_setup::saml::metadata::parse(metadata.stdout.as_bytes()).unwrap();
    let flow = request_id.map_or("IdP-initiated", |_| "SP-initiated");
    let job: Value = json!({
        "do": "verify", "xml": xml, "signed": signed.name(), "kind": "RSA", "idp": idp.entity_id,
        "acs": ACS, "audience": AUDIENCE, "request_id": request_id,
        "certificate": idp.signing_certificates[0].to_pem(),
    });
    Job {
        name: format!("{} signed, {flow}", signed.name()),
        job,
    }
}
