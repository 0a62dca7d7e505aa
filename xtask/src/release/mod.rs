//! The release: what has to agree before anything is built.

pub mod versions;
