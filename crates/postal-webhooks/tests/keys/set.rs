//! Tests of several keys, of pinned keys, and of the ids of keys.

use postal_webhooks::{KeySetError, Kid};

use crate::check;
use crate::common::{OLD_POSTAL, OTHER_POSTAL, POSTAL};

#[test]
fn sets_merge_and_each_key_stays_once() {
    let keys = POSTAL.key_set().merge(OTHER_POSTAL.key_set());
    let keys = keys.merge(POSTAL.key_set());
    assert_eq!(keys.len(), 2);
    check(Ok(keys), Ok(&[POSTAL.kid(), OTHER_POSTAL.kid()]), "merged");
}

#[test]
fn a_pin_keeps_only_the_pinned() {
    let both = || POSTAL.key_set().merge(OTHER_POSTAL.key_set());
    check(both().pin([OTHER_POSTAL.kid()]), Ok(&[OTHER_POSTAL.kid()]), "one of two");
    let three = [OLD_POSTAL.kid(), POSTAL.kid(), OTHER_POSTAL.kid()];
    check(both().pin(three), Ok(&three[1..]), "two of three pinned");
    check(both().pin([OLD_POSTAL.kid()]), Err("none of the keys is pinned"), "another");
    check(both().pin([]), Err("none of the keys is pinned"), "nothing");
    let error = both().pin([]).unwrap_err();
    let found = vec![POSTAL.kid(), OTHER_POSTAL.kid()];
    assert_eq!(error, KeySetError::NotPinned { found });
}

#[test]
fn a_kid_is_64_lower_case_digits() {
    let kid = POSTAL.kid();
    assert_eq!(kid.to_string().parse(), Ok(kid));
    for bad in ["", "0", &"0".repeat(63), &"0".repeat(65), &"A".repeat(64), &"é".repeat(32)] {
        assert!(bad.parse::<Kid>().is_err(), "{bad}");
    }
}
