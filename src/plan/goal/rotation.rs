//! A new IdP certificate: stop enforcing, have it made, tell Mimecast, enforce again.
//!
//! JumpCloud swaps the certificate at once and the two cannot overlap, so nobody may depend on it in
//! between. A rotation that broke off is finished, and no second certificate is made: it is known from its journal,
//! and without that by Mimecast having another certificate than the application.

use std::collections::{BTreeMap, BTreeSet};

use crate::connector::{Block, Connector};
use crate::error::{Error, Result};
use crate::text;

use crate::plan::block_values::BlockValues;
use crate::plan::change::{Action, Mode};
use crate::plan::compare::Comparison;
use crate::plan::desired::Desired;
use crate::plan::field::{Field, FieldValue};
use crate::plan::form::BlockField;
use crate::plan::observed::{CertificateFacts, Observed, OurApplication};
use crate::plan::signer::OwnCertificate;
use crate::plan::subject::Subject;
use crate::plan::told::Told;

/// What is known of a rotation that has begun.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rotation {
    /// When it began, RFC 3339, if that was in an earlier run, which broke off.
    pub since: Option<String>,
    /// Fingerprints (SHA-256) of the certificates that it was to replace. An application that has another one by
    /// now has its new one.
    pub replaced: BTreeMap<Connector, String>,
    /// The blocks that it is to tell of a new certificate, and whose application signs for each, by the journals of earlier runs
    /// that broke off.
    pub blocks: BTreeMap<Block, Connector>,
    /// What earlier runs told Mimecast, by their journals.
    pub told: Told,
}

impl Rotation {
    /// Adds what no journal tells of: where Mimecast has another certificate of an application than JumpCloud
    /// signs with, that is the replaced one.
    pub fn seen(mut self, desired: &Desired, observed: &Observed) -> Self {
        for (_, connector, values) in blocks(desired, observed) {
            let (Some(values), Some(ours)) = (values, observed.ours.get(&connector)) else {
                continue;
            };
            let is_told = values.login_url == ours.application.idp_url;
            let other = signs_with(ours).is_some_and(|now| now != values.certificate);
            if is_told && other {
                let replaced = || values.certificate.clone();
                self.replaced.entry(connector).or_insert_with(replaced);
            }
        }
        self
    }

    fn is_begun(&self, connector: Connector, ours: &OurApplication) -> bool {
        let replaced = self.replaced.get(&connector);
        replaced
            .zip(signs_with(ours))
            .is_some_and(|(replaced, now)| *replaced != now)
    }
}

/// What a rotation is about where no connector was named: what has begun, else those whose certificates are held by blocks that
/// are in force, else the only one that is set up. `desired` has all that are set up; where that is none, what it has is what is
/// missing.
///
/// # Errors
/// `connector-ambiguous` where several are set up and none is in force; values of an application that cannot be worked out.
pub fn rotated_by_default(
    desired: &Desired,
    observed: &Observed,
    known: &Rotation,
) -> Result<Desired> {
    let mut blocks = known.blocks.clone();
    let mut chosen: BTreeSet<Connector> = known.replaced.keys().copied().collect();
    if blocks.is_empty() && chosen.is_empty() {
        blocks = held(desired, observed, &known.told)?;
    }
    chosen.extend(blocks.values());
    chosen.retain(|c| observed.ours.contains_key(c));
    blocks.retain(|_, source| chosen.contains(source));
    let there: Vec<&str> = observed.ours.keys().map(|c| c.as_str()).collect();
    match (chosen.is_empty(), there.len()) {
        (false, _) => Ok(desired.about(&chosen, &blocks)),
        (true, 0 | 1) => Ok(desired.clone()),
        (true, _) => {
            let message = format!(
                "{} are set up, and no block in force is known to hold the certificate of one of them: which one is to get a new \
                 certificate?",
                text::list(&there)
            );
            let name = format!("name it: --connector {}", there[0]);
            Err(Error::usage("connector-ambiguous", message).hint(name))
        }
    }
}

