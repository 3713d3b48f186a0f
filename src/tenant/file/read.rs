//! From the text of a tenants file to its tenants.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Error, Result};
use crate::file::{self, Kept, Links};
use crate::text;

use super::entry::{Entry, Said};
use super::keys::{Keys, Takes};
use super::place::{Lines, Place};
use super::reference::{Reference, References, credential};

/// The largest file, in bytes: ten thousand tenants have a tenth of it.
const LIMIT: u64 = 64 << 20;

/// The longest name of a tenant, in characters.
pub const NAME: usize = 64;

const DEFAULTS: &str = "defaults";
const TENANT: &str = "tenant";

/// The tenants of a file, in its order.
#[derive(Debug)]
pub struct Tenants {
    file: Arc<str>,
    tenants: Vec<Entry>,
}

/// What stands in one table.
#[derive(Default)]
struct Told {
    name: Option<(String, Place)>,
    said: Vec<Said>,
    credentials: References,
}

impl Tenants {
    /// Reads a file that nobody else can write to.
    ///
    /// # Errors
    /// `tenants-file-unreadable`; those of [`Tenants::parse`].
    pub fn read(path: &Path) -> Result<Self> {
        let shown = path.to_string_lossy();
        let error = |problem: &str| {
            let message = format!("the tenants file {} {problem}", text::name(&shown));
            Error::usage("tenants-file-unreadable", message)
        };
        let bytes = file::check_folder(file::folder_of(path))
            .and_then(|()| file::read(path, Kept::FromWriting, Links::Followed, LIMIT));
        let bytes = bytes
            .map_err(|unfit| unfit.told(error("cannot be read"), "check the path of --tenants"))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| error("is not text (UTF-8)").hint("save it as UTF-8"))?;
        Self::parse(&shown, &text)
    }

    /// Reads the text of the file of this name.
    ///
    /// # Errors
    /// `tenants-file-malformed`, `tenants-file-unknown-key`, `tenants-file-refused-key`, `credential-inline`, each with file,
    /// line and column. What stands in an option's value is looked at where the tenant is used.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        let lines = Lines::new(file, text);
        let document = DeTable::parse(text).map_err(|error| {
            let place = lines.place(&error.span().unwrap_or(0..0));
            // Without the line itself: it may hold a credential.
            malformed(
                &place,
                &format!("this is not TOML: {}", text::prose(error.message())),
            )
            .hint("a text stands in quotation marks, a list in square brackets")
        })?;
        let reader = Reader {
            keys: Keys::new(),
            lines: &lines,
        };
        let mut defaults = Told::default();
        let mut told = Vec::new();
        for (key, value) in in_order(document.get_ref()) {
            let place = lines.place(&key.span());
            match (key.get_ref().as_ref(), value.get_ref()) {
                (DEFAULTS, DeValue::Table(table)) => defaults = reader.told(table, false)?,
                (TENANT, DeValue::Array(tables)) => {
                    for table in tables.iter() {
                        let place = lines.place(&table.span());
                        match table.get_ref() {
                            DeValue::Table(table) => told.push((reader.told(table, true)?, place)),
                            _ => return Err(no_table(&place, "[[tenant]]")),
                        }
                    }
                }
                (DEFAULTS, _) => return Err(no_table(&place, "[defaults]")),
                (TENANT, _) => return Err(no_table(&place, "[[tenant]]")),
                (key, _) => return Err(unknown_table(key, &place)),
            }
        }
        if told.is_empty() {
            let error = malformed(&lines.place(&(0..0)), "there is no [[tenant]] in it");
            return Err(error.hint("begin each tenant with [[tenant]] and name = \"…\""));
        }
        Ok(Tenants {
            tenants: entries(told, defaults)?,
            file: lines.file().clone(),
        })
    }

    /// Whether there are several.
    pub fn are_several(&self) -> bool {
        self.tenants.len() > 1
    }

    /// The tenant of this name; without one, the only one there is.
    ///
    /// # Errors
    /// `tenant-unknown`; `tenant-not-chosen` where there are several.
    pub fn choose(mut self, name: Option<&str>) -> Result<Entry> {
        match name {
            Some(name) => {
                let at = self.find(name)?;
                Ok(self.tenants.swap_remove(at))
            }
            None if self.are_several() => Err(self.not_chosen()),
            None => Ok(self.tenants.swap_remove(0)),
        }
    }

    /// The tenants of these names, in the order of the file; without any, all.
    ///
    /// # Errors
    /// `tenant-unknown`.
    pub fn only(self, names: &[String]) -> Result<Vec<Entry>> {
        let meant: Result<BTreeSet<usize>> = names.iter().map(|name| self.find(name)).collect();
        let meant = meant?;
        let tenants = self.tenants.into_iter().enumerate();
        let tenants = tenants.filter(|(at, _)| names.is_empty() || meant.contains(at));
        Ok(tenants.map(|(_, tenant)| tenant).collect())
    }

    fn find(&self, name: &str) -> Result<usize> {
        let found = self.tenants.iter().position(|one| one.name == name);
        found.ok_or_else(|| {
            let message = format!("{} has no tenant {}", self.file, text::name(name));
            let near = text::did_you_mean(&text::nearest(name, self.names()));
            let error = Error::usage("tenant-unknown", message);
            near.into_iter().fold(error, Error::hint).hint(self.all())
        })
    }

    fn not_chosen(&self) -> Error {
        let message = format!(
            "{} has {} tenants, and none was chosen",
            self.file,
            self.tenants.len()
        );
        Error::usage("tenant-not-chosen", message)
            .hint("choose one with --tenant NAME")
            .hint(self.all())
    }

    /// The names of all of them, in the order of the file.
    pub fn names(&self) -> Vec<String> {
        self.tenants.iter().map(|one| one.name.clone()).collect()
    }

    fn all(&self) -> String {
        format!("its tenants: {}", text::list(self.names()))
    }
}

