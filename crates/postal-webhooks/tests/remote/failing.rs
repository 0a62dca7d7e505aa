//! Tests of fetches that fail, and of the keys that are left then.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use postal_webhooks::remote::{COOL_DOWN, DEADLINE, FetchError, Response};
use postal_webhooks::{SignatureHeaders, VerifyError};

use crate::common::{BODY, OTHER_POSTAL, POSTAL};
use crate::postal::{Answer, COOLING, installation, settle, verified, verify};

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

/// What an installation can answer that gives no keys, and the error of each.
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
        ("a redirect, status 301, which is not followed", answer(301, b"")),
        ("a redirect, status 302, which is not followed", answer(302, b"")),
        ("status 204", answer(204, b"")),
        ("status 404", answer(404, b"{\"keys\":[]}")),
        ("status 503", answer(503, b"")),
        (
            "an answer of more than 65536 bytes",
            Box::new(|| Ok(Response::new(200, vec![b' '; 65537]))),
        ),
        ("the answer gives no keys: an HTML page, not a JWKS", answer(200, b"<html>")),
        (
            "the answer gives no keys: compressed with gzip, not a JWKS",
            answer(200, b"\x1f\x8b\x08"),
        ),
        ("the answer gives no keys: not JSON, from line 1 column 0 on", answer(200, b"")),
        ("the answer gives no keys: no key in it", answer(200, b"{\"keys\":[]}")),
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
        assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL), "{expected}");
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
        let headers = SignatureHeaders::from(&headers);
        let error = keys.verify(&headers, BODY).await.unwrap_err();
        assert_eq!((error.status(), error.is_retryable()), (503, true), "{expected}");
        let VerifyError::NoUsableKey(error) = error else { panic!("{error:?}") };
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
    assert_eq!(
        verify(&keys, &POSTAL).await,
        "503 the fetch was given up: its runtime ended or is blocked, or the transport panicked"
    );
    clock.forward(COOL_DOWN);
    postal.replace_key(&POSTAL);
    assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));
}

#[test]
fn without_a_runtime_there_is_no_fetch_and_no_panic() {
    let (_, _, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    let mut request = pin!(verify(&keys, &POSTAL));
    assert_eq!(
        request.as_mut().poll(&mut Context::from_waker(Waker::noop())),
        Poll::Ready("503 not called within a tokio runtime".into())
    );
}
