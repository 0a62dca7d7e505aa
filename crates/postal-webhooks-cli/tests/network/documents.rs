//! The README and the pages of `docs/`: every command in them is run, and prints what stands there.

use std::path::Path;

use postal_webhooks::testing::example;

use crate::program::{Folder, SIGNER};
use crate::receiver::Receiver;
use crate::transcript;

/// Stands in the documents for a handler on another machine.
const HANDLER: &str = "https://hooks.example.com/postal";

/// The files that the documents speak of.
fn folder() -> Folder {
    let folder = Folder::new();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path(name), bytes).unwrap();
    let body = example("MessageSent", "typical").body;
    write("private.pem", SIGNER.private_pem().as_bytes());
    write("body.json", body);
    write("log.ndjson", &[body, b"\n", body, b"\n"].concat());
    let text = String::from_utf8_lossy(body);
    write("wrong.json", text.replacen("\"id\":", "\"id\":-", 1).as_bytes());
    let events = ["MessageDelayed", "MessageDeliveryFailed", "MessageSent"];
    write(
        "failed.ndjson",
        &events.map(|event| [example(event, "typical").body, b"\n"].concat()).concat(),
    );
    // A request whose handler parsed the body and wrote it again as Python does.
    let request = SIGNER.sign(body);
    let mut head = String::from("POST /postal HTTP/1.1\r\n");
    for (name, value) in &request.headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    let text = String::from_utf8_lossy(body).replace("\":", "\": ").replace(",\"", ", \"");
    write("captured", format!("{head}\r\n{text}").as_bytes());
    std::fs::create_dir(folder.path("earlier")).unwrap();
    write("earlier/1.http", &[head.as_bytes(), b"\r\n", body].concat());
    folder
}

#[track_caller]
fn check(document: &str, at_least: usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join(document)).unwrap();
    let handler = Receiver::verifying(SIGNER.key_set());
    let text = text.replace(HANDLER, &handler.url);
    let binaries = Path::new(env!("CARGO_BIN_EXE_postal-webhooks")).parent().unwrap();
    match transcript::run(&text, folder().0.path(), &[binaries]) {
        Ok(count) => assert!(count >= at_least, "{document} has {count} commands"),
        Err(fault) => panic!("{document}: {fault}"),
    }
}

#[test]
fn every_command_of_the_readme() {
    check("README.md", 23);
}

#[test]
fn every_command_of_the_page_to_debug() {
    check("docs/debug-a-webhook.md", 15);
}

#[test]
fn every_command_of_the_page_about_tests() {
    check("docs/test-your-handler-in-ci.md", 18);
}

#[test]
fn every_command_of_the_page_about_captures() {
    check("docs/look-at-a-capture.md", 15);
}
