// Makes modules of the generated data: the compiled validators, the rules and the examples, in src/built.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { validator } from "./validator.mjs";

const root = new URL("../", import.meta.url);
const json = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));

rmSync(new URL("src/built/", root), { recursive: true, force: true });
mkdirSync(new URL("src/built/", root), { recursive: true });
for (const [name, file] of [
  ["tolerant", "webhook.schema.json"],
  ["strict", "webhook.strict.schema.json"],
]) {
  built(`${name}.ts`, `// @ts-nocheck\n${validator(json(`data/schemas/2020-12/${file}`))}`);
}
built("rules.ts", `import type { Rules } from "../classify/rules.js";\n\nexport const rules: Rules = ${rules()};\n`);
built("examples.ts", `export const examples: readonly object[] = ${JSON.stringify(examples(), null, 1)};\n`);

function built(name, text) {
  writeFileSync(new URL(`src/built/${name}`, root), `// Made by scripts/built.mjs of data/.\n${text}`);
}

/** What of the rules is used at run time. */
function rules() {
  const { gap, fold, output, http, details, topics } = json("data/rules.json");
  const texts = details.texts.map(({ start, kind, withoutReply }) => ({ start, kind, withoutReply }));
  return JSON.stringify({ gap, fold, output, http, details: { ...details, texts }, topics });
}

function examples() {
  const folder = new URL("data/examples/", root);
  const sorted = (path) => readdirSync(new URL(path, folder)).sort();
  return sorted(".").flatMap((event) =>
    sorted(`${event}/`).map((file) => ({
      event,
      case: file.replace(/\.json$/, ""),
      body: readFileSync(new URL(`${event}/${file}`, folder), "utf8"),
    })),
  );
}
