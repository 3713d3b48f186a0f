use super::super::testing::{facts, story, way};
use super::*;
use crate::plan::SignInVerdict;

fn codes(story: &Story, facts: &Facts) -> Vec<&'static str> {
    let causes = causes(story, facts);
    for cause in &causes {
        assert!(
            !cause.message.is_empty() && !cause.remedy.is_empty(),
            "{cause:?}"
        );
    }
    let certain = causes.first().is_some_and(|cause| cause.certain);
    assert!(
        causes.iter().all(|cause| cause.certain == certain),
        "{causes:?}"
    );
    match certain {
        true => causes.iter().map(|cause| cause.code).collect(),
        false => Vec::new(),
    }
}

type Edit = fn(&mut Facts);

fn apps(facts: &mut Facts) -> &mut ApplicationFacts {
    facts.applications.get_mut(&Connector::Apps).unwrap()
}

fn portal(facts: &mut Facts) -> &mut ApplicationFacts {
    facts
        .applications
        .get_mut(&Connector::PersonalPortal)
        .unwrap()
}

fn fault(code: &'static str) -> Fault {
    Fault {
        code,
        why: format!("it is {code}"),
        remedy: "mend it".to_owned(),
    }
}

/// Breaks the way of this start into this block.
fn breaks(facts: &mut Facts, start: Start, block: Block, code: &'static str) {
    let mut ways = facts.ways.iter_mut();
    let way = ways.find(|way| way.start == start && way.block == block);
    way.unwrap().verdict = SignInVerdict::Broken {
        faults: vec![fault(code)],
    };
}

/// Stops enforcing SAML for web apps.
fn release(facts: &mut Facts) {
    let web_apps = facts.blocks.as_mut().unwrap().get_mut(&Block::WebApps);
    web_apps.unwrap().enforced = false;
    facts
        .ways
        .retain(|way| way.start == Start::Tile || way.block != Block::WebApps);
    breaks(facts, Start::Tile, Block::WebApps, "not-enforced");
}

