//! `sso-setup merge`: one report of the documents that the shards of a run over several tenants printed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::output::{Document, FORMAT_VERSION, Fleet, Format, Member};
use crate::tenant::Shard;
use crate::text;

use super::outcome::{Outcome, Shown};
use super::printer::Printer;

/// The largest document that is read, in bytes: ten thousand plans are a tenth of it.
const LIMIT: u64 = 512 << 20;

#[derive(Debug, Args)]
pub struct MergeArgs {
    /// Documents that runs over several tenants printed with -o json, one of each shard
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// What one file holds.
struct Part {
    file: String,
    shard: Option<Shard>,
    tenants: Vec<Value>,
    /// Why its run came to no tenant, where it did not.
    failed: Option<String>,
}

/// Gives one report, by the tenants' names, whatever the order of the files.
///
/// # Errors
/// `file-not-read`, `report-malformed`, `report-newer`; `shards-differ`, `shard-twice`, `tenant-twice`: the files are not of
/// one run.
pub fn run(args: &MergeArgs, printer: &Printer) -> Result<Outcome> {
    let parts = args.files.iter().map(|path| read(path));
    let parts: Vec<Part> = parts.collect::<Result<_>>()?;
    let missing = missing(&parts)?;
    let format = printer.format();
    let mut members = BTreeMap::new();
    let mut lost = Vec::new();
    for part in parts {
        let failed = part.failed.as_ref();
        lost.extend(failed.map(|why| (part.file.clone(), "shard-failed", why.clone())));
        for tenant in part.tenants {
            let Some(member) = Member::of_entry(tenant, format) else {
                return Err(malformed(
                    &part.file,
                    "a tenant in it has no name, or says not what came of it",
                ));
            };
            let name = member.name.clone();
            if members.insert(name.clone(), member).is_some() {
                return Err(not_one_run(
                    "tenant-twice",
                    format!(
                        "{} has a tenant that another file has too: {}",
                        part.file,
                        text::name(&name)
                    ),
                ));
            }
        }
    }
    let why = "none of the files is the document of this shard: its run broke off, or its document was not handed on";
    let missing = missing.into_iter();
    lost.extend(missing.map(|shard| (format!("shard {shard}"), "shard-missing", why.to_owned())));
    let mut members: Vec<Member> = members.into_values().collect();
    members.extend(lost.into_iter().map(|(name, code, why)| {
        let error = Error::failed(code, why)
            .hint("run that shard again, and merge its document with the others");
        Member::failed(&name, error, format, &printer.secrets)
    }));
    let fleet = Fleet {
        members,
        shard: None,
    };
    let code = fleet.exit_code();
    let result = match format {
        Format::Jsonl => {
            let events = fleet.members.into_iter().map(|member| member.part);
            Shown::Text(events.collect::<String>().into_bytes())
        }
        _ => Document::Fleet(fleet).into(),
    };
    Ok(Outcome {
        code,
        ..Outcome::done(result)
    })
}

/// The shards of which no file is the document.
fn missing(parts: &[Part]) -> Result<Vec<Shard>> {
    let mut seen = BTreeSet::new();
    let mut all: Option<BTreeSet<Shard>> = None;
    for part in parts.iter().filter(|part| part.failed.is_none()) {
        let of_part: BTreeSet<Shard> = part.shard.into_iter().flat_map(Shard::all).collect();
        if *all.get_or_insert_with(|| of_part.clone()) != of_part {
            let message = format!(
                "{} is of a run that was shared out in another way than that of the files before it",
                part.file
            );
            return Err(not_one_run("shards-differ", message));
        }
        if let Some(shard) = part.shard.filter(|shard| !seen.insert(*shard)) {
            let message = format!(
                "{} is the document of the shard {shard}, and so is another file",
                part.file
            );
            return Err(not_one_run("shard-twice", message));
        }
    }
    let all = all.unwrap_or_default();
    Ok(all.difference(&seen).copied().collect())
}

fn read(path: &Path) -> Result<Part> {
    let file = path.display().to_string();
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LIMIT + 1).read_to_end(&mut bytes))
        .map_err(|error| {
            Error::failed(
                "file-not-read",
                format!("{file} could not be read: {error}"),
            )
            .hint("name the documents that the shards printed with -o json")
        })?;
    if bytes.len() as u64 > LIMIT {
        return Err(malformed(&file, "it has more than 512 MiB"));
    }
    let mut document: Value = serde_json::from_slice(&bytes)
        .map_err(|error| malformed(&file, &format!("it is no JSON: {error}")))?;
    match document["format_version"].as_u64() {
        Some(version) if version > u64::from(FORMAT_VERSION) => {
            let message =
                format!("{file} has format version {version}, this program reads {FORMAT_VERSION}");
            return Err(Error::failed("report-newer", message)
                .hint("merge with the version of sso-setup that printed it"));
        }
        Some(_) => {}
        None => return Err(malformed(&file, "it is no document of this program")),
    }
    let shard = match document["shard"].as_str().map(str::parse) {
        None => None,
        Some(Ok(shard)) => Some(shard),
        Some(Err(why)) => return Err(malformed(&file, &format!("of its \"shard\", {why}"))),
    };
    let (tenants, failed) = match (document["tenants"].take(), &document["error"]["message"]) {
        (Value::Array(tenants), _) => (tenants, None),
        (_, Value::String(why)) => (
            Vec::new(),
            Some(format!("its run failed: {}", text::message(why))),
        ),
        _ => return Err(malformed(&file, "it is not of a run over several tenants")),
    };
    Ok(Part {
        file,
        shard,
        tenants,
        failed,
    })
}

fn malformed(file: &str, why: &str) -> Error {
    Error::failed(
        "report-malformed",
        format!("{file} cannot be merged: {why}"),
    )
    .hint("merge what runs over several tenants print with -o json")
}

fn not_one_run(code: &'static str, message: String) -> Error {
    Error::failed(code, message).hint("merge the documents of one run: one of each shard")
}
