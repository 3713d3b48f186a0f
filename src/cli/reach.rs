//! Where both services are, and what there is to sign in to them with. Nothing is asked of anybody yet.

use std::path::Path;

use clap::Command;
use clap::builder::{OsStr, Resettable};

use crate::error::{Error, Result};
use crate::http::{self, BaseUrl};
use crate::plan::Mode;
use crate::sandbox::{self, Sandbox};
use crate::tenant::{Access, Credentials, MimecastMode, Options};

/// The services as they are to be reached.
pub struct Reach {
    pub jumpcloud: BaseUrl,
    pub mimecast: BaseUrl,
    /// As far as there are any.
    pub credentials: Credentials,
    pub mode: Mode,
    /// Whether Mimecast is played on loopback.
    pub played: bool,
    /// The sandbox in this process, with `--sandbox`.
    pub sandbox: Option<Sandbox>,
}

/// Mimecast as it is to be reached; both services' credentials, since one file holds them.
pub struct Mimecast {
    pub base: BaseUrl,
    pub credentials: Credentials,
    pub sandbox: Option<Sandbox>,
}

/// Finds both services.
///
/// # Errors
/// Those of [`mimecast`].
pub async fn reach(options: &Options) -> Result<Reach> {
    let Mimecast {
        base,
        credentials,
        sandbox,
    } = mimecast(&options.access).await?;
    let jumpcloud = match (&sandbox, &options.jumpcloud_url) {
        (Some(sandbox), _) => sandbox.jumpcloud_url().parse()?,
        (None, Some(url)) => url.clone(),
        (None, None) => options.jumpcloud_region.base_url().parse()?,
    };
    Ok(Reach {
        mode: mode(options.mimecast_mode, base.is_loopback()),
        played: base.is_loopback(),
        jumpcloud,
        mimecast: base,
        credentials,
        sandbox,
    })
}

/// Finds Mimecast; starts the sandbox where it is asked for.
///
/// # Errors
/// Credentials or CA certificates that cannot be read; a sandbox that does not start.
pub async fn mimecast(access: &Access) -> Result<Mimecast> {
    trust(access.ca_file.as_deref())?;
    if !access.sandbox {
        return Ok(Mimecast {
            base: match &access.mimecast_url {
                Some(url) => url.clone(),
                None => access.mimecast_gateway.base_url().parse()?,
            },
            credentials: Credentials::read(access.credentials.as_deref()).await?,
            sandbox: None,
        });
    }
    let sandbox = Sandbox::start(sandbox::Options::default()).await?;
    let credentials = sandbox.credentials();
    Ok(Mimecast {
        base: sandbox.mimecast_url().parse()?,
        credentials: Credentials {
            jumpcloud_api_key: Some(credentials.jumpcloud_api_key),
            mimecast: Some((
                credentials.mimecast_client_id.into(),
                credentials.mimecast_client_secret,
            )),
        },
        sandbox: Some(sandbox),
    })
}

/// Trusts the certificates of `--ca-file`, where it is given, in every connection from now on.
///
/// # Errors
/// `ca-file-not-read`.
pub fn trust(ca_file: Option<&Path>) -> Result<()> {
    ca_file.map_or(Ok(()), http::trust_file)
}

fn mode(asked: MimecastMode, played: bool) -> Mode {
    match (asked, played) {
        (MimecastMode::Api, _) | (MimecastMode::Auto, true) => Mode::Api,
        (MimecastMode::Worksheet, _) | (MimecastMode::Auto, false) => Mode::Worksheet,
    }
}

/// What the environment may say of real services, by the ids of its options.
const REAL: [&str; 11] = [
    "jumpcloud_url",
    "mimecast_url",
    "metadata_url",
    "mimecast_host",
    "mimecast_gateway",
    "jumpcloud_region",
    "jumpcloud_org",
    "credentials",
    "ca_file",
    "journal",
    "attestations",
];

/// The command as it is with `--sandbox`: what the environment says of real services is not even read.
pub fn for_sandbox(command: Command) -> Command {
    command.mut_args(|arg| match REAL.contains(&arg.get_id().as_str()) {
        true => arg.env(Resettable::<OsStr>::Reset),
        false => arg,
    })
}

/// An address or a credentials file given beside `--sandbox` is a contradiction.
///
/// # Errors
/// `sandbox-contradiction`.
pub fn keep_to_the_sandbox(access: &Access, jumpcloud_url: Option<&BaseUrl>) -> Result<()> {
    let given = [
        (jumpcloud_url.is_some(), "--jumpcloud-url"),
        (access.mimecast_url.is_some(), "--mimecast-url"),
        (access.credentials.is_some(), "--credentials"),
    ];
    match given
        .into_iter()
        .find(|(given, _)| *given && access.sandbox)
    {
        None => Ok(()),
        Some((_, flag)) => Err(Error::usage(
            "sandbox-contradiction",
            format!("{flag} and --sandbox contradict each other"),
        )
        .hint("--sandbox plays both services itself; leave one of the two out")),
    }
}
