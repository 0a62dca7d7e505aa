//! Check of TLS at an address: whether it is spoken, and whether Postal trusts the certificate.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use anyhow::Result;
use postal_webhooks::request::DEADLINE;
use postal_webhooks::testing::postal::{Outcome, Target};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, SignatureScheme};
use rustls_platform_verifier::Verifier;
use x509_cert::der::Decode as _;
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::{Certificate, TbsCertificate};

use super::address;
use super::row::Row;
use crate::network::tls;

/// A certificate that ends sooner deserves a word; automatic renewal comes before that.
const SOON: Duration = Duration::from_secs(14 * 24 * 60 * 60);

/// Checks TLS at one address of the host.
pub(crate) fn check(target: &Target, address: SocketAddr) -> Result<Row> {
    let Ok(name) = ServerName::try_from(target.host().to_owned()) else {
        let remedy = "Give the host a name of letters, digits, hyphens and dots.";
        return Ok(Row::fail("tls-name", "no certificate can be made for the host", remedy)
            .outcome(Outcome::Tls));
    };
    let keeping = Arc::new(Keeping { inner: tls::verifier()?, chain: Mutex::default() });
    let config = Arc::new(tls::config(Arc::clone(&keeping) as Arc<dyn ServerCertVerifier>)?);
    let shaken = match address::open(address, Instant::now() + DEADLINE) {
        Ok(mut tcp) => tls::handshake(&config, name, &mut tcp),
        Err(outcome) => return Ok(broken(address, outcome)),
    };
    let chain = keeping.chain.lock().unwrap_or_else(PoisonError::into_inner);
    let Err(error) = shaken else { return Ok(trusted(address, &chain)) };
    let outcome = tls::outcome(&error);
    let row = match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        Some(Error::InvalidCertificate(error)) => refused(address, error, &chain),
        _ if speaks_http(target, address) => Row::fail(
            "http-on-https-port",
            format!("{address} speaks plain HTTP, and the URL says `https`"),
            "Write `http` into the URL, or the port where TLS is spoken.",
        ),
        Some(Error::AlertReceived(_) | Error::PeerIncompatible(_)) => Row::fail(
            "tls-refused",
            format!("{address} agrees on no version or cipher of TLS, or knows no such host"),
            "Enable TLS 1.2 or 1.3, and let the server answer for the name in the URL (SNI).",
        ),
        _ => broken(address, outcome),
    };
    Ok(row.outcome(outcome))
}

fn broken(address: SocketAddr, outcome: Outcome) -> Row {
    let row = if outcome == Outcome::TimedOut {
        Row::fail(
            "tls-timed-out",
            format!("{address} accepts connections, and says nothing within Postal's deadline"),
            "Look whether TLS is spoken on this port, and whether the server hangs.",
        )
    } else {
        Row::fail(
            "tls-broken",
            format!("{address} ends the connection, or speaks something else than TLS"),
            "Look whether TLS is spoken on this port, and into the log of the server.",
        )
    };
    row.outcome(outcome)
}

fn trusted(address: SocketAddr, chain: &[CertificateDer<'_>]) -> Row {
    let leaf = chain.first().and_then(|leaf| Certificate::from_der(leaf).ok());
    let Some(leaf) = leaf else {
        return Row::ok("tls", format!("the certificate at {address} is trusted"));
    };
    let end = leaf.tbs_certificate().validity().not_after;
    let what = format!("the certificate at {address} is trusted, until {end}");
    let left = end.to_system_time().duration_since(SystemTime::now()).unwrap_or_default();
    if left < SOON {
        let remedy = "Renew it, and look whether the automatic renewal still runs.";
        return Row::warn("certificate-ends-soon", what, remedy).history("-3 from then on");
    }
    Row::ok("tls", what)
}

fn refused(address: SocketAddr, error: &CertificateError, chain: &[CertificateDer<'_>]) -> Row {
    let leaf = chain.first().and_then(|leaf| Certificate::from_der(leaf).ok());
    let tbs = leaf.as_ref().map(Certificate::tbs_certificate);
    let is_self_signed = tbs.is_some_and(|tbs| tbs.issuer() == tbs.subject());
    let date = |end: bool| {
        let validity = tbs.map(TbsCertificate::validity);
        let time = validity.map(|it| if end { it.not_after } else { it.not_before });
        time.map_or(String::new(), |time| format!(" {time}"))
    };
    let (code, what, remedy) = match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => (
            "certificate-expired",
            format!("ended{}", date(true)),
            "Renew it, restart what serves it, and look whether the automatic renewal still runs.",
        ),
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => (
            "certificate-not-yet-valid",
            format!("begins{}", date(false)),
            "Set the clock of this machine, or take a certificate that is valid now.",
        ),
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. }
            if tbs.is_some_and(has_no_alternative_name) =>
        {
            (
                "certificate-without-name",
                "names its host in the common name alone, which only Ruby still compares"
                    .to_owned(),
                "Take a certificate with the host in its subject alternative names. Postal may \
                    take this one; doctor and most others do not.",
            )
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => (
            "certificate-of-another-name",
            "is not for the host in the URL".to_owned(),
            "Take a certificate whose subject alternative names have the host, or write into \
                Postal the name that it has. Look whether a proxy serves its default host.",
        ),
        _ if is_self_signed => (
            "certificate-self-signed",
            "is signed by itself, and nobody vouches for it".to_owned(),
            "Take one of a public authority (Let's Encrypt), or add it to the CA store of the \
                container in which Postal's worker runs.",
        ),
        CertificateError::UnknownIssuer if chain.len() == 1 => (
            "certificate-chain-incomplete",
            "comes alone, and its issuer is not one that this machine trusts".to_owned(),
            "Serve the intermediate certificates too (`fullchain.pem`); browsers fetch them, \
                Postal does not. If the authority is your own, add it to the CA store of Postal's \
                worker.",
        ),
        CertificateError::UnknownIssuer => (
            "certificate-issuer-unknown",
            "leads to an authority that this machine does not trust".to_owned(),
            "Take one of a public authority, or add yours to the CA store of Postal's worker; \
                SSL_CERT_FILE names it here.",
        ),
        _ => (
            "certificate-refused",
            format!("is refused: {}", error_name(error)),
            "Take a certificate of a public authority for the host in the URL.",
        ),
    };
    Row::fail(code, format!("the certificate at {address} {what}"), remedy)
}

fn has_no_alternative_name(tbs: &TbsCertificate) -> bool {
    matches!(tbs.get_extension::<SubjectAltName>(), Ok(None))
}

/// The variant alone: the rest can hold what the other side sent.
fn error_name(error: &CertificateError) -> String {
    let text = format!("{error:?}");
    text.split([' ', '(', '{']).next().unwrap_or_default().to_owned()
}

/// Whether plain HTTP is answered, without anything of the URL in the question.
fn speaks_http(target: &Target, address: SocketAddr) -> bool {
    let question =
        format!("HEAD / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", target.host_header());
    super::probe::first_bytes(address, question.as_bytes(), 5).is_some_and(|it| it == b"HTTP/")
}

/// The verifier of the system, which keeps the certificates that it was shown.
#[derive(Debug)]
struct Keeping {
    inner: Verifier,
    chain: Mutex<Vec<CertificateDer<'static>>>,
}

impl ServerCertVerifier for Keeping {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let all = std::iter::once(end_entity).chain(intermediates);
        *self.chain.lock().unwrap_or_else(PoisonError::into_inner) =
            all.map(|certificate| certificate.clone().into_owned()).collect();
        self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}
