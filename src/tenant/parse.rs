//! How single option values are read, and what is said of those that do not fit.

use std::ffi::OsStr;

use clap::ValueEnum;
use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use url::Url;

use crate::connector::{Block, Connector};
use crate::error::Error;
use crate::http;
use crate::plan::{Guard, Override, TILE_COLORS};

use super::Scoped;

fn tile_color(text: &str) -> Result<String, String> {
    let color = TILE_COLORS.iter().find(|c| c.eq_ignore_ascii_case(text));
    color.map(|c| (*c).to_owned()).ok_or_else(|| {
        format!(
            "JumpCloud knows these tile colours: {}",
            TILE_COLORS.join(", ")
        )
    })
}

pub fn named_value(text: &str) -> Result<Scoped<(String, String)>, String> {
    let scoped: Scoped<String> = text.parse()?;
    let (name, value) = scoped
        .value
        .split_once('=')
        .filter(|(name, _)| !name.trim().is_empty())
        .ok_or("expected NAME=VALUE")?;
    Ok(Scoped {
        connector: scoped.connector,
        value: (name.trim().to_owned(), value.to_owned()),
    })
}

pub fn scoped_color(text: &str) -> Result<Scoped<String>, String> {
    let scoped: Scoped<String> = text.parse()?;
    Ok(Scoped {
        connector: scoped.connector,
        value: tile_color(&scoped.value)?,
    })
}

/// A bare connector name means `CONNECTOR:true`.
pub fn scoped_hidden(text: &str) -> Result<Scoped<bool>, String> {
    if let Ok(connector) = Connector::from_str(text, false) {
        return Ok(Scoped {
            connector: Some(connector),
            value: true,
        });
    }
    text.parse()
}

pub fn suffix(text: &str) -> Result<Scoped<String>, String> {
    let scoped: Scoped<String> = text.parse()?;
    let safe = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    if scoped.value.len() > 100 || !scoped.value.bytes().all(safe) {
        return Err(
            "an IdP URL suffix takes letters, digits, '-', '_' and '.', at most 100".to_owned(),
        );
    }
    Ok(scoped)
}

pub fn description(text: &str) -> Result<Scoped<String>, String> {
    let scoped: Scoped<String> = text.parse()?;
    match scoped.value.chars().count() {
        0..=256 => Ok(scoped),
        n => Err(format!("JumpCloud takes at most 256 characters, not {n}")),
    }
}

/// Text that is not blank.
pub fn name(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("the name is empty".to_owned()),
        _ => Ok(text.to_owned()),
    }
}

/// An address that browsers are sent to: Mimecast takes `https` only. It is shown in plans, so it
/// holds no password.
pub fn https_url(text: &str) -> Result<Url, Error> {
    let url = http::document_url(text)?;
    match url.scheme() {
        "https" => Ok(url),
        _ => Err(
            Error::usage("address-not-tls", format!("{url} is not an https address"))
                .hint("Mimecast takes https URLs only"),
        ),
    }
}

/// An address that a document is fetched from.
pub fn scoped_document_url(text: &str) -> Result<Scoped<Url>, Error> {
    let malformed = |why| Error::usage("value-malformed", why);
    let scoped: Scoped<String> = text.parse().map_err(malformed)?;
    Ok(Scoped {
        connector: scoped.connector,
        value: http::document_url(&scoped.value)?,
    })
}

pub fn block_source(text: &str) -> Result<(Block, Connector), String> {
    let (block, connector) = text.split_once('=').ok_or("expected BLOCK=CONNECTOR")?;
    Ok((
        Block::from_str(block, false)?,
        Connector::from_str(connector, false)?,
    ))
}

/// Reads `--allow`; to help and completions it is the list of guards.
#[derive(Clone)]
pub struct OverrideParser;

impl TypedValueParser for OverrideParser {
    type Value = Override;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Override, clap::Error> {
        let given = value.to_str().ok_or(None);
        match given.and_then(Override::parse) {
            Ok(given) => Ok(given),
            // Worded by clap, as every value that does not fit.
            Err(Some(why)) => {
                let fails = move |_: &str| Err::<Override, String>(why.clone());
                fails.parse_ref(command, argument, value)
            }
            // A name that no guard has: said as of every list of names.
            Err(None) => {
                let guards = EnumValueParser::<Guard>::new();
                let guard = guards.parse_ref(command, argument, value)?;
                Ok(guard.into())
            }
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let guards = Guard::value_variants().iter();
        Some(Box::new(guards.filter_map(ValueEnum::to_possible_value)))
    }
}

/// An e-mail address, as far as its form goes.
pub fn email(text: &str) -> Result<String, String> {
    let address = text.trim();
    let well_formed = address.split_once('@').is_some_and(|(user, domain)| {
        !user.is_empty() && !domain.is_empty() && !domain.contains('@')
    }) && !address.contains(char::is_whitespace);
    if well_formed {
        Ok(address.to_owned())
    } else {
        Err(format!("\"{address}\" is not an e-mail address"))
    }
}

pub fn scoped_email(text: &str) -> Result<Scoped<String>, String> {
    let scoped: Scoped<String> = text.parse()?;
    Ok(Scoped {
        connector: scoped.connector,
        value: email(&scoped.value)?,
    })
}
