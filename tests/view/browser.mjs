// Chromium, with an ear on what its pages complain of and which requests leave them.
import { chromium } from "playwright-core";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** A name that leads to this machine, and that no receiver lists. */
export const FOREIGN = "elsewhere.example.com";
export const PHONE = { width: 390, height: 844 };

export class Browser {
  /** What went wrong on pages that should have nothing wrong. */
  complaints = [];
  /** Loads of a whole page. */
  visits = 0;
  #contexts = [];

  static async launch() {
    const browser = new Browser();
    // The sandbox of Chromium does not work as root.
    const args = ["--no-sandbox", `--host-resolver-rules=MAP ${FOREIGN} 127.0.0.1`];
    browser.chromium = await chromium.launch({ executablePath: EXECUTABLE, args });
    return browser;
  }

  /**
   * A page in a context of its own. `expected` is a pattern of complaints that belong to what is
   * checked: such as that of a page that is answered with 403.
   */
  async page({ expected, ...options } = {}) {
    const context = await this.chromium.newContext(options);
    context.setDefaultTimeout(10_000);
    this.#contexts.push(context);
    const page = await context.newPage();
    page.complaints = [];
    page.requests = [];
    const complain = (text) => {
      page.complaints.push(text);
      if (!expected?.test(text)) this.complaints.push(text);
    };
    const path = () => page.url().replace(/^http:..[^/]+/, "");
    page.on("load", () => { this.visits += 1; });
    page.on("pageerror", (error) => complain(`${path()}: ${error}`));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complain(`${path()}: ${message.text()}`);
    });
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText;
      // A stream that the page itself has closed.
      if (why !== "net::ERR_ABORTED") complain(`${path()}: ${request.url()} failed: ${why}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) complain(`${path()}: ${response.url()} is ${response.status()}`);
    });
    page.on("request", (request) => {
      page.requests.push(request);
      const origin = new URL(request.url()).origin;
      const own = request.isNavigationRequest() ? origin : new URL(page.url()).origin;
      if (origin !== own) complain(`${path()} asks ${request.url()}`);
    });
    return page;
  }

  async closePages() {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
  }

  async close() {
    await this.chromium.close();
  }
}

/** Waits until it holds, at most `patience` milliseconds. */
export async function until(what, holds, patience = 10_000) {
  const end = Date.now() + patience;
  for (;;) {
    if (await holds()) return;
    if (Date.now() > end) throw new Error(`not within ${patience} ms: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
