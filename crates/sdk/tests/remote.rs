//! `RemoteKeys`, exactly: the transport and the clock are the test's own.

mod common;

use std::{
    collections::BTreeMap,
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    time::{Duration, Instant},
};

use common::{BODY, OLD_POSTAL, OTHER_POSTAL, POSTAL};
use postal_webhooks::{
    KeySetError, Kid, RemoteKeys, SignatureHeaders, VerifyError,
    remote::{
        COOL_DOWN, Clock, DEADLINE, FetchError, RemoteKeysBuilder, Response, Transport,
        TransportFuture,
    },
    testing::Signer,
};
use tokio::sync::Semaphore;

const URL: &str = "https://postal.example.com";
const MILLISECOND: Duration = Duration::from_millis(1);

/// A clock that stands still until it is put forward.
#[derive(Clone)]
struct TestClock(Arc<Mutex<Instant>>);

impl TestClock {
    fn forward(&self, by: Duration) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        *self.0.lock().unwrap()
    }
}

/// An installation that answers as it is told, and counts how often it was asked.
#[derive(Clone)]
struct TestPostal(Arc<Inner>);

struct Inner {
    answer: Mutex<Answer>,
    asked: Mutex<Vec<String>>,
    /// Each answer takes a permit.
    permits: Semaphore,
}

type Answer = Box<dyn Fn() -> Result<Response, FetchError> + Send>;

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

    fn replace_key(&self, signer: &Signer) {
        let jwks = signer.jwks();
        self.answer(move || Ok(Response::new(200, jwks.clone())));
    }

    fn answer(&self, answer: impl Fn() -> Result<Response, FetchError> + Send + 'static) {
        *self.0.answer.lock().unwrap() = Box::new(answer);
    }

    fn hold(&self) {
        self.0.permits.forget_permits(Semaphore::MAX_PERMITS);
    }

    fn release(&self) {
        self.0.permits.add_permits(Semaphore::MAX_PERMITS);
    }

    fn asked(&self) -> usize {
        self.0.asked.lock().unwrap().len()
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
fn installation(signer: &Signer) -> (TestPostal, TestClock, RemoteKeysBuilder) {
    let postal = TestPostal::with_key_of(signer);
    let clock = TestClock(Arc::new(Mutex::new(Instant::now())));
    let builder = RemoteKeys::builder(URL)
        .transport(postal.clone())
        .clock(clock.clone());
    (postal, clock, builder)
}

/// What comes of a request that a signer signed: the kid's first digits, or status and error.
async fn verify(keys: &RemoteKeys, signer: &Signer) -> String {
    // Signing is slow in a debug build, and always gives the same.
    static HEADERS: Mutex<BTreeMap<Kid, [(&'static str, String); 3]>> = Mutex::new(BTreeMap::new());
    let headers = {
        let mut known = HEADERS.lock().unwrap();
        let headers = known.entry(signer.kid());
        headers.or_insert_with(|| signer.headers(BODY)).clone()
    };
    let headers = SignatureHeaders::from_pairs(headers.iter().map(|(name, value)| (name, value)));
    outcome(keys, &headers).await
}

async fn outcome(keys: &RemoteKeys, headers: &SignatureHeaders<'_>) -> String {
    match keys.verify(headers, BODY).await {
        Ok(verified) => {
            assert_eq!(verified.body(), BODY);
            format!("verified by {:.8}", verified.kid().to_string())
        }
        Err(VerifyError::NoUsableKey(error)) => format!("503 {error}"),
        Err(error) => format!("{} {error}", error.status()),
    }
}

fn verified(signer: &Signer) -> String {
    format!("verified by {:.8}", signer.kid().to_string())
}

fn unknown(signer: &Signer) -> String {
    format!("401 no key {}", signer.kid())
}

const COOLING: &str = "503 the last fetch is too short ago; 30s remain";

/// Lets the tasks on the side run until they wait for something.
async fn settle() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_first_request_fetches_and_the_others_do_not() {
    let (postal, _, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    assert_eq!(postal.asked(), 0);
    for _ in 0..3 {
        assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));
    }
    assert_eq!(
        *postal.0.asked.lock().unwrap(),
        ["https://postal.example.com/.well-known/jwks.json"]
    );
}

#[tokio::test]
async fn a_refresh_fetches_ahead() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    keys.refresh().await.unwrap();
    assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));
    assert!(matches!(
        *keys.refresh().await.unwrap_err(),
        FetchError::CoolDown { .. }
    ));
    clock.forward(COOL_DOWN);
    keys.refresh().await.unwrap();
    assert_eq!(postal.asked(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn all_who_need_a_fetch_wait_for_one() {
    let (postal, _, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    postal.hold();
    let requests: Vec<_> = (0..64)
        .map(|_| {
            let keys = keys.clone();
            tokio::spawn(async move { verify(&keys, &POSTAL).await })
        })
        .collect();
    while postal.asked() == 0 {
        tokio::task::yield_now().await;
    }
    postal.release();
    for request in requests {
        assert_eq!(request.await.unwrap(), verified(&POSTAL));
    }
    assert_eq!(postal.asked(), 1);
}

#[tokio::test]
async fn a_new_key_replaces_the_old_one() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));

    postal.replace_key(&OTHER_POSTAL);
    assert_eq!(verify(&keys, &OTHER_POSTAL).await, COOLING);
    clock.forward(COOL_DOWN);
    assert_eq!(verify(&keys, &OTHER_POSTAL).await, verified(&OTHER_POSTAL));
    assert_eq!(postal.asked(), 2);

    // The old key is gone: not known while it cools down, and refused after a fresh fetch.
    assert_eq!(verify(&keys, &POSTAL).await, COOLING);
    clock.forward(COOL_DOWN);
    assert_eq!(verify(&keys, &POSTAL).await, unknown(&POSTAL));
    assert_eq!(postal.asked(), 3);
}

