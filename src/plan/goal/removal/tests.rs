mod taken_over;

use serde_json::json;

use crate::plan::change::Change;

use super::*;
use crate::plan::testing::*;
use crate::plan::{Plan, Purpose, assemble};

fn plan(desired: &Desired, observed: &Observed, removal: &Removal) -> Plan {
    let purpose = Purpose::Remove {
        deactivate: removal.deactivate,
    };
    let settled = rest(desired, observed, &removal.told);
    let found = super::removal(desired, &settled, observed, removal).unwrap();
    assemble(case(purpose, &settled, observed, None), found)
}

fn shown(plan: &Plan) -> Vec<(Action, &'static str)> {
    let known = |change: &Change| {
        let mut all = [RELEASE, SETTING, PROFILE, ACCESS, OFF, GONE].into_iter();
        all.find(|id| change.id() == *id)
            .expect("an id of a removal")
    };
    let changes = plan.changes.iter();
    changes.map(|c| (c.action, known(c))).collect()
}

const RELEASE: &str = "mimecast/authentication-profile/JumpCloud SSO#release";
const SETTING: &str = "mimecast/application-setting/JumpCloud SSO";
const PROFILE: &str = "mimecast/authentication-profile/JumpCloud SSO";
const ACCESS: &str = "jumpcloud/access/apps";
const OFF: &str = "jumpcloud/application/apps#deactivate";
const GONE: &str = "jumpcloud/application/apps";

#[test]
fn every_change_waits_for_all_before_it() {
    let plan = plan(&desired(), &connected(), &Removal::default());
    let expected = [
        (Action::Update, RELEASE),
        (Action::Delete, SETTING),
        (Action::Delete, PROFILE),
        (Action::Delete, ACCESS),
        (Action::Delete, GONE),
    ];
    assert_eq!(shown(&plan), expected);
    for (index, change) in plan.changes.iter().enumerate() {
        let before: Vec<&str> = expected[..index].iter().map(|(_, id)| *id).collect();
        assert_eq!(waits_for(change), before, "{}", change.subject);
    }
}

#[test]
fn what_is_gone_already_is_passed_over() {
    let removal = Removal::default();
    assert_eq!(shown(&plan(&desired(), &observed(), &removal)), []);
    let mut half = connected();
    block(&mut half).enforced = false;
    document(&mut half)["active"] = json!(false);
    half.ours.get_mut(&Connector::Apps).unwrap().groups.clear();
    let mimecast = half.mimecast.as_mut().unwrap();
    mimecast.settings.clear();
    let left = [(Action::Delete, PROFILE), (Action::Delete, GONE)];
    assert_eq!(shown(&plan(&desired(), &half, &removal)), left);
}

#[test]
fn blocks_of_another_idp_are_not_touched() {
    let mut observed = connected();
    block(&mut observed).login_url = "https://idp.example/sso".to_owned();
    let plan = plan(&desired(), &observed, &Removal::default());
    let jumpcloud = [(Action::Delete, ACCESS), (Action::Delete, GONE)];
    assert_eq!(shown(&plan), jumpcloud);
}

#[test]
fn a_profile_and_a_setting_that_hold_more_stay() {
    let mut observed = connected();
    let mimecast = observed.mimecast.as_mut().unwrap();
    mimecast.profiles[0].bare = false;
    mimecast.settings[0].bare = false;
    let plan = plan(&desired(), &observed, &Removal::default());
    let mimecast = [
        (Action::Update, RELEASE),
        (Action::Update, SETTING),
        (Action::Update, PROFILE),
    ];
    assert_eq!(shown(&plan)[..3], mimecast);
    assert_eq!(plan.warnings[0].code, "setting-kept");
    let fields: Vec<&str> = plan.changes[2]
        .fields
        .iter()
        .map(|f| f.name.as_str())
        .collect();
    assert!(fields.contains(&"web-apps.login-url") && !fields.contains(&"web-apps.enforced"));
}

