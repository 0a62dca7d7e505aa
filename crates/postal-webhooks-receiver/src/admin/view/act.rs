//! Changes: each is shown first with what it would touch, and made by a form that was made here.

use std::time::Duration;

use http::Request;
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use maud::{Markup, html};
use sha2::{Digest as _, Sha256};

use super::page::{Look, Tab, show};
use super::text::{counted, number, short};
use super::{Page, Problem, see_other};
use crate::error::Error;
use crate::operate::{Action, Selection, hex};

/// Where a change is shown, and where it is made.
pub(super) const ASK: &str = "/ask";
pub(in crate::admin) const ACT: &str = "/act";

/// How long a form may be used.
const LASTS: i64 = 3600;
/// The longest body of a form, and how long it may take.
const LONGEST: usize = 16 << 10;
const PATIENCE: Duration = Duration::from_secs(5);

const STALE: Problem = Problem::Forbidden(
    "This form is too old, was changed, or is of a receiver that was started anew since: \
     nothing was done. Open the page again.",
);
const NO_TOKEN: Problem =
    Problem::Forbidden("This form has no token, so it was not made here: nothing was done.");
const FOR_ALL: Problem = Problem::Forbidden("The password of a viewer changes nothing.");

/// What forms are marked with, so that no other page can make one.
pub(super) struct Forms {
    secret: [u8; 32],
}

impl Forms {
    pub(super) fn new() -> Result<Self, Error> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(std::io::Error::other)?;
        Ok(Self { secret })
    }

    /// A token for this change at this time, in seconds since 1970.
    fn token(&self, change: &str, at: i64) -> String {
        // The outer digest keeps what is appended from being one of this secret.
        let inner = Sha256::new().chain_update(self.secret).chain_update(change).finalize();
        let outer = Sha256::new()
            .chain_update(self.secret)
            .chain_update(at.to_be_bytes())
            .chain_update(inner)
            .finalize();
        format!("{at}.{}", hex(&outer))
    }

    fn is_good(&self, change: &str, token: &str, now: i64) -> bool {
        let at = token.split('.').next().and_then(|at| at.parse().ok());
        at.is_some_and(|at: i64| {
            // Compared by digests, so that the time that it takes tells nothing.
            let digest = |text: &str| Sha256::digest(text);
            (at..at.saturating_add(LASTS)).contains(&now)
                && digest(&self.token(change, at)) == digest(token)
        })
    }
}

/// A button that asks for a change.
pub(super) fn button(word: &str, sink: &str, seq: Option<i64>, label: &str) -> Markup {
    // A page has several with the same label.
    let name = seq.map_or_else(|| format!("{label}: {sink}"), |seq| format!("{label} event {seq}"));
    html! {
        form method="get" action=(ASK) {
            input type="hidden" name="do" value=(word);
            input type="hidden" name="sink" value=(sink);
            @if let Some(seq) = seq { input type="hidden" name="seq" value=(seq); }
            button type="submit" aria-label=(name) { (label) }
        }
    }
}

/// Asks for one event to be sent once more.
pub(super) fn send_again(look: &Look, sinks: &[(String, i64)], seq: i64) -> Markup {
    html! {
        @if look.may() {
            form.inline method="get" action=(ASK) {
                input type="hidden" name="do" value="replay";
                input type="hidden" name="from" value=(seq);
                input type="hidden" name="until" value=(seq);
                label { "Send again to " select name="sink" {
                    @for (sink, _) in sinks { option value=(sink) { (sink) } }
                } }
                button type="submit" { "See what that is" }
            }
        }
    }
}

/// Asks for a body in quarantine to be made an event.
pub(super) fn release(digest: &str) -> Markup {
    html! {
        form.inline method="get" action=(ASK) {
            input type="hidden" name="do" value="release";
            input type="hidden" name="digest" value=(digest);
            button type="submit" { "Release as an event" }
        }
    }
}

/// The change that is asked for.
fn action(query: &str) -> Result<Action, Problem> {
    let mut word = String::new();
    let (mut sink, mut seq, mut digest) = (String::new(), None, String::new());
    let mut select = Selection::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let number =
            || value.parse::<i64>().map_err(|_| Problem::Bad("A number of an event is a number."));
        match &*name {
            "do" => word = value.into_owned(),
            "sink" => sink = value.into_owned(),
            "digest" => digest = value.into_owned(),
            "seq" => seq = Some(number()?),
            "from" => select.from = Some(number()?),
            "until" => select.until = Some(number()?),
            "event" if !value.is_empty() => select.events.push(value.into_owned()),
            "source" if !value.is_empty() => select.sources.push(value.into_owned()),
            _ => {}
        }
    }
    Ok(match &*word {
        "pause" => Action::Pause { sink },
        "resume" => Action::Resume { sink },
        "retry" => Action::Retry { sink, seq },
        "drop" => Action::Drop { sink, seq },
        "replay" => Action::Replay { sink, select },
        "release" => Action::Release { digest },
        _ => return Err(Problem::Bad("There is no such change.")),
    })
}

