//! The commands of the receiver's README, each of which does what stands there.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{Folder, Running, command, run};

/// An address that is free.
fn free() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

#[test]
fn mock_postal_and_serve_without_a_file() {
    let readme = include_str!("../../../postal-webhooks-receiver/README.md");
    let block = readme.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    let (receiver, jwks) = (free(), free());
    let commands: Vec<Vec<String>> = block
        .lines()
        .map(|line| {
            let line = line.replace("127.0.0.1:8000", &receiver).replace("127.0.0.1:8002", &jwks);
            line.split(' ').skip(1).map(str::to_owned).collect()
        })
        .collect();
    let [postal, serve] = &commands[..] else { panic!("{commands:?}") };
    let words = |words: &[String]| words.iter().map(String::clone).collect::<Vec<_>>();
    let folder = Folder::new();
    // The first in the first terminal, before anybody listens.
    let postal = words(postal);
    let postal: Vec<_> = postal.iter().map(String::as_str).collect();
    let mut postal = Running::of(command(&postal).current_dir(folder.0.path()));
    assert!(postal.ready.starts_with("ready: "), "{}", postal.ready);
    let refused = postal.line();
    assert!(refused.contains("again after"), "{refused}");
    // Other ports than those of the README, which may be taken here.
    let serve =
        [words(serve), ["--address", &receiver, "--admin", "off"].map(str::to_owned).into()];
    let serve = serve.concat();
    let serve: Vec<_> = serve.iter().map(String::as_str).collect();
    let mut serving = Running::of(command(&serve).current_dir(folder.0.path()));
    assert!(serving.ready.starts_with("ready: receiving at "), "{}", serving.ready);
    let ran = postal.end();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    for _ in 0..9 {
        let event: serde_json::Value = serde_json::from_str(&serving.line()).unwrap();
        assert!(event["uuid"].is_string(), "{event}");
    }
    serving.terminate();
    let ran = serving.end();
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
}

#[test]
fn the_demo_ends_well() {
    let readme = include_str!("../../../postal-webhooks-receiver/README.md");
    assert_eq!(readme.split("$ ").nth(1).unwrap().lines().next(), Some("postal-webhooks demo"));
    let ran = run(&["demo"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    assert!(ran.out.contains("all is as it is to be"), "{ran:?}");
    let ran = run(&["--json", "demo"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    let objects = ran.objects();
    let steps: Vec<_> = objects.iter().map(|object| object["step"].as_str().unwrap()).collect();
    let kinds = steps.iter().filter(|step| **step == "event").count();
    assert_eq!(kinds, postal_webhooks::EventKind::ALL.len());
    for step in ["tampered", "outage", "duplicate", "count", "end"] {
        assert!(steps.contains(&step), "{step}");
    }
    assert_eq!(steps.last(), Some(&"end"), "nothing stays open");
    assert!(objects[1..objects.len() - 1].iter().all(|object| object["ok"] == true), "{ran:?}");
}

/// `demo --keep` at its last line, and all that it printed.
pub(crate) fn demo_that_stays() -> (Running, Vec<Value>) {
    let mut demo = Running::start(&["--json", "demo", "--keep"]);
    let mut steps: Vec<Value> = vec![serde_json::from_str(&demo.ready).unwrap()];
    while steps.last().unwrap()["step"] != "keep" {
        steps.push(serde_json::from_str(&demo.line()).unwrap());
    }
    (demo, steps)
}

/// The answer to a GET.
fn get(url: &str, path: &str) -> String {
    let host = url.strip_prefix("http://").unwrap().strip_suffix('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_demo_stays_open_until_it_is_told_to_end() {
    let (demo, steps) = demo_that_stays();
    let [.., end, keep] = &steps[..] else { panic!("{steps:?}") };
    assert_eq!((&end["step"], &end["failed"]), (&"end".into(), &0.into()), "{steps:?}");
    let view = keep["view"].as_str().unwrap();
    let list = get(view, "/");
    assert!(list.starts_with("HTTP/1.1 200") && list.contains("DomainDNSError"), "{list}");
    // There is something to see.
    let begun = Instant::now();
    loop {
        let answer = get(view, "/api/v1/sinks");
        let body = answer.split("\r\n\r\n").nth(1).unwrap();
        let sinks = serde_json::from_str::<Value>(body).unwrap()["sinks"].take();
        if sinks[0]["state"] == "down" && sinks[0]["lag"] == 2 {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{sinks}");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(get(view, "/").contains("Sink target is down"));
    demo.terminate();
    let ran = demo.end();
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{ran:?}");
}
