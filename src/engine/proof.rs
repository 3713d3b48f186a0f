//! Sign-ins that were seen: what proves a layout that rests on an assumption about the two services.

use crate::connector::Connector;
use crate::error::Result;
use crate::plan::{Start, Way, World};

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
    let world = World::live(&planned.desired, &planned.observed)?;
    let of_seen = |way: &Way| way.start == Start::LoginPage && way.connector.is_some_and(&seen);
    let ways = world.ways().into_iter().filter(of_seen);
    let proofs = ways.filter_map(|way| world.proof(way.block));
    session.attestations.record(
        proofs
            .map(|(piece, values)| (piece, Some(values)))
            .collect(),
    )
}
