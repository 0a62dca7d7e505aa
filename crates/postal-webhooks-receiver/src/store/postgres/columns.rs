//! [`Columns`]: events as the functions of the store take them.

use std::borrow::Cow;

use tokio_postgres::types::ToSql;

use crate::event::Reason;
use crate::postgres::escape;
use crate::store::{Content, Incoming};

/// Events by columns, as `accept` takes them.
#[derive(Default)]
pub(super) struct Columns<'a> {
    source: Vec<&'a str>,
    uuid: Vec<Cow<'a, str>>,
    event: Vec<Cow<'a, str>>,
    class: Vec<&'static str>,
    signed_at: Vec<Option<i64>>,
    received_at: Vec<i64>,
    kid: Vec<&'a str>,
    signature: Vec<&'a [u8]>,
    signature_sha1: Vec<&'a [u8]>,
    digest: Vec<&'a [u8]>,
    body: Vec<&'a [u8]>,
    reason: Vec<Option<&'static str>>,
}

impl<'a> Columns<'a> {
    pub(super) fn of(events: &[&'a Incoming]) -> Self {
        let mut columns = Self::default();
        for it in events {
            let (uuid, event, class, signed_at, reason) = match &it.content {
                Content::Event { uuid, event, class, signed_at } => {
                    (uuid.as_str(), event.as_str(), class.as_str(), *signed_at, None)
                }
                Content::Quarantine(reason) => ("", "", "", None, Some(Reason::as_str(*reason))),
            };
            columns.source.push(&it.source);
            columns.uuid.push(escape(uuid));
            columns.event.push(escape(event));
            columns.class.push(class);
            columns.signed_at.push(signed_at);
            columns.received_at.push(it.received_at);
            columns.kid.push(&it.kid);
            columns.signature.push(&it.signature);
            columns.signature_sha1.push(&it.signature_sha1);
            columns.digest.push(&it.digest);
            columns.body.push(&it.body);
            columns.reason.push(reason);
        }
        columns
    }

    pub(super) fn parameters(&self) -> [&(dyn ToSql + Sync); 12] {
        [
            &self.source,
            &self.uuid,
            &self.event,
            &self.class,
            &self.signed_at,
            &self.received_at,
            &self.kid,
            &self.signature,
            &self.signature_sha1,
            &self.digest,
            &self.body,
            &self.reason,
        ]
    }
}
