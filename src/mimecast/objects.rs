//! What profiles and settings have in common: created once, replaced whole, deleted.

use serde_json::{Value, json};

use super::client::{Api, Mimecast};
use super::records::{identifier, text};
use crate::error::{Error, Kind, Result};
use crate::http::{SendError, unconfirmed};
use crate::plan::{GROUP_NAME, PROFILE_NAME, SettingField};

/// How often a replacement is sent whose answer is lost each time.
const TRIES: usize = 3;

/// Whether a document holds nothing but the fields named and these defaults of the assumed contract.
pub(super) fn is_bare(document: &Value, own: &[&str], defaults: &Value) -> bool {
    let Value::Object(fields) = document else {
        return false;
    };
    let fits = |(key, value): (&String, &Value)| {
        own.contains(&key.as_str()) || value.is_null() || defaults.get(key) == Some(value)
    };
    fields.iter().all(fits)
}

/// What the service gives, or what refers to another object by an id, which may differ at each read.
const GIVEN: [&str; 4] = [
    "id",
    "default",
    SettingField::Group.key(),
    SettingField::AuthenticationProfile.key(),
];

/// The names that a service may leave out beside ids.
const NAMES: [&str; 2] = [GROUP_NAME, PROFILE_NAME];

/// Whether `found` is the object that was `sent`, with everything as it was sent.
fn holds(sent: &Value, found: &Value) -> bool {
    let (Value::Object(sent), Value::Object(found)) = (sent, found) else {
        return false;
    };
    sent.iter().all(|(key, sent)| match found.get(key) {
        _ if GIVEN.contains(&key.as_str()) => true,
        Some(found) => same(sent, found),
        None => sent.is_null() || NAMES.contains(&key.as_str()),
    })
}

/// Whether a value came back as it was sent; an object may have come back with more in it.
fn same(sent: &Value, found: &Value) -> bool {
    match (sent, found) {
        (Value::Object(sent), Value::Object(found)) => sent
            .iter()
            .all(|(key, sent)| found.get(key).is_some_and(|found| same(sent, found))),
        (sent, found) => sent == found,
    }
}

/// The one object of an answer, if it is the one that was sent.
fn answered(data: Vec<Value>, sent: &Value) -> Result<Value, &'static str> {
    let mut data = data.into_iter();
    match (data.next(), data.next()) {
        (None, _) => Err("without the object"),
        (Some(found), None) if identifier(&found).is_ok() && holds(sent, &found) => Ok(found),
        _ => Err("with another object"),
    }
}

/// The error of an answer to a request for one object that is not that object.
fn of_another(doing: &str, how: &str) -> Error {
    Error::failed(
        "answer-of-another",
        format!("{doing}: Mimecast answered {how}, and it is not as it was sent"),
    )
    .hint("look at it in the Mimecast console, then run the same command again")
}

impl Mimecast {
    /// Creates one object, once. Where the answer is lost, or is not clearly that object, `look` finds it by its name.
    pub(super) async fn create(
        &self,
        api: &Api,
        doing: &str,
        document: &Value,
        look: impl AsyncFnMut() -> Result<Option<Value>>,
    ) -> Result<Value> {
        let lost = match self.call(api, doing, vec![document.clone()]).await {
            Ok(data) => match answered(data, document) {
                Ok(created) => return Ok(created),
                Err(how) => Error::failed(
                    "unexpected-answer",
                    format!("{doing}: Mimecast answered {how}"),
                ),
            },
            Err(SendError::Certain(error)) => return Err(error),
            Err(SendError::Ambiguous(error)) => error,
        };
        match self.transport().look(look).await {
            Ok(Some(found)) if holds(document, &found) => Ok(found),
            // Somebody else's, of the same name.
            Ok(Some(_)) => Err(of_another(doing, "with another object")),
            Ok(None) => Err(unconfirmed(lost, "it was not created so far")),
            Err(_) => Err(unconfirmed(lost, "and looking for it failed")),
        }
    }

    /// Replaces one object. An answer that is not that object, with what was sent, counts as lost: `look` finds it by its
    /// name. It is sent again only where the answer was lost on the way and the object is not as it was sent.
    pub(super) async fn update(
        &self,
        api: &Api,
        doing: &str,
        document: &Value,
        mut look: impl AsyncFnMut() -> Result<Option<Value>>,
    ) -> Result<Value> {
        let mut left = TRIES;
        loop {
            left -= 1;
            let lost = match self.call(api, doing, vec![document.clone()]).await {
                Ok(data) => match answered(data, document) {
                    Ok(updated) => return Ok(updated),
                    Err(how) => of_another(doing, how),
                },
                Err(error) if Error::from(error.clone()).code == "unexpected-answer" => {
                    of_another(doing, "something else")
                }
                Err(SendError::Certain(error)) => return Err(error),
                Err(SendError::Ambiguous(error)) => error,
            };
            let written = async || Ok(look().await?.filter(|found| holds(document, found)));
            let passes = lost.kind == Kind::Unavailable;
            match self.transport().look(written).await {
                Ok(Some(found)) => return Ok(found),
                Ok(None) if passes && left > 0 => {}
                Err(error) if !passes => return Err(error),
                _ => return Err(lost),
            }
        }
    }

    /// Deletes one object. No answer says which one was deleted, so it is looked for by its name; one that is gone is deleted,
    /// whatever was answered.
    pub(super) async fn delete(
        &self,
        api: &Api,
        doing: &str,
        document: &Value,
        mut is_there: impl AsyncFnMut() -> Result<bool>,
    ) -> Result<()> {
        let which =
            json!({ "id": text(document, "id"), "description": text(document, "description") });
        match self.call(api, doing, vec![which]).await {
            Err(SendError::Certain(error)) => match is_there().await {
                Ok(false) => Ok(()),
                _ => Err(error),
            },
            answer => {
                let gone = async || Ok((!is_there().await?).then_some(()));
                match (self.transport().look(gone).await?, answer) {
                    (Some(()), _) => Ok(()),
                    (None, Err(lost)) => Err(lost.into()),
                    (None, Ok(_)) => Err(of_another(doing, "that it was deleted")),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_the_object_that_was_sent_or_none() {
        let sent = json!({
            "id": "p1", "description": "Staff", "groupId": "g1", "groupDescription": "All",
            "blocks": {"web-apps": {"enforced": true}}
        });
        let with = |path: &str, value: Value| {
            let mut found = sent.clone();
            *found.pointer_mut(path).unwrap() = value;
            found
        };
        // Ids may differ at each read, and a service may give more than was sent.
        for found in [
            sent.clone(),
            with("/id", json!("p9")),
            with("/groupId", json!("g9")),
            with("/blocks/web-apps", json!({"enforced": true, "issuer": ""})),
        ] {
            assert!(answered(vec![found.clone()], &sent).is_ok(), "{found}");
        }
        for data in [
            vec![],
            vec![json!(null)],
            vec![json!({})],
            vec![with("/id", json!(""))],
            vec![with("/description", json!("Other"))],
            vec![with("/groupDescription", json!("Other"))],
            vec![with("/blocks/web-apps/enforced", json!(false))],
            vec![with("/blocks", json!({}))],
            vec![sent.clone(), sent.clone()],
        ] {
            assert!(answered(data.clone(), &sent).is_err(), "{data:?}");
        }
    }
}
