//! TLS: certificates that Postal does not trust, and ports that speak something else.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::diagnosis::{Diagnosis, Expected, doctor, doctor_trusting};
use crate::server::{self, answer, hang, https, listen};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

type Issuer = CertifiedIssuer<'static, KeyPair>;

/// Authorities, of which the first one's certificate is in a file.
struct Authorities {
    trusted: Issuer,
    between: Issuer,
    stranger: Issuer,
    folder: tempfile::TempDir,
}

impl Authorities {
    fn new() -> Self {
        let of_authority = |name: &str| {
            let mut params = params(name, 0, 3650);
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            params.key_usages =
                vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
            params
        };
        let own = |name: &str| {
            Issuer::self_signed(of_authority(name), KeyPair::generate().unwrap()).unwrap()
        };
        let trusted = own("Trusted");
        let key = KeyPair::generate().unwrap();
        let between = Issuer::signed_by(of_authority("Between"), key, &trusted).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("trusted.pem"), trusted.pem()).unwrap();
        Self { trusted, between, stranger: own("Stranger"), folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("trusted.pem")
    }
}

/// Valid from so many days before now until so many after.
fn params(name: &str, before: i32, after: i32) -> CertificateParams {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    let at = |days: i32| {
        let span = DAY * days.unsigned_abs();
        let now = SystemTime::now();
        if days < 0 { now - span } else { now + span }.into()
    };
    (params.not_before, params.not_after) = (at(-before - 1), at(after));
    params
}

/// A server's certificate by an authority, or by itself, and what it sends besides.
fn config(params: &CertificateParams, by: Option<&Issuer>, more: &[&Issuer]) -> ServerConfig {
    let key = KeyPair::generate().unwrap();
    let leaf = match by {
        Some(issuer) => params.signed_by(&key, issuer).unwrap(),
        None => params.self_signed(&key).unwrap(),
    };
    let more = more.iter().map(|issuer| CertificateDer::from(issuer.der().to_vec()));
    let chain = std::iter::once(CertificateDer::from(leaf.der().to_vec())).chain(more).collect();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap()
}

fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    #[cfg(feature = "aws-lc-rs")]
    return Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    #[cfg(not(feature = "aws-lc-rs"))]
    return Arc::new(rustls::crypto::ring::default_provider());
}

fn untrusted(code: &'static str, remedy: &'static str) -> Expected {
    Expected { verdict: "fail", code, history: "-3", remedy }
}

#[test]
fn certificates_of_every_kind() {
    let authorities = Authorities::new();
    let Authorities { trusted, between, stranger, .. } = &authorities;
    let now = || params("localhost", 1, 90);
    let ok = |code| Expected { verdict: "ok", code, history: "", remedy: "" };
    let soon = Expected {
        verdict: "warn",
        code: "certificate-ends-soon",
        history: "-3 from then on",
        remedy: "automatic renewal",
    };
    let table = [
        (config(&now(), Some(trusted), &[]), 0, ok("tls")),
        (config(&now(), Some(between), &[between]), 0, ok("tls")),
        (config(&params("localhost", 80, 10), Some(trusted), &[]), 0, soon),
        (
            config(&params("localhost", 90, -2), Some(trusted), &[]),
            1,
            untrusted("certificate-expired", "Renew it"),
        ),
        (
            config(&params("localhost", -3, 90), Some(trusted), &[]),
            1,
            untrusted("certificate-not-yet-valid", "clock"),
        ),
        (
            config(&params("other.example.com", 1, 90), Some(trusted), &[]),
            1,
            untrusted("certificate-of-another-name", "default host"),
        ),
        (config(&now(), None, &[]), 1, untrusted("certificate-self-signed", "Let's Encrypt")),
        (
            config(&now(), Some(between), &[]),
            1,
            untrusted("certificate-chain-incomplete", "fullchain.pem"),
        ),
        (
            config(&now(), Some(stranger), &[stranger]),
            1,
            untrusted("certificate-issuer-unknown", "SSL_CERT_FILE"),
        ),
    ];
    for (config, exit, expected) in table {
        let port = https(config, answer(401, "", "no"));
        let url = format!("https://localhost:{port}/postal");
        let diagnosis = doctor_trusting(&[&url], &authorities.path());
        diagnosis.shows(exit, &expected);
        // Nothing is sent where Postal would send nothing.
        let is_sent = diagnosis.rows.iter().any(|row| row["check"] == "answer");
        assert_eq!(is_sent, exit == 0, "{diagnosis:?}");
    }
}

/// A self-signed certificate that is an authority's, as `openssl req -x509` makes it.
#[test]
fn a_self_signed_certificate_of_openssl() {
    let authorities = Authorities::new();
    let mut params = params("localhost", 1, 90);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let port = https(config(&params, None, &[]), Vec::new());
    doctor_trusting(&[&format!("https://localhost:{port}/")], &authorities.path())
        .shows(1, &untrusted("certificate-self-signed", "Let's Encrypt"));
}

