//! [`State`] of an event: what the sinks made of it.

use maud::{Markup, html};

use super::page::Look;
use crate::store::{Park, StoreError};

/// How an event stands: the worst of what the sinks made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Stored,
    Delivered,
    Parked,
    Dead,
}

impl State {
    pub(super) const ALL: [Self; 4] = [Self::Stored, Self::Delivered, Self::Parked, Self::Dead];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Stored => "stored",
            Self::Delivered => "delivered",
            Self::Parked => "parked",
            Self::Dead => "dead",
        }
    }

    /// What the word means.
    const fn meaning(self) -> &'static str {
        match self {
            Self::Stored => "Stored; a sink has not come to it yet, or there is none",
            Self::Delivered => "Each sink has it, or does not want it",
            Self::Parked => "A sink failed, and tries it again",
            Self::Dead => "A sink has given it up, and waits for you",
        }
    }

    pub(super) fn badge(self) -> Markup {
        html! { span class={ "state " (self.word()) } title=(self.meaning()) { (self.word()) } }
    }
}

/// How far the configured sinks have come.
pub(super) struct Cursors(pub(super) Vec<(String, i64)>);

impl Cursors {
    pub(super) async fn read(look: &Look) -> Result<Self, StoreError> {
        let inner = look.inner();
        let mut cursors = inner.view().await.inspect.cursors().await?;
        cursors.retain(|(name, _)| inner.has_sink(name));
        Ok(Self(cursors))
    }

    /// What all of them have come past; nothing without sinks.
    pub(super) fn lowest(&self) -> i64 {
        self.0.iter().map(|(_, cursor)| *cursor).min().unwrap_or(0)
    }

    /// How an event stands of which sinks have put this aside.
    pub(super) fn state(&self, seq: i64, parks: &[Park]) -> State {
        if parks.iter().any(|park| park.dead_at.is_some()) {
            State::Dead
        } else if !parks.is_empty() {
            State::Parked
        } else if seq <= self.lowest() {
            State::Delivered
        } else {
            State::Stored
        }
    }
}
