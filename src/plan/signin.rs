//! The sign-in model: of a world, every way into Mimecast, whether it works, and what would mend it.
//!
//! Warnings, guards, closing words and checks speak from here alone. What is documented decides between "works" and "broken";
//! what rests on something that nobody has seen of a real account is "unproven", until a sign-in was seen.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value, json};

use crate::attestation::{Attested, Piece, values_digest};
use crate::connector::{Block, Connector, Flow, MimecastSite, SpValues};
use crate::error::Result;
use crate::text;

use super::block_values::BlockValues;
use super::desired::Desired;
use super::document::{acs_list, default_acs};
use super::expected::{block_values, edit_application, idp_url};
use super::field::FieldValue;
use super::form::BlockField;
use super::observed::{Observed, ObservedApplication, OurApplication};
use super::signer::OwnCertificate;

/// Where a sign-in begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Start {
    /// Mimecast's login page.
    LoginPage,
    /// A tile of JumpCloud's user portal.
    Tile,
}

/// Something that keeps people out, and what mends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What is wrong, as a sentence without its full stop.
    pub why: String,
    /// What to do about it.
    pub remedy: String,
}

/// Whether people get in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum Verdict {
    /// By all that is documented, or because a sign-in was seen.
    Works,
    /// If what is assumed of the services holds, or what they do not say: which is what.
    Unproven {
        /// What it rests on.
        why: Vec<String>,
    },
    /// No.
    Broken {
        /// All that is wrong; at least one.
        faults: Vec<Fault>,
    },
}

/// One way into Mimecast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// Where it begins.
    pub start: Start,
    /// The block of the profile that lets people in.
    pub block: Block,
    /// The connector whose application answers, where one of the organisation's does.
    pub connector: Option<Connector>,
    /// That application's label.
    pub application: Option<String>,
    /// Whether people get in.
    #[serde(flatten)]
    pub verdict: Verdict,
}

impl Way {
    /// The way in words: `from Mimecast's login page (web-apps)`.
    pub fn words(&self) -> String {
        match (self.start, &self.application) {
            (Start::Tile, Some(label)) => format!("from the tile \"{}\"", text::name(label)),
            _ => format!("from Mimecast's login page ({})", self.block),
        }
    }

    /// All that is wrong, and what mends it, in sentences; empty where nothing is known to be.
    pub fn faults(&self) -> String {
        let Verdict::Broken { faults } = &self.verdict else {
            return String::new();
        };
        let told = faults
            .iter()
            .map(|f| format!("{}. To mend it, {}", f.why, f.remedy));
        told.collect::<Vec<_>>().join("; ")
    }

    /// Stable name, like `way-in/web-apps/login-page`.
    pub fn name(&self) -> String {
        match (self.start, self.connector) {
            (Start::Tile, Some(connector)) => format!("way-in/{connector}/tile"),
            _ => format!("way-in/{}/login-page", self.block),
        }
    }
}

/// What sign-in through an application that takes a list of ACS URLs rests on (DESIGN: nobody has seen either of a real account).
pub const ASSUMED: &str = "it rests on JumpCloud answering at the ACS URL that a request names, and on Mimecast's requests naming \
     theirs, and nobody has seen either of a real account";

/// How an application sees sign-in.
struct Application<'a> {
    connector: Option<Connector>,
    label: String,
    idp_url: String,
    document: Cow<'a, Value>,
    /// What Mimecast calls itself to this application.
    sp_entity_id: String,
    /// SHA-256 fingerprint of the certificate that it signs with; `None` where it is not there yet, or shows none.
    certificate: Option<String>,
    /// Whether the run makes it, so that what it does not show yet is no riddle.
    fresh: bool,
    /// One of the connectors that this tool looks after.
    ours: bool,
    /// Whether anybody who can sign in has access; `None` where that is judged elsewhere.
    reachable: Option<bool>,
}

