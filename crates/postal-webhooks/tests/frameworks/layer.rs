//! Tests of the tower layer with bodies of every kind.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::error::Error;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use http::{HeaderMap, Request, Response};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Empty, Full, Limited};
use hyper::body::{Body, Bytes, Frame, SizeHint};
use postal_webhooks::remote::{
    self, RemoteVerifierBuilder, Response as Fetched, Transport, TransportFuture,
};
use postal_webhooks::testing::SignedRequest;
use postal_webhooks::web::{
    DEFAULT_BODY_DEADLINE, DEFAULT_BODY_LIMIT, Intake, Rejection, VerifyLayer,
};
use postal_webhooks::{
    KeySetError, RemoteVerifier, SIGNATURE_256, Verified, Verifier, VerifyError, Webhook,
};
use tokio::time::{Instant, Sleep, sleep};
use tower::{Layer as _, ServiceExt as _, service_fn};

use crate::common::{BODY, OLD_POSTAL, OTHER_POSTAL, POSTAL};

/// A body in these pieces.
struct Pieces(VecDeque<io::Result<Frame<Bytes>>>);

impl Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        Poll::Ready(self.0.pop_front())
    }
}

fn pieces(body: &[u8], length: usize) -> Pieces {
    let pieces = body.chunks(length).map(Bytes::copy_from_slice);
    Pieces(pieces.map(|piece| Ok(Frame::data(piece))).collect())
}

/// Answers with what is in the extensions and the body, in a body of another type than the layer's.
async fn tell(
    request: Request<Full<Bytes>>,
) -> Result<Response<BoxBody<Bytes, Infallible>>, Infallible> {
    let webhook = request.extensions().get::<Webhook>();
    let name = webhook.map_or("none", |webhook| webhook.event.name()).to_owned();
    let verified = request.extensions().get::<Verified<Bytes>>().unwrap().clone();
    let body = request.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(*verified.body(), body);
    let text = format!("{name} {} bytes by {:.8}", body.len(), verified.kid().to_string());
    Ok(Response::new(Full::from(text).boxed()))
}

/// The answer in a line.
async fn answer<B>(layer: &VerifyLayer, request: Request<B>) -> String
where
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
{
    let response = layer.layer(service_fn(tell)).oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    format!("{status} {}", str::from_utf8(&body).unwrap())
}

fn with_body<B>(request: SignedRequest, body: B) -> Request<B> {
    request.into_http::<Vec<u8>>("/postal").map(|_| body)
}

fn layer() -> VerifyLayer {
    VerifyLayer::new(Verifier::new(POSTAL.key_set()))
}

fn accepted() -> String {
    let kid = POSTAL.kid().to_string();
    format!("200 SendLimitApproaching {} bytes by {kid:.8}", BODY.len())
}

#[tokio::test]
async fn the_service_gets_webhook_and_bytes_whatever_the_pieces() {
    let request: Request<Full<Bytes>> = POSTAL.sign(BODY).into_http("/postal");
    assert_eq!(answer(&layer(), request).await, accepted());
    for length in [1, 7, BODY.len() - 1, BODY.len()] {
        let request = with_body(POSTAL.sign(BODY), pieces(BODY, length));
        assert_eq!(answer(&layer(), request).await, accepted(), "{length}");
    }
    let mut trailers = pieces(BODY, 100);
    trailers.0.push_front(Ok(Frame::data(Bytes::new())));
    trailers.0.push_back(Ok(Frame::trailers(HeaderMap::new())));
    let request = with_body(POSTAL.sign(BODY), trailers);
    assert_eq!(answer(&layer(), request).await, accepted());
}

#[tokio::test]
async fn a_body_is_whole_or_refused() {
    let signed = POSTAL.sign(BODY);
    let mut broken = pieces(BODY, 10);
    broken.0.push_back(Err(io::ErrorKind::ConnectionReset.into()));
    let request = with_body(signed.clone(), broken);
    assert_eq!(answer(&layer(), request).await, "400 the body is not whole");
    let request = with_body(signed, Empty::<Bytes>::new());
    assert_eq!(answer(&layer(), request).await, "401 the signature is wrong");
    let request = Request::new(Empty::<Bytes>::new());
    let none = "401 the request has no signature header";
    assert_eq!(answer(&layer(), request).await, none);
}

