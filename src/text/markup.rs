//! Texts for Markdown and HTML.

use super::line;

/// A foreign value or a message on one line of Markdown (also in a table's cell): no character of it is
/// taken for markup, and no address becomes a link.
pub fn markdown(text: &str) -> String {
    let text = line(text);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let markup = "\\`*_[]<>|&#~!$^=".contains(c)
            || (at == 0 && begins_list(&text))
            || (c == ':' && text[at..].starts_with("://"))
            || (c == '.' && text[..at].to_ascii_lowercase().ends_with("www"));
        if markup {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether a line is an entry of a list, or a rule across the page.
fn begins_list(line: &str) -> bool {
    let rest = line.trim_start_matches(['-', '+']);
    rest.len() < line.len() && rest.chars().next().is_none_or(char::is_whitespace)
}

/// A value as a code span, to be copied: only a bar is escaped, which would end a table's cell.
pub fn markdown_code(text: &str) -> String {
    let text = line(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{fence}{pad}{}{pad}{fence}", text.replace('|', "\\|"))
}

/// A foreign value or a message in HTML, also within a quoted attribute.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
