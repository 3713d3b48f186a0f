//! The catalogue of application templates.
//!
//! No public source shows the Mimecast template: its fields are assumed, from the connector's help page
//! and from how other catalogue templates are reported. Labels and positions follow a captured
//! browser request; tooltips are this project's own words.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::names::seed_id;

const TEMPLATE_ID: u16 = 5;

/// Applications that stand in the catalogue so that it takes several pages to read: `name=Display name`.
/// "Mimeo" starts like Mimecast and is not it.
const NAMES: &str = "\
    15five=15Five; 1password=1Password; adobe=Adobe Creative Cloud; aha=Aha!; airtable=Airtable; \
    amplitude=Amplitude; ansible-tower=Ansible Tower; apple-school=Apple School Manager; \
    appdynamics=AppDynamics; asana=Asana; atlassian=Atlassian Cloud; auth0=Auth0; bamboohr=BambooHR; \
    bigpanda=BigPanda; bitwarden=Bitwarden; blackline=BlackLine; bluejeans=BlueJeans; box=Box; \
    brightspace=Brightspace; bugsnag=Bugsnag; calendly=Calendly; canva=Canva; carbonite=Carbonite; \
    chargebee=Chargebee; cisco-anyconnect=Cisco AnyConnect; clickup=ClickUp; cloudflare=Cloudflare \
    Access; cloudinary=Cloudinary; coda=Coda; concur=SAP Concur; confluence=Confluence; coupa=Coupa; \
    culture-amp=Culture Amp; cyberark=CyberArk; databricks=Databricks; datadog=Datadog; \
    dialpad=Dialpad; docebo=Docebo; docusign=DocuSign; domo=Domo; dovetail=Dovetail; dropbox=Dropbox \
    Business; druva=Druva inSync; egnyte=Egnyte; elastic-cloud=Elastic Cloud; envoy=Envoy; \
    evernote=Evernote; expensify=Expensify; fastly=Fastly; figma=Figma; float=Float; \
    freshdesk=Freshdesk; freshservice=Freshservice; front=Front; github=GitHub; gitlab=GitLab; \
    gotomeeting=GoToMeeting; grafana=Grafana; greenhouse=Greenhouse; gusto=Gusto; harness=Harness; \
    hellosign=HelloSign; heroku=Heroku; hubspot=HubSpot; insightly=Insightly; intercom=Intercom; \
    jamf=Jamf Pro; jenkins=Jenkins; jira=Jira; kayako=Kayako; keeper=Keeper Security; \
    kissflow=Kissflow; knowbe4=KnowBe4; lastpass=LastPass; lattice=Lattice; \
    launchdarkly=LaunchDarkly; lever=Lever; litmos=Litmos; looker=Looker; lucidchart=Lucidchart; \
    meraki=Cisco Meraki; mimeo=Mimeo; miro=Miro; mixpanel=Mixpanel; monday=monday.com; \
    mongodb-atlas=MongoDB Atlas; namely=Namely; netsuite=NetSuite; new-relic=New Relic; \
    notion=Notion; opsgenie=Opsgenie; pagerduty=PagerDuty; pingboard=Pingboard; pipedrive=Pipedrive; \
    rapid7=Rapid7 Insight; ringcentral=RingCentral; rollbar=Rollbar; salesforce=Salesforce; \
    sendgrid=SendGrid; sentry=Sentry; servicenow=ServiceNow; signal-sciences=Signal Sciences; \
    slack=Slack; smartsheet=Smartsheet; snowflake=Snowflake; splunk=Splunk; statuspage=Statuspage; \
    sumologic=Sumo Logic; tableau=Tableau Online; teamviewer=TeamViewer; templafy=Templafy; \
    terraform-cloud=Terraform Cloud; trello=Trello; twilio=Twilio; udemy=Udemy Business; \
    vanta=Vanta; webex=Cisco Webex; workable=Workable; workday=Workday; workplace=Workplace; \
    wrike=Wrike; zendesk=Zendesk; zoho=Zoho; zoom=Zoom";

/// One setting of a template: key, label, value, position, required.
type Setting = (&'static str, &'static str, Value, u8, bool);

/// A template before it is written out.
struct Template {
    name: &'static str,
    shown: &'static str,
    keywords: Vec<&'static str>,
    kind: &'static str,
    settings: Vec<Setting>,
}

