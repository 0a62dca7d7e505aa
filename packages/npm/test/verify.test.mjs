// The verifier with the headers of each platform, and what it refuses to take for a body.

import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { example, json, KeySet, small, Verifier } from "./package.mjs";

const pem = readFileSync(new URL("../../vectors/keys/2048.pem", import.meta.url), "utf8");
const { keys: installations } = json("packages/vectors/requests.json");
const { jwks, pem: publicPem, dkim, kid } = Object.values(installations).find(({ bits }) => bits === 2048);
const body = Buffer.from(example("MessageSent"));
const signature = sign("sha256", body, pem).toString("base64");
const verifier = new Verifier(await KeySet.fromJwks(jwks));

test("headers of each platform are read", async () => {
  const pairs = [
    ["Host", "example.com"],
    ["X-Postal-Signature-256", signature],
    ["X-POSTAL-signature-KID", kid],
  ];
  const object = Object.fromEntries(pairs);
  for (const headers of [
    pairs,
    new Headers(pairs),
    new Map(pairs),
    object,
    { ...object, "x-postal-signature-kid": undefined },
  ]) {
    assert.equal((await verifier.verify(body, headers)).kid, kid);
  }
  assert.equal((await verifier.verify(body, { "x-postal-signature-256": [signature] })).kid, kid);
});

test("a repeated header is refused, also where a platform joins both", async () => {
  const twice = [
    ["x-postal-signature-256", signature],
    ["X-Postal-Signature-256", signature],
  ];
  for (const [headers, fault] of [
    [twice, "repeated"],
    [{ "x-postal-signature-256": [signature, signature] }, "repeated"],
    [new Headers(twice), "not-base64"],
  ]) {
    await assert.rejects(verifier.verify(body, headers), {
      reason: "header-malformed",
      header: "X-Postal-Signature-256",
      fault,
    });
  }
});

test("a signature that no key has is told before the key is looked for", async () => {
  const header = (length) => Buffer.alloc(length, 1).toString("base64");
  for (const [length, reason] of [
    [0, "header-malformed"],
    [127, "header-malformed"],
    [128, "unknown-kid"],
    [1024, "unknown-kid"],
    [1025, "header-malformed"],
  ]) {
    const headers = { "x-postal-signature-256": header(length), "x-postal-signature-kid": "0".repeat(64) };
    await assert.rejects(verifier.verify(body, headers), { reason }, `${length}`);
  }
});

test("the body may be bytes, a buffer or the text, and is given back as bytes", async () => {
  const headers = { "x-postal-signature-256": signature };
  for (const form of [body, Uint8Array.from(body), Uint8Array.from(body).buffer, body.toString()]) {
    const verified = await verifier.verify(form, headers);
    assert.equal(Buffer.compare(verified.body, body), 0);
    assert.equal(verified.parse().event, "MessageSent");
  }
});

test("a body that was parsed before is refused with the remedy", async () => {
  const headers = { "x-postal-signature-256": signature };
  await assert.rejects(verifier.verify(JSON.parse(body), headers), {
    name: "TypeError",
    message: /before any JSON parser/,
  });
});

test("all forms of one key are one key", async () => {
  const sets = [await KeySet.fromJwks(jwks), await KeySet.fromPem(publicPem), await KeySet.fromDkimRecord(dkim)];
  const merged = sets.reduce((all, set) => all.merge(set));
  assert.equal(merged.size, 1);
  assert.equal(merged.get(kid)?.bits, 2048);
  assert.equal(merged.get("0"), undefined);
  assert.throws(() => merged.pin("0"), { reason: "not-pinned" });
  assert.equal([...(await small.keysFromJwks(new TextEncoder().encode(jwks)))][0].kid, kid);
});

test("no error holds a byte of a header or a key", async () => {
  const secret = "c2VjcmV0";
  const errors = [];
  for (const value of [secret, secret.repeat(30), `${secret} `]) {
    for (const headers of [
      { "x-postal-signature-256": value },
      { "x-postal-signature-256": signature, "x-postal-signature-kid": value },
    ]) {
      errors.push(await verifier.verify(body, headers).catch((error) => error));
    }
  }
  const block = `-----BEGIN PUBLIC KEY-----\n${secret}\n-----END PUBLIC KEY-----`;
  const keys = [KeySet.fromJwks(secret), KeySet.fromJwks(`{"keys":[{"kty":"RSA","n":"${secret}","e":"${secret}"}]}`)];
  keys.push(KeySet.fromPem(secret), KeySet.fromPem(block), KeySet.fromDkimRecord(`v=DKIM1; p=${secret}`));
  errors.push(...(await Promise.all(keys.map((set) => set.catch((error) => error)))));
  assert.equal(errors.length, 11);
  for (const error of errors) {
    assert.ok(error.reason, error);
    assert.ok(!`${error.stack}${JSON.stringify(error)}`.includes(secret), error.message);
  }
});
