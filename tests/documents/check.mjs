// Checks the documents in schema/dist with the tools that people use on them.
//
//     node check.mjs <schema/dist>
//
// Prints one line for each document and one for each problem; exits 1 if there is a problem.

import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { checkAsyncApi } from "./asyncapi.mjs";
import { checkCatalog } from "./catalog.mjs";
import { checkOpenApi } from "./openapi.mjs";
import { checkPage } from "./page.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dist = resolve(process.argv[2] ?? join(here, "../../schema/dist"));
const index = JSON.parse(readFileSync(join(dist, "index.json"), "utf8"));

const checks = [
  ["openapi.json", "Redocly lint", checkOpenApi],
  ["asyncapi.json", "AsyncAPI parser", checkAsyncApi],
  ["catalog.json", "SchemaStore's rules", checkCatalog],
  ["events.md", "links, tables, requests", checkPage],
];

let failed = 0;
for (const [document, by, check] of checks) {
  const path = join(dist, document);
  const problems = await check({ path, text: readFileSync(path, "utf8"), dist, index });
  console.log(`${problems.length === 0 ? "ok    " : "FAILED"}  ${document}  (${by})`);
  for (const problem of problems) {
    console.log(`          ${problem}`);
  }
  failed += problems.length === 0 ? 0 : 1;
}
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
