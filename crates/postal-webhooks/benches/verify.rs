//! What verifying costs on top of the RSA operation: against plain calls of the crypto libraries,
//! with keys made ready.
//!
//! `cargo bench -p postal-webhooks --bench verify` measures them turn by turn.

mod turns;

use std::hint::black_box;

use aws_lc_rs::rsa::PublicKeyComponents;
use aws_lc_rs::signature as aws_lc;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use postal_webhooks::testing::Signer;
use postal_webhooks::{SignatureHeaders, Verifier};
use ring::signature as ring_signature;
use turns::Turn;

/// As Postal 3 sends it after a delivery.
const BODY: &[u8] = br#"{"event":"MessageSent","timestamp":1700000001.25,"payload":{"message":{"id":155972,"token":"se5iWRROSnBwabcd","direction":"outgoing","message_id":"6b2f1c9e-7d0a-4f53-9a8e-2f0c1d3b5a79@mail.example.com","to":"someone@example.net","from":"newsletter@example.com","subject":"Your order 1234 has been shipped","timestamp":1700000000.125,"spam_status":"NotSpam","tag":"orders"},"status":"Sent","details":"Message for someone@example.net accepted by mx.example.net (192.0.2.25) (in 0.87s)","output":"250 2.0.0 OK 1700000001 a1-20020a05b00112sor123456ejc.7 - gsmtp\n","sent_with_ssl":true,"timestamp":1700000001.0,"time":0.87},"uuid":"7a9d5c9e-3f5e-4f4c-9b1a-6d2f8c1e0b77"}"#;

static AWS_LC_SHA256: aws_lc::RsaParameters =
    aws_lc::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY;

/// A key, and one request that it signed.
struct Request {
    verifier: Verifier,
    signature: String,
    kid: String,
    signature_bytes: Vec<u8>,
    aws_lc: aws_lc::ParsedPublicKey,
    ring: ring_signature::RsaPublicKeyComponents<Vec<u8>>,
}

impl Request {
    fn new(bits: usize) -> Self {
        let signer = Signer::generate_bits(bits).expect("a size that can be made");
        let jwks: serde_json::Value =
            serde_json::from_str(&signer.jwks()).expect("the signer wrote it");
        let number = |member| {
            let text = jwks["keys"][0][member].as_str().unwrap_or_default();
            URL_SAFE_NO_PAD.decode(text).expect("the signer wrote it")
        };
        let (n, e) = (number("n"), number("e"));
        let components = PublicKeyComponents { n: &n, e: &e };
        let aws_lc = components.to_parsed_public_key(&AWS_LC_SHA256);
        let signature = signer.signature_256(BODY);
        Self {
            verifier: Verifier::new(signer.key_set()).allow_insecure_short_keys(),
            kid: signer.kid().to_string(),
            signature_bytes: STANDARD.decode(&signature).expect("the signer wrote it"),
            signature,
            aws_lc: aws_lc.expect("a good key"),
            ring: ring_signature::RsaPublicKeyComponents { n, e },
        }
    }

    fn verify(&self) {
        black_box(self.verified().body());
    }

    fn verify_and_parse(&self) {
        black_box(self.verified().parse().expect("Postal sends it like that"));
    }

    fn verified(&self) -> postal_webhooks::Verified<&'static [u8]> {
        let headers = SignatureHeaders::new()
            .signature_256(black_box(&self.signature))
            .kid(black_box(&self.kid));
        self.verifier.verify(&headers, black_box(BODY)).expect("the signature is right")
    }

    fn plain_aws_lc(&self) {
        let result = self.aws_lc.verify_sig(black_box(BODY), black_box(&self.signature_bytes));
        result.expect("the signature is right");
    }

    fn plain_ring(&self) {
        let algorithm = &ring_signature::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY;
        let result = self.ring.verify(algorithm, black_box(BODY), black_box(&self.signature_bytes));
        result.expect("the signature is right");
    }
}

fn main() {
    // `cargo test --benches` asks whether it runs, not how fast.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let (library, other) =
        if cfg!(feature = "aws-lc-rs") { ("aws-lc-rs", "ring") } else { ("ring", "aws-lc-rs") };
    println!("Time divided by that of a plain call of {library}: median (quartiles)\n");
    println!("| bits | postal-webhooks | plain {other} | and parse, divided by verify alone |");
    println!("|--:|--:|--:|--:|");
    for bits in [1024, 2048, 4096] {
        let request = Request::new(bits);
        let verify = || request.verify();
        let parse = || request.verify_and_parse();
        let (aws_lc, ring) = (|| request.plain_aws_lc(), || request.plain_ring());
        let (plain, other): (&dyn Turn, &dyn Turn) =
            if library == "ring" { (&ring, &aws_lc) } else { (&aws_lc, &ring) };
        if !is_bench {
            let _ = [plain, &verify, other, &parse].map(Turn::seconds);
            continue;
        }
        let against_plain = turns::ratios(&[plain, &verify, other]);
        let against_verify = turns::ratios(&[&verify, &parse]);
        println!(
            "| {bits} | {} | {} | {} |",
            against_plain[1], against_plain[2], against_verify[1]
        );
    }
}
