//! NATS with JetStream.

use std::fs::File;
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result};
use rustix::process::Signal;
use tempfile::TempDir;

use crate::process::{free_port, signal, wait_until};

/// A NATS server with JetStream, whose streams are in files.
#[derive(Debug)]
pub struct Nats {
    folder: TempDir,
    port: u16,
    more: Vec<String>,
    child: Option<Child>,
}

impl Nats {
    /// Starts a server.
    ///
    /// # Errors
    ///
    /// `nats-server` is not on the PATH, or does not start.
    pub fn start() -> Result<Self> {
        Self::start_with(&[])
    }

    /// Starts a server with more lines in its configuration.
    ///
    /// # Errors
    ///
    /// As those of [`start`](Self::start).
    pub fn start_with(more: &[&str]) -> Result<Self> {
        let more = more.iter().map(|&line| line.to_owned()).collect();
        let mut nats = Self { folder: tempfile::tempdir()?, port: free_port()?, more, child: None };
        nats.run()?;
        Ok(nats)
    }

    /// Its port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Starts it again after it was killed or stopped.
    ///
    /// # Errors
    ///
    /// It does not start.
    pub fn run(&mut self) -> Result<()> {
        let configuration = format!(
            "listen: \"127.0.0.1:{}\"\njetstream {{ store_dir: \"{}\" }}\n{}\n",
            self.port,
            self.folder.path().join("data").display(),
            self.more.join("\n")
        );
        let file = self.folder.path().join("nats.conf");
        std::fs::write(&file, configuration)?;
        let log = self.folder.path().join("log");
        let output = File::options().create(true).append(true).open(&log)?;
        let mut child = Command::new("nats-server")
            .arg("-c")
            .arg(file)
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .context("cannot start nats-server; install it, from Debian's package nats-server")?;
        let port = self.port;
        wait_until(&mut child, &log, || TcpStream::connect(("127.0.0.1", port)).is_ok())?;
        self.child = Some(child);
        Ok(())
    }

    /// `kill -9`.
    ///
    /// # Errors
    ///
    /// It has ended before.
    pub fn kill(&mut self) -> Result<()> {
        let mut child = self.child.take().context("it does not run")?;
        child.kill()?;
        child.wait()?;
        Ok(())
    }

    /// Ends it in order.
    ///
    /// # Errors
    ///
    /// It has ended before.
    pub fn stop(&mut self) -> Result<()> {
        let mut child = self.child.take().context("it does not run")?;
        signal(&child, Signal::TERM)?;
        child.wait()?;
        Ok(())
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}
