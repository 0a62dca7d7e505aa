//! The commands, each with its arguments.

pub(crate) mod classify;
pub(crate) mod doctor;
pub(crate) mod keys;
pub(crate) mod listen;
pub(crate) mod mock_postal;
pub(crate) mod sample;
pub(crate) mod schema;
pub(crate) mod send;
pub(crate) mod sign;
pub(crate) mod types;
pub(crate) mod validate;
pub(crate) mod verify;
