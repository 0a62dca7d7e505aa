//! Generator of the tables by which the helper crate reads replies, and of the names in them.

use std::fmt::Write as _;

use anyhow::Result;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::delivery::{Delivery, DetailsText, HttpStatuses, Named, Rule, Statuses, Topic};

/// Generates `delivery.rs`, which stands beside the search for a rule.
pub(crate) fn generate(delivery: &Delivery) -> Result<String> {
    let mut text = super::print(names_and_texts(delivery))?;
    text.push_str("\n/// Every topic, in order.\npub(super) static TOPICS: &[Topic] = &[\n");
    // Not as tokens: 1,700 strings would be parsed again, for the same text.
    delivery.topics.iter().for_each(|topic| write_topic(&mut text, topic));
    text.push_str("];\n");
    Ok(text)
}

/// Everything but the topics.
fn names_and_texts(delivery: &Delivery) -> TokenStream {
    let Delivery { vocabulary, postal, topics: _, replies: _, field: _ } = delivery;
    let (kinds, certainties) = (variants(&vocabulary.kinds), variants(&vocabulary.certainties));
    let gap = Literal::usize_unsuffixed(vocabulary.gap);
    let fold = vocabulary.fold.iter().map(|(plain, letters)| {
        let letters = letters.chars();
        quote!(#(#letters)|* => Some(#plain))
    });
    let (refused_data, dummy_reply) = (&postal.output.refused_data, &postal.output.dummy_reply);
    let (http, details) = (&postal.http, &postal.details);
    let (http_rule, http_source) = (&http.rule, &http.source);
    let (http_before, http_after) = (&http.before, &http.after);
    let http_statuses = http.statuses.iter().map(http_statuses);
    let (details_rule, details_source) = (&details.rule, &details.source);
    let texts = |without_reply: bool| {
        let texts = details.texts.iter().filter(move |text| text.without_reply == without_reply);
        texts.map(|DetailsText { start, kind, .. }| {
            let kind = ident(kind);
            quote!((#start, FailureKind::#kind))
        })
    };
    let (of_all, without_reply) = (texts(false), texts(true));
    quote! {
        #![doc = " How replies of mail servers are read, as `schema/delivery` says."]
        #![allow(clippy::doc_markdown, clippy::too_many_lines, reason = "the words and sizes are those of the schema")]

        use super::rules::{Rule, Topic};

        #[doc = "The kind of a failed, delayed or held delivery: where to look for the cause.

\
            A kind says what a failure is about, not whether it is final; the event's `status` says that.
\
            It is a reading of what servers write, not a fact: two servers may say the same differently."]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum FailureKind {
            #(#kinds),*
        }

        #[doc = "How sure a [`Classification`](super::Classification) is."]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Certainty {
            #(#certainties),*
        }

        #[doc = "The most words that a ` … ` in a phrase stands for."]
        pub(super) const GAP: usize = #gap;
        #[doc = "What stands before a reply to `DATA`."]
        pub(super) const REFUSED_DATA: &str = #refused_data;
        #[doc = "What is no reply."]
        pub(super) const DUMMY_REPLY: &str = #dummy_reply;
        #[doc = "The name of the rule for statuses of HTTP."]
        pub(super) const HTTP_RULE: &str = #http_rule;
        #[doc = "Where the rule for statuses of HTTP comes from."]
        pub(super) const HTTP_SOURCE: &str = #http_source;
        #[doc = "The text before a status of HTTP in `details`."]
        pub(super) const HTTP_BEFORE: &str = #http_before;
        #[doc = "The text after a status of HTTP in `details`."]
        pub(super) const HTTP_AFTER: &str = #http_after;
        #[doc = "Statuses of HTTP from the first to the last, with their kind."]
        pub(super) const HTTP_STATUSES: &[(i32, i32, FailureKind)] = &[#(#http_statuses),*];
        #[doc = "The name of the rule for other `details`."]
        pub(super) const DETAILS_RULE: &str = #details_rule;
        #[doc = "Where the rule for other `details` comes from."]
        pub(super) const DETAILS_SOURCE: &str = #details_source;
        #[doc = "How `details` begin, with their kind."]
        pub(super) const DETAILS: &[(&str, FailureKind)] = &[#(#of_all),*];
        #[doc = "How `details` begin beside an `output` that has no reply, with their kind."]
        pub(super) const DETAILS_WITHOUT_REPLY: &[(&str, FailureKind)] = &[#(#without_reply),*];

        #[doc = "The letter without its accent, if it is one of those that are compared so."]
        pub(super) fn without_accent(letter: char) -> Option<char> {
            match letter {
                #(#fold,)*
                _ => None,
            }
        }
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn variants(named: &[Named]) -> Vec<TokenStream> {
    let variant = |Named { name, description }: &Named| {
        let name = ident(name);
        quote!(#[doc = #description] #name)
    };
    named.iter().map(variant).collect()
}

fn write_topic(text: &mut String, Topic { name, kind, certainty, rules }: &Topic) {
    _ = writeln!(text, "    Topic {{\n        name: {name:?},\n        kind: FailureKind::{kind},");
    _ = writeln!(text, "        certainty: Certainty::{certainty},\n        rules: &[");
    for Rule { source, codes, statuses, phrases } in rules {
        let triple = |Statuses { subject, first, last }: &Statuses| (*subject, *first, *last);
        let statuses: Vec<_> = statuses.iter().map(triple).collect();
        _ = writeln!(text, "            Rule {{\n                source: {source:?},");
        _ = writeln!(text, "                codes: &{codes:?},");
        _ = writeln!(text, "                statuses: &{statuses:?},");
        write_phrases(text, phrases);
        text.push_str("            },\n");
    }
    text.push_str("        ],\n    },\n");
}

/// Writes the phrases of a rule, one a line if there are several.
fn write_phrases(text: &mut String, phrases: &[String]) {
    if phrases.len() < 2 {
        _ = writeln!(text, "                phrases: &{phrases:?},");
        return;
    }
    text.push_str("                phrases: &[\n");
    for phrase in phrases {
        _ = writeln!(text, "                    {phrase:?},");
    }
    text.push_str("                ],\n");
}

fn http_statuses(HttpStatuses { first, last, kind }: &HttpStatuses) -> TokenStream {
    let kind = ident(kind);
    let number = |number: i32| Literal::i32_unsuffixed(number).into_token_stream();
    let first = first.map_or_else(|| quote!(i32::MIN), number);
    let last = number(*last);
    quote!((#first, #last, FailureKind::#kind))
}
