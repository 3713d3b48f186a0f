//! Where attestations are kept, and who makes them.

use crate::attestation::{Book, Owner};
use crate::error::Result;
use crate::hash::sha256_hex;
use crate::tenant::Options;
use crate::text::{self, Redactor};

use super::state_folder::state_folder;

/// The attestations of a tenant: the file that was named, else one of its own in the state folder. The sandbox in this
/// process has none beyond the run, unless a file was named.
///
/// # Errors
/// `state-folder-unknown`.
pub fn book(options: &Options, owner: Owner, secrets: &Redactor) -> Result<Book> {
    let by = who(secrets);
    let book = match (&options.attestations, options.access.sandbox) {
        (Some(file), _) => Book::at(file.clone(), owner, by),
        (None, true) => Book::in_memory(owner, by),
        (None, false) => {
            let folder = state_folder()?.join("attestations");
            Book::at(folder.join(file_name(&owner)), owner, by)
        }
    };
    Ok(book.without(secrets.clone()))
}

/// The file of a tenant. People know it by the account code; the hash of addresses and ids makes it the tenant's alone,
/// since a sandbox may have the ids of a real one.
fn file_name(owner: &Owner) -> String {
    let Owner {
        organization_id,
        account_code,
        jumpcloud,
        mimecast,
    } = owner;
    let all = [organization_id, account_code, jumpcloud, mimecast].map(String::as_str);
    let hash = sha256_hex(all.join("\n"));
    format!("{account_code}-{}.jsonl", &hash[..16])
}

/// Who confirms, as far as the environment says: on GitHub's runner who started the run, else who is signed in.
/// Nobody checks it.
fn who(secrets: &Redactor) -> String {
    let names = ["GITHUB_ACTOR", "LOGNAME", "USER", "USERNAME"];
    let named = names
        .into_iter()
        .filter_map(|name| std::env::var(name).ok());
    let mut named = named
        .map(|name| text::name(&secrets.redact(&name)))
        .filter(|n| !n.is_empty());
    named.next().unwrap_or_else(|| "unknown".to_owned())
}
