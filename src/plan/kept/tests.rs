use super::*;
use crate::connector::Connector;
use crate::plan::testing::{connected, desired, document, observed, people, plan, summary};
use crate::plan::{Desired, Observed};

fn kept(desired: &Desired, observed: &Observed) -> Kept {
    let staff = people(&["ann@w.example"], &[]);
    let plan = plan(desired, observed, Some(&staff));
    Kept::new(Wanted::of(desired, Purpose::SetUp), &plan)
}

fn text(kept: &Kept) -> String {
    kept.document().to_string()
}

fn renamed() -> Desired {
    let mut desired = desired();
    desired.applications[0].label = "Mail".to_owned();
    desired
}

#[test]
fn it_comes_back_as_it_was() {
    let kept = kept(&desired(), &observed());
    let back = Kept::parse(text(&kept).as_bytes()).unwrap();
    assert_eq!(back, kept);
    back.check().unwrap();
    back.check_tenant(&summary(&desired())).unwrap();
}

#[test]
fn another_order_of_its_keys_is_the_same_plan() {
    let mut document = kept(&desired(), &observed()).document();
    document.sort_all_objects();
    let back = Kept::parse(document.to_string().as_bytes()).unwrap();
    back.check().unwrap();
}

#[test]
fn an_edit_of_anything_that_counts_shows() {
    let document = kept(&desired(), &observed()).document();
    for (path, value) in [
        ("/wanted/profile", json!("Another")),
        ("/wanted/admin", json!("eve@w.example")),
        ("/plan/tenant/account_code", json!("CUK9Z9")),
        ("/plan/changes/0/fields/0/after", json!("x")),
        ("/plan/changes/0/target/name", json!("x")),
        ("/plan/digest", json!("sha256:00")),
    ] {
        let mut edited = document.clone();
        *edited.pointer_mut(path).unwrap() = value;
        let edited = Kept::parse(edited.to_string().as_bytes()).unwrap();
        let error = edited.check().unwrap_err();
        assert_eq!((error.code, error.exit_code()), ("stale-plan", 3), "{path}");
    }
}

#[test]
fn what_is_no_plan_of_this_version_is_refused() {
    let document = kept(&desired(), &observed()).document();
    let with = |path: &str, value: Value| {
        let mut document = document.clone();
        match path.rsplit_once('/') {
            Some((above, name)) => document.pointer_mut(above).unwrap()[name] = value,
            None => document = value,
        }
        document.to_string()
    };
    let cases = [
        ("", "plan-file-unreadable"),
        ("[]", "plan-file-unreadable"),
        ("{\"digest\": \"sha256:00\"}", "plan-file-unreadable"),
        (&with("/format_version", json!(2)), "plan-file-newer"),
        (&with("/format_version", json!("1")), "plan-file-unreadable"),
        (&with("/wanted/color", json!("x")), "plan-file-unreadable"),
        (&with("/more", json!(true)), "plan-file-unreadable"),
        (&with("/plan/more", json!(true)), "plan-file-unreadable"),
        (
            &with("/wanted/command", json!("undo")),
            "plan-file-unreadable",
        ),
        (
            &with("/wanted/command", json!("drop")),
            "plan-file-unreadable",
        ),
    ];
    for (text, code) in cases {
        let error = Kept::parse(text.as_bytes()).unwrap_err();
        assert_eq!((error.code, error.exit_code()), (code, 64), "{text}");
    }
}

#[test]
fn another_tenant_is_named() {
    let kept = kept(&desired(), &observed());
    let mut other = summary(&desired());
    other.organization_id = "o2".to_owned();
    other.mimecast = "https://elsewhere.example".to_owned();
    let error = kept.check_tenant(&other).unwrap_err();
    assert_eq!(error.code, "stale-plan");
    for part in ["organisation is o2 and not o1", "elsewhere.example"] {
        assert!(error.message.contains(part), "{}", error.message);
    }
    assert!(!error.message.contains("account"), "{}", error.message);
}

#[test]
fn what_differs_is_named_by_object_and_field() {
    let staff = people(&["ann@w.example"], &[]);
    let said = |before: &Observed, after: &Observed| {
        let desired = renamed();
        let now = plan(&desired, after, Some(&staff));
        let error = kept(&desired, before).check_changes(&now).unwrap_err();
        assert_eq!((error.code, error.exit_code()), ("stale-plan", 3));
        [vec![error.message], error.hints].concat().join("\n")
    };
    // Somebody gave the tile another label.
    let mut labelled = connected();
    document(&mut labelled)["displayLabel"] = json!("Post");
    let ours = &mut labelled.ours.get_mut(&Connector::Apps).unwrap();
    ours.application.label = "Post".to_owned();
    let told = said(&connected(), &labelled);
    for part in [
        "jumpcloud/application/apps: displayLabel",
        "Post",
        "nothing was written",
    ] {
        assert!(told.contains(part), "{told}");
    }
    // Somebody set everything up.
    let told = said(&observed(), &connected());
    assert!(told.contains("mimecast/application-setting"), "{told}");
    assert!(told.contains("is not to do any more"), "{told}");
    // And took it out again.
    let told = said(&connected(), &observed());
    assert!(told.contains("the plan does not have it"), "{told}");
}

#[test]
fn at_most_ten_differences_are_named() {
    let change = |index: usize| json!({"id": format!("a/b/{index}"), "fields": []});
    let many: Vec<Value> = (0..30).map(change).collect();
    assert_eq!(differences(&many, &[]).len(), 30);
    let staff = people(&["ann@w.example"], &[]);
    let now = plan(&desired(), &observed(), Some(&staff));
    let mut kept = kept(&renamed(), &observed());
    kept.plan.changes = many;
    let error = kept.check_changes(&now).unwrap_err();
    // Nine more, how many are left, and what to do.
    assert_eq!(error.hints.len(), 11, "{:?}", error.hints);
}
