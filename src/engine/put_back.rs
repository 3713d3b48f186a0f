//! Putting back what another run changed: making the changes of an undo.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::connector::{Block, Connector};
use crate::error::Result;
use crate::journal::{Object, Touched};
use crate::mimecast::{Profile, Setting};
use crate::plan::{Action, Change, FieldValue, Subject, Undo, restored};
use crate::text;

use super::live::stale;
use super::profile::{PROFILE, only};
use super::prove::taken;
use super::result::Status;
use super::run::{Run, internal};

impl Run<'_> {
    /// Makes one change of an undo through the API.
    pub(super) async fn undo(&mut self, change: &Change, undo: &Undo) -> Result<Status> {
        match (&change.subject, change.action) {
            (Subject::Release(_), _) => self.release(change).await?,
            (Subject::Application(connector), Action::Create) => {
                self.make_anew(*connector).await?;
            }
            (Subject::Application(connector), Action::Update) => {
                return self.put_application_back(*connector, change, undo).await;
            }
            (Subject::Application(connector), _) => self.delete_application(*connector).await?,
            (Subject::Access(connector), _) => {
                return self.put_access_back(*connector, undo).await;
            }
            (Subject::Profile(_), Action::Delete) => {
                return self.discard_profile(Action::Delete).await;
            }
            (Subject::Profile(_), _) => self.put_profile_back(change, undo).await?,
            (Subject::Setting(name), Action::Delete) => {
                return self.detach(name, Action::Delete).await;
            }
            (Subject::Setting(_), _) => self.put_setting_back(change, undo).await?,
            (Subject::Enforcement(_), _) => self.enforce(change).await?,
            (Subject::Superseded { connector, id }, _) => {
                self.delete_superseded(*connector, id).await?;
            }
            (other, _) => return Err(internal(format!("{} is no part of an undo", other.id()))),
        }
        Ok(Status::Done)
    }

    /// Creates an application as it was. Its certificate and key are made anew: sent along, they would be
    /// refused, or break its metadata (facts on the create request).
    async fn make_anew(&mut self, connector: Connector) -> Result<()> {
        let before = self.planned.observed.templates.get(&connector);
        let before = before.ok_or_else(|| internal(format!("nothing is known of {connector}")))?;
        let wanted = self.wanted(connector)?;
        self.new_application(wanted, &creation(before)).await
    }

    async fn put_application_back(
        &self,
        connector: Connector,
        change: &Change,
        undo: &Undo,
    ) -> Result<Status> {
        let current = self.live_application(connector).await?;
        let is = |t: &&Touched| matches!(&t.object, Object::Application { idp_url, .. } if idp_url == current.sso_url());
        let touched = undo.touched.iter().find(is);
        let Some((object, before)) = touched.and_then(|t| Some((&t.object, t.before.as_ref()?)))
        else {
            return Err(internal(format!("{} was not there before", change.subject)));
        };
        let document = current.clone().into_value();
        let chosen = |name: &str| change.fields.iter().any(|f| f.name == name);
        let restored = restored(object, &document, before, chosen);
        if restored == document {
            return Ok(Status::Skipped);
        }
        self.write_back(&current, &restored).await?;
        Ok(Status::Done)
    }

    /// Gives and takes away access until those have it who had it before.
    async fn put_access_back(&self, connector: Connector, undo: &Undo) -> Result<Status> {
        let (_, url) = self.application(connector)?;
        if !self.created.contains_key(&connector) {
            self.meant_application(connector).await?;
        }
        let ours = self.planned.observed.ours.get(&connector);
        let nobody = BTreeSet::new();
        let wanted = undo.access.get(&connector).unwrap_or(&nobody);
        let mut status = Status::Skipped;
        for touched in &undo.touched {
            let Object::Access {
                idp_url,
                holder,
                id,
                name,
                ..
            } = &touched.object
            else {
                continue;
            };
            if idp_url != url {
                continue;
            }
            let has = ours.is_some_and(|o| o.holders().any(|one| one == (*holder, id)));
            let done = match (has, wanted.contains(&(*holder, id.clone()))) {
                (false, true) => self.send_access(connector, *holder, id, name).await,
                (true, false) => self.send_access_end(connector, *holder, id, name).await,
                _ => Ok(false),
            };
            if done.map_err(|e| e.context(format!("access of \"{name}\"")))? {
                status = Status::Done;
            }
        }
        Ok(status)
    }

    /// Creates the profile as it was, or puts the fields back that the change names; what is enforced stays as
    /// it is: that comes last, and by itself.
    async fn put_profile_back(&mut self, change: &Change, undo: &Undo) -> Result<()> {
        let is = |t: &&Touched| matches!(t.object, Object::Profile { .. });
        let touched = undo.touched.iter().find(is);
        let Some((object, before)) = touched.and_then(|t| Some((&t.object, t.before.as_ref()?)))
        else {
            return Err(internal(format!("{} was not there before", change.subject)));
        };
        let current = self.live_profile().await?;
        let named = |name: &str| change.fields.iter().any(|f| f.name == name);
        let mut profile = match &current {
            Some(current) => Profile::new(restored(object, current.as_value(), before, named)),
            None => Profile::new(unidentified(before)),
        };
        let mut told = Vec::new();
        for block in Block::ALL {
            let mut view = profile.block(block);
            let names = current.is_none() || named(&format!("{block}.certificate"));
            if let Some(certificate) = self.present_certificate(block, &view.login_url).await?
                && names
            {
                view.certificate = certificate;
                told.push(block);
            }
            let enforced = current.as_ref().is_some_and(|p| p.block(block).enforced);
            if view != profile.block(block) || view.enforced != enforced {
                view.enforced = enforced;
                profile.set_block(block, &view);
            }
        }
        let written = self.send_profile(current.as_ref(), &profile).await?;
        taken(&profile, &written, &told)?;
        self.profile = Some(written);
        Ok(())
    }

    /// The certificate of a block that takes its IdP from one of the applications, read and checked.
    async fn present_certificate(
        &mut self,
        block: Block,
        login_url: &str,
    ) -> Result<Option<String>> {
        let Some(source) = self.desired.blocks.get(&block).map(|b| b.source) else {
            return Ok(None);
        };
        if self.application(source)?.1 != login_url {
            return Ok(None);
        }
        let metadata = self.metadata(source).await?;
        let certificate = metadata.certificates.first();
        Ok(certificate.map(|c| c.base64.clone()))
    }

    async fn put_setting_back(&mut self, change: &Change, undo: &Undo) -> Result<()> {
        let is = |t: &&Touched| matches!(t.object, Object::Setting { .. });
        let touched = undo.touched.iter().find(is);
        let Some((object, before)) = touched.and_then(|t| Some((&t.object, t.before.as_ref()?)))
        else {
            return Err(internal(format!("{} was not there before", change.subject)));
        };
        let current = self.live_setting(&change.target.name).await?;
        let named = |name: &str| change.fields.iter().any(|f| f.name == name);
        let mut setting = match &current {
            Some(current) => Setting::new(restored(object, current.as_value(), before, named)),
            None => Setting::new(unidentified(before)),
        };
        // Ids of then are no ids of now: both are found again by name.
        let after = |field: &str| match change.field(field).map(|f| &f.after) {
            Some(FieldValue::Known(Value::String(name))) => Some(name),
            _ => None,
        };
        let gone =
            |kind: &str, name: &str| stale(format!("the {kind} \"{}\" is gone", text::name(name)));
        if let Some(name) = after("authentication-profile") {
            let profiles = self.mimecast()?.paired().await?.profiles;
            let profile = only(&profiles, PROFILE, name, Profile::description)?;
            setting.set_profile(profile.ok_or_else(|| gone(PROFILE, name))?);
        }
        // A record of then that did not tell the group's name has nothing but its id.
        if let Some(name) = after("group").filter(|name| before["groupId"] != name.as_str()) {
            let group = self.mimecast()?.find_group(name).await?;
            setting.set_group(&group.ok_or_else(|| gone("Mimecast group", name))?);
        }
        self.send_setting(current.as_ref(), &setting).await?;
        Ok(())
    }
}

