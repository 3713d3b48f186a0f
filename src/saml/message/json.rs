//! JSON as browsers and their extensions save it: a HAR file (HAR 1.2), SAML-tracer's export, a form copied as an object.
//!
//! It is walked through once, and nothing is known of a file but what a field looks like in JSON: a key with a value, a
//! pair in a list, an object of a name and a value, or a string that `scan` reads. Only one value at a time is kept, so a
//! log of a million entries takes no more memory than its text.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::fields::{Fields, NAMES};
use super::found::{Found, Part};
use super::input::{bare, is_named};
use super::kind::kind_of;
use super::letters::value_of;
use super::scan::{Place, bare as bare_address, scan};
use crate::error::{Error, Result};
use crate::text::name as shown;

/// Adds the messages of a JSON text.
///
/// # Errors
/// `saml-input-unreadable` where it is no JSON; those of [`Found::add`].
pub(super) fn read(text: &str, found: &mut Found) -> Result<()> {
    // A text is got without fail.
    walk(&mut serde_json::Deserializer::from_str(text), found).unwrap_or(Ok(()))
}

/// The same of JSON that comes from elsewhere.
///
/// # Errors
/// Outside: it cannot be got. Inside: as [`read`].
pub(super) fn walk<'de, R: serde_json::de::Read<'de>>(
    json: &mut serde_json::Deserializer<R>,
    found: &mut Found,
) -> std::io::Result<Result<()>> {
    let mut problem = None;
    let walk = Walk {
        found,
        problem: &mut problem,
        place: &Spot::default(),
        key: "",
    };
    let read = walk.deserialize(&mut *json).and_then(|seen| {
        json.end()?;
        Ok(seen)
    });
    match (problem, read) {
        (Some(problem), _) => Ok(Err(problem)),
        (None, Ok(seen)) => Ok(flush(&seen.fields, &Spot::default(), found)),
        (None, Err(error)) if error.is_io() => Err(error.into()),
        // Only the position: serde_json's text could repeat a value.
        (None, Err(error)) => Ok(Err(Error::failed(
            "saml-input-unreadable",
            format!(
                "the JSON of the input cannot be read: line {}, column {}",
                error.line(),
                error.column()
            ),
        )
        .hint("save the network log again: developer tools, Network, Save all as HAR"))),
    }
}

/// Where in a file the walk is.
#[derive(Clone, Default)]
struct Spot {
    /// `entry 3 of a HAR file`.
    entry: Option<String>,
    /// The address of the request that this is a part of.
    url: Option<String>,
    /// Whether it is of the answer.
    answer: bool,
    /// What the fields here are fields of.
    what: Option<&'static str>,
}

impl Spot {
    fn of(&self) -> String {
        match (&self.entry, self.answer) {
            (Some(entry), true) => format!("of the answer of {entry}"),
            (Some(entry), false) => format!("of {entry}"),
            (None, _) => String::new(),
        }
    }
}

/// What a value of the file was found to hold.
#[derive(Default)]
struct Seen {
    /// Fields that whatever it stands in may complete.
    fields: Fields,
    /// Whether it held any text but the type of one.
    text: bool,
    /// The string that it is.
    string: Option<String>,
    /// The address of the request that it is.
    url: Option<String>,
}

/// Adds the messages of fields that stand together.
fn flush(fields: &Fields, spot: &Spot, found: &mut Found) -> Result<()> {
    let pair = [(NAMES[0], &fields.response), (NAMES[1], &fields.request)];
    let what = spot.what.unwrap_or("form field");
    for (name, value) in pair {
        let Some(value) = value else { continue };
        let field = format!("the {what} {name} {}", spot.of());
        let field = field.trim_end().to_owned();
        let xml = value.trim_start().starts_with('<');
        let text = match xml {
            true => value.trim().to_owned(),
            false => value_of(value),
        };
        if text.is_empty() {
            found.refused = Some(format!("{field} is empty"));
            continue;
        }
        found.add(Part {
            text: &text,
            packed: !xml,
            place: field,
            relay_state: fields.relay_state.clone(),
            url: spot.url.as_deref().map(bare_address),
        })?;
    }
    Ok(())
}

/// The walk over one value.
struct Walk<'w> {
    found: &'w mut Found,
    problem: &'w mut Option<Error>,
    place: &'w Spot,
    /// The key that it stands under.
    key: &'w str,
}

impl Walk<'_> {
    /// Does something that can fail; after the first failure nothing more is looked at.
    fn attempt(&mut self, act: impl FnOnce(&mut Found) -> Result<()>) {
        if self.problem.is_none()
            && let Err(error) = act(self.found)
        {
            *self.problem = Some(error);
        }
    }

    /// A string that is no field by itself.
    fn string(&mut self, text: &str) {
        let of = self.place.of();
        let url = match self.key {
            "url" => Some(text),
            _ => self.place.url.as_deref(),
        };
        let place = Place {
            of: &of,
            url,
            what: match self.key {
                "url" => Some("query parameter"),
                _ => None,
            },
        };
        let spot = self.place;
        self.attempt(|found| look(text, place, spot, found));
    }
}