/// What a change does, and what it is called on the button.
fn words(action: &Action, count: u64) -> (Markup, &'static str) {
    let dead = counted(count, "dead letter");
    let are = if count == 1 { "is" } else { "are" };
    match action {
        Action::Pause { sink } => (
            html! { "Sink " b { (short(sink)) } " is offered nothing more until it is resumed. What arrives is stored, and waits." },
            "Pause",
        ),
        Action::Resume { sink } => {
            (html! { "Sink " b { (short(sink)) } " goes on with what waits." }, "Resume")
        }
        Action::Retry { sink, .. } => (
            html! { b { (dead) } " of sink " b { (short(sink)) } " " (are) " tried again now." },
            "Retry",
        ),
        Action::Drop { sink, .. } => (
            html! { b { (dead) } " of sink " b { (short(sink)) } " " (are) " forgotten: the sink never gets them. The events stay in the store for as long as others." },
            "Drop",
        ),
        Action::Replay { sink, .. } => (
            html! { b { (counted(count, "event")) } " " (are) " offered to sink " b { (short(sink)) } " once more, with an idempotency key that ends in " code { "/replay-" } " and a number. What the sink has not come to is not among them: it comes anyway." },
            "Send again",
        ),
        Action::Release { .. } => (
            html! { b { "1 body" } " becomes an event, and goes to each sink. It counts as received now." },
            "Release",
        ),
        Action::Prune { .. } => (Markup::default(), "Prune"),
    }
}

/// Where to go after a change.
fn back(action: &Action) -> String {
    match action {
        Action::Pause { sink }
        | Action::Resume { sink }
        | Action::Retry { sink, .. }
        | Action::Drop { sink, .. }
        | Action::Replay { sink, .. } => format!("/sinks/{sink}"),
        _ => "/quarantine".to_owned(),
    }
}

/// Shows what a change would touch, with the form that makes it.
pub(super) async fn ask(look: &Look, query: &str) -> Page {
    if !look.may() {
        return Err(FOR_ALL);
    }
    shown(look, &action(query)?, None).await
}

async fn shown(look: &Look, action: &Action, before: Option<u64>) -> Page {
    let count = look.inner().operator().act(action, true).await?.count;
    let change = change(action, count)?;
    let token = look.admin.view.forms.token(&change, look.now / 1_000_000);
    let (text, label) = words(action, count);
    let markup = html! {
        @if let Some(before) = before {
            p.note role="alert" { "Nothing was done: it would touch " (number(count)) " now, and not " (number(before)) " as it was shown." }
        }
        p { (text) }
        @if count == 0 { p.note { "There is nothing to do." } }
        div.actions {
            @if count > 0 {
                form method="post" action=(ACT) {
                    input type="hidden" name="change" value=(change);
                    input type="hidden" name="token" value=(token);
                    button.act.bad[matches!(action, Action::Drop { .. })] type="submit" { (label) }
                }
            }
            a href=(back(action)) { "Cancel" }
        }
    };
    Ok(show(look, Tab::None, &format!("{label}?"), &markup).await)
}

/// A change with what it touches, as the form has it.
fn change(action: &Action, count: u64) -> Result<String, Problem> {
    serde_json::to_string(&(action, count)).map_err(|_| Problem::Bad("It cannot be shown."))
}

/// Makes a change that was shown.
pub(super) async fn act(look: &Look, request: Request<Incoming>) -> Page {
    if !look.may() {
        return Err(FOR_ALL);
    }
    let read = Limited::new(request.into_body(), LONGEST).collect();
    let read = tokio::time::timeout(PATIENCE, read).await;
    let Ok(Ok(body)) = read else {
        return Err(Problem::Bad("The form is too long or too slow: nothing was done."));
    };
    let body = body.to_bytes();
    let field = |wanted: &str| {
        let mut fields = form_urlencoded::parse(&body);
        fields.find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
    };
    let (change, token) = (field("change").ok_or(STALE)?, field("token").ok_or(NO_TOKEN)?);
    if !look.admin.view.forms.is_good(&change, &token, look.now / 1_000_000) {
        return Err(STALE);
    }
    let (action, count): (Action, u64) = serde_json::from_str(&change).map_err(|_| STALE)?;
    let operator = look.inner().operator();
    let now = operator.act(&action, true).await?.count;
    if now != count {
        return shown(look, &action, Some(count)).await;
    }
    let done = operator.act(&action, false).await?.count;
    look.inner().sinks_changed();
    tracing::info!(code = "changed", change = words(&action, 0).1, count = done);
    Ok(see_other(&format!("{}?done={done}", back(&action))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_for_one_change_and_an_hour() {
        let forms = Forms::new().unwrap();
        let token = forms.token("a", 1000);
        assert!(forms.is_good("a", &token, 1000));
        assert!(forms.is_good("a", &token, 4599));
        assert!(!forms.is_good("a", &token, 4600));
        assert!(!forms.is_good("a", &token, 999));
        assert!(!forms.is_good("b", &token, 1000));
        assert!(!forms.is_good("a", "", 1000));
        assert!(!forms.is_good("a", &token.replacen("1000", "1001", 1), 1001));
        assert!(!Forms::new().unwrap().is_good("a", &token, 1000));
    }
}
