// How pages look and read: contrast, names and order by axe-core, on a phone and in the dark.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PHONE } from "../browser.mjs";
import { REFUSAL, REFUSED } from "../pages.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDE = { width: 1280, height: 800 };

/** What axe-core has to say against a page, one line for each. */
async function faults(page, name) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map(({ impact, id, help, nodes }) => {
    const [{ html, failureSummary }] = nodes;
    const what = failureSummary.split("\n").slice(1, 2).join("").trim();
    return { impact, text: `${name}: ${impact}: ${id}: ${help} (${nodes.length} times): ${what}: ${html.slice(0, 160)}` };
  });
}

async function withoutFaults({ browser, staged, pages }, options) {
  const page = await browser.page({ ...options, expected: REFUSAL });
  const found = [];
  const all = Object.entries({ ...pages, ...REFUSED }).map(([name, path]) => [name, staged.busy.url + path]);
  for (const [name, url] of [...all, ["empty list", staged.empty.url]]) {
    await page.goto(url);
    found.push(...(await faults(page, name)));
  }
  const viewer = { username: "", password: staged.guarded.viewer };
  const seen = await browser.page({ ...options, expected: REFUSAL, httpCredentials: viewer });
  for (const path of ["/", "/events/1"]) {
    await seen.goto(staged.guarded.url + path);
    found.push(...(await faults(seen, `${path} of a viewer`)));
  }
  const texts = found.map(({ text }) => text);
  assert.equal(found.length, 0, `${found.length} faults:\n${texts.slice(0, 15).join("\n")}`);
  return `${all.length + 3} pages`;
}

const checks = {};
for (const colorScheme of ["light", "dark"]) {
  for (const [name, viewport] of [["wide screen", WIDE], ["phone", PHONE]]) {
    checks[`axe-core finds nothing against a page: ${colorScheme}, ${name}`] = (all) =>
      withoutFaults(all, { colorScheme, viewport });
  }
}

checks["no page is wider than a phone"] = async ({ browser, staged, pages }) => {
  const page = await browser.page({ viewport: PHONE, expected: REFUSAL });
  const wide = [];
  for (const [name, path] of Object.entries({ ...pages, ...REFUSED })) {
    await page.goto(staged.busy.url + path);
    const beyond = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return null;
      const boxes = [...document.querySelectorAll("body *")];
      const widest = boxes.find((box) => box.getBoundingClientRect().right > clientWidth + 1);
      return `${scrollWidth} px: ${widest?.outerHTML.slice(0, 120)}`;
    });
    if (beyond) wide.push(`${name}: ${beyond}`);
  }
  assert.deepEqual(wide, []);
};

checks["the dark is dark, and the light is light"] = async ({ browser, staged, pages }) => {
  for (const [colorScheme, isRight] of [["dark", (light) => light < 60], ["light", (light) => light > 230]]) {
    const page = await browser.page({ colorScheme });
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(staged.busy.url + path);
      const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const [red, green, blue] = colour.match(/\d+/g).map(Number);
      assert.ok(isRight((red + green + blue) / 3), `${name}, ${colorScheme}: ${colour}`);
    }
  }
};

checks["the first page is small: 50 events within 40 KB, style and script included"] = async ({ browser, staged }) => {
  const page = await browser.page();
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  let bytes = 0;
  let files = 0;
  network.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    files += 1;
  });
  await page.goto(staged.busy.url, { waitUntil: "networkidle" });
  assert.equal(await page.locator("#rows tr").count(), 50);
  assert.ok(files >= 3, `${files} files were loaded`);
  assert.ok(bytes > 10_000 && bytes <= 40 * 1024, `${bytes} bytes`);
  return `${bytes} bytes in ${files} files`;
};

checks["what tells of trouble comes first, and names the sink"] = async ({ browser, staged, pages }) => {
  const page = await browser.page();
  for (const path of Object.values(pages)) {
    await page.goto(staged.busy.url + path);
    const sign = page.locator(".signs p").first();
    assert.match(await page.textContent(".signs .warn"), /Sink archive has given events up/);
    assert.match(await sign.textContent(), /Sink billing is down for .*behind: connection refused/);
    const [above, main] = await Promise.all([sign.boundingBox(), page.locator("main").boundingBox()]);
    assert.ok(above.y < main.y && above.y < 200, `${path}: ${above.y}`);
  }
  await page.goto(staged.empty.url);
  assert.match(await page.textContent(".signs"), /All is well/);
};

export default checks;
