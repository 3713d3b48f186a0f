//! Runs that broke off: their journals are read as far as they go, and an undo of them, or one that broke off
//! itself, reaches what it should.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use super::*;

/// A world behind a server that breaks one kind of request while it is told to. All runs go through it: addresses
/// are a part of whose journal it is.
struct Breaking {
    world: World,
    meddler: Meddler,
    on: Arc<AtomicBool>,
}

impl Breaking {
    /// The answer of `method` and `…end` is `lost`, or the request is refused.
    fn new(method: &'static str, end: &'static str, lost: bool) -> Breaking {
        let world = World::new();
        let on = Arc::new(AtomicBool::new(false));
        let breaks = on.clone();
        let meddler = Meddler::start(&world, move |m, p| {
            match (breaks.load(SeqCst) && m == method && p.ends_with(end), lost) {
                (true, true) => Then::Lose,
                (true, false) => Then::Answer(400, "application/json", "{}".to_owned()),
                (false, _) => Then::Forward,
            }
        });
        Breaking { world, meddler, on }
    }

    fn run(&self, args: &[&str]) -> Run {
        self.meddler.tool(&self.world).mimecast(args)
    }

    /// A run while requests break: it fails, unless it could find out by itself.
    #[track_caller]
    fn broken(&self, args: &[&str]) {
        self.on.store(true, SeqCst);
        let run = self.run(args);
        self.on.store(false, SeqCst);
        assert!([0, 1, 5].contains(&run.code), "{run:?}");
    }

    /// The undo that comes after, which has to come to its end.
    #[track_caller]
    fn undone(&self, args: &[&str]) {
        let run = self.run(&[&["undo", "-o", "json"], args].concat()).exits(0);
        assert_eq!(run.json()["remaining"], json!([]), "{run:?}");
        assert_eq!(run.json()["error"], Value::Null);
    }

    /// Whether the run that was made first is undone.
    fn first_is_undone(&self) -> bool {
        let list = self.run(&["undo", "--list", "-o", "json"]).json();
        list["runs"].as_array().unwrap().last().unwrap()["undone"] == true
    }
}

/// Whatever the journal of a whole set-up is cut down to, it is readable, and what it tells is undone or refused;
/// a cut between two writes is what a killed run leaves.
#[test]
fn a_journal_cut_off_anywhere_works() {
    let world = World::new();
    let before = world.state();
    world.connect(&[]);
    let connected = world.state();
    let file = journals(&world).remove(0);
    let whole = std::fs::read_to_string(&file).unwrap();
    let ends: Vec<usize> = whole.match_indices('\n').map(|(at, _)| at + 1).collect();
    for end in &ends {
        for cut in [*end, end - 7] {
            std::fs::write(&file, &whole[..cut]).unwrap();
            let run = undo(&world, &["--dry-run"]);
            let complete = ends.iter().filter(|e| **e <= cut).count();
            // Before the first write is written down there is nothing to undo.
            match complete {
                0 | 1 => assert_eq!(run.code, 1, "{run:?}"),
                // What the journal does not tell of counts as done by other hands.
                n if n < ends.len() - 2 => assert!([0, 3].contains(&run.code), "{cut}: {run:?}"),
                _ => assert_eq!(run.code, 0, "{cut}: {run:?}"),
            }
        }
    }
    assert_eq!(world.state(), connected);
    // Without its last result and end, as after a kill: the last write may have been made, and was.
    let killed = ends[ends.len() - 3];
    std::fs::write(&file, &whole[..killed + 9]).unwrap();
    undone(&world, "1");
    assert_eq!(world.state(), before);
}

/// A set-up that broke off in the middle, then undone: nothing is left.
#[test]
fn a_set_up_that_broke_off_is_undone() {
    for (method, end) in [
        ("POST", "/associations"),
        ("POST", "/create-profile"),
        ("POST", "/create-setting"),
        ("POST", "/update-profile"),
    ] {
        for lost in [false, true] {
            let breaking = Breaking::new(method, end, lost);
            let before = breaking.world.state();
            breaking.broken(&CONNECT);
            breaking.undone(&["--confirm-count", "1"]);
            assert_eq!(breaking.world.state(), before, "{end} {lost}");
        }
    }
}

/// An undo that failed, or was not told what became of a write, is gone on with by the next.
#[test]
fn an_undo_that_broke_off_is_gone_on_with() {
    for (method, end) in [
        ("POST", "/update-profile"),
        ("POST", "/delete-setting"),
        ("POST", "/delete-profile"),
        ("POST", "/associations"),
        ("PUT", ""),
        ("DELETE", ""),
    ] {
        for lost in [false, true] {
            let breaking = Breaking::new(method, end, lost);
            let before = breaking.world.state();
            breaking.run(&CONNECT).exits(0);
            breaking.broken(&["undo", "--confirm-count", "1"]);
            if !breaking.first_is_undone() {
                breaking.undone(&["--confirm-count", "1"]);
            }
            assert!(breaking.first_is_undone(), "{end} {lost}");
            assert_eq!(breaking.world.state(), before, "{end} {lost}");
        }
    }
}

/// A removal's undo that broke off anywhere leads to one application, one profile and one setting.
#[test]
fn bringing_back_is_gone_on_with() {
    for (method, end) in [
        ("POST", "/api/applications"),
        ("POST", "/associations"),
        ("POST", "/create-profile"),
        ("POST", "/create-setting"),
        ("POST", "/update-profile"),
    ] {
        for lost in [false, true] {
            let breaking = Breaking::new(method, end, lost);
            breaking.run(&CONNECT).exits(0);
            let before = essence(&breaking.world);
            breaking.run(&["remove", "--confirm-count", "1"]).exits(0);
            breaking.broken(&["undo", "--yes"]);
            let list = breaking.run(&["undo", "--list", "-o", "json"]).json();
            if list["runs"][0]["outcome"] != "done" {
                breaking.undone(&["--yes"]);
            }
            assert_eq!(essence(&breaking.world), before, "{end} {lost}");
            certificates_match(&breaking.world);
        }
    }
}
