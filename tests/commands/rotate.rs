//! A new IdP certificate, and Mimecast told of it, in one run.

use serde_json::{Value, json};

use crate::common::meddler::{Meddler, Then};
use crate::common::{ALL_THREE, CONNECT, Run, World, texts};

const RELEASE: &str = "mimecast/authentication-profile/JumpCloud SSO#release";
const IMPORT: &str = "mimecast/authentication-profile/JumpCloud SSO";
const ENFORCE: &str = "mimecast/authentication-profile/JumpCloud SSO#enforce";
const APPS: &str = "jumpcloud/application/apps#certificate";

fn rotate(world: &World, more: &[&str]) -> Run {
    world.mimecast(&[&["rotate", "-o", "json", "--yes"], more].concat())
}

fn certificate(world: &World, suffix: &str) -> Value {
    world.application(suffix)["config"]["idpCertificate"]["value"].clone()
}

fn block(world: &World, block: &str) -> Value {
    world.mimecast_object("profiles", "JumpCloud SSO").unwrap()["blocks"][block].clone()
}

/// Everything but the certificate and what tells when it was made.
fn without_certificate(mut document: Value) -> Value {
    document["config"]
        .as_object_mut()
        .unwrap()
        .remove("idpCertificate");
    for key in [
        "idpCertificateUpdatedAt",
        "idpPrivateKeyUpdatedAt",
        "idpCertExpirationAt",
    ] {
        document["sso"].as_object_mut().unwrap().remove(key);
    }
    document
}

#[test]
fn jumpcloud_and_mimecast_get_the_same_new_certificate_and_nothing_else_changes() {
    let world = World::new();
    world.connect(&[]);
    let (application, old) = (
        world.application("mimecast-cuk1a1"),
        certificate(&world, "mimecast-cuk1a1"),
    );
    let before = block(&world, "web-apps");
    let run = rotate(&world, &[]).exits(0);
    assert_eq!(run.changes(), [RELEASE, APPS, IMPORT, ENFORCE]);
    assert!(
        texts(&run.json()["results"], "status")
            .iter()
            .all(|s| s == "done")
    );
    assert_eq!(run.json()["remaining"], json!([]));
    assert_ne!(certificate(&world, "mimecast-cuk1a1"), old);
    let now = without_certificate(world.application("mimecast-cuk1a1"));
    assert_eq!(now, without_certificate(application));
    let after = block(&world, "web-apps");
    assert_ne!(after["certificate"], before["certificate"]);
    let mut expected = before;
    expected["certificate"] = after["certificate"].clone();
    assert_eq!(
        after, expected,
        "enforced again, and everything else as it was"
    );
    // Both sides agree: there is nothing to set up.
    let plan = world
        .mimecast(&[&["plan", "-o", "json"], &CONNECT[..]].concat())
        .exits(0);
    assert_eq!(plan.changes(), [""; 0]);
    let standing = &run.json()["standing"]["connectors"][0]["certificate"];
    assert_ne!(
        standing["fingerprint"],
        run.json()["changes"][1]["fields"][0]["before"]
    );
    assert!(standing["expires"].is_string());
}

#[test]
fn one_connector_of_three_leaves_the_others_certificates_alone() {
    let world = World::new();
    world.connect(&ALL_THREE);
    let suffixes = [
        "mimecast-cuk1a1",
        "mimecast-cuk1a1-portal",
        "mimecast-cuk1a1-admin",
    ];
    let all = |world: &World| suffixes.map(|suffix| certificate(world, suffix));
    let [apps, portal, admin] = all(&world);
    let web = block(&world, "web-apps");
    let more = [
        "--connector",
        "admin-console",
        "--admin",
        "ada@widgets.example",
    ];
    rotate(&world, &more).exits(0);
    let now = all(&world);
    assert_eq!(now[..2], [apps, portal]);
    assert_ne!(now[2], admin);
    assert_eq!(block(&world, "web-apps"), web);
    assert!(world.enforced("admin-console"));
}

