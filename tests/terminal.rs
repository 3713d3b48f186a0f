//! The prompts, answered in a real pseudo-terminal.
#![cfg(unix)]
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

#[path = "common/browser.rs"]
mod browser;
#[path = "common/run.rs"]
mod run;
#[path = "common/screen.rs"]
mod screen;
#[path = "common/terminal.rs"]
mod terminal;

#[path = "terminal/completions.rs"]
mod completions;
#[path = "terminal/dialogue.rs"]
mod dialogue;
#[path = "terminal/evidence.rs"]
mod evidence;
#[path = "terminal/fleet.rs"]
mod fleet;
#[path = "terminal/guide.rs"]
mod guide;
#[path = "terminal/keys.rs"]
mod keys;
#[path = "terminal/lists.rs"]
mod lists;
#[path = "terminal/metadata_url.rs"]
mod metadata_url;
#[path = "terminal/once.rs"]
mod once;
#[path = "terminal/questions.rs"]
mod questions;
#[path = "terminal/review.rs"]
mod review;
#[path = "terminal/takeover.rs"]
mod takeover;
#[path = "terminal/waiting.rs"]
mod waiting;

use run::SandboxProcess;
use terminal::{DOWN, ENTER, Terminal, has_colour};

/// Names and values of an environment.
type Variables<'a> = &'a [(String, String)];

/// What an administrator is asked in worksheet mode beyond the console steps, given as options.
const WORKSHEET: [&str; 13] = [
    "mimecast",
    "--mimecast-mode",
    "worksheet",
    "--account-code",
    "CUK1A1",
    "--connector",
    "apps",
    "--group",
    "All Staff",
    "--mimecast-group",
    "All Mimecast users",
    "--color=never",
    "--skip=pilot,metadata-url",
];

/// The question at the end of a console step that has values to copy.
const DONE: &str = "Is this step done? [c/b/y/n/s/q/?]: ";

/// Addresses, and JumpCloud's key: all that worksheet mode needs.
fn jumpcloud_only(sandbox: &SandboxProcess) -> Vec<(String, String)> {
    let key = ("JUMPCLOUD_API_KEY".to_owned(), sandbox.api_key());
    sandbox.addresses().into_iter().chain([key]).collect()
}

#[test]
fn asked_through_from_the_first_prompt_to_the_final_statement() {
    let mut terminal = Terminal::plain(100, &[], &["mimecast", "--sandbox"]);
    terminal.answer(
        "admin-console: a tile",
        &[DOWN, " ", DOWN, " ", ENTER].concat(),
    );
    terminal.expect("Connectors: apps, personal-portal, admin-console");
    // Groups come from the service, not from this program.
    terminal.expect("All Staff EMEA");
    terminal.expect("Finance, Legal and Risk");
    terminal.answer("all staff (archived)", &[" ", ENTER].concat());
    terminal.expect("JumpCloud user groups that may sign in: All Staff");
    terminal.expect("so that nobody is locked out");
    terminal.answer(
        "E-mail address of that administrator (? explains): ",
        &line("ada"),
    );
    terminal.expect("\"ada\" is not an e-mail address");
    terminal.answer(
        "E-mail address of that administrator (? explains): ",
        &line("ada@widgets.example"),
    );
    terminal.answer(
        "an administrator outside the profile \"JumpCloud SSO\" can sign in?\r\nYes or no? (? explains) [y/N] ",
        "y",
    );
    everybody_at_once(&mut terminal);
    go_on(&mut terminal);
    terminal.expect("JumpCloud organisation Widgets, Mimecast account CUK1A1");
    terminal.expect("+ JumpCloud application \"Mimecast\"");
    terminal.expect("+ JumpCloud application \"Mimecast Admin Console\"");
    terminal.expect("Plan: 8 to create");
    terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    // Tiles that sign for a block rest on what nobody has seen of a real account.
    terminal.expect("Set up:");
    terminal.expect("Sign-in is not proven yet");
    terminal.expect("From JumpCloud:");
    let (rest, code) = terminal.end();
    assert_eq!(code, 0);
    assert!(
        rest.contains("--confirm-step backup-administrator"),
        "{rest}"
    );
}

