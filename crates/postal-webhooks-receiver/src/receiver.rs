//! [`Receiver`]: joins store, sources and sinks, starts them and ends them.

use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use postal_webhooks::{SignatureHeaders, Verified};
use tokio::net::TcpListener;
use tokio::sync::{OnceCell, watch};

use crate::error::Error;
use crate::event::{Accepted, StoredEvent};
use crate::indexer;
use crate::ingest::{Answer, Ingest, SourceState};
use crate::key_watch;
use crate::listen::{self, Stage};
use crate::operate::{Names, Operator};
use crate::pulse::Pulse;
use crate::retention::Retention;
use crate::service::ReceiverService;
use crate::sink::{self, Running, Sink, SinkStatus};
use crate::source::{self, Source};
use crate::store::inspect::Inspect;
use crate::store::{Change, Job, Opened, Queue, Reader, Store, View, WriterThread};
use crate::sweep;

/// Receives webhooks, stores each durably before it is answered 200, and forwards them to sinks.
///
/// Cloning gives a second handle to the same receiver. Without [`shutdown`](Self::shutdown) it ends
/// with the last handle and the last service, and sinks get again what they had in hand.
#[derive(Clone, Debug)]
pub struct Receiver {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) ingest: Arc<Ingest>,
    pub(crate) queue: Arc<Queue>,
    pub(crate) reader: Arc<dyn Reader>,
    pub(crate) inspect: Arc<dyn Inspect>,
    pub(crate) store: Store,
    view: OnceCell<View>,
    pub(crate) last: watch::Sender<i64>,
    pub(crate) retention: Retention,
    /// Whether the clock was set while the receiver ran.
    pub(crate) clock_suspect: watch::Sender<bool>,
    stage: watch::Sender<Stage>,
    /// What admin ports wait for: they end after all else.
    ended: watch::Sender<bool>,
    /// Whether the writer has ended by itself.
    failed: watch::Receiver<bool>,
    writer: Mutex<Option<WriterThread>>,
    sink_names: Names,
    /// Those that run: none before the start, and after the end.
    sinks: Mutex<Vec<Running>>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inner").field("ingest", &self.ingest).finish_non_exhaustive()
    }
}

impl Inner {
    /// How each sink that runs is.
    pub(crate) fn sink_status(&self) -> Vec<(Arc<str>, SinkStatus)> {
        self.sinks().iter().map(|sink| (Arc::clone(sink.name()), sink.status())).collect()
    }

    /// Tells the sinks that an operator changed something.
    pub(crate) fn sinks_changed(&self) {
        self.sinks().iter().for_each(Running::changed);
    }

    fn sinks(&self) -> MutexGuard<'_, Vec<Running>> {
        self.sinks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the end was asked for.
    pub(crate) fn is_ending(&self) -> bool {
        *self.stage.borrow() > Stage::Running
    }

    /// Waits until the receiver has ended.
    pub(crate) async fn ended(&self) {
        let _ = self.ended.subscribe().wait_for(|ended| *ended).await;
    }

    /// What the view reads by: it begins with the first admin port.
    pub(crate) async fn view(self: &Arc<Self>) -> &View {
        self.view
            .get_or_init(|| async {
                let view = self.store.view(&self.inspect).await;
                if let Some(index) = &view.index {
                    tokio::spawn(indexer::run(Arc::downgrade(self), Arc::clone(index)));
                }
                view
            })
            .await
    }

    /// Whether a sink of this name is configured.
    pub(crate) fn has_sink(&self, name: &str) -> bool {
        self.sink_names.iter().any(|it| **it == *name)
    }

    /// Which sinks that run take an event.
    pub(crate) fn takes(&self, sink: &str, event: &StoredEvent) -> bool {
        let sinks = self.sinks();
        sinks.iter().find(|it| **it.name() == *sink).is_none_or(|it| it.takes(event))
    }

    /// What operators do with the store.
    pub(crate) fn operator(&self) -> Operator {
        Operator {
            reader: Arc::clone(&self.reader),
            inspect: Arc::clone(&self.inspect),
            queue: Some(Arc::clone(&self.queue)),
            retention: self.retention,
            configured: Some(self.sink_names.clone()),
            clock_suspect: *self.clock_suspect.borrow(),
            running: self.sink_status(),
        }
    }
}

