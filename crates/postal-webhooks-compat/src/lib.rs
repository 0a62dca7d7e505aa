//! Whether a reader of old schemas can read what the new ones allow.
//!
//! The question, for each event: may Postal now send something that a reader of the old schema
//! never agreed to read?
//!
//! - **What Postal may send now** is the new *strict* schema: it is closed, and leaves nothing to
//!   guess.
//! - **What a reader agreed to** is the old strict schema with its objects opened. It passes over
//!   keys that it does not know, as every receiver should. It does not pass over new values of an
//!   enumeration: generated types seldom can. The tolerant and the codegen schema accept all that
//!   it accepts, so a change that it survives hurts a reader of neither.
//!
//! A proof comes from [`jsonschema::canonical`], and a counterexample from sample bodies. Where
//! there is neither, the change counts as breaking.
//!
//! This is a crate of its own because `jsonschema` takes long to compile, which `cargo xtask
//! codegen` must not wait for. `cargo xtask compat` starts it, with a [`Request`] on its standard
//! input.

mod compare;
mod samples;
mod schemas;

pub use self::compare::{Change, Event, Verdict, compare};
pub use self::schemas::{Fault, Readings, Request};
