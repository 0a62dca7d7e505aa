//! A receiver that `serve` runs, with a store in a folder of its own.

use std::io::Read as _;
use std::net::TcpStream;

use postal_webhooks::testing::postal::{Client, Outcome, Target, Wire};
use serde_json::Value;

use crate::program::{Folder, Ran, Running, SIGNER, command, ran};

pub(crate) struct Installation {
    pub(crate) folder: Folder,
    running: Option<Running>,
    url: String,
    pub(crate) admin: String,
}

/// What hostile texts hold: escape sequences, marks that turn text around, a line break.
pub(crate) const HOSTILE: &str = "\u{1b}[31m\u{9b}31m\u{7}\r\u{202e}\u{2066}\nforged";

impl Installation {
    pub(crate) fn start() -> Self {
        Self::with(&[])
    }

    /// With more arguments of `serve`.
    pub(crate) fn with(arguments: &[&str]) -> Self {
        let mut installation =
            Self { folder: Folder::new(), running: None, url: String::new(), admin: String::new() };
        installation.run(arguments);
        installation
    }

    /// Starts the receiver, once more perhaps.
    pub(crate) fn run(&mut self, arguments: &[&str]) {
        let address = ["--json", "serve", "--address", "127.0.0.1:0", "--admin", "127.0.0.1:0"];
        let keys: &[_] = if arguments.contains(&"-c") { &[] } else { &["--keys", "jwks.json"] };
        let all = [&address[..], keys, arguments].concat();
        let running = Running::of(
            command(&all).current_dir(self.folder.0.path()).stderr(std::process::Stdio::null()),
        );
        (self.url, self.admin) = (running.ready("url"), running.ready("admin"));
        self.running = Some(running);
    }

    /// Stops the receiver in order.
    pub(crate) fn stop(&mut self) {
        let running = self.running.take().unwrap();
        running.terminate();
        assert_eq!(running.end().code, Some(0));
    }

    /// Sends a body as Postal does, and gives the line of the answer.
    pub(crate) fn send(&self, body: &str) -> String {
        let target: Target = self.url.parse().unwrap();
        let attempt = Client::new().post(&target, &Wire::new(&target, &SIGNER.sign(body)));
        assert_eq!(attempt.outcome, Outcome::Status(200));
        String::from_utf8(attempt.answer).unwrap()
    }

    /// Runs a command in the folder of the store.
    pub(crate) fn call(&self, arguments: &[&str]) -> Ran {
        ran(command(arguments).current_dir(self.folder.0.path()))
    }

    /// Runs a command that changes something: through the admin port if the receiver runs.
    pub(crate) fn change(&self, arguments: &[&str]) -> Ran {
        match self.running {
            Some(_) => self.call(&[arguments, &["--admin", &self.admin]].concat()),
            None => self.call(arguments),
        }
    }

    /// What a command prints with `--json`.
    pub(crate) fn objects(&self, arguments: &[&str]) -> Vec<Value> {
        let ran = self.call(&[arguments, &["--json"]].concat());
        assert_eq!(ran.code, Some(0), "{ran:?}");
        ran.objects()
    }
}

/// A body of an event.
pub(crate) fn event(name: &str, timestamp: i64, uuid: &str) -> String {
    let body = serde_json::json!({
        "event": name, "timestamp": timestamp, "payload": {}, "uuid": uuid,
    });
    body.to_string()
}

pub(crate) fn now() -> i64 {
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    i64::try_from(now).unwrap()
}

pub(crate) const YEAR: i64 = 365 * 24 * 60 * 60;

/// A server that answers each connection with this, and no more.
pub(crate) fn answering(answer: &'static str) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream: TcpStream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = std::io::Write::write_all(&mut stream, answer.as_bytes());
        }
    });
    url
}
