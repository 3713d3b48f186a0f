//! What people read.

use crate::run::{SandboxProcess, ran};
use crate::snapshot;

const EVERYBODY: [&str; 4] = [
    "--group",
    "All Staff",
    "--mimecast-group",
    "All Mimecast users",
];

#[test]
fn values() {
    let values = ran(&["mimecast", "values", "--account-code", "CUSB1A1"]).ended(0);
    snapshot!("values", values.transcript());
}

#[test]
fn prerequisites() {
    let args = [
        "doctor",
        "--sandbox",
        "--group",
        "All Staff",
        "--user",
        "nobody@widgets.example",
    ];
    snapshot!("doctor", ran(&args).ended(1).transcript());
}

#[test]
fn grid_by_mail_domain() {
    let args = ["discover", "--sandbox", "--domain", "widgets.example"];
    snapshot!("discover", ran(&args).ended(0).transcript());
    let args = ["discover", "--sandbox", "--domain", "shared.example"];
    snapshot!("discover-unknown", ran(&args).ended(1).transcript());
}

#[test]
fn plan_of_a_new_connector() {
    let args = ["mimecast", "plan", "--sandbox", "--group", "All Staff"];
    snapshot!("plan-new", ran(&args).ended(0).transcript());
}

#[test]
fn plan_of_all_connectors() {
    let args = [
        "mimecast",
        "plan",
        "--sandbox",
        "--group",
        "All Staff",
        "--admin",
        "ada@widgets.example",
        "--connector",
        "apps,personal-portal,admin-console",
        "--attribute",
        "role=user",
        "--user-attribute",
        "mail=email",
        "--tile-color",
        "apps:#006CAC",
        "--create-groups",
        "--group",
        "apps:Pilots",
        "--user",
        "grace@widgets.example",
    ];
    snapshot!("plan-all", ran(&args).ended(0).transcript());
}

#[test]
fn plan_that_is_refused() {
    let args = [
        "mimecast",
        "--sandbox",
        "--yes",
        "--group",
        "Engineering",
        "--connector",
        "admin-console,apps",
    ];
    snapshot!("plan-refused", ran(&args).ended(3).transcript());
}

#[test]
fn plan_with_nobody_bound() {
    let args = ["mimecast", "plan", "--sandbox"];
    snapshot!("plan-no-access", ran(&args).ended(0).transcript());
}

#[test]
fn plan_by_worksheet() {
    let args = [
        "mimecast",
        "plan",
        "--sandbox",
        "--mimecast-mode",
        "worksheet",
        "--group",
        "All Staff",
    ];
    snapshot!("plan-worksheet", ran(&args).ended(0).transcript());
}

#[test]
fn drift_and_then_nothing_to_do() {
    let sandbox = SandboxProcess::start();
    let apply = [&["mimecast", "apply", "--yes"], &EVERYBODY[..]].concat();
    sandbox.ran(&apply).ended(0);
    let drift = [
        &[
            "mimecast",
            "plan",
            "--label",
            "Mail",
            "--hidden=false",
            "--logout-url",
            "https://widgets.example/bye",
        ],
        &EVERYBODY[..],
    ]
    .concat();
    snapshot!("plan-drift", sandbox.ran(&drift).ended(0).transcript());
    snapshot!(
        "outcome-nothing-to-do",
        sandbox.ran(&apply).ended(0).transcript()
    );
}

#[test]
fn outcome_of_a_first_run() {
    let args = ["mimecast", "--sandbox", "--yes", "--group", "All Staff"];
    snapshot!("outcome", ran(&args).ended(0).transcript());
}

#[test]
fn outcome_with_steps_that_wait_for_a_person() {
    let args = [
        "mimecast",
        "--sandbox",
        "--yes",
        "--group",
        "All Staff",
        "--mimecast-mode",
        "worksheet",
        "--detailed-exitcode",
    ];
    snapshot!("outcome-worksheet", ran(&args).ended(2).transcript());
}

#[test]
fn worksheet() {
    let sandbox = SandboxProcess::start();
    sandbox
        .ran(&[&["mimecast", "apply", "--yes"], &EVERYBODY[..]].concat())
        .ended(0);
    let steps = sandbox.ran(&[&["mimecast", "worksheet"], &EVERYBODY[..]].concat());
    snapshot!("worksheet", steps.ended(0).transcript());
}

#[test]
fn errors_say_what_and_what_next() {
    let sandbox = SandboxProcess::start();
    let cases: [(&[&str], i32); 8] = [
        (&["mimecast", "values"], 64),
        (&["mimecast", "values", "--subdomain", "uk"], 64),
        (
            &[
                "mimecast",
                "values",
                "--subdomain",
                "us",
                "--account-code",
                "CUK1A1",
            ],
            3,
        ),
        (&["mimecast", "plan", "--account-code", "CUK1A1"], 4),
        (&["mimecast", "plan", "--sandbox", "--group", "Nobody"], 1),
        (
            &[
                "mimecast",
                "apply",
                "--sandbox",
                "--expect-digest",
                "sha256:0",
            ],
            3,
        ),
        (
            &["mimecast", "apply", "--sandbox", "--group", "All Staff"],
            64,
        ),
        (
            &[
                "mimecast",
                "plan",
                "--sandbox",
                "--jumpcloud-url",
                "https://a.example",
            ],
            64,
        ),
    ];
    let mut all = String::new();
    for (args, code) in cases {
        let error = ran(args);
        assert_eq!(error.code, code, "{args:?}: {}", error.transcript());
        assert!(!error.stdout.contains("error:"), "{args:?}");
        all += &format!("$ sso-setup {}\n{}\n", args.join(" "), error.transcript());
    }
    let mut wrong_key = sandbox.command(&["mimecast", "plan"]);
    let error = crate::run::run(wrong_key.env("JUMPCLOUD_API_KEY", "wrong")).ended(4);
    all += &format!(
        "$ JUMPCLOUD_API_KEY=wrong sso-setup mimecast plan\n{}\n",
        error.transcript()
    );
    snapshot!("errors", all);
}

#[test]
fn a_watch_that_sees_nothing() {
    let sandbox = SandboxProcess::start();
    let tiles = ["--connector", "apps,personal-portal"];
    let apply = [&["mimecast", "apply", "--yes"], &EVERYBODY[..], &tiles].concat();
    sandbox.ran(&apply).ended(0);
    let watch = |user: &str| {
        let user = ["--user", user, "--timeout", "0s"];
        sandbox.ran(&[&["mimecast", "watch"], &user[..], &tiles].concat())
    };
    let mut all = String::new();
    for user in ["ada@widgets.example", "pat@widgets.example"] {
        all += &format!(
            "$ sso-setup mimecast watch --user {user}\n{}\n",
            watch(user).ended(1).transcript()
        );
    }
    snapshot!("watch", all);
}
