//! Whether people get in by each way of a world, and what keeps them out.

use serde_json::json;

use crate::attestation::{Piece, values_digest};
use crate::connector::{Block, Connector, Flow};
use crate::plan::shown;
use crate::text;

use super::application::{Application, InForce};
use super::world::World;
use super::{Fault, Start, Verdict, Way};

/// What sign-in through an application that takes a list of ACS URLs rests on (DESIGN: nobody has seen either of a real account).
pub const ASSUMED: &str = "it rests on JumpCloud answering at the ACS URL that a request names, and on Mimecast's requests naming \
     theirs, and nobody has seen either of a real account";

impl<'a> World<'a> {
    /// Every way in: from the login page into each block in force, and from each of our tiles that is not known to be
    /// hidden.
    pub fn ways(&self) -> Vec<Way> {
        self.ways_through(|tile| tile.tile_is_shown() != Some(false))
    }

    /// The same with the tiles that are hidden: whoever has a tile's address can use it still.
    pub fn ways_with_hidden_tiles(&self) -> Vec<Way> {
        self.ways_through(|_| true)
    }

    fn ways_through(&self, counts: impl Fn(&Application<'_>) -> bool) -> Vec<Way> {
        let pages = self.blocks.iter().map(|(block, held)| {
            let signer = self.signer(held).ok();
            Way {
                start: Start::LoginPage,
                block: *block,
                connector: signer.and_then(|s| s.connector),
                application: signer.map(|s| s.label.clone()),
                application_id: signer.and_then(|s| s.id.clone()),
                seen: self.was_seen(*block),
                verdict: self.at_login_page(*block, held),
            }
        });
        let tile = |a: &&Application<'_>| a.ours && counts(a);
        let tiles = self.applications.iter().filter(tile).filter_map(|tile| {
            let connector = tile.connector?;
            Some(Way {
                start: Start::Tile,
                block: connector.block(),
                connector: Some(connector),
                application: Some(tile.label.clone()),
                application_id: tile.id.clone(),
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

    /// What keeps everybody from the answers of a connector's application, whichever way they come.
    pub fn faults_of(&self, connector: Connector) -> Vec<Fault> {
        let ours = self.applications.iter().filter(|a| a.ours);
        let own = ours.filter(|a| a.connector == Some(connector));
        own.flat_map(Application::own_faults).collect()
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
        let fault = |code, why: String| {
            let remedy =
                "set the connector that is to sign up, or stop enforcing SAML in this block";
            Err(Fault {
                code,
                why,
                remedy: remedy.to_owned(),
            })
        };
        match with_url.as_slice() {
            [one] => Ok(one),
            [] => fault(
                "login-url",
                format!(
                    "no JumpCloud application of this organisation has the login URL {}",
                    text::name(&held.login_url)
                ),
            ),
            many => fault(
                "duplicate",
                format!(
                    "{} JumpCloud applications have the IdP URL {}",
                    many.len(),
                    text::name(&held.login_url)
                ),
            ),
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
                code: "acs-url",
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
                code: "no-tile",
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
                code: "not-enforced",
                why: format!("SAML is not in force for {block}, which \"{label}\" leads into"),
                remedy: format!(
                    "enforce it (--enforce {block}), or hide the tile (--hidden={connector}:true)"
                ),
            };
            return verdict(vec![fault], Vec::new());
        };
        // The login URL has no part in it: an answer that nobody asked for is held against issuer and certificate.
        let same = tile.certificate.is_some() && tile.certificate == held.certificate;
        let another = held.login_url != tile.idp_url && !same;
        if another {
            let fault = Fault {
                code: "another-signer",
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
                code: "acs-url",
                why: format!("the default ACS URL of \"{label}\" is not {own}"),
                remedy: format!("set the connector up again (--connector {connector})"),
            }),
        }
        if !held.allow_single_sign_on {
            faults.push(Fault {
                code: "single-sign-on-off",
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
