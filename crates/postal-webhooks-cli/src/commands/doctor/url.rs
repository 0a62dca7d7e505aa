//! Check of the URL itself: whether Postal's form takes it, and what Ruby makes of it.

use postal_webhooks::testing::postal::Target;

use super::row::Row;

/// The column `url` of Postal's tables `webhooks` and `webhook_requests`.
const LONGEST: usize = 255;

/// Checks the URL; without a target, nothing else can be checked.
pub(crate) fn check(url: &str) -> (Vec<Row>, Option<Target>) {
    let mut rows = Vec::new();
    rows.extend(by_form(url));
    let target = match url.parse::<Target>() {
        Ok(target) => target,
        Err(error) => {
            rows.push(unreadable(&error.to_string()));
            return (rows, None);
        }
    };
    if let Some(why) = refused_by_ruby(url) {
        rows.push(unreadable(why));
    }
    if user_info(url).is_some_and(|user_info| user_info.contains('%')) {
        rows.push(Row::warn(
            "user-info-encoded",
            "Postal sends the user info as it is written, percent signs included; it decodes \
                nothing",
            "Take a user name and a password without characters that have to be encoded.",
        ));
    }
    if rows.is_empty() {
        rows.push(Row::ok("url", format!("Postal's form takes {target}")));
    }
    if !target.is_tls() && !is_local(&target) {
        rows.push(Row::warn(
            "url-http",
            "by `http`, whoever is on the way reads the events, and the secret in the URL",
            "Serve the handler by `https`, and write that URL into Postal.",
        ));
    }
    (rows, Some(target))
}

/// `\Ahttps?://[a-z0-9\-._?=&/+:%@]+\z`, in either case (Postal's `app/models/webhook.rb`).
fn by_form(url: &str) -> Option<Row> {
    const REFUSED: &str = "the form refuses it: \"Url is invalid\"";
    if url.chars().count() > LONGEST {
        let what =
            format!("the URL has more than {LONGEST} characters, which Postal has no room for");
        return Some(
            Row::fail("url-too-long", what, "Give the handler a shorter path.").history(REFUSED),
        );
    }
    let lower = url.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let Some(rest) = rest.filter(|rest| !rest.is_empty()) else {
        let what = "the URL does not begin with `http://` or `https://` and a host";
        let remedy = "Write it as it stands in Postal: https://hooks.example.com/postal";
        return Some(Row::fail("url-refused-by-form", what, remedy).history(REFUSED));
    };
    let is_taken = |c: char| c.is_ascii_alphanumeric() || "-._?=&/+:%@".contains(c);
    let (at, character) = rest.char_indices().find(|(_, character)| !is_taken(*character))?;
    let at = url.len() - rest.len() + at;
    let what = format!("Postal's form does not take the character {character:?} at byte {at}");
    let remedy = match character {
        '#' => "Leave out the fragment, from `#` on: it is never sent.",
        '[' | ']' => "Give the host a name: the form takes no IPv6 address.",
        c if c.is_ascii() => "Percent-encode the character, or choose a path without it.",
        _ => "Write the host in punycode (`xn--…`), and percent-encode the path.",
    };
    Some(Row::fail("url-refused-by-form", what, remedy).history(REFUSED))
}

/// What the form takes and `URI.parse` raises over, outside of what Postal rescues.
fn refused_by_ruby(url: &str) -> Option<&'static str> {
    let mut after_percent = url.split('%').skip(1);
    let is_hex = |text: &str| text.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if !after_percent.all(is_hex) {
        return Some("a percent sign is not followed by two hexadecimal digits");
    }
    let has_second_at = user_info(url).is_some_and(|user_info| user_info.contains('@'));
    has_second_at.then_some("there is a second `@` before the path")
}

fn unreadable(why: &str) -> Row {
    let remedy = "Write the URL anew, as a browser shows it; percent-encode what is not a letter \
        or a digit.";
    Row::fail("url-unreadable", format!("Ruby cannot read the URL: {why}"), remedy)
        .history("nothing, for ever: Postal does not rescue the error")
}

fn user_info(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    authority.rsplit_once('@').map(|(user_info, _)| user_info)
}

fn is_local(target: &Target) -> bool {
    let address = target.host().parse::<std::net::IpAddr>();
    target.host().eq_ignore_ascii_case("localhost") || address.is_ok_and(|ip| ip.is_loopback())
}
