//! Facts of `request.toml` in prose: what stands for `{{deadline-seconds}}` and the like.

use std::collections::BTreeMap;

use super::text::characters;
use super::violation::{At, Lint};
use crate::model::{Fact, Piece, Request};

/// The texts of the facts by name, and the names of the headers.
pub(super) struct Facts {
    texts: BTreeMap<String, String>,
    headers: Vec<String>,
}

impl Facts {
    /// The figures of all facts, the versions since which they are true, and the names of headers.
    pub(super) fn new(request: &Request) -> Self {
        let Request {
            deadline_seconds,
            delivered_statuses,
            retry_minutes,
            body_kilobytes,
            response_kilobytes,
            response_days,
            key_set_path,
            follows_redirects,
            obeys_retry_after,
            refuses_private_addresses,
            headers,
        } = request;
        let mut facts = Self { texts: BTreeMap::new(), headers: Vec::new() };
        facts.put("deadline-seconds", deadline_seconds, |n| count(*n, "second"));
        facts.put("delivered-statuses", delivered_statuses, |(from, to)| format!("{from} to {to}"));
        facts.put("retry-minutes", retry_minutes, |minutes| {
            let (last, others) = minutes.split_last().map_or((0, &[][..]), |(l, o)| (*l, o));
            let others: Vec<String> = others.iter().map(u64::to_string).collect();
            let and = if others.is_empty() { "" } else { " and " };
            format!("{}{and}{}", others.join(", "), count(last, "minute"))
        });
        facts.put("body-kilobytes", body_kilobytes, |n| format!("{n} KB"));
        facts.put("response-kilobytes", response_kilobytes, |n| format!("{n} KB"));
        facts.put("response-days", response_days, |n| count(*n, "day"));
        facts.put("key-set-path", key_set_path, Clone::clone);
        for (name, fact) in [
            ("follows-redirects", follows_redirects),
            ("obeys-retry-after", obeys_retry_after),
            ("refuses-private-addresses", refuses_private_addresses),
        ] {
            facts.put(name, fact, |_| fact.description.clone());
        }
        let minutes = &retry_minutes.value;
        let derived = [
            ("retry-count", minutes.len().to_string()),
            ("attempts", (minutes.len() + 1).to_string()),
            ("gives-up-after", count(minutes.iter().sum(), "minute")),
        ];
        facts.texts.extend(derived.map(|(name, text)| (name.to_owned(), text)));
        for header in headers {
            facts.put_since(&header.name, header.since.as_deref());
            facts.headers.extend(
                [Some(&header.name), header.on_wire.as_ref()].into_iter().flatten().cloned(),
            );
        }
        facts
    }

    fn put<T>(&mut self, name: &str, fact: &Fact<T>, text: impl FnOnce(&T) -> String) {
        self.texts.insert(name.to_owned(), text(&fact.value));
        self.put_since(name, fact.since.as_deref());
    }

    fn put_since(&mut self, name: &str, since: Option<&str>) {
        self.texts.extend(since.map(|since| (format!("since {name}"), since.to_owned())));
    }

    /// A text with the facts in place of their names.
    pub(super) fn text(&self, at: &At<'_>, text: &str, lint: &mut Lint) -> String {
        let pieces = self.pieces::<()>(at, text, &[], lint);
        let texts = pieces.into_iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(text),
            Piece::Part(()) => None,
        });
        texts.collect()
    }

    /// The same for a page that has parts of its own.
    pub(super) fn pieces<P: Copy>(
        &self,
        at: &At<'_>,
        text: &str,
        parts: &[(&str, P)],
        lint: &mut Lint,
    ) -> Vec<Piece<P>> {
        characters(at, text, true, lint);
        self.check_figures(at, text, lint);
        self.check_headers(at, text, lint);
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            plain.push_str(before);
            let Some((name, after)) = after.split_once("}}") else {
                lint.violation(at, "fact", "`{{` has no `}}`", "close it, or leave it out");
                return pieces;
            };
            rest = after;
            if let Some((_, part)) = parts.iter().find(|(known, _)| *known == name) {
                pieces.extend([Piece::Text(std::mem::take(&mut plain)), Piece::Part(*part)]);
            } else if let Some(fact) = self.texts.get(name) {
                plain.push_str(fact);
            } else {
                let parts = parts.iter().map(|(name, _)| *name);
                let known: Vec<&str> = self.texts.keys().map(String::as_str).chain(parts).collect();
                lint.violation(
                    at,
                    "fact",
                    format!("`{{{{{name}}}}}` is no fact of schema/request.toml, and no part of this page"),
                    format!("write one of these names: {}", known.join(", ")),
                );
            }
        }
        plain.push_str(rest);
        pieces.push(Piece::Text(plain));
        pieces
    }

    /// Refuses figures that are written out: they would stay when the fact changes.
    fn check_figures(&self, at: &At<'_>, text: &str, lint: &mut Lint) {
        let figures = self.texts.iter().filter(|(_, figure)| {
            figure.contains(' ') && figure.starts_with(|c: char| c.is_ascii_digit())
        });
        for (name, figure) in figures {
            let mut found = text.match_indices(figure.as_str());
            if found.any(|(at, _)| !text[..at].ends_with(|c: char| c.is_ascii_digit())) {
                lint.violation(
                    at,
                    "fact",
                    format!("`{figure}` is a fact of schema/request.toml"),
                    format!(
                        "write `{{{{{name}}}}}`, or say it in other words if it is another fact"
                    ),
                );
            }
        }
    }

    /// Refuses the names of headers of Postal that `request.toml` does not have.
    fn check_headers(&self, at: &At<'_>, text: &str, lint: &mut Lint) {
        for (start, _) in text.match_indices("X-Postal-") {
            let name = text[start..].split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
            let name = name.into_iter().next().unwrap_or_default();
            if !self.headers.iter().any(|known| known == name) {
                lint.violation(
                    at,
                    "fact",
                    format!("`{name}` is no header of schema/request.toml"),
                    format!("write one of these names: {}", self.headers.join(", ")),
                );
            }
        }
    }
}

fn count(n: u64, unit: &str) -> String {
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}
