//! What both servers need: a free port, an end, and a wait.

use std::net::TcpListener;
use std::process::Child;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use rustix::process::{Pid, Signal, kill_process};

/// How long a server may take to start.
const START: Duration = Duration::from_secs(30);

pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
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
