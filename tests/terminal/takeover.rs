//! An application that somebody made by hand: used, or left alone.

use serde_json::{Value, json};

use super::run::SandboxProcess;
use super::terminal::{DOWN, ENTER, Terminal};
use super::{decline_to_wait, everybody_at_once, go_on};

/// A request to JumpCloud of somebody else's.
fn jumpcloud(sandbox: &SandboxProcess, method: &str, path: &str, body: &str) -> Value {
    let headers = format!(
        "x-api-key: {}\r\nContent-Type: application/json\r\n",
        sandbox.api_key()
    );
    sandbox.http(method, &format!("/jumpcloud{path}"), &headers, body)
}

/// A sandbox in which Bob made an application for `apps`, with a label and an IdP URL of his own, and a NameID format
/// that Mimecast has no use for.
fn with_bobs_application() -> SandboxProcess {
    let sandbox = SandboxProcess::start();
    add_bobs_application(&sandbox);
    sandbox
}

/// Makes that application.
pub fn add_bobs_application(sandbox: &SandboxProcess) {
    let body = json!({
        "name": "mimecast",
        "active": true,
        "displayLabel": "Mail (Bob)",
        "ssoUrl": "https://sso.jumpcloud.com/saml2/bob",
        "sso": { "type": "saml", "hidden": true },
        "config": {
            "acsUrl": { "value": "https://eu-api.mimecast.com/login/saml" },
            "spEntityId": { "value": "eu-api.mimecast.com.CUK1A1" },
            "overrideNameIdFormat": { "value": PERSISTENT },
        },
    });
    jumpcloud(sandbox, "POST", "/api/applications", &body.to_string());
}

/// The IdP URL of every application that is Mimecast's.
fn applications(sandbox: &SandboxProcess) -> Vec<String> {
    let listed = jumpcloud(sandbox, "GET", "/api/applications?limit=100", "");
    let all = listed["results"].as_array().expect("a list").iter();
    let ours = "eu-api.mimecast.com.CUK1A1";
    let of_mimecast = all.filter(|a| a["config"]["spEntityId"]["value"] == ours);
    let url = |a: &Value| a["ssoUrl"].as_str().expect("a URL").to_owned();
    let mut urls: Vec<String> = of_mimecast.map(url).collect();
    urls.sort();
    urls
}

const PERSISTENT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
const USE_IT: &str = "use it: \"Mail (Bob)\" (saml2/bob)";
const BOBS: &str = "https://sso.jumpcloud.com/saml2/bob";

#[test]
fn an_application_made_by_hand_is_shown_with_what_is_wrong_and_used() {
    let sandbox = with_bobs_application();
    let args = ["mimecast", "--mimecast-group=All Mimecast users"];
    let mut terminal = Terminal::plain(100, &sandbox.environment(), &args);
    terminal.answer("admin-console: a tile", ENTER);
    terminal.expect("There is already \"Mail (Bob)\" for apps");
    let findings = terminal.expect(USE_IT);
    assert!(
        findings.contains("  name-id-format: its NameID format is \"urn:oasis:"),
        "{findings}"
    );
    terminal.answer("make a new one", ENTER);
    terminal.expect(&format!("JumpCloud application for apps: {USE_IT}"));
    terminal.answer("all staff (archived)", &[" ", ENTER].concat());
    everybody_at_once(&mut terminal);
    go_on(&mut terminal);
    let plan = terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    assert!(!plan.contains("+ JumpCloud application"), "{plan}");
    terminal.expect("Connected:");
    decline_to_wait(&mut terminal);
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    assert!(rest.contains("--idp-url-suffix apps:bob"), "{rest}");
    assert_eq!(applications(&sandbox), [BOBS]);
}

#[test]
fn an_application_made_by_hand_is_left_alone_where_a_new_one_is_wanted() {
    let sandbox = with_bobs_application();
    let args = [
        "mimecast",
        "--connector=apps",
        "--group=All Staff",
        "--mimecast-group=All Mimecast users",
        "--skip=pilot",
    ];
    // Two of the same values are refused as ever, unless that is allowed by name.
    for (more, expected) in [(&[][..], 3), (&["--allow=foreign-object"], 0)] {
        let args = [&args[..], more].concat();
        let mut terminal = Terminal::plain(100, &sandbox.environment(), &args);
        terminal.expect("There is already \"Mail (Bob)\" for apps");
        terminal.answer("make a new one", &[DOWN, ENTER].concat());
        terminal.expect("JumpCloud application for apps: make a new one");
        go_on(&mut terminal);
        if expected == 0 {
            terminal.expect("+ JumpCloud application \"Mimecast\"");
            terminal.answer("Make these changes? (? explains) [y/N] ", "y");
            decline_to_wait(&mut terminal);
        }
        let (rest, code) = terminal.end();
        assert_eq!(code, expected, "{rest}");
        // Named, it is asked no more.
        let named = "--idp-url-suffix apps:mimecast-cuk1a1";
        assert!(rest.contains(named), "{rest}");
    }
    let ours = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1";
    assert_eq!(applications(&sandbox), [BOBS, ours]);
    // Now that the tool has one of its own, nothing is asked.
    let args = [&["mimecast", "plan", "--allow=foreign-object"], &args[1..]].concat();
    let (rest, code) = Terminal::plain(100, &sandbox.environment(), &args).end();
    assert_eq!(code, 0, "{rest}");
    assert!(!rest.contains("make a new one"), "{rest}");
}

#[test]
fn whoever_names_the_application_or_cannot_be_asked_is_not_asked() {
    let sandbox = with_bobs_application();
    let args = ["mimecast", "plan", "--connector=apps", "--group=All Staff"];
    let more = ["--mimecast-group=All Mimecast users", "--skip=pilot"];
    let args = [&args[..], &more].concat();
    for (more, expected) in [("--idp-url-suffix=bob", 0), ("--no-input", 3)] {
        let args = [&args[..], &[more]].concat();
        let (rest, code) = Terminal::plain(100, &sandbox.environment(), &args).end();
        assert_eq!(code, expected, "{rest}");
        assert!(!rest.contains("There is already"), "{rest}");
    }
}
