//! How long a request may take.

use std::time::Duration;

/// For the connection of one try.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// For one try, from connecting to the last byte of the body.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
