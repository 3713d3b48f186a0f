//! Secrets: none is left in any form, and what is none stays.

use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE, Engine as _};
use secrecy::SecretString;
use serde_json::json;

use super::*;

const SECRETS: [&str; 5] = [
    "jca_9f8e7d6c5b4a39281706f5e4d3c2b1a0",
    "p/5+w==\"q\\ r%41",
    "short7",
    "correct horse battery",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.Zm9vYmFyYmF6",
];

fn redactor(secret: &str) -> Redactor {
    let redactor = Redactor::default();
    redactor.add(SecretString::from(secret));
    redactor
}

/// The secret in every form in which a service could say it, and what it is called.
pub fn forms(secret: &str) -> Vec<(&'static str, String)> {
    let percent = |upper: bool| -> String {
        let byte = |b: u8| {
            if upper {
                format!("%{b:02X}")
            } else {
                format!("%{b:02x}")
            }
        };
        secret.bytes().map(byte).collect()
    };
    let form: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let json = json!(secret).to_string();
    let json = json[1..json.len() - 1].to_owned();
    let unicode: String = secret
        .chars()
        .map(|c| format!("\\u{:04x}", u32::from(c)))
        .collect();
    let between = |with: &str| {
        let each: Vec<String> = secret.chars().map(String::from).collect();
        each.join(with)
    };
    let entities: String = secret
        .chars()
        .map(|c| format!("&#{};", u32::from(c)))
        .collect();
    let mut all = vec![
        ("as it is", secret.to_owned()),
        ("upper case", secret.to_ascii_uppercase()),
        ("JSON", json.clone()),
        (
            "JSON in JSON",
            json!(json).to_string().trim_matches('"').to_owned(),
        ),
        ("JSON with \\u", unicode.clone()),
        ("JSON with \\u twice", unicode.replace('\\', "\\\\")),
        ("URL", percent(true)),
        ("URL in lower case", percent(false)),
        ("URL twice", percent(true).replace('%', "%25")),
        ("a form", form.clone()),
        ("a form in lower case", form.to_ascii_lowercase()),
        ("HTML", entities),
        ("zero-width", between("\u{200b}")),
        ("joiners", between("\u{2060}\u{feff}")),
        ("soft hyphens", between("\u{ad}")),
        ("line breaks", between("\r\n")),
        (
            "escaped line breaks",
            json!(between("\n"))
                .to_string()
                .trim_matches('"')
                .to_owned(),
        ),
        ("blanks", between(" ")),
        ("styles", between("\u{1b}[1m")),
        ("made visible", shown(&between("\u{200b}"))),
        (
            "hexadecimal",
            secret.bytes().map(|b| format!("{b:02x}")).collect(),
        ),
        (
            "HEXADECIMAL",
            secret.bytes().map(|b| format!("{b:02X}")).collect(),
        ),
        ("Markdown", markdown(secret)),
    ];
    for before in ["", "i", "id", "id:", "client-id:"] {
        for after in ["", "x", "xy", "\"}"] {
            let text = format!("{before}{secret}{after}");
            all.push(("base64", BASE64_STANDARD.encode(&text)));
            all.push((
                "base64 without padding",
                BASE64_STANDARD_NO_PAD.encode(&text),
            ));
            all.push(("base64 for URLs", BASE64_URL_SAFE.encode(&text)));
            let url = BASE64_STANDARD
                .encode(&text)
                .replace('+', "%2B")
                .replace('/', "%2F");
            all.push(("base64 in a URL", url));
            let broken = BASE64_STANDARD.encode(&text);
            let broken: Vec<&str> = broken
                .as_bytes()
                .chunks(7)
                .filter_map(|c| std::str::from_utf8(c).ok())
                .collect();
            all.push(("base64 with line breaks", broken.join("\r\n")));
        }
    }
    all.push((
        "base64 of a form",
        BASE64_STANDARD.encode(format!("id:{form}")),
    ));
    all
}

#[test]
fn no_form_of_a_secret_is_left() {
    let mut count = 0;
    for secret in SECRETS {
        let redactor = redactor(secret);
        for (kind, form) in forms(secret) {
            let said = format!("the key ({form}) is not valid.");
            let shown = redactor.redact(&said);
            assert!(shown.starts_with("the key ("), "{kind}: {shown}");
            assert!(shown.ends_with(") is not valid."), "{kind}: {shown}");
            assert!(shown.contains(REDACTED), "{kind}: {form} -> {shown}");
            let left = shown.replace(REDACTED, "").len() - "the key () is not valid.".len();
            // Of base64, what belongs to the neighbours may be left.
            let neighbours = if kind.starts_with("base64") { 26 } else { 0 };
            assert!(left <= neighbours, "{kind}: {form} -> {shown}");
            count += 1;
        }
    }
    println!("{count} forms of secrets looked for, none left");
}

