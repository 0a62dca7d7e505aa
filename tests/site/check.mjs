// Looks at the site in a folder with a real browser.
//
//   node check.mjs <folder of the site> <folder for pictures> [a part of the name of a check]...
import { mkdirSync } from "node:fs";
import { Browser } from "../view/browser.mjs";
import { Suite } from "../view/suite.mjs";
import { serve } from "./server.mjs";

const FILES = ["look", "search", "reading", "body", "editor", "signature", "reply", "policy", "pictures"];

const [folder, out, ...wanted] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const server = await serve(folder);
const browser = await Browser.launch();
console.log(`Chromium ${browser.chromium.version()}`);
const suite = new Suite(browser, wanted);
for (const name of FILES) {
  const { default: checks } = await import(`./checks/${name}.mjs`);
  for (const [what, check] of Object.entries(checks)) {
    await suite.run(what, check, { browser, folder, out, server, url: server.url });
  }
}
await suite.silent();
server.close();
await suite.end("site");