/// A block of the profile that is in force.
struct InForce {
    issuer: String,
    login_url: String,
    /// SHA-256 fingerprint; `None` where the run tells Mimecast of the application's own.
    certificate: Option<String>,
    allow_single_sign_on: bool,
}

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
            let before = |a: &Application<'_>| ours.is_some() && a.idp_url == idp_url;
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

    /// The same, where it is known whether anybody who can sign in has access to each connector's application.
    pub fn reached(mut self, by_anybody: impl Fn(Connector) -> bool) -> Self {
        for application in self.applications.iter_mut().filter(|a| a.ours) {
            application.reachable = application.connector.map(&by_anybody);
        }
        self
    }

    /// Every way in: from the login page into each block in force, and from each of our tiles that is not hidden.
    pub fn ways(&self) -> Vec<Way> {
        let pages = self.blocks.iter().map(|(block, held)| {
            let signer = self.signer(held).ok();
            Way {
                start: Start::LoginPage,
                block: *block,
                connector: signer.and_then(|s| s.connector),
                application: signer.map(|s| s.label.clone()),
                verdict: self.at_login_page(*block, held),
            }
        });
        let tile = |a: &&Application<'_>| a.ours && a.document["sso"]["hidden"] != true;
        let tiles = self.applications.iter().filter(tile).filter_map(|tile| {
            let connector = tile.connector?;
            Some(Way {
                start: Start::Tile,
                block: connector.block(),
                connector: Some(connector),
                application: Some(tile.label.clone()),
                verdict: self.at_tile(tile, connector),
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
        let config = |key: &str| signer.document["config"][key]["value"].clone();
        let values = [
            ("login_url", json!(signer.idp_url)),
            ("issuer", json!(held.issuer)),
            ("certificate", json!(signer.certificate.as_ref()?)),
            ("acsUrl", config("acsUrl")),
            ("spEntityId", config("spEntityId")),
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
        if !urls.contains(&answers_at) {
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

fn verdict(faults: Vec<Fault>, open: Vec<String>) -> Verdict {
    match (faults.is_empty(), open.is_empty()) {
        (false, _) => Verdict::Broken { faults },
        (true, false) => Verdict::Unproven { why: open },
        (true, true) => Verdict::Works,
    }
}

impl Application<'_> {
    fn text(&self, key: &str) -> &str {
        let value = &self.document["config"][key]["value"];
        value.as_str().unwrap_or_default()
    }

    fn acs_urls(&self) -> BTreeSet<String> {
        let text = self.text("acsUrl");
        match acs_list(text) {
            Some(list) => list.into_iter().map(|(url, _)| url).collect(),
            None => BTreeSet::from([text.to_owned()]),
        }
    }

    fn default_acs(&self) -> Option<String> {
        default_acs(&self.document)
    }

    fn how_to_answer(&self, block: Block) -> String {
        match self.connector {
            Some(Connector::Apps) | None => "set its connector up again".to_owned(),
            Some(connector) if self.fresh => format!(
                "leave --template out, or use --template {connector}:{}; or have apps sign (--block {block}=apps)",
                super::document::CUSTOM
            ),
            Some(connector) => format!(
                "an application cannot be changed into one that takes a list of ACS URLs: remove the connector {connector} and set \
                 it up again, or have apps sign (--block {block}=apps)"
            ),
        }
    }

    /// What keeps this application's answers from being believed by a block that relies on it, and what is not known of it.
    fn believed(&self, held: &InForce) -> (Vec<Fault>, Vec<String>) {
        let label = text::name(&self.label);
        let again = match self.connector {
            Some(connector) => format!("set the connector up again (--connector {connector})"),
            None => "correct it in the JumpCloud console".to_owned(),
        };
        let (mut faults, mut open) = (Vec::new(), Vec::new());
        let mut fault = |why: String| {
            let remedy = again.clone();
            faults.push(Fault { why, remedy });
        };
        match self.document["active"].as_bool() {
            Some(true) => {}
            Some(false) => fault(format!("\"{label}\" is switched off")),
            None => open.push(format!(
                "JumpCloud does not say whether \"{label}\" is active"
            )),
        }
        if self.reachable == Some(false) {
            fault(format!("nobody who can sign in has access to \"{label}\""));
        }
        let issuer = self.text("idpEntityId");
        if issuer.is_empty() || issuer != held.issuer {
            fault(format!(
                "the IdP entity ID of \"{label}\" is \"{}\", and Mimecast expects the issuer \"{}\"",
                text::name(issuer),
                text::name(&held.issuer)
            ));
        }
        let audience = self.text("spEntityId");
        if audience != self.sp_entity_id {
            fault(format!(
                "the SP entity ID of \"{label}\" is \"{}\", and Mimecast calls itself \"{}\"",
                text::name(audience),
                self.sp_entity_id
            ));
        }
        match (&self.certificate, &held.certificate) {
            (Some(own), Some(other)) if own != other => fault(format!(
                "\"{label}\" signs with another certificate than the one that Mimecast has"
            )),
            (None, Some(_)) if !self.fresh => open.push(format!(
                "JumpCloud does not show which certificate \"{label}\" signs with"
            )),
            _ => {}
        }
        let flag = |key: &str| self.document["config"][key]["value"].as_bool();
        if flag("signAssertion") == Some(false) && flag("signResponse") != Some(true) {
            fault(format!(
                "\"{label}\" signs neither its assertions nor its responses"
            ));
        }
        match self.text("signatureAlgorithm") {
            "" | "RSA-SHA256" => {}
            other => open.push(format!(
                "\"{label}\" signs with {}, and whether Mimecast takes that is not known",
                text::name(other)
            )),
        }
        match self.text("subjectField") {
            "" | "email" => {}
            other => open.push(format!(
                "\"{label}\" names people by their \"{}\", and Mimecast knows them by their e-mail address",
                text::name(other)
            )),
        }
        (faults, open)
    }
}

/// An application that is there.
fn there<'a>(
    application: &'a ObservedApplication,
    desired: &'a Desired,
    observed: &'a Observed,
) -> Application<'a> {
    let mut all = observed.ours.iter();
    let ours = all.find(|(_, ours)| ours.application.id == application.id);
    let by_acs = |c: &Connector| {
        default_acs(&application.document).as_deref() == Some(c.acs_url(&desired.site).as_str())
    };
    let connector = match ours {
        Some((connector, _)) => Some(*connector),
        None => Connector::ALL.into_iter().find(by_acs),
    };
    let wanted = ours.and_then(|(connector, _)| desired.application(*connector));
    let sp_entity_id = match wanted {
        Some(wanted) => wanted.sp_entity_id.clone(),
        None => SpValues::new(Connector::Apps, &desired.site, &desired.account_code).sp_entity_id,
    };
    Application {
        connector,
        label: application.label.clone(),
        idp_url: application.idp_url.clone(),
        certificate: match ours {
            Some((_, ours)) => certificate(ours),
            None => OwnCertificate::of(&application.document).fingerprint(),
        },
        document: Cow::Borrowed(&application.document),
        sp_entity_id,
        fresh: false,
        ours: ours.is_some(),
        reachable: None,
    }
}

/// The certificate that an application signs with: the one that it shows, else the one that its metadata has.
fn certificate(ours: &OurApplication) -> Option<String> {
    let shown = OwnCertificate::of(&ours.application.document).fingerprint();
    shown.or_else(|| {
        let certificates = &ours.metadata.as_ref().ok()?.certificates;
        Some(certificates.first()?.fingerprint.clone())
    })
}

/// The blocks in force of the profile, where an API reads them.
fn read_blocks(desired: &Desired, observed: &Observed) -> BTreeMap<Block, InForce> {
    let profile = observed.profile(&desired.profile);
    let blocks = profile.into_iter().flat_map(|profile| &profile.blocks);
    let in_force = blocks.filter(|(_, values)| values.enforced);
    let held = |values: &BlockValues| InForce {
        issuer: values.issuer.clone(),
        login_url: values.login_url.clone(),
        certificate: Some(values.certificate.clone()),
        allow_single_sign_on: values.allow_single_sign_on,
    };
    in_force
        .map(|(block, values)| (*block, held(values)))
        .collect()
}

/// A block as the set-up wants it.
fn wanted_block(
    desired: &Desired,
    observed: &Observed,
    block: Block,
) -> Result<Option<(Block, InForce)>> {
    let Some(wanted) = desired.blocks.get(&block) else {
        return Ok(None);
    };
    let values = block_values(desired, observed, wanted, None)?;
    let known = |field: BlockField| {
        let mut values = values.iter();
        let (_, value) = values.find(|(f, _)| *f == field)?;
        match value {
            FieldValue::Known(value) => value.as_str().map(str::to_owned),
            FieldValue::AfterApply | FieldValue::Unreadable => None,
        }
    };
    let signer = desired.application(wanted.source);
    let held = InForce {
        issuer: known(BlockField::Issuer).unwrap_or_default(),
        login_url: known(BlockField::LoginUrl)
            .or_else(|| Some(idp_url(observed, signer?)))
            .unwrap_or_default(),
        certificate: known(BlockField::Certificate),
        allow_single_sign_on: wanted.allow_single_sign_on,
    };
    Ok(Some((block, held)))
}

#[cfg(test)]
mod tests;
