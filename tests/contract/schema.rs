//! The schemas of Swagger 2.0 and OpenAPI 3.0 as JSON Schema draft 4, which both are dialects of.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

/// What decides whether a value fits. Everything else in a schema (descriptions, examples, vendor keys) does not, and
/// examples of the specifications would otherwise be read as schemas.
const DECIDING: [&str; 17] = [
    "$ref",
    "type",
    "enum",
    "format",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// One schema in draft 4.
pub fn normalise(schema: &Value) -> Value {
    let Value::Object(map) = schema else {
        return schema.clone();
    };
    let mut out = Map::new();
    for (key, value) in map {
        let value = match key.as_str() {
            "properties" => each_property(value),
            "items" | "additionalProperties" | "not" => normalise(value),
            "allOf" | "anyOf" | "oneOf" => Value::Array(
                value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(normalise)
                    .collect(),
            ),
            // Draft 4 knows it as a list; as a flag it belongs to parameters.
            "required" if value.is_array() => value.clone(),
            key if DECIDING.contains(&key) => value.clone(),
            _ => continue,
        };
        out.insert(key.clone(), value);
    }
    if map.get("format") == Some(&json!("int32")) {
        out.entry("minimum").or_insert(json!(i32::MIN));
        out.entry("maximum").or_insert(json!(i32::MAX));
    }
    let is_nullable = ["x-nullable", "nullable"]
        .iter()
        .any(|key| map.get(*key) == Some(&json!(true)));
    match is_nullable {
        true => json!({ "anyOf": [{ "type": "null" }, out] }),
        false => Value::Object(out),
    }
}

fn each_property(properties: &Value) -> Value {
    let pairs = properties.as_object().into_iter().flatten();
    pairs
        .map(|(name, schema)| (name.clone(), normalise(schema)))
        .collect()
}

/// The schemas of one document, and what was compiled of them.
pub struct Schemas {
    document: Value,
    compiled: RefCell<HashMap<String, Validator>>,
}

impl Schemas {
    pub fn new(document: Value) -> Schemas {
        Schemas {
            document,
            compiled: RefCell::default(),
        }
    }

    /// Follows a reference within the document, if this is one.
    pub fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value.get("$ref").and_then(Value::as_str) {
            None => value,
            Some(reference) => {
                let target = self.document.pointer(reference.trim_start_matches('#'));
                self.resolve(target.unwrap_or_else(|| panic!("{reference} leads nowhere")))
            }
        }
    }

    pub fn document(&self) -> &Value {
        &self.document
    }

    /// What is wrong with `value`; nothing, where it fits.
    pub fn errors(&self, schema: &Value, value: &Value) -> Vec<String> {
        let key = schema.to_string();
        let mut compiled = self.compiled.borrow_mut();
        let validator = compiled.entry(key).or_insert_with(|| self.compile(schema));
        let errors = validator.iter_errors(value);
        errors
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect()
    }

    fn compile(&self, schema: &Value) -> Validator {
        let mut whole = json!({ "allOf": [normalise(schema)] });
        let mut known = BTreeSet::new();
        let mut open = references(schema);
        while let Some(reference) = open.pop() {
            if !known.insert(reference.clone()) {
                continue;
            }
            let pointer = reference.trim_start_matches('#');
            let target = self.document.pointer(pointer);
            let target = target.unwrap_or_else(|| panic!("{reference} leads nowhere"));
            open.extend(references(target));
            embed(&mut whole, pointer, normalise(target));
        }
        jsonschema::options()
            .with_draft(Draft::Draft4)
            .should_validate_formats(true)
            .build(&whole)
            .unwrap_or_else(|error| panic!("{error}: {schema}"))
    }

    /// Names in `value` that `schema` does not know. A schema of the specifications takes any further name, so a
    /// misspelt one would fit it.
    pub fn unknown_names(&self, schema: &Value, value: &Value) -> Vec<String> {
        let mut out = Vec::new();
        self.collect_unknown(schema, value, "", &mut out);
        out
    }

    fn collect_unknown(&self, schema: &Value, value: &Value, at: &str, out: &mut Vec<String>) {
        if let Value::Array(items) = value {
            if let Some(schema) = self.resolve(schema).get("items") {
                for item in items {
                    self.collect_unknown(schema, item, at, out);
                }
            }
            return;
        }
        let mut known = Map::new();
        let closed = self.properties(schema, &mut known);
        for (name, value) in value.as_object().into_iter().flatten() {
            let at = format!("{at}/{name}");
            match known.get(name) {
                Some(schema) => self.collect_unknown(schema, value, &at, out),
                None if closed => out.push(at),
                None => {}
            }
        }
    }

    /// Gathers the properties of a schema; whether it lists them at all, and does not say itself that others are
    /// welcome.
    fn properties(&self, schema: &Value, into: &mut Map<String, Value>) -> bool {
        let schema = self.resolve(schema);
        let own = schema.get("properties").and_then(Value::as_object);
        into.extend(own.cloned().unwrap_or_default());
        let parts = schema.get("allOf").and_then(Value::as_array);
        let parts = parts.into_iter().flatten();
        // Every part is to be gathered, so this must not stop at the first.
        let in_parts = parts.filter(|part| self.properties(part, into)).count() > 0;
        let open = schema
            .get("additionalProperties")
            .is_some_and(|more| *more != json!(false));
        (own.is_some() || in_parts) && !open
    }
}

fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(map) => {
            let own = map.get("$ref").and_then(Value::as_str).map(str::to_owned);
            own.into_iter()
                .chain(map.values().flat_map(references))
                .collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// Puts a schema where references of the document look for it.
fn embed(whole: &mut Value, pointer: &str, schema: Value) {
    let mut place = whole;
    for name in pointer.trim_start_matches('/').split('/') {
        let name = name.replace("~1", "/").replace("~0", "~");
        let map = place.as_object_mut().expect("references lead to objects");
        place = map.entry(name).or_insert_with(|| json!({}));
    }
    *place = schema;
}
