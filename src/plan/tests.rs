//! The engine as a whole, by tables.

use serde_json::json;

use crate::connector::{Block, Connector};

use super::testing::*;
use super::*;

#[test]
fn a_new_tenant_gets_everything_with_enforcement_last() {
    let staff = people(&["ann@w.example"], &["ann@w.example"]);
    let plan = plan(&desired(), &observed(), Some(&staff));
    assert_eq!(ids(&plan), EVERYTHING);
    assert_eq!(plan.refusals, []);
    let enforcement = plan.changes.last().unwrap();
    assert_eq!(
        waits_for(enforcement),
        [
            "jumpcloud/application/apps",
            "jumpcloud/access/apps",
            "mimecast/authentication-profile/JumpCloud SSO",
            "mimecast/application-setting/JumpCloud SSO",
        ]
    );
}

#[test]
fn a_connected_tenant_has_nothing_to_do() {
    assert!(!wants_people(&desired(), &connected()).unwrap());
    let plan = plan(&desired(), &connected(), None);
    assert_eq!(plan.changes, []);
    assert_eq!((plan.warnings, plan.refusals), (vec![], vec![]));
}

#[test]
fn where_the_host_of_idp_urls_is_assumed_the_login_url_is_known_after_apply() {
    for assumed in [false, true] {
        let mut observed = observed();
        observed.idp_origin_assumed = assumed;
        let staff = people(&["ann@w.example"], &[]);
        let plan = plan(&desired(), &observed, Some(&staff));
        let profile = plan.changes.iter().find(|c| c.id() == EVERYTHING[2]);
        let login_url = profile.and_then(|c| c.field("web-apps.login-url"));
        let hole = login_url.unwrap().after == FieldValue::AfterApply;
        assert_eq!(hole, assumed);
    }
}

#[test]
fn each_difference_is_one_change_of_one_field() {
    type Spoil = fn(&mut Observed);
    let table: [(&str, &str, Spoil); 9] = [
        ("jumpcloud/application/apps", "displayLabel", |o| {
            document(o)["displayLabel"] = json!("Mail");
        }),
        ("jumpcloud/application/apps", "active", |o| {
            document(o)["active"] = json!(false);
        }),
        ("jumpcloud/application/apps", "config.acsUrl", |o| {
            document(o)["config"]["acsUrl"]["value"] = json!("https://elsewhere.example/");
        }),
        ("jumpcloud/application/apps", "config.idpInitUrl", |o| {
            document(o)["config"]["idpInitUrl"]["value"] = json!("https://XX-api.mimecast.com/");
        }),
        ("jumpcloud/access/apps", "group", |o| {
            o.ours.get_mut(&Connector::Apps).unwrap().groups.clear();
        }),
        (EVERYTHING[2], "web-apps.certificate", |o| {
            block(o).certificate = "00:11".to_owned();
        }),
        (EVERYTHING[2], "web-apps.password-protected-context", |o| {
            block(o).password_protected_context = true;
        }),
        (EVERYTHING[3], "authentication-profile", |o| {
            o.mimecast.as_mut().unwrap().settings[0].profile = Some("Default".to_owned());
        }),
        (EVERYTHING[4], "web-apps.enforced", |o| {
            block(o).enforced = false
        }),
    ];
    for (id, field, spoil) in table {
        let mut observed = connected();
        spoil(&mut observed);
        let staff = people(&["ann@w.example"], &[]);
        let people = wants_people(&desired(), &observed)
            .unwrap()
            .then_some(&staff);
        let plan = plan(&desired(), &observed, people);
        assert_eq!(ids(&plan), [id], "{field}");
        let names: Vec<_> = plan.changes[0].fields.iter().map(|f| &f.name).collect();
        assert_eq!(names, [field]);
        assert_eq!(plan.changes[0].action, Action::Update, "{field}");
    }
}

