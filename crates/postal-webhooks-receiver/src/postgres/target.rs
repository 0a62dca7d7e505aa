//! [`Target`]: which database, and how to reach it.

use std::fmt::Write as _;
use std::net::IpAddr;
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::CONNECT;

/// How long what was sent may stay without acknowledgement by the other machine.
const USER_TIMEOUT: Duration = Duration::from_secs(10);
/// When to ask whether the other machine is still there, and how often.
const KEEPALIVE: Duration = Duration::from_secs(15);
const KEEPALIVE_AGAIN: Duration = Duration::from_secs(5);

/// A database, and how to reach it.
#[derive(Clone)]
pub(crate) struct Target {
    pub(super) config: Config,
    pub(super) tls: MakeRustlsConnect,
}

/// What is wrong with a URL, and what to do. It shows nothing of it, since it may have a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) what: &'static str,
    pub(crate) remedy: &'static str,
}

const URL: &str = "write \"postgres://user@host/database\", \"env:NAME\" or \"file:PATH\"";

impl Target {
    /// Reads a URL of `postgres` or `postgresql`, or words such as `host=db.example.com user=app`.
    ///
    /// `sslmode` is `disable`, or `require` or `verify-full`, which both verify the certificate and
    /// the name. Without it, TLS is required unless the server is on this machine.
    ///
    /// # Errors
    ///
    /// It is nothing of the kind, or lacks something, or certificates cannot be verified.
    pub(crate) fn parse(url: &str) -> Result<Self, Problem> {
        let tls = crate::tls::client_config().map_err(|_| Problem {
            what: "certificates cannot be verified",
            remedy: "install those of the operating system",
        })?;
        let (mut config, explicit) = parse(url)?;
        let problem = |what, remedy| Err(Problem { what, remedy });
        let hosts = config.get_hosts().len().max(config.get_hostaddrs().len());
        if hosts == 0 {
            return problem("it names no host", URL);
        }
        if config.get_user().is_none() {
            return problem("it names no user", URL);
        }
        match explicit {
            Some(SslMode::Prefer) => {
                return problem(
                    "with sslmode=prefer anybody in between could turn TLS off",
                    "write sslmode=require, or sslmode=disable where the network is trusted",
                );
            }
            Some(mode) => config.ssl_mode(mode),
            None if is_on_this_machine(&config) => config.ssl_mode(SslMode::Disable),
            None => config.ssl_mode(SslMode::Require),
        };
        if config.get_connect_timeout().is_none() {
            // Each host has its share, so that one that does not answer leaves time for the next.
            let share = CONNECT / u32::try_from(hosts).unwrap_or(u32::MAX);
            config.connect_timeout(share);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(USER_TIMEOUT);
        }
        config.keepalives(true).keepalives_idle(KEEPALIVE);
        config.keepalives_interval(KEEPALIVE_AGAIN).keepalives_retries(3);
        Ok(Self { config, tls: MakeRustlsConnect::new(tls) })
    }

    /// Hosts and database, without what may be secret.
    pub(crate) fn place(&self) -> String {
        let mut place = String::new();
        for (at, host) in self.config.get_hosts().iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            let ports = self.config.get_ports();
            let port = ports.get(at).or(ports.first()).copied().unwrap_or(5432);
            let _ = match host {
                Host::Tcp(host) => write!(place, "{comma}{host}:{port}"),
                Host::Unix(folder) => write!(place, "{comma}{}", folder.display()),
            };
        }
        let database = self.config.get_dbname().or(self.config.get_user());
        format!("{place}/{}", database.unwrap_or_default())
    }

    /// Whether there is a password in it.
    pub(crate) fn has_password(&self) -> bool {
        self.config.get_password().is_some()
    }
}

