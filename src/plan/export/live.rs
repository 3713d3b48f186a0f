//! What is read of a tenant that is exported.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::attestation::Attested;
use crate::connector::{Connector, Holder};
use crate::plan::observed::{ObservedApplication, ObservedMimecast};
use crate::plan::survey::Finding;

/// What is live of a tenant, as far as it is asked for.
#[derive(Debug, Default)]
pub struct LiveTenant {
    /// The connectors' applications.
    pub applications: Vec<(Connector, ObservedApplication)>,
    /// The connectors beside these that are there under their default IdP URL.
    pub neighbours: Vec<(Connector, String)>,
    /// The catalogue's templates that they were made from, by name; those that are not known are left out.
    pub templates: BTreeMap<String, Value>,
    /// Who is bound to each directly: groups by name, users by e-mail address.
    pub access: BTreeMap<Connector, Vec<(Holder, String)>>,
    /// Profiles and settings; `None` where no API reads them.
    pub mimecast: Option<ObservedMimecast>,
    /// What people confirmed of Mimecast's console; counts where `mimecast` is `None`.
    pub attested: Attested,
    /// What is not exported, or not as it should be.
    pub notes: Vec<Finding>,
}

impl LiveTenant {
    /// The IdP URLs of all connectors that are there.
    pub fn idp_urls(&self) -> impl Iterator<Item = (Connector, &str)> {
        let own = self.applications.iter();
        let own = own.map(|(connector, a)| (*connector, a.idp_url.as_str()));
        let neighbours = self.neighbours.iter();
        own.chain(neighbours.map(|(connector, url)| (*connector, url.as_str())))
    }
}
