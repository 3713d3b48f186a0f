//! Whether IdP metadata, and the certificates in it, are fit to be enforced.

use std::collections::BTreeSet;

use time::{Duration, OffsetDateTime};

use crate::connector::Connector;
use crate::plan::desired::Desired;
use crate::plan::observed::{Metadata, Observed};
use crate::plan::refusal::{Guard, Warning};
use crate::saml::rules::{EXPIRY_REFUSAL, EXPIRY_WARNING, MIN_RSA_BITS};

use super::Verdict;

/// What makes IdP metadata unusable for Mimecast, in sentences; empty when it is fit.
pub fn metadata_problems(
    metadata: &Metadata,
    issuer: &str,
    login_url: &str,
    now: OffsetDateTime,
) -> Vec<String> {
    let mut problems = Vec::new();
    if metadata.entity_id != issuer {
        problems.push(format!(
            "its entity ID is \"{}\" instead of \"{issuer}\"",
            metadata.entity_id
        ));
    }
    match metadata.login_url.as_deref() {
        Some(url) if url == login_url => {}
        Some(url) => problems.push(format!("its login URL is {url} instead of {login_url}")),
        None => problems.push("it declares no HTTP-POST SingleSignOnService".to_owned()),
    }
    if metadata.certificates.is_empty() {
        problems.push("it has no signing certificate".to_owned());
    }
    for certificate in &metadata.certificates {
        if let Some(bits) = certificate.rsa_bits.filter(|bits| *bits < MIN_RSA_BITS) {
            problems.push(format!("its certificate's RSA key has only {bits} bits"));
        }
        if certificate.not_before > now {
            problems.push(format!(
                "its certificate is not valid before {}",
                certificate.not_before.date()
            ));
        }
        if certificate.not_after <= now {
            problems.push(format!(
                "its certificate expired on {}",
                certificate.not_after.date()
            ));
        }
    }
    problems
}

/// Asks about the metadata of every application that a block takes its IdP from.
pub(super) fn judge(
    desired: &Desired,
    observed: &Observed,
    now: OffsetDateTime,
    verdict: &mut Verdict,
) {
    let sources: BTreeSet<Connector> = desired.blocks.values().map(|b| b.source).collect();
    for (connector, ours) in &observed.ours {
        if !sources.contains(connector) {
            continue;
        }
        let what = format!("the IdP metadata of \"{}\"", ours.application.label);
        let metadata = match &ours.metadata {
            Ok(metadata) => metadata,
            Err(problem) => {
                let message = format!("{what} cannot be used: {problem}");
                verdict.refusals.push(Guard::MetadataUnfit.refuse(message));
                continue;
            }
        };
        let issuer = ours.application.document["config"]["idpEntityId"]["value"]
            .as_str()
            .unwrap_or_default();
        let problems = metadata_problems(metadata, issuer, &ours.application.idp_url, now);
        if !problems.is_empty() {
            let message = format!("{what} cannot be used: {}", problems.join("; "));
            verdict.refusals.push(Guard::MetadataUnfit.refuse(message));
        }
        expiry(&what, metadata, now, verdict);
        match &ours.public_metadata {
            None => {}
            Some(Ok(public)) if public == metadata => {}
            Some(Ok(_)) => verdict.refusals.push(Guard::MetadataUnfit.refuse(format!(
                "{what} at the metadata URL given differs from the one that JumpCloud's API serves: \
                 check --metadata-url"
            ))),
            Some(Err(problem)) => verdict.refusals.push(Guard::MetadataUnfit.refuse(format!(
                "{what} at the metadata URL given cannot be used: {problem}"
            ))),
        }
    }
}

fn expiry(what: &str, metadata: &Metadata, now: OffsetDateTime, verdict: &mut Verdict) {
    for certificate in &metadata.certificates {
        let left = certificate.not_after - now;
        if left <= Duration::ZERO || left > EXPIRY_WARNING {
            continue;
        }
        let message = format!(
            "{what} carries a certificate that expires on {}, in {} days",
            certificate.not_after.date(),
            left.whole_days()
        );
        if left <= EXPIRY_REFUSAL {
            let refusal = Guard::CertificateExpiring.refuse(message);
            verdict.refusals.push(refusal);
        } else {
            verdict.warnings.push(Warning {
                code: Guard::CertificateExpiring.name(),
                message,
            });
        }
    }
}
