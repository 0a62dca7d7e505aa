//! Sinks in PostgreSQL, whose server crashes and stops under load.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use postal_webhooks_engines::Postgres;
use tokio_postgres::NoTls;

use crate::Effort;
use crate::oracle::{Oracle, all_acknowledged, check_passed};
use crate::process::{Place, Running, until};
use crate::random::Random;
use crate::shared::bytes;

/// How long the rest may take once an outage is over: probes are up to 15 s apart.
pub(super) const RECOVERY: Duration = Duration::from_secs(60);

/// The SQL of the documentation.
pub(crate) const TABLE: &str =
    include_str!("../../../../crates/postal-webhooks-receiver/docs/sink_table.sql");
const OUTBOX: &str =
    include_str!("../../../../crates/postal-webhooks-receiver/docs/sink_outbox.sql");
const CONSUME: &str =
    include_str!("../../../../crates/postal-webhooks-receiver/docs/sink_outbox_consume.sql");

const DATABASE: &str = "mail";

/// Writes the configuration of a receiver with a sink in a database.
pub(crate) fn configuration(place: &Place, url: &str, form: &str) -> Result<String> {
    let sink = format!("[sink.mail]\ntype = \"postgres\"\nurl = {url:?}\nform = {form:?}\n");
    place.configure(&sink)
}

/// A receiver that delivers to a real server.
struct Staged {
    place: Place,
    oracle: Oracle,
    server: Postgres,
    file: String,
    table: &'static str,
}

impl Staged {
    fn new(table: &'static str) -> Result<Self> {
        let (place, server) = (Place::new()?, Postgres::start()?);
        let url = server.database(DATABASE)?;
        server.sql(DATABASE, TABLE)?;
        server.sql(DATABASE, OUTBOX)?;
        let form = if table == "postal_outbox" { "outbox" } else { "table" };
        let file = configuration(&place, &url, form)?;
        Ok(Self { place, oracle: Oracle::default(), server, file, table })
    }

    fn start(&self) -> Result<Running> {
        self.place.start_with_file(&[], &self.file)
    }

    fn number(&self, sql: &str) -> Result<i64> {
        Ok(self.server.sql(DATABASE, sql)?.parse()?)
    }

    fn rows(&self) -> Result<i64> {
        self.number(&format!("SELECT count(*) FROM {}", self.table))
    }

    fn cursor(&self) -> Result<i64> {
        self.place.count("SELECT coalesce(max(cursor), 0) FROM sink")
    }

    /// How often the sink was down, by the log.
    fn times_down(&self) -> usize {
        self.place.log().lines().filter(|line| line.contains("sink-down")).count()
    }

    /// Checks that all that the sink has come past is in the table, with its bytes, or put aside.
    fn check(&self) -> Result<()> {
        self.oracle.check(&self.place)?;
        let cursor = self.cursor()?;
        let select = format!("SELECT uuid || ' ' || encode(body, 'hex') FROM {}", self.table);
        let lines = self.server.sql(DATABASE, &select)?;
        let there: BTreeMap<_, _> = lines.lines().filter_map(|line| line.split_once(' ')).collect();
        if there.len() != lines.lines().count() {
            bail!("an event is in the table twice");
        }
        check_passed(&self.place, cursor, |uuid| there.get(uuid).map(|hex| bytes(hex)).transpose())
    }

    fn all_delivered(&self) -> Result<()> {
        until("all events are in the table", RECOVERY, || {
            Ok(usize::try_from(self.rows()?)? == self.oracle.acknowledged().len())
        })?;
        let dead = self.place.count("SELECT count(*) FROM parked WHERE dead_at IS NOT NULL")?;
        if dead != 0 {
            bail!("{dead} dead letters");
        }
        self.check()
    }

    /// Does something while events come all the time.
    fn under_load(&self, work: impl FnOnce() -> Result<()>) -> Result<()> {
        let is_over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let sending = scope.spawn(|| -> Result<()> {
                while !is_over.load(Ordering::Relaxed) {
                    self.oracle.send(&self.place, 10, 4)?;
                    std::thread::sleep(Duration::from_millis(20));
                }
                Ok(())
            });
            let worked = work();
            is_over.store(true, Ordering::Relaxed);
            let sent = sending.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            worked.and(sent)
        })
    }

    /// Crashes the server in the middle of deliveries, and starts it again.
    fn crash(&self, random: &mut Random) -> Result<()> {
        let before = self.rows()?;
        until("it delivers", RECOVERY, || Ok(self.rows()? > before))?;
        std::thread::sleep(Duration::from_micros(random.below(60_000)));
        self.server.crash()?;
        std::thread::sleep(Duration::from_micros(random.below(300_000)));
        self.server.run()
    }
}

/// The server crashes under load, again and again.
pub(crate) fn killed(effort: Effort) -> Result<String> {
    let staged = Staged::new("postal_event")?;
    let mut random = Random(effort.seed);
    let mut running = staged.start()?;
    staged.under_load(|| {
        for _ in 0..effort.rounds {
            staged.crash(&mut random)?;
            staged.check()?;
        }
        Ok(())
    })?;
    staged.all_delivered()?;
    if !running.terminate()?.success() {
        bail!("it did not end in order");
    }
    staged.check()?;
    let down = staged.times_down();
    if down * 2 < effort.rounds as usize {
        bail!("the sink was down {down} times by {} crashes", effort.rounds);
    }
    Ok(format!(
        "{} crashes, after {down} of them the sink was down; {} acknowledged, each in the table \
         once, 0 dead letters",
        effort.rounds,
        staged.oracle.acknowledged().len()
    ))
}

