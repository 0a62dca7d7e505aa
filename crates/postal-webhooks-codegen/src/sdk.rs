//! Generator of what the helper crate embeds, since a published crate holds the files of its own
//! folder alone: the examples, the facts of a request, and the schemas to validate with.

use anyhow::{Context, Result};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use crate::model::{Event, Example, Model, Shape, Type};
use crate::{Folder, constants, rust};

const FOLDER: &str = "crates/postal-webhooks/src/generated";

/// Generates the files of the helper crate; the schemas are copies of what `published` holds.
pub(super) fn generate(model: &Model, published: &Folder) -> Result<Folder> {
    let mut files = vec![
        ("examples.rs".to_owned(), rust::print(examples(model))?),
        ("types.rs".to_owned(), rust::print(types(model))?),
        ("request.rs".to_owned(), rust::print(constants::generate(&model.request))?),
    ];
    if let Some(delivery) = &model.delivery {
        files.push(("delivery.rs".to_owned(), rust::delivery::generate(delivery)?));
    }
    for name in ["webhook.schema.json", "webhook.strict.schema.json"] {
        let schema = published.get(&format!("2020-12/{name}")).with_context(|| {
            format!("{name} is not published: this is a defect of the generator")
        })?;
        files.push((name.to_owned(), schema.to_owned()));
    }
    Ok(Folder { path: FOLDER, files })
}

/// The types by name, for the root of the crate to export.
fn types(model: &Model) -> TokenStream {
    let written_by_hand = |t: &&Type| matches!(t.shape, Shape::Timestamp { .. });
    let types = model.types.iter().filter(|t| !written_by_hand(t));
    let names = types.map(|t| format_ident!("{}", t.name));
    quote! {
        #![doc = " The types of the payloads, by name."]

        pub use postal_webhooks_types::{#(#names),*};
    }
}

fn examples(model: &Model) -> TokenStream {
    let of_event = |event: &Event| {
        let kind = Ident::new(&event.ident, Span::call_site());
        let entry = |Example { case, text, .. }: &Example| {
            let text = literal(text);
            quote!((EventKind::#kind, #case, #text))
        };
        event.examples.iter().map(entry).collect::<Vec<_>>()
    };
    let entries = model.events.iter().flat_map(of_event);
    quote! {
        #![doc = " The request bodies of `schema/examples`, to the byte."]

        use crate::EventKind;

        #[doc = "Event, case and body; by event and case."]
        pub(crate) const EXAMPLES: &[(EventKind, &str, &str)] = &[#(#entries),*];
    }
}

/// A string literal, raw where that is the same text: JSON is full of quotes.
fn literal(text: &str) -> Literal {
    // A raw literal cannot hold a lone CR, and should not hold what an editor does not show or
    // reorders.
    let plain =
        |c: char| c == '\n' || c.escape_debug().count() == 1 || matches!(c, '"' | '\\' | '\'');
    let hashes = (1..).map(|n| "#".repeat(n));
    let mut fitting = hashes.filter(|hashes| !text.contains(&format!("\"{hashes}")));
    let raw = || {
        let hashes = fitting.next()?;
        format!("r{hashes}\"{text}\"{hashes}").parse().ok()
    };
    text.chars().all(plain).then(raw).flatten().unwrap_or_else(|| Literal::string(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_the_text() {
        for text in [
            "",
            r#"{"subject":"\u003cé 😀\n\\"}"#,
            r##"{"a":"#"}"##,
            "{}\n",
            "\r",
            "\u{202e}\u{2028}\0\t",
        ] {
            let read: syn::LitStr = syn::parse_str(&literal(text).to_string()).unwrap();
            assert_eq!(read.value(), text);
        }
        assert_eq!(literal("\"#").to_string(), "r##\"\"#\"##");
        assert_eq!(literal("\r").to_string(), r#""\r""#);
    }
}
