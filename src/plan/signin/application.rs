//! What sign-in hangs on at JumpCloud: an application, and whether Mimecast believes what it says.

use std::borrow::Cow;

use serde_json::Value;

use crate::connector::{Block, Connector, SpValues};
use crate::plan::acs_urls::{acs_urls, default_acs};
use crate::plan::desired::Desired;
use crate::plan::name_id;
use crate::plan::observed::{Observed, ObservedApplication, OurApplication};
use crate::plan::shown;
use crate::plan::signer::OwnCertificate;
use crate::plan::template::CUSTOM;
use crate::saml::name_id::Format;
use crate::text;

use super::Fault;

/// How an application sees sign-in.
pub struct Application<'a> {
    /// JumpCloud's id; `None` where the run makes it.
    pub id: Option<String>,
    pub connector: Option<Connector>,
    pub label: String,
    pub idp_url: String,
    pub document: Cow<'a, Value>,
    /// What Mimecast calls itself to this application.
    pub sp_entity_id: String,
    /// SHA-256 fingerprint of the certificate that it signs with; `None` where it is not there yet, or shows none.
    pub certificate: Option<String>,
    /// Whether the run makes it, so that what it does not show yet is no riddle.
    pub fresh: bool,
    /// One of the connectors that this tool looks after.
    pub ours: bool,
    /// Whether anybody who can sign in has access; `None` where that is judged elsewhere.
    pub reachable: Option<bool>,
}

/// A block of the profile that is in force.
pub struct InForce {
    pub issuer: String,
    pub login_url: String,
    /// SHA-256 fingerprint; `None` where the run tells Mimecast of the application's own.
    pub certificate: Option<String>,
    pub allow_single_sign_on: bool,
}

impl Application<'_> {
    fn text(&self, key: &str) -> Option<&str> {
        shown::setting(&self.document, key)
    }

    /// Whether its tile is shown; `None` where JumpCloud does not say.
    pub fn tile_is_shown(&self) -> Option<bool> {
        shown::is_hidden(&self.document).map(|hidden| !hidden)
    }

    /// Whether JumpCloud shows where it answers.
    pub fn shows_acs(&self) -> bool {
        self.text("acsUrl").is_some()
    }

    pub fn acs_urls(&self) -> Vec<String> {
        acs_urls(&self.document)
    }

    pub fn default_acs(&self) -> Option<String> {
        default_acs(&self.document)
    }

    pub fn how_to_answer(&self, block: Block) -> String {
        match self.connector {
            Some(Connector::Apps) | None => "set its connector up again".to_owned(),
            Some(connector) if self.fresh => format!(
                "leave --template out, or use --template {connector}:{}; or have apps sign (--block {block}=apps)",
                CUSTOM
            ),
            Some(connector) => format!(
                "make it anew from a template that takes a list of ACS URLs: --template {connector}:{CUSTOM} --allow \
                 replace-application; or have apps sign (--block {block}=apps)"
            ),
        }
    }

    fn fault(&self, code: &'static str, why: String) -> Fault {
        let remedy = match self.connector {
            Some(connector) => format!("set the connector up again (--connector {connector})"),
            None => "correct it in the JumpCloud console".to_owned(),
        };
        Fault { code, why, remedy }
    }

    /// What keeps everybody from an answer of this application, or every block from believing one.
    pub fn own_faults(&self) -> Vec<Fault> {
        let label = text::name(&self.label);
        let mut faults = Vec::new();
        if self.document["active"] == false {
            let why = format!("\"{label}\" is switched off");
            faults.push(self.fault("application-inactive", why));
        }
        if self.reachable == Some(false) {
            let why = format!("nobody who can sign in has access to \"{label}\"");
            faults.push(self.fault("no-access", why));
        }
        if let Some(audience) = self.text("spEntityId")
            && audience != self.sp_entity_id
        {
            let why = format!(
                "the SP entity ID of \"{label}\" is \"{}\", and Mimecast calls itself \"{}\"",
                text::name(audience),
                self.sp_entity_id
            );
            faults.push(self.fault("audience", why));
        }
        if let Some(property) = name_id::other_property(&self.document) {
            let why = format!(
                "\"{label}\" names people by their \"{}\", and Mimecast knows them by their e-mail address",
                text::name(property)
            );
            faults.push(self.fault("name-id", why));
        }
        if let Some((format, Format::Other)) = name_id::other_format(&self.document) {
            let why = format!(
                "\"{label}\" declares the NameID format \"{}\", and Mimecast wants an e-mail address",
                text::name(format)
            );
            faults.push(self.fault("name-id", why));
        }
        if shown::signs_nothing(&self.document) {
            let why = format!("\"{label}\" signs neither its assertions nor its responses");
            faults.push(self.fault("unsigned", why));
        }
        faults
    }

    /// What keeps this application's answers from being believed by a block that relies on it, and what is not known of it.
    pub fn believed(&self, held: &InForce) -> (Vec<Fault>, Vec<String>) {
        let label = text::name(&self.label);
        let (mut faults, mut open) = (self.own_faults(), Vec::new());
        if self.document["active"].as_bool().is_none() {
            open.push(format!(
                "JumpCloud does not say whether \"{label}\" is active"
            ));
        }
        if let Some(issuer) = self.text("idpEntityId")
            && (issuer.is_empty() || issuer != held.issuer)
        {
            let why = format!(
                "the IdP entity ID of \"{label}\" is \"{}\", and Mimecast expects the issuer \"{}\"",
                text::name(issuer),
                text::name(&held.issuer)
            );
            faults.push(self.fault("issuer", why));
        }
        match (&self.certificate, &held.certificate) {
            (Some(own), Some(other)) if own != other => {
                let why = format!(
                    "\"{label}\" signs with another certificate than the one that Mimecast has"
                );
                faults.push(self.fault("certificate", why));
            }
            (None, Some(_)) if !self.fresh => open.push(format!(
                "JumpCloud does not show which certificate \"{label}\" signs with"
            )),
            _ => {}
        }
        if let Some((format, Format::Misspelt)) = name_id::other_format(&self.document) {
            open.push(format!(
                "\"{label}\" declares the NameID format \"{}\", and whether Mimecast takes that is not known",
                text::name(format)
            ));
        }
        match self.text("signatureAlgorithm").unwrap_or_default() {
            "" | "RSA-SHA256" => {}
            other => open.push(format!(
                "\"{label}\" signs with {}, and whether Mimecast takes that is not known",
                text::name(other)
            )),
        }
        let unread = shown::unread(&self.document).into_iter();
        open.extend(
            unread.map(|what| format!("JumpCloud does not show the {what} of \"{label}\"")),
        );
        (faults, open)
    }
}

