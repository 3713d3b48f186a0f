//! Waiting for real sign-ins: both services are asked again and again what they wrote of them. Writes nothing.
//!
//! What the services had written before counts for nothing, so that an old sign-in is not taken for a new
//! one. Where a service tells its time, it is asked in that, and what it dates before the watching began counts for nothing
//! either, whatever its first answer left out. [`story`] correlates, by one clock; [`explain`] says why.

pub mod cause;
mod clocks;
mod explain;
mod facts;
mod known;
mod person;
mod read;
pub mod story;
#[cfg(test)]
mod testing;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures_util::future::try_join_all;
use time::OffsetDateTime;
use tokio::time::{Instant, sleep};

use self::cause::Cause;
use self::clocks::{Clocks, shown};
use self::explain::causes;
use self::facts::Facts;
use self::person::{Person, people};
use self::story::{Stage, Story, story};
use super::session::Session;
use super::{Planned, plan};
use crate::connector::Connector;
use crate::error::{Error, Kind, Result};
use crate::jumpcloud::{Event, Insights};
use crate::mimecast::{Logon, Mimecast};

/// How far back what is already written is read: as much as this machine's clock may be ahead of one that was not
/// measured.
const BEFORE: time::Duration = time::Duration::minutes(10);

/// How much of Mimecast's log is read again each time, for what is written late. Everybody's sign-ins are
/// in it, so it is not read from the start each time.
const OVERLAP: time::Duration = time::Duration::minutes(5);

/// How much earlier than the watching began, by the service's own clock, an event may be that counts: the
/// services' times have whole seconds, and their parts are not of one mind.
const BEGUN: time::Duration = time::Duration::seconds(30);

/// How often the services are asked, and how long what has not come yet is waited for once a cause is plain.
#[derive(Debug, Clone, Copy)]
struct Pace {
    every: Duration,
    patience: Duration,
}

/// Neither service publishes its limits; six questions a minute are far below those that integrators know.
const REAL: Pace = Pace {
    every: Duration::from_secs(10),
    patience: Duration::from_secs(60),
};

/// On this machine nobody has limits, and nothing is written late.
const PLAYED: Pace = Pace {
    every: Duration::from_millis(200),
    patience: Duration::from_secs(2),
};

/// How one person's sign-in went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The person's address.
    pub email: String,
    /// What was seen.
    pub story: Story,
    /// Whether Mimecast could be asked at all.
    pub asked_mimecast: bool,
    /// Why it did not come through; empty where it did.
    pub causes: Vec<Cause>,
}

impl Report {
    /// Whether it is proven: JumpCloud says that it gave an answer, and Mimecast that it let the person in after it, by no
    /// method that is known from passwords.
    pub fn signed_in(&self) -> bool {
        self.story.stage == Stage::SignedIn
    }
}

/// Who is told while it lasts.
pub trait Audience {
    /// From now on sign-ins count. `hindrances` are what would keep each person out, as it is now.
    fn ready(&mut self, hindrances: &[(String, Vec<Cause>)]);
    /// Something new is known of a person's sign-in.
    fn news(&mut self, email: &str, story: &Story);
    /// A service did not answer; it is asked again.
    fn trouble(&mut self, error: &Error);
}

/// Waits until each person's sign-in has come to an end, or `timeout` has passed.
///
/// # Errors
/// `application-not-found`, `user-not-found`; those of the clients. A service that does not answer for a
/// while is asked again, and its error is that of the run only if it still does not answer in the end.
pub async fn watch(
    session: &Session,
    planned: &Planned,
    emails: &[String],
    timeout: Duration,
    audience: &mut dyn Audience,
) -> Result<Vec<Report>> {
    let people = people(session, emails).await?;
    let watch = Watch {
        applications: applications(planned)?,
        insights: session.jumpcloud.insights()?,
        console: session.jumpcloud.skew(),
        mimecast: session.mimecast.as_ref(),
        pace: match session.jumpcloud.base().is_loopback() {
            true => PLAYED,
            false => REAL,
        },
        people: &people,
    };
    let now = OffsetDateTime::now_utc();
    let facts = read::facts(session, planned, &people, now).await?;
    let stories = watch.wait(&facts, timeout, audience).await?;
    explain(session, planned, &people, stories).await
}

