//! Where journals are kept, and what the first line of a run's says.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::connector::{Block, Connector};
use crate::engine::Planned;
use crate::error::{Error, Kind, Result};
use crate::journal::{
    self, Command, Console, ConsoleBlock, Ended, FORMAT_VERSION, Journal, Recorded, Start, now,
    runs_of,
};
use crate::plan::{
    BlockField, DesiredBlock, Goal, Mode, Removal, Subject, TenantSummary, idp_url, left_open,
    left_there,
};

use super::connected::Tenant;
use super::state_folder::state_folder;

/// The folder of the journals; `None` for the sandbox in this process, unless a folder was named.
pub fn folder(tenant: &Tenant) -> Result<Option<PathBuf>> {
    match (&tenant.options.journal, tenant.options.access.sandbox) {
        (Some(folder), _) => Ok(Some(folder.clone())),
        (None, true) => Ok(None),
        (None, false) => Ok(Some(state_folder()?.join("journal"))),
    }
}

/// The tenant as a journal names it: a run belongs to the tenant whose journal begins with the same.
pub fn owner(tenant: &TenantSummary) -> journal::Tenant {
    journal::Tenant {
        organization_id: tenant.organization_id.clone(),
        account_code: tenant.account_code.to_string(),
        jumpcloud: tenant.jumpcloud.clone(),
        mimecast: tenant.mimecast.clone(),
        mode: match tenant.mode {
            Mode::Api => "api".to_owned(),
            Mode::Worksheet => "worksheet".to_owned(),
        },
    }
}

/// The runs of a tenant, oldest first.
///
/// # Errors
/// Those of [`runs_of`].
pub fn runs(tenant: &Tenant) -> Result<Vec<Recorded>> {
    let owner = owner(&tenant.session.summary(&tenant.desired));
    let runs = match folder(tenant)? {
        Some(folder) => runs_of(&folder, &owner)?,
        None => return Ok(Vec::new()),
    };
    // What was read before the last one ended may be what it found.
    if let Some(last) = runs.last() {
        tenant.session.ahead.drop_before(ended(last));
    }
    Ok(runs)
}

/// When a run ended; one that does not tell may end any time.
fn ended(run: &Recorded) -> OffsetDateTime {
    let end = run.end.as_ref();
    let at = end.and_then(|end| OffsetDateTime::parse(&end.at, &Rfc3339).ok());
    // It is told to the millisecond.
    let at = at.map(|at| at.saturating_add(time::Duration::MILLISECOND));
    at.unwrap_or_else(OffsetDateTime::now_utc)
}

/// Tells a tenant's session what earlier runs left open, and which applications they left.
///
/// # Errors
/// Those of [`runs`].
pub fn look_back(tenant: &mut Tenant) -> Result<()> {
    let runs = runs(tenant)?;
    tenant.session.left_open = left_open(&runs)?;
    tenant.session.left_there = left_there(&runs)?;
    Ok(())
}

/// The journal of a run, which may carry out more than one plan: what is learnt on the way makes another. One undo takes all of
/// it back.
#[derive(Debug)]
pub struct RunJournal {
    /// What the run was asked to do.
    pub command: Command,
    journal: OnceCell<Journal>,
}

impl RunJournal {
    /// Of a run that has changed nothing yet.
    pub fn of(command: Command) -> Self {
        RunJournal {
            command,
            journal: OnceCell::new(),
        }
    }

    /// Begins it, where that was not done, as a run that is about to make the changes of a plan.
    ///
    /// # Errors
    /// `journal-unwritable`: nothing is changed without one.
    pub fn begun(&self, tenant: &Tenant, planned: &Planned) -> Result<&Journal> {
        if let Some(journal) = self.journal.get() {
            return Ok(journal);
        }
        let journal = match folder(tenant)? {
            Some(folder) => {
                let start = start(planned, self.command);
                Journal::create(&folder, start, tenant.secrets.clone())?
            }
            None => Journal::in_memory(),
        };
        Ok(self.journal.get_or_init(|| journal))
    }

    /// Writes down how the run ended, where it was begun and nothing was said of that.
    pub fn end(&self, outcome: Ended) {
        if let Some(journal) = self.journal.get() {
            journal.end(outcome);
        }
    }
}

