//! The metadata URL that JumpCloud's console tells: asked for where values are typed in at Mimecast, fetched, compared.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

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
