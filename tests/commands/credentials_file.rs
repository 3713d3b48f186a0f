//! Credentials from a file, and from a command.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use secrecy::ExposeSecret;

use super::credentials::fails;
use crate::common::{CONNECT, World};

/// A credentials file with this text and mode.
pub fn file(text: &str, mode: u32) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("credentials.toml");
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    (folder, path)
}

/// All three credentials as lines of a file.
fn lines(world: &World) -> String {
    let credentials = world.sandbox.credentials();
    format!(
        "JUMPCLOUD_API_KEY = \"{}\"\nMIMECAST_CLIENT_ID = \"{}\"\nMIMECAST_CLIENT_SECRET = \"{}\"\n",
        credentials.jumpcloud_api_key.expose_secret(),
        credentials.mimecast_client_id,
        credentials.mimecast_client_secret.expose_secret(),
    )
}

#[test]
fn a_file_of_its_owner_serves_and_the_environment_wins() {
    let world = World::new();
    let (_folder, path) = file(&lines(&world), 0o600);
    let plan = [&["plan", "-o", "json"], &CONNECT[..]].concat();
    let filed = || world.addressed().env("SSO_SETUP_CREDENTIALS", &path);
    filed().mimecast(&plan).exits(0);
    let flag = [&["--credentials", path.to_str().unwrap()], &plan[..]].concat();
    world.addressed().mimecast(&flag).exits(0);
    filed()
        .env("JUMPCLOUD_API_KEY", "wrong")
        .mimecast(&plan)
        .exits(4);
}

#[test]
fn a_file_that_others_can_read_is_refused() {
    let world = World::new();
    for mode in [0o644, 0o640, 0o604, 0o660] {
        let (_folder, path) = file(&lines(&world), mode);
        let shown = path.display().to_string();
        let chmod = format!("chmod 600 {shown}");
        let tool = world.addressed().env("SSO_SETUP_CREDENTIALS", &path);
        let said = [&*format!("{mode:04o}"), &shown, &chmod];
        fails(&world, tool, 4, "credentials-file-unusable", &said);
    }
}

#[test]
fn a_malformed_file_is_refused_without_repeating_it() {
    let world = World::new();
    for (text, said) in [
        ("JUMPCLOUD_API_KEY = hunter2\n", "line 1"),
        ("\n\nJUMPCLOUD_API_KEY: hunter2\n", "line 3"),
        (
            "JUMPCLOUD_API_KEY = 5 # hunter2\n",
            "no text for JUMPCLOUD_API_KEY",
        ),
        (
            "JUMPCLOUD_API_KEY = \"\" # hunter2\n",
            "no text for JUMPCLOUD_API_KEY",
        ),
        (
            "JUMPCLOUD_KEY = \"hunter2\"\n",
            "unknown name \"JUMPCLOUD_KEY\"",
        ),
    ] {
        let (_folder, path) = file(text, 0o600);
        let tool = world.addressed().env("SSO_SETUP_CREDENTIALS", &path);
        let run = fails(
            &world,
            tool,
            4,
            "credentials-file-unusable",
            &[said, "JUMPCLOUD_API_KEY"],
        );
        assert!(!run.stdout.contains("hunter2"), "{}", run.stdout);
    }
    let tool = world
        .addressed()
        .env("SSO_SETUP_CREDENTIALS", "/nonexistent/credentials.toml");
    let run = [&["plan", "-o", "json"], &CONNECT[..]].concat();
    let run = tool.mimecast(&run).exits(4);
    run.says(&["/nonexistent/credentials.toml", "cannot be read"]);
}

#[test]
fn a_command_can_hold_a_credential() {
    let world = World::new();
    let plan = [&["plan", "-o", "json"], &CONNECT[..]].concat();
    let key = world.sandbox.credentials().jumpcloud_api_key;
    let (_folder, secret) = file(&format!("{}\nsecond line\n", key.expose_secret()), 0o600);
    let with = |command: &str| world.tool().env("JUMPCLOUD_API_KEY", command);
    with(&format!("cmd:cat {}", secret.display()))
        .mimecast(&plan)
        .exits(0);

    let filed = lines(&world).replace(
        key.expose_secret(),
        &format!("cmd:cat {}", secret.display()),
    );
    let (_folder, path) = file(&filed, 0o600);
    world
        .addressed()
        .env("SSO_SETUP_CREDENTIALS", &path)
        .mimecast(&plan)
        .exits(0);

    for (command, said) in [
        ("cmd:false", "ended with"),
        ("cmd:true", "printed nothing"),
        ("cmd:", "is empty"),
        ("cmd:no-such-program-anywhere", "could not be run"),
    ] {
        let parts = ["JUMPCLOUD_API_KEY", said, "by itself"];
        fails(
            &world,
            with(command),
            4,
            "credential-command-failed",
            &parts,
        );
    }
    // No shell: what looks like one is an argument.
    let run = with("cmd:echo wrong;true").mimecast(&plan).exits(4);
    assert_eq!(run.json()["error"]["code"], "jumpcloud-key-rejected");
}

#[test]
fn a_command_gets_none_of_the_other_credentials() {
    let world = World::new();
    let credentials = world.sandbox.credentials();
    let (folder, seen) = file("", 0o600);
    let script = folder.path().join("helper.sh");
    let key = credentials.jumpcloud_api_key.expose_secret();
    std::fs::write(&script, format!("env > {}\necho {key}\n", seen.display())).unwrap();
    let plan = [&["plan", "-o", "json"], &CONNECT[..]].concat();
    world
        .tool()
        .env("JUMPCLOUD_API_KEY", format!("cmd:sh {}", script.display()))
        .mimecast(&plan)
        .exits(0);
    let seen = std::fs::read_to_string(&seen).unwrap();
    assert!(seen.contains("PATH="), "{seen}");
    for ours in ["JUMPCLOUD_", "MIMECAST_", "SSO_SETUP_"] {
        assert!(!seen.contains(ours), "{seen}");
    }
    let secret = credentials.mimecast_client_secret.expose_secret();
    assert!(!seen.contains(secret), "{seen}");
}
