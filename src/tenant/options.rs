//! The options of `sso-setup mimecast`. Their variables are set where all variables are, in `cli::environment`.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::connector::{Block, Connector, GridName};
use crate::http::BaseUrl;
use crate::jumpcloud::Region;
use crate::plan::Override;

use super::parse::{
    OverrideParser, block_source, description, email, https_url, name, named_value, scoped_color,
    scoped_document_url, scoped_email, scoped_hidden, suffix,
};
use super::scoped::single;
use super::{Access, Account, MimecastMode, Scoped, Shard};

/// Only the heading of the options after it: clap takes a new heading where it flattens a struct, and keeps it for all
/// that follows.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "What")]
pub(super) struct What {}

/// What the person asked for.
///
/// A per-application option takes `VALUE` (for `apps`; groups, users and attributes: for all) or
/// `CONNECTOR:VALUE`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Who")]
pub struct Options {
    /// Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom
    #[arg(long, value_name = "XX")]
    pub subdomain: Option<GridName>,

    /// The Mimecast account.
    #[command(flatten)]
    pub account: Account,

    /// API host of a grid that is not in the table, like xx-api.mimecast.com
    #[arg(long, value_name = "HOST")]
    pub mimecast_host: Option<String>,

    /// JumpCloud data region
    #[arg(long, value_enum, default_value = "us")]
    pub jumpcloud_region: Region,

    /// JumpCloud organisation, by id or exact name, where the key sees several
    #[arg(long, value_name = "ORG")]
    pub jumpcloud_org: Option<String>,

    #[command(flatten)]
    pub(super) _what: What,

