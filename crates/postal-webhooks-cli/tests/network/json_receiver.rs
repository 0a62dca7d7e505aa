//! What the commands of the receiver print for the page `docs/json.md`: while one runs, and when its
//! store alone is left.

use std::time::{Duration, Instant};

use postal_webhooks::testing::example;
use postal_webhooks::testing::postal::{Client, Outcome, Target, Wire};
use serde_json::{Value, json};

use crate::json::Printed;
use crate::program::{Folder, Running, SIGNER, command, ran};
use crate::receiver::{Receiver, status};
use crate::receiver_readme::demo_that_stays;

/// Seconds; what was signed so long ago comes too late.
const YEAR: i64 = 365 * 24 * 60 * 60;

/// A store, and the admin port of the receiver that has it, while it runs.
struct Store {
    folder: Folder,
    admin: Option<String>,
}

impl Store {
    /// What a command prints; one that changes something asks the receiver, if one runs.
    fn objects(&self, line: &str) -> Vec<Value> {
        let mut arguments: Vec<_> = ["--json"].into_iter().chain(line.split(' ')).collect();
        let is_change = ["retry", "drop", "release", "replay", "pause", "resume", "prune"];
        if let Some(admin) = &self.admin
            && line.split(' ').any(|word| is_change.contains(&word))
        {
            arguments.extend(["--admin", admin]);
        }
        ran(command(&arguments).current_dir(self.folder.0.path())).objects()
    }

    fn digest(&self, reason: &str) -> String {
        let rows = self.objects("quarantine list");
        let row = rows.iter().find(|row| row["reason"] == reason).unwrap();
        row["digest"].as_str().unwrap().to_owned()
    }
}

fn send(url: &str, body: &[u8], expected: &str) {
    let target: Target = url.parse().unwrap();
    let attempt = Client::new().post(&target, &Wire::new(&target, &SIGNER.sign(body)));
    assert_eq!(attempt.outcome, Outcome::Status(200));
    assert_eq!(attempt.answer, expected.as_bytes());
}

fn event(uuid: &str, age: i64) -> Vec<u8> {
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let timestamp = i64::try_from(now).unwrap() - age;
    let body = json!({"event": "Other", "timestamp": timestamp, "payload": {}, "uuid": uuid});
    body.to_string().into_bytes()
}

