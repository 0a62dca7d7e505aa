//! Pages of the view, asked for as a browser does.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::process::until;

/// A page.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) text: String,
    pub(crate) took: Duration,
}

/// Gets a page of the admin port at this address.
pub(crate) fn get(address: &str, path: &str) -> Result<Page> {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n").as_bytes())?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    let status = text.get(9..12).context("no status")?.parse()?;
    Ok(Page { status, text, took: begun.elapsed() })
}

/// Waits until the index has come to the newest event.
pub(crate) fn until_indexed(address: &str, longest: Duration) -> Result<()> {
    until("the index has come to the newest event", longest, || {
        std::thread::sleep(Duration::from_millis(100));
        Ok(get(address, "/health")?.text.contains("has come to the newest event"))
    })
}

/// Events on a page of the list.
pub(crate) fn rows(page: &Page) -> usize {
    page.text.matches("<td class=\"when\">").count()
}

/// Asks for pages until the time is over, `rate` a second; each has to be there, or to say within 2
/// seconds why it is not.
pub(crate) fn ask_for(address: &str, paths: &[&str], rate: u32, time: Duration) -> Result<Asked> {
    let begun = Instant::now();
    let count = u32::try_from(time.as_millis())? * rate / 1000;
    let threads = rate.min(16);
    let parts = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|thread| {
                scope.spawn(move || -> Result<Asked> {
                    let mut asked = Asked::default();
                    for number in (thread..count).step_by(threads as usize) {
                        let at = begun + Duration::from_secs(1) * number / rate;
                        std::thread::sleep(at.saturating_duration_since(Instant::now()));
                        let page = get(address, paths[number as usize % paths.len()])?;
                        if page.took > Duration::from_secs(2) {
                            bail!("a page took {:?}", page.took);
                        }
                        match page.status {
                            200 => asked.shown += 1,
                            503 if page.text.contains("The store is busy") => asked.busy += 1,
                            status => bail!("a page was answered {status}"),
                        }
                        asked.longest = asked.longest.max(page.took);
                    }
                    Ok(asked)
                })
            })
            .collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, Result<Asked>>| {
            thread.join().unwrap_or_else(|_| bail!("a thread panicked"))
        };
        threads.into_iter().map(join).collect::<Result<Vec<_>>>()
    })?;
    Ok(parts.into_iter().fold(Asked::default(), |sum, part| Asked {
        shown: sum.shown + part.shown,
        busy: sum.busy + part.busy,
        longest: sum.longest.max(part.longest),
    }))
}

/// What became of pages that were asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) shown: usize,
    pub(crate) busy: usize,
    pub(crate) longest: Duration,
}
