//! The dialogue of a set-up: what is missing is asked for, and shown once more before a plan is made of it.

pub mod answers;
pub mod asking;
pub mod keys;
pub mod metadata_url;
mod pilot;
pub mod question;
pub mod questions;
mod review;
mod takeover;
pub mod whose;

use crate::engine;
use crate::error::Result;

use super::connected::Tenant;
use super::journal;
use answers::Answers;
use asking::Asking;
use questions::ask_for_the_rest;

/// Asks what only a plan tells to be a question, and has the answers reviewed until they stand. Where every answer came from
/// options, there is nothing to review.
///
/// `false` where another account or organisation is meant now: all that was read is somebody else's.
///
/// # Errors
/// Those of the clients, and of options that do not fit what was read; the person interrupted the run.
pub async fn stands(tenant: &mut Tenant, answers: &Answers) -> Result<bool> {
    loop {
        ask_what_a_plan_tells(tenant, answers).await?;
        let Some(question) = review::to_change(tenant, answers)? else {
            return Ok(true);
        };
        let before = tenant.options.clone();
        answers.take_back(question, &mut tenant.options);
        if question.is_whose() {
            return Ok(false);
        }
        let asking = Asking {
            jumpcloud: &tenant.session.jumpcloud,
            mimecast: tenant.session.mimecast.as_ref(),
            account_code: &tenant.desired.account_code,
            answers,
            before: &before,
        };
        ask_for_the_rest(&mut tenant.options, &asking).await?;
        tenant.want_again()?;
    }
}

/// Whom SAML would be put in force for, and which applications are there, is known once a plan was made.
async fn ask_what_a_plan_tells(tenant: &mut Tenant, answers: &Answers) -> Result<()> {
    if !pilot::is_open(tenant) && !metadata_url::is_open(tenant) {
        return Ok(());
    }
    journal::look_back(tenant)?;
    let planned = engine::plan(&tenant.session, &tenant.desired).await?;
    if pilot::is_open(tenant) {
        pilot::ask(tenant, &planned, answers).await?;
    }
    if metadata_url::is_open(tenant) {
        metadata_url::ask(tenant, &planned, answers).await?;
    }
    tenant.want_again()
}
