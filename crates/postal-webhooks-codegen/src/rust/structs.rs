//! Generator of the structs: typify makes them, and each function here fixes one thing that it does
//! not do.
//!
//! A fix-up fails when it finds nothing to fix: then typify does it by itself, and it can go.

use anyhow::{Context, Result, anyhow, ensure};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Field, Fields, ItemStruct, Token};
use typify::{TypeSpace, TypeSpaceSettings};

use crate::dist;
use crate::model::{Kind, Model, Property, Shape, Type};

/// The structs of all objects, by name.
pub(super) fn generate(model: &Model) -> Result<Vec<ItemStruct>> {
    let mut structs = keep_structs(typify(model)?)?;
    for item in &mut structs {
        let name = item.ident.to_string();
        let Some(Shape::Object(properties)) = model.get(&name).map(|t| &t.shape) else {
            return Err(anyhow!(
                "typify made a struct {name} of its own: this is a defect of the generator"
            ));
        };
        wire_order(item, properties)?;
        read_objects_alone(item)?;
        optional(item, properties)?;
        describe(item, properties)?;
    }
    short_paths(&mut structs, model)?;
    Ok(structs)
}

/// The file that holds them.
pub(super) fn file(model: &Model, structs: &[ItemStruct]) -> TokenStream {
    let objects = model.types.iter().filter_map(|t| match &t.shape {
        Shape::Object(properties) => Some(properties),
        Shape::Enumeration(_) | Shape::Timestamp { .. } => None,
    });
    let kinds: Vec<&Kind> = objects.flatten().map(|property| innermost(&property.kind)).collect();
    let named =
        |t: &&Type| kinds.iter().any(|kind| matches!(kind, Kind::Ref(name) if *name == t.name));
    let enumerations: Vec<_> = model
        .types
        .iter()
        .filter(named)
        .filter(|t| matches!(t.shape, Shape::Enumeration(_)))
        .map(|t| format_ident!("{}", t.name))
        .collect();
    let enumerations =
        (!enumerations.is_empty()).then(|| quote!(use super::enumerations::{#(#enumerations),*};));
    let timestamp =
        model.types.iter().filter(named).any(|t| matches!(t.shape, Shape::Timestamp { .. }));
    let timestamp = timestamp.then(|| {
        quote!(
            use crate::Timestamp;
        )
    });
    let uuid = kinds
        .iter()
        .any(|kind| matches!(kind, Kind::Uuid) && model.get("Uuid").is_none())
        .then(|| {
            quote!(
                use uuid::Uuid;
            )
        });
    let others = structs.iter().map(|item| {
        let (constructor, reader) = (constructor(item, model), reader(item, model));
        quote!(#constructor #reader)
    });
    quote! {
        #![doc = " The payloads, and the objects in them."]

        #uuid
        #enumerations
        #timestamp
        #(#structs #others)*
    }
}

fn innermost(kind: &Kind) -> &Kind {
    match kind {
        Kind::Array { items, .. } => innermost(items),
        other => other,
    }
}

fn typify(model: &Model) -> Result<syn::File> {
    let mut settings = TypeSpaceSettings::default();
    settings
        .with_derive("PartialEq".to_owned())
        .with_attr("#[cfg_attr(feature = \"schemars\", derive(schemars::JsonSchema))]".to_owned())
        .with_attr("#[non_exhaustive]".to_owned());
    for t in &model.types {
        if !matches!(t.shape, Shape::Object(_)) {
            settings.with_replacement(&t.name, &t.name, std::iter::empty());
        }
    }
    let mut space = TypeSpace::new(&settings);
    let definitions = dist::codegen_definitions(model)
        .into_iter()
        .map(|(name, schema)| Ok((name, serde_json::from_value(schema)?)))
        .collect::<Result<Vec<(String, schemars08::schema::Schema)>>>()?;
    space.add_ref_types(definitions).context("typify cannot read the schema")?;
    syn::parse2(space.to_stream()).context("what typify made is no Rust")
}

/// Drops typify's module `error`: without conversions nothing here fails.
fn keep_structs(file: syn::File) -> Result<Vec<ItemStruct>> {
    let items = file.items.len();
    let structs: Vec<_> = file
        .items
        .into_iter()
        .filter_map(|item| if let syn::Item::Struct(item) = item { Some(item) } else { None })
        .collect();
    ensure!(structs.len() < items, "keep_structs: typify made structs alone");
    Ok(structs)
}

/// Puts the fields back into wire order: typify sorts them, and serde writes them as they stand.
fn wire_order(item: &mut ItemStruct, properties: &[Property]) -> Result<()> {
    let Fields::Named(fields) = &mut item.fields else {
        return Err(anyhow!("wire_order: {} has no named fields", item.ident));
    };
    let mut sorted = std::mem::take(&mut fields.named).into_iter().collect::<Vec<_>>();
    for property in properties {
        let at = sorted.iter().position(|field| wire_name(field) == property.name);
        let at = at.ok_or_else(|| {
            anyhow!("wire_order: {} has no field for {}", item.ident, property.name)
        })?;
        fields.named.push(sorted.remove(at));
    }
    ensure!(sorted.is_empty(), "wire_order: {} has a field of no property", item.ident);
    Ok(())
}

/// Takes serde's own reader away: it reads an array as a struct, and quotes what it refuses. The
/// types crate has one that does neither, see [`reader`].
fn read_objects_alone(item: &mut ItemStruct) -> Result<()> {
    let mut taken = false;
    for attr in &mut item.attrs {
        if !attr.path().is_ident("derive") {
            continue;
        }
        let derives = attr.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated)?;
        let is_reader = |derive: &syn::Path| {
            let last = derive.segments.last();
            last.is_some_and(|last| last.ident == "Deserialize")
        };
        let (readers, others): (Vec<_>, Vec<_>) = derives.into_iter().partition(is_reader);
        taken |= !readers.is_empty();
        *attr = syn::parse_quote!(#[derive(#(#others),*)]);
    }
    ensure!(taken, "read_objects_alone: {} derives no Deserialize", item.ident);
    // How typify asks that null be read and no key be missing: that reader needs no telling.
    for field in &mut item.fields {
        let rename = rename(field);
        field.attrs.retain(|attr| !attr.path().is_ident("serde"));
        if let Some(name) = rename {
            field.attrs.push(syn::parse_quote!(#[serde(rename = #name)]));
        }
    }
    Ok(())
}

/// The constructor of a struct: it takes what is never null, and all else is `None`.
fn constructor(item: &ItemStruct, model: &Model) -> TokenStream {
    let name = &item.ident;
    let (mut parameters, mut fields) = (Vec::new(), Vec::new());
    for (field, property) in item.fields.iter().zip(properties(item, model)) {
        let (ident, ty) = (&field.ident, &field.ty);
        if is_option(ty) {
            fields.push(quote!(#ident: ::core::option::Option::None));
        } else if matches!(property.kind, Kind::String) {
            parameters.push(quote!(#ident: impl ::core::convert::Into<::std::string::String>));
            fields.push(quote!(#ident: #ident.into()));
        } else {
            parameters.push(quote!(#ident: #ty));
            fields.push(quote!(#ident));
        }
    }
    // Without a parameter it would be `Default`, which a struct has no other sense for.
    let default = parameters.is_empty().then(|| {
        quote! {
            #[allow(clippy::new_without_default, reason = "it is made for tests")]
        }
    });
    quote! {
        impl #name {
            /// Makes one of all that is never null; what can be null or absent is `None`, and can
            /// be set.
            #[must_use]
            #default
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#fields),* }
            }
        }
    }
}

fn properties<'a>(item: &ItemStruct, model: &'a Model) -> &'a [Property] {
    match model.get(&item.ident.to_string()).map(|t| &t.shape) {
        Some(Shape::Object(properties)) => properties,
        _ => &[],
    }
}

/// The reader of a struct: which keys its fields have in the order of the wire, and whether these
/// are always there.
fn reader(item: &ItemStruct, model: &Model) -> TokenStream {
    let name = &item.ident;
    let fields = item.fields.iter().zip(properties(item, model)).map(|(field, property)| {
        let (ident, key) = (&field.ident, &property.name);
        let presence = if property.required { quote!(required) } else { quote!(optional) };
        quote!(#ident: #key #presence,)
    });
    quote!(crate::de::object!(#name { #(#fields)* });)
}

/// Makes an `Option` of each key that may be absent, which null is not: typify's `Vec` writes an
/// empty list as an absent one.
fn optional(item: &mut ItemStruct, properties: &[Property]) -> Result<()> {
    for property in properties.iter().filter(|property| !property.required) {
        let field = field(item, &property.name)?;
        let ty = &field.ty;
        if !is_option(ty) {
            field.ty = syn::parse_quote!(::std::option::Option<#ty>);
        }
        let rename = rename(field).map(|name| quote!(rename = #name,));
        field.attrs.retain(|attr| !attr.path().is_ident("serde"));
        field.attrs.push(syn::parse_quote! {
            #[serde(#rename default, skip_serializing_if = "::std::option::Option::is_none")]
        });
    }
    Ok(())
}

/// Tells schemars what it cannot see: that a nullable key is required (it takes each `Option` for
/// one that may be absent), that an optional one is not null, the form of a UUID and the
/// largest integer.
fn describe(item: &mut ItemStruct, properties: &[Property]) -> Result<()> {
    for property in properties {
        let Some(described) = described(property) else {
            continue;
        };
        let field = field(item, &property.name)?;
        field.attrs.push(syn::parse_quote! {
            #[cfg_attr(feature = "schemars", schemars(with = #described))]
        });
    }
    Ok(())
}

/// The type that schemars is to see, where it is not the field's own.
fn described(property: &Property) -> Option<String> {
    let own = property.required && !property.nullable && !is_narrower(&property.kind);
    let kind = kind(&property.kind);
    match property.nullable {
        _ if own => None,
        true => Some(format!("crate::schema::Nullable<{kind}>")),
        false => Some(kind),
    }
}

/// Whether schemars says less of the Rust type than the schema does.
fn is_narrower(kind: &Kind) -> bool {
    match kind {
        Kind::Uuid | Kind::Integer => true,
        Kind::Array { items, nullable_items } => *nullable_items || is_narrower(items),
        Kind::Boolean | Kind::Number | Kind::String | Kind::Ref(_) => false,
    }
}

fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Boolean => "bool".to_owned(),
        Kind::Integer => "crate::schema::IntegerSchema".to_owned(),
        Kind::Number => "f64".to_owned(),
        Kind::String => "::std::string::String".to_owned(),
        Kind::Uuid => "crate::schema::UuidSchema".to_owned(),
        Kind::Ref(name) => name.clone(),
        Kind::Array { items, nullable_items } => {
            let items = self::kind(items);
            if *nullable_items {
                format!("::std::vec::Vec<crate::schema::Nullable<{items}>>")
            } else {
                format!("::std::vec::Vec<{items}>")
            }
        }
    }
}

/// Writes `Option<String>` for `::std::option::Option<::std::string::String>`, since people read
/// this; but for a name that the schema has for a type of its own.
fn short_paths(structs: &mut [ItemStruct], model: &Model) -> Result<()> {
    struct ShortPaths<'a>(usize, &'a Model);

    impl VisitMut for ShortPaths<'_> {
        fn visit_path_mut(&mut self, path: &mut syn::Path) {
            visit_mut::visit_path_mut(self, path);
            let last = path.segments.last().map(|segment| segment.ident.to_string());
            let known = ["Option", "String", "Vec", "Uuid", "Serialize", "Deserialize"];
            let long = path.leading_colon.is_some()
                && last.is_some_and(|last| {
                    known.contains(&last.as_str()) && self.1.get(&last).is_none()
                });
            if long && let Some(segment) = path.segments.pop() {
                if segment.ident == "Serialize" || segment.ident == "Deserialize" {
                    *path = syn::parse_quote!(serde::#segment);
                } else {
                    *path = segment.into();
                }
                self.0 += 1;
            }
        }
    }

    let mut short = ShortPaths(0, model);
    for item in structs.iter_mut() {
        short.visit_item_struct_mut(item);
    }
    let has_string = |t: &Type| match &t.shape {
        Shape::Object(properties) => properties.iter().any(|p| matches!(p.kind, Kind::String)),
        Shape::Enumeration(_) | Shape::Timestamp { .. } => false,
    };
    ensure!(
        short.0 > 0 || model.get("String").is_some() || !model.types.iter().any(has_string),
        "short_paths: typify writes no long path"
    );
    Ok(())
}

fn field<'a>(item: &'a mut ItemStruct, wire: &str) -> Result<&'a mut Field> {
    let name = item.ident.to_string();
    let found = item.fields.iter_mut().find(|field| wire_name(field) == wire);
    found.ok_or_else(|| anyhow!("{name} has no field for {wire}"))
}

/// The name of a field on the wire.
pub(super) fn wire_name(field: &Field) -> String {
    rename(field)
        .unwrap_or_else(|| field.ident.as_ref().map(ToString::to_string).unwrap_or_default())
}

fn rename(field: &Field) -> Option<String> {
    let mut renamed = None;
    for attr in field.attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
        // Only `rename` is of interest here; the values of the other keys are ignored.
        let _ = attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                renamed = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            } else if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<syn::Expr>()?;
            }
            Ok(())
        });
    }
    renamed
}

pub(super) fn is_option(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Option"))
}
