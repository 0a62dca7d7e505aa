// Nothing leaves the page: what the page says, what it does, and what its policy has the browser refuse.
import assert from "node:assert/strict";
import { fill } from "./body.mjs";

export default {
  "whoever tries everything asks the host for nothing more": async ({ browser, url }) => {
    const page = await browser.page();
    await page.goto(`${url}/try.html`, { waitUntil: "networkidle" });
    assert.ok(await page.getByText("Nothing leaves this page").isVisible());
    const before = page.requests.length;
    await fill(page, "MessageBounced");
    await page.getByRole("button", { name: "A valid signature" }).click();
    await page.locator("#signature-result .good").waitFor();
    await page.locator("#reply-examples button").first().click();
    await page.waitForTimeout(300);
    assert.deepEqual(page.requests.slice(before).map((request) => request.url()), []);
    const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
    assert.deepEqual(kept, [0, 0, ""]);
  },

  "the browser refuses a request elsewhere, a script and a style that get into a page": async ({ browser, url }) => {
    const page = await browser.page({ expected: /Content Security Policy|ERR_BLOCKED_BY_CSP|csp|asks http:..127.0.0.1:9./ });
    for (const path of ["index.html", "events/MessageSent.html", "try.html"]) {
      page.complaints.length = 0;
      await page.goto(`${url}/${path}`);
      const reached = await page.evaluate(async () => {
        const script = document.createElement("script");
        script.textContent = "window.hit = 1";
        document.body.append(script);
        document.body.setAttribute("style", "display: none");
        document.body.append(Object.assign(new Image(), { src: "http://127.0.0.1:9/x.png" }));
        return fetch("http://127.0.0.1:9/").then(() => true, () => false);
      });
      await page.waitForTimeout(200);
      assert.equal(reached, false);
      assert.equal(await page.evaluate(() => globalThis.hit), undefined);
      assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).display), "none");
      const said = page.complaints.join("\n");
      for (const directive of ["script-src", "style-src", "default-src", "connect-src"]) {
        assert.ok(said.includes(directive), `${path}: the console is silent about ${directive}: ${said}`);
      }
    }
  },
};
