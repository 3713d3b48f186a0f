//! `-o junit`: XML that can be read, a case for each check, change and application, and counts that are those of the cases.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::json;

use crate::common::{CONNECT, Run, World};
use crate::run::sso_setup;
use crate::tenants_file::{Filed, TWO, provider};

/// A test case: whose it is, its name, and what it came to.
pub type Case = (String, String, String);

/// The cases of a document; the counts of each suite must be those of its cases.
#[track_caller]
fn cases(text: &str) -> Vec<Case> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut cases, mut counts): (Vec<Case>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut begun = 0;
    let came = |cases: &[Case], word: &str| cases.iter().filter(|c| c.2 == word).count();
    loop {
        let event = reader
            .read_event()
            .unwrap_or_else(|e| panic!("{e}: {text}"));
        match event {
            Event::Start(element) => {
                let of = |key: &str| {
                    let all = element.attributes().map(Result::unwrap);
                    let mut fitting = all.filter(|a| a.key.as_ref() == key);
                    let value = fitting.next().unwrap().value.into_owned();
                    quick_xml::escape::unescape(&value).unwrap().into_owned()
                };
                let name = element.name().as_ref().to_owned();
                match name.as_str() {
                    "testsuite" => {
                        begun = cases.len();
                        counts = ["tests", "failures", "errors", "skipped"]
                            .map(|key| of(key).parse().unwrap())
                            .to_vec();
                    }
                    "testcase" => cases.push((of("classname"), of("name"), "passed".to_owned())),
                    "failure" | "error" | "skipped" => cases.last_mut().unwrap().2 = name,
                    _ => {}
                }
            }
            Event::End(element) if element.name().as_ref() == "testsuite" => {
                let own = &cases[begun..];
                let told = ["failure", "error", "skipped"].map(|word| came(own, word));
                assert_eq!(counts, [&[own.len()][..], &told].concat(), "{text}");
            }
            Event::Eof => return cases,
            _ => {}
        }
    }
}

#[track_caller]
fn named(run: &Run, name: &str) -> String {
    let found = cases(&run.stdout);
    let one = found.iter().find(|case| case.1 == name);
    one.unwrap_or_else(|| panic!("{name}: {found:?}")).2.clone()
}

#[test]
fn a_plan_an_outcome_checks_applications_and_an_error_are_cases() {
    let world = World::new();
    let run = |args: &[&str]| world.mimecast(&[args, &["-o", "junit"]].concat());
    let with = |command: &str| run(&[&[command][..], &CONNECT].concat());
    assert_eq!(
        named(&with("plan").exits(0), "jumpcloud/application/apps"),
        "skipped"
    );
    let refused = run(&["--yes", "--subdomain", "eu", "--group", "Contractors"]).exits(3);
    assert_eq!(named(&refused, "user-lockout"), "failure");
    let made = run(&CONNECT).exits(0);
    assert_eq!(named(&made, "jumpcloud/application/apps"), "passed");
    assert_eq!(named(&with("plan").exits(0), "plan"), "passed");
    let verified = cases(&with("verify").exits(0).stdout);
    assert!(
        verified.len() > 5 && verified.iter().all(|case| case.2 == "passed"),
        "{verified:?}"
    );
    let status = run(&["status", "--subdomain", "eu"]).exits(0);
    assert_eq!(named(&status, "Mimecast"), "passed");
    // A name from a service is no markup.
    let label = "<Bob> & \"co\" 'x' ]]>";
    world.by_hand(|document| document["displayLabel"] = json!(label));
    let status = run(&["status", "--subdomain", "eu"]).exits(0);
    assert_eq!(named(&status, label), "failure");
    let wrong = world.tool().env("JUMPCLOUD_API_KEY", "wrong-but-secret");
    let failed = wrong
        .mimecast(&["plan", "--subdomain", "eu", "-o", "junit"])
        .exits(4);
    assert_eq!(named(&failed, "run"), "error");
    assert!(!failed.stdout.contains("wrong-but-secret"));
    // What to do about a check that is no failure is told all the same.
    let doctor = ["doctor", "--user", "joan@widgets.example", "-o", "junit"];
    let told = world.tool().run(&doctor).exits(0);
    assert_eq!(named(&told, "jumpcloud/users"), "passed");
    told.says(&["\nactivate the user in JumpCloud</system-out>"]);
    // A command line that cannot be read, and a command that has nothing to judge.
    assert_eq!(named(&run(&["--nonsense"]).exits(64), "run"), "error");
    let values = run(&["values", "--account-code", "CUK1A1"]).exits(0);
    assert_eq!(named(&values, "result"), "passed");
    let args = ["saml", "inspect", "--strict", "-", "-o", "junit"];
    let inspected = crate::run::run(sso_setup(&args).stdin(std::process::Stdio::null()));
    cases(&inspected.stdout);
}

#[test]
fn each_of_several_tenants_has_a_suite() {
    let world = World::new();
    let file = Filed::new(TWO);
    let run = file
        .run(provider(&world), &["plan", "-o", "junit"])
        .exits(4);
    let found = cases(&run.stdout);
    let whose = |class: &str| found.iter().filter(|case| case.0 == class).count();
    assert!(whose("sso-setup.acme") > 3, "{found:?}");
    let gadgets: Vec<_> = found
        .iter()
        .filter(|c| c.0 == "sso-setup.gadgets")
        .collect();
    assert_eq!(gadgets.len(), 1);
    assert_eq!(
        (gadgets[0].1.as_str(), gadgets[0].2.as_str()),
        ("run", "error")
    );
    assert!(!run.stdout.contains("wrong-but-secret"));
}
