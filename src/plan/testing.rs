//! Building blocks of this module's tests. Every document here is *assumed*: assembled from
//! JumpCloud's specification, none was captured.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::datetime;

use crate::attestation::Attested;
use crate::connector::{Block, Connector, Grid, MimecastSite};
use crate::error::Result;

use super::expected::edit_application;
use super::*;

/// The certificate that the `apps` application signs with.
pub const PEM: &str = include_str!("../../fixtures/saml/idp-rsa-2048.pem");

/// Its SHA-256 fingerprint.
pub const FINGERPRINT: &str = "35:7E:3C:24:00:BC:A4:A6:0A:7F:8C:D7:87:1D:4E:DF:8D:33:C9:4F:09:F2:94:28:40:F9:30:C2:A4:71:E0:4D";

pub const NOW: OffsetDateTime = datetime!(2026-11-23 12:00 UTC);

pub fn site(subdomain: &str) -> MimecastSite {
    let grid = Grid::all().iter().find(|g| g.subdomain == subdomain);
    grid.unwrap().into()
}

pub fn wanted(connector: Connector) -> DesiredApplication {
    let code = "CUK1A1".parse().unwrap();
    DesiredApplication {
        groups: vec!["Staff".to_owned()],
        relabels: true,
        hidden: Some(connector == Connector::Apps),
        ..DesiredApplication::by_default(connector, &site("eu"), &code)
    }
}

pub fn desired() -> Desired {
    let block = DesiredBlock {
        candidates: vec![Connector::PersonalPortal, Connector::Apps],
        source: Connector::Apps,
        logout_url: "https://console.jumpcloud.com/userconsole/".to_owned(),
        allow_single_sign_on: false,
    };
    Desired {
        site: site("eu"),
        account_code: "CUK1A1".parse().unwrap(),
        mode: Mode::Api,
        applications: vec![wanted(Connector::Apps)],
        neighbours: Vec::new(),
        create_groups: false,
        profile: "JumpCloud SSO".to_owned(),
        blocks: BTreeMap::from([(Block::WebApps, block)]),
        setting: DesiredSetting {
            description: "JumpCloud SSO".to_owned(),
            group: Some("Everybody".to_owned()),
            members: Vec::new(),
        },
        admin: None,
        backup_administrator: false,
        test_sign_in: false,
        allow: Allowed::default(),
        notes: Vec::new(),
        refusals: Vec::new(),
    }
}

pub fn template() -> Value {
    json!({
        "_id": "t1", "name": "mimecast", "displayName": "Mimecast", "sso": {"type": "saml"},
        "keywords": ["email"],
        "config": {
            "idpEntityId": {"type": "text", "value": "JumpCloud"},
            "idpCertificate": {"type": "file", "value": ""},
            "idpPrivateKey": {"type": "file", "value": ""},
            "spEntityId": {"type": "text", "value": "XX-api.mimecast.com.XXXXXX"},
            "acsUrl": {"type": "text", "value": "https://XX-api.mimecast.com/login/saml"},
            "idpInitUrl": {"type": "text", "value": "https://login-XX.mimecast.com/XXXXXX"},
            "constantAttributes": {"type": "constantAttributes", "value": []}
        }
    })
}

/// What the `apps` application looks like once it is set up.
pub fn application() -> ObservedApplication {
    let edit = edit_application(&desired(), &observed(), &wanted(Connector::Apps)).unwrap();
    let mut document = edit.document;
    document["_id"] = json!("a1");
    document["config"]["idpCertificate"]["value"] = json!(BASE64_STANDARD.encode(PEM));
    ObservedApplication {
        id: "a1".to_owned(),
        label: "Mimecast".to_owned(),
        idp_url: "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1".to_owned(),
        document,
    }
}

pub fn metadata() -> Metadata {
    Metadata {
        entity_id: "JumpCloud".to_owned(),
        login_url: Some("https://sso.jumpcloud.com/saml2/mimecast-cuk1a1".to_owned()),
        certificates: vec![CertificateFacts {
            fingerprint: FINGERPRINT.to_owned(),
            base64: "MII=".to_owned(),
            not_before: datetime!(2026-01-01 0:00 UTC),
            not_after: datetime!(2029-01-01 0:00 UTC),
            rsa_bits: Some(2048),
        }],
    }
}

