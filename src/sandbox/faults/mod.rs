//! What goes wrong on purpose: faults that are armed, and what they do to the requests they strike.

mod answer;
mod armed;
mod exchange;
mod form;
mod others;
mod records;
mod serve;
mod spec;
mod spoil;
mod wire;

pub use answer::error;
pub use armed::Faults;
pub use serve::serve;
pub use spec::Fault;
pub use wire::{Gate, Wire};
