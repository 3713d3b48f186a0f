//! Every Mimecast application of an organisation, whoever made it, and what is wrong with each. Read from the documents alone.

mod certificate;
mod found;

use std::collections::BTreeMap;

use serde_json::Value;
use time::OffsetDateTime;

use crate::connector::{AccountCode, Connector, MimecastSite, SpValues};
use crate::text;

use super::acs_urls::{acs_urls, default_acs};
use super::desired::DesiredApplication;
use super::document::placeholders;
use super::name_id;
use super::observed::ObservedApplication;
use super::ownership::{looked_after, suffix_of};
use super::placeholder::is_left_in;
use super::shown;

use certificate::{certificate, renewal};
pub use found::{Finding, Surveyed};

/// The Mimecast applications of an organisation, for an account; `asked` are those that this tool is to look after where they
/// are not the default ones.
pub fn survey<'d>(
    (site, account_code): (&MimecastSite, &AccountCode),
    applications: &[ObservedApplication],
    asked: impl Fn(Connector) -> Option<&'d DesiredApplication>,
    now: OffsetDateTime,
) -> Vec<Surveyed> {
    let survey = Survey {
        site,
        account_code,
        applications,
        ours: &looked_after(applications, (site, account_code), asked),
        now,
    };
    survey.found()
}

/// What applications are held against.
#[derive(Debug, Clone, Copy)]
struct Survey<'a> {
    /// Where the account lives.
    site: &'a MimecastSite,
    /// Whose it is.
    account_code: &'a AccountCode,
    /// Every application of the organisation.
    applications: &'a [ObservedApplication],
    /// Those that this tool looks after, by id.
    ours: &'a BTreeMap<String, Connector>,
    /// Now.
    now: OffsetDateTime,
}

