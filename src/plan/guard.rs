//! The named reasons to refuse a plan.

mod metadata;
mod people;
mod pilot;
mod signin;

pub use metadata::{
    UNPROVEN_IN_FORCE, replaces_a_signer_in_force, unproven_signer, validity_problems,
};
pub use signin::TEST_SIGN_IN;

use time::OffsetDateTime;

use crate::connector::{ADMINISTRATORS_PROFILE, Block, Connector};

use super::case::Case;
use super::change::{Action, Change, Mode};
use super::compare::Comparison;
use super::desired::Desired;
use super::expected::idp_url;
use super::form::BlockField;
use super::observed::Observed;
use super::ownership::{is_superseded, lookalikes};
use super::refusal::{Guard, Refusal, Verdict, Warning};
use super::subject::{Subject, System};
use super::survey::survey;
use super::wanted::Purpose;
use crate::text;

/// Profiles and settings that belong to the whole account (Mimecast KB, authentication profiles).
const ACCOUNT_WIDE: [&str; 3] = [
    "Default Authentication Profile",
    "Default Application Settings",
    ADMINISTRATORS_PROFILE,
];

/// Asks the guards about what a goal found. What is taken away is judged by the goal itself, which knows what hangs on it; what
/// stays in force, here.
pub fn judge(case: &Case<'_>, found: &Comparison) -> Verdict {
    let mut verdict = Verdict {
        refusals: found.refusals.clone(),
        ..Verdict::default()
    };
    match case.purpose {
        Purpose::Remove { .. } => removal(case, found, &mut verdict),
        Purpose::Rotate => rotation(case, found, &mut verdict),
        Purpose::SetUp | Purpose::Undo => connection(case, found, &mut verdict),
    }
    overridden(verdict, case.desired)
}

/// What connects, or connects again.
fn connection(case: &Case<'_>, found: &Comparison, verdict: &mut Verdict) {
    let (desired, observed, changes) = (case.desired, case.observed, &found.changes);
    account_wide(desired, observed, verdict);
    ownership(desired, observed, verdict);
    replaced(desired, observed, verdict);
    others(case, verdict);
    let enforced = blocks_put_in_force(desired, observed, found);
    // An undo that tells Mimecast nothing hands nobody a certificate.
    let told = |c: &Change| c.target.system == System::Mimecast && !c.takes_away();
    let tells = case.purpose != Purpose::Undo || !enforced.is_empty() || changes.iter().any(told);
    if !changes.is_empty() && tells {
        metadata::judge(desired, observed, changes, case.now, verdict);
    }
    people::judge(desired, observed, case.people, &enforced, verdict);
    signin::judge(case, &enforced, verdict);
    if case.purpose == Purpose::SetUp {
        pilot::judge(case, changes, verdict);
    }
    recovery(case, &enforced, verdict);
    people::left_out(desired, observed, case.people, changes, verdict);
}

/// What stays in force though the application that signs for it goes: another one takes it over.
fn removal(case: &Case<'_>, found: &Comparison, verdict: &mut Verdict) {
    let (desired, observed, changes) = (case.desired, case.observed, &found.changes);
    if desired.blocks.is_empty() || changes.is_empty() {
        return;
    }
    metadata::judge(desired, observed, changes, case.now, verdict);
    let enforced = blocks_put_in_force(desired, observed, found);
    people::judge(desired, observed, case.people, &enforced, verdict);
    signin::judge(case, &enforced, verdict);
    recovery(case, &enforced, verdict);
}

/// New certificates. An old one that is unfit or about to expire is no reason to keep it.
fn rotation(case: &Case<'_>, found: &Comparison, verdict: &mut Verdict) {
    let (desired, observed) = (case.desired, case.observed);
    if !found.changes.is_empty() {
        account_wide(desired, observed, verdict);
        backup_administrator(desired, verdict);
        metadata::judge_rotation(desired, observed, verdict);
        let rotated = |url: &str| {
            let mut wanted = desired.applications.iter();
            wanted.any(|a| {
                let ours = observed.ours.get(&a.connector);
                ours.is_some_and(|o| o.application.idp_url == url)
            })
        };
        left_behind(desired, observed, rotated, verdict);
    }
    let enforced = enforced_blocks(&found.changes);
    people::judge(desired, observed, case.people, &enforced, verdict);
    signin::judge(case, &[], verdict);
    recovery(case, &enforced, verdict);
}

