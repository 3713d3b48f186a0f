//! `sso-setup mimecast watch`: waiting for somebody to sign in, and saying what became of it.

use std::time::Duration;

use clap::Args;

use crate::connector::Connector;
use crate::engine::{self, Audience, Cause, Report, Story};
use crate::error::{Error, Result};
use crate::output::{Document, Standing, Watched, human};
use crate::tenant::{Options, Scoped};
use crate::text;

use super::connect::{Need, connect};
use super::connected::Tenant;
use super::dialogue::question::Question;
use super::dialogue::questions::ask_whom;
use super::outcome::Outcome;
use super::printer::Printer;
use super::standing::standing;
use super::{prompt, widen};

/// How long sign-ins are waited for where nothing else is said.
const TIMEOUT: Duration = Duration::from_secs(15 * 60);

#[derive(Debug, Args)]
pub struct WatchArgs {
    /// How long to wait for the sign-ins
    #[arg(long, value_name = "DURATION", value_parser = humantime::parse_duration, default_value = humantime::format_duration(TIMEOUT).to_string())]
    timeout: Duration,
}

pub async fn run(mut options: Options, args: &WatchArgs, printer: &Printer) -> Result<Outcome> {
    let mut emails = whom(&mut options)?;
    let tenant = connect(options, Need::Existing, printer).await?;
    if emails.is_empty() {
        // Held against JumpCloud as soon as it is typed.
        let email = ask_whom(&tenant.session.jumpcloud).await?;
        let given = ("user", Some(email.clone()));
        printer.answers.gave_last(Question::Whom, vec![given]);
        emails.push(email);
    }
    wait(&tenant, &emails, args.timeout, printer).await
}

/// Goes on from a set-up: waits for those who were given access by name, else for whom a person names.
pub async fn go_on(tenant: &Tenant, printer: &Printer) -> Result<Outcome> {
    let mut emails = distinct(&tenant.options.users);
    if emails.is_empty() {
        // Not kept among the answers: a set-up would take it for somebody who is to be given access.
        emails.push(ask_whom(&tenant.session.jumpcloud).await?);
    }
    wait(tenant, &emails, TIMEOUT, printer).await
}

/// Waits until these people signed in, or the time is up.
async fn wait(
    tenant: &Tenant,
    emails: &[String],
    timeout: Duration,
    printer: &Printer,
) -> Result<Outcome> {
    let planned = engine::plan(&tenant.session, &tenant.desired).await?;
    // A tile that is set up leads in too, chosen or not.
    let mut leading_in = planned.desired.clone();
    leading_in.applications.append(&mut leading_in.neighbours);
    let mut audience = Told {
        printer,
        tenant,
        standing: standing(&leading_in, &planned.observed),
        emails,
        timeout,
    };
    let watching = engine::watch(&tenant.session, &planned, emails, timeout, &mut audience);
    let reports = watching.await?;
    let from_mimecast = |connector| {
        let mut seen = reports.iter().filter(|report| report.signed_in());
        seen.any(|report| {
            let attempt = report.story.attempt.as_ref();
            attempt.is_some_and(|a| a.connector == connector && a.idp_initiated == Some(false))
        })
    };
    if Connector::ALL.into_iter().any(from_mimecast) {
        engine::keep_proof(&tenant.session, &planned, from_mimecast)?;
    }
    let signed_in = reports.iter().all(Report::signed_in);
    if signed_in && let Some((what, line)) = widen::command(tenant, &planned) {
        printer.to_paste(&what, &line);
    }
    let document = Document::Watched(Watched {
        title: format!(
            "Sign-in through JumpCloud organisation {} to Mimecast account {}",
            tenant.session.organization.shown(),
            tenant.desired.account_code
        ),
        checks: reports.iter().flat_map(Report::checks).collect(),
        reports,
    });
    Ok(Outcome::judged(document, signed_in))
}

/// Whose sign-in is waited for; nobody where a person is to be asked. `--user` is taken out of the options: elsewhere it gives
/// a person access to the application.
fn whom(options: &mut Options) -> Result<Vec<String>> {
    let emails = distinct(&std::mem::take(&mut options.users));
    if !emails.is_empty() {
        return Ok(emails);
    }
    if !prompt::can_ask(options.no_input) {
        return Err(Error::usage(
            "user-missing",
            "whose sign-in is to be waited for is not said",
        )
        .hint("name the person with --user EMAIL; repeatable"));
    }
    Ok(emails)
}

/// The addresses, each once, whatever connector it was given for.
fn distinct(users: &[Scoped<String>]) -> Vec<String> {
    let mut emails: Vec<String> = Vec::new();
    for user in users {
        let mut known = emails.iter();
        if !known.any(|known| known.eq_ignore_ascii_case(&user.value)) {
            emails.push(user.value.clone());
        }
    }
    emails
}

/// Tells whoever runs the command what is waited for and what happened.
struct Told<'a> {
    printer: &'a Printer,
    tenant: &'a Tenant,
    standing: Standing,
    emails: &'a [String],
    timeout: Duration,
}

impl Told<'_> {
    /// The sandbox's page, where it is played.
    fn page(&self) -> Option<String> {
        let base = self.tenant.session.jumpcloud.base();
        let page = base.as_str().strip_suffix("/jumpcloud")?;
        base.is_loopback().then(|| format!("{page}/"))
    }
}

impl Audience for Told<'_> {
    fn ready(&mut self, hindrances: &[(String, Vec<Cause>)]) {
        let mut text = String::new();
        if self.tenant.session.mimecast.is_none() {
            text.push_str(
                "Without Mimecast credentials only JumpCloud can be asked: the sign-in will be half proven, and the exit code 1.\n",
            );
        }
        for (email, causes) in hindrances {
            text.push_str(&human::render_hindrances(email, causes));
        }
        text.push_str(&format!(
            "Sign in now as {}, in a private browser window:\n",
            text::list(self.emails)
        ));
        text.push_str(&human::how_to_sign_in(&self.standing));
        if let Some(page) = self.page() {
            text.push_str(&format!(
                "  In the sandbox:  open {page} and go the same ways from there.\n"
            ));
        }
        text.push_str(&format!(
            "Waiting for both services to write of it, for {} at most; Ctrl-C ends it.\n",
            humantime::format_duration(self.timeout)
        ));
        self.printer.note(&text);
    }

    fn news(&mut self, email: &str, story: &Story) {
        self.printer.note(&human::render_news(email, story));
    }

    fn trouble(&mut self, error: &Error) {
        self.printer
            .note(&format!("{}; asking again\n", human::clean(&error.message)));
    }
}