/// Looks for messages in one string.
fn look(text: &str, place: Place<'_>, spot: &Spot, found: &mut Found) -> Result<()> {
    let xml = bare(text);
    if xml.starts_with('<') && kind_of(xml.as_bytes()).is_ok() {
        let mut part = Part::plain(xml, place.of.strip_prefix("of ").unwrap_or("the JSON"));
        part.url.clone_from(&spot.url);
        return found.add(part).map(drop);
    }
    match is_named(text) {
        true => scan(text, place, found).map(drop),
        false => Ok(()),
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = Seen;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Seen, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = Seen;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Seen, E> {
        Ok(Seen::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<Seen, E> {
        Ok(Seen::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Seen, E> {
        Ok(Seen::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Seen, E> {
        Ok(Seen::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Seen, E> {
        Ok(Seen::default())
    }

    fn visit_str<E>(mut self, text: &str) -> Result<Seen, E> {
        let mut seen = Seen {
            text: !text.is_empty() && self.key != "mimeType",
            ..Seen::default()
        };
        match self.key {
            name if NAMES.contains(&name) || name == "RelayState" => {
                seen.fields.set(name, || text.to_owned());
            }
            // Whoever asked for it knows what to make of it.
            "name" | "key" | "value" | "text" | "encoding" | "method" | "" => {
                seen.string = Some(text.to_owned());
            }
            "url" => {
                self.string(text);
                seen.string = Some(text.to_owned());
            }
            _ => self.string(text),
        }
        Ok(seen)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<Seen, A::Error> {
        let file = match self.key {
            "entries" => Some("a HAR file"),
            "requests" => Some("a log of requests"),
            _ => None,
        };
        let file = file.filter(|_| self.place.entry.is_none());
        let mut all = Seen::default();
        let mut first: Option<String> = None;
        let mut number = 0;
        loop {
            number += 1;
            let mut place = Cow::Borrowed(self.place);
            if let Some(file) = file {
                place.to_mut().entry = Some(format!("entry {number} of {file}"));
            }
            // The strings of a list are read here: two of them may be a pair.
            let named = NAMES.contains(&self.key) || self.key == "RelayState";
            let next = list.next_element_seed(Walk {
                found: &mut *self.found,
                problem: &mut *self.problem,
                place: &place,
                key: if named { self.key } else { "" },
            })?;
            let Some(seen) = next else { break };
            all.text |= seen.text;
            all.fields.merge(seen.fields);
            if let Some(string) = seen.string {
                match first.take() {
                    Some(name) if number == 2 => all.fields.set(&name, || string.clone()),
                    _ => {}
                }
                self.string(&string);
                first = (number == 1).then_some(string);
            }
            if file.is_some() {
                let fields = std::mem::take(&mut all.fields);
                self.attempt(|found| flush(&fields, &place, found));
            }
        }
        Ok(all)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Seen, A::Error> {
        let mut spot = self.place.clone();
        let mut all = Seen::default();
        let (mut name, mut name_by_key, mut value, mut text) = (None, None, None, None);
        let (mut encoded, mut post, mut sent) = (false, false, false);
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            let mut inner = Cow::Borrowed(&spot);
            match &*key {
                "response" => inner.to_mut().answer = true,
                "queryString" | "get" => inner.to_mut().what = Some("query parameter"),
                _ => {}
            }
            let seen = map.next_value_seed(Walk {
                found: &mut *self.found,
                problem: &mut *self.problem,
                place: &inner,
                key: &key,
            })?;
            all.text |= seen.text;
            let body = ["postData", "post", "body", "requestBody"].contains(&&*key);
            sent |= body && seen.text;
            // The fields of a query and of a form are two.
            if matches!(inner, Cow::Owned(_)) {
                self.attempt(|found| flush(&seen.fields, &inner, found));
            } else {
                all.fields.merge(seen.fields);
            }
            match (&*key, seen.string) {
                ("url", url) => spot.url = url,
                // What is beside the request is of the same entry.
                ("request", _) => spot.url = seen.url,
                ("name", said) => name = said,
                ("key", said) => name_by_key = said,
                ("value", said) => value = said,
                ("text", said) => text = said,
                ("encoding", said) => encoded = said.as_deref() == Some("base64"),
                ("method", said) => post = said.is_some_and(|m| m.eq_ignore_ascii_case("POST")),
                (_, Some(string)) => self.string(&string),
                (_, None) => {}
            }
        }
        let is_field = |name: &&String| NAMES.contains(&name.as_str()) || *name == "RelayState";
        let mut names = [&name, &name_by_key].into_iter().flatten();
        match (names.find(is_field), &value) {
            (Some(name), Some(value)) => all.fields.set(name, || value.clone()),
            _ => {
                for string in [&name, &name_by_key, &value].into_iter().flatten() {
                    self.string(string);
                }
            }
        }
        if let Some(text) = text {
            self.text(&text, encoded, &spot);
        }
        if post
            && !sent
            && let Some(url) = &spot.url
        {
            let entry = spot.entry.as_deref().unwrap_or("a request");
            let why = format!(
                "{entry}, a POST to {}, was saved without what it sent",
                shown(url)
            );
            self.found.missed.get_or_insert(why);
        }
        let own = spot.url.is_some() && self.place.url.is_none();
        if own {
            let fields = std::mem::take(&mut all.fields);
            self.attempt(|found| flush(&fields, &spot, found));
        }
        all.url = spot.url;
        Ok(all)
    }
}

impl Walk<'_> {
    /// The text of a body, which may be saved as base64.
    fn text(&mut self, text: &str, encoded: bool, spot: &Spot) {
        let of = spot.of();
        let place = Place {
            of: &of,
            url: spot.url.as_deref(),
            what: None,
        };
        if !encoded {
            return self.attempt(|found| look(text, place, spot, found));
        }
        let Ok(bytes) = STANDARD.decode(text) else {
            return;
        };
        let Ok(inside) = std::str::from_utf8(&bytes) else {
            return;
        };
        let xml = bare(inside).starts_with('<') && kind_of(bare(inside).as_bytes()).is_ok();
        self.attempt(|found| match xml {
            true => {
                let place = place.of.strip_prefix("of ").unwrap_or("the JSON");
                let mut part = Part::packed(text, place);
                part.url.clone_from(&spot.url);
                found.add(part).map(drop)
            }
            false => look(inside, place, spot, found),
        });
    }
}
