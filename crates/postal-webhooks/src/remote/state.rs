//! State of a `RemoteVerifier`: the keys in use, and the one fetch that may be under way.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::sync::watch;

use super::cache::{self, UrlCache};
use super::{
    COOL_DOWN, CacheError, Clock, DEADLINE, FetchError, RemoteStatus, Response, Transport,
};
use crate::keys::MAX_DOCUMENT;
use crate::verify::Policy;
use crate::{KeySet, Kid};

type Outcome = Result<(), Arc<FetchError>>;

/// How much longer than [`DEADLINE`] a caller waits, so that a fetch which ends at its deadline
/// tells its own error.
const GRACE: Duration = Duration::from_millis(100);

/// What all handles to the keys of one URL share.
pub(super) struct Shared {
    pub(super) url: String,
    pub(super) policy: Policy,
    pins: Option<Vec<Kid>>,
    refresh_after: Duration,
    transport: Box<dyn Transport>,
    clock: Box<dyn Clock>,
    cache: Option<UrlCache>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    keys: Option<Arc<KeySet>>,
    /// Counts the good fetches, so that who needs one can tell whether it came in the meantime.
    generation: u64,
    fetched: Option<Instant>,
    /// The last fetch that began, good or not, under way or not.
    last: Option<Flight>,
    /// The number of the newest fetch that ended: an older one that ends after it changes nothing.
    ended: u64,
    fetch_error: Option<Arc<FetchError>>,
    cache_error: Option<Arc<CacheError>>,
}

/// A fetch, as its callers see it.
struct Flight {
    /// Counts from 1.
    number: u64,
    started: Instant,
    /// `None` until it has ended.
    outcome: watch::Receiver<Option<Outcome>>,
}

/// How a fetch stands at some time.
enum Progress {
    UnderWay,
    /// It gave neither keys nor an error: its runtime is blocked or gone, or the transport
    /// panicked.
    Abandoned,
    Ended,
}

impl Flight {
    fn progress(&self, now: Instant) -> Progress {
        // The sender goes away with the task.
        let is_gone = self.outcome.has_changed().is_err();
        if self.outcome.borrow().is_some() {
            Progress::Ended
        } else if is_gone || self.age(now) >= DEADLINE {
            Progress::Abandoned
        } else {
            Progress::UnderWay
        }
    }

    fn age(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.started)
    }
}

impl Shared {
    pub(super) fn new(
        url: String,
        pins: Option<Vec<Kid>>,
        policy: Policy,
        refresh_after: Duration,
        transport: Box<dyn Transport>,
        clock: Box<dyn Clock>,
        cache: Option<UrlCache>,
    ) -> Self {
        let mut state = State::default();
        match cache.as_ref().map(|cache| cache.load(pins.as_deref())) {
            Some(Ok(keys)) => state.keys = keys.map(Arc::new),
            Some(Err(error)) => state.cache_error = Some(Arc::new(error)),
            None => {}
        }
        Self { url, policy, pins, refresh_after, transport, clock, cache, state: Mutex::new(state) }
    }

