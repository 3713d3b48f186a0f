//! Application Settings. The contract is *assumed*: Mimecast has no public API for them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::client::{Api, Mimecast};
use super::objects::{is_bare, text};
use crate::error::Result;
use crate::http::{Repeat, redact};

const FIND: Api = Api {
    path: "/api/application-setting/find-settings",
    product: "with application settings (assumed; no public API offers them)",
    role: "",
    repeat: Repeat::Safe,
};
const CREATE: Api = Api {
    path: "/api/application-setting/create-setting",
    repeat: Repeat::Never,
    ..FIND
};
/// A full replace: twice is the same as once.
const UPDATE: Api = Api {
    path: "/api/application-setting/update-setting",
    ..FIND
};
const DELETE: Api = Api {
    path: "/api/application-setting/delete-setting",
    repeat: Repeat::Never,
    ..FIND
};

/// An application setting, as read: an update replaces it whole, so every field is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Setting(Value);

impl Setting {
    /// Wraps a raw document.
    pub fn new(document: Value) -> Self {
        Setting(document)
    }

    /// A setting that is to be created: the people of `group_id` sign in by `profile_id`.
    pub fn draft(description: &str, group_id: &str, profile_id: &str) -> Self {
        Setting(json!({
            "description": description,
            "groupId": group_id,
            "authenticationProfileId": profile_id,
        }))
    }

    /// The raw document.
    pub fn as_value(&self) -> &Value {
        &self.0
    }

    /// Mimecast's opaque identifier; empty in a draft.
    pub fn id(&self) -> &str {
        text(&self.0, "id")
    }

    /// The name.
    pub fn description(&self) -> &str {
        text(&self.0, "description")
    }

    /// Whether it is the default setting, which can be neither changed nor deleted.
    pub fn is_default(&self) -> bool {
        self.0.get("default").and_then(Value::as_bool) == Some(true)
    }

    /// Whether it holds nothing but its group and profile and what a new setting has.
    pub fn is_bare(&self) -> bool {
        let own = ["id", "description", "groupId", "authenticationProfileId"];
        let defaults = json!({
            "outlookEnabled": true,
            "macEnabled": true,
            "mobileEnabled": true,
            "largeFileSend": false,
            "default": false,
        });
        is_bare(&self.0, &own, &defaults)
    }

    /// The directory group whose people it applies to; empty in the default setting.
    pub fn group_id(&self) -> &str {
        text(&self.0, "groupId")
    }

    /// The Authentication Profile that its people sign in by.
    pub fn authentication_profile_id(&self) -> &str {
        text(&self.0, "authenticationProfileId")
    }

    /// Points the setting at another profile; everything else stays.
    pub fn set_authentication_profile_id(&mut self, profile_id: &str) {
        if let Value::Object(map) = &mut self.0 {
            map.insert("authenticationProfileId".to_owned(), json!(profile_id));
        }
    }

    /// Applies the setting to another group; everything else stays.
    pub fn set_group_id(&mut self, group_id: &str) {
        if let Value::Object(map) = &mut self.0 {
            map.insert("groupId".to_owned(), json!(group_id));
        }
    }
}

impl Mimecast {
    /// Every application setting.
    ///
    /// # Errors
    /// As [`Mimecast::profiles`].
    pub async fn settings(&self) -> Result<Vec<Setting>> {
        let doing = "listing the Mimecast application settings";
        let records = self.list(&FIND, doing, Vec::new()).await?;
        Ok(records.into_iter().map(Setting).collect())
    }

    /// Creates a setting, once. When the answer is lost, the setting is looked for by its
    /// description, which is unique.
    ///
    /// # Errors
    /// As [`Mimecast::create_profile`].
    pub async fn create_setting(&self, setting: &Setting) -> Result<Setting> {
        let description = setting.description();
        let doing = format!(
            "creating the Mimecast application setting \"{}\"",
            redact::printable(description, 80)
        );
        let look = async || {
            let all = self.settings().await?;
            Ok(all
                .into_iter()
                .find(|found| found.description() == description)
                .map(|found| found.0))
        };
        self.create(&CREATE, &doing, setting.as_value(), look)
            .await
            .map(Setting)
    }

    /// Replaces a setting whole: what it leaves out is reset.
    ///
    /// # Errors
    /// `mimecast-refused` for the default setting; else as [`Mimecast::update_profile`].
    pub async fn update_setting(&self, setting: &Setting) -> Result<Setting> {
        let doing = format!(
            "updating the Mimecast application setting \"{}\"",
            redact::printable(setting.description(), 80)
        );
        self.update(&UPDATE, &doing, setting.as_value())
            .await
            .map(Setting)
    }

    /// Deletes a setting. One that is gone already is no error.
    ///
    /// # Errors
    /// `mimecast-refused` for the default setting; else as [`Mimecast::profiles`].
    pub async fn delete_setting(&self, id: &str) -> Result<()> {
        let doing = "deleting the Mimecast application setting";
        let is_there = async || Ok(self.settings().await?.iter().any(|s| s.id() == id));
        self.delete(&DELETE, doing, id, is_there).await
    }
}
