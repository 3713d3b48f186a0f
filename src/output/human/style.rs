//! How words look to people: in colour, on one line, and with what a service said shown instead of obeyed.

use anstyle::{AnsiColor, Style};

use crate::text;

pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();
pub const GREEN: Style = AnsiColor::Green.on_default();
pub const YELLOW: Style = AnsiColor::Yellow.on_default();
pub const RED: Style = AnsiColor::Red.on_default().bold();

/// A message that may hold what a service said, on one line: shown, not obeyed. A value alone is [`text::shown`].
pub use crate::text::line as clean;

/// Words in a style.
pub fn styled(style: Style, text: impl AsRef<str>) -> String {
    format!("{style}{}{style:#}", text.as_ref())
}

/// A sentence of ours that may hold foreign values: bounded, and shown.
pub fn told(message: &str) -> String {
    text::line(&text::message(message))
}
