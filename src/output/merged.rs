//! A tenant as another run's JSON document shows it.

use serde_json::Value;

use crate::error::{EXIT_DONE, EXIT_PENDING};
use crate::text::{self, inert};

use super::figures::Figures;
use super::fleet::SHORT;
use super::member::Member;
use super::{Format, github, json, junit};

impl Member {
    /// What an entry tells; `None` where it is none. It may have passed through any hands: what is shown of it is one line.
    pub fn of_entry(entry: Value, format: Format) -> Option<Self> {
        let line = |key: &str| {
            let text = entry[key].as_str()?;
            Some(text::printable(&inert(text), SHORT))
        };
        let (name, word, short) = (line("name")?, line("outcome")?, line("in_short")?);
        let exit_code = match &entry["exit_code"] {
            Value::Null => None,
            code => Some(u8::try_from(code.as_u64()?).ok()?),
        };
        if name.is_empty() {
            return None;
        }
        let failed = !matches!(exit_code, Some(EXIT_DONE | EXIT_PENDING));
        let figures = Figures::of_entry(&entry);
        let Value::Object(fields) = entry else {
            return None;
        };
        Some(Member {
            figures,
            fine: exit_code == Some(EXIT_DONE),
            part: match format {
                Format::Json | Format::Jsonl => json::entry(fields, format),
                Format::Github if failed => github::failed(&name, &word, &short),
                Format::Junit => junit::of_member(&name, &word, &short, failed),
                Format::Github | Format::Human => String::new(),
            },
            details: String::new(),
            summary: String::new(),
            name,
            exit_code,
            word,
            short,
        })
    }
}
