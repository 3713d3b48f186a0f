//! A tenants file as text. What is written is read again by the same definitions of the options.

use std::fmt::Write;

use crate::text::{self, steers};

use super::super::asked::Asked;
use super::keys::Keys;
use super::read::NAME;

/// How wide a list may be on one line, in characters.
const WIDTH: usize = 100;

/// A tenant to be written.
#[derive(Debug, Clone)]
pub struct Written {
    /// Its name, as [`name_of`] makes one.
    pub name: String,
    /// What stands in front of it as comments, a line each.
    pub comments: Vec<String>,
    /// What is said of it.
    pub asked: Asked,
    /// Its credentials, and the variable that each is in.
    pub credentials: Vec<(&'static str, String)>,
    /// Those that it has not got yet, and the variables that they would be in.
    pub to_come: Vec<(&'static str, String)>,
}

/// A part of a file.
#[derive(Debug, Clone)]
pub enum Part {
    /// A tenant.
    Tenant(Box<Written>),
    /// What stands in place of one, as comments, a line each.
    Comments(Vec<String>),
}

/// The text of a file; `head` stands on top as comments, a line each, and `shared` are the credentials of all tenants, with the
/// variables that they are in.
pub fn render(head: &[String], shared: &[(&'static str, String)], parts: &[Part]) -> String {
    let keys = Keys::new();
    let mut out = String::new();
    comments(&mut out, head);
    if !shared.is_empty() {
        out.push_str("\n[defaults.credentials]\n");
        references(&mut out, shared);
    }
    for part in parts {
        out.push('\n');
        let tenant = match part {
            Part::Tenant(tenant) => tenant,
            Part::Comments(lines) => {
                comments(&mut out, lines);
                continue;
            }
        };
        comments(&mut out, &tenant.comments);
        let _ = writeln!(out, "[[tenant]]\nname = {}", quoted(&tenant.name));
        for (key, takes) in keys.all() {
            let values = tenant.asked.0.iter().filter(|(name, _)| *name == key);
            let values: Vec<String> = values
                .map(|(_, value)| value.as_deref().map_or_else(|| "true".to_owned(), quoted))
                .collect();
            match &values[..] {
                [] => {}
                [one] => drop(writeln!(out, "{key} = {one}")),
                _ if takes.several => list(&mut out, key, &values),
                // As on the command line, the last one counts.
                [.., last] => drop(writeln!(out, "{key} = {last}")),
            }
        }
        if !tenant.credentials.is_empty() {
            out.push_str("[tenant.credentials]\n");
        }
        references(&mut out, &tenant.credentials);
        if !tenant.to_come.is_empty() {
            let mut lines = String::new();
            references(&mut lines, &tenant.to_come);
            let header = ["[tenant.credentials]".to_owned()];
            let header = header.into_iter().filter(|_| tenant.credentials.is_empty());
            let lines: Vec<String> = header.chain(lines.lines().map(str::to_owned)).collect();
            comments(&mut out, &lines);
        }
    }
    out
}

fn references(out: &mut String, credentials: &[(&'static str, String)]) {
    for (name, variable) in credentials {
        let _ = writeln!(out, "{name} = {}", quoted(&format!("env:{variable}")));
    }
}

fn comments(out: &mut String, lines: &[String]) {
    for line in lines {
        let _ = writeln!(out, "# {}", text::line(line));
    }
}

fn list(out: &mut String, key: &str, values: &[String]) {
    let line = format!("{key} = [{}]", values.join(", "));
    match line.chars().count() <= WIDTH {
        true => out.push_str(&line),
        false => {
            let _ = write!(out, "{key} = [");
            values.iter().for_each(|value| {
                let _ = write!(out, "\n  {value},");
            });
            out.push_str("\n]");
        }
    }
    out.push('\n');
}

/// A basic string of TOML; what cannot be seen, or would steer a terminal, is escaped.
fn quoted(value: &str) -> String {
    let mut out = "\"".to_owned();
    for c in value.chars() {
        let _ = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            '\n' => write!(out, "\\n"),
            '\t' => write!(out, "\\t"),
            '\r' => write!(out, "\\r"),
            c if steers(c) && u32::from(c) > 0xffff => write!(out, "\\U{:08X}", u32::from(c)),
            c if steers(c) => write!(out, "\\u{:04X}", u32::from(c)),
            c => write!(out, "{c}"),
        };
    }
    out + "\""
}

/// A tenant's name, made of what its organisation is called: in lower case, with a hyphen for whatever a name cannot hold.
/// `None` where nothing is left.
pub fn name_of(organization: &str) -> Option<String> {
    let mut name = String::new();
    for c in organization.chars().map(|c| c.to_ascii_lowercase()) {
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            _ if name.is_empty() || name.ends_with('-') => {}
            _ => name.push('-'),
        }
        if name.len() == NAME {
            break;
        }
    }
    let name = name.trim_end_matches('-');
    (!name.is_empty()).then(|| name.to_owned())
}

/// The variable that a credential of the tenant of this name is in.
pub fn variable_of(name: &str, credential: &str) -> String {
    let plain = name.chars().map(|c| match c.is_ascii_alphanumeric() {
        true => c.to_ascii_uppercase(),
        false => '_',
    });
    let plain: String = plain.collect();
    // A shell cannot set one that begins with a digit.
    let of = match plain.starts_with(|c: char| c.is_ascii_digit()) {
        true => "TENANT_",
        false => "",
    };
    format!("{of}{plain}_{credential}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_is_read_as_it_was_written(value in any::<String>(), more in ".*") {
            for text in [value, more] {
                let line = format!("label = {}\n", quoted(&text));
                prop_assert_eq!(line.lines().count(), 1);
                let read: BTreeMap<String, String> = toml::from_str(&line).unwrap();
                prop_assert_eq!(&read["label"], &text);
            }
        }

        #[test]
        fn a_name_is_one_that_the_file_takes(organization in any::<String>()) {
            let Some(name) = name_of(&organization) else { return Ok(()) };
            let text = format!("[[tenant]]\nname = {}\n", quoted(&name));
            let read = super::super::Tenants::parse("t.toml", &text).unwrap();
            prop_assert_eq!(read.choose(None).unwrap().name, name);
        }
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        for (text, written) in [
            ("a\"b\\c", r#""a\"b\\c""#),
            ("one\ntwo\ttabs\r", r#""one\ntwo\ttabs\r""#),
            ("\u{1b}[2J\u{7f}\u{202e}", r#""\u001B[2J\u007F\u202E""#),
            ("\u{e0001}tag", r#""\U000E0001tag""#),
            ("Grüße, 世界 🙂 '", "\"Grüße, 世界 🙂 '\""),
        ] {
            assert_eq!(quoted(text), written);
        }
    }

    #[test]
    fn names_and_variables() {
        for (organization, name, variable) in [
            ("Widgets", "widgets", "WIDGETS_KEY"),
            (
                "Müller & Söhne GmbH ",
                "m-ller-s-hne-gmbh",
                "M_LLER_S_HNE_GMBH_KEY",
            ),
            ("3M", "3m", "TENANT_3M_KEY"),
            ("--a", "a", "A_KEY"),
        ] {
            assert_eq!(name_of(organization).as_deref(), Some(name));
            assert_eq!(variable_of(name, "KEY"), variable);
        }
        assert_eq!(name_of("世界"), None);
        assert_eq!(name_of(&"x".repeat(70)).unwrap().len(), NAME);
    }
}
