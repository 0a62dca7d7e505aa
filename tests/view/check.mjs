// Looks at receivers that `src/main.rs` has staged, with a real browser.
//
//   node check.mjs <staged.json> [a part of the name of a check]...
import { readFileSync } from "node:fs";
import { Browser } from "./browser.mjs";
import { kinds } from "./pages.mjs";
import { Suite } from "./suite.mjs";

// In this order: what changes something comes after what looks.
const FILES = ["look", "hostile", "policy", "pictures", "keyboard", "plain", "live"];

const [file, ...wanted] = process.argv.slice(2);
const staged = JSON.parse(readFileSync(file, "utf8"));
const browser = await Browser.launch();
console.log(`Chromium ${browser.chromium.version()}`);
const pages = await kinds(browser, staged);

const suite = new Suite(browser, wanted);
for (const name of FILES) {
  const { default: checks } = await import(`./checks/${name}.mjs`);
  for (const [what, check] of Object.entries(checks)) {
    await suite.run(what, check, { browser, staged, pages });
  }
}
await suite.silent();
await suite.end("view");
