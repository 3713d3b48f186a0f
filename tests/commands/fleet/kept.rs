//! Plans of several tenants kept in a folder, looked at, and applied: each tenant's own and no other.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;

use serde_json::{Value, json};

use super::{NAMES, each, mode, names_in};
use crate::common::{Run, Tool};
use crate::front::{Front, plain};
use crate::tenants_file::Filed;

/// Three tenants, and a folder for their plans.
struct Rig {
    front: Front,
    file: Filed,
    above: tempfile::TempDir,
}

impl Rig {
    fn new() -> Rig {
        let front = Front::start();
        Rig {
            file: front.file(plain),
            front,
            above: tempfile::tempdir().unwrap(),
        }
    }

    /// One with the plans of all three in the folder.
    fn planned() -> Rig {
        let rig = Rig::new();
        rig.plan(&[]).exits(0);
        rig
    }

    fn folder(&self) -> PathBuf {
        self.above.path().join("plans")
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder().join(format!("{name}.json"))
    }

    fn plan(&self, more: &[&str]) -> Run {
        self.plan_with(self.front.tool(), more)
    }

    fn plan_with(&self, tool: Tool, more: &[&str]) -> Run {
        let folder = self.folder();
        let out = ["plan", "--out", folder.to_str().unwrap(), "-o", "json"];
        self.file.run(tool, &[&out, more].concat())
    }

    fn apply(&self, more: &[&str]) -> Run {
        self.apply_with(self.front.tool(), more)
    }

    fn apply_with(&self, tool: Tool, more: &[&str]) -> Run {
        let folder = self.folder();
        let apply = ["apply", folder.to_str().unwrap(), "-o", "json"];
        self.file.run(tool, &[&apply, more].concat())
    }

    fn document(&self, name: &str) -> Value {
        serde_json::from_slice(&fs::read(self.at(name)).unwrap()).unwrap()
    }

    fn keep(&self, name: &str, document: &Value) {
        fs::write(self.at(name), document.to_string()).unwrap();
    }
}

/// What failed a tenant of the run: its code, and what is said of it in a line.
#[track_caller]
fn failed(run: &Run, at: usize) -> (String, String) {
    let entry = &run.json()["tenants"][at];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let short = text(&entry["in_short"]);
    assert!(!short.contains('\n'), "{short}");
    (text(&entry["error"]["code"]), short)
}

#[test]
fn each_tenants_own_is_applied_and_once() {
    let rig = Rig::new();
    let shown = rig.plan(&[]).exits(0);
    assert_eq!(rig.front.writes(), [0, 0, 0]);
    assert_eq!(
        names_in(&rig.folder()),
        ["acme.json", "gadgets.json", "zebra.json"]
    );
    assert_eq!(mode(&rig.folder()), 0o700);
    for (name, digest) in NAMES.iter().zip(each(&shown, "digest")) {
        assert_eq!(mode(&rig.at(name)), 0o600);
        let kept = rig.document(name);
        assert_eq!(kept["plan"]["digest"], digest);
        assert_eq!(kept["plan"]["tenant"]["name"], *name);
        let text = kept.to_string();
        for key in [format!("{}_KEY", name.to_uppercase()), "env:".to_owned()] {
            assert!(!text.contains(&key), "{key}");
        }
    }
    let out = ["plan", "--out", rig.above.path().to_str().unwrap()];
    let told = rig.front.run(&rig.file, &out).exits(0);
    told.says(&["To apply these and no others", "sso-setup mimecast apply "]);

    // What is wanted comes from the plans, whatever the tenants file says by now, and the environment.
    let text = fs::read_to_string(&rig.file.path).unwrap();
    fs::write(&rig.file.path, text.replace(" mail\"", " post\"")).unwrap();
    let elsewhere = || {
        let tool = rig.front.tool();
        tool.env("SSO_SETUP_DESCRIPTION", "Of this machine")
    };
    let again = rig.apply_with(elsewhere(), &["--dry-run"]).exits(0);
    assert_eq!(again.stdout, shown.stdout);
    assert_eq!(rig.front.writes(), [0, 0, 0]);
    let made = rig.apply_with(elsewhere(), &["--yes"]).exits(0);
    assert_eq!(each(&made, "digest"), each(&shown, "digest"));
    assert_eq!(each(&made, "remaining"), [json!([]), json!([]), json!([])]);
    for (world, label) in rig.front.worlds.iter().zip(["Acme", "Gizmos", "Zebra"]) {
        let state = world.state().to_string();
        assert!(state.contains(&format!("{label} mail")), "{label}");
        assert!(!state.contains(" post") && !state.contains("Of this machine"));
    }
    rig.front.kept_apart();
    // Everything done already.
    let writes = rig.front.writes();
    let done = rig.apply(&["--yes", "--detailed-exitcode"]).exits(0);
    assert_eq!(each(&done, "results"), [json!([]), json!([]), json!([])]);
    assert_eq!(rig.front.writes(), writes);
}

