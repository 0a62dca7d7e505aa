//! `send`, `mock-postal`, `listen`, `serve` and `check-config`, run as a user runs them, against real servers.

mod check_config;
mod documents;
mod json;
mod json_receiver;
mod listen;
mod mock_postal;
mod program;
mod receiver;
mod receiver_readme;
mod send;
mod serve;
mod shapes;
mod systemd;
mod terminal;
mod tls;
mod transcript;
