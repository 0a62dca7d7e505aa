//! How fast the view is over a million events, and what it costs those who send.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use rusqlite::params;

use super::{Figures, Requests, exchange, start};
use crate::oracle::{Size, body};
use crate::page::{ask_for, get, rows, until_indexed};
use crate::process::Place;

const EVENTS: u64 = 1_000_000;
/// Pages of each kind.
const PAGES: usize = 200;
/// Events of a second, and the seconds of a round.
const RATE: u32 = 1000;
const SECONDS: u32 = 10;
const ROUNDS: u32 = 3;

/// Times of pages, and of answers with the view in use and without.
pub(crate) fn times() -> Result<()> {
    let place = Place::new()?;
    start(&place, &[])?.terminate()?;
    fill(&place)?;
    let file = place.configure("[retention]\nmin_free = \"0B\"\n")?;
    let begun = Instant::now();
    let mut running = place.start_to_be_balanced(&file)?;
    let admin = place.admin_address();
    until_indexed(&admin, Duration::from_secs(600))?;
    let size = |end: &str| -> Result<u64> {
        Ok(place.path(&format!("events.db{end}")).metadata()?.len() >> 20)
    };
    println!(
        "{EVENTS} events: store {} MiB, index {} MiB, filled in {:.0} s",
        size("")?,
        size(".search")?,
        begun.elapsed().as_secs_f64()
    );
    pages(&admin)?;
    answers(&place, &admin)?;
    running.terminate()?;
    Ok(())
}