#[tokio::test]
async fn the_smaller_limit_holds() {
    let too_large = "413 the body is too large";
    assert_eq!(DEFAULT_BODY_LIMIT, 1 << 20);
    for (limit, expected) in
        [(BODY.len(), &*accepted()), (BODY.len() - 1, too_large), (0, too_large)]
    {
        let intake = Intake::new(Verifier::new(POSTAL.key_set())).body_limit(limit);
        let layer = VerifyLayer::new(intake);
        // Its length is said or not.
        let request: Request<Full<Bytes>> = POSTAL.sign(BODY).into_http("/postal");
        assert_eq!(answer(&layer, request).await, expected);
        let request = with_body(POSTAL.sign(BODY), pieces(BODY, 20));
        assert_eq!(answer(&layer, request).await, expected);
    }
    // As tower-http limits a body.
    let limited = Limited::new(pieces(BODY, 20), BODY.len() - 1);
    let request = with_body(POSTAL.sign(BODY), limited);
    assert_eq!(answer(&layer(), request).await, too_large);
    let limited = Limited::new(pieces(BODY, 20), BODY.len());
    let request = with_body(POSTAL.sign(BODY), limited);
    assert_eq!(answer(&layer(), request).await, accepted());
}

/// No more is read than shows that it is too much, and nothing if the length alone does.
#[tokio::test]
async fn what_is_over_the_limit_is_not_read() {
    struct Counting(Arc<AtomicUsize>, SizeHint);

    impl Body for Counting {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            self.0.fetch_add(1, Ordering::SeqCst);
            Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b' '; 1024])))))
        }

        fn size_hint(&self) -> SizeHint {
            self.1
        }
    }

    for (hint, expected) in [
        (SizeHint::default(), 1025),
        (SizeHint::with_exact(DEFAULT_BODY_LIMIT as u64 + 1), 0),
        (SizeHint::with_exact(u64::MAX), 0),
    ] {
        let frames = Arc::default();
        let body = Counting(Arc::clone(&frames), hint);
        let request = with_body(POSTAL.sign(BODY), body);
        assert_eq!(answer(&layer(), request).await, "413 the body is too large");
        assert_eq!(frames.load(Ordering::SeqCst), expected);
    }
}

/// A body of pieces that says of itself what it likes.
struct Lying(Pieces, SizeHint);

impl Body for Lying {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        Pin::new(&mut self.0).poll_frame(context)
    }

    fn size_hint(&self) -> SizeHint {
        self.1
    }
}

/// Neither too much memory is reserved for it, nor too little held.
#[tokio::test]
async fn the_length_that_a_body_claims_is_no_more_than_a_hint() {
    let unlimited = Intake::new(Verifier::new(POSTAL.key_set())).body_limit(usize::MAX);
    let unlimited = VerifyLayer::new(unlimited);
    let long = BODY.len() as u64;
    for length in [0, 1, long - 1, long + 1, 100_000_000_000, i64::MAX as u64, u64::MAX] {
        for hint in [SizeHint::with_exact(length), {
            let mut hint = SizeHint::new();
            hint.set_lower(length);
            hint
        }] {
            let request = with_body(POSTAL.sign(BODY), Lying(pieces(BODY, 20), hint));
            assert_eq!(answer(&unlimited, request).await, accepted(), "{length}");
        }
    }
    // A limit just above holds as well where more comes than was said.
    let limited = Intake::new(Verifier::new(POSTAL.key_set())).body_limit(BODY.len() - 1);
    let request = with_body(POSTAL.sign(BODY), Lying(pieces(BODY, 20), SizeHint::with_exact(1)));
    assert_eq!(answer(&VerifyLayer::new(limited), request).await, "413 the body is too large");
}

/// A body that comes in pieces, each some time after the one before, or never.
struct Slow {
    pieces: Pieces,
    every: Option<Duration>,
    sleep: Pin<Box<Sleep>>,
}

