//! What a removal leaves in use: the blocks of the profile that applications of other connectors sign for from then on.

use std::collections::BTreeMap;

use crate::connector::{Block, Connector};
use crate::plan::block_values::BlockValues;
use crate::plan::change::Mode;
use crate::plan::desired::{Desired, DesiredBlock};
use crate::plan::observed::Observed;
use crate::plan::told::Told;

/// What is wanted once the connectors of `wish` are gone: of the other connectors, those that are set up, as neighbours; of
/// the blocks, those that one of their applications takes over, and those that lose their tile. Each has the application that
/// signs for it from then on, and the logout URL that it has.
pub fn rest(wish: &Desired, observed: &Observed, told: &Told) -> Desired {
    let mut rest = wish.clone();
    rest.neighbours
        .retain(|n| observed.ours.contains_key(&n.connector));
    let blocks = match wish.mode {
        Mode::Api => read(&rest, observed),
        Mode::Worksheet => said(&rest, observed, told),
    };
    let of_wish = wish.blocks.values().next();
    let logout_url = of_wish.map_or("", |b| b.logout_url.as_str());
    let stays = |connector: Connector| rest.is_neighbour(connector);
    let wanted = blocks.into_iter().map(|(block, (source, logout))| {
        let wanted = DesiredBlock {
            candidates: vec![source],
            source,
            logout_url: match logout.is_empty() {
                true => logout_url.to_owned(),
                false => logout,
            },
            allow_single_sign_on: block.tile().is_some_and(stays),
        };
        (block, wanted)
    });
    let blocks = wanted.collect();
    rest.blocks = blocks;
    rest
}

/// Blocks, the connector whose application signs for each from then on, and their logout URLs.
type Blocks = BTreeMap<Block, (Connector, String)>;

/// By what Mimecast says.
fn read(rest: &Desired, observed: &Observed) -> Blocks {
    let profile = observed.profile(&rest.profile).into_iter();
    let blocks = profile.flat_map(|p| &p.blocks);
    let of_block = |(block, values): (&Block, &BlockValues)| {
        let sends_to = |c: &Connector| {
            let ours = observed.ours.get(c);
            ours.is_some_and(|o| o.application.idp_url == values.login_url)
        };
        let signer = Connector::ALL.into_iter().find(sends_to)?;
        let keeps_its_tile =
            || !values.allow_single_sign_on || !loses_its_tile(*block, rest, observed);
        let source = match rest.is_neighbour(signer) {
            true if keeps_its_tile() => None,
            true => Some(signer),
            false => next(*block, rest),
        };
        Some((*block, (source?, values.logout_url.clone())))
    };
    blocks.filter_map(of_block).collect()
}

/// By what people said of the console, as far as a block is in force.
fn said(rest: &Desired, observed: &Observed, told: &Told) -> Blocks {
    let of_block = |block: Block| {
        let known = told.said_of(&rest.profile, block);
        let signer = known.map(|known| known.source);
        let goes = |c: &Connector| rest.applications.iter().any(|a| a.connector == *c);
        let source = match signer {
            Some(signer) if rest.is_neighbour(signer) => {
                loses_its_tile(block, rest, observed).then_some(signer)
            }
            Some(signer) => goes(&signer).then(|| next(block, rest)).flatten(),
            // Nobody knows whose application it is: it may be one that goes, or the one that stays already.
            None => match rest.signers(block).iter().any(goes) {
                true => next(block, rest),
                false => None,
            },
        };
        let logout_url = known.map(|known| known.logout_url.clone());
        Some((block, (source?, logout_url.unwrap_or_default())))
    };
    let in_force = told.said_in_force(&rest.profile, observed).into_iter();
    in_force.filter_map(of_block).collect()
}

/// The connector whose application takes a block over; `rest` may still have the blocks of the wish.
pub fn next(block: Block, rest: &Desired) -> Option<Connector> {
    let mut signers = rest.signers(block).into_iter();
    signers.find(|c| rest.is_neighbour(*c))
}

/// Whether the tile that leads into a block goes.
fn loses_its_tile(block: Block, rest: &Desired, observed: &Observed) -> bool {
    let goes = |c: Connector| !rest.is_neighbour(c) && observed.ours.contains_key(&c);
    block.tile().is_some_and(goes)
}
