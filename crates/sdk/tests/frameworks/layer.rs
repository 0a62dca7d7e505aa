//! The tower layer with bodies of every kind.

use std::{
    collections::VecDeque,
    convert::Infallible,
    error::Error,
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

use http::{HeaderMap, Request, Response};
use http_body_util::{BodyExt as _, Empty, Full, Limited, combinators::BoxBody};
use hyper::body::{Body, Bytes, Frame, SizeHint};
use postal_webhooks::{
    KeySetError, RemoteKeys, Verifier, VerifyError, Webhook,
    remote::{RemoteKeysBuilder, Response as Fetched, Transport, TransportFuture},
    testing::SignedRequest,
    web::{DEFAULT_BODY_LIMIT, Intake, Rejection, VerifiedBody, VerifyLayer},
};
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
    let name = webhook
        .map_or("none", |webhook| webhook.event.name())
        .to_owned();
    let verified = request.extensions().get::<VerifiedBody>().unwrap().clone();
    let body = request.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(*verified.bytes(), body);
    let text = format!(
        "{name} {} bytes by {:.8}",
        body.len(),
        verified.kid().to_string()
    );
    Ok(Response::new(Full::from(text).boxed()))
}

/// The answer in a line.
async fn answer<B>(layer: &VerifyLayer, request: Request<B>) -> String
where
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
{
    let response = layer
        .layer(service_fn(tell))
        .oneshot(request)
        .await
        .unwrap();
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
    broken
        .0
        .push_back(Err(io::ErrorKind::ConnectionReset.into()));
    let request = with_body(signed.clone(), broken);
    assert_eq!(answer(&layer(), request).await, "400 the body is not whole");
    let request = with_body(signed, Empty::<Bytes>::new());
    assert_eq!(
        answer(&layer(), request).await,
        "401 the signature is wrong"
    );
    let request = Request::new(Empty::<Bytes>::new());
    let none = "401 the request has no signature header";
    assert_eq!(answer(&layer(), request).await, none);
}

#[tokio::test]
async fn the_smaller_limit_holds() {
    let too_large = "413 the body is too large";
    assert_eq!(DEFAULT_BODY_LIMIT, 1 << 20);
    for (limit, expected) in [
        (BODY.len(), &*accepted()),
        (BODY.len() - 1, too_large),
        (0, too_large),
    ] {
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

fn remote(jwks: String) -> RemoteKeysBuilder {
    RemoteKeys::builder("https://postal.example.com").transport(Document(jwks))
}

#[tokio::test]
async fn the_opt_ins_come_along_with_the_keys() {
    let fixed = || Verifier::new(OLD_POSTAL.key_set());
    let remote = || remote(OLD_POSTAL.jwks());
    let short = "503 the key has 1024 bits; under 2048 it has to be allowed";
    let sha1 = "401 the request has a SHA-1 signature only";
    let accepted = accepted().replace(
        &POSTAL.kid().to_string()[..8],
        &OLD_POSTAL.kid().to_string()[..8],
    );
    let (intakes, expected): (Vec<Intake>, Vec<_>) = [
        (fixed().into(), [short, sha1]),
        (remote().build().unwrap().into(), [short, sha1]),
        (
            fixed().allow_insecure_short_keys().into(),
            [&accepted, sha1],
        ),
        (
            remote().allow_insecure_short_keys().build().unwrap().into(),
            [&accepted, sha1],
        ),
        (
            fixed()
                .allow_insecure_short_keys()
                .allow_insecure_sha1()
                .into(),
            [&*accepted, &accepted],
        ),
        (
            remote()
                .allow_insecure_short_keys()
                .allow_insecure_sha1()
                .build()
                .unwrap()
                .into(),
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
        signed
            .headers
            .retain(|(name, _)| !name.starts_with("X-Postal"));
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
    let error = Intake::new(keys)
        .verify(&signed.signature_headers(), body)
        .await
        .unwrap_err();
    assert!(matches!(&error, VerifyError::NoUsableKey(_)));
    let rejection = Rejection::from(error);
    assert_eq!(
        (rejection.status(), &*rejection.to_string()),
        (503, "no usable key")
    );
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
    let verified = intake
        .verify(&signed.signature_headers(), body)
        .await
        .unwrap();
    let expected = format!(
        "VerifiedBody {{ kid: Kid({}), bytes: [{} bytes] }}",
        POSTAL.kid(),
        BODY.len()
    );
    assert_eq!(format!("{verified:?}"), expected);
    assert_eq!(
        verified.parse().unwrap(),
        Webhook::from_slice(BODY).unwrap()
    );
    assert_eq!(verified.into_bytes(), BODY);
}
