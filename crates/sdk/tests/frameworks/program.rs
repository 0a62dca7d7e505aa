//! Starts an example program, as a user does.

use std::{
    env::{self, consts::EXE_SUFFIX},
    io::{BufRead as _, BufReader},
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

/// For whatever a test waits for: a busy computer takes its time.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A program that runs until it is dropped.
pub(crate) struct Program {
    child: Child,
    output: Receiver<String>,
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
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (sender, output) = mpsc::channel();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let mut program = Self {
            child,
            output,
            url: String::new(),
        };
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

    /// Ends the program; the lines that it has printed since.
    pub(crate) fn stop(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.output.iter().collect()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
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
