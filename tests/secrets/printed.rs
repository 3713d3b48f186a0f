//! What is printed and written, when all goes well and when a service tells everything that it was sent.

use std::process::Command;

use serde_json::json;

use crate::proxy::{Answered, Asked, Rig};
use crate::secrets::Secrets;

const FORMATS: [&str; 5] = ["human", "json", "jsonl", "github", "junit"];

const SET_UP: &str = "mimecast --connector apps,personal-portal,admin-console --group 'All Staff' \
    --admin ada@widgets.example --mimecast-group 'All Mimecast users' --yes";

/// A command whose files all land in `folder`.
pub fn at_home(rig: &Rig, line: &str, folder: &std::path::Path) -> Command {
    let mut command = rig.command(line);
    command
        .current_dir(folder)
        .env("HOME", folder)
        .env("TMPDIR", folder)
        .env("GITHUB_STEP_SUMMARY", folder.join("summary.md"));
    command
}

#[test]
fn success_tells_no_credential() {
    for format in FORMATS {
        let rig = Rig::start();
        let folder = tempfile::tempdir().unwrap();
        let mut outputs = Vec::new();
        for line in [
            "mimecast plan --group 'All Staff'",
            SET_UP,
            "mimecast apply --group 'All Staff' --label Other --yes",
            "mimecast metadata",
            "mimecast metadata --file metadata.xml",
            "mimecast worksheet",
            "mimecast values --account-code CUK1A1",
            "mimecast --mimecast-mode worksheet --group 'All Staff' --yes",
            "mimecast --mimecast-mode worksheet --no-input --group 'All Staff' --label Another --yes",
        ] {
            let line = format!("{line} -o {format} -vvv");
            let output = at_home(&rig, &line, folder.path()).output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{line}: {output:?}");
            outputs.push((line, output));
        }
        let secrets = Secrets::of(&rig);
        for (line, output) in &outputs {
            secrets.not_printed(line, output);
        }
        // The metadata document; with GitHub's format also the step summary.
        let written = secrets.not_written(format, folder.path());
        assert_eq!(written, if format == "github" { 2 } else { 1 }, "{format}");
    }
}

/// Everything that a request told, as a service or something in between may repeat it.
fn echo(asked: &Asked) -> String {
    let headers = asked.headers.iter();
    let headers: Vec<String> = headers
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    let body = String::from_utf8_lossy(&asked.body);
    format!(
        "{} {}\n{}\n\n{body}",
        asked.method,
        asked.target,
        headers.join("\n")
    )
}

/// The bare values, without a name that gives them away.
fn bare(asked: &Asked) -> String {
    let values = ["x-api-key", "authorization"].map(|name| asked.header(name).unwrap_or_default());
    let form = url::form_urlencoded::parse(&asked.body);
    let form: Vec<String> = form.map(|(_, value)| value.into_owned()).collect();
    let values = values.map(|value| value.trim_start_matches("Bearer ").to_owned());
    format!("refused {} {} {}", values[0], values[1], form.join(" "))
}

type Echo = fn(&Asked) -> Answered;

/// How a service, or something before it, may answer with what it was sent.
const ECHOES: [(&str, Echo); 10] = [
    ("a page", |asked| {
        let text = echo(asked);
        let page = format!(
            "<html><head><title>{text}</title></head><body><pre>{text}</pre></body></html>"
        );
        Answered::new(403, "text/html", page)
    }),
    ("a page that says all is well", |asked| {
        Answered::new(
            200,
            "text/html",
            format!("<html><title>{}</title></html>", bare(asked)),
        )
    }),
    ("unauthorized", |asked| {
        let body = json!({ "message": bare(asked), "error": echo(asked) });
        Answered::new(401, "application/json", body.to_string())
    }),
    ("forbidden", |asked| {
        let body = json!({ "code": 403, "message": echo(asked), "status": bare(asked) });
        Answered::new(403, "application/json", body.to_string())
    }),
    ("invalid", |asked| {
        let body = json!({
            "error": "invalid_client", "error_description": bare(asked), "message": echo(asked),
            "details": [{ "message": bare(asked) }], "errors": [bare(asked)],
        });
        Answered::new(400, "application/json", body.to_string())
    }),
    ("a failure inside 200", |asked| {
        let failures =
            json!([{ "key": {}, "errors": [{ "code": bare(asked), "message": echo(asked) }] }]);
        let body = json!({ "meta": { "status": 200 }, "data": [], "fail": failures });
        Answered::new(200, "application/json", body.to_string())
    }),
    ("an internal error", |asked| {
        Answered::new(500, "text/plain", bare(asked))
    }),
    ("a bad gateway", |asked| {
        Answered::new(
            502,
            "text/html",
            format!("<html><title>{}</title>", bare(asked)),
        )
    }),
    ("cut off", |asked| {
        let whole =
            json!({ "results": [{ "_id": bare(asked), "message": echo(asked) }] }).to_string();
        Answered::new(
            200,
            "application/json",
            &whole.as_bytes()[..whole.len() - 3],
        )
    }),
    ("a redirect", |asked| {
        let mut answered = Answered::new(302, "text/plain", bare(asked));
        let key = asked.header("x-api-key").unwrap_or("0123");
        answered.headers.push((
            "location".to_owned(),
            format!("https://{key}.example/{key}?key={key}"),
        ));
        answered
    }),
];

/// Answers what `is_victim` says in each of these ways, and looks at everything that comes of it.
fn repeat_back(victim: &str, is_victim: fn(&Asked) -> bool) {
    let rig = Rig::start();
    // A token to be told, for runs that get none.
    rig.run("mimecast plan --group 'All Staff'", 0);
    let folder = tempfile::tempdir().unwrap();
    for (kind, answer) in ECHOES {
        rig.intercept(move |asked| is_victim(asked).then(|| answer(asked)));
        for format in FORMATS {
            let what = format!("{victim} answers with {kind}, {format}");
            let line = format!("mimecast --group 'All Staff' --yes -vvv -o {format}");
            let mut command = at_home(&rig, &line, folder.path());
            // Of its own: a run that finds another's creation unanswered waits for what may come of it.
            let journal = folder.path().join(what.replace([' ', ','], "-"));
            let output = command.arg("--journal").arg(journal).output().unwrap();
            let code = output.status.code();
            assert!(
                matches!(code, Some(1 | 4 | 5)),
                "{what}: {code:?}\n{output:?}"
            );
            let secrets = Secrets::of(&rig);
            secrets.not_printed(&what, &output);
            secrets.not_written(&what, folder.path());
        }
    }
    assert!(folder.path().join("summary.md").exists());
}

#[test]
fn jumpcloud_repeating_what_it_was_sent_is_not_repeated() {
    repeat_back("JumpCloud", |asked| asked.path().starts_with("/jumpcloud/"));
}

#[test]
fn mimecasts_token_endpoint_repeating_what_it_was_sent_is_not_repeated() {
    repeat_back("Mimecast's token endpoint", |asked| {
        asked.path() == "/mimecast/oauth/token"
    });
}

#[test]
fn mimecast_repeating_what_it_was_sent_is_not_repeated() {
    repeat_back("Mimecast", |asked| {
        asked.path().starts_with("/mimecast/") && asked.path() != "/mimecast/oauth/token"
    });
}

/// Half way through a set-up, where it is told in results and not as one error.
#[test]
fn a_creation_repeating_what_it_was_sent_is_not_repeated() {
    repeat_back("the creation", |asked| {
        asked.method == "POST" && asked.path() == "/jumpcloud/api/applications"
    });
}
