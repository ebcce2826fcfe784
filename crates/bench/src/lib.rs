//! What is measured of the core: one table of steps, which `benches/steps.rs` times and
//! `bin/instructions.rs` counts.

pub mod material;
mod steps;

pub use steps::{Step, steps};

/// The engine that the core was built on.
pub const ENGINE: &str = if cfg!(feature = "aws-lc-rs") { "aws-lc-rs" } else { "ring" };

/// Why nothing is measured, in words.
pub type Stop = Box<dyn std::error::Error>;
