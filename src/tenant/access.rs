//! Which Mimecast account, and how it is reached: what other commands than `mimecast` take too.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::connector::{AccountCode, Gateway};
use crate::http::BaseUrl;

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

/// Which Mimecast account, and how Mimecast is asked about it.
#[derive(Debug, Clone, Args)]
pub struct Access {
    /// Mimecast account code, like CUK1A1; alone it finds the subdomain
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_ACCOUNT_CODE",
        value_name = "CODE",
        help_heading = "Who"
    )]
    pub account_code: Option<AccountCode>,

    /// Mimecast API gateway
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_MIMECAST_GATEWAY",
        value_enum,
        default_value = "global",
        help_heading = "Who"
    )]
    pub mimecast_gateway: Gateway,

    /// Base address of Mimecast's API (https, or http to loopback)
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_MIMECAST_URL",
        value_name = "URL",
        help_heading = "How"
    )]
    pub mimecast_url: Option<BaseUrl>,

    /// Play both services in this process; real credentials and addresses in the environment are ignored
    #[arg(long, global = true, help_heading = "How")]
    pub sandbox: bool,

    /// File with credentials, readable by its owner only (mode 0600)
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_CREDENTIALS",
        value_name = "FILE",
        help_heading = "How"
    )]
    pub credentials: Option<PathBuf>,

    /// CA certificates (PEM) to trust beside the system's, for a proxy that inspects TLS or a gateway of your own
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_CA_FILE",
        value_name = "FILE",
        help_heading = "How"
    )]
    pub ca_file: Option<PathBuf>,
}
