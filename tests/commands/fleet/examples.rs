//! The examples of a fleet that CI jobs or pods share: their files are what they seem to be, and their commands do what they
//! are there for.

use std::path::Path;
use std::process::Command;

use saphyr::{LoadableYamlNode, Yaml};
use serde_json::Value;

use super::NAMES;
use crate::front::{Front, plain};

const GITHUB: &str = include_str!("../../../examples/fleet/github-actions.yml");
const KUBERNETES: &str = include_str!("../../../examples/fleet/kubernetes-job.yaml");

fn one_document(text: &'static str) -> Yaml<'static> {
    let mut documents = Yaml::load_from_str(text).unwrap();
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

fn list<'y>(yaml: &'y Yaml<'static>) -> Vec<&'y Yaml<'static>> {
    yaml.as_vec().unwrap().iter().collect()
}

fn text<'y>(yaml: &'y Yaml<'static>) -> &'y str {
    yaml.as_str().unwrap()
}

/// The commands of a job of the workflow that call the program.
fn runs(job: &Yaml<'static>) -> Vec<String> {
    let steps = list(&job["steps"]).into_iter();
    let runs = steps.filter_map(|step| step.as_mapping_get("run")?.as_str());
    let runs = runs.filter(|run| run.starts_with("sso-setup"));
    runs.map(str::to_owned).collect()
}

/// A shell in a folder, with the program on its path and everybody's credentials.
fn shell(front: &Front, folder: &Path, line: &str, index: usize) -> (Option<i32>, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_sso-setup"));
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{path}", program.parent().unwrap().display());
    let tool = front.tool();
    let mut command = Command::new("/bin/sh");
    for (name, value) in tool.command.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
        .env("PATH", path)
        .env("JOB_COMPLETION_INDEX", index.to_string());
    let output = command
        .current_dir(folder)
        .args(["-c", line])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stdout).into_owned() + &told,
    )
}

/// Runs a command for each shard and the one that merges, and holds that nobody was left out.
fn share(front: &Front, folder: &Path, shards: Vec<String>, merge: &str) {
    for (index, line) in shards.iter().enumerate() {
        let (code, told) = shell(front, folder, line, index);
        assert_eq!((code, told.as_str()), (Some(0), ""), "{line}");
    }
    let (code, told) = shell(front, folder, merge, 0);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("3 tenants: 3 passed"), "{told}");
    for name in NAMES {
        assert!(told.contains(name), "{told}");
    }
}

#[test]
fn their_commands_share_a_fleet_and_make_one_report() {
    let front = Front::start();
    let file = front.file(plain);
    front.run(&file, &["apply", "--yes"]).exits(0);
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::copy(&file.path, folder.join("tenants.toml")).unwrap();

    let workflow = one_document(GITHUB);
    let verify = &workflow["jobs"]["verify"];
    let [shard] = &runs(verify)[..] else {
        panic!("{:?}", runs(verify))
    };
    let numbers = list(&verify["strategy"]["matrix"]["shard"]);
    let shards: Vec<String> = numbers
        .iter()
        .map(|number| {
            shard.replace(
                "${{ matrix.shard }}",
                &number.as_integer().unwrap().to_string(),
            )
        })
        .collect();
    assert!(
        shards[0].contains(&format!("--shard 1/{} ", shards.len())),
        "{shards:?}"
    );
    let [merge] = &runs(&workflow["jobs"]["report"])[..] else {
        panic!("no report")
    };
    share(&front, folder, shards, merge);

    let job = one_document(KUBERNETES);
    assert_eq!(text(&job["spec"]["completionMode"]), "Indexed");
    let pods = job["spec"]["completions"].as_integer().unwrap();
    let pod = &job["spec"]["template"]["spec"];
    let container = list(&pod["containers"])[0];
    let [line] = &list(&container["args"])[..] else {
        panic!("several")
    };
    assert!(
        text(line).contains(&format!("))/{pods} ")),
        "{}",
        text(line)
    );
    // What is mounted is there, and where the command looks for it.
    let mounts = list(&container["volumeMounts"]);
    let volumes: Vec<&str> = list(&pod["volumes"])
        .into_iter()
        .map(|volume| text(&volume["name"]))
        .collect();
    assert!(
        mounts
            .iter()
            .all(|mount| volumes.contains(&text(&mount["name"])))
    );
    let reports = folder.join("reports");
    std::fs::create_dir(&reports).unwrap();
    let mut line = text(line).to_owned();
    for (mount, here) in [
        ("/etc/sso-setup/tenants.toml", folder.join("tenants.toml")),
        ("/reports", reports),
    ] {
        assert!(
            mounts.iter().any(|one| text(&one["mountPath"]) == mount),
            "{mount}"
        );
        assert!(line.contains(mount), "{line}");
        line = line.replace(mount, here.to_str().unwrap());
    }
    let lines = vec![line; usize::try_from(pods).unwrap()];
    share(&front, folder, lines, "sso-setup merge reports/*.json");
    let first = std::fs::read(folder.join("reports/0.json")).unwrap();
    let first: Value = serde_json::from_slice(&first).unwrap();
    assert_eq!(first["shard"], "1/4");
}
