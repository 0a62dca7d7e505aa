// The part of the page that tries bodies.
import { element, prose, settled } from "./element.mjs";
import { field } from "./field.mjs";
import { findings } from "./findings.mjs";
import { lineAndColumn } from "./places.mjs";

/** How much of the text is shown on each side of a fault. */
const AROUND = 36;
const MOST = 50;

export function bodies(facts) {
  const area = document.getElementById("body-text");
  const said = document.querySelector("#body-result > p");
  const list = document.querySelector("#body-result > div");
  let checked;
  let found = [];
  const check = () => {
    const text = area.value;
    const profile = document.querySelector("[name=profile]:checked").value;
    // Whoever presses a button of the list leaves the field: the list must still be there then.
    const current = `${profile} ${text}`;
    if (current === checked) return;
    checked = current;
    const { faults, event } = findings(text, profile, facts);
    found = faults;
    show();
    said.className = text.trim() === "" ? "" : faults.length > 0 ? "bad" : "good";
    said.textContent = sentence(text, faults, event, profile, facts);
    list.replaceChildren();
    if (faults.length > 0) {
      list.append(element("ol", {}, ...faults.slice(0, MOST).map((fault) => item(body, text, fault))));
    }
  };
  const show = () => {
    body.show(found.length > 0);
    body.mark(found);
  };
  const body = field(area, document.querySelector("label[for=body-text]"), facts.nonce, show);
  const use = (text) => {
    area.value = text;
    area.dispatchEvent(new Event("input"));
    body.select(0, 0);
    check();
  };
  const fill = document.getElementById("body-examples");
  for (const [event, { example }] of Object.entries(facts.events)) {
    if (example) fill.append(button(event, () => use(example)));
  }
  if (facts.wrong) fill.append(button("A wrong one", () => use(facts.wrong)));
  area.addEventListener("input", settled(check));
  area.addEventListener("change", check);
  for (const radio of document.querySelectorAll("[name=profile]")) radio.addEventListener("change", check);
  const { example } = facts.events[new URLSearchParams(location.search).get("example")] ?? {};
  if (example) use(example);
  // What a browser kept from before.
  check();
}

export function button(text, click) {
  const made = element("button", { type: "button" }, text);
  made.addEventListener("click", click);
  return made;
}

function sentence(text, faults, event, profile, facts) {
  if (text.trim() === "") return "";
  if (faults.length > 0) {
    return faults.length === 1 ? "One thing is wrong with it." : `${faults.length} things are wrong with it.`;
  }
  if (Object.hasOwn(facts.events, event)) return `It is a valid ${event}${profile === "strict" ? ", also by the strict schema" : ""}.`;
  return "It can be received: an event of a name that is not known here, with a valid envelope.";
}

function item(body, text, fault) {
  const { line, column } = lineAndColumn(text, fault.from);
  const go = button(`line ${line}, column ${column}`, () => {
    body.focus();
    body.select(fault.from, fault.to);
  });
  const made = element("li", {}, go, " ");
  if (fault.pointer !== undefined) made.append(element("code", {}, fault.pointer || "the whole body"), " ");
  made.append(element("b", {}, fault.message), excerpt(text, fault));
  if (fault.description) made.append(element("p", { className: "field" }, "The schema says: ", ...prose(fault.description)));
  return made;
}

/** The text around a fault, which is marked. */
function excerpt(text, { from, to }) {
  const end = Math.max(Math.min(to, from + 2 * AROUND), from);
  const before = text.slice(Math.max(from - AROUND, 0), from);
  const after = text.slice(end, end + AROUND);
  // One line is shown: the number of the line is beside it.
  const line = (piece) => piece.replace(/\s*\n\s*/g, " ");
  const marked = element("mark", {}, line(text.slice(from, end)) || "␄");
  const code = element("code", {}, from > AROUND ? "…" : "", line(before), marked, line(after));
  if (end + AROUND < text.length) code.append("…");
  return element("pre", {}, code);
}
