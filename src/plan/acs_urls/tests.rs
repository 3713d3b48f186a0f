//! The setting by a table, and whatever it may hold.

use proptest::prelude::*;

use super::*;

#[test]
fn acs_lists_keep_what_was_there() {
    let own = "https://eu-api.mimecast.com/login/sso/mpp";
    let also = "https://eu-api.mimecast.com/login/saml";
    let wanted = AcsUrls {
        own: own.to_owned(),
        also: vec![also.to_owned()],
    };
    let list = |rows: &[(&str, bool)]| {
        let rows: Vec<Value> = rows
            .iter()
            .enumerate()
            .map(|(i, (url, d))| {
                json!({"index": i.to_string(), "isDefault": d.to_string(), "url": url})
            })
            .collect();
        Value::Array(rows).to_string()
    };
    let complete = list(&[(own, true), (also, false)]);
    let table = [
        // What was there, whether the template takes a list, what it becomes.
        ("https://YOUR_ACS_URL/".to_owned(), false, own.to_owned()),
        ("https://YOUR_ACS_URL/".to_owned(), true, complete.clone()),
        (complete.clone(), true, complete.clone()),
        (
            list(&[("https://x.example/", true)]),
            true,
            list(&[(own, true), (also, false), ("https://x.example/", false)]),
        ),
        (list(&[(also, true), (own, false)]), true, complete.clone()),
    ];
    for (current, takes_list, expected) in table {
        assert_eq!(
            acs_value(&current, takes_list, &wanted),
            expected,
            "{current}"
        );
    }
}

proptest! {
    #[test]
    fn reading_an_acs_list_never_panics(text in "\\PC{0,60}") {
        let _ = acs_list(&text);
    }
}
