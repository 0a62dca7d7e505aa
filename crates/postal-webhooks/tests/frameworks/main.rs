//! axum, actix-web and tower: the example programs over sockets, and the integrations within the
//! process.

#[path = "../common/mod.rs"]
mod common;

mod actix;
mod axum;
mod client;
#[cfg(target_os = "linux")]
mod hostile;
mod layer;
mod program;
mod programs;
mod sockets;
