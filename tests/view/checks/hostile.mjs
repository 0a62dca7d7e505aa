// What came from a mail, or from a sink, is text in every page and nothing else.
import assert from "node:assert/strict";
import { ask } from "../ask.mjs";

/** What has no shape, or moves other characters. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** How the view writes a text: with a name in the place of what cannot be seen. */
const shown = (text) =>
  text.replace(UNSEEN, (c) => `U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
const cut = (text) => shown([...text].slice(0, 100).join(""));

/** Fails if a page has an element, a script or a link that it should not have. */
async function isSound(page, name) {
  const { hit, strange, links, text } = await page.evaluate(() => {
    const all = [...document.querySelectorAll("*")];
    const names = (element) => [...element.attributes].map((it) => it.name);
    const isStrange = (element) =>
      names(element).some((it) => it.startsWith("on") || ["autofocus", "style", "srcdoc", "src"].includes(it));
    const strange = [
      ...document.querySelectorAll("img, style, iframe, object, embed, base, h1 ~ h1"),
      ...all.filter((it) => isStrange(it) && !it.matches('script[src="/assets/view.js"]')),
    ];
    const links = all.flatMap((it) => [it.href, it.action, it.formAction].filter((to) => typeof to === "string" && to));
    return {
      hit: globalThis.hit,
      strange: strange.map((it) => it.outerHTML.slice(0, 200)),
      links,
      text: document.documentElement.textContent,
    };
  });
  assert.equal(hit, undefined, `${name}: a script ran`);
  assert.deepEqual(strange, [], name);
  for (const link of links) {
    const { origin, pathname } = new URL(link);
    assert.equal(origin, new URL(page.url()).origin, `${name}: ${link}`);
    assert.match(pathname, /^\/($|events\/\d|sinks|quarantine|health$|ask$|act$|assets\/view\.css$)/, `${name}: ${link}`);
  }
  const unseen = text.replaceAll("\n", "").match(UNSEEN);
  assert.equal(unseen, null, `${name}: something cannot be seen`);
  return text;
}

export default {
  "no page has an element, an attribute or a link out of a mail": async ({ browser, staged, pages }) => {
    const page = await browser.page();
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(staged.busy.url + path);
      await isSound(page, name);
    }
  },

  "hostile texts are text in the pages of their events": async ({ browser, staged }) => {
    const page = await browser.page();
    for (const { value, failed, clicked, named } of staged.busy.hostile) {
      const text = shown(value);
      for (const [seq, times] of [[failed, 12], [clicked, 3]]) {
        await page.goto(`${staged.busy.url}/events/${seq}`);
        const there = await isSound(page, `event ${seq}`);
        const count = there.split(text).length - 1;
        assert.ok(count >= times, `event ${seq}: ${count} times ${text.slice(0, 80)}`);
      }
      await page.goto(`${staged.busy.url}/events/${named}`);
      const there = await isSound(page, `event ${named}`);
      if (value !== "\ufffd") assert.ok(there.includes(cut(value)), `event ${named}: ${cut(value)}`);
    }
  },

  "hostile texts are text in the list, cut where they are long": async ({ browser, staged }) => {
    const page = await browser.page();
    await page.goto(staged.busy.url);
    let text = "";
    for (let pages = 1; ; pages += 1) {
      text += await isSound(page, `page ${pages} of the list`);
      const older = page.locator('a[rel="next"]');
      if ((await older.count()) === 0) break;
      await older.click();
    }
    for (const { value } of staged.busy.hostile) {
      const count = text.split(cut(value)).length - 1;
      assert.ok(count >= (value === "\ufffd" ? 2 : 3), `${count} times ${cut(value)}`);
      if (value.length > 200) assert.ok(!text.includes(value), "it is not cut");
    }
  },

  "hostile texts of a search are text": async ({ browser, staged }) => {
    const page = await browser.page();
    for (const { value } of staged.busy.hostile.slice(0, 12)) {
      for (const field of ["q", "event", "source"]) {
        await page.goto(`${staged.busy.url}/?${new URLSearchParams({ [field]: value })}`);
        const control = page.locator(`[name="${field}"]`);
        assert.equal(await page.evaluate(() => globalThis.hit), undefined);
        assert.equal(await page.locator("main img, main script, main h1 ~ h1").count(), 0, `${field}=${value}`);
        const given = await control.inputValue();
        // The field of a search is one line, and HTML has no U+0000.
        assert.ok(given === value || /[\0\n]/.test(value), `${field}: ${given}`);
      }
    }
  },

  "what a sink says is text": async ({ browser, staged }) => {
    const page = await browser.page();
    for (const [path, text] of [
      ["/sinks", "<img src=x onerror=window.hit=1> by billing.internal"],
      ["/", "<img src=x onerror=window.hit=1> by billing.internal"],
      ["/sinks/archive", "<script>window.hit=1</script> at line 12"],
      ["/sinks/archive", "is <b>missing</b>?"],
    ]) {
      await page.goto(staged.busy.url + path);
      const there = await isSound(page, path);
      assert.ok(there.includes(text), `${path}: ${text}`);
    }
  },

  "what is in quarantine is text, byte by byte": async ({ browser, staged, pages }) => {
    const page = await browser.page();
    await page.goto(staged.busy.url + pages["one in quarantine"]);
    const text = await isSound(page, "one in quarantine");
    assert.ok(text.includes("0xFF") && text.includes("0xFE"), "bytes that are no UTF-8 have no name");
    for (const { value } of staged.busy.hostile.slice(0, 12)) {
      assert.ok(text.includes(shown(value)), shown(value));
    }
  },

  "of very many fields and very long values the begin is shown": async ({ browser, staged, pages }) => {
    const page = await browser.page();
    const answer = await page.goto(staged.busy.url + pages["event with many fields"]);
    const { length } = await answer.body();
    assert.ok(length < 400_000, `${length} bytes`);
    assert.equal(await page.locator(".fields tbody tr").count(), 500);
    const text = await page.textContent("main");
    assert.match(text, /There are more than these 500 fields/);
    assert.ok(text.includes("x".repeat(10_000) + "…"));
  },

  "a body is a file to keep, which no browser shows": async ({ browser, staged }) => {
    const page = await browser.page();
    const { failed } = staged.busy.hostile[0];
    await page.goto(`${staged.busy.url}/events/${failed}`);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("a[download]")]);
    assert.equal(download.suggestedFilename(), `event-${failed}.json`);
    const body = `${staged.busy.url}/events/${failed}/body`;
    const { headers } = await ask(body);
    assert.equal(headers["content-type"], "application/octet-stream");
    assert.equal(headers["content-disposition"], `attachment; filename="event-${failed}.json"`);
    // Also where no link says so.
    await Promise.all([page.waitForEvent("download"), page.goto(body).catch(() => {})]);
    assert.equal(await page.evaluate(() => globalThis.hit), undefined);
  },
};
