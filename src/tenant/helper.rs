//! A password manager that prints a credential (`cmd:` in a credentials file).
//!
//! It may ask the person, so it has the terminal while it runs. It gets none of the other credentials, and
//! neither time nor output without end; what it started ends with it.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Read};
use std::process::{ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use secrecy::{ExposeSecret, SecretSlice, SecretString};
use tokio::sync::oneshot;

use crate::error::{Error, Kind, Result};

/// How long it may take. A person may have to type a passphrase meanwhile.
const TIME: Duration = Duration::from_secs(60);

/// The longest output that is read, in bytes.
const LIMIT: u64 = 64 * 1024;

/// How long a process that is asked to end may take before it is killed.
const GRACE: Duration = Duration::from_millis(300);

/// The beginnings of the names of variables that hold credentials, or say where they are.
const OURS: [&str; 3] = ["JUMPCLOUD_", "MIMECAST_", "SSO_SETUP_"];

/// Who has the terminal: a command may ask the person, so those of several tenants are run one after the other there.
static TERMINAL: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// The first line that `command` prints; `name` is the credential that it should print.
///
/// The command is split at white space and run without a shell. `others` are variables with credentials beside those of
/// our own names.
///
/// # Errors
/// `credential-command-failed`: it cannot be run, fails, prints nothing or more than 64 KiB, or takes more than a
/// minute. `interrupted`, where it was ended by the person.
pub async fn run(
    name: &str,
    command: &str,
    others: Option<&BTreeSet<String>>,
) -> Result<SecretString> {
    run_within(name, command, others, TIME).await
}

async fn run_within(
    name: &str,
    command: &str,
    others: Option<&BTreeSet<String>>,
    time: Duration,
) -> Result<SecretString> {
    let failed = |problem: String| {
        Error::new(
            Kind::Credentials,
            "credential-command-failed",
            format!("the command that should print {name} {problem}"),
        )
        .hint("run the command by itself; it must print the value on its first line")
    };
    let mut words = command.split_whitespace();
    let program = words.next().ok_or_else(|| failed("is empty".to_owned()))?;
    let mut command = Command::new(program);
    command
        .args(words)
        .stdin(Stdio::inherit())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit());
    for (variable, _) in std::env::vars_os() {
        let text = variable.to_string_lossy();
        let others = others.is_some_and(|others| others.contains(text.as_ref()));
        if others || OURS.iter().any(|ours| text.starts_with(ours)) {
            command.env_remove(&variable);
        }
    }
    let _turn = match std::io::stdin().is_terminal() {
        true => Some(TERMINAL.lock().await),
        false => None,
    };
    let (mut running, ended) =
        Running::start(command).map_err(|e| failed(format!("could not be run: {e}")))?;
    let (status, output) = match tokio::time::timeout(time, ended).await {
        Err(_) => return Err(failed(format!("did not end within {} s", time.as_secs()))),
        Ok(Err(_)) => return Err(failed(format!("printed more than {} KiB", LIMIT >> 10))),
        Ok(Ok(ended)) => ended.map_err(|e| failed(format!("could not be waited for: {e}")))?,
    };
    running.over = true;
    if interrupted(status) {
        return Err(Error::interrupted());
    }
    if !status.success() {
        return Err(failed(format!("ended with {status}")));
    }
    let text = std::str::from_utf8(output.expose_secret())
        .map_err(|_| failed("printed something that is not a line of text".to_owned()))?;
    match text.lines().next().map(str::trim) {
        Some(line) if !line.is_empty() => Ok(line.into()),
        _ => Err(failed("printed nothing".to_owned())),
    }
}

/// Ctrl-C at the terminal reaches what runs in its foreground. A program that hears it and then exits says 130.
#[cfg(unix)]
fn interrupted(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(nix::sys::signal::Signal::SIGINT as i32) || status.code() == Some(130)
}

#[cfg(not(unix))]
fn interrupted(_: ExitStatus) -> bool {
    false
}

