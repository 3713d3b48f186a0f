//! From the first prompt to a real sign-in that both services tell of.

use super::DONE;
use super::browser::Browser;
use super::run::SandboxProcess;
use super::terminal::{ENTER, Terminal, has_colour, lines};

const ADA: &str = "ada@widgets.example";

#[test]
fn a_guided_run_ends_with_evidence_from_both_sides() {
    let sandbox = SandboxProcess::start();
    let mut all = String::new();

    let args = [
        "mimecast",
        "--mimecast-mode",
        "worksheet",
        "--mimecast-group",
        "All Mimecast users",
        "--skip=metadata-url",
    ];
    let mut terminal = Terminal::plain(60, &sandbox.environment(), &args);
    all += &terminal.answer("admin-console: a tile", ENTER);
    all += &terminal.answer("all staff (archived)", &[" ", ENTER].concat());
    all += &super::everybody_at_once(&mut terminal);
    all += &super::go_on(&mut terminal);
    all += &terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    for step in ["Step 1 of 3", "Step 2 of 3", "Step 3 of 3"] {
        all += &terminal.expect(step);
        all += &terminal.answer(DONE, "y");
    }
    let closing = super::decline_to_wait(&mut terminal);
    assert!(closing.contains("Sign-in is not proven yet"), "{closing}");
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    all += &closing;
    all += &rest;

    // What the person did in the console, by the API that only the sandbox has.
    let by_api = [
        "mimecast",
        "apply",
        "--yes",
        "--group=all staff (archived)",
        "--mimecast-group=All Mimecast users",
    ];
    sandbox.ran(&by_api).ended(0);

    let watch = ["mimecast", "watch", "--mimecast-mode", "worksheet"];
    let mut terminal = Terminal::plain(60, &sandbox.environment(), &watch);
    all += &terminal.expect("E-mail address of the person who is going to sign in\r\n");
    // The question does not fit beside its answer.
    let whom = "Answer (? explains): ";
    all += &terminal.answer(whom, &super::line(ADA));
    all += &terminal.expect("Waiting for both services");
    let page = sandbox.introduction["page"].as_str().unwrap().to_owned();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut ada = Browser::new(&page, runtime.handle().clone());
    ada.open("/web/login-uk.mimecast.com/u/login/")
        .submit(&[("email", ADA)]);
    ada.submit(&[]).is("login").submit(&[("email", ADA)]);
    ada.is("answer").submit(&[]).is("portal");
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    assert!(rest.contains("Signed in: ada@widgets.example"), "{rest}");
    all += &rest;

    assert!(!has_colour(&all));
    // What is typed is wrapped by the terminal itself.
    let typed = |line: &&String| line.starts_with(whom) || line.starts_with("sso-setup ");
    for line in lines(&all).iter().filter(|line| !typed(line)) {
        let longest = line.split(' ').map(|word| word.chars().count()).max();
        if longest.unwrap_or(0) <= 30 {
            assert!(line.chars().count() <= 60, "{line:?}");
        }
    }
}
