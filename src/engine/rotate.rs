//! A new IdP certificate in JumpCloud, and Mimecast told of it in the same run.

use std::collections::{BTreeMap, BTreeSet};

use crate::connector::Connector;
use crate::error::{Error, Result};
use crate::journal::{Command, Ended, Fold, Line, Object, Recorded, Touched, touched};
use crate::plan::{
    Desired, Goal, Mode, Observed, OwnCertificate, People, Rotation, Told, find_ours,
    rotated_by_default, rotation,
};

use super::listed::applications;
use super::observe::{Known, Look, observe};
use super::people;
use super::run::Run;
use super::session::Session;
use super::unchanged::{READ_AGAIN, changed};
use super::{Planned, Read};

/// The rotation that is to be gone on with: the last runs, where they are rotations without an end.
///
/// # Errors
/// A journal that cannot be read again.
pub fn broken_off(runs: &[Recorded]) -> Result<Rotation> {
    let unfinished = |run: &&Recorded| {
        let done = run.end.as_ref().map(|end| end.outcome) == Some(Ended::Done);
        run.start.command == Command::Rotate && !done
    };
    let told = Told::of(runs)?;
    let count = runs.iter().rev().take_while(unfinished).count();
    let runs = &runs[runs.len() - count..];
    // What was there before the first of them counts, so each is read by itself.
    let mut before = BTreeMap::new();
    let mut blocks = BTreeMap::new();
    for run in runs {
        let told = run.start.console.blocks.iter();
        blocks.extend(told.map(|(block, told)| (*block, told.source)));
        let mut fold = Fold::default();
        run.each(|line| fold.line(line))?;
        for (connector, was) in replaced(fold.touched()) {
            before.entry(connector).or_insert(was);
        }
    }
    Ok(Rotation {
        since: runs.first().map(|run| run.start.at.clone()),
        replaced: before,
        blocks,
        told,
    })
}

/// The certificates that applications had before they were written to.
fn replaced(touched: &[Touched]) -> BTreeMap<Connector, String> {
    let fingerprint = |touched: &Touched| {
        let Object::Application { connector, .. } = touched.object else {
            return None;
        };
        let was = OwnCertificate::of(touched.before.as_ref()?).fingerprint()?;
        Some((connector, was))
    };
    touched.iter().filter_map(fingerprint).collect()
}

/// Reads both services, and plans new certificates for the chosen connectors' applications, or what is left of
/// a rotation that has begun. Where none `is_chosen`, `desired` has all of them, and those in force are meant.
///
/// # Errors
/// Those of the clients; `application-not-found` for a connector that is not set up; `connector-ambiguous`.
pub async fn plan_rotation(
    session: &Session,
    desired: &Desired,
    begun: Rotation,
    is_chosen: bool,
) -> Result<Planned> {
    let mut desired = match is_chosen {
        true => desired.clone(),
        false => set_up_alone(session, desired).await?,
    };
    for application in &mut desired.applications {
        // Access is not what this run is about, and who has it is read with the application.
        application.groups.clear();
        application.users.clear();
    }
    let observed = observe(session, &desired, Look::Everything(None)).await?;
    if !is_chosen {
        desired = rotated_by_default(&desired, &observed, &begun)?;
    }
    let settled = settled(&desired, &observed);
    let begun = begun.seen(&settled, &observed);
    planned(session, desired, settled, observed, begun, None).await
}

/// What is wanted of the connectors that are set up; of the first where none is.
async fn set_up_alone(session: &Session, desired: &Desired) -> Result<Desired> {
    let mut ahead = session.ahead.take();
    let listed = match ahead.applications.take() {
        Some(listed) => listed?,
        None => applications(&session.jumpcloud).await?,
    };
    let mut there = BTreeSet::new();
    for wanted in &desired.applications {
        if find_ours(&listed, wanted)?.is_some() {
            there.insert(wanted.connector);
        }
    }
    // It is the same reading for what is planned of them.
    ahead.applications = Some(Ok(listed));
    session.ahead.put(ahead);
    if there.is_empty() {
        there.extend(desired.applications.first().map(|first| first.connector));
    }
    let mut alone = desired.clone();
    alone.applications.retain(|a| there.contains(&a.connector));
    alone
        .blocks
        .retain(|block, _| there.iter().any(|c| c.block() == *block));
    Ok(alone)
}

