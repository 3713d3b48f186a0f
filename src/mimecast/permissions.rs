//! What the API application and its role may read, found out by reading.

use serde_json::{Value, json};

use super::account::GET_ACCOUNT;
use super::client::{Api, Mimecast};
use super::directory::FIND_GROUPS;
use crate::error::{Error, Result};
use crate::http::Repeat;

/// `get-categories` lists the kinds of audit events, and no event.
const AUDIT_CATEGORIES: Api = Api {
    path: "/api/audit/get-categories",
    product: "auditevents",
    // None, by the published catalogue.
    role: "",
    repeat: Repeat::Safe,
};

/// A permission, and with it the product of the API application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// The account's details.
    Account,
    /// Directory groups and their members.
    Groups,
    /// Audit events.
    Audit,
}

impl Permission {
    /// Every permission, in the order in which they are needed.
    pub const ALL: [Permission; 3] = [Permission::Account, Permission::Groups, Permission::Audit];

    const fn api(self) -> &'static Api {
        match self {
            Permission::Account => &GET_ACCOUNT,
            Permission::Groups => &FIND_GROUPS,
            Permission::Audit => &AUDIT_CATEGORIES,
        }
    }

    /// The product that the API application must include.
    pub const fn product(self) -> &'static str {
        self.api().product
    }

    /// The permission that its role must have; empty where none is documented.
    pub const fn role(self) -> &'static str {
        self.api().role
    }
}

impl Mimecast {
    /// Makes the smallest read that needs `permission`, and tells only whether anything was told: an empty
    /// answer does not show that it may be read.
    ///
    /// # Errors
    /// `mimecast-permission-missing`, `mimecast-endpoint-missing`; else as [`Mimecast::account`].
    pub async fn try_reading(&self, permission: Permission) -> Result<bool> {
        let (doing, data) = match permission {
            Permission::Account => ("reading the Mimecast account", Vec::new()),
            Permission::Groups => (
                "listing Mimecast's directory groups",
                vec![json!({ "source": "cloud" })],
            ),
            Permission::Audit => (
                "listing the categories of Mimecast's audit events",
                Vec::new(),
            ),
        };
        let read = self.call(permission.api(), doing, data).await;
        let data = read.map_err(Error::from)?;
        Ok(data.iter().any(tells_something))
    }
}

/// Whether there is a text anywhere in it.
fn tells_something(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => items.iter().any(tells_something),
        Value::Object(fields) => fields.values().any(tells_something),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
