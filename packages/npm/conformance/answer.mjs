// Answers the questions that all packages are asked; tests/conformance/README.md has their form.

import { readFileSync } from "node:fs";
import { classify, isKnown, KeySet, parse, Verifier, validate } from "postal-webhooks";

const { packages: questions } = JSON.parse(readFileSync(process.argv[2], "utf8"));

const READERS = { jwks: KeySet.fromJwks, pem: KeySet.fromPem, dkim: KeySet.fromDkimRecord };
const ANSWERS = {
  parse: parsed,
  tolerant: violations,
  strict: violations,
  "round-trip": written,
  signature,
  keys,
  reply,
};

for (const question of questions) {
  console.log(JSON.stringify({ id: question.id, answer: await ANSWERS[question.ask](question) }));
}

function parsed({ body }) {
  try {
    const webhook = parse(bytes(body));
    return { event: webhook.event, known: isKnown(webhook) };
  } catch (error) {
    return pick(error, error.reason === "field" ? ["reason", "pointer", "fault"] : ["reason"]);
  }
}

function violations({ ask, body }) {
  let value;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes(body)));
  } catch {
    return { reason: "not-json" };
  }
  return { violations: validate(value, ask).map(({ pointer, keyword }) => [pointer, keyword]) };
}

function written({ body }) {
  return { text: JSON.stringify(parse(bytes(body))) };
}

async function signature({ keys: jwks, pins, allow = [], headers, body }) {
  try {
    const all = await KeySet.fromJwks(jwks);
    const verifier = new Verifier(pins === undefined ? all : all.pin(...pins), {
      allowInsecureSha1: allow.includes("sha1"),
      allowInsecureShortKeys: allow.includes("short-keys"),
    });
    return { kid: (await verifier.verify(bytes(body), headers)).kid };
  } catch (error) {
    return pick(error, error.reason === "header-malformed" ? ["reason", "header", "fault"] : ["reason"]);
  }
}

async function keys({ source, text, pins }) {
  try {
    const all = await READERS[source](text);
    const set = pins === undefined ? all : all.pin(...pins);
    return { keys: Array.from(set, ({ kid, bits }) => [kid, bits]), rejected: listed(set.rejected) };
  } catch (error) {
    const { rejected } = error;
    switch (error.reason) {
      case "key":
        return { reason: "key", key: rejected[0].reason };
      case "no-usable-key":
        return { reason: "no-usable-key", rejected: listed(rejected) };
      default:
        return pick(error, ["reason"]);
    }
  }
}

function listed(rejected) {
  return rejected.map(({ index, reason }) => [index, reason]);
}

function reply({ output, details }) {
  const { reply: found, ...decision } = classify(output, details);
  return { reply: found && [found.code, found.status], ...decision };
}

/** What an error says; one that says nothing is a defect. */
function pick(error, names) {
  if (error.reason === undefined) {
    throw error;
  }
  return Object.fromEntries(names.map((name) => [name, error[name]]));
}

function bytes(base64) {
  return Uint8Array.from(Buffer.from(base64, "base64"));
}
