//! The metadata URL that JumpCloud's console tells: asked for where values are typed in at Mimecast, fetched, compared.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use serde_json::{Value, json};

use super::run::SandboxProcess;
use super::terminal::Terminal;
use super::{DONE, WORKSHEET, jumpcloud_only, line};

/// What anybody can read: documents by their paths, served until the test ends.
struct Public {
    address: String,
}

impl Public {
    fn serve(find: impl Fn(&str) -> String + Send + 'static) -> Public {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("its address"));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                let mut first = String::new();
                let mut reader = BufReader::new(stream.try_clone().expect("the same"));
                reader.read_line(&mut first).expect("a request");
                let mut header = String::new();
                while header != "\r\n" {
                    header.clear();
                    reader.read_line(&mut header).expect("headers");
                    assert!(!header.to_lowercase().starts_with("x-api-key"), "{header}");
                }
                let body = find(first.split(' ').nth(1).expect("a path"));
                let _ = write!(
                    stream,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
                    body.len()
                );
            }
        });
        Public { address }
    }
}

const URL: &str = "Metadata URL of apps (Enter: do without) (? explains): ";

/// Everything is said but the URL.
fn args() -> Vec<&'static str> {
    let end = WORKSHEET.len() - 1;
    assert!(WORKSHEET[end].starts_with("--skip="));
    [&WORKSHEET[..end], &["--skip=pilot"]].concat()
}

/// Serves the metadata of the application: its own, and that of somebody who calls himself something else.
fn published(sandbox: &SandboxProcess) -> Public {
    let mut command = super::run::sso_setup(&["mimecast", "metadata", "--account-code=CUK1A1"]);
    command.envs(jumpcloud_only(sandbox));
    Public::serve(move |path| {
        let document = super::run::run(&mut fresh(&command)).ended(0).stdout;
        match path {
            "/own" => document,
            "/other" => document.replace("entityID=\"JumpCloud\"", "entityID=\"Somebody\""),
            _ => "<html>Sign in</html>".to_owned(),
        }
    })
}

/// The same command once more.
fn fresh(command: &std::process::Command) -> std::process::Command {
    let mut again = std::process::Command::new(command.get_program());
    again.env_clear().args(command.get_args());
    let set = command
        .get_envs()
        .filter_map(|(name, value)| Some((name, value?)));
    again.envs(set);
    again
}

#[test]
fn it_is_asked_for_as_soon_as_the_application_is_there_and_goes_into_the_steps() {
    let sandbox = SandboxProcess::start();
    let public = published(&sandbox);
    let url = |path: &str| line(&format!("{}{path}", public.address));
    let mut terminal = Terminal::plain(100, &jumpcloud_only(&sandbox), &args());
    let plan = terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    assert!(!plan.contains("Metadata URL  "), "{plan}");
    terminal.answer(URL, &line("?"));
    terminal.expect("Paste what Copy Metadata URL gave you.");
    terminal.answer(URL, &line("http://sso.jumpcloud.com/metadata"));
    terminal.expect("http://sso.jumpcloud.com is not encrypted");
    terminal.answer(URL, &url("/other"));
    terminal.expect("is not the metadata of this application: the entity ID is another");
    terminal.answer(URL, &url("/page"));
    terminal.expect("metadata");
    let shown = terminal.answer(URL, &url("/own"));
    assert!(!shown.contains("Is this step done?"), "{shown}");
    // What is typed in now is planned, and shown before it is done.
    let plan = terminal.answer("Go through these steps in the Mimecast console now?", "y");
    let planned = format!(
        "Metadata URL                           {}/own",
        public.address
    );
    assert!(plan.contains(&planned), "{plan}");
    for _ in 0..2 {
        terminal.answer(DONE, "y");
    }
    terminal.expect("Step 3 of 3: Enforce SAML");
    let step = terminal.answer(DONE, "y");
    assert!(step.contains(&format!("{}/own", public.address)), "{step}");
    terminal.expect("Connected:");
    super::decline_to_wait(&mut terminal);
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    let given = format!("--metadata-url apps:{}/own", public.address);
    assert!(rest.contains(&given), "{rest}");
    // The same again has nothing to do, and asks nothing.
    let given = format!("--metadata-url=apps:{}/own", public.address);
    let again = [&args()[..], &[&given, "--detailed-exitcode"]].concat();
    let (rest, code) = Terminal::plain(100, &jumpcloud_only(&sandbox), &again).end();
    assert_eq!(code, 0, "{rest}");
    assert!(!rest.contains("explains"), "{rest}");
}

#[test]
fn of_an_application_that_is_there_it_is_among_the_questions() {
    let sandbox = SandboxProcess::start();
    let environment = jumpcloud_only(&sandbox);
    let public = published(&sandbox);
    let mut terminal = Terminal::plain(100, &environment, &WORKSHEET);
    terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    terminal.answer(DONE, "q");
    assert_eq!(terminal.end().1, 0);
    let mut terminal = Terminal::plain(100, &environment, &args());
    terminal.answer(URL, &line(&format!("{}/other", public.address)));
    terminal.expect("the entity ID is another");
    terminal.answer(URL, &line(&format!("{}/own", public.address)));
    let review = super::go_on(&mut terminal);
    let said = format!("Metadata URL of apps    {}/own", public.address);
    assert!(review.contains(&said), "{review}");
    let plan = terminal.answer("Go through these steps in the Mimecast console now?", "n");
    assert!(plan.contains("Monitor Metadata URL"), "{plan}");
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
}

