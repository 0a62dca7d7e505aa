// The compiled validators say what the published schemas say.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EVENTS, examples, invalid, json, mutations, parse, thrown, validate } from "./package.mjs";

const FILES = { tolerant: "webhook.schema.json", strict: "webhook.strict.schema.json" };
const bodies = [...examples.map(({ body }) => JSON.parse(body)), ...invalid().map(({ body }) => body)];

for (const [profile, file] of Object.entries(FILES)) {
  // A program that compiles schemas needs `eval`, which one of the runs forbids.
  const isForbidden = process.execArgv.includes("--disallow-code-generation-from-strings");
  if (!isForbidden) {
    test(`${profile}: mutations of all bodies give the errors of ajv and the whole schema`, async () => {
      const { Ajv2020 } = await import("ajv/dist/2020.js");
      const ajv = new Ajv2020({ allErrors: true, validateFormats: false, strictTypes: false });
      const whole = ajv.compile(json(`schema/dist/2020-12/${file}`));
      let count = 0;
      for (const body of bodies.flatMap((body) => [body, ...mutations(body)])) {
        const expected = whole(body) ? [] : whole.errors.filter(({ keyword }) => keyword !== "if");
        const places = new Set(expected.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`));
        const found = validate(body, profile).map(({ pointer, keyword }) => `${pointer} ${keyword}`);
        assert.deepEqual(new Set(found), places);
        count++;
      }
      assert.ok(count > 10_000, `${count}`);
    });
  }
}

test("a body has no violation exactly when it is parsed, and the error names one of them", async () => {
  for (const body of bodies.flatMap((body) => [body, ...mutations(body)])) {
    const violations = validate(body);
    if (violations.length === 0) {
      parse(JSON.stringify(body));
      continue;
    }
    const error = await thrown(() => parse(JSON.stringify(body)));
    const places = violations.map(({ pointer, keyword, message }) =>
      keyword === "required" ? `${pointer}/${message.split(" ").at(-1)} missing` : `${pointer} expected`,
    );
    const isOfNoField = ["not-an-object", "bare-payload", "inbound-mail"].includes(error.reason);
    assert.ok(isOfNoField || places.includes(`${error.pointer} ${error.fault}`), error.message);
  }
});

test("an invalid body has the violation that it is there for", () => {
  for (const { body, pointer, keyword, refused_by } of invalid()) {
    const has = (profile) =>
      validate(body, profile).some((found) => found.pointer === pointer && found.keyword === keyword);
    assert.ok(has("strict"), `${pointer} ${keyword}`);
    assert.equal(has("tolerant"), refused_by === "tolerant", `${pointer} ${keyword}`);
  }
});

test("each violation is told once, in words of the schema", () => {
  const [event] = EVENTS;
  const typical = JSON.parse(examples.find((example) => example.event === event).body);
  assert.deepEqual(validate({ ...typical, payload: "secret" }), [
    { pointer: "/payload", keyword: "type", message: "must be object" },
  ]);
  assert.deepEqual(validate({ ...typical, secret: 1 }, "strict"), [
    { pointer: "", keyword: "additionalProperties", message: "must have no keys but those of the schema" },
  ]);
  const { uuid, ...others } = typical;
  assert.deepEqual(validate(others), [{ pointer: "", keyword: "required", message: "must have the key uuid" }]);
  assert.match(validate({ ...typical, uuid: "secret" })[0].message, /^must match \^\[0-9a-fA-F\]/);
});

test("another profile is refused", () => {
  assert.throws(() => validate({}, "Strict"), { name: "RangeError", message: "the profile is tolerant or strict" });
});
