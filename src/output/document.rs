//! What a command has to show, whatever the format.

use serde::Serialize;

use crate::check::Check;
use crate::connector::{AccountCode, MimecastSite, SpValues};
use crate::engine::{ChangeResult, Discovered, Flow, HumanStep, Report};
use crate::error::Error;
use crate::plan::{Change, Goal, Plan};
use crate::saml::response::SignIn;

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
pub struct Outcome<'a> {
    /// The plan that was carried out.
    pub plan: &'a Plan,
    /// How each change ended.
    pub results: &'a [ChangeResult],
    /// What reading both services again showed to be still to do.
    pub remaining: &'a [Change],
    /// What is true now.
    pub standing: &'a Standing,
    /// The console steps that wait for a person.
    pub steps: &'a [HumanStep],
    /// What the run was for.
    pub goal: &'a Goal,
    /// Why the run did not reach what was wanted.
    pub error: Option<&'a Error>,
}

impl Outcome<'_> {
    /// Whether both services are configured as wanted.
    pub fn complete(&self) -> bool {
        self.remaining.is_empty() && self.error.is_none()
    }
}

/// What was looked at, and how it came out.
#[derive(Debug)]
pub struct Checked<'a> {
    /// What was looked at; for people only.
    pub title: String,
    /// What to know about how it was looked at; for people only.
    pub remarks: Vec<String>,
    /// The sign-ins that were driven.
    pub flows: &'a [Flow],
    /// The checks.
    pub checks: &'a [Check],
    /// Where a Response was judged: who signed in, or nobody.
    pub sign_in: Option<Option<&'a SignIn>>,
    /// The plan that would mend what differs.
    pub drift: Option<&'a Plan>,
}

/// How the sign-ins went that were waited for.
#[derive(Debug)]
pub struct Watched<'a> {
    /// What was watched; for people only.
    pub title: String,
    /// One a person.
    pub reports: &'a [Report],
    /// The same as checks.
    pub checks: Vec<Check>,
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
pub enum Document<'a> {
    /// `mimecast values`.
    Values(&'a Values),
    /// `discover`.
    Discovered(&'a Discovered),
    /// `mimecast plan`, with the console steps of its human changes.
    Plan(&'a Plan),
    /// `mimecast` and `mimecast apply`.
    Outcome(Outcome<'a>),
    /// `mimecast worksheet`.
    Worksheet(&'a [HumanStep]),
    /// `mimecast worksheet --print` in JSON: the document as text.
    Sheet {
        /// How it is written.
        format: SheetFormat,
        /// The document.
        text: &'a str,
    },
    /// `mimecast undo --list`.
    Runs(&'a [RunLine]),
    /// `man DIR`: what was written.
    Pages {
        /// The folder.
        folder: &'a str,
        /// The names of the files in it.
        files: &'a [String],
    },
    /// `mimecast metadata --file`: where it was written.
    Written {
        /// The file.
        path: &'a str,
        /// The application it belongs to.
        application: &'a str,
    },
    /// `mimecast metadata` in JSON: the document as text.
    Metadata {
        /// The connector it belongs to.
        connector: crate::connector::Connector,
        /// The application it belongs to.
        application: &'a str,
        /// The document.
        xml: &'a str,
    },
    /// `saml check` and `mimecast verify`.
    Checked(Checked<'a>),
    /// `mimecast watch`.
    Watched(Watched<'a>),
    /// Any command that failed before it had a document of its own.
    Error(&'a Error),
}