type Ended = std::io::Result<(ExitStatus, SecretSlice<u8>)>;

/// A process, with what it started. Dropped before it is over, all of them are ended.
struct Running {
    id: u32,
    over: bool,
    /// Whether nothing is left to be waited for.
    waited: Arc<AtomicBool>,
    _terminal: Option<Lent>,
}

impl Running {
    /// Starts it. The receiver tells how it ended and what it printed; it is closed where it printed too much.
    fn start(mut command: Command) -> std::io::Result<(Running, oneshot::Receiver<Ended>)> {
        // So that all of it can be ended.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let waited = Arc::new(AtomicBool::new(false));
        let running = Running {
            id: child.id(),
            over: false,
            waited: waited.clone(),
            _terminal: Lent::to(child.id()),
        };
        let (tell, told) = oneshot::channel();
        let (gone, status) = mpsc::channel();
        let stdout = child.stdout.take();
        std::thread::spawn(move || {
            let status = child.wait();
            // What a shell starts in the background does not hear Ctrl-C, and would hold the output open.
            if status.as_ref().is_ok_and(|status| interrupted(*status)) {
                end(child.id(), true);
            }
            waited.store(true, Ordering::SeqCst);
            // Nobody may be waiting any more; so below.
            let _ = gone.send(status);
        });
        std::thread::spawn(move || {
            if let Some(output) = stdout.and_then(read)
                && let Ok(status) = status.recv()
            {
                let _ = tell.send(output.and_then(|output| Ok((status?, output))));
            }
        });
        Ok((running, told))
    }
}

/// What a process prints; `None` where that is too much.
fn read(stdout: ChildStdout) -> Option<std::io::Result<SecretSlice<u8>>> {
    let mut output = Vec::new();
    let read = stdout.take(LIMIT + 1).read_to_end(&mut output);
    let output = SecretSlice::from(output);
    (output.expose_secret().len() as u64 <= LIMIT).then(|| read.map(|_| output))
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.over {
            return;
        }
        end(self.id, false);
        let begun = Instant::now();
        while !self.waited.load(Ordering::SeqCst) && begun.elapsed() < GRACE {
            std::thread::sleep(Duration::from_millis(10));
        }
        end(self.id, true);
    }
}

/// Asks a process group to end, or has it `killed`. One that has ended already is no error.
#[cfg(unix)]
fn end(group: u32, killed: bool) {
    use nix::sys::signal::{Signal, killpg};
    let signal = if killed {
        Signal::SIGKILL
    } else {
        Signal::SIGTERM
    };
    if let Some(group) = pid(group) {
        let _ = killpg(group, signal);
    }
}

#[cfg(not(unix))]
fn end(_: u32, _: bool) {}

/// A process group's id; never 0 or 1, which would mean our own or everybody's.
#[cfg(unix)]
fn pid(id: u32) -> Option<nix::unistd::Pid> {
    let id = i32::try_from(id).ok().filter(|id| *id > 1)?;
    Some(nix::unistd::Pid::from_raw(id))
}

/// The terminal, lent to another process group: only who has it may read from it. Taken back when dropped.
#[cfg(unix)]
struct Lent {
    ours: nix::unistd::Pid,
    modes: nix::sys::termios::Termios,
}

#[cfg(unix)]
impl Lent {
    /// Lends it, if stdin is one and we have it.
    fn to(group: u32) -> Option<Lent> {
        use nix::sys::signal::{Signal, killpg};
        use nix::unistd::{getpgrp, tcgetpgrp};
        let stdin = std::io::stdin();
        let ours = getpgrp();
        if tcgetpgrp(&stdin).ok()? != ours {
            return None;
        }
        let modes = nix::sys::termios::tcgetattr(&stdin).ok()?;
        let group = pid(group)?;
        give(group);
        // It may have asked before it had the terminal, and was stopped for that.
        let _ = killpg(group, Signal::SIGCONT);
        Some(Lent { ours, modes })
    }
}

