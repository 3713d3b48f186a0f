//! Blocks in force whose application JumpCloud does not list: nobody can sign in through them, or the list
//! does not say everything.

use crate::check::{Check, Status};
use crate::plan::{Desired, ObservedApplication, ObservedProfile, suffix_of};

/// One failed check for each block that Mimecast enforces for an IdP URL of this account's connectors while
/// `applications`, which is everything that JumpCloud lists, holds no application with it.
pub fn dangling(
    desired: &Desired,
    profiles: &[ObservedProfile],
    applications: &[ObservedApplication],
) -> Vec<Check> {
    let wanted = || desired.applications.iter().chain(&desired.neighbours);
    let is_ours = |url: &str| wanted().any(|w| suffix_of(url) == Some(w.suffix.as_str()));
    let is_listed = |url: &str| {
        let mut listed = applications.iter();
        listed.any(|a| suffix_of(&a.idp_url) == suffix_of(url))
    };
    let mut checks = Vec::new();
    for profile in profiles {
        for (block, values) in &profile.blocks {
            let url = &values.login_url;
            if !values.enforced || !is_ours(url) || is_listed(url) {
                continue;
            }
            let message = format!(
                "the profile \"{}\" enforces {block} through {url}, and JumpCloud lists no application with that IdP URL: \
                 nobody can sign in through it",
                profile.description
            );
            checks.push(
                Check::new(format!("mimecast/{block}/application"), Status::Fail, message).remedy(
                    "look whether the application is in the JumpCloud console; if it is gone, stop enforcing with \
                     sso-setup mimecast remove, or set it up anew",
                ),
            );
        }
    }
    checks
}