/// Fills the store with bodies as Postal sends them, each with texts of its own.
fn fill(place: &Place) -> Result<()> {
    let mut store = place.open()?;
    let transaction = store.transaction()?;
    {
        let mut event = transaction.prepare(
            "INSERT INTO event (source, uuid, event, class, signed_at, received_at, kid, \
             signature, signature_sha1, body) VALUES (?1, ?2, ?3, 'known', ?4, ?4, ?5, \
             zeroblob(256), zeroblob(256), ?6)",
        )?;
        let now = i64::try_from(std::time::SystemTime::UNIX_EPOCH.elapsed()?.as_micros())?;
        let kid = place.signer.kid().to_string();
        for number in 0..EVENTS {
            let (uuid, bytes) = body(number, Size::Usual);
            let mut value: serde_json::Value = serde_json::from_slice(&bytes)?;
            let place = if value["payload"]["original_message"].is_object() {
                "original_message"
            } else {
                "message"
            };
            let message = &mut value["payload"][place];
            if message.is_object() {
                // A message has five events.
                let number = number / 5;
                message["id"] = number.into();
                message["to"] = format!("user{number}@example{}.com", number % 1000).into();
                message["subject"] = format!("Your order {number} is on its way").into();
                message["message_id"] = format!("<{number:x}.mail@example.org>").into();
            }
            let name = value["event"].as_str().unwrap_or_default().to_owned();
            // The last half hour of it at a thousand a second.
            let at = now - i64::try_from((EVENTS - number) * 1800)?;
            let source = if number % 1000 == 0 { "rare" } else { "main" };
            event.execute(params![source, uuid, name, at, kid, value.to_string().as_bytes()])?;
        }
    }
    transaction.execute(
        "INSERT INTO seen SELECT source, uuid, seq, zeroblob(32), received_at FROM event",
        [],
    )?;
    transaction.commit()?;
    store.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

fn pages(admin: &str) -> Result<()> {
    // Where something is found by one text alone, each page has another.
    let kinds: [(&str, &dyn Fn(usize) -> String); 13] = [
        ("first page", &|_| "/".into()),
        ("an older page", &|n| format!("/?at={}", 5000 * n + 100)),
        ("a common event", &|_| "/?event=MessageSent".into()),
        ("a rare event", &|_| "/?event=NotOfPostal".into()),
        ("a rare source", &|_| "/?source=rare".into()),
        ("both, and a text", &|_| "/?source=rare&event=MessageSent&q=order".into()),
        ("a state", &|_| "/?state=stored".into()),
        ("a time", &|_| "/?before=2030-01-01T00:00&since=2020-01-01T00:00".into()),
        ("a recipient", &|n| format!("/?q=user{}%40", 997 * n + 1)),
        ("a Message-ID", &|n| format!("/?q=%3C{:x}.mail", 997 * n + 65536)),
        ("a common text", &|_| "/?q=example".into()),
        ("an absent text", &|n| format!("/?q=nobody{n}")),
        ("one event", &|n| format!("/events/{}", 4999 * n + 1)),
    ];
    println!("page                    rows    p50 ms    p95 ms   longest ms       KiB");
    for (name, path) in kinds {
        let mut figures = Figures::default();
        let (mut shown, mut bytes) = (0, 0);
        for number in 0..PAGES {
            let page = get(admin, &path(number))?;
            if page.status != 200 {
                bail!("{} was answered {}", path(number), page.status);
            }
            shown = shown.max(rows(&page));
            bytes = bytes.max(page.text.len());
            figures.times.push(page.took);
        }
        figures.times.sort();
        println!(
            "{name:<20} {shown:>7} {:>9.1} {:>9.1} {:>12.1} {:>9.1}",
            figures.quantile(500),
            figures.quantile(950),
            figures.quantile(1000),
            f64::from(u32::try_from(bytes)?) / 1024.0
        );
    }
    Ok(())
}

/// Rounds in turn, with the view in use and without.
fn answers(place: &Place, admin: &str) -> Result<()> {
    let mut sums = [Vec::new(), Vec::new()];
    let mut lines = String::new();
    for round in 0..ROUNDS {
        for is_used in [false, true] {
            let from = EVENTS + u64::from((round * 2 + u32::from(is_used)) * RATE * SECONDS);
            let requests = Requests::signed(place, from, u64::from(RATE * SECONDS))?;
            let paths = ["/", "/?q=example", "/?event=MessageHeld", "/events/77", "/health"];
            let time = Duration::from_secs(u64::from(SECONDS));
            let (figures, asked) = std::thread::scope(|scope| {
                let pages = is_used.then(|| scope.spawn(|| ask_for(admin, &paths, 10, time)));
                let figures = paced(&place.address(), &requests);
                let asked = pages.map(|pages| pages.join().unwrap_or_else(|_| bail!("panicked")));
                anyhow::Ok((figures, asked.transpose()?))
            })?;
            if figures.statuses.keys().any(|status| status != "200 stored") {
                bail!("{:?}", figures.statuses);
            }
            let view = asked.map_or("not used".to_owned(), |asked| {
                format!("{} pages, longest {} ms", asked.shown, asked.longest.as_millis())
            });
            let _ = writeln!(
                lines,
                "{:>9} {:>9.2} {:>9.2} {:>12.1}   {view}",
                round + 1,
                figures.quantile(500),
                figures.quantile(990),
                figures.quantile(1000)
            );
            sums[usize::from(is_used)].extend(figures.times);
        }
    }
    println!(
        "{RATE} events a second, rounds of {SECONDS} s\n    round    p50 ms    p99 ms   longest ms   view"
    );
    print!("{lines}");
    let [without, with] = sums.map(|mut times| {
        times.sort();
        Figures { times, ..Figures::default() }.quantile(990)
    });
    println!(
        "p99 of all rounds: {without:.2} ms without, {with:.2} ms with the view ({:.2})",
        with / without
    );
    Ok(())
}

/// Sends each request once, at its time: a thousand a second.
pub(crate) fn paced(address: &str, requests: &Requests) -> Figures {
    let next = AtomicUsize::new(0);
    let is_late = AtomicBool::new(false);
    let begun = Instant::now();
    let parts = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|_| {
                scope.spawn(|| {
                    let mut seen = Vec::new();
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        let Some(request) = requests.0.get(number) else { return seen };
                        let number = u32::try_from(number).unwrap_or(u32::MAX);
                        let at = begun + Duration::from_secs(1) * number / RATE;
                        std::thread::sleep(at.saturating_duration_since(Instant::now()));
                        let sent = Instant::now();
                        if sent.duration_since(at) > Duration::from_millis(500) {
                            is_late.store(true, Ordering::Relaxed);
                        }
                        let status = exchange(address, request)
                            .unwrap_or_else(|error| format!("{:?}", error.kind()));
                        seen.push((status, sent.elapsed()));
                    }
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
    if is_late.load(Ordering::Relaxed) {
        println!("the senders fell behind: the machine is too slow for this rate");
    }
    figures.times.sort();
    figures
}
