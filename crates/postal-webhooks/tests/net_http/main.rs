//! The test kit's Postal against Ruby's own `Net::HTTP`: the same requests, and the same outcome of
//! every shape of answer.

mod cases;
mod server;

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use postal_webhooks::testing::postal::{Client, Outcome, Target, Wire};
use postal_webhooks::testing::{SignedRequest, Signer, example};
use serde_json::{Value, json};

use cases::Case;
use server::{Does, Server};

/// Shorter than Postal's, so that the tests are short; both sides have the same.
const DEADLINE: Duration = Duration::from_secs(1);

#[test]
fn every_answer_has_the_outcome_that_ruby_gives_it() {
    check("MessageSent", "typical", &cases::all());
}

/// Ruby joins no two texts of which neither is ASCII and one is binary, as answers are.
#[test]
fn answers_to_an_event_that_is_not_ascii_have_the_outcome_that_ruby_gives_them() {
    check("SendLimitApproaching", "server-name-not-ascii", &cases::contents());
}

#[track_caller]
fn check(event: &str, case: &str, cases: &[Case]) {
    let request = Signer::generate().sign(example(event, case).body);
    let server = Server::start(cases.iter().map(|case| case.does.clone()).collect());
    let urls: Vec<_> = (0..cases.len()).map(|number| server.url(number)).collect();
    let (of_ruby, ours) = std::thread::scope(|scope| {
        let of_ruby = scope.spawn(|| ruby(&request, &urls));
        let ours: Vec<_> = urls.iter().map(|url| ours(&request, url)).collect();
        (of_ruby.join().unwrap(), ours)
    });
    let mut different = Vec::new();
    for ((case, ruby), ours) in cases.iter().zip(of_ruby).zip(ours) {
        if ours["status"] != ruby["status"] || ours["answer"] != ruby["answer"] {
            different.push(format!("{}: Ruby {ruby}, ours {ours}", case.name));
        }
    }
    assert!(different.is_empty(), "{event}/{case}:\n{}", different.join("\n"));
    println!("{} shapes of answer, all as Ruby reads them", cases.len());
}

#[test]
fn every_request_has_the_bytes_that_ruby_sends() {
    let signer = Signer::generate();
    let server = Server::start(vec![Does::Answer(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec())]);
    let port = server.port;
    let urls = [
        format!("http://127.0.0.1:{port}"),
        format!("http://LOCALHOST:{port}/0/b?x=1&y=%20"),
        format!("http://127.0.0.1:{port}?a=b"),
        format!("http://127.0.0.1:{port}/0#fragment"),
        format!("http://us%20er:p%40ss@127.0.0.1:{port}/0"),
        format!("http://user@127.0.0.1:{port}/0"),
    ];
    for (event, case) in
        [("MessageSent", "typical"), ("SendLimitApproaching", "server-name-not-ascii")]
    {
        let request = signer.sign(example(event, case).body);
        ruby(&request, &urls);
        let of_ruby = server.take_requests();
        for url in &urls {
            ours(&request, url);
        }
        let ours = server.take_requests();
        assert_eq!(of_ruby.len(), urls.len());
        for ((ruby, ours), url) in of_ruby.iter().zip(&ours).zip(&urls) {
            let (ruby, ours) = (String::from_utf8_lossy(ruby), String::from_utf8_lossy(ours));
            assert_eq!(ruby, ours, "{url}");
        }
    }
}

#[test]
fn what_never_answers_has_the_outcome_that_ruby_gives_it() {
    let request = Signer::generate().sign("{}");
    let refused = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = refused.local_addr().unwrap().port();
    drop(refused);
    let urls = [format!("http://127.0.0.1:{port}/"), "http://a..b/".to_owned()];
    for (url, ruby) in urls.iter().zip(ruby(&request, &urls)) {
        assert_eq!(ours(&request, url)["status"], ruby["status"], "{url}: {ruby}");
        assert_eq!(ruby["status"], -2);
    }
}

fn ours(request: &SignedRequest, url: &str) -> Value {
    let target: Target = url.parse().unwrap();
    let attempt = Client::new().deadline(DEADLINE).post(&target, &Wire::new(&target, request));
    let status = match attempt.outcome {
        Outcome::Locked(_) => json!("locked"),
        outcome => json!(outcome.history()),
    };
    let is_status = matches!(attempt.outcome, Outcome::Status(_));
    let answer = if is_status { attempt.answer.as_slice() } else { &[] };
    let hex = answer.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    json!({"status": status, "answer": hex, "outcome": attempt.outcome.to_string()})
}

/// The outcome of each URL, by Ruby.
fn ruby(request: &SignedRequest, urls: &[String]) -> Vec<Value> {
    let headers: serde_json::Map<_, _> = request
        .headers
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), json!(value)))
        .collect();
    let body = str::from_utf8(&request.body).unwrap();
    let deadline = DEADLINE.as_secs_f64();
    let input = json!({"deadline": deadline, "headers": headers, "body": body, "urls": urls});
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/net_http/deliver.rb");
    let mut child = Command::new("ruby")
        .args(["-EUTF-8", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this test compares with Ruby; install it: apt-get install ruby");
    child.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "Ruby failed; its error is above");
    let lines = str::from_utf8(&output.stdout).unwrap().lines();
    let outcomes: Vec<_> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(outcomes.len(), urls.len());
    outcomes
}
