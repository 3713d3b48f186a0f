use super::*;

fn allowed(given: &[&str]) -> Allowed {
    given.iter().map(|t| Override::parse(t).unwrap()).collect()
}

#[test]
fn a_number_belongs_to_user_lockout_alone() {
    let fits = [
        ("user-lockout", HowMany::NotSaid),
        ("user-lockout=12", HowMany::AtMost(12)),
        ("user-lockout=0", HowMany::AtMost(0)),
        ("user-lockout=all", HowMany::Uncounted),
    ];
    for (text, people) in fits {
        let guard = Guard::UserLockout;
        assert_eq!(Override::parse(text), Ok(Override { guard, people }));
    }
    for text in [
        "user-lockout=",
        "user-lockout=-1",
        "user-lockout=+3",
        "user-lockout=1e3",
        "user-lockout=99999999999999999999999",
        "user-lockout=3=4",
        "admin-lockout=3",
        "admin-lockout=all",
    ] {
        assert!(matches!(Override::parse(text), Err(Some(_))), "{text}");
    }
    for text in ["everything", "", "User-Lockout", "delete-count"] {
        assert_eq!(Override::parse(text), Err(None), "{text}");
    }
}

#[test]
fn at_most_so_many_people_are_let_go() {
    let counted = |people| Guard::UserLockout.refuse_counted(people, "x");
    let uncounted = Guard::UserLockout.refuse("x");
    let table = [
        (&[][..], false, false, false),
        (&["user-lockout"], false, false, false),
        (&["user-lockout=2"], false, false, false),
        (&["user-lockout=3"], true, false, false),
        (&["user-lockout=4"], true, true, false),
        (&["user-lockout=2", "user-lockout=9"], true, true, false),
        (&["user-lockout=all"], false, false, true),
        (&["user-lockout=3", "user-lockout=all"], true, false, true),
        (&["admin-lockout"], false, false, false),
    ];
    for (given, three, four, any) in table {
        let allowed = allowed(given);
        let covers = [counted(3), counted(4), uncounted.clone()].map(|r| allowed.covers(&r));
        assert_eq!(covers, [three, four, any], "{given:?}");
    }
    assert!(allowed(&["admin-lockout"]).covers(&Guard::AdminLockout.refuse("x")));
}

#[test]
fn every_form_is_its_own_in_a_digest() {
    let forms = [
        &[][..],
        &["user-lockout"],
        &["user-lockout=1"],
        &["user-lockout=2"],
        &["user-lockout=all"],
        &["people-unread"],
    ];
    let names: BTreeSet<Vec<String>> = forms.iter().map(|f| allowed(f).names()).collect();
    assert_eq!(names.len(), forms.len());
    for form in forms {
        assert_eq!(allowed(form).names(), form, "as it was given");
    }
}
