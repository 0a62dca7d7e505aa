//! What no request shows: what stands in Postal's database, and how its worker sees the world.

use anyhow::Result;
use serde_json::json;

use super::row::Row;
use crate::output::Output;

/// Questions to Postal's main database, by its `db/schema.rb`, and to one of a mail server.
const QUESTIONS: [(&str, &str); 4] = [
    (
        "Is the webhook enabled, is the event ticked, and is it that of this mail server?",
        "SELECT s.permalink AS server, w.id, w.url, w.enabled, w.all_events, w.last_used_at, \
         (SELECT GROUP_CONCAT(event) FROM webhook_events WHERE webhook_id = w.id) AS events \
         FROM webhooks w JOIN servers s ON s.id = w.server_id ORDER BY w.id;",
    ),
    (
        "Which events wait, and for what?",
        "SELECT id, server_id, event, attempts, retry_after, error, created_at \
         FROM webhook_requests WHERE locked_at IS NULL ORDER BY id;",
    ),
    (
        "Which events are locked, and so never sent again?",
        "SELECT id, server_id, url, event, attempts, locked_by, locked_at \
         FROM webhook_requests WHERE locked_at < UTC_TIMESTAMP() - INTERVAL 1 MINUTE ORDER BY id;",
    ),
    (
        "What did the handler answer? In the database of the mail server, `postal-server-<id>`:",
        "SELECT FROM_UNIXTIME(timestamp) AS at, event, attempt, status_code, will_retry, uuid \
         FROM webhook_requests ORDER BY id DESC LIMIT 20;",
    ),
];

/// Once the cause is mended, locked events are sent by this.
const UNLOCK: &str = "UPDATE webhook_requests SET locked_by = NULL, locked_at = NULL \
    WHERE locked_at < UTC_TIMESTAMP() - INTERVAL 1 MINUTE;";

/// Where Postal's installer puts it.
const ON_THE_MACHINE: [&str; 4] = [
    "cd /opt/postal/install",
    "docker compose cp postal-webhooks worker:/tmp/postal-webhooks",
    "docker compose exec worker /tmp/postal-webhooks doctor URL",
    "docker compose exec worker env | grep -i _proxy",
];

/// What remains to be looked at.
pub(crate) fn row() -> Row {
    Row::skipped(
        "postal-not-seen",
        "from here nobody sees whether the webhook is enabled, the event ticked, or events are \
            locked, nor the name servers, CA store and proxy of Postal's worker; `postal-webhooks \
            doctor --postal-sql` prints how to look",
    )
}

/// Prints the SQL, and how to run doctor where Postal's worker runs.
pub(crate) fn print(output: &mut Output) -> Result<()> {
    for (question, sql) in QUESTIONS {
        output.result(
            &json!({"question": question, "sql": sql}),
            &format!("-- {question}\n{sql}\n"),
        )?;
    }
    let question = "Once the cause is mended, this lets Postal send what is locked:";
    output.result(
        &json!({"question": question, "sql": UNLOCK}),
        &format!("-- {question}\n-- {UNLOCK}\n"),
    )?;
    let question = "With the name servers, the CA store and the proxy of Postal's worker (which \
        obeys `http_proxy`, as doctor does not):";
    let commands = ON_THE_MACHINE.join("\n");
    output.result(
        &json!({"question": question, "commands": ON_THE_MACHINE}),
        &format!("# {question}\n{commands}"),
    )?;
    output.finish()
}
