//! `RemoteVerifier`: exactly, with a transport and a clock of the test's own, and with real
//! sockets.

#[path = "../common/mod.rs"]
mod common;

mod cache;
mod failing;
mod fetching;
mod policy;
mod postal;
mod runtimes;
mod sockets;
mod tls;
