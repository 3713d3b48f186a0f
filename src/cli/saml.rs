//! `sso-setup saml`: what SAML documents say, and whether a Response may be believed.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use time::OffsetDateTime;

use crate::check::none_failed;
use crate::error::{Error, Result};
use crate::output::{Checked, Document};
use crate::saml::inspect::inspect;
use crate::saml::message::{self, Message};
use crate::saml::metadata::{self, IdpMetadata};
use crate::saml::response::{self, Expected, SKEW};
use crate::saml::rules::metadata_checks;
use crate::text;

use super::outcome::{Outcome, Shown};
use super::printer::Printer;
use super::reach;
use super::saml_input;

#[derive(Debug, Args)]
pub struct SamlArgs {
    /// CA certificates (PEM) to trust beside the system's, where a document is fetched from an address
    #[arg(long, global = true, value_name = "FILE")]
    ca_file: Option<PathBuf>,

    #[command(subcommand)]
    command: SamlCommand,
}

#[derive(Debug, Subcommand)]
enum SamlCommand {
    /// Say what IdP metadata, a SAML response or an AuthnRequest contains, without judging it
    Inspect(InspectArgs),
    /// Judge a SAML response by every rule; exit code 0 only if all of them pass
    Check(CheckArgs),
}

#[derive(Debug, Args)]
struct InspectArgs {
    /// A file, an address (https, or a redirect with its query), or - for stdin: XML, base64, a HAR
    /// file, or any text that has the field: a form body, a copied command, a saved page
    #[arg(value_name = "FILE|URL|-")]
    input: String,

    /// Hold IdP metadata against the rules, and exit with 1 when one fails
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// The captured response: XML, base64, a HAR file, or any text that has the field, like a form body, a
    /// copied command or a saved page; - for stdin
    #[arg(value_name = "FILE|-")]
    input: String,

    /// The metadata of the IdP that is trusted
    #[arg(long, value_name = "FILE|URL")]
    metadata: String,

    /// The ACS URL that the response must be for
    #[arg(long, value_name = "URL")]
    acs: String,

    /// The SP entity ID that the response must be for
    #[arg(long, value_name = "ID")]
    audience: String,

    /// The ID of the AuthnRequest that was answered; without it, nobody may have asked (IdP-initiated)
    #[arg(long, value_name = "ID")]
    request_id: Option<String>,

    /// Judge as of this time instead of now, like 2026-11-24T12:00:00Z
    #[arg(long, value_name = "RFC3339", value_parser = saml_input::moment)]
    at: Option<OffsetDateTime>,
}

pub async fn run(args: SamlArgs, printer: &Printer) -> Result<Outcome> {
    let address = match &args.command {
        SamlCommand::Inspect(args) => &args.input,
        SamlCommand::Check(args) => &args.metadata,
    };
    if message::is_address(address) {
        reach::trust(args.ca_file.as_deref())?;
    }
    match args.command {
        SamlCommand::Inspect(args) => run_inspect(&args, printer).await,
        SamlCommand::Check(args) => run_check(&args).await,
    }
}

async fn run_inspect(args: &InspectArgs, printer: &Printer) -> Result<Outcome> {
    let messages = saml_input::messages(&args.input).await?;
    // Each is read once to know that it can be, and once more when it is printed: together they may be large.
    messages
        .iter()
        .try_for_each(|message| inspect(message).map(drop))?;
    let checks = match args.strict {
        false => None,
        true => {
            let metadata = metadata::parse(&one_metadata(&messages)?.xml)?;
            Some(metadata_checks(&metadata, None, OffsetDateTime::now_utc()))
        }
    };
    let documents = messages.iter().filter_map(|message| inspect(message).ok());
    printer.inspected(documents, checks.as_deref());
    let good = checks.is_none_or(|checks| none_failed(&checks));
    Ok(Outcome::judged(Shown::Printed, good))
}

/// The one message that `--strict` has rules for.
fn one_metadata(messages: &[Message]) -> Result<&Message> {
    match messages {
        [one] if one.kind == message::Kind::Metadata => Ok(one),
        _ => Err(Error::usage(
            "strict-needs-metadata",
            format!(
                "--strict judges one metadata document, and the input holds {}",
                saml_input::kinds(messages)
            ),
        )
        .hint("to judge a response, use saml check")),
    }
}

async fn run_check(args: &CheckArgs) -> Result<Outcome> {
    let metadata = metadata::parse(&saml_input::metadata(&args.metadata).await?)?;
    let response = saml_input::the_one_for(saml_input::responses(&args.input)?, &args.acs)?;
    let at = args.at.unwrap_or_else(OffsetDateTime::now_utc);
    let verdict = response::check(
        &response.xml,
        &Expected {
            metadata: &metadata,
            acs_url: &args.acs,
            sp_entity_id: &args.audience,
            request_id: args.request_id.as_deref(),
            at,
        },
    );
    let accepted = verdict.accepted();
    let document = Document::Checked(Checked {
        title: format!("A SAML Response ({})", response.found),
        remarks: how_judged(at, args.request_id.as_deref())
            .into_iter()
            .chain(of_metadata(&metadata))
            .collect(),
        flows: Vec::new(),
        checks: verdict.checks,
        sign_in: Some(verdict.sign_in),
        drift: None,
    });
    Ok(Outcome::judged(document, accepted))
}

/// What to know of the metadata that a response is judged by.
fn of_metadata(metadata: &IdpMetadata) -> Option<String> {
    let signature = metadata.signature.as_ref()?;
    Some(format!("Of the metadata, {signature}."))
}

/// What to know of how a response is judged.
pub fn how_judged(at: OffsetDateTime, request_id: Option<&str>) -> Vec<String> {
    let at = at.replace_nanosecond(0).unwrap_or(at);
    let format = &time::format_description::well_known::Rfc3339;
    let at = at.format(format).unwrap_or_else(|_| at.to_string());
    let skew = SKEW.whole_seconds();
    vec![
        format!("Judged as of {at}; clocks may differ by {skew} seconds."),
        match request_id {
            Some(id) => format!("It must answer the request {}.", text::name(id)),
            None => "It must be IdP-initiated, answering no request; --request-id says otherwise."
                .to_owned(),
        },
    ]
}
