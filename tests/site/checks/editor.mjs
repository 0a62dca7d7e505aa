// The editor that takes the place of the field for bodies, under the policy of the page.
import assert from "node:assert/strict";
import { fill, write } from "./body.mjs";

async function opened({ browser, url }, options) {
  const page = await browser.page(options);
  await page.goto(`${url}/try.html`, { waitUntil: "networkidle" });
  await page.focus("#body-text");
  await page.locator(".editor").waitFor();
  return page;
}

const text = (page) => page.inputValue("#body-text");

export default {
  "it is loaded when the field is focused, and has its styles": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`, { waitUntil: "networkidle" });
    const before = page.requests.length;
    assert.equal(await page.locator(".editor").count(), 0);
    await page.focus("#body-text");
    await page.locator(".editor").waitFor();
    const asked = page.requests.slice(before).map((request) => new URL(request.url()).pathname);
    assert.ok(asked.length >= 1 && asked.every((path) => path.endsWith(".js")), `${asked}`);
    // Each of them stands in a style that the editor makes: without its word in the policy there would be none.
    const styles = await page.evaluate(() => {
      const of = (selector) => getComputedStyle(document.querySelector(selector));
      return [of(".cm-scroller").display, of(".cm-content").whiteSpace, of(".cm-gutters").display];
    });
    assert.deepEqual(styles.slice(0, 1).concat(styles[2]), ["flex", "flex"]);
    assert.match(styles[1], /^(break-spaces|pre-wrap)/);
  },

  "keys, texts, numbers and null have colours of their own, and a fault has none of them": async (all) => {
    for (const colorScheme of ["light", "dark"]) {
      const page = await opened(all, { colorScheme });
      await write(page, '{"event":"MessageSent","timestamp":17.5,"uuid":null,"payload":{}}');
      const colours = await page.locator(".editor .cm-line").evaluate((line) => {
        const colourOf = (text) => {
          const token = [...line.querySelectorAll("span")].filter((span) => span.textContent === text).at(-1);
          return token && getComputedStyle(token).color;
        };
        return ['"event"', '"MessageSent"', "17.5"].map(colourOf).concat(getComputedStyle(line).color);
      });
      assert.equal(new Set(colours).size, 4, `${colorScheme}: ${colours}`);
      const fault = page.locator(".editor .fault").filter({ hasText: "null" });
      const [inside, outside] = await fault.evaluate((marked) =>
        [marked.querySelector("span") ?? marked, marked].map((of) => getComputedStyle(of).color),
      );
      assert.equal(inside, outside, colorScheme);
      assert.equal(outside, colours.at(-1), colorScheme);
    }
  },

  "typing, undo, and Tab, which leaves it": async (all) => {
    const page = await opened(all);
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains("cm-content")));
    await page.keyboard.type('{"event":');
    await page.keyboard.press("Enter");
    await page.keyboard.type("17}");
    assert.equal(await text(page), '{"event":\n17}');
    await page.getByText("things are wrong with it").waitFor();
    assert.equal(await page.locator(".editor .fault").count() > 0, true);
    await page.keyboard.press("Control+z");
    assert.notEqual(await text(page), '{"event":\n17}');
    const before = await text(page);
    await page.keyboard.press("Tab");
    assert.equal(await text(page), before);
    assert.equal(await page.evaluate(() => document.activeElement.name), "profile");
    await page.getByText("The body of a request, as it came").click();
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains("cm-content")));
  },

  "what is typed before it is there stays": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`);
    await page.route("**/editor-*.js", async (route) => {
      await new Promise((done) => { setTimeout(done, 600); });
      await route.continue();
    });
    await page.focus("#body-text");
    await page.keyboard.type("[1,2");
    await page.locator(".editor").waitFor();
    await page.keyboard.type(",3]");
    assert.equal(await text(page), "[1,2,3]");
  },

  "without it the field works as before": async ({ browser, url }) => {
    const page = await browser.page({ expected: /editor-.*failed|ERR_FAILED/ });
    await page.route("**/editor-*.js", (route) => route.abort());
    await page.goto(`${url}/try.html`);
    await page.focus("#body-text");
    await page.keyboard.type("[1");
    await page.getByText("it is not JSON").waitFor();
    assert.equal(await page.locator(".editor").count(), 0);
  },

  "each fault is marked where it is, with its message": async (all) => {
    const page = await opened(all);
    await fill(page, "A wrong one");
    const fault = page.locator(".editor .fault");
    assert.equal(await fault.textContent(), await page.locator("#body-result mark").textContent());
    assert.match(await fault.getAttribute("title"), /^must be /);
    const line = await fault.evaluate((marked) => getComputedStyle(marked).textDecorationLine);
    assert.equal(line, "underline");
    await fill(page, "MessageSent");
    assert.equal(await fault.count(), 0);
    // The bytes are those of the example, whatever the editor shows.
    const shown = await text(page);
    await write(page, `${shown}\n`);
    assert.equal(await text(page), `${shown}\n`);
  },
};
