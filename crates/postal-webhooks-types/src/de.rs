//! [`Read`], the trait by which each type is read: from the text of a body by a [`Reader`], and from
//! any other format by serde.
//!
//! Serde's derive reads an array as a struct, and its errors quote the value that they refuse.
//! Here an object is read from an object alone, and no error shows a value.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use uuid::Uuid;

use crate::number::{Digits, Number, TOKEN};
use crate::parse_error::JsonType;
use crate::reader::{self, Failure, Reader};

/// A type that is read from one kind of JSON value; the others are refused.
pub(crate) trait Read<'de>: Sized {
    /// What must stand there: `a string`.
    const EXPECTED: &'static str;

    /// Reads the value that is due into a slot: a struct is large, and each return would copy it.
    /// By itself it reads strings and numbers.
    ///
    /// # Errors
    ///
    /// It is another value, or no JSON.
    #[inline]
    fn pull(reader: &mut Reader<'de>, slot: &mut Option<Self>) -> reader::Result<()> {
        let start = reader.at();
        if reader.is_number() {
            let value = Self::from_number(reader.number()?);
            *slot = Some(value.map_err(|due| Failure::unexpected(start, due, JsonType::Number))?);
            return Ok(());
        }
        *slot = match reader.text(Self::EXPECTED)? {
            Cow::Borrowed(text) => Self::from_text(text),
            Cow::Owned(text) => Self::from_string(text),
        };
        match slot {
            Some(value) if value.is_foreign_text() => reader.mark_as_foreign(),
            Some(_) => {}
            None => return Err(Failure::unexpected(start, Self::EXPECTED, JsonType::String)),
        }
        Ok(())
    }

    /// Whether Postal does not send such a value as a string, although a receiver must accept it.
    fn is_foreign_text(&self) -> bool {
        false
    }

    fn from_null() -> Option<Self> {
        None
    }

    fn from_bool(_: bool) -> Option<Self> {
        None
    }

    fn from_text(_: &str) -> Option<Self> {
        None
    }

    /// As `from_text`, where a string can be kept.
    fn from_string(text: String) -> Option<Self> {
        Self::from_text(&text)
    }

    /// # Errors
    ///
    /// What must stand there instead.
    fn from_number(_: Number) -> Result<Self, &'static str> {
        Err(Self::EXPECTED)
    }

    fn from_array<A: SeqAccess<'de>>(array: A) -> Result<Self, A::Error> {
        refuse_array(array, Self::EXPECTED)
    }

    fn from_object<A: MapAccess<'de>>(mut object: A) -> Result<Self, A::Error> {
        while let Some(name) = object.next_key_seed(Named::<Unknown>::new())? {
            if let Some(number) = name.ignore(&mut object)? {
                return Self::from_number(number).map_err(|due| unexpected(due, JsonType::Number));
            }
        }
        Err(unexpected(Self::EXPECTED, JsonType::Object))
    }
}

/// Reads a value of any type that has [`Read`].
pub(crate) fn read<'de, T: Read<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Seed::new().deserialize(deserializer)
}

/// The error of a value that is not what it must be, without the value.
#[cold]
pub(crate) fn unexpected<E: Error>(expected: &str, found: JsonType) -> E {
    E::custom(format_args!("expected {expected}, found {found}"))
}

/// Refuses an array after its end: the place of the error is then the array, and not inside it.
pub(crate) fn refuse_array<'de, T, A: SeqAccess<'de>>(
    mut array: A,
    expected: &str,
) -> Result<T, A::Error> {
    while array.next_element::<IgnoredAny>()?.is_some() {}
    Err(unexpected(expected, JsonType::Array))
}

