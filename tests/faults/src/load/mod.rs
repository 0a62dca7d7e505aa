//! Figures of the receiver under load, each beside a baseline of the same run.
//!
//! ```sh
//! cargo build --release -p postal-webhooks-cli
//! cargo run --release -p postal-webhooks-faults -- load rates ready memory drain drain-nats view
//! ```
//!
//! Every event is signed with a key of 2048 bits and comes on a new connection; the store
//! synchronises each commit. The clients run on the same machine.

mod nats;
mod postgres;
mod shared;
mod view;

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

pub(crate) use self::view::paced;
use crate::oracle::{Size, body};
use crate::process::{Place, Running};
use anyhow::{Context as _, Result, bail};
use postal_webhooks::testing::postal::Wire;

const PARTS: &str =
    "rates, ready, memory, drain, drain-nats, drain-postgres, shared, growth and view";

/// Measures the parts that are named.
pub(crate) fn run(parts: impl Iterator<Item = String>) -> Result<()> {
    println!("load average {}", std::fs::read_to_string("/proc/loadavg")?.trim());
    for part in parts {
        match part.as_str() {
            "rates" => rates()?,
            "ready" => ready()?,
            "memory" => memory()?,
            "drain" => drain()?,
            "drain-nats" => nats::drain()?,
            "shared" => shared::rates()?,
            "view" => view::times()?,
            "growth" => shared::growth()?,
            "drain-postgres" => postgres::drain()?,
            _ => bail!("there is no part {part:?}; the parts are {PARTS}"),
        }
    }
    Ok(())
}

fn start(place: &Place, arguments: &[&str]) -> Result<Running> {
    place.start_by(&[], arguments)
}

/// Requests to be sent once each.
pub(crate) struct Requests(Vec<Vec<u8>>);

impl Requests {
    pub(crate) fn signed(place: &Place, from: u64, count: u64) -> Result<Self> {
        let target = place.target()?;
        let halves = [from..from + count / 2, from + count / 2..from + count];
        let signed = std::thread::scope(|scope| {
            let threads = halves.map(|numbers| {
                let target = &target;
                scope.spawn(move || {
                    let sign = |number| {
                        let request = place.signer.sign(body(number, Size::Usual).1);
                        let wire = Wire::new(target, &request);
                        [wire.head, wire.body].concat()
                    };
                    numbers.map(sign).collect::<Vec<_>>()
                })
            });
            threads.map(|thread| thread.join().unwrap_or_default()).concat()
        });
        Ok(Self(signed))
    }
}

/// What became of requests.
#[derive(Default)]
pub(crate) struct Figures {
    pub(crate) statuses: BTreeMap<String, usize>,
    /// Sorted.
    pub(crate) times: Vec<Duration>,
    pub(crate) took: Duration,
}

impl Figures {
    fn rate(&self) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "it is a small number")]
        let count = self.times.len() as f64;
        count / self.took.as_secs_f64()
    }

    pub(crate) fn quantile(&self, of_thousand: usize) -> f64 {
        let at = (self.times.len() * of_thousand / 1000).min(self.times.len().saturating_sub(1));
        self.times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    }
}

/// Sends each request once, so many at a time.
fn send(address: &str, requests: &Requests, at_a_time: usize) -> Figures {
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    let parts = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..at_a_time)
            .map(|_| {
                scope.spawn(|| {
                    let mut seen = Vec::new();
                    while let Some(request) = requests.0.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let begun = Instant::now();
                        let status = exchange(address, request)
                            .unwrap_or_else(|error| format!("{:?}", error.kind()));
                        seen.push((status, begun.elapsed()));
                    }
                    seen
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_default()).collect::<Vec<_>>()
    });
    let mut figures = Figures { took: begun.elapsed(), ..Figures::default() };
    for (status, time) in parts.into_iter().flatten() {
        *figures.statuses.entry(status).or_default() += 1;
        figures.times.push(time);
    }
    figures.times.sort();
    figures
}

/// One request on a connection of its own; the status line's number and the last line.
fn exchange(address: &str, request: &[u8]) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.write_all(request)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let status = answer.get(9..12).unwrap_or_default();
    let line = answer.rsplit('\n').next().unwrap_or_default();
    Ok(format!("{status} {line}"))
}

/// A server that reads each request and answers it, and does nothing else: hyper with the settings
/// that the receiver has.
fn baseline() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    rustix::net::listen(&listener, 4096)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?.to_string();
    std::thread::spawn(move || -> Result<()> {
        let runtime = tokio::runtime::Runtime::new()?;
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            loop {
                let (stream, _) = listener.accept().await?;
                tokio::spawn(async move {
                    stream.set_nodelay(true)?;
                    hyper::server::conn::http1::Builder::new()
                        .timer(hyper_util::rt::TokioTimer::new())
                        .header_read_timeout(Duration::from_secs(3))
                        .keep_alive(false)
                        .serve_connection(
                            hyper_util::rt::TokioIo::new(stream),
                            hyper::service::service_fn(answer),
                        )
                        .await
                        .context("a connection failed")
                });
            }
        })
    });
    Ok(address)
}

