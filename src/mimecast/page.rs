//! One answer in Mimecast's envelope.

use serde_json::Value;

/// One answer.
pub(super) struct Page {
    /// `None` where the envelope has none.
    pub(super) data: Option<Vec<Value>>,
    pub(super) next: Option<String>,
    /// How many records there are in all, where the answer says so.
    pub(super) total: Option<u64>,
    /// Whether it has the `meta` that every answer of Mimecast has.
    pub(super) complete: bool,
}

impl Page {
    /// What the page lists: its records, or what stands under `within` in each of them. A page without such a record says
    /// nothing, which is not the same as an empty one.
    pub(super) fn items(&mut self, within: Option<&str>) -> Result<Vec<Value>, String> {
        let records = self.data.take().ok_or("the answer has no `data`")?;
        let items = match within {
            None => records,
            Some(key) => {
                if records.is_empty() {
                    return Err(format!("the answer has no \"{key}\""));
                }
                let mut items = Vec::new();
                for mut record in records {
                    match record.get_mut(key).map(Value::take) {
                        Some(Value::Array(some)) => items.extend(some),
                        _ => return Err(format!("a record of the answer has no \"{key}\"")),
                    }
                }
                items
            }
        };
        match items.is_empty() && !self.complete {
            true => Err("the answer is empty, and no answer of Mimecast's".to_owned()),
            false => Ok(items),
        }
    }
}
