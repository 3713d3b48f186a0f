//! The pure part by hand; that it is right is shown by worlds over HTTP, in `tests/commands/ways.rs`.

use serde_json::json;

use super::judge::ASSUMED;
use super::*;
use crate::attestation::Attested;
use crate::plan::desired::Desired;
use crate::plan::observed::Observed;
use crate::plan::testing::*;
use crate::plan::{Guard, Purpose, assemble, set_up};

fn login(observed: &Observed) -> Verdict {
    let desired = desired();
    let world = World::live(&desired, observed).unwrap();
    let ways = world.ways();
    let mut pages = ways.iter().filter(|way| way.start == Start::LoginPage);
    pages.next().unwrap().verdict.clone()
}

/// `apps` takes a list whose default is another.
fn listed(observed: &mut Observed) {
    let rows = [
        ("https://eu-api.mimecast.com/login/sso/mpp", "true"),
        ("https://eu-api.mimecast.com/login/saml", "false"),
    ];
    let rows = rows.map(|(url, default)| json!({"url": url, "isDefault": default, "index": "0"}));
    edit_both(observed, |d| {
        d["config"]["acsUrl"]["value"] = json!(json!(rows).to_string())
    });
}

/// Edits the application where it stands among all, and among ours.
fn edit_both(observed: &mut Observed, edit: impl Fn(&mut serde_json::Value)) {
    edit(document(observed));
    edit(&mut observed.applications[0].document);
}

#[test]
fn what_a_service_does_not_say_is_neither_works_nor_broken() {
    type Edit = fn(&mut serde_json::Value);
    let cases: [(Edit, &str, &str); 16] = [
        (|_| {}, "works", ""),
        (
            |d| {
                d.as_object_mut().unwrap().remove("active");
            },
            "unproven",
            "is active",
        ),
        (
            |d| d["config"]["subjectField"] = json!({"value": "username"}),
            "broken",
            "names people by their \"username\"",
        ),
        (
            |d| {
                let format = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
                d["config"]["overrideNameIdFormat"] = json!({ "value": format });
            },
            "broken",
            "persistent\", and Mimecast wants an e-mail address",
        ),
        (
            |d| {
                let format = "urn:oasis:names:tc:SAML:2.0:nameid-format:unspecified";
                d["config"]["overrideNameIdFormat"] = json!({ "value": format });
            },
            "unproven",
            "whether Mimecast takes that is not known",
        ),
        (
            |d| d["config"]["signatureAlgorithm"] = json!({"value": "RSA-SHA1"}),
            "unproven",
            "RSA-SHA1",
        ),
        (|d| d["active"] = json!(false), "broken", "switched off"),
        (
            |d| d["config"]["spEntityId"]["value"] = json!("https://x"),
            "broken",
            "SP entity ID",
        ),
        (
            |d| d["config"]["idpEntityId"]["value"] = json!(""),
            "broken",
            "IdP entity ID",
        ),
        (
            |d| d["config"]["signAssertion"] = json!({"value": false}),
            "broken",
            "signs neither",
        ),
        (
            |d| d["config"]["idpEntityId"] = json!({}),
            "unproven",
            "does not show the IdP entity ID of \"Mimecast\"",
        ),
        (
            |d| d["config"]["spEntityId"]["value"] = json!(null),
            "unproven",
            "does not show the SP entity ID",
        ),
        (
            |d| d["config"]["acsUrl"]["value"] = json!(["https://eu-api.mimecast.com/login/saml"]),
            "unproven",
            "does not show the ACS URL",
        ),
        (
            |d| d["config"]["acsUrl"]["value"] = json!("[]"),
            "broken",
            "does not answer at",
        ),
        (
            |d| d["config"]["signAssertion"] = json!({"value": "false"}),
            "unproven",
            "choice whether to sign",
        ),
        (
            |d| d["config"] = json!(null),
            "unproven",
            "does not show the settings",
        ),
    ];
    for (edit, expected, says) in cases {
        let mut observed = connected();
        edit_both(&mut observed, edit);
        let verdict = json!(login(&observed));
        assert_eq!(verdict["verdict"], expected, "{verdict}");
        assert!(
            verdict.to_string().contains(&says.replace('"', "\\\"")),
            "{says}: {verdict}"
        );
    }
}

#[test]
fn a_tile_that_may_be_hidden_is_neither_there_nor_not() {
    let mut observed = connected();
    let desired = desired();
    let tile = |observed: &Observed| {
        let world = World::live(&desired, observed).unwrap();
        let mut ways = world.ways().into_iter();
        ways.find(|way| way.start == Start::Tile)
            .map(|way| way.verdict)
    };
    assert_eq!(tile(&observed), None);
    edit_both(&mut observed, |d| d["sso"]["hidden"] = json!(false));
    assert!(matches!(tile(&observed), Some(Verdict::Broken { .. })));
    edit_both(&mut observed, |d| {
        d["sso"].as_object_mut().unwrap().remove("hidden");
    });
    let Some(Verdict::Unproven { why }) = tile(&observed) else {
        panic!("{:?}", tile(&observed));
    };
    assert!(
        why[0].contains("does not say whether the tile \"Mimecast\" is shown"),
        "{why:?}"
    );
}

#[test]
fn values_that_are_not_shown_are_proved_by_no_sign_in() {
    let mut observed = connected();
    let desired = desired();
    let proof = |observed: &Observed| {
        let world = World::live(&desired, observed).unwrap();
        world.proof(Block::WebApps)
    };
    assert!(proof(&observed).is_some());
    edit_both(&mut observed, |d| d["config"]["spEntityId"] = json!({}));
    assert_eq!(proof(&observed), None);
}

