//! Example programs of embedding, run as a user runs them, over real sockets.

use std::env;
use std::io::{BufRead as _, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use postal_webhooks::testing::postal::{Client, Outcome, Target, Wire};
use postal_webhooks::testing::{Signer, example, examples};

/// An example that runs.
struct Program {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    url: String,
}

impl Program {
    fn start(name: &str, folder: &Path) -> Self {
        let mut child = Command::new(path(name))
            .args(["jwks.json", "events.db", "127.0.0.1:0"])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let url = first.strip_prefix("listening on ").unwrap().to_owned();
        Self { child, lines, url }
    }

    fn send(&self, signer: &Signer, body: &[u8]) -> (Outcome, String) {
        let target: Target = format!("{}/postal/main", self.url).parse().unwrap();
        let attempt = Client::new().post(&target, &Wire::new(&target, &signer.sign(body)));
        (attempt.outcome, String::from_utf8(attempt.answer).unwrap())
    }

    /// As Ctrl-C does; whether it ended in order.
    fn stop(&mut self) -> bool {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        self.child.wait().unwrap().success()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// Where cargo puts an example, beside the tests.
fn path(name: &str) -> PathBuf {
    let mut folder = env::current_exe().unwrap();
    while !folder.ends_with("deps") {
        assert!(folder.pop(), "the tests are not where cargo puts them");
    }
    let path = folder.with_file_name("examples").join(name);
    assert!(
        path.exists(),
        "run all tests of the package, or first: cargo build -p postal-webhooks-receiver --examples"
    );
    path
}

#[track_caller]
fn check(name: &str) {
    let folder = tempfile::tempdir().unwrap();
    let signer = Signer::generate();
    std::fs::write(folder.path().join("jwks.json"), signer.jwks()).unwrap();
    let body = example("MessageSent", "typical").body;
    let mut program = Program::start(name, folder.path());
    let stored = (Outcome::Status(200), "stored".to_owned());
    let duplicate = (Outcome::Status(200), "duplicate".to_owned());
    assert_eq!(program.send(&signer, body), stored, "{name}");
    assert_eq!(program.send(&signer, body), duplicate, "{name}");
    assert_eq!(program.send(&Signer::generate(), body).0, Outcome::Status(401), "{name}");
    let line = program.lines.next().unwrap().unwrap();
    assert!(line.starts_with("MessageSent "), "{name}: {line}");
    assert!(program.stop(), "{name}");

    // What was stored is there after a restart, and is not handled again.
    let mut program = Program::start(name, folder.path());
    assert_eq!(program.send(&signer, body), duplicate, "{name}");
    // Some load, from several senders at once.
    let others: Vec<_> = examples().filter(|other| other.body != body).collect();
    std::thread::scope(|scope| {
        for chunk in others.chunks(others.len().div_ceil(8)) {
            let (program, signer) = (&program, &signer);
            scope.spawn(move || {
                for other in chunk {
                    let answer = program.send(signer, other.body);
                    assert_eq!(answer.0, Outcome::Status(200), "{name}: {}", other.name());
                }
            });
        }
    });
    let line = program.lines.next().unwrap().unwrap();
    assert!(!line.is_empty(), "{name}");
    assert!(program.stop(), "{name}");
}

#[test]
fn axum() {
    check("receiver_axum");
}

#[test]
fn actix() {
    check("receiver_actix");
}

#[test]
fn stand_alone() {
    check("receiver_stand_alone");
}
