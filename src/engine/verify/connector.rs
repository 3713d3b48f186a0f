//! What is live of a connector: its application, metadata, certificates and access.

use std::collections::{BTreeMap, BTreeSet};

use time::OffsetDateTime;

use crate::check::{Check, Status};
use crate::connector::Connector;
use crate::engine::Planned;
use crate::plan::{
    Desired, DesiredApplication, OurApplication, OwnCertificate, Replaced, placeholders,
};
use crate::saml::IdpMetadata;
use crate::saml::rules::metadata_checks;
use crate::text;

const SET_UP: &str = "run sso-setup mimecast with the same options";

/// A connector without an application.
pub fn missing(wanted: &DesiredApplication, desired: &Desired) -> Check {
    Check::new(
        format!("{}/application", wanted.connector),
        Status::Fail,
        format!(
            "JumpCloud has no application for the connector {} of {}: it is not set up",
            wanted.connector, desired.account_code
        ),
    )
    .remedy("set it up with sso-setup mimecast, or pass the --idp-url-suffix it was set up with")
}

/// A connector whose application was made from another template than the one asked for: what is wanted is another application.
pub fn of_another_template(wanted: &DesiredApplication, there: &Replaced) -> Check {
    let text = |key: &str| text::name(there.document[key].as_str().unwrap_or_default());
    let asked = text::name(wanted.template.as_deref().unwrap_or_default());
    Check::new(
        format!("{}/template", wanted.connector),
        Status::Fail,
        format!(
            "\"{}\" was made from the template \"{}\", and \"{asked}\" is asked for",
            text("displayLabel"),
            text("name")
        ),
    )
    .remedy(
        "leave --template out to look at it as it is; the plan command shows how it is made anew",
    )
}

/// Whether the application is there and switched on.
pub fn application(connector: Connector, ours: &OurApplication) -> Check {
    let name = format!("{connector}/application");
    let label = &ours.application.label;
    match ours.application.document["active"].as_bool() {
        Some(true) => Check::new(
            name,
            Status::Pass,
            format!("\"{label}\" is there and active"),
        ),
        None => Check::unread(
            name,
            format!("\"{label}\" is there, and JumpCloud does not say whether it is active"),
        )
        .remedy("look at the application in the JumpCloud console"),
        Some(false) => Check::new(
            name,
            Status::Fail,
            format!("\"{label}\" is there, and its single sign-on is switched off"),
        )
        .remedy(SET_UP),
    }
}

/// Whether a value is still the template's example.
pub fn filled_in(connector: Connector, ours: &OurApplication) -> Check {
    let name = format!("{connector}/placeholders");
    if !ours.application.document["config"].is_object() {
        return Check::unread(name, "JumpCloud shows the application without its settings");
    }
    let left = placeholders(&ours.application.document);
    if left.is_empty() {
        let message = "no placeholder of the template is left over";
        return Check::new(name, Status::Pass, message);
    }
    let left: Vec<String> = left
        .into_iter()
        .map(|(key, value)| format!("{} is \"{}\"", text::name(&key), text::name(&value)))
        .collect();
    let message = format!("placeholders are left over: {}", text::listed(left));
    Check::new(name, Status::Fail, message).remedy(SET_UP)
}

/// Whether the metadata URL that was given serves the document that the application has; `None` where none was.
pub fn public_metadata(connector: Connector, ours: &OurApplication) -> Option<Check> {
    let public = ours.public_metadata.as_ref()?;
    let (status, message) = match (public, &ours.metadata) {
        (Ok(public), Ok(own)) if public == own => (
            Status::Pass,
            "the metadata URL serves the application's metadata to everybody".to_owned(),
        ),
        (Ok(_), Ok(_)) => (
            Status::Fail,
            "the metadata URL serves other metadata than the application has".to_owned(),
        ),
        (Ok(_), Err(_)) => (
            Status::Unknown,
            "the application's own metadata cannot be used, so there is nothing to compare with"
                .to_owned(),
        ),
        (Err(problem), _) => (
            Status::Fail,
            format!("what the metadata URL serves cannot be used: {problem}"),
        ),
    };
    let check = Check::new(format!("{connector}/metadata-url"), status, message);
    Some(match status {
        Status::Pass => check,
        _ => check.remedy(
            "copy the metadata URL from the application's SSO tab in JumpCloud, and pass it with --metadata-url",
        ),
    })
}

