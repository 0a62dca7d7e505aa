//! Keys in every form in which operators have them: PEM, DKIM record, base64; several; pinned.

mod common;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use common::{OLD_POSTAL, OTHER_POSTAL, POSTAL, openssl};
use postal_webhooks::{KeyError, KeySet, KeySetError, Kid};

/// The ids that a set has, or why there is none.
#[track_caller]
fn check(result: Result<KeySet, KeySetError>, expected: Result<&[Kid], &str>, case: &str) {
    let result = result.map(|keys| keys.kids().collect::<Vec<_>>());
    let result = result.map_err(|error| error.to_string());
    let expected = expected.map(<[Kid]>::to_vec).map_err(String::from);
    assert_eq!(result, expected, "{case}");
}

fn base64() -> String {
    let record = POSTAL.dkim_record();
    let key = record.split_once("p=").unwrap().1;
    key.trim_end_matches(';').to_owned()
}

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

fn pkcs1_der() -> Vec<u8> {
    let arguments = ["rsa", "-RSAPublicKey_out", "-outform", "DER"];
    openssl(&arguments, POSTAL.private_pem().as_bytes())
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

#[test]
fn pem_is_read_with_one_or_more_keys() {
    let spki = POSTAL.public_pem().to_owned();
    let other = OTHER_POSTAL.public_pem();
    let pkcs1 = openssl(
        &["rsa", "-RSAPublicKey_out"],
        POSTAL.private_pem().as_bytes(),
    );
    let pkcs1 = String::from_utf8(pkcs1).unwrap();
    assert!(pkcs1.starts_with("-----BEGIN RSA PUBLIC KEY-----"));
    let (kid, both) = ([POSTAL.kid()], [POSTAL.kid(), OTHER_POSTAL.kid()]);
    let cases: [(&str, String, &[Kid]); 7] = [
        ("SubjectPublicKeyInfo", spki.clone(), &kid),
        ("PKCS#1", pkcs1.clone(), &kid),
        ("with CRLF", spki.replace('\n', "\r\n"), &kid),
        (
            "indented, as in a YAML file",
            spki.replace('\n', "\n    "),
            &kid,
        ),
        (
            "with commentary",
            format!("The key of Postal:\n{spki}That was it.\n"),
            &kid,
        ),
        ("two keys", format!("{pkcs1}\n{other}"), &both),
        ("one key twice", format!("{pkcs1}{spki}"), &kid),
    ];
    for (case, text, expected) in cases {
        check(KeySet::from_pem(&text), Ok(expected), case);
    }
}

#[test]
fn bad_pem_is_refused() {
    let (good, private) = (POSTAL.public_pem(), POSTAL.private_pem());
    let traditional = openssl(&["rsa", "-traditional"], private.as_bytes());
    let traditional = String::from_utf8(traditional).unwrap();
    assert!(traditional.starts_with("-----BEGIN RSA PRIVATE KEY-----"));
    let encrypt = ["pkcs8", "-topk8", "-passout", "pass:x"];
    let encrypted = String::from_utf8(openssl(&encrypt, private.as_bytes())).unwrap();
    let curve = [
        "genpkey",
        "-algorithm",
        "EC",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
    ];
    let ec = openssl(&["pkey", "-pubout"], &openssl(&curve, b""));
    let ec = String::from_utf8(ec).unwrap();
    let ed25519 = openssl(&["genpkey", "-algorithm", "ED25519"], b"");
    let ed25519 = String::from_utf8(openssl(&["pkey", "-pubout"], &ed25519)).unwrap();
    let arguments = ["req", "-x509", "-key", "/dev/stdin", "-subj", "/CN=x"];
    let certificate = String::from_utf8(openssl(&arguments, private.as_bytes())).unwrap();
    let relabelled = private.replace("PRIVATE", "PUBLIC");
    let tiny = openssl(&["genrsa", "512"], b"");
    let tiny = String::from_utf8(openssl(&["rsa", "-pubout"], &tiny)).unwrap();
    let is_private = "key 0: a private key; give the public one, and treat this one as disclosed \
                      if it came over the network";
    let cases = [
        ("empty", "", "no complete PEM block"),
        ("prose", "the key of Postal", "no complete PEM block"),
        (
            "without an end",
            &good[..good.len() - 20],
            "no complete PEM block",
        ),
        (
            "with another end",
            &good.replace("END PUBLIC", "END"),
            "no complete PEM block",
        ),
        (
            "cut",
            &good.replacen('\n', "\n!", 2),
            "key 0: not padded standard base64",
        ),
        ("private, PKCS#8", private, is_private),
        ("private, PKCS#1", &traditional, is_private),
        ("private, encrypted", &encrypted, is_private),
        ("private under another name", &relabelled, is_private),
        (
            "private beside a good one",
            &format!("{good}{private}"),
            &is_private.replace('0', "1"),
        ),
        ("elliptic curve", &ec, "key 0: not an RSA key"),
        ("Ed25519", &ed25519, "key 0: not an RSA key"),
        (
            "a certificate",
            &certificate,
            "key 0: not a public key, but another kind of PEM block",
        ),
        (
            "512 bits",
            &tiny,
            "key 0: the modulus has 512 bits; 1024 is the least",
        ),
    ];
    for (case, text, expected) in cases {
        check(KeySet::from_pem(text), Err(expected), case);
    }
}

#[test]
fn base64_is_read() {
    let key = base64();
    let in_lines = format!("{}\n{}\n", &key[..64], &key[64..]);
    let pkcs1 = STANDARD.encode(pkcs1_der());
    for text in [&key, &in_lines, &pkcs1] {
        check(KeySet::from_base64(text), Ok(&[POSTAL.kid()]), text);
    }
    for arguments in [
        ["pkcs8", "-topk8", "-nocrypt"].as_slice(),
        &["rsa", "-traditional"],
    ] {
        let arguments = [arguments, &["-outform", "DER"]].concat();
        let private = openssl(&arguments, POSTAL.private_pem().as_bytes());
        let error = KeySet::from_base64(&STANDARD.encode(private)).unwrap_err();
        assert!(
            matches!(&error, KeySetError::Key(key) if key.reason == KeyError::Private),
            "{error:?}"
        );
    }
}

#[test]
fn sets_merge_and_each_key_stays_once() {
    let keys = POSTAL.key_set().merge(OTHER_POSTAL.key_set());
    let keys = keys.merge(POSTAL.key_set());
    assert_eq!(keys.len(), 2);
    check(Ok(keys), Ok(&[POSTAL.kid(), OTHER_POSTAL.kid()]), "merged");
}

#[test]
fn a_pin_keeps_only_the_pinned() {
    let both = || POSTAL.key_set().merge(OTHER_POSTAL.key_set());
    check(
        both().pin([OTHER_POSTAL.kid()]),
        Ok(&[OTHER_POSTAL.kid()]),
        "one of two",
    );
    let three = [OLD_POSTAL.kid(), POSTAL.kid(), OTHER_POSTAL.kid()];
    check(both().pin(three), Ok(&three[1..]), "two of three pinned");
    check(
        both().pin([OLD_POSTAL.kid()]),
        Err("none of the keys is pinned"),
        "another",
    );
    check(both().pin([]), Err("none of the keys is pinned"), "nothing");
    let error = both().pin([]).unwrap_err();
    let found = vec![POSTAL.kid(), OTHER_POSTAL.kid()];
    assert_eq!(error, KeySetError::NotPinned { found });
}

#[test]
fn a_kid_is_64_lower_case_digits() {
    let kid = POSTAL.kid();
    assert_eq!(kid.to_string().parse(), Ok(kid));
    for bad in [
        "",
        "0",
        &"0".repeat(63),
        &"0".repeat(65),
        &"A".repeat(64),
        &"é".repeat(32),
    ] {
        assert!(bad.parse::<Kid>().is_err(), "{bad}");
    }
}

#[test]
fn no_error_repeats_the_key() {
    let private = POSTAL.private_pem();
    let secret = private.lines().nth(3).unwrap();
    let relabelled = private.replace("PRIVATE", "PUBLIC");
    let broken = relabelled.replace(secret, &format!("{secret}!"));
    for text in [private, &relabelled, &broken] {
        let error = KeySet::from_pem(text).unwrap_err();
        assert!(
            !format!("{error} {error:?}").contains(&secret[..8]),
            "{error:?}"
        );
    }
}
