// Bundles the scripts of the site into its folder: `node bundle.mjs <folder>`.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL("./", import.meta.url));
const [site] = process.argv.slice(2);
if (site === undefined) {
  console.error("use: node bundle.mjs <folder of the site>");
  process.exit(2);
}
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["site.mjs", "try.mjs"],
  outdir: site,
  entryNames: "[name]",
  // Beside the pages: `search.json` is found from where the script is.
  chunkNames: "[name]-[hash]",
  alias: { "postal-webhooks": join(here, "../../../packages/npm/src") },
  bundle: true,
  minify: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  metafile: true,
  logLevel: "warning",
});
// What others wrote is named, with its licence.
const packages = Object.keys(metafile.inputs).map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
const licences = [...new Set(packages)].filter(Boolean).sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no file with its licence`);
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});
writeFileSync(join(site, "licences.txt"), `The scripts of this site hold these packages.\n\n${licences.join("\n\n")}`);
for (const [path, { bytes }] of Object.entries(metafile.outputs)) {
  console.log(`${String(bytes).padStart(8)} ${path.split("/").at(-1)}`);
}
