//! The text of an attestation file: pure, and hostile until it was looked at.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::error::{Error, Result};
use crate::hash::sha256_hex;

/// Version of the format. A file of another version is refused, not guessed at.
pub const FORMAT_VERSION: u32 = 1;

/// The longest line that is read, in bytes: names in it have a few hundred at most.
const MAX_LINE: usize = 16 << 10;

/// Whose console is spoken of, and where the two services were reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// JumpCloud organisation id.
    pub organization_id: String,
    /// Mimecast account code.
    pub account_code: String,
    /// Base address of JumpCloud.
    pub jumpcloud: String,
    /// Base address of Mimecast.
    pub mimecast: String,
}

/// What an attestation is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// The id of the human change that sets it up.
    pub change: String,
    /// The part of it, where it has several: a block of the profile, or `group`.
    pub part: Option<String>,
}

/// What a person said of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestation {
    /// What it is about.
    pub piece: Piece,
    /// Digest of the values that the console holds; `None` once it was taken back.
    pub values: Option<String>,
    /// Who said so.
    pub by: String,
    /// When, UTC.
    pub at: OffsetDateTime,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    attestations: u32,
    tenant: Owner,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    change: String,
    part: Option<String>,
    values: Option<String>,
    by: String,
    at: String,
    check: String,
}

impl Line {
    fn new(owner: &Owner, attestation: &Attestation) -> Self {
        let mut line = Line {
            change: attestation.piece.change.clone(),
            part: attestation.piece.part.clone(),
            values: attestation.values.clone(),
            by: attestation.by.clone(),
            at: attestation.at.format(&Rfc3339).unwrap_or_default(),
            check: String::new(),
        };
        line.check = line.checksum(owner);
        line
    }

    fn checksum(&self, owner: &Owner) -> String {
        let Line {
            change,
            part,
            values,
            by,
            at,
            check: _,
        } = self;
        sha256(&json!([owner, change, part, values, by, at]))
    }
}

/// The digest of a piece's values, names and all: `sha256:` and hex.
pub fn values_digest(piece: &Piece, fields: &[(String, Value)]) -> String {
    sha256(&json!([piece.change, piece.part, fields]))
}

fn sha256(value: &Value) -> String {
    format!("sha256:{}", sha256_hex(value.to_string()))
}

/// The text of a tenant's file.
pub fn render(owner: &Owner, attestations: &[Attestation]) -> String {
    let header = Header {
        attestations: FORMAT_VERSION,
        tenant: owner.clone(),
    };
    let mut sorted: Vec<&Attestation> = attestations.iter().collect();
    sorted.sort_by(|one, other| {
        let key = |a: &Attestation| (a.piece.clone(), a.at, a.by.clone(), a.values.clone());
        key(one).cmp(&key(other))
    });
    sorted.dedup();
    let lines = sorted.into_iter().map(|a| json!(Line::new(owner, a)));
    let lines = [json!(header)].into_iter().chain(lines);
    lines.map(|line| format!("{line}\n")).collect()
}

/// Reads the file `name` of the tenant `owner`.
///
/// # Errors
/// `attestations-foreign` for another tenant's; `attestations-version`; `attestations-malformed`, which names the line,
/// also for one that does not fit its checksum.
pub fn parse(name: &str, text: &str, owner: &Owner) -> Result<Vec<Attestation>> {
    let mut lines = text.lines().zip(1usize..);
    let Some((first, _)) = lines.next() else {
        return Ok(Vec::new());
    };
    header(name, first, owner)?;
    let mut attestations = Vec::new();
    for (text, number) in lines {
        // A merge of two new files may have the header twice.
        if text.trim().is_empty() || text == first {
            continue;
        }
        let attestation = line(text, owner).map_err(|why| malformed(name, number, why))?;
        attestations.push(attestation);
    }
    Ok(attestations)
}

fn header(name: &str, text: &str, owner: &Owner) -> Result<()> {
    let wrong = || malformed(name, 1, "it is not the first line of an attestation file");
    if text.len() > MAX_LINE {
        return Err(wrong());
    }
    let value: Value = serde_json::from_str(text).map_err(|_| wrong())?;
    match value["attestations"].as_u64() {
        None => return Err(wrong()),
        Some(version) if version != u64::from(FORMAT_VERSION) => {
            return Err(Error::refused(
                "attestations-version",
                format!(
                    "the attestations {name} have format version {version}, this program reads {FORMAT_VERSION}"
                ),
            )
            .hint("use the version of the program that wrote them, or name another file with --attestations FILE"));
        }
        Some(_) => {}
    }
    let header: Header = serde_json::from_value(value).map_err(|_| wrong())?;
    let theirs = header.tenant;
    if theirs == *owner {
        return Ok(());
    }
    let told = |owner: &Owner| {
        let text = format!(
            "Mimecast account {} and JumpCloud organisation {}, at {} and {}",
            owner.account_code, owner.organization_id, owner.mimecast, owner.jumpcloud
        );
        crate::text::printable(&text, 300)
    };
    Err(Error::refused(
        "attestations-foreign",
        format!(
            "the attestations {name} belong to another tenant ({}); this run is for {}",
            told(&theirs),
            told(owner)
        ),
    )
    .hint(
        "name this tenant's own file with --attestations FILE; one that is not there yet is made",
    ))
}

