//! The sign-in model: of a world, every way into Mimecast, whether it works, and what would mend it.
//!
//! Warnings, guards, closing words and checks speak from here alone. What is documented decides between "works" and "broken";
//! what rests on something that nobody has seen of a real account is "unproven", until a sign-in was seen.

mod application;
mod in_force;
mod judge;
mod world;

use serde::Serialize;

use crate::connector::{Block, Connector};
use crate::text;

pub use world::World;

/// Where a sign-in begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Start {
    /// Mimecast's login page.
    LoginPage,
    /// A tile of JumpCloud's user portal.
    Tile,
}

/// Something that keeps people out, and what mends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Stable name, like `audience`.
    pub code: &'static str,
    /// What is wrong, as a sentence without its full stop.
    pub why: String,
    /// What to do about it.
    pub remedy: String,
}

/// Whether people get in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum Verdict {
    /// By all that is documented, or because a sign-in was seen.
    Works,
    /// If what is assumed of the services holds, or what they do not say: which is what.
    Unproven {
        /// What it rests on.
        why: Vec<String>,
    },
    /// No.
    Broken {
        /// All that is wrong; at least one.
        faults: Vec<Fault>,
    },
}

/// One way into Mimecast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// Where it begins.
    pub start: Start,
    /// The block of the profile that lets people in.
    pub block: Block,
    /// The connector whose application answers, where one of the organisation's does.
    pub connector: Option<Connector>,
    /// That application's label.
    pub application: Option<String>,
    /// Its id at JumpCloud; `None` where the run makes it.
    #[serde(skip)]
    pub application_id: Option<String>,
    /// Whether somebody was seen getting in by it, with the values that are in force. Only sign-in from the login page is
    /// kept in mind.
    pub seen: bool,
    /// Whether people get in.
    #[serde(flatten)]
    pub verdict: Verdict,
}

impl Way {
    /// The way in words: `from Mimecast's login page (web-apps)`.
    pub fn words(&self) -> String {
        match (self.start, &self.application) {
            (Start::Tile, Some(label)) => format!("from the tile \"{}\"", text::name(label)),
            _ => format!("from Mimecast's login page ({})", self.block),
        }
    }

    /// All that is known to be wrong.
    pub fn broken_by(&self) -> &[Fault] {
        match &self.verdict {
            Verdict::Broken { faults } => faults,
            Verdict::Works | Verdict::Unproven { .. } => &[],
        }
    }

    /// All that is wrong, and what mends it, in sentences; empty where nothing is known to be.
    pub fn faults(&self) -> String {
        let told = self
            .broken_by()
            .iter()
            .map(|f| format!("{}. To mend it, {}", f.why, f.remedy));
        told.collect::<Vec<_>>().join("; ")
    }

    /// Stable name, like `way-in/web-apps/login-page`.
    pub fn name(&self) -> String {
        match (self.start, self.connector) {
            (Start::Tile, Some(connector)) => format!("way-in/{connector}/tile"),
            _ => format!("way-in/{}/login-page", self.block),
        }
    }
}

#[cfg(test)]
mod tests;
