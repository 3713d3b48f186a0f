//! The command line: the commands, and the options of all of them.

use std::ffi::OsString;

use clap::{ArgAction, Args, Parser, Subcommand};

use crate::output::Format;
use crate::tenant::{Entry, Options};

use super::{completions, discover, doctor, man, merge, mimecast, saml, sandbox};

/// Connects JumpCloud single sign-on to Mimecast, in an order that cannot lock anyone out.
#[derive(Debug, Parser)]
#[command(name = "sso-setup", version, max_term_width = 100)]
#[command(after_help = man::AFTER_HELP)]
pub struct Cli {
    #[command(flatten)]
    pub global: GlobalOptions,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Args)]
pub struct GlobalOptions {
    /// Output format
    #[arg(short, long, global = true, value_enum, default_value = "human")]
    pub output: Format,

    /// When to colour
    #[arg(long, global = true, value_enum, default_value = "auto")]
    pub color: Color,

    /// Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// The one asked for on a command line that could not be parsed, or that asks for help.
    pub fn of_command_line(args: &[OsString]) -> Color {
        let args: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).collect();
        let options = args.iter().take_while(|arg| *arg != "--");
        let typed = options.enumerate().find_map(|(at, arg)| {
            let value = arg.strip_prefix("--color")?;
            match value.strip_prefix('=') {
                Some(value) => Some(value.to_owned()),
                None if value.is_empty() => args.get(at + 1).map(|value| value.to_string()),
                None => None,
            }
        });
        let named = typed.or_else(|| std::env::var("SSO_SETUP_COLOR").ok());
        named
            .and_then(|name| clap::ValueEnum::from_str(&name, false).ok())
            .unwrap_or(Color::Auto)
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Connect JumpCloud and Mimecast
    Mimecast(Box<mimecast::MimecastArgs>),
    /// Check every prerequisite on both sides, and write nothing
    Doctor(Box<doctor::DoctorArgs>),
    /// Find the Mimecast grid and account code from as little as there is
    Discover(discover::DiscoverArgs),
    /// Look into SAML documents: metadata, responses, requests
    Saml(saml::SamlArgs),
    /// Play both services on loopback, to try everything without an account
    Sandbox(sandbox::SandboxArgs),
    /// Make one report of the documents that the shards of a run over several tenants printed
    Merge(merge::MergeArgs),
    /// Print a completion script
    Completions(completions::CompletionsArgs),
    /// Print the manual page, or write all pages into a folder
    Man(man::ManArgs),
}

impl Cli {
    /// Has it be about a tenant of a tenants file.
    pub fn be_about(&mut self, tenant: Entry) {
        if let Some(options) = self.options() {
            options.access.tenant = Some(tenant);
        }
    }

    /// The options of a command that is about a tenant.
    pub fn options(&mut self) -> Option<&mut Options> {
        match &mut self.command {
            Command::Mimecast(args) => Some(&mut args.options),
            Command::Doctor(args) => Some(&mut args.options),
            _ => None,
        }
    }
}
