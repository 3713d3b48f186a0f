//! Where plans meet clients: observe, plan, apply, verify.
//!
//! `observe → compare → guard → order → render → apply → observe again`. Each tenant owns its
//! [`Session`]; nothing here is global and nothing here prints.

mod access;
mod applied;
mod apply;
mod create;
mod dangling;
mod dependents;
mod discover;
mod doctor;
mod left_out;
mod listed;
mod metadata;
mod near;
mod observe;
mod own_metadata;
mod people;
mod perform;
mod profile;
mod proof;
mod propagation;
mod prove;
mod public_metadata;
mod remove;
mod result;
mod rotate;
mod run;
mod session;
mod signin;
mod status;
mod steps;
mod templates;
mod unchanged;
mod undo;
mod verify;
mod watch;
mod writes;

pub use applied::Applied;
pub use apply::{Reporter, apply};
pub use discover::{Clues, Discovered, discover};
pub use doctor::{Prerequisites, doctor};
pub use metadata::metadata_document;
pub use near::{USER_NOT_FOUND, why_not, why_not_first};
pub use proof::keep_proof;
pub use propagation::told_lately;
pub use public_metadata::hold_public_metadata;
pub use remove::plan_removal;
pub use result::{ChangeResult, Status};
pub use rotate::{broken_off, plan_rotation};
pub use session::{Identity, Session, Whose};
pub use signin::Flow;
pub use status::{
    BlockStanding, MimecastStanding, ProfileStanding, SettingStanding,
    Standing as OrganizationStanding, made_by_others, status,
};
pub use steps::HumanStep;
use steps::{human_step, worksheet};
pub use undo::plan_undo;
pub use verify::{verify, verify_response};
pub use watch::cause::Cause;
pub use watch::story::{Attempt, Doubt, Stage, Story};
pub use watch::{Audience, Report, watch};

use std::collections::BTreeMap;

use time::OffsetDateTime;

use crate::connector::Holder;
use crate::error::{Error, Result};
use crate::plan::{
    Action, Case, Change, Comparison, Desired, Goal, Members, Mode, Names, Observed, People, Plan,
    Purpose, Subject, Warning, assemble, at_once, judge_metadata, set_up, wants_people,
};
use observe::{Look, observe};

/// A plan and what it was made from.
#[derive(Debug)]
pub struct Planned {
    /// What is wanted, settled by what is set up.
    pub desired: Desired,
    /// What was asked for, before anything that was read settled it: what is planned again comes from this.
    pub wish: Desired,
    /// The plan.
    pub plan: Plan,
    /// What both services said.
    pub observed: Observed,
    /// Who can sign in; read only where something would be enforced.
    pub people: Option<People>,
    /// What the run is for.
    pub goal: Goal,
}

impl Planned {
    /// The people for whom SAML is put in force at once, where a few had better try it first.
    pub fn at_once(&self) -> Option<&Members> {
        let Planned {
            desired,
            observed,
            plan,
            people,
            ..
        } = self;
        at_once(desired, observed, &plan.changes, people.as_ref())
    }
}

/// What was read for a plan.
struct Read {
    wish: Desired,
    desired: Desired,
    observed: Observed,
    people: Option<People>,
}

impl Read {
    /// The plan for a goal, of what that found. `future` is both services as they will be, where the guards judge that.
    fn planned(
        self,
        session: &Session,
        goal: Goal,
        found: Comparison,
        future: Option<&Observed>,
    ) -> Planned {
        let case = Case {
            tenant: session.summary(&self.desired),
            purpose: Purpose::from(&goal),
            // What an undo is to do is said by its journal, whatever options came along.
            wish: match goal {
                Goal::Undo(_) => &self.desired,
                _ => &self.wish,
            },
            desired: &self.desired,
            observed: future.unwrap_or(&self.observed),
            people: self.people.as_ref(),
            now: OffsetDateTime::now_utc(),
        };
        Planned {
            plan: assemble(case, found),
            wish: self.wish,
            desired: self.desired,
            observed: self.observed,
            people: self.people,
            goal,
        }
    }
}