/// Not for servers, and without a name for one.
#[test]
fn certificates_that_serve_no_host() {
    let authorities = Authorities::new();
    let mut of_client = params("localhost", 1, 90);
    of_client.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let mut nameless = params("localhost", 1, 90);
    nameless.subject_alt_names = Vec::new();
    for (params, code) in
        [(of_client, "certificate-refused"), (nameless, "certificate-without-name")]
    {
        let port = https(config(&params, Some(&authorities.trusted), &[]), Vec::new());
        let url = format!("https://localhost:{port}/");
        doctor_trusting(&[&url], &authorities.path()).shows(1, &untrusted(code, ""));
    }
}

/// The resolver of the system takes numbers for addresses, and no certificate can name them.
#[test]
fn a_host_that_is_a_number() {
    let port = https(config(&params("localhost", 1, 90), None, &[]), Vec::new());
    doctor(&[&format!("https://2130706433:{port}/")]).shows(1, &untrusted("tls-name", "a name"));
}

#[test]
fn an_answer_that_tls_does_not_end() {
    let authorities = Authorities::new();
    let good = config(&params("localhost", 1, 90), Some(&authorities.trusted), &[]);
    let config = Arc::new(good);
    let port = listen(move |stream| {
        let tls = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
        let mut stream = rustls::StreamOwned::new(tls, stream);
        if server::read(&mut stream).is_some() {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok");
            let _ = stream.flush();
        }
    });
    doctor_trusting(&[&format!("https://localhost:{port}/")], &authorities.path())
        .shows(1, &untrusted("tls-cut", "let it end TLS"));
}

#[test]
fn a_server_that_speaks_http2_alone_in_tls() {
    let authorities = Authorities::new();
    let good = || config(&params("localhost", 1, 90), Some(&authorities.trusted), &[]);
    for (protocols, code) in [(&["h2"][..], "http2-only"), (&["h2", "http/1.1"], "no-answer")] {
        let mut config = good();
        config.alpn_protocols = protocols.iter().map(|it| it.as_bytes().to_vec()).collect();
        let port = https(config, Vec::new());
        let diagnosis =
            doctor_trusting(&[&format!("https://localhost:{port}/")], &authorities.path());
        diagnosis.shows(1, &Expected { verdict: "fail", code, history: "-2", remedy: "" });
    }
}

#[test]
fn keys_behind_a_bad_certificate() {
    let authorities = Authorities::new();
    let signer = postal_webhooks::testing::Signer::generate();
    let jwks = answer(200, "", &signer.jwks());
    let good = config(&params("localhost", 1, 90), Some(&authorities.trusted), &[]);
    let url = |config| format!("https://localhost:{}", https(config, jwks.clone()));
    let arguments = |url: &str| doctor_trusting(&["--keys", url], &authorities.path());
    let fetched = arguments(&url(good));
    let code = "keys-fetched";
    fetched.shows(0, &Expected { verdict: "ok", code, history: "", remedy: "" });
    let expired = config(&params("localhost", 9, -2), Some(&authorities.trusted), &[]);
    let remedy = "save the JWKS by a way that you trust";
    let code = "certificate-expired";
    arguments(&url(expired)).shows(1, &Expected { verdict: "fail", code, history: "", remedy });
}

#[test]
fn https_on_the_port_of_http() {
    let port = https(config(&params("localhost", 1, 90), None, &[]), Vec::new());
    let expected = |history| Expected {
        verdict: "fail",
        code: "https-on-http-port",
        history,
        remedy: "Write `https` into the URL",
    };
    doctor(&[&format!("http://localhost:{port}/")]).shows(1, &expected("-2"));
    // As nginx and Go do, which say in plain HTTP what is wrong.
    let config = Arc::new(config(&params("localhost", 1, 90), None, &[]));
    let port = listen(move |mut stream| {
        let mut start = [0; 1];
        if stream.peek(&mut start).unwrap_or(0) == 1 && start[0].is_ascii_alphabetic() {
            server::read(&mut stream).unwrap();
            let text = "The plain HTTP request was sent to HTTPS port";
            stream.write_all(&answer(400, "", text)).unwrap();
        } else {
            let tls = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = rustls::StreamOwned::new(tls, stream);
            let _ = stream.read(&mut start);
        }
    });
    doctor(&[&format!("http://localhost:{port}/")]).shows(1, &expected("400"));
}

#[test]
fn ports_that_speak_no_tls() {
    type Serve = fn(TcpStream);
    let table: [(&str, &str, Serve); 4] = [
        ("http-on-https-port", "-3", |mut stream| {
            // What is no line of text is refused at once.
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(&answer(400, "", ""));
        }),
        ("tls-broken", "-3", |mut stream| {
            let _ = stream.read(&mut [0; 4096]);
        }),
        ("tls-refused", "-3", |mut stream| {
            // The alert `handshake_failure` (RFC 8446, 6).
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(&[21, 3, 3, 0, 2, 2, 40]);
        }),
        ("tls-timed-out", "-1", |_stream| hang()),
    ];
    for (code, history, serve) in table {
        let port = listen(serve);
        let diagnosis: Diagnosis = doctor(&[&format!("https://localhost:{port}/")]);
        diagnosis.shows(1, &Expected { verdict: "fail", code, history, remedy: "" });
    }
}