/// The blocks in force of the profile, and the connector whose certificate each of them holds: as Mimecast has them, or by what
/// people said.
fn held(desired: &Desired, observed: &Observed, told: &Told) -> Result<BTreeMap<Block, Connector>> {
    let there = |c: &Connector| observed.ours.contains_key(c);
    let mut held = BTreeMap::new();
    if let Some(profile) = observed.profile(&desired.profile) {
        let enforced = profile.blocks.iter().filter(|(_, values)| values.enforced);
        for (block, values) in enforced {
            let mut ours = observed.ours.iter();
            let signer = ours.find(|(_, ours)| ours.application.idp_url == values.login_url);
            held.extend(signer.map(|(connector, _)| (*block, *connector)));
        }
    }
    for block in told.said_in_force(&desired.profile, observed) {
        let known = told.said_of(&desired.profile, block);
        let mut signer = known.map(|known| known.source).filter(there);
        if known.is_none() {
            let could: Vec<Connector> = block.signers().into_iter().filter(there).collect();
            for connector in &could {
                let blocks = BTreeMap::from([(block, *connector)]);
                let with = desired.about(&could.iter().copied().collect(), &blocks);
                if signer.is_none() && observed.block_stands(&with.settled(observed), block)? {
                    signer = Some(*connector);
                }
            }
            signer = signer.or(could.first().copied());
        }
        held.extend(signer.map(|signer| (block, signer)));
    }
    Ok(held)
}

/// The blocks that take their IdP from a connector, as Mimecast has them; unknown in worksheet mode.
fn blocks<'a>(
    desired: &Desired,
    observed: &'a Observed,
) -> Vec<(Block, Connector, Option<&'a BlockValues>)> {
    let own = observed.profile(&desired.profile);
    let wanted = desired.blocks.iter();
    wanted
        .filter(|(_, wanted)| !desired.is_neighbour(wanted.source))
        .map(|(block, wanted)| (*block, wanted.source, own.and_then(|p| p.blocks.get(block))))
        .collect()
}

/// The changes that give every chosen connector a new certificate. Of the blocks, those that `desired` names.
///
/// # Errors
/// `application-not-found` for a connector that is not set up.
pub fn rotation(desired: &Desired, observed: &Observed, known: &Rotation) -> Result<Comparison> {
    let mut rotator = Rotator {
        desired,
        observed,
        found: Comparison::new(desired.mode),
    };
    let mut applications = Vec::new();
    for wanted in &desired.applications {
        let connector = wanted.connector;
        let ours = observed.ours.get(&connector).ok_or_else(|| {
            let message = format!("JumpCloud has no application for the connector {connector}");
            Error::failed("application-not-found", message)
                .hint("set it up first, or choose another with --connector")
        })?;
        applications.push((connector, ours));
    }
    let begun: BTreeSet<Connector> = applications
        .iter()
        .filter(|(connector, ours)| known.is_begun(*connector, ours))
        .map(|(connector, _)| *connector)
        .collect();
    let release = rotator.release(&begun);
    for (connector, ours) in applications {
        if !begun.contains(&connector) {
            rotator.certificate(connector, ours);
        }
    }
    rotator.import(&begun);
    rotator.enforce(&release, &begun);
    rotator.notes(known);
    rotator.which_is_which(known)?;
    Ok(rotator.found)
}

struct Rotator<'a> {
    desired: &'a Desired,
    observed: &'a Observed,
    found: Comparison,
}

impl<'a> Rotator<'a> {
    fn blocks(&self) -> Vec<(Block, Connector, Option<&'a BlockValues>)> {
        blocks(self.desired, self.observed)
    }

    /// Stops enforcing what depends on a certificate that is about to go; gives the blocks.
    fn release(&mut self, begun: &BTreeSet<Connector>) -> BTreeSet<Block> {
        let by_hand = self.desired.mode == Mode::Worksheet;
        let in_force = |values: Option<&BlockValues>| by_hand || values.is_some_and(|v| v.enforced);
        let blocks = self.blocks().into_iter();
        let blocks: BTreeSet<Block> = blocks
            .filter(|(_, source, values)| !begun.contains(source) && in_force(*values))
            .map(|(block, _, _)| block)
            .collect();
        self.found
            .release(&self.desired.profile, blocks.iter().copied());
        blocks
    }

