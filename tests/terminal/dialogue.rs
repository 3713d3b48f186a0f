//! The whole dialogue of a set-up, on terminals of forty and of eighty columns: every question explained, answered wrong, and
//! left with Ctrl-C; an answer changed in the review; and the command line at the end, which asks nothing and finds
//! nothing to do.

use std::process::{Command, Stdio};

use super::lists::{add_groups, of_several_organisations};
use super::run::{SandboxProcess, run};
use super::takeover::add_bobs_application;
use super::terminal::{DOWN, ENTER, Terminal, lines};

/// How a question is answered.
#[derive(Clone, Copy, PartialEq)]
enum By {
    /// From a list.
    List,
    /// With a line of text, or with one key for yes or no.
    Typing,
    /// With a line that is not shown.
    Secret,
}

/// A question of the dialogue.
struct Question {
    by: By,
    /// What is shown of it, and of nothing before it; on one line however narrow the terminal is.
    shown: &'static str,
    /// What was typed and does not do, and a word of what is said then. The question is asked again.
    wrong: &'static [(&'static str, &'static str)],
    /// The answer.
    right: String,
}

fn question(
    by: By,
    shown: &'static str,
    wrong: &'static [(&'static str, &'static str)],
    right: impl Into<String>,
) -> Question {
    let right = right.into();
    Question {
        by,
        shown,
        wrong,
        right,
    }
}

fn list(
    shown: &'static str,
    wrong: &'static [(&'static str, &'static str)],
    right: impl Into<String>,
) -> Question {
    question(By::List, shown, wrong, right)
}

fn typing(
    shown: &'static str,
    wrong: &'static [(&'static str, &'static str)],
    right: impl Into<String>,
) -> Question {
    question(By::Typing, shown, wrong, right)
}

/// What stands at the end of a question that is answered by typing.
const TYPED: &str = "(? explains)";

fn downs(times: usize) -> String {
    [&DOWN.repeat(times), ENTER].concat()
}

/// Both services read by an API: a key of several organisations, three hundred groups, an application that Bob made.
fn by_api() -> (SandboxProcess, Vec<(String, String)>, Vec<&'static str>) {
    let (sandbox, environment) = of_several_organisations();
    add_groups(&sandbox);
    add_bobs_application(&sandbox);
    (sandbox, environment, vec!["mimecast"])
}

fn questions_by_api() -> Vec<Question> {
    let both = [DOWN, DOWN, " ", ENTER].concat();
    vec![
        list("Gadgets", &[("?", "untouched")], ENTER),
        list(
            "admin-console: a tile",
            &[("?", "login page"), (" \r", "At least one")],
            both,
        ),
        list("make a new one", &[("?", "attributes")], ENTER),
        typing(
            "there are",
            &[("?\r", "upper and lower"), ("Taem 295\r", "Taem")],
            "all staff\r",
        ),
        list(
            "all staff (archived)",
            &[("?", "whoever")],
            [" ", ENTER].concat(),
        ),
        typing(
            "Part of another",
            &[("?\r", "upper and lower")],
            "team 29\r",
        ),
        list("Team 299", &[], ENTER),
        typing("Part of another", &[("?\r", "upper and lower")], ENTER),
        list("Executives", &[("?", "keeps")], downs(1)),
        typing(
            "E-mail",
            &[
                ("?\r", "An administrator of"),
                ("ada\r", "not an"),
                ("adda@widgets.example\r", "did you mean"),
            ],
            "ada@widgets.example\r",
        ),
        typing("tried today", &[("?", "private")], "y"),
        list("no: everybody at once", &[("?", "concerned")], ENTER),
        typing(
            "E-mail",
            &[
                ("?\r", "mailbox"),
                ("ada\r", "not an"),
                ("garce@widgets.example\r", "did you mean"),
                ("pat@widgets.example\r", "is not among"),
            ],
            "grace@widgets.example\r",
        ),
        typing(
            "Of another",
            &[("?\r", "mailbox"), ("Grace@widgets.example\r", "already")],
            ENTER,
        ),
        // The administrator, after organisation, connectors, application and both groups.
        list("Change: Tried first by", &[("?", "hangs on")], downs(6)),
        typing(
            "E-mail",
            &[("?\r", "An administrator of"), ("ada\r", "not an")],
            "alan@widgets.example\r",
        ),
        list("Change: Tried first by", &[], ENTER),
        typing("Make these", &[("?", "nothing else")], "y"),
    ]
}

/// Mimecast's side by hand: every key is typed, and nothing but an account code tells the account.
fn by_hand() -> (SandboxProcess, Vec<(String, String)>, Vec<&'static str>) {
    let sandbox = SandboxProcess::start();
    let environment = sandbox.addresses();
    (
        sandbox,
        environment,
        vec!["mimecast", "--mimecast-mode=worksheet"],
    )
}

