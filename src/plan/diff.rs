//! Observed against desired: the changes, unordered by dependency and not yet guarded. This file
//! looks at JumpCloud, its submodules at Mimecast.

mod by_hand;
mod mimecast;

pub use mimecast::block_values;

use crate::connector::Holder;
use crate::error::{Error, Result};
use crate::text;

use super::change::{Action, Mode};
use super::desired::{Desired, DesiredApplication};
use super::document::{Edit, Fill, edit};
use super::field::{Field, FieldValue};
use super::found::{Bound, Found};
use super::observed::Observed;
use super::ownership::{is_superseded, lookalikes};
use super::placeholder::is_left_in;
use super::subject::Subject;

/// Compares what is with what is wanted.
///
/// # Errors
/// An option that the template has no field for, a group or user that does not exist.
pub fn diff(desired: &Desired, observed: &Observed) -> Result<Found> {
    let mut differ = Differ {
        desired,
        observed,
        found: Found::new(desired.mode),
    };
    differ.groups()?;
    for application in &desired.applications {
        differ.application(application)?;
        differ.access(application)?;
    }
    let released = differ.release();
    differ.pilot();
    match desired.mode {
        Mode::Worksheet => differ.by_hand(&released)?,
        Mode::Api => {
            differ.profile()?;
            differ.setting();
            differ.enforcement(&released);
        }
    }
    differ.duplicates();
    for application in &desired.applications {
        differ.superseded(application);
    }
    for application in &desired.applications {
        differ.logo(application);
    }
    Ok(differ.found)
}

/// The IdP URL of an application: the one it has, or the one it would get.
pub fn idp_url(observed: &Observed, application: &DesiredApplication) -> String {
    match observed.ours.get(&application.connector) {
        Some(ours) => ours.application.idp_url.clone(),
        None => format!("{}/saml2/{}", observed.idp_origin, application.suffix),
    }
}

/// The IdP entity ID of a connector's application once the plan is carried out: the issuer.
pub fn issuer(
    desired: &Desired,
    observed: &Observed,
    application: &DesiredApplication,
) -> Result<String> {
    let edited;
    let neighbour = observed.ours.get(&application.connector);
    let document = match neighbour.filter(|_| desired.is_neighbour(application.connector)) {
        Some(ours) => &ours.application.document,
        None => {
            edited = edit_application(desired, observed, application)?.document;
            &edited
        }
    };
    let id = document["config"]["idpEntityId"]["value"].as_str();
    let id = id.unwrap_or_default();
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

struct Differ<'a> {
    desired: &'a Desired,
    observed: &'a Observed,
    found: Found,
}

