//! The little of HTML that driving a sign-in needs: forms, links, and what a page is.
//!
//! Not a browser: it reads the plain markup of the sandbox's pages, in one pass and within bounds.

/// Most forms and links of one page.
const MAX_PARTS: usize = 500;

/// Most fields of one form.
const MAX_FIELDS: usize = 100;

/// Most characters of a page's text that are kept.
const MAX_TEXT: usize = 2000;

/// What a page has.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its stable name (`data-page`), where it has one.
    pub name: String,
    /// Its heading.
    pub heading: String,
    /// The text after the heading.
    pub text: String,
    /// The checks that failed, where it shows checks.
    pub failed: Vec<String>,
    /// Its forms.
    pub forms: Vec<Form>,
    /// Where its links lead.
    pub links: Vec<String>,
}

/// A form.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Whether it posts.
    pub posts: bool,
    /// Where it goes.
    pub action: String,
    /// Its fields, in order.
    pub fields: Vec<Field>,
}

/// A field of a form.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Whether it asks for an e-mail address.
    pub asks_email: bool,
}

impl Form {
    /// The value of a field.
    pub fn value(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|field| field.name == name);
        field.map(|field| field.value.as_str())
    }

    /// Whether it asks for an e-mail address.
    pub fn asks_email(&self) -> bool {
        self.fields.iter().any(|field| field.asks_email)
    }
}

/// Which text is being gathered.
#[derive(PartialEq, Eq)]
enum Place {
    Before,
    Heading,
    Body,
    After,
}

/// Reads a page.
pub fn read(html: &str) -> Page {
    let mut page = Page::default();
    let mut place = Place::Before;
    let mut in_form = false;
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        gather(&mut page, &place, text);
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let Some((tag, after)) = split_tag(tag) else {
            break;
        };
        rest = after;
        let name = tag.split(|c: char| c.is_ascii_whitespace()).next();
        match name.unwrap_or_default() {
            "script" | "style" => {
                rest = after.find("</").map_or("", |at| &after[at..]);
            }
            "main" => page.name = attribute(tag, "data-page").unwrap_or_default(),
            "h1" => place = Place::Heading,
            "/h1" => place = Place::Body,
            "/main" => place = Place::After,
            "p" | "li" | "td" | "dt" | "dd" | "/p" | "/button" => gather(&mut page, &place, " "),
            "form" if page.forms.len() < MAX_PARTS => {
                in_form = true;
                page.forms.push(Form {
                    posts: attribute(tag, "method").is_some_and(|m| m.eq_ignore_ascii_case("post")),
                    action: attribute(tag, "action").unwrap_or_default(),
                    fields: Vec::new(),
                });
            }
            "/form" => in_form = false,
            "input" if in_form => {
                if let Some(form) = page.forms.last_mut()
                    && let Some(name) = attribute(tag, "name")
                    && form.fields.len() < MAX_FIELDS
                {
                    form.fields.push(Field {
                        name,
                        value: attribute(tag, "value").unwrap_or_default(),
                        asks_email: attribute(tag, "type").as_deref() == Some("email"),
                    });
                }
            }
            "tr" if attribute(tag, "data-status").as_deref() == Some("fail")
                && page.failed.len() < MAX_PARTS =>
            {
                page.failed.extend(attribute(tag, "data-check"));
            }
            "a" if page.links.len() < MAX_PARTS => page.links.extend(attribute(tag, "href")),
            _ => {}
        }
    }
    for text in [&mut page.heading, &mut page.text] {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    page
}

fn gather(page: &mut Page, place: &Place, text: &str) {
    let into = match place {
        Place::Heading => &mut page.heading,
        Place::Body => &mut page.text,
        Place::Before | Place::After => return,
    };
    if into.len() < MAX_TEXT {
        let left = MAX_TEXT - into.len();
        into.push_str(&unescape(&text.chars().take(left).collect::<String>()));
    }
}

