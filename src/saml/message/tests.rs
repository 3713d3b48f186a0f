use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use proptest::prelude::*;
use serde_json::json;
use url::form_urlencoded;

use super::*;

mod in_hand;

const RESPONSE: &str = "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_1\">\
                        <a>÷ÿ??>>&amp;</a></samlp:Response>";
const REQUEST: &str = "<AuthnRequest xmlns=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_2\"/>";
const METADATA: &str = "<?xml version=\"1.0\"?>\n<!-- of one IdP -->\n<md:EntityDescriptor \
                        xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"JumpCloud\"/>";

const ACS: &str = "https://eu-api.mimecast.com/login/saml";
const IDP: &str = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1";

fn base64(xml: &str) -> String {
    STANDARD.encode(xml)
}

fn deflated(xml: &str) -> String {
    STANDARD.encode(miniz_oxide::deflate::compress_to_vec(xml.as_bytes(), 9))
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[track_caller]
fn one(input: &str) -> Message {
    let mut found = find(input.as_bytes()).unwrap_or_else(|e| panic!("{e} in {input}"));
    assert_eq!(found.len(), 1, "{input}");
    found.remove(0)
}

#[track_caller]
fn refused(input: &[u8], code: &str, says: &str) {
    let error = find(input).unwrap_err();
    assert_eq!(error.code, code, "{error}");
    assert!(error.message.contains(says), "{error}");
    assert!(!error.hints.is_empty());
}

#[test]
fn knows_the_three_by_their_root() {
    for (xml, kind) in [
        (RESPONSE, Kind::Response),
        (REQUEST, Kind::AuthnRequest),
        (METADATA, Kind::Metadata),
        (
            "<!DOCTYPE a [<!ENTITY b 'c'>]><x:Response/>",
            Kind::Response,
        ),
        ("\u{feff}  <Response xmlns='else'/>\n", Kind::Response),
    ] {
        let message = one(xml);
        assert_eq!(message.kind, kind);
        assert_eq!(message.found, "XML as it stands");
        let trimmed = xml.trim_start_matches('\u{feff}').trim();
        assert_eq!(message.xml, trimmed.as_bytes());
    }
}

#[test]
fn takes_base64_in_every_dress() {
    let plain = base64(RESPONSE);
    assert!(plain.contains('+') && plain.contains('/'), "{plain}");
    let wrapped: Vec<&str> = (0..plain.len())
        .step_by(40)
        .map(|at| &plain[at..plain.len().min(at + 40)])
        .collect();
    for (text, found) in [
        (plain.clone(), "base64"),
        (wrapped.join("\r\n") + "\r\n", "base64"),
        (format!("\"{plain}\""), "base64"),
        (plain.trim_end_matches('=').to_owned(), "base64"),
        (URL_SAFE_NO_PAD.encode(RESPONSE), "base64"),
        (encoded(&plain), "URL-encoded base64"),
        (encoded(&wrapped.join("\r\n")), "URL-encoded base64"),
        (plain.replace('=', "%3D"), "URL-encoded base64"),
        (deflated(RESPONSE), "deflated base64"),
        (encoded(&deflated(RESPONSE)), "deflated base64"),
    ] {
        let message = one(&text);
        assert_eq!(message.xml, RESPONSE.as_bytes(), "{text}");
        assert_eq!(message.found, found, "{text}");
        assert_eq!((message.url, message.relay_state), (None, None));
    }
}

#[test]
fn takes_a_form_however_it_was_copied() {
    let value = base64(RESPONSE);
    for text in [
        format!("SAMLResponse={}&RelayState=a%26b", encoded(&value)),
        format!("RelayState=a%26b&SAMLResponse={value}"),
        format!("x=1&SAMLResponse={}\n&RelayState=a%26b\n", encoded(&value)),
        format!("SAMLResponse: {value}\nRelayState: a&b"),
        format!("\"SAMLResponse\": \"{value}\"\n\"RelayState\": \"a&b\""),
    ] {
        let message = one(&text);
        assert_eq!(message.xml, RESPONSE.as_bytes(), "{text}");
        assert_eq!(message.relay_state.as_deref(), Some("a&b"), "{text}");
        assert_eq!(message.found, "base64 in the form field SAMLResponse");
    }
}

#[test]
fn takes_the_address_of_a_redirect() {
    let query = format!("SAMLRequest={}&RelayState=r", encoded(&deflated(REQUEST)));
    let message = one(&format!("{IDP}?{query}#top"));
    assert_eq!(message.kind, Kind::AuthnRequest);
    assert_eq!(message.xml, REQUEST.as_bytes());
    assert_eq!(
        message.found,
        "deflated base64 in the query parameter SAMLRequest of an address"
    );
    assert_eq!(message.url.as_deref(), Some(IDP));
    assert_eq!(message.relay_state.as_deref(), Some("r"));
    let alone = one(&query);
    assert_eq!(alone.url, None);
    assert_eq!(alone.xml, message.xml);
}

/// A log as browsers write it: fields in no order of ours, much that is of no concern.
fn har(entries: serde_json::Value) -> String {
    let creator = json!({"name": "a browser", "version": "1"});
    json!({"log": {"version": "1.2", "creator": creator, "pages": [], "entries": entries}})
        .to_string()
}

#[test]
fn reads_a_har_file() {
    let post = |url: &str, data| json!({"time": 1.5, "request": {"method": "POST", "url": url, "headers": [{"name": "a", "value": null}], "postData": data}, "response": {"status": 200, "content": {"size": 0}}});
    let body = format!(
        "SAMLResponse={}&RelayState=back",
        encoded(&base64(RESPONSE))
    );
    let log = har(json!([
        {"request": {"method": "GET", "url": "https://login-uk.mimecast.com/?a=b", "postData": null}, "response": {"content": {"mimeType": "text/html", "text": "<html>SAMLResponse=x</html>"}}},
        post(IDP, json!({"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "SAMLRequest", "value": base64(REQUEST)}, {"name": "x"}]})),
        post(ACS, json!({"mimeType": "application/x-www-form-urlencoded", "text": body, "params": null})),
        post(ACS, json!({"text": body})),
        {"request": {"method": "GET", "url": "https://host.example/metadata"}, "response": {"content": {"mimeType": "application/xml", "text": METADATA}}},
        {"request": {"method": "GET", "url": "https://host.example/again"}, "response": {"content": {"mimeType": "text/xml", "encoding": "base64", "text": base64(&METADATA.replace("JumpCloud", "Another"))}}},
        {"request": {"method": "GET", "url": "https://host.example/a.svg"}, "response": {"content": {"mimeType": "image/svg+xml", "text": "<svg/>"}}},
        {"request": null, "response": null},
    ]));
    let found = find(log.as_bytes()).unwrap();
    let seen: Vec<_> = found
        .iter()
        .map(|m| {
            (
                m.kind,
                m.found.as_str(),
                m.url.as_deref().unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (
                Kind::AuthnRequest,
                "base64 in the form field SAMLRequest of entry 2 of a HAR file",
                IDP
            ),
            (
                Kind::Response,
                "base64 in the form field SAMLResponse of entry 3 of a HAR file",
                ACS
            ),
            (
                Kind::Metadata,
                "the answer of entry 5 of a HAR file",
                "https://host.example/metadata"
            ),
            (
                Kind::Metadata,
                "base64 in the answer of entry 6 of a HAR file",
                "https://host.example/again"
            ),
        ]
    );
    assert_eq!(found[1].relay_state.as_deref(), Some("back"));
    assert_eq!(found[1].xml, RESPONSE.as_bytes());
}

#[test]
fn a_har_file_that_cannot_be_read_says_where() {
    let log = har(json!([{"request": {"method": "GET", "url": "https://a.example/"}}]));
    refused(log.as_bytes(), "saml-not-found", "read to its end");
    refused(
        &log.as_bytes()[..log.len() - 3],
        "saml-input-unreadable",
        "line 1, column",
    );
    for other in [
        "{\"log\": {\n \"entries\": 7}}",
        "{\"hello\": \"secret words\"}",
        "{\"log\": {}}",
    ] {
        refused(other.as_bytes(), "saml-not-found", "read to its end");
    }
    let deep = format!("{{\"log\":{}", "{\"log\":".repeat(100_000));
    refused(deep.as_bytes(), "saml-input-unreadable", "line 1");
}

#[test]
fn what_is_no_message_is_called_what_it_is() {
    for (input, says) in [
        ("", "empty"),
        (" \n", "empty"),
        ("hello, world", "neither XML nor base64"),
        ("aGVsbG8=", "not XML"),
        ("<!DOCTYPE html><HTML><body/></HTML>", "HTML page"),
        ("<LogoutRequest/>", "<LogoutRequest>"),
        ("<!-- -->", "no element"),
        ("<a\n\n<", "line"),
        (
            "https://login-uk.mimecast.com/?a=b",
            "the address carries none",
        ),
        ("SAMLResponse=!!!", "neither XML nor base64"),
    ] {
        refused(input.as_bytes(), "saml-not-found", says);
    }
    refused(b"\xff\xfe<\0a", "saml-input-unreadable", "UTF-16");
    refused(b"<a>\xff</a>", "saml-input-unreadable", "byte 3");
}

#[test]
fn every_size_has_an_end() {
    let large = "a".repeat(KEPT + 1);
    refused(
        large.as_bytes(),
        "saml-input-too-large",
        "8 MiB and names no field",
    );
    let mut endless = std::io::repeat(b' ').take(MAX_INPUT as u64 + 1);
    let error = read(&mut endless).unwrap().unwrap_err();
    assert_eq!(error.code, "saml-input-too-large", "{error}");
    let long = format!("<Response>{}</Response>", "x".repeat(MAX_MESSAGE));
    for input in [long.clone(), base64(&long), deflated(&long)] {
        refused(input.as_bytes(), "saml-message-too-large", "1 MiB");
    }
    // A message of nearly 1 MiB in 20 entries, each packed into a kilobyte.
    let heavy = |n: usize| {
        format!(
            "<Response n='{n}'>{}</Response>",
            " ".repeat(MAX_MESSAGE - 100)
        )
    };
    let entry = |n| json!({"request": {"url": format!("{IDP}?SAMLResponse={}", encoded(&deflated(&heavy(n))))}});
    let log = har((0..20).map(entry).collect());
    refused(log.as_bytes(), "saml-message-too-large", "together");
    let many = |n| json!({"request": {"url": format!("{IDP}?SAMLResponse={}", base64(&format!("<Response n='{n}'/>")))}});
    let log = har((0..101).map(many).collect());
    refused(log.as_bytes(), "saml-message-too-large", "together");
}

#[test]
fn a_crowd_of_empty_entries_is_walked_through() {
    for item in ["{}", "{\"request\":{\"postData\":{\"params\":[{},{}]}}}"] {
        let count = (KEPT - 100) / (item.len() + 1);
        let log = format!(
            "{{\"log\":{{\"entries\":[{}{item}]}}}}",
            format!("{item},").repeat(count - 1)
        );
        refused(log.as_bytes(), "saml-not-found", "read to its end");
    }
    for item in [
        "SAMLResponse=",
        "<SAMLResponse ",
        "SAMLResponse='",
        "SAMLResponse=<",
        "SAMLResponse&",
        "&lt;SAMLResponse:",
        "SAMLResponse=x&",
        "SAMLResponse,",
        "<input SAMLResponse",
        "RelayState=SAMLRequest=a ",
        "SAMLResponse=a\n",
        "SAMLRe",
    ] {
        let crowd = item.repeat(KEPT / 8 / item.len());
        let error = find(crowd.as_bytes()).unwrap_err();
        assert!(
            ["saml-not-found", "saml-message-too-large"].contains(&error.code),
            "{item}: {error}"
        );
    }
    refused(&b"&".repeat(KEPT), "saml-not-found", "neither");
    refused(&b"%2".repeat(KEPT / 2), "saml-not-found", "neither");
    refused(&b"<".repeat(KEPT), "saml-message-too-large", "1 MiB");
    refused(&b"<".repeat(MAX_MESSAGE), "saml-not-found", "well-formed");
}

proptest! {
    #[test]
    fn never_panics(bytes in any::<Vec<u8>>(), text in "[<{]?(SAMLResponse[=:])?.{0,60}") {
        let _ = find(&bytes);
        let _ = find(text.as_bytes());
        let _ = find(base64(&text).as_bytes());
        let _ = find(har(json!([{"request": {"method": "POST", "url": &text, "postData": {"text": &text}}}])).as_bytes());
    }

    #[test]
    fn every_wrapping_gives_the_same_message_back(inside in "[^<&\\r]{0,80}", relay in ".{0,20}") {
        let xml = format!("<Response>{inside}</Response>");
        let form = format!("SAMLResponse={}&RelayState={}", encoded(&base64(&xml)), encoded(&relay));
        let address = format!("{ACS}?SAMLResponse={}&RelayState={}", encoded(&deflated(&xml)), encoded(&relay));
        let log = har(json!([{"request": {"method": "POST", "url": ACS, "postData": {"text": &form}}}]));
        for (input, beside) in [
            (xml.clone(), None),
            (base64(&xml), None),
            (deflated(&xml), None),
            (encoded(&base64(&xml)), None),
            (form, Some(relay.as_str())),
            (address, Some(relay.as_str())),
            (log, Some(relay.as_str())),
        ] {
            let found = find(input.as_bytes()).unwrap();
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(&found[0].xml, xml.as_bytes());
            prop_assert_eq!(found[0].relay_state.as_deref(), beside);
        }
    }
}
