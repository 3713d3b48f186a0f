//! Wrong answers, explanations, and the command line that gives the same answers.

use super::run::SandboxProcess;
use super::terminal::{DOWN, ENTER, Terminal};
use super::{WORKSHEET, everybody_at_once, go_on, jumpcloud_only, line};

const ADMIN: &str = "E-mail address of that administrator (? explains): ";

const BACKUP: &str = "an administrator outside the profile \"JumpCloud SSO\" can sign in?\r\nYes or no? (? explains) [y/N] ";

#[test]
fn an_administrator_whom_jumpcloud_does_not_know_is_asked_for_again() {
    let args = ["mimecast", "plan", "--sandbox", "--connector=admin-console"];
    let args = [&args[..], &["--group=All Staff"]].concat();
    let mut terminal = Terminal::plain(100, &[], &args);
    terminal.answer(ADMIN, &line("?"));
    terminal.expect("An administrator of Mimecast who is a user of JumpCloud too");
    terminal.answer(ADMIN, &line("aada@widgets.example"));
    terminal.expect("no user with the e-mail address \"aada@widgets.example\"");
    terminal.expect("hint: did you mean \"ada@widgets.example\"?");
    // One who is there, and could not sign in.
    terminal.answer(ADMIN, &line("joan@widgets.example"));
    terminal.expect("cannot sign in: joan@widgets.example is not activated");
    terminal.answer(ADMIN, &line("ada@widgets.example"));
    terminal.answer(BACKUP, ENTER);
    everybody_at_once(&mut terminal);
    go_on(&mut terminal);
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    // Enter alone confirms nothing; where both services are played that is a warning.
    assert!(rest.contains("warning: backup-administrator"), "{rest}");
    assert!(
        !rest.contains("--admin ada@widgets.example --confirm-step"),
        "{rest}"
    );
    let again = "sso-setup mimecast plan --sandbox --connector=admin-console \"--group=All Staff\" \
                 --admin ada@widgets.example";
    assert!(rest.contains(again), "{rest}");
}

#[test]
fn that_an_administrator_outside_the_profile_can_sign_in_is_confirmed_once() {
    let args = ["mimecast", "plan", "--sandbox", "--connector=admin-console"];
    let args = [&args[..], &["--group=All Staff"]].concat();
    let admin = "--admin=ada@widgets.example";
    let step = "--confirm-step=backup-administrator";
    let mut terminal = Terminal::plain(100, &[], &[&args[..], &[admin]].concat());
    terminal.answer(BACKUP, "y");
    everybody_at_once(&mut terminal);
    go_on(&mut terminal);
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    assert!(!rest.contains("warning: backup-administrator"), "{rest}");
    let again = format!("{admin} --confirm-step backup-administrator");
    assert!(rest.contains(&again), "{rest}");
    // Said on the command line, it is not asked.
    let said = [admin, step, "--skip=pilot"];
    let (rest, code) = Terminal::plain(100, &[], &[&args[..], &said].concat()).end();
    assert_eq!(code, 0, "{rest}");
    assert!(!rest.contains("Was it tried today"), "{rest}");
}

#[test]
fn whoever_is_to_sign_in_is_looked_up_as_soon_as_typed() {
    let sandbox = SandboxProcess::start();
    let args = ["--group=All Staff", "--mimecast-group=All Mimecast users"];
    sandbox
        .ran(&[&["mimecast", "apply", "--yes"], &args[..]].concat())
        .ended(0);
    let mut terminal = Terminal::plain(100, &sandbox.environment(), &["mimecast", "watch"]);
    let question = "E-mail address of the person who is going to sign in (? explains): ";
    terminal.answer(question, &line("ada@widgets.exmaple"));
    terminal.expect("did you mean \"ada@widgets.example\"?");
    terminal.answer(question, &line("ada@widgets.example"));
    terminal.expect("Ctrl-C ends it.");
    let (rest, code) = terminal.interrupt();
    assert_eq!(code, 130, "{rest}");
    let again = "sso-setup mimecast watch --user ada@widgets.example";
    assert!(rest.contains(again), "{rest}");
}

#[test]
fn an_account_code_of_another_grid_is_explained_and_asked_again() {
    let question = "Mimecast account code (like CUK1A1) (? explains): ";
    let args = ["mimecast", "values", "--subdomain=us"];
    let mut terminal = Terminal::plain(100, &[], &args);
    terminal.answer(question, &line("?"));
    terminal.expect("under Account Settings");
    terminal.answer(question, &line("CUK1A1"));
    terminal.expect("belongs to the Mimecast grid eu");
    terminal.answer(question, &line("CUSA1A1"));
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    assert!(
        rest.contains("sso-setup mimecast values --subdomain=us --account-code CUSA1A1"),
        "{rest}"
    );
}

