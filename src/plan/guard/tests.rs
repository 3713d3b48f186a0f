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
        desired.allow.allow(Guard::AdminLockout.into());
        assert_eq!(refusals(&desired, &observed(), Some(&staff)), [""; 0]);
    }
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
fn an_administrator_who_cannot_sign_in_is_refused_with_the_reason() {
    let held = SignIn::Cannot("is locked");
    let others = ("eve@w.example", SignIn::Can);
    let table = [
        (SignIn::Can, None),
        (held, Some("is locked")),
        (SignIn::PasswordPending, Some("has to set a password first")),
    ];
    for (sign_in, why) in table {
        let mut desired = administrators();
        desired.admin = Some("Ada@W.example".to_owned());
        let people = with(&[("ada@w.example", sign_in), others], Members::NotRead);
        let plan = plan(&desired, &observed(), Some(&people));
        let said = plan.refusals.first().map(|r| (r.guard, r.message.as_str()));
        match why {
            None => assert_eq!(said, None),
            Some(why) => {
                let (guard, message) = said.unwrap();
                assert_eq!(guard, "admin-lockout");
                assert!(
                    message.contains(why) && message.contains("Ada@W.example"),
                    "{message}"
                );
            }
        }
    }
}

#[test]
fn users_are_not_locked_out_and_are_named() {
    let many: Vec<String> = (0..12).map(|n| format!("user{n:02}@w.example")).collect();
    let members: Vec<&str> = many.iter().map(String::as_str).collect();
    let staff = people(&["user00@w.example"], &members);
    let refused = plan(&desired(), &observed(), Some(&staff));
    assert_eq!(refused.refusals[0].guard, "user-lockout");
    let override_ = refused.refusals[0].override_.as_deref();
    assert_eq!(override_, Some("--allow user-lockout=11"));
    let message = &refused.refusals[0].message;
    assert!(message.starts_with("11 of 12 people"), "{message}");
    assert!(
        message.ends_with("user10@w.example and 1 more"),
        "{message}"
    );
    for (allowed, left) in [
        ("user-lockout", 1),
        ("user-lockout=10", 1),
        ("user-lockout=all", 1),
        ("user-lockout=11", 0),
        ("user-lockout=12", 0),
    ] {
        let mut desired = desired();
        desired.allow.allow(Override::parse(allowed).unwrap());
        let plan = plan(&desired, &observed(), Some(&staff));
        assert_eq!(plan.refusals.len(), left, "{allowed}");
    }
}

#[test]
fn people_are_counted_once_and_by_what_keeps_them_out() {
    let mut desired = desired();
    let block = desired.blocks[&Block::WebApps].clone();
    desired.blocks.insert(Block::EndUserApps, block);
    let members = ["ada", "bob", "cyd", "dan", "eve", "fay"];
    let members = members.map(|name| format!("{name}@w.example")).to_vec();
    let staff = with(
        &[
            ("ada@w.example", SignIn::Can),
            ("bob@w.example", SignIn::Cannot("is locked")),
            ("cyd@w.example", SignIn::Cannot("is locked")),
            ("dan@w.example", SignIn::PasswordPending),
            ("not-a-member@w.example", SignIn::Cannot("is suspended")),
        ],
        Members::Known(members),
    );
    let staff = People {
        aliases: ["eve@w.example".to_owned()].into(),
        ..staff
    };
    let plan = plan(&desired, &observed(), Some(&staff));
    assert_eq!(plan.refusals.len(), 1);
    let refusal = &plan.refusals[0];
    assert_eq!(refusal.override_.as_deref(), Some("--allow user-lockout=5"));
    for part in [
        "5 of 6 people",
        "(web-apps, end-user-apps)",
        "2 are no JumpCloud users with access to the connector apps: eve@w.example (an alias at Mimecast), fay@w.example",
        "2, each of whom is locked: bob@w.example, cyd@w.example",
        "1 only has to set a password: dan@w.example",
    ] {
        assert!(
            refusal.message.contains(part),
            "{part}: {}",
            refusal.message
        );
    }
}

/// What the guards and warnings say of who could not be read.
#[test]
fn people_who_were_not_read_refuse_and_are_never_taken_for_nobody() {
    let why = || "the answer was empty".to_owned();
    let known = || Access::Known([("ann@w.example".to_owned(), SignIn::Can)].into());
    let ann = || Members::Known(vec!["ann@w.example".to_owned()]);
    let table = [
        (known(), ann(), vec![], vec![]),
        (
            known(),
            Members::Unreadable(why()),
            vec!["people-unread"],
            vec![],
        ),
        (
            known(),
            Members::NotRead,
            vec![],
            vec!["members-unread", "no-pilot"],
        ),
        (
            Access::Unreadable(why()),
            ann(),
            vec!["people-unread"],
            vec![],
        ),
        (
            Access::Unreadable(why()),
            Members::NotRead,
            vec!["people-unread"],
            vec!["members-unread"],
        ),
        (
            Access::Unreadable(why()),
            Members::Unreadable(why()),
            vec!["people-unread", "people-unread"],
            vec![],
        ),
    ];
    for (access, members, refused, warned) in table {
        let people = People {
            access: Connector::ALL.map(|c| (c, access.clone())).into(),
            members,
            aliases: Default::default(),
        };
        let told = |desired: &Desired| {
            let plan = plan(desired, &observed(), Some(&people));
            let refused: Vec<&str> = plan.refusals.iter().map(|r| r.guard).collect();
            let warned: Vec<&str> = plan.warnings.iter().map(|w| w.code).collect();
            let enforces = plan
                .changes
                .iter()
                .any(|c| matches!(c.subject, Subject::Enforcement(_)));
            (refused, warned, enforces)
        };
        let case = format!("{people:?}");
        assert_eq!(
            told(&desired()),
            (refused.clone(), warned.clone(), true),
            "{case}"
        );
        // Other overrides do not reach it; its own says what was not read.
        for (allowed, left) in [("user-lockout=all", refused.len()), ("people-unread", 0)] {
            let mut desired = desired();
            desired.allow.allow(Override::parse(allowed).unwrap());
            let (now, codes, _) = told(&desired);
            assert_eq!(now.len(), left, "{case}");
            let said = codes.iter().filter(|c| **c == "people-unread").count();
            assert_eq!(said, refused.len() - left, "{case}");
        }
        let mut administrators = administrators();
        administrators.admin = Some("ann@w.example".to_owned());
        assert_eq!(told(&administrators).0, refused, "{case}");
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
