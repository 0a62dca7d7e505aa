// Everything without a script.
import assert from "node:assert/strict";
import { until } from "../browser.mjs";

const plain = (browser, options = {}) => browser.page({ javaScriptEnabled: false, ...options });

/** The numbers of the events on a page of the list. */
const numbers = (page) =>
  page.locator("#rows td.when a").evaluateAll((all) => all.map((it) => Number(it.getAttribute("href").split("/").at(-1))));

export default {
  "without a script the list is filtered, searched and paged": async ({ browser, staged }) => {
    const page = await plain(browser);
    await page.goto(staged.busy.url);
    for (const id of ["#follow", "#keys"]) {
      assert.ok(await page.locator(id).isHidden(), `${id} needs a script, and is shown`);
    }
    const all = await numbers(page);
    while ((await page.locator('a[rel="next"]').count()) > 0) {
      await page.click('a[rel="next"]');
      all.push(...(await numbers(page)));
    }
    const newest = all[0];
    assert.deepEqual(all, Array.from({ length: newest }, (_, place) => newest - place), "each event once, the newest first");
    await page.click('a[rel="first"]');
    await page.selectOption('[name="event"]', "MessageBounced");
    await page.click(".filters button");
    assert.match(page.url(), /event=MessageBounced/);
    assert.equal(await page.inputValue('[name="event"]'), "MessageBounced");
    const names = await page.locator("#rows td.what").allTextContents();
    assert.ok(names.length > 5 && names.every((name) => name === "MessageBounced"), names.join());
    await page.selectOption('[name="state"]', "dead");
    await page.click(".filters button");
    assert.ok((await page.locator("#rows .state.dead").count()) > 3);
    await page.goto(staged.busy.url);
    await page.fill("#q", "2024-118");
    await page.click(".filters button");
    assert.equal((await numbers(page)).length, 6);
    await page.click("#rows td.when a");
    assert.match(await page.textContent("h1"), /Event \d+/);
    assert.equal(await page.locator(".timeline li").count(), 6);
    assert.equal(await page.locator('.timeline [aria-current="true"]').count(), 1);
  },

  "without a script dead letters are tried again, after a question with their number": async ({ browser, staged }) => {
    const page = await plain(browser);
    const dead = async () => {
      await page.goto(`${staged.busy.url}/sinks/archive`);
      return Number(/Dead(\d+)/.exec(await page.textContent(".card"))?.[1]);
    };
    const before = await dead();
    assert.ok(before > 3, `${before}`);
    await page.click("text=Retry all dead");
    assert.ok((await page.textContent("main")).includes(`${before} dead letters of sink archive are tried again`));
    await page.click("text=Cancel");
    assert.match(page.url(), /\/sinks\/archive$/);
    assert.equal(await dead(), before, "to cancel changes nothing");
    await page.click("text=Retry all dead");
    const [sent] = await Promise.all([
      page.waitForRequest(`${staged.busy.url}/act`),
      page.click("main button"),
    ]);
    // What a page without a referrer sends: the receiver must take it all the same.
    assert.equal((await sent.allHeaders()).origin, "null");
    assert.match(page.url(), /\/sinks\/archive\?done=\d+$/);
    assert.ok((await page.textContent(".note")).includes(`${before}`));
    await until("the sink has taken them", async () => (await dead()) === 0);
  },

  "without a script one dead letter is dropped": async ({ browser, staged }) => {
    const credentials = { username: "", password: staged.guarded.password };
    const page = await plain(browser, { httpCredentials: credentials });
    await page.goto(`${staged.guarded.url}/sinks/crm`);
    await page.click('button:has-text("Drop") >> nth=-1');
    assert.match(await page.textContent("main"), /1 dead letter of sink crm is forgotten/);
    await page.click("main button");
    assert.match(page.url(), /done=1$/);
    assert.match(await page.textContent(".card"), /Dead0/);
  },

  "a conflict in quarantine leads to the event with its uuid": async ({ browser, staged, pages }) => {
    const page = await plain(browser);
    await page.goto(staged.busy.url + pages["one in conflict"]);
    const uuid = /"uuid":\s*"([^"]+)"/.exec(await page.textContent("pre"))[1];
    await page.click('.facts a[href^="/events/"]');
    await page.waitForURL(/\/events\/\d+$/);
    assert.ok((await page.textContent(".facts")).includes(uuid));
  },

  "without a script a body in quarantine is released": async ({ browser, staged, pages }) => {
    const page = await plain(browser, { expected: /404/ });
    await page.goto(`${staged.busy.url}/`);
    const [newest] = await numbers(page);
    await page.goto(staged.busy.url + pages["one that is late"]);
    await page.click("text=Release as an event");
    assert.match(await page.textContent("main"), /1 body becomes an event/);
    await page.click("main button");
    assert.match(page.url(), /\/quarantine\?done=1$/);
    assert.match(await page.textContent(".note"), /Done/);
    assert.equal(await page.locator(`a[href="${pages["one that is late"]}"]`).count(), 0);
    await page.goto(staged.busy.url);
    assert.equal((await numbers(page))[0], newest + 1);
    const gone = await page.goto(staged.busy.url + pages["one that is late"]);
    assert.equal(gone.status(), 404);
  },
};
