//! `sso-setup mimecast values`: what Mimecast's connectors need, offline.

use crate::connector::{AccountCode, Connector, GridName, SpValues};
use crate::error::{Error, Result};
use crate::output::{Document, Values};
use crate::plan::Allowed;
use crate::tenant::{Options, locate};

use super::outcome::Outcome;
use super::printer::Printer;
use super::prompt;

pub fn run(options: &Options, printer: &Printer) -> Result<Outcome> {
    let ask = prompt::can_ask(options.no_input);
    let code = match &options.account.account_code {
        Some(code) => code.clone(),
        None if ask => ask_account_code()?,
        None => return Err(account_code_missing()),
    };
    let located = locate(options.subdomain, options.mimecast_host.as_deref(), &code)?;
    if let Some(refusal) = &located.refusal {
        let allowed: Allowed = options.allow.iter().copied().collect();
        if !allowed.covers(refusal) {
            let error = Error::refused(refusal.guard, refusal.message.clone());
            return Err(match &refusal.override_ {
                Some(option) => error.hint(format!("to go ahead all the same: {option}")),
                None => error,
            });
        }
    }
    for warning in &located.warnings {
        printer.note(&format!("warning: {}: {}\n", warning.code, warning.message));
    }
    let connectors = match options.connectors.is_empty() {
        true => Connector::ALL.to_vec(),
        false => options.chosen_connectors(),
    };
    let of = |connector| {
        let mut values = SpValues::new(connector, &located.site, &code);
        if let Some(id) = options.sp_entity_id_of(connector) {
            id.clone_into(&mut values.sp_entity_id);
        }
        values
    };
    let values = Values {
        connectors: connectors.into_iter().map(of).collect(),
        grid: located.site,
        account_code: code,
        logout_url: options.logout_url.to_string(),
    };
    Ok(Outcome::done(Document::Values(values)))
}

/// Asks for the account code.
pub fn ask_account_code() -> Result<AccountCode> {
    prompt::text("Mimecast account code (like CUK1A1)", str::parse)
}

/// Asks for the grid by name.
pub fn ask_subdomain() -> Result<GridName> {
    let grids = crate::connector::Grid::all();
    let items: Vec<String> = grids
        .iter()
        .map(|g| format!("{:<7} {}", g.subdomain, g.name))
        .collect();
    let index = prompt::one("Mimecast subdomain", &items)?;
    Ok(GridName(&grids[index]))
}

/// What to say when the account code is neither given nor to be had.
pub fn account_code_missing() -> Error {
    Error::usage(
        "account-code-missing",
        "the Mimecast account code is missing, and there is nobody to ask for it (no terminal, or --no-input)",
    )
    .hint("pass --account-code CODE; the Mimecast console shows it under Account Settings")
    .hint(
        "or give MIMECAST_CLIENT_ID and MIMECAST_CLIENT_SECRET, and it is asked of Mimecast's API",
    )
}
