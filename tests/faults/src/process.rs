//! The receiver as a process: started, asked to end, killed.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};
use postal_webhooks::testing::Signer;
use postal_webhooks::testing::postal::Target;
use postal_webhooks_engines::free_port;
use rusqlite::Connection;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// A folder with a store and a key, and the ports at which its receivers listen one after another.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) folder: TempDir,
    pub(crate) signer: Signer,
    pub(crate) store: PathBuf,
    /// The URL of the store, where it is not the file.
    server: Option<String>,
    port: u16,
    admin: u16,
}

impl Place {
    pub(crate) fn new() -> Result<Self> {
        Self::with_signer(Signer::generate())
    }

    /// A place for a receiver of a Postal that has others, with a store of its own.
    pub(crate) fn with_signer(signer: Signer) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("key.pem"), signer.public_pem())?;
        let store = folder.path().join("events.db");
        let (port, admin) = (free_port()?, free_port()?);
        Ok(Self { folder, signer, store, server: None, port, admin })
    }

    /// The same, with the store of this URL, which receivers share.
    pub(crate) fn sharing(url: &str, signer: &Signer) -> Result<Self> {
        Ok(Self { server: Some(url.to_owned()), ..Self::with_signer(signer.clone())? })
    }

    pub(crate) fn target(&self) -> Result<Target> {
        Ok(self.url().parse()?)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/postal", self.port)
    }

    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub(crate) fn admin_address(&self) -> String {
        format!("127.0.0.1:{}", self.admin)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a configuration: the source of this place, and the rest of it.
    pub(crate) fn configure(&self, rest: &str) -> Result<String> {
        let (file, keys) = (self.path("config.toml"), self.path("key.pem"));
        let keys = keys.display().to_string();
        std::fs::write(
            &file,
            format!("{rest}\n[source.main]\nkeys = {keys:?}\npath = \"/postal\"\n"),
        )?;
        Ok(file.display().to_string())
    }

    /// What is written to standard error, by all receivers of this place.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.path("log")).unwrap_or_default()
    }

    /// Starts a receiver.
    pub(crate) fn start(&self) -> Result<Running> {
        self.start_by(&[], &[])
    }

    /// Starts a receiver by a program that runs it, such as `strace`, and with more arguments.
    pub(crate) fn start_by(&self, before: &[&str], arguments: &[&str]) -> Result<Running> {
        let keys = self.path("key.pem").display().to_string();
        self.run(self.command(before, &[&["--admin", "off", "--keys", &keys], arguments].concat())?)
    }

    /// Starts a receiver that fetches its keys.
    pub(crate) fn start_with_keys(&self, url: &str) -> Result<Running> {
        self.run(self.command(&[], &["--admin", "off", "--keys", url])?)
    }

    /// Starts a receiver whose source is in a file.
    pub(crate) fn start_with_file(&self, before: &[&str], file: &str) -> Result<Running> {
        self.run(self.command(before, &["--admin", "off", "--config", file])?)
    }

    /// The same, with its admin port at the address of this place.
    pub(crate) fn start_to_be_balanced(&self, file: &str) -> Result<Running> {
        self.run(self.command(&[], &["--admin", &self.admin_address(), "--config", file])?)
    }

    /// The same, with its admin port where the file says.
    pub(crate) fn start_with_admin(&self, file: &str) -> Result<Running> {
        self.run(self.command(&[], &["--config", file])?)
    }

    fn run(&self, mut command: Command) -> Result<Running> {
        let mut child = command.stdout(Stdio::piped()).spawn().context("cannot start")?;
        let out = child.stdout.take().context("no standard output")?;
        let mut running = Running { child, out: Some(BufReader::new(out)) };
        let ready = running.wait_until_ready();
        if ready.is_err() {
            // It has ended, or will: what traces it has still to write why.
            let _ = running.wait(Duration::from_secs(5));
        }
        ready.with_context(|| {
            let log = self.log();
            format!("the receiver did not start; it wrote {:?}", log.lines().last())
        })?;
        Ok(running)
    }

    /// The command that starts a receiver.
    pub(crate) fn command(&self, before: &[&str], arguments: &[&str]) -> Result<Command> {
        let program = program();
        let mut line: Vec<String> = before.iter().map(|&word| word.to_owned()).collect();
        line.push(program.display().to_string());
        let mut command = Command::new(&line[0]);
        command
            .args(&line[1..])
            .args(["--json", "serve", "--address", &self.address()])
            .arg("--store")
            .arg(self.server.as_ref().map_or(self.store.as_os_str(), |url| OsStr::new(url)))
            .args(arguments)
            .stdin(Stdio::null())
            .stderr(File::options().create(true).append(true).open(self.path("log"))?);
        Ok(command)
    }

    /// Opens the store with SQL of our own.
    pub(crate) fn open(&self) -> Result<Connection> {
        let connection = Connection::open(&self.store)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        Ok(connection)
    }

    /// A number that a query of the store gives.
    pub(crate) fn count(&self, sql: &str) -> Result<i64> {
        Ok(self.open()?.query_row(sql, [], |row| row.get(0))?)
    }
}

