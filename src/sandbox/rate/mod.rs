//! How much each credential may ask in a window of time, and what it is told of that.

mod limit;
mod windows;

pub use limit::limit;
pub use windows::Rates;
