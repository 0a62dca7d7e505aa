//! What the lint says of phrases.

use expect_test::expect;

use crate::{RULES_FILE, check};

#[test]
fn delivery_phrase_is_written_as_texts_are_compared() {
    check(
        RULES_FILE,
        "\"quota\"",
        "\"Quota\", \"over-quota\"",
        &expect![[r#"
        schema/delivery/rules/10-first.toml#/topic/0/rule/1/phrases/0: delivery-phrase: `Quota` has a capital
          remedy: write words in lower case, letters without accents, one space between them; `@` for an address, and ` … ` for a few other words

        schema/delivery/rules/10-first.toml#/topic/0/rule/1/phrases/1: delivery-phrase: `over-quota` has a character that is no letter or digit
          remedy: write words in lower case, letters without accents, one space between them; `@` for an address, and ` … ` for a few other words"#]],
    );
    check(
        RULES_FILE,
        "boite",
        "boité",
        &expect![[r#"
        schema/delivery/rules/10-first.toml#/topic/0/rule/1/phrases/1: delivery-phrase: `boité … pleine` has an accent
          remedy: write words in lower case, letters without accents, one space between them; `@` for an address, and ` … ` for a few other words"#]],
    );
    check(
        RULES_FILE,
        "boite … pleine",
        "boite …",
        &expect![[r#"
        schema/delivery/rules/10-first.toml#/topic/0/rule/1/phrases/1: delivery-phrase: `boite …` has a character that is no letter or digit
          remedy: write words in lower case, letters without accents, one space between them; `@` for an address, and ` … ` for a few other words"#]],
    );
    check(
        RULES_FILE,
        "boite … pleine",
        "boite  pleine",
        &expect![[r#"
            schema/delivery/rules/10-first.toml#/topic/0/rule/1/phrases/1: delivery-phrase: `boite  pleine` has no word at its beginning, at its end or between two spaces
              remedy: write words in lower case, letters without accents, one space between them; `@` for an address, and ` … ` for a few other words"#]],
    );
    check(
        RULES_FILE,
        "boite … pleine",
        "boite… pleine",
        &expect![[r#"
        schema/delivery/rules/10-first.toml#/topic/0/rule/1/phrases/1: delivery-phrase: `boite… pleine` has a character that is no letter or digit
          remedy: write words in lower case, letters without accents, one space between them; `@` for an address, and ` … ` for a few other words"#]],
    );
    check(
        RULES_FILE,
        "boite … pleine",
        "",
        &expect![[r#"
            schema/delivery/rules/10-first.toml#/topic/0/rule/1/phrases/1: delivery-phrase: `` has no word at its beginning, at its end or between two spaces
              remedy: write words in lower case, letters without accents, one space between them; `@` for an address, and ` … ` for a few other words"#]],
    );
}

#[test]
fn delivery_phrase_decides() {
    check(
        RULES_FILE,
        "\"quota\"",
        "\"quota\", \"quota\"",
        &expect![[r#"
            schema/delivery/rules/10-first.toml#/topic/0/rule/1/phrases/1: delivery-phrase: `quota` stands twice
              remedy: leave one of the two out"#]],
    );
    // Another phrase stands inside it, in the same topic, in an earlier one, between its parts.
    check(
        RULES_FILE,
        "\"boite … pleine\"",
        "\"quota exceeded\"",
        &expect![[r#"
        schema/delivery/rules/10-first.toml#/topic/0/rule/1/phrases/1: delivery-phrase: `quota exceeded` does not decide: `quota` of full does
          remedy: leave it out, or move it before that one"#]],
    );
    check(
        "rules/20-second.toml",
        "@ 不存在",
        "no … quota",
        &expect![[r#"
        schema/delivery/rules/20-second.toml#/topic/0/rule/0/phrases/0: delivery-phrase: `no … quota` does not decide: `quota` of full does
          remedy: leave it out, or move it before that one"#]],
    );
    check(
        RULES_FILE,
        "\"quota\"",
        "\"quota\", \"不\"",
        &expect![[r#"
        schema/delivery/rules/20-second.toml#/topic/0/rule/0/phrases/0: delivery-phrase: `@ 不存在` does not decide: `不` of full does
          remedy: leave it out, or move it before that one"#]],
    );
    // Evidence against the recipient.
    check(
        "rules/20-second.toml",
        "@ 不存在",
        "sender unknown",
        &expect![[r#"
            schema/delivery/rules/20-second.toml#/topic/0/rule/0/phrases/0: delivery-phrase: `sender unknown` does not decide: a topic of the kind Unknown before it does
              remedy: leave it out, or move it before that one"#]],
    );
    // A rule without phrases.
    check(RULES_FILE, "statuses = [\"2.2\", \"7.20-26\"]", "", &expect!["fine"]);
    check(
        "rules/20-second.toml",
        "source = \"QQ\"",
        "source = \"QQ\"\ncodes = [452]\nstatuses = [\"7.21\"]",
        &expect![[r#"
            schema/delivery/rules/20-second.toml#/topic/0/rule/0/phrases/0: delivery-phrase: `@ 不存在` does not decide: the rule `RFC 3463` of full does
              remedy: leave it out, or move it before that one"#]],
    );
    check(
        "postal.toml",
        "\"Temporary error\"",
        "\"Recipient (a\"",
        &expect![[r#"
        schema/delivery/postal.toml#/details/text/1/start: delivery-phrase: it never decides: `Recipient (` before it does
          remedy: leave it out, or put it before that text"#]],
    );
}
