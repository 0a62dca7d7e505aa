// Everything by the keyboard alone.
import assert from "node:assert/strict";
import { until } from "../browser.mjs";

const focused = (page) =>
  page.evaluate(() => {
    const it = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(it);
    const { left, top, width, height } = it.getBoundingClientRect();
    return {
      tag: it.localName,
      id: it.id,
      text: it.textContent.trim(),
      near: it.closest("section, main, header")?.querySelector("h1, h2")?.textContent.trim() ?? "",
      href: it.getAttribute("href"),
      isMarked: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
      isInSight: left >= 0 && top >= 0 && top < innerHeight && width > 0 && height > 0,
    };
  });

/** Goes on with Tab until it is there, and sees that each stop on the way is marked. */
async function tabTo(page, what, isThere) {
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press("Tab");
    const it = await focused(page);
    if (it.tag === "body") continue;
    assert.ok(it.isMarked, `the focus cannot be seen on ${it.tag} “${it.text}”`);
    assert.ok(it.isInSight, `the focus is out of sight on ${it.tag} “${it.text}”`);
    if (isThere(it)) return;
  }
  throw new Error(`Tab does not come to ${what}`);
}

async function act(page, sink, label) {
  await tabTo(page, label, (it) => it.tag === "button" && it.text === label && it.near.startsWith(sink));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/ask\?/);
  await tabTo(page, label, (it) => it.tag === "button" && it.text === label);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/sinks\/crm\?done=1$/);
}

export default {
  "Tab comes first to a link over the navigation": async ({ browser, staged }) => {
    const page = await browser.page();
    await page.goto(staged.busy.url);
    await page.keyboard.press("Tab");
    const skip = await focused(page);
    assert.equal(skip.text, "Skip to the content");
    assert.ok(skip.isMarked && skip.isInSight, "it cannot be seen");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const next = await page.evaluate(() => document.activeElement.closest("main") !== null);
    assert.ok(next, "the next stop is not in the content");
  },

  "/ comes to the search, j and k go from row to row, and Enter opens one": async ({ browser, staged }) => {
    const page = await browser.page();
    await page.goto(staged.busy.url);
    await page.keyboard.press("/");
    assert.equal((await focused(page)).id, "q");
    await page.keyboard.type("j/k");
    assert.equal(await page.inputValue("#q"), "j/k", "what is typed is typed");
    await page.goto(staged.busy.url);
    const hrefs = await page.locator("#rows td.when a").evaluateAll((all) => all.map((it) => it.getAttribute("href")));
    for (const [key, place] of [["k", 0], ["j", 1], ["j", 2], ["k", 1], ["k", 0], ["k", 0], ["j", 1]]) {
      await page.keyboard.press(key);
      const it = await focused(page);
      assert.equal(it.href, hrefs[place], `${key} goes to ${it.href}`);
      assert.ok(it.isMarked && it.isInSight, `row ${place} is not marked`);
    }
    for (let row = 2; row < 60; row += 1) await page.keyboard.press("j");
    assert.equal((await focused(page)).href, hrefs.at(-1), "j ends at the last row");
    await page.keyboard.press("Enter");
    await page.waitForURL(staged.busy.url + hrefs.at(-1));
    await page.keyboard.press("/");
    await page.keyboard.press("j");
  },

  "no key goes anywhere from a field, or with a modifier": async ({ browser, staged }) => {
    const page = await browser.page();
    await page.goto(staged.busy.url);
    const place = async () => (await focused(page)).id || (await focused(page)).tag;
    for (const modifier of ["Control", "Alt", "AltGraph", "Meta"]) {
      for (const key of ["j", "k", "/"]) {
        await page.evaluate(([key, modifier]) => {
          const name = { Control: "ctrlKey", Alt: "altKey", AltGraph: "modifierAltGraph", Meta: "metaKey" }[modifier];
          document.body.dispatchEvent(new KeyboardEvent("keydown", { key, [name]: true, bubbles: true }));
        }, [key, modifier]);
        assert.equal(await place(), "body", `${modifier}+${key}`);
      }
    }
    for (const field of ['[name="event"]', '[name="since"]', "#q", "#keys"]) {
      for (const key of ["j", "k", "/"]) {
        await page.focus(field);
        await page.keyboard.press(key);
        assert.ok(await page.locator(field).evaluate((it) => it === document.activeElement), `${key} leaves ${field}`);
      }
    }
  },

  "single keys are switched off, and stay so": async ({ browser, staged }) => {
    const page = await browser.page();
    const press = async (keys) => {
      const places = [];
      for (const key of keys) {
        await page.evaluate(() => document.activeElement.blur());
        await page.keyboard.press(key);
        places.push((await focused(page)).tag);
      }
      return places;
    };
    await page.goto(staged.busy.url);
    await page.locator("#rows td.when a").last().focus();
    await tabTo(page, "the switch", (it) => it.id === "keys");
    await page.keyboard.press("Space");
    assert.deepEqual(await press("/jk"), ["body", "body", "body"]);
    await page.goto(`${staged.busy.url}/?event=MessageSent`);
    assert.ok(!(await page.isChecked("#keys")), "the choice is forgotten");
    assert.deepEqual(await press("/jk"), ["body", "body", "body"]);
    // Another page that is open heeds it too.
    const other = await page.context().newPage();
    await other.goto(staged.busy.url);
    await other.check("#keys");
    await page.waitForFunction(() => document.getElementById("keys").checked);
    assert.deepEqual(await press("/jk"), ["input", "a", "a"]);
  },

  "where a browser keeps nothing, the choice holds for the page": async ({ browser, staged }) => {
    const page = await browser.page();
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
    });
    await page.goto(staged.busy.url);
    await page.keyboard.press("j");
    assert.equal((await focused(page)).tag, "a");
    await page.uncheck("#keys");
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("j");
    assert.equal((await focused(page)).tag, "body");
  },

  "a sink is paused and resumed by Tab and Enter": async ({ browser, staged }) => {
    const page = await browser.page();
    await page.goto(`${staged.busy.url}/sinks`);
    await act(page, "crm", "Pause");
    assert.match(await page.textContent(".note"), /Done/);
    // The sink hears of it a moment later.
    await until("the sink is paused", async () => {
      await page.reload();
      return /paused/.test(await page.textContent(".card"));
    });
    assert.match(await page.textContent(".signs"), /Sink crm is paused/);
    await act(page, "crm", "Resume");
    await page.goto(`${staged.busy.url}/sinks/crm`);
    assert.doesNotMatch(await page.textContent(".card"), /paused/);
  },
};
