//! The command line that gives the same answers as a person gave when asked.

use std::cell::RefCell;
use std::ffi::OsString;

use crate::connector::Connector;
use crate::tenant::Scoped;
use crate::text;

/// What was typed to start the program, and what was answered since. Secrets are no options, so none is among them;
/// what the environment says is not repeated.
#[derive(Debug, Default)]
pub struct Answers(RefCell<Line>);

#[derive(Debug, Default)]
struct Line {
    /// The command line, the program's name first.
    typed: Vec<OsString>,
    /// Options by name, each with its value.
    given: Vec<(&'static str, String)>,
}

impl Answers {
    /// A run begins with this command line, the program's name first.
    pub fn begin(&self, typed: &[OsString]) {
        typed.clone_into(&mut self.0.borrow_mut().typed);
    }

    /// A question was answered with what this option would have said.
    pub fn gave(&self, option: &'static str, value: impl Into<String>) {
        self.0.borrow_mut().given.push((option, value.into()));
    }

    /// JumpCloud groups were chosen for all of these connectors. A name that begins like a connector's would be taken for
    /// a group of that connector alone, so such a one is given to each.
    pub fn gave_groups(&self, names: &[String], connectors: &[Connector]) {
        for name in names {
            let plain = name
                .parse()
                .is_ok_and(|read: Scoped<String>| read.connector.is_none());
            if plain {
                self.gave("group", name);
                continue;
            }
            for connector in connectors {
                self.gave("group", format!("{connector}:{name}"));
            }
        }
    }

    /// The whole line, ready to be pasted; `None` where nothing was answered.
    pub fn line(&self) -> Option<String> {
        let line = self.0.borrow();
        same(&line.typed, &line.given)
    }
}

/// The command line `typed` with the options `given` added; `None` where there are none, or where something of it is no
/// text.
fn same(typed: &[OsString], given: &[(&'static str, String)]) -> Option<String> {
    if given.is_empty() {
        return None;
    }
    let typed = typed.iter().skip(1).map(|word| word.to_str());
    let typed: Vec<&str> = typed.collect::<Option<_>>()?;
    // What stands after two hyphens is no option.
    let end = typed.iter().position(|word| *word == "--");
    let (before, after) = typed.split_at(end.unwrap_or(typed.len()));
    let mut words: Vec<String> = vec!["sso-setup".to_owned()];
    words.extend(before.iter().map(|word| text::shell_word(word)));
    for (option, value) in given {
        match value.starts_with('-') {
            // It would be taken for an option.
            true => words.push(text::shell_word(&format!("--{option}={value}"))),
            false => words.extend([format!("--{option}"), text::shell_word(value)]),
        }
    }
    words.extend(after.iter().map(|word| text::shell_word(word)));
    Some(words.join(" "))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use clap::{Args, FromArgMatches};

    use super::*;
    use crate::tenant::{Choice, Options};

    type Given = Vec<(&'static str, String)>;

    fn line(typed: &[&str], given: &[(&'static str, &str)]) -> Option<String> {
        let typed: Vec<OsString> = typed.iter().map(OsString::from).collect();
        let given: Given = given.iter().map(|(o, v)| (*o, (*v).to_owned())).collect();
        same(&typed, &given)
    }

    #[test]
    fn the_line_has_what_was_typed_and_what_was_answered() {
        for (typed, given, expected) in [
            (&["x", "mimecast"][..], &[][..], None),
            (
                &["/usr/bin/sso-setup", "mimecast", "--sandbox"],
                &[("connector", "apps"), ("group", "All Staff")],
                Some("sso-setup mimecast --sandbox --connector apps --group \"All Staff\""),
            ),
            (
                &["x", "mimecast", "apply", "--", "a plan.json"],
                &[("account-code", "CUK1A1")],
                Some("sso-setup mimecast apply --account-code CUK1A1 -- \"a plan.json\""),
            ),
            (
                &["x", "mimecast"],
                &[("group", "-staff $HOME")],
                Some("sso-setup mimecast '--group=-staff $HOME'"),
            ),
        ] {
            assert_eq!(line(typed, given).as_deref(), expected, "{typed:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_text_is_not_guessed_at() {
        use std::os::unix::ffi::OsStringExt;
        let typed = ["x".into(), OsString::from_vec(vec![0xff])];
        assert_eq!(same(&typed, &[("admin", "a@b.example".to_owned())]), None);
    }

    /// The words that a shell makes of a line.
    fn words(line: &str) -> Option<Vec<String>> {
        let script = format!("LC_ALL=C.UTF-8; printf '%s\\0' {line}");
        let output = Command::new("bash").args(["-c", &script]).output().ok()?;
        let text = String::from_utf8(output.stdout).unwrap();
        Some(text.split_terminator('\0').map(str::to_owned).collect())
    }

    /// As clap reads them, without what the environment says.
    fn options(words: &[String]) -> Options {
        let command = Options::augment_args(clap::Command::new("mimecast"));
        let matches = command.try_get_matches_from(words).unwrap();
        Options::from_arg_matches(&matches).unwrap()
    }

    #[test]
    fn parsed_it_gives_the_same_options() {
        let groups = [
            "All Staff",
            "O'Neil \"x\" $(id)",
            "-dashed",
            "a,b",
            "naïve\u{200b}",
        ];
        let answers = Answers::default();
        answers.begin(&["sso-setup", "mimecast", "--label", "Mail & more"].map(OsString::from));
        answers.gave("account-code", "CUK1A1");
        answers.gave("subdomain", "eu");
        answers.gave("jumpcloud-org", "65c0de000001ffffffffffff");
        answers.gave("connector", "apps");
        answers.gave("connector", "admin-console");
        answers.gave_groups(
            &groups.map(str::to_owned),
            &[Connector::Apps, Connector::AdminConsole],
        );
        answers.gave("mimecast-group", "All Mimecast users");
        answers.gave("admin", "ada@widgets.example");
        let Some(words) = words(&answers.line().unwrap()) else {
            return;
        };
        assert_eq!(words[..2], ["sso-setup", "mimecast"]);
        let read = options(&words[1..]);
        let mut expected = options(&["mimecast", "--label", "Mail & more"].map(str::to_owned));
        expected.account.account_code = Some("CUK1A1".parse().unwrap());
        expected.subdomain = Some("eu".parse().unwrap());
        expected.jumpcloud_org = Some("65c0de000001ffffffffffff".to_owned());
        expected.connectors = [Connector::Apps, Connector::AdminConsole]
            .map(Choice::One)
            .into();
        expected.groups = groups
            .map(|value| Scoped {
                connector: None,
                value: value.to_owned(),
            })
            .into();
        expected.mimecast_group = Some("All Mimecast users".to_owned());
        expected.admin = Some("ada@widgets.example".to_owned());
        assert_eq!(format!("{read:?}"), format!("{expected:?}"));
    }

    #[test]
    fn a_group_named_like_one_of_a_connector_is_given_to_each() {
        let answers = Answers::default();
        let group = "apps: all of them".to_owned();
        answers.gave_groups(&[group], &[Connector::Apps, Connector::AdminConsole]);
        assert_eq!(
            answers.line().unwrap(),
            "sso-setup --group \"apps:apps: all of them\" --group \"admin-console:apps: all of them\""
        );
    }
}
