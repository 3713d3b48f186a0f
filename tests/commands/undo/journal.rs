//! The journal itself: written before and after every write, for its owner only, without a secret.

use secrecy::ExposeSecret;

use super::*;

fn mode(path: &std::path::Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn intents(lines: &[Value]) -> usize {
    lines.iter().filter(|l| l.get("intent").is_some()).count()
}

/// Nothing is written to a service that is not written down: of every command, as many as the sandbox counted.
#[test]
fn every_write_of_every_command_is_in_the_journal() {
    let world = World::new();
    let admin = ["--admin", "ada@widgets.example"];
    let group = [
        "--group",
        "New people",
        "--create-groups",
        "--user",
        "ada@widgets.example",
    ];
    let logo = world.kept.path().join("tile.svg");
    std::fs::write(&logo, "<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
    let set_up = [
        &CONNECT[..],
        &ALL_THREE,
        &group,
        &["--tile-logo", logo.to_str().unwrap()],
    ]
    .concat();
    let three = ALL_THREE[..6].to_vec();
    let moved = [
        &CONNECT[..],
        &["--idp-url-suffix", "mail", "--allow", "replace-application"],
    ]
    .concat();
    let commands: [Vec<&str>; 7] = [
        set_up,
        [&["rotate", "--yes"], &three[..], &admin].concat(),
        moved,
        vec!["undo", "--confirm-count", "1"],
        [&["remove", "--confirm-count", "3"], &three[..]].concat(),
        [&["undo", "--yes"], &admin[..]].concat(),
        vec!["undo", "--confirm-count", "3"],
    ];
    for (index, command) in commands.iter().enumerate() {
        let (jumpcloud, mimecast) = world.writes();
        world.mimecast(command).exits(0);
        let (now, then) = (world.writes(), jumpcloud + mimecast);
        let files = journals(&world);
        assert_eq!(files.len(), index + 1, "{command:?}");
        let lines = lines(&files[index]);
        // What an application takes with it when it goes is written down without a write of its own.
        let with_it = lines.iter().filter(|l| {
            let intent = &l["intent"];
            intent["object"]["kind"] == "access"
                && intent["object"]["id"] == intent["object"]["name"]
        });
        let written = intents(&lines) - with_it.count();
        assert_eq!(written as u64, now.0 + now.1 - then, "{command:?}");
        assert_eq!(lines.last().unwrap()["end"]["outcome"], "done");
        assert!(written > 0, "{command:?}");
    }
}

#[test]
fn only_its_owner_can_read_it_and_no_secret_is_in_it() {
    let world = World::new();
    // A service that repeats a credential does not get it into the journal.
    let key = world.sandbox.credentials().jumpcloud_api_key;
    world.connect(&["--attribute", &format!("a={}", key.expose_secret())]);
    let folder = world.kept.path().join("sso-setup/journal");
    assert_eq!(mode(&folder), 0o700);
    let files = journals(&world);
    assert_eq!(files.len(), 1);
    assert_eq!(mode(&files[0]), 0o600);
    let text = std::fs::read_to_string(&files[0]).unwrap();
    assert!(
        text.contains("idpCertificate"),
        "certificates are public, and stay"
    );
    let credentials = world.sandbox.credentials();
    let mut secrets = vec![
        credentials.jumpcloud_api_key,
        credentials.mimecast_client_secret,
    ];
    secrets.extend(
        world
            .sandbox
            .other_credentials()
            .into_iter()
            .map(|(_, secret)| secret),
    );
    for secret in secrets {
        assert!(!text.contains(secret.expose_secret()));
    }
    assert!(!text.contains("PRIVATE KEY"));
    for line in lines(&files[0]) {
        for document in ["before", "wanted"] {
            let key = &line["intent"][document]["config"]["idpPrivateKey"];
            assert_eq!(key["value"], Value::Null);
        }
        assert_eq!(
            line["result"]["after"]["config"]["idpPrivateKey"]["value"],
            Value::Null
        );
    }
}

#[test]
fn without_a_journal_nothing_is_changed() {
    let world = World::new();
    let (state, writes) = (world.state(), world.writes());
    let file = world.kept.path().join("a-file");
    std::fs::write(&file, "").unwrap();
    let folder = file.join("journal");
    let args = [
        &["-o", "json", "--journal", folder.to_str().unwrap()],
        &CONNECT[..],
    ]
    .concat();
    world.mimecast(&args).fails(
        1,
        "journal-unwritable",
        &["nothing was changed", "--journal"],
    );
    assert_eq!((world.state(), world.writes()), (state, writes));
}

#[test]
fn the_folder_is_the_one_that_was_named() {
    let world = World::new();
    let before = world.state();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    world.connect(&["--journal", path]);
    assert!(journals(&world).is_empty());
    assert_eq!(std::fs::read_dir(path).unwrap().count(), 1);
    undo(&world, &["--yes"]).fails(1, "nothing-to-undo", &[]);
    world
        .tool()
        .env("SSO_SETUP_JOURNAL", path)
        .mimecast(&["undo", "--confirm-count", "1"])
        .exits(0);
    assert_eq!(world.state(), before);
}

#[test]
fn the_sandbox_in_the_process_leaves_no_trace() {
    let world = World::new();
    let run = |more: &[&str]| {
        let args = [&["--sandbox"], &CONNECT[..], more].concat();
        world
            .tool()
            .env("SSO_SETUP_JOURNAL", world.kept.path().join("env"))
            .mimecast(&args)
            .exits(0)
    };
    run(&[]);
    assert_eq!(std::fs::read_dir(world.kept.path()).unwrap().count(), 0);
    let named = world.kept.path().join("named");
    run(&["--journal", named.to_str().unwrap()]);
    assert_eq!(std::fs::read_dir(named).unwrap().count(), 1);
}

#[test]
fn a_journal_that_is_not_what_a_run_writes_is_refused() {
    let world = World::new();
    world.connect(&[]);
    let file = journals(&world).remove(0);
    let good = std::fs::read_to_string(&file).unwrap();
    let (state, writes) = (world.state(), world.writes());
    let name = file.file_name().unwrap().to_str().unwrap().to_owned();
    let refused = |text: &str, code: &str, said: &str| {
        std::fs::write(&file, text).unwrap();
        undo(&world, &["--confirm-count", "1"]).fails(1, code, &[said, &name]);
        assert_eq!((world.state(), world.writes()), (state.clone(), writes));
    };
    refused(
        &good.replacen("\"intent\"", "\"guess\"", 1),
        "journal-malformed",
        "line 2",
    );
    refused(
        &good.replacen("\"format_version\":1", "\"format_version\":2", 1),
        "journal-version",
        "2",
    );
    refused(
        &format!("{}\n", "[".repeat(100_000)),
        "journal-malformed",
        "line 1",
    );
    std::fs::write(&file, &good).unwrap();
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o622)).unwrap();
    undo(&world, &["--confirm-count", "1"]).fails(1, "journal-unreadable", &["chmod 600"]);
    let large = std::fs::OpenOptions::new().write(true).open(&file).unwrap();
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
    large.set_len(1 << 30).unwrap();
    undo(&world, &["--confirm-count", "1"]).fails(1, "journal-unreadable", &["16 MiB"]);
}
