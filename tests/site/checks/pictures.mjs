// Pictures of each kind of page, to be looked at.
import { join } from "node:path";
import { PHONE } from "../../view/browser.mjs";
import { WIDE } from "../../view/sight.mjs";
import { KINDS } from "../pages.mjs";
import { fill } from "./body.mjs";

const checks = {};
for (const colorScheme of ["light", "dark"]) {
  for (const [name, viewport] of [["wide", WIDE], ["phone", PHONE]]) {
    checks[`pictures: ${colorScheme}, ${name}`] = async ({ browser, url, out }) => {
      const page = await browser.page({ colorScheme, viewport });
      const take = (what, options) => page.screenshot({ path: join(out, `${what}-${name}-${colorScheme}.png`), ...options });
      for (const [kind, path] of Object.entries(KINDS)) {
        await page.goto(`${url}/${path}`);
        await take(kind.replaceAll(" ", "-"));
      }
      await page.fill("#search-text", "signature");
      await page.locator("#search-found a").first().waitFor();
      await take("search");
      await page.keyboard.press("Escape");
      await page.focus("#body-text");
      await page.locator(".editor").waitFor();
      await fill(page, "A wrong one");
      await take("wrong-body", { fullPage: true });
      await page.getByRole("button", { name: "The same, with a changed body" }).click();
      await page.locator("#signature-result .bad").waitFor();
      await page.getByRole("button", { name: "MailboxFull" }).click();
      await take("wrong-signature", { fullPage: true });
    };
  }
}
export default checks;
