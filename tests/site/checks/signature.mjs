// Signatures on the page that tries them: the answers of all packages to the same requests.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { write } from "./body.mjs";

const VECTORS = JSON.parse(readFileSync(new URL("../../../packages/vectors/requests.json", import.meta.url), "utf8"));

async function verified(page, { body, headers, keys, allow = [] }) {
  await page.setChecked("#allow-sha1", allow.includes("sha1"));
  await page.setChecked("#allow-short-keys", allow.includes("short-keys"));
  await page.fill("#signature-keys", "");
  await page.dispatchEvent("#signature-keys", "change");
  await page.locator("#signature-result > p:empty").waitFor({ state: "attached" });
  await write(page, body);
  await page.fill("#signature-headers", headers);
  await page.fill("#signature-keys", keys);
  await page.dispatchEvent("#signature-keys", "change");
  const said = page.locator("#signature-result > p:not(:empty)");
  await said.waitFor();
  return { sentence: await said.textContent(), more: await page.locator("#signature-result > div").textContent() };
}

/** The text of a body that a field of a page can hold. */
function textOf(vector) {
  const bytes = Buffer.from(vector.body, "base64");
  const text = bytes.toString("utf8");
  return Buffer.from(text).equals(bytes) && !text.includes("\r") ? text : undefined;
}

const lines = ({ headers }) => headers.map(([name, value]) => `${name}: ${value}`).join("\n");

export default {
  "the examples: a right signature, and a wrong one with its reason and what to do": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`);
    const result = page.locator("#signature-result");
    await page.getByRole("button", { name: "A valid signature" }).click();
    await result.getByText("The signature is valid.").waitFor();
    assert.match(await result.textContent(), /The key that signed is [0-9a-f]{64}\./);
    await page.getByRole("button", { name: "The same, with a changed body" }).click();
    await result.getByText("It is not verified: the signature is wrong.").waitFor();
    const text = await result.textContent();
    assert.match(text, /Reason: signature-wrong/);
    assert.match(text, /not byte for byte the one that was signed/);
    assert.match(text, /A receiver answers 401/);
  },

  "an example replaces the body, and what was found in the one before": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`);
    await page.getByRole("button", { name: "A wrong one" }).click();
    await page.locator("#body-result .bad").waitFor();
    // Within the same turn of the page: what is settled later is not seen.
    const said = await page.getByRole("button", { name: "A valid signature" }).evaluate((button) => {
      button.click();
      return document.getElementById("body-result").textContent;
    });
    assert.match(said, /^\s*It is a valid \w+\.\s*$/);
  },

  "it answers the requests of the vectors as every package does": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`);
    const reasons = new Map();
    for (const vector of VECTORS.cases) {
      const body = textOf(vector);
      const [name, ...others] = vector.keys;
      const { answer } = vector;
      const isPlain = vector.headers.every(([, value]) => !/[\n\r]/.test(value) && value === value.trim() && !/['",]/.test(value));
      if (body === undefined || others.length > 0 || vector.pins || !isPlain || vector.headers.length === 0) continue;
      // A few of each answer will do.
      const kind = `${answer.reason ?? "right"} ${answer.fault ?? ""} ${vector.allow}`;
      if ((reasons.get(kind) ?? 0) >= 3) continue;
      const keys = VECTORS.keys[name].jwks;
      const { sentence, more } = await verified(page, { body, headers: lines(vector), keys, allow: vector.allow });
      // A body with blanks at its end is verified without them, where those were added.
      const isRight = answer.kid !== undefined || (answer.reason === "signature-wrong" && body !== body.trimEnd());
      if (isRight && answer.kid) assert.ok(/^The signature is valid/.test(sentence) && more.includes(answer.kid), `${vector.name}: ${sentence}`);
      if (!isRight) {
        assert.match(sentence, /^It is not verified: /, vector.name);
        assert.ok(more.includes(`Reason: ${answer.reason}`), `${vector.name}: ${more}, not ${answer.reason}`);
      }
      reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
    }
    const names = new Set([...reasons.keys()].map((kind) => kind.split(" ")[0]));
    for (const reason of ["right", "signature-wrong", "sha1-only", "header-malformed", "unknown-kid", "key-too-short"]) {
      assert.ok(names.has(reason), `no request was ${reason}: ${[...names]}`);
    }
    return `${[...reasons.values()].reduce((sum, n) => sum + n)} requests`;
  },

  "keys as JWKS, PEM and DKIM record, headers of curl, and a line break that pasting added": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`);
    const vector = VECTORS.cases.find(({ name }) => name === "2048: held, as Postal sends it");
    const body = textOf(vector);
    const { jwks, pem, dkim } = VECTORS.keys["2048"];
    const headers = lines(vector);
    for (const keys of [jwks, pem, dkim]) {
      assert.equal((await verified(page, { body, headers, keys })).sentence, "The signature is valid.");
    }
    const curl = vector.headers.map(([name, value]) => `  -H '${name}: ${value}' \\`).join("\n");
    const log = vector.headers.map(([name, value]) => `> ${name.toLowerCase()}: ${value}`).join("\n");
    const json = vector.headers.map(([name, value]) => `  "${name}": "${value}",`).join("\n");
    for (const pasted of [curl, log, json]) {
      assert.equal((await verified(page, { body, headers: pasted, keys: jwks })).sentence, "The signature is valid.", pasted);
    }
    const { sentence } = await verified(page, { body: `${body}\n`, headers, keys: jwks });
    assert.match(sentence, /valid for the body without the blanks at its end/);
  },

  "what is no key is named": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`);
    for (const [keys, reason] of [["<!DOCTYPE html>", "html"], ['{"keys":[]}', "empty"], ["{}", "not-jwks"]]) {
      const { sentence, more } = await verified(page, { body: "{}", headers: "X-Postal-Signature-256: AAAA", keys });
      assert.match(sentence, /^No key can be read: /);
      assert.match(more, new RegExp(`Reason: ${reason}`));
    }
  },
};
