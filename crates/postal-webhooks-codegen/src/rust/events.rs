//! `EventKind` and `Event`: which payload belongs to which name.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Field, Ident, ItemStruct};

use super::structs::{is_option, wire_name};
use crate::model::{Event, Kind, Model, Property, Shape};
use crate::words::UNKNOWN;

pub(super) fn generate(model: &Model, structs: &[ItemStruct]) -> TokenStream {
    let names: Vec<_> = model.events.iter().map(|e| e.name.as_str()).collect();
    let idents: Vec<_> = model.events.iter().map(|e| format_ident!("{}", e.ident)).collect();
    let payloads: Vec<_> = model.events.iter().map(|e| format_ident!("{}", e.payload)).collect();
    let docs: Vec<_> = model.events.iter().map(|e| e.description.as_str()).collect();
    let groups = by_payload(model);
    let group_payloads: Vec<_> = groups.keys().map(|payload| format_ident!("{payload}")).collect();
    let kinds = groups.values().map(|events| {
        let idents = idents_of(events);
        quote!(#( Self::#idents )|*)
    });
    let known = groups.values().map(|events| {
        let idents = idents_of(events);
        quote!(#( Self::#idents(payload) )|*)
    });
    let first_lines = docs.iter().map(|doc| doc.lines().next().unwrap_or_default());
    let meaning = meaning(model, structs);
    let narrow = narrow(model, structs);
    let unknown = format_ident!("{UNKNOWN}");
    // Types and traits stand with their paths: the schema may have types of the same names.
    quote! {
        #![doc = " The events by name, and the payload of each."]

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
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    #( Self::#idents => #names, )*
                }
            }

            /// The event of this name on the wire; `None` where it is unknown.
            #[must_use]
            pub fn from_name(name: &str) -> ::core::option::Option<Self> {
                match name {
                    #( #names => Some(Self::#idents), )*
                    _ => None,
                }
            }

            /// The JSON Schema of the event's payload.
            #[cfg(feature = "schemars")]
            #[cfg_attr(docsrs, doc(cfg(feature = "schemars")))]
            pub fn payload_schema(self, generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                match self {
                    #( #kinds => generator.subschema_for::<super::payloads::#group_payloads>(), )*
                }
            }
        }

        /// What happened, with the payload that tells of it.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Event {
            #( #[doc = #docs] #idents(super::payloads::#payloads), )*
            /// An event that this version does not know, with its payload as it was sent.
            #unknown(crate::UnknownEvent),
        }

        impl Event {
            /// The event's name, if it is known.
            #[must_use]
            pub const fn kind(&self) -> ::core::option::Option<EventKind> {
                match self {
                    #( Self::#idents(_) => Some(EventKind::#idents), )*
                    Self::#unknown(_) => None,
                }
            }

            /// Reads the payload of `kind` into `event`: it is large, and each return would copy it.
            pub(crate) fn pull_payload(
                kind: EventKind,
                reader: &mut crate::reader::Reader<'_>,
                event: &mut ::core::option::Option<Self>,
            ) -> crate::reader::Result<()> {
                match kind {
                    #( EventKind::#idents => {
                        let mut payload = None;
                        crate::de::Read::pull(reader, &mut payload)?;
                        *event = payload.map(Self::#idents);
                    } )*
                }
                ::core::result::Result::Ok(())
            }

            /// Whether the payload has the values that belong to the event, where it has one alone.
            pub(crate) fn is_narrow(&self) -> bool {
                #narrow
            }

            /// Writes the payload alone.
            pub(crate) fn serialize_payload<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    #( #known => ::serde::Serialize::serialize(payload, serializer), )*
                    Self::#unknown(unknown) => ::serde::Serialize::serialize(&unknown.payload, serializer),
                }
            }
            #meaning
        }
    }
}

