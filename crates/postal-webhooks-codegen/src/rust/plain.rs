//! What typify makes of the published codegen schema by itself: the bench measures our types
//! against what a user would get without us.

use anyhow::{Context, Result};
use proc_macro2::TokenStream;
use quote::quote;
use typify::{TypeSpace, TypeSpaceSettings};

use super::super::dist;
use super::super::model::Model;

pub(super) fn generate(model: &Model) -> Result<TokenStream> {
    let schema = serde_json::from_value(dist::codegen_draft_07(model))?;
    let mut space = TypeSpace::new(&TypeSpaceSettings::default());
    space.add_root_schema(schema).context("typify cannot read the codegen schema")?;
    let types = space.to_stream();
    Ok(quote! {
        #![allow(warnings, clippy::all, clippy::pedantic, reason = "what typify makes, as it is")]

        #types
    })
}
