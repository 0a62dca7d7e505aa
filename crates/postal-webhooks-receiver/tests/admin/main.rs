//! The admin port, asked over real sockets.

mod api;
mod guard;
mod server;
mod view;
