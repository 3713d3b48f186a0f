//! The performer: makes one change. It reads the object, holds it against what the plan saw, and sends the live document with
//! the fields of the change put in, and no others. It knows no goal and works no value out again; what is known only by
//! now (the certificate of an application, the id of a name) is looked up here.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::connector::{Block, Connector, Holder};
use crate::error::{Error, Result};
use crate::jumpcloud::Application;
use crate::mimecast::{Group, Profile, Setting, credentials_missing};
use crate::plan::{
    Action, BlockField, Change, DesiredApplication, Field, FieldValue, MimecastGroupId,
    SettingField, Subject, create_body,
};
use crate::text;

use super::profile::{PROFILE, only};
use super::prove::{NO_CERTIFICATE, gives, taken, unfit};
use super::result::Status;
use super::run::{Run, internal};
use super::unchanged::{certificate, changed, is_the_one, stale};
use super::writes::access_object;

impl Run<'_> {
    /// Makes one change through the API.
    ///
    /// # Errors
    /// Those of the clients; unfit metadata; `stale-plan` for an object that is not as the plan saw it.
    pub async fn make(&mut self, change: &Change) -> Result<Status> {
        match (&change.subject, change.action) {
            (Subject::Group(name), _) => {
                let group = self.new_group(name).await?;
                self.groups.insert(name.clone(), group.id);
            }
            (Subject::Application(connector), Action::Create | Action::Replace) => {
                self.create_application(*connector, change).await?;
            }
            (Subject::Application(connector), Action::Delete) => {
                self.delete_application(*connector).await?;
            }
            (Subject::Application(connector) | Subject::Deactivation(connector), _) => {
                return self.update_application(*connector, change).await;
            }
            (Subject::Access(connector), _) => return self.change_access(*connector, change).await,
            (Subject::Certificate(connector), _) => self.new_certificate(*connector).await?,
            (Subject::Logo(connector), _) => self.upload_logo(self.wanted(*connector)?).await?,
            (Subject::Duplicate { connector, id }, _) => {
                self.delete_duplicate(*connector, id).await?;
            }
            (Subject::Superseded { connector, id, .. }, _) => {
                self.delete_superseded(*connector, id).await?;
            }
            (Subject::Profile(_), Action::Delete) => return self.delete_profile().await,
            (Subject::Profile(_) | Subject::Release(_) | Subject::Enforcement(_), _) => {
                self.write_profile(change).await?;
            }
            (Subject::Setting(name), Action::Delete) => return self.delete_setting(name).await,
            (Subject::Setting(name), _) => return self.write_setting(name, change).await,
            (Subject::MimecastGroup(name), _) => self.fill_group(name, change).await?,
        }
        Ok(Status::Done)
    }

    async fn create_application(&mut self, connector: Connector, change: &Change) -> Result<()> {
        let base = self.planned.observed.templates.get(&connector);
        let base = base.ok_or_else(|| internal(format!("no template is known of {connector}")))?;
        let body = create_body(base, &change.fields);
        self.new_application(self.wanted(connector)?, &body).await
    }

    async fn update_application(&self, connector: Connector, change: &Change) -> Result<Status> {
        let current = self.meant_application(connector).await?;
        let live = current.as_value();
        if change.fields.iter().all(|f| f.is_in(live, &f.after)) {
            return Ok(Status::Skipped);
        }
        let as_planned = change.fields.iter().all(|f| f.is_in(live, &f.before));
        if !as_planned || self.differs(connector, &current) {
            return Err(changed(&current));
        }
        let mut document = live.clone();
        change
            .fields
            .iter()
            .for_each(|f| f.put_after(&mut document));
        self.write_back(&current, &document).await?;
        Ok(Status::Done)
    }

    /// Writes an application's document back, and makes sure that its certificate stays: JumpCloud makes a
    /// new one for a PUT that leaves it out.
    async fn write_back(&self, current: &Application, document: &Value) -> Result<()> {
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
        let mut written = self.send_application(current, document).await?;
        if certificate(&written).is_none() {
            written = self.session.jumpcloud.application(current.id()).await?;
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

    /// Deletes an application that is still what the plan saw.
    async fn delete_application(&self, connector: Connector) -> Result<()> {
        let current = match self.meant_application(connector).await {
            Err(error) if error.code == "jumpcloud-not-found" => return Ok(()),
            current => current?,
        };
        self.send_application_deletion(connector, &current).await
    }

    /// Deletes the application that another one takes the place of, and writes down who had access: that goes
    /// with it.
    async fn delete_superseded(&self, connector: Connector, id: &str) -> Result<()> {
        let jumpcloud = &self.session.jumpcloud;
        let current = match jumpcloud.application(id).await {
            Err(error) if error.code == "jumpcloud-not-found" => return Ok(()),
            current => current?,
        };
        let mut listed = self.planned.observed.applications.iter();
        let seen = listed.find(|a| a.id == id);
        if current.id() != id || seen.is_none_or(|seen| !is_the_one(&current, seen)) {
            let label = current.label();
            return Err(stale(format!(
                "the JumpCloud application \"{label}\" changed"
            )));
        }
        let replaced = self.planned.observed.replaced.get(&connector);
        let taken_over = replaced.map(|r| r.holders.clone());
        let mut holders = taken_over.clone().unwrap_or_default();
        for holder in Holder::ALL {
            for bound in jumpcloud.bound(id, holder).await? {
                let one = (holder, bound.clone());
                // Whoever the plan does not give access to the new one would lose it unseen.
                if taken_over
                    .as_ref()
                    .is_some_and(|known| !known.contains_key(&one))
                {
                    return Err(stale(format!(
                        "somebody else was given access to the JumpCloud application \"{}\"",
                        current.label()
                    )));
                }
                holders.entry(one).or_insert(bound);
            }
        }
        self.those_with_access_are_meant(connector).await?;
        for ((holder, bound), name) in &holders {
            let object = access_object(connector, current.sso_url(), *holder, bound, name);
            let (before, wanted) = (json!(true), json!(false));
            self.journal.intent(object, Some(&before), Some(&wanted))?;
        }
        self.send_application_deletion(connector, &current).await
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

    /// Creates the profile, or sets in it what the change names. First it is proved what is to be put in force, and by
    /// what the people of a block that is written to sign in.
    async fn write_profile(&mut self, change: &Change) -> Result<()> {
        // One that is new by now is refused: names are unique.
        let current = async {
            match change.action {
                Action::Create => Ok(None),
                _ => self.profile_to_change().await.map(Some),
            }
        };
        let (current, signers) = tokio::join!(current, self.signers(self.sources(change)));
        self.signers = signers;
        let current = current?;
        let draft = || Profile::draft(&self.desired.profile);
        let mut document = current.clone().unwrap_or_else(draft).as_value().clone();
        let mut told = BTreeSet::new();
        for field in &change.fields {
            match (field.of_block(), &current) {
                (Some((block, BlockField::Enforced)), Some(live)) if field.after == true.into() => {
                    self.may_be_enforced(live, block).await?;
                }
                (Some((block, of)), _) if of != BlockField::Enforced && gives(field) => {
                    told.insert(block);
                }
                _ => {}
            }
            field.put_after(&mut document);
            self.put_login_url(field, &mut document)?;
        }
        let mut certificates = Vec::new();
        for block in told {
            let proved = self.certificate_for(block, &document).await?;
            let field = change.field(&BlockField::Certificate.of(block));
            let Some(field) = field.filter(|field| gives(field)) else {
                continue;
            };
            match (proved, field.written()) {
                (Some((fingerprint, base64)), _) => {
                    let shown = field.after.text().is_none_or(|shown| shown == fingerprint);
                    if !shown {
                        return Err(stale(format!(
                            "the certificate that {block} is told changed"
                        )));
                    }
                    field.put(&mut document, Some(base64.into()));
                    certificates.push(block);
                }
                // Of an application that is none of this run's: as it was.
                (None, Some(_)) => {}
                (None, None) => return Err(another_idp_url(block)),
            }
        }
        let profile = Profile::new(document);
        let written = self.send_profile(current.as_ref(), &profile).await?;
        taken(&profile, &written, &certificates)?;
        self.profile = Some(written);
        Ok(())
    }

    /// Fills in the IdP URL of an application whose host was not known before it was created.
    fn put_login_url(&self, field: &Field, profile: &mut Value) -> Result<()> {
        let Some((block, BlockField::LoginUrl)) = field.of_block() else {
            return Ok(());
        };
        let wanted = self.desired.blocks.get(&block);
        if let (FieldValue::AfterApply, Some(wanted)) = (&field.after, wanted) {
            let (_, url) = self.application(wanted.source)?;
            field.put(profile, Some(url.into()));
        }
        Ok(())
    }

    /// Fingerprint and base64 of the certificate that a block of a profile is told, read and proved in this run; `None` for
    /// one that takes its IdP from no application of this run.
    async fn certificate_for(
        &mut self,
        block: Block,
        profile: &Value,
    ) -> Result<Option<(String, String)>> {
        let Some(source) = self.desired.blocks.get(&block).map(|b| b.source) else {
            return Ok(None);
        };
        let login_url = Profile::new(profile.clone()).block(block).login_url;
        let known = self.applications.get(&source);
        if known.is_none_or(|(_, url)| *url != login_url) {
            return Ok(None);
        }
        let metadata = self.metadata(source).await?;
        let first = metadata.certificates.into_iter().next();
        let first = first.ok_or_else(|| unfit(block.as_str(), &[NO_CERTIFICATE.to_owned()]))?;
        Ok(Some((first.fingerprint, first.base64)))
    }

    async fn delete_profile(&self) -> Result<Status> {
        let Some(profile) = self.live_profile().await? else {
            return Ok(Status::Skipped);
        };
        self.send_profile_deletion(&profile).await?;
        Ok(Status::Done)
    }

    /// Creates the setting, or sets in it what the change names: its profile and its group by their names, as they are live.
    async fn write_setting(&self, name: &str, change: &Change) -> Result<Status> {
        // What this run wrote to the own profile must hold by now.
        let (own, current) = match change.action {
            Action::Create => (self.live_profile().await?, None),
            _ => match self.live_setting(name).await? {
                (own, Some(current)) => (own, Some(current)),
                (_, None) => return Ok(Status::Skipped),
            },
        };
        let mut setting = current.clone().unwrap_or_else(|| Setting::draft(name));
        for field in &change.fields {
            let after = field.after.text();
            match (SettingField::named(&field.name), after, field.written()) {
                (Some(SettingField::AuthenticationProfile), Some(after), _) => {
                    let profile = match &own {
                        Some(own) if own.description() == after => own.clone(),
                        _ => self.named_profile(after).await?,
                    };
                    setting.set_profile(&profile);
                }
                (Some(SettingField::Group), _, Some(id)) => {
                    let id = MimecastGroupId::new(id.as_str().unwrap_or_default());
                    setting.set_group_id(&id);
                }
                (Some(SettingField::Group), Some(after), None) => {
                    setting.set_group(&self.named_group(after).await?);
                }
                _ => {
                    let mut document = setting.as_value().clone();
                    field.put_after(&mut document);
                    setting = Setting::new(document);
                }
            }
        }
        self.send_setting(current.as_ref(), &setting).await?;
        Ok(Status::Done)
    }

    async fn named_profile(&self, name: &str) -> Result<Profile> {
        let profiles = self.mimecast()?.paired().await?.profiles;
        let profile = only(&profiles, PROFILE, name, Profile::description)?;
        profile.cloned().ok_or_else(|| gone(PROFILE, name))
    }

    async fn named_group(&self, name: &str) -> Result<Group> {
        let wanted = self.desired.setting.group.as_deref() == Some(name);
        let known = self
            .mimecast_group
            .as_ref()
            .or(self.planned.observed.mimecast_group.as_ref());
        if let Some(id) = known.filter(|_| wanted) {
            return Ok(Group {
                id: id.clone(),
                name: name.to_owned(),
            });
        }
        let group = self.mimecast()?.find_group(name).await?;
        group.ok_or_else(|| gone("Mimecast group", name))
    }

    async fn delete_setting(&self, name: &str) -> Result<Status> {
        // Its people go to another profile: what this run wrote to the own one must hold by then.
        let (_, Some(setting)) = self.live_setting(name).await? else {
            return Ok(Status::Skipped);
        };
        self.send_setting_deletion(&setting).await?;
        Ok(Status::Done)
    }

    /// Creates the Mimecast group where it is not there, and adds the members that the change names.
    async fn fill_group(&mut self, name: &str, change: &Change) -> Result<()> {
        let mimecast = self.session.mimecast.as_ref();
        let mimecast = mimecast.ok_or_else(credentials_missing)?;
        let group = match &self.planned.observed.mimecast_group {
            Some(id) => Group {
                id: id.clone(),
                name: name.to_owned(),
            },
            None => self.send_mimecast_group(mimecast, name).await?,
        };
        self.mimecast_group = Some(group.id.clone());
        for field in change.fields.iter().filter(|f| f.name == "member") {
            if let Some(email) = field.after.text() {
                self.send_mimecast_member(mimecast, &group, email).await?;
            }
        }
        Ok(())
    }
}

/// JumpCloud gave the new application another IdP URL than was asked for.
fn another_idp_url(block: Block) -> Error {
    Error::refused(
        "stale-plan",
        format!(
            "the application that {block} takes its IdP from has another IdP URL than the plan shows: Mimecast is not told \
             of it"
        ),
    )
    .hint("run the same command again: it plans with the IdP URL that the application has")
}

fn gone(kind: &str, name: &str) -> Error {
    stale(format!("the {kind} \"{}\" is gone", text::name(name)))
}