#[tokio::test]
async fn a_key_that_signs_before_it_is_published_is_found_later() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    assert_eq!(verify(&keys, &OTHER_POSTAL).await, unknown(&OTHER_POSTAL));
    postal.replace_key(&OTHER_POSTAL);
    clock.forward(COOL_DOWN);
    assert_eq!(verify(&keys, &OTHER_POSTAL).await, verified(&OTHER_POSTAL));
}

#[tokio::test]
async fn the_cool_down_is_exact_and_counts_from_the_start() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    postal.hold();
    let (fetch, ()) = tokio::join!(keys.refresh(), async {
        settle().await;
        clock.forward(DEADLINE / 2);
        postal.release();
    });
    fetch.unwrap();
    clock.forward(Duration::from_millis(30_000 - 750 - 1));
    assert_eq!(
        verify(&keys, &OTHER_POSTAL).await,
        "503 the last fetch is too short ago; 1ms remain"
    );
    assert_eq!(postal.asked(), 1);
    clock.forward(MILLISECOND);
    assert_eq!(verify(&keys, &OTHER_POSTAL).await, unknown(&OTHER_POSTAL));
    assert_eq!(postal.asked(), 2);
}

#[tokio::test]
async fn ten_thousand_ids_of_strangers_cost_one_fetch_each_half_minute() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    keys.refresh().await.unwrap();
    let signature = POSTAL.signature_256(BODY);
    for round in 0..4 {
        for number in 0..2_500 {
            let kid = format!("{:064x}", round * 10_000 + number);
            let headers = SignatureHeaders::new().signature_256(&signature).kid(&kid);
            let expected = match (round, number) {
                (1.., 0) => format!("401 no key {kid}"),
                _ => COOLING.into(),
            };
            assert_eq!(outcome(&keys, &headers).await, expected);
            if number % 100 == 0 {
                assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));
            }
        }
        assert_eq!(postal.asked(), 1 + round);
        clock.forward(COOL_DOWN);
    }
}

#[tokio::test]
async fn a_known_key_never_waits() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    keys.refresh().await.unwrap();
    clock.forward(Duration::from_secs(24 * 60 * 60));
    postal.hold();
    let mut stranger = pin!(verify(&keys, &OTHER_POSTAL));
    let mut context = Context::from_waker(Waker::noop());
    assert!(stranger.as_mut().poll(&mut context).is_pending());
    settle().await;
    assert_eq!(postal.asked(), 2);
    // Ready at the first poll, with a fetch under way and the keys a day old.
    let mut known = pin!(verify(&keys, &POSTAL));
    assert_eq!(
        known.as_mut().poll(&mut context),
        Poll::Ready(verified(&POSTAL))
    );
    postal.release();
    assert_eq!(stranger.await, unknown(&OTHER_POSTAL));
}