#[test]
fn what_is_not_a_tenants_own_plan_is_not_applied_to_it() {
    let rig = Rig::planned();
    let [_, second, third] = NAMES.map(|name| rig.document(name));
    let writes = || {
        let [first, second, third] = rig.front.writes()[..] else {
            panic!()
        };
        (first, second, third)
    };
    // Another tenant's file under its name.
    rig.keep("gadgets", &third);
    let run = rig.apply(&["--yes", "--only", "gadgets"]).exits(3);
    let (code, short) = failed(&run, 0);
    assert_eq!(code, "stale-plan");
    for part in ["gadgets.json", "made of zebra", "nothing was written"] {
        assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
    }
    assert!(short.starts_with("stale-plan: "), "{short}");
    // The same, with the name in it changed too: it is of another organisation and account.
    let mut disguised = third.clone();
    disguised["plan"]["tenant"]["name"] = json!("gadgets");
    rig.keep("gadgets", &disguised);
    let run = rig.apply(&["--yes", "--only", "gadgets"]).exits(3);
    assert_eq!(failed(&run, 0).0, "stale-plan");
    for part in ["the JumpCloud organisation is", "the Mimecast account is"] {
        assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
    }
    // One that was made without a tenants file.
    let mut nameless = second.clone();
    nameless["plan"]["tenant"]
        .as_object_mut()
        .unwrap()
        .remove("name");
    rig.keep("gadgets", &nameless);
    let run = rig.apply(&["--yes", "--only", "gadgets"]).exits(3);
    assert_eq!(failed(&run, 0).0, "stale-plan");
    // An edited one.
    let mut edited = second.clone();
    edited["wanted"]["profile"] = json!("Another");
    rig.keep("gadgets", &edited);
    let run = rig.apply(&["--yes", "--only", "gadgets"]).exits(3);
    assert_eq!(failed(&run, 0).0, "stale-plan");
    assert_eq!(writes(), (0, 0, 0));

    // One that is stale stops its own tenant and no other.
    rig.keep("gadgets", &second);
    let changed = ["apply", "--yes", "--only", "gadgets", "--label", "Other"];
    rig.front.run(&rig.file, &changed).exits(0);
    let before = rig.front.writes()[1];
    let run = rig.apply(&["--yes"]).exits(3);
    assert_eq!(each(&run, "exit_code"), [0, 3, 0]);
    assert_eq!(failed(&run, 1).0, "stale-plan");
    let (one, two, three) = writes();
    assert!(one > 0 && two == before && three > 0);
}

