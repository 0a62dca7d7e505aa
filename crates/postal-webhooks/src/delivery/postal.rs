//! What Postal itself writes into `details`.

use super::tables::{
    DETAILS, DETAILS_RULE, DETAILS_SOURCE, DETAILS_WITHOUT_REPLY, HTTP_AFTER, HTTP_BEFORE,
    HTTP_RULE, HTTP_SOURCE, HTTP_STATUSES,
};
use super::{Classification, FailureKind};

/// The kind of `details` that Postal writes about its own decisions, if they are one of its texts.
pub(super) fn of_details(details: &str, has_reply: bool) -> Option<Classification> {
    let without_reply = if has_reply { &[] } else { DETAILS_WITHOUT_REPLY };
    let (start, kind) =
        DETAILS.iter().chain(without_reply).find(|(start, _)| details.starts_with(start))?;
    let mut why = Classification::new(*kind, DETAILS_RULE, DETAILS_SOURCE);
    why.phrase = Some(start);
    Some(why)
}

/// The status in `Received a 503 from https://…`.
pub(super) fn http_status(details: &str) -> Option<i32> {
    let (status, _) = details.strip_prefix(HTTP_BEFORE)?.split_once(HTTP_AFTER)?;
    status.parse().ok()
}

/// The kind of a status of HTTP.
pub(super) fn of_http_status(status: i32) -> Classification {
    let range = HTTP_STATUSES.iter().find(|(first, last, _)| (*first..=*last).contains(&status));
    let kind = range.map_or(FailureKind::Unknown, |(.., kind)| *kind);
    let mut why = Classification::new(kind, HTTP_RULE, HTTP_SOURCE);
    why.code = Some(status);
    why
}