#[tokio::test]
async fn a_caller_who_hangs_up_does_not_stop_the_fetch() {
    let (postal, _, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    postal.hold();
    {
        let mut request = pin!(verify(&keys, &POSTAL));
        let mut context = Context::from_waker(Waker::noop());
        assert!(request.as_mut().poll(&mut context).is_pending());
    }
    settle().await;
    postal.release();
    assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));
    assert_eq!(postal.asked(), 1);
}

#[tokio::test]
async fn what_is_malformed_is_not_worth_a_fetch() {
    let (postal, _, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    let (right, sha1) = (POSTAL.signature_256(BODY), POSTAL.signature_sha1(BODY));
    let none = SignatureHeaders::new();
    let cases = [
        (none, "401 the request has no signature header"),
        (
            none.signature_sha1(&sha1),
            "401 the request has a SHA-1 signature only",
        ),
        (
            none.signature_256("?"),
            "401 X-Postal-Signature-256 is not padded standard base64",
        ),
        (
            none.signature_256(&right).signature_256(&right),
            "401 X-Postal-Signature-256 is there more than once",
        ),
        (
            none.signature_256(&right).kid("?"),
            "401 X-Postal-Signature-KID is not 64 lower-case hexadecimal digits",
        ),
    ];
    for (headers, expected) in cases {
        assert_eq!(outcome(&keys, &headers).await, expected);
    }
    assert_eq!(postal.asked(), 0);
}

#[tokio::test]
async fn a_wrong_signature_is_not_worth_a_fetch_either() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    keys.refresh().await.unwrap();
    clock.forward(COOL_DOWN);
    let (wrong, kid) = (POSTAL.signature_256(b"another"), POSTAL.kid().to_string());
    let headers = SignatureHeaders::new().signature_256(&wrong);
    for headers in [headers, headers.kid(&kid)] {
        assert_eq!(outcome(&keys, &headers).await, "401 the signature is wrong");
    }
    assert_eq!(postal.asked(), 1);
}

/// What an installation can answer that gives no keys, and how that is told.
fn bad_answers() -> Vec<(&'static str, Answer)> {
    fn answer(status: u16, body: &'static [u8]) -> Answer {
        Box::new(move || Ok(Response::new(status, body)))
    }
    fn error(error: fn(Box<dyn std::error::Error + Send + Sync>) -> FetchError) -> Answer {
        Box::new(move || Err(error("as the test wants it".into())))
    }
    vec![
        ("the host name is not resolved", error(FetchError::Dns)),
        ("no connection", error(FetchError::Connect)),
        ("TLS failed", error(FetchError::Tls)),
        ("no whole HTTP answer", error(FetchError::Http)),
        (
            "a redirect, status 301, which is not followed",
            answer(301, b""),
        ),
        (
            "a redirect, status 302, which is not followed",
            answer(302, b""),
        ),
        ("status 204", answer(204, b"")),
        ("status 404", answer(404, b"{\"keys\":[]}")),
        ("status 503", answer(503, b"")),
        (
            "an answer of more than 65536 bytes",
            Box::new(|| Ok(Response::new(200, vec![b' '; 65537]))),
        ),
        (
            "the answer gives no keys: an HTML page, not a JWKS",
            answer(200, b"<html>"),
        ),
        (
            "the answer gives no keys: compressed with gzip, not a JWKS",
            answer(200, b"\x1f\x8b\x08"),
        ),
        (
            "the answer gives no keys: not JSON, from line 1 column 0 on",
            answer(200, b""),
        ),
        (
            "the answer gives no keys: no key in it",
            answer(200, b"{\"keys\":[]}"),
        ),
        (
            "the answer gives no keys: no usable key: key 0: not a JSON Web Key (RFC 7517)",
            answer(200, b"{\"keys\":[7]}"),
        ),
    ]
}

