//! What credentials are called, in the environment and in files.

/// Name of the JumpCloud API key.
pub const JUMPCLOUD_API_KEY: &str = "JUMPCLOUD_API_KEY";
/// Name of the client id of a JumpCloud service account.
pub const JUMPCLOUD_CLIENT_ID: &str = "JUMPCLOUD_CLIENT_ID";
/// Name of the client secret of a JumpCloud service account.
pub const JUMPCLOUD_CLIENT_SECRET: &str = "JUMPCLOUD_CLIENT_SECRET";
/// Name of the Mimecast API 2.0 client id.
pub const MIMECAST_CLIENT_ID: &str = "MIMECAST_CLIENT_ID";
/// Name of the Mimecast API 2.0 client secret.
pub const MIMECAST_CLIENT_SECRET: &str = "MIMECAST_CLIENT_SECRET";

/// All of them.
pub const NAMES: [&str; 5] = [
    JUMPCLOUD_API_KEY,
    JUMPCLOUD_CLIENT_ID,
    JUMPCLOUD_CLIENT_SECRET,
    MIMECAST_CLIENT_ID,
    MIMECAST_CLIENT_SECRET,
];

/// Those of a service account.
pub const OF_ACCOUNT: [&str; 2] = [JUMPCLOUD_CLIENT_ID, JUMPCLOUD_CLIENT_SECRET];

/// Whether two of these names are of the same service.
pub fn same_service(one: &str, other: &str) -> bool {
    one.split('_').next() == other.split('_').next()
}

/// Whether an unknown name looks like one of these. Only such a one is repeated: in its place a credential may stand.
pub fn looks_like_one(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_uppercase() || c == '_';
    let ours = ["JUMPCLOUD_", "MIMECAST_"]
        .iter()
        .any(|start| name.starts_with(start));
    ours && name.chars().all(plain) && name.split('_').all(|word| word.len() <= 12)
}
