//! Which Mimecast account, and how it is reached: what other commands than `mimecast` take too.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::connector::{AccountCode, Gateway};
use crate::http::BaseUrl;

use super::file::Entry;

/// How the Mimecast side is changed, as asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MimecastMode {
    /// `api` with the sandbox or a loopback address, `worksheet` otherwise.
    Auto,
    /// Through the profile API (the sandbox, or a gateway that offers one).
    Api,
    /// By a person: the exact console steps are printed.
    Worksheet,
}

/// Which Mimecast account, and at which gateway.
#[derive(Debug, Clone, Args)]
pub struct Account {
    /// Mimecast account code, like CUK1A1; alone it finds the subdomain
    #[arg(long, value_name = "CODE")]
    pub account_code: Option<AccountCode>,

    /// Mimecast API gateway
    #[arg(long, value_enum, default_value = "global")]
    pub mimecast_gateway: Gateway,
}

/// How Mimecast is reached. The heading is also that of the options after it.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "How")]
pub struct Access {
    /// Base address of Mimecast's API (https, or http to loopback)
    #[arg(long, value_name = "URL")]
    pub mimecast_url: Option<BaseUrl>,

    /// Play both services in this process; real credentials and addresses in the environment are ignored
    ///
    /// Where no Mimecast group is named, it is "All Mimecast users".
    #[arg(long)]
    pub sandbox: bool,

    /// File with credentials, readable by its owner only (mode 0600)
    ///
    /// TOML, a line each: JUMPCLOUD_API_KEY = "…", or JUMPCLOUD_CLIENT_ID and JUMPCLOUD_CLIENT_SECRET of a service account; and
    /// MIMECAST_CLIENT_ID and MIMECAST_CLIENT_SECRET. A value "cmd:COMMAND" stands for the first line that the command
    /// prints. Environment variables of these names come before the file.
    #[arg(long, value_name = "FILE")]
    pub credentials: Option<PathBuf>,

    /// CA certificates (PEM) to trust beside the system's, for a proxy that inspects TLS or a gateway of your own
    #[arg(long, value_name = "FILE")]
    pub ca_file: Option<PathBuf>,

    /// The tenant of a tenants file that all of this is of.
    #[arg(skip)]
    pub tenant: Option<Entry>,
}