    /// Connector to set up: apps (default), personal-portal, admin-console, or all; repeatable
    #[arg(
        long = "connector",
        value_enum,
        value_delimiter = ',',
        value_name = "CONNECTOR"
    )]
    pub connectors: Vec<Choice>,

    /// JumpCloud catalogue template (default: the one that is Mimecast's; saml2 is the custom one)
    #[arg(long, value_name = "[CONNECTOR:]NAME")]
    pub template: Vec<Scoped<String>>,

    /// Label of the tile in JumpCloud
    #[arg(long, value_name = "[CONNECTOR:]TEXT")]
    pub label: Vec<Scoped<String>>,

    /// Description of the application in JumpCloud
    #[arg(long, value_name = "[CONNECTOR:]TEXT", value_parser = description)]
    pub description: Vec<Scoped<String>>,

    /// Colour of the tile, one of JumpCloud's twelve, like #006CAC
    #[arg(long, value_name = "[CONNECTOR:]HEX", value_parser = scoped_color)]
    pub tile_color: Vec<Scoped<String>>,

    /// Image of the tile: png, jpg or svg, at most 100 KB
    #[arg(long, value_name = "[CONNECTOR:]FILE")]
    pub tile_logo: Vec<Scoped<String>>,

    /// Hide the tile in the user portal (--hidden=false shows it again)
    #[arg(long, value_name = "[CONNECTOR:]BOOL", value_parser = scoped_hidden, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub hidden: Vec<Scoped<bool>>,

    /// Last part of the IdP URL; it cannot be changed later
    #[arg(long, value_name = "[CONNECTOR:]TEXT", value_parser = suffix)]
    pub idp_url_suffix: Vec<Scoped<String>>,

    /// IdP entity ID (default: the template's, or the IdP URL)
    #[arg(long, value_name = "[CONNECTOR:]TEXT")]
    pub idp_entity_id: Vec<Scoped<String>>,

    /// SP entity ID, where Mimecast's console shows another than API-HOST.ACCOUNT-CODE
    #[arg(long, value_name = "[CONNECTOR:]TEXT")]
    pub sp_entity_id: Vec<Scoped<String>>,

    /// Constant attribute to send; repeatable
    #[arg(long = "attribute", value_name = "[CONNECTOR:]NAME=VALUE", value_parser = named_value)]
    pub attributes: Vec<Scoped<(String, String)>>,

    /// User attribute to send, from a JumpCloud user property; repeatable
    #[arg(long = "user-attribute", value_name = "[CONNECTOR:]NAME=FIELD", value_parser = named_value)]
    pub user_attributes: Vec<Scoped<(String, String)>>,

    /// JumpCloud user group that may sign in; repeatable
    #[arg(long = "group", value_name = "[CONNECTOR:]NAME")]
    pub groups: Vec<Scoped<String>>,

    /// Create user groups that do not exist
    #[arg(long)]
    pub create_groups: bool,

    /// Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable
    #[arg(long = "user", value_name = "[CONNECTOR:]EMAIL", value_parser = scoped_email)]
    pub users: Vec<Scoped<String>>,

    /// Mimecast Authentication Profile
    #[arg(long, value_parser = name, value_name = "NAME", default_value = "JumpCloud SSO")]
    pub profile: String,

    /// Mimecast Application Setting
    #[arg(long, value_parser = name, value_name = "NAME", default_value = "JumpCloud SSO")]
    pub application_setting: String,

    /// Mimecast group that the application setting applies to
    #[arg(long, value_name = "NAME")]
    pub mimecast_group: Option<String>,

    /// People who try it first, by e-mail: made members of the group that the setting applies to, which is created if
    /// it is not there; repeatable
    #[arg(long, value_name = "EMAIL", value_delimiter = ',', value_parser = email)]
    pub pilot: Vec<String>,

    /// Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group
    #[arg(long)]
    pub pilot_only: bool,

    /// SAML block to enforce instead of those that follow from the connectors; repeatable
    #[arg(long, value_enum, value_delimiter = ',', value_name = "BLOCK")]
    pub enforce: Vec<Block>,

    /// Connector that a block takes its IdP from; repeatable
    #[arg(long = "block", value_name = "BLOCK=CONNECTOR", value_parser = block_source)]
    pub blocks: Vec<(Block, Connector)>,

    /// Where people go after signing out of Mimecast
    #[arg(long, value_name = "URL", value_parser = https_url, default_value = crate::connector::DEFAULT_LOGOUT_URL)]
    pub logout_url: url::Url,

    /// Metadata URL that needs no credentials, from the console's Copy Metadata URL button
    #[arg(long, value_name = "[CONNECTOR:]URL", value_parser = scoped_document_url)]
    pub metadata_url: Vec<Scoped<url::Url>>,

    /// How Mimecast is reached; brings the heading of all that follow.
    #[command(flatten)]
    pub access: Access,

    /// TOML file of tenants, each with its options and where its credentials are to be had
    ///
    /// What is typed, and what the environment's variables say, comes before it. It holds no credential: it refers to
    /// each, as "env:NAME", or with --trust-tenants-file as "file:PATH" or "cmd:COMMAND".
    #[arg(long, value_name = "FILE")]
    pub tenants: Option<PathBuf>,

    /// Tenant of the tenants file that this run is about, where it has several
    #[arg(long = "tenant", value_name = "NAME")]
    pub chosen_tenant: Option<String>,

    #[command(flatten)]
    pub batch: Batch,

    /// Run the commands and read the files that the tenants file names
    #[arg(long)]
    pub trust_tenants_file: bool,

    /// Base address of JumpCloud (https, or http to loopback)
    #[arg(long, value_name = "URL")]
    pub jumpcloud_url: Option<BaseUrl>,

    /// Base address of what gives a JumpCloud service account its tokens (default: the region's)
    #[arg(long, value_name = "URL")]
    pub jumpcloud_oauth_url: Option<BaseUrl>,

    /// How Mimecast's profiles and settings are changed
    #[arg(long, value_enum, default_value = "auto")]
    pub mimecast_mode: MimecastMode,

    /// Administrator who must still be able to sign in when SAML is enforced for administrators
    #[arg(long, value_name = "EMAIL", value_parser = email)]
    pub admin: Option<String>,

    /// Override a guard by name (user-lockout=N: for at most N people); repeatable
    #[arg(long, value_parser = OverrideParser, value_delimiter = ',', value_name = "GUARD")]
    pub allow: Vec<Override>,

    /// Confirm that the human step with this id was carried out; repeatable
    #[arg(long = "confirm-step", value_name = "ID")]
    pub confirm_steps: Vec<String>,

    /// How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)
    #[arg(long, value_name = "DURATION", value_parser = humantime::parse_duration)]
    pub propagation: Option<Duration>,

    /// Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)
    #[arg(long, value_name = "DIR")]
    pub journal: Option<PathBuf>,

    /// File of what people confirmed by hand (default: one a tenant in the XDG state folder)
    #[arg(long, value_name = "FILE")]
    pub attestations: Option<PathBuf>,

    /// Do not ask whether to make the changes; overrides no guard
    #[arg(long, short = 'y')]
    pub yes: bool,

    /// Never ask anything, even at a terminal
    #[arg(long)]
    pub no_input: bool,

    /// Answer this question of the prompt with nothing, so that it is not asked; repeatable
    #[arg(long, value_enum, value_delimiter = ',', value_name = "QUESTION")]
    pub skip: Vec<Skip>,

    /// Exit with 2 when changes or human steps are pending
    ///
    /// A shell with set -e takes that for a failure: write "|| code=$?" after the command, and look at it.
    #[arg(long)]
    pub detailed_exitcode: bool,
}

