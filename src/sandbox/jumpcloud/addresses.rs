//! Addresses where a POST changes nothing.

/// A search, relative to the v1 API.
pub const SEARCH: &str = "/search/systemusers";
/// Directory Insights; its real host is another than the console's.
pub const EVENTS: &str = "/insights/directory/v1/events";
