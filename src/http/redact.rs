//! What a service said, made fit to be shown: no secret, no terminal escape, no page of HTML.

use std::sync::{Arc, Mutex, PoisonError};

use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

pub use crate::text::{is_invisible, printable};

/// What stands in the place of a secret.
pub const REDACTED: &str = "[redacted]";

/// Longest text of a service that an error message repeats, in characters.
const EXCERPT_CHARS: usize = 200;

/// Field and header names whose value is never shown, lower case and without `-` and `_`.
/// `passphrase` and `supportCode` are Mimecast's (endpoint reference get-account);
/// `idpPrivateKey` is JumpCloud's.
const SECRET_NAMES: [&str; 14] = [
    "passphrase",
    "supportcode",
    "password",
    "secret",
    "clientsecret",
    "accesstoken",
    "refreshtoken",
    "token",
    "apikey",
    "xapikey",
    "authorization",
    "bearer",
    "basic",
    "idpprivatekey",
];

/// The secrets of one transport; takes them out of whatever a service says.
///
/// Cloning shares the list, so that a token fetched later is known everywhere.
#[derive(Clone, Default)]
pub struct Redactor(Arc<Mutex<Vec<SecretString>>>);

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Redactor")
    }
}

impl Redactor {
    /// Adds a secret that a service could repeat. Short ones (under 6 characters) are left out:
    /// taking them out would garble ordinary words and so tell them.
    pub fn add(&self, secret: SecretString) {
        if secret.expose_secret().len() >= 6 {
            self.0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(secret);
        }
    }

    /// Whether a secret stands in `text`, in whatever case: host names are lower-cased on the way.
    pub fn finds_in(&self, text: &str) -> bool {
        let text = text.to_ascii_lowercase();
        let secrets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        secrets
            .iter()
            .any(|secret| text.contains(&secret.expose_secret().to_ascii_lowercase()))
    }

    /// `text` on one line, at most 200 characters, without secrets and control characters.
    pub fn scrub(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for secret in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            text = text.replace(secret.expose_secret(), REDACTED);
        }
        printable(&without_named_secrets(&text), EXCERPT_CHARS)
    }

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
            let mut parts = Vec::new();
            messages(&value, 0, &mut parts);
            return match parts.is_empty() {
                true => "a JSON document without a message".to_owned(),
                false => self.scrub(&parts.join("; ")),
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

/// Replaces the value after each secret name (`"passphrase":"…"`, `Bearer …`, `token=…`), and
/// everything from the beginning of a private key.
fn without_named_secrets(text: &str) -> String {
    let text = match text.find("-----BEGIN ") {
        Some(at) if text[at..].contains("PRIVATE KEY") => format!("{}{REDACTED}", &text[..at]),
        _ => text.to_owned(),
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    loop {
        let word_end = rest.find(|c: char| !is_name_char(c)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(word_end);
        out.push_str(word);
        let skipped = if is_secret_name(word) {
            secret_after(word, tail)
        } else {
            None
        };
        if let Some((separator, value)) = skipped {
            out.push_str(&tail[..separator]);
            out.push_str(REDACTED);
            rest = &tail[separator + value..];
            continue;
        }
        let Some(c) = tail.chars().next() else {
            return out;
        };
        out.push(c);
        rest = &tail[c.len_utf8()..];
    }
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

pub(crate) fn is_secret_name(word: &str) -> bool {
    let name: String = word
        .chars()
        .filter(|c| *c != '_' && *c != '-')
        .map(|c| c.to_ascii_lowercase())
        .collect();
    SECRET_NAMES.contains(&name.as_str())
}

/// Lengths, in bytes, of the separator and of the value that follow a secret name.
fn secret_after(word: &str, tail: &str) -> Option<(usize, usize)> {
    let separator = tail
        .find(|c: char| !matches!(c, '"' | '\'' | ':' | '=' | ' ' | '\\'))
        .unwrap_or(tail.len());
    let assigned = tail[..separator].contains([':', '=']);
    let scheme = word.eq_ignore_ascii_case("bearer") || word.eq_ignore_ascii_case("basic");
    if !(assigned || scheme && separator > 0) {
        return None;
    }
    let after = &tail[separator..];
    // `Authorization: Bearer x`: the scheme word stays, what follows it is caught next.
    if ["bearer ", "basic "].iter().any(|s| {
        after
            .get(..s.len())
            .is_some_and(|a| a.eq_ignore_ascii_case(s))
    }) {
        return None;
    }
    let quoted = tail[..separator].ends_with(['"', '\'']);
    let value = after
        .find(|c: char| match quoted {
            true => matches!(c, '"' | '\''),
            false => matches!(c, '"' | '\'' | ',' | ';' | '&' | '}' | ')') || c.is_whitespace(),
        })
        .unwrap_or(after.len());
    // "Bearer authentication is required" is prose; a token is long or holds a digit.
    let prose =
        scheme && !assigned && value < 20 && !after[..value].contains(|c: char| c.is_ascii_digit());
    (value > 0 && !prose).then_some((separator, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
