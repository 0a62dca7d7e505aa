// What is wrong with how a page looks and reads: by axe-core, by its width, by its colours; and what it weighs.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const WIDE = { width: 1280, height: 800 };

/** What axe-core has to say against a page: its weight, and one line. */
export async function faults(page, name) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map(({ impact, id, help, nodes }) => {
    const [{ html, failureSummary }] = nodes;
    const what = failureSummary.split("\n").slice(1, 2).join("").trim();
    return { impact, text: `${name}: ${impact}: ${id}: ${help} (${nodes.length} times): ${what}: ${html.slice(0, 160)}` };
  });
}

/** What makes a page wider than its window; null if nothing does. */
export async function beyond(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return null;
    const boxes = [...document.querySelectorAll("body *")];
    const widest = boxes.find((box) => box.getBoundingClientRect().right > clientWidth + 1);
    return `${scrollWidth} px: ${widest?.outerHTML.slice(0, 120)}`;
  });
}

/** The colour behind an element that is too light for the dark or too dark for the light; undefined if it is right. */
export async function wrongGround(page, selector = "body") {
  const [colour, isDark] = await page.locator(selector).first().evaluate((of) => {
    return [getComputedStyle(of).backgroundColor, matchMedia("(prefers-color-scheme: dark)").matches];
  });
  const [red, green, blue] = colour.match(/\d+/g).map(Number);
  const light = (red + green + blue) / 3;
  return (isDark ? light < 60 : light > 230) ? undefined : `${selector}, ${isDark ? "dark" : "light"}: ${colour}`;
}

/** What a page loads from now on: files, and bytes as they are transferred, with headers. */
export async function transfer(page) {
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  const loaded = { bytes: 0, files: 0 };
  network.on("Network.loadingFinished", ({ encodedDataLength }) => {
    loaded.bytes += encodedDataLength;
    loaded.files += 1;
  });
  return loaded;
}
