// What is wrong with how a page looks and reads, by axe-core and by its width.
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