/// The tenants, each with what the defaults say of it. No two have the same name, as files named after them would not.
fn entries(told: Vec<(Told, Place)>, defaults: Told) -> Result<Vec<Entry>> {
    let mut before: BTreeMap<String, Place> = BTreeMap::new();
    let of_all = told.iter().map(|(one, _)| &one.credentials);
    let of_all = of_all.chain([&defaults.credentials]);
    let variables: BTreeSet<String> = of_all
        .flat_map(References::variables)
        .map(str::to_owned)
        .collect();
    let (variables, said) = (Arc::new(variables), Arc::from(defaults.said));
    let entry = |(one, place): (Told, Place)| {
        let (name, place) = one.name.ok_or_else(|| {
            malformed(&place, "this tenant has no name").hint("give it one: name = \"…\"")
        })?;
        let twin = before.insert(name.to_ascii_lowercase(), place.clone());
        if let Some(twin) = twin {
            let what = format!("the tenant at {twin} has the name {name} too");
            return Err(malformed(&place, &what).hint("each tenant has a name of its own"));
        }
        Ok(Entry {
            name,
            own: one.said,
            defaults: Arc::clone(&said),
            credentials: one.credentials.or(&defaults.credentials),
            variables: Arc::clone(&variables),
        })
    };
    told.into_iter().map(entry).collect()
}

struct Reader<'r> {
    keys: Keys,
    lines: &'r Lines<'r>,
}

