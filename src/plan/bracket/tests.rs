use proptest::prelude::*;

use crate::connector::Holder;
use crate::plan::change::Mode;
use crate::plan::field::FieldValue;

use super::*;

const PROFILE: &str = "JumpCloud SSO";

fn change(subject: Subject, action: Action, fields: &[(&str, FieldValue)]) -> Change {
    let field = |(name, after): &(&str, FieldValue)| Field::new(*name, "before", after.clone());
    let fields = fields.iter().map(field).collect();
    Change::new(subject, action, "x", Mode::Api, fields)
}

/// Every kind of change of two connectors, those that write and those that take away.
fn everything() -> Vec<Change> {
    let none = FieldValue::none;
    let name = || PROFILE.to_owned();
    let applied = SettingField::AuthenticationProfile.name();
    let mut all = vec![
        change(
            Subject::Group("Staff".to_owned()),
            Action::Create,
            &[("name", "Staff".into())],
        ),
        change(
            Subject::Release(name()),
            Action::Update,
            &[("web-apps.enforced", false.into())],
        ),
        change(
            Subject::MimecastGroup("Pilot".to_owned()),
            Action::Update,
            &[("member", "a@example.com".into())],
        ),
        change(
            Subject::Profile(name()),
            Action::Update,
            &[("web-apps.issuer", "x".into())],
        ),
        change(
            Subject::Setting(name()),
            Action::Create,
            &[(applied, PROFILE.into())],
        ),
        change(
            Subject::Setting("other".to_owned()),
            Action::Update,
            &[(applied, none())],
        ),
        change(
            Subject::Enforcement(name()),
            Action::Update,
            &[("web-apps.enforced", true.into())],
        ),
    ];
    for connector in [Connector::Apps, Connector::AdminConsole] {
        let group = Holder::Group.as_str();
        all.extend([
            change(
                Subject::Application(connector),
                Action::Update,
                &[("config.idpEntityId", "x".into())],
            ),
            change(Subject::Certificate(connector), Action::Update, &[]),
            change(
                Subject::Access(connector),
                Action::Update,
                &[(group, "Staff".into())],
            ),
            change(Subject::Deactivation(connector), Action::Update, &[]),
            change(Subject::Logo(connector), Action::Update, &[]),
            change(
                Subject::Superseded {
                    first: false,
                    connector,
                    id: "a1".to_owned(),
                },
                Action::Delete,
                &[],
            ),
            change(
                Subject::Superseded {
                    first: true,
                    connector,
                    id: "a0".to_owned(),
                },
                Action::Delete,
                &[],
            ),
        ]);
    }
    all
}

fn is_taken_away(change: &Change) -> bool {
    let makes_room = matches!(change.subject, Subject::Superseded { first: true, .. });
    ends_sign_in(change) && !makes_room
}

proptest! {
    /// Whatever is planned, in whatever order it was found: what is disturbed was let go of before, what is relied on is
    /// right before, and what goes goes last.
    #[test]
    fn release_comes_first_and_enforcement_after_what_it_relies_on(
        chosen in prop::sample::subsequence(everything(), 0..=everything().len()).prop_shuffle(),
    ) {
        let signers = BTreeSet::from([Connector::Apps]);
        let ordered = bracket(chosen.clone(), PROFILE, &signers);
        prop_assert_eq!(ordered.len(), chosen.len());
        let at = |is: &dyn Fn(&Change) -> bool| ordered.iter().position(is);
        let released = at(&|c| matches!(c.subject, Subject::Release(_)));
        let enforced = at(&|c| matches!(c.subject, Subject::Enforcement(_)));
        for (index, change) in ordered.iter().enumerate() {
            for first in &change.depends_on {
                prop_assert!(ordered[..index].iter().any(|c| c.subject == *first), "{} before {first}", change.id());
            }
            if disturbs(change) {
                prop_assert!(released.is_none_or(|at| at < index), "{} before the release", change.id());
            }
            let signs = change.subject.connector() == Some(Connector::Apps);
            let relied_on = matches!(change.subject, Subject::Profile(_) | Subject::Setting(_))
                || signs && matches!(change.subject, Subject::Application(_) | Subject::Certificate(_) | Subject::Access(_));
            if relied_on {
                prop_assert!(enforced.is_none_or(|at| at > index), "{} after the enforcement", change.id());
            }
            if let (Subject::Application(connector), false) = (&change.subject, is_taken_away(change)) {
                let room = |c: &Change| matches!(c.subject, Subject::Superseded { first: true, connector: of, .. } if of == *connector);
                prop_assert!(at(&room).is_none_or(|at| at < index), "{} before it has room", change.id());
            }
            if matches!(change.subject, Subject::Profile(_) | Subject::Setting(_)) {
                let gone = at(&is_taken_away);
                prop_assert!(gone.is_none_or(|at| at > index), "{} after something went", change.id());
            }
        }
        prop_assert_eq!(bracket(ordered.clone(), PROFILE, &signers), ordered, "an ordered list stays as it is");
    }
}

#[test]
fn a_label_needs_nobody_let_go_of_and_no_signer_waits_for_another_connector() {
    let release = Subject::Release(PROFILE.to_owned());
    let cases = [
        ("displayLabel", FieldValue::from("x"), false),
        ("config.acsUrl", "x".into(), true),
        ("config.idpEntityId", "x".into(), true),
        ("active", true.into(), true),
    ];
    for (field, after, waits) in cases {
        let changes = vec![
            change(
                Subject::Application(Connector::Apps),
                Action::Update,
                &[(field, after)],
            ),
            change(release.clone(), Action::Update, &[("x", false.into())]),
        ];
        let ordered = bracket(changes, PROFILE, &BTreeSet::new());
        let application = ordered.iter().find(|c| c.subject != release).unwrap();
        assert_eq!(
            application.depends_on == [release.clone()],
            waits,
            "{field}"
        );
    }
    let alone = [
        Subject::Application(Connector::Apps),
        Subject::Profile(PROFILE.to_owned()),
    ];
    let changes = alone.map(|s| change(s, Action::Create, &[("x", "y".into())]));
    let signers = BTreeSet::from([Connector::AdminConsole]);
    let ordered = bracket(changes.to_vec(), PROFILE, &signers);
    assert!(ordered.iter().all(|c| c.depends_on.is_empty()));
}

#[test]
fn a_group_is_there_before_it_is_given_access() {
    let all = everything();
    let wanted = |c: &Change| {
        matches!(
            c.subject,
            Subject::Group(_) | Subject::Access(Connector::Apps)
        )
    };
    let changes: Vec<Change> = all.into_iter().filter(wanted).rev().collect();
    let ordered = bracket(changes, PROFILE, &BTreeSet::new());
    assert_eq!(ordered[1].depends_on, [Subject::Group("Staff".to_owned())]);
}
