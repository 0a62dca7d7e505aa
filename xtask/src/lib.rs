//! The project's commands: `cargo xtask --help` lists them.
//!
//! [`tool`] runs programs, [`runner`] runs what a `runner.toml` describes, [`checks`] is the list
//! of checks, [`packages`] checks the packages for other languages, and [`site`] makes the site. What
//! only one command needs is a program of its own, which that command starts.

pub mod checks;
pub mod packages;
pub mod runner;
pub mod site;
pub mod tool;
