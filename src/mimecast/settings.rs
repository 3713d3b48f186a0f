//! Application Settings. The contract is *assumed*: Mimecast has no public API for them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::client::{Api, Mimecast};
use super::group::Group;
use super::objects::is_bare;
use super::profiles::Profile;
use super::records::{checked, is_default, optional, required, text, unreadable};
use crate::error::Result;
use crate::http::Repeat;
use crate::http::limit::cost;
use crate::plan::{GROUP_NAME, MimecastGroupId, PROFILE_NAME, ProfileId, SettingField};
use crate::text;

const FIND: Api = Api {
    method: "POST",
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
/// A full replace. Sent blindly a second time it would undo what somebody wrote in between.
const UPDATE: Api = Api {
    path: "/api/application-setting/update-setting",
    repeat: Repeat::Never,
    ..FIND
};
const DELETE: Api = Api {
    path: "/api/application-setting/delete-setting",
    repeat: Repeat::Never,
    ..FIND
};

/// Where a setting refers to its group and its profile, by ids which may differ at each read.
const GROUP_ID: &str = SettingField::Group.key();
const PROFILE_ID: &str = SettingField::AuthenticationProfile.key();

/// An application setting, as read: an update replaces it whole, so every field is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Setting(Value);

impl Setting {
    /// Wraps a raw document.
    pub fn new(document: Value) -> Self {
        Setting(document)
    }

    /// A setting that is to be created; its group and its profile are to be set.
    pub fn draft(description: &str) -> Self {
        Setting(json!({ "description": description }))
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
        let own = [
            "id",
            "description",
            GROUP_ID,
            GROUP_NAME,
            PROFILE_ID,
            PROFILE_NAME,
        ];
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
    pub fn group_id(&self) -> MimecastGroupId {
        MimecastGroupId::new(text(&self.0, GROUP_ID))
    }

    /// The Authentication Profile that its people sign in by.
    pub fn authentication_profile_id(&self) -> ProfileId {
        ProfileId::new(text(&self.0, PROFILE_ID))
    }

    /// The name of that profile, where the record gives it beside the id: ids may differ at each read.
    pub fn profile_name(&self) -> Option<&str> {
        Some(text(&self.0, PROFILE_NAME)).filter(|name| !name.is_empty())
    }

    /// The name of that group, where the record gives it beside the id.
    pub fn group_name(&self) -> Option<&str> {
        Some(text(&self.0, GROUP_NAME)).filter(|name| !name.is_empty())
    }

    /// Points the setting at another profile, by id and name: what is sent must fit together. Everything else stays.
    pub fn set_profile(&mut self, profile: &Profile) {
        self.put(PROFILE_ID, profile.id().as_str());
        self.put(PROFILE_NAME, profile.description());
    }

    /// Applies the setting to another group, by id and name; everything else stays.
    pub fn set_group(&mut self, group: &Group) {
        self.set_group_id(&group.id);
        if !group.name.is_empty() {
            self.put(GROUP_NAME, &group.name);
        }
    }

    /// Applies the setting to another group, whose name is not told; everything else stays.
    pub fn set_group_id(&mut self, id: &MimecastGroupId) {
        self.put(GROUP_ID, id.as_str());
        self.drop_field(GROUP_NAME);
    }

    fn put(&mut self, key: &str, value: &str) {
        if let Value::Object(map) = &mut self.0 {
            map.insert(key.to_owned(), json!(value));
        }
    }

    fn drop_field(&mut self, key: &str) {
        if let Value::Object(map) = &mut self.0 {
            map.shift_remove(key);
        }
    }
}

impl Mimecast {
    /// Whether a record is a setting: it says which profile applies to which group.
    fn fits(&self, record: &Value) -> Result<(), String> {
        let profile = required(record, PROFILE_ID)?;
        let group = match is_default(record)? {
            true => optional(record, GROUP_ID)?.unwrap_or_default(),
            false => required(record, GROUP_ID)?,
        };
        let name = |key| Ok::<_, String>(optional(record, key)?.unwrap_or_default());
        self.same_object("setting", text(record, "id"), text(record, "description"))?;
        self.same_object("profile", profile, name(PROFILE_NAME)?)?;
        self.same_object("group", group, name(GROUP_NAME)?)
    }

    /// Every application setting. Whether the profiles that they name are there only [`Mimecast::paired`] says.
    ///
    /// # Errors
    /// As [`Mimecast::profiles`].
    pub async fn settings(&self) -> Result<Vec<Setting>> {
        let doing = "listing the Mimecast application settings";
        let mut records = Vec::new();
        self.list(&FIND, doing, Vec::new(), None, |record| {
            self.fits(&record)?;
            let bytes = cost(&record);
            records.push(record);
            Ok(bytes)
        })
        .await?;
        let records = checked(records).map_err(|why| unreadable(doing, &why))?;
        Ok(records.into_iter().map(Setting).collect())
    }

    /// The raw setting of this name.
    async fn named_setting(&self, description: &str) -> Result<Option<Value>> {
        let mut all = self.settings().await?.into_iter();
        let found = all.find(|found| found.description() == description);
        Ok(found.map(|found| found.0))
    }

    /// Creates a setting, once. When the answer is lost, or is not that setting, it is looked for by its description, which
    /// is unique.
    ///
    /// # Errors
    /// As [`Mimecast::create_profile`].
    pub async fn create_setting(&self, setting: &Setting) -> Result<Setting> {
        let description = setting.description();
        let doing = format!(
            "creating the Mimecast application setting \"{}\"",
            text::value(description, 80)
        );
        let look = async || self.named_setting(description).await;
        self.create(&CREATE, &doing, setting.as_value(), look)
            .await
            .map(Setting)
    }

    /// Replaces a setting whole: what it leaves out is reset.
    ///
    /// # Errors
    /// `mimecast-refused` for the default setting; else as [`Mimecast::update_profile`].
    pub async fn update_setting(&self, setting: &Setting) -> Result<Setting> {
        let description = setting.description();
        let doing = format!(
            "updating the Mimecast application setting \"{}\"",
            text::value(description, 80)
        );
        let look = async || self.named_setting(description).await;
        self.update(&UPDATE, &doing, setting.as_value(), look)
            .await
            .map(Setting)
    }

    /// Deletes a setting, and makes sure that none of its name is left. One that is gone already is no error.
    ///
    /// # Errors
    /// `mimecast-refused` for the default setting; else as [`Mimecast::delete_profile`].
    pub async fn delete_setting(&self, setting: &Setting) -> Result<()> {
        let doing = "deleting the Mimecast application setting";
        let is_there = async || Ok(self.named_setting(setting.description()).await?.is_some());
        self.delete(&DELETE, doing, setting.as_value(), is_there)
            .await
    }
}
