//! Generator of the constants of the helper crate: the facts of `request.toml` that programs use.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::model::{Fact, Header, Request};

/// The prefix of the headers that are Postal's own.
const OWN: &str = "X-Postal-";

pub(super) fn generate(request: &Request) -> TokenStream {
    // The others are of use in documents alone.
    let Request {
        deadline_seconds,
        delivered_statuses,
        retry_minutes,
        body_kilobytes,
        response_kilobytes,
        key_set_path,
        headers,
        ..
    } = request;
    let deadline = Literal::u64_unsuffixed(deadline_seconds.value);
    let deadline_doc = doc(deadline_seconds);
    let (from, to) = delivered_statuses.value;
    let (from, to) = (Literal::u16_unsuffixed(from), Literal::u16_unsuffixed(to));
    let delivered_doc = doc(delivered_statuses);
    let waits = retry_minutes.value.iter().map(|minutes| duration(*minutes));
    let retries = Literal::usize_unsuffixed(retry_minutes.value.len());
    let waits_doc = doc(retry_minutes);
    let gives_up = duration(retry_minutes.value.iter().sum());
    let body = bytes(body_kilobytes.value);
    let body_doc = doc(body_kilobytes);
    let answer = bytes(response_kilobytes.value);
    let answer_doc = doc(response_kilobytes);
    let path = &key_set_path.value;
    let path_doc = doc(key_set_path);
    let headers = headers.iter().filter_map(header);
    quote! {
        #![doc = " What is true of every request that Postal sends to a webhook, by `schema/request.toml`."]
        #![allow(clippy::doc_markdown, reason = "the words are those of the schema")]

        use std::ops::RangeInclusive;
        use std::time::Duration;

        #[doc = #deadline_doc]
        pub const DEADLINE: Duration = Duration::from_secs(#deadline);

        #[doc = #delivered_doc]
        pub const DELIVERED: RangeInclusive<u16> = #from..=#to;

        #[doc = #waits_doc]
        pub const RETRY_WAITS: [Duration; #retries] = [#(#waits),*];

        #[doc = " The sum of [`RETRY_WAITS`]: after its last attempt, about so old, an event is gone."]
        pub const GIVES_UP_AFTER: Duration = #gives_up;

        #[doc = #body_doc]
        pub const LONGEST_BODY: usize = #body;

        #[doc = #answer_doc]
        pub const LONGEST_ANSWER: usize = #answer;

        #[doc = #path_doc]
        pub const KEY_SET_PATH: &str = #path;

        #(#headers)*
    }
}

/// The name of a header of Postal's own: `SIGNATURE_256` for `X-Postal-Signature-256`.
fn header(header: &Header) -> Option<TokenStream> {
    let Header { name, on_wire, description, source, since, .. } = header;
    let short = name.strip_prefix(OWN)?.replace('-', "_").to_uppercase();
    let ident = Ident::new(&short, Span::call_site());
    let doc = text(description, source, since.as_deref());
    let on_wire = on_wire.as_ref().map(|on_wire| {
        let doc = format!(" [`{short}`] in the case in which it is sent.");
        let ident = Ident::new(&format!("{short}_ON_WIRE"), Span::call_site());
        quote! {
            #[doc = #doc]
            pub const #ident: &str = #on_wire;
        }
    });
    Some(quote! {
        #[doc = #doc]
        pub const #ident: &str = #name;

        #on_wire
    })
}

fn doc<T>(fact: &Fact<T>) -> String {
    text(&fact.description, &fact.source, fact.since.as_deref())
}

fn text(description: &str, source: &str, since: Option<&str>) -> String {
    let since = since.filter(|since| !description.contains(since));
    let since = since.map(|since| format!("Since {since}. ")).unwrap_or_default();
    format!("{description}\n\n{since}Source in Postal: {source}.")
}

fn duration(minutes: u64) -> TokenStream {
    let minutes = Literal::u64_unsuffixed(minutes);
    quote!(Duration::from_secs(#minutes * 60))
}

/// A kilobyte as 1000 bytes: on the safe side of a limit.
fn bytes(kilobytes: u64) -> TokenStream {
    let kilobytes = Literal::u64_unsuffixed(kilobytes);
    quote!(#kilobytes * 1000)
}