fn questions_by_hand(sandbox: &SandboxProcess) -> Vec<Question> {
    vec![
        question(
            By::Secret,
            "key",
            &[("?\r", "not kept"), ("nonsense\r", "hint:")],
            format!("{}\r", sandbox.api_key()),
        ),
        question(By::Secret, "do without", &[("?\r", "secret")], ENTER),
        typing(
            "account code",
            &[("?\r", "Account"), ("nonsense\r", "hint:")],
            "czz1a1\r",
        ),
        list("uspcom", &[("?", "region")], downs(7)),
        list(
            "admin-console: a tile",
            &[("?", "login page"), (" \r", "At least one")],
            ENTER,
        ),
        list(
            "all staff (archived)",
            &[("?", "whoever")],
            [" ", ENTER].concat(),
        ),
        typing("one Mimecast group;", &[("?\r", "exactly")], "Everybody\r"),
        list("no: everybody at once", &[], ENTER),
        list("Change: Tried first by", &[], ENTER),
        typing("Make these", &[("?", "nothing else")], "y"),
    ]
}

/// Waits for a question, until it takes an answer; what was shown.
fn asked(terminal: &mut Terminal, question: &Question) -> String {
    let shown = terminal.expect(question.shown) + question.shown;
    shown + &taken(terminal, question)
}

/// Waits until a question that was shown takes an answer.
fn taken(terminal: &mut Terminal, question: &Question) -> String {
    let shown = match question.by {
        By::List => String::new(),
        By::Typing | By::Secret => terminal.expect(TYPED) + TYPED,
    };
    if question.by == By::Secret {
        terminal.wait_for_hidden_input();
    }
    shown
}

/// Gives every wrong answer to a question, then the right one; what was shown.
fn answered(terminal: &mut Terminal, question: &Question) -> String {
    let mut all = asked(terminal, question);
    for (typed, said) in question.wrong {
        terminal.send(typed);
        all += &(terminal.expect(said) + said);
        all += &match question.by {
            By::List => asked(terminal, question),
            By::Typing | By::Secret => taken(terminal, question),
        };
    }
    terminal.send(&question.right);
    all
}

/// No line is longer than the terminal is wide, but for what is to be pasted or copied whole.
fn fits(all: &str, columns: usize) {
    for line in lines(all) {
        let word = line.split(' ').map(|word| word.chars().count()).max();
        let typed = line.contains(TYPED) || line.starts_with("sso-setup ");
        if !typed && word.unwrap_or(0) <= 30 {
            assert!(line.chars().count() <= columns, "{columns}: {line:?}");
        }
    }
}

/// The command line that was printed at the end.
fn printed(rest: &str) -> &str {
    let (_, line) = rest
        .split_once("The same answers as a command line:")
        .expect(rest);
    let line = line.lines().find(|line| line.starts_with("sso-setup "));
    line.expect(rest)
}

/// Runs a command line in a terminal, as whoever pastes it.
fn pasted(line: &str, environment: &[(String, String)]) -> (String, i32) {
    let mut shell = Command::new("sh");
    let words = line.strip_prefix("sso-setup ").expect(line);
    let split = format!("for word in {words}; do printf '%s\\n' \"$word\"; done");
    shell.args(["-c", &split]).stdin(Stdio::null());
    let words = run(&mut shell).ended(0).stdout;
    let words: Vec<&str> = words.lines().collect();
    Terminal::plain(80, environment, &words).end()
}

#[test]
fn every_question_is_explained_and_asked_again_and_the_line_at_the_end_finds_nothing_to_do() {
    for columns in [40, 80] {
        let (sandbox, environment, args) = by_api();
        let mut terminal = Terminal::plain(columns, &environment, &args);
        let mut all = String::new();
        for question in questions_by_api() {
            all += &answered(&mut terminal, &question);
        }
        all += &super::decline_to_wait(&mut terminal);
        let (rest, code) = terminal.end();
        assert_eq!(code, 0, "{rest}");
        all += &rest;
        fits(&all, usize::from(columns));
        let line = printed(&rest);
        for part in [
            "--jumpcloud-org ",
            "--connector apps --connector admin-console",
            "--idp-url-suffix apps:bob",
            "--group \"All Staff\"",
            "--mimecast-group \"All Mimecast users\"",
            "--admin alan@widgets.example",
            "--confirm-step backup-administrator",
            "--pilot grace@widgets.example --pilot-only",
        ] {
            assert!(line.contains(part), "{part}: {line}");
        }
        let writes = sandbox.writes();
        let (again, code) = pasted(line, &environment);
        assert_eq!(code, 0, "{again}");
        assert!(!again.contains(TYPED), "nothing is asked: {again}");
        assert!(!again.contains("Your answers:"), "{again}");
        assert_eq!(sandbox.writes(), writes, "{again}");
    }
}

