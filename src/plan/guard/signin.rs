//! Whether people would get in by the ways that a plan puts in force: what the sign-in model says, as refusals and warnings.

use crate::connector::{Block, Flow};
use crate::plan::case::Case;
use crate::plan::people::{PILOT, People};
use crate::plan::refusal::{Guard, Verdict, Warning};
use crate::plan::signin::{Start, Verdict as WayVerdict, Way, World};
use crate::plan::wanted::Purpose;

/// What `--confirm-step` takes for: somebody signed in as a test user from Mimecast's login page.
pub const TEST_SIGN_IN: &str = "test-sign-in";

/// Asks about every way in, of the world as it will be. `enforced` are the blocks that the plan puts in force for somebody.
pub(super) fn judge(case: &Case<'_>, enforced: &[Block], verdict: &mut Verdict) {
    let (desired, observed) = (case.desired, case.observed);
    let world = match case.purpose {
        Purpose::SetUp => World::planned(desired, observed),
        // New certificates change nothing of who is answered where.
        Purpose::Rotate => World::live(desired, observed),
        Purpose::Undo => World::filled_in(desired, observed),
        Purpose::Remove { .. } => World::remaining(desired, observed),
    };
    // Of values that cannot be worked out nothing is planned either.
    let ways = world.map_or_else(|_| Vec::new(), |world| world.ways());
    // Of a removal, only what another application takes over is another way than before.
    let removes = matches!(case.purpose, Purpose::Remove { .. });
    let concerned = |way: &&Way| !removes || desired.blocks.contains_key(&way.block);
    for way in ways.iter().filter(concerned) {
        let (guard, message) = match &way.verdict {
            WayVerdict::Works => continue,
            WayVerdict::Unproven { why } => (Guard::SignInUnproven, unproven(way, why)),
            WayVerdict::Broken { .. } => (Guard::SignInBroken, broken(way)),
        };
        let refused = enforced.contains(&way.block)
            && match guard {
                Guard::SignInBroken => is_relied_on(way),
                _ => way.start == Start::LoginPage && !is_tried_first(case),
            };
        match refused {
            true => verdict.refusals.push(guard.refuse(message)),
            false => verdict.warnings.push(Warning {
                code: guard.name(),
                message,
            }),
        }
    }
}

/// Whether people are led that way by what is set up; the tile of a connector that answers only Mimecast's own requests
/// is shown where somebody asked for it.
fn is_relied_on(way: &Way) -> bool {
    let leads_in = way.connector.is_none_or(|c| c.flow() == Flow::IdpInitiated);
    way.start == Start::LoginPage || leads_in
}

/// Whether what is not proven may be put in force: where both services are played, or where it is for a few people who are to
/// try it.
fn is_tried_first(case: &Case<'_>) -> bool {
    let few = |people: &People| people.members.are_few();
    case.tenant.played || case.people.is_some_and(few)
}

fn unproven(way: &Way, why: &[String]) -> String {
    let try_it = match way.start {
        Start::LoginPage => format!(
            "Try it with a few people first: --pilot EMAIL --pilot-only, or a Mimecast group of at most {PILOT} (it takes \
             Mimecast credentials to see how many there are). sso-setup mimecast watch sees the sign-in and keeps it as the \
             proof; whoever saw it otherwise confirms it with --confirm-step {TEST_SIGN_IN}"
        ),
        Start::Tile => "Try it with a few people first".to_owned(),
    };
    format!(
        "sign-in {} is not proven: {}. {try_it}",
        way.words(),
        why.join("; ")
    )
}

fn broken(way: &Way) -> String {
    format!("sign-in {} does not work: {}", way.words(), way.faults())
}