/// What both services hold.
fn state(sandbox: &SandboxProcess) -> Value {
    sandbox.http("GET", "/sandbox/state", "", "")
}

/// The runs that the journal tells of, newest first.
fn runs(sandbox: &SandboxProcess) -> Vec<Value> {
    let args = ["mimecast", "undo", "--list", "-o=json"];
    let mut command = super::run::sso_setup(&[&args[..], &ACCOUNT].concat());
    command.envs(jumpcloud_only(sandbox));
    let told: Value =
        serde_json::from_str(&super::run::run(&mut command).ended(0).stdout).expect("a document");
    told["runs"].as_array().expect("a list").clone()
}

const ACCOUNT: [&str; 2] = ["--mimecast-mode=worksheet", "--account-code=CUK1A1"];

/// Leaves the only journal as a run does that is killed.
fn without_its_end(sandbox: &SandboxProcess) {
    let folder = sandbox.kept.path().join("sso-setup/journal");
    let mut files = std::fs::read_dir(folder).expect("the journals");
    let file = files.next().expect("one").expect("its name").path();
    let text = std::fs::read_to_string(&file).expect("text");
    let (lines, end) = text.trim_end().rsplit_once('\n').expect("lines");
    assert!(end.starts_with("{\"end\":"), "{end}");
    std::fs::write(&file, format!("{lines}\n")).expect("it is written");
}

/// Takes back what the last run did, and its three console steps.
fn undo(sandbox: &SandboxProcess) {
    let args = [&["mimecast", "undo", "--confirm-count=1"], &ACCOUNT[..]].concat();
    let mut terminal = Terminal::plain(100, &jumpcloud_only(sandbox), &args);
    for _ in 0..3 {
        terminal.answer("Is this step done?", "y");
    }
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
}

/// Begins a walk in which the URL is given as soon as the application is there, up to the question of the steps.
fn given_in_the_middle(sandbox: &SandboxProcess, public: &Public) -> Terminal {
    let mut terminal = Terminal::plain(100, &jumpcloud_only(sandbox), &args());
    terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    terminal.answer(URL, &line(&format!("{}/own", public.address)));
    terminal.expect(STEPS);
    terminal
}

const STEPS: &str = "Go through these steps in the Mimecast console now?";

#[test]
fn a_walk_with_the_url_in_its_middle_is_one_run_and_one_undo_takes_it_back() {
    let sandbox = SandboxProcess::start();
    let public = published(&sandbox);
    let before = state(&sandbox);
    let mut terminal = given_in_the_middle(&sandbox, &public);
    terminal.send("y");
    for _ in 0..3 {
        terminal.answer(DONE, "y");
    }
    super::decline_to_wait(&mut terminal);
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    let listed = runs(&sandbox);
    assert_eq!(listed.len(), 1, "{listed:?}");
    // Application, access and three steps.
    let told = ["command", "outcome", "changes", "undone"].map(|name| listed[0][name].clone());
    assert_eq!(
        told,
        [json!("set-up"), json!("done"), json!(5), json!(false)]
    );
    undo(&sandbox);
    assert_eq!(state(&sandbox), before);
    let listed = runs(&sandbox);
    assert_eq!(listed.len(), 2, "{listed:?}");
    assert_eq!(listed[1]["undone"], true, "{listed:?}");
}

#[test]
fn a_walk_that_ends_in_its_middle_can_be_gone_on_with_and_taken_back() {
    // (what is pressed at the question of the steps, how the run ended)
    let cases = [
        ("n", "pending"),
        ("\u{3}", "interrupted"),
        ("\u{3}", "killed"),
    ];
    for (pressed, ended) in cases {
        let sandbox = SandboxProcess::start();
        let public = published(&sandbox);
        let before = state(&sandbox);
        let mut terminal = given_in_the_middle(&sandbox, &public);
        terminal.send(pressed);
        terminal.end();
        if ended == "killed" {
            without_its_end(&sandbox);
        }
        let listed = runs(&sandbox);
        assert_eq!(listed.len(), 1, "{ended}: {listed:?}");
        assert_eq!(listed[0]["outcome"], ended, "{listed:?}");
        // The same again goes on from there: only the steps are left.
        let given = format!("--metadata-url=apps:{}/own", public.address);
        let again = [&args()[..], &[&given]].concat();
        let mut terminal = Terminal::plain(100, &jumpcloud_only(&sandbox), &again);
        let plan = terminal.answer(STEPS, "n");
        assert!(!plan.contains("+ JumpCloud"), "{ended}: {plan}");
        assert_eq!(terminal.end().1, 0);
        undo(&sandbox);
        assert_eq!(state(&sandbox), before, "{ended}");
    }
}

#[test]
fn ctrl_c_at_it_says_what_was_made_by_then() {
    let sandbox = SandboxProcess::start();
    let mut terminal = Terminal::plain(100, &jumpcloud_only(&sandbox), &args());
    terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    terminal.expect(URL);
    let (rest, code) = terminal.interrupt();
    assert_eq!(code, 130, "{rest}");
    assert!(!rest.contains("nothing was changed"), "{rest}");
    assert!(rest.contains("2 of 5 changes are done"), "{rest}");
}
