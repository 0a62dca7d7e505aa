//! Tests of PEM, and of the bare base64 of a key.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use postal_webhooks::{KeyError, KeySet, KeySetError, Kid};

use crate::common::{OTHER_POSTAL, POSTAL, openssl};
use crate::{base64, check, pkcs1_der};

#[test]
fn pem_is_read_with_one_or_more_keys() {
    let spki = POSTAL.public_pem().to_owned();
    let other = OTHER_POSTAL.public_pem();
    let pkcs1 = openssl(&["rsa", "-RSAPublicKey_out"], POSTAL.private_pem().as_bytes());
    let pkcs1 = String::from_utf8(pkcs1).unwrap();
    assert!(pkcs1.starts_with("-----BEGIN RSA PUBLIC KEY-----"));
    let (kid, both) = ([POSTAL.kid()], [POSTAL.kid(), OTHER_POSTAL.kid()]);
    let cases: Vec<(&str, String, &[Kid])> = vec![
        ("SubjectPublicKeyInfo", spki.clone(), &kid),
        ("PKCS#1", pkcs1.clone(), &kid),
        ("with CRLF", spki.replace('\n', "\r\n"), &kid),
        ("indented, as in a YAML file", spki.replace('\n', "\n    "), &kid),
        ("with commentary", format!("The key of Postal:\n{spki}That was it.\n"), &kid),
        ("two keys", format!("{pkcs1}\n{other}"), &both),
        ("one key twice", format!("{pkcs1}{spki}"), &kid),
        ("with CR", spki.replace('\n', "\r"), &kid),
        ("with LF and CR mixed", spki.replacen('\n', "\r", 3), &kid),
        ("with spaces at the ends of lines", spki.replace('\n', " \t\n"), &kid),
        ("with empty lines", spki.replace('\n', "\n\n"), &kid),
        ("after a byte order mark", format!("\u{feff}{spki}"), &kid),
        ("two files, each with a byte order mark", format!("\u{feff}{spki}\u{feff}{other}"), &both),
        ("two files without a line break at the end", format!("{}{other}", spki.trim_end()), &both),
        (
            "with commentary between",
            format!(
                "{spki}\n# old -- the next one is new --\nuntil the END of 2024 - so far\n{other}"
            ),
            &both,
        ),
        ("with the id as commentary", format!("kid: {}\n{spki}", POSTAL.kid()), &kid),
        ("with no-break spaces, from a web page", spki.replace('\n', "\u{a0}\n"), &kid),
    ];
    for (case, text, expected) in cases {
        check(KeySet::from_pem(&text), Ok(expected), case);
    }
}

/// What a PEM text becomes in variables, in files of variables, and in configuration files.
#[test]
fn pem_is_read_as_variables_have_it() {
    let pem = POSTAL.public_pem();
    let both = format!("{pem}{}", OTHER_POSTAL.public_pem());
    let in_base64 = STANDARD.encode(pem);
    let in_lines = in_base64.as_bytes().chunks(76).map(|line| str::from_utf8(line).unwrap());
    let in_lines = in_lines.collect::<Vec<_>>().join("\n");
    let cases = [
        ("with written \\n", pem.replace('\n', r"\n")),
        ("with written \\r\\n", pem.replace('\n', r"\r\n")),
        ("with written \\\\n", pem.replace('\n', r"\\n")),
        ("on one line, with spaces", pem.replace('\n', " ")),
        ("on one line, without", pem.replace('\n', "")),
        ("on one line, with tabs", pem.replace('\n', "\t")),
        ("with line breaks that are continued", pem.replace('\n', "\\\n")),
        ("in double quotes", format!("\"{pem}\"")),
        ("in single quotes", format!("'{}'", pem.trim())),
        ("in quotes, with written \\n", format!("\"{}\"\n", pem.replace('\n', r"\n"))),
        ("as a line of a file", format!("POSTAL_KEY=\"{}\"\nPORT=1", pem.replace('\n', r"\n"))),
        ("as a JSON string", serde_json::to_string(pem).unwrap()),
        ("as a JSON string of PHP", serde_json::to_string(pem).unwrap().replace('/', r"\/")),
        ("in YAML", format!("key: |\n  {}", pem.replace('\n', "\n  "))),
        ("in base64", in_base64.clone()),
        ("in base64, in quotes", format!("'{in_base64}'")),
        ("in base64, in lines", in_lines),
        ("in base64, with a byte order mark", STANDARD.encode(format!("\u{feff}{pem}"))),
    ];
    for (case, text) in cases {
        check(KeySet::from_pem(&text), Ok(&[POSTAL.kid()]), case);
    }
    let kids = [POSTAL.kid(), OTHER_POSTAL.kid()];
    for text in [both.replace('\n', r"\n"), both.replace('\n', " "), both.replace('\n', "")] {
        check(KeySet::from_pem(&text), Ok(&kids), &text);
    }
}

