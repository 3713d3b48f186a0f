//! The console steps of several tenants: a worksheet each in a folder, and an index that says what is left at each.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use serde_json::json;

use super::{NAMES, each, mode, names_in};
use crate::common::{Run, Tool};
use crate::front::{Front, plain};
use crate::tenants_file::Filed;

const PROFILE: &str = "mimecast/authentication-profile/JumpCloud SSO";
const SETTING: &str = "mimecast/application-setting/JumpCloud SSO";
const ENFORCE: &str = "mimecast/authentication-profile/JumpCloud SSO#enforce";

/// Three tenants, and a folder for their worksheets.
struct Rig {
    front: Front,
    file: Filed,
    above: tempfile::TempDir,
}

impl Rig {
    fn new(front: Front) -> Rig {
        Rig {
            file: front.file(plain),
            front,
            above: tempfile::tempdir().unwrap(),
        }
    }

    fn folder(&self) -> PathBuf {
        self.above.path().join("steps")
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.folder().join(name)).unwrap()
    }

    fn write(&self, more: &[&str]) -> Run {
        self.write_with(self.front.tool(), more)
    }

    fn write_with(&self, tool: Tool, more: &[&str]) -> Run {
        let folder = self.folder();
        let write = ["worksheet", "--out", folder.to_str().unwrap()];
        self.file.run(tool, &[&write, more].concat())
    }
}

#[test]
fn one_each_and_an_index_that_says_what_is_left() {
    let rig = Rig::new(Front::start());
    let by_hand = ["apply", "--yes", "--mimecast-mode", "worksheet"];
    rig.front.run(&rig.file, &by_hand).exits(0);
    let confirmed = [&by_hand[..], &["--confirm-step", PROFILE, "--only", "acme"]].concat();
    rig.front.run(&rig.file, &confirmed).exits(0);
    let all = [SETTING, ENFORCE].map(|step| format!("--confirm-step={step}"));
    let all = [&confirmed[..4], &[&all[0], &all[1]]].concat();
    let all = [&all[..], &["--confirm-step", PROFILE, "--only", "gadgets"]].concat();
    rig.front.run(&rig.file, &all).exits(0);
    let writes = rig.front.writes();
    let run = rig.write(&["-o", "json"]).exits(0);
    assert_eq!(each(&run, "name"), NAMES);
    assert_eq!(each(&run, "left"), [2, 0, 3]);
    let names = ["acme.html", "gadgets.html", "index.html", "zebra.html"];
    assert_eq!(names_in(&rig.folder()), names);
    assert_eq!(mode(&rig.folder()), 0o700);
    for (at, name) in NAMES.iter().enumerate() {
        let path = rig.folder().join(format!("{name}.html"));
        assert_eq!(mode(&path), 0o600);
        assert_eq!(each(&run, "file")[at], path.to_str().unwrap());
        // It is the tenant's own, as it is printed of it alone.
        let alone = ["worksheet", "--print", "html", "--tenant", name];
        let alone = rig.front.run(&rig.file, &alone).exits(0);
        assert_eq!(fs::read_to_string(&path).unwrap(), alone.stdout);
        assert!(alone.stdout.contains(["CUK1A1", "CUK2B2", "CUSA3C3"][at]));
    }
    let index = rig.text("index.html");
    for part in [
        "<tr><td><a href=\"acme.html\">acme</a><td>pending<td>2 of 3 steps left that nobody confirmed</tr>",
        "<tr><td><a href=\"zebra.html\">zebra</a><td>pending<td>3 of 3 steps left that nobody confirmed</tr>",
        "<td>done<td>every step is confirmed</tr>",
        "<p>3 tenants: 2 pending, 1 done</p>",
        "Content-Security-Policy",
    ] {
        assert!(index.contains(part), "{part}: {index}");
    }

    let told = rig.write(&["--print", "markdown", "--only", "zebra,acme"]);
    told.exits(0)
        .says(&["2 tenants: 2 pending", "2 of 3 steps", "steps/index.md"]);
    assert!(rig.text("zebra.md").starts_with("# Mimecast console steps"));
    let index = rig.text("index.md");
    assert!(
        index.contains(
            "\n| [acme](acme.md) | pending | 2 of 3 steps left that nobody confirmed |\n"
        ),
        "{index}"
    );
    assert!(!index.contains("gadgets"), "{index}");
    // Whatever reads the result, the files are the same.
    for format in ["jsonl", "github", "junit"] {
        fs::remove_dir_all(rig.folder()).unwrap();
        rig.write(&["-o", format]).exits(0);
        assert_eq!(names_in(&rig.folder()), names, "{format}");
    }
    assert_eq!(rig.front.writes(), writes);
    rig.front.kept_apart();
}

