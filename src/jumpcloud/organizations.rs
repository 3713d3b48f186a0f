//! The organisations that a key sees.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::client::{JumpCloud, Need};
use super::one::{id_of, object_with};
use super::paging::List;
use crate::error::Result;
use crate::http::{Request, path_segment};
use crate::text;

/// A JumpCloud organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Organization {
    /// 24 hexadecimal digits.
    pub id: String,
    /// The display name; empty where the organisation has none.
    pub name: String,
}

impl Organization {
    /// The name, or the id of one that has none.
    pub fn shown(&self) -> &str {
        match self.name.is_empty() {
            true => &self.id,
            false => &self.name,
        }
    }
}

/// `Widgets (65c0…)`; the id alone where there is no name.
impl fmt::Display for Organization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name.is_empty() {
            true => f.write_str(&self.id),
            false => write!(f, "{} ({})", self.name, self.id),
        }
    }
}

/// A product of an organisation's plan, as its entitlement names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// The name; empty where there is none.
    pub name: String,
    /// JumpCloud's code of it; empty where there is none. No list of codes is published.
    pub code: String,
}

impl Product {
    /// Whether the product calls itself single sign-on.
    pub fn says_sso(&self) -> bool {
        let says = |text: &str| {
            let text = text.to_ascii_lowercase();
            let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
            words.any(|word| word == "sso") || text.contains("single sign")
        };
        says(&self.name) || says(&self.code)
    }
}

impl JumpCloud {
    /// The products that the organisation's plan names (v1 `GET /organizations/{id}`, `entitlement`);
    /// `None` where it names none: an organisation that is billed otherwise has no entitlement.
    ///
    /// # Errors
    /// As [`JumpCloud::organization`].
    pub async fn products(&self, organization_id: &str) -> Result<Option<Vec<Product>>> {
        let document = self.organization_document(organization_id).await?;
        let products = document
            .pointer("/entitlement/entitlementProducts")
            .and_then(Value::as_array);
        Ok(products.map(|products| {
            let text = |product: &Value, key: &str| {
                text::value(product[key].as_str().unwrap_or_default(), 60)
            };
            let all = products.iter().map(|product| Product {
                name: text(product, "name"),
                code: text(product, "productCode"),
            });
            all.collect()
        }))
    }

    /// One organisation (v1 `GET /organizations/{id}`).
    ///
    /// # Errors
    /// `answer-of-another` where the answer is not of that organisation; else as
    /// [`JumpCloud::organizations`].
    pub async fn organization(&self, id: &str) -> Result<Organization> {
        Ok(of_record(&self.organization_document(id).await?))
    }

    async fn organization_document(&self, id: &str) -> Result<Value> {
        let doing = "reading the JumpCloud organisation";
        let path = format!("/api/organizations/{}", path_segment(id)?);
        let request = Request::get(path, doing);
        let reply = self.send(request, Need::ReadOrganizations).await?;
        object_with(&reply, id, "an organisation")
    }

    /// The organisations that this key may manage (v1 `GET /organizations`).
    ///
    /// # Errors
    /// As every call: `jumpcloud-key-rejected`, `jumpcloud-permission-missing`,
    /// `unexpected-answer`, and those of the transport.
    pub async fn organizations(&self) -> Result<Vec<Organization>> {
        let list = List::v1(
            "/api/organizations",
            "listing the JumpCloud organisations",
            Need::ReadOrganizations,
        );
        let records = self.list(list.query("sort", "_id")).await?;
        Ok(records.iter().map(of_record).collect())
    }
}

fn of_record(record: &Value) -> Organization {
    let name = record.get("displayName").and_then(Value::as_str);
    Organization {
        id: id_of(record).unwrap_or_default().to_owned(),
        name: name.unwrap_or_default().to_owned(),
    }
}