/// A document to create an object from: the service gives the id.
fn unidentified(document: &Value) -> Value {
    let mut document = document.clone();
    if let Some(fields) = document.as_object_mut() {
        fields.shift_remove("id");
    }
    document
}

/// The body that creates an application as it was: every value that was set, but for its certificate and key.
fn creation(before: &Value) -> Value {
    let mut body = Map::new();
    let text = [
        "name",
        "displayName",
        "displayLabel",
        "description",
        "color",
        "ssoUrl",
    ];
    for key in ["active"].into_iter().chain(text) {
        let value = before.get(key).filter(|v| !v.is_null() && **v != "");
        body.extend(value.map(|v| (key.to_owned(), v.clone())));
    }
    let hidden = before["sso"]["hidden"] == true;
    body.insert("sso".to_owned(), json!({"type": "saml", "hidden": hidden}));
    let config = before.get("config").and_then(Value::as_object);
    let set = config.into_iter().flatten().filter_map(|(key, setting)| {
        let value = setting.get("value")?;
        let own = matches!(key.as_str(), "idpCertificate" | "idpPrivateKey");
        (!own && !value.is_null() && *value != "").then(|| (key.clone(), json!({"value": value})))
    });
    body.insert("config".to_owned(), Value::Object(set.collect()));
    Value::Object(body)
}
