//! What `discover` found.

use std::fmt::Write;

use crate::engine::Discovered;

use super::style::{BOLD, YELLOW, clean, styled, told};

pub fn render_discovered(discovered: &Discovered) -> String {
    let grid = match &discovered.grid {
        Some(site) => format!("Mimecast {site}"),
        None => "Cannot tell which Mimecast grid it is".to_owned(),
    };
    let code = match &discovered.account_code {
        Some(code) => format!("account code {}", styled(BOLD, code.as_str())),
        None => "account code not known".to_owned(),
    };
    let mut out = format!("{}, {code}\n", styled(BOLD, grid));
    for evidence in &discovered.evidence {
        let _ = writeln!(
            out,
            "  {:<12}  {}",
            evidence.source,
            clean(&evidence.message)
        );
    }
    for warning in &discovered.warnings {
        let label = styled(YELLOW, "warning:");
        let _ = writeln!(out, "{label} {}: {}", warning.code, told(&warning.message));
    }
    for hint in &discovered.hints {
        let _ = writeln!(out, "  {} {}", styled(YELLOW, "hint:"), told(hint));
    }
    out
}
