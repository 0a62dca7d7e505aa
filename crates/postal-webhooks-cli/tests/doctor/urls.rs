//! The URL itself, names and addresses, wrong use, and what must not be printed.

use crate::diagnosis::{Expected, doctor};
use crate::server::{answer, http};

#[test]
fn urls_that_postal_does_not_take() {
    let refused = "the form refuses it";
    let locks = "nothing, for ever";
    let long = format!("postal/{}", "a".repeat(300));
    let table = [
        ("postal#part", "url-refused-by-form", refused, "Leave out the fragment"),
        ("~user/postal", "url-refused-by-form", refused, "Percent-encode"),
        ("postäl", "url-refused-by-form", refused, "punycode"),
        (&long, "url-too-long", refused, "shorter path"),
        // The form takes them, and Ruby does not.
        ("postal/%zz", "url-unreadable", locks, "Write the URL anew"),
        ("postal/%", "url-unreadable", locks, "Write the URL anew"),
    ];
    for (path, code, history, remedy) in table {
        let url = http(|_, _| answer(401, "", "")).replace("postal", path);
        doctor(&[&url]).shows(1, &Expected { verdict: "fail", code, history, remedy });
    }
    for (url, code, history) in [
        ("ftp://hooks.example.com/", "url-refused-by-form", refused),
        ("http://", "url-refused-by-form", refused),
        ("http://[::1]:9/", "url-refused-by-form", refused),
        ("http://127.0.0.1:port/", "url-unreadable", locks),
        ("http://a@b@127.0.0.1:9/", "url-unreadable", locks),
    ] {
        doctor(&[url]).shows(1, &Expected { verdict: "fail", code, history, remedy: "" });
    }
}

#[test]
fn names_and_addresses() {
    let warn = |code, history, remedy| Expected { verdict: "warn", code, history, remedy };
    let unknown = doctor(&["http://no-such-host.invalid/"]);
    let history = "-2";
    let remedy = "Make an A record";
    unknown.shows(1, &Expected { verdict: "fail", code: "dns-unknown", history, remedy });
    unknown.shows(1, &warn("url-http", "", "by `https`"));
    let v6 = doctor(&["http://[::1]:9/"]);
    v6.shows(1, &warn("ipv6-only", "nothing, for ever", "an A record too"));
    v6.shows(1, &warn("address-refused-by-postal", "", "allowed_request_destinations"));
}

#[test]
fn secrets_and_controls_are_not_printed() {
    for location in ["https://other:hidden@a.example/x", "https://other:hidden@a/\x1b", "/\x1b[31m"]
    {
        redirected(location);
    }
}

fn redirected(location: &str) {
    let header = format!("Location: {location}?token=s3cret\r\n");
    let url = http(move |_, _| answer(302, &header, ""));
    let url = url.replace("//", "//user:pass%40word@").replace("postal", "postal?key=abc");
    let diagnosis = doctor(&[&url]);
    let remedy = "Take a user name and a password";
    let code = "user-info-encoded";
    diagnosis.shows(1, &Expected { verdict: "warn", code, history: "", remedy });
    for secret in ["pass%40word", "hidden", "s3cret", "\x1b"] {
        assert!(!diagnosis.text.contains(secret), "{secret}: {}", diagnosis.text);
        assert!(!format!("{:?}", diagnosis.rows).contains(secret), "{secret}");
    }
}

#[test]
fn wrong_use() {
    for (arguments, words) in [
        (&["hooks.example.com/postal"][..], "begins with `https://`"),
        (&["u:secret@hooks.example.com"], "begins with `https://`"),
        (&[], "required"),
        (&["env:NO_SUCH_VARIABLE"], "there is no variable"),
        (&["--large", "env:NO_SUCH_VARIABLE"], "for the URL of a webhook"),
        (&["--replay", "/no/such/file", "http://[::1]:9/", "--postal-sql"], "--postal-sql"),
    ] {
        let diagnosis = doctor(arguments);
        assert_eq!(diagnosis.code, Some(2), "{arguments:?}: {diagnosis:?}");
        assert!(diagnosis.err.contains(words), "{arguments:?}: {}", diagnosis.err);
        assert!(!diagnosis.err.contains("secret"), "{}", diagnosis.err);
    }
}

#[test]
fn how_to_look_into_postal() {
    let diagnosis = doctor(&["--postal-sql"]);
    assert_eq!(diagnosis.code, Some(0));
    let sql: Vec<_> = diagnosis.rows.iter().filter_map(|row| row["sql"].as_str()).collect();
    assert_eq!((sql.len(), diagnosis.rows.len()), (5, 6));
    for sql in sql {
        assert!(diagnosis.text.contains(sql), "{sql}");
    }
    assert!(diagnosis.text.contains("docker compose exec worker"));
    let code = "postal-not-seen";
    let url = http(|_, _| answer(401, "", ""));
    doctor(&[&url]).shows(0, &Expected { verdict: "skipped", code, history: "", remedy: "" });
}