/// Both services before anything was set up.
pub fn observed() -> Observed {
    Observed {
        applications: Vec::new(),
        ours: BTreeMap::new(),
        replaced: BTreeMap::new(),
        duplicates: Vec::new(),
        templates: BTreeMap::from([(Connector::Apps, template())]),
        groups: BTreeMap::from([("Staff".to_owned(), Some("g1".to_owned()))]),
        users: BTreeMap::new(),
        near: BTreeMap::new(),
        mimecast: Some(ObservedMimecast::default()),
        attested: Attested::default(),
        proofs: Attested::default(),
        mimecast_members: Vec::new(),
        mimecast_group: Some(MimecastGroupId::new("m1")),
        idp_origin: "https://sso.jumpcloud.com".to_owned(),
        idp_origin_assumed: false,
    }
}

/// Both services once `apps` is set up, attached and enforced.
pub fn connected() -> Observed {
    let mut observed = observed();
    let application = application();
    observed.templates.clear();
    observed.applications.push(application.clone());
    observed.ours.insert(
        Connector::Apps,
        OurApplication {
            application,
            groups: vec!["g1".to_owned()],
            users: Vec::new(),
            metadata: Ok(metadata()),
            public_metadata: None,
        },
    );
    let values = BlockValues {
        enforced: true,
        provider: "Other".to_owned(),
        issuer: "JumpCloud".to_owned(),
        login_url: "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1".to_owned(),
        logout_url: "https://console.jumpcloud.com/userconsole/".to_owned(),
        certificate: FINGERPRINT.to_owned(),
        password_protected_context: false,
        integrated_authentication_context: false,
        ..BlockValues::default()
    };
    observed.mimecast = Some(ObservedMimecast {
        profiles: vec![ObservedProfile {
            description: "JumpCloud SSO".to_owned(),
            default: false,
            blocks: BTreeMap::from([(Block::WebApps, values)]),
            bare: true,
        }],
        settings: vec![ObservedSetting {
            description: "JumpCloud SSO".to_owned(),
            default: false,
            group: GroupReference {
                name: Some("Everybody".to_owned()),
                id: MimecastGroupId::new("m1"),
            },
            profile: Some("JumpCloud SSO".to_owned()),
            bare: true,
        }],
    });
    observed
}

pub fn people(access: &[&str], members: &[&str]) -> People {
    let emails = |list: &[&str]| list.iter().map(|e| (*e).to_owned()).collect::<Vec<_>>();
    let can = emails(access).into_iter().map(|email| (email, SignIn::Can));
    let access = Access::Known(can.collect());
    People {
        access: Connector::ALL
            .into_iter()
            .map(|c| (c, access.clone()))
            .collect(),
        members: Members::Known(emails(members)),
        aliases: Default::default(),
    }
}

pub fn summary(desired: &Desired) -> TenantSummary {
    TenantSummary {
        name: None,
        organization_id: "o1".to_owned(),
        organization: "Widgets".to_owned(),
        account_code: desired.account_code.clone(),
        grid: desired.site.clone(),
        jumpcloud: "https://jumpcloud.example".to_owned(),
        mimecast: "https://mimecast.example".to_owned(),
        mode: desired.mode,
        played: true,
        connectors: vec![Connector::Apps],
    }
}

pub fn plan(desired: &Desired, observed: &Observed, people: Option<&People>) -> Plan {
    planned(desired, observed, people).unwrap()
}

pub fn planned(desired: &Desired, observed: &Observed, people: Option<&People>) -> Result<Plan> {
    let found = set_up(desired, observed, people)?;
    let case = case(Purpose::SetUp, desired, observed, people);
    Ok(assemble(case, found))
}

pub fn case<'a>(
    purpose: Purpose,
    desired: &'a Desired,
    observed: &'a Observed,
    people: Option<&'a People>,
) -> Case<'a> {
    Case {
        tenant: summary(desired),
        purpose,
        wish: desired,
        desired,
        observed,
        people,
        now: NOW,
    }
}

pub fn ids(plan: &Plan) -> Vec<String> {
    plan.changes.iter().map(Change::id).collect()
}

/// The ids of the changes that must be done before.
pub fn waits_for(change: &Change) -> Vec<String> {
    change.depends_on.iter().map(Subject::id).collect()
}

/// The ids of everything that a new tenant gets.
pub const EVERYTHING: [&str; 5] = [
    "jumpcloud/application/apps",
    "jumpcloud/access/apps",
    "mimecast/authentication-profile/JumpCloud SSO",
    "mimecast/application-setting/JumpCloud SSO",
    "mimecast/authentication-profile/JumpCloud SSO#enforce",
];

pub fn document(observed: &mut Observed) -> &mut serde_json::Value {
    &mut observed
        .ours
        .get_mut(&Connector::Apps)
        .unwrap()
        .application
        .document
}

pub fn block(observed: &mut Observed) -> &mut BlockValues {
    observed.mimecast.as_mut().unwrap().profiles[0]
        .blocks
        .get_mut(&Block::WebApps)
        .unwrap()
}
