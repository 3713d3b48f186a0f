use super::screen::MAX_PARTS;
use super::*;

fn screened(text: &str) -> Result<String, Problem> {
    screen(text.as_bytes(), Instructions::Refused)
}

#[test]
fn normalises_what_xml_wants_normalised() {
    for (from, to) in [
        ("<a>\r\n\r</a>", "<a>\n\n</a>"),
        ("<a b=\"1\r\n2\t3\n4\"/>", "<a b=\"1 2 3 4\"/>"),
        ("<a\n\tb='x > y\n'>\t\n</a>", "<a  b='x > y '>\t\n</a>"),
        ("<a><![CDATA[\r\n\t]]></a>", "<a><![CDATA[\n\t]]></a>"),
        ("<a><!-- \t\r --></a>", "<a><!-- \t\n --></a>"),
        (
            "<a b=\"&#10;&#x9;\">&#13;</a>",
            "<a b=\"&#10;&#x9;\">&#13;</a>",
        ),
        ("\u{feff}<a/>", "<a/>"),
        (
            "<?xml version='1.0'?>\n<a/>\n",
            "<?xml version='1.0'?>\n<a/>\n",
        ),
    ] {
        assert_eq!(screened(from).as_deref(), Ok(to), "{from:?}");
        assert!(parse(to).is_ok(), "{to:?}");
    }
}

#[test]
fn refuses_what_saml_has_not() {
    let deep = |levels: usize| format!("{}{}", "<a>".repeat(levels), "</a>".repeat(levels));
    assert!(screened(&deep(MAX_DEPTH)).is_ok());
    for (text, rule) in [
        (deep(MAX_DEPTH + 1), Rule::WellFormed),
        (deep(100_000), Rule::WellFormed),
        (
            format!("<a>{}</a>", "<b/>".repeat(MAX_PARTS)),
            Rule::WellFormed,
        ),
        (
            format!("<a>{}</a>", "<!---->".repeat(MAX_PARTS)),
            Rule::WellFormed,
        ),
        ("x".repeat(MAX_BYTES + 1), Rule::WellFormed),
        ("<a><!-- -- --></a>".to_owned(), Rule::WellFormed),
        ("<a></b>".to_owned(), Rule::WellFormed),
        ("<!DOCTYPE a><a/>".to_owned(), Rule::NoDoctype),
        ("<a>&e;</a>".to_owned(), Rule::NoDoctype),
        ("<a b='&e;'/>".to_owned(), Rule::NoDoctype),
        ("<a b='&lt'/>".to_owned(), Rule::WellFormed),
        ("<?b?><a/>".to_owned(), Rule::NoProcessingInstruction),
        ("<a><?b c?></a>".to_owned(), Rule::NoProcessingInstruction),
    ] {
        let result = screened(&text).and_then(|text| parse(&text).map(|_| ()));
        assert_eq!(result.map_err(|p| p.rule), Err(rule), "{:.40}", text);
    }
    assert_eq!(
        screen(b"<a>\xff</a>", Instructions::Refused)
            .unwrap_err()
            .rule,
        Rule::WellFormed
    );
}

#[test]
fn the_tree_refuses_what_the_screen_cannot_see() {
    for text in [
        "",
        " ",
        "<a/><b/>",
        "<a/>x",
        "x<a/>",
        "<a",
        "<p:a/>",
        "<a b='<'/>",
        "<a b=c/>",
        "<a>&#0;</a>",
        "<a>\u{0}</a>",
        "<a b='' b=''/>",
        "<a xmlns='rel'/>",
        "<a xmlns:p='1:x'/>",
        "<a xmlns:p='x:'/>",
        "<a xmlns:p=''/>",
        "<a xmlns:p='urn:x' xmlns:q='urn:x' p:i='' q:i=''/>",
        "<a xmlns:xmlns='urn:x'/>",
        "<a:b:c xmlns:a='urn:a'/>",
        "<a xmlns:a='urn:a' a:b:c=''/>",
        "<:a/>",
        "<a: xmlns:a='urn:a'/>",
        "<a>]]></a>",
    ] {
        let screened = screened(text);
        let result = screened.as_deref().map(parse);
        assert!(!matches!(result, Ok(Ok(_))), "{text:?}");
    }
}

#[test]
fn text_is_taken_whole_or_not_at_all() {
    let tree = parse("<a>x<![CDATA[<y>]]>&amp;<b/></a>").unwrap();
    let root = Element::root(&tree).unwrap();
    assert_eq!(root.text(), Err("an element"));
    for (xml, text) in [
        ("<a>x<![CDATA[<y>]]>&amp;</a>", Ok("x<y>&".to_owned())),
        ("<a/>", Ok(String::new())),
        ("<a>x<!-- -->y</a>", Err("a comment")),
        ("<a>x<?p?>y</a>", Err("a processing instruction")),
    ] {
        let tree = parse(xml).unwrap();
        assert_eq!(Element::root(&tree).unwrap().text(), text, "{xml}");
    }
}

#[test]
fn an_attribute_with_a_prefix_is_another_one() {
    let tree = parse("<a xmlns:p='urn:x' p:ID='evil' ID='good'/>").unwrap();
    let root = Element::root(&tree).unwrap();
    assert_eq!(root.attribute("ID"), Some("good"));
    assert_eq!(root.attributes().count(), 2);
}
