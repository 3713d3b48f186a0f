//! Where plans meet clients: observe, plan, apply, verify.
//!
//! `observe → compare → guard → order → render → apply → observe again`. Each tenant owns its
//! [`Session`]; nothing here is global and nothing here prints.
//!
//! # What waits for what
//!
//! A line is a *level*: one wait for answers, all of which are asked for at the same time. `‖` stands between what does not
//! need each other. Pages after the first, retries and the waits for propagation come on top; `cargo bench --bench requests`
//! prints the levels that a run really takes. Of several answers that fail, the one named first here is told.
//!
//! Identity, where nobody is asked anything (`cli::connect`, [`Session`]):
//!
//! ```text
//! 1  organisations ‖ Mimecast's token                  [a name among several organisations: 1 more, by its id]
//! 2  account ‖ applications, groups and users by name ‖ profiles, settings, Mimecast's group by name
//!    (reads by the same credentials; the account is held against the one asked for before anything is planned)
//! ```
//!
//! plan, and the plan of every other goal, of what level 2 listed:
//!
//! ```text
//! 3  who is bound to each application, its metadata ‖ the catalogue and the applications in the reverse order, where a
//!    connector is new ‖ members of the Mimecast group, where some are wanted
//! 4  members of the groups that have access ‖ members of the Mimecast groups     [with level 3 where no application
//! 5  the users that they name                                                     is there; only if put in force]
//! ```
//!
//! apply: the changes one after the other, since the journal has one write at a time.
//!
//! ```text
//! new application   list (nobody made it) → POST → list ‖ those who get access are the ones that are meant
//! access            application (not of a new one) ‖ those who get access → POST each
//! profile           profiles, settings ‖ of each signer: application, metadata [‖ list, where one is new] → write
//! setting           profiles, settings → write
//! enforcement       as a profile; a signer that was proved in this run is not read again
//! re-reading        what level 2 reads, names and people left out ‖ what hangs on the applications that are known
//! ```
//!
//! remove, before the first write that takes something away: every application ‖ Mimecast's half; then
//!
//! ```text
//! release           profiles, settings → write          [then Mimecast is waited for]
//! setting, profile  profiles, settings → write → list (it is gone)
//! access            application → POST each
//! application       application → DELETE
//! ```
//!
//! rotate: as remove releases; then of each application `application → PUT → application`; then profile and enforcement as
//! in apply.
//!
//! verify and status: identity, without what is read with it; the lists; what hangs on the applications.
//!
//! export: identity; the lists; who is bound to each application ‖ their templates; names of those; then a plan of the same lists.
//!
//! doctor: organisations ‖ token; lists, organisation's account, what may be read at Mimecast; what hangs on those, the plan,
//! the names.

mod access;
mod ahead;
mod applied;
mod apply;
mod create;
mod dangling;
mod dependents;
mod discover;
mod doctor;
mod export;
mod left_out;
mod listed;
mod metadata;
mod named;
mod names;
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
mod signers;
mod signin;
mod status;
mod steps;
mod templates;
mod unchanged;
mod undo;
mod verify;
mod watch;
mod writes;

pub use ahead::Wishes;
pub use applied::Applied;
pub use apply::{Reporter, apply};
pub use discover::{Clues, Discovered, discover};
pub use doctor::{Prerequisites, doctor};
pub use export::{Accounts, accounts, live};
pub use metadata::metadata_document;
pub use near::{USER_NOT_FOUND, why_not, why_not_first};
pub use proof::keep_proof;
pub use propagation::told_lately;
pub use public_metadata::hold_public_metadata;
pub use remove::plan_removal;
pub use result::{ChangeResult, Status};
pub use rotate::{broken_off, plan_rotation};
pub use session::{Identity, Session, Stash, Whose, organizations};
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
    Purpose, Subject, Warning, assemble, at_once, is_of_another_template, judge_metadata, set_up,
    wants_people,
};
use observe::{Known, Look, observe, observe_and};

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
    let meanwhile = async |observed: &Observed| early_people(session, desired, observed).await;
    let (observed, early) = read_for_set_up(session, desired, None, meanwhile).await?;
    let settled = desired.settled(&observed);
    let people = match (wants_people(&settled, &observed)?, early) {
        (true, Some(early)) => Some(early?),
        (true, None) => Some(people::read(session, &settled, &observed).await?),
        (false, _) => None,
    };
    plan_set_up(session, desired.clone(), settled, observed, people)
}