/// The server is down for a while, under load.
pub(crate) fn down(effort: Effort) -> Result<String> {
    let staged = Staged::new("postal_event")?;
    let mut running = staged.start()?;
    all_acknowledged(&staged.oracle.send(&staged.place, 50, 4)?)?;
    staged.all_delivered()?;
    staged.server.stop()?;
    let time = Duration::from_secs(if effort.rounds >= 100 { 60 } else { 8 });
    let begun = Instant::now();
    while begun.elapsed() < time {
        all_acknowledged(&staged.oracle.send(&staged.place, 25, 4)?)?;
        std::thread::sleep(Duration::from_millis(20));
    }
    if staged.times_down() != 1 {
        bail!("the sink was down {} times", staged.times_down());
    }
    staged.server.run()?;
    let over = Instant::now();
    staged.all_delivered()?;
    let took = over.elapsed();
    running.terminate()?;
    staged.check()?;
    Ok(format!(
        "down for {} s: {} accepted, 0 dead letters; all in the table {:.1} s after",
        time.as_secs(),
        staged.oracle.acknowledged().len(),
        took.as_secs_f64()
    ))
}

/// A consumer runs the SQL of the documentation, while the server crashes and the receiver is killed,
/// so that events are delivered again.
pub(crate) fn consumed_once(effort: Effort) -> Result<String> {
    let staged = Staged::new("postal_outbox")?;
    staged.server.sql(DATABASE, "CREATE TABLE done (uuid text)")?;
    let url = staged.server.url(DATABASE);
    let mut random = Random(effort.seed);
    let mut running = staged.start()?;
    let (is_over, mut again) = (AtomicBool::new(false), 0);
    let broken = std::thread::scope(|scope| {
        let consuming = scope.spawn(|| consume(&url, &is_over));
        let staging = staged.under_load(|| {
            for _ in 0..effort.rounds {
                staged.crash(&mut random)?;
                let before = staged.rows()?;
                until("it delivers", RECOVERY, || Ok(staged.rows()? > before))?;
                running.kill()?;
                let cursor = staged.cursor()?;
                let select = format!("SELECT count(*) FROM postal_outbox WHERE seq > {cursor}");
                again += staged.number(&select)?;
                running = staged.start()?;
            }
            Ok(())
        });
        let staging = staging.and_then(|()| staged.all_delivered()).and_then(|()| {
            until("all events are consumed", RECOVERY, || {
                let left = "SELECT count(*) FROM postal_outbox WHERE consumed_at IS NULL";
                Ok(staged.number(left)? == 0)
            })
        });
        is_over.store(true, Ordering::Relaxed);
        let consumed = consuming.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        staging.and(consumed)
    })?;
    running.terminate()?;
    let acknowledged = staged.oracle.acknowledged();
    let done = staged.server.sql(DATABASE, "SELECT uuid FROM done")?;
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for uuid in done.lines() {
        *times.entry(uuid).or_default() += 1;
    }
    let twice = times.values().filter(|times| **times > 1).count();
    let lost = acknowledged.iter().filter(|uuid| !times.contains_key(uuid.as_str())).count();
    if twice + lost != 0 {
        bail!("of {} events, {twice} were consumed twice and {lost} never", acknowledged.len());
    }
    if again == 0 || broken == 0 {
        bail!("{again} events were delivered again, {broken} connections of the consumer broke");
    }
    Ok(format!(
        "{} crashes and as many kills of the receiver; {} acknowledged, each consumed once; {again} \
         were delivered again, {broken} connections of the consumer broke",
        effort.rounds,
        acknowledged.len()
    ))
}

/// Consumes until it is over, as an application would: the number of connections that broke.
fn consume(url: &str, is_over: &AtomicBool) -> Result<usize> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut statements = CONSUME.split(';');
    let take = statements.next().context("no statement")?;
    let mark = statements.next().context("no second statement")?;
    let mut broken = 0;
    while !is_over.load(Ordering::Relaxed) {
        let consumed: Result<(), tokio_postgres::Error> = runtime.block_on(async {
            let (mut client, connection) = tokio_postgres::connect(url, NoTls).await?;
            tokio::spawn(connection);
            while !is_over.load(Ordering::Relaxed) {
                let transaction = client.transaction().await?;
                let rows = transaction.query(take, &[]).await?;
                for row in &rows {
                    let uuid: &str = row.get("uuid");
                    transaction.execute("INSERT INTO done VALUES ($1)", &[&uuid]).await?;
                }
                let ids: Vec<i64> = rows.iter().map(|row| row.get("id")).collect();
                transaction.execute(mark, &[&ids]).await?;
                transaction.commit().await?;
                if rows.is_empty() {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
            Ok(())
        });
        if consumed.is_err() {
            broken += 1;
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    Ok(broken)
}