impl Reader<'_> {
    fn told(&self, table: &DeTable, of_one: bool) -> Result<Told> {
        let mut told = Told::default();
        for (key, value) in in_order(table) {
            let place = self.lines.place(&key.span());
            let at = self.lines.place(&value.span());
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("name", value) if of_one => {
                    let name = fit_name(value.as_str().unwrap_or_default(), &at)?;
                    told.name = Some((name, at));
                }
                ("name", _) => {
                    let error = malformed(&place, "a name is of one tenant, and these are all");
                    return Err(error.hint("put it below [[tenant]]"));
                }
                ("credentials", DeValue::Table(table)) => {
                    told.credentials = self.credentials(table)?;
                }
                ("credentials", _) => return Err(no_table(&place, "[tenant.credentials]")),
                (key, _) => {
                    let takes = self.keys.takes(key, &place)?;
                    told.said.push(Said {
                        option: key.to_owned(),
                        arguments: self.arguments(key, value, takes)?,
                        place,
                    });
                }
            }
        }
        Ok(told)
    }

    fn credentials(&self, table: &DeTable) -> Result<References> {
        let mut references = References::default();
        for (key, value) in in_order(table) {
            let name = credential(key.get_ref(), &self.lines.place(&key.span()))?;
            let place = self.lines.place(&value.span());
            let DeValue::String(text) = value.get_ref() else {
                let error = malformed(&place, &format!("{name} is no text"));
                return Err(error.hint("give a reference, like \"env:NAME\""));
            };
            references.add(name, Reference::parse(name, text, place)?);
        }
        Ok(references)
    }

    /// What would have been typed.
    fn arguments(
        &self,
        key: &str,
        value: &Spanned<DeValue>,
        takes: Takes,
    ) -> Result<Vec<(String, Place)>> {
        let place = self.lines.place(&value.span());
        let with = |value: &str| format!("--{key}={value}");
        let argument = match value.get_ref() {
            DeValue::Boolean(true) if takes.flag => format!("--{key}"),
            DeValue::Boolean(false) if takes.flag => return Ok(Vec::new()),
            DeValue::Boolean(is) if takes.flag_too => with(&is.to_string()),
            DeValue::String(text) if !takes.flag => with(text),
            DeValue::Integer(number) if !takes.flag && number.radix() == 10 => {
                with(number.as_str())
            }
            DeValue::Array(values) if takes.several => {
                let one = Takes {
                    several: false,
                    ..takes
                };
                let each = values.iter().map(|value| self.arguments(key, value, one));
                let each: Vec<_> = each.collect::<Result<_>>()?;
                return Ok(each.concat());
            }
            other => {
                let what = format!("{key} is {}, and {}", kind(other), takes.told());
                return Err(malformed(&place, &what).hint("write it as the option would be typed"));
            }
        };
        Ok(vec![(argument, place)])
    }
}

impl Takes {
    /// What it takes, in words.
    fn told(self) -> &'static str {
        match (self.flag, self.flag_too, self.several) {
            (true, ..) => "takes true or false",
            (_, true, _) => "takes true, false, a text, or a list of texts",
            (.., true) => "takes a text or a list of texts",
            _ => "takes one text",
        }
    }
}

fn kind(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A name that a file can have too, on any system.
fn fit_name(name: &str, place: &Place) -> Result<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let begins = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    match begins && name.chars().all(plain) && name.len() <= NAME {
        true => Ok(name.to_owned()),
        false => Err(malformed(
            place,
            &format!("a tenant's name is a text of letters, digits, and -, _ or . after the first, at most {NAME} of them"),
        )
        .hint("give it a short name, like the customer's domain")),
    }
}

/// The entries of a table as they stand in the file.
fn in_order<'t, 'i>(
    table: &'t DeTable<'i>,
) -> Vec<(
    &'t Spanned<toml::de::DeString<'i>>,
    &'t Spanned<DeValue<'i>>,
)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

fn malformed(place: &Place, what: &str) -> Error {
    Error::usage("tenants-file-malformed", format!("{place}: {what}"))
}

fn no_table(place: &Place, header: &str) -> Error {
    malformed(place, "this is not written as it has to be")
        .hint(format!("begin it with a line {header}"))
}

fn unknown_table(key: &str, place: &Place) -> Error {
    let message = format!("{place}: this stands neither below [defaults] nor below a [[tenant]]");
    let near = text::did_you_mean(&text::nearest(key, [DEFAULTS, TENANT]));
    let error = Error::usage("tenants-file-unknown-key", message);
    near.into_iter().fold(error, Error::hint).hint(
        "the file has [defaults], and a [[tenant]] for each tenant; what is said of them stands below these",
    )
}
