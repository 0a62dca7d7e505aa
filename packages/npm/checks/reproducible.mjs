// Builds once more, and compares: the same sources give the same bytes.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);

const before = digests();
execFileSync(process.execPath, [fileURLToPath(new URL("scripts/build.mjs", root))], { stdio: "inherit" });
const after = digests();
const changed = Object.keys({ ...before, ...after }).filter((file) => before[file] !== after[file]);
if (changed.length > 0) {
  console.error(`another build gives other bytes: ${changed.join(", ")}`);
  process.exit(1);
}
console.log(`${Object.keys(after).length} files are the same in another build`);

function digests() {
  const files = readdirSync(new URL("dist/", root), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const digest = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [`${parentPath}/${name}`, digest(`${parentPath}/${name}`)]),
  );
}
