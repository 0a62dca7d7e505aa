//! TLS to the server of a sink in PostgreSQL: only a certificate that this system trusts, for the name
//! in the URL, is good enough.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};
use postal_webhooks_engines::Postgres;

use super::postgres_sink::{RECOVERY, TABLE, configuration};
use crate::Effort;
use crate::oracle::{Oracle, all_acknowledged};
use crate::process::{Place, until};

/// The sink is down where the certificate is not trusted, where it is another name's, and where the
/// server speaks no TLS; it delivers where all is right.
pub(crate) fn tls(_: Effort) -> Result<String> {
    let folder = tempfile::tempdir()?;
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755))?;
    make_certificate(folder.path())?;
    let file = |name: &str| folder.path().join(name).display().to_string();
    let server = Postgres::start_with(&[
        "ssl=on",
        &format!("ssl_cert_file={}", file("cert.pem")),
        &format!("ssl_key_file={}", file("key.pem")),
    ])?;
    let plain = Postgres::start()?;
    let trusted = format!("SSL_CERT_FILE={}", file("cert.pem"));
    let (trusting, not_trusting) = (["env", &*trusted], ["env"]);
    let cases: [(&Postgres, &str, &[&str], bool); 4] = [
        (&server, "localhost", &not_trusting, false),
        (&server, "127.0.0.1", &trusting, false),
        (&plain, "localhost", &trusting, false),
        (&server, "localhost", &trusting, true),
    ];
    for server in [&server, &plain] {
        server.database("mail")?;
        server.sql("mail", TABLE)?;
    }
    for (at, (server, host, before, is_right)) in cases.into_iter().enumerate() {
        let (place, oracle) = (Place::new()?, Oracle::default());
        let url = server.url("mail").replace("127.0.0.1", host) + "?sslmode=verify-full";
        let mut running = place.start_with_file(before, &configuration(&place, &url, "table")?)?;
        all_acknowledged(&oracle.send(&place, 5, 1)?)?;
        let rows = || server.sql("mail", "SELECT count(*) FROM postal_event");
        if is_right {
            until("all are delivered", RECOVERY, || Ok(rows()? == "5"))?;
            let by_tls = "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) \
                          WHERE ssl AND application_name = 'postal-webhooks'";
            if server.sql("mail", by_tls)? != "1" {
                bail!("it delivers without TLS");
            }
        } else {
            until("it is down", RECOVERY, || Ok(place.log().contains("sink-down")))?;
            if rows()? != "0" {
                bail!("in case {at} something was delivered");
            }
        }
        running.terminate()?;
    }
    Ok("down without a certificate that is trusted, for another name, and without TLS; else \
        delivered"
        .to_owned())
}

/// A certificate of its own for `localhost`, with a key that the server may read.
fn make_certificate(folder: &Path) -> Result<()> {
    let settings = "[req]\ndistinguished_name = name\nx509_extensions = more\nprompt = no\n\
                    [name]\nCN = localhost\n\
                    [more]\nsubjectAltName = DNS:localhost\nbasicConstraints = CA:FALSE\n";
    std::fs::write(folder.join("settings"), settings)?;
    let made = Command::new("openssl")
        .args([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-config", "settings",
        ])
        .args(["-keyout", "key.pem", "-out", "cert.pem"])
        .current_dir(folder)
        .output()?;
    if !made.status.success() {
        bail!("openssl failed: {}", String::from_utf8_lossy(&made.stderr));
    }
    // The server takes a key that its own user has, and nobody else.
    if rustix::process::geteuid().is_root() {
        Command::new("chown").arg("postgres").arg(folder.join("key.pem")).status()?;
    }
    Ok(())
}
