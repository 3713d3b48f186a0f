//! What an application's settings say about its answers.

use serde_json::Value;

use crate::sandbox::state::Application;

/// The format that an answer declares where its template has no setting for it.
const EMAIL_ADDRESS: &str = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

/// The one signature algorithm that is played. SHA-1 is no longer worth playing.
const PLAYED_ALGORITHM: &str = "RSA-SHA256";

/// One address that answers may go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acs {
    /// Its index, where the setting is a list.
    pub index: String,
    /// Its URL.
    pub url: String,
}

/// An application's settings. What its template lacks has the default that is assumed for it.
#[derive(Debug)]
pub struct Settings {
    /// Who the answer says it is from.
    pub idp_entity_id: String,
    /// Whom it is for.
    pub sp_entity_id: String,
    /// Where it may go, the default first.
    pub acs: Vec<Acs>,
    /// The user's property that becomes the NameID.
    pub subject_field: String,
    /// The format that the NameID declares.
    pub name_id_format: String,
    /// Whether the Assertion is signed.
    pub sign_assertion: bool,
    /// Whether the Response is signed.
    pub sign_response: bool,
    /// A signature algorithm that is not played.
    pub other_algorithm: Option<String>,
    /// Attributes that are the same for everyone, by name.
    pub constant_attributes: Vec<(String, String)>,
    /// Attributes from the user's properties, by name.
    pub user_attributes: Vec<(String, String)>,
    /// The attribute that carries the user's groups.
    pub groups_attribute: Option<String>,
    /// Whether requests by redirect are taken.
    pub takes_redirect: bool,
    /// What goes along with an answer that nobody asked for.
    pub relay_state: Option<String>,
}

impl Settings {
    /// Reads the settings of an application.
    pub fn of(application: &Application) -> Self {
        let config = &application.document["config"];
        let value = |key: &str| config.get(key).and_then(|entry| entry.get("value"));
        let text = |key: &str| value(key).and_then(Value::as_str).unwrap_or_default();
        let or = |key: &str, default: &str| match text(key) {
            "" => default.to_owned(),
            text => text.to_owned(),
        };
        let flag = |key: &str| value(key).and_then(Value::as_bool);
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let algorithm = or("signatureAlgorithm", PLAYED_ALGORITHM);
        let groups = some(text("groupsAttributeName"));
        Settings {
            idp_entity_id: text("idpEntityId").to_owned(),
            sp_entity_id: text("spEntityId").to_owned(),
            acs: acs_urls(text("acsUrl")),
            subject_field: or("subjectField", "email"),
            name_id_format: or("overrideNameIdFormat", EMAIL_ADDRESS),
            sign_assertion: flag("signAssertion").unwrap_or(true),
            sign_response: flag("signResponse").unwrap_or(false),
            other_algorithm: (algorithm != PLAYED_ALGORITHM).then_some(algorithm),
            constant_attributes: rows(value("constantAttributes")),
            user_attributes: rows(value("databaseAttributes")),
            groups_attribute: groups.filter(|_| flag("includeGroups") == Some(true)),
            takes_redirect: flag("declareRedirectEndpoint") == Some(true),
            relay_state: some(text("defaultTargetUrl")),
        }
    }

    /// Where the answer to a request goes: to the address that the request names, if the application
    /// lists it, and else to the default.
    pub fn acs_for(&self, url: Option<&str>, index: Option<&str>) -> Option<&str> {
        let named = self.acs.iter().find(|acs| match (url, index) {
            (Some(url), _) => acs.url == url,
            (None, Some(index)) => acs.index == index,
            (None, None) => false,
        });
        let acs = named.or(self.acs.first());
        acs.map(|acs| acs.url.as_str())
    }
}

/// One URL, or a JSON list inside the string, which the custom template takes.
fn acs_urls(text: &str) -> Vec<Acs> {
    let Ok(list) = serde_json::from_str::<Vec<Value>>(text) else {
        let one = Acs {
            index: "0".to_owned(),
            url: text.to_owned(),
        };
        return Vec::from_iter((!text.is_empty()).then_some(one));
    };
    let is_default = |row: &&Value| row["isDefault"] == "true" || row["isDefault"] == true;
    let (first, rest): (Vec<&Value>, Vec<&Value>) = list.iter().partition(is_default);
    let urls = first.into_iter().chain(rest).filter_map(|row| {
        Some(Acs {
            index: row["index"].as_str().unwrap_or_default().to_owned(),
            url: row["url"].as_str()?.to_owned(),
        })
    });
    urls.collect()
}

fn rows(list: Option<&Value>) -> Vec<(String, String)> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|row| {
        let text = |key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
        Some((text("name")?, text("value")?))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn settings(config: Value) -> Settings {
        let document = json!({ "config": config });
        Settings::of(&Application {
            id: String::new(),
            organization: String::new(),
            document: document.as_object().cloned().unwrap().into(),
            certificate_uploaded: false,
            bindings: Vec::new(),
        })
    }

    #[test]
    fn a_template_without_settings_signs_the_assertion_and_names_the_address() {
        let settings = settings(json!({}));
        assert!(settings.sign_assertion && !settings.sign_response);
        assert_eq!(settings.subject_field, "email");
        assert_eq!(settings.name_id_format, EMAIL_ADDRESS);
        assert_eq!(settings.acs_for(None, None), None);
        assert_eq!(settings.other_algorithm, None);
    }

    #[test]
    fn an_answer_goes_to_the_address_named_if_it_is_listed_else_to_the_default() {
        let list = json!([
            { "index": "0", "isDefault": "false", "url": "https://a.example/" },
            { "index": "1", "isDefault": "true", "url": "https://b.example/" },
        ]);
        let settings = settings(json!({ "acsUrl": { "value": list.to_string() } }));
        for (url, index, goes) in [
            (None, None, "https://b.example/"),
            (Some("https://a.example/"), None, "https://a.example/"),
            (Some("https://evil.example/"), None, "https://b.example/"),
            (None, Some("0"), "https://a.example/"),
            (None, Some("7"), "https://b.example/"),
        ] {
            assert_eq!(
                settings.acs_for(url, index),
                Some(goes),
                "{url:?} {index:?}"
            );
        }
    }

    #[test]
    fn groups_are_sent_only_under_a_name() {
        let with = |include: bool, name: &str| {
            settings(json!({
                "includeGroups": { "value": include },
                "groupsAttributeName": { "value": name },
            }))
        };
        assert_eq!(
            with(true, "memberOf").groups_attribute.as_deref(),
            Some("memberOf")
        );
        assert_eq!(with(false, "memberOf").groups_attribute, None);
        assert_eq!(with(true, "").groups_attribute, None);
    }
}
