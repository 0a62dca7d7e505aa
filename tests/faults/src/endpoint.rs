//! An endpoint that events are forwarded to: it remembers what it acknowledged, and answers as it is
//! told.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// What is done with a request, by its number from 0 and its idempotency key.
pub(crate) type Script = Arc<dyn Fn(usize, &str) -> Does + Send + Sync>;

/// What is done with a request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Does {
    Answer(u16),
    /// Answers after a while.
    Wait(Duration),
    /// Closes the connection without an answer.
    Hang,
}

/// The endpoint. It listens as long as it is there.
#[derive(Clone)]
pub(crate) struct Endpoint {
    state: Arc<Mutex<State>>,
    port: u16,
}

struct State {
    script: Script,
    requests: usize,
    /// When each was acknowledged, by its key.
    acknowledged: BTreeMap<String, Vec<Instant>>,
    bodies: BTreeMap<String, Vec<u8>>,
}

impl Endpoint {
    pub(crate) fn start(
        script: impl Fn(usize, &str) -> Does + Send + Sync + 'static,
    ) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let state = State {
            script: Arc::new(script),
            requests: 0,
            acknowledged: BTreeMap::new(),
            bodies: BTreeMap::new(),
        };
        let port = listener.local_addr()?.port();
        let endpoint = Self { state: Arc::new(Mutex::new(state)), port };
        let serving = endpoint.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = serving.clone();
                std::thread::spawn(move || serving.serve(&stream));
            }
        });
        Ok(endpoint)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/events", self.port)
    }

    /// Does something else from now on.
    pub(crate) fn then(&self, script: impl Fn(usize, &str) -> Does + Send + Sync + 'static) {
        self.lock().script = Arc::new(script);
    }

    /// How often each was acknowledged, by its key.
    pub(crate) fn acknowledged(&self) -> BTreeMap<String, usize> {
        self.lock().acknowledged.iter().map(|(key, times)| (key.clone(), times.len())).collect()
    }

    pub(crate) fn has_acknowledged(&self, key: &str) -> bool {
        self.lock().acknowledged.contains_key(key)
    }

    pub(crate) fn body(&self, key: &str) -> Option<Vec<u8>> {
        self.lock().bodies.get(key).cloned()
    }

    pub(crate) fn requests(&self) -> usize {
        self.lock().requests
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve(&self, stream: &TcpStream) -> Result<()> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream);
        loop {
            let (mut length, mut key, mut line) = (0, String::new(), String::new());
            loop {
                line.clear();
                if reader.read_line(&mut line)? == 0 {
                    return Ok(());
                }
                if line == "\r\n" {
                    break;
                }
                if let Some((name, value)) = line.split_once(':') {
                    match name.to_ascii_lowercase().as_str() {
                        "content-length" => length = value.trim().parse()?,
                        "idempotency-key" => value.trim().clone_into(&mut key),
                        _ => {}
                    }
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).context("the body is cut")?;
            let (script, number) = {
                let mut state = self.lock();
                state.requests += 1;
                (Arc::clone(&state.script), state.requests - 1)
            };
            let status = match script(number, &key) {
                Does::Answer(status) => status,
                Does::Wait(time) => {
                    std::thread::sleep(time);
                    200
                }
                Does::Hang => return Ok(()),
            };
            if (200..300).contains(&status) {
                let mut state = self.lock();
                state.acknowledged.entry(key.clone()).or_default().push(Instant::now());
                state.bodies.insert(key, body);
            }
            let mut out = stream;
            out.write_all(format!("HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n").as_bytes())?;
        }
    }
}
