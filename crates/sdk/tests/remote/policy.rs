//! What is taken without a fetch, what never is, and what the status tells.

use std::time::Duration;

use postal_webhooks::{
    KeySetError, SignatureHeaders,
    remote::{COOL_DOWN, FetchError},
};

use crate::{
    common::{BODY, OLD_POSTAL, OTHER_POSTAL, POSTAL},
    postal::{COOLING, installation, outcome, verified, verify},
};

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
