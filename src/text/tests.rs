mod blanks;
mod redaction;

use proptest::prelude::*;

use super::*;

/// One of every kind of character that is not shown as it is.
const KINDS: [char; 31] = [
    '\u{0}',
    '\u{7}',
    '\u{8}',
    '\t',
    '\n',
    '\u{b}',
    '\r',
    '\u{1b}',
    '\u{7f}',
    '\u{80}',
    '\u{85}',
    '\u{9b}',
    '\u{9d}',
    '\u{ad}',
    '\u{61c}',
    '\u{180e}',
    '\u{200b}',
    '\u{200d}',
    '\u{200f}',
    '\u{2028}',
    '\u{2029}',
    '\u{202e}',
    '\u{2060}',
    '\u{2066}',
    '\u{2069}',
    '\u{fe0f}',
    '\u{feff}',
    '\u{fffa}',
    '\u{e0001}',
    '\u{e0041}',
    '\u{e0100}',
];

#[test]
fn what_cannot_be_seen_is_seen() {
    for c in KINDS {
        assert!(steers(c), "{c:?}");
        let visible = format!("a⟨U+{:04X}⟩b", u32::from(c));
        let value = format!("a{c}b");
        assert_eq!(name(&value), visible, "{c:?}");
        assert_eq!(shown(&value), visible, "{c:?}");
        assert_eq!(list([&value]), visible, "{c:?}");
        assert_eq!(markdown(&value), visible, "{c:?}");
        assert_eq!(html(&value), visible, "{c:?}");
        if !matches!(c, '\n' | '\t') {
            assert_eq!(inert(&value), visible, "{c:?}");
        }
        if !c.is_whitespace() {
            assert_eq!(prose(&value), visible, "{c:?}");
        }
    }
    assert_eq!(shown("a\u{a0}b"), "a⟨U+00A0⟩b");
    assert_eq!(prose(" a\r\n\tb\u{2028} c "), "a b c");
}

#[test]
fn no_value_is_written_to_look_like_another() {
    assert_eq!(shown("⟨U+200B⟩"), "⟨U+27E8⟩U+200B⟩");
    assert_ne!(name("Staff"), name("Staff\u{200b}"));
    assert_eq!(shown("Ä ß 漢 😀 \"x\" \\n"), "Ä ß 漢 😀 \"x\" \\n");
}

#[test]
fn messages_are_bounded() {
    assert_eq!(name(&"x".repeat(200)), "x".repeat(200));
    assert_eq!(name(&"x".repeat(201)), "x".repeat(200) + "…");
    assert_eq!(prose(&"x ".repeat(500)).chars().count(), 201);
    assert_eq!(name(&"\u{1b}".repeat(500)).chars().count(), 25 * 8 + 1);
    let many: Vec<String> = (0..17).map(|n| n.to_string()).collect();
    assert_eq!(list(&many), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 7 more");
    assert_eq!(quoted_list(["a", "b"]), "\"a\", \"b\"");
    assert_eq!(list(Vec::<String>::new()), "");
}

#[test]
fn no_value_makes_a_message_endless() {
    let long = "x".repeat(1000);
    let cut = "x".repeat(200) + "…";
    for (text, expected) in [
        (
            format!("the group \"{long}\" is gone"),
            format!("the group \"{cut}\" is gone"),
        ),
        (
            format!("at {long} and {long}"),
            format!("at {cut} and {cut}"),
        ),
        (
            "a \"b c\" d: \"e\"".to_owned(),
            "a \"b c\" d: \"e\"".to_owned(),
        ),
    ] {
        assert_eq!(message(&text), expected);
        assert_eq!(message(&expected), expected);
    }
    // What a name holds hides nothing of what is said of it.
    let after = " is gone, and this is why.".repeat(20);
    for name in ["x\"", "\"x", "x\" y", "x \"", "a\"\"b"] {
        let text = format!("the group \"{name}\"{after}");
        assert_eq!(message(&text), text);
    }
    let spaced = "y ".repeat(500);
    assert_eq!(message(&format!("\"{spaced}\" is")).chars().count(), 206);
    assert_eq!(message(&"y ".repeat(5000)).chars().count(), 4_001);
}

#[test]
fn no_line_is_a_command() {
    for (text, expected) in [
        ("::error::x", "::⟨U+0065⟩rror::x"),
        ("  ::error::x", "  ::⟨U+0065⟩rror::x"),
        ("a\n\t::stop-commands::x", "a\n\t::⟨U+0073⟩top-commands::x"),
        ("a ::add-mask::x", "a ::⟨U+0061⟩dd-mask::x"),
        ("a\u{1b}[1m ::error::x", "a\u{1b}[1m ::⟨U+0065⟩rror::x"),
        ("\u{1b}[1m::error::x", "\u{1b}[1m::⟨U+0065⟩rror::x"),
        ("a ##[error]b", "a ##⟨U+005B⟩error]b"),
        ("a###[error]b", "a###⟨U+005B⟩error]b"),
        ("#\u{1b}[0m#[error]b", "#\u{1b}[0m#⟨U+005B⟩error]b"),
        (
            "##vso[task.setvariable]b",
            "##vso⟨U+005B⟩task.setvariable]b",
        ),
        ("##VSO[x]", "##VSO⟨U+005B⟩x]"),
        ("std::fmt and ::1 and a::b", "std::fmt and ::1 and a::b"),
        ("# [x] #[y] ## [z]", "# [x] #[y] ## [z]"),
    ] {
        assert_eq!(inert(text), expected, "{text:?}");
        assert_eq!(inert(expected), expected, "{text:?}");
    }
    // Of our own styles only what sets a style passes.
    assert_eq!(
        inert("\u{1b}[2J\u{1b}]8;;x\u{7}"),
        "⟨U+001B⟩[2J⟨U+001B⟩]8;;x⟨U+0007⟩"
    );
}

#[test]
fn json_keeps_its_values() {
    let value =
        "a\u{1b}##[error] ::error::\n::x\u{202e}\u{9b}\u{e0041}\u{7f}\u{2028}##vso[x]\\##[y";
    let document = serde_json::to_string_pretty(&serde_json::json!({ value: [value] })).unwrap();
    let written = json(&document);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&written).unwrap(),
        serde_json::json!({ value: [value] })
    );
    assert!(!written.contains(|c| steers(c) && c != '\n'), "{written}");
    for command in ["##[", "##vso[", " ::error"] {
        assert!(!written.contains(command), "{written}");
    }
}

