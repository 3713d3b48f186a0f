//! What the journals of a tenant say that Mimecast was told of, for the moment when a service no longer shows it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::connector::{Block, Connector};
use crate::error::Result;
use crate::journal::{Console, ConsoleBlock, Left, Line, Object, Recorded, touched};

use super::form::BlockField;
use super::observed::Observed;
use super::refusal::{Guard, Refusal};
use super::subject::Subject;

/// How many of the last runs are asked which applications they left.
const LAST_RUNS: usize = 100;

/// The applications that the last run that wrote to each left there for certain: id by IdP URL.
///
/// # Errors
/// A journal that cannot be read again.
pub fn left_there(runs: &[Recorded]) -> Result<BTreeMap<String, String>> {
    let mut known: BTreeMap<String, Option<String>> = BTreeMap::new();
    let wrote = runs.iter().rev().filter(|run| run.changes() > 0);
    for run in wrote.take(LAST_RUNS) {
        let mut urls = run.start.connectors.values();
        if urls.all(|url| known.contains_key(url)) {
            continue;
        }
        for touched in touched(&run.lines()?) {
            let Object::Application { idp_url, .. } = touched.object else {
                continue;
            };
            let id = match touched.left.as_slice() {
                [Left::Whole(Some(document))] => document["_id"].as_str().map(str::to_owned),
                _ => None,
            };
            known.entry(idp_url).or_insert(id);
        }
    }
    let there = known.into_iter();
    Ok(there.filter_map(|(url, id)| Some((url, id?))).collect())
}

/// What runs left behind, by their journals. Whoever changed it since did so by hand, or on another machine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// The IdP URL of every application that a run had to do with, and its connector.
    pub urls: BTreeMap<String, Connector>,
    /// The blocks that each profile enforces, and their login URLs, by the last write to it.
    enforced: BTreeMap<String, BTreeMap<Block, String>>,
    /// What a person said of the console, by profile: its blocks are those that are enforced, and were not released since.
    confirmed: BTreeMap<String, Console>,
}

impl Told {
    /// What these runs, oldest first, amount to. Each is read by itself: there may be many.
    ///
    /// # Errors
    /// A journal that cannot be read again.
    pub fn of(runs: &[Recorded]) -> Result<Self> {
        let mut told = Told::default();
        for run in runs.iter().filter(|run| run.changes() > 0) {
            let connectors = run.start.connectors.iter();
            told.urls
                .extend(connectors.map(|(connector, url)| (url.clone(), *connector)));
            let lines = run.lines()?;
            told.steps(&run.start.console, &lines);
            for touched in touched(&lines) {
                match touched.object {
                    Object::Application {
                        connector, idp_url, ..
                    } => {
                        told.urls.insert(idp_url, connector);
                    }
                    Object::Profile { description } => {
                        let blocks = enforced_for_certain(&touched.left);
                        told.enforced.insert(description, blocks);
                    }
                    _ => {}
                }
            }
        }
        Ok(told)
    }

    /// The console steps of a run: the last word on each block counts.
    fn steps(&mut self, console: &Console, lines: &[Line]) {
        let enforced = Subject::Enforcement(console.profile.clone()).id();
        let released = Subject::Release(console.profile.clone()).id();
        let moved = Subject::Profile(console.profile.clone()).id();
        let applied = Subject::Setting(console.setting.clone()).id();
        for line in lines {
            let Line::Step(step) = line else { continue };
            let nothing = || Console {
                blocks: BTreeMap::new(),
                ..console.clone()
            };
            let known = self.confirmed.entry(console.profile.clone());
            let known = known.or_insert_with(nothing);
            if step.change == enforced && !step.removing {
                known.blocks.extend(console.blocks.clone());
            } else if step.change == released {
                let stays = |block: &Block| {
                    let of_run = console.blocks.get(block);
                    of_run.is_none_or(|of_run| of_run.then.is_some())
                };
                known.blocks.retain(|block, _| stays(block));
            } else if step.change == moved && !step.removing {
                let then = console.blocks.iter();
                let then =
                    then.filter_map(|(block, b)| Some((*block, (**b.then.as_ref()?).clone())));
                known.blocks.extend(then);
            } else if step.change == applied && !step.removing {
                known.group.clone_from(&console.group);
            }
        }
    }

    /// What a person said of a profile and its setting; `None` where nobody said anything.
    pub fn confirmed(&self, profile: &str) -> Option<&Console> {
        self.confirmed.get(profile)
    }

    /// What a person said of a block of a profile, the last time; `None` where it was released since.
    pub fn said_of(&self, profile: &str, block: Block) -> Option<&ConsoleBlock> {
        self.confirmed(profile)?.blocks.get(&block)
    }

    /// The blocks of a profile that are in force by what people said.
    pub fn said_in_force(&self, profile: &str, observed: &Observed) -> BTreeSet<Block> {
        let mut blocks = observed.blocks_confirmed(profile);
        let console = self.confirmed(profile).into_iter();
        let told = console.flat_map(|console| console.blocks.keys().copied());
        // Of a block that an attestation speaks of, that is the last word.
        blocks.extend(told.filter(|block| !observed.block_attested(profile, *block)));
        blocks
    }

    /// Refuses where Mimecast shows nothing of a profile that was left enforcing SAML through one of the applications that
    /// `concerned` knows by their IdP URL: a list that lacks it is no proof that nobody signs in there.
    pub fn vanished(&self, observed: &Observed, concerned: impl Fn(&str) -> bool) -> Vec<Refusal> {
        if observed.mimecast.is_none() {
            return Vec::new();
        }
        let gone = self.enforced.iter().filter(|(profile, blocks)| {
            observed.profile(profile).is_none() && blocks.values().any(|url| concerned(url))
        });
        let refusal = |(profile, _)| {
            Guard::ChangedSince.refuse(format!(
                "by its journal, the last run left Mimecast's profile \"{profile}\" enforcing SAML through this application, and \
                 Mimecast does not list that profile now. Look in the Mimecast console whether it was deleted: where it \
                 was, this can be allowed"
            ))
        };
        gone.map(refusal).collect()
    }
}

/// The blocks that are enforced in everything that the last write may have left, with their login URLs.
fn enforced_for_certain(left: &[Left]) -> BTreeMap<Block, String> {
    let of = |document: &Value| -> BTreeMap<Block, String> {
        let blocks = Block::ALL.into_iter().filter_map(|block| {
            let url = BlockField::LoginUrl.read(document, block).as_str()?;
            let enforced = *BlockField::Enforced.read(document, block) == true;
            enforced.then(|| (block, url.to_owned()))
        });
        blocks.collect()
    };
    let mut all = left.iter().map(|left| match left {
        Left::Whole(None) => BTreeMap::new(),
        Left::Whole(Some(document)) | Left::Sent(document) => of(document),
    });
    let mut certain = all.next().unwrap_or_default();
    for other in all {
        certain.retain(|block, url| other.get(block) == Some(url));
    }
    certain
}

#[cfg(test)]
mod tests;
