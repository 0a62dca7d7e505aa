//! The project's commands: `cargo xtask --help` lists them.
//!
//! [`tool`] runs programs, [`runner`] runs what a `runner.toml` describes, [`checks`] is the list
//! of checks, [`packages`] checks the packages for other languages, [`site`] makes the site,
//! [`release`] makes the artifacts of a release, and [`fuzz`] starts cargo-fuzz.

pub mod checks;
pub mod fuzz;
pub mod packages;
pub mod release;
pub mod runner;
pub mod site;
pub mod tool;