/// Without [`Receiver::shutdown`] too, what waits is written, and the store is closed.
impl Drop for Inner {
    fn drop(&mut self) {
        self.queue.close();
    }
}

/// Choices for a [`Receiver`].
#[derive(Debug)]
pub struct ReceiverBuilder {
    store: Store,
    sources: Vec<Source>,
    sinks: Vec<Sink>,
    retention: Retention,
}

impl ReceiverBuilder {
    /// Adds a source.
    #[must_use]
    pub fn source(mut self, source: Source) -> Self {
        self.sources.push(source);
        self
    }

    /// Adds a sink.
    #[must_use]
    pub fn sink(mut self, sink: Sink) -> Self {
        self.sinks.push(sink);
        self
    }

    /// Sets how long what is stored is kept.
    #[must_use]
    pub fn retention(mut self, retention: Retention) -> Self {
        self.retention = retention;
        self
    }

    /// Opens the store and starts the sinks. Needs a tokio runtime with timer and I/O.
    ///
    /// # Errors
    ///
    /// The store cannot be used, or two sources or two sinks have the same name or path. A sink that
    /// cannot be reached is no error: its events wait.
    pub async fn start(self) -> Result<Receiver, Error> {
        let Self { store, sources, sinks, retention } = self;
        check_names(&sources, &sinks)?;
        let Opened { readers: (reader, inspect), queue, last, failed, writer } =
            store.open().await?;
        let newest = reader.newest_signed().await.map_err(|error| store.read_error(error))?;
        let sources = sources
            .into_iter()
            .map(|source| {
                let newest = newest.iter().find(|(name, _)| **name == *source.name);
                let newest = AtomicI64::new(newest.map_or(0, |(_, newest)| *newest));
                SourceState {
                    source,
                    newest,
                    last_received: AtomicI64::new(0),
                    pulse: Pulse::default(),
                }
            })
            .collect();
        let ingest = Ingest { queue: Arc::clone(&queue), sources, keep_seen: retention.keep_uuids };
        let inner = Arc::new(Inner {
            ingest: Arc::new(ingest),
            queue,
            reader,
            inspect,
            store,
            view: OnceCell::new(),
            last,
            retention,
            clock_suspect: watch::Sender::new(false),
            stage: watch::Sender::new(Stage::Running),
            ended: watch::Sender::new(false),
            failed,
            writer: Mutex::new(Some(writer)),
            sink_names: sinks.iter().map(|sink| Arc::clone(&sink.name)).collect(),
            sinks: Mutex::default(),
        });
        let receiver = Receiver { inner };
        for sink in sinks {
            receiver.run_sink(sink).await?;
        }
        tokio::spawn(sweep::run(Arc::downgrade(&receiver.inner)));
        for source in 0..receiver.inner.ingest.sources.len() {
            tokio::spawn(key_watch::run(Arc::downgrade(&receiver.inner), source));
        }
        Ok(receiver)
    }
}

impl Receiver {
    /// Receives with this store; see [`ReceiverBuilder`] for the choices.
    #[must_use]
    pub fn builder(store: impl Into<Store>) -> ReceiverBuilder {
        ReceiverBuilder {
            store: store.into(),
            sources: Vec::new(),
            sinks: Vec::new(),
            retention: Retention::default(),
        }
    }

    async fn run_sink(&self, sink: Sink) -> Result<(), Error> {
        let job = Job::Change(Change::Sink { name: Arc::clone(&sink.name), start: sink.start });
        let inner = &self.inner;
        inner.queue.ask(job).await.map_err(|_| Error::Writer)?;
        let (reader, queue) = (Arc::clone(&inner.reader), Arc::clone(&inner.queue));
        let running = sink::start(sink, reader, queue, inner.last.subscribe());
        inner.sinks().push(running);
        Ok(())
    }

    /// A tower service for this source, for an application that has a server of its own.
    ///
    /// # Errors
    ///
    /// There is no source of this name.
    pub fn service(&self, source: &str) -> Result<ReceiverService, Error> {
        let source = self.source(source)?;
        Ok(ReceiverService { receiver: Arc::clone(&self.inner), source })
    }

