//! Plan first, apply exactly that.

use serde_json::Value;

use crate::common::{ALL_THREE, CONNECT, Run, World, tool};

fn plan(world: &World, more: &[&str]) -> Run {
    world.mimecast(&[&["plan", "-o", "json"], &CONNECT[..], more].concat())
}

#[track_caller]
fn digest(run: &Run) -> String {
    let digest = run.json()["digest"].as_str().expect("a digest").to_owned();
    let hex = digest.strip_prefix("sha256:").expect("sha256:");
    assert!(
        hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_hexdigit()),
        "{digest}"
    );
    digest
}

#[test]
fn a_plan_changes_nothing_and_its_digest_applies() {
    let world = World::new();
    let before = world.state();
    let digest = digest(&plan(&world, &[]).exits(0));
    assert_eq!(world.writes(), (0, 0));
    assert_eq!(world.state(), before);

    // Whoever pins a digest has seen the plan: no --yes is needed.
    let pinned = [
        "apply",
        "--subdomain",
        "eu",
        "--group",
        "All Staff",
        "--expect-digest",
        &digest,
    ];
    world.mimecast(&pinned).exits(0).says(&["Connected:"]);
    assert!(world.enforced("web-apps"));
}

#[test]
fn any_other_digest_is_refused_before_anything_is_written() {
    let world = World::new();
    let reviewed = digest(&plan(&world, &[]).exits(0));
    let zeros = format!("sha256:{}", "0".repeat(64));
    let upper = reviewed.to_uppercase();
    let apply = |digest: &str, more: &[&str]| {
        let args = ["apply", "-o", "json", "--expect-digest", digest];
        world.mimecast(&[&args[..], &CONNECT, more].concat())
    };
    for other in [zeros.as_str(), "", "sha256:", upper.as_str()] {
        apply(other, &[]).fails(3, "stale-plan", &["run plan again"]);
    }
    // The same digest, and something else asked for.
    apply(&reviewed, &["--label", "Mail"]).fails(3, "stale-plan", &[&reviewed]);
    assert_eq!(world.writes(), (0, 0));

    // The same command, and somebody was faster.
    world.connect(&[]);
    let writes = world.writes();
    apply(&reviewed, &[]).fails(3, "stale-plan", &[&reviewed]);
    assert_eq!(world.writes(), writes);
}

#[test]
fn the_digest_covers_what_decides_and_nothing_else() {
    let world = World::new();
    let first = digest(&plan(&world, &[]));
    let elsewhere = |name: &str, url: String| {
        let url = url.replace("127.0.0.1", "localhost");
        let args = [&["plan", "-o", "json"], &CONNECT[..]].concat();
        digest(&world.tool().env(name, url).mimecast(&args))
    };
    let others = [
        digest(&plan(&world, &["--mimecast-mode", "worksheet"])),
        digest(&plan(&world, &["--allow", "admin-lockout"])),
        digest(&plan(&world, &["--description", "Mail"])),
        // What no change shows, and a guard goes by.
        digest(&plan(&world, &["--admin", "ada@widgets.example"])),
        digest(&plan(&world, &["--create-groups"])),
        elsewhere("SSO_SETUP_JUMPCLOUD_URL", world.sandbox.jumpcloud_url()),
        elsewhere("SSO_SETUP_MIMECAST_URL", world.sandbox.mimecast_url()),
    ];
    for (index, other) in others.iter().enumerate() {
        assert_ne!(*other, first, "number {index}");
    }
    for same in [&[][..], &["--account-code", "cuk1a1"], &["--no-input"]] {
        assert_eq!(digest(&plan(&world, same)), first, "{same:?}");
    }
}

