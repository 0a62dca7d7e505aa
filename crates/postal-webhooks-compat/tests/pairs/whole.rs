//! Changes of events and payloads, and changes of the text alone.

use serde_json::json;

use crate::Pair;
use crate::tree::{REPORT, SENT, body};

pub(crate) const PAIRS: &[Pair] = &[
    Pair {
        name: "event added",
        change: |files| {
            files.0.insert(
                "events/Lost.json",
                json!({"description": "Lost.", "$ref": "../payloads/View.json"}),
            );
            files.0.insert(
                "examples/Lost/typical.json",
                body("Lost", &json!({"mail": {"id": 1, "subject": "Hi"}, "at": 1.5})),
            );
        },
        verdict: "Lost: compatible, added: receivers ignore events that they do not know",
    },
    Pair {
        name: "event removed",
        change: |files| {
            files.0.remove("events/Seen.json");
            files.0.remove("examples/Seen/typical.json");
        },
        verdict: "Seen: breaking, removed: its files and types are gone, and what it may hold is open",
    },
    Pair {
        name: "payload swapped",
        change: |files| {
            files.set("events/Sent.json", "", "$ref", json!("../payloads/View.json"));
            files.0.insert(
                SENT,
                body("Sent", &json!({"mail": {"id": 1, "subject": "Hi"}, "at": 1.5})),
            );
        },
        verdict: "breaking /payload can be without `before` (tolerant, codegen, strict), /payload can be without `host` (tolerant, codegen, strict), /payload can be without `port` (tolerant, codegen, strict), /payload can be without `reply` (tolerant, codegen, strict), /payload can be without `state` (tolerant, codegen, strict), /payload can be without `took` (tolerant, codegen, strict)",
    },
    Pair {
        name: "description only",
        change: |files| {
            files.set(REPORT, "/properties/host", "description", json!("A better word."));
        },
        verdict: "unchanged",
    },
    Pair {
        name: "example only",
        change: |files| {
            files.set(REPORT, "/properties/host", "examples", json!(["mx.example.com"]));
        },
        verdict: "unchanged",
    },
    Pair {
        name: "order only",
        change: |files| {
            for (file, list) in [(REPORT, "/properties"), (SENT, "/payload")] {
                let port = files.at(file, list)["port"].clone();
                files.remove(file, list, "port");
                files.set(file, list, "port", port);
            }
            files.require("port", false);
            files.require("port", true);
        },
        verdict: "unchanged",
    },
    Pair {
        name: "$ref moved to a file of another name",
        change: |files| {
            let mail = files.0.remove("common/Mail.json").expect("it is there");
            files.0.insert("common/Letter.json", mail);
            for file in [REPORT, "payloads/View.json"] {
                files.set(file, "/properties/mail", "$ref", json!("../common/Letter.json"));
            }
        },
        verdict: "unchanged",
    },
    Pair {
        name: "object nested",
        change: |files| {
            files.0.insert(
                "common/Peer.json",
                json!({
                    "description": "The other side.",
                    "type": "object",
                    "required": ["host", "port"],
                    "properties": {
                        "host": {"description": "A name.", "type": "string"},
                        "port": {"description": "A number.", "type": "integer", "minimum": 0}
                    }
                }),
            );
            for name in ["host", "port"] {
                files.remove(REPORT, "/properties", name);
                files.require(name, false);
                files.remove(SENT, "/payload", name);
            }
            files.set(
                REPORT,
                "/properties",
                "peer",
                json!({"description": "The peer.", "$ref": "../common/Peer.json"}),
            );
            files.require("peer", true);
            files.set(SENT, "/payload", "peer", json!({"host": "mx", "port": 25}));
        },
        verdict: "breaking /payload can be without `host` (tolerant, codegen, strict), /payload can be without `port` (tolerant, codegen, strict)",
    },
    Pair {
        name: "event narrowed to one value",
        change: |files| {
            files.set("events/Sent.json", "", "properties", json!({"state": {"const": "new"}}));
        },
        verdict: "compatible",
    },
    Pair {
        name: "items of a list made nullable",
        change: |files| {
            let list = json!({"description": "Names.", "type": "array", "items": {"type": ["string", "null"]}});
            files.set(REPORT, "/properties", "names", list);
        },
        verdict: "compatible",
    },
];
