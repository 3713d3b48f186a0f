//! Mimecast's lists that do not say, through the whole program: nothing is written, and the same command without the fault
//! reaches what was wanted.

use serde_json::json;

use crate::common::World;
use crate::common::meddler::{Meddler, Then};

/// The reads behind Mimecast's guards, by the end of their paths.
const READS: [&str; 3] = ["find-profiles", "find-settings", "get-group-members"];

/// Answers that look fine and say nothing.
fn forms() -> Vec<String> {
    let meta = json!({ "status": 200 });
    [
        json!({}),
        json!({ "data": [] }),
        json!({ "results": [], "totalCount": 0 }),
        json!({ "meta": meta, "data": [], "fail": [] }),
        json!({ "meta": meta, "data": [{}], "fail": [] }),
        json!({ "meta": meta, "data": [null], "fail": [] }),
        json!({ "meta": { "status": 404 }, "data": [], "fail": [] }),
    ]
    .map(|form| form.to_string())
    .to_vec()
}

/// Every command that could lock somebody out, on a world that was connected; the last says whether it asks for members.
fn commands() -> Vec<(Vec<&'static str>, bool)> {
    vec![
        (vec!["remove", "--confirm-count", "1"], false),
        (vec!["remove", "--deactivate", "--yes"], false),
        (vec!["rotate", "--yes"], false),
        (vec!["undo", "--confirm-count", "1"], false),
        (
            vec![
                "--group",
                "All Staff",
                "--yes",
                "--enforce",
                "web-apps",
                "--enforce",
                "end-user-apps",
            ],
            true,
        ),
    ]
}

#[test]
fn with_a_list_that_does_not_say_nothing_is_written() {
    let mut played = 0;
    for (command, asks_for_members) in commands() {
        let world = World::new();
        world.connect(&[]);
        let args = [
            &["mimecast", "--subdomain", "eu", "-o", "json"],
            &command[..],
        ]
        .concat();
        let before = (world.writes(), world.state());
        for read in READS {
            if read == "get-group-members" && !asks_for_members {
                continue;
            }
            for form in forms() {
                let answer = form.clone();
                let meddler = Meddler::start(&world, move |_, path| match path.ends_with(read) {
                    true => Then::Answer(200, "application/json", answer.clone()),
                    false => Then::Forward,
                });
                let run = meddler.tool(&world).run(&args);
                let what = format!("{args:?}: {read} answered with {form}: {}", run.stdout);
                assert!([1, 3].contains(&run.code), "{what}");
                assert!(!run.stdout.contains("\"internal\""), "{what}");
                assert_eq!((world.writes(), world.state()), before, "{what}");
                played += 1;
            }
        }
        // Without the fault the same command does what it is for.
        world.tool().run(&args).exits(0);
        assert_ne!(world.writes(), before.0);
    }
    println!("{played} commands with a list that does not say");
}

#[test]
fn a_first_set_up_enforces_nothing_on_a_list_that_does_not_say() {
    for read in READS {
        for form in forms() {
            let world = World::new();
            let answer = form.clone();
            let meddler = Meddler::start(&world, move |_, path| match path.ends_with(read) {
                true => Then::Answer(200, "application/json", answer.clone()),
                false => Then::Forward,
            });
            let args = [
                "mimecast",
                "--subdomain",
                "eu",
                "--group",
                "All Staff",
                "--yes",
                "-o",
                "json",
            ];
            let run = meddler.tool(&world).run(&args);
            assert!([1, 3].contains(&run.code), "{read}: {form}: {}", run.stdout);
            assert_eq!(world.writes(), (0, 0), "{read}: {form}");
            world.connect(&[]);
            assert!(world.enforced("web-apps"));
        }
    }
}

#[test]
fn a_status_inside_200_ends_like_the_http_status() {
    for (status, exit) in [(401, 4), (403, 4), (404, 1), (429, 5), (500, 5), (503, 5)] {
        let world = World::new();
        let answer = json!({ "meta": { "status": status }, "data": [], "fail": [] }).to_string();
        let meddler = Meddler::start(&world, move |_, path| {
            match path.ends_with("find-profiles") {
                true => Then::Answer(200, "application/json", answer.clone()),
                false => Then::Forward,
            }
        });
        let args = [
            "mimecast",
            "--subdomain",
            "eu",
            "--group",
            "All Staff",
            "--yes",
            "-o",
            "json",
        ];
        meddler.tool(&world).run(&args).exits(exit);
        assert_eq!(world.writes(), (0, 0), "{status}");
    }
}
