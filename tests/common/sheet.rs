//! The worksheet in Markdown, read back into steps by somebody who knows Markdown and not the program.
#![allow(dead_code, reason = "each test program uses a part of it")]

use serde_json::{Value, json};

/// Text without its escapes.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.trim().chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => out.extend(rest.next()),
            c => out.push(c),
        }
    }
    out
}

/// The text of a code span; `None` where it is none.
fn code(text: &str) -> Option<String> {
    let inner = text.trim().strip_prefix('`')?.strip_suffix('`')?;
    Some(inner.replace("\\|", "|"))
}

/// The cells of a table's line.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim_start_matches("| ").trim_end_matches('|');
    let line = line.replace("\\|", "\u{0}");
    let cells = line.split('|');
    cells
        .map(|cell| cell.trim().replace('\u{0}', "\\|"))
        .collect()
}

fn row(line: &str) -> Value {
    let cells = cells(line);
    let field = plain(&cells[0]);
    match code(&cells[1]) {
        Some(value) => json!({ "field": field, "value": value, "paste": true }),
        None => json!({ "field": field, "value": plain(&cells[1]) }),
    }
}

fn step(text: &str) -> Value {
    let after = |begins: &str| {
        let mut lines = text.lines();
        lines
            .find_map(|line| line.strip_prefix(begins))
            .expect(begins)
    };
    let menu = after("- Menu: ").split(" (older: ").next().unwrap();
    let rows = text.lines().skip_while(|line| !line.starts_with("|---"));
    let rows = rows.skip(1).take_while(|line| line.starts_with("| "));
    let then = text.split("\nThen:\n").nth(1).expect("what comes then");
    let check = then.lines().filter_map(|line| line.strip_prefix("- [ ] "));
    json!({
        "id": code(after("Done? `--confirm-step` ")),
        "menu": { "new": plain(menu) },
        "open": plain(after("- Open: ")),
        "fields": rows.map(row).collect::<Vec<_>>(),
        "check": check.map(plain).collect::<Vec<_>>(),
    })
}

/// The steps of a sheet.
pub fn steps(sheet: &str) -> Value {
    let steps = sheet.split("\n## Step ").skip(1).map(step);
    json!({ "steps": steps.collect::<Vec<_>>() })
}
