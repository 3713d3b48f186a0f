use serde_json::json;

use super::*;
use crate::journal::Step;
use crate::plan::testing::{case, connected, desired};
use crate::plan::{Purpose, Removal, assemble, removal};

const URL: &str = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1";

fn profile(enforced: bool) -> Value {
    json!({"description": "JumpCloud SSO", "blocks": {"web-apps": {"enforced": enforced, "loginUrl": URL}}})
}

#[test]
fn only_what_every_end_of_the_last_write_enforces_is_certain() {
    let (on, off) = (profile(true), profile(false));
    let cases = [
        (vec![Left::Whole(Some(on.clone()))], 1),
        (
            vec![Left::Whole(Some(on.clone())), Left::Sent(on.clone())],
            1,
        ),
        (
            vec![Left::Whole(Some(on.clone())), Left::Sent(off.clone())],
            0,
        ),
        (vec![Left::Whole(Some(on)), Left::Whole(None)], 0),
        (vec![Left::Whole(Some(off))], 0),
        (vec![Left::Whole(None)], 0),
        (vec![], 0),
    ];
    for (left, expected) in cases {
        assert_eq!(enforced_for_certain(&left).len(), expected, "{left:?}");
    }
}

#[test]
fn what_a_removal_has_taken_over_is_in_force_with_the_application_that_stays() {
    use Connector::{AdminConsole, Apps, PersonalPortal};
    let block = |source, then: Option<ConsoleBlock>| ConsoleBlock {
        source,
        logout_url: String::new(),
        allow_single_sign_on: false,
        then: then.map(Box::new),
    };
    let console = |blocks: &[(Block, ConsoleBlock)]| Console {
        profile: "JumpCloud SSO".to_owned(),
        setting: "JumpCloud SSO".to_owned(),
        group: None,
        blocks: blocks.iter().cloned().collect(),
    };
    let profile = || "JumpCloud SSO".to_owned();
    let step = |subject: Subject, removing| {
        Line::Step(Step {
            at: String::new(),
            change: subject.id(),
            removing,
        })
    };
    let set_up = [
        (Block::WebApps, block(PersonalPortal, None)),
        (Block::AdminConsole, block(AdminConsole, None)),
    ];
    let removal = [
        (
            Block::WebApps,
            block(PersonalPortal, Some(block(Apps, None))),
        ),
        (Block::AdminConsole, block(AdminConsole, None)),
    ];
    /// The steps of the removal, and who signs for the web apps and the administration console then.
    type Row = (Vec<Line>, Option<Connector>, Option<Connector>);
    let taken_over = || step(Subject::Profile(profile()), false);
    let released = || step(Subject::Release(profile()), true);
    let table: [Row; 4] = [
        (vec![], Some(PersonalPortal), Some(AdminConsole)),
        (vec![taken_over()], Some(Apps), Some(AdminConsole)),
        (vec![released()], Some(PersonalPortal), None),
        (vec![released(), taken_over()], Some(Apps), None),
    ];
    for (lines, web, admin) in table {
        let mut told = Told::default();
        let enforced = [step(Subject::Enforcement(profile()), false)];
        told.steps(&console(&set_up), &enforced);
        told.steps(&console(&removal), &lines);
        let signer = |block| told.said_of("JumpCloud SSO", block).map(|b| b.source);
        let found = (signer(Block::WebApps), signer(Block::AdminConsole));
        assert_eq!(found, (web, admin), "{lines:?}");
    }
}

#[test]
fn a_profile_that_was_left_enforcing_and_is_not_listed_refuses() {
    let told = Told {
        enforced: BTreeMap::from([(
            "JumpCloud SSO".to_owned(),
            enforced_for_certain(&[Left::Whole(Some(profile(true)))]),
        )]),
        ..Told::default()
    };
    let guards = |observed: &Observed, concerned: &str| {
        let refusals = told.vanished(observed, |url| url == concerned);
        refusals.len()
    };
    let listed = connected();
    let mut lacking = connected();
    lacking.mimecast.as_mut().unwrap().profiles.clear();
    assert_eq!(guards(&listed, URL), 0);
    assert_eq!(guards(&lacking, URL), 1);
    assert_eq!(guards(&lacking, "https://elsewhere.example"), 0);

    // Whoever has looked can allow it, as any refusal.
    let known = Removal {
        told: told.clone(),
        ..Removal::default()
    };
    let mut wanted = desired();
    for expected in [&["changed-since"][..], &[]] {
        let rest = crate::plan::rest(&wanted, &lacking, &known.told);
        let found = removal(&wanted, &rest, &lacking, &known).unwrap();
        let purpose = Purpose::Remove { deactivate: false };
        let plan = assemble(case(purpose, &rest, &lacking, None), found);
        let refused: Vec<&str> = plan.refusals.iter().map(|r| r.guard).collect();
        assert_eq!(refused, expected);
        wanted.allow.allow(Guard::ChangedSince.into());
    }
}
