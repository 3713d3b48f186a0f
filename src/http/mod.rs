//! Transport: the one HTTP client builder, retry, rate limit, size limit and redaction.
//!
//! A [`Transport`] belongs to one service and one tenant. It speaks TLS only, except to this
//! machine, and through the proxy that the environment names or not at all; follows no redirect; never
//! repeats a request that could make two of something; and treats every answer as hostile: its size is
//! limited while it streams in, and what it says is stripped of secrets and control characters before
//! it reaches an error.

mod about;
mod allowance;
mod base_url;
mod blocked;
mod body;
mod clock;
mod failure;
mod json;
pub mod limit;
mod limiter;
mod proxy;
mod public;
mod redact;
mod reply;
mod request;
mod retry;
mod roots;
mod service;
mod timeout;
mod tls;
mod token;
mod transport;
mod verdict;

pub use crate::text::Redactor;
pub use base_url::{BaseUrl, document_url};
pub use failure::{SendError, unconfirmed};
pub use limit::Budget;
pub use limiter::share_limits;
pub use public::fetch_public;
pub use reply::Reply;
pub use request::{Request, path_segment};
pub use retry::Repeat;
pub use roots::trust_file;
pub use service::Service;
pub use timeout::REQUEST_TIMEOUT;
pub use token::Tokens;
pub use transport::Transport;
