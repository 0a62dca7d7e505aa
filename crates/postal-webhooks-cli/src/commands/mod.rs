//! The commands, each with its arguments.

pub(crate) mod backup;
pub(crate) mod check;
pub(crate) mod check_config;
pub(crate) mod classify;
pub(crate) mod demo;
pub(crate) mod dlq;
pub(crate) mod doctor;
pub(crate) mod events;
pub(crate) mod health;
pub(crate) mod keys;
pub(crate) mod listen;
pub(crate) mod mock_postal;
pub(crate) mod prune;
pub(crate) mod quarantine;
pub(crate) mod replay;
pub(crate) mod sample;
pub(crate) mod schema;
pub(crate) mod send;
pub(crate) mod serve;
pub(crate) mod sign;
pub(crate) mod sinks;
pub(crate) mod types;
pub(crate) mod validate;
pub(crate) mod verify;
