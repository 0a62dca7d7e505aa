//! Tests of the DKIM record, however it is written.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use postal_webhooks::KeySet;

use crate::common::{OTHER_POSTAL, POSTAL};
use crate::{base64, check, pkcs1_der};

#[test]
fn a_dkim_record_is_read_however_it_is_written() {
    let (record, key) = (POSTAL.dkim_record().to_owned(), base64());
    let (start, end) = record.split_at(200);
    let cases = [
        ("as printed", record.clone()),
        ("with a line break", format!("{record}\n")),
        ("without the last semicolon", record.trim_end_matches(';').into()),
        ("quoted", format!("\"{record}\"")),
        ("in quoted chunks, as dig writes it", format!("\"{start}\" \"{end}\"")),
        ("in quoted chunks without a space", format!("\"{start}\"\"{end}\"")),
        ("after a host name", format!("postal-abc._domainkey.rp.example.com {record}")),
        ("after a host name and a colon", format!("postal-abc._domainkey: {record}")),
        (
            "a line of a zone file",
            format!("postal._domainkey.rp 3600 IN TXT \"{start}\" \"{end}\""),
        ),
        (
            "lines of a zone file",
            format!(
                "postal._domainkey.rp.example.com.\tIN\tTXT\t( \"{start}\"\n\t\"{end}\" ) ; key"
            ),
        ),
        ("with escaped semicolons", format!("\"{}\"", record.replace(';', "\\;"))),
        ("with escaped semicolons, bare", record.replace(';', "\\;")),
        ("with other tags", format!("v=DKIM1; k=rsa; n=a note; p={key}")),
        ("without spaces", record.replace("; ", ";")),
        ("with more spaces", format!(" v = DKIM1 ;\r\n\t p = {} {} ; ", &key[..64], &key[64..])),
        ("without a version", format!("p={key}")),
        (
            "with a PKCS#1 key, as RFC 6376 words it",
            format!("v=DKIM1; p={}", STANDARD.encode(pkcs1_der())),
        ),
    ];
    for (case, text) in cases {
        check(KeySet::from_dkim_record(&text), Ok(&[POSTAL.kid()]), case);
    }
}

/// Lines of a log or a terminal before and after it.
#[test]
fn a_dkim_record_is_found_in_a_log() {
    let record = POSTAL.dkim_record().trim();
    let bare = record.trim_end_matches(';');
    let (start, end) = record.split_at(200);
    let key = base64();
    let (first, others) = key.split_at(76);
    let folded = format!("v=DKIM1; t=s; h=sha256; p={first}\n{}\n{}", &others[..76], &others[76..]);
    let cases = [
        ("after a log with quotes", format!("INFO loading \"postal.yml\"\nWARN \"x\n{record}\n")),
        (
            "between lines that end and begin with quotes",
            format!("INFO loading \"postal.yml\"\n{record}\n\"done\" in \"5 s\"\n"),
        ),
        ("after a log with one quote", format!("can't read 5\" disk\n{record}")),
        ("in a log line", format!("[info] msg=\"the record is {record}\" level=info")),
        ("in a JSON log", format!("{{\"msg\":\"record: {record}\",\"n\":1}}")),
        ("in a JSON log, a string alone", format!("{{\"msg\":\"{record}\",\"n\":1}}")),
        ("before other lines", format!("{record}\n$ exit\nConnection closed.\n")),
        ("before other lines, no semicolon", format!("{bare}\nDone\n")),
        ("before a line that could be base64", format!("{bare}\nAAAA\n")),
        ("before CR and other lines", format!("{bare}\r\rDone\r")),
        ("folded, before other lines", format!("{folded}\nDone in 5 s; a=b\n")),
        ("folded, with the key alone", format!("v=DKIM1;\n p=\n{key}\n\nbye")),
        ("after a mention of it", format!("looking for v=DKIM1; wait …\n{record}\n")),
        ("twice", format!("{record}\n{record}\n")),
        ("twice, in other forms", format!("\"{start}\" \"{end}\"\n{bare}")),
    ];
    for (case, text) in cases {
        check(KeySet::from_dkim_record(&text), Ok(&[POSTAL.kid()]), case);
    }
}

