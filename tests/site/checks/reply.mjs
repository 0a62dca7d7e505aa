// Replies of mail servers on the page that tries them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const { replies } = JSON.parse(
  readFileSync(new URL("../../../schema/dist/delivery/replies.json", import.meta.url), "utf8"),
);

async function explained(page, output, details) {
  await page.fill("#reply-output", output);
  await page.fill("#reply-details", details ?? "");
  await page.dispatchEvent("#reply-details", "change");
  return page.locator("#reply-result").textContent();
}

export default {
  "each kind has an example that is of this kind, and is explained": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`);
    const buttons = page.locator("#reply-examples button");
    const kinds = await buttons.allTextContents();
    assert.ok(kinds.length >= 6, `${kinds}`);
    for (const [at, kind] of kinds.entries()) {
      await buttons.nth(at).click();
      const text = await page.textContent("#reply-result > p");
      assert.ok(text.startsWith(`${kind}: `) && text.length > kind.length + 10, `${kind}: ${text}`);
      assert.match(await page.textContent("#reply-result dl"), /How sure(High|Medium|Low)/);
    }
    return kinds.join(", ");
  },

  "labelled replies are read as everywhere": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`);
    const some = replies.filter(({ output, found }, n) => n % 40 === 0 && found === undefined && output.trim() !== "");
    assert.ok(some.length > 5, `${some.length}`);
    for (const { output, details, kinds } of some) {
      const text = await explained(page, output, details);
      assert.ok(kinds.some((kind) => text.startsWith(`${kind}: `)), `${output}: ${text}, not ${kinds}`);
    }
    return `${some.length} of ${replies.length} replies`;
  },

  "code, status, rule and phrase of a reply are named": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`);
    const text = await explained(page, "452 4.2.2 Mailbox full");
    assert.match(text, /^MailboxFull: .*Code452Enhanced status4\.2\.2/);
  },
};
