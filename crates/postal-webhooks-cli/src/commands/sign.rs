//! `sign`: the headers that Postal would send with a body.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use serde_json::{Map, Value, json};

use crate::network::key;
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
                let mut line = String::from("curl");
                for (name, value) in headers {
                    let _ = write!(line, " -H '{name}: {value}'");
                }
                let body = self.body.display();
                let _ = writeln!(line, " --data-binary '@{body}' '{}'", self.url);
                output.bytes(line.as_bytes())?;
            }
            Form::Request => output.bytes(&raw(&self.url, headers, &request.body))?,
        }
        output.finish()?;
        Ok(Verdict::Yes)
    }
}

/// The request as Ruby's `Net::HTTP` writes it.
fn raw(url: &str, headers: &[(&'static str, String)], body: &[u8]) -> Vec<u8> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let path = if path.is_empty() { "/" } else { path };
    let mut head = format!("POST {path} HTTP/1.1\r\n");
    for (name, value) in headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    let _ =
        write!(head, "Connection: close\r\nHost: {host}\r\nContent-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}
