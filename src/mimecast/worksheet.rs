//! The Mimecast console steps that no public API can do, every value filled in.
//!
//! Menu paths, fields and their order are those of Mimecast's own articles on Authentication
//! Profiles and Application Settings and of the identity providers' guides to them.

mod rows;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::connector::{ADMINISTRATORS_PROFILE, Block};
use crate::plan::{BlockField, SettingField};

pub use rows::{BlockSheet, Row};
use rows::{block_rows, certificate_row, row, text, tick};

/// Where a step happens, in today's menus and in those most guides still show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Menu {
    /// Today's path.
    pub new: &'static str,
    /// The older path.
    pub old: &'static str,
}

/// Both menu paths to profiles and settings.
pub const MENU: Menu = Menu {
    new: "Users & Groups | Applications",
    old: "Administration | Services | Applications",
};

/// One console step: a form to open, fill in and save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What it achieves.
    pub title: String,
    /// How to get to the form.
    pub menu: Menu,
    /// What to open there, one after the other: the list, then a name in it or its button; `Delete` last deletes that one.
    pub open: String,
    /// To be true before it is begun.
    pub before: Vec<String>,
    /// The form's fields, from top to bottom.
    pub fields: Vec<Row>,
    /// To look at before or after saving.
    pub check: Vec<String>,
}

/// Everything the steps are filled in from.
#[derive(Debug, Clone, PartialEq)]
pub struct Worksheet {
    /// Description of the Authentication Profile.
    pub profile: String,
    /// Description of the Application Setting.
    pub setting: String,
    /// Mimecast group the setting applies to, if one was named.
    pub group: Option<String>,
    /// The blocks to enforce.
    pub blocks: Vec<BlockSheet>,
}

/// Mimecast takes up to this long to act on a changed setting (Mimecast KB, application settings).
pub const PROPAGATION: &str = "15 minutes";

const PROFILES: &str = "Authentication Profiles";
const SETTINGS: &str = "Application Settings";
const DELETE: &str = "Delete";
const RIGHT_CLICK: &str = "To delete it, right-click it in the list.";

const SECOND_SESSION: &str =
    "A second administrator session is open, and stays open until everything is done.";
const LETTER_BY_LETTER: &str = "Compare Issuer and Login URL with the values above letter by letter: no blank, no https:// added or lost.";

const AS_TODAY: &str = "as in the profile these people have today";
const AS_IT_IS: &str = "leave as it is";
impl Worksheet {
    /// Creates the Authentication Profile. It enforces nothing yet, so nobody's sign-in changes.
    pub fn profile_step(&self) -> Step {
        let mut fields = vec![
            text("Description", &self.profile),
            row("Allow Mimecast Cloud / Domain Authentication", AS_TODAY),
            row("2-Step Authentication", AS_TODAY)
                .note("where SAML is enforced, it takes precedence over 2-Step Authentication"),
            row("Authentication TTL", AS_TODAY),
        ];
        for block in Block::ALL {
            fields.push(row(block.console_label(), AS_IT_IS).note(
                match self.blocks.iter().any(|b| b.block == block) {
                    true => {
                        "unticked in a new profile; a later step ticks it and fills in its fields"
                    }
                    false => "unticked in a new profile; not wanted here",
                },
            ));
        }
        fields.push(row("Permitted IP Ranges", AS_TODAY));
        Step {
            title: format!("Create the Authentication Profile \"{}\"", self.profile),
            menu: MENU,
            open: format!("{PROFILES} | New Authentication Profile"),
            before: vec![
                "You are signed in as an administrator who may edit authentication profiles, and a second \
                 administrator session stays open until everything is proven."
                    .to_owned(),
            ],
            fields,
            check: vec![
                format!("If \"{}\" exists already, open it instead of creating another.", self.profile),
                "Save and Exit.".to_owned(),
            ],
        }
    }

    /// Attaches the profile to a group through an Application Setting.
    pub fn setting_step(&self) -> Step {
        let group = match &self.group {
            Some(group) => text(SettingField::Group.label(), group).note(
                "Lookup, find it in the list, Select; of two with this name, the one that is kept in Mimecast. Start with a \
                 test user in it, and widen it once sign-in is proven",
            ),
            None => row(SettingField::Group.label(), "a small test group")
                .note("name it with --mimecast-group, so that it can be checked"),
        };
        Step {
            title: format!("Point the Application Setting \"{}\" at the profile", self.setting),
            menu: MENU,
            open: format!("{SETTINGS} | New Application Settings"),
            before: vec![
                "The Default Application Settings cannot be changed: they are only overridden by others."
                    .to_owned(),
                "Where these people have a setting of their own, its other values are wanted in this one too: right-click it, \
                 and choose Clone Application Settings in place of New Application Settings."
                    .to_owned(),
            ],
            fields: vec![
                text(SettingField::Description.label(), &self.setting),
                group,
                text(SettingField::AuthenticationProfile.label(), &self.profile)
                    .note("Lookup, find it in the list, Select"),
            ],
            check: vec![
                format!("If \"{}\" exists already, open it instead of creating another.", self.setting),
                format!("Save and Exit. It takes up to {PROPAGATION} to take effect."),
            ],
        }
    }

