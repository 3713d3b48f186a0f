//! How an application names people to Mimecast, which knows them by their primary e-mail address (facts: its own text, and
//! every guide of another identity provider).

use serde_json::Value;

use crate::saml::name_id::Format;

use super::shown;

/// The setting that says which property of a user is the NameID. A template may lack it, and JumpCloud then sends [`EMAIL`].
pub const PROPERTY: &str = "subjectField";

/// The property that Mimecast knows people by.
pub const EMAIL: &str = "email";

/// The setting that says how the NameID is declared. A template may lack it.
pub const FORMAT: &str = "overrideNameIdFormat";

/// The property that an application names people by, where that is another than their e-mail address.
pub fn other_property(document: &Value) -> Option<&str> {
    let property = shown::setting(document, PROPERTY)?;
    (!matches!(property, "" | EMAIL)).then_some(property)
}

/// The format that an application declares the name in, where Mimecast is not known to take it.
pub fn other_format(document: &Value) -> Option<(&str, Format)> {
    let format = shown::setting(document, FORMAT).filter(|format| !format.is_empty())?;
    let known = Format::of(format);
    (known != Format::Taken).then_some((format, known))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_nobody_chose_is_an_address() {
        for (value, other) in [
            (json!({}), None),
            (json!({ "value": null }), None),
            (json!({ "value": "" }), None),
            (json!({ "value": ["username"] }), None),
            (json!({ "value": "email" }), None),
            (json!({ "value": "username" }), Some("username")),
            (json!({ "value": "Email" }), Some("Email")),
        ] {
            let document = json!({ "config": { PROPERTY: value, FORMAT: value } });
            assert_eq!(other_property(&document), other, "{document}");
            let format = other_format(&document).map(|(format, _)| format);
            let text = value["value"].as_str().filter(|text| !text.is_empty());
            assert_eq!(format, text, "{document}");
        }
        let unspecified = "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified";
        let document = json!({ "config": { FORMAT: { "value": unspecified } } });
        assert_eq!(other_format(&document), None);
    }
}
