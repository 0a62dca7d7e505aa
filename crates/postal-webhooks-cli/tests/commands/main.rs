//! The commands as a user calls them: what they print, where, and how they end.

mod classify;
mod help;
mod keys;
mod sample;
mod types;
mod validate;
mod verify;

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use postal_webhooks::testing::Signer;

/// A call of the binary in a folder of its own.
pub(crate) struct Call {
    folder: tempfile::TempDir,
    input: Vec<u8>,
}

impl Call {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), input: Vec::new() }
    }

    /// Puts a file into the folder.
    pub(crate) fn file(self, name: &str, contents: impl AsRef<[u8]>) -> Self {
        std::fs::write(self.folder.path().join(name), contents).expect("a file");
        self
    }

    /// What a file in the folder holds.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).expect("a file")
    }

    pub(crate) fn input(mut self, input: &[u8]) -> Self {
        self.input = input.to_vec();
        self
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        let mut child = Command::new(env!("CARGO_BIN_EXE_postal-webhooks"))
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary");
        let mut stdin = child.stdin.take().expect("it is piped");
        // A command that does not read its input closes the pipe.
        let _ = stdin.write_all(&self.input);
        drop(stdin);
        let Output { status, stdout, stderr } = child.wait_with_output().expect("it ends");
        Ended {
            code: status.code().expect("it is not killed"),
            out: String::from_utf8(stdout).expect("UTF-8"),
            err: String::from_utf8(stderr).expect("UTF-8"),
        }
    }
}

/// How a call ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ended {
    /// Every line of standard output is a JSON object.
    #[track_caller]
    pub(crate) fn objects(&self) -> Vec<serde_json::Value> {
        let object = |line: &str| serde_json::from_str(line).expect("a line of JSON");
        self.out.lines().map(object).collect()
    }

    /// It is wrong use: one line on standard error says what to do, and nothing is on standard output.
    #[track_caller]
    pub(crate) fn refuses(&self, text: &str) {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{self:?}");
        assert!(self.err.contains(text), "{}", self.err);
    }
}

/// A request as it goes over the connection.
pub(crate) fn raw(signer: &Signer, body: &[u8]) -> Vec<u8> {
    let request = signer.sign(body);
    let headers: Vec<_> =
        request.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let head = format!(
        "POST /postal HTTP/1.1\r\n{}Content-Length: {}\r\n\r\n",
        headers.concat(),
        body.len()
    );
    [head.as_bytes(), body].concat()
}
