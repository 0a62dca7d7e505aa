//! systemd: sockets that it passes, and what it is told.

use std::net::TcpListener as StdListener;
use std::time::Duration;

use anyhow::{Context as _, Result};
use listenfd::ListenFd;
use postal_webhooks_receiver::Receiver;
use sd_notify::NotifyState;
use tokio::net::TcpListener;

/// Sockets that were passed: the first receives webhooks, the second is the admin port.
pub(super) struct Sockets(ListenFd);

impl Sockets {
    pub(super) fn take() -> Self {
        Self(ListenFd::from_env())
    }

    /// The socket of this place, or a new one at the address.
    pub(super) async fn listen(&mut self, at: usize, address: &str) -> Result<TcpListener> {
        let passed = if at < self.0.len() { self.0.take_tcp_listener(at) } else { Ok(None) };
        match passed.context("the socket that was passed is none of TCP that listens")? {
            Some(listener) => from_std(listener),
            None => TcpListener::bind(address)
                .await
                .with_context(|| format!("cannot listen at {address}; name another address")),
        }
    }
}

fn from_std(listener: StdListener) -> Result<TcpListener> {
    listener.set_nonblocking(true)?;
    Ok(TcpListener::from_std(listener)?)
}

/// Tells systemd how it stands, if it is there.
pub(super) fn tell(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!(code = "systemd-not-told", %error);
    }
}

/// Tells systemd again and again that the store answers, if systemd wants to know.
pub(super) async fn watchdog(receiver: Receiver) {
    let Some(interval) = sd_notify::watchdog_enabled() else {
        return std::future::pending().await;
    };
    let pause = (interval / 3).max(Duration::from_millis(1));
    loop {
        receiver.store_answers().await;
        tell(NotifyState::Watchdog);
        tokio::time::sleep(pause).await;
    }
}