    /// No code of others runs under the lock, and none that panics, so what is in it is whole.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn generation(&self) -> u64 {
        self.state().generation
    }

    /// Whether a fetch can bring this key.
    pub(super) fn may_come(&self, kid: Kid) -> bool {
        self.pins.as_ref().is_none_or(|pins| pins.contains(&kid))
    }

    /// The keys in use and their generation. If they are old, a fetch begins on the side.
    pub(super) fn current(self: &Arc<Self>) -> (Option<Arc<KeySet>>, u64) {
        let now = self.clock.now();
        let mut state = self.state();
        let current = (state.keys.clone(), state.generation);
        let is_old = match state.fetched {
            Some(fetched) => now.saturating_duration_since(fetched) >= self.refresh_after,
            None => true,
        };
        if current.0.is_some() && is_old {
            // Nobody waits for it; if it may not begin now, the next request asks again.
            let _ = self.join(&mut state, now);
        }
        current
    }

    pub(super) fn status(&self) -> RemoteStatus {
        let now = self.clock.now();
        let state = self.state();
        let last = state.last.as_ref().map(|last| (last, last.progress(now)));
        let (fetching, fetch_error) = match last {
            Some((last, Progress::UnderWay)) => (Some(last.age(now)), state.fetch_error.clone()),
            Some((_, Progress::Abandoned)) => (None, Some(Arc::new(FetchError::Aborted))),
            Some((_, Progress::Ended)) | None => (None, state.fetch_error.clone()),
        };
        RemoteStatus {
            keys: state.keys.clone(),
            age: state.fetched.map(|fetched| now.saturating_duration_since(fetched)),
            fetching,
            fetch_error,
            cache_error: state.cache_error.clone(),
        }
    }

    /// Waits for keys that are newer than this generation.
    pub(super) async fn fetch(self: &Arc<Self>, seen: u64) -> Outcome {
        let now = self.clock.now();
        let mut outcome = {
            let mut state = self.state();
            if state.generation != seen {
                return Ok(());
            }
            self.join(&mut state, now)?
        };
        // The fetch has a deadline too, but its runtime may be blocked or gone: this one is the
        // caller's own.
        let ended = outcome.wait_for(Option::is_some);
        match tokio::time::timeout(DEADLINE + GRACE, ended).await {
            Ok(Ok(outcome)) => outcome.clone().unwrap_or(Ok(())),
            // One that began later may have brought them.
            _ if self.generation() != seen => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Arc::new(FetchError::Aborted)),
        }
    }

    /// Joins the fetch that is under way, else begins one if the last is long enough ago.
    ///
    /// One that was abandoned counts as under way for no longer than the deadline, and then does
    /// not have to cool down: it is replaced by the next.
    fn join(
        self: &Arc<Self>,
        state: &mut State,
        now: Instant,
    ) -> Result<watch::Receiver<Option<Outcome>>, Arc<FetchError>> {
        let runtime = Handle::try_current().map_err(|_| Arc::new(FetchError::NoRuntime))?;
        let mut number = 1;
        if let Some(last) = &state.last {
            number += last.number;
            let pause = match last.progress(now) {
                Progress::UnderWay => return Ok(last.outcome.clone()),
                Progress::Abandoned => {
                    state.fetch_error = Some(Arc::new(FetchError::Aborted));
                    DEADLINE
                }
                Progress::Ended => COOL_DOWN,
            };
            let remaining = pause.saturating_sub(last.age(now));
            if !remaining.is_zero() {
                let last = state.fetch_error.clone();
                return Err(Arc::new(FetchError::CoolDown { remaining, last }));
            }
        }
        let (sender, outcome) = watch::channel(None);
        state.last = Some(Flight { number, started: now, outcome: outcome.clone() });
        // A task of its own: the request that began it may be dropped while others wait.
        let shared = Arc::clone(self);
        runtime.spawn(async move { shared.fly(number, sender).await });
        Ok(outcome)
    }

    /// The fetch itself.
    async fn fly(self: Arc<Self>, number: u64, sender: watch::Sender<Option<Outcome>>) {
        let (outcome, document) = match self.ask().await {
            Ok((keys, document)) => {
                let now = self.clock.now();
                let mut state = self.state();
                let is_newest = state.end(number);
                if is_newest {
                    state.keys = Some(Arc::new(keys));
                    state.generation += 1;
                    state.fetched = Some(now);
                    state.fetch_error = None;
                }
                (Ok(()), is_newest.then_some(document))
            }
            Err(error) => {
                let error = Arc::new(error);
                let mut state = self.state();
                if state.end(number) {
                    state.fetch_error = Some(Arc::clone(&error));
                }
                (Err(error), None)
            }
        };
        sender.send_replace(Some(outcome));
        if let Some(document) = document {
            store(self, number, document).await;
        }
    }

    /// Asks the installation.
    async fn ask(&self) -> Result<(KeySet, Vec<u8>), FetchError> {
        let get = self.transport.get(&self.url, MAX_DOCUMENT);
        let response = tokio::time::timeout(DEADLINE, get).await;
        let Response { status, body } =
            response.map_err(|_| FetchError::TimedOut { after: DEADLINE })??;
        match status {
            200 => {}
            300..=399 => return Err(FetchError::Redirect { status }),
            _ => return Err(FetchError::Status { status }),
        }
        if body.len() > MAX_DOCUMENT {
            return Err(FetchError::TooLarge { limit: MAX_DOCUMENT });
        }
        let keys = cache::read(&body, self.pins.as_deref()).map_err(FetchError::Keys)?;
        Ok((keys, body))
    }
}

impl State {
    /// Notes that a fetch has ended; whether no newer one has.
    fn end(&mut self, number: u64) -> bool {
        let is_newest = number > self.ended;
        self.ended = self.ended.max(number);
        is_newest
    }
}

/// Writes the cache, on a thread that may block. Nobody waits for it.
async fn store(shared: Arc<Shared>, number: u64, document: Vec<u8>) {
    if shared.cache.is_none() {
        return;
    }
    let write = move || {
        if let Some(cache) = &shared.cache {
            let error = cache.store(number, &document).err().map(Arc::new);
            shared.state().cache_error = error;
        }
    };
    // It fails only if the runtime shuts down.
    let _ = tokio::task::spawn_blocking(write).await;
}