impl Slow {
    fn new(every: Option<Duration>) -> Self {
        let sleep = Box::pin(sleep(every.unwrap_or_default()));
        Self { pieces: pieces(BODY, 25), every, sleep }
    }
}

impl Body for Slow {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let Some(every) = self.every else {
            return Poll::Pending;
        };
        ready!(self.sleep.as_mut().poll(context));
        self.sleep.as_mut().reset(Instant::now() + every);
        Pin::new(&mut self.pieces).poll_frame(context)
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_come_in_time_is_refused() {
    let pieces = u32::try_from(BODY.len().div_ceil(25)).unwrap();
    let intake = || Intake::new(Verifier::new(POSTAL.key_set()));
    let short = Duration::from_millis(500);
    for (intake, deadline) in
        [(intake(), DEFAULT_BODY_DEADLINE), (intake().body_deadline(short), short)]
    {
        let layer = VerifyLayer::new(intake);
        for every in [None, Some(deadline), Some(deadline / pieces)] {
            let start = Instant::now();
            let request = with_body(POSTAL.sign(BODY), Slow::new(every));
            assert_eq!(answer(&layer, request).await, "408 the body is too slow");
            assert_eq!(start.elapsed().as_millis(), deadline.as_millis());
        }
        let in_time = Slow::new(Some(deadline / (pieces + 2)));
        let request = with_body(POSTAL.sign(BODY), in_time);
        assert_eq!(answer(&layer, request).await, accepted());
    }
    assert!(DEFAULT_BODY_DEADLINE + remote::DEADLINE < Duration::from_secs(5));
}

/// Its headers are enough to refuse it, so it is not waited for.
#[tokio::test(start_paused = true)]
async fn a_request_that_is_refused_by_its_headers_is_answered_at_once() {
    let start = Instant::now();
    let mut unsigned = POSTAL.sign(BODY);
    unsigned.headers.clear();
    let mut short = POSTAL.sign(BODY);
    short.headers.retain(|(name, _)| *name != SIGNATURE_256);
    short.headers.push((SIGNATURE_256, "AAAA".into()));
    let cases = [
        (unsigned, "401 the request has no signature header".into()),
        (short, "401 X-Postal-Signature-256 has another length than a signature of the key".into()),
        (OTHER_POSTAL.sign(BODY), format!("401 no key {}", OTHER_POSTAL.kid())),
    ];
    for (signed, expected) in cases {
        let request = with_body(signed, Slow::new(None));
        assert_eq!(answer(&layer(), request).await, expected);
    }
    assert_eq!(start.elapsed(), Duration::ZERO);
}

/// There is no deadline then, and the rest works.
#[test]
fn the_layer_works_without_a_tokio_runtime() {
    let layer = layer();
    let answer = |request| {
        let mut answer = pin!(answer(&layer, request));
        answer.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    };
    let request = with_body(POSTAL.sign(BODY), pieces(BODY, 20));
    assert_eq!(answer(request), Poll::Ready(accepted()));
    let request = Request::new(pieces(BODY, 20));
    let none = "401 the request has no signature header";
    assert_eq!(answer(request), Poll::Ready(none.into()));
}

#[tokio::test]
async fn without_parsing_every_verified_body_comes_through() {
    let signed = POSTAL.sign("no JSON");
    let request: Request<Full<Bytes>> = signed.clone().into_http("/postal");
    let not_json = "422 the body is not JSON at line 1 column 2";
    assert_eq!(answer(&layer(), request).await, not_json);
    let layer = layer().without_parsing();
    let request: Request<Full<Bytes>> = signed.into_http("/postal");
    let expected = format!("200 none 7 bytes by {:.8}", POSTAL.kid().to_string());
    assert_eq!(answer(&layer, request).await, expected);
    let request: Request<Full<Bytes>> = OTHER_POSTAL.sign("no JSON").into_http("/postal");
    let unknown = format!("401 no key {}", OTHER_POSTAL.kid());
    assert_eq!(answer(&layer, request).await, unknown);
}

/// An installation that has this document.
struct Document(String);

impl Transport for Document {
    fn get<'a>(&'a self, _: &'a str, _: usize) -> TransportFuture<'a> {
        let body = self.0.clone().into_bytes();
        Box::pin(async { Ok(Fetched::new(200, body)) })
    }
}

fn remote(jwks: String) -> RemoteVerifierBuilder {
    RemoteVerifier::builder("https://postal.example.com").transport(Document(jwks))
}

#[tokio::test]
async fn the_opt_ins_come_along_with_the_keys() {
    let fixed = || Verifier::new(OLD_POSTAL.key_set());
    let remote = || remote(OLD_POSTAL.jwks());
    let short = "503 the key has 1024 bits; under 2048 it has to be allowed";
    let sha1 = "401 the request has a SHA-1 signature only";
    let accepted =
        accepted().replace(&POSTAL.kid().to_string()[..8], &OLD_POSTAL.kid().to_string()[..8]);
    let (intakes, expected): (Vec<Intake>, Vec<_>) = [
        (fixed().into(), [short, sha1]),
        (remote().build().unwrap().into(), [short, sha1]),
        (fixed().allow_insecure_short_keys().into(), [&accepted, sha1]),
        (remote().allow_insecure_short_keys().build().unwrap().into(), [&accepted, sha1]),
        (fixed().allow_insecure_short_keys().allow_insecure_sha1().into(), [&*accepted, &accepted]),
        (
            remote().allow_insecure_short_keys().allow_insecure_sha1().build().unwrap().into(),
            [&accepted, &accepted],
        ),
        (Arc::new(fixed()).into(), [short, sha1]),
    ]
    .into_iter()
    .unzip();
    for (intake, [new, old]) in intakes.into_iter().zip(expected) {
        let layer = VerifyLayer::new(intake);
        let request: Request<Full<Bytes>> = OLD_POSTAL.sign(BODY).into_http("/postal");
        assert_eq!(answer(&layer, request).await, new);
        let mut signed = OLD_POSTAL.sign(BODY);
        signed.headers.retain(|(name, _)| !name.starts_with("X-Postal"));
        signed.headers.extend(OLD_POSTAL.legacy_headers(BODY));
        let request: Request<Full<Bytes>> = signed.into_http("/postal");
        assert_eq!(answer(&layer, request).await, old);
    }
}

#[tokio::test]
async fn a_rejection_keeps_its_cause() {
    let keys = remote(String::from("<html>")).build().unwrap();
    let signed = POSTAL.sign(BODY);
    let body = Bytes::from(signed.body.clone());
    let error = Intake::new(keys).verify(&signed.signature_headers(), body).await.unwrap_err();
    assert!(matches!(&error, VerifyError::NoUsableKey(_)));
    let rejection = Rejection::from(error);
    assert_eq!((rejection.status(), &*rejection.to_string()), (503, "no usable key"));
    let fetch = rejection.source().unwrap();
    let keys = fetch.source().unwrap().downcast_ref::<KeySetError>();
    assert!(matches!(keys, Some(KeySetError::Html)), "{fetch}");

    let error = io::Error::from(io::ErrorKind::ConnectionReset);
    let rejection = Rejection::BodyUnread(error.into());
    assert_eq!(rejection.status(), 400);
    assert!(rejection.source().unwrap().is::<io::Error>());
}

#[tokio::test]
async fn debug_output_shows_no_body() {
    let signed = POSTAL.sign(BODY);
    let body = Bytes::from_static(BODY);
    let intake = Intake::new(Verifier::new(POSTAL.key_set()));
    let verified = intake.verify(&signed.signature_headers(), body).await.unwrap();
    let expected =
        format!("Verified {{ kid: Kid({}), body: [{} bytes] }}", POSTAL.kid(), BODY.len());
    assert_eq!(format!("{verified:?}"), expected);
    assert_eq!(verified.parse().unwrap(), Webhook::from_slice(BODY).unwrap());
    assert_eq!(verified.into_body(), BODY);
}
