use super::*;
use crate::plan::testing::*;
use crate::plan::{Guard, Plan, assemble_rotation};

const RELEASE: &str = "mimecast/authentication-profile/JumpCloud SSO#release";
const NEW: &str = "jumpcloud/application/apps#certificate";
const IMPORT: &str = "mimecast/authentication-profile/JumpCloud SSO";
const ENFORCE: &str = "mimecast/authentication-profile/JumpCloud SSO#enforce";

fn rotated(desired: &Desired, observed: &Observed) -> Plan {
    let staff = people(&["ada@w.example"], &["ada@w.example"]);
    assemble_rotation(summary(desired), desired, observed, Some(&staff)).unwrap()
}

#[test]
fn nobody_depends_on_a_certificate_while_it_is_made_and_told() {
    let plan = rotated(&desired(), &connected());
    assert_eq!(ids(&plan), [RELEASE, NEW, IMPORT, ENFORCE]);
    for (index, change) in plan.changes.iter().enumerate() {
        assert_eq!(change.depends_on.len(), index, "{}", change.id);
    }
    let certificate = &plan.changes[1].fields;
    assert_eq!(certificate[0].before, "AB:CD".into());
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
    assert_eq!(plan.changes[0].fields[0].after, "AB:CD".into());
    // Enforced with a certificate that is not the application's: telling Mimecast is what mends it.
    block(&mut observed).enforced = true;
    assert_eq!(ids(&rotated(&desired(), &observed)), [IMPORT]);
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
    let plan = assemble_rotation(summary(&desired), &desired, &connected(), Some(&nobody)).unwrap();
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
    desired.allow.insert(Guard::AdminLockout);
    assert_eq!(refused(&desired), 0);
    assert_eq!(
        ids(&rotated(&desired, &observed)),
        [RELEASE, NEW, IMPORT, ENFORCE]
    );
}

#[test]
fn what_is_not_set_up_has_no_certificate() {
    let error = rotation(&desired(), &observed()).unwrap_err();
    assert_eq!(error.code, "application-not-found");
}
