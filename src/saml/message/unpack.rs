//! What is wrapped around a message, taken off layer by layer.

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use url::form_urlencoded;

use super::limit::{MAX_MESSAGE, too_large};
use crate::error::Result;

/// Base64 as browsers, servers and mail programs write it: with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Takes base64, URL-encoding and deflate off a text, and says what it was. Inside: why it is none of them, to
/// follow what it is the text of.
pub(super) fn unpack(text: &str) -> Result<Result<(Vec<u8>, &'static str), String>> {
    let mut text = Cow::Borrowed(text);
    let encoded = text.contains('%');
    if encoded {
        // `%` is no letter of base64, and a plus stays one.
        let one: Option<String> = form_urlencoded::parse(text.replace('=', "%3D").as_bytes())
            .next()
            .map(|(name, _)| name.replace(' ', "+"));
        text = one.unwrap_or_default().into();
    }
    let letters: String = text
        .chars()
        .filter(|c| !c.is_ascii_whitespace())
        .map(|c| match c {
            '-' => '+',
            '_' => '/',
            c => c,
        })
        .collect();
    let Ok(bytes) = BASE64.decode(letters) else {
        return Ok(Err("is neither XML nor base64".to_owned()));
    };
    if looks_like_xml(&bytes) {
        let wrapping = if encoded {
            "URL-encoded base64"
        } else {
            "base64"
        };
        return Ok(Ok((bytes, wrapping)));
    }
    match decompress_to_vec_with_limit(&bytes, MAX_MESSAGE) {
        Ok(xml) if looks_like_xml(&xml) => Ok(Ok((xml, "deflated base64"))),
        Err(error) if error.status == TINFLStatus::HasMoreOutput => {
            Err(too_large("what the input inflates to"))
        }
        _ => Ok(Err("is base64, and what is inside is not XML".to_owned())),
    }
}

fn looks_like_xml(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<")
}
