//! The project's commands: `cargo xtask --help` lists them.

pub mod anymail;
pub mod compat;
pub mod conformance;
pub mod documents;
pub mod fuzz;
pub mod test;
