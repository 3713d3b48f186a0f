//! The three SAML blocks of a Mimecast Authentication Profile.

use std::fmt;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// Where a profile of this name exists, it overrides every other for administrators, at once (Mimecast KB 34000821848595).
pub const ADMINISTRATORS_PROFILE: &str = "Account_Administrators_Authentication_Profile";

/// One SAML block, in the order of Mimecast's form.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, ValueEnum, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// Everyone with an administrator role, in any web application.
    AdminConsole,
    /// Everyone else in the web applications; a must for the Personal Portal.
    WebApps,
    /// Outlook, mobile, Mac and everything that uses the API as a user: ends password sign-in there.
    EndUserApps,
}

impl Block {
    /// All three, in the form's order.
    pub const ALL: [Block; 3] = [Block::AdminConsole, Block::WebApps, Block::EndUserApps];

    /// The name used on the command line, in JSON and in ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Block::AdminConsole => "admin-console",
            Block::WebApps => "web-apps",
            Block::EndUserApps => "end-user-apps",
        }
    }

    /// The tick box of Mimecast's form that opens and enforces this block.
    pub const fn console_label(self) -> &'static str {
        match self {
            Block::AdminConsole => "Enforce SAML Authentication for Administration Console",
            Block::WebApps => "Enforce SAML Authentication for Mimecast Web Apps",
            Block::EndUserApps => "Enforce SAML Authentication for End User Applications",
        }
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
