//! Every secret, in every encoding, echoed at each of several requests, looked for in every place that the tool
//! prints or writes to.

use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE, Engine as _};
use serde_json::{Value, json};

use crate::printed::at_home;
use crate::proxy::{Answered, Asked, Rig};
use crate::secrets::Secrets;

/// Forms that fit into one message, once they are redacted.
pub const IN_ONE: usize = 12;

/// The secret as a service could say it.
pub fn forms(secret: &str) -> Vec<String> {
    let each = |form: fn(u8) -> String| secret.bytes().map(form).collect::<String>();
    let between = |with: &str| {
        let characters: Vec<String> = secret.chars().map(String::from).collect();
        characters.join(with)
    };
    let mut all = vec![
        secret.to_owned(),
        secret.to_ascii_uppercase(),
        each(|byte| format!("%{byte:02X}")),
        each(|byte| format!("%{byte:02x}")),
        each(|byte| format!("\\u{byte:04x}")),
        each(|byte| format!("\\\\u{byte:04x}")),
        each(|byte| format!("&#{byte};")),
        each(|byte| format!("&#x{byte:x};")),
        each(|byte| format!("{byte:02x}")),
        each(|byte| format!("{byte:02X}")),
        each(|byte| format!("%25{byte:02X}")),
        between("\u{200b}"),
        between("\u{2060}"),
        between("\u{ad}"),
        between("\u{e0041}"),
        between("\n"),
        between("\r\n"),
        between("\u{7}"),
        between("\u{1b}[0m"),
    ];
    for before in ["", "i", "id:"] {
        for after in ["", "x"] {
            let text = format!("{before}{secret}{after}");
            all.push(BASE64_STANDARD.encode(&text));
            all.push(BASE64_STANDARD_NO_PAD.encode(&text));
            all.push(BASE64_URL_SAFE.encode(&text));
        }
    }
    all.sort();
    all.dedup();
    all
}

/// Without what takes no room, and without what stands for it: what a person would read the secret from.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((code, after)) = rest.strip_prefix("⟨U+").and_then(|r| r.split_once('⟩'))
            && code.len() < 7
        {
            rest = after;
            continue;
        }
        rest = &rest[c.len_utf8()..];
        let unseen =
            c.is_whitespace() || c.is_control() || "\u{200b}\u{2060}\u{ad}\u{e0041}".contains(c);
        if !unseen {
            out.push(c);
        }
    }
    out
}

type Victim = (&'static str, fn(&Asked) -> bool, fn(&[String]) -> Answered);

pub fn refused(said: &[String]) -> Answered {
    let body = json!({"message": said.join(" "), "error": said.join(","), "code": 400});
    Answered::new(400, "application/json", body.to_string())
}

pub fn failed(said: &[String]) -> Answered {
    let errors = json!([{"code": "err_x", "message": said.join(" ")}]);
    let body = json!({"meta": {"status": 400}, "data": [], "fail": [{"errors": errors}]});
    Answered::new(200, "application/json", body.to_string())
}

fn page(said: &[String]) -> Answered {
    let body = format!(
        "<html><head><title>{}</title></head></html>",
        said.join(" ")
    );
    Answered::new(403, "text/html", body)
}

/// Several organisations, which are listed for the person to choose from.
fn organizations(said: &[String]) -> Answered {
    let ids = (0..said.len()).map(|number| format!("{number:024x}"));
    let records = ids
        .zip(said)
        .map(|(id, name)| json!({"_id": id, "id": id, "displayName": name}));
    let records: Vec<_> = records.collect();
    let body = json!({"totalCount": records.len(), "results": records});
    Answered::new(200, "application/json", body.to_string())
}

const VICTIMS: [Victim; 7] = [
    (
        "organisations",
        |a| a.path() == "/jumpcloud/api/organizations",
        organizations,
    ),
    (
        "the first request",
        |a| a.path().starts_with("/jumpcloud/"),
        page,
    ),
    (
        "applications",
        |a| a.path() == "/jumpcloud/api/applications" && a.method == "GET",
        refused,
    ),
    (
        "a creation",
        |a| a.path() == "/jumpcloud/api/applications" && a.method == "POST",
        refused,
    ),
    (
        "the token",
        |a| a.path() == "/mimecast/oauth/token",
        refused,
    ),
    (
        "Mimecast",
        |a| a.path().starts_with("/mimecast/api/"),
        failed,
    ),
    ("a profile", |a| a.path().contains("profile"), failed),
];

#[test]
fn no_secret_in_any_encoding_is_told_anywhere() {
    let rig = Rig::start();
    // A token to be told, for runs that get none.
    rig.run("mimecast plan --group 'All Staff'", 0);
    let secrets: Vec<String> = rig.credentials.values().cloned().collect();
    let all: Vec<String> = secrets.iter().flat_map(|secret| forms(secret)).collect();
    let needles: Vec<String> = all.iter().map(|form| plain(form)).collect();
    let folder = tempfile::tempdir().unwrap();
    let (mut looked_for, mut runs) = (0, 0);
    let formats = ["human", "json", "jsonl", "github", "junit"];
    for (victim, is_victim, answer) in VICTIMS {
        for said in all.chunks(IN_ONE) {
            let echoed = said.to_vec();
            rig.intercept(move |asked| is_victim(asked).then(|| answer(&echoed)));
            let format = formats[runs % formats.len()];
            let line = format!("mimecast --group 'All Staff' --yes -vvv -o {format}");
            let output = at_home(&rig, &line, folder.path()).output().unwrap();
            assert_ne!(output.status.code(), None, "{victim}: {output:?}");
            let what = format!("{victim}, {format}");
            let mut places = vec![output.stdout.clone(), output.stderr.clone()];
            files(folder.path(), &mut places);
            files(rig.kept.path(), &mut places);
            for place in &places {
                let text = plain(&read(place)).to_ascii_lowercase();
                for needle in &needles {
                    let needle = needle.to_ascii_lowercase();
                    assert!(!text.contains(&needle), "{what}: {needle} in {text}");
                    looked_for += 1;
                }
            }
            Secrets::of(&rig).not_printed(&what, &output);
            runs += 1;
        }
    }
    println!(
        "{} forms of {} secrets in {runs} runs: looked for {looked_for} times, found 0 times",
        all.len(),
        secrets.len()
    );
}

/// A place's text; of JSON, whole or in lines, what its strings say as well.
pub fn read(place: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(place).into_owned();
    let mut values: Vec<Value> = serde_json::from_slice(place).into_iter().collect();
    values.extend(
        text.lines()
            .filter_map(|line| serde_json::from_str(line).ok()),
    );
    while let Some(value) = values.pop() {
        match value {
            Value::String(inner) => {
                text.push('|');
                text.push_str(&inner);
            }
            Value::Array(items) => values.extend(items),
            Value::Object(fields) => values.extend(fields.into_iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    text
}

/// What every file below a folder holds.
pub fn files(folder: &std::path::Path, places: &mut Vec<Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files(&path, places),
            false => places.push(std::fs::read(&path).unwrap()),
        }
    }
}

#[test]
fn the_search_finds_what_it_looks_for() {
    for form in forms("0123456789abcdefghij") {
        assert!(
            plain(&format!("said: {form}!")).contains(&plain(&form)),
            "{form}"
        );
    }
}
