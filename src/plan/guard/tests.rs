//! The guards by tables.

mod metadata;
mod people;

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

fn with(access: &[(&str, SignIn)], members: Members) -> People {
    let access = access.iter().map(|(email, s)| ((*email).to_owned(), *s));
    let access = Access::Known(access.collect());
    People {
        access: Connector::ALL.map(|c| (c, access.clone())).into(),
        members,
        aliases: Default::default(),
    }
}

#[test]
fn a_plan_that_enforces_without_anybody_read_is_refused() {
    assert_eq!(refusals(&desired(), &observed(), None), ["people-unread"]);
    let nobody = People {
        access: Default::default(),
        members: Members::NotRead,
        aliases: Default::default(),
    };
    assert_eq!(
        refusals(&desired(), &observed(), Some(&nobody)),
        ["people-unread"]
    );
}

#[test]
fn a_block_in_force_that_nobody_could_pass_is_refused() {
    let mut observed = connected();
    // The enforced block would send people to another IdP.
    block(&mut observed).login_url = "https://elsewhere.example/".to_owned();
    let held = with(
        &[("ann@w.example", SignIn::Cannot("is locked"))],
        Members::NotRead,
    );
    let plan = plan(&desired(), &observed, Some(&held));
    assert_eq!(plan.refusals[0].guard, "user-lockout");
    let override_ = plan.refusals[0].override_.as_deref();
    assert_eq!(override_, Some("--allow user-lockout=all"));
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
        (last.action, last.id().as_str()),
        (Action::Delete, "jumpcloud/application/apps#superseded")
    );
    assert!(
        last.depends_on
            .iter()
            .any(|first| first.id() == EVERYTHING[2])
    );
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
    let overrides = "admin-profile-overrides";
    assert_eq!(codes(&administrators()), [overrides, BACKUP_ADMINISTRATOR]);
    let mut confirmed = administrators();
    confirmed.backup_administrator = true;
    assert_eq!(codes(&confirmed), [overrides]);
    assert_eq!(codes(&desired()), [""; 0]);
}

#[test]
fn on_a_real_account_administrators_are_not_left_without_one_who_can_mend_it() {
    let (mut wish, observed) = (administrators(), observed());
    wish.admin = Some("ada@w.example".to_owned());
    let staff = people(&["ada@w.example"], &[]);
    let refusals = |wish: &Desired, played: bool| -> Vec<&str> {
        let found = set_up(wish, &observed, Some(&staff)).unwrap();
        let mut case = case(Purpose::SetUp, wish, &observed, Some(&staff));
        case.tenant.played = played;
        let plan = assemble(case, found);
        plan.refusals.iter().map(|r| r.guard).collect()
    };
    assert_eq!(refusals(&wish, true), [""; 0]);
    assert_eq!(refusals(&wish, false), [Guard::AdminLockout.name()]);
    wish.backup_administrator = true;
    assert_eq!(refusals(&wish, false), [""; 0]);
}
