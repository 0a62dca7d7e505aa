//! Changed bodies: `validate` accepts what the published schemas accept.

use postal_webhooks::validate::Profile;
use postal_webhooks_differential::{Run, Verdict, compare_with_schemas};
use postal_webhooks_tests::{examples, invalid};

const BODIES: u64 = 10_000;

#[test]
fn tolerant_profile_and_schemas_agree() {
    check(Profile::Tolerant);
}

#[test]
fn strict_profile_and_schemas_agree() {
    check(Profile::Strict);
}

fn check(profile: Profile) {
    let mut bodies: Vec<_> = examples().into_iter().map(|example| ((), example.body)).collect();
    bodies.extend(invalid().iter().map(|invalid| ((), invalid.body.to_string().into_bytes())));
    let compare = |(): &(), body: &[u8]| compare_with_schemas(profile, body);
    let run = Run::of_environment(BODIES);
    let tally = run.compare(&bodies, compare);
    println!("{profile:?}\n{tally}");
    // Fewer bodies are a difference that is looked at again.
    if run.bodies < BODIES {
        return;
    }
    for verdict in
        [Verdict::Valid, Verdict::Refused, Verdict::Duplicate, Verdict::TooLarge, Verdict::NotJson]
    {
        assert!(tally.of(verdict) > 0, "no body was {verdict:?}");
    }
}
