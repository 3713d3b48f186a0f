//! Random ids and credentials, from the cryptographic library the crate links anyway.

use std::fmt::Write as _;

fn hex(length_in_bytes: usize) -> String {
    let mut bytes = vec![0_u8; length_in_bytes];
    let filled = aws_lc_rs::rand::fill(&mut bytes);
    assert!(filled.is_ok(), "the operating system gives random bytes");
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A JumpCloud object id: 24 hexadecimal digits.
pub fn object_id() -> String {
    hex(12)
}

/// A Mimecast object id. They are opaque there; the prefix keeps the two services' ids apart.
pub fn mimecast_id(kind: &str) -> String {
    format!("mc-{kind}-{}", hex(12))
}

/// A credential or a bearer token with 192 bits in it.
pub fn credential(prefix: &str) -> String {
    format!("{prefix}{}", hex(24))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_services_shape_and_differ() {
        let id = object_id();
        assert_eq!(id.len(), 24);
        assert!(id.bytes().all(|b| b.is_ascii_hexdigit()));
        assert_ne!(id, object_id());
        assert_ne!(credential("jca_"), credential("jca_"));
    }
}
