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
    call.run(&["sign", "--key", "public.pem", "body"]).refuses("public.pem holds a public key");
    call.run(&["sign", "--key", "-", "-"]).refuses("name a file for one of them");
    let curl = ["sign", "--key", "private.pem", "--form", "curl", "body", "--url", "no URL"];
    call.run(&curl).refuses("write the URL as it stands in Postal");
}

/// Answers one request with this, and gives the URL for it.
fn serve(status: &str, body: &str) -> String {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let mut request = [0; 4096];
        let length = stream.read(&mut request).expect("a request");
        assert!(request[..length].starts_with(b"GET /.well-known/jwks.json HTTP/1.1\r\n"));
        stream.write_all(answer.as_bytes()).expect("an answer");
    });
    url
}

#[test]
fn keys_of_an_installation() {
    let signer = Signer::generate();
    let call = Call::new();
    let ended = call.run(&["keys", "fetch", &serve("200 OK", &signer.jwks())]);
    assert_eq!(ended.code, 0, "{ended:?}");
    let kids: Vec<_> = KeySet::from_jwks(&ended.out).expect("a JWKS").kids().collect();
    assert_eq!(kids, [signer.kid()]);
    let ended = call.run(&["keys", "pin", &serve("200 OK", &signer.jwks())]);
    assert_eq!(ended.out.trim_end(), signer.kid().to_string());
    let page = serve("200 OK", "<html></html>");
    call.run(&["keys", "show", &page]).refuses("an HTML page, not a JWKS");
    let moved = serve("302 Found", "");
    call.run(&["keys", "show", &moved]).refuses("302");
    let closed = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", closed.local_addr().expect("its address"));
    drop(closed);
    call.run(&["keys", "show", &url]).refuses("the keys cannot be fetched");
    call.run(&["keys", "show", "http://postal.example.com"]).refuses("use `https`");
}
