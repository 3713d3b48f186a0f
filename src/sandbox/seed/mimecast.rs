//! Mimecast's part of the seed: groups, profiles and settings, some of them in use by others.

use super::names::ORGANIZATION;
use crate::sandbox::mimecast::state::{Account, Folder, MimecastState, Profile, Setting, Source};

/// Mimecast account code of the sandbox's organisation.
const ACCOUNT_CODE: &str = "CUK1A1";

/// Ids of the seed are the same in every sandbox.
fn id(kind: &str, number: u8) -> String {
    format!("mc-{kind}-seed-{number:04}")
}

/// Everyone here is active and in JumpCloud's "All Staff".
const EVERYONE: [&str; 10] = [
    "ada@widgets.example",
    "grace@widgets.example",
    "alan@widgets.example",
    "katherine@widgets.example",
    "edsger@widgets.example",
    "barbara@widgets.example",
    "donald@widgets.example",
    "margaret@widgets.example",
    "radia@widgets.example",
    "ken@widgets.example",
];

/// None of them is in JumpCloud's "All Staff"; one is not in JumpCloud at all.
const CONTRACTORS: [&str; 3] = [
    "pat@widgets.example",
    "sam@widgets.example",
    "temp@agency.example",
];

/// The state.
pub fn state() -> MimecastState {
    let folder = |number, description: &str, source, members: &[&str]| Folder {
        id: id("group", number),
        description: description.to_owned(),
        source,
        members: members.iter().map(|&member| member.to_owned()).collect(),
    };
    let default_profile = Profile {
        id: id("profile", 1),
        description: "Default Authentication Profile".to_owned(),
        default: true,
        ..Profile::default()
    };
    let two_step = Profile {
        id: id("profile", 2),
        description: "Staff 2-Step".to_owned(),
        two_step_authentication: "totp-app".to_owned(),
        permitted_ip_ranges: vec!["192.0.2.0/24".to_owned()],
        ..Profile::default()
    };
    let default_setting = Setting {
        id: id("setting", 1),
        description: "Default Application Settings".to_owned(),
        default: true,
        authentication_profile_id: default_profile.id.clone(),
        ..Setting::default()
    };
    let contractors = folder(2, "Contractors", Source::Cloud, &CONTRACTORS);
    let contractors_setting = Setting {
        id: id("setting", 2),
        description: "Contractors settings".to_owned(),
        group_id: contractors.id.clone(),
        authentication_profile_id: two_step.id.clone(),
        mobile_enabled: false,
        ..Setting::default()
    };
    MimecastState {
        account: Account {
            code: ACCOUNT_CODE.to_owned(),
            name: ORGANIZATION.to_owned(),
        },
        folders: vec![
            folder(1, "All Mimecast users", Source::Cloud, &EVERYONE),
            contractors,
            // Finding by text finds these too.
            folder(3, "All Mimecast users (archived)", Source::Cloud, &[]),
            folder(4, "Executives", Source::Cloud, &EVERYONE[..1]),
            folder(5, "All Mimecast users", Source::Ldap, &EVERYONE[..2]),
        ],
        profiles: vec![default_profile, two_step],
        settings: vec![default_setting, contractors_setting],
    }
}
