//! The rows of Mimecast's forms: a field, and what to enter there.

use serde::Serialize;

use crate::connector::Block;
use crate::plan::BlockField;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockSheet {
    /// Which block.
    pub block: Block,
    /// Issuer.
    pub issuer: String,
    /// Login URL.
    pub login_url: String,
    /// Logout URL.
    pub logout_url: String,
    /// IdP certificate as base64 of the DER on one line; `None` until the application exists.
    pub certificate: Option<String>,
    /// Metadata URL that Mimecast can fetch, if one is known.
    pub metadata_url: Option<String>,
    /// Allow Single Sign On.
    pub allow_single_sign_on: bool,
}

/// Take out what stands in a field, if anything does.
const EMPTY: &str = "empty this field";

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
        None => row(
            BlockField::Certificate.label(),
            "known once JumpCloud has made it",
        ),
    }
}

/// The rows of one block, which the console shows once its box is ticked.
pub fn block_rows(sheet: &BlockSheet) -> Vec<Row> {
    let metadata = match &sheet.metadata_url {
        Some(url) => text(BlockField::MetadataUrl.label(), url.as_str()).note(
            "then Import: it fills Issuer, Login URL and the certificate. Should Mimecast not reach it, enter the three below by hand",
        ),
        None => row(BlockField::MetadataUrl.label(), EMPTY).note(
            "the application's Copy Metadata URL button in the JumpCloud console gives one: pass it with --metadata-url, \
             or enter the three values below by hand",
        ),
    };
    vec![
        row(sheet.block.console_label(), tick(true)).note("opens the fields that follow"),
        row(BlockField::Provider.label(), "Other"),
        metadata,
        row(
            BlockField::MonitorMetadataUrl.label(),
            tick(sheet.metadata_url.is_some()),
        ),
        text(BlockField::Issuer.label(), &sheet.issuer),
        text(BlockField::LoginUrl.label(), &sheet.login_url),
        text(BlockField::LogoutUrl.label(), &sheet.logout_url),
        certificate_row(sheet),
        row(
            BlockField::AllowSingleSignOn.label(),
            tick(sheet.allow_single_sign_on),
        )
        .note("accepts sign-in that starts at the JumpCloud tile"),
        row(BlockField::PasswordProtectedContext.label(), tick(false)),
        row(
            BlockField::IntegratedAuthenticationContext.label(),
            tick(false),
        ),
    ]
}
