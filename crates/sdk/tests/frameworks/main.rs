//! axum, actix-web and tower: the example programs over sockets, and the integrations within the process.

#[path = "../common/mod.rs"]
mod common;

mod actix;
mod axum;
mod client;
mod layer;
mod program;
mod programs;
