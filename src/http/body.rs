//! Reading a body no further than its limit.

use reqwest::Response;

use super::failure::root_cause;

/// Most bytes of an error answer that are read: its message is at the beginning.
const ERROR_LIMIT: usize = 64 << 10;

/// Why a body could not be read.
pub(super) enum BodyError {
    TooLarge,
    Broken(String),
}

/// Reads the body as it streams in, counting decompressed bytes. An error answer is cut instead of
/// refused: its status already says what it is.
pub(super) async fn read_body(mut response: Response, limit: usize) -> Result<Vec<u8>, BodyError> {
    let success = response.status().is_success();
    let limit = if success { limit } else { ERROR_LIMIT };
    if success && response.content_length().is_some_and(|n| n > limit as u64) {
        return Err(BodyError::TooLarge);
    }
    let mut body = Vec::new();
    loop {
        let chunk = match response.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => return Ok(body),
            Err(_) if !success => return Ok(body),
            Err(error) => return Err(BodyError::Broken(root_cause(&error))),
        };
        if body.len() + chunk.len() > limit {
            if success {
                return Err(BodyError::TooLarge);
            }
            body.extend_from_slice(&chunk[..limit - body.len()]);
            return Ok(body);
        }
        body.extend_from_slice(&chunk);
    }
}