#[test]
fn refusals_and_warnings_are_not_in_the_digest() {
    let world = World::new();
    let by_hand = ["--mimecast-mode", "worksheet"];
    world.connect(&by_hand);
    // What a person confirms is of one run, and no part of the plan.
    let rotate = |more: &[&str]| {
        let rotate = ["rotate", "--dry-run", "-o", "json"];
        world.mimecast(&[&rotate, &by_hand[..], more].concat())
    };
    let refused = rotate(&[]).exits(3);
    let agreed = rotate(&["--confirm-step", "backup-administrator"]).exits(0);
    assert_ne!(refused.json()["refusals"], agreed.json()["refusals"]);
    assert_eq!(digest(&refused), digest(&agreed));

    let sheet = [
        "plan",
        "-o",
        "json",
        "--mimecast-mode",
        "worksheet",
        "--account-code",
        "CUK1A1",
    ];
    let sheet = [&sheet[..], &CONNECT].concat();
    let with = world.mimecast(&sheet);
    let bare = world
        .tool()
        .without("MIMECAST_CLIENT_ID")
        .without("MIMECAST_CLIENT_SECRET");
    let without = bare.mimecast(&sheet);
    assert_ne!(with.warnings(), without.warnings());
    assert_eq!(digest(&with), digest(&without));
}

#[test]
fn two_sandboxes_in_process_plan_the_same() {
    let args = ["plan", "-o", "json", "--group", "All Staff", "--sandbox"];
    let [one, two] = [0, 1].map(|_| digest(&tool().mimecast(&args).exits(0)));
    assert_eq!(one, two);
    // And it pins a run that names the sandbox, which is a third one.
    let args = [
        "apply",
        "--group",
        "All Staff",
        "--sandbox",
        "--expect-digest",
        &one,
    ];
    tool().mimecast(&args).exits(0);
    // A plan made on a sandbox never pins a run against an address.
    let world = World::new();
    assert_ne!(digest(&plan(&world, &[])), one);
}

#[test]
fn the_detailed_exit_code_tells_pending_from_done() {
    let world = World::new();
    plan(&world, &["--detailed-exitcode"]).exits(2);
    plan(&world, &[]).exits(0);
    world.connect(&["--detailed-exitcode"]);
    let done = plan(&world, &["--detailed-exitcode"]).exits(0);
    assert!(done.changes().is_empty(), "{:?}", done.changes());
    // Drift counts too.
    world.change_application("mimecast-cuk1a1", |a| a["active"] = false.into());
    plan(&world, &["--detailed-exitcode"]).exits(2);
    // A refusal is more than pending.
    plan(
        &world,
        &[&["--detailed-exitcode"], &ALL_THREE[..6]].concat(),
    )
    .exits(3);
}

#[test]
fn without_a_terminal_nothing_is_changed_that_was_not_agreed_to() {
    let world = World::new();
    let args = &CONNECT[..4];
    for command in [&[][..], &["apply"]] {
        let run = world.mimecast(&[command, &["-o", "json"], args].concat());
        run.fails(64, "confirmation-missing", &["--yes"]);
    }
    for dry in [
        &["--dry-run", "--yes"][..],
        &["apply", "--dry-run", "--yes"],
    ] {
        let run = world
            .mimecast(&[dry, &["-o", "json"], args].concat())
            .exits(0);
        assert_eq!(run.changes().len(), 5, "{:?}", run.changes());
        assert_eq!(run.json().get("results"), None);
    }
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn changes_come_in_an_order_that_locks_nobody_out() {
    let world = World::new();
    let run = plan(
        &world,
        &[
            &["--create-groups", "--group", "New People"],
            &ALL_THREE[..],
        ]
        .concat(),
    );
    let document = run.exits(0).json();
    let changes = document["changes"].as_array().unwrap();
    let mut before: Vec<&Value> = Vec::new();
    for change in changes {
        for dependency in change["depends_on"].as_array().unwrap() {
            assert!(
                before.contains(&dependency),
                "{dependency} comes after {}",
                change["id"]
            );
        }
        before.push(&change["id"]);
    }
    let enforcement = "mimecast/authentication-profile/JumpCloud SSO#enforce";
    assert_eq!(before.last().unwrap().as_str(), Some(enforcement));
    let needs = &changes.last().unwrap()["depends_on"];
    for id in [
        "jumpcloud/access/admin-console",
        "mimecast/application-setting/JumpCloud SSO",
    ] {
        assert!(needs.as_array().unwrap().contains(&id.into()), "{needs}");
    }
}
