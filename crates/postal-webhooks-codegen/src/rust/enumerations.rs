//! Generator of the enumerations: known values and `Other`, so that a new value never costs an
//! event.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Model, Shape, Variant};
use crate::words::OTHER;

pub(super) fn generate(model: &Model) -> TokenStream {
    let enumerations = model.types.iter().filter_map(|t| match &t.shape {
        Shape::Enumeration(variants) => Some(enumeration(&t.name, &t.description, variants)),
        Shape::Object(_) | Shape::Timestamp { .. } => None,
    });
    quote! {
        #![doc = " The enumerations of strings."]

        #(#enumerations)*
    }
}

fn enumeration(name: &str, description: &str, variants: &[Variant]) -> TokenStream {
    let ident = format_ident!("{name}");
    let values: Vec<_> = variants.iter().map(|v| v.value.as_str()).collect();
    let idents: Vec<_> = variants.iter().map(|v| format_ident!("{}", v.ident)).collect();
    let docs = variants.iter().map(|v| v.description.as_str());
    let other = format_ident!("{OTHER}");
    let expecting = format!("a string: a {name}");
    // Types and traits stand with their paths: the schema may have types of the same names.
    quote! {
        #[doc = #description]
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #ident {
            #( #[doc = #docs] #idents, )*
            /// A value that this version does not know. Make it with `From`, which never puts a
            /// known value here.
            #other(::std::string::String),
        }

        impl #ident {
            /// The known values, as the schema lists them.
            pub const KNOWN: &[Self] = &[#(Self::#idents),*];

            /// The value as it stands on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #( Self::#idents => #values, )*
                    Self::#other(value) => value,
                }
            }

            fn known(value: &str) -> ::core::option::Option<Self> {
                match value {
                    #( #values => Some(Self::#idents), )*
                    _ => None,
                }
            }
        }

        impl ::core::convert::From<&str> for #ident {
            fn from(value: &str) -> Self {
                Self::known(value).unwrap_or_else(|| Self::#other(value.to_owned()))
            }
        }

        impl ::core::convert::From<::std::string::String> for #ident {
            fn from(value: ::std::string::String) -> Self {
                Self::known(&value).unwrap_or(Self::#other(value))
            }
        }

        impl ::core::str::FromStr for #ident {
            type Err = ::core::convert::Infallible;

            fn from_str(value: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(<Self as ::core::convert::From<&str>>::from(value))
            }
        }

        impl ::core::convert::AsRef<str> for #ident {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::cmp::PartialEq<str> for #ident {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl ::core::cmp::PartialEq<&str> for #ident {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::serde::Serialize for #ident {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl crate::de::Read<'_> for #ident {
            const EXPECTED: &'static str = #expecting;

            fn is_foreign_text(&self) -> bool {
                matches!(self, Self::#other(_))
            }

            fn from_text(value: &str) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(<Self as ::core::convert::From<&str>>::from(value))
            }
        }

        crate::de::deserialize!(#ident);

        #[cfg(feature = "schemars")]
        impl ::schemars::JsonSchema for #ident {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(#name)
            }

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                // Not as a list in the macro, which recurs for each value: 115 are too many for it.
                let examples: ::std::vec::Vec<&str> = Self::KNOWN.iter().map(Self::as_str).collect();
                ::schemars::json_schema!({
                    "description": #description,
                    "type": "string",
                    "examples": examples
                })
            }
        }
    }
}
