//! `sso-setup mimecast verify`: what is live on both sides, and whether people get in.

use clap::Args;
use time::OffsetDateTime;

use crate::check::none_failed;
use crate::connector::Connector;
use crate::engine;
use crate::error::{Error, Result};
use crate::output::{Checked, Document};
use crate::tenant::Options;

use super::connect::{Need, connect};
use super::connected::Tenant;
use super::outcome::Outcome;
use super::printer::Printer;
use super::saml::how_judged;
use super::saml_input;

#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Judge this captured SAML response by the live metadata and values of the one chosen connector:
    /// XML, base64, a form body or a HAR file; - for stdin
    #[arg(long, value_name = "FILE")]
    response: Option<String>,

    /// The ID of the AuthnRequest that the response answers; without it, it must be IdP-initiated
    #[arg(long, value_name = "ID", requires = "response")]
    request_id: Option<String>,

    /// Judge the response as of this time instead of now, like 2026-11-24T12:00:00Z
    #[arg(long, value_name = "RFC3339", value_parser = saml_input::moment, requires = "response")]
    at: Option<OffsetDateTime>,
}

impl VerifyArgs {
    /// The first option given that is of one tenant.
    pub fn of_one_tenant(&self) -> Option<&'static str> {
        self.response.as_ref().map(|_| "--response")
    }
}

pub async fn run(options: Options, args: &VerifyArgs, printer: &Printer) -> Result<Outcome> {
    match &args.response {
        Some(response) => judge(options, args, response, printer).await,
        None => look(options, printer).await,
    }
}

async fn look(options: Options, printer: &Printer) -> Result<Outcome> {
    let tenant = connect(options, Need::Existing, printer).await?;
    let now = OffsetDateTime::now_utc();
    let verified = engine::verify(&tenant.session, &tenant.desired, now).await?;
    let good = none_failed(&verified.checks);
    let document = Document::Checked(Checked {
        title: title(&tenant),
        remarks: Vec::new(),
        flows: verified.flows,
        checks: verified.checks,
        sign_in: None,
        drift: verified.drift.map(Box::new),
    });
    Ok(Outcome::judged(document, good))
}

fn title(tenant: &Tenant) -> String {
    format!(
        "JumpCloud organisation {} and Mimecast account {} ({})",
        tenant.session.organization.shown(),
        tenant.desired.account_code,
        tenant.desired.site.api_host
    )
}

async fn judge(
    options: Options,
    args: &VerifyArgs,
    response: &str,
    printer: &Printer,
) -> Result<Outcome> {
    let connector = one_connector(&options)?;
    let responses = saml_input::responses(response)?;
    let tenant = connect(options, Need::JumpcloudOnly, printer).await?;
    let desired = &tenant.desired;
    let wanted = desired.application(connector).ok_or_else(|| {
        Error::failed(
            "application-not-found",
            format!("the connector {connector} is unknown"),
        )
    })?;
    let at = args.at.unwrap_or_else(OffsetDateTime::now_utc);
    let request_id = args.request_id.as_deref();
    let response = saml_input::the_one_for(responses, wanted.acs.answering(request_id))?;
    let captured = engine::verify_response(
        &tenant.session,
        desired,
        wanted,
        &response.xml,
        request_id,
        at,
    )
    .await?;
    let mut remarks = how_judged(at, request_id);
    remarks.push(format!(
        "Trusted: the live metadata of \"{}\". ACS URL {}, SP entity ID {}.",
        captured.application, captured.acs_url, wanted.sp_entity_id
    ));
    let accepted = captured.verdict.accepted();
    let document = Document::Checked(Checked {
        title: format!("A SAML Response ({}), {}", response.found, title(&tenant)),
        remarks,
        flows: Vec::new(),
        checks: captured.verdict.checks,
        sign_in: Some(captured.verdict.sign_in),
        drift: None,
    });
    Ok(Outcome::judged(document, accepted))
}

fn one_connector(options: &Options) -> Result<Connector> {
    match options.chosen_connectors()[..] {
        [connector] => Ok(connector),
        _ => Err(Error::usage(
            "one-connector",
            "a response is of one connector, and several were given",
        )
        .hint("pass --connector once")),
    }
}
