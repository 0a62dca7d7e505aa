// Builds the package: makes modules of the generated data, and compiles everything twice, for `import` and `require`.

import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import "./built.mjs";

const root = new URL("../", import.meta.url);
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

rmSync(new URL("dist/", root), { recursive: true, force: true });
mkdirSync(new URL("dist/", root), { recursive: true });
compile("dist/esm", []);
compile("dist/cjs", ["--module", "commonjs", "--moduleResolution", "node10", "--verbatimModuleSyntax", "false"]);
writeFileSync(new URL("dist/cjs/package.json", root), '{ "type": "commonjs" }\n');

function compile(folder, options) {
  const run = spawnSync(process.execPath, [tsc, "--outDir", folder, ...options], {
    cwd: fileURLToPath(root),
    stdio: "inherit",
  });
  if (run.status !== 0) {
    process.exit(1);
  }
}