/// A tag's inside and what follows it; a `>` between quotes does not end it.
fn split_tag(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some((&text[..at], &text[at + 1..])),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute; empty where it has none.
fn attribute(tag: &str, wanted: &str) -> Option<String> {
    let (_, mut rest) = tag.split_once(|c: char| c.is_ascii_whitespace())?;
    loop {
        rest = rest.trim_start();
        let end = rest
            .find(|c: char| c == '=' || c.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if name.is_empty() && after.is_empty() {
            return None;
        }
        let (value, after) = match after.strip_prefix('=') {
            None => ("", after),
            Some(value) => value_of(value),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(unescape(value));
        }
        rest = after;
    }
}

fn value_of(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    let end = text.find(|c: char| c.is_ascii_whitespace());
    text.split_at(end.unwrap_or(text.len()))
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let known = [
            ("lt;", '<'),
            ("gt;", '>'),
            ("quot;", '"'),
            ("#39;", '\''),
            ("amp;", '&'),
        ];
        let found = known
            .into_iter()
            .find_map(|(name, c)| Some((c, after.strip_prefix(name)?)));
        let (c, after) = found.unwrap_or(('&', after));
        out.push(c);
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_a_sign_in_page_has() {
        let page = read(
            r#"<!DOCTYPE html><html><head><title>x – y</title><style>p > a{}</style></head><body>
            <main data-page="login"><!-- <form> --><h1>Sign in <em>to</em> it</h1><p>Nobody &lt;here&gt; is &quot;x&quot;.</p>
            <form method="post" action="/web/host/login?a=b&amp;c=d"><input type="hidden" name="wish" value="a&quot;b>c">
            <input id=email type=email name='email' required value="">
            <button>Sign in</button></form><a class="button" href="/web/host/x">X</a>
            <form action="/search"><input name=q><input type="submit"></form></main>
            <footer><p>not this</p></footer><script>document.forms[0].submit() < 3</script></body></html>"#,
        );
        assert_eq!(page.name, "login");
        assert_eq!(page.heading, "Sign in to it");
        assert_eq!(page.text, "Nobody <here> is \"x\". Sign in X");
        assert_eq!(page.links, ["/web/host/x"]);
        let [login, search] = &page.forms[..] else {
            panic!("{page:?}");
        };
        assert!(login.posts && login.asks_email());
        assert_eq!(login.action, "/web/host/login?a=b&c=d");
        assert_eq!(login.value("wish"), Some("a\"b>c"));
        assert!(!search.posts && !search.asks_email());
        assert_eq!(search.fields.len(), 1);
    }

    #[test]
    fn a_refusal_tells_what_did_not_hold() {
        let page = read(
            "<main data-page=\"refused\"><h1>Sorry</h1><table><tr data-check=\"audience\" data-status=\"fail\">\
             <td>x</td></tr><tr data-check=\"issuer\" data-status=\"pass\"></tr><tr></tr></table></main>",
        );
        assert_eq!(
            (page.name.as_str(), page.failed),
            ("refused", vec!["audience".to_owned()])
        );
    }

    #[test]
    fn a_crowd_is_cut_off() {
        let form = "<form>".to_owned() + &"<input name=a>".repeat(MAX_FIELDS + 1);
        let page = read(&(form.repeat(MAX_PARTS + 1) + &"<a href=b>".repeat(MAX_PARTS + 1)));
        assert_eq!(page.forms.len(), MAX_PARTS);
        assert!(page.forms.iter().all(|f| f.fields.len() == MAX_FIELDS));
        assert_eq!(page.links.len(), MAX_PARTS);
        let long = read(&format!("<h1>a</h1>{}", "word ".repeat(10_000)));
        assert!(long.text.len() <= MAX_TEXT);
    }

    proptest! {
        #[test]
        fn never_panics(html in "(<|>|\"|'|=| |&|<form |<input |<a |action=|name=|-->|<!--|é){0,60}") {
            read(&html);
        }
    }
}
