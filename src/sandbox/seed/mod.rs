//! What a new sandbox starts with. Names, people and values are made up; shapes and traps are not.

pub mod catalogue;
mod jumpcloud;
mod mimecast;
mod names;

use std::collections::BTreeMap;

use super::mimecast::roles;
use super::random;
use super::state::{ApiKey, Client, Credentials, FORMAT_VERSION, ServiceAccount, State};
use crate::error::{Error, Result};

/// A new state with new credentials.
pub fn state() -> Result<State> {
    let mut private_keys = BTreeMap::new();
    let jumpcloud = jumpcloud::state(&mut private_keys).map_err(|error| {
        Error::failed(
            "sandbox-seed",
            format!("the sandbox could not make its certificates: {error}"),
        )
    })?;
    let ids: Vec<String> = jumpcloud
        .organizations
        .iter()
        .map(|o| o.id.clone())
        .collect();
    let api_key = |organizations: &[String], may_write| ApiKey {
        key: random::credential("jca_"),
        organizations: organizations.to_vec(),
        may_write,
    };
    let client = |full, products: &[&str], permissions: &[&str]| Client {
        id: random::credential(""),
        secret: random::credential(""),
        full,
        products: products.iter().map(|&one| one.to_owned()).collect(),
        permissions: permissions.iter().map(|&one| one.to_owned()).collect(),
    };
    Ok(State {
        format_version: FORMAT_VERSION,
        // The order is what `Credentials` looks them up by.
        credentials: Credentials {
            api_keys: vec![
                api_key(&ids[..1], true),
                api_key(&ids[..1], false),
                api_key(&ids, true),
            ],
            service_accounts: vec![ServiceAccount {
                id: random::credential(""),
                secret: random::credential(""),
                organizations: ids[..1].to_vec(),
            }],
            clients: vec![
                client(true, &[], &[]),
                client(false, &[roles::ACCOUNT], &[roles::READ_ACCOUNT]),
                client(
                    false,
                    &[roles::ACCOUNT, roles::AUDIT, roles::DIRECTORY],
                    &[roles::READ_ACCOUNT, roles::READ_AUDIT, roles::READ_GROUPS],
                ),
            ],
        },
        private_keys,
        jumpcloud,
        mimecast: mimecast::state(),
    })
}
