//! Where some of Mimecast's endpoints are, relative to the service's base address.

/// Where authentication profiles are (assumed).
pub const PROFILE: &str = "/api/authentication-profile";
/// Where application settings are (assumed).
pub const SETTING: &str = "/api/application-setting";
/// Where groups are listed, made and filled (published).
pub const GROUPS: &str = "/directory/cloud-gateway/v1/groups";
