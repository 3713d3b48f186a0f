//! Set-up: both services hold what was asked for, and what sign-in hangs on is right. This file looks at JumpCloud, its
//! submodules at Mimecast.

mod by_hand;
mod mimecast;
mod uncertain;

use crate::connector::{Connector, Holder};
use crate::error::{Error, Result};
use crate::plan::change::{Action, Mode};
use crate::plan::compare::{Bound, Comparison};
use crate::plan::desired::{Desired, DesiredApplication};
use crate::plan::expected::edit_application;
use crate::plan::field::{Field, FieldValue};
use crate::plan::guard::blocks_put_in_force;
use crate::plan::observed::{Observed, ObservedApplication};
use crate::plan::ownership::{is_superseded, lookalikes};
use crate::plan::people::People;
use crate::plan::subject::Subject;
use crate::text;

/// Whether a set-up would put SAML in force for somebody, so that the guards need to know who can sign in.
///
/// # Errors
/// Those of [`set_up`].
pub fn wants_people(desired: &Desired, observed: &Observed) -> Result<bool> {
    let found = compared(desired, observed)?;
    Ok(!blocks_put_in_force(desired, observed, &found).is_empty())
}

/// Compares what is with what is wanted.
///
/// `people` is `None` exactly when [`wants_people`] said no.
///
/// # Errors
/// An option that the template has no field for, a group or user that does not exist: what is wanted cannot be
/// expressed, whatever the guards say.
pub fn set_up(
    desired: &Desired,
    observed: &Observed,
    people: Option<&People>,
) -> Result<Comparison> {
    let mut found = compared(desired, observed)?;
    if let Some(people) = people {
        uncertain::hold_back_enforcement(desired, people, &mut found);
    }
    uncertain::connector_warnings(desired, observed, &mut found);
    Ok(found)
}

fn compared(desired: &Desired, observed: &Observed) -> Result<Comparison> {
    let mut set_up = SetUp {
        desired,
        observed,
        found: Comparison::new(desired.mode),
    };
    set_up.groups()?;
    for application in &desired.applications {
        set_up.application(application)?;
        set_up.access(application)?;
    }
    let released = set_up.release();
    set_up.pilot();
    match desired.mode {
        Mode::Worksheet => set_up.by_hand(&released)?,
        Mode::Api => {
            set_up.profile()?;
            set_up.setting();
            set_up.enforcement(&released);
        }
    }
    set_up.duplicates();
    for application in &desired.applications {
        set_up.superseded(application);
    }
    for application in &desired.applications {
        set_up.logo(application);
    }
    Ok(set_up.found)
}

struct SetUp<'a> {
    desired: &'a Desired,
    observed: &'a Observed,
    found: Comparison,
}

