//! Long lists, on a small screen.

use serde_json::json;

use super::run::SandboxProcess;
use super::screen::Screen;
use super::terminal::{DOWN, ENTER, Terminal, UP};
use super::{everybody_at_once, go_on, line};

const RIGHT: &str = "\u{1b}[C";

/// A sandbox with three hundred more groups at JumpCloud.
fn with_groups() -> SandboxProcess {
    let sandbox = SandboxProcess::start();
    add_groups(&sandbox);
    sandbox
}

/// Makes three hundred groups at JumpCloud.
pub fn add_groups(sandbox: &SandboxProcess) {
    let headers = format!(
        "x-api-key: {}\r\nContent-Type: application/json\r\n",
        sandbox.api_key()
    );
    for number in 1..=300 {
        let body =
            json!({ "name": format!("Team {number:03} of the Überseeabteilung in Hamburg") });
        let path = "/jumpcloud/api/v2/usergroups";
        sandbox.http("POST", path, &headers, &body.to_string());
    }
}

/// A sandbox with fifty more groups at Mimecast.
fn with_mimecast_groups() -> SandboxProcess {
    let sandbox = SandboxProcess::start();
    for number in 1..=50 {
        let name =
            format!("Finance {number:02} of the Überseeabteilung in Hamburg 海外部門海外部門");
        add_mimecast_group(&sandbox, &name);
    }
    sandbox
}

/// Makes a group at Mimecast.
fn add_mimecast_group(sandbox: &SandboxProcess, name: &str) {
    let of = |name: &str| sandbox.introduction["credentials"][name].as_str().unwrap();
    let form = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        of("MIMECAST_CLIENT_ID"),
        of("MIMECAST_CLIENT_SECRET")
    );
    let headers = "Content-Type: application/x-www-form-urlencoded\r\n";
    let token = sandbox.http("POST", "/mimecast/oauth/token", headers, &form);
    let headers = format!(
        "Authorization: Bearer {}\r\nContent-Type: application/json\r\n",
        token["access_token"].as_str().unwrap()
    );
    let path = "/mimecast/directory/cloud-gateway/v1/groups";
    let body = json!({ "description": name }).to_string();
    sandbox.http("POST", path, &headers, &body);
}

/// Waits for the last of what is drawn, and puts all of it on the screen.
fn drawn(terminal: &mut Terminal, screen: &mut Screen, last: &str) -> String {
    let shown = terminal.expect(last) + last;
    screen.take(&shown);
    shown
}

/// Text as one line, so that a sentence is found however it was broken.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const PLAN: [&str; 4] = ["mimecast", "plan", "--connector=apps", "--mimecast-group"];

#[test]
fn of_three_hundred_groups_those_are_listed_that_have_a_text_in_their_names() {
    let sandbox = with_groups();
    let args = [&PLAN[..], &["All Mimecast users"]].concat();
    let mut terminal = Terminal::sized(24, 40, &sandbox.environment(), &args);
    terminal.answer("(? explains)", &line("Taem 295"));
    terminal.expect("\"Taem 295\"");
    terminal.answer("Part of a name", &line("team 29"));
    terminal.answer("Team 299", &[DOWN, " ", ENTER].concat());
    terminal.answer("Part of another name", &line("all staff"));
    terminal.answer("all staff (archived)", &[" ", ENTER].concat());
    terminal.answer("Part of another name", ENTER);
    everybody_at_once(&mut terminal);
    go_on(&mut terminal);
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    let rest = unwrapped(&rest);
    let group = "--group \"Team 291 of the Überseeabteilung in Hamburg\"";
    assert!(rest.contains(group), "{rest}");
    assert!(rest.contains("--group \"All Staff\""), "{rest}");
}