/// The reports, explained by what is live by now: somebody may have changed it since.
async fn explain(
    session: &Session,
    planned: &Planned,
    people: &[Person],
    stories: Vec<Story>,
) -> Result<Vec<Report>> {
    let failed = stories.iter().any(|story| story.stage != Stage::SignedIn);
    let facts = match failed {
        false => Vec::new(),
        true => {
            let again = plan(session, &planned.desired).await?;
            read::facts(session, &again, people, OffsetDateTime::now_utc()).await?
        }
    };
    let asked_mimecast = session.mimecast.is_some();
    let reports = people
        .iter()
        .zip(stories)
        .enumerate()
        .map(|(i, (person, story))| {
            // Where Mimecast was not asked, JumpCloud's answer is all that could be seen, and nothing failed.
            let all_seen = !asked_mimecast && story.stage == Stage::ServedByJumpcloud;
            let facts = facts.get(i).filter(|_| !all_seen);
            Report {
                email: person.email.clone(),
                asked_mimecast,
                causes: facts.map_or_else(Vec::new, |facts| causes(&story, facts)),
                story,
            }
        });
    Ok(reports.collect())
}

/// The applications by id, those that a chosen connector's block is signed by included; there must be one.
fn applications(planned: &Planned) -> Result<BTreeMap<String, Connector>> {
    let all = planned.observed.ours.iter();
    let ours: BTreeMap<_, _> = all
        .map(|(connector, ours)| (ours.application.id.clone(), *connector))
        .collect();
    match ours.is_empty() {
        false => Ok(ours),
        true => Err(Error::failed(
            "application-not-found",
            format!(
                "JumpCloud has no application for the connectors of {}: there is nothing to sign in through",
                planned.desired.account_code
            ),
        )
        .hint("set it up first, or pass the --idp-url-suffix it was set up with")),
    }
}

struct Watch<'a> {
    applications: BTreeMap<String, Connector>,
    insights: Insights,
    /// How far the clock of JumpCloud's console is ahead, which stands in for Directory Insights' until that has answered.
    console: Option<time::Duration>,
    /// `None` without credentials: then there is evidence of one side only.
    mimecast: Option<&'a Mimecast>,
    pace: Pace,
    people: &'a [Person],
}

/// What was written so far, each event once; those from before are known and do not count.
#[derive(Default)]
struct Seen {
    known: BTreeSet<String>,
    events: Vec<Vec<Event>>,
    logons: Vec<Logon>,
    /// When the watching began by the clocks of JumpCloud and Mimecast, where they tell it.
    not_before: (Option<OffsetDateTime>, Option<OffsetDateTime>),
}

