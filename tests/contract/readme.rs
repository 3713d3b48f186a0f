//! The README's list of requests: what is sent where Mimecast is changed by hand, all of it, and nothing else.

use std::collections::BTreeSet;
use std::process::Command;

use crate::proxy::{Answered, Rig, expect};
use crate::recorded::{ASSUMED, Specs};

const PROFILE: &str = "mimecast/authentication-profile/JumpCloud SSO";
const SETTING: &str = "mimecast/application-setting/JumpCloud SSO";
const ADMIN: &str = "backup-administrator";

/// Runs every command that sends something, with nothing of Mimecast's profiles read or written.
pub fn run_by_hand(rig: &Rig) {
    let folder = tempfile::tempdir().unwrap();
    let logo = folder.path().join("logo.svg");
    std::fs::write(&logo, super::commands::LOGO).unwrap();
    let by_hand = |line: &str| -> Command {
        let mut command = rig.command(line);
        command.env("SSO_SETUP_MIMECAST_MODE", "worksheet");
        command
    };
    let run = |line: &str, steps: &[&str], code: i32| {
        let mut command = by_hand(line);
        command.args(steps.iter().flat_map(|step| ["--confirm-step", *step]));
        expect(&mut command, code);
    };
    let (release, enforce) = (&format!("{PROFILE}#release"), &format!("{PROFILE}#enforce"));
    let wanted = format!(
        "--group 'Mail users' --create-groups --user ada@widgets.example --tile-logo '{}' \
         --mimecast-group 'All Mimecast users' --allow user-lockout=99",
        logo.display()
    );
    run("doctor --group 'All Staff'", &[], 0);
    run("discover", &[], 0);
    run(&format!("mimecast plan {wanted}"), &[], 0);
    let steps = [PROFILE, SETTING, enforce];
    run(&format!("mimecast --yes {wanted}"), &steps, 0);
    run("mimecast --yes --label Mail", &[], 0);
    run("mimecast metadata", &[], 0);
    run("mimecast worksheet", &[], 0);
    run("mimecast verify --label Mail", &[], 0);
    let watch = "mimecast watch --user ada@widgets.example --timeout 0s";
    run(watch, &[], 1);
    let rotate = "mimecast rotate --yes --propagation 0s --allow people-unread";
    run(rotate, &[ADMIN, release, PROFILE, enforce], 0);
    let remove = "mimecast remove --confirm-count 1 --propagation 0s";
    run(remove, &[release, SETTING, PROFILE], 0);
    run("mimecast undo --yes --allow people-unread", &steps, 0);
    let pilot = "mimecast --yes --pilot grace@widgets.example --pilot-only --allow user-lockout=99";
    run(pilot, &[], 0);
    run("mimecast plan --user mary.jackson@widgets.example", &[], 0);
    // An empty list that does not tell its length is asked for the other way round.
    for unsaid in ["/associations", "/members"] {
        rig.intercept(move |asked| {
            let of_it = asked.method == "GET" && asked.path().ends_with(unsaid);
            of_it.then(|| Answered::new(200, "application/json", "[]"))
        });
        let plan = "mimecast plan --group 'All Staff' --idp-url-suffix anew";
        for line in ["mimecast plan", plan] {
            by_hand(line).output().unwrap();
        }
    }
    let mut account = by_hand("mimecast plan");
    account
        .env_remove("JUMPCLOUD_API_KEY")
        .env(
            "JUMPCLOUD_CLIENT_ID",
            &rig.others["service_account_client_id"],
        )
        .env(
            "JUMPCLOUD_CLIENT_SECRET",
            &rig.others["service_account_client_secret"],
        );
    expect(&mut account, 0);
    super::commands::without_group_lists(rig);
    let plan = "mimecast plan --mimecast-group 'All Mimecast users' --group 'All Staff'";
    by_hand(plan).output().unwrap();
    // Where Mimecast's lesser call is not offered, the account code comes from the other one.
    super::commands::without_whoami(rig);
    run("mimecast plan", &[], 0);
}

/// `JumpCloud POST /api/applications`, for every request that was seen.
pub fn sent(specs: &Specs, rig: &Rig) -> BTreeSet<String> {
    let mut log = rig.log();
    // At a loopback address, `verify` asks whether the sandbox is there.
    log.retain(|exchange| !exchange.asked.path().starts_with("/sandbox/"));
    let (tally, problems) = specs.check(&log);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    for place in tally.keys() {
        assert!(!ASSUMED.iter().any(|path| place.contains(path)), "{place}");
    }
    let line = |place: &String| {
        let (service, request) = place.split_once(' ').unwrap();
        let (method, path) = request.split_once(' ').unwrap();
        let (service, base) = match service {
            "v1" => ("JumpCloud", "/api"),
            "v2" => ("JumpCloud", "/api/v2"),
            "insights" => ("JumpCloud", "/insights/directory/v1"),
            "oauth" => ("JumpCloud", ""),
            _ => ("Mimecast", ""),
        };
        format!("{service} {method} {base}{path}")
    };
    tally.keys().map(line).collect()
}

/// The rows of the README's table: `| JumpCloud | `GET /api/organizations` | … |`.
pub fn listed() -> BTreeSet<String> {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    let readme = readme.unwrap();
    let (_, section) = readme.split_once("\n## Every request it sends\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let service = cells.next()?;
        let request = cells.next()?.strip_prefix('`')?.strip_suffix('`')?;
        Some(format!("{service} {request}"))
    });
    rows.collect()
}