#[test]
fn a_long_list_turns_its_pages_on_a_small_screen() {
    let sandbox = with_groups();
    let args = [&PLAN[..], &["All Mimecast users"]].concat();
    for colour in ["--color=never", "--color=always"] {
        let args = [&args[..], &[colour]].concat();
        let mut terminal = Terminal::sized(24, 40, &sandbox.environment(), &args);
        let mut screen = Screen::new(24, 40);
        drawn(&mut terminal, &mut screen, "(? explains)");
        terminal.send(ENTER);
        // Each page ends with an entry of its own.
        drawn(&mut terminal, &mut screen, "[Page 1/");
        for _ in 0..5 {
            terminal.send(DOWN);
        }
        terminal.send(RIGHT);
        drawn(&mut terminal, &mut screen, "[Page 2/");
        terminal.send(RIGHT);
        drawn(&mut terminal, &mut screen, "[Page 3/");
        terminal.send(RIGHT);
        drawn(&mut terminal, &mut screen, "[Page 4/");
        let full = screen.lines();
        terminal.send(&[" ", ENTER].concat());
        // The rest of the fourth page, and its end.
        drawn(&mut terminal, &mut screen, "Team");
        assert_eq!(
            screen.count("[Page "),
            1,
            "{full:#?}\n{:#?}",
            screen.lines()
        );
        drawn(&mut terminal, &mut screen, "may sign in");
        assert_eq!(screen.count("[Page "), 0, "{:#?}", screen.lines());
        go_on(&mut terminal);
        let (rest, code) = terminal.end();
        assert_eq!(code, 0, "{rest}");
    }
}

#[test]
fn a_mimecast_group_is_searched_by_typing() {
    let sandbox = with_mimecast_groups();
    for colour in ["--color=never", "--color=always"] {
        let args = ["mimecast", "plan", "--connector=apps", "--group=All Staff"];
        let args = [&args[..], &[colour]].concat();
        let mut terminal = Terminal::sized(24, 40, &sandbox.environment(), &args);
        let mut screen = Screen::new(24, 40);
        drawn(&mut terminal, &mut screen, "Finance 12");
        for typed in ["n", "c", "e", "0", "7"] {
            terminal.send(typed);
            drawn(&mut terminal, &mut screen, "Search:");
        }
        // What stands between two keys is drawn over.
        terminal.send("\u{7f}7");
        drawn(&mut terminal, &mut screen, "Search:");
        drawn(&mut terminal, &mut screen, "Search:");
        terminal.send(ENTER);
        drawn(&mut terminal, &mut screen, "Your answers:");
        assert_eq!(screen.count("Search:"), 0, "{:#?}", screen.lines());
        assert_eq!(screen.count("Finance"), 1, "{:#?}", screen.lines());
        terminal.answer("Change: ", ENTER);
        let (rest, code) = terminal.end();
        assert_eq!(code, 0, "{rest}");
        assert!(rest.contains("--mimecast-group \"Finance 07 of"), "{rest}");
    }
}

#[test]
fn of_several_organisations_one_is_chosen_from_a_list() {
    let (sandbox, environment) = of_several_organisations();
    let args = ["--group=All Staff", "--mimecast-group=All Mimecast users"];
    let args = [&["mimecast", "plan", "--connector=apps"], &args[..]].concat();
    let mut terminal = Terminal::plain(40, &environment, &args);
    terminal.expect("organisations; one of them");
    terminal.expect("Widgets");
    terminal.answer("Gadgets", ENTER);
    everybody_at_once(&mut terminal);
    go_on(&mut terminal);
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    let id = sandbox.introduction["organization_id"].as_str().unwrap();
    assert!(rest.contains(&format!("--jumpcloud-org {id}")), "{rest}");
    // With nobody to ask it is what it was.
    let (rest, code) =
        Terminal::plain(100, &environment, &[&args[..], &["--no-input"]].concat()).end();
    assert_eq!(code, 64, "{rest}");
    assert!(rest.contains("--jumpcloud-org"), "{rest}");
}

/// A sandbox with an API key that sees several organisations, and its environment.
pub fn of_several_organisations() -> (SandboxProcess, Vec<(String, String)>) {
    let sandbox = SandboxProcess::start();
    let mut environment = sandbox.environment();
    let key = sandbox.introduction["other_credentials"]["multi_tenant_api_key"].as_str();
    environment.retain(|(name, _)| name != "JUMPCLOUD_API_KEY");
    environment.push(("JUMPCLOUD_API_KEY".to_owned(), key.unwrap().to_owned()));
    (sandbox, environment)
}

/// That each of these stands on the screen once.
fn once(screen: &Screen, texts: &[&str]) {
    for text in texts {
        assert_eq!(screen.count(text), 1, "{text}: {:#?}", screen.lines());
    }
}