/// Blocks in force that take their IdP from an application that gets a new certificate, `renewed` by its IdP URL, and that this
/// run does not tell of it.
fn left_behind(
    desired: &Desired,
    observed: &Observed,
    renewed: impl Fn(&str) -> bool,
    verdict: &mut Verdict,
) {
    for profile in observed.mimecast.iter().flat_map(|m| &m.profiles) {
        for (block, values) in &profile.blocks {
            let told = profile.description == desired.profile && desired.blocks.contains_key(block);
            if told || !values.enforced || !renewed(&values.login_url) {
                continue;
            }
            verdict.refusals.push(Guard::lockout(*block).refuse(format!(
                "the profile \"{}\" enforces {block} through {}, and this run would not tell it of the new certificate: its \
                 people would be locked out. Name it with --profile and --enforce {block}",
                profile.description, values.login_url
            )));
        }
    }
}

/// What hangs on an application that is deleted before another is made in its place.
fn replaced(desired: &Desired, observed: &Observed, verdict: &mut Verdict) {
    let goes = || observed.replaced.values().filter_map(|r| r.there.as_ref());
    if goes().next().is_none() {
        return;
    }
    let goes_at = |url: &str| goes().any(|ours| ours.application.idp_url == url);
    left_behind(desired, observed, goes_at, verdict);
    // What is not known of a signer would not be known of the new one, and by then the old one is gone.
    let signs = |c: &Connector| desired.blocks.values().any(|b| b.source == *c);
    let signers = observed.replaced.iter().filter(|(c, _)| signs(c));
    let signers = signers.filter_map(|(_, replaced)| replaced.there.as_ref());
    signers.for_each(|ours| metadata::judge_renewal(ours, verdict));
    backup_administrator(desired, verdict);
    for profile in observed.mimecast.iter().flat_map(|m| &m.profiles) {
        let mut blocks = profile.blocks.values();
        let in_force = blocks.any(|values| values.enforced && goes_at(&values.login_url));
        if in_force && !observed.is_attached(profile) {
            verdict.refusals.push(Guard::ChangedSince.refuse(format!(
                "the profile \"{}\" enforces SAML through an application that would be deleted, and Mimecast lists no application \
                 setting that applies it: a list that lacks one is no proof that nobody signs in there. Look in the Mimecast \
                 console: where there is none, this can be allowed",
                profile.description
            )));
        }
    }
}

/// Asks only whether the metadata that a person would be handed a certificate of is the applications' own. What could
/// not be read hands nobody anything.
pub fn judge_metadata(desired: &Desired, observed: &Observed, now: OffsetDateTime) -> Verdict {
    let mut verdict = Verdict::default();
    let mut read = observed.clone();
    read.ours.retain(|_, ours| ours.metadata.is_ok());
    metadata::judge(desired, &read, &[], now, &mut verdict);
    let unfit = Guard::MetadataUnfit;
    verdict.refusals.retain(|r| r.guard == unfit.name());
    overridden(verdict, desired)
}

/// What `--confirm-step` takes for: an administrator whom the profile does not apply to can sign in.
pub const BACKUP_ADMINISTRATOR: &str = "backup-administrator";

/// Where Mimecast cannot be read, only a person knows whether somebody could still repair it by hand.
fn backup_administrator(desired: &Desired, verdict: &mut Verdict) {
    if desired.mode == Mode::Worksheet && !desired.backup_administrator {
        verdict.refusals.push(Guard::AdminLockout.refuse(format!(
            "between the old certificate and the new one nobody can sign in through SAML, and whether an administrator \
             outside the profile \"{}\" can sign in was not confirmed. Try it today, then confirm it with \
             --confirm-step {BACKUP_ADMINISTRATOR}",
            desired.profile
        )));
    }
}

