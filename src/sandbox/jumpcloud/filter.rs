//! Filters of lists: `field:operator:value`, in the spelling of either version.

use axum::http::StatusCode;

use super::failure::{Failure, Version};
use super::record::{Record, text_of};

/// A condition on a field of each record.
#[derive(Debug)]
pub struct Filter {
    field: String,
    operator: Operator,
    value: String,
}

#[derive(Debug, Clone, Copy)]
enum Operator {
    /// v1: exactly.
    Equal,
    /// v2: exactly, or with wildcards.
    Like,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    In,
    Search,
}

impl Operator {
    /// v1 writes `$eq`, v2 writes `eq`; neither takes the other's.
    fn parse(version: Version, written: &str) -> Result<Self, Failure> {
        let unknown = || version.failure(StatusCode::BAD_REQUEST, "invalid filter");
        let word = match version {
            Version::V1 => written.strip_prefix('$').ok_or_else(unknown)?,
            Version::V2 => written,
        };
        Ok(match word {
            "eq" if version == Version::V1 => Operator::Equal,
            "eq" => Operator::Like,
            "ne" => Operator::NotEqual,
            "gt" => Operator::Greater,
            "gte" if version == Version::V1 => Operator::GreaterOrEqual,
            "ge" if version == Version::V2 => Operator::GreaterOrEqual,
            "lt" => Operator::Less,
            "lte" if version == Version::V1 => Operator::LessOrEqual,
            "le" if version == Version::V2 => Operator::LessOrEqual,
            "in" => Operator::In,
            "search" if version == Version::V2 => Operator::Search,
            // They are there (v2 specification, and JumpCloud's page on v1 filters); no client here needs them.
            "between" | "search" | "regex" => return Err(Failure::not_played(version, written)),
            _ => return Err(unknown()),
        })
    }
}

impl Filter {
    /// Reads `field:operator:value`.
    ///
    /// # Errors
    /// 400 for what is none, 501 for an operator that is not played.
    pub fn parse(version: Version, text: &str) -> Result<Self, Failure> {
        let mut parts = text.splitn(3, ':');
        let field = parts.next().filter(|field| !field.is_empty());
        let (Some(field), Some(operator), Some(value)) = (field, parts.next(), parts.next()) else {
            return Err(version.failure(StatusCode::BAD_REQUEST, "invalid filter"));
        };
        Ok(Filter {
            field: field.to_owned(),
            operator: Operator::parse(version, operator)?,
            value: value.to_owned(),
        })
    }

    /// Whether a record fulfils it.
    pub fn matches(&self, record: &impl Record) -> bool {
        let Some(text) = text_of(record, &self.field) else {
            return matches!(self.operator, Operator::NotEqual);
        };
        let (text, value) = (&*text, self.value.as_str());
        match self.operator {
            Operator::Equal => text == value,
            Operator::Like => matches_wildcards(value, text),
            Operator::NotEqual => text != value,
            Operator::Greater => text > value,
            Operator::GreaterOrEqual => text >= value,
            Operator::Less => text < value,
            Operator::LessOrEqual => text <= value,
            Operator::In => value.split('|').any(|value| value == text),
            Operator::Search => text.to_lowercase().contains(&value.to_lowercase()),
        }
    }
}

/// Whether `text` is `pattern`, where each `*` stands for anything ("Supports wild cards", v2
/// specification); case counts.
fn matches_wildcards(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_match_as_documented() {
        for (pattern, text, expected) in [
            ("All Staff", "All Staff", true),
            ("All Staff", "All Staff EMEA", false),
            ("all staff", "All Staff", false),
            ("All*", "All Staff EMEA", true),
            ("*Staff", "All Staff", true),
            ("A*l*A", "All Staff EMEA", true),
            ("a*a", "a", false),
            ("*", "", true),
            ("", "x", false),
        ] {
            assert_eq!(
                matches_wildcards(pattern, text),
                expected,
                "{pattern:?} {text:?}"
            );
        }
    }
}