/// An error with its sources.
fn whole(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) if source.to_string() != "as the test wants it" => {
            format!("{error}: {source}")
        }
        _ => error.to_string(),
    }
}

#[tokio::test]
async fn the_last_good_keys_survive_every_error() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    keys.refresh().await.unwrap();
    for (expected, answer) in bad_answers() {
        clock.forward(COOL_DOWN);
        postal.answer(answer);
        assert_eq!(whole(&*keys.refresh().await.unwrap_err()), expected);
        assert_eq!(whole(&*keys.status().fetch_error.unwrap()), expected);
        assert_eq!(
            verify(&keys, &POSTAL).await,
            verified(&POSTAL),
            "{expected}"
        );
        // Within the cool-down, the error of the last fetch is the source.
        let error = keys.refresh().await.unwrap_err();
        let FetchError::CoolDown { remaining, last } = &*error else {
            panic!("{error:?}");
        };
        assert_eq!(*remaining, COOL_DOWN);
        assert_eq!(whole(&**last.as_ref().unwrap()), expected);
    }
    postal.replace_key(&OTHER_POSTAL);
    clock.forward(COOL_DOWN);
    assert_eq!(verify(&keys, &OTHER_POSTAL).await, verified(&OTHER_POSTAL));
    assert!(keys.status().fetch_error.is_none());
}

#[tokio::test]
async fn without_keys_every_error_is_a_503() {
    for (expected, answer) in bad_answers() {
        let (postal, clock, builder) = installation(&POSTAL);
        let keys = builder.build().unwrap();
        postal.answer(answer);
        let headers = POSTAL.headers(BODY);
        let headers =
            SignatureHeaders::from_pairs(headers.iter().map(|(name, value)| (name, value)));
        let error = keys.verify(&headers, BODY).await.unwrap_err();
        assert_eq!(
            (error.status(), error.is_retryable()),
            (503, true),
            "{expected}"
        );
        let VerifyError::NoUsableKey(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(whole(&*error), expected);

        postal.replace_key(&POSTAL);
        assert_eq!(verify(&keys, &POSTAL).await, COOLING);
        clock.forward(COOL_DOWN);
        assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));
    }
}

#[tokio::test(start_paused = true)]
async fn a_fetch_ends_at_the_deadline() {
    let (postal, _, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    postal.hold();
    let start = tokio::time::Instant::now();
    assert_eq!(verify(&keys, &POSTAL).await, "503 no answer within 1.5s");
    assert_eq!(start.elapsed().as_millis(), DEADLINE.as_millis());
}

#[tokio::test]
async fn a_transport_that_panics_is_only_a_failed_fetch() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    postal.answer(|| panic!("as the test wants it"));
    assert_eq!(verify(&keys, &POSTAL).await, "503 the fetch was given up");
    clock.forward(COOL_DOWN);
    *postal
        .0
        .answer
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner) =
        Box::new(|| Ok(Response::new(200, POSTAL.jwks())));
    postal.0.answer.clear_poison();
    assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));
}

#[test]
fn without_a_runtime_there_is_no_fetch_and_no_panic() {
    let (_, _, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    let mut request = pin!(verify(&keys, &POSTAL));
    assert_eq!(
        request
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop())),
        Poll::Ready("503 not called within a tokio runtime".into())
    );
}

#[test]
fn a_runtime_that_shuts_down_gives_the_fetch_up() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    postal.hold();
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    runtime().block_on(async {
        let mut request = pin!(verify(&keys, &POSTAL));
        let mut context = Context::from_waker(Waker::noop());
        assert!(request.as_mut().poll(&mut context).is_pending());
        settle().await;
    });
    assert_eq!(postal.asked(), 1);
    postal.release();
    clock.forward(COOL_DOWN);
    assert_eq!(
        runtime().block_on(verify(&keys, &POSTAL)),
        verified(&POSTAL)
    );
}