#[test]
fn nothing_is_planned_with_what_is_not_shown() {
    // What was never set can be set, where it is this run's to set.
    let cases = [
        ("idpEntityId", json!({}), false),
        ("idpEntityId", json!({ "value": 7 }), false),
        ("idpEntityId", json!({ "value": null }), true),
        ("signAssertion", json!({ "value": "false" }), false),
    ];
    for (key, value, can_be_set) in cases {
        for neighbour in [false, true] {
            let mut observed = connected();
            edit_both(&mut observed, |d| d["config"][key] = value.clone());
            let mut desired = desired();
            if neighbour {
                desired.neighbours = std::mem::take(&mut desired.applications);
            }
            let found = set_up(&desired, &observed, None);
            let code = found.err().map(|error| error.code);
            let expected = (!can_be_set || neighbour).then_some("settings-unread");
            assert_eq!(code, expected, "{key}: {value}, {neighbour}");
        }
    }
}

#[test]
fn a_certificate_that_nobody_shows_is_not_known_to_be_right() {
    let mut observed = connected();
    edit_both(&mut observed, |d| {
        d["config"]["idpCertificate"]["value"] = json!("")
    });
    // The metadata has it still.
    assert_eq!(login(&observed), Verdict::Works);
    observed.ours.get_mut(&Connector::Apps).unwrap().metadata = Err("unfit".to_owned());
    assert!(matches!(login(&observed), Verdict::Unproven { .. }));
    block(&mut observed).certificate = "AA:BB".to_owned();
    assert!(matches!(login(&observed), Verdict::Unproven { .. }));
    assert!(matches!(
        login(&{
            let mut observed = connected();
            block(&mut observed).certificate = "AA:BB".to_owned();
            observed
        }),
        Verdict::Broken { .. }
    ));
}

#[test]
fn a_sign_in_that_was_seen_proves_these_values_and_no_others() {
    use crate::attestation::Attestation;
    let mut observed = connected();
    listed(&mut observed);
    let Verdict::Unproven { why } = login(&observed) else {
        panic!("{:?}", login(&observed));
    };
    assert_eq!(why, [ASSUMED]);
    let wish = desired();
    let (piece, values) = World::live(&wish, &observed)
        .unwrap()
        .proof(Block::WebApps)
        .unwrap();
    observed.proofs = Attested::of(&[Attestation {
        piece,
        values: Some(values),
        by: "ada".to_owned(),
        at: NOW,
    }]);
    assert_eq!(login(&observed), Verdict::Works);
    edit_both(&mut observed, |d| {
        let text = d["config"]["acsUrl"]["value"].as_str().unwrap().to_owned();
        d["config"]["acsUrl"]["value"] = json!(text.replace("\"0\"", "\"1\""));
    });
    assert!(matches!(login(&observed), Verdict::Unproven { .. }));
}

/// What the guards say of a block that is about to be put in force.
fn guarded(
    played: bool,
    people: usize,
    edit: impl Fn(&mut Desired),
    listed_urls: bool,
) -> (Vec<&'static str>, Vec<&'static str>) {
    let mut observed = connected();
    block(&mut observed).enforced = false;
    if listed_urls {
        listed(&mut observed);
    } else {
        edit_both(&mut observed, |d| {
            d["config"]["acsUrl"]["value"] = json!("https://eu-api.mimecast.com/login/sso/mpp");
        });
    }
    let mut desired = desired();
    // The application is one that another connector's default was given to: it is left as it is.
    desired.neighbours = std::mem::take(&mut desired.applications);
    edit(&mut desired);
    let emails: Vec<String> = (0..people)
        .map(|i| format!("p{i}@widgets.example"))
        .collect();
    let emails: Vec<&str> = emails.iter().map(String::as_str).collect();
    let people = crate::plan::testing::people(&emails, &emails);
    let found = set_up(&desired, &observed, Some(&people)).unwrap();
    let mut case = case(Purpose::SetUp, &desired, &observed, Some(&people));
    case.tenant.played = played;
    let plan = assemble(case, found);
    (
        plan.refusals.iter().map(|r| r.guard).collect(),
        plan.warnings.iter().map(|w| w.code).collect(),
    )
}

#[test]
fn what_is_not_proven_is_put_in_force_for_a_few_people_only() {
    let nothing = |_: &mut Desired| {};
    let refused = Guard::SignInUnproven.name();
    assert_eq!(guarded(false, 6, nothing, true).0, [refused]);
    // A few people try it; whoever plays the services locks nobody out.
    assert_eq!(guarded(false, 5, nothing, true), (vec![], vec![refused]));
    assert_eq!(guarded(true, 6, nothing, true), (vec![], vec![refused]));
    // That somebody signed in counts for the values that were live then: the engine adds it to what was seen.
    let said = |d: &mut Desired| d.test_sign_in = true;
    assert_eq!(guarded(false, 6, said, true).0, [refused]);
    let allowed = |d: &mut Desired| {
        d.allow = [Guard::SignInUnproven.into()].into_iter().collect();
    };
    assert_eq!(guarded(false, 6, allowed, true).0, [""; 0]);
}

#[test]
fn what_is_known_not_to_work_is_not_put_in_force_for_anybody() {
    let nothing = |_: &mut Desired| {};
    let refused = Guard::SignInBroken.name();
    for (played, people) in [(true, 1), (false, 1), (false, 9)] {
        assert_eq!(guarded(played, people, nothing, false).0, [refused]);
    }
    let said = |d: &mut Desired| d.test_sign_in = true;
    assert_eq!(guarded(false, 6, said, false).0, [refused]);
}
