//! What is generated from `delivery/`.

use expect_test::expect;
use postal_webhooks_codegen::{find, generate, read};

use crate::tree;

#[test]
fn what_is_generated() {
    let model = read(&tree()).unwrap_or_else(|error| panic!("{error}"));
    let folders = generate(&model).unwrap_or_else(|error| panic!("{error:#}"));
    let file = |path: &str| find(&folders, path).expect("the file").to_owned();
    let tables = file("crates/postal-webhooks/src/generated/delivery.rs");
    let from = tables.find("/// Every topic").expect("the topics");
    expect![[r#"
        /// Every topic, in order.
        pub(super) static TOPICS: &[Topic] = &[
            Topic {
                name: "full",
                kind: FailureKind::MailboxFull,
                certainty: Certainty::High,
                rules: &[
                    Rule {
                        source: "RFC 3463",
                        codes: &[452],
                        statuses: &[(2, 2, 2), (7, 20, 26)],
                        phrases: &[],
                    },
                    Rule {
                        source: "servers in French",
                        codes: &[],
                        statuses: &[],
                        phrases: &[
                            "quota",
                            "boite … pleine",
                        ],
                    },
                ],
            },
            Topic {
                name: "not-recipient",
                kind: FailureKind::Unknown,
                certainty: Certainty::Low,
                rules: &[
                    Rule {
                        source: "words about something else",
                        codes: &[],
                        statuses: &[],
                        phrases: &["sender"],
                    },
                ],
            },
            Topic {
                name: "unknown-recipient",
                kind: FailureKind::Recipient,
                certainty: Certainty::High,
                rules: &[
                    Rule {
                        source: "QQ",
                        codes: &[],
                        statuses: &[],
                        phrases: &["@ 不存在"],
                    },
                ],
            },
        ];
    "#]]
    .assert_eq(&tables[from..]);
    let rules: serde_json::Value =
        serde_json::from_str(&file("schema/dist/delivery/rules.json")).expect("JSON");
    expect![[r#"{"name":"full","kind":"MailboxFull","certainty":"High","rules":[{"source":"RFC 3463","codes":[452],"statuses":[{"subject":2,"first":2,"last":2},{"subject":7,"first":20,"last":26}],"phrases":[]},{"source":"servers in French","codes":[],"statuses":[],"phrases":["quota","boite … pleine"]}]}"#]].assert_eq(&rules["topics"][0].to_string());
    expect![[r#"{"rule":"postal-details","source":"Postal","texts":[{"start":"Recipient (","kind":"Recipient","source":"a.rb","withoutReply":false},{"start":"Temporary error","kind":"Unknown","source":"b.rb","withoutReply":true}]}"#]].assert_eq(&rules["details"].to_string());
    let replies: serde_json::Value =
        serde_json::from_str(&file("schema/dist/delivery/replies.json")).expect("JSON");
    expect![[r#"{"version":"1.0.0","replies":[{"kinds":["MailboxFull","Unknown"],"output":"552 quota","details":null,"source":"QQ"},{"kinds":["Recipient"],"output":"550 no","details":"Permanent","source":"Gmail","found":"Unknown"}],"field":[{"kinds":["MailboxFull"],"output":"552 quota","details":null}]}"#]].assert_eq(&replies.to_string());
}

#[test]
fn without_rules_nothing_is_generated() {
    let mut tree = tree();
    tree.0.retain(|path, _| !path.starts_with("delivery/"));
    let model = read(&tree).unwrap_or_else(|error| panic!("{error}"));
    let folders = generate(&model).unwrap_or_else(|error| panic!("{error:#}"));
    assert!(folders.iter().flat_map(|folder| &folder.files).all(|(path, text)| {
        !path.contains("delivery") && !text.contains("delivery/rules.json")
    }));
}
