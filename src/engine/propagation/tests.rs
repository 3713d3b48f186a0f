//! What counts as told lately, by a table.

use serde_json::{Value, json};

use super::*;
use crate::journal::{Outcome, Status, Step};

const PROFILE: &str = "mimecast/authentication-profile/X";
const RELEASE: &str = "mimecast/authentication-profile/X#release";
const ENFORCE: &str = "mimecast/authentication-profile/X#enforce";
const SETTING: &str = "mimecast/application-setting/X";

fn profile(enforced: bool, login_url: &str) -> Option<Value> {
    let block = json!({"enforced": enforced, "loginUrl": login_url});
    Some(json!({"description": "X", "blocks": {"web-apps": block}}))
}

fn setting(profile: &str, group: &str) -> Option<Value> {
    Some(json!({
        "description": "X", "authenticationProfileDescription": profile, "groupDescription": group,
    }))
}

fn write(minute: u8, object: Object, before: Option<Value>, wanted: Option<Value>) -> Line {
    Line::Intent(Box::new(Intent {
        number: 1,
        at: format!("2026-11-25T12:{minute:02}:00Z"),
        object,
        before,
        wanted,
    }))
}

fn of_profile(minute: u8, before: Option<Value>, wanted: Option<Value>) -> Line {
    let description = "X".to_owned();
    write(minute, Object::Profile { description }, before, wanted)
}

fn of_setting(minute: u8, before: Option<Value>, wanted: Option<Value>) -> Line {
    let description = "X".to_owned();
    write(minute, Object::Setting { description }, before, wanted)
}

fn step(minute: u8, change: &str) -> Line {
    said(minute, change, true)
}

fn said(minute: u8, change: &str, removing: bool) -> Line {
    Line::Step(Step {
        at: format!("2026-11-25T12:{minute:02}:00Z"),
        change: change.to_owned(),
        removing,
    })
}

fn ended(minute: u8) -> Line {
    Line::Result(Outcome {
        number: 1,
        at: format!("2026-11-25T12:{minute:02}:00Z"),
        status: Status::Done,
        after: None,
        error: None,
    })
}

#[test]
fn the_last_write_or_step_that_mimecast_acts_on_late() {
    let (on, off, new) = (profile(true, "a"), profile(false, "a"), profile(true, "b"));
    let (here, gone) = (setting("X", "Staff"), setting("Default", "Staff"));
    /// What is written, and the minutes of the last release and of the last move.
    type Row = (&'static str, Vec<Line>, Option<u8>, Option<u8>);
    let table: [Row; 19] = [
        ("nothing", vec![], None, None),
        (
            "created",
            vec![
                of_profile(1, None, on.clone()),
                of_setting(2, None, here.clone()),
            ],
            None,
            None,
        ),
        (
            "enforced",
            vec![of_profile(1, off.clone(), on.clone())],
            None,
            None,
        ),
        (
            "as it was",
            vec![of_profile(1, on.clone(), on.clone())],
            None,
            None,
        ),
        (
            "a profile that enforces nothing goes",
            vec![of_profile(1, off.clone(), None)],
            None,
            None,
        ),
        (
            "released",
            vec![of_profile(1, on.clone(), off.clone())],
            Some(1),
            None,
        ),
        (
            "sent elsewhere",
            vec![of_profile(1, on.clone(), new.clone())],
            None,
            Some(1),
        ),
        (
            "sent elsewhere, not in force",
            vec![of_profile(1, off.clone(), profile(false, "b"))],
            None,
            None,
        ),
        (
            "a profile in force goes",
            vec![of_profile(1, on.clone(), None)],
            None,
            Some(1),
        ),
        (
            "detached",
            vec![of_setting(1, here.clone(), gone.clone())],
            None,
            Some(1),
        ),
        (
            "other people",
            vec![of_setting(1, here.clone(), setting("X", "Sales"))],
            None,
            Some(1),
        ),
        (
            "a setting as it was",
            vec![of_setting(1, here.clone(), here.clone())],
            None,
            None,
        ),
        (
            "detached once nothing is enforced",
            vec![
                of_profile(1, on.clone(), off.clone()),
                of_setting(2, here.clone(), None),
                of_profile(3, off, None),
            ],
            Some(1),
            None,
        ),
        (
            "a step that releases",
            vec![step(3, RELEASE), step(4, SETTING)],
            Some(3),
            None,
        ),
        (
            "what another application takes over beside what is released",
            vec![step(3, RELEASE), said(4, PROFILE, false), step(5, SETTING)],
            Some(3),
            Some(4),
        ),
        (
            "steps that set up",
            vec![step(3, SETTING), step(4, ENFORCE)],
            None,
            Some(4),
        ),
        (
            "the end of a write counts",
            vec![of_profile(1, on.clone(), new.clone()), ended(5)],
            None,
            Some(5),
        ),
        (
            "the end of another write does not",
            vec![of_profile(1, on.clone(), new.clone()), ended(2), ended(5)],
            None,
            Some(2),
        ),
        // A step that sets up a profile called "Y#release" has this id.
        (
            "of another profile",
            vec![step(3, "mimecast/authentication-profile/Y#release")],
            None,
            None,
        ),
    ];
    for (what, lines, released, moved) in table {
        let mut follower = Follower::new("X", "X", None);
        lines.iter().for_each(|line| follower.line(line));
        let minute = |at: Option<OffsetDateTime>| at.map(OffsetDateTime::minute);
        let found = follower.lately;
        assert_eq!(
            (minute(found.released), minute(found.moved)),
            (released, moved),
            "{what}"
        );
    }
}

#[test]
fn a_setting_of_a_profile_that_is_known_to_enforce_nothing_moves_nobody() {
    let mimecast = ObservedMimecast::default();
    let mut follower = Follower::new("X", "X", Some(&mimecast));
    follower.enforces.insert("X".to_owned(), false);
    follower.line(&of_setting(1, setting("X", "Staff"), None));
    assert_eq!(follower.lately, Lately::default());
}