#[test]
fn a_dkim_record_is_found_in_what_tools_print() {
    let record = POSTAL.dkim_record().trim();
    let (start, end) = record.split_at(200);
    let dig = format!(
        "\n; <<>> DiG 9.18.24 <<>> TXT postal._domainkey.rp.example.com\n;; global options: +cmd\n\
         ;; ANSWER SECTION:\npostal._domainkey.rp.example.com. 300 IN TXT \"{start}\" \"{end}\"\n\n\
         ;; Query time: 12 msec\n;; SERVER: 127.0.0.53#53(127.0.0.53) (UDP)\n"
    );
    let cases = [
        ("dig", dig),
        ("dig +short", format!("\"{start}\" \"{end}\"\n")),
        (
            "nslookup",
            format!(
                "postal._domainkey\ttext =\n\n\t\"{start}\"\n\t\"{end}\"\n\nAuthoritative answers can be found from:\n"
            ),
        ),
        ("host", format!("postal._domainkey descriptive text \"{start}\" \"{end}\"\n")),
        (
            "dig of several records",
            format!("\"v=spf1 mx -all\"\n\"{start}\" \"{end}\"\n\"v=DMARC1; p=none\"\n"),
        ),
        (
            "a zone file",
            format!(
                "$TTL 300\n@ IN TXT \"v=spf1 -all\"\npostal._domainkey IN TXT ( \"{start}\" ; one\n  \"{end}\" ) ; two \"\nwww IN A 127.0.0.1\n"
            ),
        ),
    ];
    for (case, text) in cases {
        check(KeySet::from_dkim_record(&text), Ok(&[POSTAL.kid()]), case);
    }
}

#[test]
fn a_dkim_record_is_found_in_what_panels_and_variables_have() {
    let record = POSTAL.dkim_record().trim();
    let (start, end) = record.split_at(200);
    let key = base64();
    let route_53 = format!(
        "{{\"Name\": \"postal._domainkey.\", \"ResourceRecords\": [{{\"Value\": \
         \"\\\"{start}\\\" \\\"{end}\\\"\"}}], \"Type\": \"TXT\"}}"
    );
    let cases = [
        ("Route 53, joined", format!("\"{start}\\\"\\\"{end}\"")),
        ("Route 53, joined, with a space", format!("\"{start}\\\" \\\"{end}\"")),
        ("Route 53, as JSON", route_53),
        ("joined by hand", format!("{start}\" \"{end}")),
        ("joined by hand, at its end", format!("{start}\"\"{end}\"")),
        ("in single quotes", format!("record: '{record}' # Postal\n")),
        ("in backticks", format!("Set it to `{record}`, please.")),
        ("in typographic quotes", format!("It is “{record}”; that is all")),
        ("a row of a panel", format!("postal._domainkey\tTXT\t{record}\tAuto\tDNS only")),
        ("after a byte order mark", format!("\u{feff}{record}")),
        ("after one, without a version", format!("\u{feff}p={key}")),
        ("in lower case", record.replace("v=DKIM1", "V = dkim1")),
        ("in a variable, with a written line break", format!("\"{record}\\n\"")),
        ("the same, without quotes", format!("{record}\\n")),
        ("with doubly escaped semicolons", record.replace(';', r"\\;")),
    ];
    for (case, text) in cases {
        check(KeySet::from_dkim_record(&text), Ok(&[POSTAL.kid()]), case);
    }
}

/// Wherever the strings are cut, and whatever the record is worth.
#[test]
fn quoted_strings_are_one_text() {
    let record = POSTAL.dkim_record().trim();
    for text in [
        record.to_owned(),
        record.replace("; ", ";\n "),
        format!("{record}\nDone.\n"),
        format!("{}\nDone; a=b", record.trim_end_matches(';')),
        format!("{record}{record}").replacen("v=", "p=", 2).replacen("p=", "v=", 1),
        record.replace("t=s", "k=ed25519"),
        record.replace("t=s", "t"),
        String::from("v=DKIM1; p=;\nDone."),
    ] {
        let bare = KeySet::from_dkim_record(&text).map(|keys| keys.kids().collect::<Vec<_>>());
        for at in 0..=text.len() {
            let (one, other) = text.split_at(at);
            let quoted = format!("postal._domainkey IN TXT ( \"{one}\"\n\t\"{other}\" )");
            let quoted = KeySet::from_dkim_record(&quoted);
            let quoted = quoted.map(|keys| keys.kids().collect::<Vec<_>>());
            assert_eq!(quoted, bare, "{at}: {text}");
        }
    }
}

