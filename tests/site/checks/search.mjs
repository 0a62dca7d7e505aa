// The search box: what it finds, how fast, and by which keys.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../view/browser.mjs";
import { BELOW } from "../server.mjs";

const found = (page) => page.locator("#search-found a");
const chosen = (page) => page.locator("#search-found [aria-selected=true]");

async function searched(page, text) {
  await page.fill("#search-text", text);
  await found(page).first().waitFor();
}

export default {
  "every page and every heading is found by its own name": async ({ browser, folder, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/`);
    const entries = JSON.parse(readFileSync(join(folder, "search.json"), "utf8"));
    const names = new Set(entries.map(({ title, heading }) => heading || title));
    const lost = [];
    await searched(page, "event");
    for (const { title, heading, url: to } of entries) {
      await page.fill("#search-text", `${title} ${heading}`);
      const links = () => found(page).evaluateAll((all) => all.map((link) => link.href));
      const until = Date.now() + 500;
      let there = false;
      while (!there && Date.now() < until) there = (await links()).includes(`${url}/${to}`);
      if (!there) lost.push(`${title}: ${heading}`);
    }
    // Where many parts have the words of a heading, ten others may come first.
    assert.ok(lost.length <= entries.length / 50, `${lost.length} are lost: ${lost.join(", ")}`);
    return `${entries.length} entries, ${names.size} names, ${lost.length} not among the first ten`;
  },

  "a name, its beginning, a part of it and a slip of the key find the event": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/operations.html`);
    for (const text of ["MessageBounced", "messagebounced", "messageboun", "bounced", "MessageBuonced"]) {
      await searched(page, text);
      const links = await found(page).evaluateAll((all) => all.map((link) => link.pathname));
      assert.ok(links.slice(0, 3).includes("/events/MessageBounced.html"), `${text}: ${links.join(" ")}`);
      await page.fill("#search-text", "");
      await found(page).first().waitFor({ state: "detached" });
    }
    // The page about something comes before the parts of pages that are.
    for (const [text, path] of [
      ["signature", "/signatures.html"],
      ["bounced", "/events/MessageBounced.html"],
      ["try", "/try.html"],
      ["python", "/python.html"],
      ["receiver", "/receiver.html"],
      ["raw body", "/raw-body.html"],
      ["openapi", "/index.html"],
    ]) {
      await searched(page, text);
      assert.equal(await found(page).first().evaluate((link) => link.pathname), path, text);
      await page.fill("#search-text", "");
      await found(page).first().waitFor({ state: "detached" });
    }
    await page.fill("#search-text", "zzzyx");
    await page.getByText("Nothing found").waitFor();
  },

  "an answer comes with each key": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/`);
    await searched(page, "web");
    const times = [];
    for (const text of ["s", "si", "sig", "signature wrong", "mailbox full", "retry after", "message", "the", "a"]) {
      // From the event to the list, in the page itself; three times, as the machine may do other things too.
      const time = await page.evaluate(async (typed) => {
        const input = document.getElementById("search-text");
        const list = document.getElementById("search-found");
        let best = Infinity;
        for (let n = 0; n < 3; n += 1) {
          const changed = new Promise((done) => { new MutationObserver(done).observe(list, { childList: true }); });
          const start = performance.now();
          input.value = typed;
          input.dispatchEvent(new Event("input"));
          await changed;
          best = Math.min(best, performance.now() - start);
        }
        return best;
      }, text);
      times.push(time);
    }
    const slowest = Math.max(...times);
    // A figure, and no check: what else the machine does is in it.
    return `${slowest.toFixed(1)} ms at most`;
  },

  "by keys alone: /, arrows, Enter, Escape": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/events/MessageSent.html`);
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "search-text");
    await page.keyboard.type("send limit/");
    assert.equal(await page.inputValue("#search-text"), "send limit/");
    await found(page).nth(2).waitFor();
    const texts = await found(page).allTextContents();
    assert.equal(await chosen(page).textContent(), texts[0]);
    await page.keyboard.press("ArrowDown");
    assert.equal(await chosen(page).textContent(), texts[1]);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.equal(await chosen(page).textContent(), texts.at(-1));
    const active = await page.getAttribute("#search-text", "aria-activedescendant");
    assert.equal(await chosen(page).getAttribute("id"), active);
    await page.keyboard.press("ArrowDown");
    const target = await found(page).first().getAttribute("href");
    await page.keyboard.press("Enter");
    await page.waitForURL(target);
    await page.keyboard.press("/");
    await page.keyboard.type("limit");
    await found(page).first().waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await found(page).count(), 0);
    assert.equal(await page.getAttribute("#search-text", "aria-expanded"), "false");
    // In a field that is not the box `/` is a character.
    await page.goto(`${url}/try.html`);
    await page.focus("#body-text");
    await page.locator(".editor").waitFor();
    await page.keyboard.type("/");
    assert.equal(await page.inputValue("#body-text"), "/");
  },

  "below a path it leads to the pages there": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}${BELOW}events/MessageSent.html`);
    await searched(page, "retries");
    await page.keyboard.press("Enter");
    await page.waitForURL((to) => to.href.startsWith(url + BELOW) && to.hash !== "");
    assert.equal(await page.locator(":target").count(), 1, page.url());
  },

  "what is searched is loaded when the box is first focused, and once": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/`, { waitUntil: "networkidle" });
    const loads = () => page.requests.filter((request) => request.url().endsWith("/search.json")).length;
    assert.equal(loads(), 0);
    await page.focus("#search-text");
    await until("it is loaded", () => loads() === 1);
    await searched(page, "hold");
    await searched(page, "hold it");
    assert.equal(loads(), 1);
  },

  "without a script there is no box, no button and no empty field": async ({ browser, url }) => {
    const page = await browser.page({ javaScriptEnabled: false });
    await page.goto(`${url}/try.html`);
    for (const selector of ["#search", "#workbench"]) assert.equal(await page.locator(selector).isVisible(), false);
    assert.ok(await page.getByText("This page works by a script").isVisible());
    await page.goto(`${url}/events/MessageSent.html`);
    assert.equal(await page.locator("button").count(), 0);
    assert.ok(await page.getByRole("heading", { name: "MessageSent request" }).isVisible());
  },
};
