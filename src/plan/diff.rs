//! Observed against desired: the changes, unordered by dependency and not yet guarded.

use crate::connector::Block;
use crate::error::{Error, Result};

use super::change::{Action, Change, Field, FieldValue, Subject, Warning};
use super::desired::{Desired, DesiredApplication, DesiredBlock, Mode};
use super::document::{Edit, Fill, edit};
use super::observed::{BlockValues, Observed};
use super::ownership::{is_superseded, lookalikes};

/// What the diff found.
pub struct Diff {
    /// Changes, in the order of the article.
    pub changes: Vec<Change>,
    /// Things to know.
    pub warnings: Vec<Warning>,
}

/// Compares what is with what is wanted.
///
/// # Errors
/// An option that the template has no field for, a group or user that does not exist.
pub fn diff(desired: &Desired, observed: &Observed) -> Result<Diff> {
    let mut differ = Differ {
        desired,
        observed,
        changes: Vec::new(),
        warnings: Vec::new(),
    };
    differ.groups()?;
    for application in &desired.applications {
        differ.application(application)?;
        differ.access(application)?;
    }
    differ.profile()?;
    differ.setting();
    differ.enforcement();
    for application in &desired.applications {
        differ.superseded(application);
    }
    Ok(Diff {
        changes: differ.changes,
        warnings: differ.warnings,
    })
}

/// The IdP URL of an application: the one it has, or the one it would get.
pub fn idp_url(observed: &Observed, application: &DesiredApplication) -> String {
    match observed.ours.get(&application.connector) {
        Some(ours) => ours.application.idp_url.clone(),
        None => format!("{}/saml2/{}", observed.idp_origin, application.suffix),
    }
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
    changes: Vec<Change>,
    warnings: Vec<Warning>,
}

