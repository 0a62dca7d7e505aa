// Measures what the parts of the package add to a bundle, and the package itself.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";

const root = fileURLToPath(new URL("../", import.meta.url));

for (const [what, from, names] of [
  ["verify", "postal-webhooks/verify", ["Verifier"]],
  ["verify by a JWKS", "postal-webhooks/verify", ["keysFromJwks", "Verifier"]],
  ["verify by any key", "postal-webhooks/verify", ["keysFromJwks", "keysFromPem", "keysFromDkimRecord", "Verifier"]],
  ["validate", "postal-webhooks/validate", ["validate"]],
  ["parse", "postal-webhooks", ["parse"]],
  ["verify and parse", "postal-webhooks", ["KeySet", "Verifier"]],
  ["classify", "postal-webhooks/classify", ["classify"]],
  ["ajv with the schema", "ajv/dist/2020.js", ["Ajv2020"]],
]) {
  const schema = `import schema from ${JSON.stringify(`${root}data/schemas/2020-12/webhook.schema.json`)};`;
  const contents = `import { ${names} } from ${JSON.stringify(from)}; ${from.startsWith("ajv") ? schema : "const schema = 0;"}
    console.log(${names}, schema);`;
  const stdin = { contents, resolveDir: root };
  const { outputFiles } = buildSync({
    stdin,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  const [{ contents: bundle }] = outputFiles;
  row(what, `${kilobytes(bundle.length)} minified`, `${kilobytes(gzipSync(bundle, { level: 9 }).length)} with gzip`);
}
const files = readdirSync(`${root}dist`, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const types = files
  .filter(({ name }) => name.endsWith(".d.ts"))
  .map(({ parentPath, name }) => readFileSync(`${parentPath}/${name}`).length);
row("types, both builds", `${kilobytes(types.reduce((sum, length) => sum + length))} unpacked`);

function row(...columns) {
  console.log(columns.map((column, n) => (n === 0 ? column.padEnd(20) : column.padStart(20))).join(""));
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
