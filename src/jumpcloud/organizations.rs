//! The organisations that a key sees.

use serde::Serialize;
use serde_json::Value;

use super::client::{JumpCloud, Need};
use super::paging::{List, record_id};
use crate::error::Result;

/// A JumpCloud organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Organization {
    /// 24 hexadecimal digits.
    pub id: String,
    /// The display name; empty where the organisation has none.
    pub name: String,
}

impl JumpCloud {
    /// The organisations that this key may manage (v1 `GET /organizations`, the one call that
    /// takes no `x-org-id`).
    ///
    /// # Errors
    /// As every call: `jumpcloud-key-rejected`, `jumpcloud-permission-missing`,
    /// `unexpected-answer`, and those of the transport.
    pub async fn organizations(&self) -> Result<Vec<Organization>> {
        let list = List {
            unscoped: true,
            ..List::new(
                "/api/organizations",
                "listing the JumpCloud organisations",
                Need::ReadOrganizations,
            )
        };
        let records = self.list(list.query("sort", "_id")).await?;
        Ok(records
            .iter()
            .map(|record| Organization {
                id: record_id(record).unwrap_or_default().to_owned(),
                name: record
                    .get("displayName")
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned(),
            })
            .collect())
    }
}
