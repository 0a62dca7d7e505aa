//! Example program, started as a user does.

use std::env::consts::EXE_SUFFIX;
use std::env::{self};
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// For whatever a test waits for: a busy computer takes its time.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A program that runs until it is dropped.
pub(crate) struct Program {
    child: Child,
    output: Receiver<String>,
    errors: Option<JoinHandle<String>>,
    pub(crate) url: String,
}

impl Program {
    /// Starts an example with nothing but these variables, on a port of its own.
    #[track_caller]
    pub(crate) fn start(name: &str, variables: &[(&str, &str)]) -> Self {
        let mut child = Command::new(path(name))
            .arg("127.0.0.1:0")
            .env_clear()
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = child.stderr.take().unwrap();
        let errors = thread::spawn(move || {
            let mut errors = String::new();
            let _ = stderr.read_to_string(&mut errors);
            errors
        });
        let (sender, output) = mpsc::channel();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let mut program = Self { child, output, errors: Some(errors), url: String::new() };
        let first = program.line();
        first
            .strip_prefix("listening on ")
            .unwrap_or_else(|| panic!("{first}"))
            .clone_into(&mut program.url);
        program
    }

    /// The next line that it prints.
    #[track_caller]
    pub(crate) fn line(&self) -> String {
        self.output.recv_timeout(PATIENCE).unwrap()
    }

    /// The most memory that it has had so far, in KiB.
    #[cfg(target_os = "linux")]
    pub(crate) fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.unwrap().trim().strip_suffix(" kB");
        peak.unwrap().parse().unwrap()
    }

    /// Ends the program; the lines that it has printed since.
    pub(crate) fn stop(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.output.iter().collect()
    }

    /// Ends the program; what it has printed as errors.
    pub(crate) fn errors(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.errors.take().unwrap().join().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What an example ends with, with nothing but these variables: the code, and what it prints as
/// errors.
#[track_caller]
pub(crate) fn fails(name: &str, variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let mut command = Command::new(path(name));
    command.env_clear().envs(variables.iter().copied());
    let output = command.arg("127.0.0.1:0").output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), errors)
}

/// Cargo builds the examples next to the tests, but not for `cargo test --test …`.
#[track_caller]
fn path(name: &str) -> PathBuf {
    let test = env::current_exe().unwrap();
    let target = test.ancestors().nth(2).unwrap();
    let path = target.join(format!("examples/{name}{EXE_SUFFIX}"));
    assert!(
        path.exists(),
        "run all tests of the package, or first: cargo build --package postal-webhooks --all-features --examples"
    );
    path
}

/// The URL of a port on which nobody listens.
pub(crate) fn closed() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// A web interface of Postal, which has this document for everybody.
pub(crate) fn postal(jwks: String) -> String {
    use std::io::Write as _;

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let lines = BufReader::new(&stream).lines().map_while(Result::ok);
            lines.take_while(|line| !line.is_empty()).for_each(drop);
            let length = jwks.len();
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
            let _ = stream.write_all(&[head.as_bytes(), jwks.as_bytes()].concat());
        }
    });
    url
}
