//! Secrets that nobody gave to the tool: the access token, what Mimecast's account holds, and an application's
//! private key. Every encoding of each, told in documents and in errors, looked for in every place.

use serde_json::{Value, json};

use crate::printed::at_home;
use crate::proxy::{Answered, Asked, Rig};
use crate::secrets::tokens;
use crate::sentinels::{IN_ONE, failed, files, forms, plain, read, refused};

/// What the sandbox's account holds.
const OF_THE_ACCOUNT: [&str; 2] = [
    "sandbox-passphrase-do-not-show",
    "sandbox-support-code-do-not-show",
];

/// A key made for this test: PKCS #8, P-256.
const KEY: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgevZzL1gdAFr88hb2OF/2NxApJCzGCEDdfSp6VQO30hyhRANCAAQRWz+jn65BtOMvdyHKcvjBeBSDZH2r1RTwjmYSi9R/zpBnuQ4EiMnCqfMPWiZqB4QdbAd0E7oH50VpuZ1P087G";

const FORMATS: [&str; 5] = ["human", "json", "jsonl", "github", "junit"];

/// An application's document with the key where it belongs, and told where texts are shown.
fn telling(document: &mut Value, said: &[String]) {
    if let Some(config) = document["config"].as_object_mut() {
        config.insert(
            "idpPrivateKey".to_owned(),
            json!({"type": "file", "value": KEY, "label": "IdP Private Key:"}),
        );
    }
    document["description"] = json!(said.join(" "));
}

/// The list of applications as it was, each telling, and another one that is called by a form.
fn applications(list: &Value, said: &[String], stranger: bool) -> Answered {
    let mut list = list.clone();
    let results = list["results"].as_array_mut().expect("a list");
    for document in results.iter_mut() {
        telling(document, said);
    }
    if stranger {
        let mut other = results[0].clone();
        for name in ["_id", "id"] {
            other[name] = json!("0123456789abcdef01234567");
        }
        other["displayLabel"] = json!(said[0]);
        other["displayName"] = json!(said.last());
        other["ssoUrl"] = json!("https://sso.jumpcloud.com/saml2/another");
        results.push(other);
        list["totalCount"] = json!(list["results"].as_array().map_or(0, Vec::len));
    }
    Answered::new(200, "application/json", list.to_string())
}

/// Runs a command, looks for the secrets that are known by then in all that came of it, and says how often it looked.
fn looked(
    rig: &Rig,
    folder: &std::path::Path,
    line: &str,
    secrets: impl FnOnce() -> Vec<String>,
) -> (usize, i32) {
    let output = at_home(rig, line, folder).output().unwrap();
    let code = output.status.code().expect("it ends by itself");
    assert_ne!(code, 101, "{line}: {output:?}");
    let mut places = vec![output.stdout, output.stderr];
    files(folder, &mut places);
    files(rig.kept.path(), &mut places);
    let mut needles: Vec<String> = secrets().iter().flat_map(|secret| forms(secret)).collect();
    needles.push(KEY[46..80].to_owned());
    let needles: Vec<String> = needles
        .iter()
        .map(|needle| plain(needle).to_ascii_lowercase())
        .collect();
    let mut count = 0;
    for place in &places {
        let text = plain(&read(place)).to_ascii_lowercase();
        for needle in &needles {
            assert!(!text.contains(needle), "{line}: {needle} in {text}");
            count += 1;
        }
    }
    (count, code)
}

#[test]
fn a_private_key_in_a_document_is_told_nowhere() {
    let rig = Rig::start();
    rig.run("mimecast --group 'All Staff' --yes", 0);
    let (_, list) = rig.jumpcloud("GET", "/api/applications", None);
    let folder = tempfile::tempdir().unwrap();
    let lines = [
        "mimecast apply --group 'All Staff' --description Changed --yes",
        "mimecast plan --group 'All Staff'",
        "mimecast worksheet --print markdown",
        "mimecast worksheet --print html",
        "mimecast worksheet",
        "mimecast metadata --file metadata.xml",
        "mimecast --mimecast-mode worksheet --group 'All Staff' --label Other --yes",
        "discover",
        "doctor",
    ];
    let all = forms(KEY);
    let (mut count, mut runs, mut done) = (0, 0, 0);
    for (round, said) in all.chunks(IN_ONE).enumerate() {
        for (at, line) in lines.iter().enumerate() {
            let (said, list) = (said.to_vec(), list.clone());
            rig.intercept(move |asked: &Asked| {
                let listed = asked.method == "GET" && asked.path() == "/jumpcloud/api/applications";
                listed.then(|| applications(&list, &said, round % 2 == 1))
            });
            let format = FORMATS[(round + at) % FORMATS.len()];
            let line = format!("{line} -vvv -o {format}");
            let (looked, code) = looked(&rig, folder.path(), &line, || vec![KEY.to_owned()]);
            count += looked;
            runs += 1;
            done += usize::from(code == 0);
        }
    }
    assert!(done > 0, "some of them get to their end");
    println!(
        "a private key: {runs} runs, {done} to their end, looked for {count} times, found 0 times"
    );
}

#[test]
fn the_token_and_what_the_account_holds_are_told_nowhere() {
    let rig = Rig::start();
    rig.run("mimecast --group 'All Staff' --yes", 0);
    let folder = tempfile::tempdir().unwrap();
    let of_the_account: Vec<String> = OF_THE_ACCOUNT.iter().flat_map(|s| forms(s)).collect();
    let rounds = of_the_account.len().div_ceil(IN_ONE);
    let (mut count, mut runs) = (0, 0);
    type Answer = fn(&[String]) -> Answered;
    let answers: [Answer; 2] = [failed, refused];
    for round in 0..rounds {
        for (at, answer) in answers.into_iter().enumerate() {
            let forms_told = of_the_account.clone();
            rig.intercept(move |asked: &Asked| {
                if asked.path().contains("whoami") {
                    // So that the account is asked, which holds them.
                    return Some(Answered::new(403, "application/json", "{}".to_owned()));
                }
                let bearer = asked.header("authorization")?.strip_prefix("Bearer ")?;
                let of_token = forms(bearer);
                let part = |all: &[String]| -> Vec<String> {
                    all.chunks(IN_ONE)
                        .cycle()
                        .nth(round)
                        .unwrap_or_default()
                        .to_vec()
                };
                let said = [part(&forms_told), part(&of_token)].concat();
                asked.path().contains("profile").then(|| answer(&said))
            });
            let format = FORMATS[(round + at) % FORMATS.len()];
            let line = format!("mimecast --group 'All Staff' --yes -vvv -o {format}");
            let (more, _) = looked(&rig, folder.path(), &line, || {
                // The token of that run is known only now.
                let known = tokens(&rig.log());
                assert!(known.len() > runs, "each run has a token of its own");
                OF_THE_ACCOUNT
                    .map(str::to_owned)
                    .into_iter()
                    .chain(known)
                    .collect()
            });
            count += more;
            runs += 1;
        }
    }
    let asked = |part: &str| rig.log().iter().any(|one| one.asked.path().contains(part));
    assert!(asked("get-account") && asked("find-profiles"));
    println!(
        "the token and the account's secrets: {runs} runs, looked for {count} times, found 0 times"
    );
}
