use super::*;
use crate::plan::testing::*;
use crate::plan::{Guard, People, Plan, Purpose, assemble};

const RELEASE: &str = "mimecast/authentication-profile/JumpCloud SSO#release";
const NEW: &str = "jumpcloud/application/apps#certificate";
const IMPORT: &str = "mimecast/authentication-profile/JumpCloud SSO";
const ENFORCE: &str = "mimecast/authentication-profile/JumpCloud SSO#enforce";

fn assembled(desired: &Desired, observed: &Observed, people: &People, begun: &Rotation) -> Plan {
    let found = rotation(desired, observed, begun).unwrap();
    assemble(
        case(Purpose::Rotate, desired, observed, Some(people)),
        found,
    )
}

fn rotated(desired: &Desired, observed: &Observed) -> Plan {
    let staff = people(&["ada@w.example"], &["ada@w.example"]);
    let begun = Rotation::default().seen(desired, observed);
    assembled(desired, observed, &staff, &begun)
}

#[test]
fn nobody_depends_on_a_certificate_while_it_is_made_and_told() {
    let plan = rotated(&desired(), &connected());
    assert_eq!(ids(&plan), [RELEASE, NEW, IMPORT, ENFORCE]);
    for (index, change) in plan.changes.iter().enumerate() {
        assert_eq!(change.depends_on.len(), index, "{}", change.subject);
    }
    let certificate = &plan.changes[1].fields;
    assert_eq!(certificate[0].before, FINGERPRINT.into());
    assert_eq!(certificate[0].after, FieldValue::AfterApply);
    assert_eq!(certificate[1].before, "2029-01-01".into());
}

#[test]
fn a_rotation_that_was_begun_is_finished() {
    let mut observed = connected();
    block(&mut observed).certificate = "OLD".to_owned();
    block(&mut observed).enforced = false;
    let plan = rotated(&desired(), &observed);
    assert_eq!(ids(&plan), [IMPORT, ENFORCE]);
    assert_eq!(plan.changes[0].fields[0].after, FINGERPRINT.into());
    // Enforced with a certificate that is not the application's: telling Mimecast is what mends it.
    block(&mut observed).enforced = true;
    assert_eq!(ids(&rotated(&desired(), &observed)), [IMPORT]);
}

#[test]
fn what_the_journal_tells_of_is_finished_too() {
    let staff = people(&["ada@w.example"], &["ada@w.example"]);
    let resumed = |desired: &Desired, observed: &Observed, replaced: &str| {
        let begun = Rotation {
            since: Some("2026-11-20T12:00:00Z".to_owned()),
            replaced: BTreeMap::from([(Connector::Apps, replaced.to_owned())]),
            ..Rotation::default()
        };
        assembled(desired, observed, &staff, &begun)
    };
    // Mimecast was told, and SAML is not enforced yet.
    let mut observed = connected();
    block(&mut observed).enforced = false;
    let plan = resumed(&desired(), &observed, "OLD");
    assert_eq!(ids(&plan), [ENFORCE]);
    assert_eq!(plan.warnings[0].code, "rotation-resumed");
    // Everything was done when it broke off.
    assert!(resumed(&desired(), &connected(), "OLD").changes.is_empty());
    // The certificate was not made.
    let plan = resumed(&desired(), &observed, FINGERPRINT);
    assert_eq!(ids(&plan), [NEW, IMPORT, ENFORCE]);
    // By hand, Mimecast's half is still to do.
    let mut desired = desired();
    desired.mode = Mode::Worksheet;
    desired.backup_administrator = true;
    observed.mimecast = None;
    assert_eq!(ids(&resumed(&desired, &observed, "OLD")), [IMPORT, ENFORCE]);
}

#[test]
fn a_certificate_that_is_due_is_no_reason_to_keep_it() {
    let mut observed = connected();
    let metadata = &mut observed.ours.get_mut(&Connector::Apps).unwrap().metadata;
    metadata.as_mut().unwrap().certificates[0].not_after = NOW + time::Duration::days(2);
    assert!(rotated(&desired(), &observed).refusals.is_empty());
}

