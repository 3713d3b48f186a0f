//! What the body of an answer says, made fit to be shown.

use serde_json::Value;

use crate::text::Redactor;

impl Redactor {
    /// What a body says, for an error message: the message of an error document, the title of an
    /// HTML page, or the beginning of the text.
    ///
    /// Reads both services' shapes: `message`, `error` (also an object), `error_description`,
    /// `details[]`, `errors[]`, `fail[].errors[]`. Of a JSON document without any of these nothing
    /// is repeated.
    pub fn excerpt(&self, body: &[u8]) -> String {
        let text = String::from_utf8_lossy(body);
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return "an empty body".to_owned();
        }
        if let Ok(value) = serde_json::from_str::<Value>(text) {
            return match worded(&value) {
                None => "a JSON document without a message".to_owned(),
                Some(message) => self.scrub(&message),
            };
        }
        if looks_like_html(text) {
            return match html_title(text) {
                Some(title) => format!("an HTML page titled \"{}\"", self.scrub(&title)),
                None => "an HTML page".to_owned(),
            };
        }
        if text.starts_with(['{', '[']) {
            return "JSON that is cut off or malformed".to_owned();
        }
        if text.starts_with('<') {
            return "an XML document".to_owned();
        }
        format!("\"{}\"", self.scrub(text))
    }
}

fn looks_like_html(text: &str) -> bool {
    let head: String = text.chars().take(1000).collect::<String>().to_lowercase();
    head.starts_with("<!doctype html") || head.contains("<html") || head.contains("<head")
}

fn html_title(text: &str) -> Option<String> {
    // ASCII lower-casing keeps byte positions equal to those of `text`.
    let lower = text.to_ascii_lowercase();
    let open = lower.find("<title")?;
    let start = open + lower.get(open..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find("</title")?;
    let title = text.get(start..end)?.trim();
    (!title.is_empty()).then(|| title.to_owned())
}

/// What an error document says in words; `None` where it has neither a message nor a code.
pub(super) fn worded(document: &Value) -> Option<String> {
    let mut parts = Vec::new();
    messages(document, 0, &mut parts);
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Collects the human text of an error document, most general first.
fn messages(value: &Value, depth: u8, out: &mut Vec<String>) {
    let Value::Object(map) = value else { return };
    if depth > 3 || out.len() >= 5 {
        return;
    }
    for key in ["code", "error", "message", "error_description"] {
        match map.get(key) {
            Some(Value::String(text)) if !text.is_empty() && !out.contains(text) => {
                out.push(text.clone());
            }
            Some(nested @ Value::Object(_)) => messages(nested, depth + 1, out),
            _ => {}
        }
    }
    for key in ["details", "errors", "fail"] {
        for item in map.get(key).and_then(Value::as_array).into_iter().flatten() {
            match item {
                Value::String(text) => out.push(text.clone()),
                nested => messages(nested, depth + 1, out),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::REDACTED;
    use proptest::prelude::*;
    use secrecy::SecretString;

    fn redactor() -> Redactor {
        let redactor = Redactor::default();
        redactor.add(SecretString::from("key-0123456789abcdef"));
        redactor
    }

    #[test]
    fn takes_out_known_and_named_secrets() {
        for text in [
            "invalid key key-0123456789abcdef given",
            r#"{"passphrase":"open sesame 1","x":1}"#,
            r#"supportCode: 4711-hush"#,
            "client_secret=hush&grant=1",
            "Authorization: Bearer hush.token.1234567890",
            "got Bearer hushhushhushhushhush!",
            "x-api-key: hush",
            r#"\"access_token\":\"hush\""#,
            "-----BEGIN RSA PRIVATE KEY-----\nhush",
        ] {
            let shown = redactor().scrub(text);
            for secret in ["key-0123456789abcdef", "sesame", "hush", "4711"] {
                assert!(!shown.contains(secret), "{text} -> {shown}");
            }
            assert!(shown.contains(REDACTED), "{text} -> {shown}");
        }
    }

    #[test]
    fn leaves_ordinary_words_alone() {
        for text in [
            "the token has expired",
            "Bearer authentication is required",
            "the password must be changed",
            "user_group not found",
        ] {
            assert_eq!(redactor().scrub(text), text);
        }
    }

    #[test]
    fn says_what_a_body_is() {
        for (body, said) in [
            (r#"{"message":"Not Found"}"#, "Not Found"),
            (r#"{"error":"Unauthorized"}"#, "Unauthorized"),
            (
                r#"{"status":400,"error":"The IdP URL is required"}"#,
                "The IdP URL is required",
            ),
            (
                r#"{"code":400,"message":"bad","status":"INVALID","details":[{"message":"name"}]}"#,
                "bad; name",
            ),
            (
                r#"{"error":"invalid_client","error_description":"no such client"}"#,
                "invalid_client; no such client",
            ),
            (
                r#"{"fail":[{"errors":[{"code":"err_x","message":"no role"}]}],"data":[]}"#,
                "err_x; no role",
            ),
            (
                r#"{"data":[{"passphrase":"p"}]}"#,
                "a JSON document without a message",
            ),
            (
                "<!DOCTYPE html><title>Sign\u{1b}[31m in</title>",
                "an HTML page titled \"Sign⟨U+001B⟩[31m in\"",
            ),
            ("<html><body>no</body></html>", "an HTML page"),
            (r#"{"message":"cut"#, "JSON that is cut off or malformed"),
            ("<?xml version='1.0'?><a/>", "an XML document"),
            ("", "an empty body"),
            ("upstream\r\n gone", "\"upstream gone\""),
        ] {
            assert_eq!(redactor().excerpt(body.as_bytes()), said, "{body}");
        }
    }

    proptest! {
        #[test]
        fn excerpt_never_panics_nor_tells(body in any::<Vec<u8>>(), head in "[<{\"a-z =:]{0,12}") {
            let mut text = head.into_bytes();
            text.extend_from_slice(b"key-0123456789abcdef");
            text.extend(body);
            prop_assert!(!redactor().excerpt(&text).contains("key-0123456789abcdef"));
        }
    }
}
