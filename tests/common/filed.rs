//! Tenants files of tests.
#![allow(dead_code)] // Each test program takes what it needs.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use crate::common::{Run, Tool};

/// A tenants file, in a folder of its own.
pub struct Filed {
    pub folder: tempfile::TempDir,
    pub path: PathBuf,
}

impl Filed {
    pub fn new(text: &str) -> Filed {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tenants.toml");
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        Filed { folder, path }
    }

    /// A file that only its owner can read, beside it.
    pub fn beside(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        path.display().to_string()
    }

    pub fn run(&self, tool: Tool, args: &[&str]) -> Run {
        let path = self.path.to_str().unwrap();
        tool.mimecast(&[args, &["--tenants", path]].concat())
    }
}
