//! `sso-setup doctor`: every prerequisite, before anything is touched.

use clap::Args;

use crate::check::none_failed;
use crate::connector::AccountCode;
use crate::engine::{Prerequisites, doctor};
use crate::error::{Kind, Result};
use crate::mimecast::Mimecast;
use crate::output::{Checked, Document};
use crate::tenant::{Options, desired, locate};

use super::connect::mimecast_credentials_missing;
use super::outcome::Outcome;
use super::printer::Printer;
use super::reach::{keep_to_the_sandbox, reach};

/// The options are those of `mimecast`, so that a command line can be looked at before it is run.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    #[command(flatten)]
    pub(super) options: Options,
}

pub async fn run(args: DoctorArgs, printer: &Printer) -> Result<Outcome> {
    let options = args.options;
    keep_to_the_sandbox(&options.access, Some(&options))?;
    let reach = reach(&options).await?;
    printer.mask(reach.credentials.secrets());
    let jumpcloud = reach.jumpcloud_client();
    let mimecast = reach.credentials.mimecast.clone();
    let mimecast = mimecast
        .ok_or_else(mimecast_credentials_missing)
        .and_then(|(id, secret)| Mimecast::new(reach.mimecast.clone(), id, secret));
    // A proxy or a CA file that cannot be used is in the way of everything.
    for unusable in [jumpcloud.as_ref().err(), mimecast.as_ref().err()] {
        if let Some(error) = unusable.filter(|error| error.kind == Kind::Usage) {
            return Err(error.clone());
        }
    }
    if let Ok(jumpcloud) = &jumpcloud {
        printer.secrets.include(jumpcloud.secrets());
    }
    if let Ok(mimecast) = &mimecast {
        printer.secrets.include(mimecast.secrets());
    }
    let checks = doctor(Prerequisites {
        jumpcloud,
        mimecast,
        organization: options.jumpcloud_org.as_deref(),
        account_code: options.account.account_code.clone(),
        mode: reach.mode,
        wanted: &|code: AccountCode| {
            let located = locate(options.subdomain, options.mimecast_host.as_deref(), &code)?;
            desired(&options, located, code, reach.mode)
        },
    })
    .await;
    let good = none_failed(&checks);
    let document = Document::Checked(Checked {
        title: format!(
            "JumpCloud at {} and Mimecast at {}",
            reach.jumpcloud.host(),
            reach.mimecast.host()
        ),
        remarks: vec!["Everything here was read; nothing was written.".to_owned()],
        flows: Vec::new(),
        checks,
        sign_in: None,
        drift: None,
    });
    Ok(Outcome::judged(document, good))
}
