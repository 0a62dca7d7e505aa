//! The admin port of `serve`.

use anyhow::{Result, bail};
use postal_webhooks_receiver::config::Config;
use postal_webhooks_receiver::{AdminOptions, Receiver, Recorder};
use tokio::net::TcpListener;

use super::systemd::Sockets;

/// An admin port that listens, and does not answer yet.
pub(super) struct Admin {
    listener: TcpListener,
    options: AdminOptions,
}

/// Listens, if there is to be an admin port. The metrics of the process begin here.
///
/// # Errors
///
/// The address that is configured is taken. Where nobody asked for it, the receiver runs without.
pub(super) async fn open(config: &Config, sockets: &mut Sockets) -> Result<Option<Admin>> {
    let Some(admin) = &config.admin else { return Ok(None) };
    let listener = match sockets.listen(1, &admin.address).await {
        Ok(listener) => listener,
        Err(error) if admin.is_default => {
            tracing::warn!(code = "no-admin-port", error = %format!("{error:#}"));
            return Ok(None);
        }
        Err(error) => return Err(error.context("there is no admin port")),
    };
    let is_loopback = listener.local_addr()?.ip().to_canonical().is_loopback();
    if admin.password.is_none() && !is_loopback {
        bail!("others can reach the admin port at {}: set admin.password", admin.address);
    }
    let mut options = AdminOptions::default().recorder(Recorder::install()?);
    if let Some(password) = &admin.password {
        options = options.password(password.reveal());
    }
    if let Some(password) = &admin.viewer_password {
        options = options.viewer_password(password.reveal());
    }
    for name in &admin.hosts {
        options = options.host(name);
    }
    if let Some(folder) = &admin.backups {
        options = options.backups(folder);
    }
    Ok(Some(Admin { listener, options }))
}

impl Admin {
    /// Answers from now on, and gives the URL.
    pub(super) fn serve(self, receiver: &Receiver) -> Result<String> {
        let url = format!("http://{}", self.listener.local_addr()?);
        let receiver = receiver.clone();
        tokio::spawn(async move {
            if let Err(error) = receiver.admin(self.listener, self.options).await {
                tracing::error!(code = "admin-failed", %error);
            }
        });
        Ok(url)
    }
}