#[test]
fn the_mimecast_group_is_asked_for_and_no_means_no() {
    let sandbox = SandboxProcess::start();
    let mut terminal = Terminal::plain(100, &sandbox.environment(), &["mimecast"]);
    terminal.answer("admin-console: a tile", ENTER);
    terminal.answer("all staff (archived)", &[" ", ENTER].concat());
    terminal.expect("\"JumpCloud SSO\" is for one Mimecast group");
    // The first entry is none; Mimecast's groups follow by their names.
    terminal.expect("(none: the setting exists already)");
    terminal.answer("Executives", &[DOWN, ENTER].concat());
    terminal.expect("Mimecast group that is to sign in with SAML: All Mimecast users");
    everybody_at_once(&mut terminal);
    go_on(&mut terminal);
    terminal.expect("Group                   All Mimecast users");
    terminal.answer("Make these changes? (? explains) [y/N] ", "n");
    terminal.expect("Nothing was changed.");
    let (_, code) = terminal.end();
    assert_eq!((code, sandbox.writes()), (0, 0));
}

#[test]
fn enter_alone_does_not_make_changes() {
    let sandbox = SandboxProcess::start();
    let args = [&WORKSHEET[..], &["--subdomain", "eu"]].concat();
    let mut terminal = Terminal::plain(100, &jumpcloud_only(&sandbox), &args);
    terminal.answer("Make these changes? (? explains) [y/N] ", ENTER);
    terminal.expect("Nothing was changed.");
    let (_, code) = terminal.end();
    assert_eq!((code, sandbox.writes()), (0, 0));
}

#[test]
fn no_connector_is_asked_about_again_and_no_group_is_remarked_on() {
    let mut terminal = Terminal::plain(100, &[], &["mimecast", "plan", "--sandbox"]);
    terminal.answer("admin-console: a tile", &[" ", ENTER].concat());
    terminal.expect("Connectors: none");
    terminal.expect("At least one connector is needed");
    terminal.answer("admin-console: a tile", ENTER);
    terminal.expect("Connectors: apps");
    terminal.answer("all staff (archived)", ENTER);
    terminal.expect("No group ticked: groups that have access already keep it");
    go_on(&mut terminal);
    terminal.expect("warning: no-access");
    let (_, code) = terminal.end();
    assert_eq!(code, 0);
}

#[test]
fn without_mimecast_credentials_the_account_code_is_asked_for_and_tells_the_subdomain() {
    let sandbox = SandboxProcess::start();
    let args = ["mimecast", "--mimecast-mode", "worksheet"];
    for (code, subdomain) in [("cde1a1", None), ("czz1a1", Some("jer"))] {
        let mut terminal = Terminal::plain(100, &jumpcloud_only(&sandbox), &args);
        terminal.expect("Mimecast client id (Enter: none) (? explains): ");
        terminal.wait_for_hidden_input();
        terminal.send(ENTER);
        let question = "Mimecast account code (like CUK1A1) (? explains): ";
        terminal.answer(question, &line("nonsense"));
        terminal.expect("is not a Mimecast account code");
        terminal.expect("hint: ");
        terminal.answer(question, &line(code));
        if subdomain.is_some() {
            terminal.expect("does not tell the subdomain");
            terminal.answer(
                "uspcom  United States",
                &[DOWN.repeat(7), ENTER.into()].concat(),
            );
            terminal.expect("Mimecast subdomain: jer");
        }
        let between = terminal.answer("admin-console: a tile", ENTER);
        assert!(
            subdomain.is_some() || !between.contains("subdomain"),
            "{between}"
        );
        terminal.answer("all staff (archived)", &[" ", ENTER].concat());
        let question = "Mimecast group that is to sign in with SAML (? explains): ";
        terminal.answer(question, ENTER);
        go_on(&mut terminal);
        terminal.expect(&format!(
            "Mimecast account {} at {}",
            code.to_uppercase(),
            subdomain.unwrap_or("de")
        ));
        terminal.answer("Make these changes? (? explains) [y/N] ", "n");
        let (rest, code) = terminal.end();
        assert_eq!((code, sandbox.writes()), (0, 0));
        assert_eq!(
            rest.contains("--subdomain jer"),
            subdomain.is_some(),
            "{rest}"
        );
    }
}

