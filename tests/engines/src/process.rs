//! What both servers need: a free port, an end, and a wait.

use std::net::TcpListener;
use std::process::Child;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use rustix::process::{Pid, Signal, kill_process};

/// How long a server may take to start.
const START: Duration = Duration::from_secs(30);

/// The lowest of the ports that are given out, and how many there are. The system takes the ports of
/// outgoing connections from above them, and those of listeners that ask for any.
const PORTS: (u32, u32) = (10_000, 22_000);

/// A port that nobody listens at. It is given out once, so that it is still free when a server that
/// was killed starts again, whatever runs beside it.
///
/// # Errors
///
/// All are taken.
pub fn free_port() -> Result<u16> {
    static GIVEN: AtomicU32 = AtomicU32::new(0);
    let (lowest, count) = PORTS;
    // Programs that run at the same time begin at different ones.
    let first = std::process::id().wrapping_mul(128);
    for _ in 0..count {
        let number = first.wrapping_add(GIVEN.fetch_add(1, Ordering::Relaxed)) % count;
        let port = u16::try_from(lowest + number)?;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no port from {lowest} to {} is free", lowest + count - 1)
}

/// Sends a signal to a process that was started here.
pub(crate) fn signal(child: &Child, signal: Signal) -> Result<()> {
    let pid = i32::try_from(child.id())?;
    if let Some(pid) = Pid::from_raw(pid) {
        kill_process(pid, signal)?;
    }
    Ok(())
}

/// Waits until it can be used.
pub(crate) fn wait_until(
    child: &mut Child,
    log: &std::path::Path,
    mut is_ready: impl FnMut() -> bool,
) -> Result<()> {
    let begun = Instant::now();
    while !is_ready() {
        let ended = child.try_wait()?;
        if ended.is_some() || begun.elapsed() > START {
            bail!("it did not start: {}", std::fs::read_to_string(log).unwrap_or_default());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}
