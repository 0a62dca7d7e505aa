//! Strings and numbers of any form: the reader reads them as `serde_json` does.

use fastrand::Rng;
use postal_webhooks_differential::{number, string, without_lone_surrogates};
use postal_webhooks_types::{Event, EventKind, ParseError, Webhook};

/// Reads the text between two quotes where a body has it.
fn read_string(text: &str) -> Option<String> {
    let payload = format!(
        r#"{{"server":{{"uuid":"54529725-8807-4069-ab29-a3746c1bbd98","name":"{text}",
            "permalink":"shop","organization":null}},"volume":1,"limit":1}}"#
    );
    match Event::from_payload(EventKind::SendLimitExceeded, payload.as_bytes()) {
        Ok(Event::SendLimitExceeded(limit)) => Some(limit.server.name),
        Err(ParseError::NotJson { .. }) => None,
        other => panic!("{other:?}: {text}"),
    }
}

fn by_serde_json(text: &str) -> Option<String> {
    serde_json::from_str(&without_lone_surrogates(&format!("\"{text}\""))).ok()
}

/// The reader looks at 8 bytes at once, behind the first 64 at 32.
#[test]
fn whatever_stands_in_a_string_is_found_at_each_place() {
    const PARTS: &[&str] = &[
        "",
        "\\n",
        "\\\"",
        "\\\\",
        "\\u0041",
        "\\ud83d\\ude00",
        "\\ud83d",
        "\\ude00\\ud83d",
        "\\",
        "\\x",
        "\\u004",
        "\\u00g1",
        "\u{0}",
        "\n",
        "\u{1f}",
        " ",
        "\u{7f}",
        "é",
        "日",
        "😀",
        "\u{80}",
        "\u{5dc}",
        "^",
        "#",
    ];
    for part in PARTS {
        for before in 0..140 {
            for behind in [0, 1, 7, 8, 9, 31, 32, 33, 63, 64, 65, 100] {
                let text = format!("{}{part}{}", "a".repeat(before), "b".repeat(behind));
                assert_eq!(read_string(&text), by_serde_json(&text), "{text}");
            }
        }
    }
    // Two of them, at any distance.
    for distance in 0..140 {
        for part in ["\\n", "\\u0041", "é", "\\ud83d\\ude00"] {
            let text = format!("{part}{}{part}", "a".repeat(distance));
            assert_eq!(read_string(&text), by_serde_json(&text), "{text}");
        }
    }
}

#[test]
fn random_strings_are_read_as_by_serde_json() {
    let (mut read, mut refused) = (0, 0);
    for seed in 0..30_000 {
        let mut rng = Rng::with_seed(seed);
        let most = [8, 40, 100, 200][rng.usize(..4)];
        // A quote would end the string early.
        let text = string(&mut rng, most).replace("\\\"", "\\/").replace('"', "q");
        let text = text.strip_suffix('\\').unwrap_or(&text);
        let expected = by_serde_json(text);
        assert_eq!(read_string(text), expected, "seed {seed}: {text}");
        *(if expected.is_some() { &mut read } else { &mut refused }) += 1;
    }
    assert!(read > 5_000 && refused > 500, "{read} read, {refused} refused");
}

#[test]
fn random_numbers_are_read_as_by_serde_json() {
    const LARGEST: u64 = i64::MAX.unsigned_abs();
    let (mut doubles, mut integers, mut refused) = (0, 0, 0);
    for seed in 0..100_000 {
        let digits = number(&mut Rng::with_seed(seed));
        let double = serde_json::from_str::<f64>(&digits).ok();
        let body = format!(
            r#"{{"event":"X","timestamp":{digits},"payload":{{}},
                "uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}}"#
        );
        let read = Webhook::from_slice(body.as_bytes()).ok();
        let bits = read.map(|webhook| webhook.timestamp.as_secs_f64().to_bits());
        // A timestamp has no negative zero.
        assert_eq!(bits, double.map(|double| (double + 0.0).to_bits()), "{digits}");

        let payload = format!(
            r#"{{"server":{{"uuid":"54529725-8807-4069-ab29-a3746c1bbd98","name":"","permalink":"",
                "organization":null}},"volume":{digits},"limit":1}}"#
        );
        let volume = match Event::from_payload(EventKind::SendLimitExceeded, payload.as_bytes()) {
            Ok(Event::SendLimitExceeded(limit)) => Some(limit.volume),
            _ => None,
        };
        let exact = serde_json::from_str::<u64>(&digits).ok();
        let integer = exact.filter(|integer| *integer <= LARGEST).or_else(|| {
            // Below 2^63 each double that is an integer is one of 64 bits.
            let whole = double.filter(|double| exact.is_none() && double.fract() == 0.0)?;
            format!("{:.0}", whole + 0.0).parse().ok().filter(|integer| *integer <= LARGEST)
        });
        assert_eq!(volume, integer, "{digits}");
        doubles += u32::from(double.is_some());
        integers += u32::from(integer.is_some());
        refused += u32::from(double.is_none());
    }
    let all = [doubles, integers, refused];
    assert!(all.iter().all(|count| *count > 3_000), "{all:?}");
}
