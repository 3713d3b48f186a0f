//! The secrets of a run, taken out of whatever is printed or written.

use std::sync::{Arc, Mutex, PoisonError};

use base64::prelude::{BASE64_STANDARD_NO_PAD, Engine as _};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::seek::Needles;

/// How many secrets are learnt from answers: more than any run has, and not without end.
const MOST: usize = 256;

/// What stands in the place of a secret.
pub const REDACTED: &str = "[redacted]";

/// Field and header names whose value is never shown, lower case and without `-` and `_`.
/// `passphrase` and `supportCode` are Mimecast's (endpoint reference get-account);
/// `idpPrivateKey` is JumpCloud's, `accessKey` and `secretKey` are of Mimecast's API 1.0.
const SECRET_NAMES: [&str; 6] = [
    "authorization",
    "bearer",
    "basic",
    "accesskey",
    "secretkey",
    "setcookie",
];

/// Names whose value is a secret of its own, to be known wherever else it stands.
const LEARNT: [&str; 3] = ["passphrase", "supportcode", "idpprivatekey"];

/// How such names end.
const SECRET_ENDS: [&str; 7] = [
    "passphrase",
    "supportcode",
    "password",
    "secret",
    "token",
    "apikey",
    "privatekey",
];

/// The secrets of a run or of one transport; takes them out of whatever a service says, in whatever form
/// they stand there.
///
/// Cloning shares the list, so that a token fetched later is known everywhere.
#[derive(Clone, Default)]
pub struct Redactor(Arc<Mutex<Known>>);

#[derive(Default)]
struct Known {
    needles: Needles,
    secrets: Vec<SecretString>,
    /// How many of them answers told.
    learnt: usize,
    /// Lists of others, which grow by themselves.
    others: Vec<Redactor>,
}

impl Known {
    /// Whether it is a new one that is looked for from now on.
    fn add(&mut self, secret: SecretString) -> bool {
        let text = secret.expose_secret().trim();
        let known = self
            .secrets
            .iter()
            .any(|s| s.expose_secret().trim() == text);
        if text.len() < 6 || known {
            return false;
        }
        // Without the lines around it a private key is still one.
        match pem_body(text) {
            Some(body) if is_private_key(text) => {
                self.needles.add(text);
                self.needles.add_private_key(&body);
            }
            None if is_private_key(text) => self.needles.add_private_key(text),
            _ => self.needles.add(text),
        }
        self.secrets.push(secret);
        true
    }
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Redactor")
    }
}

impl Redactor {
    /// Adds a secret that a service could repeat. Short ones (under 6 characters) are left out:
    /// taking them out would garble ordinary words and so tell them.
    pub fn add(&self, secret: SecretString) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.add(secret);
    }

    /// Adds what a document of a service holds under a name that only a secret has: Mimecast's passphrase and
    /// support code (endpoint reference get-account), JumpCloud's `idpPrivateKey`, whose value may stand one level
    /// deeper (`{"type":"file","value":"…"}`).
    pub fn learn(&self, document: &Value) {
        match document {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match LEARNT.contains(&plain_name(name).as_str()) {
                        true => self.learn_value(value.get("value").unwrap_or(value)),
                        false => self.learn(value),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.learn(item)),
            _ => {}
        }
    }

    fn learn_value(&self, value: &Value) {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            other => return self.learn(other),
        };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.learnt < MOST && known.add(text.into()) {
            known.learnt += 1;
        }
    }

    /// Takes out what another list holds as well, now and later. The other one must not include this one.
    pub fn include(&self, other: &Redactor) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !Arc::ptr_eq(&self.0, &other.0)
            && !known.others.iter().any(|o| Arc::ptr_eq(&o.0, &other.0))
        {
            known.others.push(other.clone());
        }
    }

    /// Whether a secret stands in `text`, in any form.
    pub fn finds_in(&self, text: &str) -> bool {
        self.redact(text) != text
    }

    /// `text` without secrets, in any form: as they are, in another case, JSON-escaped, URL-encoded, in base64
    /// (also as a part of a longer text) or hexadecimal, with blanks, line breaks or invisible characters in
    /// between; and without any private key.
    pub fn redact(&self, text: &str) -> String {
        let mut out = without_private_key(text);
        let others = {
            let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            for found in known.needles.find(&out).into_iter().rev() {
                out.replace_range(found, REDACTED);
            }
            known.others.clone()
        };
        for other in others {
            out = other.redact(&out);
        }
        out
    }

    /// Takes the secrets out of every text of a document, also out of names. A plan's field that held one is
    /// marked `sensitive`. Whether there was one.
    pub fn redact_value(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => {
                let redacted = self.redact(text);
                let changed = redacted != *text;
                *text = redacted;
                changed
            }
            Value::Array(items) => items
                .iter_mut()
                .fold(false, |changed, item| self.redact_value(item) | changed),
            Value::Object(fields) => {
                let mut changed = false;
                if fields.keys().any(|key| self.finds_in(key)) {
                    changed = true;
                    let all = std::mem::take(fields);
                    fields.extend(
                        all.into_iter()
                            .map(|(key, value)| (self.redact(&key), value)),
                    );
                }
                for (_, value) in fields.iter_mut() {
                    changed |= self.redact_value(value);
                }
                if changed && let Some(sensitive) = fields.get_mut("sensitive") {
                    *sensitive = Value::Bool(true);
                }
                changed
            }
            // A number can be a support code, or the digits of a key.
            Value::Number(number) => {
                let text = number.to_string();
                let found = text.len() >= 6 && self.finds_in(&text);
                if found {
                    *value = Value::from(REDACTED);
                }
                found
            }
            Value::Null | Value::Bool(_) => false,
        }
    }

    /// What a service said, for a message: on one line, at most 200 characters, without secrets and without
    /// what is named like one.
    pub fn scrub(&self, text: &str) -> String {
        super::prose(&without_named_secrets(&self.redact(text)))
    }
}

