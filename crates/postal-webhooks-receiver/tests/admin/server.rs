//! A receiver with its admin port, on free ports, and a client that sends what it is told to.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

use postal_webhooks::Verifier;
use postal_webhooks::testing::Signer;
use postal_webhooks::testing::postal::{Attempt, Client, Target, Wire};
use postal_webhooks_receiver::{
    AdminOptions, Receiver, ReceiverBuilder, Retention, Source, Sqlite,
};
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

pub(crate) struct Server {
    pub(crate) receiver: Receiver,
    pub(crate) signer: Signer,
    pub(crate) runtime: Runtime,
    pub(crate) admin: SocketAddr,
    listen: SocketAddr,
    folder: TempDir,
}

/// An answer of the admin port.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{self:?}"))
    }
}

impl Server {
    pub(crate) fn start() -> Self {
        Self::with(AdminOptions::default(), |builder| builder)
    }

    pub(crate) fn with(
        options: AdminOptions,
        build: impl FnOnce(ReceiverBuilder) -> ReceiverBuilder,
    ) -> Self {
        let runtime = Runtime::new().unwrap();
        let folder = TempDir::new().unwrap();
        let signer = Signer::generate();
        let store = Sqlite::at(folder.path().join("events.db")).ballast(0);
        let mut retention = Retention::default();
        retention.min_free = 0;
        let source = Source::new("main", Verifier::new(signer.key_set()));
        let builder = Receiver::builder(store).source(source).retention(retention);
        let receiver = runtime.block_on(build(builder).start()).unwrap();
        let bind = || runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let (ingest, admin) = (bind(), bind());
        let addresses = (ingest.local_addr().unwrap(), admin.local_addr().unwrap());
        let (serving, administered) = (receiver.clone(), receiver.clone());
        runtime.spawn(async move { serving.serve(ingest).await.unwrap() });
        runtime.spawn(async move { administered.admin(admin, options).await.unwrap() });
        Self { receiver, signer, runtime, admin: addresses.1, listen: addresses.0, folder }
    }

    /// Sends a signed body as Postal does.
    pub(crate) fn send(&self, body: impl Into<Vec<u8>>) -> Attempt {
        let target = self.target("/postal/main");
        Client::new().post(&target, &Wire::new(&target, &self.signer.sign(body)))
    }

    pub(crate) fn target(&self, path: &str) -> Target {
        format!("http://{}{path}", self.listen).parse().unwrap()
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.folder.path().join("events.db")
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> Answer {
        self.ask("POST", path, &[("Content-Type", "application/json")], body)
    }

    /// Asks with these headers; with a `Host` of its own if there is none among them.
    pub(crate) fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        ask(self.admin, method, path, headers, body)
    }

    pub(crate) fn stop(&self) {
        self.runtime.block_on(self.receiver.shutdown(Duration::from_secs(5)));
    }
}

/// Asks an address.
fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let mut request = format!("{method} {path} HTTP/1.1\r\nContent-Length: {}\r\n", body.len());
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        request = format!("{request}Host: {address}\r\n");
    }
    for (name, value) in headers {
        request = format!("{request}{name}: {value}\r\n");
    }
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(format!("{request}\r\n{body}").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
}

pub(crate) fn get(address: SocketAddr, path: &str) -> Answer {
    ask(address, "GET", path, &[], "")
}

/// A body with this name, time and uuid.
pub(crate) fn event(name: &str, timestamp: i64, uuid: &str) -> String {
    format!(r#"{{"event":"{name}","timestamp":{timestamp},"payload":{{}},"uuid":"{uuid}"}}"#)
}

pub(crate) fn now() -> i64 {
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    i64::try_from(now).unwrap()
}
