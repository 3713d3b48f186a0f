use serde_json::json;

use super::super::testing::*;
use super::*;
use crate::connector::{Block, Connector};
use crate::plan::{Action, FieldValue, Mode};

/// `apps` is connected, by a template that is not the one asked for.
fn another() -> (Desired, Observed) {
    let mut desired = desired();
    desired.applications[0].template = Some("saml2".to_owned());
    desired.applications[0].relabels = false;
    desired.applications[0].hidden = None;
    let mut observed = connected();
    let mut custom = template();
    custom["name"] = json!("saml2");
    observed.templates.insert(Connector::Apps, custom);
    let ours = observed.ours.get_mut(&Connector::Apps).unwrap();
    ours.groups.push("g2".to_owned());
    let document = &mut ours.application.document;
    document["displayLabel"] = json!("Mail (Bob)");
    document["description"] = json!("Where the mail is");
    document["color"] = json!("#9E2F00");
    document["sso"]["hidden"] = json!(false);
    document["config"]["constantAttributes"]["value"] =
        json!([{"name": "site", "value": "Leeds"}, {"name": "tier", "value": "1"}]);
    observed.applications[0].document = document.clone();
    (desired, observed)
}

fn set_apart(desired: &Desired, observed: Observed, gone: &[Gone]) -> Observed {
    let mut observed = observed.replacing(desired, gone);
    let names = [("g1", "Staff"), ("g2", "Ops")];
    observed.call_by_name(&names.map(|(id, n)| (id.to_owned(), n.to_owned())).into());
    observed
}

#[test]
fn it_makes_room_and_what_it_was_known_by_is_taken_over() {
    let (desired, observed) = another();
    let observed = set_apart(&desired, observed, &[]);
    let settled = desired.settled(&observed);
    let staff = people(&["ann@w.example"], &["ann@w.example"]);
    let plan = plan(&settled, &observed, Some(&staff));
    assert_eq!(plan.refusals[0].guard, "replace-application", "{plan:?}");
    assert_eq!(plan.refusals.len(), 1);
    let enforce = "mimecast/authentication-profile/JumpCloud SSO#enforce";
    assert_eq!(
        ids(&plan),
        [
            "mimecast/authentication-profile/JumpCloud SSO#release",
            "jumpcloud/application/apps#replaced",
            "jumpcloud/application/apps",
            "jumpcloud/access/apps",
            "mimecast/authentication-profile/JumpCloud SSO",
            enforce,
        ]
    );
    assert_eq!(waits_for(&plan.changes[1]), [ids(&plan)[0].clone()]);
    assert!(waits_for(&plan.changes[2]).contains(&ids(&plan)[1]));
    let made = &plan.changes[2];
    assert_eq!(made.action, Action::Replace);
    let after = |name: &str| made.field(name).map(|f| f.after.clone());
    let known: [(&str, FieldValue); 6] = [
        ("displayLabel", "Mail (Bob)".into()),
        ("description", "Where the mail is".into()),
        ("color", "#9E2F00".into()),
        ("sso.hidden", false.into()),
        ("config.constantAttributes[site]", "Leeds".into()),
        ("config.constantAttributes[tier]", "1".into()),
    ];
    for (name, value) in known {
        assert_eq!(after(name), Some(value), "{name}");
    }
    let bound: Vec<_> = plan.changes[3]
        .fields
        .iter()
        .filter_map(|f| f.after.text())
        .collect();
    assert_eq!(bound, ["Staff", "Ops"]);
    let certificate = plan.changes[4].field("web-apps.certificate").unwrap();
    assert_eq!(certificate.after, FieldValue::AfterApply);
}

#[test]
fn what_was_asked_for_goes_before_what_was_there() {
    let (mut desired, observed) = another();
    let asked = &mut desired.applications[0];
    asked.relabels = true;
    asked.description = Some("New".to_owned());
    asked.hidden = Some(true);
    asked.attributes = vec![("tier".to_owned(), "2".to_owned())];
    let observed = set_apart(&desired, observed, &[]);
    let settled = desired.settled(&observed);
    let made = &settled.applications[0];
    assert_eq!(made.label, "Mimecast");
    assert_eq!(made.description.as_deref(), Some("New"));
    assert_eq!(made.hidden, Some(true));
    let pairs = [("site", "Leeds"), ("tier", "2")];
    assert_eq!(
        made.attributes,
        pairs.map(|(n, v)| (n.to_owned(), v.to_owned()))
    );
}

#[test]
fn a_template_that_it_was_made_from_or_that_nobody_named_changes_nothing() {
    let (mut desired, observed) = another();
    for template in [None, Some("mimecast".to_owned())] {
        desired.applications[0].template = template;
        let same = observed.clone().replacing(&desired, &[]);
        assert_eq!(same, observed);
    }
}

#[test]
fn one_that_does_not_say_its_template_is_neither_replaced_nor_passed_over() {
    for unsaid in [json!(null), json!(7), json!({"a": 1})] {
        let (desired, mut observed) = another();
        let ours = observed.ours.get_mut(&Connector::Apps).unwrap();
        ours.application.document["name"] = unsaid.clone();
        let same = observed.clone().replacing(&desired, &[]);
        assert_eq!(same, observed, "{unsaid}");
        let error = crate::plan::set_up(&desired, &same, None).unwrap_err();
        assert_eq!(error.code, "settings-unread", "{unsaid}");
    }
}

