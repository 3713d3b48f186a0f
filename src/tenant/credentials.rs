//! Credentials: from the environment, or from a file that only its owner can read. Never from a flag.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, Kind, Result};
use crate::text;

use super::file::{Entry, of_variable, owners_text};
use super::helper;
use super::names::{
    JUMPCLOUD_API_KEY, JUMPCLOUD_CLIENT_ID, JUMPCLOUD_CLIENT_SECRET, MIMECAST_CLIENT_ID,
    MIMECAST_CLIENT_SECRET, NAMES, OF_ACCOUNT, looks_like_one,
};

/// An OAuth2 client's id and secret.
pub type Pair = (SecretString, SecretString);

/// What JumpCloud is asked with.
#[derive(Clone)]
pub enum JumpCloudCredentials {
    /// An administrator's API key.
    ApiKey(SecretString),
    /// A service account's client id and secret.
    ServiceAccount(Pair),
}

/// What was given to sign in with. `Debug` shows names, never values.
#[derive(Clone, Default)]
pub struct Credentials {
    /// JumpCloud's.
    pub jumpcloud: Option<JumpCloudCredentials>,
    /// Mimecast client id and secret.
    pub mimecast: Option<Pair>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("jumpcloud", &self.jumpcloud.is_some())
            .field("mimecast", &self.mimecast.is_some())
            .finish()
    }
}

impl Credentials {
    /// The names of those that there are.
    pub fn names(&self) -> Vec<&'static str> {
        let jumpcloud = match &self.jumpcloud {
            None => &[][..],
            Some(JumpCloudCredentials::ApiKey(_)) => &[JUMPCLOUD_API_KEY],
            Some(JumpCloudCredentials::ServiceAccount(_)) => &OF_ACCOUNT,
        };
        let mimecast = match &self.mimecast {
            None => &[][..],
            Some(_) => &[MIMECAST_CLIENT_ID, MIMECAST_CLIENT_SECRET],
        };
        [jumpcloud, mimecast].concat()
    }

    /// Reads the environment, and the file for what the environment has not got. Of a service that a tenants file has
    /// credentials of for its tenant, neither is asked: they may be another tenant's.
    ///
    /// # Errors
    /// An unreadable or malformed file, one that others can read, a command that fails, half a pair.
    pub async fn read(file: Option<&Path>, tenant: Option<&Entry>) -> Result<Self> {
        let elsewhere = |name: &str| tenant.is_some_and(|tenant| tenant.credentials().has(name));
        let mut of_file = match file {
            Some(path) if !NAMES.into_iter().all(elsewhere) => read_file(path)?,
            _ => BTreeMap::new(),
        };
        of_file.retain(|name, _| !elsewhere(name));
        let mut values = BTreeMap::new();
        for name in NAMES.into_iter().filter(|name| !elsewhere(name)) {
            if let Some(value) = of_variable(name)? {
                values.insert(name, value);
            }
        }
        // Of the two ways to JumpCloud, the environment's comes before the file's.
        if values.contains_key(JUMPCLOUD_API_KEY) {
            of_file.retain(|name, _| !OF_ACCOUNT.contains(name));
        } else if OF_ACCOUNT.iter().any(|name| values.contains_key(name)) {
            of_file.remove(JUMPCLOUD_API_KEY);
        }
        for (name, value) in of_file {
            values.entry(name).or_insert(value);
        }
        if let Some(tenant) = tenant {
            values.extend(tenant.credentials().read()?);
        }
        let mut values = Values {
            given: values,
            others: tenant.map(Entry::variables),
        };
        Ok(Credentials {
            jumpcloud: jumpcloud(&mut values).await?,
            mimecast: pair(&mut values, &MIMECAST).await?,
        })
    }

    /// Every secret value held, for an output format that must have it masked by its reader.
    pub fn secrets(&self) -> impl Iterator<Item = &SecretString> {
        let jumpcloud = self.jumpcloud.iter().map(|credentials| match credentials {
            JumpCloudCredentials::ApiKey(secret)
            | JumpCloudCredentials::ServiceAccount((_, secret)) => secret,
        });
        let mimecast = self.mimecast.iter().map(|(_, secret)| secret);
        jumpcloud.chain(mimecast)
    }
}

/// What a pair of credentials is called, and the error of half a pair.
struct Names {
    service: &'static str,
    missing: &'static str,
    id: &'static str,
    secret: &'static str,
}