impl Template {
    fn saml(
        name: &'static str,
        shown: &'static str,
        keywords: &[&'static str],
        settings: Vec<Setting>,
    ) -> Self {
        Template {
            name,
            shown,
            keywords: keywords.to_vec(),
            kind: "saml",
            settings,
        }
    }

    /// One that signs nothing and has no settings here; `kind` is also its name.
    fn other(kind: &'static str, shown: &'static str) -> Self {
        Template {
            name: kind,
            shown,
            keywords: vec![kind],
            kind,
            settings: Vec::new(),
        }
    }

    fn into_json(self, number: usize) -> Value {
        let Template {
            name, shown, kind, ..
        } = self;
        json!({
            "_id": seed_id(TEMPLATE_ID, number),
            "active": true,
            "beta": false,
            "config": config(self.settings),
            "displayLabel": shown,
            "displayName": shown,
            "isConfigured": false,
            "keywords": self.keywords,
            "learnMore": format!("https://jumpcloud.com/support/integrate-with-{name}"),
            "logo": { "url": format!("https://cdn02.jumpcloud.com/sso-templates/{name}.png") },
            "name": name,
            "sso": { "type": kind, "hidden": false, "beta": false, "jit": false },
            "ssoUrl": format!("https://sso.jumpcloud.com/saml2/{name}"),
        })
    }
}

/// Every template, sorted by name. Made once: it is the same for every sandbox.
pub fn catalogue() -> &'static [Value] {
    static CATALOGUE: LazyLock<Vec<Value>> = LazyLock::new(made);
    &CATALOGUE
}

fn made() -> Vec<Value> {
    let mail_security = ["email security", "mail gateway", "mime", "archive"];
    let mut templates = vec![
        Template::saml("saml2", "SAML2.0", &["custom", "saml"], custom()),
        Template::other("oidc", "OIDC"),
        Template::other("bookmark", "Bookmark"),
        Template::saml("aws", "Amazon Web Services", &["aws"], simple()),
        Template::saml("aws-sso", "AWS IAM Identity Center", &["aws"], aws_sso()),
        Template::saml(
            "mimecast",
            "Mimecast",
            &["mimecast", "email security"],
            mimecast(),
        ),
        Template::saml(
            "proofpoint",
            "Proofpoint Email Protection",
            &mail_security,
            simple(),
        ),
    ];
    templates.extend(NAMES.split(';').filter_map(|entry| {
        let (name, shown) = entry.trim().split_once('=')?;
        Some(Template::saml(name, shown, &[name], simple()))
    }));
    templates.sort_by_key(|template| template.name);
    let numbered = templates.into_iter().zip(1..);
    numbered
        .map(|(template, number)| template.into_json(number))
        .collect()
}

/// The template called `name`, which is one of the seed's own; an empty document for any other.
pub fn template(name: &str) -> Value {
    let found = catalogue().iter().find(|t| t["name"] == name);
    found.cloned().unwrap_or_default()
}

fn config(settings: Vec<Setting>) -> Value {
    let entries = settings
        .into_iter()
        .map(|(key, label, value, position, required)| {
            let kind = match (key, &value) {
                ("idpPrivateKey" | "idpCertificate", _) => "file",
                (_, Value::Bool(_)) => "boolean",
                (_, Value::Array(_)) => "constantAttributes",
                ("subjectField" | "overrideNameIdFormat" | "signatureAlgorithm", _) => "select",
                _ => "text",
            };
            let entry = json!({
                "type": kind,
                "label": label,
                "value": value,
                "position": position,
                "required": required,
                "visible": true,
                "readOnly": false,
                "tooltip": {
                    "template": "<%= message %>",
                    "variables": { "icon": "info", "message": tooltip(key) },
                },
            });
            (key.to_owned(), entry)
        });
    Value::Object(entries.collect::<Map<String, Value>>())
}

fn tooltip(key: &str) -> &'static str {
    match key {
        "idpEntityId" => "The name under which the service provider knows this identity provider.",
        "idpPrivateKey" => "The key that signs. It cannot be read back.",
        "idpCertificate" => "The certificate that the service provider checks signatures with.",
        "spEntityId" => "The service provider's own name, which is also the audience.",
        "acsUrl" => "Where the browser brings the answer to.",
        "subjectField" => "The user's property that names them at the service provider.",
        "overrideNameIdFormat" => "How the name is declared.",
        "constantAttributes" => "Attributes that are the same for everyone.",
        "databaseAttributes" => "Attributes taken from the user.",
        "includeGroups" | "groupsAttributeName" => "Sends the user's groups in an attribute.",
        "declareRedirectEndpoint" => "Adds the HTTP-Redirect binding to the metadata.",
        _ => "See the service provider's documentation.",
    }
}

