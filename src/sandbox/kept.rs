//! What a sandbox holds from one request to the next, and its file.

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::mimecast::propagation::{OnFile, Propagation};
use super::random;
use super::state::{FORMAT_VERSION, State};
use crate::error::{Error, Result};

/// What a sandbox holds.
#[derive(Debug)]
pub struct Kept {
    /// Everything the two services know.
    pub state: State,
    /// How late Mimecast acts on what is written, and what still acts until then.
    pub propagation: Propagation,
}

/// What is written to the file, and read from it, beside the state: nothing where nothing acts late.
#[derive(Serialize, Deserialize)]
struct Late {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    replaced: Vec<OnFile>,
}

#[derive(Serialize)]
struct Written<'k> {
    #[serde(flatten)]
    state: &'k State,
    #[serde(flatten)]
    late: Late,
}

impl Kept {
    /// A state in which everything is in effect. Mimecast acts on changes `propagation` later.
    pub fn new(state: State, propagation: Duration) -> Self {
        Kept {
            state,
            propagation: Propagation::new(propagation),
        }
    }

    /// Reads a state file; `None` when there is none yet.
    ///
    /// # Errors
    /// `sandbox-state-unreadable` and `sandbox-state-malformed`, naming the file and the remedy.
    pub fn load(path: &Path, propagation: Duration) -> Result<Option<Kept>> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(Error::failed(
                    "sandbox-state-unreadable",
                    format!("cannot read the sandbox state {}: {error}", path.display()),
                )
                .hint("check the path and its permissions"));
            }
        };
        let malformed = |why: String| {
            Error::failed(
                "sandbox-state-malformed",
                format!("{} is not a sandbox state: {why}", path.display()),
            )
            .hint("delete the file, or name another one: a new sandbox is then made there")
        };
        let state: State =
            serde_json::from_str(&text).map_err(|error| malformed(error.to_string()))?;
        if state.format_version != FORMAT_VERSION {
            return Err(malformed(format!(
                "it has format version {}, this program writes {FORMAT_VERSION}",
                state.format_version
            )));
        }
        if state.jumpcloud.organizations.is_empty() || state.credentials.is_incomplete() {
            return Err(malformed("organisations or credentials are missing".into()));
        }
        let late: Late =
            serde_json::from_str(&text).map_err(|error| malformed(error.to_string()))?;
        let (now, clock) = (Instant::now(), OffsetDateTime::now_utc());
        Ok(Some(Kept {
            state,
            propagation: Propagation::from_file(propagation, late.replaced, now, clock),
        }))
    }

    /// Writes the file so that a reader sees the old one or the new one, never a part, and only
    /// the owner sees it at all: it holds private keys and credentials.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        let directory = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let temporary = directory.join(format!(".{name}.{}.tmp", random::object_id()));
        let (now, clock) = (Instant::now(), OffsetDateTime::now_utc());
        let replaced = self.propagation.to_file(now, clock);
        let text = serde_json::to_vec_pretty(&Written {
            state: &self.state,
            late: Late { replaced },
        })?;
        let written =
            write_private(&temporary, &text).and_then(|()| std::fs::rename(&temporary, path));
        if written.is_err() {
            // The state did not get through; what is left of the attempt holds keys.
            let _ = std::fs::remove_file(&temporary);
        }
        written
    }
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