#[test]
fn nobody_bound_means_nothing_enforced() {
    let plan = plan(
        &desired(),
        &observed(),
        Some(&people(&[], &["ann@w.example"])),
    );
    assert_eq!(ids(&plan), EVERYTHING[..4]);
    assert_eq!(plan.warnings[0].code, "no-access");
    assert_eq!(plan.refusals, [], "what is not enforced locks nobody out");
}

#[test]
fn without_a_group_the_profile_is_not_attached() {
    let mut desired = desired();
    desired.setting.group = None;
    let plan = plan(&desired, &observed(), None);
    assert_eq!(ids(&plan), EVERYTHING[..3]);
    assert_eq!(plan.warnings[0].code, "no-setting");
}

#[test]
fn a_person_makes_what_no_api_can() {
    let mut desired = desired();
    desired.mode = Mode::Worksheet;
    let mut observed = connected();
    observed.mimecast = None;
    let staff = people(&["ann@w.example"], &["ann@w.example"]);
    let plan = plan(&desired, &observed, Some(&staff));
    assert_eq!(ids(&plan), EVERYTHING[2..]);
    for change in &plan.changes {
        assert_eq!(change.actor, Actor::Human);
        let unread = |f: &Field| f.before == FieldValue::Unreadable;
        assert!(change.fields.iter().all(unread), "{}", change.subject);
    }
}

#[test]
fn an_ambiguous_idp_url_is_an_error() {
    let mut twin = application();
    twin.id = "a2".to_owned();
    let applications = [application(), twin];
    let error = find_ours(&applications, &wanted(Connector::Apps)).unwrap_err();
    assert_eq!(error.code, "application-ambiguous");
}

#[test]
fn what_does_not_exist_is_an_error_that_names_it() {
    let mut missing = observed();
    missing.groups.insert("Staff".to_owned(), None);
    let error = planned(&desired(), &missing, None).unwrap_err();
    assert_eq!(error.code, "group-not-found");
    assert!(error.message.contains("\"Staff\""));

    let mut creating = desired();
    creating.create_groups = true;
    let staff = people(&["ann@w.example"], &[]);
    let plan = plan(&creating, &missing, Some(&staff));
    assert_eq!(ids(&plan)[0], "jumpcloud/group/Staff");
    let access = plan
        .changes
        .iter()
        .find(|c| c.id() == "jumpcloud/access/apps")
        .unwrap();
    assert_eq!(
        waits_for(access),
        ["jumpcloud/group/Staff", "jumpcloud/application/apps"]
    );
}

#[test]
fn an_option_without_a_field_in_the_template_is_refused_by_name() {
    let mut desired = desired();
    desired.applications[0].user_attributes = vec![("email".to_owned(), "email".to_owned())];
    let error = planned(&desired, &observed(), None).unwrap_err();
    assert_eq!(error.code, "field-not-in-template");
    assert!(error.message.contains("databaseAttributes"));
    assert!(error.hints[0].contains("--user-attribute"));
}

#[test]
fn the_digest_follows_what_would_be_done_and_where() {
    let staff = people(&["ann@w.example"], &[]);
    let digest = |d: &Desired, t: TenantSummary| {
        let observed = observed();
        let found = set_up(d, &observed, Some(&staff)).unwrap();
        let of = case(Purpose::SetUp, d, &observed, Some(&staff));
        assemble(Case { tenant: t, ..of }, found).digest
    };
    let base = digest(&desired(), summary(&desired()));
    assert!(base.starts_with("sha256:") && base.len() == 71);
    assert_eq!(base, digest(&desired(), summary(&desired())));

    let mut noted = desired();
    noted.notes.push(Warning {
        code: "x",
        message: "y".to_owned(),
    });
    assert_eq!(
        base,
        digest(&noted, summary(&noted)),
        "messages do not count"
    );

    let mut allowed = desired();
    allowed.allow.allow(Guard::UserLockout.into());
    let mut renamed = desired();
    renamed.applications[0].label = "Mail".to_owned();
    let mut elsewhere = summary(&desired());
    elsewhere.jumpcloud = "sandbox".to_owned();
    let mut other_org = summary(&desired());
    other_org.organization_id = "o2".to_owned();
    let others = [
        digest(&allowed, summary(&allowed)),
        digest(&renamed, summary(&renamed)),
        digest(&desired(), elsewhere),
        digest(&desired(), other_org),
    ];
    for other in others {
        assert_ne!(base, other);
    }
}

