//! `send`, `mock-postal` and `listen`, run as a user runs them, against real servers.

mod documents;
mod json;
mod listen;
mod mock_postal;
mod program;
mod receiver;
mod send;
mod terminal;
mod tls;
mod transcript;
