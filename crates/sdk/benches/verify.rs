//! What verifying costs on top of the RSA operation: against plain calls of the crypto libraries, with keys made ready.
//!
//! `cargo bench -p postal-webhooks --bench verify` measures each alone, and then, turn by turn so that a busy computer
//! slows all alike, the ratios.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use aws_lc_rs::{rsa::PublicKeyComponents, signature as aws_lc};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use criterion::{BenchmarkId, Criterion};
use postal_webhooks::{SignatureHeaders, Verifier, testing::Signer};
use ring::signature as ring_signature;

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

    fn verified(&self) -> postal_webhooks::Verified<'static> {
        let headers = SignatureHeaders::new()
            .signature_256(black_box(&self.signature))
            .kid(black_box(&self.kid));
        self.verifier
            .verify(&headers, black_box(BODY))
            .expect("the signature is right")
    }

    fn plain_aws_lc(&self) {
        let result = self
            .aws_lc
            .verify_sig(black_box(BODY), black_box(&self.signature_bytes));
        result.expect("the signature is right");
    }

    fn plain_ring(&self) {
        let algorithm = &ring_signature::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY;
        let result = self
            .ring
            .verify(algorithm, black_box(BODY), black_box(&self.signature_bytes));
        result.expect("the signature is right");
    }

    /// The plain call of the library that the crate was built with.
    fn plain(&self) {
        if cfg!(feature = "aws-lc-rs") {
            self.plain_aws_lc();
        } else {
            self.plain_ring();
        }
    }
}

fn main() {
    let requests = [1024, 2048, 4096].map(|bits| (bits, Request::new(bits)));
    let mut criterion = Criterion::default().configure_from_args();
    for (bits, request) in &requests {
        let mut group = criterion.benchmark_group("verify");
        let mut measure = |name, call: fn(&Request)| {
            group.bench_with_input(BenchmarkId::new(name, bits), request, |bencher, request| {
                bencher.iter(|| call(request));
            });
        };
        measure("postal-webhooks", Request::verify);
        measure("postal-webhooks, and parse", Request::verify_and_parse);
        measure("plain aws-lc-rs", Request::plain_aws_lc);
        measure("plain ring", Request::plain_ring);
    }
    criterion.final_summary();
    // `cargo test --benches` asks whether it runs, not how fast.
    if !std::env::args().any(|argument| argument == "--test") {
        ratios(&requests);
    }
}

fn ratios(requests: &[(usize, Request)]) {
    let library = if cfg!(feature = "aws-lc-rs") {
        "aws-lc-rs"
    } else {
        "ring"
    };
    println!("bits  verify/{library}  verify+parse/verify");
    for (bits, request) in requests {
        let verify = ratio(request, Request::verify, Request::plain);
        let parse = ratio(request, Request::verify_and_parse, Request::verify);
        println!("{bits:>4}  {verify:>15.3}  {parse:>19.3}");
    }
}

/// The median, over many short turns, of how much longer the one takes than the other.
fn ratio(request: &Request, one: fn(&Request), other: fn(&Request)) -> f64 {
    let turn = |call: fn(&Request)| {
        let start = Instant::now();
        let mut calls = 0_u32;
        while start.elapsed() < Duration::from_millis(1) {
            for _ in 0..8 {
                call(request);
            }
            calls += 8;
        }
        start.elapsed().as_secs_f64() / f64::from(calls)
    };
    let mut ratios: Vec<f64> = (0..1001).map(|_| turn(one) / turn(other)).collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}
