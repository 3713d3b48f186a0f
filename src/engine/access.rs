//! Giving access to an application and taking it away, as a change names it.

use std::collections::BTreeMap;

use futures_util::future::join_all;

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
        let read = self.holders.remove(&connector);
        let application = async {
            match self.created.contains_key(&connector) {
                true => Ok(()),
                false => self.meant_application(connector).await.map(drop),
            }
        };
        let holders = async {
            match read {
                Some(read) => read,
                None => join_all(change.fields.iter().map(|field| self.leads_to(field))).await,
            }
        };
        let (application, holders) = tokio::join!(application, holders);
        match application {
            // Nobody has access to what is gone.
            Err(error) if error.code == "jumpcloud-not-found" && change.takes_away() => {
                return Ok(Status::Skipped);
            }
            meant => meant?,
        }
        self.bound.insert(connector);
        let mut holders = holders.into_iter();
        let mut status = Status::Skipped;
        for field in &change.fields {
            let shown = field.after.text().or(field.before.text());
            let name = shown.unwrap_or_default();
            let meant = holders.next().transpose();
            let done = async {
                meant?;
                self.change_one(connector, field, name).await
            };
            let done = done.await;
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
        self.send_access(connector, holder, id, name).await
    }

    /// Whether the id of one who is given access leads to whom the change names, where the id is from a list.
    async fn leads_to(&self, field: &Field) -> Result<()> {
        let id = field.written().and_then(|id| id.as_str());
        match (field.holder(), id, field.after.text()) {
            (Some(holder), Some(id), Some(name)) if !field.ends() => {
                self.is_meant(holder, id, name).await
            }
            _ => Ok(()),
        }
    }

    /// The same of all whom the plan gives access to a connector's new application, while the old one is still there.
    pub(super) async fn those_with_access_are_meant(&self, connector: Connector) -> Result<()> {
        let read = self.holders_of(connector).await;
        read.into_values().flatten().collect()
    }

    /// The same of each of them, for the change that gives access to read no second time.
    pub(super) async fn holders_of(
        &self,
        connector: Connector,
    ) -> BTreeMap<Connector, Vec<Result<()>>> {
        let mut changes = self.planned.plan.changes.iter();
        let access = changes.find(|c| c.subject == Subject::Access(connector));
        let fields = access.into_iter().flat_map(|c| &c.fields);
        let meant = join_all(fields.map(|field| self.leads_to(field))).await;
        BTreeMap::from([(connector, meant)])
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