/// Whoever enforces SAML for administrators is to have one left whom it does not concern: what goes wrong then is mended by
/// them, and otherwise by a form with Mimecast's support.
fn recovery(case: &Case<'_>, enforced: &[Block], verdict: &mut Verdict) {
    let desired = case.desired;
    if desired.backup_administrator || !enforced.contains(&Block::AdminConsole) {
        return;
    }
    let message = format!(
        "SAML would be enforced for administrators, and whether one outside the profile \"{}\" can sign in was not confirmed: \
         should sign-in fail, nobody else could mend it, but for Mimecast's support. Try it today, then confirm it with \
         --confirm-step {BACKUP_ADMINISTRATOR}",
        desired.profile
    );
    match case.tenant.played {
        true => verdict.warnings.push(Warning {
            code: BACKUP_ADMINISTRATOR,
            message,
        }),
        false => verdict.refusals.push(Guard::AdminLockout.refuse(message)),
    }
}

/// The verdict with what was settled before a service was asked, and without what was overridden by name.
fn overridden(mut verdict: Verdict, desired: &Desired) -> Verdict {
    verdict.refusals.extend(desired.refusals.iter().cloned());
    let (covered, refusals): (Vec<Refusal>, Vec<Refusal>) = verdict
        .refusals
        .into_iter()
        .partition(|refusal| desired.allow.covers(refusal));
    // Whoever goes on without having read something is told what.
    let unread = covered
        .into_iter()
        .filter(|refusal| refusal.guard == Guard::PeopleUnread.name());
    verdict.warnings.extend(unread.map(|refusal| Warning {
        code: refusal.guard,
        message: refusal.message,
    }));
    verdict.refusals = refusals;
    verdict
}

/// The blocks that the changes would newly enforce.
pub fn enforced_blocks(changes: &[Change]) -> Vec<Block> {
    let enforcement = changes
        .iter()
        .filter(|c| matches!(c.subject, Subject::Enforcement(_)));
    enforcement
        .flat_map(|c| &c.fields)
        .filter_map(|f| {
            let mut blocks = Block::ALL.into_iter();
            blocks.find(|block| f.name == BlockField::Enforced.of(*block))
        })
        .collect()
}

/// The blocks that the changes put in force for somebody: those newly enforced, and those that are
/// enforced already and would now send people to another IdP, or apply to other people.
pub fn blocks_put_in_force(
    desired: &Desired,
    observed: &Observed,
    found: &Comparison,
) -> Vec<Block> {
    let changes = &found.changes;
    let newly = enforced_blocks(changes);
    let profile = observed.profile(&desired.profile);
    let applied_anew = changes.iter().any(applies_anew);
    let other_idp = |block: &Block| {
        let idp = [
            BlockField::Issuer,
            BlockField::LoginUrl,
            BlockField::Certificate,
        ];
        let names = idp.map(|field| field.of(*block));
        let mut profile_changes = changes
            .iter()
            .filter(|c| matches!(c.subject, Subject::Profile(_)));
        profile_changes.any(|c| c.fields.iter().any(|f| names.contains(&f.name)))
    };
    let confirmed = observed.blocks_confirmed(&desired.profile);
    let in_force = |block: &Block| {
        let values = profile.and_then(|p| p.blocks.get(block));
        let enforced = values.is_some_and(|v| v.enforced) || confirmed.contains(block);
        enforced && (applied_anew || other_idp(block))
    };
    let (first, then): (Vec<Block>, Vec<Block>) = desired
        .blocks
        .keys()
        .filter(|b| newly.contains(b) || found.in_force.contains(b) || in_force(b))
        .partition(|b| newly.contains(b) || found.in_force.contains(b));
    [first, then].concat()
}

/// Whether a change applies the profile to other people.
fn applies_anew(change: &Change) -> bool {
    let setting = matches!(
        change.subject,
        Subject::Setting(_) | Subject::MimecastGroup(_)
    );
    setting && change.action != Action::Delete
}