    /// Stores a verified body, for frameworks that do not speak tower: answer 200 and the
    /// [word](Accepted::word) if it is `Ok`, else 503.
    ///
    /// The proof can only come from a verifier, so nothing that is not verified gets in. The headers
    /// are kept beside the body, so that it can be verified again.
    ///
    /// # Errors
    ///
    /// There is no source of this name, or the event is not stored: Postal has to send it again.
    pub async fn accept(
        &self,
        source: &str,
        verified: Verified<Bytes>,
        headers: &SignatureHeaders<'_>,
    ) -> Result<Accepted, Error> {
        let source = self.source(source)?;
        let accept = self.inner.ingest.accept(source, verified, headers);
        match tokio::time::timeout(crate::ingest::DEADLINE, accept).await {
            Ok(Answer::Accepted(accepted)) => Ok(accepted),
            _ => Err(Error::NotStored),
        }
    }

    fn source(&self, name: &str) -> Result<usize, Error> {
        let source = self.inner.ingest.source(name);
        source.ok_or_else(|| Error::NoSource { name: name.to_owned() })
    }

    /// Serves HTTP/1.1 on this listener until [`shutdown`](Self::shutdown): each source at its path,
    /// with a limit on the time and the length of everything, and on the number of connections.
    ///
    /// # Errors
    ///
    /// The store failed, so that nothing can be received any more: end the process, and let its
    /// supervisor start another.
    pub async fn serve(&self, listener: TcpListener) -> Result<(), Error> {
        let ingest = Arc::clone(&self.inner.ingest);
        let served = listen::serve(listener, ingest, self.inner.stage.subscribe());
        tokio::select! {
            () = served => Ok(()),
            () = self.failed() => Err(Error::Writer),
        }
    }

    /// Waits until the store has answered, whatever it says: for a watchdog, which is about what
    /// hangs.
    pub async fn store_answers(&self) {
        let _ = self.inner.queue.ask(Job::Probe(crate::clock::now())).await;
    }

    /// Waits until the store fails for good, if it does.
    pub async fn failed(&self) {
        let mut failed = self.inner.failed.clone();
        if failed.wait_for(|failed| *failed).await.is_err() {
            // It ended in order.
            std::future::pending::<()>().await;
        }
    }

    /// Says that the end is near: `/readyz` answers that the receiver is not ready, and requests are
    /// accepted as before, until [`shutdown`](Self::shutdown). So a balancer sends no more of them.
    pub fn announce_shutdown(&self) {
        self.inner.stage.send_if_modified(|stage| {
            let is_running = *stage == Stage::Running;
            if is_running {
                *stage = Stage::Leaving;
            }
            is_running
        });
    }

    /// Ends in order: no new connections, requests that are under way are answered, and what the
    /// sinks have in hand is waited for, all of it at most for `grace`.
    ///
    /// What is not delivered by then is delivered after the next start.
    pub async fn shutdown(&self, grace: Duration) {
        let end = tokio::time::Instant::now() + grace;
        let inner = &self.inner;
        inner.stage.send_replace(Stage::Draining);
        let _ = tokio::time::timeout_at(end, inner.stage.closed()).await;
        inner.stage.send_replace(Stage::Stopped);
        let _ = tokio::time::timeout(Duration::from_secs(1), inner.stage.closed()).await;
        let mut sinks = std::mem::take(&mut *inner.sinks());
        for sink in &sinks {
            // All of them wait for what they have in hand from now on.
            sink.begin_to_stop(end);
        }
        for sink in &mut sinks {
            sink.stop(end).await;
        }
        inner.ended.send_replace(true);
        inner.queue.close();
        let writer = inner.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(writer) = writer {
            let _ = tokio::task::spawn_blocking(move || writer.join()).await;
        }
    }
}

fn check_names(sources: &[Source], sinks: &[Sink]) -> Result<(), Error> {
    let mut names: Vec<&str> = Vec::new();
    let mut paths: Vec<&str> = Vec::new();
    for source in sources {
        if !source::is_name(&source.name) || names.contains(&&*source.name) {
            return Err(Error::Name { name: source.name.to_string() });
        }
        if !source.path.starts_with('/') || paths.contains(&&*source.path) {
            return Err(Error::Path { source_name: source.name.to_string() });
        }
        names.push(&source.name);
        paths.push(&source.path);
    }
    names.clear();
    for sink in sinks {
        if !source::is_name(&sink.name) || names.contains(&&*sink.name) {
            return Err(Error::Name { name: sink.name.to_string() });
        }
        names.push(&sink.name);
    }
    Ok(())
}
