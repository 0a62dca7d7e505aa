// What somebody does who reads: copy a request, follow an anchor, go by Tab.
import assert from "node:assert/strict";
import { BELOW } from "../server.mjs";
import { KINDS } from "../pages.mjs";

export default {
  "a button copies a whole request, and says so": async ({ browser, url }) => {
    const page = await browser.page({ permissions: ["clipboard-read", "clipboard-write"] });
    await page.goto(`${url}/events/MessageSent.html`);
    const block = page.locator(".code").filter({ hasText: "POST /postal" });
    const shown = await block.locator("code").textContent();
    const button = block.getByRole("button", { name: "Copy" });
    await button.focus();
    await page.keyboard.press("Enter");
    await page.getByText("Copied to the clipboard").waitFor({ state: "attached" });
    assert.equal(await block.getByRole("button").textContent(), "Copied");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, shown);
    assert.match(copied, /^POST \/postal.*\n[^]*X-Postal-Signature-256: [^]*"uuid": "[0-9a-f-]{36}"\n}\n$/);
    await block.getByRole("button", { name: /^Copy$/ }).waitFor();
    const [blocks, buttons] = [await page.locator(".code").count(), await page.locator(".copy").count()];
    assert.equal(blocks, buttons);
  },

  "of a session in a shell the commands are copied, without prompts and what was printed": async ({ browser, url }) => {
    const page = await browser.page({ permissions: ["clipboard-read", "clipboard-write"] });
    for (const [path, expected] of [
      ["signatures.html", /^openssl dgst [^\n]*\n$/],
      // Of a command on several lines, each of them.
      ["debug.html", /^printf [^\n]*\nruby -rsocket [^\n]*\nc = s\.accept; [^\n]*\npostal-webhooks send [^\n]*\n$/],
    ]) {
      await page.goto(`${url}/${path}`);
      const text = path === "debug.html" ? "ruby -rsocket" : "openssl dgst";
      const block = page.locator(".code").filter({ hasText: text });
      await block.getByRole("button").click();
      await page.getByText("Copied to the clipboard").waitFor({ state: "attached" });
      assert.match(await page.evaluate(() => navigator.clipboard.readText()), expected);
    }
  },

  "a refused clipboard is said": async ({ browser, url }) => {
    const page = await browser.page();
    await page.addInitScript(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
    });
    await page.goto(`${url}/signatures.html`);
    await page.locator(".copy").first().click();
    await page.getByText("The browser did not allow it to copy").waitFor({ state: "attached" });
  },

  "anchors lead to their place, also below a path": async ({ browser, url }) => {
    for (const base of [`${url}/`, url + BELOW]) {
      const page = await browser.page();
      for (const path of ["the-request.html#envelope", "events/MessageSent.html#schemas", "events/MessageSent.html#messagesent-payload.sent_with_ssl", "events/MessageSent.html#code-go", "try.html#reply"]) {
        await page.goto(base + path);
        const id = path.split("#")[1];
        const target = page.locator(`[id="${id}"]`);
        await target.waitFor();
        await page.waitForFunction((of) => {
          const { top } = document.getElementById(of).getBoundingClientRect();
          return top >= 0 && top < innerHeight;
        }, id);
        const anchor = page.locator(`a[href$="#${id}"]`).first();
        assert.equal(new URL(await anchor.getAttribute("href"), page.url()).hash, `#${id}`);
      }
    }
  },

  "a link to the code of a language opens it": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/events/MessageSent.html`);
    assert.equal(await page.locator("#code-go pre").isVisible(), false);
    await page.goto(`${url}/events/MessageSent.html#code-go`);
    await page.locator("#code-go pre").waitFor();
  },

  "every page is whole below a path": async ({ browser, server, url }) => {
    const page = await browser.page();
    const before = server.asked.length;
    for (const path of Object.values(KINDS)) {
      await page.goto(`${url}${BELOW}${path}`, { waitUntil: "networkidle" });
      assert.equal(await page.locator("nav.pages [aria-current=page]").count(), 1, path);
      assert.ok(await page.locator("#search").isVisible(), path);
    }
    const outside = server.asked.slice(before).filter((path) => !path.startsWith(BELOW) && path !== "/favicon.ico");
    assert.deepEqual(outside, []);
  },

  "the first Tab leads past the navigation": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/events/MessageSent.html`);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  },
};
