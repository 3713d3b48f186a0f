//! One run at a time on a tenant, on one machine.

use std::process::Stdio;

use super::*;

/// A running program that is killed when the test is done with it.
struct Running(std::process::Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A set-up that hangs in its first write, which is made.
fn hanging(world: &World, meddler: &Meddler) -> Running {
    let mut tool = meddler.tool(world);
    let command = tool.command.arg("mimecast").args(CONNECT);
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let running = Running(child.unwrap());
    while !world.state()["jumpcloud"]["applications"]
        .to_string()
        .contains("mimecast-cuk1a1")
    {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    running
}

fn silent(world: &World) -> Meddler {
    Meddler::start(world, |m, p| match (m, p) {
        ("POST", "/jumpcloud/api/applications") => Then::Silence,
        _ => Then::Forward,
    })
}

#[test]
fn a_second_run_says_who_is_at_work_and_changes_nothing() {
    let world = World::new();
    let meddler = silent(&world);
    let running = hanging(&world, &meddler);
    let (state, writes) = (world.state(), world.writes());
    let holder = format!("process {} since ", running.0.id());
    for command in [
        &CONNECT[..],
        &[&["apply"], &CONNECT[..]].concat(),
        &["remove", "--confirm-count", "1"],
        &["rotate", "--yes"],
        &["undo", "--confirm-count", "1"],
    ] {
        let args = [command, &["-o", "json"]].concat();
        let said = ["CUK1A1", &holder, "wait until it has ended"];
        world.mimecast(&args).fails(1, "tenant-locked", &said);
    }
    // Looking is free.
    world
        .mimecast(&["plan", "--subdomain", "eu", "--group", "All Staff"])
        .exits(0);
    world.mimecast(&["undo", "--list"]).exits(0);
    world.mimecast(&["remove", "--dry-run"]).exits(0);
    assert_eq!((world.state(), world.writes()), (state, writes));
}

#[test]
fn a_killed_run_keeps_nobody_out_and_is_undone() {
    let world = World::new();
    let before = world.state();
    let meddler = silent(&world);
    drop(hanging(&world, &meddler));
    assert_ne!(world.state(), before, "the application was made");
    let locks = std::fs::read_dir(world.kept.path().join("sso-setup/lock")).unwrap();
    let locks: Vec<PathBuf> = locks.map(|e| e.unwrap().path()).collect();
    assert_eq!(locks.len(), 1, "the lock's file is still there");
    assert_eq!(
        std::fs::metadata(&locks[0]).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let mut listed = meddler.tool(&world);
    listed.command.arg("mimecast");
    let list = listed.run(&["undo", "--list", "-o", "json"]).json();
    assert_eq!(list["runs"][0]["outcome"], "killed");
    meddler
        .tool(&world)
        .mimecast(&["undo", "--confirm-count", "1"])
        .exits(0);
    assert_eq!(world.state(), before);
}

#[test]
fn an_interrupted_run_says_so_in_its_journal() {
    let world = World::new();
    let before = world.state();
    let meddler = silent(&world);
    let mut running = hanging(&world, &meddler);
    let interrupt = format!("kill -INT {}", running.0.id());
    // The first lets the write in hand end, which never does here.
    while running.0.try_wait().unwrap().is_none() {
        let shell = std::process::Command::new("sh")
            .args(["-c", &interrupt])
            .status();
        assert!(shell.unwrap().success());
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_eq!(running.0.wait().unwrap().code(), Some(130));
    let lines = lines(&journals(&world)[0]);
    assert_eq!(lines.last().unwrap()["end"]["outcome"], "interrupted");
    meddler
        .tool(&world)
        .mimecast(&["undo", "--confirm-count", "1"])
        .exits(0);
    assert_eq!(world.state(), before);
}