impl Watch<'_> {
    async fn wait(
        &self,
        facts: &[Facts],
        timeout: Duration,
        audience: &mut dyn Audience,
    ) -> Result<Vec<Story>> {
        let begun = Instant::now();
        let mut seen = Seen::default();
        self.ask(&mut seen, BEFORE, BEFORE).await?;
        seen.events = vec![Vec::new(); self.people.len()];
        seen.logons.clear();
        seen.not_before = self.not_before();
        audience.ready(&hindrances(facts));

        // Without one where it would be later than a clock can say.
        let deadline = Instant::now().checked_add(timeout);
        let left = || deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let mut asked = Instant::now();
        let mut since = vec![Instant::now(); self.people.len()];
        let mut stories: Vec<Story> = self.stories(&seen);
        loop {
            sleep(left().map_or(self.pace.every, |left| left.min(self.pace.every))).await;
            let now = Instant::now();
            let all = BEFORE.saturating_add(elapsed(begun));
            let since_asked = OVERLAP.saturating_add(elapsed(asked));
            let outcome = self.ask(&mut seen, all, all.min(since_asked)).await;
            match &outcome {
                Ok(()) => asked = now,
                Err(error) if error.kind == Kind::Unavailable => audience.trouble(error),
                Err(error) => return Err(error.clone()),
            }
            for (i, story) in self.stories(&seen).into_iter().enumerate() {
                if story != stories[i] {
                    audience.news(&self.people[i].email, &story);
                    since[i] = Instant::now();
                    stories[i] = story;
                }
            }
            let mut all = stories.iter().zip(facts).zip(&since);
            if all.all(|((story, facts), since)| self.is_over(story, facts, since.elapsed())) {
                return Ok(stories);
            }
            if left().is_some_and(|left| left.is_zero()) {
                return outcome.map(|()| stories);
            }
        }
    }

    fn clocks(&self) -> Clocks {
        Clocks {
            jumpcloud: self.insights.skew(),
            mimecast: self.mimecast.and_then(Mimecast::skew),
        }
    }

    /// Now, by the clock of each service that tells its time, less what may be inexact.
    fn not_before(&self) -> (Option<OffsetDateTime>, Option<OffsetDateTime>) {
        let now = OffsetDateTime::now_utc();
        let at = |ahead: Option<_>| ahead.map(|ahead| shown(now - BEGUN, Some(ahead)));
        let clocks = self.clocks();
        (at(clocks.jumpcloud), at(clocks.mimecast))
    }

    fn stories(&self, seen: &Seen) -> Vec<Story> {
        let clocks = self.clocks();
        let people = self.people.iter().zip(&seen.events);
        let told = people.map(|(person, events)| {
            story(
                &person.email,
                &self.applications,
                events,
                &seen.logons,
                clocks,
            )
        });
        told.collect()
    }

    /// Whether a story can be told now. Where something is missing and a cause is plain, what may still be
    /// written is waited for; where none is, the person may still be at it. So may who was refused by JumpCloud, whose
    /// refusal may be of a mistyped code, and who was let in without a proof, which may come yet.
    fn is_over(&self, story: &Story, facts: &Facts, unchanged: Duration) -> bool {
        match story.stage {
            Stage::SignedIn | Stage::RefusedByMimecast => true,
            Stage::ServedByJumpcloud | Stage::OutcomeUnknown if self.mimecast.is_none() => true,
            Stage::RefusedByJumpcloud | Stage::Unproven => unchanged >= self.pace.patience,
            Stage::ServedByJumpcloud | Stage::OutcomeUnknown | Stage::ReachedJumpcloud => {
                let plain = causes(story, facts).iter().any(|cause| cause.certain);
                plain && unchanged >= self.pace.patience
            }
            Stage::Nothing | Stage::SecondStep | Stage::WithoutJumpcloud => false,
        }
    }

    /// Adds what was written and is not known yet, as far back as is said, each service by its own clock: where this
    /// machine's differs, the question would be about another time.
    async fn ask(
        &self,
        seen: &mut Seen,
        jumpcloud: time::Duration,
        mimecast: time::Duration,
    ) -> Result<()> {
        let (now, clocks) = (OffsetDateTime::now_utc(), self.clocks());
        let since = shown(now, clocks.jumpcloud.or(self.console)).saturating_sub(jumpcloud);
        let people = self.people.iter();
        let events = try_join_all(people.map(|person| self.insights.sign_ins(&person.id, since)));
        let logons = async {
            let until = shown(now, clocks.mimecast);
            match self.mimecast {
                Some(client) => client.logons(until.saturating_sub(mimecast), until).await,
                None => Ok(Vec::new()),
            }
        };
        let (mut events, mut logons) = tokio::try_join!(events, logons)?;
        let fresh =
            |at: OffsetDateTime, begun: Option<OffsetDateTime>| begun.is_none_or(|b| at >= b);
        for events in &mut events {
            events.retain(|event| fresh(event.at, seen.not_before.0));
        }
        logons.retain(|logon| fresh(logon.at, seen.not_before.1));
        seen.events.resize(self.people.len(), Vec::new());
        for (known, new) in seen.events.iter_mut().zip(events) {
            known.extend(
                new.into_iter()
                    .filter(|event| seen.known.insert(event.id.clone())),
            );
            known.sort_by_key(|event| event.at);
        }
        let new = logons.into_iter();
        // Mimecast's identifiers were seen to repeat.
        let key =
            |logon: &Logon| format!("{} {} {} {}", logon.id, logon.at, logon.user, logon.let_in);
        seen.logons
            .extend(new.filter(|logon| seen.known.insert(key(logon))));
        seen.logons.sort_by_key(|logon| logon.at);
        Ok(())
    }
}

/// How long ago a moment was.
fn elapsed(since: Instant) -> time::Duration {
    time::Duration::try_from(since.elapsed()).unwrap_or(time::Duration::MAX)
}

/// What is plain before anybody tries.
fn hindrances(facts: &[Facts]) -> Vec<(String, Vec<Cause>)> {
    let nothing = Story {
        stage: Stage::Nothing,
        portal: None,
        attempt: None,
        logon: None,
    };
    let of = |facts: &Facts| {
        let mut causes = causes(&nothing, facts);
        causes.retain(|cause| cause.certain);
        (facts.email.clone(), causes)
    };
    facts
        .iter()
        .map(of)
        .filter(|(_, causes)| !causes.is_empty())
        .collect()
}
