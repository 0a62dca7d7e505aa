// Bodies on the page that tries them: right ones of each event, and wrong ones at their place.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const VECTORS = JSON.parse(readFileSync(new URL("../../../packages/vectors/bodies.json", import.meta.url), "utf8"));
const said = (page) => page.locator("#body-result > p");
const faults = (page) => page.locator("#body-result li");

/** Presses a button that fills the body in, and waits for what is said of it. */
export async function fill(page, name) {
  await page.locator("#body-examples").getByRole("button", { name, exact: true }).click();
  await page.locator("#body-result > p:not(:empty)").waitFor();
}

/** Writes into the field for bodies, also where the editor has taken its place. */
export async function write(page, text) {
  await page.evaluate((written) => {
    const area = document.getElementById("body-text");
    area.value = written;
    area.dispatchEvent(new Event("input"));
    // Who leaves the field need not wait until it has been quiet.
    area.dispatchEvent(new Event("change"));
  }, text);
}

/** Writes a body into the field, and gives what is said: the sentence, and each fault as [place, pointer, message]. */
async function typed(page, text, profile = "tolerant") {
  await page.check(`[name=profile][value=${profile}]`);
  await write(page, text);
  const list = await faults(page).evaluateAll((items) =>
    items.map((item) => ["button", "code", "b"].map((part) => item.querySelector(`:scope > ${part}`)?.textContent)),
  );
  return { sentence: await said(page).textContent(), list };
}

/** The text of a body of the vectors; undefined for one that no field of a page can hold. */
function textOf({ body }) {
  const pieces = body.map((piece) => {
    if (typeof piece === "string") return piece;
    return piece.repeat === undefined || piece.times > 1000 ? undefined : piece.repeat.repeat(piece.times);
  });
  const text = pieces.includes(undefined) ? undefined : pieces.join("");
  return text === undefined || /\r|^\ufeff/.test(text) || text.trim() === "" ? undefined : text;
}

export default {
  "an example of each event is right, by both profiles": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`);
    const names = await page.locator("nav.pages a[href*='events/']").allTextContents();
    assert.ok(names.length >= 10, `${names.length}`);
    const buttons = await page.locator("#body-examples button").allTextContents();
    assert.deepEqual(buttons.slice(0, -1), names, "they are in another order than elsewhere");
    for (const name of names) {
      await fill(page, name);
      for (const profile of ["strict", "tolerant"]) {
        await page.check(`[name=profile][value=${profile}]`);
        await page.waitForFunction(
          (text) => document.querySelector("#body-result > p").textContent === text,
          `It is a valid ${name}${profile === "strict" ? ", also by the strict schema" : ""}.`,
        );
      }
      assert.equal(await faults(page).count(), 0);
    }
    return `${names.length} events`;
  },

  "the page of an event leads to its body": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/events/MessageBounced.html`);
    await page.getByRole("link", { name: "Try this body" }).click();
    await page.getByText("It is a valid MessageBounced.").waitFor();
  },

  "a wrong value is told at its line and column, with what the schema says of the field": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`);
    await fill(page, "MessageSent");
    const right = JSON.parse(await page.inputValue("#body-text"));
    right.payload.message.id = "seventeen";
    delete right.uuid;
    const text = JSON.stringify(right, null, 2);
    const { sentence, list } = await typed(page, text);
    assert.equal(sentence, "2 things are wrong with it.");
    const line = text.split("\n").findIndex((one) => one.includes('"seventeen"'));
    const column = text.split("\n")[line].indexOf('"seventeen"');
    assert.deepEqual(list, [
      ["line 1, column 1", "/uuid", "must have the key uuid"],
      [`line ${line + 1}, column ${column + 1}`, "/payload/message/id", "must be integer"],
    ]);
    const second = faults(page).nth(1);
    assert.equal(await second.locator("mark").textContent(), '"seventeen"');
    assert.match(await faults(page).first().locator(".field").textContent(), /key for dropping duplicates/);
    assert.match(await second.locator(".field").textContent(), /The schema says: .{10}/);
    // The first press is in the plain field, and brings the editor, which keeps what is selected.
    for (const isEditor of [false, true]) {
      assert.equal(await page.locator(".editor").count(), isEditor ? 1 : 0);
      await second.getByRole("button").click();
      await page.locator(".editor").waitFor();
      await page.waitForFunction(() => document.activeElement.classList.contains("cm-content"));
      assert.equal(await page.evaluate(() => getSelection().toString()), '"seventeen"');
    }
  },

  "strict refuses what tolerant lets pass": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`);
    await fill(page, "MessageHeld");
    const body = JSON.parse(await page.inputValue("#body-text"));
    body.payload.colour = "<b>blue</b>";
    const text = JSON.stringify(body);
    assert.equal((await typed(page, text)).sentence, "It is a valid MessageHeld.");
    const { list } = await typed(page, text, "strict");
    const column = text.indexOf('"<b>blue</b>"');
    assert.equal(list.length, 1);
    assert.deepEqual(list[0].slice(1), ["/payload/colour", "is a key that the schema does not have"]);
    assert.equal(list[0][0], `line 1, column ${column + 1}`);
    assert.equal(await page.locator("#body-result li b").count(), 1, "what was pasted became an element");
  },

  "what is no JSON is told where it stops": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`);
    for (const [text, place, message] of [
      ['{"event":"MessageSent",\n "payload": {,}}', "line 2, column 14", "a key in quotes is due here"],
      ['{"event":"MessageSent"', "line 1, column 23", "the text ends where a comma or } is due"],
      ['{"a":1} x', "line 1, column 9", "nothing more is due here"],
      ["[1,\n2,\nnull,\n01]", "line 4, column 2", "a comma or ] is due here"],
      ['{"a":"b\\x"}', "line 1, column 6", "this string has no end, or holds what must be escaped"],
    ]) {
      const { list } = await typed(page, text);
      assert.equal(list.length, 1, text);
      assert.equal(list[0][0], place, text);
      assert.equal(list[0][2], `it is not JSON: ${message}`, text);
    }
  },

  "it finds in every body of the vectors what every package finds": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`);
    let count = 0;
    for (const vector of VECTORS.cases) {
      const text = textOf(vector);
      if (text === undefined || text.length > 20_000) continue;
      const { list, sentence } = await typed(page, text);
      const isRight = vector.parse.reason === undefined;
      assert.equal(list.length === 0, isRight, `${vector.name}: ${sentence} ${JSON.stringify(list)}`);
      if (vector.parse.reason === "field" && vector.parse.fault !== "missing") {
        const pointers = list.map(([, pointer]) => pointer);
        assert.ok(pointers.includes(vector.parse.pointer), `${vector.name}: ${pointers} not ${vector.parse.pointer}`);
      }
      if (vector.parse.reason === "not-json") assert.match(list[0][2], /^it is not JSON/, vector.name);
      count += 1;
    }
    assert.ok(count > 30, `${count}`);
    return `${count} bodies`;
  },
};
