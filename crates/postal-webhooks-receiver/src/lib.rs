#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod admin;
mod clock;
pub mod config;
#[cfg(test)]
mod documentation;
mod error;
mod event;
mod indexer;
mod ingest;
mod key_watch;
mod listen;
pub mod metrics;
pub mod operate;
#[cfg(feature = "postgres")]
mod postgres;
mod pulse;
mod receiver;
mod retention;
mod service;
mod sink;
mod source;
#[cfg_attr(not(feature = "postgres"), allow(dead_code, reason = "a file has one receiver"))]
mod store;
mod summary;
mod sweep;
mod tls;

pub use admin::{AdminOptions, Recorder};
pub use error::Error;
pub use event::{Accepted, Class, Reason, StoredEvent};
pub use ingest::AnswerBody;
pub use receiver::{Receiver, ReceiverBuilder};
pub use retention::Retention;
pub use service::{ReceiverService, ServiceFuture};
#[cfg(feature = "nats")]
#[cfg_attr(docsrs, doc(cfg(feature = "nats")))]
pub use sink::Nats;
pub use sink::{Outcome, Sink};
pub use source::Source;
pub use store::Store;
#[cfg(feature = "postgres")]
pub use store::postgres::Postgres;
pub use store::sqlite::Sqlite;
