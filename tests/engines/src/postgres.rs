//! PostgreSQL.

use std::fs::File;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use anyhow::{Context as _, Result, bail};
use rustix::process::Signal;
use tempfile::TempDir;

use crate::process::{free_port, signal, wait_until};

/// A PostgreSQL server. Everybody on this machine is its superuser.
#[derive(Debug)]
pub struct Postgres {
    folder: TempDir,
    port: u16,
    settings: Vec<String>,
    child: Mutex<Option<Child>>,
}

impl Postgres {
    /// Starts a server.
    ///
    /// # Errors
    ///
    /// PostgreSQL is not installed, or does not start.
    pub fn start() -> Result<Self> {
        Self::start_with(&[])
    }

    /// Starts a server with settings, such as `fsync=off`.
    ///
    /// # Errors
    ///
    /// As those of [`start`](Self::start).
    pub fn start_with(settings: &[&str]) -> Result<Self> {
        let server = Self::in_new_folder(settings.iter().map(|&setting| setting.to_owned()))?;
        let mut command = as_postgres("initdb")?;
        command
            .args(["--auth=trust", "--no-sync", "--username=postgres", "--encoding=UTF8"])
            .args(["--locale=C", "-D"])
            .arg(server.data());
        succeed(command)?;
        server.run()?;
        Ok(server)
    }