/// The settings of a URL, and its `sslmode` if it has one.
fn parse(url: &str) -> Result<(Config, Option<SslMode>), Problem> {
    // Later words win: if what is put in front decides, the URL has no such word.
    let parse_with = |url: &str, mode: &str| -> Option<Config> {
        let is_url = url.starts_with("postgres://") || url.starts_with("postgresql://");
        // The password, which ends at `@`, may hold a question mark.
        let login = url.find('@').unwrap_or_default();
        let text = match url[login..].find('?').map(|at| url.split_at(login + at + 1)) {
            Some((start, words)) if is_url => format!("{start}sslmode={mode}&{words}"),
            None if is_url => format!("{url}?sslmode={mode}"),
            _ => format!("sslmode={mode} {url}"),
        };
        text.parse().ok()
    };
    let both = |url: &str| Some((parse_with(url, "require")?, parse_with(url, "disable")?));
    if url.contains("sslmode=verify-ca") && both(url).is_none() {
        return Err(Problem {
            what: "sslmode=verify-ca is not supported",
            remedy: "write sslmode=verify-full, which also verifies the name",
        });
    }
    let verified = || both(&url.replacen("sslmode=verify-full", "sslmode=require", 1));
    let Some((config, other)) = both(url).or_else(verified) else {
        return Err(Problem { what: "it is no URL of PostgreSQL", remedy: URL });
    };
    let mode = config.get_ssl_mode();
    Ok((config, (mode == other.get_ssl_mode()).then_some(mode)))
}

/// Whether every host of it is this machine.
fn is_on_this_machine(config: &Config) -> bool {
    // Where there is an address, the name is not looked up.
    if !config.get_hostaddrs().is_empty() {
        return config.get_hostaddrs().iter().all(IpAddr::is_loopback);
    }
    config.get_hosts().iter().all(|host| match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn mode(url: &str) -> SslMode {
        Target::parse(url).map(|target| target.config.get_ssl_mode()).unwrap()
    }

    #[test]
    fn tls_is_required_unless_the_server_is_on_this_machine() {
        for url in [
            "postgres://app@127.0.0.1/events",
            "postgres://app@localhost:5433/events?target_session_attrs=read-write",
            "postgresql://app@[::1]/events",
            "host=/run/postgresql user=app",
            "postgres://app@%2Frun%2Fpostgresql/events",
            "host=db.example.com hostaddr=127.0.0.1 user=app",
            "postgres://app@db.example.com/events?sslmode=disable",
            "host=db.example.com user=app sslmode = 'disable'",
        ] {
            assert_eq!(mode(url), SslMode::Disable, "{url}");
        }
        for url in [
            "postgres://app@db.example.com/events",
            "postgres://app@localhost,db.example.com/events",
            "postgres://app@10.0.0.1/events?application_name=x",
            "postgres://app@127.0.0.1/events?sslmode=require",
            "postgres://app@127.0.0.1/events?connect_timeout=1&sslmode=verify-full",
            "host=localhost user=app sslmode=verify-full",
            "host=localhost hostaddr=10.0.0.1 user=app",
        ] {
            assert_eq!(mode(url), SslMode::Require, "{url}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_told_without_values() {
        for (url, what) in [
            ("mysql://u:CANARY@h/d", "it is no URL of PostgreSQL"),
            ("postgres://u:CANARY@h/d?CANARY", "it is no URL of PostgreSQL"),
            ("CANARY", "it is no URL of PostgreSQL"),
            ("", "it names no host"),
            ("user=app password=CANARY", "it names no host"),
            ("postgres://db.example.com/events", "it names no user"),
            (
                "postgres://u@h/d?sslmode=prefer",
                "with sslmode=prefer anybody in between could turn TLS off",
            ),
            ("postgres://u@h/d?sslmode=verify-ca", "sslmode=verify-ca is not supported"),
            ("postgres://u@h/d?sslmode=allow", "it is no URL of PostgreSQL"),
        ] {
            let problem = Target::parse(url).map(|_| ()).unwrap_err();
            assert_eq!(problem.what, what, "{url}");
        }
    }

    #[test]
    fn a_password_stays_as_it_is() {
        for url in ["postgres://app:a?b%40@db/events", "host=db user=app password='a?b@'"] {
            let target = Target::parse(url).map(|target| target.config).unwrap();
            assert_eq!(target.get_password(), Some(&b"a?b@"[..]), "{url}");
        }
    }

    #[test]
    fn the_place_has_no_password() {
        let target = Target::parse("postgres://app:CANARY@a:5433,b/events").unwrap();
        assert_eq!(target.place(), "a:5433,b:5432/events");
        assert!(target.has_password());
        let target = Target::parse("host=/run/postgresql user=app").unwrap();
        assert_eq!(
            (target.place().as_str(), target.has_password()),
            ("/run/postgresql/app", false)
        );
    }
}
