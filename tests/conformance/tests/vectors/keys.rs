//! Texts that hold keys, or something else.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use postal_webhooks::testing::Signer;
use serde_json::{Value, json};

use crate::requests::Installations;
use crate::{answered, openssl, short};

type Case = (&'static str, String);

#[test]
fn keys() {
    let installations = Installations::read();
    let signer = installations.get("2048");
    let other = installations.get("2048-other");
    let mut entries = Vec::new();
    let mut add = |source: &str, cases: Vec<Case>| {
        for (name, text) in cases {
            let question = json!({"ask": "keys", "source": source, "text": text});
            entries.push(json!({
                "name": format!("{source}: {name}"),
                "source": source,
                "text": short(&text),
                "answer": answered(&question),
            }));
        }
    };
    add("jwks", jwks(signer));
    add("jwks", jwks_documents(signer, other));
    add("pem", pem(&installations));
    add("pem", pem_refused(signer, installations.get("3072")));
    add("dkim", dkim(signer));
    add("dkim", dkim_refused(signer));
    entries.extend(pinned(&installations));
    crate::check("keys.json", &json!({}), &entries);
}

/// A set of two keys with pins.
fn pinned(installations: &Installations) -> Vec<Value> {
    let text = installations.jwks(&["2048", "2048-other"]);
    let kid = |name: &str| installations.get(name).kid();
    let cases = [
        ("both", vec![kid("2048"), kid("2048-other")]),
        ("the second", vec![kid("2048-other")]),
        ("one that is not there besides", vec![kid("4096"), kid("2048")]),
        ("one that is not there alone", vec![kid("4096")]),
        ("none", vec![]),
    ];
    let entry = |(name, pins): (&str, Vec<_>)| {
        let question = json!({"ask": "keys", "source": "jwks", "text": text, "pins": pins});
        json!({
            "name": format!("pins: {name}"),
            "source": "jwks",
            "text": text,
            "pins": pins,
            "answer": answered(&question),
        })
    };
    cases.into_iter().map(entry).collect()
}

/// One entry of a JWKS, right and changed in each member.
fn jwks(signer: &Signer) -> Vec<Case> {
    let document: Value = serde_json::from_str(&signer.jwks()).expect("a JWKS");
    let right = document["keys"][0].clone();
    let with = |name: &str, value: Value| {
        let mut entry = right.clone();
        entry[name] = value;
        json!({"keys": [entry]}).to_string()
    };
    let without = |name: &str| {
        let mut entry = right.clone();
        entry.as_object_mut().expect("an object").remove(name);
        json!({"keys": [entry]}).to_string()
    };
    let number = |bytes: &[u8]| Value::from(URL_SAFE_NO_PAD.encode(bytes));
    let n = right["n"].as_str().expect("a modulus").to_owned();
    let modulus = URL_SAFE_NO_PAD.decode(&n).expect("base64url");
    let of_length = |bytes: usize| {
        let mut entry = right.clone();
        entry.as_object_mut().expect("an object").remove("kid");
        entry["n"] = number(&[&[0xc1][..], &vec![0xa5; bytes - 1]].concat());
        json!({"keys": [entry]}).to_string()
    };
    let mut even = modulus.clone();
    *even.last_mut().expect("a byte") &= 0xfe;
    vec![
        ("as Postal publishes it", signer.jwks()),
        ("after a byte order mark", format!("\u{feff}{}", signer.jwks())),
        ("without key id", without("kid")),
        ("without use and alg", {
            let mut entry = right.clone();
            let members = entry.as_object_mut().expect("an object");
            members.remove("use");
            members.remove("alg");
            json!({"keys": [entry]}).to_string()
        }),
        ("with unknown members", with("x5t", json!("abc"))),
        ("key id of another key", with("kid", json!("0".repeat(64)))),
        ("key id in upper case", with("kid", json!(signer.kid().to_string().to_uppercase()))),
        ("key id that is a number", with("kid", json!(5))),
        ("key id null", with("kid", Value::Null)),
        ("kty missing", without("kty")),
        ("kty EC", with("kty", json!("EC"))),
        ("kty in lower case", with("kty", json!("rsa"))),
        ("kty that is a number", with("kty", json!(5))),
        ("symmetric key", json!({"keys": [{"kty": "oct", "k": "AAAA"}]}).to_string()),
        ("private exponent", with("d", json!("AQAB"))),
        ("private member null", with("p", Value::Null)),
        ("use enc", with("use", json!("enc"))),
        ("use null", with("use", Value::Null)),
        ("key_ops verify", with("key_ops", json!(["verify"]))),
        ("key_ops sign", with("key_ops", json!(["sign"]))),
        ("key_ops that is a string", with("key_ops", json!("verify"))),
        ("alg RS512", with("alg", json!("RS512"))),
        ("alg PS256", with("alg", json!("PS256"))),
        ("n missing", without("n")),
        ("n padded", with("n", json!(format!("{n}==")))),
        ("n with a line break", with("n", json!(format!("{}\n{}", &n[..8], &n[8..])))),
        (
            "n in standard base64",
            with("n", json!(STANDARD.encode([&[0xfb][..], &modulus].concat()))),
        ),
        ("n with a leading zero", with("n", number(&[&[0][..], &modulus].concat()))),
        ("n empty", with("n", json!(""))),
        ("n that is a number", with("n", json!(5))),
        ("n even", with("n", number(&even))),
        ("n of 1016 bits", of_length(127)),
        ("n of 1024 bits", of_length(128)),
        ("n of 8192 bits", of_length(1024)),
        ("n of 8200 bits", of_length(1025)),
        ("e missing", without("e")),
        ("e 1", with("e", number(&[1]))),
        ("e 2", with("e", number(&[2]))),
        ("e 65536", with("e", number(&[1, 0, 0]))),
        ("e with a leading zero", with("e", number(&[0, 1, 0, 1]))),
        ("e of 33 bits", {
            let mut entry = right.clone();
            entry.as_object_mut().expect("an object").remove("kid");
            entry["e"] = number(&[1, 0, 0, 0, 1]);
            json!({"keys": [entry]}).to_string()
        }),
        ("e of 34 bits", with("e", number(&[2, 0, 0, 0, 1]))),
        ("e empty", with("e", json!(""))),
        ("entry null", json!({"keys": [null]}).to_string()),
        ("entry that is an array", json!({"keys": [[]]}).to_string()),
    ]
}

/// Whole documents.
fn jwks_documents(signer: &Signer, other: &Signer) -> Vec<Case> {
    let entry = |signer: &Signer| {
        let document: Value = serde_json::from_str(&signer.jwks()).expect("a JWKS");
        document["keys"][0].clone()
    };
    let (right, second) = (entry(signer), entry(other));
    let set = |keys: &[&Value]| json!({"keys": keys}).to_string();
    vec![
        ("two keys", set(&[&right, &second])),
        ("one key twice", set(&[&right, &right])),
        ("a key among refused ones", set(&[&json!({"kty": "EC"}), &right, &json!(5)])),
        ("refused ones alone", set(&[&json!({"kty": "EC"}), &json!(5)])),
        ("no keys", set(&[])),
        ("with other members", json!({"keys": [right], "next": null}).to_string()),
        ("keys that is an object", json!({"keys": right}).to_string()),
        ("one JWK", right.to_string()),
        ("an array", json!([right]).to_string()),
        ("a string", json!("keys").to_string()),
        ("empty", String::new()),
        ("cut", signer.jwks()[..40].to_owned()),
        ("text behind it", format!("{}x", signer.jwks())),
        ("a login page", "<!DOCTYPE html><html><body>Log in</body></html>".into()),
        ("a login page behind blanks", "\n\n  <html></html>".into()),
        (
            "64 KiB and a byte",
            format!("{}{}", signer.jwks(), " ".repeat(65_537 - signer.jwks().len())),
        ),
        ("64 KiB", format!("{}{}", signer.jwks(), " ".repeat(65_536 - signer.jwks().len()))),
    ]
}

fn pem(installations: &Installations) -> Vec<Case> {
    let signer = installations.get("2048");
    let pem = signer.public_pem();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("PEM");
    let pkcs1 = text(openssl(&["rsa", "-RSAPublicKey_out"], signer.private_pem().as_bytes()));
    let indented: Vec<_> = pem.lines().map(|line| format!("    {line}")).collect();
    let (base64, comment) = (STANDARD.encode(pem), "Postal of example.com, 2026-11");
    vec![
        ("as openssl writes it", pem.to_owned()),
        ("PKCS#1", pkcs1.clone()),
        ("PKCS#1 under the label PUBLIC KEY", pkcs1.replace("RSA PUBLIC", "PUBLIC")),
        ("the other under the label RSA PUBLIC KEY", pem.replace("PUBLIC", "RSA PUBLIC")),
        ("without the last line break", pem.trim_end().to_owned()),
        ("CRLF", pem.replace('\n', "\r\n")),
        ("CR", pem.replace('\n', "\r")),
        ("indented", indented.join("\n")),
        ("on one line", pem.replace('\n', "")),
        ("on one line with spaces", pem.replace('\n', " ")),
        ("line breaks written as \\n", pem.replace('\n', "\\n")),
        ("line breaks written as \\r\\n", pem.replace('\n', "\\r\\n")),
        ("in quotes, line breaks written as \\n", format!("\"{}\"", pem.replace('\n', "\\n"))),
        ("in single quotes", format!("'{pem}'")),
        ("in base64 once more", base64.clone()),
        ("in base64 once more, in lines", format!("{}\n{}\n", &base64[..76], &base64[76..])),
        ("two keys", format!("{pem}{}", installations.get("2048-other").public_pem())),
        ("one key twice", format!("{pem}{pem}")),
        ("with text around it", format!("{comment}\n{pem}\nend\n")),
        ("of 1024 bits", installations.get("1024").public_pem().to_owned()),
    ]
}

fn pem_refused(signer: &Signer, padded: &Signer) -> Vec<Case> {
    let pem = signer.public_pem();
    let lines: Vec<_> = pem.lines().collect();
    let cut = [&lines[..3], &lines[4..]].concat().join("\n");
    let padded = padded.public_pem();
    assert!(padded.contains("=\n"), "the key has no padding");
    let run = |arguments: &[&str]| {
        let output = openssl(arguments, signer.private_pem().as_bytes());
        String::from_utf8(output).expect("PEM")
    };
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let ec = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt\n6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==\n-----END PUBLIC KEY-----\n";
    let private = signer.private_pem();
    let relabelled = private.replace("PRIVATE KEY", "PUBLIC KEY");
    vec![
        ("private key", private.to_owned()),
        ("private key, PKCS#1", run(&["rsa", "-traditional"])),
        ("private key under the label PUBLIC KEY", relabelled),
        ("private key behind a public one", format!("{pem}{private}")),
        (
            "encrypted private key",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n"
                .into(),
        ),
        ("elliptic curve", ec.into()),
        ("certificate", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n".into()),
        ("END missing", pem.replace("-----END PUBLIC KEY-----", "")),
        ("BEGIN missing", pem.replace("-----BEGIN PUBLIC KEY-----", "")),
        ("END of another label", pem.replace("END PUBLIC", "END RSA PUBLIC")),
        ("four hyphens", pem.replace("-----BEGIN", "----BEGIN")),
        ("dashes of a word processor", pem.replace("--", "—")),
        ("in lower case", pem.to_lowercase()),
        ("a second block without its END", format!("{pem}-----BEGIN PUBLIC KEY-----\n{body}\n")),
        ("a key outside of the blocks", format!("{pem}\n{body}\n")),
        ("bare base64", body.clone()),
        ("another character inside", pem.replace("MII", "MI!")),
        ("padding missing", padded.replace("=\n", "\n")),
        ("a line missing", cut),
        ("empty block", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n".into()),
        ("no key at all", "the key of Postal\n".into()),
        ("empty", String::new()),
        ("JWKS", signer.jwks()),
        ("too long", format!("{pem}{}", "\n".repeat(65_536))),
    ]
}

fn dkim(signer: &Signer) -> Vec<Case> {
    let record = signer.dkim_record().to_owned();
    let bare = record.trim_end_matches(';').to_owned();
    let (start, end) = record.split_at(200);
    let key = record.split("p=").nth(1).expect("a key").trim_end_matches(';').to_owned();
    let pkcs1 =
        openssl(&["rsa", "-RSAPublicKey_out", "-outform", "DER"], signer.private_pem().as_bytes());
    vec![
        ("as Postal prints it", record.clone()),
        ("with a line break", format!("{record}\n")),
        ("without the last semicolon", bare.clone()),
        ("quoted", format!("\"{record}\"")),
        ("in quoted chunks, as dig writes it", format!("\"{start}\" \"{end}\"")),
        ("in quoted chunks without a space", format!("\"{start}\"\"{end}\"")),
        ("after a host name", format!("postal-abc._domainkey.rp.example.com {record}")),
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
        ("with escaped semicolons", record.replace(';', "\\;")),
        ("quoted, with escaped semicolons", format!("\"{}\"", record.replace(';', "\\;"))),
        ("with other tags", format!("v=DKIM1; k=rsa; n=a note; p={key}")),
        ("without spaces", record.replace("; ", ";")),
        ("with more spaces", format!(" v = DKIM1 ;\r\n\t p = {} {} ; ", &key[..64], &key[64..])),
        ("without a version", format!("p={key}")),
        ("with a PKCS#1 key", format!("v=DKIM1; p={}", STANDARD.encode(pkcs1))),
        (
            "what dig prints",
            format!(
                "\n; <<>> DiG 9.18.24 <<>> TXT postal._domainkey.rp.example.com\n;; global options: +cmd\n;; ANSWER SECTION:\npostal._domainkey.rp.example.com. 300 IN TXT \"{start}\" \"{end}\"\n\n;; Query time: 12 msec\n"
            ),
        ),
        ("version in lower case", record.replace("DKIM1", "dkim1")),
    ]
}

fn dkim_refused(signer: &Signer) -> Vec<Case> {
    let record = signer.dkim_record();
    let key = record.split("p=").nth(1).expect("a key").trim_end_matches(';');
    vec![
        ("another version", record.replace("DKIM1", "DKIM2")),
        ("no key", "v=DKIM1; t=s; h=sha256;".into()),
        ("revoked", "v=DKIM1; p=;".into()),
        ("Ed25519", "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=;".into()),
        ("key twice", format!("v=DKIM1; p={key}; p={key};")),
        ("key type twice", format!("v=DKIM1; k=rsa; k=rsa; p={key};")),
        ("key without padding or end", format!("v=DKIM1; p={}", &key[..key.len() - 40])),
        ("no base64", format!("v=DKIM1; p=!{key}")),
        ("SPF", "v=spf1 include:spf.example.com -all".into()),
        ("other text", "the key of Postal".into()),
        ("empty", String::new()),
        ("too long", format!("{record}{}", " ".repeat(65_536))),
    ]
}