/// Reads both services and plans.
///
/// # Errors
/// Those of the clients, and of options that do not fit what was read.
pub async fn plan(session: &Session, desired: &Desired) -> Result<Planned> {
    let observed = read_for_set_up(session, desired, None).await?;
    let settled = desired.settled(&observed);
    let people = match wants_people(&settled, &observed)? {
        true => Some(people::read(session, &settled, &observed).await?),
        false => None,
    };
    plan_set_up(session, desired.clone(), settled, observed, people)
}

/// Reads both services for a set-up; `names` are those that are known.
async fn read_for_set_up(
    session: &Session,
    desired: &Desired,
    names: Option<Names>,
) -> Result<Observed> {
    let observed = observe(session, desired, Look::Everything(names)).await?;
    let mut observed = observed.replacing(desired, &session.left_open.gone);
    for replaced in observed.replaced.values_mut() {
        let id = replaced
            .there
            .as_ref()
            .map(|ours| ours.application.id.clone());
        let Some(id) = id else { continue };
        for holder in Holder::ALL {
            let bound = session.jumpcloud.bound_for_certain(&id, holder).await?;
            replaced.taken_over_from(holder, bound);
        }
    }
    let (groups, users) = (
        observed.taken_over(Holder::Group),
        observed.taken_over(Holder::User),
    );
    if !groups.is_empty() || !users.is_empty() {
        let names = remove::names_of(session, groups, users).await?;
        observed.call_by_name(&names);
    }
    Ok(observed)
}

fn plan_set_up(
    session: &Session,
    wish: Desired,
    desired: Desired,
    mut observed: Observed,
    people: Option<People>,
) -> Result<Planned> {
    if desired.test_sign_in {
        proof::take_word(&desired, &mut observed)?;
    }
    let found = set_up(&desired, &observed, people.as_ref())?;
    let read = Read {
        wish,
        desired,
        observed,
        people,
    };
    Ok(read.planned(session, Goal::SetUp, found, None))
}

/// Reads both services once more and plans again; what `planned` knows of names and people still holds.
async fn read_again(run: &run::Run<'_>, names: Names) -> Result<Planned> {
    let (session, planned) = (run.session, run.planned);
    let wish = planned.wish.clone();
    match &planned.goal {
        Goal::SetUp => {}
        Goal::Removal(removal) => {
            let people = planned.people.clone();
            return remove::plan_again(session, wish, removal.clone(), people).await;
        }
        Goal::Rotation(begun) => {
            let lines = run.journal.lines();
            return rotate::plan_again(session, planned, begun.clone(), &lines).await;
        }
        Goal::Undo(undo) => {
            return undo::plan_undo(session, &wish, undo.after(&run.journal.lines())).await;
        }
    }
    let observed = read_for_set_up(session, &wish, Some(names)).await?;
    let desired = wish.settled(&observed);
    plan_set_up(session, wish, desired, observed, planned.people.clone())
}

/// The console steps of the whole Mimecast side, whether or not they were carried out already; and what to know of the
/// certificates in them.
///
/// # Errors
/// `metadata-unfit` (a guard) for a certificate that is not the application's; those of the clients, and of options that
/// do not fit what was read.
pub async fn worksheet_steps(
    session: &Session,
    desired: &Desired,
) -> Result<(Vec<HumanStep>, Vec<Warning>)> {
    let observed = observe(session, desired, Look::Everything(None)).await?;
    let desired = &desired.settled(&observed);
    let verdict = judge_metadata(desired, &observed, OffsetDateTime::now_utc());
    if let Some(refusal) = verdict.refusals.first() {
        return Err(Error::refused(refusal.guard, refusal.message.clone()).hint(
            "look at the application in the JumpCloud console; whoever types this certificate in may lock people out",
        ));
    }
    let sheet = worksheet(desired, &observed, &BTreeMap::new())?;
    let subjects = [
        Subject::Profile(desired.profile.clone()),
        Subject::Setting(desired.setting.description.clone()),
        Subject::Enforcement(desired.profile.clone()),
    ];
    let steps = subjects
        .into_iter()
        .filter_map(|subject| {
            let name = desired.profile.as_str();
            let change = Change::new(subject, Action::Update, name, Mode::Worksheet, Vec::new());
            human_step(&change, &sheet)
        })
        .collect();
    Ok((steps, verdict.warnings))
}