#[test]
fn another_setting_and_another_block_keep_the_profile() {
    let mut observed = connected();
    let mimecast = observed.mimecast.as_mut().unwrap();
    let mut other = mimecast.settings[0].clone();
    other.description = "Field staff".to_owned();
    mimecast.settings.push(other);
    let shared = plan(&desired(), &observed, &Removal::default());
    assert_eq!(shown(&shared)[2], (Action::Update, PROFILE));

    let mut observed = connected();
    let mimecast = observed.mimecast.as_mut().unwrap();
    let elsewhere = BlockValues {
        login_url: "https://idp.example/sso".to_owned(),
        ..BlockValues::default()
    };
    mimecast.profiles[0]
        .blocks
        .insert(Block::AdminConsole, elsewhere);
    let plan = plan(&desired(), &observed, &Removal::default());
    let mimecast = [(Action::Update, RELEASE), (Action::Update, PROFILE)];
    assert_eq!(
        shown(&plan)[..2],
        mimecast,
        "the setting still applies the other block"
    );
}

#[test]
fn deactivating_touches_enforcement_and_the_switch_only() {
    let removal = Removal {
        deactivate: true,
        ..Removal::default()
    };
    let plan = plan(&desired(), &connected(), &removal);
    assert_eq!(
        shown(&plan),
        [(Action::Update, RELEASE), (Action::Update, OFF)]
    );
}

#[test]
fn more_than_was_confirmed_is_refused_and_cannot_be_overridden() {
    for (confirmed, refused) in [
        (None, false),
        (Some(0), true),
        (Some(1), false),
        (Some(2), false),
    ] {
        let removal = Removal {
            confirmed,
            ..Removal::default()
        };
        let plan = plan(&desired(), &connected(), &removal);
        let guards: Vec<&str> = plan.refusals.iter().map(|r| r.guard).collect();
        assert_eq!(guards.contains(&"delete-count"), refused, "{confirmed:?}");
        assert!(plan.refusals.iter().all(|r| r.override_.is_none()));
    }
}

#[test]
fn who_depends_on_the_application_through_another_profile_is_not_locked_out() {
    for (enforced, in_block, guard) in [
        (true, Block::WebApps, Some("user-lockout")),
        (true, Block::AdminConsole, Some("admin-lockout")),
        (false, Block::WebApps, None),
    ] {
        let mut observed = connected();
        let mimecast = observed.mimecast.as_mut().unwrap();
        let mut other = mimecast.profiles[0].clone();
        let mut values = other.blocks.remove(&Block::WebApps).unwrap();
        values.enforced = enforced;
        other.blocks.insert(in_block, values);
        other.description = "Somebody's own".to_owned();
        mimecast.profiles.push(other);
        let mut desired = desired();
        let guards = |desired: &Desired| -> Option<&str> {
            plan(desired, &observed, &Removal::default())
                .refusals
                .first()
                .map(|r| r.guard)
        };
        assert_eq!(guards(&desired), guard);
        desired.allow = ["user-lockout=all", "admin-lockout"]
            .iter()
            .map(|text| crate::plan::Override::parse(text).unwrap())
            .collect();
        assert_eq!(guards(&desired), None);
    }
}

#[test]
fn by_hand_every_step_is_a_persons_and_jumpcloud_waits_for_all() {
    let mut desired = desired();
    desired.mode = Mode::Worksheet;
    let mut observed = connected();
    observed.mimecast = None;
    let plan = plan(&desired, &observed, &Removal::default());
    let human: Vec<&Change> = plan.human_changes().collect();
    let ids: Vec<String> = human.iter().map(|c| c.id()).collect();
    assert_eq!(ids, [RELEASE, SETTING, PROFILE]);
    for change in &plan.changes[3..] {
        let waits = |human: &&Change| change.depends_on.contains(&human.subject);
        assert!(human.iter().all(waits), "{}", change.subject);
    }
}
