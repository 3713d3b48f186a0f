//! Values in a command line that is to be pasted.

use std::fmt::Write;

use super::deceives;

/// `value` as one word for a POSIX shell: as it is or in double quotes where that is safe, else in single quotes, else, with
/// characters that a terminal would not show or that a runner would obey, as `$'…'` (bash, zsh, POSIX 2024).
pub fn shell_word(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_@%+=:,./-".contains(c);
    if !value.is_empty() && value.chars().all(plain) && !value.starts_with("::") {
        return value.to_owned();
    }
    let obeyed = value.contains("##") || value.contains("::");
    let shown = !obeyed && !value.contains(deceives);
    if shown && !value.contains(['"', '$', '`', '\\', '!']) {
        return format!("\"{value}\"");
    }
    if shown {
        return format!("'{}'", value.replace('\'', r"'\''"));
    }
    let mut out = "$'".to_owned();
    let mut last = None;
    for c in value.chars() {
        let doubled = last == Some(c) && matches!(c, '#' | ':');
        last = Some(c);
        match c {
            '\n' => out.push_str("\\n"),
            '\\' | '\'' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_ascii() && (doubled || c.is_control()) => {
                let _ = write!(out, "\\x{:02x}", u32::from(c));
                // The digits end here, whatever follows.
                out.push_str("'$'");
            }
            c if deceives(c) => {
                let _ = write!(out, "\\U{:08x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}
