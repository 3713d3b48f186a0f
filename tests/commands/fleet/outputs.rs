//! What the later steps of a pipeline on GitHub are told: the file `GITHUB_OUTPUT`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::each;
use crate::common::{CONNECT, Run, Tool, World, tool};
use crate::front::{Front, plain};

/// The file as the runner made it, with what another step wrote.
struct Outputs {
    folder: tempfile::TempDir,
}

const OF_ANOTHER: &str = "other=1\n";

impl Outputs {
    fn new() -> Outputs {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("output"), OF_ANOTHER).unwrap();
        Outputs { folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("output")
    }

    fn named(&self, tool: Tool) -> Tool {
        tool.env("GITHUB_OUTPUT", self.path())
    }

    /// What was added, as GitHub reads it: a name, an equals sign, a value, and the end of the line.
    #[track_caller]
    fn added(&self) -> BTreeMap<String, String> {
        let text = std::fs::read_to_string(self.path()).unwrap();
        std::fs::write(self.path(), OF_ANOTHER).unwrap();
        let added = text.strip_prefix(OF_ANOTHER).unwrap();
        assert!(added.ends_with('\n'), "{text}");
        let pairs = added.lines().map(|line| line.split_once('=').unwrap());
        let pairs: Vec<_> = pairs.map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        let outputs: BTreeMap<_, _> = pairs.iter().cloned().collect();
        assert_eq!(outputs.len(), pairs.len(), "each once: {text}");
        outputs
    }

    fn added_nothing(&self) -> bool {
        std::fs::read_to_string(self.path()).unwrap() == OF_ANOTHER
    }

    /// What was added is these and no others.
    #[track_caller]
    fn are(&self, digest: &str, changes: usize, pending: usize, exit_code: u8) {
        let expected = [
            ("digest", digest.to_owned()),
            ("changes", changes.to_string()),
            ("pending", pending.to_string()),
            ("exit-code", exit_code.to_string()),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value));
        assert_eq!(self.added(), BTreeMap::from(expected));
    }

    /// Nothing but the exit code was added.
    #[track_caller]
    fn are_only(&self, exit_code: u8) {
        let expected = [("exit-code".to_owned(), exit_code.to_string())];
        assert_eq!(self.added(), BTreeMap::from(expected));
    }
}

