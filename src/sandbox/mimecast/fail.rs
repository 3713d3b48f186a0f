//! Why an item of a request was not taken, as `fail` of the envelope says it.

use serde_json::{Value, json};

/// Why an item was not taken.
#[derive(Debug)]
pub struct Fail {
    /// Stable code.
    pub code: &'static str,
    /// Text for the person.
    pub message: String,
}

impl Fail {
    /// A failure with its code.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Fail {
            code,
            message: message.into(),
        }
    }

    /// A field is missing or wrong.
    pub fn validation(message: impl Into<String>) -> Self {
        Fail::new("err_validation", message)
    }

    /// As an entry of the envelope's `fail`, with the key of its item.
    pub fn to_json(&self, key: &Value) -> Value {
        let error = json!({ "code": self.code, "message": self.message, "retryable": false });
        json!({ "errors": [error], "key": key })
    }
}
