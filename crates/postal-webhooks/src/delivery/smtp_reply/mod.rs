//! The SMTP reply inside the `output` of a delivery.

use std::fmt;

use super::postal::http_status;
use super::tables::{DUMMY_REPLY, REFUSED_DATA};
use crate::MessageStatus;

/// An SMTP reply (RFC 5321, section 4.2), parsed from the `output` of a delivery.
///
/// Postal copies the reply of the receiving server into `output`: all its lines, joined with `\n`,
/// with a trailing `\n` in some versions. Since 2.3.2 it keeps the first 250 characters, so the
/// last line may stop anywhere, even inside its code. The first line, with the code, is always
/// there.
///
/// ```
/// use postal_webhooks::delivery::SmtpReply;
///
/// let reply = SmtpReply::parse("550-5.1.1 The account does not\n550 5.1.1 exist.").unwrap();
/// assert_eq!(reply.code(), 550);
/// assert_eq!(reply.enhanced().unwrap().to_string(), "5.1.1");
/// assert_eq!(reply.text(), "The account does not exist.");
/// assert!(reply.is_permanent());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SmtpReply<'a> {
    code: u16,
    enhanced: Option<EnhancedStatus>,
    /// From the code of the first line to the end of the output.
    raw: &'a str,
}

impl<'a> SmtpReply<'a> {
    /// The reply that a delivery event tells of; `None` if there is none.
    ///
    /// As [`parse`](Self::parse) finds it in `output`, but for the body of an HTTP endpoint: that
    /// is none, even where it looks like one.
    ///
    /// ```
    /// use postal_webhooks::{Event, delivery::SmtpReply, testing::example};
    ///
    /// let webhook = example("MessageDelayed", "greylisted").webhook();
    /// let Event::MessageDelayed(delivery) = &webhook.event else { panic!() };
    /// assert!(SmtpReply::of(delivery).unwrap().is_transient());
    /// ```
    #[must_use]
    pub fn of(delivery: &'a MessageStatus) -> Option<Self> {
        if http_status(delivery.details.as_deref().unwrap_or_default()).is_some() {
            return None;
        }
        Self::parse(&delivery.output)
    }

    /// Parses `output`; `None` if it does not begin with an SMTP reply.
    ///
    /// `None` is what an empty output gives, and a network error, HTML or JSON. The body of an HTTP
    /// endpoint can look like a reply (`404 page not found`): its delivery has `details` that begin
    /// with `Received a `. [`FailureKind::classify`](super::FailureKind::classify) heeds that.
    ///
    /// Where several servers refused the connection, Postal joins what they said with `, `; this is
    /// the first of them.
    #[must_use]
    pub fn parse(output: &'a str) -> Option<Self> {
        let raw = unwrap_refused_data(output);
        if raw.starts_with(DUMMY_REPLY) {
            return None;
        }
        let (code, ..) = split_line(raw.split('\n').next()?)?;
        let mut reply = Self { code, enhanced: None, raw };
        let mut lines = reply.lines();
        let agrees = |status: EnhancedStatus| u16::from(status.class) == code / 100;
        let first = EnhancedStatus::within(lines.next()?).find(|(status, _)| agrees(*status));
        // The output may be cut inside a status of a later line: one that nothing follows does not
        // count.
        let is_whole =
            |(status, rest): &(EnhancedStatus, &str)| agrees(*status) && !rest.is_empty();
        let later = || lines.find_map(|line| EnhancedStatus::within(line).find(is_whole));
        reply.enhanced = first.or_else(later).map(|(status, _)| status);
        Some(reply)
    }

    /// The reply code, 200 to 599.
    #[must_use]
    pub fn code(&self) -> u16 {
        self.code
    }

    /// The enhanced status code (RFC 3463), if its class agrees with the code: the first of the
    /// first line that has one.
    ///
    /// It stands before the text (RFC 2034) or, in the replies of many servers, within it:
    /// `553 sorry, no such host (#5.1.2)`. A class that contradicts the first digit of the code is
    /// forbidden by RFC 2034, section 4; such a status stays part of the text.
    #[must_use]
    pub fn enhanced(&self) -> Option<EnhancedStatus> {
        self.enhanced
    }

    /// The text of each line, without the code and the enhanced status that begin it.
    pub fn lines(&self) -> impl Iterator<Item = &'a str> + Clone + use<'a> {
        Lines { code: self.code, enhanced: self.enhanced, rest: Some(self.raw) }
    }

