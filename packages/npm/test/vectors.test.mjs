// The vectors that all packages share, and the labelled replies of mail servers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { classify, json, KeySet, parse, small, thrown, Verifier } from "./package.mjs";

const READERS = { jwks: "fromJwks", pem: "fromPem", dkim: "fromDkimRecord" };
const requests = json("packages/vectors/requests.json");
const { cases: keyCases } = json("packages/vectors/keys.json");
const { cases: bodyCases } = json("packages/vectors/bodies.json");

test("the vectors are there", () => {
  assert.ok(requests.cases.length > 100 && keyCases.length > 100 && bodyCases.length > 100);
});

for (const { name, keys, pins, allow = [], headers, body, answer } of requests.cases) {
  test(`request: ${name}`, async () => {
    const sets = await Promise.all(keys.map((key) => KeySet.fromJwks(requests.keys[key].jwks)));
    const all = sets.reduce((merged, set) => merged.merge(set));
    const options = { allowInsecureSha1: allow.includes("sha1"), allowInsecureShortKeys: allow.includes("short-keys") };
    for (const made of [Verifier, small.Verifier]) {
      const verifier = new made(pins ? all.pin(...pins) : all, options);
      const bytes = Buffer.from(body, "base64");
      if (answer.kid !== undefined) {
        const verified = await verifier.verify(bytes, headers);
        assert.equal(verified.kid, answer.kid);
        assert.deepEqual(verified.body, bytes);
        continue;
      }
      const error = await thrown(() => verifier.verify(bytes, headers));
      assert.equal(error.name, "VerifyError");
      assert.equal(error.status, answer.reason === "key-too-short" ? 503 : 401);
      const { reason, header, fault } = error;
      assert.deepEqual({ reason, header, fault }, { header: undefined, fault: undefined, ...answer });
    }
  });
}

for (const { name, source, text, pins, answer } of keyCases) {
  test(`keys: ${name}`, async () => {
    const whole = [text].flat().map(textOf).join("");
    const read = async () => {
      const set = await KeySet[READERS[source]](whole);
      return pins ? set.pin(...pins) : set;
    };
    if (answer.keys !== undefined) {
      const set = await read();
      assert.deepEqual(
        Array.from(set, ({ kid, bits }) => [kid, bits]),
        answer.keys,
      );
      assert.deepEqual(
        set.rejected.map(({ index, reason }) => [index, reason]),
        answer.rejected,
      );
      return;
    }
    const error = await thrown(read);
    assert.equal(error.name, "KeySetError");
    assert.equal(error.reason, answer.reason);
    const rejected = error.rejected.map(({ index, reason }) => [index, reason]);
    assert.deepEqual(rejected, answer.key ? [[rejected[0][0], answer.key]] : (answer.rejected ?? []));
  });
}

for (const { name, body, parse: answer } of bodyCases) {
  test(`body: ${name}`, async () => {
    const bytes = Buffer.concat(
      body.map((piece) => (piece.base64 ? Buffer.from(piece.base64, "base64") : Buffer.from(textOf(piece)))),
    );
    if (answer.event !== undefined) {
      assert.equal(parse(bytes).event, answer.event);
      return;
    }
    const { reason, pointer, fault } = await thrown(() => parse(bytes));
    assert.deepEqual({ reason, pointer, fault }, { pointer: undefined, fault: undefined, ...answer });
  });
}

test("every labelled reply is of the kind that the published corpus says", () => {
  const { replies, field } = json("schema/dist/delivery/replies.json");
  for (const { kinds, output, details, found } of [...replies, ...field]) {
    assert.ok((found ? [found] : kinds).includes(classify(output, details).kind), output);
  }
});

function textOf(piece) {
  return typeof piece === "string" ? piece : piece.repeat.repeat(piece.times);
}
