//! What a browser sends with a form, or in an address.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, header};
use url::form_urlencoded;

/// Names and values, in the order in which they came.
#[derive(Debug)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads the body of a form.
    ///
    /// # Errors
    /// In a sentence: the body is too large, or it is not the body of a form.
    pub fn of_body(
        headers: &HeaderMap,
        body: Result<Bytes, BytesRejection>,
    ) -> Result<Self, &'static str> {
        let body = body.map_err(|_| "The form is too large.")?;
        let kind = headers.get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err("This is not what a browser sends for a form.");
        }
        Ok(Fields(pairs(&body)))
    }

    /// Reads what follows the question mark of an address.
    pub fn of_query(query: Option<&str>) -> Self {
        Fields(pairs(query.unwrap_or_default().as_bytes()))
    }

    /// The value of a field that must not be there twice.
    ///
    /// # Errors
    /// In a sentence: it is there twice.
    pub fn one(&self, name: &str) -> Result<Option<&str>, String> {
        let mut values = self.0.iter().filter(|(known, _)| known == name);
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(format!("The field {name} is there more than once.")),
            (first, None) => Ok(first.map(|(_, value)| value.as_str())),
        }
    }
}

fn pairs(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}
