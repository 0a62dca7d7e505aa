//! PEM, and the bare base64 of a key.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use postal_webhooks::{KeyError, KeySet, KeySetError, Kid};

use crate::{
    base64, check,
    common::{OTHER_POSTAL, POSTAL, openssl},
    pkcs1_der,
};

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
