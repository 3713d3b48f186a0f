//! The command line that gives the same answers as a person gave when asked.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::OsString;

use crate::connector::Connector;
use crate::tenant::{Options, Scoped, Skip};
use crate::text;

use super::question::Question;

/// An option, and its value where it takes one.
pub type Given = (&'static str, Option<String>);

/// What was typed to start the program, and what was answered since. Secrets are no options, so none is among them;
/// what the environment says is not repeated.
#[derive(Debug, Default)]
pub struct Answers(RefCell<Line>);

#[derive(Debug, Default)]
struct Line {
    /// The command line, the program's name first.
    typed: Vec<OsString>,
    /// What options would have said in place of each answer.
    given: BTreeMap<Question, Vec<Given>>,
    /// The answers that were taken back, until they are given anew.
    former: BTreeMap<Question, Vec<Given>>,
}

impl Answers {
    /// A run begins with this command line, the program's name first.
    pub fn begin(&self, typed: &[OsString]) {
        typed.clone_into(&mut self.0.borrow_mut().typed);
    }

    /// A question was answered, once more perhaps, with what these options would have said. Where that is another answer than
    /// before, those that hang on it are taken back: they are asked for again.
    pub fn gave(&self, question: Question, given: Vec<Given>, options: &mut Options) {
        let former = self.0.borrow_mut().answer(question, &given);
        if former.as_ref() != Some(&given) {
            self.forget(options, |other| other.hangs_on(question));
        }
    }

    /// The same of one option.
    pub fn gave_one(
        &self,
        question: Question,
        option: &'static str,
        value: impl Into<String>,
        options: &mut Options,
    ) {
        self.gave(question, vec![(option, Some(value.into()))], options);
    }

    /// The same of a question that no answer hangs on.
    pub fn gave_last(&self, question: Question, given: Vec<Given>) {
        self.0.borrow_mut().answer(question, &given);
    }

    /// Takes an answer back: it is asked for again. What hangs on it stays, until it is known to be another.
    pub fn take_back(&self, question: Question, options: &mut Options) {
        self.forget(options, |other| other == question);
    }

    /// Takes back what is no question any more, now that the connectors are others, and what hangs on that.
    pub fn take_back_stray(&self, options: &mut Options) {
        let mut stray = self.asked();
        stray.retain(|question| question.is_stray(options));
        self.forget(options, |other| {
            let hangs = || stray.iter().any(|question| other.hangs_on(*question));
            stray.contains(&other) || hangs()
        });
    }

    fn forget(&self, options: &mut Options, which: impl Fn(Question) -> bool) {
        let Line { given, former, .. } = &mut *self.0.borrow_mut();
        for (question, answer) in given.extract_if(.., |question, _| which(*question)) {
            question.forget(options);
            former.insert(question, answer);
        }
    }

    /// The questions that have an answer.
    pub fn asked(&self) -> Vec<Question> {
        self.0.borrow().given.keys().copied().collect()
    }

    /// Whether this question has an answer.
    pub fn has(&self, question: Question) -> bool {
        self.0.borrow().given.contains_key(&question)
    }

    /// The whole line, ready to be pasted; `None` where nothing was answered.
    pub fn line(&self) -> Option<String> {
        let line = self.0.borrow();
        let mut given: Vec<&Given> = Vec::new();
        for option in line.given.values().flatten() {
            if !given.contains(&option) {
                given.push(option);
            }
        }
        same(&line.typed, &given)
    }
}

impl Line {
    /// Keeps an answer; what it was before.
    fn answer(&mut self, question: Question, given: &[Given]) -> Option<Vec<Given>> {
        let before = self.given.insert(question, given.to_vec());
        before.or(self.former.remove(&question))
    }
}

/// What says that a question is answered with nothing.
pub fn nothing(skip: Skip) -> Given {
    ("skip", Some(skip.name()))
}

/// What says that JumpCloud groups were chosen for all of these connectors. A name that begins like a connector's would be
/// taken for a group of that connector alone, so such a one is given to each.
pub fn groups(names: &[String], connectors: &[Connector]) -> Vec<Given> {
    let mut given = Vec::new();
    for name in names {
        let plain = name
            .parse()
            .is_ok_and(|read: Scoped<String>| read.connector.is_none());
        let of = |connector| ("group", Some(format!("{connector}:{name}")));
        match plain {
            true => given.push(("group", Some(name.clone()))),
            false => given.extend(connectors.iter().map(of)),
        }
    }
    given
}

/// The command line `typed` with the options `given` added; `None` where there are none, or where something of it is no
/// text.
fn same(typed: &[OsString], given: &[&Given]) -> Option<String> {
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
        match value {
            None => words.push(format!("--{option}")),
            // It would be taken for an option.
            Some(value) if value.starts_with('-') => {
                words.push(text::shell_word(&format!("--{option}={value}")));
            }
            Some(value) => words.extend([format!("--{option}"), text::shell_word(value)]),
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
    use crate::tenant::Choice;

    fn line(typed: &[&str], given: &[(&'static str, &str)]) -> Option<String> {
        let typed: Vec<OsString> = typed.iter().map(OsString::from).collect();
        let some = |(option, value): &(&'static str, &str)| (*option, Some((*value).to_owned()));
        let given: Vec<Given> = given.iter().map(some).collect();
        same(&typed, &given.iter().collect::<Vec<_>>())
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
        let admin = ("admin", Some("a@b.example".to_owned()));
        assert_eq!(same(&typed, &[&admin]), None);
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
        let mut asked = options(&["mimecast".to_owned()]);
        let asked = &mut asked;
        let of_group = |name: &str| ("mimecast-group", Some(name.to_owned()));
        answers.gave_one(Question::AccountCode, "account-code", "CUK1A1", asked);
        answers.gave_one(Question::Subdomain, "subdomain", "eu", asked);
        let organization = "65c0de000001ffffffffffff";
        answers.gave_one(Question::Organization, "jumpcloud-org", organization, asked);
        let chosen = [Connector::Apps, Connector::AdminConsole];
        let connectors = chosen.map(|c| ("connector", Some(c.to_string())));
        answers.gave(Question::Connectors, connectors.into(), asked);
        let given = super::groups(&groups.map(str::to_owned), &chosen);
        answers.gave(Question::Groups, given, asked);
        // Answered once more.
        for group in ["Executives", "All Mimecast users"] {
            answers.gave(Question::MimecastGroup, vec![of_group(group)], asked);
        }
        answers.gave_one(
            Question::Administrator,
            "admin",
            "eve@widgets.example",
            asked,
        );
        answers.gave(
            Question::BackupAdministrator,
            vec![nothing(Skip::BackupAdministrator)],
            asked,
        );
        let pilot = ("pilot", Some("bob@widgets.example".to_owned()));
        answers.gave(Question::Pilot, vec![pilot, ("pilot-only", None)], asked);
        for of in chosen {
            answers.gave(
                Question::MetadataUrl(of),
                vec![nothing(Skip::MetadataUrl)],
                asked,
            );
        }
        // Taken back.
        let mut taken_back =
            options(&["mimecast", "--admin=eve@widgets.example"].map(str::to_owned));
        answers.take_back(Question::Administrator, &mut taken_back);
        assert_eq!(taken_back.admin, None);
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
        expected.pilot = vec!["bob@widgets.example".to_owned()];
        expected.pilot_only = true;
        // Said once, whatever it answers.
        expected.skip = vec![Skip::BackupAdministrator, Skip::MetadataUrl];
        assert_eq!(format!("{read:?}"), format!("{expected:?}"));
    }

    /// Answers to these questions, in this order: each its own name.
    fn answered(questions: &[Question]) -> (Answers, Options) {
        let (answers, mut given) = (Answers::default(), options(&["mimecast".to_owned()]));
        for question in questions {
            answers.gave(*question, vec![("x", Some(question.label()))], &mut given);
        }
        (answers, given)
    }

    #[test]
    fn what_hangs_on_an_answer_is_asked_again_where_that_is_another_and_only_there() {
        use Question::{Administrator, Application, Connectors, Groups, MimecastGroup, Pilot};
        let apps = Application(Connector::Apps);
        let all = [
            Connectors,
            apps,
            Groups,
            MimecastGroup,
            Administrator,
            Pilot,
        ];
        // (answered anew, as before or not, what is asked again)
        let cases = [
            (MimecastGroup, true, &[][..]),
            (MimecastGroup, false, &[Pilot]),
            (Groups, true, &[]),
            (Groups, false, &[Pilot]),
            (apps, false, &[Pilot]),
            (Connectors, false, &[]),
            (Administrator, false, &[]),
        ];
        for (question, same, again) in cases {
            let (answers, mut given) = answered(&all);
            answers.take_back(question, &mut given);
            assert!(
                answers.has(Pilot),
                "{question:?}: nobody knows it to be another"
            );
            let name = if same {
                question.label()
            } else {
                "another".to_owned()
            };
            answers.gave(question, vec![("x", Some(name))], &mut given);
            let open: Vec<Question> = all.into_iter().filter(|q| !answers.has(*q)).collect();
            assert_eq!(open, again, "{question:?} {same}");
        }
        // What is no question any more takes with it what hangs on it.
        let (answers, mut given) = answered(&all);
        given.connectors = vec![Choice::One(Connector::AdminConsole)];
        answers.take_back_stray(&mut given);
        assert!(!answers.has(apps) && !answers.has(Pilot) && answers.has(Administrator));
        // Whoever gives it once more without taking it back changes it too.
        let (answers, mut given) = answered(&all);
        given.pilot_only = true;
        answers.gave(MimecastGroup, vec![("x", None)], &mut given);
        assert!(!answers.has(Pilot) && !given.pilot_only);
        // Of another account nothing is known of the subdomain or of applications.
        let (answers, mut given) =
            answered(&[Question::AccountCode, Question::Subdomain, apps, Pilot]);
        answers.take_back(Question::AccountCode, &mut given);
        answers.gave(Question::AccountCode, vec![], &mut given);
        assert_eq!(answers.asked(), [Question::AccountCode]);
    }

    #[test]
    fn a_group_named_like_one_of_a_connector_is_given_to_each() {
        let name = "apps: all of them".to_owned();
        let given = groups(&[name], &[Connector::Apps, Connector::AdminConsole]);
        assert_eq!(
            same(&[], &given.iter().collect::<Vec<_>>()).unwrap(),
            "sso-setup --group \"apps:apps: all of them\" --group \"admin-console:apps: all of them\""
        );
    }
}
