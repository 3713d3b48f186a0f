//! The log of a run: to stderr, where it was asked for.

use std::io::Write;

use crate::text::{self, Redactor};

/// A line of the log on its way to stderr: without secrets, and with nothing in it that is obeyed.
struct LogLine(Redactor);

impl Write for LogLine {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let line = String::from_utf8_lossy(bytes);
        let line = self.0.redact(&text::inert(&line));
        std::io::stderr().write_all(line.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        std::io::stderr().flush()
    }
}

/// Logs what is done to stderr, and more of it the higher `verbose` is.
pub fn log_to_stderr(verbose: u8, secrets: &Redactor) {
    use tracing_subscriber::filter::LevelFilter;
    let level = match verbose {
        0 => return,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    // Only this crate's own events: libraries may log headers.
    let ours = tracing_subscriber::filter::Targets::new().with_target("sso_setup", level);
    use tracing_subscriber::layer::SubscriberExt;
    use tracing_subscriber::util::SubscriberInitExt;
    let secrets = secrets.clone();
    let layer = tracing_subscriber::fmt::layer()
        .with_writer(move || LogLine(secrets.clone()))
        .with_ansi(false)
        // It would panic where stderr cannot be written to.
        .log_internal_errors(false)
        .without_time();
    let _ = tracing_subscriber::registry()
        .with(ours)
        .with(layer)
        .try_init();
}