    /// Starts a standby of this server, which from then on acknowledges no commit before the standby
    /// has it on its disk.
    ///
    /// # Errors
    ///
    /// It cannot be copied, or the copy does not start.
    pub fn standby(&self) -> Result<Self> {
        let standby = Self::in_new_folder(self.settings.iter().cloned())?;
        let mut command = as_postgres("pg_basebackup")?;
        command
            .args(["--dbname", &self.url("postgres"), "--write-recovery-conf", "--no-sync"])
            .args(["--checkpoint=fast", "--wal-method=stream", "--pgdata"])
            .arg(standby.data());
        succeed(command)?;
        standby.run()?;
        self.sql("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'")?;
        self.sql("postgres", "SELECT pg_reload_conf()")?;
        let state = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'";
        let begun = std::time::Instant::now();
        while self.sql("postgres", state)? != "1" {
            if begun.elapsed() > std::time::Duration::from_secs(30) {
                bail!("the standby does not follow");
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        Ok(standby)
    }

    /// Crashes, and has nothing left on its disk.
    ///
    /// # Errors
    ///
    /// It does not run.
    pub fn lose_disk(&self) -> Result<()> {
        self.crash()?;
        Ok(std::fs::remove_dir_all(self.data())?)
    }

    /// A server that does not run, and has a folder of its own.
    fn in_new_folder(settings: impl Iterator<Item = String>) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755))?;
        let server = Self {
            folder,
            port: free_port()?,
            settings: settings.collect(),
            child: Mutex::new(None),
        };
        let data = server.data();
        std::fs::create_dir(&data)?;
        std::fs::set_permissions(&data, PermissionsExt::from_mode(0o700))?;
        if rustix::process::geteuid().is_root() {
            let id = Command::new("id").args(["-u", "postgres"]).output()?;
            let id = String::from_utf8(id.stdout)?.trim().parse();
            let id: u32 = id.context("there is no user postgres; install PostgreSQL")?;
            std::os::unix::fs::chown(&data, Some(id), None)?;
        }
        Ok(server)
    }

    /// The server that all tests of a process use together, as long as one of them has it.
    ///
    /// # Errors
    ///
    /// As those of [`start`](Self::start).
    pub fn shared() -> Result<Arc<Self>> {
        static SHARED: Mutex<Weak<Postgres>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(server) = shared.upgrade() {
            return Ok(server);
        }
        let server = Arc::new(Self::start()?);
        *shared = Arc::downgrade(&server);
        Ok(server)
    }

    /// Its port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The URL of a database.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// Makes a database, and gives its URL.
    ///
    /// # Errors
    ///
    /// It is there already.
    pub fn database(&self, name: &str) -> Result<String> {
        self.sql("postgres", &format!("CREATE DATABASE {name}"))?;
        Ok(self.url(name))
    }

    /// Runs SQL by `psql`, and gives what it prints, a line for each row.
    ///
    /// # Errors
    ///
    /// The SQL fails.
    pub fn sql(&self, database: &str, sql: &str) -> Result<String> {
        let output = Command::new(program("psql")?)
            .args(["--no-psqlrc", "--quiet", "-tA", "-v", "ON_ERROR_STOP=1", "-d"])
            .args([&self.url(database), "-c", sql])
            .output()?;
        if !output.status.success() {
            bail!("{}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
    }

    /// Starts it again after it was stopped or killed.
    ///
    /// # Errors
    ///
    /// It does not start.
    pub fn run(&self) -> Result<()> {
        let log = self.folder.path().join("log");
        let output = File::options().create(true).append(true).open(&log)?;
        let mut command = as_postgres("postgres")?;
        command.arg("-D").arg(self.data()).args(["-p", &self.port.to_string()]);
        for setting in ["listen_addresses=127.0.0.1", "unix_socket_directories="]
            .into_iter()
            .chain(self.settings.iter().map(String::as_str))
        {
            command.args(["-c", setting]);
        }
        let mut child =
            command.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output).spawn()?;
        wait_until(&mut child, &log, || self.sql("postgres", "SELECT 1").is_ok())?;
        *self.child.lock().unwrap_or_else(PoisonError::into_inner) = Some(child);
        Ok(())
    }

    /// Ends it as a crash would: `pg_ctl stop -m immediate`.
    ///
    /// # Errors
    ///
    /// It does not run.
    pub fn crash(&self) -> Result<()> {
        let mut command = as_postgres("pg_ctl")?;
        command.args(["stop", "-m", "immediate", "-D"]).arg(self.data());
        succeed(command)?;
        self.wait()
    }

    /// Ends it in order, without waiting for clients.
    ///
    /// # Errors
    ///
    /// It does not run.
    pub fn stop(&self) -> Result<()> {
        if let Some(child) = &*self.child.lock().unwrap_or_else(PoisonError::into_inner) {
            signal(child, Signal::INT)?;
        }
        self.wait()
    }

    /// Process ids of the backends whose sessions have this `application_name`.
    ///
    /// # Errors
    ///
    /// It does not run.
    pub fn backends(&self, application: &str) -> Result<Vec<i32>> {
        let sql = format!(
            "SELECT pid FROM pg_stat_activity WHERE application_name = '{application}' ORDER BY pid"
        );
        let lines = self.sql("postgres", &sql)?;
        lines.lines().map(|line| Ok(line.parse()?)).collect()
    }

    fn wait(&self) -> Result<()> {
        let child = self.child.lock().unwrap_or_else(PoisonError::into_inner).take();
        child.context("it does not run")?.wait()?;
        Ok(())
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ = self.crash();
    }
}

/// Runs a command to its end.
fn succeed(mut command: Command) -> Result<()> {
    let output = command.output()?;
    if !output.status.success() {
        bail!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

/// A program of PostgreSQL: the one on the PATH, else that of the newest Debian package.
fn program(name: &str) -> Result<PathBuf> {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let mut places: Vec<PathBuf> = std::env::split_paths(&paths).map(|it| it.join(name)).collect();
    if let Ok(versions) = Path::new("/usr/lib/postgresql").read_dir() {
        let mut versions: Vec<_> = versions.flatten().map(|it| it.path()).collect();
        versions.sort();
        places.extend(versions.into_iter().rev().map(|it| it.join("bin").join(name)));
    }
    let place = places.into_iter().find(|place| place.exists());
    place.with_context(|| format!("there is no {name}; install PostgreSQL 13 or newer"))
}

/// The command of a program, which refuses to run as root.
fn as_postgres(name: &str) -> Result<Command> {
    let program = program(name)?;
    let mut command = if rustix::process::geteuid().is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir("/");
    Ok(command)
}