/// What every SAML template has.
fn base(idp_entity_id: &str, sp_entity_id: &str, acs_url: &str) -> Vec<Setting> {
    vec![
        (
            "idpEntityId",
            "IdP Entity ID:",
            json!(idp_entity_id),
            0,
            true,
        ),
        ("idpPrivateKey", "IdP Private Key:", json!(""), 1, true),
        ("idpCertificate", "IdP Certificate:", json!(""), 2, true),
        ("spEntityId", "SP Entity ID:", json!(sp_entity_id), 3, true),
        ("acsUrl", "ACS URL:", json!(acs_url), 4, true),
    ]
}

fn attributes() -> Vec<Setting> {
    vec![
        (
            "constantAttributes",
            "Constant Attributes:",
            json!([]),
            8,
            false,
        ),
        (
            "databaseAttributes",
            "User Attributes:",
            json!([]),
            9,
            false,
        ),
    ]
}

/// How answers are signed and whom they name.
fn signing(name_id_format: &str) -> Vec<Setting> {
    vec![
        (
            "subjectField",
            "SAMLSubject NameID:",
            json!("email"),
            5,
            true,
        ),
        (
            "overrideNameIdFormat",
            "SAMLSubject NameID Format:",
            json!(name_id_format),
            6,
            false,
        ),
        (
            "signatureAlgorithm",
            "Signature Algorithm:",
            json!("RSA-SHA256"),
            7,
            false,
        ),
        (
            "includeGroups",
            "Include Group Attribute:",
            json!(false),
            10,
            false,
        ),
        (
            "groupsAttributeName",
            "Groups Attribute Name:",
            json!(""),
            11,
            false,
        ),
        ("signAssertion", "Sign Assertion:", json!(true), 13, false),
        ("signResponse", "Sign Response:", json!(false), 13, false),
        (
            "declareRedirectEndpoint",
            "Declare Redirect Endpoint:",
            json!(false),
            16,
            false,
        ),
    ]
}

/// "Catalog templates have fewer settings than custom apps" (loadsmart provider).
fn simple() -> Vec<Setting> {
    let mut settings = base(
        "JumpCloud",
        "https://YOUR_SUBDOMAIN.example.com",
        "https://YOUR_SUBDOMAIN.example.com/saml/acs",
    );
    settings.extend(attributes());
    settings
}

/// The custom template; its defaults as the loadsmart provider has them.
fn custom() -> Vec<Setting> {
    let mut settings = base("", "", "https://YOUR_ACS_URL/");
    settings.extend(signing(
        "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified",
    ));
    settings.extend(attributes());
    settings.push((
        "defaultTargetUrl",
        "Default RelayState:",
        json!(""),
        14,
        false,
    ));
    settings.push(("idpInitUrl", "Login URL:", json!(""), 15, false));
    settings
}

fn aws_sso() -> Vec<Setting> {
    let mut settings = base(
        "JumpCloud",
        "https://YOUR_AWS_REGION.signin.aws.amazon.com/platform/saml/YOUR_ID",
        "https://YOUR_AWS_REGION.signin.aws.amazon.com/platform/saml/acs/YOUR_ID",
    );
    settings.push((
        "idpInitUrl",
        "Login URL:",
        json!("https://YOUR_SUBDOMAIN.awsapps.com/start"),
        15,
        false,
    ));
    settings
}

/// Assumed: no public source shows it. Entity ID and ACS URL are those of JumpCloud's help page.
fn mimecast() -> Vec<Setting> {
    let mut settings = base(
        "JumpCloud",
        "XX-api.mimecast.com.XXXXXX",
        "https://XX-api.mimecast.com/login/saml",
    );
    settings.extend(signing(
        "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    ));
    settings.extend(attributes());
    settings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_template_is_mimecasts_and_reading_all_takes_pages() {
        let all = catalogue();
        assert!(all.len() > 120, "{}", all.len());
        let mentions = |t: &&Value| t.to_string().to_lowercase().contains("mimecast");
        let names: Vec<&Value> = all.iter().filter(mentions).map(|t| &t["name"]).collect();
        assert_eq!(names, ["mimecast"]);
        let mut ids: Vec<&str> = all.iter().filter_map(|t| t["_id"].as_str()).collect();
        ids.dedup();
        assert_eq!(ids.len(), all.len());
    }
}