/// Reads a value as `T`.
pub(crate) struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Read<'de>> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        // A deserializer that knows what to expect refuses other values itself, and quotes them.
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Read<'de>> Visitor<'de> for Seed<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        T::from_null().ok_or_else(|| unexpected(T::EXPECTED, JsonType::Null))
    }

    fn visit_none<E: Error>(self) -> Result<T, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        T::from_bool(value).ok_or_else(|| unexpected(T::EXPECTED, JsonType::Boolean))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::from_text(text).ok_or_else(|| unexpected(T::EXPECTED, JsonType::String))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<T, E> {
        T::from_string(text).ok_or_else(|| unexpected(T::EXPECTED, JsonType::String))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::from_number(Number::Unsigned(value)).map_err(|due| unexpected(due, JsonType::Number))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::from_number(value.into()).map_err(|due| unexpected(due, JsonType::Number))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<T, E> {
        T::from_number(value.into()).map_err(|due| unexpected(due, JsonType::Number))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<T, E> {
        T::from_number(value.into()).map_err(|due| unexpected(due, JsonType::Number))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        T::from_number(Number::Double(value)).map_err(|due| unexpected(due, JsonType::Number))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<T, A::Error> {
        T::from_array(array)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<T, A::Error> {
        T::from_object(object)
    }
}

impl<'de> Read<'de> for bool {
    const EXPECTED: &'static str = "a boolean";

    fn pull(reader: &mut Reader<'de>, slot: &mut Option<Self>) -> reader::Result<()> {
        *slot = Some(reader.boolean(Self::EXPECTED)?);
        Ok(())
    }

    fn from_bool(value: bool) -> Option<Self> {
        Some(value)
    }
}

impl Read<'_> for String {
    const EXPECTED: &'static str = "a string";

    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn from_string(text: String) -> Option<Self> {
        Some(text)
    }
}

/// With hyphens alone, as the schema has it: [`Uuid`] also reads other forms.
impl Read<'_> for Uuid {
    const EXPECTED: &'static str = "a UUID";

    fn from_text(text: &str) -> Option<Self> {
        let hyphenated = text.len() == uuid::fmt::Hyphenated::LENGTH;
        hyphenated.then(|| Self::try_parse(text).ok()).flatten()
    }
}

/// A value or null.
impl<'de, T: Read<'de>> Read<'de> for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    #[inline]
    fn pull(reader: &mut Reader<'de>, slot: &mut Option<Self>) -> reader::Result<()> {
        let value = slot.insert(None);
        if reader.null()? { Ok(()) } else { T::pull(reader, value) }
    }

    fn from_null() -> Option<Self> {
        Some(None)
    }

    fn from_bool(value: bool) -> Option<Self> {
        T::from_bool(value).map(Some)
    }

    fn from_text(text: &str) -> Option<Self> {
        T::from_text(text).map(Some)
    }

    fn from_string(text: String) -> Option<Self> {
        T::from_string(text).map(Some)
    }

    fn from_number(number: Number) -> Result<Self, &'static str> {
        T::from_number(number).map(Some)
    }

    fn from_array<A: SeqAccess<'de>>(array: A) -> Result<Self, A::Error> {
        T::from_array(array).map(Some)
    }

    fn from_object<A: MapAccess<'de>>(object: A) -> Result<Self, A::Error> {
        T::from_object(object).map(Some)
    }
}

impl<'de, T: Read<'de>> Read<'de> for Vec<T> {
    const EXPECTED: &'static str = "an array";

    fn pull(reader: &mut Reader<'de>, slot: &mut Option<Self>) -> reader::Result<()> {
        let (items, mut before) = (slot.insert(Self::new()), b'[');
        while reader.next_item(&mut before, Self::EXPECTED)? {
            let mut item = None;
            let read = T::pull(reader, &mut item);
            read.map_err(|failure| failure.under(items.len().to_string()))?;
            items.extend(item);
        }
        Ok(())
    }

    fn from_array<A: SeqAccess<'de>>(mut array: A) -> Result<Self, A::Error> {
        let mut items = Self::new();
        while let Some(item) = array.next_element_seed(Seed::new())? {
            items.push(item);
        }
        Ok(items)
    }
}

/// The keys that an object is read from, and all others.
pub(crate) trait Key: Sized {
    fn named(name: &str) -> Self;
}

/// Reads a key as a `K`.
pub(crate) struct Named<K>(PhantomData<K>);

impl<K> Named<K> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, K: Key> DeserializeSeed<'de> for Named<K> {
    type Value = K;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<K, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<K: Key> Visitor<'_> for Named<K> {
    type Value = K;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, name: &str) -> Result<K, E> {
        Ok(K::named(name))
    }
}

/// A key that means nothing here.
#[derive(Clone, Copy)]
pub(crate) struct Unknown {
    token: bool,
}

impl Key for Unknown {
    fn named(name: &str) -> Self {
        Self { token: name == TOKEN }
    }
}

