// Events that arrive while somebody looks.
import assert from "node:assert/strict";
import { get } from "node:http";
import { ask } from "../ask.mjs";
import { until } from "../browser.mjs";

/** The number of the newest event. */
async function newest(staged) {
  const { text } = await ask(`${staged.empty.url}/api/v1/events?order=newest&limit=1`);
  return JSON.parse(text).events[0]?.seq ?? 0;
}

/** Sends requests as Postal does: so many at a time. */
async function send(staged, from, to) {
  const { ingest, requests } = staged.empty;
  for (let at = from; at < to; at += 25) {
    const batch = requests.slice(at, Math.min(at + 25, to));
    const answers = await Promise.all(batch.map((it) => ask(ingest, { method: "POST", headers: it.headers, body: it.body })));
    for (const { status, text } of answers) assert.ok(status === 200 && text === "stored", `${status} ${text}`);
  }
}

const rows = (page) => page.locator("#rows tr").count();
const top = (page) => page.locator("#rows tr:first-child td.when a").getAttribute("href");

export default {
  "who follows an empty list sees the first event within 3 seconds": async ({ browser, staged }) => {
    const page = await browser.page();
    await page.goto(staged.empty.url);
    assert.match(await page.textContent("main"), /Nothing has arrived yet/);
    await page.click("#follow");
    assert.equal(await page.getAttribute("#follow", "aria-pressed"), "true");
    await until("it follows", async () => (await page.textContent("#news")).includes("following"));
    await send(staged, 0, 1);
    await until("the event is there", async () => (await rows(page)) === 1, 3000);
    assert.equal(await top(page), "/events/1");
    assert.ok(await page.locator("#rows tr").first().isVisible());
    assert.doesNotMatch(await page.locator("main").innerText(), /Nothing has arrived yet/);
  },

  "of 300 events at once no more than 20 come at a time, and the rest is told": async ({ browser, staged }) => {
    const page = await browser.page();
    await page.goto(staged.empty.url);
    await page.click("#follow");
    await until("it follows", async () => (await page.textContent("#news")).includes("following"));
    await page.evaluate(() => {
      globalThis.added = [];
      const observer = new MutationObserver((all) => {
        const count = all.flatMap((it) => [...it.addedNodes]).filter((it) => it.localName === "tr").length;
        if (count > 0) globalThis.added.push(count);
      });
      observer.observe(document.getElementById("rows"), { childList: true });
    });
    const count = staged.empty.requests.length - 1;
    const last = (await newest(staged)) + count;
    await send(staged, 1, count + 1);
    await until("the last is on top", async () => (await top(page)) === `/events/${last}`, 5000);
    const added = await page.evaluate(() => globalThis.added);
    assert.ok(added.every((count) => count <= 20), `${added}`);
    const sum = added.reduce((one, other) => one + other, 0);
    const note = await page.textContent("#news");
    assert.ok(sum < count, `nothing passed: ${added}`);
    assert.ok(note.includes(`${sum} of ${count} `), `${sum} of ${count} came, and it says: ${note}`);
    // Each once, the newest first.
    const seqs = await page.locator("#rows td.when a").evaluateAll((all) => all.map((it) => Number(it.getAttribute("href").split("/").at(-1))));
    assert.deepEqual(seqs, [...new Set(seqs)].sort((a, b) => b - a));
    assert.ok(seqs.length <= 200, `${seqs.length} rows`);
    return note;
  },

  "who stops to follow gets no more": async ({ browser, staged }) => {
    const page = await browser.page();
    await page.goto(staged.empty.url);
    const before = await rows(page);
    const [stream] = await Promise.all([page.waitForRequest(/\/tail\?/), page.click("#follow")]);
    await until("it follows", async () => (await page.textContent("#news")).includes("following"));
    const ended = page.waitForEvent("requestfailed", (request) => request === stream);
    await page.click("#follow");
    await ended;
    assert.equal(await page.getAttribute("#follow", "aria-pressed"), "false");
    assert.equal(await rows(page), before);
  },

  "a stream that begins anew repeats nothing": async ({ staged }) => {
    const { url } = staged.empty;
    const last = await newest(staged);
    /** What a stream has within 3 seconds, up to the first event. */
    const first = (headers) =>
      new Promise((resolve, reject) => {
        let text = "";
        const sent = get(`${url}/tail?after=0`, { headers, agent: false }, (answer) => {
          answer.on("data", (part) => {
            text += part;
            if (text.includes("data:") && text.endsWith("\n\n")) sent.destroy();
          });
          answer.on("close", () => resolve(text));
        });
        sent.on("error", reject);
        setTimeout(() => sent.destroy(), 3000);
      });
    assert.match(await first({}), new RegExp(`id: ${last}\n`));
    assert.doesNotMatch(await first({ "last-event-id": `${last}` }), /data:/);
    const one = await first({ "last-event-id": `${last - 1}` });
    assert.equal(one.split("<tr").length - 1, 1, one);
  },
};