/// What stands between the lines of a PEM document.
fn pem_body(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("-----BEGIN ")?;
    let (_, rest) = rest.split_once("-----")?;
    let body = rest.split("-----").next()?.trim();
    (!body.is_empty()).then(|| body.to_owned())
}

/// `text` up to the first private key in PEM, and after its end where it has one.
fn without_private_key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("-----BEGIN ") {
        let label = rest[at..].chars().take(64).collect::<String>();
        let private = label
            .split("-----")
            .nth(1)
            .is_some_and(|name| name.contains("PRIVATE KEY"));
        if !private {
            let next = at + "-----BEGIN ".len();
            out.push_str(&rest[..next]);
            rest = &rest[next..];
            continue;
        }
        out.push_str(&rest[..at]);
        out.push_str(REDACTED);
        let end = rest[at..]
            .find("-----END ")
            .map(|end| at + end + "-----END ".len());
        let end = end.and_then(|end| rest[end..].find("-----").map(|dashes| end + dashes + 5));
        rest = end.map_or("", |end| &rest[end..]);
    }
    out.push_str(rest);
    out
}

/// Whether `text` is a private key in DER, in base64: a sequence that begins with a version (RFC 8017, 5208,
/// 5915). Certificates and public keys begin with a sequence.
pub fn is_private_key(text: &str) -> bool {
    let head: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(12)
        .collect();
    let Ok(bytes) = BASE64_STANDARD_NO_PAD.decode(head) else {
        return text.contains("PRIVATE KEY-----");
    };
    let content = match bytes.as_slice() {
        [0x30, length, rest @ ..] if *length < 0x80 => rest,
        [0x30, 0x81, _, rest @ ..] | [0x30, 0x82, _, _, rest @ ..] => rest,
        _ => return false,
    };
    text.len() > 60 && matches!(content, [2, 1, 0 | 1, ..])
}

/// Replaces the value after each secret name (`"passphrase":"…"`, `Bearer …`, `token=…`), and
/// everything from the beginning of a private key.
fn without_named_secrets(text: &str) -> String {
    let text = without_private_key(text);
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

/// A name in lower case and without `-` and `_`.
fn plain_name(name: &str) -> String {
    let plain = name.chars().filter(|c| !matches!(c, '-' | '_'));
    plain.map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether a field or header of that name holds a secret.
pub fn is_secret_name(word: &str) -> bool {
    let name = plain_name(word);
    SECRET_NAMES.contains(&name.as_str()) || SECRET_ENDS.iter().any(|end| name.ends_with(end))
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