/// Which of them it should be is not for the SDK to guess.
#[test]
fn several_dkim_records_are_an_error() {
    let (record, other) = (POSTAL.dkim_record().trim(), OTHER_POSTAL.dkim_record().trim());
    let revoked = "v=DKIM1; p=;";
    let without_version = other.split_once("; ").unwrap().1;
    let several = "more than one key: give one DKIM record alone";
    for text in [
        format!("{record}\n{other}"),
        format!("\"{record}\"\n\"{other}\"\n"),
        format!("a IN TXT \"{record}\"\nb IN TXT \"{other}\"\n"),
        format!("{record}\n{without_version}"),
        format!("{without_version}\n{record}"),
        format!("{record}\n{}", OTHER_POSTAL.public_pem()),
        format!("{record}\n{revoked}"),
        format!("{revoked}\n{record}"),
        format!("{record}\nv=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="),
    ] {
        check(KeySet::from_dkim_record(&text), Err(several), &text);
    }
}

#[test]
fn a_bad_dkim_record_is_refused() {
    let key = base64();
    let ed25519 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    let cases = [
        ("empty", String::new(), "no `p=` in the DKIM record"),
        ("DMARC", "v=DMARC1; p=none".into(), "not a DKIM key record"),
        ("another version", format!("v=DKIM2; p={key}"), "not a DKIM key record"),
        ("prose", "the key of Postal".into(), "not a DKIM key record"),
        ("no key", "v=DKIM1; t=s; h=sha256;".into(), "no `p=` in the DKIM record"),
        ("revoked", "v=DKIM1; p=;".into(), "key 0: the key is revoked: `p=` is empty"),
        (
            "revoked, before other lines",
            "v=DKIM1; t=s; p=;\nDone.\n".into(),
            "key 0: the key is revoked: `p=` is empty",
        ),
        (
            "no key, before other lines",
            "v=DKIM1; t=s;\nDone.\n".into(),
            "no `p=` in the DKIM record",
        ),
        ("a part that is no tag", format!("v=DKIM1; rsa; p={key}"), "not a DKIM key record"),
        ("a semicolon is missing", format!("v=DKIM1 p={key}"), "not a DKIM key record"),
        (
            "more behind the key",
            format!("v=DKIM1; p={key} (2048 bits)"),
            "key 0: not padded standard base64",
        ),
        (
            "cut, before other lines",
            format!("v=DKIM1; p={}\nDone.", &key[..200]),
            "key 0: the bytes are not a public key in DER",
        ),
        (
            "one of two strings",
            format!("\"v=DKIM1; p={}\"", &key[..200]),
            "key 0: the bytes are not a public key in DER",
        ),
        (
            "strings with other text between",
            format!("\"v=DKIM1; p={}\", \"{}\"", &key[..200], &key[200..]),
            "key 0: the bytes are not a public key in DER",
        ),
        (
            "two keys",
            format!("v=DKIM1; p={key}; p={key}"),
            "a tag of the DKIM record is there twice",
        ),
        ("Ed25519", format!("v=DKIM1; k=ed25519; p={ed25519}"), "key 0: not an RSA key"),
        (
            "cut",
            format!("v=DKIM1; p={}", &key[..200]),
            "key 0: the bytes are not a public key in DER",
        ),
        ("unpadded", format!("v=DKIM1; p={}", &key[..201]), "key 0: not padded standard base64"),
        ("not base64", "v=DKIM1; p=<key>".into(), "key 0: not padded standard base64"),
        ("long", format!("v=DKIM1; p={}", "A".repeat(70_000)), "longer than 65536 bytes"),
    ];
    for (case, text, expected) in cases {
        check(KeySet::from_dkim_record(&text), Err(expected), case);
    }
}
