//! `EventKind` and `Event`: which payload belongs to which name.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::model::Model;

pub(super) fn generate(model: &Model) -> TokenStream {
    let names: Vec<_> = model.events.iter().map(|e| e.name.as_str()).collect();
    let idents: Vec<_> = model
        .events
        .iter()
        .map(|e| format_ident!("{}", e.ident))
        .collect();
    let payloads: Vec<_> = model
        .events
        .iter()
        .map(|e| format_ident!("{}", e.payload))
        .collect();
    let docs: Vec<_> = model
        .events
        .iter()
        .map(|e| e.description.as_str())
        .collect();
    let first_lines = docs
        .iter()
        .map(|doc| doc.lines().next().unwrap_or_default());
    quote! {
        #![doc = " The events by name, and the payload of each."]

        use serde::{Deserialize, Deserializer, Serialize, Serializer};

        #[allow(clippy::wildcard_imports, reason = "whatever payloads the schema has")]
        use super::payloads::*;
        use crate::UnknownEvent;

        /// The name of an event that this version knows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum EventKind {
            #( #[doc = #first_lines] #idents, )*
        }

        impl EventKind {
            /// All known events, by name.
            pub const ALL: &[Self] = &[#(Self::#idents),*];

            /// The name on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    #( Self::#idents => #names, )*
                }
            }

            /// The event of this name on the wire; `None` where it is unknown.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    #( #names => Some(Self::#idents), )*
                    _ => None,
                }
            }

            /// The JSON Schema of the event's payload.
            #[cfg(feature = "schemars")]
            #[cfg_attr(docsrs, doc(cfg(feature = "schemars")))]
            pub fn payload_schema(self, generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                match self {
                    #( Self::#idents => generator.subschema_for::<#payloads>(), )*
                }
            }
        }

        /// What happened, with the payload that tells of it.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Event {
            #( #[doc = #docs] #idents(#payloads), )*
            /// An event that this version does not know, with its payload as it was sent.
            Unknown(UnknownEvent),
        }

        impl Event {
            /// The event's name, if it is known.
            pub const fn kind(&self) -> Option<EventKind> {
                match self {
                    #( Self::#idents(_) => Some(EventKind::#idents), )*
                    Self::Unknown(_) => None,
                }
            }

            /// Reads the payload of `kind` into `event`: it is large, and each return would copy it.
            pub(crate) fn deserialize_payload<'de, D: Deserializer<'de>>(
                kind: EventKind,
                deserializer: D,
                event: &mut Option<Self>,
            ) -> Result<(), D::Error> {
                *event = Some(match kind {
                    #( EventKind::#idents => Self::#idents(#payloads::deserialize(deserializer)?), )*
                });
                Ok(())
            }

            /// Writes the payload alone.
            pub(crate) fn serialize_payload<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #( Self::#idents(payload) => payload.serialize(serializer), )*
                    Self::Unknown(unknown) => unknown.payload.serialize(serializer),
                }
            }
        }
    }
}
