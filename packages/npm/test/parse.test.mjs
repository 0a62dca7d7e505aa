// What `parse` reads, refuses and says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EVENTS, example, examples, invalid, isKnown, mutations, parse, thrown } from "./package.mjs";

const [event] = EVENTS;
const typical = JSON.parse(example(event));
const text = (changes) => JSON.stringify({ ...typical, ...changes });

test("every example is parsed, from text and from bytes, and written again as it was", () => {
  for (const { event, case: name, body } of examples) {
    const bytes = new TextEncoder().encode(body);
    for (const form of [body, bytes, bytes.buffer, Buffer.from(body)]) {
      const webhook = parse(form);
      assert.equal(webhook.event, event);
      assert.ok(isKnown(webhook));
      assert.deepEqual(webhook, JSON.parse(body), name);
    }
  }
});

test("unknown events, keys and values of enumerations pass and are kept", () => {
  const webhook = parse(text({ event: "Newer", more: [1], payload: { a: { b: null } } }));
  assert.equal(webhook.event, "Newer");
  assert.equal(isKnown(webhook), false);
  assert.deepEqual(webhook.payload, { a: { b: null } });
  assert.deepEqual(webhook.more, [1]);
  assert.equal(isKnown(parse(text({ event: "constructor", payload: {} }))), false);
});

test("timestamps in decimal strings become numbers", () => {
  const quoted = example("MessageBounced").replace(/"timestamp":([0-9.]+)/g, '"timestamp":"$1"');
  assert.match(quoted, /"timestamp":"/);
  assert.deepEqual(parse(quoted), JSON.parse(example("MessageBounced")));
  assert.throws(() => parse(text({ timestamp: "1e3" })), { pointer: "/timestamp", fault: "expected" });
});

test("a key of Postal's that stands twice is refused, with its place", async () => {
  let count = 0;
  for (const { body } of examples) {
    for (const { 0: member, 1: key, index } of body.matchAll(/"(\w+)":(?=[\d"{tfn-])/g)) {
      // The member once more before itself, in whatever value.
      const twice = `${body.slice(0, index)}${member} [":{\\"\\\\"] , ${body.slice(index)}`;
      const error = await thrown(() => parse(twice));
      assert.equal(error.fault, "duplicate", error.message);
      assert.ok(error.pointer.endsWith(`/${key}`));
      count++;
    }
  }
  assert.ok(count > 1000, `${count}`);
});

test("an unknown key that stands twice passes", () => {
  const body = example(event);
  const { payload } = parse(`${body.slice(0, -1)},"a":{"uuid":1,"uuid":2},"b":1,"b":2}`);
  assert.deepEqual(payload, typical.payload);
});

test("integers are exact at their limit", () => {
  const body = (digits) => example("SendLimitExceeded").replace(/"volume":\d+/, `"volume":${digits}`);
  assert.equal(parse(body("9223372036854775807")).payload.volume, 2 ** 63);
  assert.equal(parse(body("1.2e1")).payload.volume, 12);
  for (const digits of ["9223372036854775808", "9223372036854775807.0", "1e400", "-1", "1.5"]) {
    assert.throws(() => parse(body(digits)), { pointer: "/payload/volume", fault: "expected" }, digits);
  }
});

test("lone surrogates become U+FFFD, and pairs stay", () => {
  for (const [escaped, expected] of [
    ["\\ud83d\\ude00", "😀"],
    ["\\ud83d", "\ufffd"],
    ["\\uDE00\\uD83D", "\ufffd\ufffd"],
    ["\\\\ud83d", "\\ud83d"],
  ]) {
    assert.equal(parse(`${example(event).slice(0, -1)},"more":"${escaped}"}`).more, expected);
  }
  // No escape at all, which must not become one.
  for (const broken of ["\\ud80x", "\\ud83d\\ude0", "\\ud8"]) {
    assert.throws(() => parse(`${example(event).slice(0, -1)},"more":"${broken}"}`), { reason: "not-json" });
  }
});

test("nesting of any depth in unknown parts passes", () => {
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  assert.ok(Array.isArray(parse(`${example(event).slice(0, -1)},"more":${deep}}`).more));
  assert.throws(() => parse(`${example(event).slice(0, -1)},"more":${deep},"uuid":1}`), { fault: "duplicate" });
  assert.throws(() => parse(deep), { reason: "not-an-object" });
  assert.throws(() => parse("[".repeat(100_000)), { reason: "not-json" });
});

test("what is no webhook is refused with its reason", () => {
  const { payload } = typical;
  for (const [body, reason] of [
    [Uint8Array.of(0x22, 0xff, 0x22), "not-utf8"],
    ["", "not-json"],
    [`\ufeff${example(event)}`, "not-json"],
    ["[]", "not-an-object"],
    ["null", "not-an-object"],
    [JSON.stringify(payload), "bare-payload"],
    ['{"rcpt_to":"a@example.com"}', "inbound-mail"],
  ]) {
    assert.throws(() => parse(body), { name: "ParseError", reason });
  }
  assert.throws(() => parse(JSON.stringify(payload)), { events: [event] });
  assert.throws(() => parse("{}"), {
    reason: "field",
    pointer: "/event",
    fault: "missing",
    message: "webhook: /event: is missing",
  });
});

test("a body that a framework parsed before is refused with the remedy", () => {
  assert.throws(() => parse(typical), { name: "TypeError", message: /before any JSON parser of the framework/ });
});

test("no error holds a value of the body", async () => {
  const secret = "s3cret";
  for (const { body } of [...examples.map(({ body }) => ({ body: JSON.parse(body) })), ...invalid()]) {
    for (const changed of mutations(body, [secret, [secret], { [secret]: secret }])) {
      const error = await thrown(() => {
        parse(JSON.stringify(changed));
        throw new Error("it is valid");
      });
      assert.ok(!`${error.stack}${JSON.stringify(error)}`.includes(secret), error.message);
    }
  }
});