async fn answer(
    request: hyper::Request<hyper::body::Incoming>,
) -> Result<hyper::Response<http_body_util::Full<hyper::body::Bytes>>, hyper::Error> {
    http_body_util::BodyExt::collect(request.into_body()).await?;
    Ok(hyper::Response::new("stored".into()))
}

fn rates() -> Result<()> {
    const EVENTS: u64 = 20_000;
    let place = Place::new()?;
    let mut running = start(&place, &[])?;
    let baseline = baseline()?;
    println!("in flight   events/s  of baseline    p50 ms    p99 ms   p99.9 ms  longest ms");
    for (round, at_a_time) in (0..).zip([1, 16, 64, 512]) {
        let requests = Requests::signed(&place, round * EVENTS, EVENTS)?;
        let plain = send(&baseline, &requests, at_a_time);
        let ours = send(&place.address(), &requests, at_a_time);
        println!(
            "{at_a_time:>9} {:>10.0} {:>12.2} {:>9.1} {:>9.1} {:>10.1} {:>11.1}  {:?}",
            ours.rate(),
            ours.rate() / plain.rate(),
            ours.quantile(500),
            ours.quantile(990),
            ours.quantile(999),
            ours.quantile(1000),
            ours.statuses
        );
        println!(
            "{:>9} {:>10.0} {:>12} {:>9.1} {:>9.1} {:>10.1} {:>11.1}  {:?}",
            "baseline",
            plain.rate(),
            "",
            plain.quantile(500),
            plain.quantile(990),
            plain.quantile(999),
            plain.quantile(1000),
            plain.statuses
        );
    }
    running.terminate()?;
    Ok(())
}

/// How soon a receiver with a million events is ready.
fn ready() -> Result<()> {
    let place = Place::new()?;
    start(&place, &[])?.terminate()?;
    let store = place.open()?;
    store.execute_batch(
        "BEGIN; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) \
         INSERT INTO event (source, uuid, event, class, signed_at, received_at, kid, signature, \
         signature_sha1, body) SELECT 'main', printf('%036d', i), 'MessageSent', 'known', i, i, '', \
         zeroblob(256), zeroblob(256), randomblob(700) FROM n; \
         INSERT INTO seen SELECT source, uuid, seq, zeroblob(32), received_at FROM event; COMMIT; \
         PRAGMA wal_checkpoint(TRUNCATE);",
    )?;
    drop(store);
    let size = place.store.metadata()?.len() >> 20;
    let mut times = Vec::new();
    for _ in 0..5 {
        let begun = Instant::now();
        let mut running = start(&place, &[])?;
        times.push(begun.elapsed().as_millis());
        running.terminate()?;
    }
    println!("one million events ({size} MiB): ready after {times:?} ms");
    Ok(())
}

/// The memory of a receiver at a thousand events a second for ten minutes.
fn memory() -> Result<()> {
    const SECONDS: u64 = 600;
    let place = Place::new()?;
    let mut running = start(&place, &[])?;
    let mut most = 0;
    for second in 0..SECONDS {
        let requests = Requests::signed(&place, second * 1000, 1000)?;
        let begun = Instant::now();
        let figures = send(&place.address(), &requests, 16);
        if figures.statuses.keys().any(|status| status != "200 stored") {
            println!("at second {second}: {:?}", figures.statuses);
        }
        most = most.max(resident(&running)?);
        std::thread::sleep(Duration::from_secs(1).saturating_sub(begun.elapsed()));
    }
    println!("{} events in {SECONDS} s: {most} MiB of memory at the most", SECONDS * 1000);
    running.terminate()?;
    Ok(())
}

fn resident(running: &Running) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", running.pid()?))?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("no VmRSS")?;
    Ok(line.split_whitespace().nth(1).context("no number")?.parse::<u64>()? / 1024)
}

/// How fast stored events are forwarded to a server on the same machine.
fn drain() -> Result<()> {
    const EVENTS: u64 = 20_000;
    let place = Place::new()?;
    let mut running = start(&place, &[])?;
    let requests = Requests::signed(&place, 0, EVENTS)?;
    send(&place.address(), &requests, 16);
    running.terminate()?;
    let url = format!("http://{}/", baseline()?);
    let begun = Instant::now();
    let mut running = start(&place, &["--forward", &url])?;
    let delivered = || place.count("SELECT coalesce(max(cursor), 0) FROM sink");
    while delivered()? < i64::try_from(EVENTS)? {
        std::thread::sleep(Duration::from_millis(20));
    }
    #[allow(clippy::cast_precision_loss, reason = "it is a small number")]
    let rate = EVENTS as f64 / begun.elapsed().as_secs_f64();
    println!("{EVENTS} stored events forwarded by http: {rate:.0} a second");
    running.terminate()?;
    Ok(())
}