/// The metadata's rules, and whether its certificate is the application's.
pub fn metadata(
    connector: Connector,
    ours: &OurApplication,
    document: &Result<IdpMetadata, String>,
    at: OffsetDateTime,
) -> Vec<Check> {
    let named = |rule: &str| format!("{connector}/{rule}");
    let metadata = match document {
        Ok(metadata) => metadata,
        Err(problem) => {
            return vec![
                Check::new(named("metadata"), Status::Fail, problem)
                    .remedy("open the application's SSO tab in JumpCloud and export its metadata"),
            ];
        }
    };
    let mut checks = vec![Check::new(
        named("metadata"),
        Status::Pass,
        "the IdP metadata can be read",
    )];
    let rules = metadata_checks(metadata, Some(&ours.application.idp_url), at);
    checks.extend(rules.into_iter().map(|check| Check {
        name: named(&check.name),
        ..check
    }));
    checks.push(own_certificate(named("certificate"), ours, metadata));
    checks
}

/// Whether the application shows the certificate that its metadata tells.
fn own_certificate(name: String, ours: &OurApplication, metadata: &IdpMetadata) -> Check {
    let own = match OwnCertificate::of(&ours.application.document) {
        OwnCertificate::Shown(own) => own,
        OwnCertificate::NotShown => {
            let message = "the application does not show its certificate";
            return Check::new(name, Status::Unknown, message);
        }
        OwnCertificate::Unreadable => {
            let message = "the application shows a certificate that cannot be read";
            return Check::new(name, Status::Unknown, message);
        }
    };
    match metadata.signing_certificates.contains(&own) {
        true => Check::new(
            name,
            Status::Pass,
            "the metadata's certificate is the application's",
        ),
        false => Check::new(
            name,
            Status::Fail,
            format!(
                "the metadata does not have the application's certificate {}",
                own.fingerprint_sha256()
            ),
        )
        .remedy("export the metadata again: JumpCloud shows one certificate and publishes another"),
    }
}

/// Whether somebody can sign in.
pub fn access(
    connector: Connector,
    ours: &OurApplication,
    access: &BTreeMap<Connector, BTreeSet<String>>,
) -> Check {
    let name = format!("{connector}/access");
    let label = &ours.application.label;
    let (groups, users) = (ours.groups.len(), ours.users.len());
    let bound = format!("bound to \"{label}\": user groups {groups}, single users {users}");
    let active = access.get(&connector).map_or(0, BTreeSet::len);
    match active {
        0 if groups + users == 0 => Check::new(
            name,
            Status::Fail,
            format!("nobody may use \"{label}\": no user group is bound to it"),
        )
        .remedy("bind one: sso-setup mimecast --group NAME"),
        0 => Check::new(
            name,
            Status::Fail,
            format!("{bound}; nobody active is among them"),
        )
        .remedy("put somebody into the group, or bind another with --group NAME"),
        active => Check::new(
            name,
            Status::Pass,
            format!("{bound}; active people among them {active}"),
        ),
    }
}

/// Whether each block of Mimecast's profile has a certificate of the application that signs for it.
pub fn blocks(planned: &Planned) -> Vec<Check> {
    let (desired, observed) = (&planned.desired, &planned.observed);
    let Some(profile) = observed.profile(&desired.profile) else {
        return Vec::new();
    };
    let checks = desired.blocks.iter().filter_map(|(block, wanted)| {
        let name = format!("mimecast/{block}/certificate");
        let source = wanted.source;
        let Some(values) = profile.blocks.get(block) else {
            let message = format!("Mimecast does not show the block {block}");
            return Some(Check::unread(name, message));
        };
        // An application that is missing is told by a check of its own.
        let Ok(metadata) = &observed.ours.get(&source)?.metadata else {
            let message = format!(
                "the metadata of the connector {source} cannot be used: nothing tells its certificate"
            );
            return Some(Check::unread(name, message));
        };
        let mut known = metadata.certificates.iter();
        Some(match known.any(|c| c.fingerprint == values.certificate) {
            true => Check::new(
                name,
                Status::Pass,
                format!("the block {block} has the certificate of the connector {source}"),
            ),
            false => Check::new(
                name,
                Status::Fail,
                match values.certificate.is_empty() {
                    true => format!("the block {block} has no certificate"),
                    false => format!(
                        "the block {block} has the certificate {}, which is not that of the connector {source}",
                        values.certificate
                    ),
                },
            )
            .remedy(SET_UP),
        })
    });
    checks.collect()
}
