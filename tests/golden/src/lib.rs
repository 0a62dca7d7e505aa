//! The types crate once more, with what the generator makes of `schema/` beside this crate.
//!
//! `cargo test -p postal-webhooks-codegen` compares `src/generated` with the generator; this crate
//! compiles it with every warning denied, and the tests below use it.

#![deny(warnings)]

#[cfg(test)]
#[rustfmt::skip]
#[path = "generated/examples.rs"]
mod examples;
#[rustfmt::skip]
mod generated;
#[rustfmt::skip]
#[path = "generated/request.rs"]
pub mod request;

include!("hand_written.rs");

#[cfg(test)]
mod tests {
    use super::Webhook;
    use super::examples::EXAMPLES;

    #[test]
    fn examples_are_the_files_of_schema() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/examples");
        for (event, case, body) in EXAMPLES {
            let file = std::fs::read(format!("{folder}/{event}/{case}.json"));
            assert_eq!(file.expect("its file"), body.as_bytes(), "{event}/{case}");
            let webhook = Webhook::from_slice(body.as_bytes()).expect("a webhook");
            assert_eq!(webhook.event.kind(), Some(*event));
        }
        let events = std::fs::read_dir(folder).expect("a folder").flatten();
        let files = events.flat_map(|event| std::fs::read_dir(event.path()).expect("a folder"));
        assert_eq!(files.count(), EXAMPLES.len());
    }
}
