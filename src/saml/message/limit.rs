//! How large an input and a message may be.

use crate::error::Error;

/// Largest input, in bytes: a HAR file of a sign-in has a few megabytes, that of a day with everything it fetched many.
pub const MAX_INPUT: usize = 256 << 20;

/// Largest input that is kept whole; a larger one is walked through.
pub(super) const KEPT: usize = 8 << 20;

/// Largest message, in bytes, after everything around it was taken off.
pub const MAX_MESSAGE: usize = 1 << 20;

/// The error of an input that is larger than one of the two limits.
pub(super) fn too_large_input(limit: usize) -> Error {
    let what = match limit {
        KEPT => " and names no field SAMLResponse or SAMLRequest",
        _ => "",
    };
    Error::failed(
        "saml-input-too-large",
        format!("the input is larger than {} MiB{what}", limit >> 20),
    )
    .hint("record only the sign-in: clear the network log of the developer tools before it")
}

/// The error of a message that is larger than [`MAX_MESSAGE`], or of messages that together are too large.
pub(super) fn too_large(what: &str) -> Error {
    Error::failed(
        "saml-message-too-large",
        format!("{what} is larger than {} MiB", MAX_MESSAGE >> 20),
    )
    .hint("no SAML message of a sign-in is anywhere near that: take another capture")
}