#[test]
fn what_is_live_is_the_cause_where_it_can_be() {
    use Connector::{Apps, PersonalPortal};
    use Stage::{
        Nothing, ReachedJumpcloud, RefusedByJumpcloud, RefusedByMimecast, SecondStep,
        ServedByJumpcloud, WithoutJumpcloud,
    };
    let tile = story(RefusedByMimecast, PersonalPortal, true);
    let login = story(RefusedByMimecast, Apps, false);
    let cases: [(&str, Story, Edit, &[&str]); 26] = [
        ("nothing is wrong", tile.clone(), |_| (), &[]),
        (
            "what is wrong with the application is told once",
            tile.clone(),
            |f| {
                portal(f).faults.push(fault("audience"));
                breaks(f, Start::Tile, Block::WebApps, "audience");
            },
            &["audience"],
        ),
        (
            "of the tile",
            tile.clone(),
            |f| breaks(f, Start::Tile, Block::WebApps, "single-sign-on-off"),
            &["single-sign-on-off"],
        ),
        (
            "another way is not the cause",
            tile.clone(),
            |f| breaks(f, Start::LoginPage, Block::WebApps, "acs-url"),
            &[],
        ),
        (
            "from the login page",
            story(RefusedByMimecast, PersonalPortal, false),
            |f| breaks(f, Start::LoginPage, Block::WebApps, "acs-url"),
            &["acs-url"],
        ),
        (
            "another application is not the cause",
            tile.clone(),
            |f| apps(f).faults.push(fault("audience")),
            &[],
        ),
        (
            "not proven is no cause",
            tile.clone(),
            |f| {
                for way in &mut f.ways {
                    let why = vec!["it rests on something".to_owned()];
                    way.verdict = SignInVerdict::Unproven { why };
                }
            },
            &[],
        ),
        (
            "another name",
            tile.clone(),
            |f| portal(f).faults.push(fault("name-id")),
            &["name-id"],
        ),
        (
            "expired",
            tile.clone(),
            |f| portal(f).certificate = Some("it expired".into()),
            &["certificate-expired"],
        ),
        (
            "not enforced, by tile",
            tile.clone(),
            release,
            &["not-enforced"],
        ),
        (
            "not enforced, from the login page",
            story(RefusedByMimecast, PersonalPortal, false),
            release,
            &["not-enforced"],
        ),
        (
            "another block is not the cause",
            login,
            |f| breaks(f, Start::LoginPage, Block::WebApps, "certificate"),
            &[],
        ),
        (
            "apps has no tile",
            story(ServedByJumpcloud, Apps, true),
            |_| (),
            &["no-tile"],
        ),
        (
            "not in the group",
            tile,
            |f| f.applies = Some(false),
            &["profile-not-applied"],
        ),
        (
            "no access",
            story(ReachedJumpcloud, Apps, false),
            |f| portal(f).access = false,
            &["no-access"],
        ),
        (
            "suspended",
            story(Nothing, Apps, false),
            |f| f.active = false,
            &["user-inactive"],
        ),
        (
            "switched off",
            story(ReachedJumpcloud, Apps, false),
            |f| apps(f).faults.push(fault("application-inactive")),
            &["application-inactive"],
        ),
        (
            "refused for what is live",
            story(RefusedByJumpcloud, Apps, false),
            |f| apps(f).access = false,
            &["no-access"],
        ),
        (
            "refused for what nothing live tells",
            story(RefusedByJumpcloud, Apps, false),
            |_| (),
            &["refused-by-jumpcloud"],
        ),
        (
            "refused for one application, and another is switched off",
            story(RefusedByJumpcloud, Apps, false),
            |f| portal(f).faults.push(fault("application-inactive")),
            &["refused-by-jumpcloud"],
        ),
        (
            "a second step on the way to what is switched off",
            story(SecondStep, Apps, false),
            |f| apps(f).faults.push(fault("application-inactive")),
            &["application-inactive"],
        ),
        (
            "an outcome that is not known",
            story(Stage::OutcomeUnknown, PersonalPortal, true),
            |f| breaks(f, Start::Tile, Block::WebApps, "certificate"),
            &["certificate"],
        ),
        (
            "a password was asked for",
            story(Nothing, Apps, false),
            release,
            &["not-enforced"],
        ),
        (
            "sent elsewhere",
            story(Nothing, Apps, false),
            |f| breaks(f, Start::LoginPage, Block::WebApps, "login-url"),
            &["login-url"],
        ),
        (
            "sent to an application that is not watched",
            story(Nothing, Apps, false),
            |f| f.ways[1].application_id = Some("somebody's".to_owned()),
            &["login-url"],
        ),
        (
            "administrators have their own",
            story(WithoutJumpcloud, Apps, false),
            |f| f.administrators_profile = true,
            &["administrators-profile"],
        ),
    ];
    for (name, story, edit, expected) in cases {
        let mut facts = facts();
        edit(&mut facts);
        assert_eq!(codes(&story, &facts), expected, "{name}");
    }
}

#[test]
fn another_name_than_the_address_is_the_cause() {
    let mut story = story(Stage::RefusedByMimecast, Connector::Apps, false);
    story.logon.as_mut().unwrap().user = "ada".to_owned();
    let found = causes(&story, &facts());
    assert_eq!(found[0].code, "name-id");
    assert!(found[0].message.contains("\"ada\""), "{found:?}");
    // What makes it so is the cause, where that is seen.
    let mut facts = facts();
    let faults = &mut apps(&mut facts).faults;
    faults.push(fault("name-id"));
    assert_eq!(codes(&story, &facts), ["name-id"]);
}

#[test]
fn where_mimecast_names_the_console_only_its_block_counts() {
    let mut facts = facts();
    facts.ways[1] = way(Start::LoginPage, Block::WebApps, Connector::Apps);
    breaks(&mut facts, Start::LoginPage, Block::WebApps, "issuer");
    breaks(
        &mut facts,
        Start::LoginPage,
        Block::AdminConsole,
        "certificate",
    );
    let mut story = story(Stage::RefusedByMimecast, Connector::Apps, false);
    assert_eq!(codes(&story, &facts), ["certificate", "issuer"]);
    story.logon.as_mut().unwrap().application = "Administration Console".to_owned();
    assert_eq!(codes(&story, &facts), ["certificate"]);
}