fn account_wide(desired: &Desired, observed: &Observed, verdict: &mut Verdict) {
    let is_default = |name: &str| {
        ACCOUNT_WIDE
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
            || observed.mimecast.as_ref().is_some_and(|m| {
                m.profiles
                    .iter()
                    .any(|p| p.default && p.description == name)
                    || m.settings
                        .iter()
                        .any(|s| s.default && s.description == name)
            })
    };
    for name in [&desired.profile, &desired.setting.description] {
        if is_default(name) {
            verdict.refusals.push(Guard::DefaultProfile.refuse(format!(
                "\"{name}\" applies to the whole Mimecast account: a mistake in it locks everybody out. \
                 Choose another name with --profile or --application-setting"
            )));
        }
    }
    let admin_profile = observed.profile(ADMINISTRATORS_PROFILE);
    if admin_profile.is_some() && desired.blocks.contains_key(&Block::AdminConsole) {
        verdict.warnings.push(Warning {
            code: "admin-profile-overrides",
            message: format!(
                "the profile \"{ADMINISTRATORS_PROFILE}\" exists: for administrators it overrides \"{}\"",
                desired.profile
            ),
        });
    }
}

fn ownership(desired: &Desired, observed: &Observed, verdict: &mut Verdict) {
    for wanted in &desired.applications {
        let replaced = observed.replaced.get(&wanted.connector);
        if let Some(replaced) = replaced.filter(|r| r.there.is_some()) {
            let text = |key: &str| text::name(replaced.document[key].as_str().unwrap_or_default());
            verdict.refusals.push(Guard::ReplaceApplication.refuse(format!(
                "the JumpCloud application \"{}\" ({}) was made from the template \"{}\", and JumpCloud cannot make it into one of \
                 \"{}\": it would be deleted, and another made in its place, with a new certificate. Until Mimecast has been told \
                 of that, nobody signs in through it",
                text("displayLabel"),
                replaced.idp_url,
                text("name"),
                text::name(wanted.template.as_deref().unwrap_or_default())
            )));
        }
        for other in lookalikes(&observed.applications, wanted) {
            let what = format!(
                "the JumpCloud application \"{}\" ({})",
                other.label, other.idp_url
            );
            verdict.refusals.push(if is_superseded(other, wanted) {
                Guard::ReplaceApplication.refuse(format!(
                    "an IdP URL cannot be edited: {what} would be replaced by a new one with the IdP URL {}, \
                     with a new certificate, and deleted",
                    idp_url(observed, wanted)
                ))
            } else {
                Guard::ForeignObject.refuse(format!(
                    "{what} has the ACS URL and SP entity ID of the connector {} already, and is not this tool's. \
                     If it is the one to manage, pass its suffix with --idp-url-suffix",
                    wanted.connector
                ))
            });
        }
    }
}

/// Mimecast applications that this tool does not look after, and that no refusal is about.
fn others(case: &Case<'_>, verdict: &mut Verdict) {
    let (desired, observed) = (case.desired, case.observed);
    let found = survey(
        (&desired.site, &desired.account_code),
        &observed.applications,
        |connector| desired.application(connector),
        case.now,
    );
    let wanted = || desired.applications.iter();
    let refused = |id: &str| {
        let mut all = wanted().flat_map(|wanted| lookalikes(&observed.applications, wanted));
        let mut duplicates = observed.duplicates.iter();
        all.any(|a| a.id == id) || duplicates.any(|(_, a)| a.id == id)
    };
    let others = found.iter().filter(|o| o.is_lookalike() && !refused(&o.id));
    for other in others {
        let use_it = other.adopted_by().map_or_else(String::new, |option| {
            format!("; to have it looked after: {option}")
        });
        verdict.warnings.push(Warning {
            code: "lookalike",
            message: format!(
                "{}. sso-setup mimecast status tells what to do about it{use_it}",
                other.told()
            ),
        });
    }
}

#[cfg(test)]
mod tests;
