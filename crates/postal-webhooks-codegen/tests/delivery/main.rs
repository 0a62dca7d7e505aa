//! What the lint says of `delivery/`, for the smallest input that breaks each rule.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

#[path = "../facts/mod.rs"]
mod facts;
mod generated;
mod phrases;

use std::path::Path;

use expect_test::{Expect, expect};
use postal_webhooks_codegen::{Tree, generate, read};
use proptest::prelude::*;

use self::facts::with_facts;

const RULES: &str = r#"
[[topic]]
name = "full"
kind = "MailboxFull"
certainty = "High"

[[topic.rule]]
source = "RFC 3463"
codes = [452]
statuses = ["2.2", "7.20-26"]

[[topic.rule]]
source = "servers in French"
phrases = ["quota", "boite … pleine"]

[[topic]]
name = "not-recipient"
kind = "Unknown"
certainty = "Low"

[[topic.rule]]
source = "words about something else"
phrases = ["sender"]
"#;

const LATER_RULES: &str = r#"
[[topic]]
name = "unknown-recipient"
kind = "Recipient"
certainty = "High"

[[topic.rule]]
source = "QQ"
phrases = ["@ 不存在"]
"#;

const VOCABULARY: &str = r#"
gap = 6
fold = { e = "éÉ" }
kind = [
    { name = "Recipient", description = "The address." },
    { name = "MailboxFull", description = "The mailbox is full." },
    { name = "Unknown", description = "Nothing known." },
]
certainty = [
    { name = "Low", description = "Not sure." },
    { name = "High", description = "Sure." },
]
"#;

const POSTAL: &str = r#"
[output]
refused-data = "could not get 3xx ("
dummy-reply = "200 dummy reply code"

[http]
rule = "http-status"
source = "RFC 9110"
before = "Received a "
after = " from "
statuses = [{ last = -1, kind = "Unknown" }, { first = 507, last = 507, kind = "MailboxFull" }]

[details]
rule = "postal-details"
source = "Postal"

[[details.text]]
start = "Recipient ("
kind = "Recipient"
source = "a.rb"

[[details.text]]
start = "Temporary error"
kind = "Unknown"
source = "b.rb"
without-reply = true
"#;

const REPLIES: &str = "# Replies.\n\
    MailboxFull|Unknown\t\"552 quota\"\tnull\tQQ\n\
    Recipient\t\"550 no\"\t\"Permanent\"\tGmail\tUnknown\n";

const FIELD: &str = "MailboxFull\t\"552 quota\"\tnull\n";

/// The bare tree with the smallest rules.
fn tree() -> Tree {
    let bare = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/bare/schema");
    let mut tree = with_facts(Tree::read(&bare).expect("the bare schema"));
    for (path, text) in [
        ("README.md", "# Rules\n"),
        ("delivery.toml", VOCABULARY),
        ("postal.toml", POSTAL),
        ("rules/10-first.toml", RULES),
        ("rules/20-second.toml", LATER_RULES),
        ("replies.tsv", REPLIES),
        ("field.tsv", FIELD),
    ] {
        tree.0.insert(format!("delivery/{path}"), text.as_bytes().to_vec());
    }
    tree
}

fn violations(tree: &Tree) -> String {
    let text = read(tree).map_or_else(|error| error.to_string(), |_| "\n\nfine".to_owned());
    text.split_once("\n\n").expect("a violation").1.to_owned()
}

/// Compares what the generator says of the tree with other text in one file.
#[track_caller]
fn check(file: &str, before: &str, after: &str, expected: &Expect) {
    let mut tree = tree();
    let text = tree.0.get_mut(&format!("delivery/{file}")).expect("the file");
    let there = String::from_utf8(text.clone()).expect("UTF-8");
    assert!(there.contains(before), "{file} has no {before}");
    *text = there.replacen(before, after, 1).into_bytes();
    expected.assert_eq(&violations(&tree));
}

const RULES_FILE: &str = "rules/10-first.toml";

#[test]
fn the_smallest_rules_are_fine() {
    assert_eq!(violations(&tree()), "fine");
}

