//! Changes to requests, by real programs.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::Request;

/// What is done to each request.
pub(crate) enum Change {
    /// A program that reads the body and writes another one.
    Filter(Vec<String>),
    /// A server that prints its port, and answers what it makes of the body.
    Server(Vec<String>),
    /// What curl makes of the body with these arguments; `@-` stands for it. The request is taken
    /// off the connection.
    Curl(Vec<String>),
    /// A change to the headers by hand.
    Headers(fn(&mut Vec<(String, String)>)),
    /// Each body with the headers of the next request.
    Exchange,
}

/// Every request, changed.
pub(crate) fn all(change: &Change, requests: &[Request]) -> Result<Vec<Request>> {
    let body = |request: &Request, body| Request { headers: request.headers.clone(), body };
    match change {
        Change::Filter(command) => requests
            .iter()
            .map(|request| Ok(body(request, filter(command, &request.body)?)))
            .collect(),
        Change::Server(command) => {
            let (mut server, port) = start(command)?;
            let answers: Result<Vec<_>> = requests
                .iter()
                .map(|request| {
                    let url = format!("http://127.0.0.1:{port}/");
                    let curl = [
                        "curl",
                        "--silent",
                        "--fail",
                        "--data-binary",
                        "@-",
                        "--header",
                        "Content-Type: application/json",
                        &url,
                    ];
                    Ok(body(request, filter(&curl.map(str::to_owned), &request.body)?))
                })
                .collect();
            let _ = server.kill();
            let _ = server.wait();
            answers
        }
        Change::Curl(arguments) => requests
            .iter()
            .map(|request| Ok(body(request, by_curl(arguments, &request.body)?)))
            .collect(),
        Change::Headers(change) => Ok(requests
            .iter()
            .map(|request| {
                let mut request = request.clone();
                change(&mut request.headers);
                request
            })
            .collect()),
        Change::Exchange => {
            let next = requests.iter().cycle().skip(1);
            Ok(requests
                .iter()
                .zip(next)
                .map(|(request, next)| body(next, request.body.clone()))
                .collect())
        }
    }
}

/// What a program writes when it reads this.
fn filter(command: &[String], input: &[u8]) -> Result<Vec<u8>> {
    let mut child = spawn(command, Stdio::piped())?;
    let mut stdin = child.stdin.take().context("its input is piped")?;
    let input = input.to_vec();
    // A program that reads a part alone closes the pipe.
    let writer = thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output()?;
    let _ = writer.join();
    if !output.status.success() {
        bail!("{} fails: {}", command.join(" "), String::from_utf8_lossy(&output.stderr));
    }
    Ok(output.stdout)
}

fn spawn(command: &[String], input: Stdio) -> Result<Child> {
    let (program, arguments) = command.split_first().context("a program")?;
    Command::new(program)
        .args(arguments)
        .stdin(input)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {program}"))
}

/// Starts a server, whose first line is its port.
fn start(command: &[String]) -> Result<(Child, u16)> {
    let mut child = spawn(command, Stdio::null())?;
    let stdout = child.stdout.take().context("its output is piped")?;
    let mut line = String::new();
    BufReader::new(stdout).read_line(&mut line)?;
    let port = line.trim().parse();
    port.map(|port| (child, port)).with_context(|| format!("{} prints no port", command.join(" ")))
}

/// The body that curl sends, as it is on the connection.
fn by_curl(arguments: &[String], body: &[u8]) -> Result<Vec<u8>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/", listener.local_addr()?);
    let server = thread::spawn(move || -> Result<Vec<u8>> { receive(&mut listener.accept()?.0) });
    let mut command = vec!["curl".to_owned(), "--silent".to_owned(), "--http1.1".to_owned()];
    command.extend(arguments.iter().cloned());
    command.push(url);
    filter(&command, body)?;
    server.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Takes a request off a connection, and answers it.
fn receive(stream: &mut TcpStream) -> Result<Vec<u8>> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        if let Some(end) = end {
            let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let body = &bytes[end + 4..];
            let length = head.split("content-length: ").nth(1);
            let length: Option<usize> =
                length.and_then(|rest| rest.lines().next()?.trim().parse().ok());
            let is_whole = match length {
                Some(length) => body.len() >= length,
                None => body.ends_with(b"0\r\n\r\n"),
            };
            if is_whole {
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")?;
                return Ok(body.to_vec());
            }
            if head.contains("expect: 100-continue") && body.is_empty() {
                stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
            }
        }
        match stream.read(&mut buffer)? {
            0 => bail!("curl closed the connection"),
            count => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}
