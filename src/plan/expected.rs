//! The values that an application and a block of the profile are to have: worked out here and nowhere else, for the
//! comparison, the guards, the console steps and their worksheet, and what is proved before it is sent.

use crate::error::{Error, Result};
use crate::text;

use super::desired::{Desired, DesiredApplication, DesiredBlock};
use super::document::{Edit, Fill, edit};
use super::field::FieldValue;
use super::form::BlockField;
use super::observed::{CertificateFacts, Metadata, Observed};
use super::placeholder::is_left_in;
use super::shown;

/// The IdP URL of an application: the one it has, or the one it would get.
pub fn idp_url(observed: &Observed, application: &DesiredApplication) -> String {
    let connector = &application.connector;
    let before = observed.replaced.get(connector).map(|r| &r.idp_url);
    let ours = observed.ours.get(connector);
    match ours.map(|o| &o.application.idp_url).or(before) {
        Some(url) => url.clone(),
        None => format!("{}/saml2/{}", observed.idp_origin, application.suffix),
    }
}

/// The IdP entity ID of a connector's application once the plan is carried out: the issuer.
///
/// # Errors
/// `settings-unread`, `template-placeholder-left`; those of editing an application.
pub fn issuer(
    desired: &Desired,
    observed: &Observed,
    application: &DesiredApplication,
) -> Result<String> {
    let edited;
    let neighbour = observed.ours.get(&application.connector);
    let document = match neighbour.filter(|_| desired.is_neighbour(application.connector)) {
        Some(ours) => {
            shown::hold(&ours.application.document)?;
            &ours.application.document
        }
        None => {
            edited = edit_application(desired, observed, application)?.document;
            &edited
        }
    };
    let id = shown::setting(document, "idpEntityId").unwrap_or_default();
    if is_left_in(id) {
        return Err(Error::failed(
            "template-placeholder-left",
            format!(
                "the IdP entity ID of the connector {} is the placeholder \"{}\", which no sign-in can be issued under",
                application.connector,
                text::name(id)
            ),
        )
        .hint(format!(
            "correct it in the JumpCloud console, or with --idp-entity-id {}:VALUE",
            application.connector
        )));
    }
    Ok(id.to_owned())
}

/// The edit that makes an application what is wanted: of its own document, or of its template.
pub fn edit_application(
    desired: &Desired,
    observed: &Observed,
    application: &DesiredApplication,
) -> Result<Edit> {
    let connector = application.connector;
    let ours = observed.ours.get(&connector);
    let base = match ours {
        Some(ours) => &ours.application.document,
        None => observed.templates.get(&connector).ok_or_else(|| {
            Error::failed(
                "template-absent",
                format!("no template was read for the connector {connector}"),
            )
        })?,
    };
    let fill = Fill {
        site: &desired.site,
        account_code: &desired.account_code,
    };
    let idp_url = idp_url(observed, application);
    edit(base, application, fill, &idp_url, ours.is_none())
}

/// The certificate that a block is told of, where it is known by now; `fresh` as for [`block_values`].
pub fn certificate<'a>(
    observed: &'a Observed,
    wanted: &DesiredBlock,
    fresh: Option<&'a Metadata>,
) -> Option<&'a CertificateFacts> {
    let read = observed.ours.get(&wanted.source);
    let read = read.and_then(|ours| ours.metadata.as_ref().ok());
    fresh.or(read)?.certificates.first()
}

/// What a block's form should hold, but for the enforcement. `fresh` is its application's metadata, where that was written
/// since `observed`.
///
/// # Errors
/// `block-without-connector`; those of editing an application.
pub fn block_values(
    desired: &Desired,
    observed: &Observed,
    wanted: &DesiredBlock,
    fresh: Option<&Metadata>,
) -> Result<Vec<(BlockField, FieldValue)>> {
    let Some(application) = desired.application(wanted.source) else {
        return Err(Error::usage(
            "block-without-connector",
            format!("a block should take its IdP from the connector {}, which is not among the connectors", wanted.source),
        )
        .hint(format!("add --connector {}, or correct --block", wanted.source)));
    };
    let certificate = certificate(observed, wanted, fresh);
    let certificate = certificate.map_or(FieldValue::AfterApply, |c| c.fingerprint.as_str().into());
    let issuer = match fresh {
        Some(metadata) => metadata.entity_id.clone(),
        None => issuer(desired, observed, application)?,
    };
    let login_url = fresh.and_then(|metadata| metadata.login_url.clone());
    let is_there = observed.ours.contains_key(&wanted.source);
    let login_url = match login_url {
        Some(url) => url.into(),
        // Which host JumpCloud gives it shows once it is created.
        None if !is_there && observed.idp_origin_assumed => FieldValue::AfterApply,
        None => idp_url(observed, application).into(),
    };
    let mut values = vec![(BlockField::Provider, FieldValue::from("Other"))];
    if let Some(url) = &application.metadata_url {
        values.push((BlockField::MetadataUrl, url.as_str().into()));
        values.push((BlockField::MonitorMetadataUrl, true.into()));
    }
    values.extend([
        (BlockField::Issuer, issuer.into()),
        (BlockField::LoginUrl, login_url),
        (BlockField::LogoutUrl, wanted.logout_url.as_str().into()),
        (BlockField::Certificate, certificate),
        (
            BlockField::AllowSingleSignOn,
            wanted.allow_single_sign_on.into(),
        ),
        (BlockField::PasswordProtectedContext, false.into()),
        (BlockField::IntegratedAuthenticationContext, false.into()),
    ]);
    Ok(values)
}
