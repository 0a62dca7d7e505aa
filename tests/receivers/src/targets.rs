//! Receivers that `send` sends to, each started with a key of its own.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use postal_webhooks::testing::Signer;
use serde_json::{Value, json};

const README: &str = include_str!("../README.md");
/// The signature that Postal 3.2.0 and later send.
const SIGNATURE_256: &str = "X-Postal-Signature-256";

/// The server of <https://github.com/adnanh/webhook>, with a hook for each way to use it.
pub(crate) struct Webhook {
    process: Child,
    port: u16,
    pub(crate) version: String,
}

impl Webhook {
    /// Starts it, with hooks that run `command` to verify with the keys in the folder.
    pub(crate) fn start(folder: &Path, command: &Path, signer: &Signer) -> Result<Self> {
        let hooks = folder.join("hooks.json");
        std::fs::write(&hooks, hooks_of(folder, command, signer)?.to_string())?;
        let version = Command::new("webhook").arg("-version").output()?.stdout;
        let version = String::from_utf8(version)?.trim().replace(" version", "");
        // Free when it was asked for; there is no way to hand it over.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let process = Command::new("webhook")
            .args(["-ip", "127.0.0.1", "-port", &port.to_string(), "-hooks"])
            .arg(&hooks)
            .stdin(Stdio::null())
            .spawn()
            .context("cannot start webhook")?;
        let mut webhook = Self { process, port, version };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if webhook.process.try_wait()?.is_some() || start.elapsed() > Duration::from_secs(20) {
                bail!("webhook does not listen; what it printed is above");
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(webhook)
    }

    pub(crate) fn url(&self, hook: &str) -> String {
        format!("http://127.0.0.1:{}/hooks/{hook}", self.port)
    }
}

impl Drop for Webhook {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The hooks; those that verify are the one that the README shows.
fn hooks_of(folder: &Path, command: &Path, signer: &Signer) -> Result<Value> {
    let rule = |rule: Value| {
        json!({"trigger-rule": rule, "trigger-rule-mismatch-http-response-code": 401,
            "execute-command": "true"})
    };
    let header = |name: &str| json!({"source": "header", "name": name});
    let verify = |source: &str| -> Result<Value> {
        let block = README.split("```json\n").nth(1).and_then(|rest| rest.split("```").next());
        let hook = block.context("the README has no hook")?;
        let keys = folder.join("jwks.json").display().to_string();
        let hook = hook
            .replace("raw-request-body", source)
            .replace("/etc/postal-jwks.json", &keys)
            .replace("exec postal-webhooks", &format!("exec {}", command.display()));
        Ok(serde_json::from_str(&hook)?)
    };
    let mut not_waited_for = verify("raw-request-body")?;
    not_waited_for["include-command-output-in-response"] = json!(false);
    let hooks = [
        ("open", json!({"execute-command": "true"})),
        (
            "kid",
            rule(json!({"match": {"type": "value", "value": signer.kid(),
                "parameter": header("X-Postal-Signature-Kid")}})),
        ),
        (
            "hmac",
            rule(json!({"match": {"type": "payload-hmac-sha256", "secret": signer.kid(),
                "parameter": header(SIGNATURE_256)}})),
        ),
        ("entire-payload", verify("entire-payload")?),
        ("raw-request-body", verify("raw-request-body")?),
        ("not-waited-for", not_waited_for),
    ];
    let hooks = hooks.into_iter();
    Ok(hooks
        .map(|(id, mut hook)| {
            hook["id"] = json!(id);
            hook
        })
        .collect())
}
