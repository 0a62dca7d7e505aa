// The search box: a list under it, arrows and Enter, and `/` to come to it.
import { element } from "./element.mjs";

const MOST = 10;

export function searchBox() {
  const box = document.getElementById("search");
  const input = document.getElementById("search-text");
  const list = document.getElementById("search-found");
  const said = document.getElementById("search-said");
  let search;
  let chosen = -1;
  // What is searched is loaded when somebody wants to search.
  const load = () => {
    search ??= import("./search.mjs").then(({ load }) => load(new URL("search.json", import.meta.url)));
    return search;
  };

  const choose = (at) => {
    const options = [...list.children];
    chosen = options.length === 0 ? -1 : (at + options.length) % options.length;
    for (const [n, option] of options.entries()) option.setAttribute("aria-selected", String(n === chosen));
    if (chosen < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    }
  };
  const show = (found) => {
    list.replaceChildren(...found.map((entry, n) => option(entry, n)));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(found.length > 0 ? 0 : -1);
  };
  const close = () => {
    show([]);
    said.textContent = "";
  };
  const find = async () => {
    const text = input.value.trim();
    if (text === "") return close();
    try {
      const found = (await load())(text);
      // Somebody has typed on meanwhile.
      if (text !== input.value.trim()) return undefined;
      show(found.slice(0, MOST));
      said.textContent = found.length === 0 ? "Nothing found" : `${found.length} found`;
      said.classList.toggle("spoken", found.length > 0);
    } catch {
      search = undefined;
      said.textContent = "The search could not be loaded";
      said.classList.remove("spoken");
    }
    return undefined;
  };

  input.addEventListener("focus", () => load().catch(() => { search = undefined; }));
  input.addEventListener("input", find);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter") list.children[chosen]?.click();
    else if (event.key === "Escape") {
      input.value = "";
      close();
    } else return;
    event.preventDefault();
  });
  // A link of the same page leaves the list open otherwise.
  list.addEventListener("click", (event) => {
    if (event.target.closest("a")) setTimeout(close);
  });
  document.addEventListener("click", (event) => {
    if (!box.contains(event.target)) close();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });
  box.hidden = false;
}

function option({ title, heading, url, excerpt }, n) {
  const link = element("a", { href: new URL(url, import.meta.url).href, id: `found-${n}`, tabIndex: -1 });
  link.append(element("b", {}, heading === "" ? title : `${title}: ${heading}`), " ", element("span", {}, ...excerpt));
  link.setAttribute("role", "option");
  return link;
}
