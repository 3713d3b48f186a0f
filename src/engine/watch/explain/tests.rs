use std::collections::BTreeMap;

use time::macros::datetime;

use super::super::story::Attempt;
use super::*;
use crate::jumpcloud::Outcome;
use crate::mimecast::Logon;

/// Both connectors' applications and blocks, as they should be.
fn facts() -> Facts {
    let application = |label: &str| ApplicationFacts {
        label: label.to_owned(),
        active: true,
        access: true,
        drift: BTreeMap::new(),
        subject: "email".to_owned(),
        name_id_format: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress".to_owned(),
        certificate: None,
    };
    let block = |source| BlockFacts {
        source,
        enforced: true,
        allow_single_sign_on: true,
        login_url_fits: Some(true),
        issuer_fits: Some(true),
        certificate_fits: Some(true),
    };
    Facts {
        email: "ada@widgets.example".to_owned(),
        active: true,
        applications: BTreeMap::from([
            (Connector::Apps, application("Mimecast")),
            (Connector::PersonalPortal, application("Portal")),
        ]),
        blocks: Some(BTreeMap::from([
            (Block::AdminConsole, block(Connector::Apps)),
            (Block::WebApps, block(Connector::PersonalPortal)),
        ])),
        applies: Some(true),
        administrators_profile: false,
    }
}

fn story(stage: Stage, connector: Connector, idp_initiated: bool) -> Story {
    let at = datetime!(2026-11-25 12:00 UTC);
    let attempt = |outcome| Attempt {
        id: "e".to_owned(),
        at,
        connector,
        idp_initiated: Some(idp_initiated),
        outcome,
    };
    let logon = |let_in| Logon {
        id: "l".to_owned(),
        at,
        user: "Ada@widgets.example".to_owned(),
        let_in,
        application: String::new(),
        method: String::new(),
        reason: String::new(),
    };
    let outcome = match stage {
        Stage::Nothing | Stage::ReachedJumpcloud | Stage::WithoutJumpcloud => None,
        Stage::SecondStep => Some(Outcome::OnTheWay),
        Stage::RefusedByJumpcloud => Some(Outcome::Refused(" policy\u{1b}\ndenied".to_owned())),
        Stage::OutcomeUnknown | Stage::Unproven => Some(Outcome::Unknown),
        Stage::ServedByJumpcloud | Stage::RefusedByMimecast | Stage::SignedIn => {
            Some(Outcome::Answered)
        }
    };
    Story {
        stage,
        portal: None,
        attempt: outcome.map(attempt),
        logon: match stage {
            Stage::RefusedByMimecast => Some(logon(false)),
            Stage::Unproven | Stage::SignedIn => Some(logon(true)),
            _ => None,
        },
    }
}

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

fn block(facts: &mut Facts, block: Block) -> &mut BlockFacts {
    facts.blocks.as_mut().unwrap().get_mut(&block).unwrap()
}

