//! Authentication Profiles. The contract is *assumed*: Mimecast has no public API for them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::client::{Api, Mimecast};
use super::objects::is_bare;
use super::records::{checked, text, unreadable};
use crate::connector::Block;
use crate::error::Result;
use crate::http::Repeat;
use crate::http::limit::cost;
use crate::plan::{BlockField, BlockValues, FieldKind, ProfileId};
use crate::text;

const PRODUCT: &str = "with authentication profiles (assumed; no public API offers them)";

const FIND: Api = Api {
    method: "POST",
    path: "/api/authentication-profile/find-profiles",
    product: PRODUCT,
    role: "",
    repeat: Repeat::Safe,
};
const CREATE: Api = Api {
    path: "/api/authentication-profile/create-profile",
    repeat: Repeat::Never,
    ..FIND
};
/// A full replace. Sent blindly a second time it would undo what somebody wrote in between.
const UPDATE: Api = Api {
    path: "/api/authentication-profile/update-profile",
    repeat: Repeat::Never,
    ..FIND
};
const DELETE: Api = Api {
    path: "/api/authentication-profile/delete-profile",
    repeat: Repeat::Never,
    ..FIND
};

/// An Authentication Profile, as read: an update replaces it whole, so every field is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Profile(Value);

/// Reads a block leniently: a field that is missing, null or of another type is its default.
fn values_of(block: &Value) -> BlockValues {
    let mut merged = json!(BlockValues::default());
    for (key, default) in merged.as_object_mut().into_iter().flatten() {
        match (block.get(key), &default) {
            (Some(value @ Value::Bool(_)), Value::Bool(_))
            | (Some(value @ Value::String(_)), Value::String(_)) => *default = value.clone(),
            _ => {}
        }
    }
    serde_json::from_value(merged).unwrap_or_default()
}

impl Profile {
    /// Wraps a raw document.
    pub fn new(document: Value) -> Self {
        Profile(document)
    }

    /// A profile that is to be created, with every block as in a new one.
    pub fn draft(description: &str) -> Self {
        let blocks =
            Block::ALL.map(|block| (block.as_str().to_owned(), json!(BlockValues::default())));
        let blocks: Map<String, Value> = blocks.into_iter().collect();
        Profile(json!({ "description": description, "blocks": blocks }))
    }

    /// The raw document.
    pub fn as_value(&self) -> &Value {
        &self.0
    }

    /// Mimecast's opaque identifier; empty in a draft.
    pub fn id(&self) -> ProfileId {
        ProfileId::new(text(&self.0, "id"))
    }

    /// The name.
    pub fn description(&self) -> &str {
        text(&self.0, "description")
    }

    /// Whether it is the account's Default Authentication Profile.
    pub fn is_default(&self) -> bool {
        self.0.get("default").and_then(Value::as_bool) == Some(true)
    }

    /// Whether it holds nothing but its blocks and what a new profile has: nothing that this tool
    /// would not have written.
    pub fn is_bare(&self) -> bool {
        let defaults = json!({
            "domainAuthentication": "mimecast-cloud",
            "twoStepAuthentication": "none",
            "authenticationTtl": "1d",
            "permittedIpRanges": [],
            "default": false,
        });
        is_bare(&self.0, &["id", "description", "blocks"], &defaults)
    }

    /// One block; where the profile lacks it, as in a new profile.
    pub fn block(&self, block: Block) -> BlockValues {
        self.0
            .get("blocks")
            .and_then(|blocks| blocks.get(block.as_str()))
            .map(values_of)
            .unwrap_or_default()
    }
}

/// Whether a record is a profile: each block says of itself what it is. A block that does not say whether it is enforced, or
/// by what people then sign in, is no empty one.
fn fits(record: &Value) -> Result<(), String> {
    for block in Block::ALL {
        let of_profile = record
            .get("blocks")
            .and_then(|blocks| blocks.get(block.as_str()));
        let Some(fields) = of_profile.and_then(Value::as_object) else {
            return Err(format!("a profile does not say what its block {block} is"));
        };
        for field in BlockField::ALL {
            let says = fields
                .get(field.key())
                .is_some_and(|value| match field.kind() {
                    FieldKind::Text => value.is_string(),
                    FieldKind::Tick => value.is_boolean(),
                });
            if !says {
                return Err(format!(
                    "the block {block} of a profile does not say \"{}\"",
                    field.key()
                ));
            }
        }
    }
    Ok(())
}

impl Mimecast {
    /// Every Authentication Profile. Which people sign in by them only the settings say: [`Mimecast::paired`] reads both.
    ///
    /// # Errors
    /// `list-unreadable` for an answer that is cut short, lacks the account's default profile, or has a record that is no
    /// profile; `mimecast-endpoint-missing` where the gateway does not offer the call; `mimecast-permission-missing`; those
    /// of the transport.
    pub async fn profiles(&self) -> Result<Vec<Profile>> {
        let doing = "listing the Mimecast authentication profiles";
        let mut records = Vec::new();
        self.list(&FIND, doing, Vec::new(), None, |record| {
            fits(&record)?;
            self.same_object("profile", text(&record, "id"), text(&record, "description"))?;
            let bytes = cost(&record);
            records.push(record);
            Ok(bytes)
        })
        .await?;
        let records = checked(records).map_err(|why| unreadable(doing, &why))?;
        Ok(records.into_iter().map(Profile).collect())
    }

