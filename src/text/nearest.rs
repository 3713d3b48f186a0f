//! Which of the names that there are was meant by one that is not there.

use super::{MAX_VALUE, is_invisible, name};

/// How many names are offered.
const OFFERED: usize = 3;

/// How short a part of a name may be, in characters, to stand for the whole.
const PART: usize = 3;

/// How near a name is; the least is the nearest. Within each kind fewer differing letters are nearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// The same but for case, blanks, and what joins words.
    Same,
    /// So many letters are others.
    Mistyped(usize),
    /// One begins as the other does; so many letters are left over.
    Begins(usize),
    /// One stands in the other; so many letters are left over.
    Part(usize),
}

/// Up to three of the names that there are, the nearest first, for one that is not there. Case and blanks say nothing;
/// then up to a quarter of the letters may be others (one of a name of three); then one may be a part of the other. Of two
/// e-mail addresses what stands before the `@` is compared by itself: a whole company has the rest in common.
pub fn nearest<N: AsRef<str>>(asked: &str, names: impl IntoIterator<Item = N>) -> Vec<String> {
    let wanted = folded(asked);
    let mut near: Vec<(Nearness, String)> = Vec::new();
    for there in names {
        let there = there.as_ref();
        let Some(how) = told_apart(&wanted, &folded(there)) else {
            continue;
        };
        let one = (how, there.to_owned());
        if there == asked || near.contains(&one) {
            continue;
        }
        near.push(one);
        near.sort();
        near.truncate(OFFERED);
    }
    near.into_iter().map(|(_, there)| there).collect()
}

/// The hint that offers names: `did you mean "A", "B" or "C"?`; `None` where there is none to offer.
pub fn did_you_mean<N: AsRef<str>>(names: &[N]) -> Option<String> {
    let quoted = |there: &N| format!("\"{}\"", name(there.as_ref()));
    let (last, before) = names.split_last()?;
    let before: Vec<String> = before.iter().map(quoted).collect();
    let last = quoted(last);
    Some(match before.is_empty() {
        true => format!("did you mean {last}?"),
        false => format!("did you mean {} or {last}?", before.join(", ")),
    })
}

/// A name without what people mistake first. A name that no end is to be seen of is looked at as far as it is shown.
fn folded(name: &str) -> Vec<char> {
    let kept = |c: &char| !c.is_whitespace() && !is_invisible(*c) && !matches!(c, '-' | '_');
    let letters = name.chars().filter(kept).flat_map(char::to_lowercase);
    letters.take(MAX_VALUE).collect()
}

fn told_apart(wanted: &[char], there: &[char]) -> Option<Nearness> {
    let at = |letters: &[char]| letters.iter().position(|letter| *letter == '@');
    let (Some(of_wanted), Some(of_there)) = (at(wanted), at(there)) else {
        return nearness(wanted, there);
    };
    let (who, domain) = wanted.split_at(of_wanted);
    let (other, elsewhere) = there.split_at(of_there);
    match (nearness(who, other)?, nearness(domain, elsewhere)) {
        (how, Some(Nearness::Same)) => Some(how),
        (Nearness::Same, Some(how)) => Some(how),
        // The same person at another address of theirs.
        (Nearness::Same, None) => Some(Nearness::Part(elsewhere.len())),
        (Nearness::Mistyped(here), Some(Nearness::Mistyped(there))) => {
            Some(Nearness::Mistyped(here + there))
        }
        _ => None,
    }
}

