//! Strategies that the generated `Arbitrary` implementations are made of.

use proptest::prelude::{Arbitrary, BoxedStrategy, Just, Strategy, any};
use proptest::strategy::Union;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::number::LARGEST_INTEGER;
use crate::{Event, EventKind, Timestamp, UnknownEvent, Webhook};

/// Which events and values of enumerations random values have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Values {
    /// Any, also such as this version does not know.
    #[default]
    Any,
    /// Those alone that this version knows; a status agrees with its event.
    Known,
}

/// Any text: empty, with control characters, quotes, U+0000 and beyond the basic plane.
pub(crate) fn string() -> BoxedStrategy<String> {
    any::<String>().boxed()
}

#[allow(dead_code, reason = "a schema may have no integer")]
pub(crate) fn integer() -> BoxedStrategy<u64> {
    (0..=LARGEST_INTEGER).boxed()
}

pub(crate) fn number() -> BoxedStrategy<f64> {
    use proptest::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    (POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO).boxed()
}

pub(crate) fn uuid() -> BoxedStrategy<Uuid> {
    any::<u128>().prop_map(Uuid::from_u128).boxed()
}

#[allow(dead_code, reason = "a schema may have no key that is null or absent")]
pub(crate) fn optional<T: Clone + std::fmt::Debug + 'static>(
    some: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Option<T>> {
    proptest::option::of(some).boxed()
}

#[allow(dead_code, reason = "a schema may have no array")]
pub(crate) fn list<T: std::fmt::Debug + 'static>(
    items: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Vec<T>> {
    proptest::collection::vec(items, 0..4).boxed()
}

#[allow(dead_code, reason = "a schema may have no enumeration")]
pub(crate) fn enumeration<T>(known: &'static [T], values: Values) -> BoxedStrategy<T>
where
    T: Clone + std::fmt::Debug + From<String>,
{
    let known = Union::new(known.iter().cloned().map(Just));
    match values {
        Values::Known => known.boxed(),
        Values::Any => proptest::prop_oneof![3 => known, 1 => string().prop_map(T::from)].boxed(),
    }
}

/// An event with a name that is none of Postal's, and any object as its payload.
pub(crate) fn unknown_event() -> BoxedStrategy<Event> {
    let name = string().prop_filter("an unknown name", |name| EventKind::from_name(name).is_none());
    let payload =
        (string(), any::<u64>(), string()).prop_filter_map("JSON", |(key, number, text)| {
            let object = serde_json::json!({ key: [number, text] });
            RawValue::from_string(object.to_string()).ok()
        });
    (name, payload)
        .prop_map(|(name, payload)| Event::Unknown(UnknownEvent { name, payload }))
        .boxed()
}

impl Arbitrary for Timestamp {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        number().prop_filter_map("finite", Self::from_secs_f64).boxed()
    }
}

impl Arbitrary for Webhook {
    type Parameters = Values;
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with(values: Values) -> Self::Strategy {
        (Event::arbitrary_with(values), any::<Timestamp>(), uuid())
            .prop_map(|(event, timestamp, uuid)| Self { event, timestamp, uuid })
            .boxed()
    }
}