/// Who can sign in, where the plan is going to want it as far as can be told before the catalogue was read: a connector is
/// new, and takes nobody else's place.
async fn early_people(
    session: &Session,
    desired: &Desired,
    observed: &Observed,
) -> Option<Result<People>> {
    let mut applications = desired.applications.iter();
    let is_new = applications.any(|a| !observed.ours.contains_key(&a.connector));
    let mut there = desired.applications.iter().filter_map(|wanted| {
        let ours = observed.ours.get(&wanted.connector)?;
        Some((&ours.application, wanted))
    });
    let replaced = there.any(|(ours, wanted)| is_of_another_template(ours, wanted));
    let settled = desired.settled(observed);
    if !is_new || replaced || !session.left_open.gone.is_empty() || settled.blocks.is_empty() {
        return None;
    }
    Some(people::read(session, &settled, observed).await)
}

/// Reads both services for a set-up; `known` is what a reading before found, and `meanwhile` is asked with the catalogue.
async fn read_for_set_up<T>(
    session: &Session,
    desired: &Desired,
    known: Option<Known>,
    meanwhile: impl AsyncFnOnce(&Observed) -> T,
) -> Result<(Observed, T)> {
    let look = Look::Everything(known);
    let (observed, meanwhile) = observe_and(session, desired, look, meanwhile).await?;
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
    Ok((observed, meanwhile))
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
            let known = Known {
                names: planned.observed.names(),
                ids: run.ids(),
            };
            return rotate::plan_again(session, planned, begun.clone(), known, &lines).await;
        }
        Goal::Undo(undo) => {
            return undo::plan_undo(session, &wish, undo.after(&run.journal.lines())).await;
        }
    }
    let known = Some(Known {
        names,
        ids: run.ids(),
    });
    let (observed, ()) = read_for_set_up(session, &wish, known, async |_| ()).await?;
    let desired = wish.settled(&observed);
    plan_set_up(session, wish, desired, observed, planned.people.clone())
}

/// The console steps of the whole Mimecast side.
#[derive(Debug)]
pub struct ConsoleSteps {
    /// The steps, whether or not they were carried out already.
    pub steps: Vec<HumanStep>,
    /// How many of them nobody confirmed yet with these values.
    pub left: usize,
    /// What to know of the certificates in them.
    pub warnings: Vec<Warning>,
}

/// The console steps of the whole Mimecast side.
///
/// # Errors
/// `metadata-unfit` (a guard) for a certificate that is not the application's; those of the clients, and of options that
/// do not fit what was read.
pub async fn worksheet_steps(session: &Session, desired: &Desired) -> Result<ConsoleSteps> {
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
    let steps: Vec<HumanStep> = subjects
        .into_iter()
        .filter_map(|subject| {
            let name = desired.profile.as_str();
            let change = Change::new(subject, Action::Update, name, Mode::Worksheet, Vec::new());
            human_step(&change, &sheet)
        })
        .collect();
    // Where no plan can be made, as for a group that is missing, nothing is known to be done.
    let found = set_up(desired, &observed, None).ok();
    let planned = found.map(|found| found.changes.iter().map(Change::id).collect::<Vec<_>>());
    let is_left = |step: &&HumanStep| planned.as_ref().is_none_or(|ids| ids.contains(&step.id));
    Ok(ConsoleSteps {
        left: steps.iter().filter(is_left).count(),
        steps,
        warnings: verdict.warnings,
    })
}
