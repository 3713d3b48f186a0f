use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use proptest::prelude::*;
use serde_json::json;
use url::form_urlencoded;

use super::*;

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

/// One Response in every dress in which people have it in hand. What comes back is the exact bytes.
#[test]
fn finds_the_field_wherever_it_stands() {
    let plain = base64(RESPONSE);
    let percent = encoded(&plain);
    let json = plain
        .replace('/', "\\/")
        .replace('+', "\\u002b")
        .replace('=', "\\u003d");
    let html = plain
        .replace('+', "&#x2B;")
        .replace('/', "&#47;")
        .replace('=', "&#61;");
    let cut = |with: &str| {
        let letters = plain.as_bytes().chunks(30);
        let lines: Vec<&str> = letters.map(|l| std::str::from_utf8(l).unwrap()).collect();
        lines.join(with)
    };
    let wrapped = cut("\n");
    for (what, text) in [
        ("decoded fields, one a line", format!("SAMLResponse={plain}\nRelayState=a&b")),
        ("a list of fields", format!("Form Data\nSAMLResponse:\n{plain}\nRelayState:\na&b")),
        ("a table with tabs", format!("SAMLResponse\t{plain}\nRelayState\ta")),
        ("curl in sh", format!("curl '{ACS}' \\\n  -H 'origin: https://x.example' \\\n  --data-raw 'SAMLResponse={percent}&RelayState=a' \\\n  --compressed")),
        ("curl in sh, ANSI quotes", format!("curl '{ACS}' --data-raw $'SAMLResponse={}\\u0026RelayState=a'", percent.replace('%', "\\u0025"))),
        ("curl in cmd", format!("curl ^\"{ACS}^\" ^\n  --data-raw ^\"SAMLResponse={}^&RelayState=a^\"", percent.replace('%', "^%^"))),
        ("curl, field by field", format!("curl {ACS} --data-urlencode 'SAMLResponse={plain}' --data-urlencode 'RelayState=a'")),
        ("fetch", format!("fetch(\"{ACS}\", {{\n  \"body\": \"SAMLResponse={percent}&RelayState=a\",\n  \"method\": \"POST\"\n}});")),
        ("PowerShell", format!("Invoke-WebRequest -UseBasicParsing -Uri \"{ACS}\" `\n-Method \"POST\" `\n-Body \"SAMLResponse={percent}&RelayState=a\"")),
        ("an object", json!({"SAMLResponse": plain, "RelayState": "a"}).to_string()),
        ("an object of lists", json!({"form": {"SAMLResponse": [plain]}}).to_string()),
        ("pairs", json!({"requests": [{"method": "POST", "url": ACS, "post": [["SAMLResponse", plain], ["RelayState", "a"]]}]}).to_string()),
        ("JSON in JSON", json!({"log": json!({"SAMLResponse": plain}).to_string()}).to_string()),
        ("an object in a text", format!("sent: {{\"SAMLResponse\":\"{json}\"}}")),
        ("a page that posts itself", format!("<html><body><form method=\"post\" action=\"{ACS}\"><input type=\"hidden\" name=\"SAMLResponse\" value=\"{plain}\"/></form>")),
        ("the value first, entities", format!("<!DOCTYPE html>\n<form action='{ACS}'>\n<INPUT VALUE='{html}' NAME='SAMLResponse'></form>")),
        ("an id before the name", format!("<form><input id=SAMLResponse type=hidden value={plain} name=SAMLResponse></form>")),
        ("a text area", format!("<form><textarea rows=2 name=\"SAMLResponse\">\n{wrapped}\n</textarea></form>")),
        ("a table of a page", format!("<table><tr><td>SAMLResponse</td>\n<td><pre>{plain}</pre></td></tr></table>")),
        ("a raw request", format!("POST /login/saml HTTP/1.1\r\nHost: eu-api.mimecast.com\r\n\r\nSAMLResponse={percent}&RelayState=a")),
        ("a part of a form", format!("--b\r\nContent-Disposition: form-data; name=\"SAMLResponse\"\r\nContent-Type: text/plain\r\n\r\n{plain}\r\n--b--\r\n")),
        ("a raw answer", format!("HTTP/1.1 302 Found\r\nLocation: {ACS}?SAMLResponse={}&RelayState=a\r\n\r\n", encoded(&deflated(RESPONSE)))),
        ("a fence", format!("Here it is:\n```http\nSAMLResponse={percent}\n```\nThanks")),
        ("a fence around base64", format!("```\n{wrapped}\n```")),
        ("a quoted mail", format!("> SAMLResponse={}\n> RelayState=a", cut("\n> "))),
        ("a quoted mail, base64 alone", format!("> {}", cut("\n> "))),
        ("lines joined by a backslash", format!("SAMLResponse={}\n", cut("\\\n"))),
        ("encoded twice", format!("next=%2Flogin%3FSAMLResponse%3D{}", encoded(&percent))),
        ("pluses read as blanks", format!("SAMLResponse={}&x=1", plain.replace('+', " "))),
        ("an invisible character inside", format!("SAMLResponse={}", cut("\u{200b}"))),
        ("invisible characters around", format!("\u{200b}\u{feff}{RESPONSE}\u{2060}\n")),
        ("a fence around XML", format!("```xml\n{RESPONSE}\n```")),
        ("entities around XML", RESPONSE.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")),
        ("the XML as the value", format!("SAMLResponse: {RESPONSE}")),
        ("posted twice", format!("SAMLResponse={plain}\n\nSAMLResponse={percent}")),
        ("wrapped, and posted twice", format!("SAMLResponse:\n{wrapped}\n\nSAMLResponse:\n{wrapped}\n")),
        ("posted two hundred times", format!("SAMLResponse={plain}\n").repeat(200)),
    ] {
        let found = find(text.as_bytes()).unwrap_or_else(|error| panic!("{what}: {error} in {text}"));
        assert_eq!(found.len(), 1, "{what}: {found:?}");
        assert_eq!(found[0].xml, RESPONSE.as_bytes(), "{what}");
        if text.contains("RelayState") {
            let beside = found[0].relay_state.as_deref().unwrap_or_default();
            assert!(beside.starts_with('a'), "{what}: {beside}");
        }
        if text.contains(ACS) {
            assert_eq!(found[0].url.as_deref(), Some(ACS), "{what}");
        }
        for wide in [[0xff, 0xfe], [0xfe, 0xff]] {
            let units = text.encode_utf16();
            let bytes = units.flat_map(|unit| match wide[0] {
                0xff => unit.to_le_bytes(),
                _ => unit.to_be_bytes(),
            });
            let bytes: Vec<u8> = wide.into_iter().chain(bytes).collect();
            assert_eq!(find(&bytes).unwrap(), found, "{what}, UTF-16");
            if text.is_ascii() {
                assert_eq!(find(&bytes[2..]).unwrap(), found, "{what}, UTF-16 without its mark");
            }
        }
    }
}

#[test]
fn a_field_that_was_left_out_is_named() {
    let post = |data| {
        har(
            json!([{"request": {"method": "GET", "url": IDP}}, {"request": {"method": "POST", "url": ACS, "postData": data}}]),
        )
    };
    let redacted = json!({"mimeType": "x", "text": "SAMLResponse=[redacted]&RelayState="});
    let listed = json!({"params": [{"name": "SAMLResponse", "value": "[redacted]"}]});
    for (text, says) in [
        (
            post(redacted),
            &[
                "the form field SAMLResponse of entry 2 of a HAR file",
                "[redacted]",
            ][..],
        ),
        (
            post(listed),
            &["the form field SAMLResponse of entry 2 of a HAR file"],
        ),
        (
            post(json!({"text": "SAMLResponse=&RelayState="})),
            &["SAMLResponse of entry 2", "is empty"],
        ),
        (
            post(json!(null)),
            &[
                "entry 2 of a HAR file, a POST to",
                "login/saml",
                "without what it sent",
            ],
        ),
        (
            post(json!({"mimeType": "x"})),
            &["entry 2 of a HAR file", "without what it sent"],
        ),
        (
            "SAMLResponse=***".to_owned(),
            &["the form field SAMLResponse", "\"***\""],
        ),
    ] {
        let error = find(text.as_bytes()).unwrap_err();
        assert_eq!(error.code, "saml-not-found", "{error}");
        for part in says {
            assert!(error.message.contains(part), "{part}: {error}");
        }
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

/// What is too much to be kept is read all the same, wherever in it the message stands.
#[test]
fn a_large_input_is_walked_through() {
    let field = format!("SAMLResponse={}&RelayState=a\n", encoded(&base64(RESPONSE)));
    let page = format!(
        "<input value=\"{}\" name=\"SAMLResponse\">",
        base64(RESPONSE)
    );
    let noise = "GET /page HTTP/1.1 – and so on\n";
    for inside in [&field, &page] {
        // Around the places where one piece ends and the next begins.
        for at in [
            0,
            (8 << 20) - 20,
            (8 << 20) - 900,
            (12 << 20) - 20,
            13 << 20,
            16 << 20,
        ] {
            let mut text = noise.repeat(at / noise.len());
            text.push_str(&" ".repeat(at - text.len()));
            text.push_str(inside);
            text.push_str(&noise.repeat((18 << 20) / noise.len()));
            let found = find(text.as_bytes()).unwrap_or_else(|error| panic!("{at}: {error}"));
            assert_eq!(found.len(), 1, "{at}");
            assert_eq!(found[0].xml, RESPONSE.as_bytes(), "{at}");
        }
    }
    // An entry whose answer is an image of many megabytes, with a quote and an escape where it is cut.
    let image = format!(
        "{}{}",
        "A".repeat((6 << 20) - 3),
        "\"\\é\u{1f600}".repeat(1 << 20)
    );
    let entry = json!({"request": {"url": IDP}, "response": {"content": {"text": image, "encoding": "base64"}}});
    let post = json!({"request": {"method": "POST", "url": ACS, "postData": {"text": field}}});
    let log = har(json!([entry, post, entry]));
    assert!(log.len() > KEPT);
    let found = find(log.as_bytes()).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].found,
        "base64 in the form field SAMLResponse of entry 2 of a HAR file"
    );
    refused(
        &log.as_bytes()[..log.len() - 3],
        "saml-input-unreadable",
        "line 1",
    );
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
    fn a_dress_of_any_kind_never_panics(text in "([<{\"'`&%\\\\^ \n>|=:,;a-z]{0,6}(SAMLResponse|SAMLRequest|RelayState|value=|PHN4|&lt;)){1,8}.{0,9}") {
        let _ = find(text.as_bytes());
        let _ = find(json!({"text": &text, "url": &text, "a": [&text, &text]}).to_string().as_bytes());
    }

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
