//! Tests of when keys are fetched, and of who waits for it.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use postal_webhooks::SignatureHeaders;
use postal_webhooks::remote::{COOL_DOWN, DEADLINE, FetchError};

use crate::common::{BODY, OTHER_POSTAL, POSTAL};
use crate::postal::{
    COOLING, MILLISECOND, installation, outcome, settle, unknown, verified, verify,
};

#[tokio::test]
async fn the_first_request_fetches_and_the_others_do_not() {
    let (postal, _, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    assert_eq!(postal.asked(), 0);
    for _ in 0..3 {
        assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));
    }
    assert_eq!(postal.urls(), ["https://postal.example.com/.well-known/jwks.json"]);
}

#[tokio::test]
async fn a_refresh_fetches_ahead() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    keys.refresh().await.unwrap();
    assert_eq!(verify(&keys, &POSTAL).await, verified(&POSTAL));
    assert!(matches!(*keys.refresh().await.unwrap_err(), FetchError::CoolDown { .. }));
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
    assert_eq!(known.as_mut().poll(&mut context), Poll::Ready(verified(&POSTAL)));
    postal.release();
    assert_eq!(stranger.await, unknown(&OTHER_POSTAL));
}

#[tokio::test]
async fn old_keys_are_used_and_fetched_anew_on_the_side() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.refresh_after(Duration::from_secs(600)).build().unwrap();
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
                    let signer = if task % 2 == 0 { &*POSTAL } else { &*OTHER_POSTAL };
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
        postal.replace_key(if round % 2 == 0 { &OTHER_POSTAL } else { &POSTAL });
        clock.forward(COOL_DOWN);
        tokio::time::sleep(MILLISECOND).await;
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert!(postal.asked() <= 51);
}