    fn certificate(&mut self, connector: Connector, ours: &OurApplication) {
        let unread = || (FieldValue::Unreadable, FieldValue::Unreadable);
        let (fingerprint, expires) = certificate(ours).map_or_else(unread, |c| {
            let expires = c.not_after.date().to_string();
            (c.fingerprint.as_str().into(), expires.into())
        });
        let fields = vec![
            Field::new("certificate", fingerprint, FieldValue::AfterApply),
            Field::new("certificate-expires", expires, FieldValue::AfterApply),
        ];
        let label = ours.application.label.as_str();
        let subject = Subject::Certificate(connector);
        self.found.change(subject, Action::Update, label, fields);
    }

    fn import(&mut self, begun: &BTreeSet<Connector>) {
        let own = self.observed.profile(&self.desired.profile);
        let fields = self.blocks().into_iter().map(|(block, source, _)| {
            let now = self.observed.ours.get(&source).and_then(signs_with);
            let after = match now.filter(|_| begun.contains(&source)) {
                Some(now) => now.into(),
                None => FieldValue::AfterApply,
            };
            let held = self.found.held(own, block, BlockField::Certificate);
            Field::new(BlockField::Certificate.of(block), held, after)
        });
        let fields: Vec<Field> = fields.collect();
        let name = self.desired.profile.as_str();
        let subject = Subject::Profile(name.to_owned());
        self.found.change(subject, Action::Update, name, fields);
    }

    /// Enforces every block in use, as a set-up would.
    fn enforce(&mut self, released: &BTreeSet<Block>, begun: &BTreeSet<Connector>) {
        let open = self.blocks().into_iter();
        let open = open.filter(|(block, source, values)| match values {
            Some(values) => released.contains(block) || !values.enforced,
            None => released.contains(block) || begun.contains(source),
        });
        let blocks = open.map(|(block, _, _)| block);
        self.found.enforce(&self.desired.profile, blocks);
    }

    /// What to know of a rotation that goes on; and it is refused where a profile that hung on an application whose
    /// certificate goes is not listed.
    fn notes(&mut self, known: &Rotation) {
        let changes = self.found.changes.iter();
        let renewed = changes.filter_map(|change| match change.subject {
            Subject::Certificate(connector) => self.observed.ours.get(&connector),
            _ => None,
        });
        let urls: BTreeSet<&str> = renewed.map(|o| o.application.idp_url.as_str()).collect();
        let told = &known.told;
        let vanished = told.vanished(self.observed, |url| urls.contains(url));
        self.found.refusals.extend(vanished);
        if let Some(since) = &known.since {
            self.found.warn(
                "rotation-resumed",
                format!(
                    "this goes on with the rotation of {since}, which did not come to its end: an application that has \
                     its new certificate keeps it"
                ),
            );
        }
    }
}

impl Rotator<'_> {
    /// Of several connectors, which one's certificate is held by which block, and which ones get a new one.
    fn which_is_which(&mut self, known: &Rotation) -> Result<()> {
        let (desired, observed) = (self.desired, self.observed);
        if observed.ours.len() < 2 || self.found.changes.is_empty() {
            return Ok(());
        }
        let mut held = held(desired, observed, &known.told)?;
        held.extend(
            self.blocks()
                .into_iter()
                .map(|(block, source, _)| (block, source)),
        );
        let told = observed.ours.keys().map(|connector| {
            let blocks = held.iter().filter(|(_, source)| *source == connector);
            let blocks: Vec<&str> = blocks.map(|(block, _)| block.as_str()).collect();
            let by = match blocks.is_empty() {
                true => "no block in force".to_owned(),
                false => text::list(&blocks),
            };
            let renewed = match desired.is_neighbour(*connector) {
                true => "stays",
                false => "is renewed",
            };
            format!("that of {connector} {renewed} (held by {by})")
        });
        let told: Vec<String> = told.collect();
        self.found.warn(
            "certificates-held",
            format!(
                "each connector has a certificate of its own: {}",
                told.join("; ")
            ),
        );
        Ok(())
    }
}

/// Fingerprint of the certificate that an application signs with: as it says itself; where it does not, as its metadata
/// says.
fn signs_with(ours: &OurApplication) -> Option<String> {
    let own = OwnCertificate::of(&ours.application.document).fingerprint();
    own.or_else(|| certificate(ours).map(|c| c.fingerprint.clone()))
}

fn certificate(ours: &OurApplication) -> Option<&CertificateFacts> {
    ours.metadata.as_ref().ok()?.certificates.first()
}

#[cfg(test)]
mod tests;
