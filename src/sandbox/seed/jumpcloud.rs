//! JumpCloud's part of the seed: organisations, people, groups, applications of others.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::catalogue;
use super::names::{ORGANIZATION, seed_id};
use crate::sandbox::certificate::{self, Certificate, KeyKind};
use crate::sandbox::state::{
    Application, Binding, BindingKind, Group, JumpCloudState, Organization, User,
};

/// When everything in the seed was made.
const CREATED: &str = "2024-02-05T09:00:00Z";

const ORGANIZATION_ID: u16 = 1;
const USER_ID: u16 = 2;
const GROUP_ID: u16 = 3;
const APPLICATION_ID: u16 = 4;

/// Given name, family name, local part of the address, state, groups.
type Person = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

/// Active people who cannot sign in all the same, and one who can, are in a group of their own.
const HELD: &str = "Held Accounts";
const LOCKED: &str = "hedy";
const EXPIRED: &str = "claude";
const PENDING: &str = "annie";

const STAFF: &str = "All Staff";
const STAFF_EMEA: &str = "All Staff EMEA";

/// More than ten are in "All Staff", so that one page of ten does not show them all. The suspended user
/// is in it too: being in a group is not being able to sign in.
const PEOPLE: [Person; 18] = [
    (
        "Ada",
        "Lovelace",
        "ada",
        "ACTIVATED",
        &[STAFF, STAFF_EMEA, "IT Administrators"],
    ),
    (
        "Grace",
        "Hopper",
        "grace",
        "ACTIVATED",
        &[STAFF, "Engineering"],
    ),
    (
        "Alan",
        "Turing",
        "alan",
        "ACTIVATED",
        &[STAFF, STAFF_EMEA, "Engineering"],
    ),
    (
        "Katherine",
        "Johnson",
        "katherine",
        "ACTIVATED",
        &[STAFF, "Engineering"],
    ),
    (
        "Edsger",
        "Dijkstra",
        "edsger",
        "ACTIVATED",
        &[STAFF, STAFF_EMEA, "Engineering"],
    ),
    (
        "Barbara",
        "Liskov",
        "barbara",
        "ACTIVATED",
        &[STAFF, "Engineering"],
    ),
    ("Donald", "Knuth", "donald", "ACTIVATED", &[STAFF, "Sales"]),
    (
        "Margaret",
        "Hamilton",
        "margaret",
        "ACTIVATED",
        &[STAFF, "IT Administrators"],
    ),
    ("Radia", "Perlman", "radia", "ACTIVATED", &[STAFF, "Sales"]),
    ("Ken", "Thompson", "ken", "ACTIVATED", &[STAFF, "Sales"]),
    (
        "Charles",
        "Babbage",
        "charles",
        "SUSPENDED",
        &[STAFF, "Engineering"],
    ),
    ("Joan", "Clarke", "joan", "STAGED", &["Engineering"]),
    ("Pat", "Freelance", "pat", "ACTIVATED", &["Contractors"]),
    ("Sam", "Interim", "sam", "ACTIVATED", &["Contractors"]),
    ("Hedy", "Lamarr", LOCKED, "ACTIVATED", &[HELD]),
    ("Claude", "Shannon", EXPIRED, "ACTIVATED", &[HELD]),
    ("Annie", "Easley", PENDING, "ACTIVATED", &[HELD]),
    // An address that is stored in mixed case.
    ("Mary", "Jackson", "Mary.Jackson", "ACTIVATED", &[HELD]),
];

/// Name and description. "All Staff EMEA" is there so that matching by prefix or wildcard goes wrong; the one
/// with a comma cannot be filtered for.
const GROUPS: [(&str, &str); 10] = [
    (STAFF, "Everyone who is employed"),
    (STAFF_EMEA, "Everyone who is employed, Europe only"),
    ("all staff (archived)", "Not in use"),
    ("IT Administrators", "Runs the tools"),
    ("Engineering", ""),
    ("Sales", ""),
    ("Contractors", "Not employed"),
    ("Empty Group", "Nobody yet"),
    ("Finance, Legal and Risk", ""),
    (HELD, "Active, and most cannot sign in"),
];

/// The state, with the private keys of its applications put into `private_keys`.
pub fn state(private_keys: &mut BTreeMap<String, String>) -> Result<JumpCloudState, rcgen::Error> {
    let widgets = seed_id(ORGANIZATION_ID, 1);
    let gadgets = seed_id(ORGANIZATION_ID, 2);
    let mut users = users(&widgets);
    let mut groups = groups(&widgets);
    let outsider = User {
        id: seed_id(USER_ID, 100),
        organization: gadgets.clone(),
        firstname: "Gideon".to_owned(),
        lastname: "Gadget".to_owned(),
        email: "gideon@gadgets.example".to_owned(),
        state: "ACTIVATED".to_owned(),
        locked: false,
        password_expired: false,
        password_pending: false,
    };
    groups.push(Group {
        id: seed_id(GROUP_ID, 100),
        organization: gadgets.clone(),
        name: STAFF.to_owned(),
        description: String::new(),
        members: vec![outsider.id.clone()],
    });
    users.push(outsider);
    let mut applications = applications(&widgets, &groups);
    applications.push(application(
        100,
        &gadgets,
        "slack",
        "https://sso.jumpcloud.com/saml2/gadgets-slack",
        json!({ "displayLabel": "Slack" }),
    ));
    for application in &mut applications {
        if application.document["config"]
            .get("idpCertificate")
            .is_some()
        {
            let made = certificate::generate(ORGANIZATION, KeyKind::P256)?;
            show_certificate(application, &made.certificate_pem);
            private_keys.insert(application.id.clone(), made.private_key_pem);
        }
    }
    Ok(JumpCloudState {
        organizations: vec![
            organization(&widgets, ORGANIZATION),
            organization(&gadgets, "Gadgets"),
        ],
        applications,
        users,
        groups,
        org_id_everywhere: false,
    })
}

