//! The README: every command in it is run, and prints what stands there.

use std::sync::LazyLock;

use postal_webhooks::testing::{Signer, example};

use super::{Call, raw};

static SIGNER: LazyLock<Signer> = LazyLock::new(Signer::generate);

/// A request whose handler parsed the body and wrote it again as Python does.
fn captured() -> Vec<u8> {
    let body = example("MessageSent", "typical").body;
    let request = raw(&SIGNER, body);
    let head = &request[..request.len() - body.len()];
    let text = String::from_utf8_lossy(body).replace("\":", "\": ").replace(",\"", ", \"");
    [head, text.as_bytes()].concat()
}

fn text(body: &[u8]) -> String {
    String::from_utf8_lossy(body).into_owned()
}

/// A log of two failures and a delivery.
fn failed() -> String {
    let events = ["MessageDelayed", "MessageDeliveryFailed", "MessageSent"];
    events.map(|event| text(example(event, "typical").body) + "\n").concat()
}

#[test]
fn every_command_of_the_readme() {
    let body = example("MessageSent", "typical").body;
    let call = Call::new()
        .file("jwks.json", SIGNER.jwks())
        .file("private.pem", SIGNER.private_pem())
        .file("captured", captured())
        .file("body.json", body)
        .file("log.ndjson", [body, b"\n", body, b"\n"].concat())
        .file("wrong.json", text(body).replacen("\"id\":", "\"id\":-", 1))
        .file("failed.ndjson", failed());
    let readme = include_str!("../../README.md");
    let mut count = 0;
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().expect("a block");
        for command in block.split("$ ").skip(1) {
            let (line, expected) = command.split_once('\n').expect("a line");
            let Some(arguments) = line.strip_prefix("postal-webhooks ") else { continue };
            let arguments = words(arguments);
            let ended = call.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
            assert!(ended.code < 2, "{line}: {ended:?}");
            if !expected.is_empty() {
                assert_eq!(ended.out.trim_end(), expected.trim_end(), "{line}");
            }
            count += 1;
        }
    }
    assert!(count >= 17, "{count} commands");
}

/// The words of a line of a shell, with single quotes.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('\'').enumerate();
    parts
        .flat_map(|(at, part)| -> Vec<String> {
            if at % 2 == 1 {
                return vec![part.to_owned()];
            }
            part.split_whitespace().map(str::to_owned).collect()
        })
        .collect()
}
