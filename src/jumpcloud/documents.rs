//! JumpCloud's application and template documents, kept as they were read.
//!
//! A PUT replaces the whole application, so a document must go back with every field it came with:
//! these types wrap the raw JSON and only look into it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::Result;
use crate::http::Reply;
use crate::saml::Certificate;

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

fn flag(document: &Value, pointer: &str) -> bool {
    document
        .pointer(pointer)
        .and_then(Value::as_bool)
        .unwrap_or_default()
}

/// What both documents have. Missing and null fields read as empty or false.
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

            /// The identifier, 24 hexadecimal digits.
            pub fn id(&self) -> &str {
                super::paging::record_id(&self.0).unwrap_or_default()
            }

            /// The template's name (`name`): applications of one template share it.
            pub fn template_name(&self) -> &str {
                text(&self.0, "/name")
            }

            /// The template's name for people (`displayName`).
            pub fn display_name(&self) -> &str {
                text(&self.0, "/displayName")
            }

            /// `saml`, `oidc` or another single sign-on type.
            pub fn sso_type(&self) -> &str {
                text(&self.0, "/sso/type")
            }

            /// Address of the logo; empty where there is none.
            pub fn logo_url(&self) -> &str {
                text(&self.0, "/logo/url")
            }

            /// The settings, each an object with `value` and what the form shows of it.
            pub fn config(&self) -> Option<&serde_json::Map<String, Value>> {
                self.0.get("config").and_then(Value::as_object)
            }

            /// The value of one setting; `None` where the document lacks the setting.
            pub fn config_value(&self, key: &str) -> Option<&Value> {
                self.config()?.get(key)?.get("value")
            }
        }
    };
}

shared_accessors!(Application);
shared_accessors!(Template);

impl Template {
    /// The template's search words.
    pub fn keywords(&self) -> impl Iterator<Item = &str> {
        self.0
            .get("keywords")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
    }
}

impl Application {
    /// The label under the tile (`displayLabel`): free text, renamed at will.
    pub fn label(&self) -> &str {
        text(&self.0, "/displayLabel")
    }

    /// The description, at most 256 characters.
    pub fn description(&self) -> &str {
        text(&self.0, "/description")
    }

    /// The IdP URL (`ssoUrl`); not unique by itself.
    pub fn sso_url(&self) -> &str {
        text(&self.0, "/ssoUrl")
    }

    /// The identifier of the organisation that owns the application.
    pub fn organization(&self) -> &str {
        text(&self.0, "/organization")
    }

    /// Whether single sign-on is on.
    pub fn active(&self) -> bool {
        flag(&self.0, "/active")
    }

    /// Whether the tile is left out of the user portal.
    pub fn hidden(&self) -> bool {
        flag(&self.0, "/sso/hidden")
    }

    /// The tile's colour, like `#202D38`; it stands at `logo.color`, or at `color`.
    pub fn color(&self) -> &str {
        match text(&self.0, "/logo/color") {
            "" => text(&self.0, "/color"),
            color => color,
        }
    }

    /// The IdP certificate; `None` where the application has none yet.
    ///
    /// `idpCertificate.value` is the base64 of the PEM (loadsmart's provider); a PEM as it is, and
    /// the base64 of the DER, are read too.
    ///
    /// # Errors
    /// `certificate-malformed` when there is one that cannot be read.
    pub fn certificate(&self) -> Result<Option<Certificate>> {
        let value = self
            .config_value("idpCertificate")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .trim();
        if value.is_empty() {
            return Ok(None);
        }
        if value.starts_with("-----") {
            return Certificate::from_pem(value).map(Some);
        }
        let packed: String = value.split_ascii_whitespace().collect();
        match STANDARD.decode(&packed).map(String::from_utf8) {
            Ok(Ok(pem)) if pem.trim_start().starts_with("-----") => {
                Certificate::from_pem(&pem).map(Some)
            }
            _ => Certificate::from_base64(&packed).map(Some),
        }
    }

    /// Reads an answer that is one application.
    pub(super) fn from_reply(reply: &Reply) -> Result<Self> {
        let application = Application(reply.json()?);
        match application.id() {
            "" => Err(reply.unexpected("a document without an id", "an application")),
            _ => Ok(application),
        }
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
            assert!(!application.active() && !application.hidden());
            assert!(application.certificate().unwrap().is_none());
            assert_eq!(Template::new(document).keywords().count(), 0);
        }
    }

    #[test]
    fn reads_what_is_there_and_keeps_the_rest() {
        let text = r#"{"zeta":1,"_id":"a1","name":"saml2","displayLabel":"Mimecast","sso":{"hidden":true},"config":{"acsUrl":{"value":"https://x","label":"ACS"},"gone":null},"odd":[1.50,null]}"#;
        let application = Application::new(serde_json::from_str(text).unwrap());
        assert_eq!(application.id(), "a1");
        assert_eq!(application.label(), "Mimecast");
        assert!(application.hidden());
        assert_eq!(
            application.config_value("acsUrl").unwrap(),
            &json!("https://x")
        );
        assert!(application.config_value("gone").is_none());
        let kept = application.into_value().to_string();
        assert_eq!(kept, text.replace("1.50", "1.5"));
    }
}
