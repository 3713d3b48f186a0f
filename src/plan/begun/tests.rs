use serde_json::{Value, json};

use super::*;
use crate::connector::Connector;
use crate::journal::Outcome;

fn application() -> Object {
    Object::Application {
        connector: Connector::Apps,
        idp_url: "https://sso.jumpcloud.com/saml2/x".to_owned(),
        label: "Mimecast".to_owned(),
    }
}

fn intent(number: u32, object: Object, before: Option<Value>, wanted: Option<Value>) -> Line {
    Line::Intent(Box::new(Intent {
        number,
        at: "2026-11-25T12:00:00Z".to_owned(),
        object,
        before,
        wanted,
    }))
}

fn result(number: u32, status: Status, after: Option<Value>) -> Line {
    Line::Result(Outcome {
        number,
        at: String::new(),
        status,
        after,
        error: None,
    })
}

fn left(lines: &[Line], outcome: Option<Ended>) -> (usize, Vec<Option<String>>) {
    let mut open = LeftOpen::default();
    open.add(lines, outcome);
    let made = open.made.into_iter().map(|m| m.id);
    (open.begun.len(), made.collect())
}

#[test]
fn a_creation_without_its_end_is_left_open() {
    let sent = || Some(json!({"ssoUrl": "https://sso.jumpcloud.com/saml2/x"}));
    let create = || intent(1, application(), None, sent());
    let document = || Some(json!({"_id": "a1"}));
    let ours = vec![Some("a1".to_owned())];
    for (lines, outcome, expected) in [
        (vec![], None, (0, vec![])),
        (vec![create()], None, (1, vec![None])),
        (vec![create()], Some(Ended::Interrupted), (1, vec![None])),
        (
            vec![create(), result(1, Status::Unknown, None)],
            Some(Ended::Failed),
            (1, vec![None]),
        ),
        (
            vec![create(), result(1, Status::Failed, None)],
            Some(Ended::Failed),
            (0, vec![]),
        ),
        (
            vec![create(), result(1, Status::Done, document())],
            None,
            (0, ours.clone()),
        ),
        (
            vec![create(), result(1, Status::Done, document())],
            Some(Ended::Failed),
            (0, ours),
        ),
        // One that came to its end is somebody's by now.
        (
            vec![create(), result(1, Status::Done, document())],
            Some(Ended::Done),
            (0, vec![]),
        ),
        (
            vec![create(), result(1, Status::Done, document())],
            Some(Ended::Pending),
            (0, vec![]),
        ),
        // Deleted again.
        (
            vec![
                create(),
                result(1, Status::Done, document()),
                intent(2, application(), document(), None),
                result(2, Status::Done, None),
            ],
            None,
            (0, vec![]),
        ),
        // An update is no creation.
        (
            vec![intent(1, application(), document(), sent())],
            None,
            (0, vec![]),
        ),
        (
            vec![intent(
                1,
                Object::Group {
                    name: "Staff".to_owned(),
                },
                None,
                sent(),
            )],
            None,
            (1, vec![]),
        ),
    ] {
        assert_eq!(left(&lines, outcome), expected, "{lines:?} {outcome:?}");
    }
}

#[test]
fn an_object_is_known_again_although_its_label_changed() {
    let mut open = LeftOpen::default();
    open.add(&[intent(1, application(), None, Some(json!({})))], None);
    let Object::Application {
        connector, idp_url, ..
    } = application()
    else {
        unreachable!("it is an application");
    };
    let label = "Mail".to_owned();
    let renamed = Object::Application {
        connector,
        idp_url,
        label,
    };
    assert!(open.since(&renamed).is_some());
    let group = Object::Group {
        name: "Staff".to_owned(),
    };
    assert!(open.since(&group).is_none());
}

fn access(id: &str) -> Object {
    Object::Access {
        connector: Connector::Apps,
        idp_url: "https://sso.jumpcloud.com/saml2/x".to_owned(),
        holder: Holder::Group,
        id: id.to_owned(),
        name: id.to_uppercase(),
    }
}

#[test]
fn what_made_room_is_known_until_everything_of_it_was_taken_over() {
    let old = || Some(json!({"_id": "a1", "displayLabel": "Mail"}));
    let no = || Some(json!(false));
    let yes = || Some(json!(true));
    let deleted = vec![
        intent(1, access("g1"), yes(), no()),
        intent(2, access("g2"), yes(), no()),
        intent(3, application(), old(), None),
    ];
    let bound = [
        intent(5, access("g1"), no(), yes()),
        result(5, Status::Done, yes()),
    ];
    let with = |more: &[Line]| [&deleted[..], more].concat();
    type Case<'a> = (&'a str, Command, Vec<Line>, Option<&'a [&'a str]>);
    let table: [Case<'_>; 6] = [
        (
            "killed",
            Command::SetUp,
            deleted.clone(),
            Some(&["g1", "g2"]),
        ),
        (
            "done",
            Command::Apply,
            with(&[result(3, Status::Done, None)]),
            Some(&["g1", "g2"]),
        ),
        (
            "said to have failed",
            Command::SetUp,
            with(&[result(3, Status::Failed, None)]),
            Some(&["g1", "g2"]),
        ),
        (
            "one bound again",
            Command::SetUp,
            with(&bound),
            Some(&["g2"]),
        ),
        ("a removal", Command::Remove, deleted.clone(), None),
        (
            "no access",
            Command::SetUp,
            deleted[2..].to_vec(),
            Some(&[]),
        ),
    ];
    for (case, command, lines, expected) in table {
        let mut open = LeftOpen::default();
        open.replaced(command, &lines);
        let holders = open.gone.first().map(|gone| {
            let ids = gone.holders.iter().map(|(_, id)| id.as_str());
            ids.collect::<Vec<_>>()
        });
        assert_eq!(holders.as_deref(), expected, "{case}");
        // A removal has the last word.
        open.replaced(Command::Remove, &deleted);
        assert_eq!(open.gone, [], "{case}");
    }
}
