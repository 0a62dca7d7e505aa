//! Replies as the well-known servers write them and as Postal passes them on.

use proptest::prelude::*;

use super::SmtpReply;

/// Output, code, enhanced status, lines.
const REPLIES: &[(&str, u16, &str, &[&str])] = &[
    // The documented example, from Gmail.
    (
        "250 2.0.0 OK 1477944899 ly2si31746747wjb.95 - gsmtp",
        250,
        "2.0.0",
        &["OK 1477944899 ly2si31746747wjb.95 - gsmtp"],
    ),
    // Gmail, with the status on every line and the newline of older versions.
    (
        "550-5.1.1 The email account that you tried to reach does not exist. Please try\n\
         550-5.1.1 double-checking the recipient's email address for typos or\n\
         550 5.1.1 unnecessary spaces. a1si1 - gsmtp\n",
        550,
        "5.1.1",
        &[
            "The email account that you tried to reach does not exist. Please try",
            "double-checking the recipient's email address for typos or",
            "unnecessary spaces. a1si1 - gsmtp",
        ],
    ),
    // CRLF, and continuation lines without the status.
    (
        "550-5.7.1 [192.0.2.1]\r\n550-\r\n550 Rejected\r\n",
        550,
        "5.7.1",
        &["[192.0.2.1]", "", "Rejected"],
    ),
    // Exchange Online.
    (
        "550 5.4.1 Recipient address rejected: Access denied. [DB3EUR04FT011.eop-eur04.prod.protection.outlook.com]",
        550,
        "5.4.1",
        &[
            "Recipient address rejected: Access denied. [DB3EUR04FT011.eop-eur04.prod.protection.outlook.com]",
        ],
    ),
    ("550 5.7.509: Access denied", 550, "5.7.509", &["Access denied"]),
    // Postfix.
    (
        "450 4.2.0 <a@example.com>: Recipient address rejected: Greylisted",
        450,
        "4.2.0",
        &["<a@example.com>: Recipient address rejected: Greylisted"],
    ),
    // Exim.
    ("550 Unrouteable address", 550, "", &["Unrouteable address"]),
    (
        "550-Verification failed for <a@example.com>\n550-No such person\n550 Sender verify failed",
        550,
        "",
        &["Verification failed for <a@example.com>", "No such person", "Sender verify failed"],
    ),
    // qmail and chkuser, then Cisco.
    (
        "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
        553,
        "5.7.1",
        &["sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"],
    ),
    (
        "550 sorry, no mailbox here by that name (#5.1.1 - chkuser)",
        550,
        "5.1.1",
        &["sorry, no mailbox here by that name (#5.1.1 - chkuser)"],
    ),
    ("550 #5.1.0 Address rejected.", 550, "5.1.0", &["#5.1.0 Address rejected."]),
    // Sendmail.
    (
        "550 5.1.1 <a@example.com>... User unknown",
        550,
        "5.1.1",
        &["<a@example.com>... User unknown"],
    ),
    // A refusal of DATA, as Net::SMTP reports it; whole, cut, and with several lines.
    (
        "could not get 3xx (554: 554 5.5.1 Error: no valid recipients\n)",
        554,
        "5.5.1",
        &["Error: no valid recipients"],
    ),
    ("could not get 3xx (451: 451-4.7.1 Try\n451 4.7.1 la", 451, "4.7.1", &["Try", "la"]),
    // Two servers refused the connection.
    ("554-mx1.example\n554 5.7.1 No\n, 421 mx2.example", 554, "5.7.1", &["mx1.example", "No"]),
    ("421 4.3.2 Busy\n, Connection refused", 421, "4.3.2", &["Busy"]),
    // Cut: after the code, inside it, inside the status, after it.
    ("550-5.1.1 A\n550", 550, "5.1.1", &["A", ""]),
    ("550-5.1.1 A\n55", 550, "5.1.1", &["A"]),
    ("550-5.1.1 A\n550-5.1", 550, "5.1.1", &["A", ""]),
    ("550-5.1.1 A\n550 5.1.1", 550, "5.1.1", &["A", ""]),
    // The class contradicts the code; an address; no number.
    ("450 5.1.1 Later", 450, "", &["5.1.1 Later"]),
    ("554 5.1.1.7 is blocked", 554, "", &["5.1.1.7 is blocked"]),
    ("554 5.7. Odd", 554, "", &["5.7. Odd"]),
    ("554 5.7.01 Odd", 554, "", &["5.7.01 Odd"]),
    ("554 5.7.1234 Odd", 554, "", &["5.7.1234 Odd"]),
    // A status in mid-line, on a later line, and what looks like one.
    (
        "550 cuda_nsu 5.1.1 <a@example.com>... recipient not here",
        550,
        "5.1.1",
        &["cuda_nsu 5.1.1 <a@example.com>... recipient not here"],
    ),
    (
        "553 Mail from 192.0.2.1 not allowed - 5.7.1 [BL23] Connections not accepted",
        553,
        "5.7.1",
        &["Mail from 192.0.2.1 not allowed - 5.7.1 [BL23] Connections not accepted"],
    ),
    ("550-Refused.\n550 See (#5.7.1)", 550, "5.7.1", &["Refused.", "See (#5.7.1)"]),
    ("550 1.2.3.4 is v5.1.1", 550, "", &["1.2.3.4 is v5.1.1"]),
    ("550 x-5.1.1 5.9.1 5.1.1.1", 550, "", &["x-5.1.1 5.9.1 5.1.1.1"]),
    // Cut inside the status of a later line: this was 5.7.26.
    ("550-Refused.\n550 5.7.2", 550, "", &["Refused.", "5.7.2"]),
    // A line that no `-` promised.
    ("550\n550 5.1.1 User unknown", 550, "5.1.1", &["", "User unknown"]),
    // A continuation under another code is none.
    ("550-One\n551 Two", 550, "", &["One"]),
    ("354", 354, "", &[""]),
    ("599 é\u{fffd}", 599, "", &["é\u{fffd}"]),
];

