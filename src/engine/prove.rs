//! The certificate that Mimecast is told of: read in this run, and proved to be that of the application.
//!
//! A plan was judged on what was read before it. What is sent is read again for the write, and held against the
//! application's own document, read with it: between the two, somebody may have made a new certificate, and an answer may
//! be another application's.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use time::OffsetDateTime;

use crate::connector::{Block, Connector};
use crate::error::{Error, Result};
use crate::mimecast::Profile;
use crate::plan::{
    BlockField, Change, Field, FieldValue, Guard, Metadata, Signer, Subject, UNPROVEN_IN_FORCE,
    certificate_of, issuer, replaces_a_signer_in_force, signer, unproven_signer, validity_problems,
};

use super::listed::applications_from_the_last;
use super::observe;
use super::public_metadata;
use super::run::Run;
use super::signers::{Reading, Signers};
use super::unchanged::{READ_AGAIN, stale};

/// Why metadata without a certificate is of no use.
pub(super) const NO_CERTIFICATE: &str = "it has no certificate";

impl Run<'_> {
    /// Reads the signers among these connectors that were not read in this run, for what comes next to judge one by one.
    pub(super) async fn signers(&self, of: BTreeSet<Connector>) -> Signers {
        let known = |c: &Connector| self.applications.contains_key(c);
        let open = of.into_iter().filter(|c| !self.metadata.contains_key(c));
        let open: Vec<Connector> = open.filter(known).collect();
        let listed = async {
            match open.iter().any(|c| self.created.contains_key(c)) {
                // The list in which it was looked up came in the other order, and may have left out a rival.
                true => Some(applications_from_the_last(&self.session.jumpcloud).await),
                false => None,
            }
        };
        let readings = open
            .iter()
            .map(|connector| async { (*connector, self.read_signer(*connector).await) });
        let (listed, readings) = tokio::join!(listed, join_all(readings));
        Signers {
            listed,
            readings: readings.into_iter().collect(),
        }
    }

    /// The connectors whose applications sign for the blocks that a change gives something, or enforces.
    pub(super) fn sources(&self, change: &Change) -> BTreeSet<Connector> {
        let given = change.fields.iter().filter(|field| gives(field));
        let blocks = given.filter_map(|field| {
            let (block, of) = field.of_block()?;
            let counts = of != BlockField::Enforced || field.after == true.into();
            counts.then_some(block)
        });
        let wanted = blocks.filter_map(|block| self.desired.blocks.get(&block));
        wanted.map(|wanted| wanted.source).collect()
    }

    /// The reading of a connector's application; makes sure first that the application, where it is this run's, stays.
    async fn reading(&mut self, connector: Connector) -> Result<Reading> {
        if !self.signers.readings.contains_key(&connector) {
            self.signers = self.signers(BTreeSet::from([connector])).await;
        }
        let places = self.applications.clone();
        if self.created.contains_key(&connector) {
            match &self.signers.listed {
                Some(listed) => {
                    let all = listed.clone()?;
                    self.settle_among(connector, &all).await?;
                }
                None => self.settle(connector).await?,
            }
        }
        if self.applications != places {
            // Another one stays, and what was read is the other's; of the rest it is old by now.
            self.signers = Signers::default();
        }
        match self.signers.readings.remove(&connector) {
            Some(reading) => reading,
            None => self.read_signer(connector).await,
        }
    }

    /// The metadata that Mimecast is told of: read once in this run, and proved to be that of the connector's
    /// application, by the application's own document.
    ///
    /// # Errors
    /// `metadata-unfit` (a guard); `metadata-behind` while it tells of the certificate before; `stale-plan` where it is
    /// not what the plan was made from; those of the client.
    pub async fn metadata(&mut self, connector: Connector) -> Result<Metadata> {
        if let Some(metadata) = self.metadata.get(&connector) {
            return Ok(metadata.clone());
        }
        let mut first = Some(self.reading(connector).await?);
        let observed = &self.planned.observed;
        // What this run writes to may show the write late.
        let subjects = [
            Subject::Application(connector),
            Subject::Certificate(connector),
        ];
        let changes = &self.planned.plan.changes;
        let written = changes.iter().any(|c| subjects.contains(&c.subject));
        let renewed = self.renewed.get(&connector);
        let mut pauses = READ_AGAIN.into_iter().filter(|_| written);
        let reading = loop {
            let reading = match first.take() {
                Some(first) => first,
                None => self.read_signer(connector).await?,
            };
            let told = reading.metadata.certificates.first();
            let behind = renewed.is_some() && told.map(|c| &c.fingerprint) != renewed;
            if reading.problems.is_empty() && !behind {
                break reading;
            }
            match pauses.next() {
                Some(pause) => tokio::time::sleep(pause).await,
                None if behind => return Err(still_behind(connector)),
                None => break reading,
            }
        };
        let metadata = reading.metadata;
        let seen = observed.ours.get(&connector).map(|o| &o.metadata);
        let label = &self.wanted(connector)?.label;
        if let Some(Ok(seen)) = seen.filter(|_| !written)
            && *seen != metadata
        {
            let what = format!("the IdP metadata of \"{label}\" changed");
            return Err(stale(what));
        }
        if !reading.problems.is_empty() && !self.desired.allow.contains(&Guard::MetadataUnfit) {
            return Err(unfit(label, &reading.problems));
        }
        // Of an application that was there, the plan has said so.
        if reading.unproven && seen.is_none() {
            let warning = unproven_signer(label);
            self.warnings.push(warning);
        }
        self.metadata.insert(connector, metadata.clone());
        Ok(metadata)
    }

    /// Reads an application and its metadata, and holds one against the other.
    async fn read_signer(&self, connector: Connector) -> Result<Reading> {
        let wanted = self.wanted(connector)?;
        let (id, idp_url) = self.application(connector)?;
        let (application, metadata, public) = tokio::join!(
            self.session.jumpcloud.application(id),
            observe::metadata(self.session, id),
            public_metadata::public_metadata(wanted),
        );
        let (application, metadata) = (application?, metadata?);
        if application.sso_url() != idp_url {
            let label = &wanted.label;
            return Err(stale(format!(
                "the JumpCloud application \"{label}\" has another IdP URL"
            )));
        }
        let observed = &self.planned.observed;
        let issuer = issuer(self.desired, observed, wanted)?;
        let document = application.into_value();
        let stands = signer(&document, &issuer, idp_url, &metadata);
        let unproven = stands == Signer::Unproven;
        let mut problems = match stands {
            Signer::Proven => Vec::new(),
            Signer::Unfit(problems) => problems,
            Signer::Unproven => {
                let changes = &self.planned.plan.changes;
                let refused =
                    replaces_a_signer_in_force(self.desired, observed, changes, connector);
                refused
                    .then(|| UNPROVEN_IN_FORCE.to_owned())
                    .into_iter()
                    .collect()
            }
        };
        problems.extend(validity_problems(&metadata, OffsetDateTime::now_utc()));
        match public {
            None => {}
            Some(Ok(public)) if public == metadata => {}
            Some(Ok(_)) => problems.push(
                "at the metadata URL given it differs from what JumpCloud's API serves".to_owned(),
            ),
            Some(Err(error)) => {
                problems.push(format!(
                    "at the metadata URL given it cannot be used: {}",
                    error.message
                ));
            }
        }
        Ok(Reading {
            metadata,
            problems,
            unproven,
        })
    }

    /// Makes sure that a block has at Mimecast, now, what this run read and proved of the application that it takes its
    /// IdP from. One that takes its IdP from elsewhere is none of this run's applications'.
    pub(super) async fn may_be_enforced(&mut self, live: &Profile, block: Block) -> Result<()> {
        let Some(source) = self.desired.blocks.get(&block).map(|b| b.source) else {
            return Ok(());
        };
        let metadata = self.metadata(source).await?;
        let told = metadata.certificates.first();
        let told = told.ok_or_else(|| unfit(block.as_str(), &[NO_CERTIFICATE.to_owned()]))?;
        // What the plan shows was written, also where a person allowed metadata that says otherwise.
        let issuer = issuer(self.desired, &self.planned.observed, self.wanted(source)?)?;
        let (_, idp_url) = self.application(source)?;
        let view = live.block(block);
        let has = certificate_of(&view.certificate).map(|c| c.fingerprint_sha256());
        let problem = if has.as_ref() != Some(&told.fingerprint) {
            format!(
                "its certificate there is {} instead of {}",
                has.unwrap_or_else(|| "none".to_owned()),
                told.fingerprint
            )
        } else if view.issuer != issuer {
            format!(
                "its issuer there is \"{}\" instead of \"{issuer}\"",
                view.issuer
            )
        } else if view.login_url != idp_url {
            format!("its login URL there is {}", view.login_url)
        } else {
            return Ok(());
        };
        Err(Error::refused(
            Guard::MetadataUnfit.name(),
            format!(
                "SAML is not enforced for {block}: {problem}, and its people could not sign in through the connector {source}"
            ),
        )
        .hint("run the same command again: it goes on from what is live"))
    }
}

