//! Every write of a run, written down before it is sent and after it was answered.

use serde_json::{Value, json};

use crate::connector::{Connector, Holder};
use crate::error::{Error, Result};
use crate::journal::{Object, Status};
use crate::jumpcloud::{Application, Bound, Group, Unbound};
use crate::mimecast::{Group as MimecastGroup, Mimecast, Profile, Setting};
use crate::plan::{DesiredApplication, Logo, ObservedApplication};

use super::run::Run;
use super::unchanged::stale;

/// A write that did what it should.
fn done(after: Option<Value>) -> (Status, Option<Value>) {
    (Status::Done, after)
}

impl Run<'_> {
    pub(super) async fn send_group(&self, name: &str) -> Result<Group> {
        let object = Object::Group {
            name: name.to_owned(),
        };
        let wanted = json!({ "name": name });
        let sent = async {
            let created = self.session.jumpcloud.create_group(name).await?;
            match created.name == name {
                true => self.look_up_group(created).await,
                false => Err(another_group(name)),
            }
        };
        let after = |group: &Group| done(Some(json!({ "id": group.id, "name": group.name })));
        let journal = self.journal;
        journal
            .record(object, None, Some(&wanted), sent, after)
            .await
    }

    /// Makes a Mimecast group.
    pub(super) async fn send_mimecast_group(
        &self,
        mimecast: &Mimecast,
        name: &str,
    ) -> Result<MimecastGroup> {
        let object = Object::MimecastGroup {
            name: name.to_owned(),
        };
        let wanted = json!({ "description": name });
        let shows = async || Ok(mimecast.find_group(name).await?.is_some());
        self.never_appears(&object, shows).await?;
        let sent = mimecast.create_group(name);
        let after = |group: &MimecastGroup| done(Some(json!({ "id": group.id })));
        let journal = self.journal;
        journal
            .record(object, None, Some(&wanted), sent, after)
            .await
    }

    /// Makes somebody a member of a Mimecast group.
    pub(super) async fn send_mimecast_member(
        &self,
        mimecast: &Mimecast,
        group: &MimecastGroup,
        email: &str,
    ) -> Result<()> {
        let object = Object::MimecastMember {
            group: group.name.clone(),
            email: email.to_owned(),
        };
        let sent = mimecast.add_group_member(group, email);
        let (before, wanted) = (json!(false), json!(true));
        let journal = self.journal;
        journal
            .record(object, Some(&before), Some(&wanted), sent, |()| {
                done(Some(json!(true)))
            })
            .await
    }

    /// Creates an application, and looks for it in the list; `known` are the ids of those that were there before. Meanwhile it is
    /// read whether those who are given access to it next are the ones that are meant.
    pub(super) async fn send_new_application(
        &mut self,
        object: Object,
        wanted: &DesiredApplication,
        body: &Value,
        known: &[String],
    ) -> Result<(ObservedApplication, Vec<ObservedApplication>)> {
        let sent = async {
            let created = self.session.jumpcloud.create_application(body, known);
            let told = match created.await {
                Ok(created) => Some(created.application.id().to_owned()),
                // The list decides which is the new one.
                Err(error) if ["answer-of-another", "create-ambiguous"].contains(&error.code) => {
                    None
                }
                Err(error) => return Err(error),
            };
            let (made, holders) = tokio::join!(
                self.look_up(wanted, body, known, told.as_deref()),
                self.holders_of(wanted.connector),
            );
            made.map(|(made, all)| (made, all, holders))
        };
        let after = |made: &(ObservedApplication, _, _)| done(Some(made.0.document.clone()));
        let journal = self.journal;
        let sent = journal.record(object, None, Some(body), sent, after).await;
        let (made, all, holders) = sent?;
        self.holders = holders;
        Ok((made, all))
    }

    /// Writes down that an earlier run's creation of an application came to this one, which is this run's now.
    pub(super) async fn note_application(
        &self,
        object: Object,
        body: &Value,
        found: ObservedApplication,
    ) -> Result<ObservedApplication> {
        let after = |made: &ObservedApplication| done(Some(made.document.clone()));
        let found = async { Ok(found) };
        let journal = self.journal;
        journal.record(object, None, Some(body), found, after).await
    }

    /// The same of a user group.
    pub(super) async fn note_group(&self, found: Group) -> Result<Group> {
        let object = Object::Group {
            name: found.name.clone(),
        };
        let wanted = json!({ "name": found.name });
        let found = async { Ok(found) };
        let after = |group: &Group| done(Some(json!({ "id": group.id, "name": group.name })));
        let journal = self.journal;
        journal
            .record(object, None, Some(&wanted), found, after)
            .await
    }

    /// Replaces an application; `current` is what it is now.
    pub(super) async fn send_application(
        &self,
        current: &Application,
        document: &Value,
    ) -> Result<Application> {
        let object = application_object(self.connector_of(current)?, current);
        // It is sent as read; left out, JumpCloud takes it for false (facts, medium confidence).
        if !current.as_value()["active"].is_boolean() {
            return Err(Error::refused(
                "active-unreadable",
                format!(
                    "JumpCloud does not say whether the application \"{}\" is active: writing it back without that could \
                     switch it off",
                    current.label()
                ),
            )
            .hint("make the change in the JumpCloud console"));
        }
        let jumpcloud = &self.session.jumpcloud;
        let sent = jumpcloud.replace_application(current, document);
        let before = current.clone().into_value();
        let after = |made: &Application| done(Some(made.clone().into_value()));
        let journal = self.journal;
        journal
            .record(object, Some(&before), Some(document), sent, after)
            .await
    }

    pub(super) async fn send_application_deletion(
        &self,
        connector: Connector,
        current: &Application,
    ) -> Result<()> {
        let object = application_object(connector, current);
        let sent = self.session.jumpcloud.delete_application(current.id());
        let before = current.clone().into_value();
        let journal = self.journal;
        journal
            .record(object, Some(&before), None, sent, |()| done(None))
            .await
    }

    /// Gives a group or user access to a connector's application; `false` where it had it already.
    pub(super) async fn send_access(
        &self,
        connector: Connector,
        holder: Holder,
        id: &str,
        name: &str,
    ) -> Result<bool> {
        let (application, idp_url) = self.application(connector)?;
        let object = access_object(connector, idp_url, holder, id, name);
        let sent = self.session.jumpcloud.bind(application, holder, id);
        let after = |bound: &Bound| {
            let status = match bound {
                Bound::Added => Status::Done,
                Bound::AlreadyThere => Status::Skipped,
            };
            (status, Some(json!(true)))
        };
        let (before, wanted) = (json!(false), json!(true));
        let journal = self.journal;
        let bound = journal
            .record(object, Some(&before), Some(&wanted), sent, after)
            .await?;
        Ok(bound == Bound::Added)
    }

    /// Takes access away from a group or user; `false` where it had none.
    pub(super) async fn send_access_end(
        &self,
        connector: Connector,
        holder: Holder,
        id: &str,
        name: &str,
    ) -> Result<bool> {
        let (application, idp_url) = self.application(connector)?;
        let object = access_object(connector, idp_url, holder, id, name);
        let sent = self.session.jumpcloud.unbind(application, holder, id);
        let after = |unbound: &Unbound| {
            let status = match unbound {
                Unbound::Removed => Status::Done,
                Unbound::NotThere => Status::Skipped,
            };
            (status, Some(json!(false)))
        };
        let (before, wanted) = (json!(true), json!(false));
        let journal = self.journal;
        let unbound = journal
            .record(object, Some(&before), Some(&wanted), sent, after)
            .await?;
        Ok(unbound == Unbound::Removed)
    }

    pub(super) async fn send_logo(
        &self,
        wanted: &DesiredApplication,
        logo: &Logo,
        id: &str,
    ) -> Result<()> {
        let (_, idp_url) = self.application(wanted.connector)?;
        let object = Object::Logo {
            idp_url: idp_url.to_owned(),
            label: wanted.label.clone(),
        };
        let image = json!({ "sha256": logo.sha256 });
        let jumpcloud = &self.session.jumpcloud;
        let sent = jumpcloud.upload_logo(id, &logo.file_name, logo.media_type, logo.bytes.clone());
        let journal = self.journal;
        journal
            .record(object, None, Some(&image), sent, |()| {
                done(Some(image.clone()))
            })
            .await
    }

    /// Creates a profile, or replaces the one that is there as `before`.
    pub(super) async fn send_profile(
        &self,
        before: Option<&Profile>,
        profile: &Profile,
    ) -> Result<Profile> {
        let object = Object::Profile {
            description: profile.description().to_owned(),
        };
        let mimecast = self.mimecast()?;
        if before.is_none() {
            let named = |other: &Profile| other.description() == profile.description();
            let shows = async || Ok(mimecast.profiles().await?.iter().any(named));
            self.never_appears(&object, shows).await?;
        }
        let sent = async {
            match before {
                Some(_) => mimecast.update_profile(profile).await,
                None => mimecast.create_profile(profile).await,
            }
        };
        let was = before.map(Profile::as_value);
        let after = |made: &Profile| done(Some(made.as_value().clone()));
        let journal = self.journal;
        journal
            .record(object, was, Some(profile.as_value()), sent, after)
            .await
    }

    pub(super) async fn send_profile_deletion(&self, profile: &Profile) -> Result<()> {
        let object = Object::Profile {
            description: profile.description().to_owned(),
        };
        let sent = self.mimecast()?.delete_profile(profile);
        let journal = self.journal;
        journal
            .record(object, Some(profile.as_value()), None, sent, |()| {
                done(None)
            })
            .await
    }

    /// Creates a setting, or replaces the one that is there as `before`.
    pub(super) async fn send_setting(
        &self,
        before: Option<&Setting>,
        setting: &Setting,
    ) -> Result<Setting> {
        let object = Object::Setting {
            description: setting.description().to_owned(),
        };
        let mimecast = self.mimecast()?;
        if before.is_none() {
            let named = |other: &Setting| other.description() == setting.description();
            let shows = async || Ok(mimecast.settings().await?.iter().any(named));
            self.never_appears(&object, shows).await?;
        }
        let sent = async {
            match before {
                Some(_) => mimecast.update_setting(setting).await,
                None => mimecast.create_setting(setting).await,
            }
        };
        let was = before.map(Setting::as_value);
        let after = |made: &Setting| done(Some(made.as_value().clone()));
        let journal = self.journal;
        journal
            .record(object, was, Some(setting.as_value()), sent, after)
            .await
    }

    pub(super) async fn send_setting_deletion(&self, setting: &Setting) -> Result<()> {
        let object = Object::Setting {
            description: setting.description().to_owned(),
        };
        let sent = self.mimecast()?.delete_setting(setting);
        let journal = self.journal;
        journal
            .record(object, Some(setting.as_value()), None, sent, |()| {
                done(None)
            })
            .await
    }

    fn connector_of(&self, application: &Application) -> Result<Connector> {
        let mut known = self.applications.iter();
        let found = known.find(|(_, (id, _))| id == application.id());
        let (connector, _) = found.ok_or_else(|| {
            let id = application.id();
            stale(format!(
                "the JumpCloud application {id} is none of those that were planned"
            ))
        })?;
        Ok(*connector)
    }
}

fn another_group(name: &str) -> Error {
    Error::failed(
        "answer-of-another",
        format!("JumpCloud answered the creation of the user group \"{name}\" with another group"),
    )
    .hint("run the same command again: it looks for the group before it makes one")
}

fn application_object(connector: Connector, application: &Application) -> Object {
    Object::Application {
        connector,
        idp_url: application.sso_url().to_owned(),
        label: application.label().to_owned(),
    }
}

pub(super) fn access_object(
    connector: Connector,
    idp_url: &str,
    holder: Holder,
    id: &str,
    name: &str,
) -> Object {
    Object::Access {
        connector,
        idp_url: idp_url.to_owned(),
        holder,
        id: id.to_owned(),
        name: name.to_owned(),
    }
}
