//! `saml inspect` tells and does not judge; `saml check` judges, and says why.

use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::canned::{Answer, Canned};
use crate::common::saml::{ACS, AT, AUDIENCE, IDP_URL, Idp, form};
use crate::common::{Run, checks_that_are, find, texts, tool};

/// A folder with the metadata of one IdP, and with what a test puts there.
struct Desk {
    folder: tempfile::TempDir,
    idp: Idp,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk {
            folder: tempfile::tempdir().unwrap(),
            idp: Idp::new(),
        };
        desk.put("metadata.xml", desk.idp.metadata("JumpCloud"));
        desk
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path: PathBuf = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// `saml check` of this content, as of when the Responses are valid.
    fn check(&self, content: &str, more: &[&str]) -> Run {
        let input = self.put("captured", content);
        let metadata = self.path("metadata.xml");
        let args = [
            "saml",
            "check",
            &input,
            "--metadata",
            &metadata,
            "--acs",
            ACS,
        ];
        let args = [&args[..], &["--audience", AUDIENCE, "--at", AT], more].concat();
        tool().run(&args)
    }
}

#[test]
fn a_good_response_is_accepted_however_it_was_captured() {
    let desk = Desk::new();
    let response = desk.idp.response(None);
    let log = json!({"log": {"entries": [
        {"request": {"method": "POST", "url": IDP_URL, "postData": {"text": "x=1"}}},
        {"request": {"method": "POST", "url": ACS, "postData": {"text": form(&response)}}},
    ]}});
    for captured in [response.clone(), form(&response), log.to_string()] {
        desk.check(&captured, &[]).exits(0).says(&[
            "Signed in: ada@widgets.example",
            "groups = Staff, IT",
            "clocks may differ by 60 seconds",
            "Judged as of 2026-11-24T12:01:00Z",
            "must be IdP-initiated",
        ]);
    }
    let document = desk
        .check(&form(&response), &["-o", "json"])
        .exits(0)
        .json();
    assert_eq!(checks_that_are(&document, "fail"), [""; 0]);
    assert!(checks_that_are(&document, "pass").contains(&"signature".to_owned()));
    assert_eq!(
        document["sign_in"],
        json!({
            "name_id": "ada@widgets.example",
            "name_id_format": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            "assertion_id": "_a",
            "attributes": [{"name": "groups", "values": ["Staff", "IT"]}],
        })
    );
}

#[test]
fn a_changed_response_is_refused_by_the_rule_that_it_breaks() {
    let desk = Desk::new();
    let response = desk.idp.response(None);
    let stranger = Idp::new().response(None);
    let cases: [(String, &[&str], &str); 6] = [
        (response.replace("ada@", "eve@"), &[], "signature"),
        (stranger, &[], "signature"),
        (response.replace(" ID=\"_r\"", ""), &[], "response"),
        (format!("<!DOCTYPE a>{response}"), &[], "no-doctype"),
        (response.clone(), &["--request-id", "_q"], "in-response-to"),
        (desk.idp.response(Some("_q")), &[], "in-response-to"),
    ];
    for (captured, more, rule) in cases {
        let run = desk
            .check(&captured, &[more, &["-o", "json"]].concat())
            .exits(1);
        let document = run.json();
        assert!(
            checks_that_are(&document, "fail").contains(&rule.to_owned()),
            "{document}"
        );
        assert_eq!(document["sign_in"], Value::Null);
        let failed = find(&document["checks"], "name", rule);
        assert!(failed["remedy"].is_string(), "{failed}");
        let shown = desk
            .check(&captured, more)
            .exits(1)
            .says(&["FAIL", rule, "Refused:"]);
        assert!(!shown.stdout.contains("Signed in:"));
    }
    desk.check(&desk.idp.response(Some("_q")), &["--request-id", "_q"])
        .exits(0)
        .says(&["It must answer the request _q."]);
}

