//! Random values of the types, for property tests.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ItemStruct;

use super::super::model::{Kind, Model, Property, Shape};
use super::structs::wire_name;

/// proptest has strategies for tuples of up to twelve; more fields nest.
const TUPLE: usize = 10;

pub(super) fn generate(model: &Model, structs: &[ItemStruct]) -> TokenStream {
    let objects = structs.iter().map(|item| object(model, item));
    let enumerations = model.types.iter().filter_map(|t| match t.shape {
        Shape::Enumeration(_) => Some(format_ident!("{}", t.name)),
        Shape::Object(_) | Shape::Timestamp { .. } => None,
    });
    let events = model.events.iter().map(|event| {
        let ident = format_ident!("{}", event.ident);
        let payload = format_ident!("{}", event.payload);
        if event.narrowed.is_empty() {
            return quote!(#payload::arbitrary_with(values).prop_map(Event::#ident).boxed());
        }
        let fields = event.narrowed.iter().filter_map(|(wire, value)| {
            let item = structs.iter().find(|item| item.ident == event.payload)?;
            let field = item
                .fields
                .iter()
                .find(|field| wire_name(field) == *wire)?
                .ident
                .as_ref()?;
            Some(quote!(payload.#field = #value.into();))
        });
        quote! {
            #payload::arbitrary_with(values)
                .prop_map(move |mut payload| {
                    if values == Values::Known {
                        #(#fields)*
                    }
                    Event::#ident(payload)
                })
                .boxed()
        }
    });
    quote! {
        #![doc = " Random values of the types."]

        use proptest::prelude::{Arbitrary, BoxedStrategy, Strategy, any};
        use proptest::strategy::Union;

        #[allow(clippy::wildcard_imports, reason = "whatever types the schema has")]
        use super::{enumerations::*, events::Event, payloads::*};
        use crate::arbitrary::{Values, unknown_event};
        #[allow(unused_imports, reason = "a schema may have no such property")]
        use crate::{Timestamp, arbitrary::{enumeration, integer, list, number, optional, string, uuid}};

        #(#objects)*

        #(
            impl Arbitrary for #enumerations {
                type Parameters = Values;
                type Strategy = BoxedStrategy<Self>;

                fn arbitrary_with(values: Values) -> Self::Strategy {
                    enumeration(Self::KNOWN, values)
                }
            }
        )*

        impl Arbitrary for Event {
            type Parameters = Values;
            type Strategy = BoxedStrategy<Self>;

            fn arbitrary_with(values: Values) -> Self::Strategy {
                let known = Union::new([#(#events),*]);
                match values {
                    Values::Known => known.boxed(),
                    Values::Any => proptest::prop_oneof![
                        9 => known,
                        1 => unknown_event(),
                    ]
                    .boxed(),
                }
            }
        }
    }
}

fn object(model: &Model, item: &ItemStruct) -> TokenStream {
    let name = &item.ident;
    let properties = match model.get(&name.to_string()).map(|t| &t.shape) {
        Some(Shape::Object(properties)) => properties.as_slice(),
        _ => &[],
    };
    let fields: Vec<_> = item
        .fields
        .iter()
        .filter_map(|field| field.ident.as_ref())
        .collect();
    let strategies: Vec<_> = properties
        .iter()
        .map(|property| strategy(model, property))
        .collect();
    let strategy = nest(&strategies);
    let fields_nested = nest(
        &fields
            .iter()
            .map(|field| quote!(#field))
            .collect::<Vec<_>>(),
    );
    quote! {
        impl Arbitrary for #name {
            type Parameters = Values;
            type Strategy = BoxedStrategy<Self>;

            #[allow(unused_variables, reason = "an object may have no enumeration")]
            fn arbitrary_with(values: Values) -> Self::Strategy {
                #strategy.prop_map(|#fields_nested| Self { #(#fields),* }).boxed()
            }
        }
    }
}

fn nest(parts: &[TokenStream]) -> TokenStream {
    if parts.len() <= TUPLE {
        return quote!((#(#parts,)*));
    }
    let nested: Vec<_> = parts
        .chunks(parts.len().div_ceil(TUPLE).max(TUPLE))
        .map(nest)
        .collect();
    nest(&nested)
}

fn strategy(model: &Model, property: &Property) -> TokenStream {
    let value = of_kind(model, &property.kind);
    if property.nullable || !property.required {
        quote!(optional(#value))
    } else {
        value
    }
}

fn of_kind(model: &Model, kind: &Kind) -> TokenStream {
    match kind {
        Kind::Boolean => quote!(any::<bool>()),
        Kind::Integer => quote!(integer()),
        Kind::Number => quote!(number()),
        Kind::String => quote!(string()),
        Kind::Uuid => quote!(uuid()),
        Kind::Ref(name) => {
            let ident = format_ident!("{name}");
            if let Some(Shape::Timestamp { .. }) = model.get(name).map(|t| &t.shape) {
                quote!(any::<Timestamp>())
            } else {
                quote!(#ident::arbitrary_with(values))
            }
        }
        Kind::Array {
            items,
            nullable_items,
        } => {
            let items = of_kind(model, items);
            if *nullable_items {
                quote!(list(optional(#items)))
            } else {
                quote!(list(#items))
            }
        }
    }
}
