//! The guards by tables.

use time::Duration;

use crate::connector::{Block, Connector};
use crate::plan::testing::*;
use crate::plan::*;

fn refusals(desired: &Desired, observed: &Observed, people: Option<&People>) -> Vec<&'static str> {
    let plan = plan(desired, observed, people);
    plan.refusals.iter().map(|r| r.guard).collect()
}

fn administrators() -> Desired {
    let mut desired = desired();
    let block = desired.blocks.remove(&Block::WebApps).unwrap();
    desired.blocks.insert(Block::AdminConsole, block);
    desired
}

#[test]
fn administrators_are_not_locked_out() {
    let staff = people(&["ada@w.example"], &[]);
    let table = [
        (None, vec!["admin-lockout"]),
        (Some("eve@w.example"), vec!["admin-lockout"]),
        (Some("Ada@W.example"), vec![]),
    ];
    for (admin, expected) in table {
        let mut desired = administrators();
        desired.admin = admin.map(str::to_owned);
        assert_eq!(
            refusals(&desired, &observed(), Some(&staff)),
            expected,
            "{admin:?}"
        );
        desired.allow.insert(Guard::AdminLockout);
        assert_eq!(refusals(&desired, &observed(), Some(&staff)), [""; 0]);
    }
}

#[test]
fn users_are_not_locked_out_and_are_named() {
    let many: Vec<String> = (0..12).map(|n| format!("user{n:02}@w.example")).collect();
    let members: Vec<&str> = many.iter().map(String::as_str).collect();
    let plan = plan(
        &desired(),
        &observed(),
        Some(&people(&["user00@w.example"], &members)),
    );
    assert_eq!(plan.refusals[0].guard, "user-lockout");
    assert_eq!(
        plan.refusals[0].override_.as_deref(),
        Some("--allow user-lockout")
    );
    let message = &plan.refusals[0].message;
    assert!(message.starts_with("11 of 12 people"), "{message}");
    assert!(
        message.ends_with("user10@w.example and 1 more"),
        "{message}"
    );
}

#[test]
fn members_that_cannot_be_read_refuse_and_that_were_not_asked_for_warn() {
    let mut staff = people(&["ann@w.example"], &[]);
    staff.members = Members::Unreadable("a role is missing".to_owned());
    assert_eq!(
        refusals(&desired(), &observed(), Some(&staff)),
        ["user-lockout"]
    );
    staff.members = Members::NotRead;
    let plan = plan(&desired(), &observed(), Some(&staff));
    assert_eq!(plan.refusals, []);
    assert_eq!(plan.warnings[0].code, "members-unread");
}

#[test]
fn account_wide_objects_are_left_alone() {
    for name in [
        "Default Authentication Profile",
        "Account_Administrators_Authentication_Profile",
    ] {
        let mut desired = desired();
        desired.profile = name.to_owned();
        let staff = people(&["ann@w.example"], &[]);
        assert_eq!(
            refusals(&desired, &observed(), Some(&staff)),
            ["default-profile"]
        );
    }
}

#[test]
fn a_lookalike_is_foreign_and_the_tools_own_is_replaced() {
    let staff = people(&["ann@w.example"], &[]);
    let mut foreign = observed();
    let mut other = application();
    other.idp_url = "https://sso.jumpcloud.com/saml2/somebody-elses".to_owned();
    foreign.applications.push(other);
    assert_eq!(
        refusals(&desired(), &foreign, Some(&staff)),
        ["foreign-object"]
    );

    let mut desired = desired();
    desired.applications[0].suffix = "mimecast-new".to_owned();
    let mut replaced = connected();
    replaced.ours.clear();
    replaced.templates.insert(Connector::Apps, template());
    let plan = plan(&desired, &replaced, None);
    assert_eq!(plan.refusals[0].guard, "replace-application");
    assert_eq!(plan.changes[0].action, Action::Replace);
    let last = plan.changes.last().unwrap();
    assert_eq!(
        (last.action, last.id.as_str()),
        (Action::Delete, "jumpcloud/application/apps#superseded")
    );
    assert!(last.depends_on.contains(&EVERYTHING[2].to_owned()));
}