#[test]
fn the_command_line_at_the_end_gives_the_same_plan() {
    let sandbox = SandboxProcess::start();
    let environment = sandbox.environment();
    let mut terminal = Terminal::plain(60, &environment, &["mimecast", "plan"]);
    terminal.answer("admin-console: a tile", &[DOWN, " ", ENTER].concat());
    terminal.answer("all staff (archived)", &[" ", DOWN, " ", ENTER].concat());
    terminal.answer("Executives", &[DOWN, ENTER].concat());
    everybody_at_once(&mut terminal);
    go_on(&mut terminal);
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    let (_, line) = rest.split_once("sso-setup mimecast plan ").expect(&rest);
    let line = line.lines().next().unwrap();
    assert!(!line.contains(&sandbox.api_key()), "{line}");
    assert!(
        line.contains("--connector apps --connector personal-portal"),
        "{line}"
    );
    // Pasted, it asks nothing and comes to the same.
    let digest = |text: &str| {
        let at = text.find("sha256:").expect(text);
        text[at..at + 7 + 64].to_owned()
    };
    let mut shell = std::process::Command::new("sh");
    shell
        .args([
            "-c",
            &format!("\"$0\" mimecast plan {line}"),
            super::run::PROGRAM,
        ])
        .env_clear()
        .envs(environment.iter().cloned())
        .stdin(std::process::Stdio::null());
    let again = super::run::run(&mut shell).ended(0);
    assert_eq!(digest(&again.stdout), digest(&rest));
}

#[test]
fn ctrl_c_among_the_questions_keeps_the_answers() {
    let mut terminal = Terminal::plain(100, &[], &["mimecast", "--sandbox"]);
    terminal.answer("admin-console: a tile", &[DOWN, " ", ENTER].concat());
    terminal.expect("all staff (archived)");
    let (rest, code) = terminal.interrupt();
    assert_eq!(code, 130, "{rest}");
    assert!(rest.contains("interrupted: nothing was changed"), "{rest}");
    let again = "sso-setup mimecast --sandbox --connector apps --connector personal-portal\r\n";
    assert!(rest.contains(again), "{rest}");
}

/// What the file says is not asked, and not repeated; who pastes the line has the same file.
#[test]
fn the_line_of_a_tenant_of_a_file_names_the_file_and_the_tenant() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tenants.toml");
    let text = "[[tenant]]\nname = \"a\"\n[[tenant]]\nname = \"b\"\nconnector = \"apps\"\n";
    std::fs::write(&file, text).expect("the file");
    let file = file.to_str().expect("text");
    let of = |tenant| {
        [
            "mimecast",
            "--sandbox",
            "--tenants",
            file,
            "--tenant",
            tenant,
        ]
    };
    let mut terminal = Terminal::plain(100, &[], &of("a"));
    terminal.answer("admin-console: a tile", ENTER);
    terminal.expect("all staff (archived)");
    let (rest, code) = terminal.interrupt();
    assert_eq!(code, 130, "{rest}");
    let again = format!("sso-setup {} --connector apps\r\n", of("a").join(" "));
    assert!(rest.contains(&again), "{rest}");
    let mut terminal = Terminal::plain(100, &[], &of("b"));
    let before = terminal.expect("all staff (archived)");
    assert!(!before.contains("admin-console: a tile"), "{before}");
    let (rest, code) = terminal.interrupt();
    assert_eq!(code, 130, "{rest}");
    assert!(!rest.contains("The same answers"), "{rest}");
}

#[test]
fn ctrl_c_after_something_was_made_does_not_say_that_nothing_was() {
    let sandbox = SandboxProcess::start();
    let mut terminal = Terminal::plain(100, &jumpcloud_only(&sandbox), &WORKSHEET);
    terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    terminal.expect(super::DONE);
    let (rest, code) = terminal.interrupt();
    assert_eq!(code, 130, "{rest}");
    assert!(!rest.contains("nothing was changed"), "{rest}");
    assert!(rest.contains("changes are done"), "{rest}");
    // Nothing was asked but whether to go on.
    assert!(!rest.contains("The same answers"), "{rest}");
}
