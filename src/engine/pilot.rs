//! Filling the Mimecast group that the application setting applies to.

use crate::error::Result;
use crate::mimecast::{Group, credentials_missing};
use crate::plan::{Change, FieldValue};

use super::run::Run;

impl Run<'_> {
    /// Creates the group where it is not there, and adds the members that the change names.
    pub(super) async fn fill_group(&mut self, name: &str, change: &Change) -> Result<()> {
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
            if let FieldValue::Known(email) = &field.after {
                let email = email.as_str().unwrap_or_default();
                self.send_mimecast_member(mimecast, &group, email).await?;
            }
        }
        Ok(())
    }
}