#[test]
fn people_who_could_not_sign_in_again_refuse_it() {
    let desired = desired();
    let nobody = people(&[], &["ada@w.example"]);
    let plan = {
        let (observed, begun) = (connected(), Rotation::default());
        assembled(&desired, &observed, &nobody, &begun)
    };
    assert_eq!(plan.refusals[0].guard, "user-lockout");
}

#[test]
fn by_hand_a_backup_administrator_is_confirmed_first() {
    let mut desired = desired();
    desired.mode = Mode::Worksheet;
    let mut observed = connected();
    observed.mimecast = None;
    let refused = |desired: &Desired| rotated(desired, &observed).refusals.len();
    assert_eq!(refused(&desired), 1);
    desired.backup_administrator = true;
    assert_eq!(refused(&desired), 0);
    desired.backup_administrator = false;
    desired.allow.allow(Guard::AdminLockout.into());
    assert_eq!(refused(&desired), 0);
    assert_eq!(
        ids(&rotated(&desired, &observed)),
        [RELEASE, NEW, IMPORT, ENFORCE]
    );
}

#[test]
fn what_is_not_set_up_has_no_certificate() {
    let error = rotation(&desired(), &observed(), &Rotation::default()).unwrap_err();
    assert_eq!(error.code, "application-not-found");
}

#[test]
fn by_default_it_is_about_what_is_in_force_or_has_begun() {
    use Connector::{Apps, PersonalPortal};
    let portal_url = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1-portal";
    let both = |enforced: bool, url: &str| {
        let mut observed = connected();
        let mut portal = observed.ours[&Apps].clone();
        portal.application.idp_url = portal_url.to_owned();
        observed.ours.insert(PersonalPortal, portal);
        block(&mut observed).enforced = enforced;
        block(&mut observed).login_url = url.to_owned();
        observed
    };
    let apps_url = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1";
    let mut all = desired();
    all.applications = vec![wanted(Apps), wanted(PersonalPortal)];
    let begun = |connector| Rotation {
        blocks: BTreeMap::from([(Block::WebApps, connector)]),
        ..Rotation::default()
    };
    let renewed = |connector| Rotation {
        replaced: BTreeMap::from([(connector, "OLD".to_owned())]),
        ..Rotation::default()
    };
    let none = Rotation::default;
    /// What is in force, what has begun, and what is renewed; none where that is to be said.
    type Row = (Observed, Rotation, Option<Connector>);
    let table: [Row; 6] = [
        (both(true, apps_url), none(), Some(Apps)),
        (both(true, portal_url), none(), Some(PersonalPortal)),
        (both(false, portal_url), none(), None),
        (both(true, "https://idp.example/sso"), none(), None),
        (
            both(false, portal_url),
            begun(PersonalPortal),
            Some(PersonalPortal),
        ),
        (
            both(true, apps_url),
            renewed(PersonalPortal),
            Some(PersonalPortal),
        ),
    ];
    for (at, (observed, known, expected)) in table.into_iter().enumerate() {
        let found = rotated_by_default(&all, &observed, &known);
        match (found, expected) {
            (Ok(found), Some(expected)) => {
                let chosen = found.applications.iter().map(|a| a.connector);
                assert_eq!(chosen.collect::<Vec<_>>(), [expected], "{at}");
            }
            (Err(error), None) => assert_eq!(error.code, "connector-ambiguous", "{at}"),
            (found, expected) => panic!("{at}: {found:?} instead of {expected:?}"),
        }
    }
    // The only one that is set up needs nothing in force.
    let mut one = connected();
    block(&mut one).enforced = false;
    let found = rotated_by_default(&desired(), &one, &none()).unwrap();
    assert_eq!(found, desired());
}
