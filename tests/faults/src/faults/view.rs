//! The view while the store is busy, held by others or gone, and an index that is lost or wrong.

use std::time::Duration;

use anyhow::{Result, bail};
use postal_webhooks::testing::Signer;
use postal_webhooks_engines::Postgres;

use crate::Effort;
use crate::load::{Requests, paced};
use crate::oracle::{Oracle, all_acknowledged};
use crate::page::{ask_for, get, rows, until_indexed};
use crate::process::{Place, until};

/// How long the index may take here.
const INDEXED: Duration = Duration::from_secs(30);

/// The list is asked for 100 times a second while 1,000 events a second arrive.
pub(crate) fn under_load(effort: Effort) -> Result<String> {
    let place = Place::new()?;
    let file = place.configure("")?;
    let mut running = place.start_to_be_balanced(&file)?;
    let admin = place.admin_address();
    let seconds = if effort.rounds >= 100 { 60 } else { 5 };
    // The first is another.
    let requests = Requests::signed(&place, 1, seconds * 1000)?;
    let time = Duration::from_secs(seconds);
    let paths = ["/", "/?q=example.com", "/?event=MessageHeld", "/events/1", "/sinks", "/health"];
    let first = Oracle::default();
    all_acknowledged(&first.send(&place, 1, 1)?)?;
    let (figures, asked) = std::thread::scope(|scope| {
        let pages = scope.spawn(|| ask_for(&admin, &paths, 100, time));
        let figures = paced(&place.address(), &requests);
        let asked = pages.join().unwrap_or_else(|_| bail!("a thread panicked"))?;
        anyhow::Ok((figures, asked))
    })?;
    if figures.statuses.keys().any(|status| status != "200 stored") {
        bail!("they were answered {:?}", figures.statuses);
    }
    if figures.took > 2 * time || asked.shown == 0 {
        bail!("it took {:?}, and {} pages were shown", figures.took, asked.shown);
    }
    until_indexed(&admin, INDEXED)?;
    running.terminate()?;
    let stored = place.count("SELECT count(*) FROM event")?;
    if stored != i64::try_from(seconds * 1000)? + 1 {
        bail!("{stored} are stored");
    }
    Ok(format!(
        "{} of {} pages shown, the longest after {} ms; {} events accepted in {:.1} s meanwhile, \
         p99 {:.1} ms, the longest {:.0} ms",
        asked.shown,
        asked.shown + asked.busy,
        asked.longest.as_millis(),
        figures.times.len(),
        figures.took.as_secs_f64(),
        figures.quantile(990),
        figures.quantile(1000)
    ))
}

/// Another program holds the file: pages are shown, and say that nothing is stored.
pub(crate) fn locked(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let file = place.configure("")?;
    let mut running = place.start_to_be_balanced(&file)?;
    let admin = place.admin_address();
    let oracle = Oracle::default();
    all_acknowledged(&oracle.send(&place, 4, 2)?)?;
    let mut foreign = place.open()?;
    let lock = foreign.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // The last check was fresh.
    std::thread::sleep(Duration::from_millis(1100));
    let mut longest = Duration::ZERO;
    until("the view says that nothing is stored", Duration::from_secs(6), || {
        let page = get(&admin, "/")?;
        longest = longest.max(page.took);
        Ok(page.status == 200 && rows(&page) == 4 && page.text.contains("Not ready"))
    })?;
    if oracle.send_one(&place)?.outcome == postal_webhooks::testing::postal::Outcome::Status(200) {
        bail!("the lock held nothing up");
    }
    let health = get(&admin, "/health")?;
    if !health.text.contains("No request of main was accepted") {
        bail!("the page does not say how long there is");
    }
    drop(lock);
    drop(foreign);
    until("the view says that all is well", Duration::from_secs(10), || {
        Ok(get(&admin, "/")?.text.contains("All is well"))
    })?;
    all_acknowledged(&oracle.send(&place, 4, 2)?)?;
    running.terminate()?;
    if longest > Duration::from_secs(2) {
        bail!("a page took {longest:?}");
    }
    Ok(format!(
        "said so on each page, the longest after {} ms, and well after it",
        longest.as_millis()
    ))
}

/// The server of a shared store stops: pages say so in time, and come back.
pub(crate) fn stopped_server(_: Effort) -> Result<String> {
    let server = Postgres::start()?;
    let url = server.database("view")?;
    let place = Place::sharing(&url, &Signer::generate())?;
    let file = place.configure("")?;
    let mut running = place.start_to_be_balanced(&file)?;
    let admin = place.admin_address();
    let oracle = Oracle::default();
    all_acknowledged(&oracle.send(&place, 20, 4)?)?;
    until_indexed(&admin, INDEXED)?;
    if rows(&get(&admin, "/?source=main")?) != 20 {
        bail!("the index does not find what was stored");
    }
    server.stop()?;
    let mut longest = Duration::ZERO;
    for path in ["/", "/events/1", "/sinks", "/quarantine", "/?source=main"] {
        let page = get(&admin, path)?;
        longest = longest.max(page.took);
        if page.status != 503 || !page.text.contains("The store is busy or cannot be read") {
            bail!("{path} was answered {}", page.status);
        }
    }
    if get(&admin, "/health")?.status != 200 {
        bail!("health is not shown");
    }
    server.run()?;
    until("the list is shown again", Duration::from_secs(20), || {
        Ok(get(&admin, "/")?.status == 200)
    })?;
    running.terminate()?;
    if longest > Duration::from_secs(2) {
        bail!("a page took {longest:?}");
    }
    Ok(format!("5 pages said so, the longest after {} ms; shown again", longest.as_millis()))
}

/// The index is lost, damaged, and of another store: it is made anew each time.
pub(crate) fn index_lost(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let file = place.configure("")?;
    let admin = place.admin_address();
    let oracle = Oracle::default();
    let index = place.path("events.db.search");
    let copy = place.path("copy.db");
    let mut stages = 0;
    let mut found = 0;
    for stage in 0..4 {
        match stage {
            0 => {}
            1 => std::fs::remove_file(&index)?,
            2 => std::fs::write(&index, "this was an index once, and is none any more")?,
            // The store of before is put back, and other events follow.
            _ => {
                for end in ["", "-wal", "-shm"] {
                    let _ = std::fs::remove_file(place.path(&format!("events.db{end}")));
                }
                std::fs::copy(&copy, &place.store)?;
                found = 0;
            }
        }
        let mut running = place.start_to_be_balanced(&file)?;
        all_acknowledged(&oracle.send(&place, 20, 4)?)?;
        until_indexed(&admin, INDEXED)?;
        let now = rows(&get(&admin, "/?source=main")?);
        running.terminate()?;
        if stage == 0 {
            place.open()?.execute("VACUUM INTO ?1", [copy.display().to_string()])?;
        }
        if now <= found
            || now != usize::try_from(place.count("SELECT count(*) FROM event")?)?.min(50)
        {
            bail!("{now} events are found in stage {stage}, {found} before");
        }
        found = now;
        stages += 1;
    }
    Ok(format!("lost, damaged, and of a store that was put back: made anew in {stages} starts"))
}