impl Differ<'_> {
    fn groups(&mut self) -> Result<()> {
        for name in self.desired.group_names() {
            if self.observed.groups.get(&name).is_some_and(Option::is_some) {
                continue;
            }
            if !self.desired.create_groups {
                return Err(Error::failed(
                    "group-not-found",
                    format!("JumpCloud has no user group named \"{name}\""),
                )
                .hint("group names are compared exactly, upper and lower case included")
                .hint("pass --create-groups to have it created"));
            }
            let fields = vec![Field::new("name", FieldValue::none(), name.as_str())];
            let subject = Subject::Group(name.clone());
            self.found.change(subject, Action::Create, &name, fields);
        }
        Ok(())
    }

    fn application(&mut self, wanted: &DesiredApplication) -> Result<()> {
        let connector = wanted.connector;
        let ours = self.observed.ours.get(&connector);
        let fields = edit_application(self.desired, self.observed, wanted)?.fields;
        if fields.is_empty() {
            return Ok(());
        }
        if ours.is_none() && self.observed.idp_origin_assumed {
            self.found.warn(
                "idp-host-assumed",
                format!("no application of this organisation shows which host its IdP URLs have; {} is assumed", self.observed.idp_origin),
            );
        }
        let superseded =
            lookalikes(&self.observed.applications, wanted).any(|a| is_superseded(a, wanted));
        let action = match (ours, superseded) {
            (Some(_), _) => Action::Update,
            (None, true) => Action::Replace,
            (None, false) => Action::Create,
        };
        let name = ours.map_or(&wanted.label, |o| &o.application.label);
        let subject = Subject::Application(connector);
        self.found.change(subject, action, name, fields);
        Ok(())
    }

    /// The tile image: a change of its own, and the last one. Nobody was seen to upload one through the API, and nothing that
    /// is proven waits for it.
    fn logo(&mut self, wanted: &DesiredApplication) {
        let Some(logo) = &wanted.logo else { return };
        let connector = wanted.connector;
        let ours = self.observed.ours.get(&connector);
        let name = ours.map_or(&wanted.label, |o| &o.application.label);
        match self.logo_state(wanted) {
            LogoState::Wanted => {
                let after = format!("sha256:{}", logo.sha256);
                let fields = vec![Field::new("logo", FieldValue::Unreadable, after)];
                let subject = Subject::Logo(connector);
                self.found.change(subject, Action::Update, name, fields);
            }
            LogoState::Unreadable => self.found.warn(
                "logo-unreadable",
                format!("the application \"{name}\" has a tile image already, and JumpCloud does not tell which; it is left as it is. To upload another, remove it in the JumpCloud console first"),
            ),
        }
    }

    /// A catalogue application comes with its template's image; any other was uploaded by someone.
    fn logo_state(&self, wanted: &DesiredApplication) -> LogoState {
        let Some(ours) = self.observed.ours.get(&wanted.connector) else {
            return LogoState::Wanted;
        };
        let url = |document: &serde_json::Value| {
            document["logo"]["url"]
                .as_str()
                .filter(|u| !u.is_empty())
                .map(str::to_owned)
        };
        let template = self.observed.templates.get(&wanted.connector).and_then(url);
        match url(&ours.application.document) {
            None => LogoState::Wanted,
            current if current == template => LogoState::Wanted,
            Some(_) => LogoState::Unreadable,
        }
    }

    fn access(&mut self, wanted: &DesiredApplication) -> Result<()> {
        let ours = self.observed.ours.get(&wanted.connector);
        let mut added = Vec::new();
        for name in &wanted.groups {
            let id = self.observed.groups.get(name).and_then(Option::as_ref);
            let bound = id.is_some_and(|id| ours.is_some_and(|o| o.groups.contains(id)));
            if !bound {
                added.push(Bound {
                    holder: Holder::Group,
                    name: name.clone(),
                    id: id.cloned(),
                });
            }
        }
        for email in &wanted.users {
            let Some(person) = self.observed.users.get(email).and_then(Option::as_ref) else {
                return Err(Error::failed(
                    "user-not-found",
                    format!("JumpCloud has no user with the e-mail address \"{email}\""),
                )
                .hint("check the address given with --user against the JumpCloud console"));
            };
            if let Some(why) = person.sign_in.why_not() {
                self.found.warn(
                    "user-inactive",
                    format!("the JumpCloud user \"{email}\" cannot sign in: {email} {why}"),
                );
            }
            if !ours.is_some_and(|o| o.users.contains(&person.id)) {
                added.push(Bound {
                    holder: Holder::User,
                    name: email.clone(),
                    id: Some(person.id.clone()),
                });
            }
        }
        let name = ours.map_or(&wanted.label, |o| &o.application.label);
        let action = match ours {
            Some(_) => Action::Update,
            None => Action::Create,
        };
        self.found
            .access(wanted.connector, action, name, &added, &[]);
        Ok(())
    }

    /// What this tool made too many goes, whatever else there is to do: nothing hangs on it.
    fn duplicates(&mut self) {
        for (connector, application) in &self.observed.duplicates {
            if self.desired.is_neighbour(*connector) {
                continue;
            }
            let subject = Subject::Duplicate {
                connector: *connector,
                id: application.id.clone(),
            };
            self.found.delete(subject, application);
        }
    }

    fn superseded(&mut self, wanted: &DesiredApplication) {
        for old in lookalikes(&self.observed.applications, wanted) {
            if !is_superseded(old, wanted) {
                continue;
            }
            let subject = Subject::Superseded {
                connector: wanted.connector,
                id: old.id.clone(),
            };
            self.found.delete(subject, old);
        }
    }
}

enum LogoState {
    Wanted,
    Unreadable,
}
