//! The questions that tell whose services are meant: account, grid, organisation.

use crate::cli::prompt;
use crate::connector::{AccountCode, Grid, GridName};
use crate::error::{Error, Result};
use crate::jumpcloud::Organization;
use crate::plan::Allowed;
use crate::tenant::{Options, locate};
use crate::text;

use super::answers::Answers;
use super::question::Question;

/// Asks for the account code; one of another grid than was given is explained, and asked again.
///
/// # Errors
/// The person interrupted the run.
pub fn ask_account_code(options: &mut Options, answers: &Answers) -> Result<AccountCode> {
    let explained = "The code of your account at Mimecast: the Mimecast console shows it under Account Settings. Its first \
                     letters tell the subdomain.";
    // A subdomain that was answered hangs on the code, not the other way round.
    let given = options.subdomain;
    let given = given.filter(|_| !answers.has(Question::Subdomain));
    let given = (given, options.mimecast_host.clone());
    let allowed: Allowed = options.allow.iter().copied().collect();
    let parse = |typed: &str| {
        let code: AccountCode = typed.parse()?;
        // Where nothing tells the subdomain, it is asked for next.
        if let Ok(located) = locate(given.0, given.1.as_deref(), &code)
            && let Some(refusal) = &located.refusal
            && !allowed.covers(refusal)
        {
            return Err(Error::usage(refusal.guard, refusal.message.clone()));
        }
        Ok(code)
    };
    let code = prompt::text("Mimecast account code (like CUK1A1)", explained, parse)?;
    options.account.account_code = Some(code.clone());
    let question = Question::AccountCode;
    answers.gave_one(question, "account-code", code.as_str(), options);
    Ok(code)
}

/// Asks for the subdomain where neither an option nor the account code tells it.
///
/// # Errors
/// The person interrupted the run.
pub fn ask_subdomain(options: &mut Options, code: &AccountCode, answers: &Answers) -> Result<()> {
    let told = Grid::of_account_code(code).is_some();
    if told || options.subdomain.is_some() || options.mimecast_host.is_some() {
        return Ok(());
    }
    prompt::remark(&format!(
        "The account code {code} does not tell the subdomain, the XX of XX-api.mimecast.com."
    ));
    let grids = Grid::all();
    let items: Vec<String> = grids
        .iter()
        .map(|g| format!("{:<7} {}", g.subdomain, g.name))
        .collect();
    let explained = "The region of Mimecast in which your account lives. The values that JumpCloud is given begin with it: \
                     of a subdomain that is not your account's, nobody could sign in.";
    let grid = &grids[prompt::one("Mimecast subdomain", explained, &items, 0)?];
    options.subdomain = Some(GridName(grid));
    answers.gave_one(Question::Subdomain, "subdomain", grid.subdomain, options);
    Ok(())
}

/// Asks which of several organisations is meant.
///
/// # Errors
/// The person interrupted the run.
pub fn ask_organization(
    options: &mut Options,
    seen: &[Organization],
    answers: &Answers,
) -> Result<()> {
    prompt::remark("The JumpCloud API key sees several organisations; one of them is set up.");
    let items: Vec<String> = seen.iter().map(|o| text::shown(&o.to_string())).collect();
    let explained = "The application, and who has access to it, are set up in the one that is chosen; the others stay \
                     untouched. Each is shown with its id.";
    let chosen = &seen[prompt::one("JumpCloud organisation", explained, &items, 0)?];
    options.jumpcloud_org = Some(chosen.id.clone());
    let question = Question::Organization;
    answers.gave_one(question, "jumpcloud-org", &chosen.id, options);
    Ok(())
}