fn organization(id: &str, name: &str) -> Organization {
    Organization {
        id: id.to_owned(),
        name: name.to_owned(),
    }
}

fn users(organization: &str) -> Vec<User> {
    let people = PEOPLE.iter().enumerate();
    people
        .map(|(at, (firstname, lastname, local, state, _))| User {
            id: seed_id(USER_ID, at + 1),
            organization: organization.to_owned(),
            firstname: (*firstname).to_owned(),
            lastname: (*lastname).to_owned(),
            email: format!("{local}@widgets.example"),
            state: (*state).to_owned(),
            locked: *local == LOCKED,
            password_expired: *local == EXPIRED,
            password_pending: *local == PENDING,
        })
        .collect()
}

fn groups(organization: &str) -> Vec<Group> {
    let names = GROUPS.iter().enumerate();
    names
        .map(|(at, (name, description))| Group {
            id: seed_id(GROUP_ID, at + 1),
            organization: organization.to_owned(),
            name: (*name).to_owned(),
            description: (*description).to_owned(),
            members: PEOPLE
                .iter()
                .enumerate()
                .filter(|(_, person)| person.4.contains(name))
                .map(|(at, _)| seed_id(USER_ID, at + 1))
                .collect(),
        })
        .collect()
}

/// Applications that belong to others: whatever the tool does, they must stay as they are. One is from the
/// template that the tool uses too, for another Mimecast account.
fn applications(organization: &str, groups: &[Group]) -> Vec<Application> {
    let mut slack = application(
        1,
        organization,
        "slack",
        "https://sso.jumpcloud.com/saml2/slack",
        json!({
            "displayLabel": "Slack",
            "config": { "acsUrl": "https://widgets.slack.com/sso/saml", "spEntityId": "https://slack.com" },
        }),
    );
    let everyone = groups.iter().find(|group| group.name == STAFF);
    slack.bindings.extend(everyone.map(|group| Binding {
        kind: BindingKind::UserGroup,
        id: group.id.clone(),
    }));
    let salesforce = application(
        2,
        organization,
        "salesforce",
        "https://sso.jumpcloud.com/saml2/salesforce",
        json!({
            "displayLabel": "Salesforce",
            "description": "Ask the sales team before changing anything",
            "color": "#7C6ADA",
            "managedBy": "sales-operations",
            "config": {
                "acsUrl": "https://widgets.my.salesforce.com/?so=00D000000000001",
                "spEntityId": "https://widgets.my.salesforce.com",
                "constantAttributes": [{ "name": "region", "value": "emea" }],
            },
        }),
    );
    let wiki = application(
        3,
        organization,
        "bookmark",
        "https://wiki.widgets.example/",
        json!({ "displayLabel": "Company wiki" }),
    );
    let sibling = application(
        4,
        organization,
        "mimecast",
        "https://sso.jumpcloud.com/saml2/mimecast-gadgets",
        json!({
            "displayLabel": "Mimecast (Gadgets Ltd)",
            "description": "Belongs to the Gadgets project",
            "config": {
                "idpEntityId": "JumpCloud-Gadgets",
                "spEntityId": "eu-api.mimecast.com.CUK9Z9",
                "acsUrl": "https://eu-api.mimecast.com/login/saml",
                "constantAttributes": [{ "name": "tenant", "value": "gadgets" }],
                "databaseAttributes": [{ "name": "costCentre", "value": "costCenter" }],
            },
        }),
    );
    vec![slack, salesforce, wiki, sibling]
}

/// An active application of `template`; `extra` holds top-level fields, and values for `config`.
fn application(
    number: usize,
    organization: &str,
    template: &str,
    sso_url: &str,
    extra: Value,
) -> Application {
    let id = seed_id(APPLICATION_ID, number);
    let template = catalogue::template(template);
    let mut document = json!({
        "_id": id,
        "active": true,
        "beta": false,
        "config": template["config"],
        "created": CREATED,
        "databaseAttributes": [],
        "description": "",
        "displayName": template["displayName"],
        "learnMore": template["learnMore"],
        "logo": template["logo"],
        "name": template["name"],
        "organization": organization,
        "sso": template["sso"],
        "ssoUrl": sso_url,
    });
    for (key, value) in extra.as_object().into_iter().flatten() {
        if key == "config" {
            for (key, value) in value.as_object().into_iter().flatten() {
                document["config"][key]["value"] = value.clone();
            }
        } else {
            document[key] = value.clone();
        }
    }
    Application {
        id,
        organization: organization.to_owned(),
        document: document.as_object().cloned().unwrap_or_default().into(),
        certificate_uploaded: false,
        bindings: Vec::new(),
    }
}

fn show_certificate(application: &mut Application, certificate_pem: &str) {
    let value = certificate::to_config_value(certificate_pem);
    let expires = Certificate::from_config_value(&value).and_then(|certificate| {
        let rfc3339 = &time::format_description::well_known::Rfc3339;
        certificate.expires.format(rfc3339).ok()
    });
    let document = &mut application.document;
    document["config"]["idpCertificate"]["value"] = json!(value);
    document["sso"]["idpCertExpirationAt"] = json!(expires);
    document["sso"]["idpCertificateUpdatedAt"] = json!(CREATED);
    document["sso"]["idpPrivateKeyUpdatedAt"] = json!(CREATED);
}