#[test]
fn delivery_file() {
    let mut with_others = tree();
    with_others.0.remove("delivery/field.tsv");
    for name in ["notes.txt", "rules/third.toml", "rules/30-Third.toml"] {
        with_others.0.insert(format!("delivery/{name}"), Vec::new());
    }
    expect![[r#"
        schema/delivery/field.tsv#: delivery-file: it is missing
          remedy: write it, or remove the folder

        schema/delivery/notes.txt#: delivery-file: nothing reads this file
          remedy: put rules into schema/delivery/rules/, labelled replies into replies.tsv

        schema/delivery/rules/30-Third.toml#: delivery-file: its name does not give its place among the others
          remedy: name it with two digits, `-` and a name in kebab-case: `20-protocol.toml`

        schema/delivery/rules/third.toml#: delivery-file: its name does not give its place among the others
          remedy: name it with two digits, `-` and a name in kebab-case: `20-protocol.toml`"#]].assert_eq(&violations(&with_others));
    check(
        RULES_FILE,
        "source",
        "origin",
        &expect![[r#"
        schema/delivery/rules/10-first.toml#: delivery-file: line 8: unknown field `origin`, expected one of `source`, `codes`, `statuses`, `phrases`
          remedy: write the keys that schema/delivery/README.md lists, and only these"#]],
    );
    check(
        "delivery.toml",
        "gap = 6",
        "gap = \"six\"",
        &expect![[r#"
        schema/delivery/delivery.toml#: delivery-file: line 2: invalid type: string "six", expected usize
          remedy: write the keys that schema/delivery/README.md lists, and only these"#]],
    );
    check(
        "postal.toml",
        "[http]",
        "[ftp]",
        &expect![[r#"
        schema/delivery/postal.toml#: delivery-file: line 6: unknown field `ftp`, expected one of `output`, `http`, `details`
          remedy: write the keys that schema/delivery/README.md lists, and only these"#]],
    );
    check(
        "postal.toml",
        POSTAL,
        "\u{feff}",
        &expect![[r#"
        schema/delivery/postal.toml#: delivery-file: it begins with a byte order mark (BOM)
          remedy: save the file as UTF-8 without a byte order mark"#]],
    );
}

#[test]
fn delivery_kind() {
    check(
        RULES_FILE,
        "\"MailboxFull\"",
        "\"Full\"",
        &expect![[r#"
        schema/delivery/rules/10-first.toml#/topic/0/kind: delivery-kind: `Full` is no kind of failure
          remedy: write one of MailboxFull, Recipient, Unknown"#]],
    );
    check(
        RULES_FILE,
        "\"High\"",
        "\"Certain\"",
        &expect![[r#"
        schema/delivery/rules/10-first.toml#/topic/0/certainty: delivery-kind: `Certain` is no certainty
          remedy: write one of High, Low"#]],
    );
    check(
        "postal.toml",
        "\"Recipient\"",
        "\"Nobody\"",
        &expect![[r#"
        schema/delivery/postal.toml#/details/text/0/kind: delivery-kind: `Nobody` is no kind of failure
          remedy: write one of MailboxFull, Recipient, Unknown"#]],
    );
    check(
        "postal.toml",
        "507, kind = \"MailboxFull\"",
        "507, kind = \"Disk\"",
        &expect![[r#"
        schema/delivery/postal.toml#/http/statuses/1/kind: delivery-kind: `Disk` is no kind of failure
          remedy: write one of MailboxFull, Recipient, Unknown"#]],
    );
    check(
        "replies.tsv",
        "|Unknown",
        "|Nobody",
        &expect![[r#"
        schema/delivery/replies.tsv#: delivery-kind: line 2: `Nobody` is no kind of failure
          remedy: write one of MailboxFull, Recipient, Unknown"#]],
    );
    check(
        "delivery.toml",
        "\"MailboxFull\"",
        "\"mailbox-full\"",
        &expect![[r#"
        schema/delivery/delivery.toml#/kind/1/name: delivery-kind: `mailbox-full` is not in PascalCase, or stands twice
          remedy: give it a name of its own in PascalCase

        schema/delivery/field.tsv#: delivery-kind: line 1: `MailboxFull` is no kind of failure
          remedy: write one of Recipient, Unknown, mailbox-full

        schema/delivery/postal.toml#/http/statuses/1/kind: delivery-kind: `MailboxFull` is no kind of failure
          remedy: write one of Recipient, Unknown, mailbox-full

        schema/delivery/replies.tsv#: delivery-kind: line 2: `MailboxFull` is no kind of failure
          remedy: write one of Recipient, Unknown, mailbox-full

        schema/delivery/rules/10-first.toml#/topic/0/kind: delivery-kind: `MailboxFull` is no kind of failure
          remedy: write one of Recipient, Unknown, mailbox-full"#]],
    );
    check(
        "delivery.toml",
        "{ name = \"Low\"",
        "{ name = \"High\"",
        &expect![[r#"
        schema/delivery/delivery.toml#/certainty/1/name: delivery-kind: `High` is not in PascalCase, or stands twice
          remedy: give it a name of its own in PascalCase

        schema/delivery/rules/10-first.toml#/topic/1/certainty: delivery-kind: `Low` is no certainty
          remedy: write one of High"#]],
    );
}

#[test]
fn delivery_rule() {
    check(
        RULES_FILE,
        "source = \"RFC 3463\"",
        "",
        &expect![[r#"
            schema/delivery/rules/10-first.toml#/topic/0/rule/0/source: delivery-rule: it is empty
              remedy: write one line"#]],
    );
    check(
        RULES_FILE,
        "phrases = [\"sender\"]",
        "",
        &expect![[r#"
            schema/delivery/rules/10-first.toml#/topic/1/rule/0: delivery-rule: the rule has no condition, so it holds for every reply
              remedy: give it `codes`, `statuses` or `phrases`"#]],
    );
    check(
        RULES_FILE,
        "452",
        "250, 600",
        &expect![[r#"
        schema/delivery/rules/10-first.toml#/topic/0/rule/0/codes/0: delivery-rule: 250 is no code of a failure
          remedy: write codes from 400 to 599

        schema/delivery/rules/10-first.toml#/topic/0/rule/0/codes/1: delivery-rule: 600 is no code of a failure
          remedy: write codes from 400 to 599"#]],
    );
    check(
        RULES_FILE,
        "7.20-26",
        "7.26-20",
        &expect![[r#"
        schema/delivery/rules/10-first.toml#/topic/0/rule/0/statuses/1: delivery-rule: `7.26-20` is no range of statuses from lower to higher
          remedy: write subject and detail, as `7.1`, or subject and two details, as `7.20-26`"#]],
    );
    check(
        RULES_FILE,
        "7.20-26",
        "5.7.20",
        &expect![[r#"
        schema/delivery/rules/10-first.toml#/topic/0/rule/0/statuses/1: delivery-rule: `5.7.20` is no range of statuses from lower to higher
          remedy: write subject and detail, as `7.1`, or subject and two details, as `7.20-26`"#]],
    );
    check(
        RULES_FILE,
        "\"not-recipient\"",
        "\"full\"",
        &expect![[r#"
        schema/delivery/rules/10-first.toml#/topic/1/name: delivery-rule: `full` is not in kebab-case, or names another topic too
          remedy: give the topic a name of its own in kebab-case"#]],
    );
    check(
        RULES_FILE,
        "\"not-recipient\"",
        "\"Not recipient\"",
        &expect![[r#"
        schema/delivery/rules/10-first.toml#/topic/1/name: delivery-rule: `Not recipient` is not in kebab-case, or names another topic too
          remedy: give the topic a name of its own in kebab-case"#]],
    );
    check(
        "postal.toml",
        "first = 507",
        "first = 508",
        &expect![[r#"
        schema/delivery/postal.toml#/http/statuses/1: delivery-rule: the range is reversed, so it has no status
          remedy: write the lower status as `first`"#]],
    );
    check(
        "postal.toml",
        "\"a.rb\"",
        "\" \"",
        &expect![[r#"
            schema/delivery/postal.toml#/details/text/0/source: delivery-rule: it is empty
              remedy: write one line"#]],
    );
}

#[test]
fn delivery_reply() {
    check(
        "replies.tsv",
        "\tQQ",
        "",
        &expect![[r#"
        schema/delivery/replies.tsv#: delivery-reply: line 2: the reply has no source
          remedy: name the program or the document that has it"#]],
    );
    check(
        "replies.tsv",
        "\"552 quota\"",
        "552 quota",
        &expect![[r#"
        schema/delivery/replies.tsv#: delivery-reply: line 2: the output is no JSON string: invalid type: integer `552`, expected a string at line 1 column 3
          remedy: separate kinds, output, details and source by tabs; write output and details as JSON"#]],
    );
    check(
        "replies.tsv",
        "\tnull\tQQ",
        "",
        &expect![[r#"
        schema/delivery/replies.tsv#: delivery-reply: line 2: fewer than three columns
          remedy: separate kinds, output, details and source by tabs; write output and details as JSON"#]],
    );
    check(
        "replies.tsv",
        "\tUnknown\n",
        "\tRecipient\n",
        &expect![[r#"
        schema/delivery/replies.tsv#: delivery-reply: line 3: the kind that the rules give is one of those that are right
          remedy: leave the last column out"#]],
    );
    check(
        "field.tsv",
        FIELD,
        &FIELD.repeat(2),
        &expect![[r#"
        schema/delivery/field.tsv#: delivery-reply: line 2: the reply stands in line 1 too
          remedy: leave one out; join several kinds by `|`"#]],
    );
}

proptest! {
    #[test]
    fn no_input_makes_it_panic(
        file in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        length in 0_usize..20,
        text in r#"[a-zA-Z0-9.@…é不 \t\n"\[\]={}-]{0,12}"#,
    ) {
        let mut tree = tree();
        let paths: Vec<_> =
            tree.0.keys().filter(|path| path.starts_with("delivery/")).cloned().collect();
        let there = tree.0.get_mut(&paths[file.index(paths.len())]).expect("a file");
        let from = from.index(there.len());
        let to = there.len().min(from + length);
        there.splice(from..to, text.bytes());
        // A violation is fine; so is none. A panic is not.
        if let Ok(model) = read(&tree) {
            prop_assert!(generate(&model).is_ok());
        }
    }
}
