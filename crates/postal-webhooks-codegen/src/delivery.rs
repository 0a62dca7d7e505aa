//! Model of `schema/delivery`: the rules by which replies of mail servers are read, and labelled
//! replies as their examples.

use serde::{Deserialize, Serialize};

/// Everything in `schema/delivery`.
#[derive(Debug)]
pub struct Delivery {
    /// What `delivery.toml` says.
    pub vocabulary: Vocabulary,
    /// What `postal.toml` says.
    pub postal: Postal,
    /// The topics of all files of `rules/`, in order.
    pub topics: Vec<Topic>,
    /// `replies.tsv`
    pub replies: Vec<Reply>,
    /// `field.tsv`: replies that were read wrongly once.
    pub field: Vec<Reply>,
}

/// The names that rules use, and how words are compared.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// The most words that a ` … ` in a phrase stands for.
    pub gap: usize,
    /// Plain letters, each with the letters that are compared as if they were it.
    pub fold: std::collections::BTreeMap<char, String>,
    /// The kinds of failure.
    #[serde(rename(deserialize = "kind", serialize = "kinds"))]
    pub kinds: Vec<Named>,
    /// How sure a kind is, in ascending order.
    #[serde(rename(deserialize = "certainty", serialize = "certainties"))]
    pub certainties: Vec<Named>,
}

/// A kind or a certainty.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// In `PascalCase`.
    pub name: String,
    /// One line.
    pub description: String,
}

/// Rules of one meaning.
#[derive(Debug, Serialize)]
pub struct Topic {
    /// In kebab-case, for logs: `rate-limit`.
    pub name: String,
    /// The name of a kind. A topic of the kind `Unknown` decides nothing: it is evidence against
    /// the recipient.
    pub kind: String,
    /// The name of a certainty.
    pub certainty: String,
    /// In order.
    pub rules: Vec<Rule>,
}

/// Rule that holds if each condition that it has holds.
#[derive(Debug, Serialize)]
pub struct Rule {
    /// The server, the document or the RFC that it comes from.
    pub source: String,
    /// The code is one of these.
    pub codes: Vec<u16>,
    /// The enhanced status is in one of these ranges.
    pub statuses: Vec<Statuses>,
    /// One of these phrases stands in the text.
    pub phrases: Vec<String>,
}

/// Range of enhanced statuses: one subject, and its details from the first to the last.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Statuses {
    /// The second number of a status.
    pub subject: u16,
    /// The first detail.
    pub first: u16,
    /// The last detail.
    pub last: u16,
}

/// Texts that Postal itself writes.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Postal {
    /// Texts in `output`.
    pub output: Output,
    /// The `details` of an HTTP endpoint.
    pub http: Http,
    /// Other `details`.
    pub details: Details,
}

/// Texts around a reply in `output`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all(deserialize = "kebab-case", serialize = "camelCase"))]
pub struct Output {
    /// What stands before a reply to `DATA`.
    pub refused_data: String,
    /// What is no reply.
    pub dummy_reply: String,
}

/// The status of HTTP in `details`, and its kind.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// The name of the rule, for logs.
    pub rule: String,
    /// Where it comes from.
    pub source: String,
    /// The text before the status, which begins the details.
    pub before: String,
    /// The text after the status.
    pub after: String,
    /// The first range that has the status gives the kind.
    pub statuses: Vec<HttpStatuses>,
}

/// Range of statuses of HTTP with their kind.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct HttpStatuses {
    /// The first; any that is lower, if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<i32>,
    /// The last.
    pub last: i32,
    /// The name of a kind.
    pub kind: String,
}

/// How `details` begin that Postal writes about its own decisions.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Details {
    /// The name of the rule, for logs.
    pub rule: String,
    /// Where it comes from.
    pub source: String,
    /// The first that begins the details gives the kind.
    #[serde(rename(deserialize = "text", serialize = "texts"))]
    pub texts: Vec<DetailsText>,
}

/// Beginning of `details`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all(deserialize = "kebab-case", serialize = "camelCase"))]
pub struct DetailsText {
    /// The text up to the first name or number.
    pub start: String,
    /// The name of a kind.
    pub kind: String,
    /// The file of Postal that writes it.
    pub source: String,
    /// Whether it counts only beside an `output` that has no reply.
    #[serde(default)]
    pub without_reply: bool,
}

/// Labelled reply of a mail server.
#[derive(Clone, Debug, Serialize)]
pub struct Reply {
    /// The line in its file, from 1.
    #[serde(skip)]
    pub line: usize,
    /// The names of the kinds that are right.
    pub kinds: Vec<String>,
    /// As Postal sends it.
    pub output: String,
    /// As Postal sends it.
    pub details: Option<String>,
    /// The document or the program that has the reply; empty if it was seen in the field.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The kind that the rules give, where it is none of `kinds`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
}

impl Reply {
    /// Parses a line of a file of replies.
    ///
    /// The columns are separated by tabs: the kinds, joined by `|`; the `output`, as a JSON string;
    /// the `details`, as a JSON string or `null`; the source, and the kind that the rules give
    /// where it is another one. The last two can be left out.
    ///
    /// # Errors
    ///
    /// What is wrong with the line.
    pub fn parse(line: usize, text: &str) -> Result<Self, String> {
        let mut columns = text.split('\t');
        let (Some(kinds), Some(output), Some(details)) =
            (columns.next(), columns.next(), columns.next())
        else {
            return Err("fewer than three columns".to_owned());
        };
        Ok(Self {
            line,
            kinds: kinds.split('|').map(str::to_owned).collect(),
            output: serde_json::from_str(output)
                .map_err(|e| format!("the output is no JSON string: {e}"))?,
            details: serde_json::from_str(details)
                .map_err(|e| format!("the details are no JSON string or null: {e}"))?,
            source: columns.next().unwrap_or_default().to_owned(),
            found: columns.next().map(str::to_owned),
        })
    }

    /// Parses a file of replies. Empty lines and those that begin with `#` are ignored.
    pub fn parse_all(text: &str) -> impl Iterator<Item = Result<Self, (usize, String)>> {
        let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
        let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        lines.map(|(at, line)| Self::parse(at, line).map_err(|problem| (at, problem)))
    }
}