/// Gives the terminal away. Who does so without having it would be stopped, unless that signal is held back.
#[cfg(unix)]
fn give(group: nix::unistd::Pid) {
    use nix::sys::signal::{SigSet, SigmaskHow, Signal};
    let mut stop = SigSet::empty();
    stop.add(Signal::SIGTTOU);
    let Ok(before) = stop.thread_swap_mask(SigmaskHow::SIG_BLOCK) else {
        return;
    };
    let _ = nix::unistd::tcsetpgrp(std::io::stdin(), group);
    let _ = before.thread_set_mask();
}

#[cfg(unix)]
impl Drop for Lent {
    fn drop(&mut self) {
        use nix::sys::termios::{SetArg, tcsetattr};
        give(self.ours);
        // One that was ended in the middle may have left it without echo.
        let _ = tcsetattr(std::io::stdin(), SetArg::TCSADRAIN, &self.modes);
    }
}

#[cfg(not(unix))]
struct Lent;

#[cfg(not(unix))]
impl Lent {
    fn to(_: u32) -> Option<Lent> {
        None
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;

    /// A script that runs with what it started, and says who that is.
    fn script(folder: &tempfile::TempDir, text: &str) -> String {
        let path = folder.path().join("helper.sh");
        std::fs::write(&path, text).unwrap();
        format!("sh {}", path.display())
    }

    async fn ran(command: &str, time: Duration) -> Result<String> {
        let line = run_within("JUMPCLOUD_API_KEY", command, None, time).await?;
        Ok(line.expose_secret().to_owned())
    }

    /// Whether the process whose id the script wrote down ends.
    async fn ends(folder: &tempfile::TempDir) -> bool {
        let id = std::fs::read_to_string(folder.path().join("id")).unwrap();
        let id = nix::unistd::Pid::from_raw(id.trim().parse().unwrap());
        for _ in 0..200 {
            let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
            let zombie = stat
                .rsplit(')')
                .next()
                .is_some_and(|rest| rest.trim().starts_with('Z'));
            if zombie || nix::sys::signal::kill(id, None).is_err() {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        false
    }

    #[tokio::test]
    async fn the_first_line_counts() {
        let long = Duration::from_secs(60);
        assert_eq!(ran(r"printf one\ntwo", long).await.unwrap(), "one");
        for (command, problem) in [
            ("", "is empty"),
            ("true", "printed nothing"),
            ("false", "ended with"),
            ("no-such-program-anywhere", "could not be run"),
            ("head -c 70000 /dev/zero", "more than 64 KiB"),
            ("cat /dev/zero", "more than 64 KiB"),
            (r"printf \377", "not a line of text"),
        ] {
            let error = ran(command, long).await.unwrap_err();
            assert!(error.message.contains(problem), "{command}: {error}");
        }
    }

    #[tokio::test]
    async fn it_ends_in_time_with_what_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let id = folder.path().join("id");
        // Neither goes by itself, nor when it is asked to.
        let text = format!(
            "trap '' TERM\nsleep 600 & echo $! > {}\nwait\nsleep 600",
            id.display()
        );
        let error = ran(&script(&folder, &text), Duration::from_secs(1))
            .await
            .unwrap_err();
        assert!(error.message.contains("did not end within 1 s"), "{error}");
        assert!(ends(&folder).await);
    }

    #[tokio::test]
    async fn it_ends_with_the_run() {
        let folder = tempfile::tempdir().unwrap();
        let id = folder.path().join("id");
        let text = format!("sleep 600 & echo $! > {}\nwait", id.display());
        let command = script(&folder, &text);
        let mut run = Box::pin(ran(&command, Duration::from_secs(600)));
        while !id.exists() || std::fs::read_to_string(&id).unwrap().is_empty() {
            let waited = tokio::time::timeout(Duration::from_millis(20), &mut run).await;
            assert!(waited.is_err(), "it goes on");
        }
        // As on Ctrl-C.
        drop(run);
        assert!(ends(&folder).await);
    }
}
