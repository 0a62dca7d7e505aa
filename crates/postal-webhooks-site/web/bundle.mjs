// Bundles the scripts of the site into its folder: `node bundle.mjs <folder>`.
import { readFileSync, writeFileSync } from "node:fs";
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
  outExtension: { ".js": ".js" },
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
const licence = readFileSync(join(here, "node_modules/minisearch/LICENSE.txt"), "utf8").trim();
writeFileSync(join(site, "licences.txt"), `The search of this site is made with MiniSearch.\n\n${licence}\n`);
for (const [path, { bytes }] of Object.entries(metafile.outputs)) {
  console.log(`${String(bytes).padStart(8)} ${path.split("/").at(-1)}`);
}