/// Reads both services once more and plans again: what is still to do of this rotation, of which `lines` is
/// the journal so far; who can sign in was read before.
pub(super) async fn plan_again(
    session: &Session,
    planned: &Planned,
    mut begun: Rotation,
    known: Known,
    lines: &[Line],
) -> Result<Planned> {
    let wish = planned.wish.clone();
    for (connector, was) in replaced(&touched(lines)) {
        begun.replaced.entry(connector).or_insert(was);
    }
    let observed = observe(session, &wish, Look::Everything(Some(known))).await?;
    let desired = settled(&wish, &observed);
    let people = planned.people.clone();
    self::planned(session, wish, desired, observed, begun, people).await
}

/// What is wanted, with the blocks that are in use.
fn settled(wish: &Desired, observed: &Observed) -> Desired {
    let mut desired = wish.settled(observed);
    keep_blocks_in_use(&mut desired, observed);
    desired
}

/// Of the blocks that would be set up, those that Mimecast has filled in from the applications.
fn keep_blocks_in_use(desired: &mut Desired, observed: &Observed) {
    if desired.mode == Mode::Worksheet {
        return;
    }
    let own = observed.profile(&desired.profile);
    desired.blocks.retain(|block, wanted| {
        let values = own.and_then(|p| p.blocks.get(block));
        let ours = observed.ours.get(&wanted.source);
        values
            .zip(ours)
            .is_some_and(|(v, o)| v.login_url == o.application.idp_url)
    });
}

async fn planned(
    session: &Session,
    wish: Desired,
    desired: Desired,
    observed: Observed,
    begun: Rotation,
    known: Option<People>,
) -> Result<Planned> {
    let people = match (known, desired.blocks.is_empty()) {
        (_, true) => None,
        (Some(known), false) => Some(known),
        (None, false) => Some(people::read(session, &desired, &observed).await?),
    };
    let found = rotation(&desired, &observed, &begun)?;
    let read = Read {
        wish,
        desired,
        observed,
        people,
    };
    Ok(read.planned(session, Goal::Rotation(begun), found, None))
}

impl Run<'_> {
    /// Writes the application back without its certificate: the only way known to have a new one made
    /// (JumpCloud's PUT regenerates what is left out; medium confidence, so the result is looked at).
    pub(super) async fn new_certificate(&mut self, connector: Connector) -> Result<()> {
        let current = self.meant_application(connector).await?;
        if self.differs(connector, &current) {
            return Err(changed(&current));
        }
        let id = self.application(connector)?.0.to_owned();
        let label = current.label().to_owned();
        let mut document = current.clone().into_value();
        let OwnCertificate::Shown(before) = OwnCertificate::of(&document) else {
            return Err(Error::refused(
                "certificate-unreadable",
                format!(
                    "JumpCloud does not show the IdP certificate of \"{label}\", so nobody could tell the new one from it"
                ),
            )
            .hint("make a new one in the JumpCloud console (the application's SSO tab), and tell Mimecast of it there"));
        };
        if let Some(config) = document["config"].as_object_mut() {
            config.shift_remove("idpCertificate");
            config.shift_remove("idpPrivateKey");
        }
        let answered = self.send_application(&current, &document).await?;
        let answered = OwnCertificate::of(&answered.into_value()).fingerprint();
        let mut pauses = READ_AGAIN.into_iter();
        loop {
            let written = self.session.jumpcloud.application(&id).await?;
            let now = OwnCertificate::of(&written.clone().into_value());
            if let OwnCertificate::Shown(now) = now
                && now != before
                && written.sso_url() == current.sso_url()
                && answered
                    .as_ref()
                    .is_none_or(|a| *a == now.fingerprint_sha256())
            {
                self.renewed.insert(connector, now.fingerprint_sha256());
                return Ok(());
            }
            match pauses.next() {
                Some(pause) => tokio::time::sleep(pause).await,
                None => break,
            }
        }
        Err(Error::failed(
            "certificate-unchanged",
            format!("JumpCloud made no new IdP certificate for \"{label}\", or does not show the one that it made"),
        )
        .hint("make one in the JumpCloud console (the application's SSO tab), then run the same command again"))
    }
}
