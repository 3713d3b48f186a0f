//! Making single changes through the two clients.

use serde_json::Value;

use crate::connector::{Block, Connector, Holder};
use crate::error::{Error, Result};
use crate::jumpcloud::Application;
use crate::mimecast::{Group, Profile, Setting};
use crate::plan::{
    Action, BlockField, Change, DesiredApplication, Goal, Subject, create_body, edit_application,
};
use crate::text;

use super::live::{certificate, changed};
use super::profile::{enforce_block, fill_block};
use super::prove::taken;
use super::result::Status;
use super::run::{Run, internal};

impl Run<'_> {
    /// Makes one change through the API.
    ///
    /// # Errors
    /// Those of the clients; unfit metadata; a certificate that changed; a setting that is gone.
    pub async fn make(&mut self, change: &Change) -> Result<Status> {
        match self.planned.goal {
            Goal::SetUp => self.set_up(change).await,
            Goal::Removal(_) => self.take_out(change).await,
            Goal::Rotation(_) => self.rotate(change).await,
            Goal::Undo(ref undo) => self.undo(change, undo).await,
        }
    }

    async fn set_up(&mut self, change: &Change) -> Result<Status> {
        match &change.subject {
            Subject::Group(name) => {
                let group = self.new_group(name).await?;
                self.groups.insert(name.clone(), group.id);
            }
            Subject::Application(connector) => {
                let wanted = self.wanted(*connector)?;
                match change.action {
                    Action::Update => return self.update_application(wanted).await,
                    _ => self.create_application(wanted).await?,
                }
            }
            Subject::Access(connector) => {
                self.bound.insert(*connector);
                return self.bind(self.wanted(*connector)?).await;
            }
            Subject::Logo(connector) => self.upload_logo(self.wanted(*connector)?).await?,
            Subject::Duplicate { connector, id } => self.delete_duplicate(*connector, id).await?,
            Subject::Profile(_) => self.write_profile().await?,
            Subject::Setting(_) => self.write_setting().await?,
            Subject::MimecastGroup(name) => self.fill_group(name, change).await?,
            Subject::Enforcement(_) => self.enforce(change).await?,
            Subject::Superseded { connector, id } => self.delete_superseded(*connector, id).await?,
            Subject::Release(_) => self.release(change).await?,
            other => return Err(internal(format!("{} is no part of a set-up", other.id()))),
        }
        Ok(Status::Done)
    }

    async fn create_application(&mut self, wanted: &DesiredApplication) -> Result<()> {
        let observed = &self.planned.observed;
        let template = observed
            .templates
            .get(&wanted.connector)
            .ok_or_else(|| internal(format!("no template was read for {}", wanted.connector)))?;
        let edit = edit_application(self.desired, observed, wanted)?;
        let body = create_body(template, &edit);
        self.new_application(wanted, &body).await
    }

    /// Reads the raw document, edits it in place, sends everything back, and makes sure that the
    /// certificate is the one that was there: JumpCloud makes a new one for a PUT that leaves it out.
    async fn update_application(&self, wanted: &DesiredApplication) -> Result<Status> {
        let current = self.meant_application(wanted.connector).await?;
        let mut observed = self.planned.observed.clone();
        if let Some(ours) = observed.ours.get_mut(&wanted.connector) {
            ours.application.document = current.clone().into_value();
        }
        let edit = edit_application(self.desired, &observed, wanted)?;
        let mut status = Status::Skipped;
        if !edit.fields.is_empty() {
            let planned = edit_application(self.desired, &self.planned.observed, wanted)?;
            if edit.fields != planned.fields {
                return Err(changed(&current));
            }
            self.write_back(&current, &edit.document).await?;
            status = Status::Done;
        }
        Ok(status)
    }

    async fn upload_logo(&self, wanted: &DesiredApplication) -> Result<()> {
        let id = self.application(wanted.connector)?.0;
        if !self.created.contains_key(&wanted.connector) {
            self.meant_application(wanted.connector).await?;
        }
        match &wanted.logo {
            Some(logo) => self.send_logo(wanted, logo, id).await,
            None => Ok(()),
        }
    }

    pub(super) async fn bind(&self, wanted: &DesiredApplication) -> Result<Status> {
        let mut status = Status::Skipped;
        let connector = wanted.connector;
        let observed = &self.planned.observed;
        let ours = observed.ours.get(&connector);
        // One that this run made was looked up then.
        if !self.created.contains_key(&connector) {
            self.meant_application(connector).await?;
        }
        for name in &wanted.groups {
            let existing = observed.groups.get(name).and_then(Option::as_ref);
            let group = existing
                .or_else(|| self.groups.get(name))
                .ok_or_else(|| internal(format!("the group \"{name}\" has no id")))?;
            if !ours.is_some_and(|o| o.groups.contains(group)) {
                if existing.is_some() {
                    let found = self.session.jumpcloud.group(group).await?;
                    meant(Holder::Group, name, found.map(|found| found.name))?;
                }
                self.bind_one(connector, Holder::Group, group, name, &mut status)
                    .await?;
            }
        }
        for email in &wanted.users {
            let person = observed.users.get(email).and_then(Option::as_ref);
            let person = person.ok_or_else(|| internal(format!("the user {email} has no id")))?;
            if !ours.is_some_and(|o| o.users.contains(&person.id)) {
                let found = self.session.jumpcloud.user(&person.id).await?;
                meant(Holder::User, email, found.map(|found| found.email))?;
                self.bind_one(connector, Holder::User, &person.id, email, &mut status)
                    .await?;
            }
        }
        Ok(status)
    }

    async fn bind_one(
        &self,
        connector: Connector,
        holder: Holder,
        id: &str,
        name: &str,
        status: &mut Status,
    ) -> Result<()> {
        let added = self.send_access(connector, holder, id, name).await;
        if added.map_err(|e| e.context(format!("binding \"{name}\"")))? {
            *status = Status::Done;
        }
        Ok(())
    }

    async fn write_profile(&mut self) -> Result<()> {
        // One that is new by now is refused: names are unique.
        let current = match self.planned.observed.profile(&self.desired.profile) {
            Some(_) => self.live_profile().await?,
            None => None,
        };
        let mut profile = current
            .clone()
            .unwrap_or_else(|| Profile::draft(&self.desired.profile));
        let mut told = Vec::new();
        for (block, wanted) in &self.desired.blocks {
            let metadata = self.metadata(wanted.source).await?;
            let application = self.wanted(wanted.source)?;
            fill_block(&mut profile, *block, wanted, application, &metadata);
            told.push(*block);
        }
        let written = self.send_profile(current.as_ref(), &profile).await?;
        taken(&profile, &written, &told)?;
        self.profile = Some(written);
        Ok(())
    }

    async fn write_setting(&mut self) -> Result<()> {
        let wanted = &self.desired.setting;
        // By its name, as it is live: an answer to its creation is no proof of its id.
        let profile = self.profile_to_change().await?;
        let named = |id: &String| Group {
            id: id.clone(),
            name: wanted.group.clone().unwrap_or_default(),
        };
        let observed = &self.planned.observed;
        // One that is new by now is refused: names are unique.
        let current = match observed.setting(&wanted.description) {
            Some(_) => self.live_setting(&wanted.description).await?,
            None => None,
        };
        if let Some(before) = current {
            let mut setting = before.clone();
            setting.set_profile(&profile);
            let made = self.mimecast_group.as_ref();
            if let Some(group) = made.or(observed.mimecast_group.as_ref()) {
                setting.set_group(&named(group));
            }
            self.send_setting(Some(&before), &setting).await?;
        } else {
            let made = self.mimecast_group.as_ref();
            let group = made
                .or(observed.mimecast_group.as_ref())
                .ok_or_else(|| internal("the Mimecast group has no id".to_owned()))?;
            let mut setting = Setting::draft(&wanted.description, group, profile.id());
            setting.set_profile(&profile);
            setting.set_group(&named(group));
            self.send_setting(None, &setting).await?;
        }
        Ok(())
    }

    /// Writes an application's document back, and makes sure that its certificate stays: JumpCloud makes a
    /// new one for a PUT that leaves it out.
    pub(super) async fn write_back(&self, current: &Application, document: &Value) -> Result<()> {
        let jumpcloud = &self.session.jumpcloud;
        let Some(before) = certificate(current) else {
            return Err(Error::refused(
                "certificate-unreadable",
                format!(
                    "JumpCloud does not show the IdP certificate of \"{}\": writing the application back without it \
                     would make a new one, and end everybody's sign-in",
                    current.label()
                ),
            )
            .hint("make the change in the JumpCloud console"));
        };
        let id = current.id();
        let mut written = self.send_application(current, document).await?;
        if certificate(&written).is_none() {
            written = jumpcloud.application(id).await?;
        }
        if certificate(&written) != Some(before) {
            return Err(Error::failed(
                "certificate-changed",
                format!(
                    "JumpCloud changed the IdP certificate of \"{}\" although it was sent back unchanged",
                    current.label()
                ),
            )
            .hint("run the same command again: Mimecast must be told of the new certificate"));
        }
        Ok(())
    }

    pub(super) async fn enforce(&mut self, change: &Change) -> Result<()> {
        let before = self.profile_to_change().await?;
        let mut profile = before.clone();
        for block in Block::ALL {
            let field = BlockField::Enforced.of(block);
            if change.fields.iter().any(|f| f.name == field) {
                self.may_be_enforced(&before, block).await?;
                enforce_block(&mut profile, block);
            }
        }
        self.profile = Some(self.send_profile(Some(&before), &profile).await?);
        Ok(())
    }
}

/// Holds what an id from a list leads to against the name that it was found by: nobody else is let in.
fn meant(what: Holder, name: &str, found: Option<String>) -> Result<()> {
    // Addresses are compared without case; two groups that differ in nothing else are two.
    let same = |found: &str| match what {
        Holder::User => found.to_lowercase() == name.to_lowercase(),
        Holder::Group => found == name,
    };
    if found.as_deref().is_some_and(same) {
        return Ok(());
    }
    let name = text::name(name);
    let leads = match found {
        Some(found) => format!("to \"{}\"", text::name(&found)),
        None => "nowhere".to_owned(),
    };
    let message = format!("the id that JumpCloud gives the {what} \"{name}\" leads {leads}");
    let error = Error::failed("answer-of-another", message);
    Err(error.hint("somebody may be changing it just now: run the same command again"))
}