/// How a run ended that an error ended.
pub fn ended_by(error: &Error) -> Ended {
    match error.kind {
        Kind::Interrupted => Ended::Interrupted,
        _ => Ended::Failed,
    }
}

fn start(planned: &Planned, command: Command) -> Start {
    let (desired, observed) = (&planned.desired, &planned.observed);
    let applications = desired.applications.iter().chain(&desired.neighbours);
    // A removal has to do with the applications that are there, and of those that stay with the ones that take something over.
    let removing = matches!(planned.goal, Goal::Removal(_));
    let signs = |c: Connector| desired.blocks.values().any(|b| b.source == c);
    let concerned =
        |c: Connector| observed.ours.contains_key(&c) && (!desired.is_neighbour(c) || signs(c));
    let applications = applications.filter(|a| !removing || concerned(a.connector));
    Start {
        format_version: FORMAT_VERSION,
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        at: now(),
        command,
        undoes: match &planned.goal {
            Goal::Undo(undo) => Some(undo.run.clone()),
            _ => None,
        },
        tenant: owner(&planned.plan.tenant),
        digest: planned.plan.digest.clone(),
        connectors: applications
            .map(|a| (a.connector, idp_url(observed, a)))
            .collect(),
        console: Console {
            profile: desired.profile.clone(),
            setting: desired.setting.description.clone(),
            group: desired.setting.group.clone(),
            blocks: blocks(planned),
        },
    }
}

/// The blocks that a run looks after, and whose application signs for each.
fn blocks(planned: &Planned) -> BTreeMap<Block, ConsoleBlock> {
    if let Goal::Removal(removal) = &planned.goal {
        return blocks_of_removal(planned, removal);
    }
    // A rotation has nothing to do with the blocks of other connectors.
    let rotates = matches!(planned.goal, Goal::Rotation(_));
    let of_others = |c: Connector| rotates && planned.desired.is_neighbour(c);
    let blocks = planned.desired.blocks.iter();
    let blocks = blocks.filter(|(_, b)| !of_others(b.source));
    blocks
        .map(|(block, b)| (*block, console_block(b)))
        .collect()
}

fn console_block(wanted: &DesiredBlock) -> ConsoleBlock {
    ConsoleBlock {
        source: wanted.source,
        logout_url: wanted.logout_url.clone(),
        allow_single_sign_on: wanted.allow_single_sign_on,
        then: None,
    }
}

/// The blocks that a removal releases or has taken over, as they were before it as far as that is known.
fn blocks_of_removal(planned: &Planned, removal: &Removal) -> BTreeMap<Block, ConsoleBlock> {
    let (wish, desired) = (&planned.wish, &planned.desired);
    let ours = &planned.observed.ours;
    let goes = |c: &Connector| !desired.is_neighbour(*c) && ours.contains_key(c);
    let entry = |block: Block| {
        let then = desired.blocks.get(&block).map(console_block).map(Box::new);
        if let Some(known) = removal.told.said_of(&desired.profile, block) {
            let known = known.clone();
            return Some((block, ConsoleBlock { then, ..known }));
        }
        // The administrators' block is among those of a removal also where it never was set up; brought back, it must not be
        // put in force for the first time.
        let tile = block.tile().is_some_and(|c| ours.contains_key(&c));
        if then.is_none() && block == Block::AdminConsole && !tile {
            return None;
        }
        let wanted = wish.blocks.get(&block).or(desired.blocks.get(&block));
        let was = ConsoleBlock {
            source: wish.signers(block).into_iter().find(goes)?,
            logout_url: wanted.map(|b| b.logout_url.clone()).unwrap_or_default(),
            allow_single_sign_on: tile,
            then,
        };
        Some((block, was))
    };
    let release = Subject::Release(desired.profile.clone());
    let mut changes = planned.plan.changes.iter();
    let release = changes.find(|c| c.subject == release);
    let released = |block: &Block| {
        let enforced = BlockField::Enforced.of(*block);
        release.is_some_and(|r| r.field(&enforced).is_some())
    };
    let concerned = |block: &Block| released(block) || desired.blocks.contains_key(block);
    Block::ALL
        .into_iter()
        .filter(concerned)
        .filter_map(entry)
        .collect()
}
