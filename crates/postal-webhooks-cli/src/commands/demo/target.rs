//! [`Target`] of the demo: an HTTP server that takes what is forwarded, and can be out of order.

use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use anyhow::Result;
use postal_webhooks::testing::Signer;
use postal_webhooks::{SignatureHeaders, Verifier};

use crate::network::server;

/// An event that was forwarded and taken.
#[derive(Clone, Debug)]
pub(super) struct Forwarded {
    pub(super) body: Vec<u8>,
    /// Whether the headers that were forwarded verify the body that was.
    pub(super) is_verified: bool,
    pub(super) at: Instant,
}

/// What is forwarded to it.
pub(super) struct Target {
    pub(super) url: String,
    state: Arc<State>,
}

struct State {
    verifier: Verifier,
    is_out: AtomicBool,
    refused: AtomicUsize,
    taken: Mutex<Vec<Forwarded>>,
}

impl Target {
    /// Listens at a free port until the process ends.
    pub(super) fn start(signer: &Signer) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}/", listener.local_addr()?);
        let state = Arc::new(State {
            verifier: Verifier::new(signer.key_set()),
            is_out: AtomicBool::new(false),
            refused: AtomicUsize::new(0),
            taken: Mutex::default(),
        });
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                std::thread::spawn(move || state.take(stream));
            }
        });
        Ok(Self { url, state })
    }

    /// Answers 503 to everything, or takes it again.
    pub(super) fn set_out(&self, is_out: bool) {
        self.state.is_out.store(is_out, Ordering::SeqCst);
    }

    /// How often it has answered 503.
    pub(super) fn refused(&self) -> usize {
        self.state.refused.load(Ordering::SeqCst)
    }

    /// What was taken, with this body.
    pub(super) fn taken(&self, body: &[u8]) -> Vec<Forwarded> {
        let taken = self.state.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.iter().filter(|forwarded| forwarded.body == body).cloned().collect()
    }

    /// How many were taken.
    pub(super) fn count(&self) -> usize {
        self.state.taken.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl State {
    fn take(&self, mut stream: TcpStream) {
        let Ok(request) = server::read(&mut stream) else { return };
        if self.is_out.load(Ordering::SeqCst) {
            self.refused.fetch_add(1, Ordering::SeqCst);
            let _ = server::answer(&mut stream, 503, "text/plain", b"out of order\n");
            return;
        }
        let headers = SignatureHeaders::from(&request.headers);
        let is_verified = self.verifier.verify(&headers, &request.body).is_ok();
        let forwarded = Forwarded { body: request.body, is_verified, at: Instant::now() };
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).push(forwarded);
        let _ = server::answer(&mut stream, 200, "text/plain", b"taken\n");
    }
}
