//! One run at a time on a tenant, as far as this machine goes.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};

use crate::error::{Error, Result};
use crate::file;
use crate::hash::sha256_hex;
use crate::journal::now;
use crate::text::printable;

use super::connected::Tenant;
use super::state_folder::state_folder;

/// The most that is read of who holds a lock, in bytes.
const LIMIT: u64 = 200;

/// Held while a tenant is being changed. The system takes it back when the process ends, however it ends, so
/// a file that a killed run left behind keeps nobody out.
#[derive(Debug)]
pub struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file would do as well.
        let _ = self.0.unlock();
    }
}

/// [`lock`], for a run that changes something.
pub fn lock_unless(dry_run: bool, tenant: &Tenant) -> Result<Option<Lock>> {
    match dry_run {
        true => Ok(None),
        false => lock(tenant),
    }
}

/// Takes the lock of a tenant; `None` for the sandbox in this process, which nobody else can reach. It is taken
/// before anything is planned, so that no plan is made of what another run is about to change.
///
/// # Errors
/// `tenant-locked`, saying who holds it; `lock-unavailable`.
pub fn lock(tenant: &Tenant) -> Result<Option<Lock>> {
    if tenant.options.access.sandbox {
        return Ok(None);
    }
    let folder = state_folder()?.join("lock");
    let organization = &tenant.session.organization.id;
    let account = &tenant.desired.account_code;
    let path = folder.join(format!("{account}-{}.lock", file_name(organization)));
    let opened = file::make_folder(&folder).and_then(|()| file::open_or_create(&path));
    let mut file = opened.map_err(|unfit| {
        let error = Error::failed(
            "lock-unavailable",
            format!("the lock {} cannot be made", path.display()),
        );
        unfit.told(
            error,
            "set XDG_STATE_HOME to a folder that can be written to",
        )
    })?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(Error::failed(
                "tenant-locked",
                format!(
                    "another run is at work on the Mimecast account {account} and its JumpCloud organisation: {}",
                    holder(&mut file)
                ),
            )
            .hint("wait until it has ended, or end it, then run the same command again"));
        }
        // A file system without locks: every write still looks first whether somebody was faster.
        Err(TryLockError::Error(error)) => {
            tracing::warn!(%error, "the tenant cannot be locked on this file system");
            return Ok(None);
        }
    }
    let me = format!("process {} since {}\n", std::process::id(), now());
    let written = file.set_len(0).and_then(|()| file.rewind());
    // Only for whoever meets the lock.
    let _ = written.and_then(|()| file.write_all(me.as_bytes()));
    Ok(Some(Lock(file)))
}

/// An id that a service gave, as a part of a file name.
fn file_name(id: &str) -> String {
    let plain = !id.is_empty() && id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric());
    match plain {
        true => id.to_owned(),
        false => sha256_hex(id),
    }
}

fn holder(file: &mut File) -> String {
    let mut text = Vec::new();
    let _ = file.take(LIMIT).read_to_end(&mut text);
    match printable(&String::from_utf8_lossy(&text), 120) {
        // It has only just taken it, or the system does not let a locked file be read.
        empty if empty.is_empty() => "it does not say which".to_owned(),
        holder => holder,
    }
}
