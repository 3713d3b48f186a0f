//! What profiles and settings have in common: created once, replaced whole, deleted.

use serde_json::{Value, json};

use super::client::{Api, Mimecast};
use crate::error::{Error, Result};
use crate::http::{SendError, unconfirmed};

/// A text field; empty where it is missing or no text.
pub(super) fn text<'a>(document: &'a Value, key: &str) -> &'a str {
    document
        .get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Whether a document holds nothing but the fields named and these defaults of the assumed contract.
pub(super) fn is_bare(document: &Value, own: &[&str], defaults: &Value) -> bool {
    let Value::Object(fields) = document else {
        return false;
    };
    let fits = |(key, value): (&String, &Value)| {
        own.contains(&key.as_str()) || value.is_null() || defaults.get(key) == Some(value)
    };
    fields.iter().all(fits)
}

impl Mimecast {
    /// Creates one object, once; after a lost answer `look` finds it.
    pub(super) async fn create(
        &self,
        api: &Api,
        doing: &str,
        document: &Value,
        look: impl AsyncFnMut() -> Result<Option<Value>>,
    ) -> Result<Value> {
        let lost = match self.call(api, doing, vec![document.clone()]).await {
            Ok(data) => match data.into_iter().next() {
                Some(created) if !text(&created, "id").is_empty() => return Ok(created),
                _ => Error::failed(
                    "unexpected-answer",
                    format!("{doing}: Mimecast answered without the new object"),
                ),
            },
            Err(SendError::Certain(error)) => return Err(error),
            Err(SendError::Ambiguous(error)) => error,
        };
        match self.transport().look(look).await {
            Ok(Some(found)) => Ok(found),
            Ok(None) => Err(unconfirmed(lost, "it was not created so far")),
            Err(_) => Err(unconfirmed(lost, "and looking for it failed")),
        }
    }

    /// Replaces one object.
    pub(super) async fn update(&self, api: &Api, doing: &str, document: &Value) -> Result<Value> {
        let data = self.call(api, doing, vec![document.clone()]).await?;
        data.into_iter().next().ok_or_else(|| {
            Error::failed(
                "unexpected-answer",
                format!("{doing}: Mimecast answered without the object"),
            )
        })
    }

    /// Deletes one object; after a lost answer, or a refusal, one that is gone is deleted.
    pub(super) async fn delete(
        &self,
        api: &Api,
        doing: &str,
        id: &str,
        mut is_there: impl AsyncFnMut() -> Result<bool>,
    ) -> Result<()> {
        let error = match self.call(api, doing, vec![json!({ "id": id })]).await {
            Ok(_) => return Ok(()),
            Err(error) => Error::from(error),
        };
        match is_there().await {
            Ok(false) => Ok(()),
            _ => Err(error),
        }
    }
}