/// Which tenants of a tenants file a run is about that is about several, and how they are gone through.
#[derive(Debug, Clone, Args)]
pub struct Batch {
    /// Tenants of the tenants file that a run over several is about (default: all of them); repeatable
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub only: Vec<String>,

    /// How many tenants are worked on at the same time
    #[arg(long, value_name = "N", default_value = "8")]
    pub jobs: NonZeroUsize,

    /// Only the Kth of N parts of the tenants, as 2/4: which tenants are in it follows from their names
    #[arg(long, value_name = "K/N")]
    pub shard: Option<Shard>,

    /// Begin no further tenant once one has failed
    #[arg(long)]
    pub fail_fast: bool,
}

impl Options {
    /// The SP entity ID that was asked for a connector.
    pub fn sp_entity_id_of(&self, connector: Connector) -> Option<&str> {
        single(&self.sp_entity_id, connector).map(String::as_str)
    }

    /// The IdP URL suffix that was asked for a connector.
    pub fn idp_url_suffix_of(&self, connector: Connector) -> Option<&str> {
        single(&self.idp_url_suffix, connector).map(String::as_str)
    }

    /// The connectors chosen, in their fixed order; `apps` alone when none was named.
    pub fn chosen_connectors(&self) -> Vec<Connector> {
        match self.connectors.is_empty() {
            true => vec![Connector::Apps],
            false => Connector::ALL
                .into_iter()
                .filter(|c| self.connectors.iter().any(|choice| choice.is(*c)))
                .collect(),
        }
    }
}

/// What `--skip` takes: the questions that can be answered with nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Skip {
    /// No JumpCloud group is given access
    Group,
    /// No Mimecast group is named: the application setting exists already
    MimecastGroup,
    /// Nobody tries it first
    Pilot,
    /// No administrator is named who is to be able to sign in
    Admin,
    /// It is not confirmed that an administrator outside the profile can sign in
    BackupAdministrator,
    /// Mimecast is given no metadata URL
    MetadataUrl,
}

impl Skip {
    /// As it is typed.
    pub fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// What `--connector` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// This one.
    One(Connector),
    /// All of them.
    All,
}

impl Choice {
    /// Whether a connector is among what was chosen.
    pub fn is(self, connector: Connector) -> bool {
        matches!(self, Choice::All) || self == Choice::One(connector)
    }
}

impl ValueEnum for Choice {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [Choice; 4] = [
            Choice::One(Connector::Apps),
            Choice::One(Connector::PersonalPortal),
            Choice::One(Connector::AdminConsole),
            Choice::All,
        ];
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Choice::One(connector) => connector.to_possible_value(),
            Choice::All => Some(PossibleValue::new("all").help("All three")),
        }
    }
}
