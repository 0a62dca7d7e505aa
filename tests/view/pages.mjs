// The kinds of page that there are, with what the receivers of this run have on them.
import { FOREIGN, until } from "./browser.mjs";

/** Of each kind of page a path, by its name; all of the receiver `busy`. */
export async function kinds(browser, staged) {
  const { url, hostile } = staged.busy;
  const page = await browser.page();
  const text = async (path) => {
    await page.goto(url + path);
    return page.textContent("main");
  };
  await until("the sinks have come to an end", async () => {
    const sinks = await text("/sinks");
    return sinks.includes("What keeps it down") && /Dead[1-9]/.test(sinks) && /Parked[1-9]/.test(sinks);
  });
  await until("the index has come to an end", async () => (await text("/health")).includes("to the newest event"));
  await page.goto(`${url}/quarantine`);
  const digests = {};
  for (const row of await page.locator("tbody tr").all()) {
    digests[await row.locator("b").textContent()] = await row.locator("a").getAttribute("href");
  }
  const last = hostile.at(-1).named;
  // The events of the message come after all that is hostile.
  const timeline = last + 2;
  const digest = digests.late.split("/").at(-1);
  await browser.closePages();
  return {
    list: "/",
    "list that finds nothing": "/?q=nobody-has-this",
    "list that is filtered": "/?event=MessageSent&source=main&state=delivered",
    "last list": "/?at=20",
    event: `/events/${hostile[0].failed}`,
    "event of a message": `/events/${timeline}`,
    "event of no known name": `/events/${hostile[0].named}`,
    "invalid event": "/events/91",
    "event with many fields": "/events/92",
    sinks: "/sinks",
    "sink that is down": "/sinks/billing",
    "sink with dead letters": "/sinks/archive",
    quarantine: "/quarantine",
    "one in quarantine": digests["not-json"],
    "one that is late": digests.late,
    "one in conflict": digests.conflict,
    health: "/health",
    ask: "/ask?do=retry&sink=archive",
    "ask to pause": "/ask?do=pause&sink=crm",
    "ask to send again": "/ask?do=replay&sink=crm&from=1&until=50",
    "ask to release": `/ask?do=release&digest=${digest}`,
  };
}

/** Pages that are answered with a refusal, of the receiver `busy`. */
export const REFUSED = { "404": "/events/999999", "404 of a sink": "/sinks/none", "400": "/ask?do=fly" };

/** Pages that the guard answers with a refusal. */
export const guarded = (staged) => ({
  "401": staged.guarded.url,
  "403 of a host": staged.busy.url.replace("127.0.0.1", FOREIGN),
});

/** Chromium shows the page of a 401 to who gives up: so does it after a wrong password here. */
export const WRONG = { username: "", password: "wrong" };

/** Complaints that belong to an answer with a refusal. */
export const REFUSAL = /status of 40[0-9]|is 40[0-9]$|Cross-Origin-Opener-Policy header has been ignored/;
