//! The project's commands: `cargo xtask --help` lists them.
//!
//! [`tool`] runs programs, [`runner`] runs what a `runner.toml` describes, [`checks`] is the list
//! of checks, [`packages`] checks the packages for other languages, [`site`] makes the site, and
//! [`fuzz`] starts cargo-fuzz.

pub mod checks;
pub mod fuzz;
pub mod packages;
pub mod runner;
pub mod site;
pub mod tool;