impl Differ<'_> {
    fn warn(&mut self, code: &'static str, message: impl Into<String>) {
        self.warnings.push(Warning {
            code,
            message: message.into(),
        });
    }

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
            self.changes.push(Change::new(
                subject,
                Action::Create,
                name,
                self.desired.mode,
                fields,
            ));
        }
        Ok(())
    }

    fn application(&mut self, wanted: &DesiredApplication) -> Result<()> {
        let connector = wanted.connector;
        let ours = self.observed.ours.get(&connector);
        let mut fields = edit_application(self.desired, self.observed, wanted)?.fields;
        if let Some(logo) = &wanted.logo {
            match self.logo_state(wanted) {
                LogoState::Wanted => {
                    let after = format!("sha256:{}", logo.sha256);
                    fields.push(Field::new("logo", FieldValue::Unreadable, after));
                }
                LogoState::Unreadable => self.warn(
                    "logo-unreadable",
                    format!("the application \"{}\" has a tile image already, and JumpCloud does not tell which; it is left as it is. To upload another, remove it in the JumpCloud console first", wanted.label),
                ),
            }
        }
        if fields.is_empty() {
            return Ok(());
        }
        if ours.is_none() && self.observed.idp_origin_assumed {
            self.warn(
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
        self.changes.push(Change::new(
            subject,
            action,
            name,
            self.desired.mode,
            fields,
        ));
        Ok(())
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
        let mut fields = Vec::new();
        let mut after = vec![Subject::Application(wanted.connector)];
        for name in &wanted.groups {
            let id = self.observed.groups.get(name).and_then(Option::as_ref);
            let bound = id.is_some_and(|id| ours.is_some_and(|o| o.groups.contains(id)));
            if !bound {
                fields.push(Field::new("group", FieldValue::none(), name.as_str()));
                after.push(Subject::Group(name.clone()));
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
            if !person.active {
                self.warn(
                    "user-inactive",
                    format!("the JumpCloud user \"{email}\" is not active and cannot sign in"),
                );
            }
            if !ours.is_some_and(|o| o.users.contains(&person.id)) {
                fields.push(Field::new("user", FieldValue::none(), email.as_str()));
            }
        }
        if !fields.is_empty() {
            let name = ours.map_or(&wanted.label, |o| &o.application.label);
            let subject = Subject::Access(wanted.connector);
            let action = match ours {
                Some(_) => Action::Update,
                None => Action::Create,
            };
            self.changes
                .push(Change::new(subject, action, name, self.desired.mode, fields).after(after));
        }
        Ok(())
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
            let fields = vec![Field::new(
                "ssoUrl",
                old.idp_url.as_str(),
                FieldValue::none(),
            )];
            // Mimecast must have been told of the new one before the old one goes.
            self.changes.push(
                Change::new(
                    subject,
                    Action::Delete,
                    old.label.as_str(),
                    self.desired.mode,
                    fields,
                )
                .after([
                    Subject::Application(wanted.connector),
                    Subject::Access(wanted.connector),
                    Subject::Profile(self.desired.profile.clone()),
                    Subject::Setting(self.desired.setting.description.clone()),
                    Subject::Enforcement(self.desired.profile.clone()),
                ]),
            );
        }
    }

    fn profile(&mut self) -> Result<()> {
        let existing = self.profile_observed();
        let mut fields = Vec::new();
        if existing.is_none() {
            let before = self.unread(FieldValue::none());
            fields.push(Field::new(
                "description",
                before,
                self.desired.profile.as_str(),
            ));
        }
        for (block, wanted) in &self.desired.blocks {
            let before = existing.and_then(|p| p.blocks.get(block));
            for (name, after) in self.block_values(wanted)? {
                let current = before
                    .map_or_else(|| self.unread(FieldValue::none()), |b| block_field(b, name));
                if current != after {
                    fields.push(Field::new(format!("{block}.{name}"), current, after));
                }
            }
        }
        if fields.is_empty() {
            return Ok(());
        }
        let action = match (existing, self.desired.mode) {
            (None, Mode::Api) => Action::Create,
            _ => Action::Update,
        };
        // Access too: the profile may be enforced already, and would send people to an application
        // that they have no access to yet.
        let sources = self
            .desired
            .blocks
            .values()
            .flat_map(|b| [Subject::Application(b.source), Subject::Access(b.source)]);
        let change = Change::new(
            Subject::Profile(self.desired.profile.clone()),
            action,
            self.desired.profile.as_str(),
            self.desired.mode,
            fields,
        )
        .after(sources);
        self.changes.push(change);
        Ok(())
    }

    /// What the block's form should hold, but for the enforcement, which comes last.
    fn block_values(&self, wanted: &DesiredBlock) -> Result<Vec<(&'static str, FieldValue)>> {
        let Some(application) = self.desired.application(wanted.source) else {
            return Err(Error::usage(
                "block-without-connector",
                format!("a block should take its IdP from the connector {}, which is not among the connectors", wanted.source),
            )
            .hint(format!("add --connector {}, or correct --block", wanted.source)));
        };
        let edit = edit_application(self.desired, self.observed, application)?;
        let issuer = edit.document["config"]["idpEntityId"]["value"].clone();
        let certificate = match self.observed.ours.get(&wanted.source).map(|o| &o.metadata) {
            Some(Ok(metadata)) => metadata
                .certificates
                .first()
                .map_or(FieldValue::AfterApply, |c| c.fingerprint.as_str().into()),
            Some(Err(_)) | None => FieldValue::AfterApply,
        };
        let mut values = vec![("provider", FieldValue::from("Other"))];
        if let Some(url) = &application.metadata_url {
            values.push(("metadata-url", url.as_str().into()));
            values.push(("monitor-metadata-url", true.into()));
        }
        values.extend([
            ("issuer", FieldValue::Known(issuer)),
            ("login-url", idp_url(self.observed, application).into()),
            ("logout-url", wanted.logout_url.as_str().into()),
            ("certificate", certificate),
            ("allow-single-sign-on", wanted.allow_single_sign_on.into()),
            ("password-protected-context", false.into()),
            ("integrated-authentication-context", false.into()),
        ]);
        Ok(values)
    }

    fn setting(&mut self) {
        let wanted = &self.desired.setting;
        let existing = self.observed.mimecast.as_ref().and_then(|m| {
            m.settings
                .iter()
                .find(|s| s.description == wanted.description)
        });
        if existing.is_none() && wanted.group.is_none() {
            self.warn(
                "no-setting",
                format!("the profile \"{}\" is not attached to anybody: an application setting needs a Mimecast group. Pass --mimecast-group NAME (start with a small test group)", self.desired.profile),
            );
            return;
        }
        let mut fields = Vec::new();
        if existing.is_none() {
            let before = self.unread(FieldValue::none());
            fields.push(Field::new(
                "description",
                before,
                wanted.description.as_str(),
            ));
        }
        if let Some(group) = &wanted.group {
            let same = existing
                .is_some_and(|s| self.observed.mimecast_group.as_ref() == Some(&s.group_id));
            if !same {
                let before = existing.map_or_else(
                    || self.unread(FieldValue::none()),
                    |s| s.group_id.as_str().into(),
                );
                fields.push(Field::new("group", before, group.as_str()));
            }
        }
        let attached = existing.and_then(|s| {
            let profiles = self.observed.mimecast.as_ref()?.profiles.iter();
            profiles.clone().find(|p| p.id == s.profile_id)
        });
        if attached.is_none_or(|p| p.description != self.desired.profile) {
            let before = match attached {
                Some(profile) => profile.description.as_str().into(),
                None => self.unread(FieldValue::none()),
            };
            fields.push(Field::new(
                "authentication-profile",
                before,
                self.desired.profile.as_str(),
            ));
        }
        if fields.is_empty() {
            return;
        }
        let action = match (existing, self.desired.mode) {
            (None, Mode::Api) => Action::Create,
            _ => Action::Update,
        };
        let change = Change::new(
            Subject::Setting(wanted.description.clone()),
            action,
            wanted.description.as_str(),
            self.desired.mode,
            fields,
        )
        .after([Subject::Profile(self.desired.profile.clone())]);
        self.changes.push(change);
    }

    fn enforcement(&mut self) {
        let existing = self.profile_observed();
        let fields: Vec<Field> = self
            .desired
            .blocks
            .keys()
            .filter_map(|block| {
                let before = match existing.and_then(|p| p.blocks.get(block)) {
                    Some(values) if values.enforced => return None,
                    Some(_) => false.into(),
                    None => self.unread(false.into()),
                };
                Some(Field::new(enforced_field(*block), before, true))
            })
            .collect();
        if fields.is_empty() || self.warnings.iter().any(|w| w.code == "no-setting") {
            return;
        }
        let mut after = vec![
            Subject::Profile(self.desired.profile.clone()),
            Subject::Setting(self.desired.setting.description.clone()),
        ];
        for block in self.desired.blocks.values() {
            after.push(Subject::Application(block.source));
            after.push(Subject::Access(block.source));
        }
        let change = Change::new(
            Subject::Enforcement(self.desired.profile.clone()),
            Action::Update,
            self.desired.profile.as_str(),
            self.desired.mode,
            fields,
        )
        .after(after);
        self.changes.push(change);
    }

    fn profile_observed(&self) -> Option<&super::ObservedProfile> {
        let profiles = &self.observed.mimecast.as_ref()?.profiles;
        profiles
            .iter()
            .find(|p| p.description == self.desired.profile)
    }

    /// A value from before that is `known` where Mimecast can be read.
    fn unread(&self, known: FieldValue) -> FieldValue {
        match self.observed.mimecast {
            Some(_) => known,
            None => FieldValue::Unreadable,
        }
    }
}

enum LogoState {
    Wanted,
    Unreadable,
}

/// Name of the field that enforces a block.
pub fn enforced_field(block: Block) -> String {
    format!("{block}.enforced")
}

fn block_field(values: &BlockValues, name: &str) -> FieldValue {
    match name {
        "provider" => values.provider.as_str().into(),
        "metadata-url" => values.metadata_url.as_str().into(),
        "monitor-metadata-url" => values.monitor_metadata_url.into(),
        "issuer" => values.issuer.as_str().into(),
        "login-url" => values.login_url.as_str().into(),
        "logout-url" => values.logout_url.as_str().into(),
        "certificate" => values.certificate.as_str().into(),
        "allow-single-sign-on" => values.allow_single_sign_on.into(),
        "password-protected-context" => values.password_protected_context.into(),
        "integrated-authentication-context" => values.integrated_authentication_context.into(),
        other => unreachable!("{other} is not a field of a block"),
    }
}
