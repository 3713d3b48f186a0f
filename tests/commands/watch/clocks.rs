//! Services whose clocks are not this machine's: each is asked in its own time, and their times are held against each
//! other by one clock.

use time::Duration;

use super::*;
use crate::common::meddler::{Meddler, Then};

const AUDIT: &str = "/mimecast/api/audit/get-audit-events";

/// Somebody in front of a sandbox whose services are these times ahead.
fn ahead(world: &World, jumpcloud: Duration, mimecast: Duration) -> Meddler {
    Meddler::start(world, move |_, path| {
        Then::Ahead(match path.starts_with("/jumpcloud") {
            true => jumpcloud,
            false => mimecast,
        })
    })
}

#[test]
fn a_sign_in_is_seen_whatever_the_clocks_show() {
    let world = World::new();
    world.connect(&[]);
    let (none, hours) = (Duration::ZERO, Duration::hours(2));
    for (jumpcloud, mimecast) in [
        (none, hours),
        (none, -hours),
        (hours, none),
        (-hours, none),
        (hours, -hours),
        (-hours, hours),
        (hours, hours),
    ] {
        let meddler = ahead(&world, jumpcloud, mimecast);
        let proven = watched_by(meddler.tool(&world), &world, LONG, &[], 0, |world| {
            by_login(world, ADA).is("answer").submit(&[]).is("portal");
        });
        assert_eq!(proven["stage"], "signed-in", "{jumpcloud} {mimecast}");
    }
}

/// What was there before counts for nothing by any clock.
#[test]
fn what_was_before_does_not_count_by_another_clock_either() {
    let world = World::new();
    world.connect(&[]);
    by_login(&world, ADA).is("answer").submit(&[]).is("portal");
    let hours = Duration::hours(2);
    for (jumpcloud, mimecast) in [(hours, -hours), (-hours, hours)] {
        let meddler = ahead(&world, jumpcloud, mimecast);
        let nothing = watched_by(meddler.tool(&world), &world, SHORT, &[], 1, |_| ());
        assert_eq!(nothing["stage"], "nothing", "{jumpcloud} {mimecast}");
    }
}

/// Mimecast's clock is right, and it writes of somebody who came in twenty seconds before JumpCloud answered.
#[test]
fn a_logon_before_the_answer_is_another_one() {
    let world = World::new();
    world.connect(&[]);
    let meddler = Meddler::start(&world, |_, path| match path == AUDIT {
        true => Then::Alter(|document| {
            Meddler::shift(document, Duration::seconds(-20));
        }),
        false => Then::Ahead(Duration::ZERO),
    });
    let served = watched_by(meddler.tool(&world), &world, "4s", &[], 1, |world| {
        by_login(world, ADA).is("answer").submit(&[]).is("portal");
    });
    assert_eq!(served["stage"], "served-by-jumpcloud");
    assert_eq!(served["jumpcloud"]["outcome"], "answered");
    assert_eq!(served["mimecast"], Value::Null);
}