#[tokio::test]
async fn old_keys_are_used_and_fetched_anew_on_the_side() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder
        .refresh_after(Duration::from_secs(600))
        .build()
        .unwrap();
    keys.refresh().await.unwrap();
    clock.forward(Duration::from_millis(599_999));
    assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));
    settle().await;
    assert_eq!(postal.asked(), 1);

    postal.replace_key(&OTHER_POSTAL);
    clock.forward(MILLISECOND);
    assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));
    settle().await;
    assert_eq!(postal.asked(), 2);
    clock.forward(COOL_DOWN);
    assert_eq!(verify(&keys, &POSTAL).await, unknown(&POSTAL));
    assert_eq!(postal.asked(), 3);
}

#[tokio::test]
async fn old_keys_are_asked_for_no_more_often_than_others() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.refresh_after(Duration::ZERO).build().unwrap();
    for round in 1..4 {
        for _ in 0..100 {
            assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));
            settle().await;
        }
        assert_eq!(postal.asked(), round);
        clock.forward(COOL_DOWN);
    }
}

#[tokio::test]
async fn pinned_keys_alone_are_taken() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.pin([POSTAL.kid()]).build().unwrap();
    keys.refresh().await.unwrap();
    assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));

    postal.replace_key(&OTHER_POSTAL);
    clock.forward(COOL_DOWN);
    let error = keys.refresh().await.unwrap_err();
    let found = vec![OTHER_POSTAL.kid()];
    let FetchError::Keys(error) = &*error else {
        panic!("{error:?}")
    };
    assert_eq!(*error, KeySetError::NotPinned { found });
    assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));
    assert_eq!(verify(&keys, &OTHER_POSTAL).await, COOLING);
}

#[tokio::test]
async fn the_insecure_ways_are_opt_ins_here_too() {
    let (_, _, builder) = installation(&OLD_POSTAL);
    let keys = builder.build().unwrap();
    assert_eq!(
        verify(&keys, &OLD_POSTAL).await,
        "503 the key has 1024 bits; under 2048 it has to be allowed"
    );
    let (_, _, builder) = installation(&OLD_POSTAL);
    let keys = builder.allow_insecure_short_keys().build().unwrap();
    assert_eq!(verify(&keys, &OLD_POSTAL).await, verified(&OLD_POSTAL));
    let (_, _, builder) = installation(&POSTAL);
    let keys = builder.allow_insecure_sha1().build().unwrap();
    let sha1 = POSTAL.signature_sha1(BODY);
    let headers = SignatureHeaders::new().signature_sha1(&sha1);
    assert_eq!(outcome(&keys, &headers).await, verified(&POSTAL));
}

#[tokio::test]
async fn the_status_tells_how_it_stands() {
    let (_, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    let status = keys.status();
    assert!(status.keys.is_none() && status.age.is_none() && status.fetch_error.is_none());
    keys.refresh().await.unwrap();
    clock.forward(Duration::from_secs(7));
    let status = keys.status();
    assert_eq!(
        status.keys.unwrap().kids().collect::<Vec<_>>(),
        [POSTAL.kid()]
    );
    assert_eq!(status.age, Some(Duration::from_secs(7)));
    let debug = format!("{keys:?}");
    assert!(
        debug.starts_with("RemoteKeys { url: \"https://postal.example.com/.well-known/jwks.json\"")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_while_keys_come_and_go() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.refresh_after(Duration::ZERO).build().unwrap();
    keys.refresh().await.unwrap();
    let tasks: Vec<_> = (0..8)
        .map(|task| {
            let keys = keys.clone();
            tokio::spawn(async move {
                for _ in 0..200 {
                    let signer = if task % 2 == 0 {
                        &*POSTAL
                    } else {
                        &*OTHER_POSTAL
                    };
                    let outcome = verify(&keys, signer).await;
                    let expected = [verified(signer), unknown(signer), COOLING.into()];
                    assert!(
                        expected.contains(&outcome) || outcome.contains("too short ago"),
                        "{outcome}"
                    );
                }
            })
        })
        .collect();
    for round in 0..50 {
        postal.replace_key(if round % 2 == 0 {
            &OTHER_POSTAL
        } else {
            &POSTAL
        });
        clock.forward(COOL_DOWN);
        tokio::time::sleep(MILLISECOND).await;
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert!(postal.asked() <= 51);
}
