//! `keys` and `sign`: what goes in comes out in each form.

use postal_webhooks::KeySet;
use postal_webhooks::testing::Signer;

use super::Call;

#[test]
fn every_form_is_the_same_key() {
    let signer = Signer::generate();
    let call = Call::new()
        .file("jwks", signer.jwks())
        .file("pem", signer.public_pem())
        .file("dkim", signer.dkim_record())
        .file("dig", format!("a._domainkey IN TXT \"{}\"", signer.dkim_record()));
    for source in ["jwks", "pem", "dkim", "dig"] {
        let pem = call.run(&["keys", "show", source, "--form", "pem"]).out;
        assert_eq!(pem, signer.public_pem(), "{source}");
        let jwks = call.run(&["keys", "show", source, "--form", "jwks"]).out;
        let dkim = call.run(&["keys", "show", source, "--form", "dkim"]).out;
        assert_eq!(dkim.trim_end(), signer.dkim_record());
        for keys in [KeySet::from_jwks(jwks), KeySet::from_dkim_record(&dkim)] {
            let kids: Vec<_> = keys.expect("keys").kids().collect();
            assert_eq!(kids, [signer.kid()]);
        }
        let pin = call.run(&["keys", "pin", source]);
        assert_eq!((pin.code, pin.out.trim_end()), (0, signer.kid().to_string().as_str()));
    }
}

#[test]
fn what_is_signed_verifies() {
    let signer = Signer::generate_bits(1024).expect("a size that can be made");
    let call = Call::new()
        .file("private.pem", signer.private_pem())
        .file("public.pem", signer.public_pem());
    let body = call.run(&["sample", "MessageBounced"]).out;
    let call = call.file("body", &body);
    let request = call.run(&["sign", "--key", "private.pem", "--form", "request", "body"]).out;
    let call = call.file("request", request);
    let verify = ["verify", "--keys", "public.pem", "--request", "request"];
    let ended = call.run(&verify);
    assert_eq!(ended.code, 1);
    assert!(ended.out.contains("key-short (certain)"), "{}", ended.out);
    let ended = call.run(&[&verify[..], &["--allow-insecure-short-keys"]].concat());
    assert_eq!(ended.code, 0, "{ended:?}");
    let headers = call.run(&["sign", "--key", "private.pem", "body"]).out;
    assert!(headers.contains("X-Postal-Signature-256: "), "{headers}");
    call.run(&["sign", "--key", "public.pem", "body"]).refuses("no private key in public.pem");
}