/// Compares each property that the events narrow to one value.
fn narrow(model: &Model, structs: &[ItemStruct]) -> TokenStream {
    let arms = model.events.iter().filter(|event| !event.narrowed.is_empty()).map(|event| {
        let ident = format_ident!("{}", event.ident);
        let same = event.narrowed.iter().filter_map(|(name, value)| {
            let field = named(structs, &event.payload, name)?;
            let ident = &field.ident;
            Some(if is_option(&field.ty) {
                quote!(payload.#ident.as_ref().is_some_and(|value| value.as_str() == #value))
            } else {
                quote!(payload.#ident.as_str() == #value)
            })
        });
        quote!(Self::#ident(payload) => #(#same)&&*,)
    });
    let arms: Vec<_> = arms.collect();
    if arms.is_empty() { quote!(true) } else { quote!(match self { #(#arms)* _ => true }) }
}

/// What every event has or has not, found by the type of a property: a new event has it too.
fn meaning(model: &Model, structs: &[ItemStruct]) -> TokenStream {
    let message = by_type(model, structs, "Message", false);
    let message = message.map(|arms| {
        quote! {
            /// The message that the event is about, if it is about one.
            ///
            /// For a bounce that is the message that bounced, and not the bounce.
            #[must_use]
            pub const fn message(&self) -> ::core::option::Option<&super::payloads::Message> {
                match self { #arms }
            }
        }
    });
    let server = by_type(model, structs, "Server", false);
    let server = server.map(|arms| {
        quote! {
            /// The mail server that the event is about, if the event names it: message events do not.
            #[must_use]
            pub const fn server(&self) -> ::core::option::Option<&super::payloads::Server> {
                match self { #arms }
            }
        }
    });
    let occurred_at = by_type(model, structs, "Timestamp", true);
    let occurred_at = occurred_at.map(|arms| {
        quote! {
            /// When it happened, if the payload says so; Postal queues the event some time later.
            #[must_use]
            pub const fn occurred_at(&self) -> ::core::option::Option<crate::Timestamp> {
                match self { #arms }
            }
        }
    });
    quote!(#message #server #occurred_at)
}

/// The arms of a match that gives the first property of a type; `None` where no event has one.
fn by_type(model: &Model, structs: &[ItemStruct], name: &str, copy: bool) -> Option<TokenStream> {
    // An enumeration of that name is another thing.
    if let Shape::Enumeration(_) = model.get(name)?.shape {
        return None;
    }
    let mut arms = Vec::new();
    let mut without = Vec::new();
    for (payload, events) in by_payload(model) {
        let idents = idents_of(&events);
        if let Some((field, optional)) = field(model, structs, payload, name) {
            let value = match (optional, copy) {
                (true, true) => quote!(payload.#field),
                (true, false) => quote!(payload.#field.as_ref()),
                (false, true) => quote!(Some(payload.#field)),
                (false, false) => quote!(Some(&payload.#field)),
            };
            arms.push(quote!(#( Self::#idents(payload) )|* => #value,));
        } else {
            without.extend(idents);
        }
    }
    let unknown = format_ident!("{UNKNOWN}");
    let none = quote!(#( Self::#without(_) | )* Self::#unknown(_) => None,);
    (!arms.is_empty()).then(|| quote!(#(#arms)* #none))
}

/// The events that share a payload, by its name: as one arm each, since equal arms are one.
fn by_payload(model: &Model) -> BTreeMap<&str, Vec<&Event>> {
    let mut groups: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
    for event in &model.events {
        groups.entry(&event.payload).or_default().push(event);
    }
    groups
}

fn idents_of(events: &[&Event]) -> Vec<Ident> {
    events.iter().map(|event| format_ident!("{}", event.ident)).collect()
}

/// The field for the first property of a type, and whether it is an `Option`: one that always has
/// a value comes before one that can be null or absent.
fn field<'a>(
    model: &Model,
    structs: &'a [ItemStruct],
    payload: &str,
    name: &str,
) -> Option<(&'a Ident, bool)> {
    let Shape::Object(properties) = &model.get(payload)?.shape else {
        return None;
    };
    let of_type = |kind: &Kind| matches!(kind, Kind::Ref(reference) if reference == name);
    let optional = |property: &&Property| property.nullable || !property.required;
    let found = properties.iter().filter(|p| of_type(&p.kind));
    let property = found.min_by_key(optional)?;
    let field = named(structs, payload, &property.name)?;
    Some((field.ident.as_ref()?, optional(&property)))
}

/// The field of a struct that has this name on the wire.
fn named<'a>(structs: &'a [ItemStruct], payload: &str, name: &str) -> Option<&'a Field> {
    let item = structs.iter().find(|item| item.ident == payload)?;
    item.fields.iter().find(|field| wire_name(field) == name)
}