#[test]
fn by_hand_too_every_question_is_explained_and_asked_again() {
    for columns in [40, 80] {
        let (sandbox, environment, args) = by_hand();
        let mut terminal = Terminal::plain(columns, &environment, &args);
        let mut all = String::new();
        for question in questions_by_hand(&sandbox) {
            all += &answered(&mut terminal, &question);
        }
        // The application is there by now.
        let url = typing(
            "metadata URL",
            &[("?\r", "credentials"), ("ftp://x\r", "hint:")],
            ENTER,
        );
        all += &answered(&mut terminal, &url);
        all += &terminal.answer("[c/b/y/n/s/q/?]: ", "?");
        all += &terminal.expect("Keys:");
        for _ in 0..3 {
            all += &terminal.answer("[c/b/y/n/s/q/?]: ", "y");
        }
        all += &super::decline_to_wait(&mut terminal);
        let (rest, code) = terminal.end();
        assert_eq!(code, 0, "{rest}");
        all += &rest;
        fits(&all, usize::from(columns));
        assert!(!all.contains(&sandbox.api_key()), "{all}");
        let line = printed(&rest);
        assert!(
            line.ends_with(
                "--account-code CZZ1A1 --subdomain jer --connector apps --group \"All Staff\" \
                 --mimecast-group Everybody --pilot-only --skip metadata-url"
            ),
            "{line}"
        );
        let writes = sandbox.writes();
        let key = ("JUMPCLOUD_API_KEY".to_owned(), sandbox.api_key());
        let (again, code) = pasted(line, &[&environment[..], &[key]].concat());
        assert_eq!(code, 0, "{again}");
        assert!(!again.contains(TYPED), "nothing is asked: {again}");
        assert_eq!(sandbox.writes(), writes, "{again}");
    }
}

/// Answers the first questions of a dialogue rightly, and leaves at the next.
fn left_at((environment, args): (&[(String, String)], &[&str]), questions: &[Question], at: usize) {
    let mut terminal = Terminal::plain(80, environment, args);
    for question in &questions[..at] {
        asked(&mut terminal, question);
        terminal.send(&question.right);
    }
    asked(&mut terminal, &questions[at]);
    let (rest, code) = terminal.interrupt();
    let shown = questions[at].shown;
    assert_eq!(code, 130, "{shown}: {rest}");
    assert!(
        rest.contains("error: interrupted: nothing was changed"),
        "{shown}: {rest}"
    );
    assert!(rest.contains("terminal: echo"), "{shown}: {rest}");
}

#[test]
fn ctrl_c_at_any_question_says_that_nothing_was_changed() {
    let (sandbox, environment, args) = by_api();
    let writes = sandbox.writes();
    let questions = questions_by_api();
    for at in 0..questions.len() {
        left_at((&environment, &args), &questions, at);
    }
    assert_eq!(sandbox.writes(), writes);

    let (sandbox, environment, args) = by_hand();
    let questions = questions_by_hand(&sandbox);
    for at in 0..questions.len() {
        left_at((&environment, &args), &questions, at);
    }
    assert_eq!(sandbox.writes(), 0);
}

#[test]
fn an_answer_of_nothing_is_said_by_the_line_at_the_end_too() {
    let sandbox = SandboxProcess::start();
    let environment = sandbox.environment();
    let args = ["mimecast", "plan", "--connector=admin-console"];
    let mut terminal = Terminal::plain(100, &environment, &args);
    terminal.answer("all staff (archived)", ENTER);
    terminal.answer("Executives", ENTER);
    terminal.answer("E-mail address of that administrator (? explains): ", ENTER);
    terminal.answer("Yes or no? (? explains) [y/N] ", ENTER);
    let review = terminal.answer("Change: ", ENTER);
    for line in [
        "JumpCloud groups        none",
        "Mimecast group          none: the setting exists already",
        "Administrator           none",
        "Administrator outside   not tried",
    ] {
        assert!(review.contains(line), "{line}: {review}");
    }
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    let line = printed(&rest);
    assert!(
        line.ends_with(
            "--skip group --skip mimecast-group --skip admin --skip backup-administrator"
        ),
        "{line}"
    );
    let (again, code) = pasted(line, &environment);
    assert_eq!(code, 0, "{again}");
    assert!(!again.contains(TYPED), "nothing is asked: {again}");
    let digest = |text: &str| {
        let at = text.find("sha256:").expect(text);
        text[at..at + 7 + 64].to_owned()
    };
    assert_eq!(digest(&again), digest(&rest));
}
