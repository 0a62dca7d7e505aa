// What the receiver refuses, and what it has the browser refuse.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { ask, basic } from "../ask.mjs";
import { FOREIGN } from "../browser.mjs";
import { guarded, REFUSAL, REFUSED, WRONG } from "../pages.mjs";

const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** What helps who is not let in. */
const REMEDIES = {
  "401": /password is missing or wrong.*admin\.password/,
  "403 of a host": /not listed.*admin\.hosts/,
};

const form = (fields) => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});

/** The hidden fields of the form that a question has. */
async function fields(url, path) {
  const { text } = await ask(url + path);
  const value = (name) => {
    const found = new RegExp(`name="${name}" value="([^"]*)"`).exec(text);
    return found[1].replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  };
  return { change: value("change"), token: value("token") };
}

export default {
  "every page and file has its headers": async ({ staged, pages }) => {
    const { url } = staged.busy;
    const [event] = staged.busy.hostile;
    const files = ["/assets/view.css", "/assets/view.js", `/events/${event.failed}/body`];
    for (const path of [...Object.values(pages), ...Object.values(REFUSED), ...files, "/act"]) {
      const { headers } = await ask(url + path);
      assert.equal(headers["content-security-policy"], POLICY, path);
      assert.ok(!headers["content-security-policy"].includes("unsafe"), path);
      assert.equal(headers["referrer-policy"], "no-referrer", path);
      assert.equal(headers["x-content-type-options"], "nosniff", path);
      assert.equal(headers["cross-origin-opener-policy"], "same-origin", path);
      assert.equal(headers["cross-origin-resource-policy"], "same-origin", path);
      const kept = path.startsWith("/assets/") ? "max-age=300" : "no-store";
      assert.equal(headers["cache-control"], kept, path);
    }
  },

  "a script, a style and a picture that get into a page are blocked": async ({ browser, staged }) => {
    const page = await browser.page({ expected: /Content Security Policy|ERR_BLOCKED_BY_CSP|csp/ });
    await page.goto(staged.busy.url);
    const tag = await page.addScriptTag({ content: "window.hit = 1" }).then(() => "added", () => "refused");
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.hit = 2";
      document.body.append(script);
      const button = document.createElement("button");
      button.setAttribute("onclick", "window.hit = 3");
      document.body.append(button);
      button.click();
      document.body.setAttribute("style", "display: none");
      document.body.append(Object.assign(new Image(), { src: "/assets/view.css" }));
    });
    await page.evaluate(() => fetch("http://127.0.0.1:9/").catch(() => {}));
    await page.waitForTimeout(200);
    assert.equal(await page.evaluate(() => globalThis.hit), undefined, `a script ran; a tag was ${tag}`);
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).display), "none");
    const said = page.complaints.join("\n");
    for (const directive of ["script-src", "style-src", "default-src", "connect-src"]) {
      assert.ok(said.includes(directive), `the console is silent about ${directive}: ${said}`);
    }
  },

  "a page elsewhere cannot frame the view, and changes nothing": async ({ browser, staged, pages }) => {
    const { url } = staged.busy;
    const { change, token } = await fields(url, pages["ask to pause"]);
    const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    const evil = createServer((request, answer) => {
      answer.setHeader("content-type", "text/html");
      const target = request.url === "/frame" ? `<iframe src="${url}/"></iframe>` : "";
      answer.end(`<!DOCTYPE html>${target}<form method="post" action="${url}/act">
        <input name="change" value="${quoted(change)}"><input name="token" value="${token}"></form>`);
    });
    await new Promise((done) => { evil.listen(0, "127.0.0.1", done); });
    try {
      const expected = /frame-ancestors|is 403$|status of 403|asks|ERR_BLOCKED_BY_RESPONSE/;
      const page = await browser.page({ expected });
      await page.goto(`http://127.0.0.1:${evil.address().port}/frame`);
      assert.equal(await page.frames()[1].locator("main").count(), 0, "it is framed");
      await page.goto(`http://127.0.0.1:${evil.address().port}/`);
      // Also with a token that it cannot know.
      const [answer] = await Promise.all([
        page.waitForResponse(`${url}/act`),
        page.evaluate(() => document.forms[0].submit()),
      ]);
      assert.equal(answer.status(), 403);
      await page.waitForURL(`${url}/act`);
      assert.match(await page.textContent("main"), /A page elsewhere has made this request: nothing was done/);
    } finally {
      evil.close();
      evil.closeAllConnections();
    }
    assert.match((await ask(`${url}/sinks/crm`)).text, />Pause</, "nothing was done");
  },

  "a host that is not ours is refused": async ({ staged }) => {
    for (const path of ["/", "/sinks", "/assets/view.js", "/health"]) {
      const { status, text, headers } = await ask(staged.busy.url + path, { headers: { host: "evil.example.com" } });
      assert.equal(status, 403, path);
      assert.match(text, /this host name is not listed/);
      assert.equal(headers["x-content-type-options"], "nosniff");
    }
  },

  "who is not let in gets a page that says what helps, and nothing of a receiver": async ({ browser, staged }) => {
    for (const [name, url] of Object.entries(guarded(staged))) {
      const page = await browser.page({ expected: REFUSAL, httpCredentials: WRONG });
      const answer = await page.goto(url);
      assert.equal(answer.status(), Number.parseInt(name, 10));
      assert.equal(answer.headers()["content-security-policy"], POLICY, name);
      assert.match(await page.textContent("main"), REMEDIES[name], name);
      // It has the style of the others, and asks for nothing else.
      const width = await page.evaluate(() => getComputedStyle(document.querySelector("main")).maxWidth);
      assert.equal(width, "1280px", name);
      assert.equal(page.requests.length, 2, name);
      for (const text of [staged.secret, FOREIGN, "crm", "main"]) {
        assert.ok(!(await page.textContent("body")).includes(text), `${name}: ${text}`);
      }
    }
  },

  "a change needs a token of its own, and comes from here": async ({ staged, pages }) => {
    const { url } = staged.busy;
    const pause = await fields(url, pages["ask to pause"]);
    const retry = await fields(url, pages.ask);
    const with_ = (sent, headers) => ({ ...sent, headers: { ...sent.headers, ...headers } });
    for (const [what, sent, sentence] of [
      ["no token", form({ change: pause.change }), /This form has no token/],
      ["an empty token", form({ change: pause.change, token: "" }), /This form is too old, was changed/],
      ["the token of another change", form({ change: pause.change, token: retry.token }), /too old, was changed/],
      ["another change", form({ change: pause.change.replace("crm", "billing"), token: pause.token }), /too old, was changed/],
      ["a foreign origin", with_(form(pause), { origin: "http://evil.example.com" }), /a page elsewhere has made/],
      ["a foreign site", with_(form(pause), { "sec-fetch-site": "cross-site", origin: "null" }), /a page elsewhere has made/],
    ]) {
      const { status, text } = await ask(`${url}/act`, sent);
      assert.equal(status, 403, what);
      assert.match(text, sentence, what);
    }
    assert.match((await ask(`${url}/sinks/crm`)).text, />Pause</, "nothing was done");
  },

  "without a password there is nothing": async ({ staged }) => {
    const { url } = staged.guarded;
    for (const path of ["/", "/events/1", "/sinks", "/quarantine", "/health", "/ask?do=pause&sink=crm", "/assets/view.js", "/tail"]) {
      for (const headers of [{}, basic("wrong"), basic("")]) {
        const { status, text, headers: answered } = await ask(url + path, { headers });
        assert.equal(status, 401, path);
        assert.match(answered["www-authenticate"], /^Basic /);
        assert.ok(!text.includes(staged.secret) && text.length < 100, text);
      }
    }
    assert.equal((await ask(`${url}/act`, form({}))).status, 401);
  },

  "a viewer sees how it stands, and nothing of a mail": async ({ browser, staged }) => {
    const { url, viewer } = staged.guarded;
    const page = await browser.page({ expected: REFUSAL, httpCredentials: { username: "", password: viewer } });
    for (const path of ["/", "/sinks", "/sinks/crm", "/quarantine", "/health"]) {
      const answer = await page.goto(url + path);
      assert.equal(answer.status(), 200, path);
      assert.ok(!(await page.content()).includes(staged.secret), path);
      assert.equal(await page.locator("button:not(.filters button, #follow)").count(), 0, `${path} offers a change`);
    }
    await page.goto(url);
    assert.equal(await page.locator("#rows tr").count(), 1);
    assert.equal(await page.locator("#q").count(), 0);
    // What leads nowhere is no link.
    for (const path of ["/", "/sinks/crm", "/quarantine"]) {
      await page.goto(url + path);
      const links = await page.locator("main a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
      for (const link of links) {
        const { status } = await ask(new URL(link, url + path), { headers: basic(viewer) });
        assert.equal(status, 200, `${path} leads to ${link}`);
      }
    }
  },

  "a viewer is refused with a sentence": async ({ browser, staged }) => {
    const { url, viewer, password } = staged.guarded;
    const { text } = await ask(`${url}/quarantine`, { headers: basic(password) });
    const digest = /\/quarantine\/([0-9a-f]+)/.exec(text)[1];
    const paths = ["/events/1", "/events/1/body", "/?q=secret", "/ask?do=pause&sink=crm", `/quarantine/${digest}`, `/quarantine/${digest}/body`];
    const page = await browser.page({ expected: REFUSAL, httpCredentials: { username: "", password: viewer } });
    for (const path of paths) {
      const answer = await page.goto(url + path);
      assert.equal(answer.status(), 403, path);
      const sentence = await page.textContent("main p");
      assert.match(sentence, /^The password of a viewer .+\.$/, path);
      assert.ok(!(await page.content()).includes(staged.secret), path);
      const { status, text } = await ask(url + path, { headers: basic(password) });
      assert.equal(status, 200, path);
      if (!path.startsWith("/ask")) assert.ok(text.includes(staged.secret) || path.includes("secret"), path);
    }
    const act = form({ change: "", token: "" });
    const refused = await ask(`${url}/act`, { ...act, headers: { ...act.headers, ...basic(viewer) } });
    assert.equal(refused.status, 403);
    assert.match(refused.text, /The password of a viewer changes nothing\./);
  },

  "who has the right password sees all": async ({ browser, staged }) => {
    const { url, password } = staged.guarded;
    const page = await browser.page({ httpCredentials: { username: "", password } });
    for (const path of ["/", "/events/1"]) {
      await page.goto(url + path);
      assert.ok((await page.textContent("main")).includes(staged.secret), path);
    }
    await page.goto(`${url}/sinks/crm`);
    assert.ok((await page.locator("main button").count()) >= 3);
  },
};
