// Packs the package, checks the tarball by the tools for that, and installs it into an empty project.

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [out] = process.argv.slice(2);
const root = fileURLToPath(new URL("../", import.meta.url));
const project = join(out, "project");
/** What users install besides, taken from this folder. */
const BESIDE = ["@types/node", "@types/express", "express", "fastify", "hono", "@hono/node-server", "undici-types"];

for (const old of readdirSync(out).filter((name) => name.endsWith(".tgz"))) {
  rmSync(join(out, old));
}
const [{ filename }] = JSON.parse(run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", out], root));
const tarball = join(out, filename);
tool("publint", "publint", ["--strict", tarball]);
tool("@arethetypeswrong/cli", "attw", ["--profile", "node16", "--format", "ascii", tarball]);

rmSync(project, { recursive: true, force: true });
mkdirSync(project, { recursive: true });
writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }\n');
run("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], project);
for (const name of BESIDE) {
  const link = join(project, "node_modules", name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join(root, "node_modules", name), link);
}

const USE = `
const body = example("MessageSent");
if (parse(body).event !== "MessageSent" || validate(JSON.parse(body), "strict").length > 0) throw new Error("it does not work");
console.log(kind + ": " + parse(body).event + ", " + classify("550 5.1.1 User unknown").rule);
`;
writeFileSync(
  join(project, "use.mjs"),
  `const kind = "import";
import { classify, parse, validate } from "postal-webhooks";
import { example } from "postal-webhooks/examples";${USE}`,
);
writeFileSync(
  join(project, "use.cjs"),
  `const kind = "require";
const { classify, parse, validate } = require("postal-webhooks");
const { example } = require("postal-webhooks/examples");
if (require("postal-webhooks/schemas/2020-12/webhook.schema.json").title !== "Webhook") throw new Error("no schema");${USE}`,
);
console.log(`installed ${filename}`);
for (const program of ["use.mjs", "use.cjs"]) {
  process.stdout.write(run(process.execPath, ["--disallow-code-generation-from-strings", program], project));
}

function tool(name, command, options) {
  const folder = join(root, "node_modules", name);
  const { bin, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  run(process.execPath, [join(folder, bin[command]), ...options], root);
  console.log(`${name} ${version}: nothing to say`);
}

function run(program, options, cwd) {
  try {
    return execFileSync(program, options, { cwd, encoding: "utf8" });
  } catch (error) {
    console.error(`${program} ${options.join(" ")}\n${error.stdout}\n${error.stderr}`);
    process.exit(1);
  }
}
