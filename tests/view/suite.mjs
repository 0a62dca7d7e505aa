// Runs checks one after another, and says of each whether it holds.

export class Suite {
  passed = 0;
  failed = 0;
  #browser;
  #wanted;

  /** Runs the checks whose name has one of the `wanted` parts in it; all if there are none. */
  constructor(browser, wanted) {
    this.#browser = browser;
    this.#wanted = wanted;
  }

  /** Runs one check; what it gives back is shown. */
  async run(name, check, context) {
    if (this.#wanted.length > 0 && !this.#wanted.some((part) => name.includes(part))) return;
    const start = Date.now();
    try {
      const said = await check(context);
      this.passed += 1;
      console.log(`  ok ${name}${said ? `: ${said}` : ""} (${Date.now() - start} ms)`);
    } catch (error) {
      this.failed += 1;
      const place = /(\w+\.mjs:\d+)/.exec(error.stack?.split("\n").slice(1).join("\n") ?? "")?.[1];
      console.log(`  FAILED ${name}, at ${place}\n    ${error.message.replaceAll("\n", "\n    ")}`);
    } finally {
      await this.#browser.closePages();
    }
  }

  /** The check that comes last: nothing was wrong on any page. */
  async silent() {
    await this.run("no page has an error on its console, a request that failed, or one that leads elsewhere", () => {
      const { complaints, visits } = this.#browser;
      if (complaints.length > 0) throw new Error([...new Set(complaints)].slice(0, 20).join("\n"));
      return `${visits} pages were loaded`;
    });
  }

  /** Closes the browser, and ends the process with what came out. */
  async end(what) {
    await this.#browser.close();
    if (this.failed > 0) {
      console.log(`${what}: ${this.failed} checks failed, ${this.passed} passed`);
      process.exit(1);
    }
    console.log(`${what}: ${this.passed} checks passed`);
  }
}