#[test]
fn a_part_of_a_secret_tells_too_much_too() {
    let secret = SECRETS[0];
    let redactor = redactor(secret);
    for part in [&secret[..16], &secret[20..], &secret[5..25]] {
        assert_eq!(redactor.redact(&format!("<{part}>")), "<[redacted]>");
    }
}

#[test]
fn ordinary_text_stays() {
    let redactor = Redactor::default();
    for secret in SECRETS {
        redactor.add(SecretString::from(secret));
    }
    redactor.add(SecretString::from("none"));
    let text = "Nothing of it: a short one, a correct battery, 100% \\o/ &amp; ⟨U+200B⟩ -----BEGIN CERTIFICATE----- MIIB";
    assert_eq!(redactor.redact(text), text);
}

#[test]
fn lists_are_joined() {
    let (own, other) = (redactor("own-secret-0123456789"), Redactor::default());
    own.include(&other);
    other.add(SecretString::from("another-one-9876543210"));
    assert_eq!(
        own.redact("own-secret-0123456789, another-one-9876543210"),
        "[redacted], [redacted]"
    );
}

#[test]
fn documents_stay_documents() {
    let redactor = redactor(SECRETS[1]);
    let field =
        |after: &str| json!({"name": "label", "before": null, "after": after, "sensitive": false});
    let mut document = json!({"changes": [field("x"), field(SECRETS[1])], SECRETS[1]: 1});
    assert!(redactor.redact_value(&mut document));
    let mut marked = field(REDACTED);
    marked["sensitive"] = json!(true);
    assert_eq!(
        document,
        json!({"changes": [field("x"), marked], REDACTED: 1})
    );
}

#[test]
fn a_private_key_is_learnt_and_what_is_public_of_it_stays() {
    let key = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgevZzL1gdAFr88hb2OF/2NxApJCzGCEDdfSp6VQO30hyhRANCAAQRWz+jn65BtOMvdyHKcvjBeBSDZH2r1RTwjmYSi9R/zpBnuQ4EiMnCqfMPWiZqB4QdbAd0E7oH50VpuZ1P087G";
    let pem = format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n{}\n-----END PRIVATE KEY-----\n",
        &key[..64],
        &key[64..]
    );
    for value in [
        json!(key),
        json!(pem),
        json!({"type": "file", "value": pem}),
    ] {
        let redactor = Redactor::default();
        redactor.learn(&json!({"config": {"idpPrivateKey": value}}));
        let broken = format!("{}\r\n{}", &key[..64], &key[64..]);
        for said in [key, &broken, &key[..80], &key[40..90]] {
            let shown = redactor.redact(&format!("<{said}>"));
            assert!(
                shown.contains(REDACTED) && !shown.contains(&key[48..70]),
                "{said} -> {shown}"
            );
        }
        // The algorithm and the public point stand in certificates.
        for public in [&key[..30], &key[110..]] {
            assert_eq!(redactor.redact(public), public);
        }
    }
}

#[test]
fn what_answers_say_does_not_keep_a_token_from_being_known() {
    let redactor = Redactor::default();
    for number in 0..400 {
        redactor.learn(&json!({"passphrase": format!("a-made-up-one-{number:08}")}));
    }
    redactor.add(SecretString::from("token-0123456789abcdef"));
    assert_eq!(redactor.redact("token-0123456789abcdef"), REDACTED);
}

#[test]
fn no_private_key_is_left() {
    let pem = "a -----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY----- b";
    let redactor = Redactor::default();
    assert_eq!(redactor.redact(pem), "a [redacted] b");
    assert_eq!(
        redactor.redact("a -----BEGIN PRIVATE KEY-----\nMHc"),
        "a [redacted]"
    );
    let long = "A".repeat(80);
    for (head, private) in [
        ("MIIEvQIBADANBgkqhkiG", true),
        ("MIIEowIBAAKCAQEA", true),
        ("MHcCAQEEIB", true),
        ("MIGHAgEAMBMGByqGSM49", true),
        ("MIIDdzCCAl+gAwIBAgIE", false),
        ("MIIBIjANBgkqhkiG9w0B", false),
        ("hello", false),
    ] {
        assert_eq!(is_private_key(&format!("{head}{long}")), private, "{head}");
    }
}

proptest! {
    #[test]
    fn no_text_is_too_strange(before in any::<String>(), after in any::<String>()) {
        let redactor = redactor(SECRETS[0]);
        let shown = redactor.redact(&format!("{before}{}{after}", SECRETS[0]));
        prop_assert!(!shown.contains(SECRETS[0]));
    }
}
