//! Credentials: from the environment, or from a file that only its owner can read. Never from a flag.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, Kind, Result};
use crate::file::{self, Kept, Links};
use crate::text;

use super::helper;

/// Name of the JumpCloud API key, in the environment and in a credentials file.
pub const JUMPCLOUD_API_KEY: &str = "JUMPCLOUD_API_KEY";
/// Name of the Mimecast API 2.0 client id.
pub const MIMECAST_CLIENT_ID: &str = "MIMECAST_CLIENT_ID";
/// Name of the Mimecast API 2.0 client secret.
pub const MIMECAST_CLIENT_SECRET: &str = "MIMECAST_CLIENT_SECRET";

const NAMES: [&str; 3] = [
    JUMPCLOUD_API_KEY,
    MIMECAST_CLIENT_ID,
    MIMECAST_CLIENT_SECRET,
];

/// The largest credentials file, in bytes.
const LIMIT: usize = 64 * 1024;

/// What was given to sign in with. `Debug` shows names, never values.
#[derive(Clone, Default)]
pub struct Credentials {
    /// JumpCloud administrator's API key.
    pub jumpcloud_api_key: Option<SecretString>,
    /// Mimecast client id and secret.
    pub mimecast: Option<(SecretString, SecretString)>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("jumpcloud_api_key", &self.jumpcloud_api_key.is_some())
            .field("mimecast", &self.mimecast.is_some())
            .finish()
    }
}

impl Credentials {
    /// Reads the environment, and the file for what the environment has not got.
    ///
    /// # Errors
    /// An unreadable or malformed file, one that others can read, a command that fails, half a pair.
    pub async fn read(file: Option<&Path>) -> Result<Self> {
        let mut values = match file {
            Some(path) => read_file(path)?,
            None => BTreeMap::new(),
        };
        for name in NAMES {
            match std::env::var(name) {
                Ok(value) if !value.trim().is_empty() => {
                    values.insert(name, value.trim().to_owned().into());
                }
                Ok(_) | Err(std::env::VarError::NotPresent) => {}
                Err(std::env::VarError::NotUnicode(_)) => {
                    return Err(Error::new(
                        Kind::Credentials,
                        "credential-malformed",
                        format!("the environment variable {name} is not valid UTF-8"),
                    )
                    .hint("copy the credential again from the console"));
                }
            }
        }
        let mut take = |name| (name, values.remove(name));
        let (key, id, secret) = (
            take(JUMPCLOUD_API_KEY),
            take(MIMECAST_CLIENT_ID),
            take(MIMECAST_CLIENT_SECRET),
        );
        let jumpcloud_api_key = resolve(key.0, key.1).await?;
        let mimecast = match (
            resolve(id.0, id.1).await?,
            resolve(secret.0, secret.1).await?,
        ) {
            (Some(id), Some(secret)) => Some((id, secret)),
            (None, None) => None,
            (id, _) => {
                let missing = match id {
                    Some(_) => MIMECAST_CLIENT_SECRET,
                    None => MIMECAST_CLIENT_ID,
                };
                return Err(Error::new(
                    Kind::Credentials,
                    "mimecast-credentials-missing",
                    format!(
                        "of the Mimecast credentials only one half was given: {missing} is missing"
                    ),
                )
                .hint(format!(
                    "set both {MIMECAST_CLIENT_ID} and {MIMECAST_CLIENT_SECRET}, or neither"
                )));
            }
        };
        Ok(Credentials {
            jumpcloud_api_key,
            mimecast,
        })
    }

    /// Every secret value held, for an output format that must have it masked by its reader.
    pub fn secrets(&self) -> impl Iterator<Item = &SecretString> {
        let mimecast = self.mimecast.iter().map(|(_, secret)| secret);
        self.jumpcloud_api_key.iter().chain(mimecast)
    }
}

/// A value, or the first line that its `cmd:` prints.
async fn resolve(name: &str, value: Option<SecretString>) -> Result<Option<SecretString>> {
    let Some(value) = value else { return Ok(None) };
    match value.expose_secret().strip_prefix("cmd:") {
        Some(command) => helper::run(name, command).await.map(Some),
        None => Ok(Some(value)),
    }
}

/// Reads `NAME = "value"` lines (TOML).
fn read_file(path: &Path) -> Result<BTreeMap<&'static str, SecretString>> {
    let shown = path.display();
    let error = |problem: String| {
        Error::new(
            Kind::Credentials,
            "credentials-file-unusable",
            format!("the credentials file {shown} {problem}"),
        )
    };
    let bytes = file::check_folder(file::folder_of(path))
        .and_then(|()| file::read(path, Kept::FromReading, Links::Followed, LIMIT as u64));
    let bytes = bytes.map_err(|unfit| {
        unfit.told(
            error("cannot be read".to_owned()),
            "check the path, or set the credentials in the environment",
        )
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        error("is not text (UTF-8)".to_owned())
            .hint(format!("it holds lines like {JUMPCLOUD_API_KEY} = \"…\""))
    })?;
    let expected = format!("it holds lines like {JUMPCLOUD_API_KEY} = \"…\"");
    // The parser's own message quotes the line, which may hold a secret.
    let table: toml::Table = toml::from_str(&text).map_err(|e| {
        let line = e
            .span()
            .map_or(1, |span| text[..span.start].lines().count().max(1));
        error(format!("is not valid TOML, near line {line}")).hint(expected.clone())
    })?;
    let mut values = BTreeMap::new();
    for (key, value) in table {
        let name = NAMES.into_iter().find(|name| *name == key);
        match (name, value) {
            (Some(name), toml::Value::String(value)) if !value.trim().is_empty() => {
                values.insert(name, value.trim().to_owned().into());
            }
            (Some(name), _) => {
                return Err(error(format!("has no text for {name}")).hint(expected));
            }
            (None, _) => {
                return Err(error(unknown_name(&key, &text))
                    .hint(format!("known names: {}", NAMES.join(", "))));
            }
        }
    }
    Ok(values)
}

/// What is wrong about a name that is none of ours. Only one that looks like the name of a variable is repeated: in its
/// place a credential may stand.
fn unknown_name(key: &str, file: &str) -> String {
    let plain = |c: char| c.is_ascii_uppercase() || c == '_';
    let ours = ["JUMPCLOUD_", "MIMECAST_"]
        .iter()
        .any(|start| key.starts_with(start));
    if ours && key.chars().all(plain) && key.split('_').all(|word| word.len() <= 12) {
        return format!("has an unknown name \"{}\"", text::name(key));
    }
    let line = file.lines().position(|line| line.contains(key));
    let line = line
        .map(|line| format!(" in line {}", line + 1))
        .unwrap_or_default();
    format!("has an unknown name{line}")
}
