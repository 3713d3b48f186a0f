//! `sso-setup mimecast values`: what Mimecast's connectors need, offline.

use crate::connector::{Connector, SpValues};
use crate::error::{Error, Result};
use crate::output::{Document, Values};
use crate::plan::Allowed;
use crate::tenant::{Options, check_sp_entity_ids, locate};

use super::dialogue::whose::{ask_account_code, ask_subdomain};
use super::outcome::Outcome;
use super::printer::Printer;
use super::prompt;

pub fn run(mut options: Options, printer: &Printer) -> Result<Outcome> {
    let ask = prompt::can_ask(options.no_input);
    let code = match &options.account.account_code {
        Some(code) => code.clone(),
        None if ask => ask_account_code(&mut options, &printer.answers)?,
        None => return Err(account_code_missing()),
    };
    if ask {
        ask_subdomain(&mut options, &code, &printer.answers)?;
    }
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
    check_sp_entity_ids(&options, &connectors)?;
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