#[test]
fn replies() {
    for &(output, code, enhanced, lines) in REPLIES {
        let reply = SmtpReply::parse(output).expect(output);
        assert_eq!(reply.code(), code, "{output}");
        let status = reply.enhanced().map(|status| status.to_string());
        assert_eq!(status.unwrap_or_default(), enhanced, "{output}");
        assert_eq!(reply.lines().collect::<Vec<_>>(), lines, "{output}");
        assert_eq!(reply.is_permanent(), code >= 500, "{output}");
        assert_eq!(reply.is_transient(), code / 100 == 4, "{output}");
    }
}

#[test]
fn text_joins_lines() {
    let reply = SmtpReply::parse("550-5.7.1 One\n550-\n550 5.7.1 two").unwrap();
    assert_eq!(reply.text(), "One two");
}

#[test]
fn no_replies() {
    for output in [
        "",
        "\n",
        "25",
        "250x",
        "2500 ok",
        "150 no",
        "600 no",
        "550: no",
        " 250 ok",
        "２５０ ok",
        "25é ok",
        "OK",
        "ok: 250",
        "{\"status\":250}",
        "<html><body>404</body></html>",
        "execution expired",
        "end of file reached",
        "Net::ReadTimeout with #<TCPSocket:(closed)>",
        "Connection refused - connect(2) for \"192.0.2.1\" port 25, 554 No",
        "SSL_connect returned=1 errno=0 state=error: certificate verify failed",
        "could not get 3xx (",
        "could not get 3xx (\n: 550 5.1.1 No",
        "could not get 3xx (200: 200 dummy reply code)",
        "200 dummy reply code",
    ] {
        assert_eq!(SmtpReply::parse(output), None, "{output}");
    }
}

fn cut(output: &str, characters: usize) -> String {
    output.chars().take(characters).collect()
}

proptest! {
    #[test]
    fn nothing_panics(output in "(?s:.*)|[0-9 \\-.#\r\n:é]{0,40}|[2-5][0-9]{2}[ -][2-5.#\n -]{0,20}") {
        if let Some(reply) = SmtpReply::parse(&output) {
            prop_assert!((200..600).contains(&reply.code()));
            prop_assert!(reply.lines().next().is_some());
            prop_assert!(reply.text().len() <= output.len());
        }
    }

    /// Cutting a well-formed reply anywhere after its first line keeps code and status, and keeps
    /// each line but the last, of which it keeps the beginning.
    #[test]
    fn cutting_keeps_what_came_before(
        status in prop::option::of("5\\.[0-7]\\.[0-9]{1,3}"),
        lines in prop::collection::vec("[a-zé](\\PC{0,40}[a-z.])?", 1..8),
        length in 0_usize..400,
    ) {
        let prefix = status.map(|status| status + " ").unwrap_or_default();
        let last = lines.len() - 1;
        let output: Vec<_> = lines
            .iter()
            .enumerate()
            .map(|(at, line)| format!("550{}{prefix}{line}", if at < last { '-' } else { ' ' }))
            .collect();
        let length = length.max(output[0].chars().count());
        let output = output.join("\n");
        let part = cut(&output, length);

        let whole = SmtpReply::parse(&output).unwrap();
        let part = SmtpReply::parse(&part).unwrap();
        prop_assert_eq!(part.code(), whole.code());
        prop_assert_eq!(part.enhanced(), whole.enhanced());
        let (whole, part): (Vec<_>, Vec<_>) = (whole.lines().collect(), part.lines().collect());
        prop_assert!(part.len() <= whole.len());
        let (tail, head) = part.split_last().unwrap();
        prop_assert_eq!(head, &whole[..head.len()]);
        prop_assert!(whole[head.len()].starts_with(tail));
    }
}
