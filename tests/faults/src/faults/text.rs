//! Bodies that break others, and what the operator reads.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use postal_webhooks::testing::postal::{Client, Outcome, Pace, Target, Wire};
use postal_webhooks::testing::{SignedRequest, Signer};
use serde_json::{Value, json};

use super::sockets::dead;
use crate::Effort;
use crate::oracle::{Oracle, Size, all_acknowledged, body};
use crate::process::Place;

/// U+0000, lone surrogates, numbers beyond all types and depth, in batches with other events.
pub(crate) fn bad_rows(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let mut running = place.start()?;
    let oracle = Oracle::default();
    let deep = format!("{}1{}", "[".repeat(20_000), "]".repeat(20_000));
    let values =
        [r#""\u0000""#, r#""\ud800""#, r#""\udfff\ud800""#, "1e999", "-0", &deep, "\"\u{7}\""];
    let target = place.target()?;
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed()?.as_secs();
    let accepted = std::thread::scope(|scope| {
        let sending = scope.spawn(|| oracle.send(&place, 200, 4));
        let accepted: Vec<_> = (0..values.len() * 4)
            .map(|number| {
                let value = values[number % values.len()];
                let uuid = format!("bad-{number}");
                let text = format!(
                    r#"{{"event":"X","timestamp":{now}.5,"payload":{{"a":{value}}},"uuid":"{uuid}"}}"#
                );
                let wire = Wire::new(&target, &place.signer.sign(text));
                Client::new().post(&target, &wire)
            })
            .collect();
        let report = sending.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        all_acknowledged(&report)?;
        anyhow::Ok(accepted)
    })?;
    let mut counts = [0, 0];
    for attempt in &accepted {
        match attempt.answer.as_slice() {
            b"stored" => counts[0] += 1,
            b"quarantined" => counts[1] += 1,
            other => bail!("an answer was {:?}", String::from_utf8_lossy(other)),
        }
    }
    running.terminate()?;
    let stored = place.count("SELECT count(*) FROM event")?;
    let quarantined = place.count("SELECT count(*) FROM quarantine")?;
    if stored != 200 + counts[0] || quarantined != counts[1] {
        bail!("{stored} stored, {quarantined} in quarantine, answered {counts:?}");
    }
    Ok(format!("{} stored and {} in quarantine among 200 others", counts[0], counts[1]))
}

/// A body over the limit is refused, and the next goes through.
pub(crate) fn oversize(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let mut running = place.start()?;
    let oracle = Oracle::default();
    let target = place.target()?;
    for length in [(1 << 20) + 1, 2 << 20, 16 << 20] {
        let wire = Wire::new(&target, &place.signer.sign(vec![b' '; length]));
        let attempt = Client::new().post(&target, &wire);
        // Who sends far too much finds the connection closed.
        let is_closed = length > 4 << 20 && attempt.outcome.history() == Some(-2);
        if attempt.outcome != Outcome::Status(413) && !is_closed {
            bail!("{length} bytes: {:?}", attempt.outcome);
        }
        all_acknowledged(&oracle.send(&place, 4, 2)?)?;
    }
    // Long ones that are refused by their heads: the sender comes to read the answer.
    let (_, long) = body(0, Size::Large);
    let request = place.signer.sign(long);
    let other: Target = format!("http://{}/other", place.address()).parse()?;
    let mut unsigned = Wire::new(&target, &request);
    let head = String::from_utf8(unsigned.head)?;
    unsigned.head = head.replace("Signature", "Nothing").into_bytes();
    let mut encoded = Wire::new(&target, &request);
    let head = String::from_utf8(encoded.head)?;
    encoded.head = head.replace("Accept: */*", "Content-Encoding: gzip").into_bytes();
    for (status, wire) in [(404, Wire::new(&other, &request)), (401, unsigned), (415, encoded)] {
        // Over a real network it takes a while.
        let wire = Wire { pace: Pace::Over(Duration::from_millis(200)), ..wire };
        for _ in 0..5 {
            let attempt = Client::new().post(&target, &wire);
            if attempt.outcome != Outcome::Status(status) {
                bail!("a long body that gets {status}: {:?}", attempt.outcome);
            }
        }
    }
    running.terminate()?;
    oracle.check(&place)?;
    Ok("413, 404, 401 and 415 are read by the sender, and the next events go through".to_owned())
}

/// The path, the password, and every text of every body: none of them is written anywhere.
pub(crate) fn nothing_secret_in_logs(_: Effort) -> Result<String> {
    const CANARY: &str = "Canary7f3a";
    let place = Place::new()?;
    let password = place.path("password");
    std::fs::write(&password, format!("{CANARY}-password"))?;
    let config = place.path("config.toml");
    std::fs::write(
        &config,
        format!(
            "[source.main]\nkeys = {:?}\npath = \"/{CANARY}/path\"\nuser = \"{CANARY}\"\n\
             password = \"file:{}\"\n",
            place.path("key.pem").display().to_string(),
            password.display()
        ),
    )?;
    let config = config.display().to_string();
    let mut running = place.start_with_file(&["env", "RUST_LOG=trace"], &config)?;
    let origin = place.address();
    let right = format!("http://{CANARY}:{CANARY}-password@{origin}/{CANARY}/path");
    let wrong = format!("http://{CANARY}:wrong@{origin}/{CANARY}/path");
    let other = format!("http://{origin}/{CANARY}/other");
    let mut answers = std::collections::BTreeMap::new();
    for example in postal_webhooks::testing::examples() {
        let mut value: Value = serde_json::from_slice(example.body)?;
        plant(&mut value, CANARY);
        value["uuid"] = format!("{CANARY}-{}", example.name()).into();
        let good = place.signer.sign(value.to_string());
        let mut bad = good.clone();
        bad.body.push(b' ');
        let no_json = place.signer.sign(format!("{CANARY}{value}"));
        for (url, request) in
            [(&right, &good), (&right, &bad), (&right, &no_json), (&wrong, &good), (&other, &good)]
        {
            let target = url.parse()?;
            let attempt = Client::new().post(&target, &Wire::new(&target, request));
            let answer = String::from_utf8_lossy(&attempt.answer).into_owned();
            if answer.contains(CANARY) {
                bail!("an answer holds a text of the request");
            }
            *answers.entry(answer).or_insert(0) += 1;
        }
    }
    running.terminate()?;
    let log = place.log() + &running.output()?;
    if log.is_empty() || answers.len() < 4 {
        bail!("there is no log, or too few kinds of answers: {answers:?}");
    }
    if let Some(line) = log.lines().find(|line| line.contains(CANARY)) {
        bail!("a line of the log holds what is secret: {line:.300}");
    }
    Ok(format!("{} lines of log at the level `trace`; {answers:?}", log.lines().count()))
}

/// Puts a text into each text, and into the names of new keys.
fn plant(value: &mut Value, canary: &str) {
    match value {
        Value::String(text) => text.insert_str(0, canary),
        Value::Array(values) => values.iter_mut().for_each(|value| plant(value, canary)),
        Value::Object(object) => {
            object.values_mut().for_each(|value| plant(value, canary));
            object.insert(format!("{canary}-key"), canary.into());
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Real `Net::HTTP` under Ruby, as Postal uses it, reads each answer that the receiver gives.
pub(crate) fn ruby(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let mut running = place.start()?;
    let (_, usual) = body(1, Size::Usual);
    let other =
        String::from_utf8(usual.clone())?.replacen("{\"event\"", "{\"extra\":1,\"event\"", 1);
    let long = "x".repeat((1 << 20) + 1);
    let signed = |body: &[u8]| place.signer.sign(body.to_vec());
    let stranger = Signer::generate();
    let with = |request: SignedRequest, name: &str, value: &str| {
        let mut request = request;
        for header in &mut request.headers {
            if header.0.eq_ignore_ascii_case(name) {
                value.clone_into(&mut header.1);
            }
        }
        request
    };
    let mut changed = signed(&usual);
    changed.body.push(b' ');
    let url = place.url();
    let cases = [
        ("stored", &url, signed(&usual), 200),
        ("duplicate", &url, signed(&usual), 200),
        ("conflict", &url, signed(other.as_bytes()), 200),
        ("quarantined", &url, signed(b"no JSON"), 200),
        ("quarantined", &url, signed(b""), 200),
        ("signature-wrong", &url, changed, 401),
        ("unknown-kid", &url, stranger.sign(usual.clone()), 401),
        ("header-malformed", &url, with(signed(&usual), "x-postal-signature-256", "!"), 401),
        ("header-malformed", &url, with(signed(&usual), "x-postal-signature-kid", "A"), 401),
        ("not-found", &format!("{url}/other"), signed(&usual), 404),
        ("too-large", &url, signed(long.as_bytes()), 413),
    ];
    for (word, url, request, status) in &cases {
        expect(url, request, *status, word)?;
    }
    let lock = place.open()?;
    lock.execute_batch("BEGIN IMMEDIATE")?;
    let (_, next) = body(2, Size::Usual);
    expect(&url, &signed(&next), 503, "not-stored")?;
    drop(lock);
    let streams: Vec<_> = (0..1000).map(|_| dead(&place, 0)).collect::<Result<_>>()?;
    std::thread::sleep(Duration::from_millis(200));
    expect(&url, &signed(&next), 503, "busy")?;
    drop(streams);
    running.terminate()?;
    expect(&url, &signed(&next), -2, "")?;
    Ok(format!("{} answers, each read by Ruby without an error", cases.len() + 2))
}

fn expect(url: &str, request: &SignedRequest, status: i64, word: &str) -> Result<()> {
    let headers: serde_json::Map<_, _> = request
        .headers
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), json!(value)))
        .collect();
    let body = std::str::from_utf8(&request.body)?;
    let input = json!({"deadline": 5, "headers": headers, "body": body, "urls": [url]});
    let script = "../../crates/postal-webhooks/tests/net_http/deliver.rb";
    let script = format!("{}/{script}", env!("CARGO_MANIFEST_DIR"));
    let mut child = Command::new("ruby")
        .args(["-EUTF-8", &script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("this needs Ruby: apt-get install ruby")?;
    let mut input_of = child.stdin.take().context("no standard input")?;
    input_of.write_all(input.to_string().as_bytes())?;
    drop(input_of);
    let answer: Value = serde_json::from_slice(&child.wait_with_output()?.stdout)?;
    let hex = word.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    if answer["status"] != status || answer["answer"] != hex {
        bail!("for {word} ({status}) Ruby has {answer}");
    }
    Ok(())
}
