//! Where both services are, and what there is to sign in to them with. Nothing is asked of anybody yet.

use std::path::Path;

use clap::Arg;

use crate::connector::Gateway;
use crate::error::{Error, Kind, Result};
use crate::http::{self, BaseUrl};
use crate::jumpcloud::{JumpCloud, Region};
use crate::plan::Mode;
use crate::sandbox::{self, Sandbox};
use crate::tenant::{
    Access, Credentials, JUMPCLOUD_API_KEY, JUMPCLOUD_CLIENT_ID, JUMPCLOUD_CLIENT_SECRET,
    JumpCloudCredentials, MimecastMode, Options,
};

/// The services as they are to be reached.
pub struct Reach {
    pub jumpcloud: BaseUrl,
    /// What gives a service account its tokens.
    pub jumpcloud_oauth: BaseUrl,
    pub mimecast: BaseUrl,
    /// Those that were given; a command asks for what it lacks.
    pub credentials: Credentials,
    pub mode: Mode,
    /// Whether Mimecast is at a loopback address, where a sandbox plays it.
    pub played: bool,
    /// The sandbox in this process, with `--sandbox`.
    pub sandbox: Option<Sandbox>,
}

impl Reach {
    /// JumpCloud's client.
    ///
    /// # Errors
    /// `jumpcloud-key-missing`; those of [`JumpCloud::new`] and [`JumpCloud::with_service_account`].
    pub fn jumpcloud_client(&self) -> Result<JumpCloud> {
        let base = self.jumpcloud.clone();
        match &self.credentials.jumpcloud {
            None => Err(jumpcloud_key_missing()),
            Some(JumpCloudCredentials::ApiKey(key)) => JumpCloud::new(base, key.clone()),
            Some(JumpCloudCredentials::ServiceAccount((id, secret))) => {
                let oauth = self.jumpcloud_oauth.clone();
                JumpCloud::with_service_account(base, oauth, id, secret)
            }
        }
    }
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
    } = mimecast(options.account.mimecast_gateway, &options.access).await?;
    let jumpcloud = match (&sandbox, &options.jumpcloud_url) {
        (Some(sandbox), _) => sandbox.jumpcloud_url().parse()?,
        (None, Some(url)) => url.clone(),
        (None, None) => options.jumpcloud_region.base_url().parse()?,
    };
    // As with Directory Insights: below the same address where that is none of JumpCloud's.
    let jumpcloud_oauth = match (&options.jumpcloud_oauth_url, Region::of(&jumpcloud)) {
        (Some(url), _) => url.clone(),
        (None, Some(region)) => region.oauth_url().parse()?,
        (None, None) => jumpcloud.clone(),
    };
    Ok(Reach {
        jumpcloud_oauth,
        mode: mode(options.mimecast_mode, base.is_loopback()),
        played: base.is_loopback(),
        jumpcloud,
        mimecast: base,
        credentials,
        sandbox,
    })
}

/// The error where there are no credentials for JumpCloud.
pub fn jumpcloud_key_missing() -> Error {
    Error::new(
        Kind::Credentials,
        "jumpcloud-key-missing",
        format!("the JumpCloud API key is missing: {JUMPCLOUD_API_KEY} is not set"),
    )
    .hint("create one in the JumpCloud admin console: your initials, My API Key")
    .hint(format!(
        "set {JUMPCLOUD_API_KEY}, or a service account's {JUMPCLOUD_CLIENT_ID} and {JUMPCLOUD_CLIENT_SECRET}, or name \
         a file with --credentials FILE"
    ))
    .hint("to try everything without an account, pass --sandbox")
}

/// Finds Mimecast; starts the sandbox where it is asked for.
///
/// # Errors
/// Credentials or CA certificates that cannot be read; a sandbox that does not start.
pub async fn mimecast(gateway: Gateway, access: &Access) -> Result<Mimecast> {
    trust(access.ca_file.as_deref())?;
    if !access.sandbox {
        return Ok(Mimecast {
            base: match &access.mimecast_url {
                Some(url) => url.clone(),
                None => gateway.base_url().parse()?,
            },
            credentials: Credentials::read(access.credentials.as_deref(), access.tenant.as_ref())
                .await?,
            sandbox: None,
        });
    }
    let sandbox = Sandbox::start(sandbox::Options::default()).await?;
    let credentials = sandbox.credentials();
    Ok(Mimecast {
        base: sandbox.mimecast_url().parse()?,
        credentials: Credentials {
            jumpcloud: Some(JumpCloudCredentials::ApiKey(credentials.jumpcloud_api_key)),
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

/// The options that say something of real services, by their ids.
const REAL: [&str; 15] = [
    "jumpcloud_url",
    "jumpcloud_oauth_url",
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
    "tenants",
    "chosen_tenant",
    "only",
];

/// Whether an option is one of those; with `--sandbox` its variable is not even read.
pub fn is_of_real_services(option: &Arg) -> bool {
    REAL.contains(&option.get_id().as_str())
}

/// An address or a credentials file given beside `--sandbox` is a contradiction.
///
/// # Errors
/// `sandbox-contradiction`.
pub fn keep_to_the_sandbox(access: &Access, jumpcloud: Option<&Options>) -> Result<()> {
    let url = jumpcloud.and_then(|options| options.jumpcloud_url.as_ref());
    let oauth_url = jumpcloud.and_then(|options| options.jumpcloud_oauth_url.as_ref());
    let given = [
        (url.is_some(), "--jumpcloud-url"),
        (oauth_url.is_some(), "--jumpcloud-oauth-url"),
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