    /// The raw profile of this name.
    async fn named_profile(&self, description: &str) -> Result<Option<Value>> {
        let mut all = self.profiles().await?.into_iter();
        let found = all.find(|found| found.description() == description);
        Ok(found.map(|found| found.0))
    }

    /// Creates a profile, once. When the answer is lost, or is not that profile, it is looked for by its description, which
    /// is unique.
    ///
    /// # Errors
    /// `mimecast-refused` with Mimecast's code and message; `create-unconfirmed`,
    /// [`Kind::Unavailable`](crate::error::Kind::Unavailable); `answer-of-another` where one of that name is there and is not
    /// as it was sent; else as [`Mimecast::profiles`].
    pub async fn create_profile(&self, profile: &Profile) -> Result<Profile> {
        let description = profile.description();
        let doing = format!(
            "creating the Mimecast authentication profile \"{}\"",
            text::value(description, 80)
        );
        let look = async || self.named_profile(description).await;
        self.create(&CREATE, &doing, profile.as_value(), look)
            .await
            .map(Profile)
    }

    /// Replaces a profile whole: what it leaves out is reset.
    ///
    /// # Errors
    /// As [`Mimecast::create_profile`], except `create-unconfirmed`.
    pub async fn update_profile(&self, profile: &Profile) -> Result<Profile> {
        let description = profile.description();
        let doing = format!(
            "updating the Mimecast authentication profile \"{}\"",
            text::value(description, 80)
        );
        let look = async || self.named_profile(description).await;
        self.update(&UPDATE, &doing, profile.as_value(), look)
            .await
            .map(Profile)
    }

    /// Deletes a profile, and makes sure that none of its name is left. One that is gone already is no error.
    ///
    /// # Errors
    /// `mimecast-refused` for one that a setting uses, and for the default one; `answer-of-another` where it is still there;
    /// else as [`Mimecast::profiles`].
    pub async fn delete_profile(&self, profile: &Profile) -> Result<()> {
        let doing = "deleting the Mimecast authentication profile";
        let is_there = async || Ok(self.named_profile(profile.description()).await?.is_some());
        self.delete(&DELETE, doing, profile.as_value(), is_there)
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_profile_has_the_default_blocks() {
        let profile = Profile::draft("JumpCloud SSO");
        for block in Block::ALL {
            assert_eq!(profile.block(block), BlockValues::default());
        }
        assert!(!profile.is_default() && profile.id().is_empty());
    }

    #[test]
    fn a_block_has_the_fields_of_the_form() {
        let block = json!(BlockValues::default());
        let fields = block.as_object().unwrap();
        let expected = BlockField::ALL.map(|field| (field.key(), field.kind() == FieldKind::Tick));
        let found = fields
            .iter()
            .map(|(key, value)| (key.as_str(), value.is_boolean()));
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_profile_says_of_each_block_what_it_is() {
        let blocks: serde_json::Map<String, Value> = Block::ALL
            .iter()
            .map(|block| (block.as_str().to_owned(), json!(BlockValues::default())))
            .collect();
        let whole = json!({"id": "p1", "description": "x", "blocks": blocks});
        assert_eq!(fits(&whole), Ok(()));
        for (path, value) in [
            ("/blocks", json!(null)),
            ("/blocks", json!({})),
            ("/blocks", json!([])),
            ("/blocks/web-apps", json!(null)),
            ("/blocks/web-apps", json!({})),
            ("/blocks/web-apps", json!("x")),
            ("/blocks/web-apps/enforced", json!(null)),
            ("/blocks/web-apps/enforced", json!("true")),
            ("/blocks/web-apps/loginUrl", json!(null)),
            ("/blocks/end-user-apps/certificate", json!(7)),
        ] {
            let mut spoilt = whole.clone();
            *spoilt.pointer_mut(path).unwrap() = value;
            assert!(fits(&spoilt).is_err(), "{spoilt}");
        }
        for record in [
            json!(null),
            json!("x"),
            json!({"id": "p1", "description": "x"}),
        ] {
            assert!(fits(&record).is_err(), "{record}");
        }
    }

    #[test]
    fn a_block_is_read_leniently() {
        let profile = Profile::new(json!({
            "id": "p1", "description": "x",
            "blocks": {"web-apps": {"enforced": null, "issuer": "old", "loginUrl": 7}, "future": {}}
        }));
        let values = profile.block(Block::WebApps);
        assert_eq!((values.enforced, values.issuer.as_str()), (false, "old"));
        assert!(values.login_url.is_empty() && values.password_protected_context);
        assert_eq!(profile.block(Block::AdminConsole), BlockValues::default());
    }
}
