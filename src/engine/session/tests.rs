use super::*;

fn organization(id: &str, name: &str) -> Organization {
    Organization {
        id: id.to_owned(),
        name: name.to_owned(),
    }
}

fn three() -> Vec<Organization> {
    vec![
        organization("5f00000000000000000000aa", "Widgets"),
        organization("5f00000000000000000000bb", "Widgets"),
        organization("5f00000000000000000000cc", "Gadgets"),
        organization("5f00000000000000000000dd", ""),
    ]
}

#[test]
fn an_organisation_is_found_by_id_in_any_case_and_by_exact_name() {
    for (wanted, id) in [
        ("5f00000000000000000000bb", "5f00000000000000000000bb"),
        ("5F00000000000000000000BB", "5f00000000000000000000bb"),
        ("5F00000000000000000000dD", "5f00000000000000000000dd"),
        ("Gadgets", "5f00000000000000000000cc"),
    ] {
        assert_eq!(choose(three(), Some(wanted)).unwrap().id, id, "{wanted}");
    }
    for wanted in ["gadgets", "Gadgets ", "5f00000000000000000000ee", ""] {
        let error = match choose(three(), Some(wanted)) {
            // The one without a name is not found by its absence.
            Ok(found) => panic!("{wanted:?} finds {}", found.id),
            Err(error) => error,
        };
        assert_eq!(
            (error.code, error.exit_code()),
            ("organization-not-found", 64)
        );
    }
}

#[test]
fn what_is_ambiguous_is_listed_and_nothing_else() {
    let error = choose(three(), Some("Widgets")).unwrap_err();
    assert_eq!(error.code, "organization-ambiguous");
    assert!(
        error
            .message
            .contains("Widgets (5f00000000000000000000aa), Widgets (5f00000000000000000000bb)")
    );
    assert!(!error.message.contains("Gadgets"), "{}", error.message);
    // One without a name is shown by its id alone.
    let all = choose(three(), None).unwrap_err();
    assert!(
        all.message.ends_with(", 5f00000000000000000000dd"),
        "{}",
        all.message
    );
}

#[test]
fn a_list_that_says_nothing_chooses_nothing() {
    for wanted in [None, Some("Widgets"), Some("5f00000000000000000000aa")] {
        let error = choose(Vec::new(), wanted).unwrap_err();
        assert_eq!(
            (error.code, error.exit_code()),
            ("organization-not-found", 1)
        );
    }
    for id in ["", "a1", "../../api/users", "5f00000000000000000000ag"] {
        let error = choose(vec![organization(id, "Widgets")], None).unwrap_err();
        assert_eq!(
            (error.code, error.exit_code()),
            ("list-unreadable", 1),
            "{id}"
        );
    }
}
