//! What people have in hand: a field in the dress of whatever tool it was copied from, left out, or in a log of many megabytes.

use proptest::prelude::*;
use serde_json::json;

use super::*;

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
        ("words around a quoted mail", format!("On Monday somebody wrote:\n> > {}\n\nThanks, somebody", cut("\n> > "))),
        ("words around base64", format!("Here it is.\r\n\r\n{plain}\r\n\r\nThanks\r\n")),
        ("YAML", format!("saml:\n  SAMLResponse: |-\n    {}\n  RelayState: a\n", cut("\n    "))),
        ("a mail as it is sent", format!("SAMLResponse=3D{}\n\nThanks", cut("\n").replace('=', "=3D").replace('\n', "=\n"))),
        ("a page shown as text", format!("&lt;input type=\"hidden\" name=\"SAMLResponse\" value=\"{plain}\"&gt;")),
        ("a property", format!("document.forms[0].SAMLResponse.value = \"{plain}\";")),
        ("pairs by key", json!({"urlencoded": [{"key": "SAMLResponse", "value": plain}, {"key": "RelayState", "value": "a"}]}).to_string()),
        ("pairs by name, with a key of their own", json!({"params": [{"name": "SAMLResponse", "key": "field-1", "value": plain}]}).to_string()),
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

proptest! {
    #[test]
    fn a_dress_of_any_kind_never_panics(text in "([<{\"'`&%\\\\^ \n>|=:,;a-z]{0,6}(SAMLResponse|SAMLRequest|RelayState|value=|PHN4|&lt;)){1,8}.{0,9}") {
        let _ = find(text.as_bytes());
        let _ = find(json!({"text": &text, "url": &text, "a": [&text, &text]}).to_string().as_bytes());
    }
}