#[test]
fn unfit_metadata_is_refused_and_says_why() {
    type Spoil = fn(&mut Metadata);
    let table: [(&str, Spoil); 7] = [
        ("entity ID", |m| m.entity_id = "Other".to_owned()),
        ("login URL", |m| {
            m.login_url = Some("https://evil.example/".to_owned())
        }),
        ("SingleSignOnService", |m| m.login_url = None),
        ("no signing certificate", |m| m.certificates.clear()),
        ("1024 bits", |m| m.certificates[0].rsa_bits = Some(1024)),
        ("not valid before", |m| {
            m.certificates[0].not_before = NOW + Duration::days(1)
        }),
        ("expired", |m| m.certificates[0].not_after = NOW),
    ];
    for (word, spoil) in table {
        let mut observed = connected();
        // Something to do, so that the metadata matters.
        block(&mut observed).logout_url = String::new();
        let ours = observed.ours.get_mut(&Connector::Apps).unwrap();
        spoil(ours.metadata.as_mut().unwrap());
        let plan = plan(&desired(), &observed, None);
        assert_eq!(plan.refusals[0].guard, "metadata-unfit", "{word}");
        assert!(
            plan.refusals[0].message.contains(word),
            "{}",
            plan.refusals[0].message
        );
    }
}

#[test]
fn an_expiring_certificate_warns_a_month_and_refuses_a_week_before() {
    let table = [(31, 0, 0), (30, 1, 0), (8, 1, 0), (7, 0, 1), (1, 0, 1)];
    for (days, warnings, refused) in table {
        let mut observed = connected();
        block(&mut observed).logout_url = String::new();
        let ours = observed.ours.get_mut(&Connector::Apps).unwrap();
        ours.metadata.as_mut().unwrap().certificates[0].not_after = NOW + Duration::days(days);
        let plan = plan(&desired(), &observed, None);
        let expiring = plan
            .warnings
            .iter()
            .filter(|w| w.code == "certificate-expiring");
        assert_eq!(
            (expiring.count(), plan.refusals.len()),
            (warnings, refused),
            "{days} days"
        );
    }
}

#[test]
fn a_public_metadata_url_must_serve_the_same_document() {
    let mut observed = connected();
    block(&mut observed).logout_url = String::new();
    let mut other = metadata();
    other.certificates[0].fingerprint = "EE:EE".to_owned();
    for (public, expected) in [
        (Ok(metadata()), vec![]),
        (Ok(other), vec!["metadata-unfit"]),
        (Err("not found".to_owned()), vec!["metadata-unfit"]),
    ] {
        observed
            .ours
            .get_mut(&Connector::Apps)
            .unwrap()
            .public_metadata = Some(public);
        assert_eq!(refusals(&desired(), &observed, None), expected);
    }
}

#[test]
fn an_enforced_block_that_the_run_leaves_out_is_not_applied_to_others() {
    let mut observed = connected();
    let mimecast = observed.mimecast.as_mut().unwrap();
    let enforced = mimecast.profiles[0].blocks[&Block::WebApps].clone();
    mimecast.profiles[0]
        .blocks
        .insert(Block::AdminConsole, enforced);
    let staff = people(&["ann@w.example"], &[]);
    assert_eq!(
        refusals(&desired(), &observed, None),
        [""; 0],
        "nothing changes for it"
    );
    observed.mimecast.as_mut().unwrap().settings[0].group.name = Some("Nobody".to_owned());
    assert_eq!(
        refusals(&desired(), &observed, Some(&staff)),
        ["admin-lockout"]
    );
}

#[test]
fn a_default_admin_profile_is_pointed_out_to_whoever_enforces_for_administrators() {
    let mut observed = observed();
    let mimecast = observed.mimecast.as_mut().unwrap();
    mimecast.profiles.push(ObservedProfile {
        description: "Account_Administrators_Authentication_Profile".to_owned(),
        default: false,
        blocks: std::collections::BTreeMap::new(),
        bare: true,
    });
    let staff = people(&["ada@w.example"], &[]);
    let codes = |desired: &Desired| -> Vec<&str> {
        let plan = plan(desired, &observed, Some(&staff));
        plan.warnings.iter().map(|w| w.code).collect()
    };
    assert_eq!(codes(&administrators()), ["admin-profile-overrides"]);
    assert_eq!(codes(&desired()), [""; 0]);
}
