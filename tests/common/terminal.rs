//! The program in a pseudo-terminal.

use std::process::Command;
use std::time::Duration;

use rexpect::process::WaitStatus;
use rexpect::session::{PtySession, spawn_command};
use rustix::termios::{LocalModes, tcgetattr};

use super::run::PROGRAM;

/// The arrow down key.
pub const DOWN: &str = "\u{1b}[B";
/// The arrow up key.
pub const UP: &str = "\u{1b}[A";
/// The enter key.
pub const ENTER: &str = "\r";

/// Far longer than anything takes; only a question that is never asked waits for it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program in a terminal. It is killed when dropped.
pub struct Terminal {
    session: PtySession,
}

impl Terminal {
    /// The program in a terminal of so many columns, with this environment and no other.
    ///
    /// A shell sets the size, and echo, which a terminal has and which is looked at again at the end.
    pub fn open(columns: u16, environment: &[(String, String)], args: &[&str]) -> Terminal {
        Terminal::sized(200, columns, environment, args)
    }

    /// The same in a terminal of so many lines.
    pub fn sized(
        rows: u16,
        columns: u16,
        environment: &[(String, String)],
        args: &[&str],
    ) -> Terminal {
        let script = format!(
            "trap : INT; stty echo rows {rows} cols {columns}; \"$0\" \"$@\"; code=$?; \
             case $(stty -a) in *-echo\\ *) echo terminal: no echo;; *) echo terminal: echo;; esac; exit $code"
        );
        Terminal::shell(&script, environment, args)
    }

    /// The same without colours, so that text is found as it is read.
    pub fn plain(columns: u16, environment: &[(String, String)], args: &[&str]) -> Terminal {
        let no_color = [("NO_COLOR".to_owned(), "1".to_owned())];
        Terminal::open(columns, &[environment, &no_color].concat(), args)
    }

    /// The program with a terminal for its output only. Its input is a pipe that stays open.
    pub fn with_silent_input(args: &[&str]) -> Terminal {
        let script = "fifo=$(mktemp -u) && mkfifo \"$fifo\" && exec 3<>\"$fifo\" && rm \"$fifo\" && exec \"$0\" \"$@\" <&3";
        Terminal::shell(script, &[], args)
    }

    /// What a script of `/bin/sh` runs, with the program as its `$0`.
    pub fn shell(script: &str, environment: &[(String, String)], args: &[&str]) -> Terminal {
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", script, PROGRAM])
            .args(args)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("TERM", "xterm-256color")
            .envs(environment.iter().cloned());
        let patience = u64::try_from(PATIENCE.as_millis()).expect("a minute");
        let session = spawn_command(command, Some(patience)).expect("a terminal is to be had");
        Terminal { session }
    }

    /// Waits for `text`; what came before it.
    pub fn expect(&mut self, text: &str) -> String {
        match self.session.exp_string(text) {
            Ok(before) => decoded(&before),
            Err(error) => panic!("{text:?} was not shown: {error}"),
        }
    }

    /// Presses keys.
    pub fn send(&mut self, keys: &str) {
        self.session.send(keys).expect("the terminal takes keys");
        self.session.flush().expect("the terminal takes keys");
    }

    /// Waits for a question and answers it; what came before the question.
    pub fn answer(&mut self, question: &str, keys: &str) -> String {
        let before = self.expect(question);
        self.send(keys);
        before
    }

    /// Waits until what is typed is not shown any more.
    pub fn wait_for_hidden_input(&self) {
        let terminal = self
            .session
            .process()
            .get_file_handle()
            .expect("its handle");
        let start = std::time::Instant::now();
        while tcgetattr(&terminal)
            .expect("its modes")
            .local_modes
            .contains(LocalModes::ECHO)
        {
            assert!(start.elapsed() < PATIENCE, "what is typed would be shown");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for the end: what was still shown, and the exit code.
    pub fn end(mut self) -> (String, i32) {
        let rest = decoded(&self.session.exp_eof().expect("it ends"));
        match self.session.process().wait() {
            Ok(WaitStatus::Exited(_, code)) => (rest, code),
            other => panic!("it did not exit: {other:?}: {rest}"),
        }
    }

    /// Presses Ctrl-C until it ends, as people do.
    pub fn interrupt(mut self) -> (String, i32) {
        let start = std::time::Instant::now();
        let mut rest = String::new();
        loop {
            self.session
                .send_control('c')
                .expect("the terminal takes keys");
            std::thread::sleep(Duration::from_millis(100));
            while let Some(shown) = self.session.try_read() {
                rest.push(shown);
            }
            if rest.contains("terminal: ") {
                let (more, code) = self.end();
                return (decoded(&rest) + &more, code);
            }
            assert!(start.elapsed() < PATIENCE, "Ctrl-C was not heard: {rest}");
        }
    }
}

/// The session gives each byte as a character.
fn decoded(bytes: &str) -> String {
    let bytes: Vec<u8> = bytes.chars().map(|c| c as u8).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether there is an escape sequence that sets a colour or another style.
pub fn has_colour(text: &str) -> bool {
    text.split("\u{1b}[").skip(1).any(|rest| {
        let end = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        end.starts_with('m')
    })
}

/// The lines of what was shown, without cursor movements.
pub fn lines(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            '\u{1b}' => while characters.next().is_some_and(|c| !c.is_ascii_alphabetic()) {},
            '\r' => plain.push('\n'),
            c => plain.push(c),
        }
    }
    plain.lines().map(str::to_owned).collect()
}