/// Runs each command of the receiver, and adds what it prints.
pub(crate) fn add_all(printed: &mut Printed) {
    let behind = Receiver::start(None, |_, request| {
        let is_bad = String::from_utf8_lossy(&request.body).contains("\"bad");
        status(if is_bad { 400 } else { 200 })
    });
    let mut store = Store { folder: Folder::new(), admin: None };
    let serve = "--json serve --keys jwks.json --address 127.0.0.1:0 --admin 127.0.0.1:0 --print";
    let serve: Vec<_> = serve.split(' ').chain(["--forward", &behind.url]).collect();
    let mut running = Running::of(
        command(&serve).current_dir(store.folder.0.path()).stderr(std::process::Stdio::null()),
    );
    printed.add("serve", &[serde_json::from_str(&running.ready).unwrap()]);
    let url = running.ready("url");
    store.admin = Some(running.ready("admin"));

    let broken = [&event("line", 0)[..], b"\n"].concat();
    let broken = String::from_utf8(broken).unwrap().replacen(',', ",\n", 1);
    send(&url, example("MessageSent", "typical").body, "stored");
    send(&url, broken.as_bytes(), "stored");
    for uuid in ["bad-1", "bad-2", "bad-3"] {
        send(&url, &event(uuid, 0), "stored");
    }
    send(&url, b"no JSON", "quarantined");
    send(&url, b"\xff", "quarantined");
    send(&url, &event("late-1", YEAR), "quarantined");
    let shown: Vec<Value> =
        (0..5).map(|_| serde_json::from_str(&running.line()).unwrap()).collect();
    printed.add("serve --print", &shown);
    let begun = Instant::now();
    while store.objects("dlq list").len() < 3 {
        assert!(begun.elapsed() < Duration::from_secs(60), "three are dead");
        std::thread::sleep(Duration::from_millis(20));
    }

    let admin = store.admin.clone().unwrap();
    printed.add("health", &store.objects(&format!("health --admin {admin}")));
    printed.add("check", &store.objects(&format!("check --admin {admin}")));
    printed.add("sinks", &store.objects(&format!("sinks --admin {admin}")));
    add_reads_and_changes(printed, &store, "bad-1");
    let replayed = store.objects("replay --to print --seq 1");
    assert_eq!(replayed[0]["replay"]["count"], 1, "{replayed:?}");
    // The event that was released comes too.
    let more: Vec<Value> = (0..2).map(|_| serde_json::from_str(&running.line()).unwrap()).collect();
    printed.add("serve --print", &more);

    send(&url, &event("late-2", YEAR), "quarantined");
    running.terminate();
    assert_eq!(running.end().code, Some(0));
    store.admin = None;
    add_reads_and_changes(printed, &store, "bad-2");
    printed.add("health", &store.objects(&format!("health --admin {admin}")));
    printed.add("check", &store.objects(&format!("check --admin {admin}")));
    printed.add("serve", &store.objects("serve --keys missing"));
    let config = "[source.main]\nkeys = \"jwks.json\"\n\
                  [sink.app]\ntype = \"http\"\nurl = \"https://app.example.com/\"\n";
    std::fs::write(store.folder.path("c.toml"), config).unwrap();
    printed.add("check-config", &store.objects("check-config -c c.toml"));
    let (demo, steps) = demo_that_stays();
    printed.add("demo", &steps);
    demo.terminate();
    assert_eq!(demo.end().code, Some(0));
}

/// What can be done whether the receiver runs or not.
fn add_reads_and_changes(printed: &mut Printed, store: &Store, dead: &str) {
    let (broken, late) = (store.digest("not-json"), store.digest("late"));
    let rows = store.objects("quarantine list");
    printed.add("quarantine list", &rows);
    for row in &rows {
        let line = format!("quarantine show {}", row["digest"].as_str().unwrap());
        printed.add("quarantine show", &store.objects(&line));
    }
    let seq = |uuid: &str| {
        let rows = store.objects("dlq list");
        rows.iter().find(|row| row["uuid"] == uuid).unwrap()["seq"].to_string()
    };
    let seq = seq(dead);
    for (section, line) in [
        ("events list, events tail", "events list"),
        ("events list, events tail", "events tail"),
        ("events show, events export, dlq show", "events show 1"),
        ("events show, events export, dlq show", "events export"),
        ("events show, events export, dlq show", &*format!("dlq show {seq}")),
        ("events export --output", "events export --output events.ndjson"),
        ("replay", "replay --to forward --seq 1 --dry-run"),
        ("quarantine release", &*format!("quarantine release {broken} {late} --dry-run")),
        ("quarantine release", &*format!("quarantine release {broken} {late}")),
        ("dlq list", "dlq list"),
        ("dlq retry", &*format!("dlq retry forward {seq} --dry-run")),
        ("dlq drop", &*format!("dlq drop forward {seq} --yes")),
        ("sinks", "sinks"),
        ("sinks pause", "sinks pause forward"),
        ("sinks resume", "sinks resume forward"),
        ("prune", "prune"),
        ("backup", "backup copy.db --verify"),
    ] {
        let objects = store.objects(line);
        // What is no JSON cannot be released; all else does what it is asked for.
        let is_error = |it: &Value| it.as_object().unwrap().keys().eq(["error"]);
        let failed = objects.iter().any(is_error);
        assert_eq!(failed, section == "quarantine release", "{line}: {objects:?}");
        printed.add(section, &objects);
    }
}
