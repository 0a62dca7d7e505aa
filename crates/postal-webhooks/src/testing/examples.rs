//! Examples of `schema/`, by event and case.

use std::fmt;

use crate::generated::examples::EXAMPLES;
use crate::{EventKind, Webhook};

/// A request body as Postal sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// The event that it tells of.
    pub event: EventKind,
    /// What it shows: `typical`, `nulls`, `older-key-order`, …
    pub case: &'static str,
    /// The body, to the byte.
    pub body: &'static [u8],
}

/// All examples, by event and case.
///
/// ```
/// use postal_webhooks::{EventKind, testing::examples};
///
/// for kind in EventKind::ALL {
///     assert!(examples().any(|example| example.event == *kind));
/// }
/// ```
#[must_use]
pub fn examples() -> impl ExactSizeIterator<Item = Example> + Clone {
    EXAMPLES.iter().map(|(event, case, body)| Example {
        event: *event,
        case,
        body: body.as_bytes(),
    })
}

/// The example of an event, which can be its [`EventKind`] or its name on the wire. Each has a
/// `typical` one.
///
/// ```
/// use postal_webhooks::{EventKind, testing::example};
///
/// let example = example(EventKind::MessageSent, "typical");
/// assert_eq!(example.name(), "MessageSent/typical");
/// assert_eq!(example.webhook().event.kind(), Some(EventKind::MessageSent));
/// ```
///
/// # Panics
///
/// There is none; the message lists those that there are.
#[track_caller]
pub fn example(event: impl fmt::Display, case: &str) -> Example {
    let wanted = format!("{event}/{case}");
    examples().find(|example| example.name() == wanted).unwrap_or_else(|| {
        let names: Vec<_> = examples().map(|example| example.name()).collect();
        panic!("no example {wanted}; there are {}", names.join(", "))
    })
}

impl Example {
    /// `MessageSent/typical`
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.event, self.case)
    }

    /// The body, parsed.
    ///
    /// # Panics
    ///
    /// Never: this crate's tests parse every example.
    #[must_use]
    pub fn webhook(&self) -> Webhook {
        Webhook::from_slice(self.body).expect("the tests parse every example")
    }
}