/// What `sha256sum` says of a line each, as the README has it.
fn of_all(run: &Run) -> String {
    let lines = each(run, "name").into_iter().zip(each(run, "digest"));
    let text: String = lines
        .map(|(name, digest)| {
            let digest = digest.as_str().unwrap_or_default();
            format!("{} {digest}\n", name.as_str().unwrap())
        })
        .collect();
    let bytes = Sha256::digest(text);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

fn digest(run: &Run) -> String {
    run.json()["digest"].as_str().unwrap().to_owned()
}

#[test]
fn of_one_tenant() {
    let (world, outputs) = (World::new(), Outputs::new());
    let run = |args: &[&str]| {
        let args = [args, &CONNECT, &["-o", "github"]].concat();
        outputs.named(world.tool()).mimecast(&args)
    };
    let plan =
        |more: &[&str]| world.mimecast(&[&["plan", "-o", "json"], &CONNECT[..], more].concat());
    let planned = digest(&plan(&[]).exits(0));
    run(&["plan"]).exits(0);
    outputs.are(&planned, 5, 5, 0);
    run(&["plan", "--detailed-exitcode"]).exits(2);
    outputs.are(&planned, 5, 5, 2);
    // By hand the console's part is left when the run has ended.
    let by_hand = ["--mimecast-mode", "worksheet"];
    let other = digest(&plan(&by_hand).exits(0));
    let made = run(&[&["apply", "--detailed-exitcode"], &by_hand[..]].concat());
    made.exits(2);
    outputs.are(&other, 5, 3, 2);
    let rest = digest(&plan(&[]).exits(0));
    run(&["apply"]).exits(0);
    outputs.are(&rest, 3, 0, 0);
    let nothing = digest(&plan(&[]).exits(0));
    run(&["plan", "--detailed-exitcode"]).exits(0);
    outputs.are(&nothing, 0, 0, 0);
    // A refused plan is one too.
    let refused = plan(&["--connector", "all"]).exits(3);
    run(&["plan", "--connector", "all"]).exits(3);
    let changes = refused.json()["changes"].as_array().unwrap().len();
    outputs.are(&digest(&refused), changes, changes, 3);

    // What came to no plan has its exit code, whatever ended it.
    run(&["plan", "--user", "nobody@widgets.example"]).exits(1);
    outputs.are_only(1);
    run(&["status"]).exits(0);
    outputs.are_only(0);
    run(&["plan", "--nonsense"]).exits(64);
    outputs.are_only(64);
    let no_key = outputs.named(world.tool()).without("JUMPCLOUD_API_KEY");
    no_key.mimecast(&["plan", "-o", "github"]).exits(4);
    outputs.are_only(4);
    let missing = ["plan", "--tenants", "/nowhere/tenants.toml", "-o", "github"];
    let missing = outputs.named(tool()).mimecast(&missing);
    assert_ne!(missing.code, 0);
    outputs.are_only(u8::try_from(missing.code).unwrap());
    // Any other format writes none.
    for format in ["human", "json", "jsonl", "junit"] {
        let args = [&["plan", "-o", format], &CONNECT[..]].concat();
        outputs.named(world.tool()).mimecast(&args).exits(0);
        assert!(outputs.added_nothing(), "{format}");
    }
}

#[test]
fn of_several_tenants_the_totals_and_the_worst() {
    let (front, outputs) = (Front::start(), Outputs::new());
    let file = front.file(plain);
    let run = |tool: Tool, args: &[&str]| {
        let args = [args, &["-o", "github"]].concat();
        file.run(outputs.named(tool), &args)
    };
    let json = front.run(&file, &["plan", "-o", "json"]).exits(0);
    run(front.tool(), &["plan"]).exits(0);
    outputs.are(&of_all(&json), 15, 15, 0);

    // One that came to no plan has no digest, and the code is the worst.
    let broken = || front.tool().without("GADGETS_KEY");
    let json = file.run(broken(), &["plan", "-o", "json"]).exits(4);
    let partly = of_all(&json);
    run(broken(), &["plan"]).exits(4);
    outputs.are(&partly, 10, 10, 4);
    // None came to any.
    run(broken(), &["plan", "--only", "gadgets"]).exits(4);
    outputs.are_only(4);

    run(broken(), &["apply", "--yes"]).exits(4);
    outputs.are(&partly, 10, 0, 4);
    let rest = file.run(front.tool(), &["plan", "-o", "json"]).exits(0);
    run(front.tool(), &["plan", "--detailed-exitcode"]).exits(2);
    outputs.are(&of_all(&rest), 5, 5, 2);

    // One report of what the shards printed has those of the whole.
    let folder = tempfile::tempdir().unwrap();
    let part = |shard: &str| {
        let run = front.run(&file, &["plan", "-o", "json", "--shard", shard]);
        let path = folder.path().join(shard.replace('/', "-"));
        std::fs::write(&path, run.exits(0).stdout).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let parts = ["1/2", "2/2"].map(part);
    let merge = ["merge", &parts[0], &parts[1], "-o", "github"];
    outputs.named(tool()).run(&merge).exits(0);
    outputs.are(&of_all(&rest), 5, 5, 0);
}

#[test]
fn of_a_run_that_came_to_a_part_what_is_left_is_pending() {
    // The second one's Mimecast takes no profile.
    let front = Front::answering(|at, method, path| {
        let profile = path.contains("profile") && method == "POST";
        (at == 1 && profile && path.contains("create")).then(|| (500, "{}".to_owned()))
    });
    let (file, outputs) = (front.file(plain), Outputs::new());
    let args = ["apply", "--yes", "-o", "json"];
    let json = front.run(&file, &args);
    let results = each(&json, "results");
    let open = |results: &Value| {
        let results = results.as_array().unwrap().iter();
        results.filter(|one| one["status"] != "done").count()
    };
    let left: usize = results.iter().map(open).sum();
    assert!(left > 0, "{}", json.stdout);
    // What is left is as much in the report that another machine makes of it.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("whole.json");
    std::fs::write(&path, &json.stdout).unwrap();
    let merge = ["merge", path.to_str().unwrap(), "-o", "github"];
    outputs.named(tool()).run(&merge).exits(json.code);
    let code = u8::try_from(json.code).unwrap();
    outputs.are(&of_all(&json), 15, left, code);
}

#[test]
fn a_file_that_cannot_be_written_is_said_and_fails_nothing() {
    let front = Front::start();
    let file = front.file(plain);
    let folder = tempfile::tempdir().unwrap();
    for path in [Path::new("/nowhere/at/all"), folder.path()] {
        let tool = front.tool().env("GITHUB_OUTPUT", path);
        let run = file.run(tool, &["plan", "-o", "github"]).exits(0);
        run.says(&["the outputs of the step could not be written: "]);
    }
}
