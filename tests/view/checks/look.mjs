// How pages look and read: contrast, names and order by axe-core, on a phone and in the dark.
import assert from "node:assert/strict";
import { PHONE } from "../browser.mjs";
import { guarded, REFUSAL, REFUSED, WRONG } from "../pages.mjs";
import { beyond, faults, transfer, WIDE, wrongGround } from "../sight.mjs";

async function withoutFaults({ browser, staged, pages }, options) {
  const page = await browser.page({ ...options, expected: REFUSAL, httpCredentials: WRONG });
  const found = [];
  const all = Object.entries({ ...pages, ...REFUSED }).map(([name, path]) => [name, staged.busy.url + path]);
  const refusals = Object.entries(guarded(staged));
  for (const [name, url] of [...all, ...refusals, ["empty list", staged.empty.url]]) {
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
  return `${all.length + refusals.length + 3} pages`;
}

const checks = {};
for (const colorScheme of ["light", "dark"]) {
  for (const [name, viewport] of [["wide screen", WIDE], ["phone", PHONE]]) {
    checks[`axe-core finds nothing against a page: ${colorScheme}, ${name}`] = (all) =>
      withoutFaults(all, { colorScheme, viewport });
  }
}

checks["no page is wider than a phone"] = async ({ browser, staged, pages }) => {
  const page = await browser.page({ viewport: PHONE, expected: REFUSAL, httpCredentials: WRONG });
  const wide = [];
  const all = Object.entries({ ...pages, ...REFUSED }).map(([name, path]) => [name, staged.busy.url + path]);
  for (const [name, url] of [...all, ...Object.entries(guarded(staged))]) {
    await page.goto(url);
    const widest = await beyond(page);
    if (widest) wide.push(`${name}: ${widest}`);
  }
  assert.deepEqual(wide, []);
};

checks["the dark is dark, and the light is light"] = async ({ browser, staged, pages }) => {
  for (const colorScheme of ["dark", "light"]) {
    const page = await browser.page({ colorScheme });
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(staged.busy.url + path);
      assert.equal(await wrongGround(page), undefined, name);
    }
  }
};

checks["the first page is small: 50 events within 40 KB, style and script included"] = async ({ browser, staged }) => {
  const page = await browser.page();
  const loaded = await transfer(page);
  await page.goto(staged.busy.url, { waitUntil: "networkidle" });
  assert.equal(await page.locator("#rows tr").count(), 50);
  const { bytes, files } = loaded;
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

checks["the charts of the last hour have axes that are read without a pointer"] = async ({ browser, staged, pages }) => {
  for (const viewport of [WIDE, PHONE]) {
    const page = await browser.page({ viewport });
    await page.goto(staged.busy.url + pages.health);
    const charts = await page.locator(".chart").all();
    assert.equal(charts.length, 2);
    for (const [place, highest] of [/^[1-9][\d,]* a minute$/, /^[\d,]+\.\d ms$/].entries()) {
      const chart = charts[place];
      assert.match(await chart.locator(".top").innerText(), highest);
      assert.equal(await chart.locator(".time").innerText(), "60 minutes ago\nnow");
      const box = (part) => chart.locator(part).boundingBox();
      const [top, zero, picture, time] = await Promise.all([".top", ".zero", "svg", ".time"].map(box));
      assert.ok(top.x + top.width <= picture.x && zero.x + zero.width <= picture.x, "the values are beside the picture");
      assert.ok(top.y < zero.y && Math.abs(zero.y + zero.height - picture.y - picture.height) < 4, "0 is at the foot");
      assert.ok(time.y >= picture.y + picture.height, "the time is below");
    }
  }
};

export default checks;
