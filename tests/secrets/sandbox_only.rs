//! With `--sandbox`, keys and addresses of the environment are neither used nor sent anywhere.

use crate::listener::Listener;
use crate::proxy::{bare_command, expect};
use crate::secrets::Secrets;

const CANARIES: [(&str, &str); 3] = [
    ("JUMPCLOUD_API_KEY", "canary-of-jumpcloud-0123456789"),
    ("MIMECAST_CLIENT_ID", "canary-of-mimecast-id-0123456789"),
    (
        "MIMECAST_CLIENT_SECRET",
        "canary-of-mimecast-secret-0123456789",
    ),
];

fn canaries() -> Secrets {
    let pairs = CANARIES.iter();
    Secrets(
        pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    )
}

/// An environment that would lead every request to the listener.
fn lure(line: &str, listener: &Listener, folder: &std::path::Path) -> std::process::Command {
    let mut command = bare_command(line);
    command.envs(CANARIES);
    for name in [
        "SSO_SETUP_JUMPCLOUD_URL",
        "SSO_SETUP_MIMECAST_URL",
        "SSO_SETUP_METADATA_URL",
    ] {
        command.env(name, format!("{}/service", listener.url()));
    }
    for name in [
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
    ] {
        command.env(name, listener.url());
    }
    // Neither is there: reading either would fail.
    command.env("SSO_SETUP_CREDENTIALS", folder.join("no-such-file"));
    command.env("SSO_SETUP_JUMPCLOUD_ORG", "No such organisation");
    command
}

#[test]
fn the_environment_is_neither_used_nor_sent() {
    let folder = tempfile::tempdir().unwrap();
    for format in ["human", "json", "jsonl", "github", "junit"] {
        for line in [
            "mimecast --subdomain eu --group 'All Staff' --sandbox --yes",
            "mimecast --account-code CUK1A1 --connector apps,personal-portal,admin-console \
             --admin ada@widgets.example --sandbox --yes",
            "mimecast plan --sandbox",
            "mimecast apply --sandbox --group 'All Staff' --yes",
            "mimecast worksheet --sandbox",
        ] {
            let listener = Listener::start();
            let line = format!("{line} -o {format} -vvv");
            let mut command = lure(&line, &listener, folder.path());
            let output = expect(command.env("GITHUB_ACTIONS", "true"), 0);
            assert_eq!(listener.connections(), 0, "{line}");
            canaries().not_printed(&line, &output);
        }
    }
}

/// Not even to find fault with it.
#[test]
fn a_malformed_environment_is_not_read() {
    let mut command = bare_command("mimecast plan --sandbox");
    for name in [
        "SSO_SETUP_JUMPCLOUD_URL",
        "SSO_SETUP_MIMECAST_URL",
        "SSO_SETUP_METADATA_URL",
        "SSO_SETUP_MIMECAST_HOST",
        "SSO_SETUP_MIMECAST_GATEWAY",
        "SSO_SETUP_JUMPCLOUD_REGION",
    ] {
        command.env(name, "no such thing");
    }
    expect(&mut command, 0);
}

/// The lure works: without `--sandbox` the same environment leads to the listener.
#[test]
fn without_the_sandbox_the_environment_is_used() {
    let listener = Listener::start();
    let folder = tempfile::tempdir().unwrap();
    let mut command = lure(
        "mimecast plan --account-code CUK1A1",
        &listener,
        folder.path(),
    );
    let output = expect(command.env_remove("SSO_SETUP_CREDENTIALS"), 5);
    assert!(listener.connections() > 0);
    canaries().not_printed("plan", &output);
}