#[test]
fn plans_serialise_as_the_contract_says() {
    let staff = people(&["ann@w.example"], &[]);
    let plan = plan(&desired(), &observed(), Some(&staff));
    let value = serde_json::to_value(&plan).unwrap();
    assert_eq!(
        value["changes"][1],
        json!({
            "id": "jumpcloud/access/apps",
            "action": "create",
            "target": {"system": "jumpcloud", "kind": "access", "name": "Mimecast"},
            "actor": "api",
            "depends_on": ["jumpcloud/application/apps"],
            "fields": [{"name": "group", "before": null, "after": "Staff", "sensitive": false}],
        })
    );
    let profile = value["changes"][2]["fields"].as_array().unwrap();
    let certificate = profile
        .iter()
        .find(|f| f["name"] == "web-apps.certificate")
        .unwrap();
    assert_eq!(certificate["after"], json!({"unknown": "after-apply"}));
}

#[test]
fn a_block_takes_its_idp_from_its_tile_where_that_is_set_up() {
    let mut desired = desired();
    desired.neighbours = vec![wanted(Connector::PersonalPortal)];
    let alone = desired.settled(&connected());
    let block = &alone.blocks[&Block::WebApps];
    assert_eq!(
        (block.source, block.allow_single_sign_on),
        (Connector::Apps, false)
    );

    let mut with_portal = connected();
    let mut portal = with_portal.ours[&Connector::Apps].clone();
    portal.application.idp_url += "-portal";
    with_portal.ours.insert(Connector::PersonalPortal, portal);
    let settled = desired.settled(&with_portal);
    let block = &settled.blocks[&Block::WebApps];
    assert_eq!(
        (block.source, block.allow_single_sign_on),
        (Connector::PersonalPortal, true)
    );
    let plan = plan(&settled, &with_portal, None);
    let touched = plan
        .changes
        .iter()
        .any(|c| c.id().contains("personal-portal"));
    assert!(!touched, "a connector left out is left alone");
}

#[test]
fn a_metadata_url_that_no_block_takes_is_not_passed_over() {
    let mut desired = desired();
    desired.applications[0].metadata_url = Some("https://w.example/m.xml".to_owned());
    assert_eq!(plan(&desired, &connected(), None).warnings, []);
    desired.blocks.get_mut(&Block::WebApps).unwrap().source = Connector::PersonalPortal;
    desired.neighbours = vec![wanted(Connector::PersonalPortal)];
    let mut observed = connected();
    let portal = observed.ours[&Connector::Apps].clone();
    observed.ours.insert(Connector::PersonalPortal, portal);
    let plan = plan(&desired, &observed, None);
    assert_eq!(plan.warnings[0].code, "metadata-url-unused");
}

#[test]
fn a_template_that_is_going_to_end_warns() {
    for (status, warns) in [
        (json!("end_of_life"), true),
        (json!("end_of_support"), true),
        (json!("beta"), false),
        (json!(null), false),
        (json!(7), false),
    ] {
        let mut observed = observed();
        let template = observed.templates.get_mut(&Connector::Apps).unwrap();
        template["status"] = status.clone();
        let plan = plan(&desired(), &observed, Some(&people(&["ada"], &["ada"])));
        let told = plan
            .warnings
            .iter()
            .find(|w| w.code == "template-end-of-life");
        assert_eq!(told.is_some(), warns, "{status}");
        if let Some(warning) = told {
            assert!(
                warning.message.contains("at the end of its"),
                "{}",
                warning.message
            );
        }
    }
}
