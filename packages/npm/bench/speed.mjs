// Measures the package against what a user would take instead, with the same bodies, in one run.

import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { classify, KeySet, parse, Verifier, validate } from "postal-webhooks";
import { examples } from "postal-webhooks/examples";

const root = new URL("../../../", import.meta.url);
const json = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));

/** Every other of the runs is of the other candidate, so that both meet the same machine. */
const ROUNDS = 15;
const MILLISECONDS = 60;

const texts = examples.map(({ body }) => body);
const bytes = texts.map((text) => new TextEncoder().encode(text));
const values = texts.map((text) => JSON.parse(text));
const decoder = new TextDecoder("utf-8", { fatal: true });

const ajv = new Ajv2020({ allErrors: true, validateFormats: false, strictTypes: false });
const tolerant = ajv.compile(json("schema/dist/2020-12/webhook.schema.json"));
const strict = ajv.compile(json("schema/dist/2020-12/webhook.strict.schema.json"));

const key = createPrivateKey(readFileSync(new URL("packages/vectors/keys/2048.pem", root)));
const publicKey = createPublicKey(key);
const signed = bytes.map((body) => ({ body, signature: sign("sha256", body, key).toString("base64") }));
const keys = await KeySet.fromPem(publicKey.export({ type: "spki", format: "pem" }));
const [{ kid }] = keys;
const verifier = new Verifier(keys);
const replies = json("schema/dist/delivery/replies.json").replies;

await row("validate, tolerant", values, validate, "ajv, compiled", (value) => tolerant(value));
await row(
  "validate, strict",
  values,
  (value) => validate(value, "strict"),
  "ajv, compiled",
  (value) => strict(value),
);
await row("parse, bytes", bytes, parse, "JSON.parse + ajv", (body) => tolerant(JSON.parse(decoder.decode(body))));
await row("parse, text", texts, parse, "JSON.parse + ajv", (body) => tolerant(JSON.parse(body)));
await row("parse, bytes", bytes, parse, "JSON.parse alone", (body) => JSON.parse(decoder.decode(body)));
await row(
  "verify, 2048 bits",
  signed,
  ({ body, signature }) =>
    verifier.verify(body, { "x-postal-signature-256": signature, "x-postal-signature-kid": kid }),
  "node:crypto, sync",
  ({ body, signature }) => verify("sha256", body, publicKey, Buffer.from(signature, "base64")),
);
await row("classify", replies, ({ output, details }) => classify(output, details));

async function row(what, inputs, ours, rival = "", theirs) {
  const best = { ours: Infinity, theirs: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    best.ours = Math.min(best.ours, await time(inputs, ours));
    best.theirs = theirs ? Math.min(best.theirs, await time(inputs, theirs)) : Infinity;
  }
  const columns = [what.padEnd(20), micros(best.ours)];
  if (theirs) {
    columns.push(rival.padEnd(18), micros(best.theirs), `${(best.ours / best.theirs).toFixed(2)} ×`);
  }
  console.log(columns.join("  "));
}

function micros(milliseconds) {
  return `${(milliseconds * 1000).toFixed(2)} µs`.padStart(10);
}

/** Milliseconds for one input. */
async function time(inputs, run) {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < MILLISECONDS) {
    for (const input of inputs) {
      const result = run(input);
      if (result instanceof Promise) {
        await result;
      }
    }
    count += inputs.length;
  }
  return (performance.now() - start) / count;
}
