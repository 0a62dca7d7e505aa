//! Tests of what is accepted without a fetch, what never is, and of the status.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use postal_webhooks::remote::{COOL_DOWN, FetchError, RemoteVerifierError};
use postal_webhooks::web::{Intake, VerifyLayer};
use postal_webhooks::{KeySetError, RemoteVerifier, SignatureHeaders, VerifyError};

use crate::common::{BODY, OLD_POSTAL, OTHER_POSTAL, POSTAL};
use crate::postal::{installation, outcome, unknown, verified, verify};
use crate::sockets::{answering, closed};

const WRONG_LENGTH: &str =
    "401 X-Postal-Signature-256 has another length than a signature of the key";

#[tokio::test]
async fn what_is_malformed_is_not_worth_a_fetch() {
    let (postal, _, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    let (right, sha1) = (POSTAL.signature_256(BODY), POSTAL.signature_sha1(BODY));
    let kid = OTHER_POSTAL.kid().to_string();
    let [too_short, too_long, far_too_long] =
        [127, 1025, 100_000].map(|length| STANDARD.encode(vec![1; length]));
    let none = SignatureHeaders::new();
    let cases = [
        (none, "401 the request has no signature header"),
        (none.signature_sha1(&sha1), "401 the request has a SHA-1 signature only"),
        (none.signature_256("?"), "401 X-Postal-Signature-256 is not padded standard base64"),
        (
            none.signature_256(&right).signature_256(&right),
            "401 X-Postal-Signature-256 is there more than once",
        ),
        (
            none.signature_256(&right).kid("?"),
            "401 X-Postal-Signature-KID is not 64 lower-case hexadecimal digits",
        ),
        // No key has a signature of this length, whichever id stands beside it.
        (none.signature_256(""), WRONG_LENGTH),
        (none.signature_256("AAAA"), WRONG_LENGTH),
        (none.signature_256("AAAA").kid(&kid), WRONG_LENGTH),
        (none.signature_256(&too_short).kid(&kid), WRONG_LENGTH),
        (none.signature_256(&too_long).kid(&kid), WRONG_LENGTH),
        (none.signature_256(&far_too_long).kid(&kid), WRONG_LENGTH),
    ];
    for (headers, expected) in cases {
        assert_eq!(outcome(&keys, &headers).await, expected);
    }
    assert_eq!(postal.asked(), 0);
    // None of them took the cool-down.
    assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));
}

/// Of 1024 bits and of 8192 bits; the key might be one.
#[tokio::test]
async fn the_shortest_and_the_longest_signature_are_worth_a_fetch() {
    let kid = OTHER_POSTAL.kid().to_string();
    for length in [128, 1024] {
        let (postal, _, builder) = installation(&POSTAL);
        let keys = builder.build().unwrap();
        let signature = STANDARD.encode(vec![1; length]);
        let headers = SignatureHeaders::new().signature_256(&signature).kid(&kid);
        assert_eq!(outcome(&keys, &headers).await, unknown(&OTHER_POSTAL));
        assert_eq!(postal.asked(), 1);
    }
}

#[tokio::test]
async fn a_signature_of_another_length_than_a_known_key_is_not_worth_a_fetch() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    keys.refresh().await.unwrap();
    clock.forward(COOL_DOWN);
    let kid = POSTAL.kid().to_string();
    for length in [128, 255, 257, 512] {
        let signature = STANDARD.encode(vec![1; length]);
        let headers = SignatureHeaders::new().signature_256(&signature);
        for headers in [headers, headers.kid(&kid)] {
            assert_eq!(outcome(&keys, &headers).await, WRONG_LENGTH);
            let error = keys.check_headers(&headers).await.unwrap_err();
            assert_eq!(format!("{} {error}", error.status()), WRONG_LENGTH);
        }
    }
    assert_eq!(postal.asked(), 1);
}