const JUMPCLOUD: Names = Names {
    service: "JumpCloud service account's",
    missing: "jumpcloud-credentials-missing",
    id: JUMPCLOUD_CLIENT_ID,
    secret: JUMPCLOUD_CLIENT_SECRET,
};

const MIMECAST: Names = Names {
    service: "Mimecast",
    missing: "mimecast-credentials-missing",
    id: MIMECAST_CLIENT_ID,
    secret: MIMECAST_CLIENT_SECRET,
};

type Given = BTreeMap<&'static str, SecretString>;

/// What was given.
struct Values<'t> {
    given: Given,
    /// Variables with credentials, of this tenant and of others, that no command gets to see.
    others: Option<&'t BTreeSet<String>>,
}

async fn jumpcloud(values: &mut Values<'_>) -> Result<Option<JumpCloudCredentials>> {
    let both = values.given.contains_key(JUMPCLOUD_API_KEY)
        && OF_ACCOUNT
            .iter()
            .any(|name| values.given.contains_key(name));
    if both {
        return Err(Error::new(
            Kind::Credentials,
            "jumpcloud-credentials-twice",
            "two ways to sign in to JumpCloud were given, an API key and a service account, and they may see other organisations",
        )
        .hint(format!(
            "set {JUMPCLOUD_API_KEY}, or {JUMPCLOUD_CLIENT_ID} and {JUMPCLOUD_CLIENT_SECRET}, and not both"
        )));
    }
    if let Some(key) = take(values, JUMPCLOUD_API_KEY).await? {
        return Ok(Some(JumpCloudCredentials::ApiKey(key)));
    }
    let account = pair(values, &JUMPCLOUD).await?;
    Ok(account.map(JumpCloudCredentials::ServiceAccount))
}

/// Both halves, or none.
async fn pair(values: &mut Values<'_>, names: &Names) -> Result<Option<Pair>> {
    let id = take(values, names.id).await?;
    let missing = match (id, take(values, names.secret).await?) {
        (Some(id), Some(secret)) => return Ok(Some((id, secret))),
        (None, None) => return Ok(None),
        (Some(_), None) => names.secret,
        (None, Some(_)) => names.id,
    };
    let message = format!(
        "of the {} credentials only one half was given: {missing} is missing",
        names.service
    );
    Err(
        Error::new(Kind::Credentials, names.missing, message).hint(format!(
            "set both {} and {}, or neither",
            names.id, names.secret
        )),
    )
}

/// A value of the file, or for `cmd:COMMAND` the first line that the command prints.
async fn take(values: &mut Values<'_>, name: &'static str) -> Result<Option<SecretString>> {
    let Some(value) = values.given.remove(name) else {
        return Ok(None);
    };
    match value.expose_secret().strip_prefix("cmd:") {
        Some(command) => helper::run(name, command, values.others).await.map(Some),
        None => Ok(Some(value)),
    }
}

/// Reads `NAME = "value"` lines (TOML).
fn read_file(path: &Path) -> Result<Given> {
    let shown = path.display();
    let error = |problem: &str| {
        Error::new(
            Kind::Credentials,
            "credentials-file-unusable",
            format!("the credentials file {shown} {problem}"),
        )
    };
    let text = owners_text(path, error)?;
    let expected = format!("it holds lines like {JUMPCLOUD_API_KEY} = \"…\"");
    // The parser's own message quotes the line, which may hold a secret.
    let table: toml::Table = toml::from_str(&text).map_err(|e| {
        let line = e
            .span()
            .map_or(1, |span| text[..span.start].lines().count().max(1));
        error(&format!("is not valid TOML, near line {line}")).hint(expected.clone())
    })?;
    let mut values = BTreeMap::new();
    for (key, value) in table {
        let name = NAMES.into_iter().find(|name| *name == key);
        match (name, value) {
            (Some(name), toml::Value::String(value)) if !value.trim().is_empty() => {
                values.insert(name, value.trim().to_owned().into());
            }
            (Some(name), _) => {
                return Err(error(&format!("has no text for {name}")).hint(expected));
            }
            (None, _) => {
                return Err(error(&unknown_name(&key, &text))
                    .hint(format!("known names: {}", NAMES.join(", "))));
            }
        }
    }
    Ok(values)
}

/// What is wrong about a name that is none of ours.
fn unknown_name(key: &str, file: &str) -> String {
    if looks_like_one(key) {
        return format!("has an unknown name \"{}\"", text::name(key));
    }
    let line = file.lines().position(|line| line.contains(key));
    let line = line
        .map(|line| format!(" in line {}", line + 1))
        .unwrap_or_default();
    format!("has an unknown name{line}")
}
