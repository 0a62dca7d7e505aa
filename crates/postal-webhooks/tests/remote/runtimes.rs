//! A fetch whose runtime is blocked or gone: nobody waits for it without end, and the next fetch
//! replaces it.

use std::pin::pin;
use std::sync::mpsc;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use postal_webhooks::RemoteVerifier;
use postal_webhooks::remote::{COOL_DOWN, DEADLINE, FetchError};
use tokio::runtime::{Builder, Runtime};

use crate::common::{OTHER_POSTAL, POSTAL};
use crate::postal::{MILLISECOND, installation, settle, unknown, verified, verify};

const GIVEN_UP: &str =
    "503 the fetch was given up: its runtime ended or is blocked, or the transport panicked";

/// A runtime of one thread, which runs within `block_on` only.
fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// The same, in which time passes at once when everybody waits for it.
fn paused() -> Runtime {
    let mut builder = Builder::new_current_thread();
    builder.enable_all().start_paused(true).build().unwrap()
}

/// Begins a fetch on this runtime, which then no longer runs.
fn begin(runtime: &Runtime, keys: &RemoteVerifier) {
    runtime.block_on(async {
        let mut request = pin!(verify(keys, &POSTAL));
        let mut context = Context::from_waker(Waker::noop());
        assert!(request.as_mut().poll(&mut context).is_pending());
    });
}

#[test]
fn the_wait_for_a_runtime_that_does_not_run_ends() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    let (first, second) = (runtime(), paused());
    begin(&first, &keys);
    let waited = second.block_on(async {
        let start = tokio::time::Instant::now();
        assert_eq!(verify(&keys, &POSTAL).await, GIVEN_UP);
        start.elapsed()
    });
    assert!((DEADLINE..DEADLINE + Duration::from_millis(200)).contains(&waited), "{waited:?}");
    assert_eq!(postal.asked(), 0);

    // The deadline after its start, another begins, however much of the cool-down is left.
    clock.forward(DEADLINE);
    assert_eq!(second.block_on(verify(&keys, &POSTAL)), verified(&POSTAL));
    assert_eq!(postal.asked(), 1);
    // From then on it is the newer one that cools down.
    clock.forward(COOL_DOWN.checked_sub(MILLISECOND).unwrap());
    let cooling = "503 the last fetch is too short ago; 1ms remain";
    assert_eq!(second.block_on(verify(&keys, &OTHER_POSTAL)), cooling);

    // The old one runs at last, and finds a key that the newer one did not: it is too late for it.
    postal.replace_key(&OTHER_POSTAL);
    first.block_on(settle());
    assert_eq!(postal.asked(), 2);
    assert_eq!(second.block_on(verify(&keys, &POSTAL)), verified(&POSTAL));
    assert_eq!(second.block_on(verify(&keys, &OTHER_POSTAL)), cooling);
    // Nor does an error of it show.
    assert!(keys.status().fetch_error.is_none());
}

#[test]
fn a_runtime_that_is_gone_takes_no_cool_down_with_it() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    let (first, second) = (runtime(), runtime());
    begin(&first, &keys);
    drop(first);
    let soon = "503 the last fetch is too short ago; 1.5s remain";
    assert_eq!(second.block_on(verify(&keys, &POSTAL)), soon);
    clock.forward(DEADLINE);
    assert_eq!(second.block_on(verify(&keys, &POSTAL)), verified(&POSTAL));
    assert_eq!(postal.asked(), 1);
}

/// The only thread of a runtime is held by something that does not end, as a worker of actix-web
/// can be.
#[test]
fn a_blocked_runtime_stops_no_other() {
    let (postal, _, builder) = installation(&POSTAL);
    let keys = builder.clock(postal_webhooks::remote::SystemClock).build().unwrap();
    let (blocked, is_blocked) = mpsc::channel();
    let (release, released) = mpsc::channel::<()>();
    let other = keys.clone();
    let worker = thread::spawn(move || {
        runtime().block_on(async {
            let mut request = pin!(verify(&other, &POSTAL));
            let mut context = Context::from_waker(Waker::noop());
            assert!(request.as_mut().poll(&mut context).is_pending());
            blocked.send(()).unwrap();
            released.recv().unwrap();
            request.await
        })
    });
    is_blocked.recv().unwrap();
    let start = Instant::now();
    let runtime = runtime();
    assert_eq!(runtime.block_on(verify(&keys, &POSTAL)), GIVEN_UP);
    assert!(start.elapsed() >= DEADLINE);
    assert_eq!(runtime.block_on(verify(&keys, &POSTAL)), verified(&POSTAL));
    // The one that was blocked finds the keys there as well.
    release.send(()).unwrap();
    assert_eq!(worker.join().unwrap(), verified(&POSTAL));
    assert_eq!(postal.asked(), 2);
}

#[test]
fn an_old_fetch_leaves_the_newer_one_alone() {
    for runs in [true, false] {
        let (postal, clock, builder) = installation(&POSTAL);
        let keys = builder.build().unwrap();
        let (first, second) = (runtime(), runtime());
        begin(&first, &keys);
        clock.forward(DEADLINE);
        postal.hold();
        second.block_on(async {
            let mut newer = pin!(verify(&keys, &OTHER_POSTAL));
            let mut context = Context::from_waker(Waker::noop());
            assert!(newer.as_mut().poll(&mut context).is_pending());
            settle().await;
            assert_eq!(postal.asked(), 1);
            thread::scope(|threads| {
                threads.spawn(|| {
                    if runs {
                        // It ends first, and its keys are good until the newer one ends.
                        postal.release();
                        first.block_on(settle());
                        postal.replace_key(&OTHER_POSTAL);
                    } else {
                        // It ends with its runtime, and the newer one is still the one to wait for.
                        drop(first);
                    }
                });
            });
            let mut joined = pin!(verify(&keys, &OTHER_POSTAL));
            assert!(joined.as_mut().poll(&mut context).is_pending());
            if !runs {
                postal.release();
            }
            let expected = if runs { verified } else { unknown };
            assert_eq!(newer.await, expected(&OTHER_POSTAL));
            assert_eq!(joined.await, expected(&OTHER_POSTAL));
        });
        assert_eq!(postal.asked(), if runs { 2 } else { 1 });
    }
}

#[test]
fn the_status_tells_of_the_fetch() {
    let (postal, clock, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    let status = |age: Option<u64>, aborted: bool| {
        let status = keys.status();
        assert_eq!(status.fetching, age.map(Duration::from_millis));
        let error = status.fetch_error.as_deref();
        assert_eq!(matches!(error, Some(FetchError::Aborted)), aborted);
    };
    status(None, false);
    let (first, second) = (runtime(), runtime());
    begin(&first, &keys);
    status(Some(0), false);
    clock.forward(Duration::from_millis(1499));
    status(Some(1499), false);
    clock.forward(Duration::from_millis(1));
    status(None, true);
    postal.hold();
    begin(&second, &keys);
    status(Some(0), true);
    postal.release();
    second.block_on(settle());
    status(None, false);
    assert!(keys.status().keys.is_some());
}

#[test]
fn without_a_runtime_nobody_waits_for_the_fetch_of_another() {
    let (_, _, builder) = installation(&POSTAL);
    let keys = builder.build().unwrap();
    begin(&runtime(), &keys);
    let mut request = pin!(verify(&keys, &POSTAL));
    let mut context = Context::from_waker(Waker::noop());
    assert_eq!(
        request.as_mut().poll(&mut context),
        Poll::Ready("503 not called within a tokio runtime".into())
    );
}
