//! `doctor`, run as a user runs it, against real servers that have one fault each.

mod answers;
mod certificates;
mod diagnosis;
mod keys;
mod readme;
mod replay;
mod server;
mod urls;
