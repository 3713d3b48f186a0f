//! `sso-setup mimecast worksheet`: the Mimecast console steps, every value filled in.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::engine::{self, ConsoleSteps};
use crate::error::{Error, Result};
use crate::output::{Document, Sheet, SheetFormat};
use crate::plan::Mode;
use crate::tenant::Options;

use super::connect::{Need, connect};
use super::fleet_folder;
use super::outcome::Outcome;
use super::printer::Printer;

#[derive(Debug, Args)]
pub struct WorksheetArgs {
    /// Write it as a document to hand to a colleague
    #[arg(long, value_enum, value_name = "FORMAT")]
    print: Option<SheetFormat>,

    /// Over several tenants: write one each into this folder (as HTML, unless --print says otherwise), and an index of them
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// The file of this tenant in that folder.
    #[arg(skip)]
    file: Option<PathBuf>,
}

impl WorksheetArgs {
    /// The folder of several, and how they are written.
    pub fn folder(&self) -> Option<(&Path, SheetFormat)> {
        let out = self.out.as_deref()?;
        Some((out, self.print.unwrap_or(SheetFormat::Html)))
    }

    /// Has it be written to a file of that folder.
    pub fn put_in_folder(&mut self, file: PathBuf) {
        self.print = self.folder().map(|(_, format)| format);
        self.file = Some(file);
    }
}

pub async fn run(options: Options, args: &WorksheetArgs, printer: &Printer) -> Result<Outcome> {
    if args.out.is_some() && args.file.is_none() {
        return Err(of_several());
    }
    let mut tenant = connect(options, Need::JumpcloudOnly, printer).await?;
    // By hand, whatever an API could do: the worksheet is for following in the console.
    tenant.desired.mode = Mode::Worksheet;
    let ConsoleSteps {
        steps,
        left,
        warnings,
    } = engine::worksheet_steps(&tenant.session, &tenant.desired).await?;
    for warning in warnings {
        printer.note(&format!(
            "warning: {} ({})\n",
            warning.message, warning.code
        ));
    }
    let Some(format) = args.print else {
        return Ok(Outcome::done(Document::Worksheet(steps)));
    };
    let sheet = Sheet {
        tenant: &tenant.session.summary(&tenant.desired),
        steps: &steps,
    };
    let text = sheet.render(format);
    let Some(path) = &args.file else {
        return Ok(Outcome::done(Document::Sheet { format, text }));
    };
    fleet_folder::put(path, &text, printer)?;
    Ok(Outcome::done(Document::SheetFile {
        path: path.display().to_string(),
        steps,
        left,
    }))
}

fn of_several() -> Error {
    Error::usage(
        "one-tenant",
        "--out is the folder of several tenants' worksheets, and this run is about one",
    )
    .hint("send it to a file: sso-setup mimecast worksheet --print html > steps.html")
}