#[test]
fn a_question_mark_explains_a_list_of_ticks_which_stay() {
    let sandbox = SandboxProcess::start();
    let args = ["--group=All Staff", "--mimecast-group=All Mimecast users"];
    let args = [&["mimecast", "plan", "--skip=pilot"], &args[..]].concat();
    for columns in [40, 80] {
        for colour in ["--color=never", "--color=always"] {
            let args = [&args[..], &[colour]].concat();
            let environment = sandbox.environment();
            let mut terminal = Terminal::sized(24, columns, &environment, &args);
            let mut screen = Screen::new(24, usize::from(columns));
            const LAST: &str = "admin-console: a";
            drawn(&mut terminal, &mut screen, LAST);
            for key in [DOWN, " "] {
                terminal.send(key);
                drawn(&mut terminal, &mut screen, LAST);
            }
            let before = screen.lines();
            terminal.send("?");
            drawn(&mut terminal, &mut screen, "user portal straight");
            drawn(&mut terminal, &mut screen, LAST);
            once(
                &screen,
                &["apps: all", "personal-portal: a", LAST, "(? explains)"],
            );
            // What was ticked is, and the keys are where they were.
            for text in ["apps: all", "personal-portal: a"] {
                let line = |lines: Vec<String>| lines.into_iter().find(|line| line.contains(text));
                assert_eq!(line(screen.lines()), line(before.clone()), "{text}");
            }
            terminal.send(ENTER);
            drawn(&mut terminal, &mut screen, "apps, personal-portal");
            assert_eq!(screen.count("apps: all"), 0, "{:#?}", screen.lines());
            let (rest, code) = terminal.interrupt();
            assert_eq!(code, 130, "{rest}");
        }
    }
}

#[test]
fn a_question_mark_explains_a_list_of_one_choice_which_stays() {
    let (_sandbox, environment) = of_several_organisations();
    for columns in [40, 80] {
        let args = ["mimecast", "plan", "--connector=apps", "--color=never"];
        let mut terminal = Terminal::sized(24, columns, &environment, &args);
        let mut screen = Screen::new(24, usize::from(columns));
        drawn(&mut terminal, &mut screen, "Gadgets");
        terminal.send(DOWN);
        drawn(&mut terminal, &mut screen, "Gadgets");
        terminal.send("?");
        drawn(&mut terminal, &mut screen, "untouched");
        drawn(&mut terminal, &mut screen, "Gadgets");
        once(&screen, &["> Gadgets", "  Widgets", "(? explains)"]);
        terminal.send(UP);
        drawn(&mut terminal, &mut screen, "Gadgets");
        once(&screen, &["  Gadgets", "> Widgets", "(? explains)"]);
        let (rest, code) = terminal.interrupt();
        assert_eq!(code, 130, "{rest}");
        assert!(rest.contains("nothing was changed"), "{rest}");
        assert!(
            rest.contains("\u{1b}[?25h"),
            "the cursor comes back: {rest:?}"
        );
    }
}

#[test]
fn a_question_mark_that_is_searched_for_explains_the_list() {
    let sandbox = with_mimecast_groups();
    // One that is found by a question mark too.
    add_mimecast_group(&sandbox, "Who?");
    for columns in [40, 80] {
        let args = ["mimecast", "plan", "--connector=apps", "--group=All Staff"];
        let args = [&args[..], &["--color=never"]].concat();
        let mut terminal = Terminal::sized(24, columns, &sandbox.environment(), &args);
        let mut screen = Screen::new(24, usize::from(columns));
        drawn(&mut terminal, &mut screen, "Finance 12");
        terminal.send("?");
        drawn(&mut terminal, &mut screen, "? explains");
        terminal.send(ENTER);
        drawn(&mut terminal, &mut screen, "choose the first");
        drawn(&mut terminal, &mut screen, "Finance 12");
        once(&screen, &["Search:", "> (none:", "Finance 12"]);
        assert_eq!(screen.count("? explains"), 0, "{:#?}", screen.lines());
        terminal.send("Who?");
        for _ in 0.."Who?".len() {
            drawn(&mut terminal, &mut screen, "Who?");
        }
        terminal.send(ENTER);
        drawn(&mut terminal, &mut screen, "Your answers:");
        assert_eq!(screen.count("Search:"), 0, "{:#?}", screen.lines());
        let (rest, code) = terminal.interrupt();
        assert_eq!(code, 130, "{rest}");
        assert!(rest.contains("nothing was changed"), "{rest}");
        assert!(rest.contains("Who?"), "{rest}");
    }
}
