//! JumpCloud's application and template documents, kept as they were read.
//!
//! A PUT replaces the whole application, so a document must go back with every field it came with:
//! these types wrap the raw JSON and only look into it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::one;
use crate::error::Result;
use crate::http::Reply;

/// A SAML application (v1 shape), as read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Application(Value);

/// A catalogue template (v1 shape), as read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Template(Value);

fn text<'a>(document: &'a Value, pointer: &str) -> &'a str {
    document
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// What both documents have. Missing and null fields read as empty.
macro_rules! shared_accessors {
    ($type:ty) => {
        impl $type {
            /// Wraps a raw document.
            pub fn new(document: Value) -> Self {
                Self(document)
            }

            /// The raw document.
            pub fn as_value(&self) -> &Value {
                &self.0
            }

            /// The raw document.
            pub fn into_value(self) -> Value {
                self.0
            }

            /// The identifier, 24 hexadecimal digits; empty for a document that has none, or two.
            pub fn id(&self) -> &str {
                super::one::id_of(&self.0).unwrap_or_default()
            }

            /// The template's name (`name`): applications of one template share it.
            pub fn template_name(&self) -> &str {
                text(&self.0, "/name")
            }

            /// The value of one setting; `None` where the document lacks the setting.
            pub fn config_value(&self, key: &str) -> Option<&Value> {
                self.0.get("config")?.get(key)?.get("value")
            }
        }
    };
}

shared_accessors!(Application);
shared_accessors!(Template);

impl Application {
    /// The label under the tile (`displayLabel`): free text, renamed at will.
    pub fn label(&self) -> &str {
        text(&self.0, "/displayLabel")
    }

    /// The IdP URL (`ssoUrl`); not unique by itself.
    pub fn sso_url(&self) -> &str {
        text(&self.0, "/ssoUrl")
    }

    /// Whether it is switched on; a document that does not say so is.
    pub fn is_active(&self) -> bool {
        self.0.get("active").and_then(Value::as_bool) != Some(false)
    }

    /// Reads an answer that is one application, any one.
    pub(super) fn from_reply(reply: &Reply) -> Result<Self> {
        let document = one::object(reply, WANTED)?;
        Self::shaped(reply, document)
    }

    /// Reads the answer to a request for the application with this id.
    pub(super) fn with_id(reply: &Reply, id: &str) -> Result<Self> {
        let document = one::object_with(reply, id, WANTED)?;
        Self::shaped(reply, document)
    }

    fn shaped(reply: &Reply, document: Value) -> Result<Self> {
        match shape(&document).and_then(|()| configured(&document)) {
            Ok(()) => Ok(Application(document)),
            Err(found) => Err(reply.unexpected(found, WANTED)),
        }
    }
}

const WANTED: &str = "an application";

/// Whether a record tells which application it is, as every one in a list does: the name of its template and, where sign-in
/// through it is SAML, an IdP URL (required in the v1 schema; applications of OIDC have no `ssoUrl`, and say so in
/// `sso.type`).
pub(super) fn shape(record: &Value) -> Result<(), &'static str> {
    if text(record, "/name").is_empty() {
        return Err("an application without the name of its template");
    }
    match is_saml(record) && text(record, "/ssoUrl").is_empty() {
        true => Err("an application without an IdP URL"),
        false => Ok(()),
    }
}

/// Whether an application that was asked for by itself has its configuration, where sign-in through it is SAML. A list may
/// say less, and whoever decides by one holds it to that.
fn configured(record: &Value) -> Result<(), &'static str> {
    match is_saml(record) && !record["config"].is_object() {
        true => Err("an application without its configuration"),
        false => Ok(()),
    }
}

/// Whether sign-in through an application or a template is SAML; it is unless the record says otherwise.
pub fn is_saml(record: &Value) -> bool {
    matches!(text(record, "/sso/type"), "" | "saml")
}

/// Whether a record has what every template has: a name and, where sign-in through it is SAML, a configuration.
pub(super) fn template_shape(record: &Value) -> Result<(), &'static str> {
    if text(record, "/name").is_empty() {
        return Err("a template without a name");
    }
    let saml = text(record, "/sso/type") == "saml";
    match record.get("config") {
        Some(Value::Object(_)) => Ok(()),
        _ if saml => Err("a template without a configuration"),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_sparse_document_reads_as_empty() {
        for document in [
            json!({}),
            json!(null),
            json!([]),
            json!({"name":null,"sso":null,"logo":7,"config":[],"active":"yes","keywords":{}}),
        ] {
            let application = Application::new(document.clone());
            assert_eq!(application.id(), "");
            assert_eq!(application.sso_url(), "");
            assert!(application.config_value("acsUrl").is_none());
            assert_eq!(Template::new(document).template_name(), "");
        }
    }

    #[test]
    fn reads_what_is_there_and_keeps_the_rest() {
        let text = r#"{"zeta":1,"_id":"5f00000000000000000000a1","name":"saml2","displayLabel":"Mimecast","sso":{"hidden":true},"config":{"acsUrl":{"value":"https://x","label":"ACS"},"gone":null},"odd":[1.50,null]}"#;
        let application = Application::new(serde_json::from_str(text).unwrap());
        assert_eq!(application.id(), "5f00000000000000000000a1");
        assert_eq!(application.label(), "Mimecast");
        assert_eq!(
            application.config_value("acsUrl").unwrap(),
            &json!("https://x")
        );
        assert!(application.config_value("gone").is_none());
        let kept = application.into_value().to_string();
        assert_eq!(kept, text.replace("1.50", "1.5"));
    }
}
