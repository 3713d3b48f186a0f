//! Carrying a plan out.
//!
//! Requests of one run that connects one new connector through the `api` mode, catalogue pages not counted, by level (see
//! [`super`]); `cargo bench --bench requests` prints the real ones.
//!
//! | level | request | why |
//! |---|---|---|
//! | 1 | `GET /api/organizations` | which organisation the key belongs to |
//! | 1 | `POST /oauth/token` | Mimecast's API wants a token |
//! | 2 | `GET /identity/whoami` | the account code, of which the SP entity ID is made |
//! | 2 | `GET /api/applications` | ours, somebody else's lookalike, the host of IdP URLs |
//! | 2 | `GET /api/v2/usergroups` | the group's id |
//! | 2 | `find-profiles`, `find-settings` | what is enforced for whom now |
//! | 2 | `GET …/v1/groups` | the id of the Mimecast group that the setting applies to |
//! | 3 | `GET /api/applications`, the last first | none that is there is left out, and would be made twice |
//! | 3 | `GET /api/v2/usergroups/{id}/members` | who could sign in (lockout guards) |
//! | 3 | `GET …/v1/groups/{id}/members` | whom the setting would enforce SAML for |
//! | 4 | `GET /api/systemusers` | which of them are active, and their e-mail addresses |
//! | 5 | `GET /api/applications` | nobody else made it since |
//! | 6 | `POST /api/applications` | the application |
//! | 7 | `GET /api/applications` | the list, not the answer, tells which one was made, and whether another run made one too |
//! | 7 | `GET /api/v2/usergroups/{id}` | the id is the group's that is meant |
//! | 8 | `POST …/associations` | its access |
//! | 9 | `GET /api/applications` | the same list once more, before Mimecast is told of it |
//! | 9 | `GET /api/applications/{id}`, `…/metadata.xml` | its certificate, held against its own document |
//! | 10 | `create-profile` | the profile |
//! | 11 | `find-profiles`, `find-settings` | the profile by its name |
//! | 12 | `create-setting` | the attachment |
//! | 13 | `find-profiles`, `find-settings` | nobody else changed it since |
//! | 14 | `update-profile` | enforcement last |
//! | 15 | `GET /api/applications` | re-reading: is the application what was wanted |
//! | 15 | `GET …/associations` for groups | re-reading: who has access; for users where some were asked for |
//! | 15 | `GET …/metadata.xml` | re-reading: is the certificate still the one Mimecast was told |
//! | 15 | `find-profiles`, `find-settings` | re-reading: is it attached and enforced |

use std::time::Duration;

use time::OffsetDateTime;

use crate::connector::Connector;
use crate::error::{Error, Kind, Result};
use crate::journal::Journal;
use crate::mimecast::worksheet::Worksheet;
use crate::plan::{
    Action, Actor, Change, ConsolePiece, Goal, Guard, Observed, Plan, Subject, System, disturbs,
    set_up_by, taken_away_by,
};

use super::applied::{Applied, is_unsettled};
use super::propagation::{Follower, Lately};
use super::result::{ChangeResult, Status};
use super::run::Run;
use super::session::Session;
use super::signers::Signers;
use super::steps::{HumanStep, human_step, removal_worksheet, worksheet};
use super::unchanged::READ_AGAIN;
use super::{Planned, read_again};

/// Follows a run, and speaks with the person where a step is theirs.
pub trait Reporter {
    /// A change is about to be made.
    fn started(&mut self, change: &Change);
    /// A change ended.
    fn finished(&mut self, change: &Change, result: &ChangeResult);
    /// Nothing is done for this long, until Mimecast acts on SAML no longer being enforced.
    fn waiting(&mut self, left: Duration);
    /// Shows a console step and asks whether it was carried out.
    ///
    /// # Errors
    /// The person interrupted the run.
    fn confirm(&mut self, step: &HumanStep) -> Result<bool>;
}

/// Makes the changes of a plan in order, then reads both services again.
///
/// A change whose dependency is not done is left pending; the others go on, but for those that put something in force or take
/// something away: none of them is begun once another change failed, whatever the answer was that it failed of. Nothing
/// is made if the plan was refused. `before` is what earlier runs told Mimecast, which may not have acted on it yet.
///
/// # Errors
/// A refused plan; an interruption.
pub async fn apply(
    session: &Session,
    planned: &Planned,
    reporter: &mut dyn Reporter,
    journal: &Journal,
    before: Lately,
) -> Result<Applied> {
    if let Some(refusal) = planned.plan.refusals.first() {
        return Err(Error::refused(refusal.guard, refusal.message.clone()));
    }
    let mut run = Run::new(session, planned, journal);
    let results = run.changes(&planned.plan, reporter, before).await?;
    let steps = run.waiting_steps(&planned.plan, &results)?;
    // What was made must be told, also where it cannot be read again.
    let mut again = run.read_again(&results).await;
    let mut pauses = READ_AGAIN.into_iter();
    while let Err(error) = &again
        && error.code == "application-ambiguous"
        && !run.created.is_empty()
        && let Some(pause) = pauses.next()
    {
        // Another run made one at the same time: one of the two takes its own away.
        if let Err(error) = run.settle_all().await {
            again = Err(error);
            break;
        }
        tokio::time::sleep(pause).await;
        again = run.read_again(&results).await;
    }
    Ok(match again {
        Ok(again) => Applied {
            contradicted: contradicted(&again),
            remaining: again.plan.changes,
            observed: again.observed,
            results,
            steps,
            unread: None,
            warnings: run.warnings,
        },
        Err(error) => Applied {
            remaining: run.not_made(&results),
            observed: planned.observed.clone(),
            results,
            steps,
            contradicted: Vec::new(),
            unread: Some(error),
            warnings: run.warnings,
        },
    })
}

