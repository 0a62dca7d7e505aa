//! Installation and clock of the tests, which do as the test wants.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use postal_webhooks::remote::{
    Clock, FetchError, RemoteVerifierBuilder, Response, Transport, TransportFuture,
};
use postal_webhooks::testing::Signer;
use postal_webhooks::{Kid, RemoteVerifier, SignatureHeaders, VerifyError};
use tokio::sync::Semaphore;

use crate::common::BODY;

pub(crate) const URL: &str = "https://postal.example.com";
pub(crate) const MILLISECOND: Duration = Duration::from_millis(1);

/// A clock that stands still until it is put forward.
#[derive(Clone)]
pub(crate) struct TestClock(Arc<Mutex<Instant>>);

impl TestClock {
    pub(crate) fn forward(&self, by: Duration) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        *self.0.lock().unwrap()
    }
}

/// An installation that answers as the test wants, and counts how often it was asked.
#[derive(Clone)]
pub(crate) struct TestPostal(Arc<Inner>);

struct Inner {
    answer: Mutex<Answer>,
    asked: Mutex<Vec<String>>,
    /// Each answer takes a permit.
    permits: Semaphore,
}

pub(crate) type Answer = Box<dyn Fn() -> Result<Response, FetchError> + Send>;

impl TestPostal {
    fn with_key_of(signer: &Signer) -> Self {
        let postal = Self(Arc::new(Inner {
            answer: Mutex::new(Box::new(|| unreachable!("it is set below"))),
            asked: Mutex::default(),
            permits: Semaphore::new(Semaphore::MAX_PERMITS),
        }));
        postal.replace_key(signer);
        postal
    }

    pub(crate) fn replace_key(&self, signer: &Signer) {
        let jwks = signer.jwks();
        self.answer(move || Ok(Response::new(200, jwks.clone())));
    }

    pub(crate) fn answer(
        &self,
        answer: impl Fn() -> Result<Response, FetchError> + Send + 'static,
    ) {
        // An answer before it may have panicked.
        self.0.answer.clear_poison();
        *self.0.answer.lock().unwrap() = Box::new(answer);
    }

    pub(crate) fn hold(&self) {
        self.0.permits.forget_permits(Semaphore::MAX_PERMITS);
    }

    pub(crate) fn release(&self) {
        self.0.permits.add_permits(Semaphore::MAX_PERMITS);
    }

    pub(crate) fn asked(&self) -> usize {
        self.urls().len()
    }

    pub(crate) fn urls(&self) -> Vec<String> {
        self.0.asked.lock().unwrap().clone()
    }
}

impl Transport for TestPostal {
    fn get<'a>(&'a self, url: &'a str, limit: usize) -> TransportFuture<'a> {
        assert_eq!(limit, 64 * 1024);
        self.0.asked.lock().unwrap().push(url.to_owned());
        Box::pin(async {
            self.0.permits.acquire().await.unwrap().forget();
            let answer = self.0.answer.lock().unwrap();
            answer()
        })
    }
}

/// An installation with this key, and the keys of it that a receiver has.
pub(crate) fn installation(signer: &Signer) -> (TestPostal, TestClock, RemoteVerifierBuilder) {
    let postal = TestPostal::with_key_of(signer);
    let clock = TestClock(Arc::new(Mutex::new(Instant::now())));
    let builder = RemoteVerifier::builder(URL).transport(postal.clone()).clock(clock.clone());
    (postal, clock, builder)
}

/// What comes of a request that a signer signed: the kid's first digits, or status and error.
pub(crate) async fn verify(keys: &RemoteVerifier, signer: &Signer) -> String {
    // Signing is slow in a debug build, and always gives the same.
    static HEADERS: Mutex<BTreeMap<Kid, [(&'static str, String); 3]>> = Mutex::new(BTreeMap::new());
    let headers = {
        let mut known = HEADERS.lock().unwrap();
        let headers = known.entry(signer.kid());
        headers.or_insert_with(|| signer.headers(BODY)).clone()
    };
    let headers = SignatureHeaders::from(&headers);
    outcome(keys, &headers).await
}

pub(crate) async fn outcome(keys: &RemoteVerifier, headers: &SignatureHeaders<'_>) -> String {
    match keys.verify(headers, BODY).await {
        Ok(verified) => {
            assert_eq!(verified.body(), BODY);
            format!("verified by {:.8}", verified.kid().to_string())
        }
        Err(VerifyError::NoUsableKey(error)) => format!("503 {error}"),
        Err(error) => format!("{} {error}", error.status()),
    }
}

pub(crate) fn verified(signer: &Signer) -> String {
    format!("verified by {:.8}", signer.kid().to_string())
}

pub(crate) fn unknown(signer: &Signer) -> String {
    format!("401 no key {}", signer.kid())
}

pub(crate) const COOLING: &str = "503 the last fetch is too short ago; 30s remain";

/// Lets the tasks on the side run until they wait for something.
pub(crate) async fn settle() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
}
