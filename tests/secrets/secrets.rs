//! What must not be told, and looking for it.

use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::proxy::{Exchange, Rig};

/// A run of this many characters of a credential is a leak, not only the whole of it.
const TELLING: usize = 12;

/// Credentials by name.
#[derive(Debug, Clone, Default)]
pub struct Secrets(pub Vec<(String, String)>);

impl Secrets {
    /// The rig's credentials, and every access token that was handed out so far.
    pub fn of(rig: &Rig) -> Secrets {
        let given = rig.credentials.iter();
        let mut all: Vec<(String, String)> = given
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        all.extend(
            tokens(&rig.log())
                .into_iter()
                .map(|token| ("access token".to_owned(), token)),
        );
        assert!(
            all.iter().all(|(_, value)| value.len() > TELLING),
            "{all:?}"
        );
        Secrets(all)
    }

    /// The name of the first credential of which `text` holds a telling part.
    pub fn in_text(&self, text: &[u8]) -> Option<&str> {
        let text = String::from_utf8_lossy(text);
        let tells = |value: &str| {
            let parts = value.as_bytes().windows(TELLING);
            let mut parts =
                parts.map(|part| std::str::from_utf8(part).expect("credentials are ASCII"));
            parts.any(|part| text.contains(part))
        };
        let found = self.0.iter().find(|(_, value)| tells(value));
        found.map(|(name, _)| name.as_str())
    }

    /// Fails where a program printed a credential.
    pub fn not_printed(&self, what: &str, output: &Output) {
        for (stream, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            let told = self.in_text(bytes);
            let text = String::from_utf8_lossy(bytes);
            assert_eq!(told, None, "{what}: printed to {stream}:\n{text}");
        }
    }

    /// Fails where a file under `folder` holds a credential; says how many there are.
    pub fn not_written(&self, what: &str, folder: &Path) -> usize {
        let mut count = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                count += self.not_written(what, &path);
                continue;
            }
            let told = self.in_text(&std::fs::read(&path).unwrap());
            assert_eq!(told, None, "{what}: written to {}", path.display());
            count += 1;
        }
        count
    }
}

/// The access tokens that Mimecast gave out.
pub fn tokens(log: &[Exchange]) -> Vec<String> {
    let where_given = ["/mimecast/oauth/token", "/jumpcloud/oauth2/token"];
    let asked = log.iter().filter(|e| where_given.contains(&e.asked.path()));
    let answers = asked.filter_map(|e| serde_json::from_slice::<Value>(&e.answered.body).ok());
    let mut tokens: Vec<String> = answers
        .filter_map(|answer| answer["access_token"].as_str().map(str::to_owned))
        .collect();
    tokens.sort();
    tokens.dedup();
    tokens
}

/// The search finds what it looks for; else all the tests beside it would prove nothing.
#[test]
fn a_part_of_a_credential_is_found() {
    let secrets = Secrets(vec![("key".to_owned(), "0123456789abcdefghij".to_owned())]);
    for text in [
        "0123456789abcdefghij",
        "x 3456789abcdefg x",
        "Bearer 0123456789ab…",
    ] {
        assert_eq!(secrets.in_text(text.as_bytes()), Some("key"), "{text}");
    }
    for text in ["", "0123456789a", "0123456789a bcdefghij"] {
        assert_eq!(secrets.in_text(text.as_bytes()), None, "{text}");
    }
}
