// The part of the page that explains replies of mail servers.
import { classify } from "postal-webhooks/classify";
import { button } from "./body.mjs";
import { element, settled } from "./element.mjs";

export function replies(facts) {
  const output = document.getElementById("reply-output");
  const details = document.getElementById("reply-details");
  const said = document.querySelector("#reply-result > p");
  const more = document.querySelector("#reply-result > div");
  const check = () => {
    more.replaceChildren();
    said.className = "";
    said.textContent = "";
    if (output.value.trim() === "" && details.value.trim() === "") return;
    const { kind, certainty, rule, source, phrase, code, status, reply } = classify(output.value, details.value || null);
    said.className = "told";
    said.textContent = `${kind}: ${facts.kinds[kind] ?? ""}`;
    const rows = [
      ["How sure", `${certainty}. ${facts.kinds[certainty] ?? ""}`],
      ["Code", reply?.code],
      ["Enhanced status", reply?.status],
      ["Decided by the rule", rule],
      ["which is from", source],
      ["which looks for the phrase", phrase],
      ["which looks for the code", code],
      ["which looks for the status", status],
    ];
    const known = rows.filter(([, value]) => value !== null && value !== undefined && value !== "");
    const pairs = known.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, String(value))]);
    more.append(element("dl", {}, ...pairs));
  };
  const fill = document.getElementById("reply-examples");
  for (const [kind, [text, about]] of Object.entries(facts.replies)) {
    fill.append(
      button(kind, () => {
        output.value = text;
        details.value = about;
        check();
      }),
    );
  }
  for (const area of [output, details]) {
    area.addEventListener("input", settled(check));
    area.addEventListener("change", check);
  }
  check();
}