#[test]
fn human_steps_are_confirmed_one_by_one() {
    let sandbox = SandboxProcess::start();
    let args = [&WORKSHEET[..], &["--detailed-exitcode"]].concat();
    let mut terminal = Terminal::plain(100, &jumpcloud_only(&sandbox), &args);
    terminal.expect("3 of them by hand in the Mimecast console");
    terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    terminal.expect("Step 1 of 3: Create the Authentication Profile \"JumpCloud SSO\"");
    terminal.answer(DONE, "y");
    terminal.expect("Step 2 of 3: Point the Application Setting \"JumpCloud SSO\" at the profile");
    terminal.answer(DONE, "y");
    terminal.expect("Step 3 of 3: Enforce SAML in the profile \"JumpCloud SSO\"");
    terminal.expect("the whole of the line below");
    terminal.expect("\r\nMII");
    terminal.answer(DONE, "y");
    terminal.expect("Connected:");
    terminal.expect("the Mimecast side as confirmed; it cannot be read");
    decline_to_wait(&mut terminal);
    let (_, code) = terminal.end();
    assert_eq!(code, 0);
}

#[test]
fn a_step_that_is_not_done_holds_back_what_depends_on_it() {
    let sandbox = SandboxProcess::start();
    let args = [&WORKSHEET[..], &["--detailed-exitcode"]].concat();
    let mut terminal = Terminal::plain(100, &jumpcloud_only(&sandbox), &args);
    terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    terminal.expect("Step 1 of 3");
    terminal.answer(DONE, "n");
    let (rest, code) = terminal.end();
    assert!(!rest.contains(DONE), "nothing else is asked: {rest}");
    assert!(
        rest.contains("pending  Mimecast application setting"),
        "{rest}"
    );
    assert!(rest.contains("Not connected yet:"), "{rest}");
    assert!(rest.contains("run the same command again"), "{rest}");
    assert_eq!(code, 2);
}

#[test]
fn the_api_key_is_asked_for_and_never_shown() {
    let sandbox = SandboxProcess::start();
    let args = [&["mimecast", "plan"], &WORKSHEET[1..]].concat();
    let mut terminal = Terminal::plain(100, &sandbox.addresses(), &args);
    terminal.expect("JumpCloud API key (? explains): ");
    terminal.wait_for_hidden_input();
    // A slip, corrected: what is erased is not part of the key.
    terminal.send(&line(&format!("{}x\u{7f}", sandbox.api_key())));
    let (rest, code) = terminal.end();
    assert!(rest.contains("JumpCloud organisation Widgets"), "{rest}");
    assert!(!rest.contains(&sandbox.api_key()), "{rest}");
    // Nor any part that would have been shown before it was too late.
    assert!(!rest.contains(&sandbox.api_key()[..6]), "{rest}");
    assert_eq!(code, 0);
}

#[test]
fn ctrl_c_ends_with_130_wherever_something_is_asked() {
    let sandbox = SandboxProcess::start();
    let everything = sandbox.environment();
    let no_key = sandbox.addresses();
    let with_eu = [&WORKSHEET[..], &["--subdomain", "eu"]].concat();
    let cases: [(&str, Variables, &[&str]); 5] = [
        ("Connectors", &everything, &["mimecast"]),
        ("Make these changes?", &everything, &with_eu),
        ("JumpCloud API key", &no_key, &["mimecast"]),
        ("Mimecast account code", &[], &["mimecast", "values"]),
        (
            "that administrator",
            &[],
            &[
                "mimecast",
                "--sandbox",
                "--connector=admin-console",
                "--group=All Staff",
            ],
        ),
    ];
    for (question, environment, args) in cases {
        let mut terminal = Terminal::plain(100, environment, args);
        terminal.expect(question);
        let (rest, code) = terminal.interrupt();
        assert_eq!(code, 130, "{question}: {rest}");
        assert!(
            rest.contains("error: interrupted: nothing was changed"),
            "{question}: {rest}"
        );
        assert!(
            rest.contains("\u{1b}[?25h"),
            "{question}: the cursor comes back: {rest:?}"
        );
        // The shell around it, asked afterwards.
        assert!(rest.contains("terminal: echo"), "{question}: {rest}");
    }
    assert_eq!(sandbox.writes(), 0);
}

