//! The project's commands: `cargo xtask --help` lists them.
//!
//! [`tool`] runs programs, [`runner`] runs what a `runner.toml` describes, [`test`] is the list of
//! checks, and [`fuzz`] starts cargo-fuzz.

pub mod fuzz;
pub mod runner;
pub mod test;
pub mod tool;
