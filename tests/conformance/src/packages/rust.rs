//! Answers of the Rust crate.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use postal_webhooks::delivery::{SmtpReply, classify};
use postal_webhooks::parse_error::Fault;
use postal_webhooks::validate::{Profile, ValidateError, validate};
use postal_webhooks::{
    KeyError, KeySet, KeySetError, Kid, ParseError, RejectedKey, SignatureHeaders, Verifier,
    VerifyError, Webhook,
};
use serde_json::{Value, json};

/// Answers each question, by its id.
pub(super) fn answers(questions: &[&Value]) -> Result<BTreeMap<String, Value>> {
    let named = |question: &&Value| {
        let id = question["id"].as_str().context("a question has no id")?;
        let answer = answer(question).with_context(|| format!("cannot read {id}"))?;
        Ok((id.to_owned(), answer))
    };
    questions.iter().map(named).collect()
}

/// The answer to one question; `None` if it is none.
pub(crate) fn answer(question: &Value) -> Option<Value> {
    let text = |name: &str| question[name].as_str();
    let body = || STANDARD.decode(text("body")?).ok();
    Some(match text("ask")? {
        "parse" => parse(&body()?),
        "tolerant" => violations(Profile::Tolerant, &body()?),
        "strict" => violations(Profile::Strict, &body()?),
        "round-trip" => {
            let webhook = Webhook::from_slice(&body()?).ok()?;
            json!({"text": serde_json::to_string(&webhook).ok()?})
        }
        "signature" => signature(question, &body()?)?,
        "keys" => {
            let keys = match text("source")? {
                "jwks" => KeySet::from_jwks(text("text")?),
                "pem" => KeySet::from_pem(text("text")?),
                _ => KeySet::from_dkim_record(text("text")?),
            };
            of_keys(pinned(keys, question))
        }
        "reply" => reply(text("output")?, text("details")),
        _ => return None,
    })
}

/// What `Webhook::from_slice` says.
pub(super) fn parse(body: &[u8]) -> Value {
    match Webhook::from_slice(body) {
        Ok(webhook) => {
            json!({"event": webhook.event.name(), "known": webhook.event.kind().is_some()})
        }
        Err(error) => {
            let mut answer = json!({"reason": error.reason()});
            if let ParseError::Field { path, fault, .. } = &error {
                answer["pointer"] = format!("/{}", path.replace('.', "/")).into();
                answer["fault"] = Fault::reason(fault).into();
            }
            answer
        }
    }
}

fn violations(profile: Profile, body: &[u8]) -> Value {
    match validate(profile, body) {
        Ok(()) => json!({"violations": []}),
        Err(ValidateError::Violations(violations)) => {
            let each: Vec<_> = violations.iter().map(|v| json!([v.pointer, v.keyword])).collect();
            json!({"violations": each})
        }
        Err(_) => json!({"reason": "not-json"}),
    }
}

fn pinned(keys: Result<KeySet, KeySetError>, question: &Value) -> Result<KeySet, KeySetError> {
    let pins = question["pins"].as_array();
    let Some(pins) = pins else { return keys };
    let kids = pins.iter().filter_map(|pin| pin.as_str()?.parse::<Kid>().ok());
    keys.and_then(|keys| keys.pin(kids))
}

fn signature(question: &Value, body: &[u8]) -> Option<Value> {
    let keys = pinned(KeySet::from_jwks(question["keys"].as_str()?), question).ok()?;
    let mut verifier = Verifier::new(keys);
    for allowed in question["allow"].as_array()? {
        verifier = match allowed.as_str()? {
            "sha1" => verifier.allow_insecure_sha1(),
            _ => verifier.allow_insecure_short_keys(),
        };
    }
    let pairs = question["headers"].as_array()?.iter();
    let pairs = pairs.filter_map(|pair| Some((pair[0].as_str()?, pair[1].as_str()?)));
    let headers = SignatureHeaders::from_pairs(pairs);
    Some(match verifier.verify(&headers, body) {
        Ok(proof) => json!({"kid": proof.kid()}),
        Err(error) => {
            let mut answer = json!({"reason": error.reason()});
            if let VerifyError::HeaderMalformed { header, fault } = error {
                answer["header"] = header.into();
                answer["fault"] = fault.reason().into();
            }
            answer
        }
    })
}

fn of_keys(keys: Result<KeySet, KeySetError>) -> Value {
    let rejected = |keys: &[RejectedKey]| -> Vec<Value> {
        keys.iter()
            .map(|RejectedKey { index, reason, .. }| json!([index, reason.reason()]))
            .collect()
    };
    match keys {
        Ok(keys) => {
            let each: Vec<_> = keys.iter().map(|key| json!([key.kid(), key.bits()])).collect();
            json!({"keys": each, "rejected": rejected(keys.rejected())})
        }
        Err(error) => {
            let mut answer = json!({"reason": error.reason()});
            match &error {
                KeySetError::NoUsableKey { rejected: keys } => {
                    answer["rejected"] = rejected(keys).into();
                }
                KeySetError::Key(RejectedKey { reason, .. }) => {
                    answer["key"] = KeyError::reason(reason).into();
                }
                _ => {}
            }
            answer
        }
    }
}

/// What `classify` says, and `SmtpReply::parse`.
pub(super) fn reply(output: &str, details: Option<&str>) -> Value {
    let why = classify(output, details);
    let reply = SmtpReply::parse(output);
    let status = |status: postal_webhooks::delivery::EnhancedStatus| status.to_string();
    json!({
        "reply": reply.map(|reply| json!([reply.code(), reply.enhanced().map(status)])),
        "kind": format!("{:?}", why.kind),
        "certainty": format!("{:?}", why.certainty),
        "rule": why.rule,
        "source": why.source,
        "phrase": why.phrase,
        "code": why.code,
        "status": why.status.map(status),
    })
}