#[test]
fn the_expected_values_and_the_time_are_the_callers() {
    let desk = Desk::new();
    let input = desk.put("captured", desk.idp.response(None));
    let metadata = desk.path("metadata.xml");
    let other = "https://eu-api.mimecast.com/login/sso/mpp";
    for (acs, audience, at, rules) in [
        (
            other,
            AUDIENCE,
            AT,
            vec!["destination", "subject-confirmation"],
        ),
        (ACS, "us-api.mimecast.com.CUSA1", AT, vec!["audience"]),
        (
            ACS,
            AUDIENCE,
            "2026-11-24T12:07:00Z",
            vec!["conditions", "subject-confirmation"],
        ),
    ] {
        let args = [
            "saml",
            "check",
            &input,
            "--metadata",
            &metadata,
            "--acs",
            acs,
        ];
        let more = ["--audience", audience, "--at", at, "-o", "json"];
        let document = tool().run(&[&args[..], &more].concat()).exits(1).json();
        assert_eq!(checks_that_are(&document, "fail"), rules);
    }
}

#[test]
fn on_github_each_failed_check_is_an_annotation() {
    let desk = Desk::new();
    let run = desk
        .check(&desk.idp.response(Some("_q")), &["-o", "github"])
        .exits(1);
    let annotations: Vec<&str> = run.stdout.lines().filter(|l| l.starts_with("::")).collect();
    assert_eq!(annotations.len(), 1, "{}", run.stdout);
    assert!(annotations[0].starts_with("::error title=in-response-to::"));
    assert!(annotations[0].contains("%0Ahint: "), "{}", annotations[0]);
}

#[test]
fn what_cannot_be_judged_is_an_error_that_says_why() {
    let desk = Desk::new();
    let json = ["-o", "json"];
    let metadata = desk.idp.metadata("JumpCloud");
    desk.check(&metadata, &json)
        .fails(1, "response-not-found", &["the input holds metadata"]);
    desk.check("hello", &json)
        .fails(1, "saml-not-found", &["neither XML nor base64", "HAR"]);
    let entry = |response: &str| json!({"request": {"method": "POST", "url": ACS, "postData": {"text": form(response)}}});
    let log = json!({"log": {"entries": [entry(&desk.idp.response(None)), entry(&desk.idp.response(Some("_q")))]}});
    desk.check(&log.to_string(), &json)
        .fails(1, "response-ambiguous", &["2 SAML Responses", ACS]);
    // Of another application's and this one's, this one's is judged.
    let other = desk
        .idp
        .response(None)
        .replace(ACS, "https://wiki.example/acs");
    let elsewhere = json!({"request": {"method": "POST", "url": "https://wiki.example/acs", "postData": {"text": form(&other)}}});
    let log = json!({"log": {"entries": [elsewhere, entry(&desk.idp.response(None))]}});
    desk.check(&log.to_string(), &json).exits(0);
    let log = json!({"log": {"entries": [elsewhere, elsewhere]}});
    desk.check(&log.to_string(), &json).exits(1);
    let response = desk.put("response.xml", desk.idp.response(None));
    let of = |metadata: &str| {
        let args = [
            "saml",
            "check",
            &response,
            "--metadata",
            metadata,
            "--acs",
            ACS,
        ];
        tool().run(&[&args[..], &["--audience", AUDIENCE, "-o", "json"]].concat())
    };
    of(&desk.path("missing.xml")).fails(1, "file-not-read", &["missing.xml"]);
    of(&response).fails(1, "metadata-malformed", &[]);
    of("http://metadata.example/").fails(64, "address-not-tls", &["metadata.example"]);
    desk.check("<Response/>", &["--at", "noon"]).exits(64);
}