#[test]
fn what_a_run_that_broke_off_had_deleted_is_taken_over_by_the_next() {
    let (desired, observed) = another();
    let gone = Gone {
        idp_url: observed.applications[0].idp_url.clone(),
        document: observed.applications[0].document.clone(),
        holders: BTreeSet::from([
            (Holder::Group, "g2".to_owned()),
            (Holder::Group, "g-deleted-since".to_owned()),
        ]),
    };
    // Nothing was made yet.
    let mut before = observed.clone();
    before.ours.clear();
    before.applications.clear();
    let before = set_apart(&desired, before, std::slice::from_ref(&gone));
    let settled = desired.settled(&before);
    assert_eq!(settled.applications[0].label, "Mail (Bob)");
    let first = plan(&settled, &before, None);
    assert_eq!(first.changes[0].action, Action::Create);
    let access = |plan: &crate::plan::Plan| -> Vec<String> {
        let mut changes = plan.changes.iter();
        let access = changes.find(|c| c.id() == "jumpcloud/access/apps");
        let fields = access.into_iter().flat_map(|c| &c.fields);
        fields
            .filter_map(|f| Some(f.after.text()?.to_owned()))
            .collect()
    };
    assert_eq!(access(&first), ["Ops", "Staff"]);
    // It was made, and not everybody was given access yet.
    let mut after = observed;
    let ours = after.ours.get_mut(&Connector::Apps).unwrap();
    ours.application.document["name"] = json!("saml2");
    ours.groups = vec!["g1".to_owned()];
    let after = set_apart(&desired, after, &[gone]);
    let second = plan(&desired.settled(&after), &after, None);
    assert_eq!(access(&second), ["Ops"]);
}

#[test]
fn a_block_that_hangs_on_it_and_is_not_looked_after_refuses() {
    let (desired, mut observed) = another();
    let mimecast = observed.mimecast.as_mut().unwrap();
    let values = mimecast.profiles[0].blocks[&Block::WebApps].clone();
    mimecast.profiles[0]
        .blocks
        .insert(Block::EndUserApps, values);
    let observed = set_apart(&desired, observed, &[]);
    let staff = people(&["ann@w.example"], &["ann@w.example"]);
    let plan = plan(&desired.settled(&observed), &observed, Some(&staff));
    let guards: Vec<_> = plan.refusals.iter().map(|r| r.guard).collect();
    assert_eq!(guards, ["replace-application", "user-lockout"]);
}

#[test]
fn a_signer_whose_metadata_cannot_be_told_is_not_deleted() {
    type Spoil = fn(&mut crate::plan::OurApplication);
    let table: [Spoil; 3] = [
        |ours| ours.metadata = Err("nothing".to_owned()),
        |ours| ours.metadata.as_mut().unwrap().certificates[0].fingerprint = "00".to_owned(),
        |ours| ours.application.document["config"]["idpCertificate"] = json!({}),
    ];
    let staff = people(&["ann@w.example"], &["ann@w.example"]);
    for (at, spoil) in table.into_iter().enumerate() {
        let (desired, mut observed) = another();
        spoil(observed.ours.get_mut(&Connector::Apps).unwrap());
        let observed = set_apart(&desired, observed, &[]);
        let plan = plan(&desired.settled(&observed), &observed, Some(&staff));
        let guards: Vec<_> = plan.refusals.iter().map(|r| r.guard).collect();
        assert_eq!(guards, ["replace-application", "metadata-unfit"], "{at}");
    }
}

#[test]
fn a_profile_in_force_that_no_listed_setting_applies_refuses() {
    let (desired, mut observed) = another();
    observed.mimecast.as_mut().unwrap().settings.clear();
    let observed = set_apart(&desired, observed, &[]);
    let staff = people(&["ann@w.example"], &["ann@w.example"]);
    let plan = plan(&desired.settled(&observed), &observed, Some(&staff));
    let guards: Vec<_> = plan.refusals.iter().map(|r| r.guard).collect();
    assert_eq!(guards, ["replace-application", "changed-since"]);
}

#[test]
fn by_hand_every_block_that_it_signs_for_is_let_go_of_first() {
    let (mut desired, mut observed) = another();
    desired.mode = Mode::Worksheet;
    observed.mimecast = None;
    let observed = set_apart(&desired, observed, &[]);
    let staff = people(&["ann@w.example"], &["ann@w.example"]);
    let plan = plan(&desired.settled(&observed), &observed, Some(&staff));
    assert_eq!(
        ids(&plan)[..2],
        [
            "mimecast/authentication-profile/JumpCloud SSO#release",
            "jumpcloud/application/apps#replaced",
        ]
    );
    let guards: Vec<_> = plan.refusals.iter().map(|r| r.guard).collect();
    assert_eq!(guards, ["replace-application", "admin-lockout"]);
}
