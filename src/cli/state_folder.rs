//! Where the lock, the journals and the attestations are kept.

use std::path::PathBuf;

use etcetera::BaseStrategy;

use crate::error::{Error, Result};

/// The folder for what outlives a run: `sso-setup` in the XDG state folder.
///
/// # Errors
/// `state-folder-unknown`.
pub fn state_folder() -> Result<PathBuf> {
    let strategy = etcetera::choose_base_strategy();
    let folder = strategy.map(|s| s.state_dir().unwrap_or_else(|| s.data_dir()));
    folder.map(|f| f.join("sso-setup")).map_err(|_| {
        Error::failed(
            "state-folder-unknown",
            "the folder for the lock and the journal is not known: there is no home folder",
        )
        .hint("set XDG_STATE_HOME to a folder that can be written to")
    })
}
