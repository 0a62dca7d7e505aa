//! `keys`: what a source of keys holds.

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use clap::{Args, Subcommand};
use postal_webhooks::{Kid, PublicKey};
use serde_json::json;

use crate::output::Output;
use crate::{Verdict, source};

/// Show the keys in a JWKS, PEM or DKIM record, and pin them.
#[derive(Args)]
pub(crate) struct Keys {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print each key with its id and bits, as PEM, JWK and DKIM record.
    Show {
        #[arg(help = source::HELP)]
        source: String,
        /// Print one form alone.
        #[arg(long, value_enum)]
        form: Option<Form>,
    },
    /// Fetch the keys of an installation, and print them as a JWKS to save.
    Fetch {
        /// The URL of Postal's web interface, `https://postal.example.com`, or of its JWKS.
        url: String,
    },
    /// Print the ids of the keys, for a setting that pins them.
    Pin {
        #[arg(help = source::HELP)]
        source: String,
    },
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Form {
    Pem,
    Jwks,
    Dkim,
}

impl Keys {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        match &self.command {
            Command::Show { source, form } => show(source, *form, output)?,
            Command::Fetch { url } => {
                let keys = source::read(url)?.keys;
                let jwks: Vec<_> = keys.iter().map(|key| jwk(key, key.kid())).collect();
                let jwks = json!({"keys": jwks});
                output.result(&jwks, &jwks.to_string())?;
            }
            Command::Pin { source } => {
                for kid in source::read(source)?.keys.kids() {
                    output.result(&json!({"kid": kid}), &kid.to_string())?;
                }
            }
        }
        output.finish()?;
        Ok(Verdict::Yes)
    }
}

fn show(source: &str, form: Option<Form>, output: &mut Output) -> Result<()> {
    let source = source::read(source)?;
    for key in &source.keys {
        let (kid, bits) = (key.kid(), key.bits());
        let (pem, jwk, dkim) = (pem(key), jwk(key, kid), dkim(key));
        let text = match form {
            Some(Form::Pem) => pem.clone(),
            Some(Form::Jwks) => json!({"keys": [jwk]}).to_string(),
            Some(Form::Dkim) => dkim.clone(),
            None => {
                let short = if bits < 2048 {
                    "\nunder 2048 bits: verifiers refuse it by default"
                } else {
                    ""
                };
                format!("kid   {kid}\nbits  {bits}{short}\n\n{pem}\n{jwk}\n\n{dkim}\n")
            }
        };
        let json = json!({"kid": kid, "bits": bits, "pem": pem, "jwk": jwk, "dkim": dkim});
        output.result(&json, text.trim_end())?;
    }
    for rejected in source.keys.rejected() {
        let reason = rejected.reason.to_string();
        let json = json!({"rejected": rejected.index, "reason": reason});
        output.result(&json, &format!("key {} is refused: {reason}", rejected.index))?;
    }
    Ok(())
}

/// A `SubjectPublicKeyInfo` in PEM (RFC 7468).
fn pem(key: &PublicKey) -> String {
    let base64 = STANDARD.encode(spki(key));
    let lines: Vec<_> = base64.as_bytes().chunks(64).map(String::from_utf8_lossy).collect();
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
}

fn jwk(key: &PublicKey, kid: Kid) -> serde_json::Value {
    json!({
        "kty": "RSA",
        "n": URL_SAFE_NO_PAD.encode(key.modulus()),
        "e": URL_SAFE_NO_PAD.encode(key.exponent()),
        "use": "sig",
        "alg": "RS256",
        "kid": kid,
    })
}

/// As `postal default-dkim-record` prints it.
fn dkim(key: &PublicKey) -> String {
    format!("v=DKIM1; t=s; h=sha256; p={};", STANDARD.encode(spki(key)))
}

/// DER of a `SubjectPublicKeyInfo` (RFC 5280) that holds an `RSAPublicKey` (RFC 8017).
fn spki(key: &PublicKey) -> Vec<u8> {
    /// `AlgorithmIdentifier` of `rsaEncryption`.
    const RSA: [u8; 15] =
        [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let numbers = [integer(key.modulus()), integer(key.exponent())].concat();
    let pkcs1 = tagged(0x30, &numbers);
    tagged(0x30, &[&RSA[..], &tagged(0x03, &[&[0][..], &pkcs1].concat())].concat())
}

fn integer(number: &[u8]) -> Vec<u8> {
    let is_negative = number.first().is_some_and(|byte| byte & 0x80 != 0);
    let zero: &[u8] = if is_negative { &[0] } else { &[] };
    tagged(0x02, &[zero, number].concat())
}

fn tagged(tag: u8, contents: &[u8]) -> Vec<u8> {
    let length = contents.len().to_be_bytes();
    let length = &length[length.iter().position(|byte| *byte != 0).unwrap_or(length.len() - 1)..];
    let mut der = vec![tag];
    match length {
        [short @ 0..=0x7f] => der.push(*short),
        long => {
            der.push(0x80 | u8::try_from(long.len()).unwrap_or(u8::MAX));
            der.extend_from_slice(long);
        }
    }
    der.extend_from_slice(contents);
    der
}
