use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::format::{Command, Console, Ended, Intent, Object, Outcome, Status, Step};
use super::*;

pub fn start(undoes: Option<&str>) -> Start {
    Start {
        format_version: FORMAT_VERSION,
        tool: "0.1.0".to_owned(),
        at: "2026-11-23T12:00:00Z".to_owned(),
        command: Command::SetUp,
        undoes: undoes.map(str::to_owned),
        tenant: Tenant {
            organization_id: "o1".to_owned(),
            account_code: "CUK1A1".to_owned(),
            jumpcloud: "https://jumpcloud.example".to_owned(),
            mimecast: "https://mimecast.example".to_owned(),
            mode: "api".to_owned(),
        },
        digest: "sha256:00".to_owned(),
        connectors: BTreeMap::new(),
        console: Console {
            profile: "JumpCloud SSO".to_owned(),
            setting: "JumpCloud SSO".to_owned(),
            group: None,
            blocks: BTreeMap::new(),
        },
    }
}

pub fn step() -> Line {
    Line::Step(Step {
        at: String::new(),
        change: "mimecast/authentication-profile/JumpCloud SSO".to_owned(),
        removing: false,
    })
}

pub fn recorded(
    name: &str,
    undoes: Option<&str>,
    ended: Option<Ended>,
    lines: Vec<Line>,
) -> Recorded {
    let end = ended.map(|outcome| End {
        at: String::new(),
        outcome,
    });
    Recorded::of(name, start(undoes), lines, end)
}

fn intent(number: u32) -> Line {
    let name = "Staff".to_owned();
    Line::Intent(Box::new(Intent {
        number,
        at: String::new(),
        object: Object::Group { name },
        before: None,
        wanted: Some(json!({"name": "Staff"})),
    }))
}

fn result(number: u32) -> Line {
    Line::Result(Outcome {
        number,
        at: String::new(),
        status: Status::Done,
        after: Some(json!({"id": "g1"})),
        error: None,
    })
}

fn end() -> Line {
    Line::End(End {
        at: String::new(),
        outcome: Ended::Done,
    })
}

fn text(lines: &[Line]) -> String {
    let lines = lines
        .iter()
        .map(|l| serde_json::to_string(l).unwrap() + "\n");
    lines.collect()
}

/// A whole journal of two writes.
fn whole() -> Vec<Line> {
    let start = Line::Start(Box::new(start(None)));
    vec![
        start,
        intent(1),
        result(1),
        step(),
        intent(2),
        result(2),
        end(),
    ]
}

#[test]
fn what_was_written_is_read() {
    let lines = whole();
    let read = parse("a", text(&lines).as_bytes()).unwrap().unwrap();
    assert_eq!(read.lines().unwrap(), lines[1..6]);
    assert_eq!((read.changes(), read.ended()), (3, "done"));
}

/// Cut off anywhere, it is what its whole lines say.
#[test]
fn a_journal_cut_off_anywhere_is_read_up_to_its_last_whole_line() {
    let lines = whole();
    let all = text(&lines);
    for cut in 0..all.len() {
        let read = parse("a", &all.as_bytes()[..cut]).unwrap();
        let complete = all[..cut].matches('\n').count();
        match complete {
            0 => assert_eq!(read, None),
            n => {
                let read = read.unwrap();
                assert_eq!(read.lines().unwrap(), lines[1..n.min(6)], "cut at {cut}");
                assert_eq!(read.ended(), "killed");
            }
        }
    }
}

#[test]
fn what_no_run_writes_is_refused_with_its_line() {
    let first = || Line::Start(Box::new(start(None)));
    let later = Line::Start(Box::new(start(Some("b"))));
    let cases: [(usize, Vec<Line>); 8] = [
        (1, vec![intent(1)]),
        (1, vec![later]),
        (2, vec![first(), first()]),
        (2, vec![first(), intent(2)]),
        (2, vec![first(), result(1)]),
        (4, vec![first(), intent(1), result(1), result(1)]),
        (3, vec![first(), intent(1), intent(1)]),
        (3, vec![first(), end(), step()]),
    ];
    for (line, lines) in cases {
        let error = parse("a", text(&lines).as_bytes()).unwrap_err();
        assert_eq!(error.code, "journal-malformed");
        let named = format!("line {line} of the journal a");
        assert!(error.message.contains(&named), "{error}");
    }
    let long = format!("{}{}\n", text(&[first()]), "x".repeat(MAX_LINE + 1));
    assert_eq!(
        parse("a", long.as_bytes()).unwrap_err().code,
        "journal-malformed"
    );
}

#[test]
fn another_version_is_refused_by_name_whatever_else_it_holds() {
    let mut line: Value = serde_json::to_value(Line::Start(Box::new(start(None)))).unwrap();
    line["start"]["format_version"] = json!(2);
    line["start"]["novelty"] = json!(true);
    let error = parse("a", format!("{line}\n").as_bytes()).unwrap_err();
    assert_eq!(error.code, "journal-version");
    assert!(error.message.contains('2'), "{error}");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in any::<Vec<u8>>()) {
        let _ = parse("a", &bytes);
    }

    /// A journal with one byte changed, or lines moved about, is read or refused with file and line.
    #[test]
    fn a_damaged_journal_is_read_or_refused(at in 0usize..4000, byte in any::<u8>(), order in Just((0..7usize).collect::<Vec<_>>()).prop_shuffle()) {
        let lines = whole();
        let mut damaged = text(&lines).into_bytes();
        let length = damaged.len();
        damaged[at % length] = byte;
        let shuffled: Vec<Line> = order.into_iter().map(|i| lines[i].clone()).collect();
        for bytes in [damaged, text(&shuffled).into_bytes()] {
            if let Err(error) = parse("a", &bytes) {
                prop_assert!(error.message.contains("journal a"), "{}", error);
                prop_assert!(!error.hints.is_empty());
            }
        }
    }
}