/// An application that is there, as it was read for a plan.
pub fn there<'a>(
    application: &'a ObservedApplication,
    desired: &Desired,
    observed: &Observed,
) -> Application<'a> {
    let mut all = observed.ours.iter();
    let ours = all.find(|(_, ours)| ours.application.id == application.id);
    let certificate = match ours {
        Some((_, ours)) => certificate(ours),
        None => OwnCertificate::of(&application.document).fingerprint(),
    };
    shown_as(application, desired, ours.map(|(c, _)| *c), certificate)
}

/// An application with the certificate that it signs with, and the connector that it is one of ours for.
pub fn shown_as<'a>(
    application: &'a ObservedApplication,
    desired: &Desired,
    ours: Option<Connector>,
    certificate: Option<String>,
) -> Application<'a> {
    let by_acs = |c: &Connector| {
        default_acs(&application.document).as_deref() == Some(c.acs_url(&desired.site).as_str())
    };
    let sp_entity_id = match ours.and_then(|connector| desired.application(connector)) {
        Some(wanted) => wanted.sp_entity_id.clone(),
        None => SpValues::new(Connector::Apps, &desired.site, &desired.account_code).sp_entity_id,
    };
    Application {
        id: Some(application.id.clone()),
        connector: ours.or_else(|| Connector::ALL.into_iter().find(by_acs)),
        label: application.label.clone(),
        idp_url: application.idp_url.clone(),
        certificate,
        document: Cow::Borrowed(&application.document),
        sp_entity_id,
        fresh: false,
        ours: ours.is_some(),
        reachable: None,
    }
}

/// The certificate that an application signs with: the one that it shows, else the one that its metadata has.
pub fn certificate(ours: &OurApplication) -> Option<String> {
    let shown = OwnCertificate::of(&ours.application.document).fingerprint();
    shown.or_else(|| {
        let certificates = &ours.metadata.as_ref().ok()?.certificates;
        Some(certificates.first()?.fingerprint.clone())
    })
}
