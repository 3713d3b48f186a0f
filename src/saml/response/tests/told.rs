//! What a report says of a Response: what cannot be seen, what it looks like, and every value.

use super::*;

#[test]
fn a_refusal_shows_what_cannot_be_seen() {
    for (from, to, rule, shown) in [
        (
            "<saml:Issuer>JumpCloud, free text<",
            "<saml:Issuer>\nJumpCloud, free text\n<",
            "issuer",
            "\"⟨U+000A⟩JumpCloud, free text⟨U+000A⟩\" instead of",
        ),
        (
            "free text</saml:Issuer>",
            "free text&#xa0;</saml:Issuer>",
            "issuer",
            "free text⟨U+00A0⟩\"",
        ),
        (
            ">ada@widgets.example<",
            ">ada@widgets.example\n  <",
            "name-id",
            "\"ada@widgets.example⟨U+000A⟩ ⟨U+0020⟩\"",
        ),
        (
            ">ada@widgets.example<",
            ">ada\u{200b}@widgets.example<",
            "name-id",
            "\"ada⟨U+200B⟩@widgets.example\"",
        ),
        (
            "CUK1A1</saml:Audience>",
            "CUK1A1 </saml:Audience>",
            "audience",
            "CUK1A1⟨U+0020⟩\" instead of",
        ),
        (
            "Destination=\"https://eu-api.mimecast.com/login/saml\"",
            "Destination=\"https://eu-api.mimecast.com/login/saml \"",
            "destination",
            "saml⟨U+0020⟩\" instead of",
        ),
        (
            "nameid-format:emailAddress",
            "nameid-format:emailAddress ",
            "name-id-format",
            "emailAddress⟨U+0020⟩\"",
        ),
    ] {
        let changed = unsigned().replace(from, to);
        assert_ne!(unsigned(), changed, "{from}");
        let verdict = check_signed(&changed);
        assert!(!verdict.accepted(), "{to}");
        assert_eq!(failed(&verdict), [rule], "{to}");
        let said = &line(&verdict, rule).message;
        assert!(said.contains(shown), "{said}");
    }
}

#[test]
fn a_misspelt_format_is_taken_and_said() {
    let format = |name: &str| {
        unsigned().replace(
            "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            name,
        )
    };
    for (name, status) in [
        (
            "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
            Status::Pass,
        ),
        (
            "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified",
            Status::Pass,
        ),
        (
            "urn:oasis:names:tc:SAML:2.0:nameid-format:unspecified",
            Status::Warn,
        ),
        (
            "urn:oasis:names:tc:SAML:2.0:nameid-format:emailAddress",
            Status::Fail,
        ),
        (
            "urn:oasis:names:tc:SAML:2.0:nameid-format:Unspecified",
            Status::Fail,
        ),
        (
            "urn:oasis:names:tc:SAML:2.0:nameid-format:unspecified ",
            Status::Fail,
        ),
        (
            "urn:oasis:names:tc:SAML:2.1:nameid-format:unspecified",
            Status::Fail,
        ),
    ] {
        let verdict = check_signed(&format(name));
        let found = line(&verdict, "name-id-format");
        assert_eq!(found.status, status, "{name}: {}", found.message);
        assert_eq!(verdict.accepted(), status != Status::Fail, "{name}");
        assert_eq!(found.remedy.is_some(), status != Status::Pass, "{name}");
    }
}

/// As viewers write it: each element on a line of its own, `indent` more for each level.
fn indented(xml: &str, end: &str, indent: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    let mut rest = xml.replace("?>\n", "?>");
    while let Some(at) = rest.find("><") {
        let (tag, after) = rest.split_at(at + 1);
        out.push_str(tag);
        let opened = &tag[tag.rfind('<').unwrap()..];
        if !opened.starts_with("</") && !opened.ends_with("/>") && !opened.starts_with("<?") {
            // One with text in it was closed in the same piece.
            depth += 1;
        }
        if after.starts_with("</") {
            depth = depth.saturating_sub(1);
        }
        out.push_str(end);
        out.push_str(&indent.repeat(depth));
        rest = after.to_owned();
    }
    out + &rest
}

#[test]
fn a_response_that_looks_re_indented_is_said_to_be_so() {
    let both = IDP.sign(&IDP.sign(&unsigned(), "_a"), "_r");
    for signed in [
        IDP.sign(&unsigned(), "_a"),
        IDP.sign(&unsigned(), "_r"),
        both,
    ] {
        for (end, indent) in [("\n", "  "), ("\r\n", "    "), ("\n", "\t"), ("\n", "")] {
            let text = indented(&signed, end, indent);
            let verdict = check(text.as_bytes(), &IDP.expected(None));
            assert_eq!(failed(&verdict), ["signature"], "{text}");
            let line = line(&verdict, "signature");
            let said = format!("{} {}", line.message, line.remedy.as_deref().unwrap());
            let looks = said.find("looks re-indented").expect("it is said");
            assert!(looks < said.find("forged").unwrap(), "{said}");
        }
        // What was changed in another way is not; nor what was so when it was signed.
        let changed = signed.replace("ada@widgets", "eve@widgets");
        let one_space = signed.replace("<saml:Subject>", " <saml:Subject>");
        for text in [changed, one_space] {
            let verdict = check(text.as_bytes(), &IDP.expected(None));
            assert_eq!(failed(&verdict), ["signature"], "{text}");
            assert!(!line(&verdict, "signature").message.contains("indented"));
        }
    }
    let own = indented(&unsigned(), "\n", "  ");
    assert!(check_signed(&own).accepted());
}

#[test]
fn no_value_of_an_attribute_is_lost() {
    let value = |inside: &str| {
        let changed = unsigned().replace(">Staff<", &format!(">{inside}<"));
        let verdict = check_signed(&changed);
        let mut attributes = verdict.sign_in.expect("accepted").attributes;
        attributes.remove(0).1
    };
    for (inside, read) in [
        ("<!--x-->Staff", "Staff"),
        ("Sta<!--x-->ff", "Staff"),
        ("Staff<!--x-->", "Staff"),
        ("<!--x-->", ""),
        ("Sta<![CDATA[f]]><!-- -->f", "Staff"),
        ("", ""),
        (
            "<x xmlns=\"urn:x\">Staff</x>",
            "(not told: it holds an element)",
        ),
    ] {
        assert_eq!(value(inside), ["IT", read], "{inside}");
    }
}
