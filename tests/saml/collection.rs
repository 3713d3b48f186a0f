//! The documents of `fixtures/saml`, by name.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sso_setup::saml::metadata::{self, IdpMetadata};
use sso_setup::saml::response::{self, Expected, Verdict};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The manifest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub common: Values,
    pub friendly: Vec<Entry>,
    pub hostile: Vec<Entry>,
}

/// What is expected of documents that do not say otherwise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Values {
    pub metadata: String,
    pub acs: String,
    pub audience: String,
    pub request_id: String,
    pub at: String,
    pub name_id: String,
}

/// One document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub name: String,
    pub what: String,
    pub provenance: String,
    pub rule: Option<String>,
    #[serde(default)]
    pub also: Vec<String>,
    pub metadata: Option<String>,
    pub acs: Option<String>,
    pub audience: Option<String>,
    pub request_id: Option<String>,
    pub at: Option<String>,
    pub name_id: Option<String>,
}

/// A document with everything that is needed to judge it.
pub struct Document {
    pub xml: Vec<u8>,
    pub metadata: IdpMetadata,
    pub acs: String,
    pub audience: String,
    /// None: sign-in began at the IdP.
    pub request_id: Option<String>,
    pub at: OffsetDateTime,
    pub name_id: String,
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/saml")
}

impl Manifest {
    pub fn read() -> Manifest {
        let path = root().join("responses/manifest.toml");
        toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    }

    /// A friendly document by name.
    pub fn friendly(&self, name: &str) -> Document {
        let entry = self.friendly.iter().find(|entry| entry.name == name);
        self.document(entry.unwrap_or_else(|| panic!("no friendly {name}")))
    }

    pub fn document(&self, entry: &Entry) -> Document {
        let folder = if entry.rule.is_none() {
            "friendly"
        } else {
            "hostile"
        };
        let path = root().join(format!("responses/{folder}/{}.xml", entry.name));
        let or =
            |own: &Option<String>, common: &str| own.clone().unwrap_or_else(|| common.to_owned());
        let common = &self.common;
        let metadata = or(&entry.metadata, &common.metadata);
        let request_id = or(&entry.request_id, &common.request_id);
        Document {
            xml: fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
            metadata: idp(&metadata),
            acs: or(&entry.acs, &common.acs),
            audience: or(&entry.audience, &common.audience),
            request_id: Some(request_id).filter(|id| !id.is_empty()),
            at: OffsetDateTime::parse(&or(&entry.at, &common.at), &Rfc3339).unwrap(),
            name_id: or(&entry.name_id, &common.name_id),
        }
    }
}

/// One of the metadata documents.
pub fn idp(name: &str) -> IdpMetadata {
    let path = root().join(format!("metadata/{name}.xml"));
    metadata::parse(&fs::read(path).unwrap()).unwrap()
}

impl Document {
    /// The verdict on it.
    pub fn judge(&self) -> Verdict {
        self.judge_instead(&self.xml)
    }

    /// The verdict on another text in its place.
    pub fn judge_instead(&self, xml: &[u8]) -> Verdict {
        let expected = Expected {
            metadata: &self.metadata,
            acs_url: &self.acs,
            sp_entity_id: &self.audience,
            request_id: self.request_id.as_deref(),
            at: self.at,
        };
        response::check(xml, &expected)
    }
}

/// The names of the rules that failed.
pub fn failed(verdict: &Verdict) -> Vec<&str> {
    let failed = verdict
        .checks
        .iter()
        .filter(|check| check.status == sso_setup::check::Status::Fail);
    failed.map(|check| check.name.as_str()).collect()
}