/// What the headers tell, before there is a body.
#[tokio::test]
async fn headers_are_checked_alone() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    let check = async |headers: &SignatureHeaders<'_>| match keys.check_headers(headers).await {
        Ok(()) => String::from("go on"),
        Err(error) => format!("{} {error}", error.status()),
    };
    let signature = POSTAL.signature_256(b"whatever");
    let (kid, other) = (POSTAL.kid().to_string(), OTHER_POSTAL.kid().to_string());
    let headers = SignatureHeaders::new().signature_256(&signature);
    for headers in [headers, headers.kid(&kid)] {
        assert_eq!(check(&headers).await, "go on");
    }
    assert_eq!(postal.asked(), 1);
    clock.forward(COOL_DOWN);
    assert_eq!(check(&headers.kid(&other)).await, unknown(&OTHER_POSTAL));
    assert_eq!(postal.asked(), 2);
    let none = SignatureHeaders::new();
    assert_eq!(check(&none).await, "401 the request has no signature header");
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
    let FetchError::Keys(error) = &*error else { panic!("{error:?}") };
    assert_eq!(*error, KeySetError::NotPinned { found });
    assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));
    // A key that is not pinned cannot come by any fetch.
    clock.forward(COOL_DOWN);
    assert_eq!(verify(&keys, &OTHER_POSTAL).await, unknown(&OTHER_POSTAL));
    assert_eq!(postal.asked(), 2);
}

#[test]
fn an_empty_list_of_pins_is_an_error() {
    for url in ["https://postal.example.com", "http://postal.example.com"] {
        let builder = RemoteVerifier::builder(url).pin([]);
        let error = builder.build().unwrap_err();
        assert!(matches!(error, RemoteVerifierError::NoPins), "{error:?}");
    }
    // More than one list can be given; not one of them has to have the last word.
    let builder = RemoteVerifier::builder("http://postal.example.com").pin([]);
    assert!(builder.pin([POSTAL.kid()]).build().is_ok());
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
    assert_eq!(status.keys.unwrap().kids().collect::<Vec<_>>(), [POSTAL.kid()]);
    assert_eq!(status.age, Some(Duration::from_secs(7)));
}

/// Path and query of the URL may be secrets.
#[tokio::test]
async fn debug_output_shows_no_path_and_no_query() {
    let (_, _, builder) = installation(&POSTAL);
    let builder_debug = format!("{builder:?}");
    let debug = format!("{:?}", builder.build().unwrap());
    let origin = "RemoteVerifier { url: \"https://postal.example.com\", ";
    assert!(debug.starts_with(origin), "{debug}");

    let url = "https://postal.example.com:5000/path-canary/keys?token=query-canary#fragment-canary";
    let builder = RemoteVerifier::builder(url);
    let mut texts = vec![builder_debug, format!("{builder:?}")];
    let keys = builder.build().unwrap();
    texts.push(format!("{keys:?}"));
    texts.push(format!("{:?}", Intake::new(keys.clone())));
    texts.push(format!("{:?}", VerifyLayer::new(keys)));
    // Nor do the errors of a fetch.
    for url in [
        closed(),
        String::from("http://postal.invalid"),
        answering("HTTP/1.1 404 No\r\n\r\n"),
        answering("nonsense"),
        closed().replace("http", "https"),
        answering("nonsense").replace("http", "https"),
    ] {
        let url = format!("{url}/path-canary?token=query-canary");
        let keys = RemoteVerifier::builder(url).pin([POSTAL.kid()]);
        let keys = keys.build().unwrap();
        let error = keys.refresh().await.unwrap_err();
        texts.push(format!("{error} {error:?} {keys:?} {:?}", keys.status()));
        texts.push(format!("{:?}", VerifyError::from(error)));
    }
    for port in ["99999", ""] {
        let url = url.replace("5000", port);
        texts.push(format!("{:?}", RemoteVerifier::builder(url).build().unwrap_err()));
    }
    for text in texts {
        assert!(!text.contains("canary"), "{text}");
    }
}
