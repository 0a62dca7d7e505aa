// Runs the package with what browsers and workers have, and nothing of Node.js.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { buildSync } from "esbuild";

const root = fileURLToPath(new URL("../", import.meta.url));
const vectors = JSON.parse(readFileSync(`${root}../vectors/requests.json`, "utf8"));
const right = vectors.cases.find(({ name }) => name === "2048: held, as Postal sends it");
const [key] = right.keys;

const PROGRAM = `
import { KeySet, Verifier, classify, validate } from "postal-webhooks";
globalThis.run = async (keys, body, headers) => {
  const webhook = (await new Verifier(await KeySet.fromJwks(keys)).verify(body, headers)).parse();
  return [webhook.event, validate(webhook, "strict").length, classify(webhook.payload.output, webhook.payload.details).kind];
};`;
const { outputFiles } = buildSync({
  stdin: { contents: PROGRAM, resolveDir: root },
  bundle: true,
  format: "iife",
  platform: "browser",
  target: "es2022",
  write: false,
});

const globals = { TextDecoder, TextEncoder, atob, btoa, crypto };
const context = createContext(globals, { codeGeneration: { strings: false, wasm: false } });
runInContext(outputFiles[0].text, context);
const result = await globals.run(vectors.keys[key].jwks, Buffer.from(right.body, "base64"), right.headers);
if (`${result}` !== "MessageHeld,0,Postal") {
  console.error(`with the globals of a browser, the result is ${result}`);
  process.exit(1);
}
console.log(
  `with ${Object.keys(globals)
    .filter((name) => name !== "run")
    .join(", ")} alone: ${result[0]}`,
);
