//! A directory group and its members, as every address of Mimecast's shows them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde_json::Value;

use super::records::{is_identifier, text as text_of};
use crate::error::{Error, Result};
use crate::plan::MimecastGroupId;
use crate::text;

/// A Mimecast profile group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Mimecast's opaque identifier.
    pub id: MimecastGroupId,
    /// The name (`description` in Mimecast's words).
    pub name: String,
}

/// The groups of a list that have a name.
pub(super) struct Named<'n> {
    name: &'n str,
    /// Each with where it is kept, where that was said.
    groups: Vec<(Group, Option<String>)>,
}

impl<'n> Named<'n> {
    pub(super) fn new(name: &'n str) -> Self {
        let groups = Vec::new();
        Named { name, groups }
    }

    pub(super) fn take(&mut self, group: Group, source: Option<&str>) {
        let one = (group, source.map(str::to_owned));
        if one.0.name == self.name && !self.groups.contains(&one) {
            self.groups.push(one);
        }
    }

    /// The one that has it: of one that is kept in Mimecast and one that is synchronised, the former.
    pub(super) fn only(mut self) -> Result<Option<Group>> {
        let synchronised = |source: &Option<String>| source.as_deref() == Some("ldap");
        if self.groups.iter().any(|(_, source)| !synchronised(source)) {
            self.groups.retain(|(_, source)| !synchronised(source));
        }
        match self.groups.len() {
            0 | 1 => Ok(self.groups.pop().map(|(group, _)| group)),
            several => Err(Error::failed(
                "mimecast-group-ambiguous",
                format!(
                    "{several} Mimecast groups are named \"{}\"",
                    text::value(self.name, 80)
                ),
            )
            .hint("rename one of them: an application setting must point at exactly one")),
        }
    }
}

/// The members of a group.
#[derive(Default)]
pub(super) struct Members {
    /// E-mail addresses, lower case.
    addresses: Vec<String>,
    /// Whole domains, fit to be shown.
    domains: Vec<String>,
}

impl Members {
    pub(super) fn len(&self) -> usize {
        self.addresses.len() + self.domains.len()
    }

    /// Takes one, or says why it is none.
    pub(super) fn take(&mut self, member: &Value) -> Result<usize, String> {
        match (text_of(member, "emailAddress"), text_of(member, "domain")) {
            ("", "") => Err("a member has neither an address nor a domain".to_owned()),
            ("", domain) => {
                self.domains.push(text::value(domain, 80));
                Ok(80)
            }
            (email, _) if email.contains('@') => {
                self.addresses.push(email.to_lowercase());
                Ok(size_of::<String>() + email.len())
            }
            _ => Err("the address of a member is none".to_owned()),
        }
    }

    pub(super) fn into_addresses(self) -> Result<Vec<String>> {
        match self.domains.first() {
            None => Ok(self.addresses),
            Some(domain) => Err(Error::failed(
                "mimecast-group-unlistable",
                format!(
                    "the whole domain \"{domain}\" is a member of the Mimecast group, so its people cannot be listed"
                ),
            )
            .hint("use a group whose members are single addresses")),
        }
    }
}

/// What is known by now of the newer addresses ([`super::group_lists`]).
#[derive(Default)]
pub(super) struct Lists {
    /// Why they are not asked any more: they are not offered, or not to this API application.
    closed: Mutex<Option<Error>>,
    /// How many members each group has that was listed, by its id, as far as it was said.
    counts: Mutex<HashMap<MimecastGroupId, u64>>,
}

impl Lists {
    /// Why they are not asked any more, where they are not.
    pub(super) fn closed(&self) -> Option<Error> {
        let closed = self.closed.lock();
        closed.unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn close(&self, why: Error) {
        let closed = self.closed.lock();
        *closed.unwrap_or_else(PoisonError::into_inner) = Some(why);
    }

    pub(super) fn count(&self, id: &MimecastGroupId, members: u64) {
        self.counts().insert(id.clone(), members);
    }

    pub(super) fn counted(&self, id: &MimecastGroupId) -> Option<u64> {
        self.counts().get(id).copied()
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<MimecastGroupId, u64>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An opaque id as one segment of a path, so that none can reach another endpoint. They are long, and no alphabet of theirs
/// is documented.
pub(super) fn segment(id: &MimecastGroupId) -> Result<String> {
    let id = id.as_str();
    if !is_identifier(id) {
        let shown = text::value(id, 60);
        let message = format!("\"{shown}\" is not an identifier of a Mimecast group");
        return Err(Error::failed("id-malformed", message)
            .hint("a proxy may have changed Mimecast's answer; otherwise report it"));
    }
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    Ok(id
        .bytes()
        .map(|b| match plain(b) {
            true => char::from(b).to_string(),
            false => format!("%{b:02X}"),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_reaches_another_endpoint() {
        let segment = |id: &str| segment(&MimecastGroupId::new(id));
        assert_eq!(segment("eNo_x-1=").unwrap(), "eNo_x-1%3D");
        assert_eq!(segment("a/b+c").unwrap(), "a%2Fb%2Bc");
        for id in ["", ".", "..", "a/../b", "a?c", &"x".repeat(1025)] {
            assert_eq!(segment(id).unwrap_err().code, "id-malformed");
        }
    }
}
