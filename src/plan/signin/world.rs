//! What sign-in hangs on, on both sides: as it is, or as it will be.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::attestation::Attested;
use crate::connector::{Block, Connector, MimecastSite};
use crate::error::Result;
use crate::plan::desired::Desired;
use crate::plan::expected::{edit_application, idp_url};
use crate::plan::observed::{Observed, ObservedApplication, ObservedProfile};
use crate::plan::signer::OwnCertificate;

use super::application::{Application, InForce, certificate, shown_as, there};
use super::in_force::{in_force, read_blocks, wanted_block};

/// What sign-in hangs on, on both sides.
pub struct World<'a> {
    pub(super) site: &'a MimecastSite,
    pub(super) applications: Vec<Application<'a>>,
    pub(super) blocks: BTreeMap<Block, InForce>,
    pub(super) proofs: &'a Attested,
}

impl<'a> World<'a> {
    /// Both services as they were read. Where no API reads Mimecast's side, the blocks that a person confirmed with the values
    /// that are wanted.
    ///
    /// # Errors
    /// Those of editing an application.
    pub fn live(desired: &'a Desired, observed: &'a Observed) -> Result<Self> {
        let mut blocks = read_blocks(desired, observed);
        if observed.mimecast.is_none() {
            for block in desired.blocks.keys() {
                if observed.block_stands(desired, *block)? {
                    blocks.extend(wanted_block(desired, observed, *block)?);
                }
            }
        }
        let applications = observed.applications.iter();
        let applications = applications.map(|a| there(a, desired, observed));
        Ok(World {
            site: &desired.site,
            applications: applications.collect(),
            blocks,
            proofs: &observed.proofs,
        })
    }

    /// The organisation's applications, and a profile of Mimecast's, whoever made them: `tile_of` tells the connector of an
    /// application whose tile counts, `reachable` whether anybody is bound to it.
    pub fn of_profile(
        desired: &'a Desired,
        applications: &'a [ObservedApplication],
        profile: &ObservedProfile,
        proofs: &'a Attested,
        tile_of: impl Fn(&ObservedApplication) -> Option<Connector>,
        reachable: impl Fn(&ObservedApplication) -> Option<bool>,
    ) -> Self {
        let seen = |application: &'a ObservedApplication| {
            let certificate = OwnCertificate::of(&application.document).fingerprint();
            Application {
                reachable: reachable(application),
                ..shown_as(application, desired, tile_of(application), certificate)
            }
        };
        World {
            site: &desired.site,
            applications: applications.iter().map(seen).collect(),
            blocks: in_force(profile),
            proofs,
        }
    }

    /// Both services once a set-up is carried out.
    ///
    /// # Errors
    /// Those of editing an application.
    pub fn planned(desired: &'a Desired, observed: &'a Observed) -> Result<Self> {
        let mut world = World::live(desired, observed)?;
        for wanted in &desired.applications {
            let document = edit_application(desired, observed, wanted)?.document;
            let idp_url = idp_url(observed, wanted);
            let ours = observed.ours.get(&wanted.connector);
            let known = ours.is_some() || observed.replaced.contains_key(&wanted.connector);
            let before = |a: &Application<'_>| known && a.idp_url == idp_url;
            world.applications.retain(|a| !before(a));
            world.applications.push(Application {
                id: ours.map(|ours| ours.application.id.clone()),
                connector: Some(wanted.connector),
                label: match ours {
                    Some(ours) if !wanted.relabels => ours.application.label.clone(),
                    _ => wanted.label.clone(),
                },
                certificate: ours.and_then(certificate),
                document: Cow::Owned(document),
                sp_entity_id: wanted.sp_entity_id.clone(),
                fresh: ours.is_none(),
                ours: true,
                reachable: None,
                idp_url,
            });
        }
        for block in desired.blocks.keys() {
            world
                .blocks
                .extend(wanted_block(desired, observed, *block)?);
        }
        Ok(world)
    }

    /// Both services as they were read, or as they will be. Where no API reads Mimecast's side, every wanted block is taken for
    /// filled in and in force.
    ///
    /// # Errors
    /// Those of editing an application.
    pub fn filled_in(desired: &'a Desired, observed: &'a Observed) -> Result<Self> {
        let mut world = World::live(desired, observed)?;
        let by_hand = desired
            .blocks
            .keys()
            .filter(|_| observed.mimecast.is_none());
        for block in by_hand {
            world
                .blocks
                .extend(wanted_block(desired, observed, *block)?);
        }
        Ok(world)
    }

    /// Both services once the connectors of a removal are taken out, and other applications have taken over what they sign for.
    ///
    /// # Errors
    /// Those of editing an application.
    pub fn remaining(desired: &'a Desired, observed: &'a Observed) -> Result<Self> {
        let mut world = World::live(desired, observed)?;
        let goes = |connector: Connector| {
            let mut removed = desired.applications.iter();
            removed.any(|a| a.connector == connector)
        };
        let going = observed
            .ours
            .iter()
            .filter(|(connector, _)| goes(**connector));
        let going: BTreeSet<&str> = going
            .map(|(_, ours)| ours.application.idp_url.as_str())
            .collect();
        let stays = |url: &str| !going.contains(url);
        world.applications.retain(|a| stays(&a.idp_url));
        world.blocks.retain(|_, held| stays(&held.login_url));
        let profile = observed.profile(&desired.profile);
        for block in desired.blocks.keys() {
            let values = profile.and_then(|p| p.blocks.get(block));
            // By hand, only what is in force is taken over.
            if values.is_none_or(|values| values.enforced) {
                world
                    .blocks
                    .extend(wanted_block(desired, observed, *block)?);
            }
        }
        Ok(world)
    }

    /// The same, where it is known whether anybody who can sign in has access to each connector's application.
    pub fn reached(mut self, by_anybody: impl Fn(Connector) -> bool) -> Self {
        for application in self.applications.iter_mut().filter(|a| a.ours) {
            application.reachable = application.connector.map(&by_anybody);
        }
        self
    }
}
