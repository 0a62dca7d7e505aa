//! The keys in use, and the one fetch that may be under way.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::{runtime::Handle, sync::watch};

use super::{
    COOL_DOWN, CacheError, Clock, DEADLINE, FetchError, RemoteStatus, Response, Transport,
    cache::{self, CacheFile},
};
use crate::{KeySet, Kid, keys::MAX_DOCUMENT, verify::Policy};

type Outcome = Result<(), Arc<FetchError>>;

/// What all handles to the keys of one URL share.
pub(super) struct Shared {
    pub(super) url: String,
    pub(super) policy: Policy,
    pins: Vec<Kid>,
    refresh_after: Duration,
    transport: Box<dyn Transport>,
    clock: Box<dyn Clock>,
    cache: Option<CacheFile>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    keys: Option<Arc<KeySet>>,
    /// Counts the good fetches, so that who needs one can tell whether it came in the meantime.
    generation: u64,
    fetched: Option<Instant>,
    /// When the last fetch started, good or not.
    started: Option<Instant>,
    /// The fetch that is under way; it holds `None` until it has ended.
    running: Option<watch::Receiver<Option<Outcome>>>,
    fetch_error: Option<Arc<FetchError>>,
    cache_error: Option<Arc<CacheError>>,
}

impl Shared {
    pub(super) fn new(
        url: String,
        pins: Vec<Kid>,
        policy: Policy,
        refresh_after: Duration,
        transport: Box<dyn Transport>,
        clock: Box<dyn Clock>,
        cache: Option<CacheFile>,
    ) -> Self {
        let mut state = State::default();
        match cache.as_ref().map(|cache| cache.load(&pins)) {
            Some(Ok(keys)) => state.keys = keys.map(Arc::new),
            Some(Err(error)) => state.cache_error = Some(Arc::new(error)),
            None => {}
        }
        Self {
            url,
            policy,
            pins,
            refresh_after,
            transport,
            clock,
            cache,
            state: Mutex::new(state),
        }
    }

    /// No code of others runs under the lock, and none that panics, so what is in it is whole.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn generation(&self) -> u64 {
        self.state().generation
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
        RemoteStatus {
            keys: state.keys.clone(),
            age: state
                .fetched
                .map(|fetched| now.saturating_duration_since(fetched)),
            fetch_error: state.fetch_error.clone(),
            cache_error: state.cache_error.clone(),
        }
    }

    /// Waits for keys that are newer than this generation.
    pub(super) async fn fetch(self: &Arc<Self>, seen: u64) -> Outcome {
        let now = self.clock.now();
        let mut running = {
            let mut state = self.state();
            if state.generation != seen {
                return Ok(());
            }
            self.join(&mut state, now)?
        };
        match running.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(outcome)) => outcome.clone(),
            Ok(None) | Err(_) => Err(Arc::new(FetchError::Aborted)),
        }
    }

    /// Joins the fetch that is under way, else begins one if the last is long enough ago.
    fn join(
        self: &Arc<Self>,
        state: &mut State,
        now: Instant,
    ) -> Result<watch::Receiver<Option<Outcome>>, Arc<FetchError>> {
        if let Some(running) = &state.running {
            return Ok(running.clone());
        }
        let since = state
            .started
            .map(|started| now.saturating_duration_since(started));
        if let Some(remaining) = since.and_then(|since| COOL_DOWN.checked_sub(since))
            && !remaining.is_zero()
        {
            let last = state.fetch_error.clone();
            return Err(Arc::new(FetchError::CoolDown { remaining, last }));
        }
        let runtime = Handle::try_current().map_err(|_| Arc::new(FetchError::NoRuntime))?;
        let (sender, running) = watch::channel(None);
        state.started = Some(now);
        state.running = Some(running.clone());
        // A task of its own: the request that began it may be dropped while others wait.
        let flight = Flight(Arc::clone(self));
        runtime.spawn(async move { flight.run(sender).await });
        Ok(running)
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
            return Err(FetchError::TooLarge {
                limit: MAX_DOCUMENT,
            });
        }
        let keys = cache::read(&body, &self.pins).map_err(FetchError::Keys)?;
        Ok((keys, body))
    }
}

/// A fetch that is under way. However it ends, by a panic too, another one can begin after it.
struct Flight(Arc<Shared>);

impl Flight {
    async fn run(self, sender: watch::Sender<Option<Outcome>>) {
        let shared = Arc::clone(&self.0);
        let (outcome, document) = match shared.ask().await {
            Ok((keys, document)) => {
                let now = shared.clock.now();
                let mut state = shared.state();
                state.keys = Some(Arc::new(keys));
                state.generation += 1;
                state.fetched = Some(now);
                state.fetch_error = None;
                (Ok(()), Some(document))
            }
            Err(error) => {
                let error = Arc::new(error);
                shared.state().fetch_error = Some(Arc::clone(&error));
                (Err(error), None)
            }
        };
        drop(self);
        sender.send_replace(Some(outcome));
        if let Some(document) = document {
            store(shared, document).await;
        }
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.0.state().running = None;
    }
}

/// Writes the cache file, on a thread that may block. Nobody waits for it.
async fn store(shared: Arc<Shared>, document: Vec<u8>) {
    if shared.cache.is_none() {
        return;
    }
    let write = move || {
        if let Some(cache) = &shared.cache {
            let error = cache.store(&document).err().map(Arc::new);
            shared.state().cache_error = error;
        }
    };
    // It fails only if the runtime shuts down.
    let _ = tokio::task::spawn_blocking(write).await;
}
