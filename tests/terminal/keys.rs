//! Credentials that are typed: tried at once, never shown, and JumpCloud's first.

use super::line;
use super::run::SandboxProcess;
use super::terminal::Terminal;

/// Types at a prompt that shows nothing of it.
fn hidden(terminal: &mut Terminal, question: &str, typed: &str) -> String {
    let before = terminal.expect(&format!("{question} (? explains): "));
    terminal.wait_for_hidden_input();
    terminal.send(&line(typed));
    before
}

fn credential(sandbox: &SandboxProcess, name: &str) -> String {
    let value = sandbox.introduction["credentials"][name].as_str();
    value.expect(name).to_owned()
}

#[test]
fn keys_are_tried_as_soon_as_they_are_typed() {
    let sandbox = SandboxProcess::start();
    let args = ["mimecast", "plan", "--connector=apps", "--group=All Staff"];
    let more = ["--mimecast-group=All Mimecast users", "--skip=pilot"];
    let args = [&args[..], &more].concat();
    let mut terminal = Terminal::plain(100, &sandbox.addresses(), &args);
    let wrong = "jca_0123456789abcdef0123456789abcdef0123456789abcdef";
    let secret = credential(&sandbox, "MIMECAST_CLIENT_SECRET");
    let mut all = hidden(&mut terminal, "JumpCloud API key", "?");
    assert!(all.contains("your initials, My API Key"), "{all}");
    all += &hidden(&mut terminal, "JumpCloud API key", wrong);
    assert!(all.contains("It is not shown"), "{all}");
    // Said before anything of Mimecast is asked.
    let between = hidden(&mut terminal, "JumpCloud API key", &sandbox.api_key());
    assert!(between.contains("hint: "), "{between}");
    assert!(!between.contains("Mimecast"), "{between}");
    all += &between;
    let id = credential(&sandbox, "MIMECAST_CLIENT_ID");
    all += &hidden(&mut terminal, "Mimecast client id", &id);
    all += &hidden(&mut terminal, "Mimecast client secret", wrong);
    let between = hidden(&mut terminal, "Mimecast client id", &id);
    assert!(between.contains("hint: "), "{between}");
    all += &between;
    all += &hidden(&mut terminal, "Mimecast client secret", &secret);
    let (rest, code) = terminal.end();
    all += &rest;
    assert_eq!(code, 0, "{all}");
    assert!(rest.contains("Mimecast account CUK1A1"), "{rest}");
    for typed in [wrong, &sandbox.api_key(), &id, &secret] {
        assert!(!all.contains(&typed[..8]), "{all}");
    }
    // Nothing but secrets was asked: there is no command line to give again.
    assert!(!rest.contains("sso-setup mimecast plan"), "{rest}");
}

#[test]
fn mimecasts_credentials_tell_account_and_subdomain() {
    let sandbox = SandboxProcess::start();
    let args = ["mimecast", "plan", "--mimecast-mode=worksheet"];
    let args = [&args[..], &["--connector=apps", "--group=All Staff"]].concat();
    let mut terminal = Terminal::plain(100, &super::jumpcloud_only(&sandbox), &args);
    let id = credential(&sandbox, "MIMECAST_CLIENT_ID");
    hidden(&mut terminal, "Mimecast client id (Enter: none)", &id);
    let secret = credential(&sandbox, "MIMECAST_CLIENT_SECRET");
    hidden(&mut terminal, "Mimecast client secret", &secret);
    // The groups of Mimecast can be listed.
    let before = terminal.answer("(none: the setting exists already)", "\r");
    assert!(!before.contains("account code ("), "{before}");
    assert!(!before.contains("subdomain:"), "{before}");
    super::go_on(&mut terminal);
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    assert!(rest.contains("Mimecast account CUK1A1 at eu"), "{rest}");
}
