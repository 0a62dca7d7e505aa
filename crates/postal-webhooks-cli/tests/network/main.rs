//! `send`, `mock-postal` and `listen`, run as a user runs them, against real servers.

mod listen;
mod mock_postal;
mod program;
mod readme;
mod receiver;
mod send;
mod terminal;
mod tls;