#[test]
fn a_rotation_that_broke_off_is_finished_without_another_certificate() {
    for (end, at) in [
        ("/update-profile", 2),
        ("/update-profile", 3),
        ("/metadata.xml", 2),
    ] {
        let world = World::new();
        world.connect(&[]);
        let old = certificate(&world, "mimecast-cuk1a1");
        let count = std::sync::atomic::AtomicUsize::new(0);
        let meddler = Meddler::start(&world, move |_, path| {
            let hit = path.ends_with(end)
                && count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1 == at;
            match hit {
                true => Then::Answer(400, "application/json", "{\"message\": \"no\"}".to_owned()),
                false => Then::Forward,
            }
        });
        // The journal stands under the meddler's address, so it is run once more there.
        let tool = || meddler.tool(&world);
        let args = ["rotate", "-o", "json", "--yes"];
        tool().mimecast(&args).exits(1);
        let new = certificate(&world, "mimecast-cuk1a1");
        assert_ne!(new, old, "{end} {at}");
        assert!(!world.enforced("web-apps"), "{end} {at}");
        let again = tool().mimecast(&args).exits(0);
        let told = end == "/update-profile" && at == 3;
        let left: &[&str] = if told { &[ENFORCE] } else { &[IMPORT, ENFORCE] };
        assert_eq!(again.changes(), left, "{end} {at}");
        assert_eq!(
            texts(&again.json()["warnings"], "code"),
            ["rotation-resumed"]
        );
        assert_eq!(certificate(&world, "mimecast-cuk1a1"), new, "{end} {at}");
        assert!(world.enforced("web-apps"));
        let plan = world
            .mimecast(&[&["plan", "-o", "json"], &CONNECT[..]].concat())
            .exits(0);
        assert_eq!(plan.changes(), [""; 0]);
    }
}

#[test]
fn without_its_journal_mimecast_tells_that_a_rotation_was_begun() {
    let world = World::new();
    world.connect(&[]);
    let count = std::sync::atomic::AtomicUsize::new(0);
    let meddler = Meddler::start(&world, move |_, path| {
        let updates = path.ends_with("/update-profile");
        match updates && count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 1 {
            true => Then::Answer(400, "application/json", "{\"message\": \"no\"}".to_owned()),
            false => Then::Forward,
        }
    });
    let args = ["rotate", "-o", "json", "--yes"];
    meddler.tool(&world).mimecast(&args).exits(1);
    let new = certificate(&world, "mimecast-cuk1a1");
    // Another address is another tenant, as far as journals go.
    let again = rotate(&world, &[]).exits(0);
    assert_eq!(again.changes(), [IMPORT, ENFORCE]);
    assert_eq!(again.json()["warnings"], json!([]));
    assert_eq!(certificate(&world, "mimecast-cuk1a1"), new);
    assert!(world.enforced("web-apps"));
}

#[test]
fn a_rotation_that_only_lacks_its_last_line_is_at_its_end_and_the_next_is_another() {
    let world = World::new();
    world.connect(&[]);
    rotate(&world, &[]).exits(0);
    let new = certificate(&world, "mimecast-cuk1a1");
    let folder = world.kept.path().join("sso-setup/journal");
    let mut journals = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path());
    let of_the_rotation =
        |path: &std::path::PathBuf| path.to_string_lossy().ends_with("rotate.jsonl");
    let journal = journals.find(of_the_rotation).unwrap();
    let text = std::fs::read_to_string(&journal).unwrap();
    let (rest, _end) = text.trim_end().rsplit_once('\n').unwrap();
    std::fs::write(&journal, format!("{rest}\n")).unwrap();

    let again = rotate(&world, &[]).exits(0);
    assert_eq!(again.changes(), [""; 0]);
    assert_eq!(certificate(&world, "mimecast-cuk1a1"), new);
    let another = rotate(&world, &[]).exits(0);
    assert_eq!(another.changes(), [RELEASE, APPS, IMPORT, ENFORCE]);
    assert_ne!(certificate(&world, "mimecast-cuk1a1"), new);
}

