//! The plan engine: what both services say and what is wanted in, an ordered, guarded, digestible [`Plan`] out.
//!
//! ```text
//! world now ([`Observed`]) ──┐
//!                            ├─> [`Comparison`] ──> guards ──> bracket ──> [`Plan`], digest
//! world wanted ([`Goal`]) ───┘   (changes, notes)   (judge the world    (release first,
//!                                                    as it would be)     enforce last)
//! ```
//!
//! - The **world**: applications, access, profile, setting, each a document, absent, or unread; and what people attested.
//! - A **goal** says which world is wanted, and what to know of the way there: set-up, removal, rotation, undo, in `goal`. The
//!   values that applications and blocks are to have are worked out in `expected` alone.
//! - The **comparison** holds the two worlds against each other: the same change of the same object is made in `compare`,
//!   whatever the goal, and `assemble` makes a plan of it.
//! - A [`Change`] is one object and its [`Field`]s, before and after. People are shown these, the digest covers them, and they are
//!   what is written: nothing works a value out again.
//! - The **sign-in model** ([`World`]) says of each way into Mimecast whether it works; guards and closing words speak from it.
//! - The **bracket**: what sign-in hangs on is let go of before it is disturbed, and relied on again last. Which change
//!   waits for which is one table, in `bracket`. How long Mimecast takes to act the engine waits for.
//!
//! Everything here is pure: no I/O, no clock (the time is an argument), no randomness, stable
//! order. The same inputs give the same plan, byte for byte.

mod acs_urls;
mod allowed;
mod assemble;
mod at_once;
mod begun;
mod block_values;
mod bracket;
mod case;
mod change;
mod compare;
mod console_piece;
mod desired;
mod digest;
mod document;
mod expected;
mod export;
mod field;
mod form;
mod goal;
mod guard;
mod kept;
mod mimecast_ids;
mod name_id;
mod observed;
mod ownership;
mod people;
mod placeholder;
mod refusal;
mod replacement;
mod shown;
mod signer;
mod signin;
mod subject;
mod survey;
mod template;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod told;
mod wanted;

pub use acs_urls::acs_list;
pub use allowed::{Allowed, Override};
pub use assemble::assemble;
pub use at_once::at_once;
pub use begun::{LeftOpen, left_open};
pub use block_values::BlockValues;
pub use bracket::{disturbs, ends_sign_in};
pub use case::Case;
pub use change::{Action, Actor, Change, Mode, Plan, TenantSummary};
pub use compare::Comparison;
pub use console_piece::{ConsolePiece, set_up_by, taken_away_by};
pub use desired::{Desired, DesiredApplication, DesiredBlock, DesiredSetting, Logo, TILE_COLORS};
pub use document::{Fill, create_body, edit, placeholders};
pub use expected::{block_values, certificate as certificate_told, idp_url, issuer};
pub use export::{Exported, LiveTenant, accounts, choose, still_to_change, template_of};
pub use field::{Field, FieldValue};
pub use form::{BlockField, FieldKind, GROUP_NAME, PROFILE_NAME, SettingField};
pub use goal::{
    Goal, Live, Removal, Rotation, Undo, WayBack, removal, rest, rotated_by_default, rotation,
    set_up, wants_people, way_back,
};
pub use guard::{
    BACKUP_ADMINISTRATOR, TEST_SIGN_IN, UNPROVEN_IN_FORCE, judge_metadata,
    replaces_a_signer_in_force, unproven_signer, validity_problems,
};
pub use kept::Kept;
pub use mimecast_ids::{MimecastGroupId, ProfileId};
pub use observed::{
    CertificateFacts, GroupReference, Metadata, Names, Observed, ObservedApplication,
    ObservedMimecast, ObservedProfile, ObservedSetting, OurApplication, Person, Replaced,
};
pub use ownership::{
    Claims, Made, find_among, find_ours, has_suffix, is_as_sent, suffix_of, winner,
};
pub use people::{Access, Members, PILOT, People, SignIn};
pub use refusal::{Guard, Refusal, Warning};
pub use replacement::is_of_another_template;
pub use shown::{is_hidden, unread as unread_settings};
pub use signer::{OwnCertificate, Signer, certificate_of, signer};
pub use signin::{Fault, Start, Verdict as SignInVerdict, Way, World};
pub use subject::{Subject, System, TargetKind};
pub use survey::{Finding, Surveyed, survey};
pub use template::{
    choose as choose_template, ending, for_new as template_for_new, unknown_fields,
};
pub use told::{Told, left_there};
pub use wanted::{Purpose, Wanted, WantedApplication, WantedLogo};