    /// The text of all lines, joined with spaces.
    #[must_use]
    pub fn text(&self) -> String {
        let lines: Vec<_> = self.lines().filter(|line| !line.is_empty()).collect();
        lines.join(" ")
    }

    /// Whether the server said "never" (5yz).
    ///
    /// Postal does not give up on all of these: it tries again after 50z, after 53z, and after any
    /// refusal of `DATA`. The event's `status` says what it did.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        self.code >= 500
    }

    /// Whether the server said "not now" (4yz).
    #[must_use]
    pub fn is_transient(&self) -> bool {
        (400..500).contains(&self.code)
    }
}

#[derive(Clone)]
struct Lines<'a> {
    code: u16,
    enhanced: Option<EnhancedStatus>,
    rest: Option<&'a str>,
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest.take()?;
        let (line, more) = match rest.split_once('\n') {
            Some((line, more)) => (line, Some(more)),
            None => (rest, None),
        };
        let (code, text) = split_line(line)?;
        if code != self.code {
            return None;
        }
        // Whether a `-` promised it or not: some servers forget it.
        self.rest = more;
        let Some(status) = self.enhanced else {
            return Some(text);
        };
        match EnhancedStatus::leading(text) {
            Some((found, text)) if found == status => Some(text),
            // The output was cut inside the status.
            _ if more.is_none() && status.to_string().starts_with(text) => Some(""),
            _ => Some(text),
        }
    }
}

/// The reply inside the message of `Net::SMTPUnknownError`, or the output itself.
fn unwrap_refused_data(output: &str) -> &str {
    output
        .strip_prefix(REFUSED_DATA)
        .and_then(|rest| rest.split_once(": "))
        // A line break before it: the code is not there, and what comes later may be cut.
        .filter(|(code, _)| !code.contains('\n'))
        .map_or(output, |(_, reply)| reply)
}

/// Code and text.
fn split_line(line: &str) -> Option<(u16, &str)> {
    let line = line.trim_end();
    let &[a @ b'2'..=b'5', b @ b'0'..=b'9', c @ b'0'..=b'9'] = line.as_bytes().first_chunk()?
    else {
        return None;
    };
    let code = [a, b, c].iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
    match &line[3..] {
        "" => Some((code, "")),
        rest => Some((code, rest.strip_prefix([' ', '-'])?.trim_start())),
    }
}

/// An enhanced mail system status code, `class.subject.detail` (RFC 3463).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EnhancedStatus {
    /// 2 for success, 4 for a transient and 5 for a permanent failure.
    pub class: u8,
    /// What the status is about, for example 1 for addresses and 7 for policy.
    pub subject: u16,
    /// The exact condition within the subject.
    pub detail: u16,
}

impl EnhancedStatus {
    /// The status that begins `text`, and what follows it.
    fn leading(text: &str) -> Option<(Self, &str)> {
        let (class, rest) = number(text)?;
        let (subject, rest) = number(rest.strip_prefix('.')?)?;
        let (detail, rest) = number(rest.strip_prefix('.')?)?;
        // `5.1.1.7` is an address, not a status.
        if rest.starts_with(|c: char| c == '.' || c.is_alphanumeric()) {
            return None;
        }
        let class = match class {
            2 => 2,
            4 => 4,
            5 => 5,
            _ => return None,
        };
        let status = Self { class, subject, detail };
        Some((status, rest.trim_start_matches([' ', ':'])))
    }

    /// Each status in `text`, and what follows it: the one that begins the text, and those inside.
    ///
    /// A status inside stands after a space, a bracket, a `#` or a `:`. Without a `#` its subject
    /// is one of RFC 3463, since version numbers look alike.
    fn within(text: &str) -> impl Iterator<Item = (Self, &str)> {
        let begins = text.match_indices(|c: char| c.is_ascii_digit());
        begins.filter_map(|(at, _)| {
            let before = text[..at].chars().next_back();
            let (status, rest) = Self::leading(&text[at..])?;
            let counts = match before {
                None | Some('#') => true,
                Some(before) => {
                    status.subject <= 7 && matches!(before, ' ' | '\t' | '(' | '[' | ':')
                }
            };
            counts.then_some((status, rest))
        })
    }
}

impl fmt::Display for EnhancedStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

/// A number of one to three digits without leading zeros, and what follows it.
fn number(text: &str) -> Option<(u16, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    if end > 3 || (end > 1 && digits.starts_with('0')) {
        return None;
    }
    Some((digits.parse().ok()?, rest))
}

#[cfg(test)]
mod tests;