#[test]
fn who_could_not_sign_in_again_is_not_rotated() {
    let world = World::new();
    world.connect(&[]);
    let ours = world.mimecast_object("settings", "JumpCloud SSO").unwrap();
    let state = world.state();
    let folder = crate::common::find(
        &state["mimecast"]["folders"],
        "id",
        ours["groupId"].as_str().unwrap(),
    );
    assert!(folder["members"].as_array().is_some_and(|m| !m.is_empty()));
    let id = world.application("mimecast-cuk1a1")["_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let bound =
        crate::common::find(&state["jumpcloud"]["applications"], "id", &id)["bindings"][0].clone();
    let path = format!("/api/v2/applications/{id}/associations");
    let body = json!({ "op": "remove", "type": "user_group", "id": bound["id"] });
    world.jumpcloud("POST", &path, Some(&body));
    let (state, writes) = (world.state(), world.writes());
    let refused = rotate(&world, &[]).exits(3);
    assert_eq!(refused.refusals(), ["user-lockout"]);
    assert_eq!((world.state(), world.writes()), (state, writes));
}

#[test]
fn a_connector_that_is_not_set_up_has_no_certificate_to_renew() {
    let world = World::new();
    rotate(&world, &[]).fails(1, "application-not-found", &["apps", "set it up first"]);
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn by_hand_it_wants_a_backup_administrator_and_waits_for_each_step() {
    let world = World::new();
    let by_hand = || world.tool().env("SSO_SETUP_MIMECAST_MODE", "worksheet");
    by_hand().mimecast(&CONNECT).exits(0);
    let old = certificate(&world, "mimecast-cuk1a1");
    let rotate = |steps: &[&str]| {
        let steps = steps.iter().flat_map(|step| ["--confirm-step", *step]);
        let base = ["rotate", "-o", "json", "--yes"];
        by_hand().mimecast(&base.into_iter().chain(steps).collect::<Vec<_>>())
    };
    let refused = rotate(&[]).exits(3);
    assert_eq!(refused.refusals(), ["admin-lockout"]);
    let waiting = rotate(&["backup-administrator"]).exits(0);
    assert_eq!(waiting.changes(), [RELEASE, APPS, IMPORT, ENFORCE]);
    assert!(
        texts(&waiting.json()["results"], "status")
            .iter()
            .all(|s| s == "pending")
    );
    assert_eq!(certificate(&world, "mimecast-cuk1a1"), old);
    let run = rotate(&["backup-administrator", RELEASE]).exits(0);
    let statuses = texts(&run.json()["results"], "status");
    assert_eq!(statuses, ["done", "done", "pending", "pending"]);
    let new = certificate(&world, "mimecast-cuk1a1");
    assert_ne!(new, old);
    // The certificate that waits to be entered is the new one.
    let served = world
        .mimecast(&["metadata", "--subdomain", "eu"])
        .exits(0)
        .stdout;
    let step = run.json()["steps"][0].to_string();
    let in_metadata = served
        .split("X509Certificate>")
        .nth(1)
        .unwrap()
        .trim_end_matches("</ds:");
    assert!(step.contains(in_metadata), "{step}");

    // The next run goes on with what is left.
    let rest = rotate(&["backup-administrator", IMPORT, ENFORCE]).exits(0);
    assert_eq!(rest.changes(), [IMPORT, ENFORCE]);
    assert_eq!(texts(&rest.json()["results"], "status"), ["done", "done"]);
    assert_eq!(rest.json()["remaining"], json!([]));
    assert_eq!(certificate(&world, "mimecast-cuk1a1"), new);
}

/// Which connectors are set up, and how, and which of them a rotation that names none is about.
type Default = (&'static [&'static str], &'static [&'static str]);

#[test]
fn by_default_it_renews_the_certificates_that_blocks_in_force_hold() {
    let table: [Default; 5] = [
        (&["--connector=apps"], &["apps"]),
        (&["--connector=personal-portal"], &["personal-portal"]),
        (&["--connector=apps,personal-portal"], &["personal-portal"]),
        (
            &["--connector=apps,admin-console"],
            &["apps", "admin-console"],
        ),
        (
            &["--connector=all", "--enforce=web-apps"],
            &["personal-portal"],
        ),
    ];
    let admin = ["--admin", "ada@widgets.example"];
    for (layout, renewed) in table {
        for by_hand in [false, true] {
            let what = format!("{layout:?}, by hand: {by_hand}");
            let world = World::new();
            let mode = if by_hand { "worksheet" } else { "api" };
            let tool = || world.tool().env("SSO_SETUP_MIMECAST_MODE", mode);
            let steps = [
                IMPORT,
                "mimecast/application-setting/JumpCloud SSO",
                ENFORCE,
            ];
            let steps = steps.into_iter().flat_map(|s| ["--confirm-step", s]);
            let steps: Vec<&str> = steps.filter(|_| by_hand).collect();
            let set_up = [&CONNECT[..], layout, &admin, &steps, &["-o", "json"]].concat();
            tool().mimecast(&set_up).exits(0);
            let backup = ["--confirm-step", "backup-administrator"];
            let rotate = ["rotate", "-o", "json", "--dry-run"];
            let plan = tool()
                .mimecast(&[&rotate[..], &admin, &backup].concat())
                .exits(0);
            let of = renewed
                .iter()
                .map(|c| format!("jumpcloud/application/{c}#certificate"));
            let changes = plan
                .changes()
                .into_iter()
                .filter(|c| c.ends_with("#certificate"));
            assert_eq!(
                changes.collect::<Vec<_>>(),
                of.collect::<Vec<_>>(),
                "{what}"
            );
            let several = layout[0].contains(',') || layout[0].ends_with("all");
            let told = plan.warnings().contains(&"certificates-held".to_owned());
            assert_eq!(told, several, "{what}");
        }
    }
}

