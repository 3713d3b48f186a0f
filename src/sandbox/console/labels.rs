//! The words of Mimecast's console, as its own articles and the identity providers' guides to it print them.
//!
//! They are spelled here once more, and not taken from the worksheet: what the worksheet says wrongly is not found on the page.

use super::addresses::List;

/// The menu that leads here.
pub const MENU: [&str; 2] = ["Users & Groups", "Applications"];

impl List {
    /// What the console calls the list.
    pub const fn name(self) -> &'static str {
        match self {
            List::Profiles => "Authentication Profiles",
            List::Settings => "Application Settings",
        }
    }

    /// What makes a new one.
    pub const fn new_one(self) -> &'static str {
        match self {
            List::Profiles => "New Authentication Profile",
            List::Settings => "New Application Settings",
        }
    }
}

/// A key of the contract and what the form calls it.
pub type Label = (&'static str, &'static str);

/// The name of either.
pub const DESCRIPTION: Label = ("description", "Description");
/// How a password is checked.
pub const DOMAIN_AUTHENTICATION: Label = (
    "domainAuthentication",
    "Allow Mimecast Cloud / Domain Authentication",
);
/// The second step.
pub const TWO_STEP: Label = ("twoStepAuthentication", "2-Step Authentication");
/// How long a sign-in lasts.
pub const TTL: Label = ("authenticationTtl", "Authentication TTL");
/// The networks.
pub const IP_RANGES: Label = ("permittedIpRanges", "Permitted IP Ranges");
/// Whose setting it is.
pub const GROUP: Label = ("groupId", "Group");
/// What those people sign in with.
pub const PROFILE: Label = ("authenticationProfileId", "Authentication Profile");

/// A SAML block: its key, its heading, and the box that opens it.
#[derive(Debug, Clone, Copy)]
pub struct Block {
    /// Its key in the contract.
    pub key: &'static str,
    /// What it is about, for the list.
    pub heading: &'static str,
    /// The box.
    pub enforce: &'static str,
}

/// The three blocks, in the form's order.
pub const BLOCKS: [Block; 3] = [
    Block {
        key: "admin-console",
        heading: "Administration Console",
        enforce: "Enforce SAML Authentication for Administration Console",
    },
    Block {
        key: "web-apps",
        heading: "Mimecast Web Apps",
        enforce: "Enforce SAML Authentication for Mimecast Web Apps",
    },
    Block {
        key: "end-user-apps",
        heading: "End User Applications",
        enforce: "Enforce SAML Authentication for End User Applications",
    },
];

/// Whether a block is in force; the box is called as its block says.
pub const ENFORCED: &str = "enforced";
/// Which identity provider.
pub const PROVIDER: Label = ("provider", "Provider");
/// Where its metadata is.
pub const METADATA_URL: Label = ("metadataUrl", "Metadata URL");
/// Whether that is fetched again.
pub const MONITOR: Label = ("monitorMetadataUrl", "Monitor Metadata URL");
/// Its entity ID.
pub const ISSUER: Label = ("issuer", "Issuer");
/// Where people are sent.
pub const LOGIN_URL: Label = ("loginUrl", "Login URL");
/// Where they land after signing out.
pub const LOGOUT_URL: Label = ("logoutUrl", "Logout URL");
/// Its certificate.
pub const CERTIFICATE: Label = ("certificate", "Identity Provider Certificate (Metadata)");
/// Whether sign-in may start at a tile.
pub const ALLOW: Label = ("allowSingleSignOn", "Allow Single Sign On");
/// The context of a password.
pub const PASSWORD_CONTEXT: Label = ("passwordProtectedContext", "Use Password protected Context");
/// The context of the operating system's sign-in.
pub const INTEGRATED_CONTEXT: Label = (
    "integratedAuthenticationContext",
    "Use Integrated Authentication Context",
);

/// Every key that a refusal can name.
const NAMED: [Label; 14] = [
    DESCRIPTION,
    DOMAIN_AUTHENTICATION,
    TWO_STEP,
    TTL,
    IP_RANGES,
    GROUP,
    PROFILE,
    PROVIDER,
    METADATA_URL,
    MONITOR,
    ISSUER,
    LOGIN_URL,
    LOGOUT_URL,
    CERTIFICATE,
];

/// What the API says of its own fields, in the words of the form: `blocks.web-apps.issuer is required` is about the field
/// Issuer of Mimecast Web Apps.
pub fn in_the_forms_words(message: &str) -> String {
    let label = |key: &str| NAMED.iter().find(|(known, _)| *known == key).map(|l| l.1);
    let (first, rest) = message.split_once(' ').unwrap_or((message, ""));
    let key = first.trim_end_matches(':');
    let (block, key) = match key.strip_prefix("blocks.").and_then(|k| k.split_once('.')) {
        Some((block, key)) => (BLOCKS.iter().find(|known| known.key == block), key),
        None => (None, key),
    };
    let Some(label) = label(key) else {
        return message.to_owned();
    };
    let colon = if first.ends_with(':') { ":" } else { "" };
    match block {
        Some(block) => format!("{}: {label}{colon} {rest}", block.heading),
        None => format!("{label}{colon} {rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::in_the_forms_words;

    #[test]
    fn a_refusal_names_fields_as_the_form_does() {
        for (api, form) in [
            (
                "blocks.web-apps.issuer is required where the block is enforced",
                "Mimecast Web Apps: Issuer is required where the block is enforced",
            ),
            ("description is required", "Description is required"),
            (
                "permittedIpRanges: \"x\" is not an address or a network",
                "Permitted IP Ranges: \"x\" is not an address or a network",
            ),
            (
                "groupId names no group of this account",
                "Group names no group of this account",
            ),
            (
                "the application setting \"issuer\" uses it",
                "the application setting \"issuer\" uses it",
            ),
            ("", ""),
        ] {
            assert_eq!(in_the_forms_words(api), form);
        }
    }
}
