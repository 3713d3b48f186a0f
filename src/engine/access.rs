//! Giving access to an application and taking it away, as a change names it.

use crate::connector::{Connector, Holder};
use crate::error::{Error, Result};
use crate::plan::{Change, Field, Subject};
use crate::text;

use super::result::Status;
use super::run::{Run, internal};

impl Run<'_> {
    /// Gives access to those that the change names, and takes it away from those whose access it ends.
    pub(super) async fn change_access(
        &mut self,
        connector: Connector,
        change: &Change,
    ) -> Result<Status> {
        // One that this run made was looked up then.
        if !self.created.contains_key(&connector) {
            match self.meant_application(connector).await {
                // Nobody has access to what is gone.
                Err(error) if error.code == "jumpcloud-not-found" && change.takes_away() => {
                    return Ok(Status::Skipped);
                }
                meant => drop(meant?),
            }
        }
        self.bound.insert(connector);
        let mut status = Status::Skipped;
        for field in &change.fields {
            let shown = field.after.text().or(field.before.text());
            let name = shown.unwrap_or_default();
            let done = self.change_one(connector, field, name).await;
            if done.map_err(|e| e.context(format!("access of \"{name}\"")))? {
                status = Status::Done;
            }
        }
        Ok(status)
    }

    /// Gives or ends the access of one; `false` where it was so already.
    async fn change_one(&self, connector: Connector, field: &Field, name: &str) -> Result<bool> {
        let holder = field.holder();
        let holder = holder.ok_or_else(|| internal(format!("{} has no access", field.name)))?;
        let known = field.written().and_then(|id| id.as_str());
        let id = known.or(self.groups.get(name).map(String::as_str));
        let id = id.ok_or_else(|| internal(format!("the {holder} \"{name}\" has no id")))?;
        if field.ends() {
            return self.send_access_end(connector, holder, id, name).await;
        }
        if known.is_some() {
            self.is_meant(holder, id, name).await?;
        }
        self.send_access(connector, holder, id, name).await
    }

    /// The same of all whom the plan gives access to a connector's new application, while the old one is still there.
    pub(super) async fn those_with_access_are_meant(&self, connector: Connector) -> Result<()> {
        let mut changes = self.planned.plan.changes.iter();
        let access = changes.find(|c| c.subject == Subject::Access(connector));
        for field in access.into_iter().flat_map(|c| &c.fields) {
            let id = field.written().and_then(|id| id.as_str());
            if let (Some(holder), Some(id), Some(name)) = (field.holder(), id, field.after.text()) {
                self.is_meant(holder, id, name).await?;
            }
        }
        Ok(())
    }

    /// Holds what an id from a list leads to against the name that it was found by: nobody else is let in.
    pub(super) async fn is_meant(&self, holder: Holder, id: &str, name: &str) -> Result<()> {
        let jumpcloud = &self.session.jumpcloud;
        // Addresses are compared without case; two groups that differ in nothing else are two.
        let (found, same) = match holder {
            Holder::Group => {
                let found = jumpcloud.group(id).await?.map(|group| group.name);
                let same = found.as_deref() == Some(name);
                (found, same)
            }
            Holder::User => {
                let found = jumpcloud.user(id).await?.map(|user| user.email);
                let lower = found.as_deref().map(str::to_lowercase);
                (found, lower == Some(name.to_lowercase()))
            }
        };
        if same {
            return Ok(());
        }
        let name = text::name(name);
        let leads = match found {
            Some(found) => format!("to \"{}\"", text::name(&found)),
            None => "nowhere".to_owned(),
        };
        let message = format!("the id that JumpCloud gives the {holder} \"{name}\" leads {leads}");
        let error = Error::failed("answer-of-another", message);
        Err(error.hint("somebody may be changing it just now: run the same command again"))
    }
}