#[test]
fn what_failed_is_in_the_index_and_has_no_worksheet() {
    let rig = Rig::new(Front::start());
    rig.write(&[]).exits(0);
    let broken = rig.front.tool().without("GADGETS_KEY");
    let run = rig.write_with(broken, &["-o", "json"]).exits(4);
    assert_eq!(each(&run, "exit_code"), [json!(0), json!(4), json!(0)]);
    // The one of the run before could be taken for this run's.
    assert_eq!(
        names_in(&rig.folder()),
        ["acme.html", "index.html", "zebra.html"]
    );
    let index = rig.text("index.html");
    assert!(
        index.contains("<tr><td>gadgets<td>credentials<td>credential-variable-missing: "),
        "{index}"
    );
    assert!(index.contains("<a href=\"acme.html\">"), "{index}");
}

#[test]
fn nothing_of_a_service_or_a_file_is_more_than_text() {
    const SAID: &str = "<b>[x](y)|</td>";
    let front = Front::answering(|at, _, path| {
        let hostile = at == 1 && path == "/jumpcloud/api/applications";
        hostile.then(|| (400, json!({ "message": SAID }).to_string()))
    });
    let mut rig = Rig::new(front);
    rig.file = rig
        .front
        .file(|_| "profile = \"<img src=x onerror=1>|[a](b)\"\n");
    rig.write(&[]).exits(1);
    rig.write(&["--print", "markdown"]).exits(1);
    let page = rig.text("index.html") + &rig.text("acme.html");
    assert!(page.contains("&lt;b&gt;[x](y)|"), "{page}");
    assert!(page.contains("&lt;img src=x"), "{page}");
    for part in ["<b>", "<img"] {
        assert!(!page.contains(part), "{part}: {page}");
    }
    let index = rig.text("index.md");
    let row = index.lines().find(|line| line.contains("gadgets")).unwrap();
    let bare = |mark: &str| {
        let all = row.matches(mark).count();
        all - row.matches(&format!("\\{mark}")).count()
    };
    assert!(row.contains("\\<b\\>\\[x\\](y)"), "{row}");
    assert_eq!(["|", "<", "["].map(bare), [4, 0, 0], "{row}");
}

#[test]
fn what_cannot_be_a_folder_of_worksheets_is_refused() {
    let rig = Rig::new(Front::start());
    let folder = rig.folder();
    let out = ["--out", folder.to_str().unwrap()];
    rig.write(&["--tenant", "acme", "-o", "json"]).fails(
        64,
        "one-tenant",
        &["--out", "--print html"],
    );
    assert!(!folder.exists());
    // One that is called as the index would be.
    let text = fs::read_to_string(&rig.file.path).unwrap();
    let file = Filed::new(&text.replace("\"acme\"", "\"Index\""));
    let args = [&["worksheet", "-o", "json"], &out[..]].concat();
    file.run(rig.front.tool(), &args)
        .fails(64, "name-taken", &["called index"]);
    assert!(!folder.exists());
    // No link is followed.
    rig.write(&[]).exits(0);
    let victim = rig.above.path().join("victim");
    fs::write(&victim, "precious").unwrap();
    for name in ["acme.html", "index.html"] {
        fs::remove_file(folder.join(name)).unwrap();
        symlink(&victim, folder.join(name)).unwrap();
    }
    rig.write(&["-o", "json"])
        .fails(1, "output-not-written", &["index.html", "symbolic link"]);
    fs::remove_file(folder.join("index.html")).unwrap();
    let run = rig.write(&["-o", "json"]).exits(1);
    assert_eq!(each(&run, "exit_code"), [1, 0, 0]);
    assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
    assert_eq!(rig.front.writes(), [0, 0, 0]);
}
