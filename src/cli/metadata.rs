//! `sso-setup mimecast metadata`: the IdP metadata document of a connector.

use std::path::PathBuf;

use clap::Args;

use crate::engine;
use crate::error::{Error, Result};
use crate::output::Document;
use crate::tenant::Options;

use super::connect::{Need, connect};
use super::outcome::Outcome;
use super::printer::Printer;

#[derive(Debug, Args)]
pub struct MetadataArgs {
    /// Write the document to this file instead of printing it
    #[arg(long, value_name = "PATH")]
    file: Option<PathBuf>,
}

pub async fn run(options: Options, args: &MetadataArgs, printer: &Printer) -> Result<Outcome> {
    let connectors = options.chosen_connectors();
    let [connector] = connectors[..] else {
        return Err(Error::usage(
            "one-connector",
            "metadata is of one connector, and several were given",
        )
        .hint("pass --connector once"));
    };
    let tenant = connect(options, Need::JumpcloudOnly, printer).await?;
    let (application, xml) =
        engine::metadata_document(&tenant.session, &tenant.desired, connector).await?;
    Ok(Outcome::done(match &args.file {
        Some(path) => {
            printer.to_file(path, &xml)?;
            Document::Written {
                path: path.display().to_string(),
                application,
            }
        }
        None => Document::Metadata {
            connector,
            application,
            xml,
        },
    }))
}
