// How pages look and read: contrast, names and order by axe-core, on a phone and in the dark; and what they weigh.
import assert from "node:assert/strict";
import { PHONE } from "../../view/browser.mjs";
import { beyond, faults, transfer, WIDE, wrongGround } from "../../view/sight.mjs";
import { KINDS } from "../pages.mjs";
import { fill } from "./body.mjs";

const checks = {};
for (const colorScheme of ["light", "dark"]) {
  for (const [name, viewport] of [["wide screen", WIDE], ["phone", PHONE]]) {
    checks[`axe-core finds nothing against a page: ${colorScheme}, ${name}`] = async ({ browser, url }) => {
      const page = await browser.page({ colorScheme, viewport });
      const found = [];
      for (const [kind, path] of Object.entries(KINDS)) {
        await page.goto(`${url}/${path}`);
        found.push(...(await faults(page, kind)));
      }
      await page.focus("#body-text");
      await page.locator(".editor").waitFor();
      await fill(page, "A wrong one");
      found.push(...(await faults(page, "a wrong body")));
      await page.getByRole("button", { name: "The same, with a changed body" }).click();
      await page.locator("#signature-result .bad").waitFor();
      await page.getByRole("button", { name: "MailboxFull" }).click();
      found.push(...(await faults(page, "a wrong signature, and a reply")));
      await page.fill("#search-text", "sig");
      await page.locator("#search-found a").first().waitFor();
      found.push(...(await faults(page, "what was found")));
      const texts = found.map(({ text }) => text);
      assert.equal(found.length, 0, `${found.length} faults:\n${texts.slice(0, 15).join("\n")}`);
      return `${Object.keys(KINDS).length + 3} pages`;
    };
  }
}

checks["no page is wider than a phone, and no table or code is cut or covered there"] = async ({ browser, url }) => {
  const page = await browser.page({ viewport: PHONE });
  const wide = [];
  const look = async (name) => {
    const widest = await beyond(page);
    if (widest) wide.push(`${name}: ${widest}`);
    const hidden = await page.evaluate(() => {
      const cut = [...document.querySelectorAll(".table")].filter((table) => table.scrollWidth > table.clientWidth);
      const covered = [...document.querySelectorAll(".copy")].filter((button) => {
        const [top, end] = [button.nextElementSibling.getBoundingClientRect().top, button.getBoundingClientRect().bottom];
        return button.checkVisibility() && end > top;
      });
      return [...cut, ...covered.map((button) => button.nextElementSibling)].map((one) => one.textContent.slice(0, 60));
    });
    for (const text of hidden) wide.push(`${name}: ${text}`);
  };
  await page.goto(`${url}/index.html`);
  const links = await page.locator("nav.pages a").evaluateAll((all) => all.map((link) => link.href));
  assert.ok(links.length > 25, `${links.length} pages`);
  for (const link of links) {
    await page.goto(link);
    await look(link);
  }
  await page.goto(`${url}/try.html`);
  await fill(page, "A wrong one");
  await page.getByRole("button", { name: "The same, with a changed body" }).click();
  await page.locator("#signature-result .bad").waitFor();
  await page.fill("#search-text", "signature");
  await page.locator("#search-found a").first().waitFor();
  await look("the page to try, with a search");
  assert.deepEqual(wide, []);
  return `${links.length} pages`;
};

checks["on a phone each value of a table has the name of its column, and all pages are one link away"] = async ({ browser, url }) => {
  const page = await browser.page({ viewport: PHONE });
  await page.goto(`${url}/events/MessageSent.html`);
  const row = page.locator("[id='messagesent-payload.sent_with_ssl']");
  const names = await row.locator("td").evaluateAll((cells) =>
    cells.map((cell) => getComputedStyle(cell, "::before").content.replace("none", "")),
  );
  assert.deepEqual(names, ["", "type", "null", "meaning", "Postal version"].map((name) => name && `"${name}: "`));
  const lines = await page.locator("header nav a").evaluateAll((links) => links.map((link) => link.getClientRects()[0].top));
  assert.equal(new Set(lines).size, 1, "the header takes several lines");
  await page.getByRole("link", { name: "All pages" }).click();
  await page.waitForFunction(() => document.querySelector("nav.pages").getBoundingClientRect().top < innerHeight);
  await page.setViewportSize(WIDE);
  assert.equal(await page.getByRole("link", { name: "All pages" }).isVisible(), false);
};

checks["on paper there is what is read: all code, whole tables, and nothing to press"] = async ({ browser, url }) => {
  // As wide as A4.
  const page = await browser.page({ viewport: { width: 794, height: 1123 } });
  await page.goto(`${url}/events/MessageSent.html`);
  await page.emulateMedia({ media: "print" });
  for (const selector of ["header", "nav.pages", "nav.contents", "footer", ".copy", ".anchor"]) {
    assert.equal(await page.locator(selector).first().isVisible(), false, selector);
  }
  const code = page.locator("details.language pre");
  assert.equal(await code.count(), 5);
  for (const block of await code.all()) {
    const [height, isCut] = await block.evaluate((pre) => [pre.getBoundingClientRect().height, pre.scrollWidth > pre.clientWidth]);
    assert.ok(height > 100 && !isCut, await block.textContent());
  }
  const head = await page.locator("thead").first().boundingBox();
  assert.ok(head.height > 20, "the table has lost its head");
};

checks["the dark is dark, and the light is light"] = async ({ browser, url }) => {
  for (const colorScheme of ["dark", "light"]) {
    const page = await browser.page({ colorScheme });
    await page.goto(`${url}/try.html`);
    await page.focus("#body-text");
    await page.locator(".editor").waitFor();
    for (const selector of ["body", "textarea", ".editor .cm-gutters"]) {
      assert.equal(await wrongGround(page, selector), undefined);
    }
  }
};

checks["the first page is within 60 KB, and all that a visit can load within 200 KB"] = async ({ browser, url }) => {
  const page = await browser.page();
  const loaded = await transfer(page);
  await page.goto(`${url}/`, { waitUntil: "networkidle" });
  const first = loaded.bytes;
  assert.ok(loaded.files >= 3 && first > 2_000 && first <= 60 * 1024, `${first} bytes in ${loaded.files} files`);
  await page.fill("#search-text", "bounced");
  await page.locator("#search-found a").first().waitFor();
  const searched = loaded.bytes;
  assert.ok(searched > first + 10_000, `${searched} bytes: the search is not loaded when it is wanted`);
  await page.goto(`${url}/try.html`, { waitUntil: "networkidle" });
  const tried = loaded.bytes;
  await page.focus("#body-text");
  await page.locator(".editor").waitFor();
  const { bytes, files } = loaded;
  assert.ok(tried > searched && bytes > tried && bytes <= 200 * 1024, `${bytes} bytes`);
  return `${first} bytes first, ${searched} with the search, ${tried} with the page to try, ${bytes} with the editor, in ${files} files`;
};

export default checks;
