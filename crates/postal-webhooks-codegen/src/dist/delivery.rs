//! `delivery/`: the rules by which replies of mail servers are read, and the labelled replies, for
//! evaluators in other languages.

use serde::Serialize;
use serde_json::Value;

use crate::delivery::{Delivery, Postal, Reply, Topic, Vocabulary};
use crate::model::Model;

/// The document of rules.
#[derive(Serialize)]
struct Rules<'a> {
    version: &'a str,
    #[serde(flatten)]
    vocabulary: &'a Vocabulary,
    #[serde(flatten)]
    postal: &'a Postal,
    topics: &'a [Topic],
}

/// The document of labelled replies.
#[derive(Serialize)]
struct Corpus<'a> {
    version: &'a str,
    replies: &'a [Reply],
    field: &'a [Reply],
}

/// Generates `delivery/rules.json` and `delivery/replies.json`; nothing if there are no rules.
pub(super) fn generate(model: &Model) -> Vec<(String, Value)> {
    let Some(Delivery { vocabulary, postal, topics, replies, field }) = &model.delivery else {
        return Vec::new();
    };
    let version = &model.version;
    let rules = Rules { version, vocabulary, postal, topics };
    let corpus = Corpus { version, replies, field };
    vec![
        ("delivery/rules.json".to_owned(), value(&rules)),
        ("delivery/replies.json".to_owned(), value(&corpus)),
    ]
}

fn value(document: &impl Serialize) -> Value {
    // Structs of strings, numbers and lists are JSON.
    serde_json::to_value(document).unwrap_or_default()
}