#[test]
fn it_says_which_block_holds_whose_certificate() {
    let world = World::new();
    world.connect(&ALL_THREE);
    let plan = rotate(&world, &["--dry-run", "--admin", "ada@widgets.example"]).exits(0);
    let warnings = plan.json()["warnings"].clone();
    let told = crate::common::find(&warnings, "code", "certificates-held")["message"].clone();
    assert_eq!(
        told,
        "each connector has a certificate of its own: that of apps stays (held by no block in force); that of personal-portal \
         is renewed (held by web-apps); that of admin-console is renewed (held by admin-console)"
    );
}

#[test]
fn with_several_set_up_and_none_in_force_one_has_to_be_named() {
    let world = World::new();
    world.connect(&ALL_THREE);
    let mut profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    for block in ["web-apps", "admin-console"] {
        profile["blocks"][block]["enforced"] = json!(false);
    }
    world.mimecast_api("/api/authentication-profile/update-profile", profile);
    let writes = world.writes();
    rotate(&world, &[]).fails(
        64,
        "connector-ambiguous",
        &["apps, personal-portal, admin-console", "--connector apps"],
    );
    assert_eq!(world.writes(), writes);
    rotate(&world, &["--connector", "personal-portal"]).exits(0);
}

#[test]
fn one_of_several_that_broke_off_is_gone_on_with_though_nothing_is_in_force() {
    for at in [1, 2, 3] {
        let world = World::new();
        let layout = ["--connector=apps,personal-portal"];
        world.connect(&layout);
        let suffix = "mimecast-cuk1a1-portal";
        let [apps, old] = ["mimecast-cuk1a1", suffix].map(|s| certificate(&world, s));
        let count = std::sync::atomic::AtomicUsize::new(0);
        let meddler = Meddler::start(&world, move |method, path| {
            // The application's write comes between the two of the profile.
            let write = path.ends_with("/update-profile") || method == "PUT";
            let hit = write && count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == at;
            match hit {
                true => Then::Answer(400, "application/json", "{\"message\": \"no\"}".to_owned()),
                false => Then::Forward,
            }
        });
        let args = ["rotate", "-o", "json", "--yes"];
        meddler.tool(&world).mimecast(&args).exits(1);
        assert!(!world.enforced("web-apps"), "{at}");
        meddler.tool(&world).mimecast(&args).exits(0);
        assert!(world.enforced("web-apps"), "{at}");
        assert_ne!(certificate(&world, suffix), old, "{at}");
        assert_eq!(certificate(&world, "mimecast-cuk1a1"), apps, "{at}");
        let plan = world.mimecast(&[&["plan", "-o", "json"], &CONNECT[..], &layout].concat());
        assert_eq!(plan.exits(0).changes(), [""; 0], "{at}");
    }
}

#[test]
fn a_kept_rotation_of_what_is_in_force_is_applied_as_it_was_kept() {
    let world = World::new();
    world.connect(&["--connector=apps,personal-portal"]);
    let file = world.kept.path().join("plan.json");
    let file = file.to_str().unwrap();
    let plan = rotate(&world, &["--dry-run", "--out", file]).exits(0);
    let apply = world
        .mimecast(&["apply", file, "--yes", "-o", "json"])
        .exits(0);
    assert_eq!(apply.changes(), plan.changes());
    assert_eq!(apply.json()["remaining"], json!([]));
}
