// Pictures of whole pages, for people to look at.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import assert from "node:assert/strict";
import { PHONE } from "../browser.mjs";
import { guarded, REFUSAL, WRONG } from "../pages.mjs";
import { WIDE } from "../sight.mjs";

/** The name of a picture, the kind of its page, and how it is looked at. */
const PICTURES = [
  ["list", "list", {}],
  ["event", "event", {}],
  ["timeline", "event of a message", {}],
  ["invalid", "invalid event", {}],
  ["sinks", "sinks", {}],
  ["sink", "sink with dead letters", {}],
  ["quarantine", "quarantine", {}],
  ["one-in-quarantine", "one in quarantine", {}],
  ["conflict", "one in conflict", {}],
  ["health", "health", {}],
  ["ask", "ask", {}],
  ["phone-list", "list", { viewport: PHONE }],
  ["phone-event", "event of a message", { viewport: PHONE }],
  ["phone-sink", "sink with dead letters", { viewport: PHONE }],
  ["phone-quarantine", "quarantine", { viewport: PHONE }],
  ["phone-health", "health", { viewport: PHONE }],
  ["dark-list", "list", { colorScheme: "dark" }],
  ["dark-sinks", "sinks", { colorScheme: "dark" }],
  ["dark-event", "event of a message", { colorScheme: "dark" }],
];

export default {
  "pictures of the pages are taken": async ({ browser, staged, pages }) => {
    for (const [name, kind, options] of PICTURES) {
      const page = await browser.page({ viewport: WIDE, ...options });
      await page.goto(staged.busy.url + pages[kind]);
      const path = join(staged.pictures, `${name}.png`);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      const { width } = page.viewportSize();
      // A phone shows one row below the other: the begin of it is enough.
      const clip = { x: 0, y: 0, width, height: width < 500 ? Math.min(height, 1800) : height };
      await page.screenshot({ path, fullPage: true, clip });
      assert.ok((await stat(path)).size > 10_000, name);
    }
    for (const [name, url] of Object.entries(guarded(staged))) {
      const page = await browser.page({ viewport: WIDE, expected: REFUSAL, httpCredentials: WRONG });
      await page.goto(url);
      await page.screenshot({ path: join(staged.pictures, `${name.replaceAll(" ", "-")}.png`) });
    }
    return staged.pictures;
  },
};
