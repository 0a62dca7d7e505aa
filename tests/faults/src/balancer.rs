//! The balancer of the documentation, in front of two receivers.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use postal_webhooks::testing::postal::Target;
use postal_webhooks_engines::free_port;

use crate::process::{Place, until};

/// haproxy. It ends when it is dropped.
pub(crate) struct Balancer {
    child: Child,
    address: String,
    state: String,
}

/// What it thinks of a receiver, and has done with it.
#[derive(Debug, Default)]
pub(crate) struct Server {
    pub(crate) is_up: bool,
    /// How often it was left out.
    pub(crate) times_down: u64,
    /// Requests that it got.
    pub(crate) requests: u64,
    /// Connections that failed, and were tried again, with it or with the other.
    pub(crate) retries: u64,
}

impl Balancer {
    /// Starts it, and waits until it has both receivers.
    pub(crate) fn start(receivers: [&Place; 2]) -> Result<Self> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../crates/postal-webhooks-receiver/docs/shapes/haproxy.cfg");
        let [one, two] = receivers;
        let (address, state) =
            (format!("127.0.0.1:{}", free_port()?), format!("127.0.0.1:{}", free_port()?));
        let port = |address: &str| address.rsplit(':').next().unwrap_or_default().to_owned();
        let log = File::create(one.path("haproxy.log"))?;
        let child = Command::new("haproxy")
            .args(["-db", "-f"])
            .arg(file)
            .env("BALANCER", &address)
            .env("STATE", &state)
            .env("RECEIVER_ONE", one.address())
            .env("ADMIN_ONE", port(&one.admin_address()))
            .env("RECEIVER_TWO", two.address())
            .env("ADMIN_TWO", port(&two.admin_address()))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("cannot start haproxy; install it, from Debian's package haproxy")?;
        let balancer = Self { child, address, state };
        until("the balancer has both receivers", Duration::from_secs(10), || {
            // It takes them for up before it has asked.
            Ok(balancer.servers().is_ok_and(|servers| servers.iter().all(|server| server.is_up)))
        })?;
        Ok(balancer)
    }

    pub(crate) fn target(&self) -> Result<Target> {
        Ok(format!("http://{}/postal", self.address).parse()?)
    }

    /// Waits until it has a receiver, by its number, or has left it out.
    pub(crate) fn wait_for(&self, receiver: usize, is_up: bool) -> Result<()> {
        let what = if is_up { "the balancer has the receiver" } else { "it leaves it out" };
        until(what, Duration::from_secs(10), || Ok(self.servers()?[receiver].is_up == is_up))
    }

    pub(crate) fn servers(&self) -> Result<[Server; 2]> {
        let table = get(&self.state, "/;csv")?;
        // It comes in chunks, of which the first has all that matters.
        let mut lines = table.lines().skip_while(|line| !line.starts_with("# "));
        let names: Vec<_> = lines.next().context("no table")?[2..].split(',').collect();
        let rows = lines.map(|line| names.iter().copied().zip(line.split(',')).collect());
        let rows: Vec<BTreeMap<&str, &str>> = rows.collect();
        let server = |name: &str| -> Result<Server> {
            let mut rows = rows.iter();
            let row =
                rows.find(|row| row.get("svname") == Some(&name)).context("no such server")?;
            let number = |column: &str| -> Result<u64> {
                let value = row.get(column).with_context(|| format!("no column {column}"))?;
                Ok(if value.is_empty() { 0 } else { value.parse()? })
            };
            Ok(Server {
                is_up: row.get("status").is_some_and(|status| status.starts_with("UP")),
                times_down: number("chkdown")?,
                requests: number("stot")?,
                retries: number("wretr")? + number("wredis")?,
            })
        };
        Ok([server("one")?, server("two")?])
    }
}

impl Drop for Balancer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The body of an answer.
pub(crate) fn get(address: &str, path: &str) -> Result<String> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").context("no head")?;
    if !head.lines().next().is_some_and(|line| line.contains(" 200 ")) {
        bail!("{path} answers {:?}", head.lines().next());
    }
    Ok(body.to_owned())
}
