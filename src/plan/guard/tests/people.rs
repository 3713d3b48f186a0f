//! Who would be locked out.

use super::*;

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