/// Whether a field puts a value in, or one that is known only by now.
pub(super) fn gives(field: &Field) -> bool {
    !field.ends() && field.after != FieldValue::from("")
}

/// Whether Mimecast took the certificates that it was told of.
///
/// # Errors
/// `certificate-not-imported`.
pub(super) fn taken(told: &Profile, written: &Profile, blocks: &[Block]) -> Result<()> {
    let fingerprint = |profile: &Profile, block: Block| {
        certificate_of(&profile.block(block).certificate).map(|c| c.fingerprint_sha256())
    };
    let lost = |block: &&Block| {
        let told = fingerprint(told, **block);
        told.is_none() || fingerprint(written, **block) != told
    };
    let Some(block) = blocks.iter().find(lost) else {
        return Ok(());
    };
    Err(Error::failed(
        "certificate-not-imported",
        format!("Mimecast did not take the certificate for {block}: SAML is not enforced with it"),
    )
    .hint("run the same command again: it goes on from what is live"))
}

fn still_behind(connector: Connector) -> Error {
    Error::failed(
        "metadata-behind",
        format!(
            "JumpCloud made a new IdP certificate for {connector}, and its metadata still has another"
        ),
    )
    .hint("run the same command again in a minute: it goes on from what is live")
}

pub(super) fn unfit(label: &str, problems: &[String]) -> Error {
    Error::refused(
        Guard::MetadataUnfit.name(),
        format!(
            "the IdP metadata of \"{label}\" cannot be used: {}",
            problems.join("; ")
        ),
    )
    .hint("look at the application in the JumpCloud console, then run the same command again")
}
