//! The certificate that Mimecast is told of: read in this run, and proved to be that of the application.
//!
//! A plan was judged on what was read before it. What is sent is read again for the write, and held against the
//! application's own document, read with it: between the two, somebody may have made a new certificate, and an answer may
//! be another application's.

use time::OffsetDateTime;

use crate::connector::{Block, Connector};
use crate::error::{Error, Result};
use crate::mimecast::Profile;
use crate::plan::{
    Guard, Metadata, Signer, Subject, UNPROVEN_IN_FORCE, certificate_of, issuer,
    replaces_a_signer_in_force, signer, unproven_signer, validity_problems,
};

use super::observe;
use super::public_metadata;
use super::run::Run;
use super::unchanged::{READ_AGAIN, stale};

/// Why metadata without a certificate is of no use.
pub(super) const NO_CERTIFICATE: &str = "it has no certificate";

/// What one reading of an application and its metadata came to.
struct Reading {
    metadata: Metadata,
    problems: Vec<String>,
    unproven: bool,
}

impl Run<'_> {
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
        self.settle(connector).await?;
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
            let reading = self.read_signer(connector).await?;
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
