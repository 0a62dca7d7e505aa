//! Tests of the certificates that the transport trusts.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;

use postal_webhooks::RemoteVerifier;
use postal_webhooks::remote::FetchError;

use crate::common::{POSTAL, openssl};
use crate::sockets::{answering, failure};

/// A web server with a certificate by an authority of its own, made by `openssl`.
struct TlsServer {
    directory: tempfile::TempDir,
    child: Child,
    url: String,
}

impl TlsServer {
    fn start(host: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name).to_str().unwrap().to_owned();
        let name = format!("subjectAltName=DNS:{host}");
        let config = path("config");
        std::fs::write(&config, "[req]\ndistinguished_name = dn\n[dn]\n").unwrap();
        let (authority, authority_key) = (path("authority.pem"), path("authority-key.pem"));
        let (key, certificate) = (path("key.pem"), path("certificate.pem"));
        let make = |key: &str, certificate: &str, extension: &str, signer: &[&str]| {
            let arguments = [
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=Test",
                "-config",
                &config,
                "-keyout",
                key,
                "-out",
                certificate,
                "-addext",
                extension,
            ];
            openssl(&[&arguments, signer].concat(), b"");
        };
        make(&authority_key, &authority, "basicConstraints=critical,CA:TRUE", &[]);
        make(&key, &certificate, &name, &["-CA", &authority, "-CAkey", &authority_key]);
        let documents = directory.path().join(".well-known");
        std::fs::create_dir(&documents).unwrap();
        std::fs::write(documents.join("jwks.json"), POSTAL.jwks()).unwrap();
        let mut child = Command::new("openssl")
            .args(["s_server", "-accept", "0", "-WWW", "-key", &key, "-cert", &certificate])
            .current_dir(directory.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // It says `ACCEPT [::]:34567` once it listens.
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        let accept =
            output.find_map(|line| Some(line.unwrap().strip_prefix("ACCEPT ")?.to_owned()));
        let accept = accept.unwrap();
        let port = accept.rsplit_once(':').unwrap().1;
        thread::spawn(move || output.for_each(drop));
        let url = format!("https://localhost:{port}");
        Self { directory, child, url }
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let server = TlsServer::start("localhost");
    // Pinned or not: a pin is no reason to talk to a stranger.
    for builder in [
        RemoteVerifier::builder(&*server.url),
        RemoteVerifier::builder(&*server.url).pin([POSTAL.kid()]),
    ] {
        let (error, text) = failure(&builder.build().unwrap()).await;
        assert!(matches!(*error, FetchError::Tls(_)), "{text}");
    }
    let url = answering(&b"HTTP/1.1 400 Bad Request\r\n\r\n"[..]).replace("http:", "https:");
    let (error, text) = failure(&RemoteVerifier::builder(url).build().unwrap()).await;
    assert!(matches!(*error, FetchError::Tls(_)), "{text}");
}

/// Runs one of the tests below in a process of its own: what the system trusts is read from its
/// environment.
#[track_caller]
fn run_with_trust(test: &str, server: &TlsServer) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test])
        .env("SSL_CERT_FILE", server.directory.path().join("authority.pem"))
        .env("TEST_URL", &server.url)
        .output()
        .unwrap();
    let output_text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output_text}");
}

#[test]
fn a_certificate_authority_of_ones_own_can_be_trusted() {
    run_with_trust("tls::with_trust", &TlsServer::start("localhost"));
    run_with_trust("tls::with_trust_in_another_host", &TlsServer::start("postal.example.com"));
}

#[tokio::test]
async fn with_trust() {
    let Ok(url) = std::env::var("TEST_URL") else {
        return;
    };
    let keys = RemoteVerifier::builder(url).build().unwrap();
    keys.refresh().await.unwrap();
    assert!(keys.status().keys.is_some());
}

#[tokio::test]
async fn with_trust_in_another_host() {
    let Ok(url) = std::env::var("TEST_URL") else {
        return;
    };
    let (error, text) = failure(&RemoteVerifier::builder(url).build().unwrap()).await;
    assert!(matches!(*error, FetchError::Tls(_)), "{text}");
}
