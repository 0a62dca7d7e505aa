//! Random values of the types, for property tests.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ItemStruct;

use super::structs::{is_option, wire_name};
use crate::model::{Event, Kind, Model, Property, Shape};

/// proptest has strategies for tuples of up to twelve; more fields nest.
const TUPLE: usize = 10;

pub(super) fn generate(model: &Model, structs: &[ItemStruct]) -> TokenStream {
    let objects = structs.iter().map(|item| object(model, item));
    let enumerations = model.types.iter().filter_map(|t| match t.shape {
        Shape::Enumeration(_) => Some(format_ident!("{}", t.name)),
        Shape::Object(_) | Shape::Timestamp { .. } => None,
    });
    let enumerations = enumerations.map(|ident| {
        let body = quote!(enumeration(Self::KNOWN, values));
        implementation(&quote!(super::enumerations::#ident), &body)
    });
    let events = model.events.iter().map(|event| of_event(event, structs));
    let event = implementation(
        &quote!(super::events::Event),
        &quote! {
            let known = ::proptest::strategy::Union::new([#(#events),*]);
            match values {
                crate::arbitrary::Values::Known => known.boxed(),
                crate::arbitrary::Values::Any => ::proptest::prop_oneof![
                    9 => known,
                    1 => unknown_event(),
                ]
                .boxed(),
            }
        },
    );
    // Types and traits stand with their paths: the schema may have types of the same names.
    quote! {
        #![doc = " Random values of the types."]

        use ::proptest::strategy::Strategy as _;

        use crate::arbitrary::unknown_event;
        #[allow(unused_imports, reason = "a schema may have no such property")]
        use crate::arbitrary::{enumeration, integer, list, number, optional, string, uuid};

        #(#objects)*
        #(#enumerations)*
        #event
    }
}

fn implementation(of: &TokenStream, body: &TokenStream) -> TokenStream {
    // `Self::Strategy` would be ambiguous in an enum with a variant of that name.
    quote! {
        impl ::proptest::arbitrary::Arbitrary for #of {
            type Parameters = crate::arbitrary::Values;
            type Strategy = ::proptest::strategy::BoxedStrategy<Self>;

            #[allow(unused_variables, reason = "an object may have no enumeration")]
            fn arbitrary_with(
                values: crate::arbitrary::Values,
            ) -> ::proptest::strategy::BoxedStrategy<Self> {
                #body
            }
        }
    }
}

fn of_event(event: &Event, structs: &[ItemStruct]) -> TokenStream {
    let ident = format_ident!("{}", event.ident);
    let payload = format_ident!("{}", event.payload);
    let any = quote!(::proptest::arbitrary::any_with::<super::payloads::#payload>(values));
    if event.narrowed.is_empty() {
        return quote!(#any.prop_map(super::events::Event::#ident).boxed());
    }
    let fields = event.narrowed.iter().filter_map(|(wire, value)| {
        let item = structs.iter().find(|item| item.ident == event.payload)?;
        let mut fields = item.fields.iter();
        let field = fields.find(|field| wire_name(field) == *wire)?;
        let value = quote!(::core::convert::From::from(#value));
        let value =
            if is_option(&field.ty) { quote!(::core::option::Option::Some(#value)) } else { value };
        let field = field.ident.as_ref()?;
        Some(quote!(payload.#field = #value;))
    });
    quote! {
        #any
            .prop_map(move |mut payload| {
                if values == crate::arbitrary::Values::Known {
                    #(#fields)*
                }
                super::events::Event::#ident(payload)
            })
            .boxed()
    }
}

fn object(model: &Model, item: &ItemStruct) -> TokenStream {
    let name = &item.ident;
    let properties = match model.get(&name.to_string()).map(|t| &t.shape) {
        Some(Shape::Object(properties)) => properties.as_slice(),
        _ => &[],
    };
    let fields: Vec<_> = item.fields.iter().filter_map(|field| field.ident.as_ref()).collect();
    let strategies: Vec<_> = properties.iter().map(|property| strategy(model, property)).collect();
    let strategy = nest(&strategies);
    let fields_nested = nest(&fields.iter().map(|field| quote!(#field)).collect::<Vec<_>>());
    implementation(
        &quote!(super::payloads::#name),
        &quote!(#strategy.prop_map(|#fields_nested| Self { #(#fields),* }).boxed()),
    )
}

fn nest(parts: &[TokenStream]) -> TokenStream {
    if parts.len() <= TUPLE {
        return quote!((#(#parts,)*));
    }
    let nested: Vec<_> = parts.chunks(parts.len().div_ceil(TUPLE).max(TUPLE)).map(nest).collect();
    nest(&nested)
}

fn strategy(model: &Model, property: &Property) -> TokenStream {
    let value = of_kind(model, &property.kind);
    if property.nullable || !property.required { quote!(optional(#value)) } else { value }
}

fn of_kind(model: &Model, kind: &Kind) -> TokenStream {
    match kind {
        Kind::Boolean => quote!(::proptest::arbitrary::any::<bool>()),
        Kind::Integer => quote!(integer()),
        Kind::Number => quote!(number()),
        Kind::String => quote!(string()),
        Kind::Uuid => quote!(uuid()),
        Kind::Ref(name) => {
            let ident = format_ident!("{name}");
            let module = match model.get(name).map(|t| &t.shape) {
                Some(Shape::Timestamp { .. }) => {
                    return quote!(::proptest::arbitrary::any::<crate::Timestamp>());
                }
                Some(Shape::Enumeration(_)) => quote!(enumerations),
                Some(Shape::Object(_)) | None => quote!(payloads),
            };
            quote!(::proptest::arbitrary::any_with::<super::#module::#ident>(values))
        }
        Kind::Array { items, nullable_items } => {
            let items = of_kind(model, items);
            if *nullable_items { quote!(list(optional(#items))) } else { quote!(list(#items)) }
        }
    }
}
