//! One document of the collection, and what the manifest says of it.

use std::fmt::Write as _;

/// A document and what is to be known of it.
pub struct Fixture {
    /// The file's name without `.xml`.
    pub name: &'static str,
    /// The document.
    pub bytes: Vec<u8>,
    what: &'static str,
    provenance: &'static str,
    rule: Option<&'static str>,
    also: Vec<&'static str>,
    alone: bool,
    differing: Vec<(&'static str, &'static str)>,
}

/// A document that must be accepted.
pub fn friendly(name: &'static str, what: &'static str, document: impl Into<Vec<u8>>) -> Fixture {
    Fixture {
        name,
        what,
        bytes: document.into(),
        provenance: "assumed",
        rule: None,
        also: Vec::new(),
        alone: false,
        differing: Vec::new(),
    }
}

/// A document that `rule` must refuse.
pub fn hostile(
    name: &'static str,
    rule: &'static str,
    what: &'static str,
    document: impl Into<Vec<u8>>,
) -> Fixture {
    Fixture {
        rule: Some(rule),
        ..friendly(name, what, document)
    }
}

impl Fixture {
    /// Where the shape is written down in public.
    pub fn documented(mut self, provenance: &'static str) -> Self {
        self.provenance = provenance;
        self
    }

    /// Another rule that refuses every document that `rule` does.
    pub fn also_where(self, rule: &'static str, other: &'static str) -> Self {
        let (this, listed) = (self.rule == Some(rule), self.also.contains(&other));
        if this && !listed && !self.alone {
            self.also(other)
        } else {
            self
        }
    }

    /// Another rule that refuses it too.
    pub fn also(mut self, rule: &'static str) -> Self {
        self.also.push(rule);
        self
    }

    /// That no other rule refuses it, also where one does so with others of its rule.
    pub fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// An expected value that differs from the common ones.
    pub fn with(mut self, key: &'static str, value: &'static str) -> Self {
        self.differing.push((key, value));
        self
    }

    /// Whether it must be accepted.
    pub fn is_friendly(&self) -> bool {
        self.rule.is_none()
    }

    /// Its part of the manifest, in TOML.
    pub fn entry(&self) -> String {
        let mut entry = String::new();
        let table = if self.is_friendly() {
            "friendly"
        } else {
            "hostile"
        };
        let _ = writeln!(
            entry,
            "\n[[{table}]]\nname = {:?}\nwhat = {:?}",
            self.name, self.what
        );
        let _ = writeln!(entry, "provenance = {:?}", self.provenance);
        if let Some(rule) = self.rule {
            let _ = writeln!(entry, "rule = {rule:?}");
        }
        if !self.also.is_empty() {
            let _ = writeln!(entry, "also = {:?}", self.also);
        }
        for (key, value) in &self.differing {
            let _ = writeln!(entry, "{key} = {value:?}");
        }
        entry
    }
}
