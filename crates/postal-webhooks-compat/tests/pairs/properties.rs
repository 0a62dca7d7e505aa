//! Changes of properties, enumerations and types.

use serde_json::json;

use crate::Pair;
use crate::tree::{REPORT, SENT};

pub(crate) const PAIRS: &[Pair] = &[
    Pair { name: "nothing", change: |_| {}, verdict: "unchanged" },
    Pair {
        name: "property added, always sent",
        change: |files| {
            files.set(
                REPORT,
                "/properties",
                "size",
                json!({"description": "A size.", "type": "integer", "minimum": 0}),
            );
            files.require("size", true);
            files.set(SENT, "/payload", "size", json!(7));
        },
        verdict: "compatible",
    },
    Pair {
        name: "property added, sometimes sent",
        change: |files| {
            files.set(
                REPORT,
                "/properties",
                "size",
                json!({"description": "A size.", "type": "string"}),
            );
        },
        verdict: "compatible",
    },
    Pair {
        name: "property removed that was always sent",
        change: |files| {
            files.remove(REPORT, "/properties", "host");
            files.require("host", false);
            files.remove(SENT, "/payload", "host");
        },
        verdict: "breaking /payload can be without `host` (tolerant, codegen, strict)",
    },
    Pair {
        name: "property removed that was sometimes sent",
        change: |files| {
            files.remove(REPORT, "/properties", "hint");
            files.remove(SENT, "/payload", "hint");
        },
        verdict: "compatible",
    },
    Pair {
        name: "property made required",
        change: |files| files.require("hint", true),
        verdict: "compatible",
    },
    Pair {
        name: "property made optional",
        change: |files| files.require("host", false),
        verdict: "breaking /payload can be without `host` (tolerant, codegen, strict)",
    },
    Pair {
        name: "property made nullable",
        change: |files| {
            files.set(REPORT, "/properties/host", "type", json!(["string", "null"]));
        },
        verdict: "breaking /payload/host can be null (tolerant, codegen, strict)",
    },
    Pair {
        name: "property made not nullable",
        change: |files| files.set(REPORT, "/properties/took", "type", json!("number")),
        verdict: "compatible",
    },
    Pair {
        name: "reference made nullable",
        change: |files| {
            let any_of = json!([{"$ref": "../common/Mail.json"}, {"type": "null"}]);
            let mail = json!({"description": "Maybe a mail.", "anyOf": any_of});
            files.set(REPORT, "/properties", "mail", mail);
        },
        verdict: "breaking /payload/mail can be null (tolerant, codegen, strict)",
    },
    Pair {
        name: "nullable reference made not nullable",
        change: |files| {
            let reply = json!({"description": "A reply.", "$ref": "../common/Reply.json"});
            files.set(REPORT, "/properties", "reply", reply);
        },
        verdict: "compatible",
    },
    Pair {
        name: "property of an object made nullable that may be null itself",
        change: |files| {
            let types = json!(["integer", "null"]);
            files.set("common/Reply.json", "/properties/id", "type", types);
        },
        verdict: "breaking /payload/reply/id can be null (tolerant, codegen, strict)",
    },
    Pair {
        name: "property of a shared object made nullable",
        change: |files| {
            files.set("common/Mail.json", "/properties/id", "type", json!(["integer", "null"]));
        },
        verdict: "breaking /payload/mail/id can be null (tolerant, codegen, strict)",
    },
    Pair {
        name: "enumeration value added",
        change: |files| {
            let values = "A state.\n\n- `new`: One.\n- `old`: Two.\n- `odd`: Three.";
            files.set("common/State.json", "", "description", json!(values));
            files.set("common/State.json", "", "enum", json!(["new", "old", "odd"]));
        },
        verdict: "breaking /payload/before can be \"odd\" (codegen, strict), /payload/state can be \"odd\" (codegen, strict)",
    },
    Pair {
        name: "enumeration value removed",
        change: |files| {
            files.set("common/State.json", "", "description", json!("A state.\n\n- `new`: One."));
            files.set("common/State.json", "", "enum", json!(["new"]));
        },
        verdict: "compatible",
    },
    Pair {
        name: "enumeration opened to any text",
        change: |files| {
            files.set(
                REPORT,
                "/properties",
                "state",
                json!({"description": "The state.", "type": "string"}),
            );
        },
        verdict: "breaking /payload/state can be \"\" (codegen, strict), /payload/state can be \"text\" (codegen, strict)",
    },
    Pair {
        name: "text closed to an enumeration",
        change: |files| {
            files.set(
                REPORT,
                "/properties",
                "host",
                json!({"description": "Now a state.", "$ref": "../common/State.json"}),
            );
            files.set(SENT, "/payload", "host", json!("new"));
        },
        verdict: "compatible",
    },
    Pair {
        name: "type widened, integer to number",
        change: |files| {
            files.set(
                REPORT,
                "/properties",
                "port",
                json!({"description": "A number.", "type": "number"}),
            );
        },
        verdict: "breaking /payload/port can be -0.5, which is less than the minimum (tolerant, codegen, strict), /payload/port can be a number that is no integer (tolerant, codegen, strict)",
    },
    Pair {
        name: "type narrowed, number to integer",
        change: |files| {
            files.set(
                REPORT,
                "/properties",
                "took",
                json!({"description": "Seconds.", "type": ["integer", "null"], "minimum": 0}),
            );
            files.set(SENT, "/payload", "took", json!(1));
        },
        verdict: "compatible",
    },
    Pair {
        name: "type narrowed, text to UUID",
        change: |files| {
            files.set(REPORT, "/properties/host", "format", json!("uuid"));
            files.set(SENT, "/payload", "host", json!("0c3f8a52-8d0e-4a6b-9f0e-5f3a3e1b7c64"));
        },
        verdict: "compatible",
    },
    Pair {
        name: "type changed, text to number",
        change: |files| {
            files.set(REPORT, "/properties/host", "type", json!("number"));
            files.set(SENT, "/payload", "host", json!(1.5));
        },
        verdict: "breaking /payload/host can be a number that is no integer (tolerant, codegen, strict)",
    },
];
