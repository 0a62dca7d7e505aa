//! Generator of what the command line embeds, since a published crate holds the files of its own
//! folder alone: the published schemas, and the types of each language in one file.

use anyhow::Result;
use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Model;
use crate::{Folder, packages, rust};

const FOLDER: &str = "crates/postal-webhooks-cli/src/generated";

/// Generates the files of the command line; the schemas are copies of what `published` holds.
pub(super) fn generate(model: &Model, published: &Folder) -> Result<Folder> {
    let is_schema = |file: &&(String, String)| file.0.ends_with(".schema.json");
    let schemas: Vec<_> = published.files.iter().filter(is_schema).collect();
    let mut files = vec![(
        "schemas.rs".to_owned(),
        rust::print(list(schemas.iter().map(|(name, _)| name.as_str())))?,
    )];
    files.extend(schemas.iter().map(|(name, text)| (format!("schemas/{name}"), text.clone())));
    files.push(("types/types.rs".to_owned(), rust::plain::generate(model)?));
    let types = packages::plain(model).into_iter();
    files.extend(types.map(|(name, text)| (format!("types/{name}"), text)));
    Ok(Folder { path: FOLDER, files })
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> TokenStream {
    let entries = names.map(|name| {
        let path = format!("schemas/{name}");
        quote!((#name, include_str!(#path)))
    });
    quote! {
        #![doc = " The schemas of `schema/dist`."]

        #[doc = "Path below `schema/dist`, and text."]
        pub(crate) const SCHEMAS: &[(&str, &str)] = &[#(#entries),*];
    }
}
