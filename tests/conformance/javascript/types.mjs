// Generates types for TypeScript, Go and Java, and compiles those for TypeScript; ../README.md tells more.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { program } from "./program.mjs";

const require = createRequire(import.meta.url);
const list = JSON.parse(readFileSync(process.argv[2], "utf8"));
const folder = process.argv[3];
const { events, openapi, schemas } = list.types;

// json-schema-to-typescript and quicktype say that they read draft-07 or older.
const codegen = schemas["draft-07"];
const inputs = [
  ["union", ["--top-level", "Webhook", codegen]],
  ["events", [`${codegen}#/definitions/`]],
];

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, file] of Object.entries(typescript())) {
  answer(name, check(join(folder, name), file));
}
go();
java();
writeFileSync(join(folder, "quicktype.txt"), require("./package.json").dependencies.quicktype);

function typescript() {
  return {
    // Without the option each object has `[key: string]: unknown`, and then a misspelt key compiles.
    "json-schema-to-typescript": run("json2ts", "--no-additionalProperties", "--input", codegen),
    "openapi-typescript": `${run("openapi-typescript", openapi)}
export type Webhook = webhooks[keyof webhooks]["post"]["requestBody"]["content"]["application/json"];
`,
  };
}

/** Two packages: the union as one type, and a type for each event with a table of readers. */
function go() {
  const replace = {};
  for (const [name, input] of inputs) {
    const generated = join(folder, "go", name, "generated.go");
    mkdirSync(join(folder, "go", name), { recursive: true });
    quicktype("go", "--package", name, "--out", generated, ...input);
    replace[fileURLToPath(new URL(`../go/types/${name}/generated.go`, import.meta.url))] = generated;
  }
  // What `go build -overlay` puts in place of the files in git.
  writeFileSync(join(folder, "overlay.json"), JSON.stringify({ Replace: replace }));
  const file = join(folder, "go", "events", "generated.go");
  const text = readFileSync(file, "utf8");
  const functions = Array.from(text.matchAll(/^func (Unmarshal\w+)/gm), (match) => match[1]);
  // quicktype respells acronyms.
  const unmarshal = (type) => functions.find((name) => name.toLowerCase() === `unmarshal${type.toLowerCase()}`);
  const readers = events.map(({ name, type }) => `\t"${name}": func(data []byte) (any, error) { return ${unmarshal(type)}(data) },\n`);
  writeFileSync(file, `${text}\nvar Readers = map[string]func([]byte) (any, error){\n${readers.join("")}}\n`);
}

/** Two packages: each has a `Converter` of its own. */
function java() {
  const sources = [];
  for (const [name, input] of inputs) {
    const package_ = join(folder, "java", "generated", name);
    mkdirSync(package_, { recursive: true });
    quicktype("java", "--package", `generated.${name}`, "--out", join(package_, "Converter.java"), ...input);
    sources.push(...readdirSync(package_).map((name) => JSON.stringify(join(package_, name))));
  }
  // What `javac` compiles.
  writeFileSync(join(folder, "java.txt"), sources.join("\n"));
}

function quicktype(language, ...options) {
  run("quicktype", "--quiet", "--src-lang", "schema", "--lang", language, ...options);
}

function run(tool, ...options) {
  const bin = fileURLToPath(new URL(`node_modules/.bin/${tool}`, import.meta.url));
  return execFileSync(bin, options, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

/** Compiles the types with every example and the program; gives back the errors by part. */
function check(folder, types) {
  mkdirSync(folder, { recursive: true });
  const files = { "webhook.ts": types, ...program(JSON.parse(readFileSync(codegen, "utf8")), events, list.bodies) };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
  }
  const options = ["--strict", "--noEmit", "--pretty", "false", "--target", "es2022", "--module", "es2022"];
  const compiler = [require.resolve("typescript/bin/tsc"), ...options, "--moduleResolution", "bundler"];
  const { status, stdout } = spawnSync(process.execPath, [...compiler, ...Object.keys(files)], { cwd: folder, encoding: "utf8" });
  const errors = {};
  for (const [line, file, number, code] of stdout.matchAll(/^(\S+)\((\d+),\d+\): error (TS\d+)/gm)) {
    // The nearest line above that names a part tells which one the error belongs to.
    const above = files[file].split("\n").slice(0, Number(number));
    const part = above.findLast((text) => text.startsWith("// part "))?.slice("// part ".length);
    if (part === undefined) {
      throw new Error(`outside of any part: ${line}`);
    }
    (errors[part] ??= []).push(["", code]);
  }
  if (status !== 0 && Object.keys(errors).length === 0) {
    throw new Error(`tsc failed: ${stdout}`);
  }
  return errors;
}

function answer(tool, errors) {
  const version = require(`${tool}/package.json`).version;
  for (const { name, bodies } of events) {
    for (const [schema, parts] of [["union", bodies], ["narrowed", [`events/${name}.json`]]]) {
      for (const body of parts) {
        const found = errors[body] ?? [];
        const valid = found.length === 0;
        console.log(JSON.stringify({ validator: tool, version, schema, body, valid, errors: found }));
      }
    }
  }
}
