//! What a person confirmed of Mimecast's console is remembered, and is forgotten once it has become untrue.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::common::{CONNECT, Run, Tool, World, find, texts};

const PROFILE: &str = "mimecast/authentication-profile/JumpCloud SSO";
const SETTING: &str = "mimecast/application-setting/JumpCloud SSO";
const ENFORCE: &str = "mimecast/authentication-profile/JumpCloud SSO#enforce";
const RELEASE: &str = "mimecast/authentication-profile/JumpCloud SSO#release";
const ALL: [&str; 3] = [PROFILE, SETTING, ENFORCE];
const PLAN: [&str; 3] = ["plan", "--detailed-exitcode", "--group=All Staff"];

fn by_hand(world: &World) -> Tool {
    world
        .tool()
        .env("SSO_SETUP_MIMECAST_MODE", "worksheet")
        .env("LOGNAME", "ada")
}

/// A run in JSON with these steps confirmed.
fn run(world: &World, args: &[&str], steps: &[&str]) -> Run {
    let steps = steps.iter().flat_map(|step| ["--confirm-step", *step]);
    let args = args.iter().copied().chain(["-o", "json"]).chain(steps);
    by_hand(world).mimecast(&args.collect::<Vec<_>>())
}

/// Connects `apps`, with everything confirmed.
fn connected(world: &World) {
    let done = run(world, &CONNECT, &ALL).exits(0);
    assert_eq!(done.json()["remaining"], json!([]));
}

/// The ids of what a plan has to do, with the exit code that says whether there is anything.
#[track_caller]
fn planned(world: &World, more: &[&str]) -> Vec<String> {
    let run = run(world, &[&PLAN[..], more].concat(), &[]);
    let changes = run.changes();
    run.exits(if changes.is_empty() { 0 } else { 2 });
    changes
}

/// The one attestation file of the world's state folder.
fn file(world: &World) -> PathBuf {
    let folder = world.kept.path().join("sso-setup/attestations");
    let mut files = std::fs::read_dir(folder).expect("the folder");
    let file = files.next().expect("a file").expect("its name").path();
    assert!(files.next().is_none(), "one tenant, one file");
    file
}

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect("the file");
    let line = |line: &str| serde_json::from_str(line).expect("JSON");
    text.lines().map(line).collect()
}