impl SetUp<'_> {
    fn groups(&mut self) -> Result<()> {
        for name in self.desired.group_names() {
            if self.observed.groups.get(&name).is_some_and(Option::is_some) {
                continue;
            }
            if !self.desired.create_groups {
                let error = Error::failed(
                    "group-not-found",
                    format!("JumpCloud has no user group named \"{name}\""),
                );
                let exactly = "group names are compared exactly, upper and lower case included";
                // A slip of the pen is not to become a group.
                return Err(match self.did_you_mean(&name) {
                    Some(near) => error.hint(near).hint(exactly),
                    None => error
                        .hint(exactly)
                        .hint("pass --create-groups to have it created"),
                });
            }
            let fields = vec![Field::new("name", FieldValue::none(), name.as_str())];
            let subject = Subject::Group(name.clone());
            self.found.change(subject, Action::Create, &name, fields);
        }
        Ok(())
    }

    /// The hint that offers what comes near a name that does not exist.
    fn did_you_mean(&self, name: &str) -> Option<String> {
        let near = self.observed.near.get(name)?;
        text::did_you_mean(near)
    }

    fn application(&mut self, wanted: &DesiredApplication) -> Result<()> {
        let connector = wanted.connector;
        let ours = self.observed.ours.get(&connector);
        if let (Some(ours), Some(asked)) = (ours, &wanted.template) {
            says_its_template(&ours.application, asked)?;
        }
        let fields = edit_application(self.desired, self.observed, wanted)?.fields;
        if ours.is_none() && self.observed.idp_origin_assumed {
            self.found.warn(
                "idp-host-assumed",
                format!("no application of this organisation shows which host its IdP URLs have; {} is assumed", self.observed.idp_origin),
            );
        }
        let superseded =
            lookalikes(&self.observed.applications, wanted).any(|a| is_superseded(a, wanted));
        let superseded = superseded || self.makes_room(wanted).is_some();
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
        let mut added = self.taken_over(wanted.connector);
        for name in &wanted.groups {
            let id = self.observed.groups.get(name).and_then(Option::as_ref);
            let bound = id.is_some_and(|id| ours.is_some_and(|o| o.groups.contains(id)));
            if !bound && !is_among(&added, Holder::Group, id) {
                added.push(Bound {
                    holder: Holder::Group,
                    name: name.clone(),
                    id: id.cloned(),
                });
            }
        }
        for email in &wanted.users {
            let Some(person) = self.observed.users.get(email).and_then(Option::as_ref) else {
                let error = Error::failed(
                    "user-not-found",
                    format!("JumpCloud has no user with the e-mail address \"{email}\""),
                );
                let near = self.did_you_mean(email);
                return Err(near
                    .into_iter()
                    .fold(error, Error::hint)
                    .hint("check the address given with --user against the JumpCloud console"));
            };
            if let Some(why) = person.sign_in.why_not() {
                self.found.warn(
                    "user-inactive",
                    format!("the JumpCloud user \"{email}\" cannot sign in: {email} {why}"),
                );
            }
            let bound = ours.is_some_and(|o| o.users.contains(&person.id));
            if !bound && !is_among(&added, Holder::User, Some(&person.id)) {
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

    /// Those who had access to the application that is replaced, and do not have it to the new one.
    fn taken_over(&self, connector: Connector) -> Vec<Bound> {
        let replaced = self.observed.replaced.get(&connector);
        let ours = self.observed.ours.get(&connector);
        let has =
            |(of, id): (Holder, &String)| ours.is_some_and(|o| o.holders().any(|h| h == (of, id)));
        let all = replaced.into_iter().flat_map(|r| &r.holders);
        let missing = all.filter(|((holder, id), _)| !has((*holder, id)));
        let bound = missing.map(|((holder, id), name)| Bound {
            holder: *holder,
            name: name.clone(),
            id: Some(id.clone()),
        });
        bound.collect()
    }

    /// The application that goes before another is made under its IdP URL.
    fn makes_room(&self, wanted: &DesiredApplication) -> Option<&ObservedApplication> {
        let replaced = self.observed.replaced.get(&wanted.connector)?;
        replaced.there.as_ref().map(|ours| &ours.application)
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
        if let Some(old) = self.makes_room(wanted).cloned() {
            let subject = Subject::Superseded {
                connector: wanted.connector,
                id: old.id.clone(),
                first: true,
            };
            self.found.delete(subject, &old);
        }
        for old in lookalikes(&self.observed.applications, wanted) {
            if !is_superseded(old, wanted) {
                continue;
            }
            let subject = Subject::Superseded {
                connector: wanted.connector,
                id: old.id.clone(),
                first: false,
            };
            self.found.delete(subject, old);
        }
    }
}

/// Refuses to pass over a template where an application does not say which one it was made from.
fn says_its_template(ours: &ObservedApplication, asked: &str) -> Result<()> {
    if ours.document["name"].is_string() {
        return Ok(());
    }
    Err(Error::failed(
        "settings-unread",
        format!(
            "JumpCloud does not say which template \"{}\" was made from, and \"{asked}\" is asked for",
            text::name(&ours.label)
        ),
    )
    .hint("leave --template out to keep it as it is"))
}

/// Whether a group or user is among these.
fn is_among(bound: &[Bound], holder: Holder, id: Option<&String>) -> bool {
    let is = |b: &Bound| b.holder == holder && b.id.as_ref() == id;
    id.is_some() && bound.iter().any(is)
}

enum LogoState {
    Wanted,
    Unreadable,
}