#[test]
fn no_input_asks_nothing_and_names_the_flag() {
    let sandbox = SandboxProcess::start();
    let jumpcloud = jumpcloud_only(&sandbox);
    let cases: [(Variables, &[&str], &str, i32); 4] = [
        (
            &[],
            &["mimecast", "values", "--no-input"],
            "--account-code",
            64,
        ),
        (
            &jumpcloud,
            &["mimecast", "--no-input", "--mimecast-mode=worksheet"],
            "--account-code",
            64,
        ),
        (
            &[],
            &["mimecast", "--no-input", "--sandbox", "--group=All Staff"],
            "--yes",
            64,
        ),
        (
            &[],
            &["mimecast", "--no-input", "--account-code=CUK1A1"],
            "JUMPCLOUD_API_KEY",
            4,
        ),
    ];
    for (environment, args, named, expected) in cases {
        let (all, code) = Terminal::plain(100, environment, args).end();
        assert_eq!(code, expected, "{args:?}: {all}");
        assert!(all.contains(named), "{args:?}: {all}");
    }
    assert_eq!(sandbox.writes(), 0);
}

#[test]
fn input_that_is_no_terminal_is_not_asked_even_where_stderr_is_one() {
    let cases: [(&[&str], &str); 2] = [
        (&["mimecast", "values"], "--account-code"),
        (&["mimecast", "--sandbox", "--group=All Staff"], "--yes"),
    ];
    for (args, named) in cases {
        // It never ends and never says anything: asking it would wait for ever.
        let (all, code) = Terminal::with_silent_input(args).end();
        assert_eq!(code, 64, "{args:?}: {all}");
        assert!(all.contains(named), "{args:?}: {all}");
    }
}

#[test]
fn a_machine_format_shows_the_plan_before_it_asks_about_it() {
    let args = [
        "mimecast",
        "--sandbox",
        "-o=json",
        "--connector=apps",
        "--group=All Staff",
        "--skip=pilot",
    ];
    let mut terminal = Terminal::plain(100, &[], &args);
    terminal.expect("+ JumpCloud application \"Mimecast\"");
    terminal.answer("Make these changes? (? explains) [y/N] ", "n");
    let (rest, code) = terminal.end();
    assert_eq!(code, 0);
    assert_eq!(rest.matches("\"format_version\"").count(), 1, "{rest}");
}

#[test]
fn colours_are_for_those_who_want_them() {
    let no_color = [("NO_COLOR".to_owned(), "1".to_owned())];
    let cases: [(Variables, &[&str], bool); 4] = [
        (&[], &[], true),
        (&no_color, &[], false),
        (&[], &["--color=never"], false),
        (&no_color, &["--color=always"], true),
    ];
    for (environment, more, expected) in cases {
        let args = [&["mimecast", "--sandbox", "--group=All Staff"], more].concat();
        let mut terminal = Terminal::open(100, environment, &args);
        let mut asked = terminal.answer("admin-console: a tile", ENTER);
        asked += &everybody_at_once(&mut terminal);
        asked += &go_on(&mut terminal);
        let planned = terminal.answer("Make these changes?", "y");
        let (rest, code) = terminal.end();
        assert_eq!(code, 0, "{rest}");
        for part in [asked, planned, rest] {
            assert_eq!(
                has_colour(&part),
                expected,
                "{environment:?} {more:?}: {part:?}"
            );
        }
    }
}

#[test]
fn sixty_columns_are_enough() {
    let mut terminal = Terminal::plain(60, &[], &["mimecast", "--sandbox"]);
    let mut all = terminal.answer("admin-console: a tile", &[DOWN, DOWN, " ", ENTER].concat());
    all += &terminal.answer("all staff (archived)", &[" ", ENTER].concat());
    all += &terminal.answer(
        "E-mail address of that administrator (? explains): ",
        &line("ada@widgets.example"),
    );
    // The question stands above: it does not fit beside its answer.
    all += &terminal.answer("Yes or no? (? explains) [y/N] ", "y");
    all += &everybody_at_once(&mut terminal);
    all += &go_on(&mut terminal);
    all += &terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    let (rest, code) = terminal.end();
    assert_eq!(code, 0);
    all += &rest;
    let mut long = 0;
    for line in terminal::lines(&all) {
        // To be pasted: broken it would be two. What is typed is wrapped by the terminal itself.
        if line.starts_with("sso-setup ") || line.starts_with("E-mail address of ") {
            continue;
        }
        let longest = line.split(' ').map(|word| word.chars().count()).max();
        // Addresses and the digest stay whole, to be copied.
        if longest.unwrap_or(0) > 30 {
            long += 1;
        } else {
            assert!(line.chars().count() <= 60, "{line:?}");
        }
    }
    assert!(long > 0, "the addresses are shown whole: {all}");
}

