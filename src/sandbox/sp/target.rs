//! Where somebody wants to go, which profile they sign in with, and which of its blocks applies.

use crate::connector::Block;
use crate::sandbox::mimecast::state::{self as mimecast, ADMINISTRATORS, MimecastState, Profile};

/// Where Mimecast takes answers to its own requests, whatever they sign in to.
pub const LOGIN_ACS: &str = "/login/saml";

/// What somebody signs in to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The Personal Portal.
    Portal,
    /// The Administration Console.
    Console,
}

impl Target {
    /// Both.
    pub const ALL: [Target; 2] = [Target::Portal, Target::Console];

    /// Where Mimecast takes the answers of its tile, which are to no request.
    pub const fn tile_acs(self) -> &'static str {
        match self {
            Target::Portal => "/login/sso/mpp",
            Target::Console => "/login/sso/adcon",
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Target::Portal => "Personal Portal",
            Target::Console => "Administration Console",
        }
    }

    /// Which block decides. Mimecast goes by the person's role, for any web application; the sandbox knows
    /// no roles, and takes those for administrators who go to the console.
    pub const fn block(self) -> Block {
        match self {
            Target::Portal => Block::WebApps,
            Target::Console => Block::AdminConsole,
        }
    }

    /// The path of its own page, below the sign-in host. The portal's is assumed.
    pub const fn path(self) -> &'static str {
        match self {
            Target::Portal => "/m/portal/app/",
            Target::Console => "/administration/app/",
        }
    }

    /// The query with which the sign-in page leads there.
    pub const fn login_query(self) -> &'static str {
        match self {
            Target::Portal => "",
            Target::Console => "?gta=administration",
        }
    }
}

/// Whether Mimecast knows this address: it does where a group has it.
pub fn is_user(mimecast: &MimecastState, address: &str) -> bool {
    let mut groups = mimecast.folders.iter();
    groups.any(|group| has(&group.members, address))
}

fn has(members: &[String], address: &str) -> bool {
    let address = address.trim();
    let mut members = members.iter();
    members.any(|member| member.eq_ignore_ascii_case(address))
}

/// The profile that somebody signs in with: their group's setting says, in the settings' order, and else
/// the default setting. For administrators the default administrator profile overrides both, where it
/// exists.
pub fn profile<'s>(
    mimecast: &'s MimecastState,
    address: &str,
    target: Target,
) -> Option<&'s Profile> {
    let mut profiles = mimecast.profiles.iter();
    if target == Target::Console
        && let Some(overriding) = profiles.find(|profile| profile.description == ADMINISTRATORS)
    {
        return Some(overriding);
    }
    let groups: Vec<&str> = mimecast
        .folders
        .iter()
        .filter(|group| has(&group.members, address))
        .map(|group| group.id.as_str())
        .collect();
    let settings = &mimecast.settings;
    let own = settings
        .iter()
        .find(|setting| !setting.default && groups.contains(&setting.group_id.as_str()));
    let setting = own.or_else(|| settings.iter().find(|setting| setting.default))?;
    let mut profiles = mimecast.profiles.iter();
    profiles.find(|profile| profile.id == setting.authentication_profile_id)
}

/// A profile's block.
pub fn block(profile: &Profile, block: Block) -> &mimecast::Block {
    match block {
        Block::AdminConsole => &profile.blocks.admin_console,
        Block::WebApps => &profile.blocks.web_apps,
        Block::EndUserApps => &profile.blocks.end_user_apps,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::mimecast::state::{Account, Folder, Setting, Source};

    fn state(administrators: bool) -> MimecastState {
        let profile = |id: &str, description: &str| Profile {
            id: id.to_owned(),
            description: description.to_owned(),
            ..Profile::default()
        };
        let setting = |group: &str, profile: &str, default| Setting {
            group_id: group.to_owned(),
            authentication_profile_id: profile.to_owned(),
            default,
            ..Setting::default()
        };
        let mut profiles = vec![profile("d", "Default"), profile("s", "Staff")];
        if administrators {
            profiles.push(profile("a", ADMINISTRATORS));
        }
        MimecastState {
            account: Account {
                code: "CUK1A1".to_owned(),
                name: String::new(),
            },
            folders: vec![Folder {
                id: "g".to_owned(),
                description: "Staff".to_owned(),
                source: Source::Cloud,
                members: vec!["Ada@widgets.example".to_owned()],
            }],
            profiles,
            settings: vec![setting("", "d", true), setting("g", "s", false)],
        }
    }

    fn id_of(state: &MimecastState, address: &str, target: Target) -> String {
        profile(state, address, target).unwrap().id.clone()
    }

    #[test]
    fn a_groups_setting_comes_before_the_default_one() {
        let state = state(false);
        for target in Target::ALL {
            assert_eq!(id_of(&state, " ada@Widgets.example", target), "s");
            assert_eq!(id_of(&state, "pat@widgets.example", target), "d");
            assert_eq!(id_of(&state, "", target), "d");
        }
        assert!(is_user(&state, "ADA@widgets.example"));
        assert!(!is_user(&state, "pat@widgets.example"));
    }

    #[test]
    fn the_administrators_profile_overrides_all_others_for_the_console() {
        let state = state(true);
        assert_eq!(id_of(&state, "ada@widgets.example", Target::Console), "a");
        assert_eq!(id_of(&state, "ada@widgets.example", Target::Portal), "s");
    }
}
