//! `listen`: what arrives at a port, verified and readable, for development.

mod forward;
mod handle;
mod save;
mod show;

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::json;

use self::forward::Forward;
use self::handle::{Handled, Handler};
use self::save::Folder;
use crate::diagnosis::Policy;
use crate::network::{interrupt, target};
use crate::output::Output;
use crate::{Verdict, source};

/// How many connections are handled at once. Others wait.
const CONNECTIONS: usize = 64;
/// How often Ctrl-C is looked for.
const LOOK: Duration = Duration::from_millis(50);

/// Verify and print what arrives at a port, forward it, and save it. For development.
///
/// What verifies is answered with 200, or with what the receiver behind `--forward` answers.
/// Everything else is answered with 401, never forwarded, and printed with its reason alone.
/// Ctrl-C ends it.
#[derive(Args)]
pub(crate) struct Listen {
    #[arg(long, value_name = "SOURCE", help = source::HELP, required_unless_present = "allow_unverified")]
    keys: Option<String>,
    /// Where to listen. Port 0 is one that is free.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8000")]
    address: String,
    /// Send what verified on to this URL: headers and body as they came.
    #[arg(long, value_name = "URL")]
    forward: Option<String>,
    /// Save each request to this folder, for `verify --request` and `send --replay`.
    #[arg(long, value_name = "DIR")]
    save: Option<PathBuf>,
    /// End after so many requests.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    count: Option<u32>,
    /// Answer what does not verify with 200, and print it with the word UNVERIFIED. Insecure.
    #[arg(long)]
    allow_unverified: bool,
    /// Accept SHA-1 signatures where there is no SHA-256 one. Insecure.
    #[arg(long)]
    allow_insecure_sha1: bool,
    /// Accept keys under 2048 bits. Insecure.
    #[arg(long)]
    allow_insecure_short_keys: bool,
}

impl Listen {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let keys = self.keys.as_deref().map(source::read).transpose()?.map(|source| source.keys);
        let forward = self.forward.as_deref().map(|url| Forward::new(target(url)?)).transpose()?;
        let folder = self.save.as_deref().map(Folder::open).transpose()?;
        let policy =
            Policy { sha1: self.allow_insecure_sha1, short_keys: self.allow_insecure_short_keys };
        let stop = interrupt::flag()?;
        let listener = TcpListener::bind(&self.address).with_context(|| {
            format!("cannot listen at {}; name another, --address 127.0.0.1:8001", self.address)
        })?;
        let url = format!("http://{}/", listener.local_addr()?);
        let handler =
            Handler { keys, policy, forward, folder, allow_unverified: self.allow_unverified };
        let receiver = serve(listener, handler);
        output.result(&json!({"ready": {"url": url}}), &format!("ready: listening at {url}"))?;
        output.finish()?;

        let mut left = self.count;
        while left != Some(0) && !stop.load(Ordering::Relaxed) {
            match receiver.recv_timeout(LOOK) {
                Ok(request) => {
                    show::print(&request, output)?;
                    left = left.map(|left| left - 1);
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
        output.finish()?;
        Ok(Verdict::Yes)
    }
}

/// Handles each connection on a thread of its own. The threads end with the process.
fn serve(listener: TcpListener, handler: Handler) -> mpsc::Receiver<Handled> {
    let (sender, receiver) = mpsc::channel();
    let (handler, open) = (Arc::new(handler), Arc::new(AtomicUsize::new(0)));
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            while open.load(Ordering::Acquire) >= CONNECTIONS {
                std::thread::sleep(LOOK);
            }
            open.fetch_add(1, Ordering::AcqRel);
            let (handler, open, sender) = (Arc::clone(&handler), Arc::clone(&open), sender.clone());
            std::thread::spawn(move || {
                let _ = sender.send(handler.handle(&mut stream));
                open.fetch_sub(1, Ordering::AcqRel);
            });
        }
    });
    receiver
}
