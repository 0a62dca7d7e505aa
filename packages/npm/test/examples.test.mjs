// The examples are those of the schema, byte for byte.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { EVENTS, example, examples, validate } from "./package.mjs";

test("examples are the files of schema/examples", () => {
  const root = new URL("../../../schema/examples/", import.meta.url);
  const files = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".json"));
  assert.equal(examples.length, files.length);
  for (const { event, case: name, body } of examples) {
    assert.equal(body, readFileSync(new URL(`${event}/${name}.json`, root), "utf8"));
    assert.deepEqual(validate(JSON.parse(body), "strict"), []);
  }
});

test("every event has a typical example, and a wrong name is refused with the right ones", () => {
  for (const event of EVENTS) {
    assert.equal(JSON.parse(example(event)).event, event);
  }
  assert.throws(() => example("MessageSent", "none"), {
    name: "RangeError",
    message: /the cases of this event are .*typical/,
  });
});
