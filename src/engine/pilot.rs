//! Filling the Mimecast group that the application setting applies to.

use serde_json::json;

use crate::error::Result;
use crate::journal::{Object, Status};
use crate::mimecast::{Group, credentials_missing};
use crate::plan::{Change, FieldValue};

use super::make::Run;

impl Run<'_> {
    /// Creates the group where it is not there, and adds the members that the change names.
    pub(super) async fn fill_group(&mut self, name: &str, change: &Change) -> Result<()> {
        let mimecast = self.session.mimecast.as_ref();
        let mimecast = mimecast.ok_or_else(credentials_missing)?;
        let journal = self.journal;
        let group = match &self.planned.observed.mimecast_group {
            Some(id) => Group {
                id: id.clone(),
                name: name.to_owned(),
            },
            None => {
                let object = Object::MimecastGroup {
                    name: name.to_owned(),
                };
                let wanted = json!({ "description": name });
                let after = |group: &Group| (Status::Done, Some(json!({ "id": group.id })));
                let sent = mimecast.create_group(name);
                journal
                    .record(object, None, Some(&wanted), sent, after)
                    .await?
            }
        };
        self.mimecast_group = Some(group.id.clone());
        for field in change.fields.iter().filter(|f| f.name == "member") {
            let FieldValue::Known(email) = &field.after else {
                continue;
            };
            let email = email.as_str().unwrap_or_default();
            let object = Object::MimecastMember {
                group: name.to_owned(),
                email: email.to_owned(),
            };
            let (before, wanted) = (json!(false), json!(true));
            let after = |()| (Status::Done, Some(json!(true)));
            let sent = mimecast.add_group_member(&group, email);
            journal
                .record(object, Some(&before), Some(&wanted), sent, |&done| {
                    after(done)
                })
                .await?;
        }
        Ok(())
    }
}