impl Survey<'_> {
    /// Those that are Mimecast's, in the order of their labels.
    fn found(&self) -> Vec<Surveyed> {
        let of_mimecast = self
            .applications
            .iter()
            .filter(|a| is_mimecast(&a.document) || self.ours.contains_key(&a.id));
        let mut found: Vec<Surveyed> = of_mimecast.map(|a| self.look(a)).collect();
        found.sort_by(|a, b| (&a.label, &a.id).cmp(&(&b.label, &b.id)));
        found
    }

    fn look(&self, application: &ObservedApplication) -> Surveyed {
        let document = &application.document;
        let connector = connector_of(document);
        let entity_id = shown::setting(document, "spEntityId");
        let mut findings = Vec::new();
        let mut find = |code, message: String, remedy: &str| {
            findings.push(Finding::new(code, message, remedy));
        };
        self.state(document, &mut find);
        unread(document, &mut find);
        for (key, value) in placeholders(document) {
            let message = format!("{} is still \"{}\"", text::name(&key), text::name(&value));
            find(
                "placeholder-left",
                message,
                "fill it in, or have this tool take the application over",
            );
        }
        self.addresses(document, &mut find);
        let of_another_account = entity_id.is_some_and(|id| self.audience(id, &mut find));
        names(document, &mut find);
        let named = connector.zip(suffix_of(&application.idp_url));
        let renewal = renewal(named.filter(|_| !of_another_account), self.account_code);
        certificate(document, self.now, &renewal, &mut find);
        self.duplicates(application, connector, &mut find);
        Surveyed {
            id: application.id.clone(),
            label: application.label.clone(),
            idp_url: application.idp_url.clone(),
            connector,
            ours: self.ours.contains_key(&application.id),
            looked_after_as: self.ours.get(&application.id).copied(),
            active: document["active"].as_bool(),
            of_another_account,
            findings,
        }
    }

    fn state(&self, document: &Value, find: &mut impl FnMut(&'static str, String, &str)) {
        match document["active"].as_bool() {
            Some(true) => {}
            Some(false) => find(
                "inactive",
                "its single sign-on is switched off".to_owned(),
                "switch it on in the JumpCloud console, or delete the application if nobody needs it",
            ),
            None => find(
                "active-unread",
                "JumpCloud does not say whether it is switched on".to_owned(),
                "look at the application in the JumpCloud console",
            ),
        }
    }

    /// The ACS URLs: host, path, and what a slip of the hand leaves behind.
    fn addresses(&self, document: &Value, find: &mut impl FnMut(&'static str, String, &str)) {
        let urls = acs_urls(document);
        for url in urls.iter().filter(|url| !is_left_in(url)) {
            let shown = text::name(url);
            if is_ragged(url) {
                find(
                    "blank-or-slash",
                    format!("the ACS URL \"{shown}\" has a blank or a slash at an end"),
                    "take it out: Mimecast compares letter by letter",
                );
            }
            let Some((host, path)) = host_and_path(url) else {
                find(
                    "acs-path-unknown",
                    format!("the ACS URL \"{shown}\" is no https address"),
                    "enter the one that sso-setup mimecast values prints",
                );
                continue;
            };
            if host != self.site.api_host {
                find(
                    "other-grid",
                    format!(
                        "the ACS URL \"{shown}\" is at another host than {}",
                        self.site.api_host
                    ),
                    "enter the one of your own grid, or leave the application to the account that it is for",
                );
            }
            if connector_at(path).is_none() {
                find(
                    "acs-path-unknown",
                    format!("Mimecast has no ACS URL with the path of \"{shown}\""),
                    "enter one of those that sso-setup mimecast values prints",
                );
            }
        }
    }

    /// The SP entity ID; whether it names another account.
    fn audience(&self, entity_id: &str, find: &mut impl FnMut(&'static str, String, &str)) -> bool {
        let wanted = SpValues::new(Connector::Apps, self.site, self.account_code).sp_entity_id;
        let shown = text::name(entity_id);
        let enter = format!("enter {wanted}");
        if entity_id == wanted || is_left_in(entity_id) {
            return false;
        }
        if is_ragged(entity_id) {
            find(
                "blank-or-slash",
                format!("the SP entity ID \"{shown}\" has a blank or a slash at an end"),
                &enter,
            );
        }
        let bare = entity_id.trim().trim_end_matches('/');
        let bare = match bare.split_once("://") {
            Some((_, rest)) => {
                find(
                    "entity-id-https",
                    format!(
                        "the SP entity ID \"{shown}\" begins like an address, and Mimecast's does not"
                    ),
                    &enter,
                );
                rest
            }
            None => bare,
        };
        if bare == wanted {
            return false;
        }
        let (host, code) = bare.rsplit_once('.').unwrap_or((bare, ""));
        let another = code != self.account_code.as_str()
            && code.len() > 2
            && code
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        match another {
            true => find(
                "other-account",
                format!(
                    "the SP entity ID \"{shown}\" names the account {code}, and this is {}",
                    self.account_code
                ),
                "leave it to that account; where the code is a slip of the hand, take the application over with --idp-url-suffix",
            ),
            false if host != self.site.api_host && code == self.account_code.as_str() => find(
                "other-grid",
                format!(
                    "the SP entity ID \"{shown}\" is at another host than {}",
                    self.site.api_host
                ),
                &enter,
            ),
            false => find(
                "entity-id-wrong",
                format!("the SP entity ID is \"{shown}\", and Mimecast calls itself {wanted}"),
                &enter,
            ),
        }
        another
    }

    fn duplicates(
        &self,
        application: &ObservedApplication,
        connector: Option<Connector>,
        find: &mut impl FnMut(&'static str, String, &str),
    ) {
        let entity_id = |a: &'_ ObservedApplication| {
            shown::setting(&a.document, "spEntityId").map(str::to_owned)
        };
        let own = entity_id(application);
        for other in self.applications.iter().filter(|o| o.id != application.id) {
            let label = text::name(&other.label);
            if other.idp_url == application.idp_url {
                find(
                    "duplicate",
                    format!(
                        "\"{label}\" has the same IdP URL, and which of the two answers nobody knows"
                    ),
                    "delete the one that is not in use",
                );
            } else if connector.is_some()
                && connector_of(&other.document) == connector
                && own.is_some()
                && entity_id(other) == own
                && default_acs(&other.document) == default_acs(&application.document)
            {
                find(
                    "duplicate",
                    format!(
                        "\"{label}\" has the same ACS URL and SP entity ID; Mimecast believes the certificate of one only"
                    ),
                    "delete the one that is not in use",
                );
            }
        }
    }
}

/// What JumpCloud does not show, and what is therefore not judged.
fn unread(document: &Value, find: &mut impl FnMut(&'static str, String, &str)) {
    for what in shown::unread(document) {
        find(
            "unread",
            format!("JumpCloud does not show its {what}, so nothing is known of that"),
            "look at the application's SSO tab in the JumpCloud console, and run the same command again",
        );
    }
}

/// What concerns the name that an application gives people, and its signature.
fn names(document: &Value, find: &mut impl FnMut(&'static str, String, &str)) {
    if let Some(property) = name_id::other_property(document) {
        find(
            "name-id",
            format!(
                "it names people by their \"{}\", and Mimecast knows them by their e-mail address",
                text::name(property)
            ),
            "choose email as the SAMLSubject NameID in the application's SSO tab",
        );
    }
    if let Some((format, _)) = name_id::other_format(document) {
        find(
            "name-id-format",
            format!("its NameID format is \"{}\"", text::name(format)),
            "choose urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress in the application's SSO tab",
        );
    }
    if shown::setting(document, "idpEntityId") == Some("") {
        find(
            "issuer-empty",
            "its IdP entity ID is empty, and no service provider takes an answer without an issuer"
                .to_owned(),
            "enter the IdP URL as IdP entity ID, in JumpCloud and at Mimecast",
        );
    }
    if shown::signs_nothing(document) {
        find(
            "unsigned",
            "it signs neither its assertions nor its responses".to_owned(),
            "have it sign the assertion, in the application's SSO tab",
        );
    }
}

/// Whether an application is Mimecast's: by its template, an ACS URL's host or its SP entity ID.
pub(super) fn is_mimecast(document: &Value) -> bool {
    let says = |text: &str| text.to_ascii_lowercase().contains("mimecast");
    let template = document["name"].as_str().unwrap_or_default();
    let hosts = ["acsUrl", "spEntityId"];
    says(template)
        || hosts
            .iter()
            .any(|key| shown::setting(document, key).is_some_and(says))
}

/// The connector of an application, by the path of its default ACS URL, whatever the host.
fn connector_of(document: &Value) -> Option<Connector> {
    let default = default_acs(document)?;
    let (_, path) = host_and_path(default.trim())?;
    connector_at(path)
}

fn connector_at(path: &str) -> Option<Connector> {
    let path = path.trim_end_matches('/');
    Connector::ALL.into_iter().find(|c| c.acs_path() == path)
}

fn host_and_path(url: &str) -> Option<(&str, &str)> {
    let rest = url.trim().strip_prefix("https://")?;
    let at = rest.find('/')?;
    Some(rest.split_at(at))
}

/// Whether a text has a blank anywhere at its ends, or ends in a slash.
fn is_ragged(text: &str) -> bool {
    text.trim() != text || text.ends_with('/')
}

#[cfg(test)]
mod tests;
