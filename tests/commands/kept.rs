//! A plan kept as a file: made here, looked at, applied there; that one and no other.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::common::{ALL_THREE, CONNECT, Run, Tool, World, tool};

mod refused;

const APPS: &str = "mimecast-cuk1a1";

/// A sandbox, and a folder with the plan of one machine and the state of another.
struct Rig {
    world: World,
    folder: tempfile::TempDir,
}

impl Rig {
    fn new() -> Rig {
        Rig {
            world: World::new(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// One with everything set up.
    fn connected(more: &[&str]) -> Rig {
        let rig = Rig::new();
        rig.world.connect(more);
        rig
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("plan.json")
    }

    fn file(&self) -> String {
        self.path().to_str().unwrap().to_owned()
    }

    /// Keeps what a command shows.
    #[track_caller]
    fn keep(&self, args: &[&str]) -> Run {
        let file = self.file();
        let args = [args, &["--out", &file, "-o", "json"]].concat();
        self.world.mimecast(&args)
    }

    /// Keeps the plan of a set-up.
    #[track_caller]
    fn plan(&self, more: &[&str]) -> Run {
        self.keep(&[&["plan"], &CONNECT[..], more].concat())
    }

    /// The program on a machine that knows nothing of the other one but the file, and that wants something else where
    /// nobody says what is wanted.
    fn elsewhere(&self) -> Tool {
        let tool = self.world.tool();
        let tool = tool.env("XDG_STATE_HOME", self.folder.path().join("state"));
        let tool = tool.env("HOME", self.folder.path());
        tool.env("SSO_SETUP_LABEL", "Of this machine")
            .env("SSO_SETUP_MIMECAST_GROUP", "Of this machine")
            .env("SSO_SETUP_GROUP", "")
    }

    /// Applies the kept plan there.
    fn apply(&self, more: &[&str]) -> Run {
        self.apply_with(self.elsewhere(), more)
    }

    fn apply_with(&self, tool: Tool, more: &[&str]) -> Run {
        tool.mimecast(&[&["apply", &self.file(), "-o", "json"], more].concat())
    }

    fn document(&self) -> Value {
        serde_json::from_slice(&std::fs::read(self.path()).unwrap()).unwrap()
    }

    fn edit(&self, edit: impl FnOnce(&mut Value)) {
        let mut document = self.document();
        edit(&mut document);
        std::fs::write(self.path(), document.to_string()).unwrap();
    }

    /// The kept plan is refused as stale, says all of this, and nothing is written.
    #[track_caller]
    fn is_stale(&self, more: &[&str], parts: &[&str]) {
        let (writes, state) = (self.world.writes(), self.world.state());
        let more = [&["--yes", "--confirm-count", "3"], more].concat();
        let run = self.apply(&more).fails(3, "stale-plan", parts);
        run.says(&["nothing was written"]);
        assert_eq!((self.world.writes(), self.world.state()), (writes, state));
    }
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o7777
}

#[test]
fn a_set_up_is_applied_on_another_machine_and_once() {
    let rig = Rig::new();
    let shown = rig.plan(&[&["--description", "Mail"], &ALL_THREE[..]].concat());
    let shown = shown.exits(0).json();
    assert_eq!(rig.world.writes(), (0, 0));
    let kept = rig.document();
    assert_eq!(kept["plan"]["digest"], shown["digest"]);
    assert_eq!(kept["plan"]["changes"], shown["changes"]);
    assert_eq!(kept["plan"]["tenant"], shown["tenant"]);
    assert_eq!(kept["plan"]["tenant"]["organization"], "Widgets");

    // Looking once more changes nothing.
    let again = rig.apply(&["--dry-run"]).exits(0).json();
    assert_eq!(again, shown);
    assert_eq!(rig.world.writes(), (0, 0));

    let run = rig.apply(&["--yes"]).exits(0).json();
    assert_eq!(run["digest"], shown["digest"]);
    assert_eq!(run["remaining"], json!([]));
    let application = rig.world.application(APPS);
    assert_eq!(application["displayLabel"], "Mimecast");
    assert_eq!(application["description"], "Mail");
    assert_eq!(rig.world.access(APPS), ["All Staff"]);
    assert!(rig.world.enforced("admin-console"));

    // Everything done already.
    let writes = rig.world.writes();
    let done = rig.apply(&["--detailed-exitcode"]).exits(0);
    assert_eq!(done.changes(), [""; 0]);
    assert_eq!(rig.world.writes(), writes);
}

#[test]
fn a_removal_wants_its_number_where_it_is_applied() {
    let rig = Rig::connected(&[]);
    rig.keep(&["remove", "--dry-run"]).exits(0);
    let writes = rig.world.writes();
    rig.apply(&["--yes"])
        .fails(64, "confirmation-missing", &["--confirm-count 1"]);
    let refused = rig.apply(&["--confirm-count", "0"]).exits(3);
    assert_eq!(refused.refusals(), ["delete-count"]);
    assert_eq!(rig.world.writes(), writes);
    let run = rig.apply(&["--confirm-count", "1"]).exits(0);
    assert_eq!(run.json()["remaining"], json!([]));
    let applications = rig.world.state()["jumpcloud"]["applications"].clone();
    assert!(!applications.to_string().contains(APPS), "{applications}");

    let writes = rig.world.writes();
    rig.apply(&["--confirm-count", "1"]).exits(0);
    assert_eq!(rig.world.writes(), writes);
}

#[test]
fn switching_off_is_another_plan_than_taking_out() {
    let rig = Rig::connected(&[]);
    rig.keep(&["--dry-run", "remove", "--deactivate"]).exits(0);
    let command = json!({"remove": {"deactivate": true}});
    assert_eq!(rig.document()["wanted"]["command"], command);
    rig.apply(&["--yes"]).exits(0);
    assert_eq!(rig.world.application(APPS)["active"], false);
}

#[test]
fn a_rotation_is_applied_once() {
    let rig = Rig::connected(&[]);
    let certificate = |world: &World| world.application(APPS)["config"]["idpCertificate"].clone();
    let old = certificate(&rig.world);
    rig.keep(&["rotate", "--dry-run"]).exits(0);
    rig.apply(&["--yes"]).exits(0);
    let new = certificate(&rig.world);
    assert_ne!(new, old);
    // What it was to replace is gone: another one is another plan.
    rig.is_stale(
        &[],
        &["jumpcloud/application/apps#certificate: certificate"],
    );
    assert_eq!(certificate(&rig.world), new);
    // The journal tells that it was a rotation.
    let there = rig.elsewhere().without("SSO_SETUP_GROUP");
    let listed = there.mimecast(&["undo", "--list"]).exits(0);
    assert!(listed.stdout.contains("rotate"), "{}", listed.stdout);
}

#[test]
fn confirmations_are_those_of_whoever_applies_it() {
    let rig = Rig::new();
    let shown = rig.plan(&[]).exits(0).json();
    rig.apply(&[]).fails(64, "confirmation-missing", &["--yes"]);
    let digest = shown["digest"].as_str().unwrap();
    let zeros = format!("sha256:{}", "0".repeat(64));
    rig.apply(&["--expect-digest", &zeros])
        .fails(3, "stale-plan", &[digest]);
    assert_eq!(rig.world.writes(), (0, 0));
    rig.apply(&["--expect-digest", digest]).exits(0);

    // A plan that is refused is kept: what it lacks may be a person's word.
    let by_hand = ["--mimecast-mode", "worksheet"];
    let rig = Rig::connected(&by_hand);
    let refused = rig.keep(&[&["rotate", "--dry-run"], &by_hand[..]].concat());
    assert_eq!(refused.exits(3).refusals(), ["admin-lockout"]);
    let writes = rig.world.writes();
    let apply = |more: &[&str]| rig.apply(&[&by_hand[..], &["--yes"], more].concat());
    assert_eq!(apply(&[]).exits(3).refusals(), ["admin-lockout"]);
    let backup = ["--confirm-step", "backup-administrator"];
    apply(&backup).exits(0);
    assert_eq!(rig.world.writes(), writes);
    let release = "mimecast/authentication-profile/JumpCloud SSO#release";
    apply(
        &[
            &backup[..],
            &["--confirm-step", release, "--propagation", "0s"],
        ]
        .concat(),
    )
    .exits(0);
    assert_ne!(rig.world.writes(), writes);
}

#[test]
fn it_is_its_owners_and_holds_no_credential_and_no_image() {
    let rig = Rig::new();
    let image = rig.folder.path().join("mail.png");
    let bytes = [&b"\x89PNG\r\n\x1a\n"[..], "only in the image".as_bytes()].concat();
    std::fs::write(&image, bytes).unwrap();
    let logo = ["--tile-logo", image.to_str().unwrap()];
    // One that others could read before.
    std::fs::write(rig.path(), "old").unwrap();
    std::fs::set_permissions(rig.path(), PermissionsExt::from_mode(0o644)).unwrap();
    rig.plan(&[&logo[..], &ALL_THREE].concat()).exits(0);
    assert_eq!(mode(&rig.path()), 0o600);
    let text = std::fs::read_to_string(rig.path()).unwrap();
    let credentials = rig.world.sandbox.credentials();
    let mut secrets = vec![
        credentials.jumpcloud_api_key.expose_secret().to_owned(),
        credentials.mimecast_client_id.clone(),
        credentials
            .mimecast_client_secret
            .expose_secret()
            .to_owned(),
    ];
    let others = rig.world.sandbox.other_credentials();
    secrets.extend(
        others
            .iter()
            .map(|(_, secret)| secret.expose_secret().to_owned()),
    );
    assert!(secrets.len() > 8);
    for secret in &secrets {
        assert!(!text.contains(secret.as_str()), "{secret}");
    }
    assert!(text.contains("mail.png"));
    for raw in ["only in the image", "b25seSBpbiB0aGUgaW1hZ2"] {
        assert!(!text.contains(raw), "{raw}");
    }
    // It is given again, and no other.
    rig.apply(&["--yes"])
        .fails(64, "logo-differs", &["mail.png", "--tile-logo"]);
    assert_eq!(rig.world.writes(), (0, 0));
    rig.apply(&[&logo[..], &["--yes"]].concat()).exits(0);

    // A credential in what is wanted is kept nowhere.
    let rig = Rig::new();
    let key = credentials_key(&rig.world);
    let run = rig.plan(&["--description", &key]);
    run.fails(1, "plan-not-kept", &["credential"]);
    assert!(!rig.path().exists());
}

fn credentials_key(world: &World) -> String {
    let credentials = world.sandbox.credentials();
    credentials.jumpcloud_api_key.expose_secret().to_owned()
}

#[test]
fn the_sandbox_in_process_takes_its_own_plans() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.json");
    let file = file.to_str().unwrap();
    let plan = ["plan", "--sandbox", "--group", "All Staff", "--out", file];
    tool().mimecast(&plan).exits(0);
    let apply = ["apply", file, "--sandbox", "--yes"];
    tool().mimecast(&apply).exits(0).says(&["Connected:"]);
    // And nobody else does.
    let world = World::new();
    let run = world.mimecast(&["apply", file, "--yes", "-o", "json"]);
    run.fails(3, "stale-plan", &["sandbox"]);
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn by_hand_the_steps_are_confirmed_where_it_is_applied() {
    let rig = Rig::new();
    let by_hand = ["--mimecast-mode", "worksheet"];
    rig.plan(&by_hand).exits(0);
    let steps = [
        "mimecast/authentication-profile/JumpCloud SSO",
        "mimecast/application-setting/JumpCloud SSO",
        "mimecast/authentication-profile/JumpCloud SSO#enforce",
    ];
    let confirmed: Vec<String> = steps.map(|step| format!("--confirm-step={step}")).into();
    let confirmed: Vec<&str> = confirmed.iter().map(String::as_str).collect();
    let run = rig.apply(&[&by_hand[..], &["--yes"], &confirmed].concat());
    let results = run.exits(0).json()["results"].clone();
    let done = |result: &Value| result["status"] == "done";
    assert!(results.as_array().unwrap().iter().all(done), "{results}");
}