/// What an undo planned again finds that is not as it left it. The guards of the other goals judge people and values that
/// the run itself may have changed.
fn contradicted(again: &Planned) -> Vec<String> {
    let undoing = matches!(again.goal, Goal::Undo(_));
    let refusals = again.plan.refusals.iter().filter(|_| undoing);
    let changed = refusals.filter(|r| r.guard == Guard::ChangedSince.name());
    changed.map(|r| r.message.clone()).collect()
}

impl Run<'_> {
    async fn changes(
        &mut self,
        plan: &Plan,
        reporter: &mut dyn Reporter,
        before: Lately,
    ) -> Result<Vec<ChangeResult>> {
        let mut results: Vec<ChangeResult> = Vec::with_capacity(plan.changes.len());
        let mut failed = false;
        for change in &plan.changes {
            let depends = change.depends_on.iter().all(|first| {
                let before = results.iter().find(|r| r.id == *first);
                before.is_some_and(|r| matches!(r.status, Status::Done | Status::Skipped))
            });
            let ready = depends && !(failed && weighs(change));
            if ready {
                self.let_it_take_effect(change, before, reporter).await;
            }
            let (status, error) = match (ready, change.actor) {
                (false, _) => (Status::Pending, None),
                (true, Actor::Human) => match self.by_hand(change, reporter).await {
                    Ok(status) => (status, None),
                    Err(error) if error.kind == Kind::Interrupted => return Err(error),
                    Err(error) => (Status::Failed, Some(error.context(change.id()))),
                },
                (true, Actor::Api) => {
                    reporter.started(change);
                    match self.make_safely(change, &results).await {
                        Ok(status) => (status, None),
                        Err(error) if error.kind == Kind::Interrupted => return Err(error),
                        Err(error) => (Status::Failed, Some(error.context(change.id()))),
                    }
                }
            };
            let result = ChangeResult {
                id: change.subject.clone(),
                status,
                error,
            };
            reporter.finished(change, &result);
            // Nothing hangs on an image.
            let counts = !matches!(change.subject, Subject::Logo(_));
            failed |= counts && result.status == Status::Failed;
            results.push(result);
        }
        Ok(results)
    }

    /// Nothing else is touched before Mimecast acts on SAML no longer being enforced, and nothing that people sign in with
    /// before it acts on their being sent elsewhere.
    async fn let_it_take_effect(
        &self,
        change: &Change,
        before: Lately,
        reporter: &mut dyn Reporter,
    ) {
        if matches!(change.subject, Subject::Release(_)) {
            return;
        }
        let (profile, setting) = (&self.desired.profile, &self.desired.setting.description);
        let mimecast = self.planned.observed.mimecast.as_ref();
        let mut follower = Follower::new(profile, setting, mimecast);
        self.journal
            .lines()
            .iter()
            .for_each(|line| follower.line(line));
        let told = before.or_later(follower.lately);
        let Some(since) = told.released.max(told.moved.filter(|_| disturbs(change))) else {
            return;
        };
        // A clock that was set back must not make the wait longer than it ever is.
        let elapsed = Duration::try_from(OffsetDateTime::now_utc() - since).unwrap_or_default();
        let left = self.session.propagation.saturating_sub(elapsed);
        if !left.is_zero() {
            reporter.waiting(left);
            tokio::time::sleep(left).await;
        }
    }

    /// Makes one change, after a last look at what may hang on what it takes away.
    async fn make_safely(&mut self, change: &Change, results: &[ChangeResult]) -> Result<Status> {
        let (proved, looked) = tokio::join!(
            self.are_the_ones(change),
            self.nothing_hangs_on_it(change, results),
        );
        self.proved = proved?;
        self.looked = looked?;
        // What was read for another write is old by now.
        self.signers = Signers::default();
        if !matches!(change.subject, Subject::Access(_)) {
            self.holders.clear();
        }
        let status = self.make(change).await?;
        if change.target.system == System::Mimecast {
            self.looked = false;
        }
        Ok(status)
    }

    async fn by_hand(&mut self, change: &Change, reporter: &mut dyn Reporter) -> Result<Status> {
        // The person is given the certificate, so it is read and checked first, as for the API.
        let sources: Vec<Connector> = self.desired.blocks.values().map(|b| b.source).collect();
        let told = !change.takes_away();
        if told {
            self.signers = self.signers(sources.iter().copied().collect()).await;
        }
        for connector in sources.into_iter().filter(|_| told) {
            self.metadata(connector).await?;
        }
        let confirmed = match human_step(change, &self.worksheet()?) {
            Some(step) => reporter.confirm(&step)?,
            None => false,
        };
        if !confirmed {
            return Ok(Status::Pending);
        }
        self.journal.step(&change.id(), change.takes_away())?;
        self.attest(change)?;
        Ok(Status::Done)
    }

    /// Keeps what a person confirmed, for later plans. What has a value that is not known is asked again.
    fn attest(&self, change: &Change) -> Result<()> {
        let observed = &self.planned.observed;
        let confirmed = match change.takes_away() {
            true => {
                let gone = taken_away_by(change).into_iter();
                gone.map(|piece| (piece, None)).collect()
            }
            false => {
                let pieces = set_up_by(change, self.desired, observed, &self.metadata)?;
                let known = |p: ConsolePiece| p.digest().map(|digest| (p.piece, Some(digest)));
                pieces.into_iter().filter_map(known).collect()
            }
        };
        self.session.attestations.record(confirmed)
    }

    fn worksheet(&self) -> Result<Worksheet> {
        let plan = &self.planned.plan;
        // Where nothing but taking away is asked of people, no value is filled in.
        match plan.human_changes().all(Change::takes_away) {
            true => Ok(removal_worksheet(self.desired)),
            false => worksheet(self.desired, &self.known_signers(), &self.metadata),
        }
    }

    /// Both services as read, without the metadata of applications that this run writes to: nobody is handed a
    /// certificate that may have ended by now.
    fn known_signers(&self) -> Observed {
        let mut observed = self.planned.observed.clone();
        for (connector, ours) in &mut observed.ours {
            let subjects = [
                Subject::Application(*connector),
                Subject::Certificate(*connector),
            ];
            let mut changes = self.planned.plan.changes.iter();
            if changes.any(|c| subjects.contains(&c.subject)) {
                ours.metadata = Err("written to by this run".to_owned());
            }
        }
        observed
    }

    fn waiting_steps(&self, plan: &Plan, results: &[ChangeResult]) -> Result<Vec<HumanStep>> {
        let sheet = self.worksheet()?;
        let waiting = |change: &Change| {
            let result = results.iter().find(|r| r.id == change.subject);
            result.is_some_and(|r| r.status == Status::Pending)
        };
        let human = plan.human_changes().filter(|c| waiting(c));
        Ok(human.filter_map(|c| human_step(c, &sheet)).collect())
    }

    /// The changes of the plan that this run has not made.
    fn not_made(&self, results: &[ChangeResult]) -> Vec<Change> {
        let made = |r: &ChangeResult| matches!(r.status, Status::Done | Status::Skipped);
        let changes = self.planned.plan.changes.iter().zip(results);
        let open = changes.filter(|(_, result)| !made(result));
        open.map(|(change, _)| change.clone()).collect()
    }

    /// What is still to do: the changes that reading again shows, but for the human ones confirmed.
    async fn read_again(&self, results: &[ChangeResult]) -> Result<Planned> {
        let done = |change: &Change| {
            let result = results.iter().find(|r| r.id == change.subject);
            result.is_some_and(|r| r.status == Status::Done)
        };
        let mut names = self.planned.observed.names();
        for (name, id) in &self.groups {
            names.groups.insert(name.clone(), Some(id.clone()));
        }
        if let Some(id) = &self.mimecast_group {
            names.mimecast_group = Some(id.clone());
        }
        let mut pauses = READ_AGAIN.into_iter();
        loop {
            let mut again = read_again(self, names.clone()).await?;
            let remaining = &mut again.plan.changes;
            remaining.retain(|c| !(c.actor == Actor::Human && done(c)));
            let settled = !remaining.iter().any(|c| is_unsettled(c, results));
            let settled = settled && contradicted(&again).is_empty();
            match pauses.next() {
                Some(pause) if !settled => tokio::time::sleep(pause).await,
                _ => return Ok(again),
            }
        }
    }
}

/// Whether a change puts something in force or takes something away.
fn weighs(change: &Change) -> bool {
    let subject = matches!(
        change.subject,
        Subject::Enforcement(_)
            | Subject::Setting(_)
            | Subject::MimecastGroup(_)
            | Subject::Certificate(_)
            | Subject::Deactivation(_)
            | Subject::Superseded { .. }
    );
    let api = change.actor == Actor::Api;
    api && (subject || change.action == Action::Delete)
}
