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
    source = new EventSource(`${body.dataset.tail}${separator}after=${last}`);
    follow.setAttribute("aria-pressed", "true");
    news.textContent = "following";
    source.onmessage = (message) => {
      const { rows, shown, passed } = JSON.parse(message.data);
      last = message.lastEventId;
      // The receiver has made text of all that came from a mail, and the policy allows no script.
      body.insertAdjacentHTML("afterbegin", rows);
      while (body.rows.length > LONGEST) body.deleteRow(-1);
      news.textContent = passed > shown ? `${shown} of ${passed} new events are shown` : `${shown} new`;
    };
    source.onerror = () => {
      news.textContent = "the connection is lost; trying again";
    };
  };

  follow.parentElement.hidden = false;
  follow.addEventListener("click", () => (source ? stop() : start()));
}

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, select, textarea");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...document.querySelectorAll("#rows td.when a")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "/") {
    const search = document.getElementById("q");
    if (!search) return;
    event.preventDefault();
    search.focus();
  } else if (event.key === "j") {
    links[Math.min(at + 1, links.length - 1)]?.focus();
  } else if (event.key === "k") {
    links[Math.max(at - 1, 0)]?.focus();
  }
});
