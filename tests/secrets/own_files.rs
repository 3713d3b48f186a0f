//! Mistakes in what the person gives are told without repeating what is secret in it.

use std::os::unix::fs::PermissionsExt;

use crate::proxy::{Rig, bare_command, expect};
use crate::secrets::Secrets;

const SECRET: &str = "canary-in-a-file-0123456789";

fn canary() -> Secrets {
    Secrets(vec![("canary".to_owned(), SECRET.to_owned())])
}

const FORMATS: [&str; 5] = ["human", "json", "jsonl", "github", "junit"];

#[test]
fn a_credentials_file_that_is_wrong_is_not_quoted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("credentials.toml");
    let key = format!("JUMPCLOUD_API_KEY = \"{SECRET}\"");
    for (text, mode) in [
        (format!("JUMPCLOUD_API_KEY = \"{SECRET}"), 0o600),
        (format!("JUMPCLOUD_API_KEY = {SECRET}"), 0o600),
        (format!("JUMPCLOUD_API_KEY \"{SECRET}\""), 0o600),
        (format!("{key}\n{key}"), 0o600),
        (format!("JUMPCLOUD_API_KEY = [\"{SECRET}\"]"), 0o600),
        (format!("MIMECAST_KEY = \"{SECRET}\""), 0o600),
        (format!("MIMECAST_CLIENT_SECRET = \"{SECRET}\""), 0o600),
        (key.clone(), 0o644),
        (
            format!("JUMPCLOUD_API_KEY = \"cmd:no-such-program {SECRET}\""),
            0o600,
        ),
        (format!("JUMPCLOUD_API_KEY = \"cmd:false {SECRET}\""), 0o600),
        (format!("JUMPCLOUD_API_KEY = \"{SECRET}\\u0007\""), 0o600),
    ] {
        std::fs::write(&file, &text).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
        for format in FORMATS {
            let line =
                format!("mimecast plan --account-code CUK1A1 -o {format} -vvv --credentials");
            let mut command = bare_command(&line);
            // Nothing is asked of a service: there is none.
            command.arg(&file).env("PATH", "/usr/bin:/bin");
            command.env("SSO_SETUP_JUMPCLOUD_URL", "http://127.0.0.1:1");
            command.env("SSO_SETUP_MIMECAST_URL", "http://127.0.0.1:1");
            let output = expect(&mut command, 4);
            canary().not_printed(&text, &output);
        }
    }
}

/// A credentials file that is right is used, and not told either.
#[test]
fn a_credentials_file_is_used_and_not_told() {
    let rig = Rig::start();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("credentials.toml");
    let lines = rig
        .credentials
        .iter()
        .map(|(name, value)| format!("{name} = \"{value}\"\n"));
    std::fs::write(&file, lines.collect::<String>()).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    for format in FORMATS {
        let line = format!("mimecast plan --group 'All Staff' -o {format} -vvv --credentials");
        let mut command = rig.command(&line);
        for name in rig.credentials.keys() {
            command.env_remove(name);
        }
        let output = expect(command.arg(&file), 0);
        Secrets::of(&rig).not_printed(format, &output);
    }
}

/// An address is no place for a password; one that is there all the same is not repeated, nor kept.
#[test]
fn a_password_in_an_address_is_refused_and_not_repeated() {
    let address = format!("https://me:{SECRET}@host.example/path");
    for flag in [
        "--jumpcloud-url",
        "--mimecast-url",
        "--metadata-url",
        "--logout-url",
    ] {
        let variable = format!("SSO_SETUP{}", flag[1..].replace('-', "_").to_uppercase());
        for format in FORMATS {
            let plan = format!("mimecast plan --account-code CUK1A1 -o {format}");
            let by_flag = expect(bare_command(&plan).args([flag, &address]), 64);
            canary().not_printed(flag, &by_flag);
            let joined = format!("{flag}={address}");
            let joined = expect(bare_command(&plan).arg(joined), 64);
            canary().not_printed(flag, &joined);
            let by_environment = expect(bare_command(&plan).env(&variable, &address), 64);
            canary().not_printed(&variable, &by_environment);
        }
        for help in [
            "mimecast --help",
            "mimecast -h",
            "mimecast plan --help",
            "man",
        ] {
            let output = expect(bare_command(help).env(&variable, &address), 0);
            canary().not_printed(help, &output);
        }
    }
}

/// A credential that somebody wrote into a tenants file, in whatever way, is refused and not quoted.
#[test]
fn a_tenants_file_with_a_credential_in_it_is_not_quoted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tenants.toml");
    let key = format!("JUMPCLOUD_API_KEY = \"{SECRET}\"");
    for (line, code) in [
        (key.clone(), 4),
        (format!("JUMPCLOUD_API_KEY = \"key:{SECRET}\""), 4),
        (format!("JUMPCLOUD_API_KEY = \"env:{SECRET}\""), 64),
        (format!("JUMPCLOUD_API_KEY = {SECRET}"), 64),
        (format!("JUMPCLOUD_API_KEY = \"{SECRET}"), 64),
        (format!("JUMPCLOUD_API_KEY = [\"{SECRET}\"]"), 64),
        (format!("{SECRET} = \"env:KEY\""), 64),
        (format!("{key}\n{key}"), 64),
        (format!("[defaults]\n{key}"), 64),
        (format!("[[tenant]]\nname = \"{SECRET}/\""), 64),
        (format!("[[tenant]]\nname = \"b\"\n{SECRET} = 1"), 64),
    ] {
        let text = format!("[[tenant]]\nname = \"a\"\n[tenant.credentials]\n{line}\n");
        std::fs::write(&file, &text).unwrap();
        for format in FORMATS {
            let line = format!("mimecast plan -o {format} -vvv --tenants");
            let output = expect(bare_command(&line).arg(&file), code);
            canary().not_printed(&text, &output);
        }
    }
}
