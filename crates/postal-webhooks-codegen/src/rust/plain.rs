//! Types of Rust in one file that needs serde and `serde_json` alone.

use anyhow::Result;
use heck::ToSnakeCase as _;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::model::{Envelope, Event, Kind, Model, Property, Shape, Type, Variant};
use crate::packages;

pub(crate) fn generate(model: &Model) -> Result<String> {
    let about = format!(
        "{}\n\nThey need `serde` (1.0.181 or later, with `derive`) and `serde_json`.",
        packages::about_plain(model)
    );
    let (envelope, types) = (envelope(model), model.types.iter().map(one));
    let text = super::print(quote! {
        #![doc = #about]

        #envelope
        #(#types)*
    })?;
    Ok(text.strip_prefix(super::HEADER).map(str::to_owned).unwrap_or(text))
}

fn envelope(model: &Model) -> TokenStream {
    let Envelope { description, event, timestamp, payload, uuid } = &model.envelope;
    let names = model.events.iter().map(|event| &event.name);
    let idents: Vec<_> =
        model.events.iter().map(|event| format_ident!("{}", event.ident)).collect();
    let payloads = model.events.iter().map(|event| format_ident!("{}", event.payload));
    let docs = model.events.iter().map(|Event { description, .. }| description);
    quote! {
        #[doc = #description]
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct Webhook {
            #[doc = #event]
            pub event: String,
            #[doc = #timestamp]
            pub timestamp: f64,
            #[doc = #payload]
            pub payload: serde_json::Value,
            #[doc = #uuid]
            pub uuid: String,
        }

        impl Webhook {
            #[doc = "Reads the payload into the type of its event.\n\n# Errors\n\nThe payload is not one of the event."]
            pub fn event(&self) -> Result<Event, serde_json::Error> {
                let payload = self.payload.clone();
                Ok(match self.event.as_str() {
                    #( #names => Event::#idents(serde_json::from_value(payload)?), )*
                    _ => Event::Unknown(payload),
                })
            }
        }

        /// An event with its payload.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Event {
            #( #[doc = #docs] #idents(#payloads), )*
            /// An event that is not known, with its payload: a fork of Postal has others.
            Unknown(serde_json::Value),
        }
    }
}

fn one(t: &Type) -> TokenStream {
    let Type { name, description, shape } = t;
    let name = format_ident!("{name}");
    match shape {
        Shape::Object(properties) => {
            let fields = properties.iter().map(field);
            quote! {
                #[doc = #description]
                #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
                pub struct #name {
                    #(#fields)*
                }
            }
        }
        Shape::Enumeration(variants) => {
            let variants = variants.iter().map(|Variant { value, ident, description }| {
                let ident = format_ident!("{ident}");
                quote!(#[doc = #description] #[serde(rename = #value)] #ident,)
            });
            quote! {
                #[doc = #description]
                #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
                pub enum #name {
                    #(#variants)*
                    /// A value that is not known.
                    #[serde(untagged)]
                    Other(String),
                }
            }
        }
        Shape::Timestamp { .. } => quote!(#[doc = #description] pub type #name = f64;),
    }
}

fn field(property: &Property) -> TokenStream {
    let Property { name, description, required, nullable, kind, .. } = property;
    let ident = ident(name);
    let rename = (ident != name).then(|| quote!(#[serde(rename = #name)]));
    let ty = ty(kind);
    let ty = if *nullable || !required { quote!(Option<#ty>) } else { ty };
    let absent =
        (!required).then(|| quote!(#[serde(default, skip_serializing_if = "Option::is_none")]));
    quote!(#[doc = #description] #rename #absent pub #ident: #ty,)
}

/// The name of a field: in snake case, and no keyword.
fn ident(name: &str) -> Ident {
    let snake = name.to_snake_case();
    syn::parse_str(&snake).unwrap_or_else(|_| format_ident!("{snake}_"))
}

fn ty(kind: &Kind) -> TokenStream {
    match kind {
        Kind::Boolean => quote!(bool),
        Kind::Integer => quote!(i64),
        Kind::Number => quote!(f64),
        Kind::String | Kind::Uuid => quote!(String),
        Kind::Ref(name) => {
            let name = format_ident!("{name}");
            quote!(#name)
        }
        Kind::Array { items, nullable_items } => {
            let item = ty(items);
            if *nullable_items { quote!(Vec<Option<#item>>) } else { quote!(Vec<#item>) }
        }
    }
}
