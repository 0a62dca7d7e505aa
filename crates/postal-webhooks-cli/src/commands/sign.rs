//! `sign`: the headers that Postal would send with a body.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use postal_webhooks::testing::postal::Wire;
use serde_json::{Map, Value, json};

use super::send::curl;
use crate::network::{key, target};
use crate::output::Output;
use crate::{Verdict, input};

/// Sign a body as Postal does, with the private key of a test.
#[derive(Args)]
pub(crate) struct Sign {
    /// The private key: a PEM file, `-` or `env:NAME`. `openssl genpkey -algorithm RSA` makes one.
    #[arg(long, value_name = "FILE")]
    key: String,
    /// What to print.
    #[arg(long, value_enum, default_value = "headers")]
    form: Form,
    /// Where the request goes, for `--form curl` and `--form request`.
    #[arg(long, default_value = "http://localhost:8000/postal")]
    url: String,
    /// The body; `-` is standard input.
    body: PathBuf,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Form {
    /// The headers, one a line.
    Headers,
    /// A command that sends the request.
    Curl,
    /// The whole request, as it goes over the connection.
    Request,
}

impl Sign {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        if self.key == "-" && self.body.as_os_str() == "-" {
            bail!("key and body cannot both be standard input; name a file for one of them");
        }
        let signer = key::read(&self.key)?;
        let body = input::read(&self.body)?;
        let request = signer.sign(body);
        let headers = &request.headers;
        if output.is_json() {
            let object: Map<String, Value> =
                headers.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
            output.result(&json!({"headers": object, "kid": signer.kid()}), "")?;
            output.finish()?;
            return Ok(Verdict::Yes);
        }
        match self.form {
            Form::Headers => {
                for (name, value) in headers {
                    output.bytes(format!("{name}: {value}\n").as_bytes())?;
                }
            }
            Form::Curl => {
                let target = target(&self.url)?;
                let wire = Wire::new(&target, &request);
                output.bytes(curl::command(&wire, &target).as_bytes())?;
                output.bytes(b"\n")?;
            }
            Form::Request => {
                let wire = Wire::new(&target(&self.url)?, &request);
                output.bytes(&wire.head)?;
                output.bytes(&wire.body)?;
            }
        }
        output.finish()?;
        Ok(Verdict::Yes)
    }
}