/// How long to wait at the least before another look at something.
const LOOK: Duration = Duration::from_millis(10);

/// The program under test.
pub(crate) fn program() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
    xtask::tool::target(&root, &format!("{profile}/postal-webhooks"))
}

/// A receiver that runs. It is killed when it is dropped.
#[derive(Debug)]
pub(crate) struct Running {
    pub child: Child,
    out: Option<BufReader<ChildStdout>>,
}

impl Running {
    fn wait_until_ready(&mut self) -> Result<()> {
        let mut line = String::new();
        self.out.as_mut().context("its output is closed")?.read_line(&mut line)?;
        if !line.contains("ready") {
            bail!("it said {line:?} and ended");
        }
        Ok(())
    }

    /// Reads its standard output no more.
    pub(crate) fn close_output(&mut self) {
        self.out = None;
    }

    /// What it has still written to standard output, once it has ended.
    pub(crate) fn output(&mut self) -> Result<String> {
        let mut text = String::new();
        self.out.as_mut().context("its output is closed")?.read_to_string(&mut text)?;
        Ok(text)
    }

    /// Kills it at once, with all that runs it.
    pub(crate) fn kill(&mut self) -> Result<()> {
        for pid in self.pids()? {
            let _ = kill_process(pid, Signal::KILL);
        }
        self.child.wait()?;
        Ok(())
    }

    pub(crate) fn signal(&self, signal: Signal) -> Result<()> {
        let pids = self.pids()?;
        let receiver = pids.last().context("it has ended")?;
        kill_process(*receiver, signal)?;
        Ok(())
    }

    /// Asks it to end, and waits for that.
    pub(crate) fn terminate(&mut self) -> Result<ExitStatus> {
        self.signal(Signal::TERM)?;
        self.wait(Duration::from_secs(15))
    }

    pub(crate) fn wait(&mut self, longest: Duration) -> Result<ExitStatus> {
        let end = Instant::now() + longest;
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            if Instant::now() > end {
                bail!("it did not end within {longest:?}");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn has_ended(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_some())
    }

    /// The process that was started, and the last of those that it started: the receiver itself.
    pub(crate) fn pids(&self) -> Result<Vec<Pid>> {
        let mut pids = vec![self.child.id()];
        loop {
            let last = pids[pids.len() - 1];
            let children = format!("/proc/{last}/task/{last}/children");
            let children = std::fs::read_to_string(children).unwrap_or_default();
            match children.split_whitespace().next() {
                Some(child) => pids.push(child.parse()?),
                None => break,
            }
        }
        pids.into_iter()
            .map(|pid| {
                let pid = i32::try_from(pid)?;
                Pid::from_raw(pid).ok_or_else(|| anyhow!("no process {pid}"))
            })
            .collect()
    }

    pub(crate) fn pid(&self) -> Result<i32> {
        let pids = self.pids()?;
        Ok(pids.last().context("it has ended")?.as_raw_nonzero().get())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// Waits until something holds. Looks at it a hundred times a second, or for a third of the time where
/// a look takes long, so that the looks do not keep a core from what they wait for.
pub(crate) fn until(
    what: &str,
    longest: Duration,
    mut holds: impl FnMut() -> Result<bool>,
) -> Result<()> {
    let end = Instant::now() + longest;
    loop {
        let begun = Instant::now();
        if holds()? {
            return Ok(());
        }
        if begun > end {
            bail!("not within {longest:?}: {what}");
        }
        std::thread::sleep((begun.elapsed() * 2).clamp(LOOK, LOOK * 20));
    }
}
