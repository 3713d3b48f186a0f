//! The options of `sso-setup mimecast`: flag first, then environment.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::connector::{Block, Connector, GridName};
use crate::http::BaseUrl;
use crate::jumpcloud::Region;
use crate::plan::Override;

use super::parse::{
    OverrideParser, block_source, description, email, https_url, name, named_value, scoped_color,
    scoped_document_url, scoped_email, scoped_hidden, suffix,
};
use super::{Access, MimecastMode, Scoped};

/// What the person asked for.
///
/// A per-application option takes `VALUE` (for `apps`; groups, users and attributes: for all) or
/// `CONNECTOR:VALUE`.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_SUBDOMAIN",
        value_name = "XX",
        help_heading = "Who"
    )]
    pub subdomain: Option<GridName>,

    /// Connector to set up: apps (default), personal-portal, admin-console; repeatable
    #[arg(
        long = "connector",
        global = true,
        env = "SSO_SETUP_CONNECTOR",
        value_enum,
        value_delimiter = ',',
        value_name = "CONNECTOR",
        help_heading = "What"
    )]
    pub connectors: Vec<Connector>,

    /// The Mimecast account, and its way to be asked.
    #[command(flatten)]
    pub access: Access,

    /// API host of a grid that is not in the table, like xx-api.mimecast.com
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_MIMECAST_HOST",
        value_name = "HOST",
        help_heading = "Who"
    )]
    pub mimecast_host: Option<String>,

    /// JumpCloud data region
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_JUMPCLOUD_REGION",
        value_enum,
        default_value = "us",
        help_heading = "Who"
    )]
    pub jumpcloud_region: Region,

    /// JumpCloud organisation, by id or exact name, where the key sees several
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_JUMPCLOUD_ORG",
        value_name = "ORG",
        help_heading = "Who"
    )]
    pub jumpcloud_org: Option<String>,

    /// JumpCloud catalogue template (default: the one that is Mimecast's; saml2 is the custom one)
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_TEMPLATE",
        value_name = "[CONNECTOR:]NAME",
        help_heading = "What"
    )]
    pub template: Vec<Scoped<String>>,

    /// Label of the tile in JumpCloud
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_LABEL",
        value_name = "[CONNECTOR:]TEXT",
        help_heading = "What"
    )]
    pub label: Vec<Scoped<String>>,

    /// Description of the application in JumpCloud
    #[arg(long, global = true, env = "SSO_SETUP_DESCRIPTION", value_name = "[CONNECTOR:]TEXT", value_parser = description, help_heading = "What")]
    pub description: Vec<Scoped<String>>,

    /// Colour of the tile, one of JumpCloud's twelve, like #006CAC
    #[arg(long, global = true, env = "SSO_SETUP_TILE_COLOR", value_name = "[CONNECTOR:]HEX", value_parser = scoped_color, help_heading = "What")]
    pub tile_color: Vec<Scoped<String>>,

    /// Image of the tile: png, jpg or svg, at most 100 KB
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_TILE_LOGO",
        value_name = "[CONNECTOR:]FILE",
        help_heading = "What"
    )]
    pub tile_logo: Vec<Scoped<String>>,

    /// Hide the tile in the user portal (--hidden=false shows it again)
    #[arg(long, global = true, env = "SSO_SETUP_HIDDEN", value_name = "[CONNECTOR:]BOOL", value_parser = scoped_hidden, num_args = 0..=1, require_equals = true, default_missing_value = "true", help_heading = "What")]
    pub hidden: Vec<Scoped<bool>>,

    /// Last part of the IdP URL; it cannot be changed later
    #[arg(long, global = true, env = "SSO_SETUP_IDP_URL_SUFFIX", value_name = "[CONNECTOR:]TEXT", value_parser = suffix, help_heading = "What")]
    pub idp_url_suffix: Vec<Scoped<String>>,

    /// IdP entity ID (default: the template's, or the IdP URL)
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_IDP_ENTITY_ID",
        value_name = "[CONNECTOR:]TEXT",
        help_heading = "What"
    )]
    pub idp_entity_id: Vec<Scoped<String>>,

    /// SP entity ID, where Mimecast's console shows another than API-HOST.ACCOUNT-CODE
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_SP_ENTITY_ID",
        value_name = "[CONNECTOR:]TEXT",
        help_heading = "What"
    )]
    pub sp_entity_id: Vec<Scoped<String>>,

    /// Constant attribute to send; repeatable
    #[arg(long = "attribute", global = true, env = "SSO_SETUP_ATTRIBUTE", value_name = "[CONNECTOR:]NAME=VALUE", value_parser = named_value, help_heading = "What")]
    pub attributes: Vec<Scoped<(String, String)>>,

    /// User attribute to send, from a JumpCloud user property; repeatable
    #[arg(long = "user-attribute", global = true, env = "SSO_SETUP_USER_ATTRIBUTE", value_name = "[CONNECTOR:]NAME=FIELD", value_parser = named_value, help_heading = "What")]
    pub user_attributes: Vec<Scoped<(String, String)>>,

    /// JumpCloud user group that may sign in; repeatable
    #[arg(
        long = "group",
        global = true,
        env = "SSO_SETUP_GROUP",
        value_name = "[CONNECTOR:]NAME",
        help_heading = "What"
    )]
    pub groups: Vec<Scoped<String>>,

    /// Create user groups that do not exist
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_CREATE_GROUPS",
        help_heading = "What"
    )]
    pub create_groups: bool,

    /// Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable
    #[arg(long = "user", global = true, env = "SSO_SETUP_USER", value_name = "[CONNECTOR:]EMAIL", value_parser = scoped_email, help_heading = "What")]
    pub users: Vec<Scoped<String>>,

    /// Mimecast Authentication Profile
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_PROFILE",
        value_parser = name,
        value_name = "NAME",
        default_value = "JumpCloud SSO",
        help_heading = "What"
    )]
    pub profile: String,

    /// Mimecast Application Setting
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_APPLICATION_SETTING",
        value_parser = name,
        value_name = "NAME",
        default_value = "JumpCloud SSO",
        help_heading = "What"
    )]
    pub application_setting: String,

    /// Mimecast group that the application setting applies to
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_MIMECAST_GROUP",
        value_name = "NAME",
        help_heading = "What"
    )]
    pub mimecast_group: Option<String>,

    /// People who try it first, by e-mail: made members of the group that the setting applies to, which is created if
    /// it is not there; repeatable
    #[arg(long = "pilot", global = true, env = "SSO_SETUP_PILOT", value_name = "EMAIL", value_delimiter = ',', value_parser = email, help_heading = "What")]
    pub pilot: Vec<String>,

    /// Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_PILOT_ONLY",
        help_heading = "What"
    )]
    pub pilot_only: bool,

    /// SAML block to enforce instead of those that follow from the connectors; repeatable
    #[arg(
        long = "enforce",
        global = true,
        env = "SSO_SETUP_ENFORCE",
        value_enum,
        value_delimiter = ',',
        value_name = "BLOCK",
        help_heading = "What"
    )]
    pub enforce: Vec<Block>,

    /// Connector that a block takes its IdP from; repeatable
    #[arg(long = "block", global = true, env = "SSO_SETUP_BLOCK", value_name = "BLOCK=CONNECTOR", value_parser = block_source, help_heading = "What")]
    pub blocks: Vec<(Block, Connector)>,

    /// Where people go after signing out of Mimecast
    #[arg(long, global = true, env = "SSO_SETUP_LOGOUT_URL", value_name = "URL", value_parser = https_url, default_value = crate::connector::DEFAULT_LOGOUT_URL, help_heading = "What")]
    pub logout_url: url::Url,

    /// Metadata URL that needs no credentials, from the console's Copy Metadata URL button
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_METADATA_URL",
        value_name = "[CONNECTOR:]URL",
        value_parser = scoped_document_url,
        help_heading = "What"
    )]
    pub metadata_url: Vec<Scoped<url::Url>>,

    /// Base address of JumpCloud (https, or http to loopback)
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_JUMPCLOUD_URL",
        value_name = "URL",
        help_heading = "How"
    )]
    pub jumpcloud_url: Option<BaseUrl>,

    /// Base address of what gives a JumpCloud service account its tokens (default: the region's)
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_JUMPCLOUD_OAUTH_URL",
        value_name = "URL",
        help_heading = "How"
    )]
    pub jumpcloud_oauth_url: Option<BaseUrl>,

    /// How Mimecast's profiles and settings are changed
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_MIMECAST_MODE",
        value_enum,
        default_value = "auto",
        help_heading = "How"
    )]
    pub mimecast_mode: MimecastMode,

    /// Administrator who must still be able to sign in when SAML is enforced for administrators
    #[arg(long, global = true, env = "SSO_SETUP_ADMIN", value_name = "EMAIL", value_parser = email, help_heading = "How")]
    pub admin: Option<String>,

    /// Override a guard by name (user-lockout=N: for at most N people); repeatable
    #[arg(
        long = "allow",
        global = true,
        env = "SSO_SETUP_ALLOW",
        value_parser = OverrideParser,
        value_delimiter = ',',
        value_name = "GUARD",
        help_heading = "How"
    )]
    pub allow: Vec<Override>,

    /// Confirm that the human step with this id was carried out; repeatable
    #[arg(
        long = "confirm-step",
        global = true,
        env = "SSO_SETUP_CONFIRM_STEP",
        value_name = "ID",
        help_heading = "How"
    )]
    pub confirm_steps: Vec<String>,

    /// How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)
    #[arg(long, global = true, env = "SSO_SETUP_PROPAGATION", value_name = "DURATION", value_parser = humantime::parse_duration, help_heading = "How")]
    pub propagation: Option<Duration>,

    /// Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_JOURNAL",
        value_name = "DIR",
        help_heading = "How"
    )]
    pub journal: Option<PathBuf>,

    /// File of what people confirmed by hand (default: one a tenant in the XDG state folder)
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_ATTESTATIONS",
        value_name = "FILE",
        help_heading = "How"
    )]
    pub attestations: Option<PathBuf>,

    /// Do not ask whether to make the changes; overrides no guard
    #[arg(
        long,
        short = 'y',
        global = true,
        env = "SSO_SETUP_YES",
        help_heading = "How"
    )]
    pub yes: bool,

    /// Never ask anything, even at a terminal
    #[arg(long, global = true, env = "SSO_SETUP_NO_INPUT", help_heading = "How")]
    pub no_input: bool,

    /// Exit with 2 when changes or human steps are pending
    #[arg(
        long,
        global = true,
        env = "SSO_SETUP_DETAILED_EXITCODE",
        help_heading = "How"
    )]
    pub detailed_exitcode: bool,
}

impl Options {
    /// The connectors chosen, in their fixed order; `apps` alone when none was named.
    pub fn chosen_connectors(&self) -> Vec<Connector> {
        match self.connectors.is_empty() {
            true => vec![Connector::Apps],
            false => Connector::ALL
                .into_iter()
                .filter(|c| self.connectors.contains(c))
                .collect(),
        }
    }
}
