//! JSON that is read no further than what it may cost: two bytes of text can become a value of thirty.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// What a value, an entry of a map and a text cost beside their own bytes.
const NODE: usize = size_of::<Value>();
const ENTRY: usize = NODE + size_of::<String>() + 3 * size_of::<usize>();

/// Why a text is no value.
#[derive(Debug)]
pub(super) enum Problem {
    /// It is no JSON.
    Malformed(serde_json::Error),
    /// It would cost more memory than it may.
    Costly,
}

/// Reads JSON that costs at most `most` bytes of memory, near enough.
pub(super) fn parse(text: &[u8], most: usize) -> Result<Value, Problem> {
    let left = Cell::new(Some(most));
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let read = Bounded(&left).deserialize(&mut deserializer);
    read.and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| match left.get() {
            None => Problem::Costly,
            Some(_) => Problem::Malformed(error),
        })
}

/// What a value costs in memory, near enough.
pub fn cost(value: &Value) -> usize {
    NODE + match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(cost).sum(),
        Value::Object(map) => map.iter().map(|(key, v)| ENTRY + key.len() + cost(v)).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// Reads one value, and takes what it costs off what is left; `None` once that was not enough.
#[derive(Clone, Copy)]
struct Bounded<'a>(&'a Cell<Option<usize>>);

impl Bounded<'_> {
    fn take<E: serde::de::Error>(self, bytes: usize) -> Result<(), E> {
        let left = self.0.get().and_then(|left| left.checked_sub(bytes));
        self.0.set(left);
        match left {
            Some(_) => Ok(()),
            None => Err(E::custom("too large")),
        }
    }

    fn plain<E: serde::de::Error>(self, value: Value) -> Result<Value, E> {
        self.take(NODE).map(|()| value)
    }
}

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        self.plain(Value::Null)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Value, E> {
        self.plain(value.into())
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Value, E> {
        self.plain(value.into())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        self.plain(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        self.plain(value.into())
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value, E> {
        self.take(NODE + text.len())?;
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.take(NODE)?;
        let mut all = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            all.push(item);
        }
        Ok(Value::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.take(NODE)?;
        let mut all = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            self.take::<A::Error>(ENTRY + key.len())?;
            let value = entries.next_value_seed(self)?;
            all.insert(key, value);
        }
        Ok(Value::Object(all))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_costs_too_much_is_not_read() {
        let small = json!({"a": [1, -1, 1.5, "x", null, true, {}], "b": "y"});
        let text = small.to_string();
        assert_eq!(parse(text.as_bytes(), 4096).unwrap(), small);
        assert!(matches!(parse(text.as_bytes(), 100), Err(Problem::Costly)));
        // A megabyte of text, 16 of values.
        let bomb = format!("[{}0]", "0,".repeat(1 << 19));
        assert!(matches!(
            parse(bomb.as_bytes(), 8 << 20),
            Err(Problem::Costly)
        ));
        for wrong in ["", "[1", "{} x", "nul", "[1,]"] {
            let read = parse(wrong.as_bytes(), 4096);
            assert!(matches!(read, Err(Problem::Malformed(_))), "{wrong}");
        }
        let deep = "[".repeat(100_000);
        assert!(matches!(
            parse(deep.as_bytes(), 1 << 20),
            Err(Problem::Malformed(_))
        ));
    }

    proptest! {
        /// It is the value that everybody else reads, and costs what it says.
        #[test]
        fn it_reads_what_serde_json_reads(text in r#"[\[\]{}:,"a\\0-9.eE+ \-ntfl]{0,60}"#) {
            let known = serde_json::from_slice::<Value>(text.as_bytes()).ok();
            let read = parse(text.as_bytes(), 1 << 20).ok();
            prop_assert_eq!(&read, &known);
            if let Some(value) = read {
                let cost = cost(&value);
                prop_assert!(parse(value.to_string().as_bytes(), cost).is_ok());
                prop_assert!(parse(value.to_string().as_bytes(), cost - 1).is_err());
            }
        }
    }
}
