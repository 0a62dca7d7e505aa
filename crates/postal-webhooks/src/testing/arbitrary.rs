//! Strategies for random events.

use proptest::prelude::{BoxedStrategy, any_with};

use crate::Webhook;
use crate::arbitrary::Values;

/// Any webhook that the types hold: also unknown events, unknown values of enumerations, any text
/// and any time.
///
/// ```
/// use postal_webhooks::Webhook;
/// use postal_webhooks::testing::{any_webhook, proptest::proptest, to_rails_json};
///
/// proptest!(|(webhook in any_webhook())| {
///     assert_eq!(Webhook::from_slice(&to_rails_json(&webhook)), Ok(webhook));
/// });
/// ```
///
/// Single types are [`Arbitrary`](proptest::arbitrary::Arbitrary) too: `any::<MessageStatus>()`.
pub fn any_webhook() -> BoxedStrategy<Webhook> {
    any_with::<Webhook>(Values::Any)
}

/// Any webhook of a known event, with known values of enumerations alone; a status agrees with its
/// event.
pub fn any_known_webhook() -> BoxedStrategy<Webhook> {
    any_with::<Webhook>(Values::Known)
}
