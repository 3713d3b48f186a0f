//! A run: what it works on, and what it has made so far.

use std::collections::{BTreeMap, BTreeSet};

use crate::connector::Connector;
use crate::error::{Error, Kind, Result};
use crate::journal::Journal;
use crate::mimecast::{Mimecast, Profile};
use crate::plan::{Desired, DesiredApplication, Made, Metadata, MimecastGroupId, Warning};

use super::Planned;
use super::session::Session;
use super::signers::Signers;

/// One run: what it works on, and what it has made so far.
pub struct Run<'a> {
    pub session: &'a Session,
    pub desired: &'a Desired,
    pub planned: &'a Planned,
    pub(super) journal: &'a Journal,
    /// Id and IdP URL of the connectors' applications, those created in this run included.
    pub(super) applications: BTreeMap<Connector, (String, String)>,
    /// The applications that this run created, and that stay as far as it knows.
    pub(super) created: BTreeMap<Connector, Made>,
    /// The connectors whose access this run has given.
    pub(super) bound: BTreeSet<Connector>,
    /// Ids of the groups created in this run.
    pub groups: BTreeMap<String, String>,
    /// Metadata that this run read for Mimecast, and proved to be its application's.
    pub metadata: BTreeMap<Connector, Metadata>,
    /// What was read for the write that comes next.
    pub(super) signers: Signers,
    /// Whether each whom the change that comes next gives access is the one that is meant, by connector.
    pub(super) holders: BTreeMap<Connector, Vec<Result<()>>>,
    /// Fingerprints of the certificates that were made in this run.
    pub(super) renewed: BTreeMap<Connector, String>,
    /// Id of the Mimecast group that this run created.
    pub(super) mimecast_group: Option<MimecastGroupId>,
    /// The profile as last written.
    pub(super) profile: Option<Profile>,
    /// Whether Mimecast's half was looked at since this run last wrote to it.
    pub(super) looked: bool,
    /// Whether every application that something is taken away from was proved to be the one meant.
    pub(super) proved: bool,
    /// What is to be known of what was made.
    pub(super) warnings: Vec<Warning>,
}

impl<'a> Run<'a> {
    /// A run that has made nothing yet.
    pub fn new(session: &'a Session, planned: &'a Planned, journal: &'a Journal) -> Self {
        let ours = planned.observed.ours.iter();
        Run {
            session,
            desired: &planned.desired,
            planned,
            journal,
            applications: ours
                .map(|(connector, ours)| {
                    let application = &ours.application;
                    (
                        *connector,
                        (application.id.clone(), application.idp_url.clone()),
                    )
                })
                .collect(),
            created: BTreeMap::new(),
            bound: BTreeSet::new(),
            groups: BTreeMap::new(),
            metadata: BTreeMap::new(),
            signers: Signers::default(),
            holders: BTreeMap::new(),
            renewed: BTreeMap::new(),
            mimecast_group: None,
            profile: None,
            looked: false,
            proved: false,
            warnings: Vec::new(),
        }
    }

    pub(super) fn wanted(&self, connector: Connector) -> Result<&'a DesiredApplication> {
        self.desired
            .application(connector)
            .ok_or_else(|| internal(format!("no application is wanted for {connector}")))
    }

    /// Id and IdP URL of a connector's application.
    pub(super) fn application(&self, connector: Connector) -> Result<(&str, &str)> {
        let known = self.applications.get(&connector);
        let (id, idp_url) =
            known.ok_or_else(|| internal(format!("the application of {connector} has no id")))?;
        Ok((id, idp_url))
    }

    /// The ids of the connectors' applications.
    pub(super) fn ids(&self) -> BTreeMap<Connector, String> {
        let known = self.applications.iter();
        known.map(|(c, (id, _))| (*c, id.clone())).collect()
    }

    pub(super) fn mimecast(&self) -> Result<&Mimecast> {
        self.session
            .profile_api(self.desired.mode)
            .ok_or_else(|| internal("there is no profile API to write to".to_owned()))
    }
}

/// A broken assumption of the engine itself.
pub(super) fn internal(message: String) -> Error {
    Error::new(Kind::Failed, "internal", message)
        .hint("this is a defect of sso-setup; nothing further was changed")
}
