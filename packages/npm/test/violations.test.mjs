// A reference that may be null: no schema has one now, and the next may.

import assert from "node:assert/strict";
import { test } from "node:test";
import { leavesOf, violationsOf } from "../dist/esm/violations.js";

/** What ajv says of `{ "server": {}, "servers": [] }`, where `server` is an object with a name or null. */
const errors = [
  { instancePath: "/server", keyword: "required", params: { missingProperty: "name" } },
  { instancePath: "/server", keyword: "type", params: { type: "null" } },
  { instancePath: "/server", keyword: "anyOf", params: {} },
  { instancePath: "/servers", keyword: "type", params: { type: "string" } },
  { instancePath: "", keyword: "if", params: { failingKeyword: "then" } },
];

test("a violation stands for all that failed in its branches", () => {
  const found = violationsOf(errors).map(({ pointer, keyword }) => [pointer, keyword]);
  assert.deepEqual(found, [
    ["/server", "anyOf"],
    ["/servers", "type"],
  ]);
});

test("a fault is what failed inside of the branch that is not null", () => {
  assert.deepEqual(leavesOf(errors), [errors[0], errors[3]]);
});
