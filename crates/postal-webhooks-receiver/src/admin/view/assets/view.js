// Comfort for those with a script: the pages work without. Live rows, and the keyboard.
"use strict";

const body = document.getElementById("rows");
const follow = document.getElementById("follow");
const LONGEST = 200;

if (body && follow && body.dataset.tail) {
  const news = document.getElementById("news");
  let source = null;
  let last = body.dataset.last;

  const stop = () => {
    source?.close();
    source = null;
    follow.setAttribute("aria-pressed", "false");
    news.textContent = "";
  };

  const start = () => {
    const separator = body.dataset.tail.endsWith("?") ? "" : "&";
    let shown = 0;
    let passed = 0;
    const tell = () => {
      const all = passed > shown ? ` of ${passed}` : "";
      news.textContent = passed > 0 ? `following: ${shown}${all} new events are shown` : "following";
    };
    source = new EventSource(`${body.dataset.tail}${separator}after=${last}`);
    follow.setAttribute("aria-pressed", "true");
    news.textContent = "connecting";
    source.onopen = tell;
    source.onmessage = (message) => {
      const data = JSON.parse(message.data);
      last = message.lastEventId;
      shown += data.shown;
      passed += data.passed;
      document.querySelector("main .empty")?.remove();
      body.parentElement.hidden = false;
      // The receiver has made text of all that came from a mail, and the policy allows no script.
      body.insertAdjacentHTML("afterbegin", data.rows);
      while (body.rows.length > LONGEST) body.deleteRow(-1);
      tell();
    };
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED) {
        news.textContent = "the connection is lost; trying again";
        return;
      }
      stop();
      news.textContent = "not following: too many pages do, or the receiver refuses";
    };
  };

  follow.parentElement.hidden = false;
  follow.addEventListener("click", () => (source ? stop() : start()));
}

const keys = document.getElementById("keys");

if (keys) {
  const kept = (use) => {
    // Where a browser keeps nothing, the choice is that of the page.
    try { use(localStorage); } catch {}
  };
  const read = () => kept(({ keys: choice }) => { if (choice) keys.checked = choice === "on"; });
  read();
  addEventListener("storage", read);
  addEventListener("pageshow", read);
  keys.onchange = () => kept((storage) => { storage.keys = keys.checked ? "on" : "off"; });
  keys.closest("p").hidden = false;
}

document.addEventListener("keydown", (event) => {
  // Shift is none of these: some keyboards have the / there.
  const isModified = ["Alt", "AltGraph", "Control", "Meta"].some((it) => event.getModifierState(it));
  if (!keys?.checked || isModified || event.target.closest("input, select, textarea")) return;
  const links = [...document.querySelectorAll("#rows td.when a")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("q").focus();
  } else if (event.key === "j") {
    links[Math.min(at + 1, links.length - 1)]?.focus();
  } else if (event.key === "k") {
    links[Math.max(at - 1, 0)]?.focus();
  }
});