fn web_apps(facts: &mut Facts) -> &mut BlockFacts {
    block(facts, Block::WebApps)
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
    let cases: [(&str, Story, Edit, &[&str]); 30] = [
        ("nothing is wrong", tile.clone(), |_| (), &[]),
        (
            "acs",
            tile.clone(),
            |f| {
                portal(f)
                    .drift
                    .insert("config.acsUrl".into(), "is x".into());
            },
            &["acs-url"],
        ),
        (
            "audience",
            tile.clone(),
            |f| {
                portal(f)
                    .drift
                    .insert("config.spEntityId".into(), "is x".into());
            },
            &["audience"],
        ),
        (
            "issuer",
            tile.clone(),
            |f| {
                portal(f)
                    .drift
                    .insert("config.idpEntityId".into(), "is x".into());
            },
            &["issuer"],
        ),
        (
            "a label is no cause",
            tile.clone(),
            |f| {
                portal(f).drift.insert("displayLabel".into(), "is x".into());
            },
            &[],
        ),
        (
            "another application is not the cause",
            tile.clone(),
            |f| {
                apps(f).drift.insert("config.acsUrl".into(), "is x".into());
            },
            &[],
        ),
        (
            "subject",
            tile.clone(),
            |f| portal(f).subject = "username".into(),
            &["name-id"],
        ),
        (
            "format",
            tile.clone(),
            |f| portal(f).name_id_format = "urn:x:persistent".into(),
            &["name-id"],
        ),
        (
            "no such settings",
            tile.clone(),
            |f| {
                portal(f).subject.clear();
                portal(f).name_id_format.clear();
            },
            &[],
        ),
        (
            "expired",
            tile.clone(),
            |f| portal(f).certificate = Some("it expired".into()),
            &["certificate-expired"],
        ),
        (
            "another certificate",
            tile.clone(),
            |f| web_apps(f).certificate_fits = Some(false),
            &["certificate"],
        ),
        (
            "another issuer",
            tile.clone(),
            |f| web_apps(f).issuer_fits = Some(false),
            &["issuer"],
        ),
        (
            "not known to fit",
            tile.clone(),
            |f| web_apps(f).certificate_fits = None,
            &[],
        ),
        (
            "not enforced",
            tile.clone(),
            |f| {
                web_apps(f).enforced = false;
                web_apps(f).allow_single_sign_on = false;
            },
            &["not-enforced"],
        ),
        (
            "no single sign-on",
            tile.clone(),
            |f| web_apps(f).allow_single_sign_on = false,
            &["single-sign-on-off"],
        ),
        (
            "single sign-on is for tiles",
            login.clone(),
            |f| block(f, Block::AdminConsole).allow_single_sign_on = false,
            &[],
        ),
        (
            "another block is not the cause",
            login,
            |f| web_apps(f).certificate_fits = Some(false),
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
            |f| apps(f).active = false,
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
            |f| portal(f).active = false,
            &["refused-by-jumpcloud"],
        ),
        (
            "a second step on the way to what is switched off",
            story(SecondStep, Apps, false),
            |f| apps(f).active = false,
            &["application-inactive"],
        ),
        (
            "an outcome that is not known",
            story(Stage::OutcomeUnknown, PersonalPortal, true),
            |f| web_apps(f).certificate_fits = Some(false),
            &["certificate"],
        ),
        (
            "a password was asked for",
            story(Nothing, Apps, false),
            |f| web_apps(f).enforced = false,
            &["not-enforced"],
        ),
        (
            "sent elsewhere",
            story(Nothing, Apps, false),
            |f| web_apps(f).login_url_fits = Some(false),
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
}

#[test]
fn where_mimecast_names_the_console_only_its_block_counts() {
    let mut facts = facts();
    for block in [Block::AdminConsole, Block::WebApps] {
        let one = facts.blocks.as_mut().unwrap().get_mut(&block).unwrap();
        one.source = Connector::Apps;
        one.certificate_fits = Some(false);
    }
    let mut story = story(Stage::RefusedByMimecast, Connector::Apps, false);
    assert_eq!(codes(&story, &facts), ["certificate", "certificate"]);
    story.logon.as_mut().unwrap().application = "Administration Console".to_owned();
    let found = causes(&story, &facts);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].message.contains("admin-console"), "{found:?}");
}

#[test]
fn every_pattern_but_success_has_possible_causes() {
    for stage in [
        Stage::Nothing,
        Stage::ReachedJumpcloud,
        Stage::SecondStep,
        Stage::OutcomeUnknown,
        Stage::ServedByJumpcloud,
        Stage::RefusedByMimecast,
        Stage::WithoutJumpcloud,
    ] {
        let mut facts = facts();
        let found = causes(&story(stage, Connector::Apps, false), &facts);
        assert!(
            !found.is_empty() && found.iter().all(|c| !c.certain),
            "{stage:?}"
        );
        // What no API reads may be it as well.
        facts.blocks = None;
        facts.applies = None;
        let found = causes(&story(stage, Connector::Apps, false), &facts);
        assert_eq!(found.last().unwrap().code, "set-up-by-hand", "{stage:?}");
    }
    let found = causes(&story(Stage::SignedIn, Connector::Apps, false), &facts());
    assert_eq!(found, []);
}

#[test]
fn jumpclouds_words_are_shown_and_command_nothing() {
    let story = story(Stage::RefusedByJumpcloud, Connector::Apps, false);
    let found = causes(&story, &facts());
    assert_eq!(
        found[0].message,
        "JumpCloud says why: \"policy⟨U+001B⟩ denied\""
    );
}

#[test]
fn what_is_no_proof_says_why() {
    let story = story(Stage::Unproven, Connector::Apps, false);
    let mut facts = facts();
    facts.blocks = None;
    let found = causes(&story, &facts);
    let codes: Vec<_> = found.iter().map(|cause| cause.code).collect();
    assert_eq!(codes, ["outcome-unknown", "method-unsaid"]);
    assert!(found.iter().all(|cause| !cause.certain), "{found:?}");
}