#[test]
fn what_was_confirmed_is_not_asked_again() {
    let world = World::new();
    connected(&world);
    let plan = run(&world, &PLAN, &[]).exits(0);
    assert_eq!(plan.changes(), [""; 0]);
    let confirmed = &plan.json()["confirmed"];
    assert_eq!(texts(confirmed, "id"), ALL);
    assert_eq!(texts(confirmed, "by"), ["ada"; 3]);
    assert_eq!(confirmed[2]["blocks"], json!(["web-apps"]));
    assert!(confirmed[2]["at"].as_str().unwrap().ends_with('Z'));
    // A pipeline that says the same in every run is not told that it is wrong.
    run(&world, &CONNECT, &ALL).exits(0);
    let shown = by_hand(&world).mimecast(&PLAN).exits(0);
    shown.says(&[
        "Mimecast as confirmed; it cannot be read",
        "confirmed by ada at",
    ]);
    // What stands is what a check of the console rests on.
    let verified = run(&world, &["verify", "--group=All Staff"], &[]);
    let document = verified.json();
    for id in ALL {
        let check = find(&document["checks"], "name", id);
        assert_eq!(check["status"], "pass", "{check}");
        assert!(check["message"].as_str().unwrap().contains("by ada at"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(file(&world))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn what_was_left_open_is_taken_up_again() {
    let world = World::new();
    run(&world, &CONNECT, &[PROFILE]).exits(0);
    assert_eq!(planned(&world, &[]), [SETTING, ENFORCE]);
    run(&world, &CONNECT, &[SETTING]).exits(0);
    assert_eq!(planned(&world, &[]), [ENFORCE]);
}

#[test]
fn a_new_certificate_makes_exactly_the_affected_step_pending() {
    let world = World::new();
    connected(&world);
    let before = world.mimecast(&["metadata"]).exits(0).stdout;
    // Somebody has JumpCloud make a new one.
    world.change_application("mimecast-cuk1a1", |document| {
        let config = document["config"].as_object_mut().unwrap();
        config.remove("idpCertificate");
        config.remove("idpPrivateKey");
    });
    assert_ne!(world.mimecast(&["metadata"]).exits(0).stdout, before);
    assert_eq!(planned(&world, &[]), [ENFORCE]);
    run(&world, &CONNECT, &[ENFORCE]).exits(0);
    assert_eq!(planned(&world, &[]), [""; 0]);
}

#[test]
fn values_that_differ_are_not_satisfied() {
    let cases: [(&[&str], &[&str]); 5] = [
        (&["--logout-url", "https://sso.example/out"], &[ENFORCE]),
        (
            &[
                "--mimecast-group",
                "Contractors",
                "--allow",
                "user-lockout=99",
            ],
            &[SETTING],
        ),
        (
            &["--application-setting", "Another"],
            &["mimecast/application-setting/Another"],
        ),
        (
            &["--profile", "Another"],
            &[
                "mimecast/authentication-profile/Another",
                SETTING,
                "mimecast/authentication-profile/Another#enforce",
            ],
        ),
        (
            &["--idp-entity-id", "another"],
            &["jumpcloud/application/apps", RELEASE, ENFORCE],
        ),
    ];
    let world = World::new();
    connected(&world);
    for (options, expected) in cases {
        let mut changes = planned(&world, options);
        changes.sort();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(changes, expected, "{options:?}");
    }
    // Confirmed with the new values, the old ones do not stand any more.
    let moved = ["--logout-url", "https://sso.example/out"];
    run(&world, &[&CONNECT[..], &moved].concat(), &[ENFORCE]).exits(0);
    assert_eq!(planned(&world, &moved), [""; 0]);
    assert_eq!(planned(&world, &[]), [ENFORCE]);
}

#[test]
fn what_was_taken_out_is_asked_again() {
    let world = World::new();
    connected(&world);
    // The first step of a removal alone: people sign in as before, the rest is still there.
    let remove = ["remove", "--confirm-count=1"];
    run(&world, &remove, &[RELEASE]).exits(0);
    assert_eq!(planned(&world, &[]), [ENFORCE]);
    run(&world, &CONNECT, &[ENFORCE]).exits(0);
    assert_eq!(planned(&world, &[]), [""; 0]);

    run(&world, &remove, &[RELEASE, SETTING, PROFILE]).exits(0);
    let again = planned(&world, &[]);
    assert_eq!(again[2..], ALL, "{again:?}");
    // A removal that was undone is a set-up.
    run(&world, &["undo", "--yes"], &ALL).exits(0);
    assert_eq!(planned(&world, &[]), [""; 0]);
}

#[test]
fn a_rotation_says_anew_what_is_enforced() {
    let world = World::new();
    connected(&world);
    let rotate = [
        "rotate",
        "--yes",
        "--confirm-step=backup-administrator",
        "--propagation=0s",
    ];
    // It broke off once the certificate was made: Mimecast still has the old one, and enforces nothing.
    run(&world, &rotate, &[RELEASE]).exits(0);
    assert_eq!(planned(&world, &[]), [ENFORCE]);
    run(&world, &rotate, &[PROFILE, ENFORCE]).exits(0);
    assert_eq!(planned(&world, &[]), [""; 0]);
}

#[test]
fn blocks_stand_by_themselves() {
    let world = World::new();
    connected(&world);
    let admin = ["--connector=admin-console", "--admin=ada@widgets.example"];
    let args = [&CONNECT[..], &admin].concat();
    let done = run(&world, &args, &[]).exits(0);
    let document = done.json();
    let changes = document["changes"].as_array().unwrap();
    let enforce = changes.iter().find(|c| c["id"] == ENFORCE).unwrap();
    let fields = texts(&enforce["fields"], "name");
    assert!(
        fields.iter().all(|f| f.starts_with("admin-console.")),
        "{fields:?}"
    );
    run(&world, &args, &[ENFORCE]).exits(0);
    assert_eq!(planned(&world, &admin), [""; 0]);
    assert_eq!(planned(&world, &[]), [""; 0]);
    // Together, too: each block was confirmed with the values it is to have.
    let both = [
        "--connector=apps,admin-console",
        "--admin=ada@widgets.example",
    ];
    assert_eq!(planned(&world, &both), [""; 0]);
}

#[test]
fn enforcement_that_was_confirmed_counts_for_the_guards() {
    let world = World::new();
    connected(&world);
    // The setting is to apply to other people, who could not sign in: SAML is in force for them at once.
    let widened = [&PLAN[..], &["--mimecast-group", "Contractors"]].concat();
    let refused = run(&world, &widened, &[]).exits(3);
    assert_eq!(refused.changes(), [SETTING]);
    assert_eq!(refused.refusals(), ["user-lockout"]);
    // A block that this run does not look after would apply to them as well.
    let admin = ["--connector=admin-console", "--admin=ada@widgets.example"];
    let widened = [&widened[..], &admin].concat();
    let refused = run(&world, &widened, &[]).exits(3);
    assert!(
        refused.refusals().contains(&"user-lockout".to_owned()),
        "{refused:?}"
    );
}

#[test]
fn a_file_that_was_tampered_with_or_is_anothers_is_refused() {
    let world = World::new();
    connected(&world);
    let path = file(&world);
    let text = std::fs::read_to_string(&path).unwrap();
    let writes = world.writes();
    let other = World::new();
    connected(&other);
    let foreign = std::fs::read_to_string(file(&other)).unwrap();
    let (header, attested) = text.split_once('\n').unwrap();
    let (other_header, _) = foreign.split_once('\n').unwrap();
    let cases = [
        (
            text.replace("\"by\":\"ada\"", "\"by\":\"eve\""),
            "attestations-malformed",
            "line 2",
        ),
        (
            text.replace("web-apps", "admin-console"),
            "attestations-malformed",
            "checksum",
        ),
        (
            format!("{text}<<<<<<< HEAD\n"),
            "attestations-malformed",
            "merge",
        ),
        (
            text[..text.len() - 20].to_owned(),
            "attestations-malformed",
            "line 5",
        ),
        (foreign.clone(), "attestations-foreign", "another tenant"),
        (
            format!("{other_header}\n{attested}"),
            "attestations-foreign",
            "another tenant",
        ),
        (
            format!("{header}\n{}", foreign.split_once('\n').unwrap().1),
            "attestations-malformed",
            "line 2",
        ),
        (
            text.replace("\"attestations\":1", "\"attestations\":9"),
            "attestations-version",
            "version 9",
        ),
        (attested.to_owned(), "attestations-malformed", "line 1"),
    ];
    for (text, code, named) in cases {
        std::fs::write(&path, text).unwrap();
        let name = path.to_str().unwrap();
        let plan = run(&world, &PLAN, &[]);
        plan.fails(3, code, &[named, name, "--attestations FILE"]);
        run(&world, &CONNECT, &ALL).fails(3, code, &[named]);
    }
    assert_eq!(world.writes(), writes);
    // Where Mimecast can be read, nobody's word counts.
    world
        .mimecast(&[&["plan"], &CONNECT[..4]].concat())
        .exits(0);
}

#[test]
fn a_named_file_is_shared_and_merges() {
    let world = World::new();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let with = |name: &str, args: &[&str]| {
        let option = format!("--attestations={}", path(name).display());
        run(&world, &[args, &[&option]].concat(), &[])
    };
    let confirm = |name: &str, steps: &[&str]| {
        let option = format!("--attestations={}", path(name).display());
        run(&world, &[&CONNECT[..], &[&option]].concat(), steps).exits(0)
    };
    confirm("base", &[PROFILE]);
    std::fs::copy(path("base"), path("one")).unwrap();
    std::fs::copy(path("base"), path("two")).unwrap();
    confirm("one", &[SETTING]);
    confirm("two", &[SETTING, ENFORCE]);
    // Both branches' lines, as a merge that keeps everything leaves them.
    let read = |name: &str| std::fs::read_to_string(path(name)).unwrap();
    std::fs::write(path("merged"), format!("{}{}", read("one"), read("two"))).unwrap();
    assert_eq!(with("merged", &PLAN).exits(0).changes(), [""; 0]);
    assert_eq!(with("one", &PLAN).exits(2).changes(), [ENFORCE]);
    // Written again, it is in order, and what occurred twice does once.
    confirm("merged", &ALL);
    let logout = ["--logout-url=https://sso.example/out"];
    let option = format!("--attestations={}", path("merged").display());
    run(
        &world,
        &[&CONNECT[..], &logout, &[&option]].concat(),
        &[ENFORCE],
    )
    .exits(0);
    let lines = lines(&path("merged"));
    let ids: Vec<&str> = lines[1..]
        .iter()
        .map(|l| l["change"].as_str().unwrap())
        .collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    assert_eq!(ids, sorted);
    assert_eq!(ids.iter().filter(|id| **id == PROFILE).count(), 1);
    assert_eq!(lines[0]["tenant"]["account_code"], "CUK1A1");
    // The state folder was not touched.
    assert!(!world.kept.path().join("sso-setup/attestations").exists());
}

#[test]
fn a_file_that_cannot_be_written_fails_the_step() {
    let world = World::new();
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, "").unwrap();
    let option = format!("--attestations={}", blocked.join("below").display());
    let failed = run(&world, &[&CONNECT[..], &[&option]].concat(), &ALL);
    assert_ne!(failed.code, 0);
    assert!(failed.stdout.contains("attestations-un"), "{failed:?}");
}
