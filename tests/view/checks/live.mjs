// Events that arrive while somebody looks.
import assert from "node:assert/strict";
import { ask } from "../ask.mjs";
import { until } from "../browser.mjs";

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
    const total = staged.empty.requests.length;
    await send(staged, 1, total);
    await until("the last is on top", async () => (await top(page)) === `/events/${total}`, 5000);
    const added = await page.evaluate(() => globalThis.added);
    assert.ok(added.every((count) => count <= 20), `${added}`);
    const sum = added.reduce((one, other) => one + other, 0);
    const note = await page.textContent("#news");
    assert.ok(sum < total - 1, `nothing passed: ${added}`);
    assert.ok(note.includes(`${sum} of ${total - 1} `), `${sum} of ${total - 1} came, and it says: ${note}`);
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
    const { url, requests } = staged.empty;
    const first = (headers) =>
      new Promise((resolve, reject) => {
        fetch(`${url}/tail?after=0`, { headers, signal: AbortSignal.timeout(3000) })
          .then(async (answer) => {
            let text = "";
            for await (const part of answer.body) {
              text += Buffer.from(part).toString();
              if (text.includes("data:")) break;
            }
            resolve(text);
          })
          .catch((error) => (error.name === "TimeoutError" ? resolve("") : reject(error)));
      });
    assert.match(await first({}), new RegExp(`id: ${requests.length}\n`));
    assert.doesNotMatch(await first({ "last-event-id": `${requests.length}` }), /data:/);
    const last = await first({ "last-event-id": `${requests.length - 1}` });
    assert.equal(last.split("<tr").length - 1, 1, last);
  },
};