fn nearness(wanted: &[char], there: &[char]) -> Option<Nearness> {
    if wanted.is_empty() || there.is_empty() {
        return None;
    }
    if wanted == there {
        return Some(Nearness::Same);
    }
    let (longer, shorter) = match wanted.len() > there.len() {
        true => (wanted, there),
        false => (there, wanted),
    };
    let rest = longer.len() - shorter.len();
    let may_differ = match longer.len() {
        0..PART => 0,
        length => (length / 4).max(1),
    };
    if rest <= may_differ {
        // Two letters that changed places are one slip.
        let differ = strsim::generic_damerau_levenshtein(wanted, there);
        if differ <= may_differ {
            return Some(Nearness::Mistyped(differ));
        }
    }
    if shorter.len() < PART {
        return None;
    }
    let inside = || longer.windows(shorter.len()).any(|part| part == shorter);
    match longer.starts_with(shorter) {
        true => Some(Nearness::Begins(rest)),
        false => inside().then_some(Nearness::Part(rest)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GROUPS: [&str; 7] = [
        "All Staff",
        "All Staff EMEA",
        "Finance, Legal and Risk",
        "IT",
        "Sales",
        "Salesforce users",
        "Überweisung",
    ];

    #[test]
    fn the_nearest_come_first() {
        let table: [(&str, &[&str]); 14] = [
            ("all staff", &["All Staff", "All Staff EMEA"]),
            ("AllStaff", &["All Staff", "All Staff EMEA"]),
            ("all-staff emea", &["All Staff EMEA", "All Staff"]),
            ("All Staf", &["All Staff", "All Staff EMEA"]),
            ("All Satff", &["All Staff"]),
            ("\u{200b}All Staff ", &["All Staff", "All Staff EMEA"]),
            ("Finance", &["Finance, Legal and Risk"]),
            ("legal", &["Finance, Legal and Risk"]),
            ("Slaes", &["Sales"]),
            ("überweisung", &["Überweisung"]),
            ("it", &["IT"]),
            ("I", &[]),
            ("Marketing", &[]),
            ("", &[]),
        ];
        for (asked, expected) in table {
            assert_eq!(nearest(asked, GROUPS), expected, "{asked:?}");
        }
        // It is there: nothing else was meant.
        assert!(!nearest("Sales", GROUPS).contains(&"Sales".to_owned()));
    }

    #[test]
    fn three_are_offered_and_each_once() {
        let many = ["Staff 4", "Staff 3", "Staff 2", "Staff 1", "Staff 1"];
        assert_eq!(nearest("Staff", many), ["Staff 1", "Staff 2", "Staff 3"]);
        let table: [(&[&str], Option<&str>); 4] = [
            (&[], None),
            (&["All Staff"], Some("did you mean \"All Staff\"?")),
            (&["A", "B"], Some("did you mean \"A\" or \"B\"?")),
            (
                &["A", "B ", "C"],
                Some("did you mean \"A\", \"B⟨U+0020⟩\" or \"C\"?"),
            ),
        ];
        for (names, expected) in table {
            assert_eq!(did_you_mean(names).as_deref(), expected);
        }
    }

    #[test]
    fn addresses_are_names_too() {
        let people = ["ada@widgets.example", "alan@widgets.example"];
        let table: [(&str, &[&str]); 7] = [
            ("ada@widgets.exmaple", &["ada@widgets.example"]),
            ("Ada@widgets.example", &["ada@widgets.example"]),
            ("adda@widgets.example", &["ada@widgets.example"]),
            ("alna@widgets.exmple", &["alan@widgets.example"]),
            ("ada@gadgets.test", &["ada@widgets.example"]),
            ("al@widgets.example", &[]),
            ("someone@widgets.example", &[]),
        ];
        for (asked, expected) in table {
            assert_eq!(nearest(asked, people), expected, "{asked:?}");
        }
    }

    proptest! {
        #[test]
        fn another_case_is_the_nearest(text in "[a-zA-Z]{3,12}", others in prop::collection::vec("[a-z]{3,12}", 0..8)) {
            let asked: String = text.chars().map(|c| match c.is_uppercase() {
                true => c.to_ascii_lowercase(),
                false => c.to_ascii_uppercase(),
            }).collect();
            let folded = text.to_lowercase();
            let others = others.into_iter().filter(|other| *other != folded);
            let all: Vec<String> = others.chain([text.clone()]).collect();
            prop_assert_eq!(&nearest(&asked, &all)[0], &text);
        }

        #[test]
        fn nothing_is_made_up(asked in any::<String>(), names in prop::collection::vec(any::<String>(), 0..8)) {
            let near = nearest(&asked, &names);
            prop_assert!(near.len() <= OFFERED);
            prop_assert!(near.iter().all(|name| names.contains(name)));
        }
    }
}
