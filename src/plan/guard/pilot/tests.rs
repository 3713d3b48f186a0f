use crate::connector::Connector;
use crate::plan::People;
use crate::plan::change::Mode;
use crate::plan::observed::Observed;
use crate::plan::people::Members;
use crate::plan::testing::{block, connected, desired, observed, people, plan};

fn warned(observed: &Observed, people: Option<&People>) -> Option<String> {
    let plan = plan(&desired(), observed, people);
    let warning = plan.warnings.into_iter().find(|w| w.code == "no-pilot");
    warning.map(|w| w.message)
}

#[test]
fn many_people_at_once_for_the_first_time_are_warned_of() {
    let staff = |count: usize| -> People {
        let emails: Vec<String> = (0..count).map(|n| format!("p{n}@w.example")).collect();
        let emails: Vec<&str> = emails.iter().map(String::as_str).collect();
        people(&emails, &emails)
    };
    let nothing = observed();
    assert_eq!(warned(&nothing, Some(&staff(5))), None);
    let told = warned(&nothing, Some(&staff(6))).unwrap();
    assert!(
        told.contains("(web-apps)") && told.contains("6 people"),
        "{told}"
    );
    let mut unread = staff(1);
    unread.members = Members::NotRead;
    let told = warned(&nothing, Some(&unread)).unwrap();
    assert!(told.contains("how many that are is not known"), "{told}");

    // In force already: there is nothing to try.
    assert_eq!(warned(&connected(), Some(&staff(6))), None);
    // Let go of and put in force again is not the first time.
    let mut renamed = connected();
    let ours = renamed.ours.get_mut(&Connector::Apps).unwrap();
    ours.application.document["config"]["idpEntityId"]["value"] = "".into();
    assert_eq!(warned(&renamed, Some(&staff(6))), None);
    let mut released = connected();
    block(&mut released).enforced = false;
    assert!(warned(&released, Some(&staff(6))).is_some());
}

#[test]
fn by_hand_it_is_said_too() {
    let mut by_hand = desired();
    by_hand.mode = Mode::Worksheet;
    let mut nothing = observed();
    nothing.mimecast = None;
    let mut staff = people(&["ann@w.example"], &[]);
    staff.members = Members::NotRead;
    let plan = plan(&by_hand, &nothing, Some(&staff));
    assert!(plan.warnings.iter().any(|w| w.code == "no-pilot"));
}
