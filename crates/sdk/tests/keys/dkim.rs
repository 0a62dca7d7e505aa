//! The DKIM record, however it is written.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use postal_webhooks::KeySet;

use crate::{base64, check, common::POSTAL, pkcs1_der};

#[test]
fn a_dkim_record_is_read_however_it_is_written() {
    let (record, key) = (POSTAL.dkim_record().to_owned(), base64());
    let (start, end) = record.split_at(200);
    let cases = [
        ("as printed", record.clone()),
        ("with a line break", format!("{record}\n")),
        (
            "without the last semicolon",
            record.trim_end_matches(';').into(),
        ),
        ("quoted", format!("\"{record}\"")),
        (
            "in quoted chunks, as dig writes it",
            format!("\"{start}\" \"{end}\""),
        ),
        (
            "in quoted chunks without a space",
            format!("\"{start}\"\"{end}\""),
        ),
        (
            "after a host name",
            format!("postal-abc._domainkey.rp.example.com {record}"),
        ),
        (
            "after a host name and a colon",
            format!("postal-abc._domainkey: {record}"),
        ),
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
        (
            "with escaped semicolons",
            format!("\"{}\"", record.replace(';', "\\;")),
        ),
        ("with escaped semicolons, bare", record.replace(';', "\\;")),
        (
            "with other tags",
            format!("v=DKIM1; k=rsa; n=a note; p={key}"),
        ),
        ("without spaces", record.replace("; ", ";")),
        (
            "with more spaces",
            format!(" v = DKIM1 ;\r\n\t p = {} {} ; ", &key[..64], &key[64..]),
        ),
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

#[test]
fn a_bad_dkim_record_is_refused() {
    let key = base64();
    let ed25519 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    let cases = [
        ("empty", String::new(), "no `p=` in the DKIM record"),
        ("DMARC", "v=DMARC1; p=none".into(), "not a DKIM key record"),
        (
            "another version",
            format!("v=DKIM2; p={key}"),
            "not a DKIM key record",
        ),
        ("prose", "the key of Postal".into(), "not a DKIM key record"),
        (
            "no key",
            "v=DKIM1; t=s; h=sha256;".into(),
            "no `p=` in the DKIM record",
        ),
        (
            "revoked",
            "v=DKIM1; p=;".into(),
            "key 0: the key is revoked: `p=` is empty",
        ),
        (
            "two keys",
            format!("v=DKIM1; p={key}; p={key}"),
            "a tag of the DKIM record is there twice",
        ),
        (
            "Ed25519",
            format!("v=DKIM1; k=ed25519; p={ed25519}"),
            "key 0: not an RSA key",
        ),
        (
            "cut",
            format!("v=DKIM1; p={}", &key[..200]),
            "key 0: the bytes are not a public key in DER",
        ),
        (
            "unpadded",
            format!("v=DKIM1; p={}", &key[..201]),
            "key 0: not padded standard base64",
        ),
        (
            "not base64",
            "v=DKIM1; p=<key>".into(),
            "key 0: not padded standard base64",
        ),
        (
            "long",
            format!("v=DKIM1; p={}", "A".repeat(70_000)),
            "longer than 65536 bytes",
        ),
    ];
    for (case, text, expected) in cases {
        check(KeySet::from_dkim_record(&text), Err(expected), case);
    }
}