/// A key whose BEGIN or END is damaged is never dropped beside another one.
#[test]
fn a_damaged_boundary_is_an_error() {
    let (pem, good) = (POSTAL.public_pem(), OTHER_POSTAL.public_pem());
    let begin = "-----BEGIN PUBLIC KEY-----";
    let begins = [
        "----BEGIN PUBLIC KEY-----",
        "-BEGIN PUBLIC KEY-----",
        "BEGIN PUBLIC KEY-----",
        " BEGIN PUBLIC KEY-----",
        "------BEGIN PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY----",
        "-----BEGIN PUBLIC KEY-",
        "-----BEGIN PUBLIC KEY",
        "-----BEGIN PUBLIC KEY------",
        "----BEGIN PUBLIC KEY----",
        "---- BEGIN PUBLIC KEY ----",
        "- ----BEGIN PUBLIC KEY-----",
        "----- BEGIN PUBLIC KEY-----",
        "-----BEGIN  PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY -----",
        "-----BEGINPUBLIC KEY-----",
        "-----BEGIN -----",
        "-----BEGIN-----",
        "-----BEGIN",
        "-----begin public key-----",
        "-----Begin Public Key-----",
        "—BEGIN PUBLIC KEY—",
        "—–BEGIN PUBLIC KEY—–",
        "— BEGIN PUBLIC KEY —",
        "–––––BEGIN PUBLIC KEY–––––",
        "‐‐‐‐‐BEGIN PUBLIC KEY‐‐‐‐‐",
        "−−−−−BEGIN PUBLIC KEY-----",
        "－－－－－BEGIN PUBLIC KEY－－－－－",
        "-----BEGIN PUBLIC—KEY-----",
    ];
    let whole = "is no whole BEGIN or END line: five hyphens, BEGIN or END, a space, the label, five hyphens";
    let lines = good.lines().count();
    for damaged in begins {
        let at = |line| format!("line {line} {whole}");
        let text = pem.replace(begin, damaged);
        check(KeySet::from_pem(&text), Err(&at(1)), damaged);
        check(KeySet::from_pem(&format!("{good}{text}")), Err(&at(lines + 1)), damaged);
        let with_cr = format!("{good}{text}").replace('\n', "\r");
        check(KeySet::from_pem(&with_cr), Err(&at(lines + 1)), damaged);
        let escaped = text.replace('\n', r"\n");
        check(KeySet::from_pem(&escaped), Err(&at(1)), damaged);

        let damaged = damaged.replace("BEGIN", "END").replace("begin", "end");
        let damaged = damaged.replace("Begin", "End");
        let text = pem.replace("-----END PUBLIC KEY-----", &damaged);
        let end = text.lines().count();
        check(KeySet::from_pem(&text), Err(&at(end)), &damaged);
        check(KeySet::from_pem(&format!("{text}{good}")), Err(&at(end)), &damaged);
    }
}

/// Wherever two keys are damaged by one character, there are two keys or an error.
#[test]
fn no_damage_drops_a_key_in_silence() {
    let both = format!("{}{}", POSTAL.public_pem(), OTHER_POSTAL.public_pem());
    for (at, old) in both.char_indices() {
        for new in ["", " ", "\n", "-", "—", "A", "\\", "\"", "--"] {
            let text = format!("{}{new}{}", &both[..at], &both[at + old.len_utf8()..]);
            let escaped = text.replace('\n', r"\n");
            for text in [text, escaped] {
                if let Ok(keys) = KeySet::from_pem(&text) {
                    assert_eq!(keys.len(), 2, "{at}, {new:?}: {text}");
                }
            }
        }
    }
}