#[test]
fn stdin_and_public_addresses_are_read_too() {
    let desk = Desk::new();
    let metadata = desk.idp.metadata("JumpCloud");
    let server = Canned::serve(move |_, _| Answer::text(200, "application/xml", metadata.clone()));
    let url = format!("{}/metadata", server.url());
    let mut command = tool().command;
    let mut child = command
        .args(["saml", "check", "-", "--metadata", &url, "--acs", ACS])
        .args(["--audience", AUDIENCE, "--at", AT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let stdin = child.stdin.take();
    stdin
        .unwrap()
        .write_all(form(&desk.idp.response(None)).as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(server.lines(), ["GET /metadata"]);
}

#[test]
fn inspect_tells_and_does_not_judge() {
    let desk = Desk::new();
    let forged = Idp::new().response(None).replace("ada@", "eve@");
    let input = desk.put("captured", form(&forged));
    tool().run(&["saml", "inspect", &input]).exits(0).says(&[
        "base64 in the form field SAMLResponse",
        "eve@widgets.example  [JumpCloud: SAMLSubject NameID]",
        "Nothing was judged",
    ]);
    let document = tool()
        .run(&["saml", "inspect", &input, "-o", "json"])
        .exits(0)
        .json();
    let inspected = &document["documents"][0];
    assert_eq!(inspected["kind"], "Response");
    let assertion = find(&inspected["sections"], "title", "Assertion");
    let audience = find(&assertion["facts"], "name", "Audience");
    assert_eq!(
        *audience,
        json!({"name": "Audience", "value": AUDIENCE, "jumpcloud": "SP Entity ID", "mimecast": null})
    );
    assert!(document.get("checks").is_none());
}

#[test]
fn an_address_that_carries_a_message_is_not_opened() {
    let server = Canned::serve(|_, _| Answer::empty(500));
    let request =
        "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_q\"/>";
    let value = form(request).replace("RelayState=&SAMLResponse=", "SAMLRequest=");
    let address = format!("{}/saml2/x?{value}", server.url());
    tool()
        .run(&["saml", "inspect", &address])
        .exits(0)
        .says(&["An AuthnRequest", "_q"]);
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn strict_judges_metadata_and_nothing_else() {
    let desk = Desk::new();
    let good = desk.path("metadata.xml");
    let strict = |input: &str, more: &[&str]| {
        tool().run(&[&["saml", "inspect", input, "--strict"], more].concat())
    };
    strict(&good, &[])
        .exits(0)
        .says(&["certificate-validity", "IdP Entity ID"]);
    let expired = Idp::valid_until(rcgen::date_time_ymd(2025, 1, 1));
    let bad = desk.put("expired.xml", expired.metadata("JumpCloud"));
    let document = strict(&bad, &["-o", "json"]).exits(1).json();
    assert_eq!(checks_that_are(&document, "fail"), ["certificate-validity"]);
    assert_eq!(texts(&document["documents"], "kind"), ["Metadata"]);
    // Without --strict it is told all the same.
    tool().run(&["saml", "inspect", &bad]).exits(0);
    let response = desk.put("response.xml", desk.idp.response(None));
    strict(&response, &["-o", "json"]).fails(64, "strict-needs-metadata", &["a SAML Response"]);
}

#[test]
fn a_hostile_document_is_an_error_with_line_and_column() {
    let desk = Desk::new();
    for (content, code, says) in [
        (
            "<!DOCTYPE a [\n<!ENTITY b SYSTEM \"file:///etc/passwd\">]><Response>&b;</Response>",
            "saml-document-unreadable",
            "DOCTYPE (line 1, column",
        ),
        (
            "<Response>\n <a></Response>",
            "saml-document-unreadable",
            "line 2",
        ),
        (
            "<!DOCTYPE a><EntityDescriptor/>",
            "metadata-malformed",
            "DOCTYPE",
        ),
    ] {
        let input = desk.put("hostile.xml", content);
        let run = tool().run(&["saml", "inspect", &input, "-o", "json"]);
        run.fails(1, code, &[says]);
    }
}

#[test]
fn what_a_document_says_cannot_steer_the_terminal() {
    let desk = Desk::new();
    let evil = desk.idp.metadata("a\u{202e}b");
    let input = desk.put("evil.xml", evil);
    for format in ["human", "json", "github"] {
        let run = tool().run(&["saml", "inspect", &input, "-o", format]);
        assert!(!run.stdout.contains('\u{202e}'), "{}", run.stdout);
        assert!(!run.stderr.contains('\u{202e}'), "{}", run.stderr);
    }
}
