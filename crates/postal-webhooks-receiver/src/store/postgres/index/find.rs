//! Searches: how long one takes depends little on how often a text comes, which the planner of the
//! server cannot know.

use std::fmt::Write as _;

use tokio_postgres::Row;

use super::super::PostgresReader;
use super::super::inspect::{Values, parameters};
use super::super::read::integer;
use crate::postgres::escape;
use crate::store::StoreError;
use crate::store::index::{Find, Matching};

/// So many of the newest events are looked at one by one.
const NEWEST: usize = 10_000;

const TEXTS: [&str; 5] = ["recipient", "subject", "message_id", "tag", "about"];

/// Looks at the newest events one by one, which is enough for what comes often. What is rare among
/// them is taken from the rest as a whole, by the best index, and sorted: with a limit the planner
/// would hope to meet it soon, and may walk over all events.
pub(super) async fn find(
    reader: &PostgresReader,
    find: &Find,
    matching: Matching,
) -> Result<Vec<i64>, StoreError> {
    let mut conditions = Conditions::of(find, matching);
    let looked_at = integer(if conditions.others.is_empty() { find.limit } else { NEWEST });
    let sql = conditions.among_newest(looked_at);
    let mut rows = reader
        .rows(&sql, &parameters(&conditions.values), |row| {
            Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))
        })
        .await?;
    let (mut seqs, count, first): (Vec<i64>, i64, Option<i64>) = rows.pop().unwrap_or_default();
    let Some(first) = first.filter(|_| count >= looked_at && seqs.len() < find.limit) else {
        return Ok(seqs);
    };
    conditions.values[0] = Box::new(first.saturating_sub(1));
    conditions.values[1] = Box::new(integer(find.limit - seqs.len()));
    let sql = conditions.among_all();
    let read = |row: &Row| row.try_get::<_, i64>(0);
    seqs.extend(reader.rows(&sql, &parameters(&conditions.values), read).await?);
    Ok(seqs)
}

/// The conditions of a search, and the values of its parameters.
struct Conditions {
    /// Those of an index in the order of sequences.
    ordered: String,
    /// Those of times and texts.
    others: String,
    /// The first two are the last sequence and the limit.
    values: Values,
}

impl Conditions {
    fn of(find: &Find, matching: Matching) -> Self {
        let Find { until, source, event, received, text, limit } = find;
        let (mut ordered, mut others) = ("seq <= $1".to_owned(), String::new());
        let mut values: Values = vec![Box::new(*until), Box::new(integer(*limit))];
        for (column, name) in [("source", source), ("event", event)] {
            if let Some(name) = name {
                values.push(Box::new(escape(name).into_owned()));
                let _ = write!(ordered, " AND {column} = ${}", values.len());
            }
        }
        let since = (received.start > i64::MIN).then_some((">=", received.start));
        let before = (received.end < i64::MAX).then_some(("<", received.end));
        for (operator, time) in since.into_iter().chain(before) {
            values.push(Box::new(time));
            let _ = write!(others, " AND received_at {operator} ${}", values.len());
        }
        if !text.is_empty() {
            values.push(Box::new(pattern(text, matching)));
            let like = |column| format!("{column} LIKE ${}", values.len());
            let _ = write!(others, " AND ({})", TEXTS.map(like).join(" OR "));
        }
        Self { ordered, others, values }
    }

    /// Finds among so many of the newest, which an index gives in their order. Says how many these
    /// were, and which was the first of them.
    fn among_newest(&self, looked_at: i64) -> String {
        let Self { ordered, others, values: _ } = self;
        format!(
            "WITH newest AS MATERIALIZED (SELECT * FROM entry WHERE {ordered} \
             ORDER BY seq DESC LIMIT {looked_at}) \
             SELECT ARRAY(SELECT seq FROM newest WHERE true{others} ORDER BY seq DESC LIMIT $2), \
             count(*), min(seq) FROM newest"
        )
    }

    /// Finds among all.
    fn among_all(&self) -> String {
        let Self { ordered, others, values: _ } = self;
        format!(
            "WITH found AS MATERIALIZED (SELECT seq FROM entry WHERE {ordered}{others}) \
             SELECT seq FROM found ORDER BY seq DESC LIMIT $2"
        )
    }
}

/// The pattern of a text, in which no character of it has a meaning.
fn pattern(text: &str, matching: Matching) -> String {
    let anything = if matching == Matching::Anywhere { "%" } else { "" };
    let mut pattern = anything.to_owned();
    for c in escape(text).chars() {
        if matches!(c, '\\' | '%' | '_') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