#[test]
fn whose_sign_in_is_waited_for_is_asked_and_ctrl_c_ends_it() {
    let sandbox = SandboxProcess::start();
    let args = ["--group=All Staff", "--mimecast-group=All Mimecast users"];
    sandbox
        .ran(&[&["mimecast", "apply", "--yes"], &args[..]].concat())
        .ended(0);
    let writes = sandbox.writes();
    let mut terminal = Terminal::plain(60, &sandbox.environment(), &["mimecast", "watch"]);
    terminal.answer(
        "E-mail address of the person who is going to sign in\r\nAnswer (? explains): ",
        &line("ada"),
    );
    terminal.expect("\"ada\" is not an e-mail address");
    terminal.answer(
        "E-mail address of the person who is going to sign in\r\nAnswer (? explains): ",
        &line("ada@widgets.example"),
    );
    let told = terminal.expect("Ctrl-C ends it.");
    assert!(told.contains("https://login-uk.mimecast.com"), "{told}");
    let (rest, code) = terminal.interrupt();
    assert_eq!(code, 130, "{rest}");
    assert!(rest.contains("interrupted"), "{rest}");
    assert_eq!(sandbox.writes(), writes, "watching changes nothing");
}

#[test]
fn ctrl_c_ends_a_password_manager_with_what_it_started() {
    let sandbox = SandboxProcess::start();
    let folder = tempfile::tempdir().unwrap();
    let (script, id) = (folder.path().join("manager.sh"), folder.path().join("id"));
    // What a shell starts in the background does not hear Ctrl-C.
    let text = format!(
        "sleep 600 &\necho $! > {}\nstty -echo\necho Passphrase: >&2\nread line\n",
        id.display()
    );
    std::fs::write(&script, text).unwrap();
    let mut environment = sandbox.environment();
    environment.retain(|(name, _)| name != "JUMPCLOUD_API_KEY");
    let command = format!("cmd:sh {}", script.display());
    environment.push(("JUMPCLOUD_API_KEY".to_owned(), command));
    let mut terminal = Terminal::plain(100, &environment, &["mimecast", "plan"]);
    terminal.expect("Passphrase:");
    let started = std::fs::read_to_string(&id).unwrap();
    let (rest, code) = terminal.interrupt();
    assert_eq!(code, 130, "{rest}");
    assert!(rest.contains("error: interrupted"), "{rest}");
    assert!(rest.contains("terminal: echo"), "{rest}");
    let process = format!("/proc/{}/stat", started.trim());
    let gone = || match std::fs::read_to_string(&process) {
        // Ended, and nobody has asked for its end yet.
        Ok(stat) => stat.contains(") Z "),
        Err(_) => true,
    };
    let start = std::time::Instant::now();
    while !gone() {
        assert!(start.elapsed().as_secs() < 30, "it still runs");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// Waits for the offer at the end of a set-up to go on with `watch`, and declines it; what was shown before and with it.
fn decline_to_wait(terminal: &mut Terminal) -> String {
    let shown = terminal.expect("Wait for somebody");
    shown + &terminal.answer("[y/N] ", ENTER)
}

/// Waits for the question whether a few people try it first, and has nobody do so; what was shown before.
fn everybody_at_once(terminal: &mut Terminal) -> String {
    terminal.answer("no: everybody at once", &[DOWN, ENTER].concat())
}

/// Waits for the review, and changes nothing; what was shown before.
fn go_on(terminal: &mut Terminal) -> String {
    let shown = terminal.expect("Your answers:");
    shown + &terminal.answer("Change: ", ENTER)
}

/// Text and the enter key.
fn line(text: &str) -> String {
    format!("{text}{ENTER}")
}
