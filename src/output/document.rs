//! What a command has to show, whatever the format.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::check::Check;
use crate::connector::{AccountCode, MimecastSite, SpValues};
use crate::engine::{
    self, ChangeResult, Discovered, Flow, HumanStep, OrganizationStanding, Report,
};
use crate::error::Error;
use crate::plan::{Change, Finding, Goal, Mode, Plan, Start, Subject, TenantSummary, Way};
use crate::saml::response::SignIn;

use super::figures::Figures;
use super::member::Fleet;
use super::sheet::SheetFormat;

/// The SP values of an account.
#[derive(Debug, Serialize)]
pub struct Values {
    /// Where the account lives.
    pub grid: MimecastSite,
    /// The account code.
    pub account_code: AccountCode,
    /// Where people go after signing out.
    pub logout_url: String,
    /// One entry a connector.
    pub connectors: Vec<SpValues>,
}

/// What is true once a run has ended, in the words of the two consoles.
#[derive(Debug, Serialize)]
pub struct Standing {
    /// One entry a connector that has an application.
    pub connectors: Vec<ConnectorStanding>,
    /// Blocks that enforce SAML; empty where that cannot be read.
    pub enforced: Vec<&'static str>,
    /// Every way in, and whether it works.
    pub ways: Vec<Way>,
    /// Where people sign in at Mimecast.
    pub login_url: String,
    /// Where people find their tiles.
    pub portal_url: String,
}

/// One connector's application as it stands.
#[derive(Debug, Serialize)]
pub struct ConnectorStanding {
    /// The connector.
    pub connector: crate::connector::Connector,
    /// The tile's label.
    pub label: String,
    /// Its IdP URL.
    pub idp_url: String,
    /// Its ACS URL.
    pub acs_url: String,
    /// Groups and users asked for.
    pub access: Vec<String>,
    /// The certificate it signs with, where its metadata could be read.
    pub certificate: Option<CertificateStanding>,
}

/// An application's certificate as it stands.
#[derive(Debug, Serialize)]
pub struct CertificateStanding {
    /// SHA-256 fingerprint.
    pub fingerprint: String,
    /// The day it ends, `YYYY-MM-DD`.
    pub expires: String,
}

/// The outcome of a run that makes changes.
#[derive(Debug)]
pub struct Outcome {
    /// The plan that was carried out.
    pub plan: Plan,
    /// How each change ended.
    pub results: Vec<ChangeResult>,
    /// What reading both services again showed to be still to do.
    pub remaining: Vec<Change>,
    /// What is true now.
    pub standing: Standing,
    /// The console steps that wait for a person.
    pub steps: Vec<HumanStep>,
    /// What whoever reads it was told before.
    pub told: Told,
    /// What the run was for.
    pub goal: Goal,
    /// Why the run did not reach what was wanted.
    pub error: Option<Error>,
}

/// What a person was told while a run went on, and is not told again with its result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// The person was led through the console steps.
    pub steps: bool,
    /// The person saw each change being made.
    pub progress: bool,
    /// The person saw the plan, which had so many warnings.
    pub plan: Option<usize>,
}

impl Standing {
    /// The ways in that begin at Mimecast's login page.
    pub fn by_login_page(&self) -> impl Iterator<Item = &Way> {
        let ways = self.ways.iter();
        ways.filter(|way| way.start == Start::LoginPage)
    }

    /// Those of them by which nobody was seen signing in with the values that are in force.
    pub fn unseen(&self) -> impl Iterator<Item = &Way> {
        self.by_login_page().filter(|way| !way.seen)
    }
}

impl Outcome {
    /// Whether both services are configured as wanted.
    pub fn complete(&self) -> bool {
        self.remaining.is_empty() && self.error.is_none()
    }

    /// The changes that are not done, and those that reading again showed to be still to do.
    fn open(&self) -> BTreeSet<&Subject> {
        use engine::Status::{Failed, Pending};
        let open = |one: &&ChangeResult| matches!(one.status, Failed | Pending);
        let open = self.results.iter().filter(open).map(|one| &one.id);
        open.chain(self.remaining.iter().map(|change| &change.subject))
            .collect()
    }

    /// Whether Mimecast's login page leads somebody to JumpCloud, as far as it is read or was confirmed.
    pub fn in_force(&self) -> bool {
        let by_word = self.plan.tenant.mode == Mode::Worksheet;
        self.standing.by_login_page().next().is_some()
            && (by_word || !self.standing.enforced.is_empty())
    }
}

