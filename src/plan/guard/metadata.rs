//! Whether IdP metadata, and the certificates in it, are fit to be enforced.

use std::collections::BTreeSet;

use serde_json::Value;
use time::{Duration, OffsetDateTime};

use crate::connector::Connector;
use crate::plan::change::Change;
use crate::plan::desired::Desired;
use crate::plan::form::BlockField;
use crate::plan::observed::{Metadata, Observed, OurApplication};
use crate::plan::ownership::{naming, suffix_of};
use crate::plan::refusal::{Guard, Verdict, Warning};
use crate::plan::signer::{Signer, signer};
use crate::plan::subject::Subject;
use crate::saml::rules::{EXPIRY_REFUSAL, EXPIRY_WARNING, MIN_RSA_BITS};

/// What makes the certificates of IdP metadata unusable at a moment, in sentences; empty when they are fit.
pub fn validity_problems(metadata: &Metadata, now: OffsetDateTime) -> Vec<String> {
    let mut problems = Vec::new();
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

/// Whether the changes give a block that is enforced already another signer, of this connector.
pub fn replaces_a_signer_in_force(
    desired: &Desired,
    observed: &Observed,
    changes: &[Change],
    connector: Connector,
) -> bool {
    let profile = observed.profile(&desired.profile);
    let confirmed = observed.blocks_confirmed(&desired.profile);
    let says = |of: fn(&Subject) -> bool, field: &str| {
        let mut changes = changes.iter().filter(|c| of(&c.subject));
        changes.any(|c| c.field(field).is_some())
    };
    // Released to be enforced again.
    let between = |field: &str| {
        says(|s| matches!(s, Subject::Release(_)), field)
            && says(|s| matches!(s, Subject::Enforcement(_)), field)
    };
    let mut blocks = desired.blocks.iter().filter(|(_, w)| w.source == connector);
    blocks.any(|(block, _)| {
        let values = profile.and_then(|p| p.blocks.get(block));
        let in_force = values.is_some_and(|v| v.enforced)
            || confirmed.contains(block)
            || between(&BlockField::Enforced.of(*block));
        in_force
            && changes.iter().any(|c| {
                let signer = BlockField::SIGNER.iter();
                signer
                    .map(|field| field.of(*block))
                    .any(|name| c.field(&name).is_some())
            })
    })
}

/// The connectors whose metadata counts: a block takes its IdP from them.
fn sources(desired: &Desired) -> BTreeSet<Connector> {
    desired.blocks.values().map(|b| b.source).collect()
}

/// The application's own entity ID.
fn own_entity_id(ours: &OurApplication) -> &str {
    let id = ours
        .application
        .document
        .pointer("/config/idpEntityId/value");
    id.and_then(Value::as_str).unwrap_or_default()
}

/// How far the metadata of an application that is there is proved to be its own.
fn held_against(ours: &OurApplication, metadata: &Metadata) -> Signer {
    let application = &ours.application;
    signer(
        &application.document,
        own_entity_id(ours),
        &application.idp_url,
        metadata,
    )
}

/// Asks about the metadata of every application that a block takes its IdP from.
pub(super) fn judge(
    desired: &Desired,
    observed: &Observed,
    changes: &[Change],
    now: OffsetDateTime,
    verdict: &mut Verdict,
) {
    let sources = sources(desired);
    for (connector, ours) in &observed.ours {
        if !sources.contains(connector) {
            continue;
        }
        let what = format!("the IdP metadata of \"{}\"", ours.application.label);
        // Metadata without an entity ID is unfit, and the application is given one: what it serves then is read and proved
        // before Mimecast is told of it.
        let of_it = |c: &&Change| c.subject == Subject::Application(*connector);
        let mended = own_entity_id(ours).is_empty()
            && changes
                .iter()
                .find(of_it)
                .is_some_and(|c| c.field("config.idpEntityId").is_some());
        let metadata = match &ours.metadata {
            Ok(metadata) => metadata,
            Err(_) if mended => continue,
            Err(problem) => {
                let message = format!("{what} cannot be used: {problem}");
                verdict.refusals.push(Guard::MetadataUnfit.refuse(message));
                continue;
            }
        };
        let mut problems = Vec::new();
        match held_against(ours, metadata) {
            Signer::Proven => {}
            Signer::Unproven
                if replaces_a_signer_in_force(desired, observed, changes, *connector) =>
            {
                problems.push(UNPROVEN_IN_FORCE.to_owned());
            }
            Signer::Unproven => verdict
                .warnings
                .push(unproven_signer(&ours.application.label)),
            Signer::Unfit(found) => problems = found,
        }
        problems.extend(validity_problems(metadata, now));
        let suffix = suffix_of(&ours.application.idp_url).unwrap_or_default();
        let named = naming(*connector, suffix, &desired.account_code);
        let renew = format!("renew it first: sso-setup mimecast rotate {named}");
        if metadata.certificates.iter().any(|c| c.not_after <= now) {
            problems.push(renew.clone());
        }
        if !problems.is_empty() {
            let message = format!("{what} cannot be used: {}", problems.join("; "));
            verdict.refusals.push(Guard::MetadataUnfit.refuse(message));
        }
        expiry(&what, metadata, now, &renew, verdict);
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

/// Why a certificate that is not proved is not told to a block in force.
pub const UNPROVEN_IN_FORCE: &str = "the application does not show its certificate, so nobody can tell whether this is \
     the one it signs with, and a block that is in force would be given it";

/// That the certificate of an application that does not show its own was believed.
pub fn unproven_signer(label: &str) -> Warning {
    Warning {
        code: "certificate-unproven",
        message: format!(
            "JumpCloud does not show the certificate that \"{label}\" signs with: the one in its IdP metadata is taken for \
             it, because entity ID and IdP URL are right. Sign in with a test user before others depend on it"
        ),
    }
}

/// Asks about the metadata of the applications that a block takes its IdP from, and that get a new certificate.
pub(super) fn judge_rotation(desired: &Desired, observed: &Observed, verdict: &mut Verdict) {
    let sources = sources(desired);
    for application in &desired.applications {
        let Some(ours) = observed.ours.get(&application.connector) else {
            continue;
        };
        if !sources.contains(&application.connector) {
            continue;
        }
        judge_renewal(ours, verdict);
    }
}

/// Asks about the metadata of an application whose certificate another takes the place of: whether it is its own. What is
/// wrong with an old certificate is no reason to keep it, and what cannot be told from the new one is.
pub(super) fn judge_renewal(ours: &OurApplication, verdict: &mut Verdict) {
    let problems = match &ours.metadata {
        Err(problem) => vec![problem.clone()],
        Ok(metadata) => match held_against(ours, metadata) {
            Signer::Proven => return,
            Signer::Unproven => vec![
                "the application does not show its certificate, so nobody could tell the new one from another"
                    .to_owned(),
            ],
            Signer::Unfit(problems) => problems,
        },
    };
    verdict.refusals.push(Guard::MetadataUnfit.refuse(format!(
        "the IdP metadata of \"{}\" cannot be used: {}",
        ours.application.label,
        problems.join("; ")
    )));
}

fn expiry(
    what: &str,
    metadata: &Metadata,
    now: OffsetDateTime,
    renew: &str,
    verdict: &mut Verdict,
) {
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
            let refusal = Guard::CertificateExpiring.refuse(format!("{message}; {renew}"));
            verdict.refusals.push(refusal);
        } else {
            verdict.warnings.push(Warning {
                code: Guard::CertificateExpiring.name(),
                message,
            });
        }
    }
}