    /// Stops enforcing SAML in these blocks: people sign in as before from then on.
    pub fn release_step(&self, blocks: &BTreeSet<Block>) -> Step {
        let untick = |block: &Block| row(block.console_label(), tick(false));
        let fields = blocks.iter().map(untick).collect();
        Step {
            title: format!("Stop enforcing SAML in the profile \"{}\"", self.profile),
            menu: MENU,
            open: format!("{PROFILES} | {}", self.profile),
            before: vec![
                "Everybody in the group of the profile has another way to sign in: a Mimecast or domain password."
                    .to_owned(),
                SECOND_SESSION.to_owned(),
            ],
            fields,
            check: vec![
                "Save and Exit.".to_owned(),
                format!(
                    "It takes up to {PROPAGATION} to take effect: nothing is changed in JumpCloud before that has passed."
                ),
            ],
        }
    }

    /// Imports new certificates; everything else in the profile stays.
    pub fn import_step(&self) -> Step {
        let mut fields = Vec::new();
        for sheet in &self.blocks {
            let enforce = sheet.block.console_label();
            fields.push(row(enforce, tick(true)).note("only to see the fields that follow"));
            fields.extend(sheet.text(BlockField::MetadataUrl).map(|url| {
                text(BlockField::MetadataUrl.label(), url).note(
                    "then Import: it fills in the certificate. Should Mimecast not reach it, enter the certificate by hand",
                )
            }));
            fields.push(certificate_row(sheet));
            fields.push(row(enforce, tick(false)).note("before saving: a later step enforces it"));
        }
        Step {
            title: format!("Give the profile \"{}\" the new certificate", self.profile),
            menu: MENU,
            open: format!("{PROFILES} | {}", self.profile),
            before: vec!["SAML is not enforced in the profile.".to_owned()],
            fields,
            check: vec!["Save and Exit.".to_owned()],
        }
    }

    /// Has another application sign for blocks that are in force, and stay so.
    pub fn take_over_step(&self) -> Step {
        let blocks: Vec<&str> = self.blocks.iter().map(|b| b.block.as_str()).collect();
        Step {
            title: format!(
                "Have another application sign people in in the profile \"{}\" ({})",
                self.profile,
                blocks.join(", ")
            ),
            menu: MENU,
            open: format!("{PROFILES} | {}", self.profile),
            before: vec![
                "SAML is enforced in these blocks, and stays so: people sign in with the old values until this takes effect, \
                 and with these from then on."
                    .to_owned(),
                SECOND_SESSION.to_owned(),
            ],
            fields: self.blocks.iter().flat_map(block_rows).collect(),
            check: vec![
                LETTER_BY_LETTER.to_owned(),
                format!(
                    "Save and Exit. It takes up to {PROPAGATION} to take effect: the application that is taken out stays as it is \
                     until that has passed."
                ),
            ],
        }
    }

    /// Takes the profile away from the people of the Application Setting.
    pub fn detach_step(&self) -> Step {
        Step {
            title: format!("Delete the Application Setting \"{}\"", self.setting),
            menu: MENU,
            open: format!("{SETTINGS} | {} | {DELETE}", self.setting),
            before: vec![
                "SAML is no longer enforced in the profile.".to_owned(),
                "The setting was made for this connection alone. Where its people had it before, keep it: open it, Lookup the \
                 Authentication Profile that they had before, Select, Save and Exit, and this step is done."
                    .to_owned(),
            ],
            fields: Vec::new(),
            check: vec![
                RIGHT_CLICK.to_owned(),
                format!(
                    "The setting is gone from the list. It takes up to {PROPAGATION} until its people sign in by the setting \
                     that applies to them now."
                ),
            ],
        }
    }

    /// Deletes the profile, or leaves it to those who still use it.
    pub fn discard_step(&self) -> Step {
        Step {
            title: format!("Delete the Authentication Profile \"{}\"", self.profile),
            menu: MENU,
            open: format!("{PROFILES} | {} | {DELETE}", self.profile),
            before: vec![
                "No Application Setting has the profile any more; where one has, keep the profile."
                    .to_owned(),
            ],
            fields: Vec::new(),
            check: vec![
                RIGHT_CLICK.to_owned(),
                "The profile is gone from the list.".to_owned(),
            ],
        }
    }

    /// Fills in and enforces the SAML blocks.
    pub fn enforcement_step(&self) -> Step {
        let mut fields = Vec::new();
        for sheet in &self.blocks {
            fields.extend(block_rows(sheet));
        }
        let mut before = vec![
            "A backup administrator, whose own authentication profile is another one and was tried today, can sign in."
                .to_owned(),
            "The second administrator session is still open.".to_owned(),
        ];
        if self.blocks.iter().any(|b| b.block == Block::AdminConsole) {
            before.push(format!(
                "No profile {ADMINISTRATORS_PROFILE} exists: where it does, it overrides every other profile for \
                 administrators."
            ));
        }
        Step {
            title: format!("Enforce SAML in the profile \"{}\"", self.profile),
            menu: MENU,
            open: format!("{PROFILES} | {}", self.profile),
            before,
            fields,
            check: vec![
                LETTER_BY_LETTER.to_owned(),
                format!("Save and Exit, and wait {PROPAGATION}."),
                "In a private browser window, sign in as the test user; keep this session open until it worked."
                    .to_owned(),
            ],
        }
    }
}
