//! Asks a person whether a plan may be carried out.

use crate::error::{Error, Result};
use crate::plan::{Action, Change, Plan, Subject};

use super::connected::Tenant;
use super::prompt;

/// Asks whether to make the changes of a plan.
pub fn ask(plan: &Plan, interactive: bool) -> Result<bool> {
    if !interactive {
        return Err(Error::usage(
            "confirmation-missing",
            format!(
                "{} changes are planned, and there is nobody to ask whether to make them (no terminal, or --no-input)",
                plan.changes.len()
            ),
        )
        .hint("pass --yes to make them, or run the plan command to look at them first"));
    }
    let by_hand = plan.human_changes().count() == plan.changes.len();
    match by_hand {
        true => prompt::confirm(
            "Go through these steps in the Mimecast console now?",
            "Each step is shown with its values, to be copied one by one, and waits for you.",
        ),
        false => prompt::confirm(
            "Make these changes?",
            "What stands above is changed, in that order, and nothing else. Enter alone changes nothing.",
        ),
    }
}

/// How many applications the plan deletes.
pub fn deleted(plan: &Plan) -> usize {
    let deleted = |c: &&Change| {
        let application = matches!(
            c.subject,
            Subject::Application(_) | Subject::Duplicate { .. } | Subject::Superseded { .. }
        );
        c.action == Action::Delete && application
    };
    plan.changes.iter().filter(deleted).count()
}

/// Asks for the number of applications that are deleted, as the JumpCloud console does.
pub fn ask_number(tenant: &Tenant, plan: &Plan, hint: &'static str) -> Result<bool> {
    let count = deleted(plan);
    let interactive = prompt::can_ask(tenant.options.no_input);
    if count == 0 {
        return ask(plan, interactive);
    }
    if !interactive {
        return Err(Error::usage(
            "confirmation-missing",
            format!(
                "{count} JumpCloud applications would be deleted, and there is nobody to ask whether that is meant \
                 (no terminal, or --no-input)"
            ),
        )
        .hint(format!("pass --confirm-count {count} to delete them"))
        .hint(hint));
    }
    let question = "Number of JumpCloud applications to delete (leave it empty to change nothing)";
    let explained = "Deleting an application takes its tile from everybody who has it, and its certificate with it. The number \
                     shows that this is meant: it stands in the plan above.";
    let number =
        prompt::optional_text(question, explained, |typed| match typed.parse::<usize>() {
            Ok(number) if number == count => Ok(number),
            _ => Err(Error::usage(
                "delete-count",
                format!("the plan deletes {count}, not {typed}"),
            )),
        })?;
    Ok(number.is_some())
}
