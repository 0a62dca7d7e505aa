//! The commands that read and change the store of a receiver, against a real one that runs, and one
//! that is stopped.

mod change;
mod installation;
mod monitor;
#[path = "../network/program.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod program;
mod read;
#[path = "../network/receiver.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod receiver;
mod sinks;
