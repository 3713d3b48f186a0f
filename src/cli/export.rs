//! `sso-setup mimecast export`: a tenants file from what is live.

mod all;
mod one;

use clap::Args;

use crate::error::{EXIT_DONE, EXIT_PENDING, Result, worst};
use crate::output::{Document, Exported};
use crate::tenant::{Options, render_tenants};

use super::connect::{Need, connect};
use super::outcome::Outcome;
use super::printer::Printer;

use one::One;

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Every organisation that the JumpCloud key sees, each for the Mimecast account that its applications name
    #[arg(long)]
    all_organizations: bool,
}

pub async fn run(options: Options, args: &ExportArgs, printer: &Printer) -> Result<Outcome> {
    let detailed = options.detailed_exitcode;
    let all = match args.all_organizations {
        true => all::tenants(options, printer).await?,
        false => {
            let tenant = connect(options, Need::Existing, printer).await?;
            let one = One::of(tenant).await?;
            let name = one.name();
            all::Tenants::only(one, name)
        }
    };
    let head = all.head();
    let code = match all.pending && detailed {
        true => EXIT_PENDING,
        false => EXIT_DONE,
    };
    let noted = "What is to be known of it stands in the file, as comments.\n";
    Ok(Outcome {
        code: worst(all.failed.iter().copied().chain([code])),
        remark: all.noted.then(|| noted.to_owned()),
        ..Outcome::done(Document::Exported(Exported {
            file: render_tenants(&head, &all.shared, &all.parts),
            tenants: all.documents,
        }))
    })
}