#[test]
fn markup_is_shown() {
    let hostile = "<b>&\"'|`x`_*[a](b)![i](j) https://x.example www.x.example\n# h";
    let text = markdown(hostile);
    let mut bare = text.split('\\').skip(1).map(|rest| {
        let mut rest = rest.chars();
        rest.next();
        rest.collect::<String>()
    });
    assert!(
        !bare.any(|rest| rest.contains(|c: char| "<>[]|`*_\n".contains(c))),
        "{text}"
    );
    assert!(!text.contains("s://") && !text.contains("www.x"), "{text}");
    assert!(
        text.starts_with("\\<b\\>\\&\"'\\|\\`x\\`\\_\\*\\[a\\](b)"),
        "{text}"
    );
    for (text, expected) in [("- a", "\\- a"), ("---", "\\---"), ("--flag", "--flag")] {
        assert_eq!(markdown(text), expected);
    }
    assert_eq!(markdown_code("a`b|c\n"), "`` a`b\\|c⟨U+000A⟩ ``");
    let html = html(hostile);
    for wrong in ['<', '>', '"', '\'', '\n'] {
        assert!(!html.contains(wrong), "{html}");
    }
}

#[test]
fn a_word_for_the_shell() {
    for (value, word) in [
        ("plain-1.example@x", "plain-1.example@x"),
        ("", "\"\""),
        ("All Staff", "\"All Staff\""),
        ("$(id) `id` \"x\" !!", "'$(id) `id` \"x\" !!'"),
        ("O'Neil", "\"O'Neil\""),
        ("O'Neil $", "'O'\\''Neil $'"),
        ("a\nb'\\", "$'a\\nb\\'\\\\'"),
        ("a\u{1b}c", "$'a\\x1b'$'c'"),
        ("a\u{202e}c", "$'a\\U0000202ec'"),
        ("##[x", "$'#\\x23'$'[x'"),
        ("::error::", "$':\\x3a'$'error:\\x3a'$''"),
        ("~root;ls", "\"~root;ls\""),
    ] {
        assert_eq!(shell_word(value), word, "{value:?}");
    }
}

/// How many characters a text gained where it would have been a command for a runner: the one that would have made it one
/// stands in its visible form, which is seven longer.
fn broken_commands(line: &str) -> usize {
    let visible = |c: char| format!("⟨U+{:04X}⟩", u32::from(c));
    let letters = ('a'..='z').chain('A'..='Z').chain(['[']);
    let forms = letters.map(|c| line.matches(&visible(c)).count());
    7 * forms.sum::<usize>()
}

#[test]
fn a_cut_text_is_longer_by_what_makes_it_no_command() {
    assert_eq!(printable("::a ଏ", 3), "::⟨U+0061⟩…");
    assert_eq!(broken_commands("::⟨U+0061⟩…"), 7);
}

proptest! {
    #[test]
    fn nothing_steers(text in any::<String>(), max in 1usize..50) {
        let line = printable(&text, max);
        prop_assert!(line.chars().count() <= max + 1 + broken_commands(&line), "{line:?}");
        for out in [line, shown(&text), markdown(&text), html(&text), shell_word(&text), inert(&shown(&text))] {
            prop_assert!(!out.chars().any(steers), "{out:?}");
        }
    }

    #[test]
    fn inert_changes_nothing_twice(text in "[ \n#:\\[a-z\u{200b}\u{1b}m0]{0,30}") {
        let once = inert(&text);
        prop_assert_eq!(inert(&once), once);
    }

    #[test]
    fn different_values_stay_different(a in "[a\u{200b}\u{a0} ⟨⟩U+0-9]{0,12}", b in "[a\u{200b}\u{a0} ⟨⟩U+0-9]{0,12}") {
        prop_assert_eq!(shown(&a) == shown(&b), a == b);
    }
}

/// Pasted, it is the value again.
#[test]
fn bash_reads_the_value_back() {
    for value in [
        "a\nb'\\",
        "x\u{1b}c ##[y] ::z",
        "$(id)`id`\"",
        "a\u{202e}9",
        "",
    ] {
        let script = format!("LC_ALL=C.UTF-8; printf %s {}", shell_word(value));
        let output = std::process::Command::new("bash")
            .args(["-c", &script])
            .output();
        let Ok(output) = output else { continue };
        assert_eq!(String::from_utf8_lossy(&output.stdout), value);
    }
}
