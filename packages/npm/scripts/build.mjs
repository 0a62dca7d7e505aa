// Builds the package: makes modules of the generated data, and compiles everything twice, for `import` and `require`.

import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { validator } from "./validator.mjs";

const root = new URL("../", import.meta.url);
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const json = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));

clear("src/built/");
for (const [name, file] of [
  ["tolerant", "webhook.schema.json"],
  ["strict", "webhook.strict.schema.json"],
]) {
  built(`${name}.ts`, `// @ts-nocheck\n${validator(json(`data/schemas/2020-12/${file}`))}`);
}
built("rules.ts", `import type { Rules } from "../classify/rules.js";\n\nexport const rules: Rules = ${rules()};\n`);
built("examples.ts", `export const examples: readonly object[] = ${JSON.stringify(examples(), null, 1)};\n`);

clear("dist/");
compile("dist/esm", []);
compile("dist/cjs", ["--module", "commonjs", "--moduleResolution", "node10", "--verbatimModuleSyntax", "false"]);
writeFileSync(new URL("dist/cjs/package.json", root), '{ "type": "commonjs" }\n');

function clear(folder) {
  rmSync(new URL(folder, root), { recursive: true, force: true });
  mkdirSync(new URL(folder, root), { recursive: true });
}

function built(name, text) {
  writeFileSync(new URL(`src/built/${name}`, root), `// Made by scripts/build.mjs of data/.\n${text}`);
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

function compile(folder, options) {
  const run = spawnSync(process.execPath, [tsc, "--outDir", folder, ...options], {
    cwd: fileURLToPath(root),
    stdio: "inherit",
  });
  if (run.status !== 0) {
    process.exit(1);
  }
}