impl Unknown {
    /// Ignores the value of the key, unless the object is none: a number of `serde_json`, which
    /// comes as an object with the feature `arbitrary_precision`.
    pub(crate) fn ignore<'de, A: MapAccess<'de>>(
        self,
        object: &mut A,
    ) -> Result<Option<Number>, A::Error> {
        if self.token {
            object.next_value_seed(Digits)
        } else {
            object.next_value::<IgnoredAny>().map(|_| None)
        }
    }
}

/// Reads the value of a known key of an object, for the first time.
#[inline]
pub(crate) fn read_once<'de, T: Read<'de>, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    key: &'static str,
    object: &mut A,
) -> Result<(), A::Error> {
    if slot.is_some() {
        return Err(A::Error::duplicate_field(key));
    }
    *slot = Some(object.next_value_seed(Seed::new())?);
    Ok(())
}

/// Makes a struct readable from an object, and from nothing else.
///
/// In the braces stand the fields in the order of the wire, each with its key, and whether that is
/// always there (`required`) or may be absent (`optional`).
macro_rules! object {
    ($object:ident { $($field:ident: $key:literal $presence:ident,)* }) => {
        impl<'de> crate::de::Read<'de> for $object {
            const EXPECTED: &'static str = "an object";

            #[allow(
                unused_assignments, unused_labels, unused_mut, unused_variables,
                reason = "a struct may have no field, or none that is always there"
            )]
            fn pull(
                reader: &mut crate::reader::Reader<'de>,
                slot: &mut ::core::option::Option<Self>,
            ) -> crate::reader::Result<()> {
                let start = reader.at();
                let mut before = b'{';
                $(let mut $field = ::core::option::Option::None;)*
                'object: {
                    'in_wire_order: {
                        $(
                            if reader.is_next(before, crate::reader::quoted!($key)) {
                                reader.value(&mut $field, $key)?;
                                before = b',';
                            } else {
                                crate::de::object!(@absent $presence 'in_wire_order);
                            }
                        )*
                        if before == b',' && reader.ends() {
                            break 'object;
                        }
                    }
                    // From here in any order.
                    while let ::core::option::Option::Some(key) = reader.next_key(&mut before, Self::EXPECTED)? {
                        match &*key {
                            $($key => reader.value_once(&mut $field, $key)?,)*
                            _ => reader.ignore()?,
                        }
                    }
                }
                $(crate::de::object!(@value $presence $field { crate::reader::Failure::missing(start, $key) });)*
                *slot = ::core::option::Option::Some(Self { $($field,)* });
                ::core::result::Result::Ok(())
            }

            #[allow(
                non_camel_case_types,
                bindings_with_variant_name,
                reason = "the variants have the names of the fields, which may be `key`"
            )]
            fn from_object<A: ::serde::de::MapAccess<'de>>(mut object: A) -> ::core::result::Result<Self, A::Error> {
                enum Key {
                    $($field,)*
                    Unknown(crate::de::Unknown),
                }

                impl crate::de::Key for Key {
                    fn named(name: &str) -> Self {
                        $(if name == $key { return Self::$field; })*
                        Self::Unknown(crate::de::Key::named(name))
                    }
                }

                $(let mut $field = ::core::option::Option::None;)*
                while let ::core::option::Option::Some(key) = object.next_key_seed(crate::de::Named::new())? {
                    match key {
                        $(Key::$field => crate::de::read_once(&mut $field, $key, &mut object)?,)*
                        Key::Unknown(key) => if key.ignore(&mut object)?.is_some() {
                            return ::core::result::Result::Err(crate::de::unexpected(Self::EXPECTED, crate::parse_error::JsonType::Number));
                        },
                    }
                }
                $(crate::de::object!(@value $presence $field { ::serde::de::Error::missing_field($key) });)*
                ::core::result::Result::Ok(Self { $($field,)* })
            }
        }

        crate::de::deserialize!($object);
    };
    (@absent required $in_wire_order:lifetime) => {
        break $in_wire_order
    };
    (@absent optional $in_wire_order:lifetime) => {};
    (@value required $field:ident $missing:block) => {
        let ::core::option::Option::Some($field) = $field else {
            return ::core::result::Result::Err($missing);
        };
    };
    (@value optional $field:ident $missing:block) => {};
}

/// Gives a type that has [`Read`] its `Deserialize`.
macro_rules! deserialize {
    ($type:ident) => {
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                crate::de::read(deserializer)
            }
        }
    };
}

pub(crate) use deserialize;
pub(crate) use object;
