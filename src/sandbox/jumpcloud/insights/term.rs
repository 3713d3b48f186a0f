//! `search_term` of a query of Directory Insights.
//!
//! The schema has an object of fields below `and`, `or` and `not`; the introduction has lists of such
//! objects, which may hold `and` and `or` again. Both are taken.

use axum::http::StatusCode;
use serde_json::{Map, Value};

use crate::sandbox::jumpcloud::failure::{Failure, Version};

/// "A majority of the attributes are searchable except for" these.
const NOT_SEARCHABLE: [&str; 3] = ["changes", "useragent", "system_timestamp"];

/// How deep conditions may be nested.
const MAX_DEPTH: usize = 8;

/// A condition on an event.
#[derive(Debug)]
pub enum Term {
    And(Vec<Term>),
    Or(Vec<Term>),
    Not(Vec<Term>),
    /// The field, with dots, is one of these values.
    Is(String, Vec<String>),
}

impl Term {
    /// Reads `search_term`.
    pub fn parse(value: &Value) -> Result<Term, Failure> {
        let Some(object) = value.as_object() else {
            return Err(refuse("search_term is not an object"));
        };
        compound(object, 0)
    }

    /// Whether an event's document fulfils it. Values were put into lower case when the event was
    /// written; what is searched for is taken as it is.
    pub fn fits(&self, document: &Value) -> bool {
        match self {
            Term::And(all) => all.iter().all(|term| term.fits(document)),
            Term::Or(any) => any.iter().any(|term| term.fits(document)),
            Term::Not(none) => !none.iter().any(|term| term.fits(document)),
            Term::Is(field, values) => {
                let held = at(document, field).map(|value| text(value).to_lowercase());
                held.is_some_and(|held| values.contains(&held))
            }
        }
    }
}

/// How a query is refused that is none.
pub(super) fn refuse(message: impl Into<String>) -> Failure {
    Version::V1.failure(StatusCode::BAD_REQUEST, message)
}

/// The value at a field, which may name one inside another.
pub fn at<'v>(document: &'v Value, field: &str) -> Option<&'v Value> {
    field
        .split('.')
        .try_fold(document, |value, name| value.get(name))
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// "It contains only one of 'and', 'or', or 'not'."
fn compound(object: &Map<String, Value>, depth: usize) -> Result<Term, Failure> {
    let one = object
        .iter()
        .next()
        .filter(|_| object.len() == 1 && depth < MAX_DEPTH);
    match one {
        Some((word, value)) if word == "and" => Ok(Term::And(conditions(value, depth)?)),
        Some((word, value)) if word == "or" => Ok(Term::Or(conditions(value, depth)?)),
        Some((word, value)) if word == "not" => Ok(Term::Not(conditions(value, depth)?)),
        _ => Err(refuse("search_term must hold one of: and, or, not")),
    }
}

fn conditions(value: &Value, depth: usize) -> Result<Vec<Term>, Failure> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| field(name, value))
            .collect(),
        Value::Array(list) => {
            let mut terms: Vec<Term> = Vec::new();
            for item in list {
                let Some(object) = item.as_object() else {
                    return Err(refuse("search_term holds a list of something but objects"));
                };
                let is_compound = object
                    .keys()
                    .any(|key| matches!(key.as_str(), "and" | "or"));
                match is_compound {
                    true => terms.push(compound(object, depth + 1)?),
                    false => terms.extend(conditions(item, depth)?),
                }
            }
            no_repeats(&terms)?;
            Ok(terms)
        }
        _ => Err(refuse("search_term holds neither fields nor a list")),
    }
}

/// "You cannot repeat a field name in the list."
fn no_repeats(terms: &[Term]) -> Result<(), Failure> {
    let mut seen = std::collections::BTreeSet::new();
    let names = terms.iter().filter_map(|term| match term {
        Term::Is(field, _) => Some(field),
        _ => None,
    });
    for name in names {
        if !seen.insert(name) {
            return Err(refuse(format!("search_term repeats the field {name}")));
        }
    }
    Ok(())
}

fn field(name: &str, value: &Value) -> Result<Term, Failure> {
    if name.split('.').any(|part| NOT_SEARCHABLE.contains(&part)) {
        return Err(refuse(format!("the field {name} cannot be searched")));
    }
    // A truth value is searched for as text; as such it is refused (a field note: medium to high confidence).
    let simple = |value: &Value| value.is_string() || value.is_number();
    let values = match value {
        Value::Array(list) if list.iter().all(simple) => list.iter().map(text).collect(),
        value if simple(value) => vec![text(value)],
        _ => {
            return Err(refuse(format!(
                "the value of {name} cannot be searched for"
            )));
        }
    };
    Ok(Term::Is(name.to_owned(), values))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fits(term: Value) -> bool {
        let document = json!({
            "event_type": "sso_auth",
            "idp_initiated": false,
            "application": { "id": "A1", "display_label": "Mimecast" },
        });
        Term::parse(&term).unwrap().fits(&document)
    }

    #[test]
    fn conditions_are_those_of_schema_and_introduction() {
        for (term, expected) in [
            (json!({ "and": { "event_type": "sso_auth" } }), true),
            (
                json!({ "and": [{ "event_type": "sso_auth" }, { "idp_initiated": "false" }] }),
                true,
            ),
            (
                json!({ "and": { "event_type": "sso_auth", "idp_initiated": "true" } }),
                false,
            ),
            (
                json!({ "or": { "event_type": "x", "idp_initiated": "false" } }),
                true,
            ),
            (json!({ "not": { "event_type": "sso_auth" } }), false),
            (json!({ "and": { "event_type": ["x", "sso_auth"] } }), true),
            (json!({ "and": { "application.id": "a1" } }), true),
            (json!({ "and": { "application.name": "a1" } }), false),
            // Values are in lower case; what is searched for is not put there.
            (
                json!({ "and": { "application.display_label": "Mimecast" } }),
                false,
            ),
            (
                json!({ "and": [{ "event_type": "sso_auth" }, { "or": [{ "success": "true" }, { "application.id": "a1" }] }] }),
                true,
            ),
        ] {
            assert_eq!(fits(term.clone()), expected, "{term}");
        }
    }

    #[test]
    fn what_is_no_condition_is_refused() {
        let mut deep = json!({ "and": { "a": "b" } });
        for _ in 0..20 {
            deep = json!({ "and": [deep] });
        }
        for term in [
            json!([]),
            json!({}),
            json!({ "and": {}, "or": {} }),
            json!({ "AND": {} }),
            json!({ "and": "event_type" }),
            json!({ "and": ["event_type"] }),
            json!({ "and": [{ "a": "x" }, { "a": "y" }] }),
            json!({ "and": { "changes": "x" } }),
            json!({ "or": { "useragent.os": "x" } }),
            json!({ "and": { "a": { "b": "c" } } }),
            json!({ "and": { "a": null } }),
            json!({ "and": { "a": true } }),
            json!({ "and": { "a": ["x", false] } }),
            deep,
        ] {
            assert!(Term::parse(&term).is_err(), "{term}");
        }
    }
}
