//! Blanks that are lost to the eye.

use super::*;

#[test]
fn blanks_that_are_lost_to_the_eye_are_seen() {
    for (text, seen) in [
        ("JumpCloud ", "JumpCloud⟨U+0020⟩"),
        (" JumpCloud", "⟨U+0020⟩JumpCloud"),
        ("\nJumpCloud\n", "⟨U+000A⟩JumpCloud⟨U+000A⟩"),
        ("All  Staff", "All ⟨U+0020⟩Staff"),
        ("All Staff", "All Staff"),
        (" ", "⟨U+0020⟩"),
        ("a\n b", "a⟨U+000A⟩ b"),
        ("\u{3000}a\u{a0}", "⟨U+3000⟩a⟨U+00A0⟩"),
        ("", ""),
    ] {
        assert_eq!(shown(text), seen, "{text:?}");
        assert_eq!(name(text), seen, "{text:?}");
        assert_eq!(value(text, 40), seen, "{text:?}");
        assert_eq!(list([text]), seen, "{text:?}");
        // What was made visible before stays as it is, in a message and in a document.
        assert_eq!(line(seen), seen, "{text:?}");
        assert_eq!(markdown(&line(seen)), markdown(seen), "{text:?}");
    }
    assert_eq!(value(&"x".repeat(41), 40), "x".repeat(40) + "…");
    assert_eq!(line("the group \"a\u{a0}\""), "the group \"a⟨U+00A0⟩\"");
    // Of what a service said white space means nothing.
    assert_eq!(prose("  no   such\n group "), "no such group");
}

#[test]
fn a_message_shows_the_blanks_of_what_it_quotes() {
    for (text, shown) in [
        (
            "no group named \"Staff \"",
            "no group named \"Staff⟨U+0020⟩\"",
        ),
        (
            "\" Staff\", \"IT\" are gone",
            "\"⟨U+0020⟩Staff\", \"IT\" are gone",
        ),
        (
            "the group \"All  Staff\" is",
            "the group \"All ⟨U+0020⟩Staff\" is",
        ),
        (
            "is \" \" instead of \"a b\"",
            "is \"⟨U+0020⟩\" instead of \"a b\"",
        ),
        ("is \"\" instead of \"a\"", "is \"\" instead of \"a\""),
        ("is \"a ⟨U+0020⟩\": b", "is \"a ⟨U+0020⟩\": b"),
        ("\"a\" \"b\"  c", "\"a\" \"b\"  c"),
    ] {
        assert_eq!(message(text), shown);
        assert_eq!(message(shown), shown);
    }
    let long = format!("\"{}\" x", "y".repeat(5000));
    assert!(message(&long).ends_with('…'));
}