#[test]
fn a_boundary_without_its_partner_is_an_error() {
    let (pem, good) = (POSTAL.public_pem(), OTHER_POSTAL.public_pem());
    let (lines, begin) = (pem.lines().count(), "-----BEGIN PUBLIC KEY-----\n");
    let end = "-----END PUBLIC KEY-----\n";
    let without = |part| pem.replace(part, "");
    let cases = [
        ("no END, at the end", format!("{good}{}", without(end)), lines + 1),
        ("no END, and a block after it", format!("{}{good}", without(end)), 1),
        ("END without BEGIN", format!("{good}{end}"), lines + 1),
        ("END first", format!("{end}{good}"), 1),
        ("BEGIN twice", format!("{begin}{good}"), 1),
        ("labels that differ", pem.replace("END PUBLIC", "END RSA PUBLIC"), 1),
        ("nothing else", String::from(begin), 1),
    ];
    for (case, text, line) in cases {
        let expected =
            format!("no complete PEM block: the BEGIN or END in line {line} has no partner");
        check(KeySet::from_pem(&text), Err(&expected), case);
    }
    // What is lost altogether is seen by the key that it leaves behind.
    let whole = format!("{}{}", pem.replace(begin, "").replace(end, ""), good);
    for (text, line) in [
        (whole.clone(), 1),
        (format!("{good}{}", whole.trim()), lines + 1),
        (whole.replacen('\n', r"\n", 3), 1),
        (POSTAL.dkim_record().to_owned(), 1),
        (base64(), 1),
        (format!("{good}\n\n{}", STANDARD.encode(pkcs1_der())), lines + 3),
    ] {
        let expected = format!(
            "line {line} has a key without BEGIN and END lines: \
             `KeySet::from_base64` reads bare base64, and `KeySet::from_dkim_record` a DKIM record"
        );
        check(KeySet::from_pem(&text), Err(&expected), &text);
    }
}

/// RFC 7468 (3) has nothing but base64 between the lines.
#[test]
fn a_comment_within_a_block_is_an_error() {
    let (pem, good) = (POSTAL.public_pem(), OTHER_POSTAL.public_pem());
    let begin = "-----BEGIN PUBLIC KEY-----";
    for comment in [" # the key of Postal", " (2048 bits)", "\nComment: Postal", " Postal", " abcd"]
    {
        let text = format!("{good}{}", pem.replace(begin, &format!("{begin}{comment}")));
        let error = KeySet::from_pem(&text).unwrap_err();
        assert!(
            matches!(&error, KeySetError::Key(key) if key.index == 1
                && matches!(key.reason, KeyError::NotBase64 | KeyError::NotDer)),
            "{comment}: {error}"
        );
    }
    // Behind the END it is none of the key's.
    let end = "-----END PUBLIC KEY-----";
    let text = pem.replace(end, &format!("{end} # the key of Postal"));
    check(KeySet::from_pem(&text), Ok(&[POSTAL.kid()]), "comment behind END");
}

#[test]
fn bad_pem_is_refused() {
    let (good, private) = (POSTAL.public_pem(), POSTAL.private_pem());
    let traditional = openssl(&["rsa", "-traditional"], private.as_bytes());
    let traditional = String::from_utf8(traditional).unwrap();
    assert!(traditional.starts_with("-----BEGIN RSA PRIVATE KEY-----"));
    let encrypt = ["pkcs8", "-topk8", "-passout", "pass:x"];
    let encrypted = String::from_utf8(openssl(&encrypt, private.as_bytes())).unwrap();
    let curve = ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"];
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
            "no complete PEM block: the BEGIN or END in line 1 has no partner",
        ),
        (
            "with another end",
            &good.replace("END PUBLIC", "END"),
            "no complete PEM block: the BEGIN or END in line 1 has no partner",
        ),
        ("cut", &good.replacen('\n', "\n!", 2), "key 0: not padded standard base64"),
        ("private, PKCS#8", private, is_private),
        ("private, PKCS#1", &traditional, is_private),
        ("private, encrypted", &encrypted, is_private),
        ("private under another name", &relabelled, is_private),
        ("private beside a good one", &format!("{good}{private}"), &is_private.replace('0', "1")),
        ("elliptic curve", &ec, "key 0: not an RSA key"),
        ("Ed25519", &ed25519, "key 0: not an RSA key"),
        ("a certificate", &certificate, "key 0: not a public key, but another kind of PEM block"),
        ("512 bits", &tiny, "key 0: the modulus has 512 bits; 1024 is the least"),
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
    let escaped = in_lines.replace('\n', r"\n");
    let (quoted, marked) = (format!("\"{escaped}\"\n"), format!("\u{feff}{key}"));
    for text in [&key, &in_lines, &pkcs1, &escaped, &quoted, &marked] {
        check(KeySet::from_base64(text), Ok(&[POSTAL.kid()]), text);
    }
    for arguments in [["pkcs8", "-topk8", "-nocrypt"].as_slice(), &["rsa", "-traditional"]] {
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
        assert!(!format!("{error} {error:?}").contains(&secret[..8]), "{error:?}");
    }
}
