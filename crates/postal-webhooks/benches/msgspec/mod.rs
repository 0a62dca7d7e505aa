//! Python's msgspec as a rival: a process that takes its turns when it is asked to.

use std::cell::RefCell;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::turns::{TURN, Turn};

const VERSION: &str = "0.22.0";

/// The process.
pub(crate) struct Msgspec {
    _child: Child,
    pipes: RefCell<(ChildStdin, BufReader<ChildStdout>)>,
}

impl Msgspec {
    /// Installs it where that was not done, and starts it.
    pub(crate) fn start() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let venv = folder.join("../../target/msgspec");
        let python = venv.join("bin/python");
        if !venv.join(VERSION).exists() {
            run(Command::new("python3").args(["-m", "venv"]).arg(&venv));
            let package = format!("msgspec=={VERSION}");
            run(Command::new(&python).args(["-m", "pip", "install", "--quiet", &package]));
            std::fs::write(venv.join(VERSION), "").expect("target/msgspec");
        }
        let mut child = Command::new(&python)
            .arg(folder.join("benches/msgspec/rival.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python starts");
        let stdin = child.stdin.take().expect("piped");
        let stdout = BufReader::new(child.stdout.take().expect("piped"));
        Self { _child: child, pipes: RefCell::new((stdin, stdout)) }
    }

    /// A rival that reads one body.
    pub(crate) fn of<'a>(&'a self, body: &[u8]) -> impl Turn + use<'a> {
        self.ask(&format!("body {}", STANDARD.encode(body)));
        Reading(self)
    }

    fn ask(&self, line: &str) -> String {
        let (stdin, stdout) = &mut *self.pipes.borrow_mut();
        writeln!(stdin, "{line}").expect("msgspec is there");
        let mut answer = String::new();
        stdout.read_line(&mut answer).expect("msgspec answers");
        answer.trim().to_owned()
    }
}

struct Reading<'a>(&'a Msgspec);

impl Turn for Reading<'_> {
    fn seconds(&self) -> f64 {
        let answer = self.0.ask(&format!("turn {}", TURN.as_secs_f64()));
        answer.parse().unwrap_or_else(|_| panic!("msgspec answers {answer:?}"))
    }
}

fn run(command: &mut Command) {
    let status = command.status().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?} ended with {status}");
}
