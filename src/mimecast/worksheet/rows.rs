//! The rows of Mimecast's forms: a field, and what to enter there.

use serde::Serialize;
use serde_json::Value;

use crate::connector::Block;
use crate::plan::{BlockField, FieldValue};

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The field's name in the console.
    pub field: String,
    /// What to enter, tick or choose.
    pub value: String,
    /// What to know about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether the value is text to be entered as it stands, rather than what to do: a profile may be called "untick".
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub paste: bool,
}

/// What one block of the profile gets.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockSheet {
    /// Which block.
    pub block: Block,
    /// What its form is to hold, but for the enforcement.
    pub values: Vec<(BlockField, FieldValue)>,
    /// IdP certificate as base64 of the DER on one line, whose fingerprint is among the values; `None` until the application
    /// exists.
    pub certificate: Option<String>,
}

impl BlockSheet {
    fn value(&self, field: BlockField) -> Option<&FieldValue> {
        let mut values = self.values.iter();
        values.find(|(of, _)| *of == field).map(|(_, value)| value)
    }

    /// The text that a field is to hold, where it is to hold one that is known.
    pub fn text(&self, field: BlockField) -> Option<&str> {
        self.value(field)?.text()
    }
}

/// Take out what stands in a field, if anything does.
const EMPTY: &str = "empty this field";

/// A value that is not known by now.
const LATER: &str = "known once JumpCloud has made it";

/// A field and what to do with it.
pub fn row(field: &str, value: impl Into<String>) -> Row {
    Row {
        field: field.to_owned(),
        value: value.into(),
        note: None,
        paste: false,
    }
}

/// A field whose value is to be pasted.
pub fn text(field: &str, value: impl Into<String>) -> Row {
    Row {
        paste: true,
        ..row(field, value)
    }
}

/// How a box is to be afterwards, however it is before: the two contexts, say, are ticked in a new block.
pub fn tick(ticked: bool) -> &'static str {
    if ticked { "tick" } else { "untick" }
}

impl Row {
    /// The same with something to know.
    pub fn note(mut self, note: impl Into<String>) -> Row {
        self.note = Some(note.into());
        self
    }
}

/// The row of a block's certificate.
pub fn certificate_row(sheet: &BlockSheet) -> Row {
    match &sheet.certificate {
        Some(base64) => text(BlockField::Certificate.label(), base64.as_str())
            .note("on one line, without BEGIN and END"),
        None => row(BlockField::Certificate.label(), LATER),
    }
}

/// The rows of one block, which the console shows once its box is ticked.
pub fn block_rows(sheet: &BlockSheet) -> Vec<Row> {
    BlockField::ALL.map(|field| block_row(sheet, field)).into()
}

fn block_row(sheet: &BlockSheet, field: BlockField) -> Row {
    let entered = |label| match sheet.value(field) {
        Some(FieldValue::Known(Value::String(value))) => text(label, value),
        Some(FieldValue::Known(value)) => row(label, tick(*value == true)),
        Some(FieldValue::AfterApply | FieldValue::Unreadable) => row(label, LATER),
        None => row(label, tick(false)),
    };
    match (field, sheet.text(field)) {
        (BlockField::Enforced, _) => row(sheet.block.console_label(), tick(true))
            .note("opens the fields that follow"),
        // It is chosen from a list.
        (BlockField::Provider, Some(provider)) => row(field.label(), provider),
        (BlockField::MetadataUrl, Some(url)) => text(field.label(), url).note(
            "then Import: it fills Issuer, Login URL and the certificate. Should Mimecast not reach it, enter the three below by hand",
        ),
        (BlockField::MetadataUrl, None) => row(field.label(), EMPTY).note(
            "the application's Copy Metadata URL button in the JumpCloud console gives one: pass it with --metadata-url, \
             or enter the three values below by hand",
        ),
        (BlockField::Certificate, _) => certificate_row(sheet),
        (BlockField::AllowSingleSignOn, _) => entered(field.label())
            .note("accepts sign-in that starts at the JumpCloud tile"),
        _ => entered(field.label()),
    }
}
