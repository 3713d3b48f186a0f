//! What sign-in hangs on, on both sides, and every way in that there is.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::attestation::{Attested, Piece, values_digest};
use crate::connector::{Block, Connector, Flow, MimecastSite};
use crate::error::Result;
use crate::plan::desired::Desired;
use crate::plan::expected::{edit_application, idp_url};
use crate::plan::observed::Observed;
use crate::plan::shown;
use crate::text;

use super::application::{Application, InForce, certificate, there};
use super::in_force::{read_blocks, wanted_block};
use super::{Fault, Start, Verdict, Way};

/// What sign-in through an application that takes a list of ACS URLs rests on (DESIGN: nobody has seen either of a real account).
pub const ASSUMED: &str = "it rests on JumpCloud answering at the ACS URL that a request names, and on Mimecast's requests naming \
     theirs, and nobody has seen either of a real account";

/// What sign-in hangs on, on both sides.
pub struct World<'a> {
    site: &'a MimecastSite,
    applications: Vec<Application<'a>>,
    blocks: BTreeMap<Block, InForce>,
    proofs: &'a Attested,
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

    /// Both services once an undo has put back what was: `observed` is as it will be. By hand, the blocks that are filled in again
    /// are taken for in force.
    ///
    /// # Errors
    /// Those of editing an application.
    pub fn put_back(desired: &'a Desired, observed: &'a Observed) -> Result<Self> {
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

    /// Every way in: from the login page into each block in force, and from each of our tiles that is not known to be
    /// hidden.
    pub fn ways(&self) -> Vec<Way> {
        let pages = self.blocks.iter().map(|(block, held)| {
            let signer = self.signer(held).ok();
            Way {
                start: Start::LoginPage,
                block: *block,
                connector: signer.and_then(|s| s.connector),
                application: signer.map(|s| s.label.clone()),
                seen: self.was_seen(*block),
                verdict: self.at_login_page(*block, held),
            }
        });
        let tile = |a: &&Application<'_>| a.ours && a.tile_is_shown() != Some(false);
        let tiles = self.applications.iter().filter(tile).filter_map(|tile| {
            let connector = tile.connector?;
            Some(Way {
                start: Start::Tile,
                block: connector.block(),
                connector: Some(connector),
                application: Some(tile.label.clone()),
                seen: false,
                verdict: match tile.tile_is_shown() {
                    None => where_shown(self.at_tile(tile, connector), &tile.label),
                    Some(_) => self.at_tile(tile, connector),
                },
            })
        });
        let mut ways: Vec<Way> = pages.chain(tiles).collect();
        ways.sort_by_key(|way| (way.start, way.block, way.connector));
        ways
    }

    /// What a sign-in from Mimecast's login page into a block proves: that these values work. `None` while the block is not in
    /// force, or a value is not known.
    pub fn proof(&self, block: Block) -> Option<(Piece, String)> {
        let held = self.blocks.get(&block)?;
        let signer = self.signer(held).ok()?;
        let piece = Piece {
            change: "sign-in/login-page".to_owned(),
            part: Some(block.as_str().to_owned()),
        };
        let config = |key: &str| shown::setting(&signer.document, key).map(|text| json!(text));
        let values = [
            ("login_url", json!(signer.idp_url)),
            ("issuer", json!(held.issuer)),
            ("certificate", json!(signer.certificate.as_ref()?)),
            ("acsUrl", config("acsUrl")?),
            ("spEntityId", config("spEntityId")?),
        ];
        let values = values.map(|(name, value)| (name.to_owned(), value));
        let digest = values_digest(&piece, &values);
        Some((piece, digest))
    }

    /// The application that a block sends people to.
    fn signer(&self, held: &InForce) -> std::result::Result<&Application<'a>, Fault> {
        let all = self.applications.iter();
        let with_url: Vec<&Application<'_>> = all.filter(|a| a.idp_url == held.login_url).collect();
        let fault = |why: String| {
            let remedy =
                "set the connector that is to sign up, or stop enforcing SAML in this block";
            Err(Fault {
                why,
                remedy: remedy.to_owned(),
            })
        };
        match with_url.as_slice() {
            [one] => Ok(one),
            [] => fault(format!(
                "no JumpCloud application of this organisation has the login URL {}",
                text::name(&held.login_url)
            )),
            many => fault(format!(
                "{} JumpCloud applications have the IdP URL {}",
                many.len(),
                text::name(&held.login_url)
            )),
        }
    }

    fn at_login_page(&self, block: Block, held: &InForce) -> Verdict {
        let signer = match self.signer(held) {
            Ok(signer) => signer,
            Err(fault) => return verdict(vec![fault], Vec::new()),
        };
        let (mut faults, mut open) = signer.believed(held);
        let answers_at = Connector::Apps.acs_url(self.site);
        let urls = signer.acs_urls();
        let is_default = signer.default_acs().is_some_and(|url| url == answers_at);
        if !signer.shows_acs() {
            // That is said above.
        } else if !urls.contains(&answers_at) {
            faults.push(Fault {
                why: format!(
                    "\"{}\" does not answer at {answers_at}, where Mimecast takes the answers to its own requests",
                    text::name(&signer.label)
                ),
                remedy: signer.how_to_answer(block),
            });
        } else if !is_default && !self.was_seen(block) {
            open.push(ASSUMED.to_owned());
        }
        verdict(faults, open)
    }

    fn at_tile(&self, tile: &Application<'_>, connector: Connector) -> Verdict {
        let (block, label) = (connector.block(), text::name(&tile.label));
        if connector.flow() == Flow::SpInitiated {
            let fault = Fault {
                why: format!(
                    "\"{label}\" answers only sign-in that starts at Mimecast, so its tile leads nowhere"
                ),
                remedy: format!(
                    "hide it (--hidden={connector}:true); for a tile that works, add --connector personal-portal"
                ),
            };
            return verdict(vec![fault], Vec::new());
        }
        let Some(held) = self.blocks.get(&block) else {
            let fault = Fault {
                why: format!("SAML is not in force for {block}, which \"{label}\" leads into"),
                remedy: format!(
                    "enforce it (--enforce {block}), or hide the tile (--hidden={connector}:true)"
                ),
            };
            return verdict(vec![fault], Vec::new());
        };
        // The login URL has no part in it: an answer that nobody asked for is held against issuer and certificate.
        let another = match (&tile.certificate, &held.certificate) {
            (Some(own), Some(other)) => own != other,
            _ => held.login_url != tile.idp_url,
        };
        if another {
            let fault = Fault {
                why: format!(
                    "another application signs for {block} ({}), and Mimecast believes that one only",
                    text::name(&held.login_url)
                ),
                remedy: format!(
                    "let this connector sign (--block {block}={connector}), or hide the tile (--hidden={connector}:true)"
                ),
            };
            return verdict(vec![fault], Vec::new());
        }
        let (mut faults, mut open) = tile.believed(held);
        let own = connector.acs_url(self.site);
        match tile.default_acs() {
            Some(url) if url == own => {}
            None if tile.acs_urls().contains(&own) => open.push(format!(
                "none of the ACS URLs of \"{label}\" is marked as the default"
            )),
            None if !tile.shows_acs() => {}
            _ => faults.push(Fault {
                why: format!("the default ACS URL of \"{label}\" is not {own}"),
                remedy: format!("set the connector up again (--connector {connector})"),
            }),
        }
        if !held.allow_single_sign_on {
            faults.push(Fault {
                why: format!("Allow Single Sign On is not ticked in the block {block}"),
                remedy: format!("set the connector up again (--connector {connector})"),
            });
        }
        verdict(faults, open)
    }

    /// Whether somebody was seen signing in from the login page, with the values that are in force.
    fn was_seen(&self, block: Block) -> bool {
        self.proof(block).is_some_and(|(piece, values)| {
            let seen = self.proofs.of_piece(&piece);
            seen.is_some_and(|seen| seen.values == values)
        })
    }
}

/// What holds of a tile of which JumpCloud does not say whether it is shown: people get in by it if it is, or nobody sees it.
fn where_shown(verdict: Verdict, label: &str) -> Verdict {
    let Verdict::Broken { faults } = verdict else {
        return verdict;
    };
    let faults = faults.into_iter().map(|fault| {
        format!(
            "JumpCloud does not say whether the tile \"{}\" is shown; if it is: {}. To mend it, {}",
            text::name(label),
            fault.why,
            fault.remedy
        )
    });
    Verdict::Unproven {
        why: faults.collect(),
    }
}

fn verdict(faults: Vec<Fault>, open: Vec<String>) -> Verdict {
    match (faults.is_empty(), open.is_empty()) {
        (false, _) => Verdict::Broken { faults },
        (true, false) => Verdict::Unproven { why: open },
        (true, true) => Verdict::Works,
    }
}
