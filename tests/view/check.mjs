// Looks at receivers that `src/main.rs` has staged, with a real browser.
//
//   node check.mjs <staged.json> [a part of the name of a check]...
import { readFileSync } from "node:fs";
import { Browser } from "./browser.mjs";
import { kinds } from "./pages.mjs";

// In this order: what changes something comes after what looks.
const FILES = ["look", "hostile", "policy", "pictures", "keyboard", "plain", "live"];

const [file, ...wanted] = process.argv.slice(2);
const staged = JSON.parse(readFileSync(file, "utf8"));
const browser = await Browser.launch();
console.log(`Chromium ${browser.chromium.version()}`);
const pages = await kinds(browser, staged);

let passed = 0;
let failed = 0;
const run = async (name, check) => {
  // Those that were asked for, or all.
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) return;
  const start = Date.now();
  try {
    const said = await check({ browser, staged, pages });
    passed += 1;
    console.log(`  ok ${name}${said ? `: ${said}` : ""} (${Date.now() - start} ms)`);
  } catch (error) {
    failed += 1;
    const place = /(\w+\.mjs:\d+)/.exec(error.stack?.split("\n").slice(1).join("\n") ?? "")?.[1];
    console.log(`  FAILED ${name}, at ${place}\n    ${error.message.replaceAll("\n", "\n    ")}`);
  } finally {
    await browser.closePages();
  }
};

for (const name of FILES) {
  const { default: checks } = await import(`./checks/${name}.mjs`);
  for (const [what, check] of Object.entries(checks)) await run(what, check);
}
await run("no page has an error on its console, a request that failed, or one that leads elsewhere", () => {
  const { complaints, visits } = browser;
  if (complaints.length > 0) throw new Error([...new Set(complaints)].slice(0, 20).join("\n"));
  return `${visits} pages were loaded`;
});

await browser.close();
if (failed > 0) {
  console.log(`view: ${failed} checks failed, ${passed} passed`);
  process.exit(1);
}
console.log(`view: ${passed} checks passed`);
