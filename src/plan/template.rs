//! Choosing the catalogue template.

use serde_json::Value;

use crate::connector::Flow;
use crate::error::{Error, Result};
use crate::text::{did_you_mean, nearest};

use super::acs_urls::acs_list;
use super::desired::DesiredApplication;

/// The name of JumpCloud's template for a SAML application of any kind.
pub const CUSTOM: &str = "saml2";

/// Whether the ACS URL field of a template or an application is known to take a list: that of the custom one does
/// (loadsmart provider, `ACSURLs`), and one that holds a list already.
pub fn takes_list(document: &Value) -> bool {
    let text = document.pointer("/config/acsUrl/value");
    let text = text.and_then(Value::as_str).unwrap_or_default();
    document["name"] == CUSTOM || acs_list(text).is_some()
}

fn text<'a>(template: &'a Value, key: &str) -> &'a str {
    template.get(key).and_then(Value::as_str).unwrap_or("")
}

fn is_saml(template: &Value) -> bool {
    template["sso"]["type"] == "saml"
}

/// Whether a template calls itself Mimecast's. Its name is in no public source, so it is searched
/// for, never spelled.
fn is_mimecast(template: &Value) -> bool {
    let says = |text: &str| text.to_ascii_lowercase().contains("mimecast");
    let keywords = template["keywords"].as_array().into_iter().flatten();
    says(text(template, "name"))
        || says(text(template, "displayName"))
        || keywords.filter_map(Value::as_str).any(says)
}

/// The template called `wanted`, or the one SAML template that is Mimecast's.
///
/// # Errors
/// `template-absent` and `template-ambiguous`, naming what was found.
pub fn choose<'a>(templates: &'a [Value], wanted: Option<&str>) -> Result<&'a Value> {
    let found: Vec<&Value> = templates
        .iter()
        .filter(|t| is_saml(t))
        .filter(|t| match wanted {
            Some(name) => text(t, "name") == name,
            None => is_mimecast(t),
        })
        .collect();
    let what = match wanted {
        Some(name) => format!("a SAML template named \"{name}\""),
        None => "a SAML template for Mimecast".to_owned(),
    };
    match found.as_slice() {
        [one] => Ok(one),
        [] => {
            let message = format!("JumpCloud's catalogue does not have {what}");
            // Whoever named it asked for what there is not.
            let absent = match wanted {
                Some(_) => Error::usage("template-absent", message),
                None => Error::failed("template-absent", message),
            };
            let names = templates.iter().filter(|t| is_saml(t));
            let names = names.map(|t| text(t, "name"));
            let near = wanted.map(|name| nearest(name, names)).unwrap_or_default();
            let absent = did_you_mean(&near).into_iter().fold(absent, Error::hint);
            Err(match wanted {
                Some(_) => absent.hint(
                    "names are compared exactly; leave --template out to search for Mimecast's, or use \
                     saml2, JumpCloud's custom SAML application",
                ),
                None => absent
                    .hint("pass --template saml2 to use JumpCloud's custom SAML application instead")
                    .hint("check that the organisation's plan includes SSO"),
            })
        }
        many => {
            let names: Vec<String> = many
                .iter()
                .map(|t| format!("{} (\"{}\")", text(t, "name"), text(t, "displayName")))
                .collect();
            Err(Error::failed(
                "template-ambiguous",
                format!(
                    "JumpCloud's catalogue has more than one match for {what}: {}",
                    crate::text::listed(names)
                ),
            )
            .hint("choose one with --template NAME"))
        }
    }
}

/// The template that a new application is made from: the one that was named, else the one that is Mimecast's. A tile that
/// `signs` for a block must also answer sign-in that starts at Mimecast, at a second ACS URL; it is made from the custom
/// one unless Mimecast's takes a list.
///
/// # Errors
/// `template-absent` and `template-ambiguous`, naming what was found.
pub fn for_new<'a>(
    templates: &'a [Value],
    application: &DesiredApplication,
    signs: bool,
) -> Result<&'a Value> {
    let connector = application.connector;
    let own = choose(templates, application.template.as_deref());
    if application.template.is_some() {
        return own;
    }
    if !signs || connector.flow() == Flow::SpInitiated || own.as_ref().is_ok_and(|t| takes_list(t))
    {
        return own;
    }
    if let Err(error) = own
        && error.code != "template-absent"
    {
        return Err(error);
    }
    choose(templates, Some(CUSTOM)).map_err(|_| {
        Error::failed(
            "template-absent",
            format!(
                "the connector {connector} signs for a block, so its application must answer at two ACS URLs, and JumpCloud's \
                 catalogue has no template that is known to take a list of them ({CUSTOM})"
            ),
        )
        .hint(format!(
            "name a template that takes a list with --template {connector}:NAME, or have apps sign for the block: \
             --connector apps and --block BLOCK=apps"
        ))
    })
}

/// What the catalogue says of a template's end, in words: its `status` is `end_of_life`, `end_of_support`
/// or `beta` (v1 specification).
pub fn ending(template: &Value) -> Option<&'static str> {
    match text(template, "status") {
        "end_of_life" => Some("at the end of its life"),
        "end_of_support" => Some("at the end of its support"),
        _ => None,
    }
}

/// The configuration fields that public sources name: the v1 specification's template and application,
/// and what JumpCloud's own PowerShell module adds to them.
const KNOWN_FIELDS: [&str; 20] = [
    "acsUrl",
    "authClaimConfiguration",
    "constantAttributes",
    "databaseAttributes",
    "declareRedirectEndpoint",
    "defaultTargetUrl",
    "groupsAttributeName",
    "idpCertificate",
    "idpEntityId",
    "idpInitUrl",
    "idpPrivateKey",
    "includeGroups",
    "overrideNameIdFormat",
    "signAssertion",
    "signResponse",
    "signatureAlgorithm",
    "spCertificate",
    "spEntityId",
    "spErrorFlow",
    "subjectField",
];

/// The configuration fields of a template or application that no public source names. They are left as
/// they are, unless a placeholder of the article stands in them.
pub fn unknown_fields(document: &Value) -> Vec<&str> {
    let config = document["config"].as_object();
    let names = config.into_iter().flat_map(|config| config.keys());
    names
        .map(String::as_str)
        .filter(|name| !KNOWN_FIELDS.contains(name))
        .collect()
}

#[cfg(test)]
mod tests;