/// What was looked at, and how it came out.
#[derive(Debug)]
pub struct Checked {
    /// What was looked at; for people only.
    pub title: String,
    /// What to know about how it was looked at; for people only.
    pub remarks: Vec<String>,
    /// The sign-ins that were driven.
    pub flows: Vec<Flow>,
    /// The checks.
    pub checks: Vec<Check>,
    /// Where a Response was judged: who signed in, or nobody.
    pub sign_in: Option<Option<SignIn>>,
    /// The plan that would mend what differs.
    pub drift: Option<Box<Plan>>,
}

/// How the sign-ins went that were waited for.
#[derive(Debug)]
pub struct Watched {
    /// What was watched; for people only.
    pub title: String,
    /// One a person.
    pub reports: Vec<Report>,
    /// The same as checks.
    pub checks: Vec<Check>,
}

/// Every Mimecast application of an organisation.
#[derive(Debug)]
pub struct Status {
    /// Whose they are.
    pub tenant: TenantSummary,
    /// What is there.
    pub standing: OrganizationStanding,
}

/// A tenants file from what is live.
#[derive(Debug)]
pub struct Exported {
    /// The file's text.
    pub file: String,
    /// Its tenants.
    pub tenants: Vec<ExportedTenant>,
}

/// A tenant of it.
#[derive(Debug, Serialize)]
pub struct ExportedTenant {
    /// Its name in the file.
    pub name: String,
    /// Whose it is.
    pub tenant: TenantSummary,
    /// What the file says of it: values by the long name of their option.
    pub options: BTreeMap<&'static str, Vec<String>>,
    /// Where each credential is to be had, by its name.
    pub credentials: BTreeMap<&'static str, String>,
    /// What is not in it, or not as it should be.
    pub notes: Vec<Finding>,
}

/// One run of `mimecast undo --list`.
#[derive(Debug, Serialize)]
pub struct RunLine {
    /// The journal's file name.
    pub name: String,
    /// When it began, RFC 3339.
    pub started: String,
    /// What it was asked to do.
    pub command: &'static str,
    /// How it ended.
    pub outcome: &'static str,
    /// How many writes it sent, and console steps it had confirmed.
    pub changes: usize,
    /// The journal that it undoes, if it is an undo.
    pub undoes: Option<String>,
    /// Whether it is undone.
    pub undone: bool,
}

/// A document of some command.
#[derive(Debug)]
pub enum Document {
    /// `mimecast values`.
    Values(Values),
    /// `discover`.
    Discovered(Discovered),
    /// `mimecast plan`, with the console steps of its human changes.
    Plan(Plan),
    /// `mimecast` and `mimecast apply`.
    Outcome(Box<Outcome>),
    /// `mimecast worksheet`.
    Worksheet(Vec<HumanStep>),
    /// `mimecast worksheet --print`.
    Sheet {
        /// How it is written.
        format: SheetFormat,
        /// The document.
        text: String,
    },
    /// `mimecast worksheet` over several tenants: one that was written.
    SheetFile {
        /// The file.
        path: String,
        /// The console steps in it.
        steps: Vec<HumanStep>,
        /// How many of them are left.
        left: usize,
    },
    /// `mimecast undo --list`.
    Runs(Vec<RunLine>),
    /// `man DIR`: what was written.
    Pages {
        /// The folder.
        folder: String,
        /// The names of the files in it.
        files: Vec<String>,
    },
    /// `mimecast metadata --file`: where it was written.
    Written {
        /// The file.
        path: String,
        /// The application it belongs to.
        application: String,
    },
    /// `mimecast metadata`.
    Metadata {
        /// The connector it belongs to.
        connector: crate::connector::Connector,
        /// The application it belongs to.
        application: String,
        /// The document.
        xml: Vec<u8>,
    },
    /// `saml check` and `mimecast verify`.
    Checked(Checked),
    /// `mimecast status`.
    Status(Status),
    /// `mimecast export`.
    Exported(Exported),
    /// `mimecast watch`.
    Watched(Watched),
    /// A command over several tenants.
    Fleet(Fleet),
    /// Any command that failed before it had a document of its own.
    Error(Error),
}

impl Document {
    /// The text that the document is for, where there is one.
    pub fn text(&self) -> Option<&[u8]> {
        match self {
            Document::Sheet { text, .. } => Some(text.as_bytes()),
            Document::Exported(exported) => Some(exported.file.as_bytes()),
            Document::Metadata { xml, .. } => Some(xml),
            _ => None,
        }
    }

    /// Its plan in figures, where it has one.
    pub fn figures(&self) -> Option<Figures> {
        let (plan, pending) = match self {
            Document::Plan(plan) => (plan, plan.changes.len()),
            Document::Outcome(outcome) => (&outcome.plan, outcome.open().len()),
            Document::Fleet(fleet) => return fleet.figures(),
            _ => return None,
        };
        Some(Figures {
            digest: plan.digest.clone(),
            changes: plan.changes.len(),
            pending,
        })
    }
}