#[test]
fn a_tenant_without_a_plan_and_a_plan_without_a_tenant_are_told() {
    let rig = Rig::planned();
    fs::remove_file(rig.at("acme")).unwrap();
    fs::write(rig.folder().join("README"), "not a plan").unwrap();
    rig.keep("umbrella\n::error::x", &rig.document("zebra"));
    let dry = ["--dry-run"];
    let run = rig.apply(&dry).exits(64);
    assert_eq!(
        each(&run, "exit_code"),
        [json!(64), json!(0), json!(0), json!(64)]
    );
    let (code, short) = failed(&run, 0);
    assert_eq!(code, "plan-missing");
    assert!(short.contains("acme has no plan here"), "{short}");
    let (code, short) = failed(&run, 3);
    assert_eq!(code, "plan-of-no-tenant");
    assert!(short.contains("umbrella"), "{short}");
    assert!(!run.stdout.contains("\\n::error"), "{}", run.stdout);
    // With those that are meant named, nobody else's plan is looked at.
    rig.apply(&["--dry-run", "--only", "gadgets,zebra"])
        .exits(0);
    // Of the parts of a fleet one tells it.
    let parts = ["1/3", "2/3", "3/3"].map(|shard| {
        let run = rig.apply(&["--dry-run", "--shard", shard]);
        run.stdout.matches("plan-of-no-tenant\"").count()
    });
    assert_eq!(parts.iter().sum::<usize>(), 1, "{parts:?}");
    // It is a failure like any other.
    let run = rig.apply(&["--yes", "--fail-fast"]).exits(64);
    assert_eq!(each(&run, "error")[1]["code"], "not-run");
    assert_eq!(rig.front.writes(), [0, 0, 0]);
    let folder = rig.folder();
    let lines = ["apply", folder.to_str().unwrap(), "--dry-run"];
    let lines = [&lines[..], &["-o", "jsonl"]].concat();
    let lines = rig.front.run(&rig.file, &lines).exits(64);
    assert_eq!(lines.stdout.lines().count(), 4);
}

#[test]
fn plans_of_an_earlier_run_give_way_as_a_single_one_does() {
    let rig = Rig::planned();
    fs::set_permissions(rig.at("acme"), PermissionsExt::from_mode(0o644)).unwrap();
    let other = rig.folder().join("umbrella.json");
    fs::write(&other, "of somebody else").unwrap();
    // Of a tenant that comes to no plan none is left that could be taken for this run's.
    let broken = rig.front.tool().without("GADGETS_KEY");
    rig.plan_with(broken, &["--label", "Anew"]).exits(4);
    assert_eq!(
        names_in(&rig.folder()),
        ["acme.json", "umbrella.json", "zebra.json"]
    );
    assert_eq!(fs::read_to_string(&other).unwrap(), "of somebody else");
    assert_eq!(mode(&rig.at("acme")), 0o600);
    assert!(rig.document("acme").to_string().contains("Anew"));
    // Those that this run is not about stay.
    rig.plan(&["--only", "acme"]).exits(0);
    assert!(rig.document("zebra").to_string().contains("Anew"));

    // No link is followed, and nothing that is no file is replaced.
    let victim = rig.above.path().join("victim");
    fs::write(&victim, "precious").unwrap();
    fs::remove_file(rig.at("acme")).unwrap();
    symlink(&victim, rig.at("acme")).unwrap();
    fs::create_dir(rig.at("gadgets")).unwrap();
    let run = rig.plan(&[]).exits(1);
    assert_eq!(each(&run, "exit_code"), [1, 1, 0]);
    for (at, part) in [(0, "symbolic link"), (1, "it is a folder")] {
        assert_eq!(failed(&run, at).0, "output-not-written");
        let entry = run.json()["tenants"][at].to_string();
        assert!(entry.contains(part), "{entry}");
    }
    assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
}

#[test]
fn a_folder_in_which_others_can_swap_plans_is_not_used() {
    let rig = Rig::planned();
    fs::set_permissions(rig.folder(), PermissionsExt::from_mode(0o777)).unwrap();
    rig.apply(&["--yes"])
        .fails(64, "plan-file-unreadable", &["others can write", "chmod"]);
    rig.plan(&[])
        .fails(1, "output-not-written", &["others can write", "chmod"]);
    fs::remove_dir_all(rig.folder()).unwrap();
    rig.apply(&["--yes"])
        .fails(64, "one-tenant", &["no folder", "--tenant NAME"]);
    fs::write(rig.folder(), "a file").unwrap();
    rig.plan(&[])
        .fails(1, "output-not-written", &["is no folder"]);
    // What is wanted cannot be said beside the plans.
    rig.apply(&["--yes", "--label", "x"])
        .fails(64, "usage", &["--label", "kept plan"]);
    assert_eq!(rig.front.writes(), [0, 0, 0]);
}
