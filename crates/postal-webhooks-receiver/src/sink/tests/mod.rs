//! Sinks with the real store.
