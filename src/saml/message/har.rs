//! HAR files: what a browser's developer tools save of a network log (HAR 1.2).
//!
//! Only what can carry a message is read, one entry at a time: a log of a million entries takes no
//! more memory than its text.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{Fields, Found, Part, fields_of};
use crate::error::{Error, Result};

/// Adds the messages of a HAR file.
pub(super) fn read(text: &str, found: &mut Found) -> Result<()> {
    let mut problem = None;
    let mut json = serde_json::Deserializer::from_str(text);
    let file = File {
        found,
        problem: &mut problem,
    };
    let read = file.deserialize(&mut json).and_then(|log| {
        json.end()?;
        Ok(log)
    });
    match (problem, read) {
        (Some(problem), _) => Err(problem),
        (None, Ok(true)) => Ok(()),
        (None, Ok(false)) => Err(unreadable(
            "the input is JSON, and not a HAR file".to_owned(),
        )),
        // Only the position: serde_json's text could repeat a value.
        (None, Err(error)) => Err(unreadable(format!(
            "the HAR file cannot be read: line {}, column {}",
            error.line(),
            error.column()
        ))),
    }
}

fn unreadable(what: String) -> Error {
    Error::failed("saml-input-unreadable", what)
        .hint("save the network log again: developer tools, Network, Save all as HAR")
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    request: Option<Request<'a>>,
    #[serde(borrow)]
    response: Option<Response<'a>>,
}

#[derive(Deserialize)]
struct Request<'a> {
    #[serde(borrow, default)]
    method: Cow<'a, str>,
    #[serde(borrow, default)]
    url: Cow<'a, str>,
    #[serde(borrow, rename = "postData")]
    post_data: Option<PostData<'a>>,
}

#[derive(Deserialize)]
struct PostData<'a> {
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(default)]
    params: Parameters,
}

#[derive(Deserialize)]
struct Response<'a> {
    #[serde(borrow)]
    content: Option<Content<'a>>,
}

#[derive(Deserialize)]
struct Content<'a> {
    #[serde(borrow, default, rename = "mimeType")]
    mime_type: Cow<'a, str>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    encoding: Option<Cow<'a, str>>,
}

/// The SAML fields among a form's parameters.
#[derive(Default)]
struct Parameters(Fields);

#[derive(Deserialize)]
struct Parameter<'a> {
    #[serde(borrow, default)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    value: Option<Cow<'a, str>>,
}

impl<'de> Deserialize<'de> for Parameters {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Parameters;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of parameters")
            }

            fn visit_unit<E>(self) -> Result<Parameters, E> {
                Ok(Parameters::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Parameters, A::Error> {
                let mut fields = Fields::default();
                while let Some(parameter) = list.next_element::<Parameter<'de>>()? {
                    if let Some(value) = parameter.value {
                        fields.set(&parameter.name, || value.into_owned());
                    }
                }
                Ok(Parameters(fields))
            }
        }
        deserializer.deserialize_any(List)
    }
}

/// The whole file; says whether it had a log.
struct File<'f> {
    found: &'f mut Found,
    problem: &'f mut Option<Error>,
}

impl<'de> DeserializeSeed<'de> for File<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_map(Inside {
            file: self,
            key: "log",
        })
    }
}

/// The object under one key of an object: first `log`, then `entries`.
struct Inside<'f> {
    file: File<'f>,
    key: &'static str,
}

impl<'de> Visitor<'de> for Inside<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with {}", self.key)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut there = false;
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if key != self.key {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            there = map.next_value_seed(Next {
                file: File {
                    found: &mut *self.file.found,
                    problem: &mut *self.file.problem,
                },
                key: self.key,
            })?;
        }
        Ok(there)
    }
}

/// What stands under the key.
struct Next<'f> {
    file: File<'f>,
    key: &'static str,
}

impl<'de> DeserializeSeed<'de> for Next<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        match self.key {
            "log" => deserializer.deserialize_map(Inside {
                file: self.file,
                key: "entries",
            }),
            _ => deserializer.deserialize_seq(Entries(self.file)),
        }
    }
}

struct Entries<'f>(File<'f>);

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        let mut number = 0;
        while let Some(entry) = list.next_element::<Entry<'de>>()? {
            number += 1;
            if self.0.problem.is_none()
                && let Err(error) = look_at(entry, number, self.0.found)
            {
                *self.0.problem = Some(error);
            }
        }
        Ok(true)
    }
}

/// Adds what one request and its answer carried.
fn look_at(entry: Entry<'_>, number: usize, found: &mut Found) -> Result<()> {
    let of = format!("of entry {number} of a HAR file");
    let url = entry.request.as_ref().map(|r| r.url.clone().into_owned());
    if let Some(request) = entry.request {
        if let Some((_, query)) = request.url.split_once('?') {
            let query = query.split('#').next().unwrap_or_default();
            found.add_pairs(query, "the query parameter", &of, url.as_deref())?;
        }
        if let Some(data) = request.post_data
            && request.method.eq_ignore_ascii_case("POST")
        {
            let mut fields = fields_of(data.text.as_deref().unwrap_or_default());
            if !fields.any() {
                fields = data.params.0;
            }
            found.add_fields(fields, "the form field", &of, url.as_deref())?;
        }
    }
    let Some(content) = entry.response.and_then(|r| r.content) else {
        return Ok(());
    };
    let Some(text) = content.text.filter(|_| content.mime_type.contains("xml")) else {
        return Ok(());
    };
    let place = format!("the answer {of}");
    let mut part = match content.encoding.as_deref() {
        Some("base64") => Part::packed(&text, format!(" in {place}")),
        _ if text.trim_start().starts_with('<') => Part::plain(&text, &place),
        _ => return Ok(()),
    };
    part.url = url;
    // Of all the XML that a site may answer with, only a message is worth a word.
    let refused = found.refused.take();
    found.add(part)?;
    found.refused = refused;
    Ok(())
}
