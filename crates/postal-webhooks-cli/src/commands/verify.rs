//! `verify`: whether requests are signed by Postal, and if not, why.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::capture::{self, Capture};
use crate::diagnosis::{self, Policy, Reason};
use crate::output::Output;
use crate::{Verdict, input, source};

/// Verify a request, and find out why it fails.
///
/// Give the body with its headers, or a whole request as it was captured. When the signature is
/// wrong, the reason is searched: which key signed, what happened to the body, and what to change.
#[derive(Args)]
pub(crate) struct Verify {
    #[arg(long, value_name = "SOURCE", help = source::HELP)]
    keys: String,
    /// A header of the request; more than once for more of them.
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE")]
    headers: Vec<String>,
    /// A captured request, a HAR file, an event of API Gateway, or a folder of them.
    #[arg(long, value_name = "FILE|DIR", conflicts_with_all = ["headers", "body"])]
    request: Option<PathBuf>,
    /// The body; `-` is standard input.
    #[arg(required_unless_present = "request")]
    body: Option<PathBuf>,
    /// Accept SHA-1 signatures where there is no SHA-256 one. Insecure.
    #[arg(long)]
    allow_insecure_sha1: bool,
    /// Accept keys under 2048 bits. Insecure.
    #[arg(long)]
    allow_insecure_short_keys: bool,
}

impl Verify {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let source = source::read(&self.keys)?;
        let captures = self.captures()?;
        let policy =
            Policy { sha1: self.allow_insecure_sha1, short_keys: self.allow_insecure_short_keys };
        let mut verdict = Verdict::Yes;
        for (at, capture) in captures.iter().enumerate() {
            match diagnosis::verify(capture, &source.keys, policy) {
                Ok(kid) => {
                    let json = json!({"request": capture.place, "verified": true, "kid": kid});
                    output
                        .result(&json, &format!("{}: verified, by the key {kid}", capture.place))?;
                }
                Err(mut reason) => {
                    verdict = Verdict::No;
                    if source::is_of_domain(&source) && reason.code == "wrong-key" {
                        *reason = reason.of_domain();
                    }
                    if let Some(other) = diagnosis::pair(&captures, at, &source.keys, policy) {
                        *reason = Reason::of_pair(&captures[other].place);
                    }
                    output.result(&to_json(capture, &reason), &to_text(capture, &reason))?;
                }
            }
        }
        output.finish()?;
        Ok(verdict)
    }

    fn captures(&self) -> Result<Vec<Capture>> {
        if let Some(path) = &self.request {
            return capture::read(path);
        }
        let Some(path) = &self.body else {
            bail!("there is no body; name a file, or `-` for standard input");
        };
        let header = |text: &String| {
            let (name, value) = text.split_once(':').ok_or_else(|| {
                anyhow!("a header is `Name: value`; write -H 'X-Postal-Signature-256: …'")
            })?;
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        };
        let headers = self.headers.iter().map(header).collect::<Result<_>>()?;
        let place = path.display().to_string();
        Ok(vec![Capture { place, headers, body: input::read(path)? }])
    }
}

fn to_json(capture: &Capture, reason: &Reason) -> Value {
    let mut json = json!({"request": capture.place, "verified": false});
    if let (Some(object), Ok(Value::Object(reason))) =
        (json.as_object_mut(), serde_json::to_value(reason))
    {
        object.extend(reason);
    }
    json
}

fn to_text(capture: &Capture, reason: &Reason) -> String {
    let Reason { code, certainty, what, remedy, difference, signed_sha256: _ } = reason;
    let certainty = format!("{certainty:?}").to_lowercase();
    let mut text = format!("{}: NOT verified: {code} ({certainty})\n  {what}\n", capture.place);
    if let Some(difference) = difference {
        let diagnosis::Difference { offset, signed, received } = difference;
        let _ = writeln!(
            text,
            "  it first differs at byte {offset}: signed was {signed:?}, here is {received:?}"
        );
    }
    let _ = write!(text, "  fix: {remedy}");
    text
}
