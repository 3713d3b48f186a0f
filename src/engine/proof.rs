//! Sign-ins that were seen: what proves a layout that rests on an assumption about the two services.

use time::OffsetDateTime;

use crate::attestation::Piece;
use crate::connector::Connector;
use crate::error::Result;
use crate::plan::{Desired, Observed, Start, Way, World};

use super::Planned;
use super::session::Session;

/// Keeps, as attestations, that somebody was seen signing in from Mimecast's login page through the applications of the
/// connectors `seen`, with the values that are live. Where a value is not known, nothing is kept.
///
/// # Errors
/// Those of editing an application, and of writing the attestations.
pub fn keep_proof(
    session: &Session,
    planned: &Planned,
    seen: impl Fn(Connector) -> bool,
) -> Result<()> {
    let proofs = proofs(&planned.desired, &planned.observed, seen)?.into_iter();
    let proofs = proofs.map(|(piece, values)| (piece, Some(values)));
    session.attestations.record(proofs.collect())
}

/// Takes a person's word that somebody signed in from Mimecast's login page, with the values that are live: others that this run
/// brings are not proven by it.
///
/// # Errors
/// Those of editing an application.
pub(super) fn take_word(desired: &Desired, observed: &mut Observed) -> Result<()> {
    let now = OffsetDateTime::now_utc();
    for (piece, values) in proofs(desired, observed, |_| true)? {
        observed.proofs.confirm(piece, values, now);
    }
    Ok(())
}

fn proofs(
    desired: &Desired,
    observed: &Observed,
    seen: impl Fn(Connector) -> bool,
) -> Result<Vec<(Piece, String)>> {
    let world = World::live(desired, observed)?;
    let of_seen = |way: &Way| way.start == Start::LoginPage && way.connector.is_some_and(&seen);
    let ways = world.ways().into_iter().filter(of_seen);
    Ok(ways.filter_map(|way| world.proof(way.block)).collect())
}
