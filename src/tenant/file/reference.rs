//! A tenant's credentials: where each is to be had, never the credential itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use crate::error::{Error, Kind, Result};
use crate::file::{self, Kept, Links};
use crate::text;

use super::super::names::{NAMES, looks_like_one, same_service};
use super::place::Place;

/// The largest file with one credential, in bytes.
const LIMIT: u64 = 64 << 10;

/// What every remedy says.
const FORMS: &str = "a tenants file says where a credential is to be had: \"env:NAME\", \"file:PATH\" or \"cmd:COMMAND\"";

/// Where a credential is to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A variable of the environment.
    Variable(String),
    /// A file that holds nothing else.
    File(PathBuf),
    /// The first line that a command prints.
    Command(String),
}

/// One credential of a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    place: Place,
    source: Source,
}

/// A tenant's credentials by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct References(BTreeMap<&'static str, Reference>);

/// The credential of this name.
///
/// # Errors
/// `tenants-file-unknown-key`.
pub fn credential(name: &str, place: &Place) -> Result<&'static str> {
    let known = NAMES.into_iter().find(|known| *known == name);
    known.ok_or_else(|| {
        let what = match looks_like_one(name) {
            true => format!("there is no credential {}", text::name(name)),
            false => "there is no credential of this name".to_owned(),
        };
        let error = Error::usage("tenants-file-unknown-key", format!("{place}: {what}"));
        let near = text::did_you_mean(&text::nearest(name, NAMES));
        near.into_iter()
            .fold(error, Error::hint)
            .hint(format!("known names: {}", NAMES.join(", ")))
    })
}

impl Reference {
    /// Reads what stands for the credential `name`.
    ///
    /// # Errors
    /// `credential-inline` for what is no reference; it may be the credential itself, so it is not repeated.
    pub fn parse(name: &str, text: &str, place: Place) -> Result<Self> {
        let source = match text.split_once(':').map(|(form, of)| (form, of.trim())) {
            Some(("env", variable)) if is_variable(variable) => {
                Source::Variable(variable.to_owned())
            }
            Some(("file", path)) if !path.is_empty() => Source::File(path.into()),
            Some(("cmd", command)) if !command.is_empty() => Source::Command(command.to_owned()),
            Some(("env" | "file" | "cmd", _)) => {
                let message = format!("{place}: what follows the colon for {name} names nothing");
                return Err(Error::usage("tenants-file-malformed", message).hint(FORMS));
            }
            _ => {
                let message = format!(
                    "{place}: {name} stands in the file itself, or is no reference; a tenants file holds no credential"
                );
                return Err(Error::new(Kind::Credentials, "credential-inline", message)
                    .hint(FORMS)
                    .hint("if it was a credential, whoever read the file knows it: make another at its service"));
            }
        };
        Ok(Reference { place, source })
    }

    fn untrusted(&self, name: &str) -> Option<Error> {
        let would = match &self.source {
            Source::Variable(_) => return None,
            Source::File(path) => format!("read the file {}", text::name(&path.to_string_lossy())),
            Source::Command(command) => format!("run: {}", text::name(command)),
        };
        let message = format!("{}: {name} would {would}", self.place);
        Some(
            untrusted(message)
                .hint("or have the credential in a variable, and refer to it as \"env:NAME\""),
        )
    }

    fn read(&self, name: &str) -> Result<SecretString> {
        let place = &self.place;
        match &self.source {
            Source::Variable(variable) => of_variable(variable)?.ok_or_else(|| {
                let message = format!(
                    "{place}: {name} comes from the environment variable {variable}, which is not set or empty"
                );
                Error::new(Kind::Credentials, "credential-variable-missing", message)
                    .hint(format!("set {variable}"))
            }),
            Source::File(path) => of_file(path).map_err(|error| error.context(place)),
            // Run by whoever takes it, as one of a credentials file.
            Source::Command(command) => Ok(format!("cmd:{command}").into()),
        }
    }
}

/// What is only done for a tenants file that is trusted; `would` says where, and what it is.
pub fn untrusted(would: String) -> Error {
    let message = format!("{would}; a tenants file may come from somebody else");
    Error::usage("tenants-file-untrusted", message)
        .hint("look at the file; if you agree, pass --trust-tenants-file")
}

impl References {
    /// One more.
    pub fn add(&mut self, name: &'static str, reference: Reference) {
        self.0.insert(name, reference);
    }

    /// These, and of `others` those of the services that these have nothing of.
    pub fn or(mut self, others: &References) -> Self {
        let missing = others.0.iter().filter(|(name, _)| !self.has(name));
        let missing: Vec<_> = missing.map(|(name, one)| (*name, one.clone())).collect();
        self.0.extend(missing);
        self
    }

    /// Whether they have anything of the service that a credential is of: nothing else is asked for it then.
    pub fn has(&self, name: &str) -> bool {
        self.0.keys().any(|own| same_service(own, name))
    }

    /// The variables that they come from.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.0.values().filter_map(|one| match &one.source {
            Source::Variable(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Refuses to run or read anything for a file that nobody said to trust.
    ///
    /// # Errors
    /// `tenants-file-untrusted`.
    pub fn check_trust(&self) -> Result<()> {
        let refused = self.0.iter().find_map(|(name, one)| one.untrusted(name));
        refused.map_or(Ok(()), Err)
    }

    /// The credentials; one that a command prints stands as `cmd:COMMAND`.
    ///
    /// # Errors
    /// `credential-variable-missing`, `credential-malformed`; a file that is not as a credentials file must be.
    pub fn read(&self) -> Result<BTreeMap<&'static str, SecretString>> {
        let read = |(name, one): (&&'static str, &Reference)| Ok((*name, one.read(name)?));
        self.0.iter().map(read).collect()
    }
}

fn is_variable(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !name.is_empty() && name.chars().all(plain)
}

/// What a variable holds; nothing where it is not set, or empty.
///
/// # Errors
/// `credential-malformed`: it is no text.
pub fn of_variable(name: &str) -> Result<Option<SecretString>> {
    match std::env::var(name) {
        Ok(value) if !value.trim().is_empty() => Ok(Some(value.trim().to_owned().into())),
        Ok(_) | Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(Error::new(
            Kind::Credentials,
            "credential-malformed",
            format!("the environment variable {name} is not valid UTF-8"),
        )
        .hint("copy the credential again from the console")),
    }
}

/// The text of a file that only its owner can read, in a folder where nobody else can put another in its place.
///
/// # Errors
/// `error` says what cannot be done; why follows.
pub fn owners_text(path: &Path, error: impl Fn(&str) -> Error) -> Result<String> {
    let bytes = file::check_folder(file::folder_of(path))
        .and_then(|()| file::read(path, Kept::FromReading, Links::Followed, LIMIT));
    let bytes = bytes.map_err(|unfit| {
        unfit.told(
            error("cannot be read"),
            "check the path, or set the credentials in the environment",
        )
    })?;
    String::from_utf8(bytes).map_err(|_| {
        error("is not text (UTF-8)").hint("write it again, with nothing in it but text")
    })
}

fn of_file(path: &Path) -> Result<SecretString> {
    let error = |problem: &str| {
        let shown = text::name(&path.to_string_lossy());
        Error::new(
            Kind::Credentials,
            "credentials-file-unusable",
            format!("the file {shown} {problem}"),
        )
    };
    let text: SecretString = owners_text(path, error)?.into();
    let secret = secrecy::ExposeSecret::expose_secret(&text).trim();
    match secret.is_empty() {
        true => Err(error("is empty").hint("it must hold the credential, and nothing else")),
        false => Ok(secret.to_owned().into()),
    }
}