fn line(text: &str, owner: &Owner) -> std::result::Result<Attestation, &'static str> {
    if text.len() > MAX_LINE {
        return Err("it is too long");
    }
    if ["<<<<<<<", "=======", ">>>>>>>"]
        .iter()
        .any(|mark| text.starts_with(mark))
    {
        return Err("it is a mark of a merge that was not finished");
    }
    // The parser's own message may quote the line.
    let line: Line = serde_json::from_str(text).map_err(|_| "it is no attestation")?;
    if line.check != line.checksum(owner) {
        return Err(
            "it does not fit its checksum: it was changed, or belongs to another tenant's file",
        );
    }
    let at = OffsetDateTime::parse(&line.at, &Rfc3339).map_err(|_| "its time is none")?;
    Ok(Attestation {
        piece: Piece {
            change: line.change,
            part: line.part,
        },
        values: line.values,
        by: line.by,
        at,
    })
}

fn malformed(name: &str, line: usize, why: &str) -> Error {
    Error::refused(
        "attestations-malformed",
        format!("line {line} of the attestations {name} cannot be used: {why}"),
    )
    .hint("take that line out: what it was about is asked again, and nothing else is lost")
    .hint("or name another file with --attestations FILE")
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;
    use time::macros::datetime;

    use super::*;
    use crate::error::Kind;

    pub fn owner() -> Owner {
        Owner {
            organization_id: "o1".to_owned(),
            account_code: "CUK1A1".to_owned(),
            jumpcloud: "https://jumpcloud.example".to_owned(),
            mimecast: "https://mimecast.example".to_owned(),
        }
    }

    pub fn attestation(change: &str, part: Option<&str>, values: Option<&str>) -> Attestation {
        Attestation {
            piece: Piece {
                change: change.to_owned(),
                part: part.map(str::to_owned),
            },
            values: values.map(str::to_owned),
            by: "ada".to_owned(),
            at: datetime!(2026-11-25 12:00 UTC),
        }
    }

    fn refused(text: &str, owner: &Owner) -> Error {
        let error = parse("file", text, owner).unwrap_err();
        assert_eq!(error.kind, Kind::Refused);
        assert!(!error.hints.is_empty());
        error
    }

    #[test]
    fn what_was_written_is_read_and_twice_does_no_harm() {
        let all = [
            attestation("b", Some("group"), None),
            attestation("a", None, Some("sha256:00")),
            attestation("a", None, Some("sha256:00")),
        ];
        let text = render(&owner(), &all);
        assert_eq!(text.lines().count(), 3, "{text}");
        let sorted = [all[1].clone(), all[0].clone()];
        assert_eq!(parse("file", &text, &owner()).unwrap(), sorted);
        // Two new files merged: everything twice, the header too.
        let merged = format!("{text}{text}");
        let read = parse("file", &merged, &owner()).unwrap();
        assert_eq!(render(&owner(), &read), text);
        assert_eq!(parse("file", "", &owner()).unwrap(), []);
    }

    #[test]
    fn another_tenants_file_is_refused() {
        let text = render(&owner(), &[attestation("a", None, Some("sha256:00"))]);
        type Edit = fn(&mut Owner);
        let edits: [Edit; 4] = [
            |o| o.organization_id.push('x'),
            |o| o.account_code.push('x'),
            |o| o.jumpcloud.push('x'),
            |o| o.mimecast.push('x'),
        ];
        for edit in edits {
            let mut other = owner();
            edit(&mut other);
            assert_eq!(refused(&text, &other).code, "attestations-foreign");
            // Nor does a line get into it by hand.
            let (header, line) = (render(&other, &[]), text.lines().nth(1).unwrap());
            let error = refused(&format!("{header}{line}\n"), &other);
            assert_eq!(error.code, "attestations-malformed");
            assert!(error.message.starts_with("line 2 of"), "{error}");
        }
    }

    #[test]
    fn what_is_no_attestation_is_refused_by_its_line() {
        let header = render(&owner(), &[]);
        let long = "x".repeat(MAX_LINE + 1);
        for line in ["{}", "<<<<<<< HEAD", "nonsense", &long] {
            let error = refused(&format!("{header}{line}\n"), &owner());
            assert_eq!(error.code, "attestations-malformed", "{line:.20}");
            assert!(error.message.starts_with("line 2 of"), "{error}");
        }
        for text in ["nonsense", "{}", "{\"attestations\":1}", &long] {
            assert_eq!(refused(text, &owner()).code, "attestations-malformed");
        }
        let newer = header.replace("{\"attestations\":1", "{\"attestations\":2");
        assert_eq!(refused(&newer, &owner()).code, "attestations-version");
    }

    proptest! {
        #[test]
        fn no_changed_character_of_a_line_goes_unnoticed(at in 0usize..400, to in "[ -~]") {
            let all = [attestation("a", Some("web-apps"), Some("sha256:00"))];
            let text = render(&owner(), &all);
            let start = text.find('\n').unwrap() + 1;
            let at = start + at % (text.len() - start - 1);
            let changed = format!("{}{to}{}", &text[..at], &text[at + 1..]);
            match parse("file", &changed, &owner()) {
                Ok(read) => prop_assert_eq!(read, all),
                Err(error) => prop_assert_eq!(error.code, "attestations-malformed"),
            }
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC*", more in "\\PC*") {
            let _ = parse("file", &text, &owner());
            let header = render(&owner(), &[]);
            let _ = parse("file", &format!("{header}{more}"), &owner());
        }
    }
}
